// Package view holds an answer as a graph: the entities and interests one answer
// rests on, as a dominikbraun/graph that encoders and other programs can walk.
//
// It is for answers, never for the store: at most [MaxEdges] edges, built once and
// not changed afterwards. The library allows one edge per ordered pair, so every
// interest between two parties stands in the Data of their edge. What the library
// lists in the order of its maps, this package lists sorted.
package view

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	digraph "github.com/dominikbraun/graph"

	"longarm/graph"
)

// MaxEdges bounds a view. A larger answer is cut by whoever asks, not here.
const MaxEdges = 10_000

// ErrTooLarge is returned for more than [MaxEdges] ordered pairs.
var ErrTooLarge = errors.New("the answer has more than 10000 edges; narrow the question")

// Node is one entity of the answer.
type Node struct {
	ID   graph.EntityID
	Kind graph.Kind
	Name string
	// Focus marks the entity the question is about.
	Focus bool
}

// Interest is one interest of the edge's source in its target.
type Interest struct {
	Code     graph.Interest
	Basis    graph.Basis
	Share    *graph.Share // nil for interests without a share
	Value    string       // detail in the source's words
	Claims   []graph.ClaimID
	Evidence graph.Evidence
}

// Step is one interest between two entities, as answers list them. Arrows go from
// the interested party to the subject.
type Step struct {
	From, To graph.EntityID
	Interest
}

// Edge is an ordered pair with all its interests, sorted by code, basis, value.
type Edge struct {
	From, To  graph.EntityID
	Interests []Interest
}

// View is the graph of one answer.
type View struct {
	nodes []Node
	edges []Edge
	graph digraph.Graph[graph.EntityID, Node]
}

// New builds a view. Steps between one pair become one edge; steps that repeat an
// interest with the same share and value are joined and keep the claims of all. A
// step whose end is among no node is an error, and so is a node given twice.
func New(nodes []Node, steps []Step) (*View, error) {
	v := &View{
		nodes: slices.Clone(nodes),
		edges: join(steps),
		graph: digraph.New(func(n Node) graph.EntityID { return n.ID }, digraph.Directed()),
	}
	slices.SortFunc(v.nodes, func(a, b Node) int { return cmp.Compare(a.ID, b.ID) })
	if len(v.edges) > MaxEdges {
		return nil, ErrTooLarge
	}
	for _, n := range v.nodes {
		if err := v.graph.AddVertex(n, digraph.VertexAttribute("label", n.Name), digraph.VertexAttribute("kind", string(n.Kind))); err != nil {
			return nil, fmt.Errorf("node %q: %w", n.ID, err)
		}
	}
	for _, e := range v.edges {
		if err := v.graph.AddEdge(e.From, e.To, digraph.EdgeData(e.Interests)); err != nil {
			return nil, fmt.Errorf("edge from %q to %q: %w", e.From, e.To, err)
		}
	}
	return v, nil
}

func join(steps []Step) []Edge {
	type pair struct{ from, to graph.EntityID }
	byPair := map[pair][]Interest{}
	for _, s := range steps {
		p := pair{s.From, s.To}
		i := slices.IndexFunc(byPair[p], func(have Interest) bool { return have.same(s.Interest) })
		if i < 0 {
			s.Claims = slices.Clone(s.Claims)
			slices.Sort(s.Claims)
			byPair[p] = append(byPair[p], s.Interest)
			continue
		}
		have := &byPair[p][i]
		have.Claims = append(have.Claims, s.Claims...)
		slices.Sort(have.Claims)
		have.Claims = slices.Compact(have.Claims)
		have.Evidence = min(have.Evidence, s.Evidence)
	}
	edges := make([]Edge, 0, len(byPair))
	for p, list := range byPair {
		slices.SortFunc(list, compareInterests)
		edges = append(edges, Edge{From: p.from, To: p.to, Interests: list})
	}
	slices.SortFunc(edges, func(a, b Edge) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	return edges
}

func (i Interest) same(o Interest) bool {
	if i.Code != o.Code || i.Basis != o.Basis || i.Value != o.Value || (i.Share == nil) != (o.Share == nil) {
		return false
	}
	return i.Share == nil || *i.Share == *o.Share
}

func compareInterests(a, b Interest) int {
	share := func(i Interest) graph.Share {
		if i.Share == nil {
			return graph.Share{}
		}
		return *i.Share
	}
	x, y := share(a), share(b)
	return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.Basis, b.Basis), cmp.Compare(a.Value, b.Value),
		cmp.Compare(x.Min, y.Min), cmp.Compare(x.Max, y.Max))
}

// Nodes lists the entities, sorted by id. The caller must not change the slice.
func (v *View) Nodes() []Node { return v.nodes }

// Edges lists the ordered pairs, sorted by source, then target. The caller must
// not change the slice.
func (v *View) Edges() []Edge { return v.edges }

// Directed returns the view as a directed graph of the library: entity ids as
// hashes, []Interest as the Data of each edge. Its own lists follow the order of
// maps; [View.Nodes] and [View.Edges] are sorted. Vertices must not be removed.
func (v *View) Directed() digraph.Graph[graph.EntityID, Node] { return v.graph }
