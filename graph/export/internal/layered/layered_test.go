package layered

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// chart makes a graph as company charts are: mostly a tree, some parties with several
// holders, now and then a ring.
func chart(r *rand.Rand, n int, more float64) ([]Node, []Edge) {
	nodes := make([]Node, n)
	var edges []Edge
	for i := range nodes {
		nodes[i] = Node{W: 90 + float64(r.IntN(80)), H: 34 + 14*float64(r.IntN(3))}
		if i == 0 {
			continue
		}
		e := Edge{From: i, To: max(0, i-1-r.IntN(min(i, 2+n/8))), Bus: 1}
		if r.IntN(3) > 0 {
			e.LabelW, e.LabelH = 30+float64(r.IntN(50)), 14
		}
		edges = append(edges, e)
	}
	for range int(more * float64(n)) {
		a, b := r.IntN(n), r.IntN(n)
		if a < b && r.IntN(8) > 0 {
			a, b = b, a
		}
		edges = append(edges, Edge{From: a, To: b, LabelW: 40, LabelH: 14, Bus: r.IntN(3)})
	}
	return nodes, edges
}

// TestNothingOverlaps holds every drawing to what a reader relies on: no box on
// another, no label on a box or another label, every line from box to box at right
// angles.
func TestNothingOverlaps(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 7))
		nodes, edges := chart(r, 2+r.IntN(60), 0.3)
		d := Layout(nodes, edges, Defaults())
		check(t, fmt.Sprint("seed ", seed), nodes, edges, d)
	}
}

type rect struct{ x1, y1, x2, y2 float64 }

func (a rect) hits(b rect) bool {
	const slack = 0.5
	return a.x1 < b.x2-slack && b.x1 < a.x2-slack && a.y1 < b.y2-slack && b.y1 < a.y2-slack
}

func check(t *testing.T, name string, nodes []Node, edges []Edge, d *Drawing) {
	t.Helper()
	var boxes []rect
	for i, p := range d.Nodes {
		boxes = append(boxes, rect{p.X, p.Y, p.X + nodes[i].W, p.Y + nodes[i].H})
	}
	var labels []rect
	for i, e := range edges {
		if e.LabelW > 0 {
			l := d.Routes[i].Label
			labels = append(labels, rect{l.X - e.LabelW/2, l.Y - e.LabelH/2, l.X + e.LabelW/2, l.Y + e.LabelH/2})
		}
	}
	for i, a := range boxes {
		if a.x1 < 0 || a.y1 < 0 || a.x2 > d.W || a.y2 > d.H {
			t.Errorf("%s: node %d lies outside the drawing", name, i)
		}
		for j, b := range boxes[:i] {
			if a.hits(b) {
				t.Errorf("%s: nodes %d and %d overlap", name, i, j)
			}
		}
		for j, b := range labels {
			if a.hits(b) {
				t.Errorf("%s: label %d lies on node %d", name, j, i)
			}
		}
	}
	for i, a := range labels {
		for j, b := range labels[:i] {
			if a.hits(b) {
				t.Errorf("%s: labels %d and %d overlap", name, i, j)
			}
		}
	}
	for i, e := range edges {
		p := d.Routes[i].Points
		if len(p) < 2 {
			t.Fatalf("%s: edge %d has no line", name, i)
		}
		touches := func(q Point, b rect) bool {
			return q.X >= b.x1-1 && q.X <= b.x2+1 && (math.Abs(q.Y-b.y1) < 1 || math.Abs(q.Y-b.y2) < 1 || math.Abs(q.X-b.x2) < 1)
		}
		if !touches(p[0], boxes[e.From]) || !touches(p[len(p)-1], boxes[e.To]) {
			t.Errorf("%s: edge %d does not run from its source to its target", name, i)
		}
		for k := 1; k < len(p); k++ {
			if math.Abs(p[k].X-p[k-1].X) > near && p[k].Y != p[k-1].Y {
				t.Errorf("%s: edge %d runs aslant: %v to %v", name, i, p[k-1], p[k])
			}
			s := rect{min(p[k].X, p[k-1].X), min(p[k].Y, p[k-1].Y), max(p[k].X, p[k-1].X), max(p[k].Y, p[k-1].Y)}
			for j, b := range boxes {
				if j == e.From || j == e.To {
					continue
				}
				if s.x1 < b.x2-0.5 && b.x1+0.5 < s.x2+0.001 && s.y1 < b.y2-0.5 && b.y1+0.5 < s.y2+0.001 {
					t.Errorf("%s: edge %d runs through node %d", name, i, j)
				}
			}
		}
	}
}

