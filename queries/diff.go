package queries

import (
	"cmp"
	"slices"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
)

// DiffResult answers "what changed between two days, and was it the facts or the
// law". Its date is the later one.
type DiffResult struct {
	Header
	From      graph.Date     `json:"from"`
	To        graph.Date     `json:"to"`
	Provider  *EntityBrief   `json:"provider,omitempty"` // of a question about one
	Findings  []FindingDiff  `json:"findings"`           // of that one; sorted by law, then effect
	Providers []ProviderDiff `json:"providers,omitempty"`
	Same      int            `json:"unchanged"` // findings that are the same on both days
	Sources   []SourceBrief  `json:"sources"`   // of the statements told, sorted by id
}

// ProviderDiff is what changed for one of several providers.
type ProviderDiff struct {
	Provider EntityBrief   `json:"provider"`
	Findings []FindingDiff `json:"findings"` // sorted by law, then effect
	Same     int           `json:"unchanged"`
}

// How a finding differs.
const (
	Appeared = "appeared" // reached or barred now, and not before
	Went     = "went"     // reached or barred before, and not now
	Changed  = "changed"  // another answer, firmness or activation
)

// What made a finding differ, told by reading each day's facts under the other
// day's law.
const (
	CauseFacts  = "facts"  // the facts alone suffice, the law alone does not
	CauseLaw    = "law"    // the law alone suffices, the facts alone do not
	CauseBoth   = "both"   // neither suffices alone
	CauseEither = "either" // each suffices alone
)

// FindingDiff is one law and effect on two days.
type FindingDiff struct {
	Law          string       `json:"law"`
	Title        string       `json:"title"`
	Jurisdiction string       `json:"jurisdiction"`
	Effect       law.Effect   `json:"effect"`
	Change       string       `json:"change"`
	Before       *Outcome     `json:"before"` // nil: no ground of this effect spoke of the provider
	After        *Outcome     `json:"after"`
	Cause        string       `json:"cause"`
	Facts        []FactChange `json:"facts"`       // the statements that came and went and, about one provider, without which the answers would not stand; sorted by date, id
	LawChanges   []LawEvent   `json:"law_changes"` // in between, sorted by date
}

// Outcome is how a finding came out, in short.
type Outcome struct {
	Verdict       exposure.Verdict      `json:"verdict,omitempty"`
	Status        exposure.SchemeStatus `json:"status,omitempty"`
	Because       exposure.Because      `json:"undetermined_because,omitempty"`
	IfTheoryHolds exposure.Verdict      `json:"if_theory_holds,omitempty"`
	Activation    law.Activation        `json:"activation,omitempty"`
	Confidence    law.Confidence        `json:"confidence,omitempty"`
	Nexus         string                `json:"nexus,omitempty"`
	PendingUntil  graph.Date            `json:"pending_until,omitzero"`
}

// FactChange is a statement that holds on one of two days only.
type FactChange struct {
	Date   graph.Date `json:"date,omitzero"`
	Change string     `json:"change"` // began, ended, observed, superseded, unknown
	Claim
}

var diffQuery = Query{
	Name: "diff", Args: []string{"[PROVIDER]"},
	Doc: "what changed between two days, and whether facts or law changed it",
	Run: func(c *Context, p Params) (Answer, error) { return Diff(c, p) },
}

