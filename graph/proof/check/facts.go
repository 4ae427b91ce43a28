package check

import (
	"slices"
	"strconv"
	"strings"

	"longarm/graph"
)

type id = graph.EntityID

// facts is the ledger on a day, read by the rules of dates and supersession and
// kept by entity as it is asked for.
type facts struct {
	l     *graph.Ledger
	day   graph.Date
	gone  map[graph.ClaimID]bool // claims left out
	said  map[id][]*graph.Statement
	out   map[id][]*link
	in    map[id][]*link
	attrs map[id][]*fact
	caps  map[id][]*fact // capabilities by what they concern; nil until asked
	rows  map[basisKey]*row
	bases map[basisKey]*row // without treasury shares
	nets  map[basisKey]*stakes
}

func newFacts(l *graph.Ledger, day graph.Date) *facts {
	return &facts{l: l, day: day, said: map[id][]*graph.Statement{}, out: map[id][]*link{}, in: map[id][]*link{}, attrs: map[id][]*fact{},
		rows: map[basisKey]*row{}, bases: map[basisKey]*row{}, nets: map[basisKey]*stakes{}}
}

// without is the facts as if the ledger lacked some statements and coverage.
func (f *facts) without(gone []graph.ClaimID) *facts {
	less := newFacts(f.l, f.day)
	less.said, less.attrs, less.gone = f.said, f.attrs, map[graph.ClaimID]bool{}
	for _, c := range gone {
		less.gone[c] = true
	}
	return less
}

// statements lists what is said of an entity, by id.
func (f *facts) statements(e id) []*graph.Statement {
	list, ok := f.said[e]
	if !ok {
		list = f.l.StatementsOf(e)
		f.said[e] = list
	}
	if len(f.gone) == 0 || !slices.ContainsFunc(list, func(s *graph.Statement) bool { return f.gone[s.ID] }) {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), func(s *graph.Statement) bool { return f.gone[s.ID] })
}

// link is one slot of two parties. Unknown: spoken of later, not yet now.
type link struct {
	holder, subject id
	interest        graph.Interest
	basis           graph.Basis
	share           graph.Share
	unknown         bool
	words           string
	claims          []graph.ClaimID // sorted
}

// fact is one attribute. Unknown: spoken of at another time, or the sources differ.
type fact struct {
	entity, at id
	name       string
	text, per  string
	unknown    bool
	claims     []graph.ClaimID // sorted
}

// when gives the days of a claim whose slot has rows beginning on the given days.
func when(p graph.Period, begins []graph.Date) (from, to graph.Date) {
	const never = graph.Date(1 << 30)
	if p == (graph.Period{}) {
		return 0, never
	}
	if p.From == 0 && p.To == 0 { // an observation, until the next row of the slot
		to = never
		for _, b := range begins {
			if b > p.AsOf {
				to = min(to, b)
			}
		}
		return p.AsOf, to
	}
	if p.To == 0 {
		return p.From, never
	}
	return p.From, p.To
}

func begin(p graph.Period) graph.Date {
	if p.From != 0 {
		return p.From
	}
	return p.AsOf
}

func observed(p graph.Period) bool { return p.From == 0 && p.To == 0 && p.AsOf != 0 }

type slotID struct {
	subject id // empty for relations with one value
	what    graph.Interest
	basis   graph.Basis
}

// slotsOf sorts the counting statements a party makes as holder into slots.
func (f *facts) slotsOf(holder id) map[slotID][]*graph.Statement {
	slots := map[slotID][]*graph.Statement{}
	for _, s := range f.statements(holder) {
		if s.Holder != holder || !counts(s.Assertion) {
			continue
		}
		for _, b := range basesOf(s) {
			k := slotID{s.Subject, s.Interest, b}
			if s.Interest.CarriesShare() {
				k.what = graph.Shareholding
			}
			if s.Interest == graph.IncorporatedIn || s.Interest == graph.HeadquarteredIn {
				k.subject = ""
			}
			slots[k] = append(slots[k], s)
		}
	}
	for _, list := range slots {
		slices.SortStableFunc(list, func(a, b *graph.Statement) int { return int(begin(a.Period)) - int(begin(b.Period)) })
	}
	return slots
}

