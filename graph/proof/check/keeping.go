package check

import (
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/proof"
)

// capability checks what is kept over the entity or by it: true by one keeper or
// custodian, false by all of them and coverage, open with every supplier that may.
func (k *Checker) capability(q about, t *law.CapabilityTest, e id, n *proof.Node) error {
	ref, over, dir := t.From, t.Over != "", "from"
	if over {
		ref, dir = t.Over, "to"
	}
	codes := k.r.codes(t.Codes)
	if n.Rule != proof.Capability || n.Entity != e || n.Class != ref || n.Name != strings.Join(codes, " ") || n.Text != dir {
		return fault(n, "it should read %v %s %s of %s", codes, dir, ref, e)
	}
	parts := k.keepers(q, t, codes, ref, over, e)
	children := n.Children
	switch n.Value {
	case proof.False:
		if len(children) == 0 {
			return fault(n, "nothing closes it")
		}
		last := children[len(children)-1]
		if last.Rule != proof.Closed || last.Entity != e || last.Interest != graph.HasCustody || last.Value != proof.True {
			return fault(last, "it should close the custody of %s", e)
		}
		for _, i := range custody {
			if !k.covering(last.Claims, e, i) {
				return fault(last, "the claims %v do not close %s of %s", last.Claims, i, e)
			}
		}
		return within(n, k.combine(&proof.Node{Rule: proof.Any, Value: proof.False, Children: children[:len(children)-1]}, proof.Any, parts))
	case proof.True:
		return within(n, k.combine(&proof.Node{Rule: proof.Any, Value: proof.True, Children: children}, proof.Any, parts))
	}
	if len(children) > 0 && children[0].Rule == proof.Any {
		if err := k.combine(children[0], proof.Any, parts); err != nil {
			return within(n, err)
		}
		children = children[1:]
	}
	return within(n, k.mayKeep(q, ref, over, e, n, children))
}

// mayKeep checks the suppliers of the class that lead toward an open capability.
func (k *Checker) mayKeep(q about, ref string, over bool, e id, n *proof.Node, children []*proof.Node) error {
	at := 0
	for _, s := range k.r.suppliers(e) {
		if over || s.late || ref == "any" || k.r.class(q, ref, s.party) == proof.False {
			continue
		}
		at++
	}
	if at > len(children) {
		return fault(n, "it shows %d of %d suppliers that may keep it", len(children), at)
	}
	for at, c := range children {
		twice := slices.ContainsFunc(children[:at], func(o *proof.Node) bool { return o.Other == c.Other && sameChain(o, c) })
		if twice {
			return fault(c, "it is shown twice")
		}
		i := slices.IndexFunc(k.r.suppliers(e), func(s supply) bool {
			return c.Rule == proof.Link && c.Value == proof.Open && c.Other == s.party && len(c.Children) == len(s.links)+1 && k.chain(c, s.links) == nil
		})
		if i < 0 {
			return fault(c, "no supplier corresponds to it")
		}
		if err := k.class(q, ref, c.Other, c.Children[len(c.Children)-1]); err != nil {
			return within(c, err)
		}
	}
	return nil
}

// sameChain reports two links that follow the same claims.
func sameChain(a, b *proof.Node) bool {
	return slices.EqualFunc(a.Children, b.Children, func(x, y *proof.Node) bool {
		return x.Rule == y.Rule && x.Holder == y.Holder && x.Subject == y.Subject && x.Interest == y.Interest && slices.Equal(x.Claims, y.Claims)
	})
}

// keepers lists the stated capabilities, then custody by what runs where.
func (k *Checker) keepers(q about, t *law.CapabilityTest, codes []string, ref string, over bool, e id) []part {
	var out []part
	for _, x := range k.r.kept(codes, e, over) {
		v := min(k.r.class(q, ref, x.party), proof.True)
		if x.unknown && v == proof.True {
			v = proof.Open
		}
		out = append(out, part{v, func(n *proof.Node) error {
			if n.Value != v {
				return fault(n, "it is %s, but reads as %s", n.Value, v)
			}
			return k.keeper(x, n, func(c *proof.Node) error { return k.class(q, ref, x.party, c) })
		}})
	}
	if slices.Contains(t.Codes, law.CustodyGroup) {
		rel := &law.RelTest{Interests: custody, From: ref}
		if over {
			rel.To, rel.From = ref, ""
		}
		v := k.r.relation(q, rel, e)
		out = append(out, part{v, func(n *proof.Node) error {
			if n.Value != v {
				return fault(n, "it is %s, but reads as %s", n.Value, v)
			}
			return k.relation(q, rel, e, n)
		}})
	}
	return out
}

// keeper checks a link to a party that keeps a capability: the fact, the offers on
// the way, and its class.
func (k *Checker) keeper(x keeping, n *proof.Node, class func(*proof.Node) error) error {
	if n.Rule != proof.Link || n.Other != x.party || len(n.Children) < 2 {
		return fault(n, "it should link to the keeper %s", x.party)
	}
	first, last := n.Children[0], n.Children[len(n.Children)-1]
	if first.Rule != proof.Attribute || first.Entity != x.fact.entity || first.Name != "capability" || first.Text != x.fact.text || first.Other != x.fact.at {
		return fault(first, "it should be the capability %s of %s over %s", x.fact.text, x.fact.entity, x.fact.at)
	}
	if err := k.fact(first); err != nil {
		return within(n, err)
	}
	for _, c := range n.Children[1 : len(n.Children)-1] {
		if c.Interest != graph.Operates || c.Rule != proof.Statement {
			return fault(c, "it should be who operates the offer")
		}
		if err := k.loose(c); err != nil {
			return within(n, err)
		}
	}
	return within(n, class(last))
}
