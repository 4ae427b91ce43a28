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

func one(from, to NodeID, i Interest) Edge {
	return Edge{From: from, To: to, Interests: []Interest{i}}
}

// ladder is what one company holds in another (capital, votes, a board seat), with a
// holding of the company's own shares and an owner above.
func ladder() Content {
	return Content{
		Focus: "b",
		Nodes: []Node{{ID: "b", Kind: graph.Company, Name: "B", Focus: true}, {ID: "a", Kind: graph.Company, Name: "A"}, {ID: "p", Kind: graph.Person, Name: "P"}},
		Edges: []Edge{
			one("a", "b", Interest{Code: graph.VotingRights, Basis: graph.Votes, Share: share(30), Label: "30 % votes", Claims: []graph.ClaimID{"s3"}, Evidence: graph.High}),
			one("a", "b", Interest{Code: graph.Shareholding, Basis: graph.Capital, Share: share(25), Label: "25 %", Claims: []graph.ClaimID{"s2"}, Evidence: graph.High}),
			one("a", "b", Interest{Code: graph.Shareholding, Basis: graph.Capital, Share: share(25), Label: "25 %", Claims: []graph.ClaimID{"s1", "s2"}, Evidence: graph.Low}),
			one("a", "b", Interest{Code: graph.AppointmentOfBoard, Value: "1 of 7", Label: "board", Claims: []graph.ClaimID{"s4"}}),
			one("p", "a", Interest{Code: graph.Shareholding, Basis: graph.Capital, Share: share(60), Claims: []graph.ClaimID{"s5"}}),
			one("a", "a", Interest{Code: graph.Shareholding, Basis: graph.Capital, Share: share(2), Claims: []graph.ClaimID{"s6"}}),
		},
	}
}

func TestOneEdgePerOrderedPair(t *testing.T) {
	v, err := New(ladder())
	if err != nil {
		t.Fatal(err)
	}
	want := []Edge{
		{From: "a", To: "a", Interests: []Interest{{Code: graph.Shareholding, Basis: graph.Capital, Share: share(2), Claims: []graph.ClaimID{"s6"}}}, Labels: []string{""}},
		{From: "a", To: "b", Interests: []Interest{
			{Code: graph.AppointmentOfBoard, Value: "1 of 7", Label: "board", Claims: []graph.ClaimID{"s4"}},
			{Code: graph.Shareholding, Basis: graph.Capital, Share: share(25), Label: "25 %", Claims: []graph.ClaimID{"s1", "s2"}, Evidence: graph.Low}, // joined, the weaker evidence
			{Code: graph.VotingRights, Basis: graph.Votes, Share: share(30), Label: "30 % votes", Claims: []graph.ClaimID{"s3"}, Evidence: graph.High},
		}, Labels: []string{"25 %, 30 % votes", "board"}},
		{From: "p", To: "a", Interests: []Interest{{Code: graph.Shareholding, Basis: graph.Capital, Share: share(60), Claims: []graph.ClaimID{"s5"}}}, Labels: []string{""}},
	}
	if d := cmp.Diff(want, v.Edges()); d != "" {
		t.Errorf("edges (-want +got):\n%s", d)
	}
	var ids []NodeID
	for _, n := range v.Nodes() {
		ids = append(ids, n.ID)
	}
	if d := cmp.Diff([]NodeID{"a", "b", "p"}, ids); d != "" {
		t.Errorf("nodes are not sorted (-want +got):\n%s", d)
	}
	if got := v.Edges()[1].Families(); !cmp.Equal(got, []Family{Ownership, Control}) {
		t.Errorf("families %v", got)
	}
}

func TestVotesThatSayWhatTheCapitalSays(t *testing.T) {
	c := ladder()
	c.Edges = []Edge{
		one("a", "b", Interest{Code: graph.Shareholding, Basis: graph.Capital, Share: share(25), Label: "25 %"}),
		one("a", "b", Interest{Code: graph.VotingRights, Basis: graph.Votes, Share: share(25), Label: "25 % votes"}),
	}
	v, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	if got := v.Edges()[0].Labels[0]; got != "25 %" {
		t.Errorf("the line says %q, want the share once", got)
	}
}

func TestDirectedIsTheLibrarysGraph(t *testing.T) {
	v, err := New(ladder())
	if err != nil {
		t.Fatal(err)
	}
	path, err := digraph.ShortestPath(v.Directed(), "p", "b")
	if err != nil || !cmp.Equal(path, []NodeID{"p", "a", "b"}) {
		t.Errorf("shortest path %v, %v", path, err)
	}
	e, err := v.Directed().Edge("a", "b")
	if err != nil {
		t.Fatal(err)
	}
	if data, ok := e.Properties.Data.(Edge); !ok || len(data.Interests) != 3 {
		t.Errorf("the edge's Data is %v, want its three interests", e.Properties.Data)
	}
}

func TestOrderOfInputDoesNotMatter(t *testing.T) {
	c := ladder()
	want, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		r.Shuffle(len(c.Nodes), func(i, j int) { c.Nodes[i], c.Nodes[j] = c.Nodes[j], c.Nodes[i] })
		r.Shuffle(len(c.Edges), func(i, j int) { c.Edges[i], c.Edges[j] = c.Edges[j], c.Edges[i] })
		got, err := New(c)
		if err != nil {
			t.Fatal(err)
		}
		if !cmp.Equal(want.Edges(), got.Edges()) || !cmp.Equal(want.Nodes(), got.Nodes()) {
			t.Fatal("another order of the input gives another view")
		}
	}
}

func TestWhatIsRefused(t *testing.T) {
	if _, err := New(Content{Nodes: []Node{{ID: "a"}}, Edges: []Edge{{From: "a", To: "b"}}}); err == nil {
		t.Error("an edge to nobody is accepted")
	}
	if _, err := New(Content{Nodes: []Node{{ID: "a"}, {ID: "a"}}}); err == nil {
		t.Error("a node given twice is accepted")
	}
	if _, err := New(Content{Nodes: []Node{{ID: "a"}}, Focus: "b"}); err == nil {
		t.Error("a focus that is no node is accepted")
	}
	c := Content{Nodes: []Node{{ID: "hub"}}}
	for i := range MaxEdges + 1 {
		id := NodeID(fmt.Sprintf("n%d", i))
		c.Nodes = append(c.Nodes, Node{ID: id})
		c.Edges = append(c.Edges, Edge{From: id, To: "hub"})
	}
	if _, err := New(c); !errors.Is(err, ErrTooLarge) {
		t.Errorf("%d edges: %v, want ErrTooLarge", len(c.Edges), err)
	}
}

func TestNoEntityPassesForALaw(t *testing.T) {
	if EntityNode("law:us-cloud-act") == LawNode("us-cloud-act") {
		t.Error("an entity whose id looks like a law's takes the law's node")
	}
	if EntityNode("bleu") != "bleu" {
		t.Error("an entity's node has the entity's id")
	}
}
