package check

import (
	"slices"

	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/proof"
)

// class checks the step that says whether a party is of a CLASS.
func (k *Checker) class(q about, ref string, e id, n *proof.Node) error {
	for { // a class that is only another class is read as that one
		c := k.r.c.Vocabulary.Classes[ref]
		if c == nil || ref == "any" || k.r.c.Vocabulary.Territories[ref] != nil || !onlyAlias(c) {
			break
		}
		ref = c.Is.Is
	}
	key := seenKey{n: n, e: e, q: about{law: q.law, root: q.root}, what: ref}
	if err, ok := k.seen[key]; ok {
		return err
	}
	err := k.classStep(q, ref, e, n)
	k.seen[key] = err
	return err
}

func onlyAlias(c *law.Class) bool {
	return len(c.Kinds) == 0 && c.List == nil && !c.Listed && c.In == "" && c.Outside == "" && c.Is != nil && c.Is.Head() == "is"
}

func (k *Checker) classStep(q about, ref string, e id, n *proof.Node) error {
	if n == nil || n.Rule != proof.Class || n.Entity != e || n.Class != ref || len(n.Children) != 1 {
		return fault(n, "it should say whether %s is of %s", e, ref)
	}
	v := k.r.class(q, ref, e)
	c := n.Children[0]
	if n.Value != v || c.Value != v {
		return fault(n, "it is %s by a step that is %s, but reads as %s", n.Value, c.Value, v)
	}
	prefix, name := law.SplitRef(ref)
	vocabulary := k.r.c.Vocabulary
	switch {
	case prefix == "entity":
		return within(n, k.identity(c, e, name, v))
	case prefix == "law" || ref == "any":
		return within(n, k.identity(c, e, ref, v))
	case vocabulary.Territories[ref] != nil:
		if iso, _ := k.r.f.place(e); iso == "" {
			return within(n, k.kind(c, e, proof.False))
		}
		return within(n, k.place(c, e, ref))
	case vocabulary.Classes[ref] == nil:
		return fault(n, "there is no class %s", ref)
	}
	return within(n, k.member(q, vocabulary.Classes[ref], e, c))
}

// member checks the parts that make a class.
func (k *Checker) member(q about, c *law.Class, e id, n *proof.Node) error {
	if len(c.Kinds) > 0 && !slices.Contains(c.Kinds, k.r.f.kind(e)) {
		return k.kind(n, e, proof.False)
	}
	var parts []part
	if len(c.Kinds) > 0 {
		parts = append(parts, part{proof.True, func(m *proof.Node) error { return k.kind(m, e, proof.True) }})
	}
	if c.List != nil {
		parts = append(parts, part{k.r.listed(q, c, e), func(m *proof.Node) error { return k.listed(q, c, e, m) }})
	}
	if c.Listed || c.In != "" || c.Outside != "" {
		parts = append(parts, part{k.r.tied(q, c, e), func(m *proof.Node) error { return k.tied(q, c, e, m) }})
	}
	if c.Is != nil {
		sub := about{law: q.law, root: q.root}
		parts = append(parts, part{k.r.read(sub, c.Is, e), func(m *proof.Node) error { return k.predicate(sub, c.Is, e, m) }})
	}
	if len(parts) == 1 {
		return parts[0].check(n)
	}
	if n.Rule != proof.All {
		return fault(n, "it should hold every part of %s", c.ID)
	}
	return k.combine(n, proof.All, parts)
}

func (k *Checker) tied(q about, c *law.Class, e id, n *proof.Node) error {
	v := k.r.tied(q, c, e)
	if n.Value != v {
		return fault(n, "it is %s, but reads as %s", n.Value, v)
	}
	switch kind := k.r.f.kind(e); kind {
	case graph.State, graph.StateBody, graph.Bloc:
		if iso, _ := k.r.f.place(e); iso == "" {
			return k.unstated(n, e, c.ID, "", "")
		}
		return k.place(n, e, c.ID)
	case graph.Company, graph.Arrangement, graph.Person, graph.Group:
		return k.byTies(q, c, e, n)
	case graph.Offer:
		return k.byOperator(q, c, e, n)
	}
	return k.kind(n, e, proof.False)
}

func (k *Checker) byTies(q about, c *law.Class, e id, n *proof.Node) error {
	ties := k.r.tiesOf(e, c.Links)
	if len(ties) == 0 {
		return k.kind(n, e, proof.False)
	}
	var parts []part
	open := false
	for _, i := range ties {
		v, _ := k.r.tie(q, c, e, i)
		open = open || v == proof.Open
		parts = append(parts, part{v, func(m *proof.Node) error { return k.tie(q, c, e, i, m) }})
	}
	if n.Rule == proof.Closed {
		if n.Entity != e || n.Value != proof.False || len(n.Claims) > 0 || !open || !k.r.people(e) || !k.r.f.stated(e, graph.NationalOf) || k.r.atHome(q, c, e, ties) {
			return fault(n, "no stated nationality closes the ties of %s", e)
		}
		if len(n.Children) != len(parts) {
			return fault(n, "it has %d ties and shows %d", len(parts), len(n.Children))
		}
		for i, p := range parts {
			if err := p.check(n.Children[i]); err != nil {
				return within(n, err)
			}
		}
		return nil
	}
	if n.Rule != proof.Any {
		return fault(n, "it should be one of the ties of %s", e)
	}
	return k.combine(n, proof.Any, parts)
}

