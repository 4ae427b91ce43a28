package queries

import (
	"cmp"
	"runtime"
	"slices"
	"sync"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
)

// TimelineResult answers "what happened, and what did it change": the dated facts of
// an entity, and the days on which verdicts on it change.
type TimelineResult struct {
	Header
	Entity  EntityBrief     `json:"entity"`
	From    graph.Date      `json:"from,omitzero"` // the first day looked at
	To      graph.Date      `json:"to"`
	Events  []TimelineEvent `json:"events"`  // sorted by date, facts before verdicts, then id or law and effect
	Days    int             `json:"days"`    // on which the findings were computed
	Cut     bool            `json:"cut_off"` // the neighbourhood is larger than was looked at: a change may be missing
	Sources []SourceBrief   `json:"sources"` // of the facts told, sorted by id
}

// TimelineEvent is one dated event: of a fact, or of a verdict.
type TimelineEvent struct {
	Date   graph.Date `json:"date"`
	Kind   string     `json:"kind"`   // fact or verdict
	Change string     `json:"change"` // of a fact: began, ended, observed; of a verdict: appeared, went, changed
	Fact   *Claim     `json:"fact,omitempty"`

	Law          string     `json:"law,omitempty"`
	Title        string     `json:"title,omitempty"`
	Jurisdiction string     `json:"jurisdiction,omitempty"`
	Effect       law.Effect `json:"effect,omitempty"`
	Before       *Outcome   `json:"before,omitempty"`
	After        *Outcome   `json:"after,omitempty"`
	Cause        string     `json:"cause,omitempty"` // facts, law, or both when both change on the day
	LawChanges   []LawEvent `json:"law_changes,omitempty"`
}

// The kinds of event.
const (
	FactEvent    = "fact"
	VerdictEvent = "verdict"
)

// maxNeighbours bounds the entities whose facts may change a verdict.
const maxNeighbours = 400

var timelineQuery = Query{
	Name: "timeline", Args: []string{"ENTITY"},
	Doc: "the dated facts of an entity, and the days on which verdicts change",
	Run: func(c *Context, p Params) (Answer, error) { return Timeline(c, p) },
}

// Timeline lists what happened to p.Args[0] from p.From to p.To: by default from the
// first dated fact about it to the day of the context. p.Law narrows the verdicts to
// one law.
func Timeline(c *Context, p Params) (*TimelineResult, error) {
	id, err := c.Resolve(p.Arg(0))
	if err != nil {
		return nil, err
	}
	laws := slices.DeleteFunc(slices.Clone(c.Catalogue.Laws), func(l *law.Law) bool { return l.OnlyDefines() })
	if p.Law != "" {
		l, err := c.ResolveLaw(p.Law)
		if err != nil {
			return nil, err
		}
		laws = []*law.Law{l}
	}
	out := &TimelineResult{Entity: c.Brief(id), From: p.From, To: cmp.Or(p.To, c.Graph.Date()), Events: []TimelineEvent{}}
	facts := c.factEvents(id)
	if out.From == 0 {
		for _, e := range facts {
			if e.Fact.Assertion.Counts() && (out.From == 0 || e.Date < out.From) {
				out.From = e.Date
			}
		}
	}
	if out.From == 0 {
		out.From = out.To
	}
	if out.From > out.To {
		return nil, &Usage{Message: graph.Say("the first day %s is after %s", "le premier jour, %s, est postérieur au %s", out.From, out.To), Advice: graph.Say("swap --from and --to", "intervertissez --from et --to")}
	}
	cited := map[graph.ClaimID]bool{}
	for _, e := range facts {
		if e.Date >= out.From && e.Date <= out.To {
			out.Events = append(out.Events, e)
			cited[e.Fact.ID] = true
		}
	}
	t := &timeline{c: c, id: id, laws: laws, from: out.From, to: out.To}
	out.Events = append(out.Events, t.verdicts()...)
	out.Days, out.Cut = len(t.days), t.cut
	slices.SortStableFunc(out.Events, func(a, b TimelineEvent) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Law, b.Law), cmp.Compare(a.Effect, b.Effect))
	})
	out.Sources = c.sourcesOf(cited)
	out.Header = c.header(c.flagsOf(map[graph.EntityID]bool{id: true}))
	return out, nil
}