// Diff compares the findings on p.Args[0] on p.From with those on p.To; the date of
// the context stands for a day that is zero. Without an argument it compares those
// of every provider the facts know. p.Law, p.Jurisdictions and p.Powers narrow the
// laws; those that only define control are compared when asked for by name.
func Diff(c *Context, p Params) (*DiffResult, error) {
	d := &differ{from: p.From, to: cmp.Or(p.To, c.Graph.Date())}
	if d.from == 0 {
		return nil, &Usage{Message: graph.Say("diff needs the earlier day", "diff exige le premier jour"), Advice: graph.Say("give --from DATE", "donnez --from JOUR")}
	}
	if d.from >= d.to {
		return nil, &Usage{Message: graph.Say("the earlier day %s is not before %s", "le premier jour, %s, n’est pas antérieur au %s", d.from, d.to), Advice: graph.Say("swap --from and --to", "intervertissez --from et --to")}
	}
	var ids []graph.EntityID
	if p.Arg(0) != "" {
		id, err := c.Resolve(p.Arg(0))
		if err != nil {
			return nil, err
		}
		ids = []graph.EntityID{id}
	} else {
		ids = c.Providers()
	}
	laws, _, err := c.lawsOf(p)
	if err != nil {
		return nil, err
	}
	d.laws = laws
	d.read(c)
	d.narrow = p.Arg(0) != ""
	out := &DiffResult{From: d.from, To: d.to, Findings: []FindingDiff{}, Sources: []SourceBrief{}}
	about, cited := map[graph.EntityID]bool{}, map[graph.ClaimID]bool{}
	for _, id := range ids {
		one := d.provider(id, about)
		for _, f := range one.Findings {
			for _, k := range f.Facts {
				cited[k.ID] = true
			}
		}
		out.Same += one.Same
		if p.Arg(0) != "" {
			out.Provider, out.Findings = &one.Provider, one.Findings
		} else if len(one.Findings) > 0 {
			out.Providers = append(out.Providers, one)
		}
	}
	out.Header = d.after.header(d.after.flagsOf(about))
	out.Sources = c.sourcesOf(cited)
	return out, nil
}

// differ holds the facts of two days under the law of each.
type differ struct {
	from, to                 graph.Date
	before, after            *Context
	oldFactsNow, newFactsOld *Context
	laws                     []*law.Law
	narrow                   bool // tell only the facts that carry an answer
}

func (d *differ) read(c *Context) {
	l, o := c.Ledger(), c.Graph.Options()
	d.before, d.after = c.with(l.At(d.from, o)), c.with(l.At(d.to, o))
	d.oldFactsNow, d.newFactsOld = c.with(l.Frozen(d.from).At(d.to, o)), c.with(l.Frozen(d.to).At(d.from, o))
}

// with asks the same of another graph.
func (c *Context) with(g *graph.Graph) *Context {
	return &Context{Graph: g, Catalogue: c.Catalogue, Voice: c.Voice, MaxAge: c.MaxAge}
}

func (d *differ) provider(id graph.EntityID, about map[graph.EntityID]bool) ProviderDiff {
	out := ProviderDiff{Provider: d.after.Brief(id), Findings: []FindingDiff{}}
	for _, l := range d.laws {
		then, now := d.before.Analyzer().Law(id, l), d.after.Analyzer().Law(id, l)
		for _, effect := range effectsOf(then, now) {
			was, is := findingOf(then, effect), findingOf(now, effect)
			if sameOutcome(was, is) {
				out.Same++
				continue
			}
			about[id] = true
			out.Findings = append(out.Findings, d.finding(id, l, effect, was, is))
		}
	}
	slices.SortStableFunc(out.Findings, func(a, b FindingDiff) int {
		return cmp.Or(cmp.Compare(a.Law, b.Law), cmp.Compare(a.Effect, b.Effect))
	})
	return out
}

func effectsOf(lists ...[]exposure.Finding) []law.Effect {
	var out []law.Effect
	for _, list := range lists {
		for i := range list {
			if !slices.Contains(out, list[i].Effect) {
				out = append(out, list[i].Effect)
			}
		}
	}
	slices.Sort(out)
	return out
}

func findingOf(list []exposure.Finding, effect law.Effect) *exposure.Finding {
	for i := range list {
		if list[i].Effect == effect {
			return &list[i]
		}
	}
	return nil
}

// outcomeOf shortens a finding, nil for none. A finding that nothing reaches is
// told without the firmness and activation of the ground that came nearest.
func outcomeOf(f *exposure.Finding) *Outcome {
	if f == nil {
		return nil
	}
	o := &Outcome{Verdict: f.Verdict, Status: f.Status, Because: f.Because, IfTheoryHolds: f.IfTheoryHolds}
	if f.Verdict == exposure.Reached || f.Verdict == exposure.Undetermined && f.Because != exposure.ByCoverage {
		o.Activation, o.Confidence, o.Nexus = f.Activation, f.Confidence, f.Nexus
	}
	if f.Verdict == exposure.Reached {
		o.PendingUntil = pendingUntil(f)
	}
	return o
}

