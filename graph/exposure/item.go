package exposure

import (
	"slices"

	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/proof"
)

// itemAttributes are facts of what is supplied: they are read on the entity, and on
// whoever supplies it and with what.
var itemAttributes = []string{"itemOrigin", "itemContentShare", "itemClassification"}

// ofItems keeps, of the ways a row about items comes to the entity, those along which
// what is supplied is not known to be another item than the law asks for. That a
// product of one supplier is American says nothing of another's.
func (a *Analyzer) ofItems(r *law.Row, e graph.EntityID, paths [][]Step) [][]Step {
	var tests []*law.AttrTest
	for _, g := range append(slices.Clone(r.Gates), r.When) {
		tests = itemTests(g, tests)
	}
	if len(tests) == 0 {
		return paths
	}
	var out [][]Step
	for _, p := range paths {
		if !slices.ContainsFunc(tests, func(t *law.AttrTest) bool { return a.otherItem(t, e, p) }) {
			out = append(out, p)
		}
	}
	if len(out) == 0 {
		return paths
	}
	return out
}

// itemTests collects the tests of items that a condition cannot do without.
func itemTests(p *law.Predicate, out []*law.AttrTest) []*law.AttrTest {
	switch {
	case p == nil:
	case p.Attr != nil:
		if slices.Contains(itemAttributes, p.Attr.Name) {
			out = append(out, p.Attr)
		}
	default:
		for _, q := range p.All {
			out = itemTests(q, out)
		}
	}
	return out
}

// otherItem reports a way on which the fact is stated of someone before the entity,
// and of nobody as the test asks.
func (a *Analyzer) otherItem(t *law.AttrTest, e graph.EntityID, steps []Step) bool {
	stated := false
	for _, s := range steps {
		if s.From == e {
			continue // what it uses altogether
		}
		for _, f := range a.g.Facts(s.From) {
			if f.Name != t.Name || !a.concerns(f, t) {
				continue
			}
			if f.State != graph.InForce || (a.compare(t, f.Value) != proof.False) != negative(t.Op) {
				return false
			}
			stated = true
		}
	}
	return stated
}
