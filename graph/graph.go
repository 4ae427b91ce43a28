package graph

import (
	"cmp"
	"slices"
	"sort"
	"strings"
)

// LinkState says what is known of a slot at the graph's date.
type LinkState uint8

// The states of a slot that has been spoken of at some time.
const (
	InForce LinkState = iota
	// UnknownState: the slot is first observed later, or its source is missing.
	// Its share is [0, 100].
	UnknownState
)

// Link is one slot at the graph's date.
type Link struct {
	Holder   EntityID
	Subject  EntityID
	Interest Interest // for share slots the code of the first claim
	Basis    Basis
	Share    Share // hull of the figures in force; meaningless for other interests
	Figure   bool  // some claim in force gives a figure
	State    LinkState
	Claims   []ClaimID // in force, or for UnknownState the ones that speak later or are missing; sorted
	Evidence Evidence
	Value    string // the details that claims in force give, joined by "; "
	Stale    bool
	// Later marks an UnknownState that only a later observation speaks of: at the
	// date nobody named the holding, so it is one of the undisclosed ones.
	Later bool
}

// Fact is one attribute of one entity at the graph's date.
type Fact struct {
	Entity   EntityID
	Name     string
	Value    string // "" in UnknownState of a number or truth value
	At       EntityID
	Per      string
	State    LinkState
	Claims   []ClaimID
	Evidence Evidence
}

// Options set how a ledger is read.
type Options struct {
	// MaxAge is the age in years from which an observation is stale and loses one
	// grade of evidence; 0 means the default of 3.
	MaxAge int
}

// DefaultMaxAge is the age in years from which an observation counts as stale.
const DefaultMaxAge = 3

// Graph is the ledger read at one date. It never changes and may be read by any
// number of goroutines.
type Graph struct {
	ledger  *Ledger
	date    Date
	options Options
	from    map[EntityID][]*Link
	to      map[EntityID][]*Link
	facts   map[EntityID][]*Fact
	tables  map[tableKey]*CapTable
	// by holder and basis: the companies, in order of id
	subjects map[tableKey][]EntityID
	flags    []Flag
	assumed  []EntityID
}

type tableKey struct {
	company EntityID
	basis   Basis
}

// At reads the ledger on a day.
func (l *Ledger) At(d Date, o Options) *Graph {
	if o.MaxAge == 0 {
		o.MaxAge = DefaultMaxAge
	}
	g := &Graph{ledger: l, date: d, options: o, from: map[EntityID][]*Link{}, to: map[EntityID][]*Link{},
		facts: map[EntityID][]*Fact{}, tables: map[tableKey]*CapTable{}, subjects: map[tableKey][]EntityID{}}
	for _, sl := range l.slots {
		links := linksOf(sl, d, o)
		g.flagSlot(sl, links)
		for _, link := range links {
			g.from[link.Holder] = append(g.from[link.Holder], link)
			if link.Subject != link.Holder {
				g.to[link.Subject] = append(g.to[link.Subject], link)
			}
		}
	}
	for _, m := range []map[EntityID][]*Link{g.from, g.to} {
		for _, list := range m {
			slices.SortStableFunc(list, compareLinks)
		}
	}
	for _, sl := range l.attrSlots {
		if f := factOf(sl, d, o); f != nil {
			g.facts[f.Entity] = append(g.facts[f.Entity], f)
		}
	}
	g.buildTables()
	SortFlags(g.flags)
	return g
}

func compareLinks(a, b *Link) int {
	return cmp.Or(cmp.Compare(a.Interest, b.Interest), cmp.Compare(a.Holder, b.Holder), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Basis, b.Basis))
}

// linksOf resolves a slot on a day into its links: one, or one a value for a
// single-valued relation whose sources disagree.
func linksOf(sl *slot, d Date, o Options) []*Link {
	in, unknown := sl.entries.at(d)
	if len(in) == 0 && !unknown {
		return nil
	}
	if unknown {
		return unknownLinks(sl, d)
	}
	if !sl.key.relation.SingleValued() {
		return []*Link{newLink(in, sl.key.basis, d, o)}
	}
	bySubject := map[EntityID][]*Statement{}
	for _, s := range in {
		bySubject[s.Subject] = append(bySubject[s.Subject], s)
	}
	var out []*Link
	for _, subject := range sortedKeys(bySubject) {
		out = append(out, newLink(bySubject[subject], sl.key.basis, d, o))
	}
	return out
}