// sameOutcome compares what a reader is told of a finding. None at all, not reached
// and no path found are told apart only when a finding is.
func sameOutcome(a, b *exposure.Finding) bool {
	x, y := outcomeOf(a), outcomeOf(b)
	switch {
	case x == nil || y == nil:
		return x == y || x == nil && quiet(y) || y == nil && quiet(x)
	}
	x.Nexus, y.Nexus = "", ""
	return *x == *y
}

// quiet reports an outcome in which nothing leads to the provider.
func quiet(o *Outcome) bool {
	return o.Verdict == exposure.NotReached || o.Verdict == exposure.Undetermined && o.Because == exposure.ByCoverage
}

// Quiet reports an outcome in which nothing leads to the provider; none at all is
// one.
func (o *Outcome) Quiet() bool { return o == nil || quiet(o) }

func (o *Outcome) meets() bool {
	return o != nil && (o.Verdict == exposure.Reached || o.Status == exposure.Barred)
}

func (d *differ) finding(id graph.EntityID, l *law.Law, effect law.Effect, was, is *exposure.Finding) FindingDiff {
	c := d.after
	out := FindingDiff{Law: l.ID, Title: l.Title.In(c.Lang()), Jurisdiction: l.Jurisdiction, Effect: effect, Before: outcomeOf(was), After: outcomeOf(is),
		Change: Changed, Facts: []FactChange{}, LawChanges: []LawEvent{}}
	switch {
	case out.After.meets() && !out.Before.meets():
		out.Change = Appeared
	case out.Before.meets() && !out.After.meets():
		out.Change = Went
	}
	oldFacts := findingOf(d.oldFactsNow.Analyzer().Law(id, l), effect)
	newFacts := findingOf(d.newFactsOld.Analyzer().Law(id, l), effect)
	byFacts, byLaw := sameOutcome(newFacts, is), sameOutcome(oldFacts, is)
	switch {
	case byFacts && byLaw:
		out.Cause = CauseEither
	case byFacts:
		out.Cause = CauseFacts
	case byLaw:
		out.Cause = CauseLaw
	default:
		out.Cause = CauseBoth
	}
	if out.Cause != CauseLaw {
		out.Facts = d.facts(was, is, oldFacts, newFacts)
		if d.narrow {
			out.Facts = d.carrying(id, l, out.Facts, was, is)
		}
	}
	if out.Cause != CauseFacts {
		for _, e := range c.lawEvents(l) {
			if e.Date > d.from && e.Date <= d.to {
				out.LawChanges = append(out.LawChanges, e)
			}
		}
		deciding := slices.DeleteFunc(slices.Clone(out.LawChanges), func(e LawEvent) bool {
			return e.Row != "" && (was == nil || e.Row != was.Nexus) && (is == nil || e.Row != is.Nexus)
		})
		if len(deciding) > 0 {
			out.LawChanges = deciding
		}
	}
	return out
}

// Providers lists the companies that offer a service the facts name, themselves or
// by an offer they operate; sorted by id.
func (c *Context) Providers() []graph.EntityID {
	serves := func(id graph.EntityID) bool {
		return slices.ContainsFunc(c.Graph.Facts(id), func(f *graph.Fact) bool { return f.Name == "serviceType" })
	}
	var out []graph.EntityID
	for _, id := range c.Graph.Entities() {
		if k := c.Graph.Entity(id).Kind; k != graph.Company && k != graph.Arrangement {
			continue
		}
		operates := slices.ContainsFunc(c.Graph.From(id), func(l *graph.Link) bool { return l.Interest == graph.Operates && serves(l.Subject) })
		if operates || serves(id) {
			out = append(out, id)
		}
	}
	return out
}

// Split returns one answer for each finding that differs.
func (r *DiffResult) Split() []Answer {
	var out []Answer
	add := func(p EntityBrief, list []FindingDiff) {
		for i := range list {
			one := *r
			one.Provider, one.Providers, one.Findings = &p, nil, list[i:i+1]
			out = append(out, &one)
		}
	}
	if r.Provider != nil {
		add(*r.Provider, r.Findings)
	}
	for i := range r.Providers {
		add(r.Providers[i].Provider, r.Providers[i].Findings)
	}
	return out
}