// factEvents lists the days on which claims about an entity begin, end or are
// observed, in the order of the claims.
func (c *Context) factEvents(id graph.EntityID) []TimelineEvent {
	var out []TimelineEvent
	add := func(base *graph.Claim) {
		p := base.Period
		each := func(day graph.Date, change string) {
			if day != 0 {
				k := c.Claim(base.ID)
				out = append(out, TimelineEvent{Date: day, Kind: FactEvent, Change: change, Fact: &k})
			}
		}
		each(p.From, "began")
		if p.IsObservation() {
			each(p.AsOf, "observed")
		}
		each(p.To, "ended")
	}
	for _, s := range c.Ledger().StatementsOf(id) {
		add(&s.Claim)
	}
	for _, a := range c.Ledger().AttributesOf(id) {
		add(&a.Claim)
	}
	for _, v := range c.Ledger().CoverageOf(id) {
		add(&v.Claim)
	}
	return out
}

// timeline computes findings on the days on which they may change.
type timeline struct {
	c        *Context
	id       graph.EntityID
	laws     []*law.Law
	from, to graph.Date
	cut      bool
	days     []graph.Date
	factDays map[graph.Date]bool
	events   map[string][]LawEvent
}

func (t *timeline) verdicts() []TimelineEvent {
	t.collect()
	found := make([]map[string][]exposure.Finding, len(t.days))
	var wait sync.WaitGroup
	next := make(chan int)
	for range min(runtime.GOMAXPROCS(0), len(t.days)) {
		wait.Go(func() {
			for i := range next {
				found[i] = t.on(t.days[i])
			}
		})
	}
	for i := range t.days {
		next <- i
	}
	close(next)
	wait.Wait()
	var out []TimelineEvent
	for i := 1; i < len(t.days); i++ {
		for _, l := range t.laws {
			is, computed := found[i][l.ID]
			if !computed { // neither facts nor this law changed
				found[i][l.ID] = found[i-1][l.ID]
				continue
			}
			was := found[i-1][l.ID]
			for _, effect := range effectsOf(was, is) {
				if x, y := findingOf(was, effect), findingOf(is, effect); !sameOutcome(x, y) {
					out = append(out, t.event(t.days[i], l, effect, x, y))
				}
			}
		}
	}
	return out
}

// on computes the findings on one day, of every law when facts change, else of the
// laws that do.
func (t *timeline) on(day graph.Date) map[string][]exposure.Finding {
	a := exposure.New(t.c.Catalogue, t.c.Ledger().At(day, t.c.Graph.Options()))
	out := make(map[string][]exposure.Finding, len(t.laws))
	for _, l := range t.laws {
		if day != t.from && !t.factDays[day] && !slices.ContainsFunc(t.events[l.ID], func(e LawEvent) bool { return e.Date == day }) {
			continue
		}
		list := a.Law(t.id, l)
		for i := range list { // what is compared is short
			list[i].Proof, list[i].Paths, list[i].Nexuses = nil, nil, pendingRow(&list[i])
		}
		out[l.ID] = list
	}
	return out
}

// pendingRow keeps the deciding ground of a pending finding, which says from when it
// binds.
func pendingRow(f *exposure.Finding) []exposure.Nexus {
	for i := range f.Nexuses {
		if f.Activation == law.Pending && f.Nexuses[i].ID == f.Nexus {
			return []exposure.Nexus{{ID: f.Nexus, Row: f.Nexuses[i].Row}}
		}
	}
	return nil
}

