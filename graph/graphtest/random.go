package graphtest

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"longarm/graph"
)

// Config says what a graph is like. Probabilities run from 0 to 1. The zero
// Config draws owners and exact shares only; see [Mixed].
type Config struct {
	Companies int // at least 1; 0 means 6
	Persons   int // 0 means half the companies
	Holders   int // the most holders a company has; 0 means 4

	Acyclic bool    // owners come later in the order of companies
	Self    float64 // a company holds treasury shares
	Band    float64 // a share is stated as an interval
	Vague   float64 // a holding is stated without a figure
	Hidden  float64 // a holding is not stated at all
	Cover   float64 // a company has a total, a floor or completeness, each
	Votes   float64 // votes are stated beside capital, unlike it
	Dirty   float64 // a company's figures are raised, mostly beyond 100
	Repeat  float64 // a second source speaks of the same slot
	Noise   float64 // rows that do not count on Day: ended, later, superseded, claimed
	Control float64 // an entity has another ground of control over a company
	World   float64 // states, suppliers, listings, attributes, designations
}

// Mixed is a bit of everything but dirty sums.
func Mixed() Config {
	return Config{Companies: 7, Persons: 3, Holders: 4, Self: 0.1, Band: 0.4, Vague: 0.1, Hidden: 0.1, Cover: 0.25,
		Votes: 0.2, Repeat: 0.1, Noise: 0.2, Control: 0.15, World: 0.5}
}

// Dirty is [Mixed] with figures that contradict each other.
func Dirty() Config {
	c := Mixed()
	c.Dirty, c.Repeat = 0.3, 0.3
	return c
}

// Random draws a graph and closes it.
func Random(seed uint64, c Config) *graph.Ledger { return Draw(seed, c).Ledger() }

// Draw draws a graph.
func Draw(seed uint64, c Config) *Spec { return drawn(seed, c).s }

func drawn(seed uint64, c Config) *draw {
	if c.Companies < 1 {
		c.Companies = 6
	}
	if c.Persons < 1 {
		c.Persons = max(1, c.Companies/2)
	}
	if c.Holders < 1 {
		c.Holders = 4
	}
	d := &draw{r: rand.New(rand.NewPCG(seed, 2)), c: c, s: &Spec{Capital: map[graph.EntityID]map[graph.EntityID]graph.Percent{}}}
	d.entities()
	for i := range d.companies {
		d.owners(i)
	}
	d.control()
	d.world()
	return d
}

type draw struct {
	r         *rand.Rand
	c         Config
	s         *Spec
	companies []graph.EntityID
	holders   []graph.EntityID // companies first, then those nobody holds
	states    []graph.EntityID
	claims    int
}

func (d *draw) chance(p float64) bool { return d.r.Float64() < p }

func pick[T any](d *draw, list []T) T { return list[d.r.IntN(len(list))] }

func (d *draw) entity(k graph.Kind, id string) graph.EntityID {
	e := graph.Entity{ID: graph.EntityID(id), Kind: k, Name: "Name of " + id}
	if k == graph.State && e.Within == "" {
		e.ISO = id
	}
	d.s.Entities = append(d.s.Entities, e)
	return e.ID
}

func (d *draw) entities() {
	d.s.Sources = []graph.Source{{ID: "register", Title: "A register"}, {ID: "press", Citation: "A newspaper"}}
	for i := range d.c.Companies {
		k := graph.Company
		if i%5 == 4 {
			k = graph.Arrangement
		}
		d.companies = append(d.companies, d.entity(k, fmt.Sprintf("c%02d", i)))
	}
	d.holders = slices.Clone(d.companies)
	for i := range d.c.Persons {
		d.holders = append(d.holders, d.entity(graph.Person, fmt.Sprintf("p%02d", i)))
	}
	for _, iso := range []string{"CN", "FR", "US"} {
		d.states = append(d.states, d.entity(graph.State, iso))
	}
	d.holders = append(d.holders, d.entity(graph.Group, "group"), d.entity(graph.StateBody, "body"), "FR")
	d.s.Entities[len(d.s.Entities)-1].Within = "CN"
}

