package check

import (
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/proof"
)

// predicate checks a step that reads a predicate on an entity.
func (k *Checker) predicate(q about, p *law.Predicate, e id, n *proof.Node) error {
	key := seenKey{n: n, p: p, e: e, q: q}
	if err, ok := k.seen[key]; ok {
		return err
	}
	err := k.step(q, p, e, n)
	if err == nil {
		if v := k.r.read(q, p, e); n.Value != v {
			err = fault(n, "it is %s, but reads as %s", n.Value, v)
		}
	}
	k.seen[key] = err
	return err
}

func (k *Checker) step(q about, p *law.Predicate, e id, n *proof.Node) error {
	if n == nil {
		return fault(n, "a step is missing")
	}
	switch p.Head() {
	case "all", "any":
		rule, parts := proof.All, p.All
		if p.Any != nil {
			rule, parts = proof.Any, p.Any
		}
		if n.Rule != rule {
			return fault(n, "it should be %q", rule)
		}
		var list []part
		for _, s := range parts {
			list = append(list, part{k.r.read(q, s, e), func(c *proof.Node) error { return k.predicate(q, s, e, c) }})
		}
		return k.combine(n, rule, list)
	case "not":
		if n.Rule != proof.Not || len(n.Children) != 1 {
			return fault(n, "it should be the negation of one step")
		}
		return within(n, k.predicate(q, p.Not, e, n.Children[0]))
	case "attr":
		return k.test(p.Attr, e, n)
	case "rel":
		return k.relation(q, p.Rel, e, n)
	case "is":
		return k.class(q, p.Is, e, n)
	case "holder":
		return k.holder(q, p.Holder, e, n)
	case "share":
		row := q.row
		if p.Share != "test" && q.law != nil {
			row = q.law.Row(p.Share)
		}
		if k.r.testOf(row) == nil {
			return k.unstated(n, e, "", "", "")
		}
		return k.share(row, e, n)
	case "capability":
		return k.capability(q, p.Capability, e, n)
	}
	return fault(n, "the predicate has no head")
}

// part is one member of a conjunction or disjunction: what it should read as, and
// how to check the step that stands for it.
type part struct {
	value proof.Truth
	check func(*proof.Node) error
}

// combine checks "all" and "any": what decides may stand alone (one false part of
// an "all", one true part of an "any"), else every part must be there, in order.
func (k *Checker) combine(n *proof.Node, rule proof.Rule, parts []part) error {
	value, decisive := proof.True, proof.False
	for _, p := range parts {
		value = min(value, p.value)
	}
	if rule == proof.Any {
		value, decisive = proof.False, proof.True
		for _, p := range parts {
			value = max(value, p.value)
		}
	}
	if n.Value != value {
		return fault(n, "it is %s, but its parts make it %s", n.Value, value)
	}
	if value != decisive {
		if len(n.Children) != len(parts) {
			return fault(n, "it has %d parts and shows %d", len(parts), len(n.Children))
		}
		for i, p := range parts {
			if err := p.check(n.Children[i]); err != nil {
				return within(n, err)
			}
		}
		return nil
	}
	if len(n.Children) == 0 {
		return fault(n, "nothing shows why it is %s", value)
	}
	at := 0
	for _, c := range n.Children {
		if c.Value != decisive {
			return fault(c, "it decides nothing here")
		}
		var first error
		for ; at < len(parts); at++ {
			if parts[at].value != decisive {
				continue
			}
			err := parts[at].check(c)
			if err == nil {
				break
			}
			if first == nil {
				first = err
			}
		}
		if at == len(parts) {
			if first == nil {
				first = fault(c, "no part corresponds to it")
			}
			return within(n, first)
		}
		at++
	}
	return nil
}

// test checks an attribute test: the facts it shows are those in scope.
func (k *Checker) test(t *law.AttrTest, e id, n *proof.Node) error {
	if n.Rule != proof.AttributeTest || n.Entity != e || n.Name != t.Name || n.Text != t.Op || n.Class != strings.Join(t.Values, " ") {
		return fault(n, "it should test %s %s %v of %s", t.Name, t.Op, t.Values, e)
	}
	scope := k.r.scope(t.Name, e)
	shown := map[string]bool{}
	for at := 0; at < len(n.Children); {
		c := n.Children[at]
		at++
		if c.Rule != proof.Attribute || c.Name != t.Name || shown[factKey(c.Entity, c.Claims)] {
			return fault(c, "it is no further fact of %s", t.Name)
		}
		if err := k.fact(c); err != nil {
			return within(n, err)
		}
		shown[factKey(c.Entity, c.Claims)] = true
		links, ok := k.borne(c, scope, n.Children[at:])
		if !ok {
			return fault(c, "%s of %s is not read on %s by the links that follow", t.Name, e, c.Entity)
		}
		at += links
	}
	for _, o := range scope {
		for _, x := range k.r.f.of(o.id) {
			if !o.perhaps && k.r.concerns(x, t) && !shown[factKey(o.id, x.claims)] {
				return fault(n, "it leaves out that %s of %s is %q", t.Name, o.id, x.text)
			}
		}
	}
	return nil
}