func basesOf(s *graph.Statement) []graph.Basis {
	if s.Basis == graph.Both {
		return []graph.Basis{graph.Capital, graph.Votes}
	}
	return []graph.Basis{s.Basis}
}

func counts(a graph.Assertion) bool {
	switch a {
	case graph.Stated, graph.Inferred, graph.Reported, graph.ReaderComment:
		return true
	}
	return false
}

// from lists what a party holds: share slots by basis, everything else by pair.
func (f *facts) from(holder id) []*link {
	if list, ok := f.out[holder]; ok {
		return list
	}
	var out []*link
	for k, list := range f.slotsOf(holder) {
		var begins []graph.Date
		for _, s := range list {
			if s.Figure || !s.Interest.CarriesShare() { // a holding without a figure ends no figure
				begins = append(begins, begin(s.Period))
			}
		}
		var now, later []*graph.Statement
		for _, s := range list {
			from, to := when(s.Period, begins)
			switch {
			case from <= f.day && f.day < to:
				now = append(now, s)
			case from > f.day && observed(s.Period):
				later = append(later, s)
			}
		}
		unknown := len(now) == 0
		if unknown {
			now = later
		}
		for _, list := range bySubject(now) {
			out = append(out, newLink(list, k.basis, unknown))
		}
	}
	slices.SortFunc(out, func(a, b *link) int { return strings.Compare(a.key(), b.key()) })
	f.out[holder] = out
	return out
}

func (l *link) key() string {
	return strings.Join([]string{string(l.interest), string(l.holder), string(l.subject), string(l.basis)}, "\x00")
}

func bySubject(list []*graph.Statement) map[id][]*graph.Statement {
	out := map[id][]*graph.Statement{}
	for _, s := range list {
		out[s.Subject] = append(out[s.Subject], s)
	}
	return out
}

// newLink spans the figures and words of the statements in force; a holding without any is
// above 0, an unknown one anything.
func newLink(list []*graph.Statement, b graph.Basis, unknown bool) *link {
	l := &link{holder: list[0].Holder, subject: list[0].Subject, interest: list[0].Interest, basis: b, unknown: unknown}
	l.share = graph.Share{Max: graph.Hundred, MinOpen: !unknown}
	figure := false
	var words []string
	for _, s := range list {
		l.claims = append(l.claims, s.ID)
		if s.Value != "" && !unknown && !slices.Contains(words, s.Value) {
			words = append(words, s.Value)
		}
		switch {
		case unknown || !s.Figure:
		case !figure:
			l.share, figure = s.Share, true
		default:
			l.share = hull(l.share, s.Share)
		}
	}
	slices.Sort(l.claims)
	l.words = strings.Join(words, "; ")
	return l
}

func hull(a, b graph.Share) graph.Share {
	if b.Min < a.Min || b.Min == a.Min && !b.MinOpen {
		a.Min, a.MinOpen = b.Min, b.MinOpen
	}
	if b.Max > a.Max || b.Max == a.Max && !b.MaxOpen {
		a.Max, a.MaxOpen = b.Max, b.MaxOpen
	}
	return a
}

// to lists what others hold in a party.
func (f *facts) to(subject id) []*link {
	if list, ok := f.in[subject]; ok {
		return list
	}
	var out []*link
	asked := map[id]bool{subject: true}
	for _, s := range f.statements(subject) {
		if asked[s.Holder] {
			continue
		}
		asked[s.Holder] = true
		for _, l := range f.from(s.Holder) {
			if l.subject == subject {
				out = append(out, l)
			}
		}
	}
	slices.SortFunc(out, func(a, b *link) int { return strings.Compare(a.key(), b.key()) })
	f.in[subject] = out
	return out
}

// link finds the slot of a pair; for shares any interest that carries them.
func (f *facts) find(holder, subject id, i graph.Interest) []*link {
	var out []*link
	for _, l := range f.from(holder) {
		if l.subject == subject && l.interest == i {
			out = append(out, l)
		}
	}
	return out
}