// claim makes the next claim, with an undated or an open period.
func (d *draw) claim() graph.Claim {
	d.claims++
	c := graph.Claim{ID: graph.ClaimID(fmt.Sprintf("k%04d", d.claims)), Assertion: pick(d, []graph.Assertion{graph.Stated, graph.Stated, graph.Reported, graph.Inferred, graph.ReaderComment}),
		Source: pick(d, []graph.SourceID{"register", "press"}), Evidence: graph.Evidence(1 + d.r.IntN(3))}
	switch d.r.IntN(3) {
	case 0:
		c.Period.From = graph.NewDate(2015+d.r.IntN(5), 1, 1)
	case 1:
		c.Period.AsOf = graph.NewDate(2022, 1+d.r.IntN(12), 1)
	}
	return c
}

func (d *draw) state(s graph.Statement) {
	s.Claim = d.claim()
	d.s.Statements = append(d.s.Statements, s)
	if !d.chance(d.c.Noise) {
		return
	}
	// Rows on the same slot, with another figure, that say nothing on Day.
	n := s
	n.Claim = d.claim()
	if n.Interest.CarriesShare() {
		n.Share, n.Figure = graph.Exact(graph.WholePercent(d.r.IntN(101))), true
	}
	switch d.r.IntN(3) {
	case 0:
		n.Period = graph.Period{From: graph.NewDate(2010, 1, 1), To: graph.NewDate(2014, 1, 1)}
	case 1:
		n.Period = graph.Period{AsOf: graph.NewDate(2025, 6, 1)}
	default:
		n.Assertion = pick(d, []graph.Assertion{graph.Claimed, graph.Denied, graph.Proposed, graph.Withdrawn})
	}
	d.s.Statements = append(d.s.Statements, n)
}

// owners draws the true shares of a company and what is said of them.
func (d *draw) owners(i int) {
	company := d.companies[i]
	candidates := d.holders
	if d.c.Acyclic {
		candidates = d.holders[i+1:]
	}
	var names []graph.EntityID
	for _, j := range d.r.Perm(len(candidates)) {
		if h := candidates[j]; h != company && len(names) < d.c.Holders {
			names = append(names, h)
		}
	}
	names = names[:d.r.IntN(len(names)+1)]
	if d.chance(d.c.Self) {
		names = append(names, company)
	}
	truth := d.split(names)
	dirty := d.chance(d.c.Dirty)
	if !dirty {
		d.s.Capital[company] = truth
	}
	var sum graph.Percent
	var hidden []graph.EntityID
	for _, h := range names {
		sum += truth[h]
		if h != company && d.chance(d.c.Hidden) {
			hidden = append(hidden, h)
			if d.chance(d.c.Noise) {
				d.later(h, company)
			}
			continue
		}
		s := graph.Statement{Holder: h, Subject: company, Interest: graph.Shareholding, Basis: graph.Capital}
		s.Share, s.Figure = d.said(truth[h], dirty)
		d.state(s)
		if s.Figure && d.chance(d.c.Repeat) {
			s.Share, s.Figure = d.said(truth[h], dirty)
			d.state(s)
		}
	}
	d.votes(company, names, truth)
	d.cover(company, names, hidden, truth, sum)
}

// later adds an observation after Day of a holding nobody named before.
func (d *draw) later(holder, company graph.EntityID) {
	s := graph.Statement{Claim: d.claim(), Holder: holder, Subject: company, Interest: graph.Shareholding, Basis: graph.Capital,
		Share: graph.Exact(graph.WholePercent(d.r.IntN(101))), Figure: true}
	s.Period = graph.Period{AsOf: graph.NewDate(2025, 3, 1)}
	d.s.Statements = append(d.s.Statements, s)
}

