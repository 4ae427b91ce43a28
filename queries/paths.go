package queries

import (
	"cmp"
	"encoding/json"
	"math/big"
	"math/bits"
	"slices"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/ownership/register"
)

// defaultPaths is how many paths are listed unless more are asked for.
const defaultPaths = 10

// PathsResult answers "by which paths does one party hold, control or supply
// another".
type PathsResult struct {
	Header
	From      EntityBrief `json:"from"`
	To        EntityBrief `json:"to"`
	Paths     []WayPath   `json:"paths"`     // strongest first: by strength, then steps, then ids
	Truncated bool        `json:"truncated"` // there are more paths
	// Count is the number of simple paths: exact when CountExact, which it is where
	// nothing between the two is on a cycle, else at least that many.
	Count      json.Number `json:"count"`
	CountExact bool        `json:"count_exact"`
}

// WayPath is one simple path. Strength is the product of the most its shares can
// be, a step without a share counting 100 %. Of several links from one entity to
// another a step is the strongest, of those capital before votes: a path is told
// once, however many bases its links are stated in.
type WayPath struct {
	Steps    []exposure.Step `json:"steps"`
	Strength graph.Percent   `json:"strength"`
	Evidence graph.Evidence  `json:"evidence"` // of the weakest step
}

var pathsQuery = Query{
	Name: "paths", Args: []string{"FROM", "TO"},
	Doc: "the strongest ownership, control and technology paths between two entities",
	Run: func(c *Context, p Params) (Answer, error) { return Paths(c, p) },
}

// Paths lists the p.Limit strongest simple paths along ownership, control and
// technology from p.Args[0] to p.Args[1], in the direction of the interests; an
// offer leads on to whoever operates it. The number of paths that exist, and their
// length, do not matter to the search.
func Paths(c *Context, p Params) (*PathsResult, error) {
	ids, err := c.ResolveAll([]string{p.Arg(0), p.Arg(1)})
	if err != nil {
		return nil, err
	}
	limit := p.Limit
	if limit <= 0 {
		limit = defaultPaths
	}
	out := &PathsResult{From: c.Brief(ids[0]), To: c.Brief(ids[1]), Paths: []WayPath{}}
	n := newPathNet(c.Graph, ids[0])
	found := &register.Routes{Count: new(big.Int), Exact: true}
	if to, ok := n.index[ids[1]]; ok {
		found = n.ways.Strongest(0, to, limit)
	}
	for _, r := range found.Best {
		out.Paths = append(out.Paths, n.path(r))
	}
	slices.SortStableFunc(out.Paths, func(a, b WayPath) int {
		return cmp.Or(cmp.Compare(b.Strength, a.Strength), cmp.Compare(len(a.Steps), len(b.Steps)),
			slices.CompareFunc(a.Steps, b.Steps, func(x, y exposure.Step) int {
				return cmp.Or(cmp.Compare(x.From, y.From), cmp.Compare(x.To, y.To))
			}))
	})
	out.Truncated, out.Count, out.CountExact = found.More, json.Number(found.Count.String()), found.Exact
	about := map[graph.EntityID]bool{}
	for _, w := range out.Paths {
		for _, st := range w.Steps {
			about[st.From], about[st.To] = true, true
		}
	}
	out.Header = c.header(c.flagsOf(about))
	return out, nil
}

// Split returns one answer for each path.
func (r *PathsResult) Split() []Answer {
	out := make([]Answer, len(r.Paths))
	for i := range r.Paths {
		one := *r
		one.Paths = r.Paths[i : i+1]
		out[i] = &one
	}
	return out
}

// pathNet is what can be reached from an entity, in the form of the search for
// paths. Entities are numbered by distance, then id.
type pathNet struct {
	g     *graph.Graph
	index map[graph.EntityID]uint32
	ways  register.Ways
	links []*graph.Link // of each way
}

// way is one step a path may take from an entity: usually to the subject of an
// interest, from an offer to its operator.
type way struct {
	next   graph.EntityID
	link   *graph.Link
	weight graph.Percent
}

func newPathNet(g *graph.Graph, from graph.EntityID) *pathNet {
	n := &pathNet{g: g, index: map[graph.EntityID]uint32{from: 0}}
	n.ways.Off = []uint32{0}
	list := []graph.EntityID{from}
	for i := 0; i < len(list); i++ {
		ways := n.from(list[i])
		for _, w := range ways {
			if _, ok := n.index[w.next]; !ok {
				n.index[w.next] = uint32(len(list))
				list = append(list, w.next)
			}
		}
		slices.SortFunc(ways, func(a, b way) int { return cmp.Compare(n.index[a.next], n.index[b.next]) })
		for _, w := range ways {
			n.ways.To = append(n.ways.To, n.index[w.next])
			n.ways.Weight = append(n.ways.Weight, float64(w.weight)/float64(graph.Hundred))
			n.links = append(n.links, w.link)
		}
		n.ways.Off = append(n.ways.Off, uint32(len(n.ways.To)))
	}
	return n
}

// from lists the ways out of an entity, the strongest to each other entity, sorted
// by id.
func (n *pathNet) from(id graph.EntityID) []way {
	var list []way
	for _, l := range n.g.From(id) {
		if w, ok := wayOf(l); ok && l.Subject != id {
			list = append(list, way{next: l.Subject, link: l, weight: w})
		}
	}
	if e := n.g.Entity(id); e != nil && e.Kind == graph.Offer {
		for _, l := range n.g.To(id) {
			if l.Interest == graph.Operates && l.State == graph.InForce {
				list = append(list, way{next: l.Holder, link: l, weight: graph.Hundred})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b way) int {
		return cmp.Or(cmp.Compare(a.next, b.next), cmp.Compare(b.weight, a.weight), cmp.Compare(a.link.Interest.Family(), b.link.Interest.Family()),
			cmp.Compare(a.link.Basis, b.link.Basis), cmp.Compare(a.link.Interest, b.link.Interest))
	})
	return slices.CompactFunc(list, func(a, b way) bool { return a.next == b.next })
}

// wayOf gives what a link is worth to a path; false for links no path takes.
func wayOf(l *graph.Link) (graph.Percent, bool) {
	if l.State != graph.InForce || l.Interest.Family() == graph.Jurisdiction {
		return 0, false
	}
	switch {
	case l.Interest == graph.Operates, l.Interest == graph.ActingJointly, l.Interest == graph.ActingInConcert, l.Interest == graph.Procures:
		return 0, false
	case l.Interest.CarriesShare():
		return l.Share.Max, l.Share.Max > 0
	}
	return graph.Hundred, true
}

// times multiplies two percentages, rounding down to what Percent can hold.
func times(a, b graph.Percent) graph.Percent {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	q, _ := bits.Div64(hi, lo, uint64(graph.Hundred))
	return graph.Percent(q)
}

func (n *pathNet) path(r register.Route) WayPath {
	out := WayPath{Steps: make([]exposure.Step, 0, len(r.Ways)), Strength: graph.Hundred}
	for _, w := range r.Ways {
		l := n.links[w]
		st := exposure.Step{From: l.Holder, To: l.Subject, Interest: l.Interest, Value: l.Value, Claims: l.Claims, Evidence: l.Evidence}
		if l.Interest.CarriesShare() {
			share := l.Share
			st.Share = &share
			out.Strength = times(out.Strength, share.Max)
		}
		if out.Evidence == 0 || l.Evidence < out.Evidence {
			out.Evidence = l.Evidence
		}
		out.Steps = append(out.Steps, st)
	}
	return out
}
