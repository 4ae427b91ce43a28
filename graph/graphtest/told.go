package graphtest

import (
	"fmt"
	"slices"

	"longarm/graph"
)

// Told is a world and what a source may tell of it.
type Told struct {
	// World states every holding of capital and of votes to the last billionth, and that
	// nothing is missing from any relation.
	World *Spec
	// Part says less and nothing false: holdings without a figure, in bands, within a total
	// or not at all, floors, relations and attributes left out, and completeness only
	// where nothing is.
	Part *Spec
}

// DrawTold draws a world and a part of it.
func DrawTold(seed uint64) Told {
	d := &teller{draw: drawn(seed, Config{Companies: 5, Persons: 3, Control: 0.12, World: 0.6})}
	s := d.s
	for _, c := range d.companies {
		s.Entities = append(s.Entities, graph.Entity{ID: "holder-of-" + c, Kind: graph.Person, Name: "Holder of " + string(c)})
	}
	d.world, d.part = &Spec{Entities: s.Entities, Sources: s.Sources}, &Spec{Entities: s.Entities, Sources: s.Sources}
	d.relations(d.attributes())
	for _, c := range d.companies {
		d.held(c)
	}
	d.presumed()
	return Told{d.world, d.part}
}

type teller struct {
	*draw
	world, part *Spec
}

// known makes a claim of today.
func (d *teller) known() graph.Claim {
	d.claims++
	return graph.Claim{ID: graph.ClaimID(fmt.Sprintf("t%04d", d.claims)), Assertion: graph.Stated, Source: "register", Evidence: graph.High}
}

// slot is a relation of one entity, which coverage closes.
type slot struct {
	entity   graph.EntityID
	interest graph.Interest
}

var closed = []graph.Interest{graph.AppointmentOfBoard, graph.MajorityOfDirectors, graph.OtherInfluenceOrControl, graph.ConditionalRights,
	graph.ControlByContract, graph.GoldenShare, graph.VetoRight, graph.AccountingParent, graph.ActingJointly, graph.ActingInConcert, graph.Trustee,
	graph.Nominee, graph.BoardMember, graph.BoardChair, graph.SuppliesTechnology, graph.Operates, graph.Hosts, graph.HasCustody, graph.Subcontracts,
	graph.EstablishedIn, graph.ListedOn, graph.DataLocatedIn, graph.ServesMarket, graph.NationalOf, graph.ResidentIn, graph.OfficerOf,
	graph.CertifiedUnder, graph.DesignatedUnder}

// onOffers are read on a company and on the offers it operates, and closed so.
var onOffers = []graph.Interest{graph.SuppliesTechnology, graph.Operates, graph.Hosts, graph.HasCustody, graph.Subcontracts,
	graph.DataLocatedIn, graph.ServesMarket, graph.CertifiedUnder}

// closedByWord are presumed to be told whole where anything is told: nobody is on a list
// without a statement, and a stated nationality speaks for residence too.
var closedByWord = map[graph.Interest]bool{graph.DesignatedUnder: true, graph.NationalOf: true, graph.ResidentIn: true}

// relations tells most of what is no share, and closes what it tells whole.
func (d *teller) relations(gaps map[slot]bool) {
	for _, s := range d.s.Statements {
		if s.Interest.CarriesShare() {
			continue
		}
		d.world.Statements = append(d.world.Statements, s)
		if closedByWord[s.Interest] || d.typed(s) || d.chance(0.8) {
			d.part.Statements = append(d.part.Statements, s)
			continue
		}
		for _, e := range append(d.operators(s.Holder), d.operators(s.Subject)...) {
			gaps[slot{e, s.Interest}] = true
		}
		if s.Interest == graph.Operates {
			for _, i := range onOffers {
				gaps[slot{s.Holder, i}] = true
			}
		}
	}
	for _, e := range d.s.Entities {
		for _, i := range closed {
			c := graph.Coverage{Claim: d.known(), Entity: e.ID, Interest: i, Kind: graph.Complete}
			d.world.Coverages = append(d.world.Coverages, c)
			if !gaps[slot{e.ID, i}] && d.chance(0.8) {
				d.part.Coverages = append(d.part.Coverages, c)
			}
		}
	}
}

// typed reports that a service is stated to be of a type: a company of which a type is
// stated is read as one that offers nothing else.
func (d *teller) typed(s graph.Statement) bool {
	return s.Interest == graph.Operates && slices.ContainsFunc(d.s.Attributes, func(a graph.Attribute) bool {
		return a.Entity == s.Subject && a.Name == "serviceType"
	})
}

// operators is the entity, and who operates it.
func (d *teller) operators(e graph.EntityID) []graph.EntityID {
	out := []graph.EntityID{e}
	for _, s := range d.s.Statements {
		if s.Interest == graph.Operates && s.Subject == e {
			out = append(out, s.Holder)
		}
	}
	return out
}

// attributes tells most of them; who keeps a capability untold may have custody.
func (d *teller) attributes() (gaps map[slot]bool) {
	gaps = map[slot]bool{}
	for _, a := range d.s.Attributes {
		d.world.Attributes = append(d.world.Attributes, a)
		if a.Name == "serviceType" || d.chance(0.8) {
			d.part.Attributes = append(d.part.Attributes, a)
			continue
		}
		if a.Name == "capability" {
			for _, e := range d.operators(a.At) {
				gaps[slot{e, graph.HasCustody}] = true
			}
		}
	}
	return gaps
}