// split divides at most 100 % among holders, often at the figures that rules ask
// for.
func (d *draw) split(names []graph.EntityID) map[graph.EntityID]graph.Percent {
	out := map[graph.EntityID]graph.Percent{}
	rest := graph.Hundred
	if d.chance(0.3) {
		rest = graph.WholePercent(60 + d.r.IntN(40))
	}
	all := rest == graph.Hundred && d.chance(0.6)
	for n, h := range names {
		p := graph.WholePercent(d.r.IntN(101))
		if d.chance(0.5) {
			p = graph.WholePercent(pick(d, []int{10, 20, 24, 25, 30, 39, 40, 49, 50, 51, 60, 75})) + graph.Percent(d.r.IntN(3)-1)
		}
		if p = min(p, rest); all && n == len(names)-1 {
			p = rest
		}
		out[h], rest = p, rest-p
	}
	return out
}

// said states a true share exactly, as a band around it, or without a figure; a
// dirty one is raised.
func (d *draw) said(p graph.Percent, dirty bool) (graph.Share, bool) {
	if dirty {
		p = min(graph.Hundred, p+graph.WholePercent(d.r.IntN(60)))
	}
	switch {
	case p > 0 && d.chance(d.c.Vague):
		return graph.SomeShare(), false
	case !d.chance(d.c.Band):
		return graph.Exact(p), true
	}
	s := graph.Share{Min: max(0, p-graph.WholePercent(d.r.IntN(30))), Max: min(graph.Hundred, p+graph.WholePercent(d.r.IntN(30)))}
	s.MinOpen, s.MaxOpen = s.Min < p && d.chance(0.3), s.Max > p && d.chance(0.3)
	return s, true
}

// votes states votes that differ from capital for some holders, or that double
// votes, a voting trust or unequal votes exist.
func (d *draw) votes(company graph.EntityID, names []graph.EntityID, truth map[graph.EntityID]graph.Percent) {
	if !d.chance(d.c.Votes) {
		return
	}
	if d.chance(0.4) {
		d.s.Attributes = append(d.s.Attributes, graph.Attribute{Claim: d.claim(), Entity: company,
			Name: pick(d, []string{"doubleVotes", "votingTrust", "unequalVotes"}), Value: pick(d, []string{"true", "false", "may"})})
		return
	}
	votes := d.split(names)
	for _, h := range names {
		if d.chance(0.6) {
			s := graph.Statement{Holder: h, Subject: company, Interest: pick(d, []graph.Interest{graph.VotingRights, graph.Shareholding}), Basis: graph.Votes}
			s.Share, s.Figure = d.said(votes[h], false)
			d.state(s)
		}
	}
}

// cover adds coverage that agrees with the truth: totals of what members hold, a
// floor above everyone hidden, completeness where nothing is left.
func (d *draw) cover(company graph.EntityID, names, hidden []graph.EntityID, truth map[graph.EntityID]graph.Percent, sum graph.Percent) {
	add := func(k graph.CoverageKind, p graph.Percent, members []graph.EntityID) {
		d.s.Coverages = append(d.s.Coverages, graph.Coverage{Claim: d.claim(), Entity: company, Interest: graph.Shareholding,
			Basis: graph.Capital, Kind: k, Percent: p, Members: slices.Clone(members)})
	}
	if d.chance(d.c.Cover) && len(names) > 1 {
		members := names[:1+d.r.IntN(len(names)-1)]
		var total graph.Percent
		for _, m := range members {
			total += truth[m]
		}
		if total > 0 && !slices.Contains(members, company) {
			add(graph.Total, total, members)
		}
	}
	// Undisclosed capital beyond the names is held in pieces of at most 5 %.
	floor := graph.WholePercent(5)
	for _, h := range hidden {
		floor = max(floor, truth[h]+1)
	}
	if d.chance(d.c.Cover) && floor <= graph.Hundred {
		add(graph.Floor, min(floor+graph.Percent(1), graph.Hundred), nil)
	}
	if d.chance(d.c.Cover) && sum == graph.Hundred && len(hidden) == 0 {
		add(graph.Complete, 0, names)
	}
}
