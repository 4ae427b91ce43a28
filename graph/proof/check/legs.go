package check

import (
	"slices"

	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/proof"
)

// leg is one way a row may come to an entity from someone it binds.
type leg struct {
	bound id // empty for parties nobody names
	how   string
	truth proof.Truth
	link  proof.Truth
	firm  law.Confidence
	links []*link
	keeps *fact
	about graph.Interest // of parties nobody names: what nobody states
	late  bool           // through an offer it operates at another time: may be left out
}

// The ways of a leg.
const (
	byRule     = "control"
	bySupply   = "supply"
	byKeeping  = "keeps"
	bySupposed = "may keep"
	byNobody   = "unstated"
)

// legs lists the ways the carrier may take the row to the entity.
func (r *reader) legs(row *law.Row, c law.Carrier, e id) []leg {
	var out []leg
	add := func(l leg, interest string) {
		l.firm = r.firm(row, c, interest)
		if l.firm == law.NoConfidence {
			return
		}
		l.truth = l.link
		switch {
		case l.how == byRule:
			l.truth = min(l.link, r.direct(row, l.bound))
		case l.bound != "":
			l.truth = min(l.link, r.binds(row, l.bound))
		}
		out = append(out, l)
	}
	switch c {
	case law.ControlDown:
		if !r.travels(row) {
			return nil
		}
		k := r.ruling(e)
		for _, h := range k.everyone() {
			add(leg{bound: h, how: byRule, link: k.of(h)}, "")
		}
		if k.rest {
			add(leg{how: byNobody, link: proof.Open, about: graph.VotingRights}, "")
		}
	case law.Custody:
		for _, s := range r.suppliers(e) {
			if slices.Contains(custody, s.interest) {
				add(leg{bound: s.party, how: bySupply, link: stated(s.unknown), links: s.links, late: s.late}, string(s.interest))
			}
		}
		r.keepers(e, add)
		if !r.custodyClosed(e) {
			add(leg{how: byNobody, link: proof.Open, about: graph.HasCustody}, string(graph.HasCustody))
		}
	case law.Supply:
		for _, s := range r.suppliers(e) {
			if s.interest != graph.HasCustody {
				add(leg{bound: s.party, how: bySupply, link: stated(s.unknown), links: s.links, late: s.late}, string(s.interest))
			}
		}
		for _, i := range along {
			if i != graph.HasCustody && !r.f.complete(e, i) {
				add(leg{how: byNobody, link: proof.Open, about: i}, "")
				break
			}
		}
	}
	return out
}

// keepers adds custody by what a party keeps: stated, or for a supplier that may.
func (r *reader) keepers(e id, add func(leg, string)) {
	codes := r.c.Vocabulary.Custody
	kept, seen := map[id]bool{}, map[id]bool{}
	for _, x := range r.kept(codes, e, false) {
		if !x.unknown {
			kept[x.party] = true
		}
		add(leg{bound: x.party, how: byKeeping, link: stated(x.unknown), keeps: x.fact, late: x.unknown}, codes[0])
	}
	if r.custodyClosed(e) {
		return
	}
	for _, s := range r.suppliers(e) {
		if !kept[s.party] && !seen[s.party] && !slices.Contains(custody, s.interest) {
			seen[s.party] = true
			add(leg{bound: s.party, how: bySupposed, link: proof.Open, links: s.links, late: s.late}, codes[0])
		}
	}
}

func stated(unknown bool) proof.Truth {
	if unknown {
		return proof.Open
	}
	return proof.True
}
