// Package view holds an answer as a graph: the parties, laws and interests one
// answer rests on, as a dominikbraun/graph that encoders and other programs can
// walk.
//
// It is for answers, never for the store: at most [MaxEdges] edges, built once and
// not changed afterwards. The library allows one edge per ordered pair, so every
// interest between two parties, and every way a law reaches one, stands in the Data
// of their edge. What the library lists in the order of its maps, this package
// lists sorted.
//
// A view is complete: names, labels, dates and citations are in the language of the
// answer, so that an encoder needs neither the data nor a catalogue of messages. It
// computes no verdict. [View.Folded] makes of it what fits on a page.
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

// Content is what a view is made of. All words are in the language Lang.
type Content struct {
	Lang     string // "en" or "fr"
	Question string // reach, owners, neighbourhood or all
	Title    string // "Bleu: which laws reach it"
	Subtitle string // who it is, in a line; may be empty
	Summary  string // the answer in a sentence or two; may be empty
	AsOf     graph.Date
	Focus    NodeID
	Nodes    []Node
	Edges    []Edge // several of one ordered pair are joined
	Claims   []Claim
	Sources  []Source
	Notes    []string // remarks on the data and the drawing, in the order told
	// Disclaimer is printed with every picture.
	Disclaimer string
	Page       bool // made by [View.Folded]
	// Words are the fixed words an encoder needs, by key: see [View.Word].
	Words map[string]string
}

// View is the graph of one answer.
type View struct {
	Content
	index map[NodeID]int
	graph digraph.Graph[NodeID, Node]
}

// New builds a view. Edges of one ordered pair become one edge; interests that
// repeat another with the same share, value and voice are joined and keep the claims
// of all. An edge whose end is among no node is an error, and so are a node given
// twice and an absent focus.
func New(c Content) (*View, error) {
	c.Nodes, c.Edges = slices.Clone(c.Nodes), join(c.Edges)
	c.Claims, c.Sources = slices.Clone(c.Claims), slices.Clone(c.Sources)
	v := &View{Content: c, index: make(map[NodeID]int, len(c.Nodes)),
		graph: digraph.New(func(n Node) NodeID { return n.ID }, digraph.Directed())}
	slices.SortFunc(v.Content.Nodes, func(a, b Node) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(v.Content.Claims, func(a, b Claim) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(v.Content.Sources, func(a, b Source) int { return cmp.Compare(a.ID, b.ID) })
	if len(v.Content.Edges) > MaxEdges {
		return nil, ErrTooLarge
	}
	for i, n := range v.Content.Nodes {
		if err := v.graph.AddVertex(n, digraph.VertexAttribute("label", n.Name), digraph.VertexAttribute("kind", string(n.Kind))); err != nil {
			return nil, fmt.Errorf("node %q: %w", n.ID, err)
		}
		v.index[n.ID] = i
	}
	for _, e := range v.Content.Edges {
		if err := v.graph.AddEdge(e.From, e.To, digraph.EdgeData(e)); err != nil {
			return nil, fmt.Errorf("edge from %q to %q: %w", e.From, e.To, err)
		}
	}
	if _, ok := v.index[c.Focus]; !ok && c.Focus != "" {
		return nil, fmt.Errorf("the view is about %q, which is no node of it", c.Focus)
	}
	return v, nil
}

// Nodes lists the nodes, sorted by id. The caller must not change the slice.
func (v *View) Nodes() []Node { return v.Content.Nodes }

// Edges lists the ordered pairs, sorted by source, then target. The caller must
// not change the slice.
func (v *View) Edges() []Edge { return v.Content.Edges }

// Node returns the node with the id, or nil. The caller must not change it.
func (v *View) Node(id NodeID) *Node {
	if i, ok := v.index[id]; ok {
		return &v.Content.Nodes[i]
	}
	return nil
}

// Index returns where in [View.Nodes] the node stands, or -1.
func (v *View) Index(id NodeID) int {
	if i, ok := v.index[id]; ok {
		return i
	}
	return -1
}

// Claim returns the claim with the id, or nil.
func (v *View) Claim(id graph.ClaimID) *Claim {
	i, ok := slices.BinarySearchFunc(v.Claims, id, func(c Claim, id graph.ClaimID) int { return cmp.Compare(c.ID, id) })
	if !ok {
		return nil
	}
	return &v.Claims[i]
}

// Source returns the source with the id and its number, counted from 1 in the order
// of ids, or nil and 0.
func (v *View) Source(id graph.SourceID) (*Source, int) {
	i, ok := slices.BinarySearchFunc(v.Sources, id, func(s Source, id graph.SourceID) int { return cmp.Compare(s.ID, id) })
	if !ok {
		return nil, 0
	}
	return &v.Sources[i], i + 1
}

// Word returns a fixed word by its key, in the language of the view, or the key
// when there is none. Keys are listed in [Keys].
func (v *View) Word(key string) string {
	if s, ok := v.Words[key]; ok {
		return s
	}
	return key
}

// Dated says as of which day the view stands, in its language: "as of 2024-01-31".
func (v *View) Dated() string {
	if s, ok := v.Words["dated"]; ok {
		return s
	}
	return v.Word("as-of") + " " + v.AsOf.String()
}

// Directed returns the view as a directed graph of the library: node ids as hashes,
// an [Edge] as the Data of each edge. Its own lists follow the order of maps;
// [View.Nodes] and [View.Edges] are sorted. Vertices must not be removed.
func (v *View) Directed() digraph.Graph[NodeID, Node] { return v.graph }