func unknownLinks(sl *slot, d Date) []*Link {
	bySubject := map[EntityID]*Link{}
	for _, e := range sl.entries {
		if !(e.missing && e.from <= d && d < e.to) && !(e.from > d && e.it.Period.IsObservation()) {
			continue
		}
		l := bySubject[e.it.Subject]
		if l == nil {
			l = &Link{Holder: e.it.Holder, Subject: e.it.Subject, Interest: e.it.Interest, Basis: sl.key.basis,
				Share: Unknown(), State: UnknownState, Evidence: e.it.Evidence, Later: true}
			bySubject[e.it.Subject] = l
		}
		l.Later = l.Later && !e.missing
		l.Claims = append(l.Claims, e.it.ID)
		l.Evidence = min(l.Evidence, e.it.Evidence)
	}
	var out []*Link
	for _, subject := range sortedKeys(bySubject) {
		sort.Slice(bySubject[subject].Claims, func(i, j int) bool {
			return bySubject[subject].Claims[i] < bySubject[subject].Claims[j]
		})
		out = append(out, bySubject[subject])
	}
	return out
}

func newLink(in []*Statement, basis Basis, d Date, o Options) *Link {
	first := in[0]
	l := &Link{Holder: first.Holder, Subject: first.Subject, Interest: first.Interest, Basis: basis}
	allStale := true
	var values []string
	best, worst := Evidence(0), High
	conflict := false
	for _, s := range in {
		l.Claims = append(l.Claims, s.ID)
		grade := s.Evidence
		if stale(s.Period, d, o) {
			grade = grade.Lower()
		} else {
			allStale = false
		}
		best, worst = max(best, grade), min(worst, grade)
		if s.Value != "" && !slices.Contains(values, s.Value) {
			values = append(values, s.Value)
		}
		if !s.Interest.CarriesShare() || !s.Figure {
			continue
		}
		if !l.Figure {
			l.Figure, l.Share = true, s.Share
		} else if s.Share != l.Share {
			conflict = true
			l.Share = l.Share.Hull(s.Share)
		}
	}
	if !l.Figure {
		l.Share = SomeShare()
	}
	l.Evidence = best
	if conflict {
		l.Evidence = worst
	}
	l.Stale = allStale
	l.Value = strings.Join(values, "; ")
	sort.Slice(l.Claims, func(i, j int) bool { return l.Claims[i] < l.Claims[j] })
	return l
}

func stale(p Period, d Date, o Options) bool {
	return p.IsObservation() && p.AsOf.AddYears(o.MaxAge) < d
}

func factOf(sl *attrSlot, d Date, o Options) *Fact {
	in, unknown := sl.entries.at(d)
	if len(in) == 0 && !unknown {
		return nil
	}
	f := &Fact{Entity: sl.key.entity, Name: sl.key.name, At: sl.key.at, Per: sl.key.per, Value: sl.key.code}
	if unknown {
		f.State = UnknownState
		for _, e := range sl.entries {
			f.Claims = append(f.Claims, e.it.ID)
		}
		return f
	}
	values := []string{}
	for _, a := range in {
		f.Claims = append(f.Claims, a.ID)
		grade := a.Evidence
		if stale(a.Period, d, o) {
			grade = grade.Lower()
		}
		f.Evidence = max(f.Evidence, grade)
		if !slices.Contains(values, a.Value) {
			values = append(values, a.Value)
		}
	}
	if len(values) > 1 { // sources disagree on one number or truth value
		f.State, f.Value = UnknownState, ""
		return f
	}
	f.Value = values[0]
	return f
}

