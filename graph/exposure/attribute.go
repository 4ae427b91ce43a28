package exposure

import (
	"math/big"
	"slices"

	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/proof"
)

// attribute reads an `attr` predicate over the facts in scope: of the entity, of
// the offers it operates, and for items of what is supplied to it.
func (a *Analyzer) attribute(t *law.AttrTest, e graph.EntityID) *value {
	out := &value{truth: proof.Open, node: &proof.Node{Rule: proof.AttributeTest, Entity: e, Name: t.Name, Text: t.Op, Class: join2(t.Values)}}
	stated, matched, may, unknown := false, false, false, false
	for _, o := range a.attributeScope(t.Name, e) {
		for _, f := range a.g.Facts(o.id) {
			if f.Name != t.Name || !a.concerns(f, t) {
				continue
			}
			n := &proof.Node{Rule: proof.Attribute, Value: proof.True, Entity: f.Entity, Name: f.Name, Text: f.Value, Other: f.At, Claims: f.Claims}
			if o.unknown && f.State == graph.InForce {
				if a.compare(t, f.Value) != proof.False {
					unknown = true
					out.node.Children = append(append(out.node.Children, n), o.nodes...)
				}
				continue
			}
			if f.State != graph.InForce {
				unknown = true
				n.Value = proof.Open
				out.node.Children = append(out.node.Children, n)
				continue
			}
			stated = true
			out.node.Children = append(out.node.Children, n)
			out.node.Children = append(out.node.Children, o.nodes...)
			switch a.compare(t, f.Value) {
			case proof.True:
				matched = true
			case proof.Open:
				may = may || !a.narrowed(t, e, f.Value)
			}
		}
	}
	closes := t.Name == "serviceType" || t.Name == "sector" || scalar(t)
	positive := proof.Open
	switch {
	case matched:
		positive = proof.True
	case may || unknown:
		out.leads = true
	case stated && closes:
		positive = proof.False
	}
	if negative(t.Op) {
		positive = positive.Not()
	}
	if t.Op == "known" && !stated && !unknown {
		positive = proof.Open
	}
	out.truth, out.node.Value = positive, positive
	switch out.truth {
	case proof.True:
		out.paths = [][]Step{nil} // what an entity does is no step of a path
		out.leads = false
		out.leg = a.laws.Vocabulary.Attributes[t.Name] != nil && a.laws.Vocabulary.Attributes[t.Name].Leads
	case proof.Open:
		out.missing = []Missing{{Kind: MissingAttribute, Entity: e, Name: t.Name, Op: t.Op, Codes: t.Values}}
	case proof.False:
		out.miss = a.attributeMiss(t, e, out.node)
	}
	return out
}

// narrowed reports a legal category of services of which a member is stated beside
// it: it says no more than that member, and leaves no other one open.
func (a *Analyzer) narrowed(t *law.AttrTest, e graph.EntityID, group string) bool {
	if t.Name != "serviceType" {
		return false
	}
	members := a.laws.Vocabulary.Services([]string{group})
	return slices.ContainsFunc(a.attributeScope(t.Name, e), func(o own) bool {
		return !o.unknown && slices.ContainsFunc(a.g.Facts(o.id), func(f *graph.Fact) bool {
			return f.Name == t.Name && f.State == graph.InForce && f.Value != group && slices.Contains(members, f.Value)
		})
	})
}

func join2(list []string) string {
	s := ""
	for i, x := range list {
		if i > 0 {
			s += " "
		}
		s += x
	}
	return s
}

func (a *Analyzer) attributeMiss(t *law.AttrTest, e graph.EntityID, n *proof.Node) *Miss {
	m := &Miss{Entity: e, Need: t.Name + ": " + join2(t.Values)}
	for _, c := range n.Children {
		if c.Rule == proof.Attribute {
			m.Claims = append(m.Claims, c.Claims...)
			if m.Have != "" {
				m.Have += ", "
			}
			m.Have += c.Text
		}
	}
	return m
}

