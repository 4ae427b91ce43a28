package exposure

import (
	"slices"

	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/ownership"
	"longarm/graph/proof"
)

// maxPaths bounds the alternatives kept for one condition; the strongest come
// first.
const maxPaths = 12

// value is a condition read on an entity: its truth over worlds, why, and what an
// explanation needs.
type value struct {
	truth    proof.Truth
	node     *proof.Node
	paths    [][]Step // true, or open and leading: the steps that are stated
	leads    bool     // open: some statement leads toward it
	leg      bool     // true: by a statement toward a territory, class or list, never "any"
	abroad   bool     // open: of a party's ties one is stated and does not fit
	byLaw    bool     // open because arguable readings of the law disagree
	missing  []Missing
	miss     *Miss // how near, when not true
	closed   []graph.ClaimID
	presumed []string                 // lists nobody is presumed to be on
	ways     func() [][]Step          // when set, the paths of a leg, told when asked
	firm     law.Confidence           // of a carried row: how firmly it is carried here; empty: as the row
	readings []ownership.ReadingValue // of a threshold test
}

func decided(t proof.Truth, n *proof.Node) *value {
	n.Value = t
	return &value{truth: t, node: n}
}

// all is the least of its parts. An open conjunction leads when each open part
// leads, or when a part that holds is itself a stated leg.
func all(parts []*value) *value {
	out := &value{truth: proof.True, node: &proof.Node{Rule: proof.All}, leads: true, paths: [][]Step{nil}}
	for _, p := range parts {
		out.truth = min(out.truth, p.truth)
		out.node.Children = append(out.node.Children, p.node)
		out.presumed = append(out.presumed, p.presumed...)
	}
	out.node.Value = out.truth
	leg := false
	for _, p := range parts {
		switch {
		case p.truth == proof.True:
			leg = leg || p.leg
			out.paths = join(out.paths, p.paths)
		case p.truth == proof.False && out.truth == proof.False:
			out.closed = append(out.closed, p.closed...)
			out.miss = nearer(out.miss, p.miss)
		case p.truth == proof.Open && out.truth == proof.Open:
			out.leads = out.leads && p.leads
			out.byLaw = out.byLaw || p.byLaw
			out.missing = append(out.missing, p.missing...)
			out.miss = nearer(out.miss, p.miss)
			out.paths = join(out.paths, p.paths)
		}
	}
	out.leads = out.truth == proof.Open && (out.leads || leg)
	out.leg = out.truth == proof.True && leg
	if out.truth == proof.False {
		out.paths = nil
		onlyFalse(out.node)
	}
	return out
}

// onlyFalse keeps of a false conjunction the parts that make it false: one would
// do, all are shown.
func onlyFalse(n *proof.Node) {
	n.Children = slices.DeleteFunc(slices.Clone(n.Children), func(c *proof.Node) bool { return c.Value != proof.False })
}

// anyOf is the greatest of its parts.
func anyOf(parts []*value) *value {
	out := &value{truth: proof.False, node: &proof.Node{Rule: proof.Any}}
	for _, p := range parts {
		out.truth = max(out.truth, p.truth)
		out.presumed = append(out.presumed, p.presumed...)
	}
	out.node.Value = out.truth
	for _, p := range parts {
		if out.truth != proof.True || p.truth == proof.True {
			out.node.Children = append(out.node.Children, p.node)
		}
		switch {
		case p.truth == proof.True:
			out.leg = out.leg || p.leg
			out.paths = append(out.paths, p.paths...)
		case p.truth == proof.Open && out.truth == proof.Open:
			out.leads = out.leads || p.leads
			out.byLaw = out.byLaw || p.byLaw
			if p.leads {
				out.paths = append(out.paths, p.paths...)
			}
			out.miss = nearer(out.miss, p.miss)
		case p.truth == proof.False && out.truth != proof.True:
			out.closed = append(out.closed, p.closed...)
			out.miss = nearer(out.miss, p.miss)
		}
	}
	if out.truth == proof.Open {
		for _, p := range parts {
			if p.truth == proof.Open && (p.leads || !out.leads) {
				out.missing = append(out.missing, p.missing...)
			}
		}
	}
	out.paths = strongest(out.paths)
	return out
}

// not swaps true and false. What made the part true is how near its negation is.
func not(p *value) *value {
	out := &value{truth: p.truth.Not(), node: &proof.Node{Rule: proof.Not, Children: []*proof.Node{p.node}},
		leads: p.leads, byLaw: p.byLaw, missing: p.missing, closed: p.closed, presumed: p.presumed}
	out.node.Value = out.truth
	if out.truth == proof.True {
		out.paths = [][]Step{nil}
	}
	return out
}

// join crosses two lists of alternatives, bounded.
func join(a, b [][]Step) [][]Step {
	if len(b) == 0 {
		return a
	}
	var out [][]Step
	for _, x := range a {
		for _, y := range b {
			if len(out) == maxPaths {
				return out
			}
			out = append(out, appendSteps(x, y))
		}
	}
	return out
}

// appendSteps concatenates without repeating a step.
func appendSteps(x, y []Step) []Step {
	if len(x)+len(y) > manySteps {
		return appendManySteps(x, y)
	}
	out := slices.Clone(x)
	for _, s := range y {
		if !slices.ContainsFunc(out, func(t Step) bool { return t.From == s.From && t.To == s.To && t.Interest == s.Interest }) {
			out = append(out, s)
		}
	}
	return out
}

// manySteps is from how many steps they are looked up instead of compared.
const manySteps = 24

func appendManySteps(x, y []Step) []Step {
	type key struct {
		from, to graph.EntityID
		interest graph.Interest
	}
	out := make([]Step, len(x), len(x)+len(y))
	copy(out, x)
	seen := make(map[key]bool, len(x)+len(y))
	for _, s := range x {
		seen[key{s.From, s.To, s.Interest}] = true
	}
	for _, s := range y {
		if k := (key{s.From, s.To, s.Interest}); !seen[k] {
			seen[k] = true
			out = append(out, s)
		}
	}
	return out
}

// strongest sorts alternatives by the evidence of their weakest step, then by
// length, then by their entities, and keeps the first few.
func strongest(paths [][]Step) [][]Step {
	slices.SortStableFunc(paths, func(a, b []Step) int {
		if d := int(weakest(b)) - int(weakest(a)); d != 0 {
			return d
		}
		if d := len(a) - len(b); d != 0 {
			return d
		}
		return compareSteps(a, b)
	})
	paths = slices.CompactFunc(paths, func(a, b []Step) bool { return compareSteps(a, b) == 0 })
	return paths[:min(len(paths), maxPaths)]
}

func compareSteps(a, b []Step) int {
	return slices.CompareFunc(a, b, func(s, t Step) int {
		for _, d := range []int{cmpString(s.From, t.From), cmpString(s.To, t.To), cmpString(s.Interest, t.Interest)} {
			if d != 0 {
				return d
			}
		}
		return 0
	})
}

func cmpString[S ~string](a, b S) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// weakest is the evidence of the weakest step; a path without steps is High.
func weakest(steps []Step) graph.Evidence {
	e := graph.High
	for _, s := range steps {
		if s.Evidence != 0 {
			e = min(e, s.Evidence)
		}
	}
	return e
}

func step(l *graph.Link) Step {
	s := Step{From: l.Holder, To: l.Subject, Interest: l.Interest, Value: l.Value, Claims: l.Claims, Evidence: l.Evidence}
	if l.Interest.CarriesShare() {
		share := l.Share
		s.Share = &share
	}
	return s
}