// flagSlot remarks on stale links and on sources that differ.
func (g *Graph) flagSlot(sl *slot, links []*Link) {
	for _, l := range links {
		if l.State == InForce && l.Stale {
			about := l.Subject
			if l.Interest.Family() == Jurisdiction || l.Interest == Procures { // it says where the holder stands, and of whom it buys
				about = l.Holder
			}
			g.flags = append(g.flags, Remark(StaleClaim, about, l.Claims,
				Say("%s %s %s: the latest source is more than the accepted age before %s", "%s %s %s : la dernière source dépasse l’âge admis au %s", l.Holder, l.Interest, l.Subject, g.date)))
		}
	}
	if len(links) == 0 || links[0].State != InForce {
		return
	}
	l := links[0]
	in, _ := sl.entries.at(g.date)
	if l.Interest.CarriesShare() {
		figures := map[Share]bool{}
		for _, s := range in {
			if s.Figure {
				figures[s.Share] = true
			}
		}
		if len(figures) > 1 {
			g.flags = append(g.flags, Remark(ConflictingSlot, l.Subject, l.Claims,
				Say("sources differ on the share of %s in %s (%s); the span %v is used", "les sources divergent sur la part de %s dans %s (%s) ; l’intervalle %v est retenu", l.Holder, l.Subject, l.Basis, l.Share)))
		}
		return
	}
	if len(links) > 1 { // a single-valued relation
		places := map[string]bool{}
		var claims []ClaimID
		for _, link := range links {
			place, _ := g.Place(link.Subject)
			places[place] = true
			claims = merge(claims, link.Claims)
		}
		if len(places) > 1 {
			g.flags = append(g.flags, Remark(ConflictingSlot, l.Holder, claims,
				Say("sources differ on where %s is %s; each is held possible", "les sources divergent sur le lieu où %s est %s ; chacun est tenu pour possible", l.Holder, l.Interest)))
		}
	}
}

// Date returns the day the graph speaks of.
func (g *Graph) Date() Date { return g.date }

// Options returns how the ledger was read.
func (g *Graph) Options() Options { return g.options }

// Ledger returns the ledger the graph was read from.
func (g *Graph) Ledger() *Ledger { return g.ledger }

// Entity returns the entity, or nil.
func (g *Graph) Entity(id EntityID) *Entity { return g.ledger.entities[id] }

// Entities lists all ids, sorted.
func (g *Graph) Entities() []EntityID { return g.ledger.order }

// From lists the links the entity holds, sorted by interest, subject, basis. A
// self-holding appears here only.
func (g *Graph) From(holder EntityID) []*Link { return g.from[holder] }

// To lists the links others hold in the entity, sorted by interest, holder, basis.
func (g *Graph) To(subject EntityID) []*Link { return g.to[subject] }

// Facts lists the attributes of the entity, sorted by name, place, value.
func (g *Graph) Facts(id EntityID) []*Fact { return g.facts[id] }

// Flags lists the remarks on the data at this date, sorted by kind, entity,
// message.
func (g *Graph) Flags() []Flag { return g.flags }

// Covers returns the coverage claims in force on the entity, relation and basis,
// sorted by id.
func (g *Graph) Covers(id EntityID, i Interest, b Basis) []*Coverage {
	var out []*Coverage
	for _, c := range g.ledger.coverageOf[id] {
		if !c.Assertion.Counts() || !coverageInForce(c.Period, g.date) {
			continue
		}
		if c.Interest == i && (!i.CarriesShare() || c.Basis.Includes(b)) ||
			i.CarriesShare() && c.Interest.CarriesShare() && c.Basis.Includes(b) {
			out = append(out, c)
		}
	}
	return out
}

func coverageInForce(p Period, d Date) bool {
	return p.Start() <= d && (p.To == 0 || d < p.To)
}

// IsComplete reports whether a coverage closes the relation of the entity at this
// date, and which claim does.
func (g *Graph) IsComplete(id EntityID, i Interest) (ClaimID, bool) {
	for _, c := range g.Covers(id, i, NoBasis) {
		if c.Kind == Complete {
			return c.ID, true
		}
	}
	return "", false
}

// Place returns the ISO code of the state an entity is, lies in or is an organ
// of, with the claim that says so when the data has one. A bloc's place is its
// own code.
func (g *Graph) Place(id EntityID) (iso string, claim ClaimID) {
	for range 8 {
		e := g.ledger.entities[id]
		if e == nil {
			return "", ""
		}
		if e.ISO != "" {
			return e.ISO, claim
		}
		if e.Within == "" {
			return "", ""
		}
		if claim == "" {
			claim = e.WithinClaim
		}
		id = e.Within
	}
	return "", ""
}