// borne finds by which links a fact is read, and how many statements follow it to
// say so; a fact that is unknown itself needs none.
func (k *Checker) borne(c *proof.Node, scope []bearer, rest []*proof.Node) (links int, ok bool) {
	for links < len(rest) && rest[links].Rule == proof.Statement {
		links++
	}
	for _, o := range scope {
		if o.id != c.Entity || len(o.links) != links && (links > 0 || c.Value != proof.Open) {
			continue
		}
		if links == 0 || k.chain(&proof.Node{Children: rest[:links]}, o.links) == nil {
			return links, true
		}
	}
	return 0, false
}

func factKey(e id, claims []graph.ClaimID) string {
	s := string(e)
	for _, c := range claims {
		s += "\x00" + string(c)
	}
	return s
}

// relation checks a relation: true by a witness, else by all candidates, false
// only where it is closed.
func (k *Checker) relation(q about, t *law.RelTest, e id, n *proof.Node) error {
	ref, to, dir := t.To, true, "to"
	if t.From != "" {
		ref, to, dir = t.From, false, "from"
	}
	name := ""
	if len(t.Interests) > 1 {
		for _, i := range t.Interests {
			name = strings.TrimSpace(name + " " + string(i))
		}
	}
	if n.Rule != proof.Relation || n.Entity != e || n.Class != ref || n.Text != dir || n.Interest != t.Interests[0] || n.Name != name {
		return fault(n, "it should read %v %s %s of %s", t.Interests, dir, ref, e)
	}
	ends := k.r.others(e, t.Interests, to)
	used := make([]bool, len(ends))
	shut := map[graph.Interest]bool{}
	witness := false
	for _, c := range n.Children {
		if c.Rule == proof.Closed {
			if shut[c.Interest] || !slices.Contains(t.Interests, c.Interest) {
				return fault(c, "it closes nothing that is asked")
			}
			if err := k.shut(q, c, e, c.Interest, to, ref); err != nil {
				return within(n, err)
			}
			shut[c.Interest] = true
			continue
		}
		i, err := k.match(q, t, ref, c, ends, used)
		if err != nil {
			return within(n, err)
		}
		used[i] = true
		witness = witness || c.Value == proof.True
	}
	switch n.Value {
	case proof.True:
		if !witness {
			return fault(n, "it has no witness")
		}
		return nil
	case proof.False:
		for _, i := range t.Interests {
			if !shut[i] {
				return fault(n, "nothing shows that %s of %s is closed", i, e)
			}
		}
	}
	for i, x := range ends {
		if !used[i] && !x.late && !witness {
			return fault(n, "it leaves out %s", x.party)
		}
	}
	return nil
}

// match finds the candidate a link speaks of and checks the link against it.
func (k *Checker) match(q about, t *law.RelTest, ref string, c *proof.Node, ends []end, used []bool) (int, error) {
	var first error
	for i, x := range ends {
		if used[i] || c.Rule != proof.Link || c.Other != x.party {
			continue
		}
		err := k.link(q, t, ref, x, c)
		if err == nil {
			return i, nil
		}
		if first == nil {
			first = err
		}
	}
	if first == nil {
		first = fault(c, "no candidate corresponds to it")
	}
	return 0, first
}

func (k *Checker) link(q about, t *law.RelTest, ref string, x end, n *proof.Node) error {
	if err := k.chain(n, x.links); err != nil {
		return err
	}
	if v := k.r.candidate(q, t, ref, x); n.Value != v {
		return fault(n, "it is %s, but reads as %s", n.Value, v)
	}
	if len(n.Children) != len(x.links)+1 {
		return fault(n, "it should state its links and what %s is", x.party)
	}
	last := n.Children[len(x.links)]
	if last.Rule != proof.All {
		return fault(last, "it should say what %s is", x.party)
	}
	parts := []part{{k.r.class(q, ref, x.party), func(c *proof.Node) error { return k.class(q, ref, x.party, c) }}}
	if t.Where != nil {
		parts = append(parts, part{k.r.read(q, t.Where, x.party), func(c *proof.Node) error { return k.predicate(q, t.Where, x.party, c) }})
	}
	return within(n, k.combine(last, proof.All, parts))
}