// TestLongRowsAreSplit lays out a party with two hundred others below it.
func TestLongRowsAreSplit(t *testing.T) {
	nodes := slices.Repeat([]Node{{W: 120, H: 40}}, 201)
	var edges []Edge
	for i := 1; i < len(nodes); i++ {
		edges = append(edges, Edge{From: 0, To: i, Bus: 1, LabelW: 40, LabelH: 14})
	}
	d := Layout(nodes, edges, Defaults())
	check(t, "two hundred", nodes, edges, d)
	one := Defaults()
	one.Row = 0
	if whole := Layout(nodes, edges, one).W; d.W > 0.6*whole {
		t.Errorf("%v wide, of %v in one row", d.W, whole)
	}
}

func TestSameGraphSameDrawing(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 7))
	nodes, edges := chart(r, 80, 0.4)
	first := Layout(nodes, edges, Defaults())
	for range 3 {
		if !reflect.DeepEqual(first, Layout(nodes, edges, Defaults())) {
			t.Fatal("a second layout differs")
		}
	}
}

func TestTreeHasNoCrossing(t *testing.T) {
	for seed := range uint64(20) {
		nodes, edges := chart(rand.New(rand.NewPCG(seed, 1)), 60, 0)
		if d := Layout(nodes, edges, Defaults()); d.Crossings != 0 {
			t.Errorf("seed %d: %d crossings in a tree", seed, d.Crossings)
		}
	}
}

func TestHoldersStandAboveWhatTheyHold(t *testing.T) {
	nodes := []Node{{W: 80, H: 30}, {W: 80, H: 30}, {W: 80, H: 30}, {W: 120, H: 60, Top: true}}
	edges := []Edge{{From: 1, To: 0}, {From: 2, To: 1}, {From: 3, To: 0}}
	d := Layout(nodes, edges, Defaults())
	for _, e := range edges {
		if d.Nodes[e.From].Y+nodes[e.From].H >= d.Nodes[e.To].Y {
			t.Errorf("%d does not stand above %d", e.From, e.To)
		}
	}
	if d.Nodes[3].Y > d.Nodes[2].Y {
		t.Error("what wants to stand on top does not")
	}
}

func TestOddGraphs(t *testing.T) {
	for name, c := range map[string]struct {
		n     int
		edges []Edge
	}{
		"nothing":       {0, nil},
		"one":           {1, nil},
		"loop":          {1, []Edge{{LabelW: 30, LabelH: 12}}},
		"two rings":     {4, []Edge{{From: 0, To: 1}, {From: 1, To: 0}, {From: 2, To: 3}, {From: 3, To: 2}}},
		"parallel":      {2, []Edge{{From: 0, To: 1}, {From: 0, To: 1}, {From: 0, To: 1, LabelW: 40, LabelH: 12}}},
		"both ways":     {2, []Edge{{From: 0, To: 1, LabelW: 40, LabelH: 12}, {From: 1, To: 0, LabelW: 40, LabelH: 12}}},
		"strangers":     {5, nil},
		"complete ring": {3, []Edge{{From: 0, To: 1}, {From: 1, To: 2}, {From: 2, To: 0}}},
	} {
		t.Run(name, func(t *testing.T) {
			nodes := slices.Repeat([]Node{{W: 60, H: 30}}, c.n)
			check(t, name, nodes, c.edges, Layout(nodes, c.edges, Defaults()))
		})
	}
}

func BenchmarkLayout(b *testing.B) {
	for _, n := range []int{60, 300, 1000} {
		nodes, edges := chart(rand.New(rand.NewPCG(5, uint64(n))), n, 0.25)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				Layout(nodes, edges, Defaults())
			}
		})
	}
}
