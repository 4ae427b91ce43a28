package view

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	digraph "github.com/dominikbraun/graph"
	"github.com/google/go-cmp/cmp"

	"longarm/graph"
)

func share(p int) *graph.Share {
	s := graph.Exact(graph.WholePercent(p))
	return &s
}

// ladder is what one company holds in another (capital, votes, a board seat), with a
// holding of the company's own shares and an owner above.
func ladder() ([]Node, []Step) {
	nodes := []Node{{ID: "b", Kind: graph.Company, Name: "B", Focus: true}, {ID: "a", Kind: graph.Company, Name: "A"}, {ID: "p", Kind: graph.Person, Name: "P"}}
	steps := []Step{
		{"a", "b", Interest{Code: graph.VotingRights, Basis: graph.Votes, Share: share(30), Claims: []graph.ClaimID{"s3"}, Evidence: graph.High}},
		{"a", "b", Interest{Code: graph.Shareholding, Basis: graph.Capital, Share: share(25), Claims: []graph.ClaimID{"s2"}, Evidence: graph.High}},
		{"a", "b", Interest{Code: graph.Shareholding, Basis: graph.Capital, Share: share(25), Claims: []graph.ClaimID{"s1", "s2"}, Evidence: graph.Low}},
		{"a", "b", Interest{Code: graph.AppointmentOfBoard, Value: "1 of 7", Claims: []graph.ClaimID{"s4"}}},
		{"p", "a", Interest{Code: graph.Shareholding, Basis: graph.Capital, Share: share(60), Claims: []graph.ClaimID{"s5"}}},
		{"a", "a", Interest{Code: graph.Shareholding, Basis: graph.Capital, Share: share(2), Claims: []graph.ClaimID{"s6"}}},
	}
	return nodes, steps
}

func TestOneEdgePerOrderedPair(t *testing.T) {
	nodes, steps := ladder()
	v, err := New(nodes, steps)
	if err != nil {
		t.Fatal(err)
	}
	want := []Edge{
		{"a", "a", []Interest{{Code: graph.Shareholding, Basis: graph.Capital, Share: share(2), Claims: []graph.ClaimID{"s6"}}}},
		{"a", "b", []Interest{
			{Code: graph.AppointmentOfBoard, Value: "1 of 7", Claims: []graph.ClaimID{"s4"}},
			{Code: graph.Shareholding, Basis: graph.Capital, Share: share(25), Claims: []graph.ClaimID{"s1", "s2"}, Evidence: graph.Low}, // joined, the weaker evidence
			{Code: graph.VotingRights, Basis: graph.Votes, Share: share(30), Claims: []graph.ClaimID{"s3"}, Evidence: graph.High},
		}},
		{"p", "a", []Interest{{Code: graph.Shareholding, Basis: graph.Capital, Share: share(60), Claims: []graph.ClaimID{"s5"}}}},
	}
	if d := cmp.Diff(want, v.Edges()); d != "" {
		t.Errorf("edges (-want +got):\n%s", d)
	}
	var ids []graph.EntityID
	for _, n := range v.Nodes() {
		ids = append(ids, n.ID)
	}
	if d := cmp.Diff([]graph.EntityID{"a", "b", "p"}, ids); d != "" {
		t.Errorf("nodes are not sorted (-want +got):\n%s", d)
	}
}

func TestDirectedIsTheLibrarysGraph(t *testing.T) {
	nodes, steps := ladder()
	v, err := New(nodes, steps)
	if err != nil {
		t.Fatal(err)
	}
	path, err := digraph.ShortestPath(v.Directed(), "p", "b")
	if err != nil || !cmp.Equal(path, []graph.EntityID{"p", "a", "b"}) {
		t.Errorf("shortest path %v, %v", path, err)
	}
	e, err := v.Directed().Edge("a", "b")
	if err != nil {
		t.Fatal(err)
	}
	if list, ok := e.Properties.Data.([]Interest); !ok || len(list) != 3 {
		t.Errorf("the edge's Data is %v, want its three interests", e.Properties.Data)
	}
}

func TestOrderOfInputDoesNotMatter(t *testing.T) {
	nodes, steps := ladder()
	want, err := New(nodes, steps)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		r.Shuffle(len(nodes), func(i, j int) { nodes[i], nodes[j] = nodes[j], nodes[i] })
		r.Shuffle(len(steps), func(i, j int) { steps[i], steps[j] = steps[j], steps[i] })
		got, err := New(nodes, steps)
		if err != nil {
			t.Fatal(err)
		}
		if !cmp.Equal(want.Edges(), got.Edges()) || !cmp.Equal(want.Nodes(), got.Nodes()) {
			t.Fatal("another order of the input gives another view")
		}
	}
}

func TestWhatIsRefused(t *testing.T) {
	if _, err := New([]Node{{ID: "a"}}, []Step{{From: "a", To: "b"}}); err == nil {
		t.Error("a step to nobody is accepted")
	}
	if _, err := New([]Node{{ID: "a"}, {ID: "a"}}, nil); err == nil {
		t.Error("a node given twice is accepted")
	}
	nodes := []Node{{ID: "hub"}}
	var steps []Step
	for i := range MaxEdges + 1 {
		id := graph.EntityID(fmt.Sprintf("n%d", i))
		nodes = append(nodes, Node{ID: id})
		steps = append(steps, Step{From: id, To: "hub"})
	}
	if _, err := New(nodes, steps); !errors.Is(err, ErrTooLarge) {
		t.Errorf("%d edges: %v, want ErrTooLarge", len(steps), err)
	}
}