func (t *timeline) event(day graph.Date, l *law.Law, effect law.Effect, was, is *exposure.Finding) TimelineEvent {
	e := TimelineEvent{Date: day, Kind: VerdictEvent, Change: Changed, Law: l.ID, Title: l.Title.In(t.c.Lang()), Jurisdiction: l.Jurisdiction, Effect: effect,
		Before: outcomeOf(was), After: outcomeOf(is)}
	switch {
	case e.After.meets() && !e.Before.meets():
		e.Change = Appeared
	case e.Before.meets() && !e.After.meets():
		e.Change = Went
	}
	for _, k := range t.events[l.ID] {
		if k.Date == day {
			e.LawChanges = append(e.LawChanges, k)
		}
	}
	switch facts := t.factDays[day]; {
	case len(e.LawChanges) == 0:
		e.Cause = CauseFacts
	case facts:
		e.Cause = CauseBoth
	default:
		e.Cause = CauseLaw
	}
	return e
}

// collect lists the days: the first, then those on which a fact of the neighbourhood
// or a law changes, up to the last.
func (t *timeline) collect() {
	t.factDays, t.events = map[graph.Date]bool{}, map[string][]LawEvent{}
	all := map[graph.Date]bool{t.from: true}
	within := func(day graph.Date) bool { return day > t.from && day <= t.to }
	for _, id := range t.neighbours() {
		for _, e := range t.c.factEventDays(id, id == t.id) {
			if within(e) {
				all[e], t.factDays[e] = true, true
			}
		}
	}
	for _, l := range t.laws {
		t.events[l.ID] = t.c.lawEvents(l)
		for _, e := range t.events[l.ID] {
			if within(e.Date) {
				all[e.Date] = true
			}
		}
	}
	for day := range all {
		t.days = append(t.days, day)
	}
	slices.Sort(t.days)
}

// factEventDays lists the days on which counting claims about an entity begin or
// end; who buys from it matters only for itself.
func (c *Context) factEventDays(id graph.EntityID, itself bool) []graph.Date {
	var out []graph.Date
	add := func(base *graph.Claim) {
		if base.Assertion.Counts() {
			out = append(out, base.Period.Start(), base.Period.To)
		}
	}
	for _, s := range c.Ledger().StatementsOf(id) {
		if itself || s.Interest != graph.Procures || s.Subject != id {
			add(&s.Claim)
		}
	}
	for _, a := range c.Ledger().AttributesOf(id) {
		add(&a.Claim)
	}
	for _, v := range c.Ledger().CoverageOf(id) {
		add(&v.Claim)
	}
	return slices.DeleteFunc(out, graph.Date.IsZero)
}

// neighbours lists the entity, what it holds or operates, and everyone above it by
// ownership, control or technology at any date; nearest first.
func (t *timeline) neighbours() []graph.EntityID {
	l := t.c.Ledger()
	seen := map[graph.EntityID]bool{t.id: true}
	out := []graph.EntityID{t.id}
	add := func(id graph.EntityID) {
		if e := l.Entity(id); seen[id] || e == nil || e.Kind == graph.State || e.Kind == graph.Bloc || e.Kind == graph.List || e.Kind == graph.Exchange || e.Kind == graph.Scheme {
			return
		}
		if len(out) == maxNeighbours {
			t.cut = true
			return
		}
		seen[id] = true
		out = append(out, id)
	}
	for i := 0; i < len(out); i++ {
		for _, s := range l.StatementsOf(out[i]) {
			switch {
			case !s.Assertion.Counts() || s.Interest.Family() == graph.Jurisdiction && s.Interest != graph.OfficerOf:
			case s.Interest == graph.Procures && out[i] != t.id: // a supplier's other customers
			case s.Subject == out[i]:
				add(s.Holder)
			case out[i] == t.id || s.Interest == graph.Operates:
				add(s.Subject)
			}
		}
	}
	return out
}

// Split returns one answer for each event.
func (r *TimelineResult) Split() []Answer {
	out := make([]Answer, len(r.Events))
	for i := range r.Events {
		one := *r
		one.Events = r.Events[i : i+1]
		out[i] = &one
	}
	return out
}