// attributeScope lists what an attribute of the entity is read on.
func (a *Analyzer) attributeScope(name string, e graph.EntityID) []own {
	scope := a.mayOwn(e)
	if slices.Contains(itemAttributes, name) {
		for _, s := range a.suppliersOf(e) {
			scope = append(scope, own{id: s.party, steps: s.steps, nodes: s.nodes, unknown: s.unknown})
			if s.offer != "" {
				scope = append(scope, own{id: s.offer, steps: s.steps, nodes: s.nodes, unknown: s.unknown})
			}
		}
	}
	slices.SortStableFunc(scope, func(x, y own) int { // what is sure first: a second way to one party is left out
		switch {
		case x.unknown == y.unknown:
			return 0
		case y.unknown:
			return -1
		}
		return 1
	})
	seen := map[graph.EntityID]bool{}
	return slices.DeleteFunc(scope, func(o own) bool {
		dup := seen[o.id]
		seen[o.id] = true
		return dup
	})
}

// concerns reports a fact about the territory and period the test names.
func (a *Analyzer) concerns(f *graph.Fact, t *law.AttrTest) bool {
	if t.At != "" && f.At != "" {
		iso, _ := a.g.Place(f.At)
		if iso == "" || !a.placeIn(t.At, iso) {
			return false
		}
	}
	if t.At != "" && f.At == "" {
		return false
	}
	return t.Per == "" || f.Per == "" || f.Per == t.Per
}

// scalar reports a test of a number or truth value, which a stated value closes.
func scalar(t *law.AttrTest) bool {
	switch t.Op {
	case "gt", "ge", "lt", "le":
		return true
	}
	return len(t.Values) == 1 && (t.Values[0] == "true" || t.Values[0] == "false") || t.Op == "known"
}

func negative(op string) bool { return op == "ne" || op == "not-in" }

// compare reads one stated value against the test, ignoring its negation.
func (a *Analyzer) compare(t *law.AttrTest, have string) proof.Truth {
	switch t.Op {
	case "known":
		return truth(len(t.Values) == 0 || t.Values[0] == "true")
	case "gt", "ge", "lt", "le":
		return compareNumbers(t.Op, have, t.Values[0])
	}
	if b, ok := boolean(have); ok {
		if want, isBool := boolean(t.Values[0]); isBool {
			return truth(b == want)
		}
	}
	if have == "may" {
		return proof.Open
	}
	v := a.laws.Vocabulary
	switch t.Name {
	case "serviceType":
		return among(v.Services(t.Values), v.Services([]string{have}), have)
	case "sector":
		return sector(v, t.Values, have)
	case "supportLocation":
		for _, want := range t.Values {
			if v.Territories[want] != nil {
				iso, _ := a.g.Place(graph.EntityID(have))
				if iso == "" {
					iso = have
				}
				if have == want || a.placeIn(want, iso) {
					return proof.True
				}
			}
		}
	}
	return truth(slices.Contains(t.Values, have))
}

func truth(b bool) proof.Truth {
	if b {
		return proof.True
	}
	return proof.False
}

func boolean(s string) (value, ok bool) {
	switch s {
	case "true", "yes":
		return true, true
	case "false", "no":
		return false, true
	}
	return false, false
}

// among reads a service type or group against the wanted ones: inside is true,
// overlapping is open (a stated group may mean a member outside), else false.
func among(want, have []string, stated string) proof.Truth {
	if slices.Contains(want, stated) {
		return proof.True
	}
	if len(have) > 1 && slices.ContainsFunc(have, func(s string) bool { return slices.Contains(want, s) }) {
		return proof.Open
	}
	return proof.False
}

func sector(v *law.Vocabulary, want []string, have string) proof.Truth {
	out := proof.False
	for _, w := range want {
		g, group := v.SectorGroups[w]
		switch {
		case w == have, group && slices.Contains(g.In, have):
			return proof.True
		case group && slices.Contains(g.May, have):
			out = proof.Open
		}
	}
	return out
}

func compareNumbers(op, have, want string) proof.Truth {
	h, ok1 := new(big.Rat).SetString(have)
	w, ok2 := new(big.Rat).SetString(want)
	if !ok1 || !ok2 {
		return proof.Open
	}
	c := h.Cmp(w)
	switch op {
	case "gt":
		return truth(c > 0)
	case "ge":
		return truth(c >= 0)
	case "lt":
		return truth(c < 0)
	}
	return truth(c <= 0)
}
