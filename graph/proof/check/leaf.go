package check

import (
	"slices"

	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/proof"
)

// statement checks a leaf against the slot it speaks of.
func (k *Checker) statement(n *proof.Node, want *link) error {
	switch {
	case n.Rule != proof.Statement:
		return fault(n, "it should be the statement that %s %s %s", want.holder, want.interest, want.subject)
	case n.Holder != want.holder || n.Subject != want.subject || n.Interest != want.interest:
		return fault(n, "it should say that %s %s %s", want.holder, want.interest, want.subject)
	case n.Value != stated(want.unknown):
		return fault(n, "it is %s, but the slot is %s on %s", n.Value, force(want.unknown), k.r.day)
	case !slices.Equal(n.Claims, want.claims):
		return fault(n, "it cites %v, but the slot rests on %v", n.Claims, want.claims)
	}
	return k.bare(n)
}

func force(unknown bool) string {
	if unknown {
		return "unknown"
	}
	return "in force"
}

// bare checks that a leaf has no children.
func (k *Checker) bare(n *proof.Node) error {
	if len(n.Children) > 0 {
		return fault(n, "a leaf has no steps below it")
	}
	return nil
}

// loose checks a statement whose slot is not known beforehand.
func (k *Checker) loose(n *proof.Node) error {
	for _, l := range k.r.f.find(n.Holder, n.Subject, n.Interest) {
		if slices.Equal(l.claims, n.Claims) {
			return k.statement(n, l)
		}
	}
	if totals := k.r.f.grouped(n.Subject)[n.Holder]; len(n.Claims) == 1 && slices.Contains(totals, n.Claims[0]) && n.Interest == graph.Shareholding && n.Value == proof.Open {
		return k.bare(n)
	}
	return fault(n, "no slot rests on %v", n.Claims)
}

// chain checks the leading statements of a step against the links they follow.
func (k *Checker) chain(n *proof.Node, links []*link) error {
	if len(n.Children) < len(links) {
		return fault(n, "it follows %d links and states %d", len(links), len(n.Children))
	}
	for i, l := range links {
		if err := k.statement(n.Children[i], l); err != nil {
			return within(n, err)
		}
	}
	return nil
}

// attribute checks a leaf against the fact it speaks of.
func (k *Checker) fact(n *proof.Node) error {
	for _, x := range k.r.f.of(n.Entity) {
		if x.name != n.Name || x.at != n.Other || x.text != n.Text || !slices.Equal(x.claims, n.Claims) {
			continue
		}
		if n.Value != stated(x.unknown) {
			return fault(n, "it is %s, but the fact is %s on %s", n.Value, force(x.unknown), k.r.day)
		}
		return k.bare(n)
	}
	return fault(n, "no fact %s = %q rests on %v", n.Name, n.Text, n.Claims)
}

// place checks where an entity lies. Its value is the caller's to judge.
func (k *Checker) place(n *proof.Node, e id, class string) error {
	iso, claim := k.r.f.place(e)
	var claims []graph.ClaimID
	if claim != "" {
		claims = []graph.ClaimID{claim}
	}
	switch {
	case n.Rule != proof.Place || n.Entity != e || n.Class != class:
		return fault(n, "it should be the place of %s for %s", e, class)
	case n.Text != iso || !slices.Equal(n.Claims, claims):
		return fault(n, "the place of %s is %q by %v", e, iso, claims)
	}
	return k.bare(n)
}

// kind checks a leaf that says of what kind an entity is.
func (k *Checker) kind(n *proof.Node, e id, v proof.Truth) error {
	if n.Rule != proof.Kind || n.Entity != e || n.Text != string(k.r.f.kind(e)) || n.Value != v {
		return fault(n, "it should say, as %s, that %s is of kind %s", v, e, k.r.f.kind(e))
	}
	return k.bare(n)
}

func (k *Checker) identity(n *proof.Node, e id, text string, v proof.Truth) error {
	if n.Rule != proof.Identity || n.Entity != e || n.Text != text || n.Value != v {
		return fault(n, "it should say, as %s, that %s is %s", v, e, text)
	}
	return k.bare(n)
}

// unstated checks a leaf that says that nothing is stated about an entity: of a
// class, of an interest, or of the act that decides.
func (k *Checker) unstated(n *proof.Node, e id, class string, i graph.Interest, text string) error {
	if n.Rule != proof.Unstated || n.Entity != e || n.Value != proof.Open || n.Class != class || n.Interest != i || n.Text != text || len(n.Claims) > 0 {
		return fault(n, "it should say that nothing is stated about %s %s%s%s", e, class, i, text)
	}
	return k.bare(n)
}

// shut checks the leaf that closes a relation: by the coverage it cites, by
// statements that make up the whole, or by a rule without a claim.
func (k *Checker) shut(q about, n *proof.Node, e id, i graph.Interest, to bool, ref string) error {
	if n.Rule != proof.Closed || n.Entity != e || n.Interest != i || n.Value != proof.True {
		return fault(n, "it should close %s of %s", i, e)
	}
	switch why := k.r.closed(q, e, i, to, ref); {
	case why == openEnd:
		return fault(n, "nothing closes %s of %s on %s", i, e, k.r.day)
	case why == byCoverage && !k.covering(n.Claims, e, i):
		return fault(n, "the claims %v do not close %s of %s", n.Claims, i, e)
	case why != byCoverage && len(n.Claims) > 0:
		return fault(n, "%s of %s is closed without a claim", i, e)
	}
	return k.bare(n)
}

// covering reports claims that close a relation of the entity: complete coverage in
// force, or for shares, of capital and of votes, statements of its holders that make up
// the whole. A list of all who hold capital is one of all who have votes.
func (k *Checker) covering(claims []graph.ClaimID, e id, i graph.Interest) bool {
	if !i.CarriesShare() {
		return slices.ContainsFunc(k.r.f.covers(e), func(c *graph.Coverage) bool {
			return c.Kind == graph.Complete && slices.Contains(claims, c.ID) && c.Interest == i
		})
	}
	for _, b := range []graph.Basis{graph.Capital, graph.Votes} {
		if !k.covers(claims, e, b) {
			return false
		}
	}
	return true
}

func (k *Checker) covers(claims []graph.ClaimID, e id, b graph.Basis) bool {
	for _, c := range k.r.f.covers(e) {
		if c.Kind == graph.Complete && slices.Contains(claims, c.ID) && c.Interest.CarriesShare() &&
			(c.Basis == b || c.Basis == graph.Both || b == graph.Votes && c.Basis == graph.Capital) {
			return true
		}
	}
	var sum graph.Percent
	t := k.r.f.table(e, b)
	for _, h := range t.holders {
		for _, l := range k.r.f.to(e) {
			if l.holder == h.id && l.interest.CarriesShare() && slices.ContainsFunc(l.claims, func(c graph.ClaimID) bool { return slices.Contains(claims, c) }) {
				sum += h.share.Min
				break
			}
		}
	}
	if t.treasury != nil {
		sum += t.treasury.Min
	}
	return sum >= graph.Hundred
}

// presumed checks the leaf that nobody is on a named list without a statement.
func (k *Checker) presumed(n *proof.Node, e id) error {
	if n.Rule != proof.Presumed || n.Entity != e || n.Value != proof.False || len(n.Claims) > 0 {
		return fault(n, "it should presume that %s is on no list", e)
	}
	return k.bare(n)
}

// listKeeper is the law whose list makes the class.
func listKeeper(q about, c *law.Class) string {
	if c.List.Law == "self" && q.law != nil {
		return q.law.ID
	}
	return c.List.Law
}