// held draws who holds a company and tells it.
func (d *teller) held(company graph.EntityID) {
	var names []graph.EntityID
	for _, j := range d.r.Perm(len(d.holders)) {
		if h := d.holders[j]; h != company && len(names) < 4 {
			names = append(names, h)
		}
	}
	names = names[:1+d.r.IntN(len(names))]
	if d.chance(0.5) { // someone who holds nothing else, whom perhaps nobody names
		names[d.r.IntN(len(names))] = "holder-of-" + company
	}
	capital := d.whole(names)
	votes := capital
	if d.chance(0.3) {
		votes = d.whole(slices.DeleteFunc(slices.Clone(names), func(h graph.EntityID) bool { return capital[h] == 0 }))
		a := graph.Attribute{Claim: d.known(), Entity: company, Name: "unequalVotes", Value: "true"}
		d.world.Attributes, d.part.Attributes = append(d.world.Attributes, a), append(d.part.Attributes, a)
	}
	d.shares(company, graph.Capital, names, capital)
	d.shares(company, graph.Votes, names, votes)
}

// presumed names, without a figure, whoever is named elsewhere: of whom nothing is told
// it is presumed that they are none of those who are, nor on a list.
func (d *teller) presumed() {
	type pair struct{ holder, subject graph.EntityID }
	named, known := map[pair]bool{}, map[graph.EntityID]bool{}
	name := func(holder, subject graph.EntityID) { named[pair{holder, subject}], known[holder] = true, true }
	for _, s := range d.part.Statements {
		known[s.Holder], known[s.Subject] = true, true
		if s.Interest.CarriesShare() {
			name(s.Holder, s.Subject)
		}
	}
	for _, c := range d.part.Coverages {
		for _, m := range c.Members {
			name(m, c.Entity)
		}
	}
	for _, s := range d.world.Statements {
		if s.Interest.CarriesShare() && known[s.Holder] && !named[pair{s.Holder, s.Subject}] && s.Share.IsPositive() {
			name(s.Holder, s.Subject)
			s.Share, s.Figure = graph.SomeShare(), false
			d.part.Statements = append(d.part.Statements, s)
		}
	}
}

// whole splits 100 %, now and then between two equals.
func (d *teller) whole(names []graph.EntityID) map[graph.EntityID]graph.Percent {
	if len(names) > 1 && d.chance(0.2) {
		out := map[graph.EntityID]graph.Percent{}
		for _, h := range names {
			out[h] = 0
		}
		out[names[0]], out[names[1]] = graph.Hundred/2, graph.Hundred/2
		return out
	}
	out := d.split(names)
	rest := graph.Hundred
	for _, p := range out {
		rest -= p
	}
	out[names[d.r.IntN(len(names))]] += rest
	return out
}

// shares states all shares of a basis in the world, and some of them in the part.
func (d *teller) shares(company graph.EntityID, basis graph.Basis, names []graph.EntityID, truth map[graph.EntityID]graph.Percent) {
	cover := func(s *Spec, k graph.CoverageKind, p graph.Percent, members []graph.EntityID) {
		s.Coverages = append(s.Coverages, graph.Coverage{Claim: d.known(), Entity: company, Interest: graph.Shareholding,
			Basis: basis, Kind: k, Percent: p, Members: slices.Clone(members)})
	}
	cover(d.world, graph.Complete, 0, nil)
	var total []graph.EntityID // who together hold something, each without a figure
	var sum graph.Percent
	if n := len(names); n > 1 && d.chance(0.35) {
		for _, h := range names[:2+d.r.IntN(n-1)] {
			total, sum = append(total, h), sum+truth[h]
		}
		if d.chance(0.3) { // a member that holds nothing
			if h := pick(d.draw, d.holders); h != company && !slices.Contains(names, h) {
				total = append(total, h)
			}
		}
	}
	if sum > 0 {
		cover(d.part, graph.Total, sum, total)
	}
	hidden := graph.Percent(-1) // the greatest share left out
	silent := d.chance(0.15)
	for _, h := range names {
		s := graph.Statement{Claim: d.known(), Holder: h, Subject: company, Interest: graph.Shareholding, Basis: basis, Share: graph.Exact(truth[h]), Figure: true}
		if basis == graph.Votes {
			s.Interest = graph.VotingRights
		}
		d.world.Statements = append(d.world.Statements, s)
		if silent || d.chance(0.2) || sum > 0 && slices.Contains(total, h) && d.chance(0.6) {
			hidden = max(hidden, truth[h])
			continue
		}
		d.c.Vague, d.c.Band = 0.15, 0.4
		s.Share, s.Figure = d.said(truth[h], false)
		d.part.Statements = append(d.part.Statements, s)
	}
	switch {
	case hidden < 0 && d.chance(0.5):
		cover(d.part, graph.Complete, 0, nil)
	case hidden < graph.WholePercent(95) && d.chance(0.4):
		cover(d.part, graph.Floor, max(hidden+1, graph.WholePercent(1+d.r.IntN(10))), nil)
	}
}