// tie checks one tie of a party: every place stated for it, and what closes it.
func (k *Checker) tie(q about, c *law.Class, e id, i graph.Interest, n *proof.Node) error {
	v, _ := k.r.tie(q, c, e, i)
	if n.Rule != proof.Relation || n.Entity != e || n.Interest != i || n.Class != c.ID || n.Text != "to" || n.Value != v {
		return fault(n, "it should read %s of %s toward %s as %s", i, e, c.ID, v)
	}
	children := n.Children
	if v == proof.False {
		if len(children) == 0 {
			return fault(n, "nothing closes it")
		}
		last := children[len(children)-1]
		if last.Rule != proof.Closed || last.Entity != e || last.Interest != i || last.Value != proof.True || len(last.Claims) > 0 {
			return fault(last, "it should close %s of %s by its value", i, e)
		}
		children = children[:len(children)-1]
	}
	at := 0
	for _, l := range k.r.f.from(e) {
		if l.interest != i {
			continue
		}
		if at == len(children) {
			return fault(n, "it leaves out %s", l.subject)
		}
		if err := k.tieLink(q, c, l, children[at]); err != nil {
			return within(n, err)
		}
		at++
	}
	if at != len(children) {
		return fault(children[at], "no tie corresponds to it")
	}
	return nil
}

func (k *Checker) tieLink(q about, c *law.Class, l *link, n *proof.Node) error {
	iso, _ := k.r.f.place(l.subject)
	v := proof.Open
	if !l.unknown && iso != "" {
		v = truth(k.r.wants(q, c, iso))
	}
	if n.Rule != proof.Link || n.Other != l.subject || n.Value != v || len(n.Children) != 2 {
		return fault(n, "it should link to %s as %s", l.subject, v)
	}
	if err := k.statement(n.Children[0], l); err != nil {
		return within(n, err)
	}
	place := n.Children[1]
	if place.Value != v {
		return fault(place, "it is %s, but reads as %s", place.Value, v)
	}
	return within(n, k.place(place, l.subject, c.ID))
}

func (k *Checker) byOperator(q about, c *law.Class, e id, n *proof.Node) error {
	var parts []part
	for _, l := range k.r.f.to(e) {
		if l.interest != graph.Operates || k.r.f.kind(l.holder) == graph.Offer {
			continue
		}
		v := k.r.class(q, c.ID, l.holder)
		if l.unknown && v == proof.False {
			continue
		}
		v = min(v, stated(l.unknown))
		parts = append(parts, part{v, func(m *proof.Node) error {
			if m.Rule != proof.Link || m.Other != l.holder || m.Value != v || len(m.Children) != 2 {
				return fault(m, "it should link to the operator %s as %s", l.holder, v)
			}
			if err := k.statement(m.Children[0], l); err != nil {
				return within(m, err)
			}
			return within(m, k.class(q, c.ID, l.holder, m.Children[1]))
		}})
	}
	if len(parts) == 0 {
		return k.unstated(n, e, c.ID, "", "")
	}
	if n.Rule != proof.Any {
		return fault(n, "it should be one of the operators of %s", e)
	}
	return k.combine(n, proof.Any, parts)
}

// listed checks membership of a list: a statement, the presumption, or that the
// data has no such list.
func (k *Checker) listed(q about, c *law.Class, e id, n *proof.Node) error {
	keeper := listKeeper(q, c)
	v := k.r.listed(q, c, e)
	if n.Value != v {
		return fault(n, "it is %s, but reads as %s", n.Value, v)
	}
	var links []*link
	for _, l := range k.r.f.from(e) {
		if l.interest == graph.DesignatedUnder && slices.Contains(k.r.c.Vocabulary.Lists[l.subject], keeper) {
			links = append(links, l)
		}
	}
	switch {
	case v == proof.False:
		if n.Text != "law:"+keeper || n.Class != c.ID {
			return fault(n, "it should speak of the lists of %s", keeper)
		}
		return k.presumed(n, e)
	case len(links) == 0:
		return k.unstated(n, e, c.ID, "", "")
	case n.Rule != proof.Relation || n.Entity != e || n.Interest != graph.DesignatedUnder || n.Class != "law:"+keeper || n.Text != "to":
		return fault(n, "it should read the designation of %s under %s", e, keeper)
	case len(n.Children) != len(links):
		return fault(n, "it shows %d of %d designations", len(n.Children), len(links))
	}
	for i, l := range links {
		m := n.Children[i]
		if m.Rule != proof.Link || m.Other != l.subject || m.Value != stated(l.unknown) || len(m.Children) != 2 {
			return fault(m, "it should link to the list %s", l.subject)
		}
		if err := k.statement(m.Children[0], l); err != nil {
			return within(m, err)
		}
		if err := k.identity(m.Children[1], l.subject, "law:"+keeper, proof.True); err != nil {
			return within(m, err)
		}
	}
	return nil
}