// of lists the attributes of an entity.
func (f *facts) of(e id) []*fact {
	if list, ok := f.attrs[e]; ok {
		return list
	}
	type slot struct {
		name, per, code string
		at              id
	}
	slots := map[slot][]*graph.Attribute{}
	for _, a := range f.l.AttributesOf(e) {
		if !counts(a.Assertion) {
			continue
		}
		k := slot{name: a.Name, per: a.Per, at: a.At}
		if !replacing(a.Value) {
			k.code = a.Value
		}
		slots[k] = append(slots[k], a)
	}
	var out []*fact
	for k, list := range slots {
		if x := f.read(list); x != nil {
			x.entity, x.name, x.at, x.per = e, k.name, k.at, k.per
			if x.unknown {
				x.text = k.code
			}
			out = append(out, x)
		}
	}
	slices.SortFunc(out, func(a, b *fact) int {
		return strings.Compare(a.name+"\x00"+string(a.at)+"\x00"+a.per+"\x00"+a.text, b.name+"\x00"+string(b.at)+"\x00"+b.per+"\x00"+b.text)
	})
	f.attrs[e] = out
	return out
}

func (f *facts) read(list []*graph.Attribute) *fact {
	var begins []graph.Date
	for _, a := range list {
		begins = append(begins, begin(a.Period))
	}
	x, all := &fact{}, &fact{unknown: true}
	later := false
	for _, a := range list {
		from, to := when(a.Period, begins)
		all.claims = append(all.claims, a.ID)
		if from <= f.day && f.day < to {
			if len(x.claims) > 0 && x.text != a.Value {
				x.unknown = true
			}
			x.text, x.claims = a.Value, append(x.claims, a.ID)
		} else if from > f.day && observed(a.Period) {
			later = true
		}
	}
	switch {
	case len(x.claims) > 0:
		slices.Sort(x.claims)
		return x
	case later:
		slices.Sort(all.claims)
		return all
	}
	return nil
}

// replacing reports a value that ends an earlier one: a number or a truth value.
func replacing(text string) bool {
	switch strings.ToLower(text) {
	case "yes", "no", "true", "false", "may":
		return true
	}
	_, err := strconv.ParseFloat(text, 64)
	return err == nil
}

// over lists the stated capabilities that concern the entity.
func (f *facts) over(e id) []*fact {
	if f.caps == nil {
		f.caps = map[id][]*fact{}
		for _, k := range f.l.Entities() {
			for _, x := range f.of(k) {
				if x.name == "capability" && x.at != "" {
					f.caps[x.at] = append(f.caps[x.at], x)
				}
			}
		}
	}
	return f.caps[e]
}

// covers lists the coverage in force on the entity, by id.
func (f *facts) covers(e id) []*graph.Coverage {
	var out []*graph.Coverage
	for _, c := range f.l.CoverageOf(e) {
		if !f.gone[c.ID] && counts(c.Assertion) && begin(c.Period) <= f.day && (c.Period.To == 0 || f.day < c.Period.To) {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b *graph.Coverage) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return out
}

// complete reports coverage that lists everyone in a relation without shares.
func (f *facts) complete(e id, i graph.Interest) bool {
	return slices.ContainsFunc(f.covers(e), func(c *graph.Coverage) bool {
		return c.Kind == graph.Complete && c.Interest == i && !i.CarriesShare()
	})
}

// place is the ISO code of where an entity is or lies, and the claim of it.
func (f *facts) place(e id) (iso string, claim graph.ClaimID) {
	for range 8 {
		x := f.l.Entity(e)
		switch {
		case x == nil:
			return "", ""
		case x.ISO != "":
			return x.ISO, claim
		}
		if claim == "" {
			claim = x.WithinClaim
		}
		e = x.Within
	}
	return "", ""
}

func (f *facts) kind(e id) graph.Kind {
	if x := f.l.Entity(e); x != nil {
		return x.Kind
	}
	return ""
}

// stated reports a value in force of a relation the entity holds.
func (f *facts) stated(e id, i graph.Interest) bool {
	return slices.ContainsFunc(f.from(e), func(l *link) bool { return l.interest == i && !l.unknown })
}
