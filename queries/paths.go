package queries

import (
	"cmp"
	"container/heap"
	"math/bits"
	"slices"

	"longarm/graph"
	"longarm/graph/exposure"
)

// Bounds of a search for paths.
const (
	defaultPaths = 10
	maxPathSteps = 24
	// maxExpansions bounds the work, so that a dense graph ends with an honest
	// "more paths exist" instead of never.
	maxExpansions = 50_000
)

// PathsResult answers "by which paths does one party hold, control or supply
// another".
type PathsResult struct {
	Header
	From      EntityBrief `json:"from"`
	To        EntityBrief `json:"to"`
	Paths     []WayPath   `json:"paths"`     // strongest first: by strength, then steps, then ids
	Truncated bool        `json:"truncated"` // more paths may exist
}

// WayPath is one simple path. Strength is the product of the most its shares can
// be, a step without a share counting 100 %.
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
// offer leads on to whoever operates it. It searches best first, so that the
// number of paths that exist does not matter.
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
	s := &pathSearch{g: c.Graph, to: ids[1], ways: map[graph.EntityID][]way{}}
	out.Paths, out.Truncated = s.run(ids[0], limit)
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

// way is one step a path may take from an entity: usually to the subject of an
// interest, from an offer to its operator.
type way struct {
	next   graph.EntityID
	link   *graph.Link
	weight graph.Percent
}

type pathSearch struct {
	g    *graph.Graph
	to   graph.EntityID
	ways map[graph.EntityID][]way
	best map[graph.EntityID]bound // of the rest of the way to the target
}

// bound is the most a path from an entity to the target can be worth.
type bound struct {
	strength graph.Percent
	steps    int
}

func (b bound) better(o bound) bool {
	return b.strength > o.strength || b.strength == o.strength && b.steps < o.steps
}

func times(a, b graph.Percent) graph.Percent {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	q, _ := bits.Div64(hi, lo, uint64(graph.Hundred))
	return graph.Percent(q)
}

func (s *pathSearch) from(id graph.EntityID) []way {
	if list, ok := s.ways[id]; ok {
		return list
	}
	var list []way
	for _, l := range s.g.From(id) {
		if w, ok := wayOf(l); ok && l.Subject != id {
			list = append(list, way{next: l.Subject, link: l, weight: w})
		}
	}
	if e := s.g.Entity(id); e != nil && e.Kind == graph.Offer {
		for _, l := range s.g.To(id) {
			if l.Interest == graph.Operates && l.State == graph.InForce {
				list = append(list, way{next: l.Holder, link: l, weight: graph.Hundred})
			}
		}
	}
	s.ways[id] = list
	return list
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

// backward computes for every entity the best rest of the way, by Dijkstra from the
// target; entities that cannot reach it are absent.
func (s *pathSearch) backward() {
	into := map[graph.EntityID][]struct {
		from   graph.EntityID
		weight graph.Percent
	}{}
	for _, id := range s.g.Entities() {
		for _, w := range s.from(id) {
			into[w.next] = append(into[w.next], struct {
				from   graph.EntityID
				weight graph.Percent
			}{id, w.weight})
		}
	}
	s.best = map[graph.EntityID]bound{s.to: {strength: graph.Hundred}}
	q := &boundQueue{{s.to, s.best[s.to]}}
	for q.Len() > 0 {
		top := heap.Pop(q).(boundItem)
		if s.best[top.id] != top.bound {
			continue
		}
		for _, w := range into[top.id] {
			b := bound{times(top.strength, w.weight), top.steps + 1}
			if have, ok := s.best[w.from]; !ok || b.better(have) {
				s.best[w.from] = b
				heap.Push(q, boundItem{w.from, b})
			}
		}
	}
}

type partial struct {
	at       graph.EntityID
	steps    []way
	visited  []graph.EntityID
	strength graph.Percent
	promise  bound
}

func (s *pathSearch) run(from graph.EntityID, limit int) (paths []WayPath, truncated bool) {
	s.backward()
	paths = []WayPath{}
	rest, ok := s.best[from]
	if !ok || from == s.to {
		return paths, false
	}
	q := &partialQueue{{at: from, visited: []graph.EntityID{from}, strength: graph.Hundred, promise: rest}}
	for expansions := 0; q.Len() > 0; expansions++ {
		if expansions > maxExpansions || len(paths) == limit {
			return paths, true
		}
		top := heap.Pop(q).(*partial)
		if top.at == s.to {
			paths = append(paths, top.path())
			continue
		}
		if len(top.steps) == maxPathSteps {
			truncated = true
			continue
		}
		for _, w := range s.from(top.at) {
			rest, ok := s.best[w.next]
			if !ok || slices.Contains(top.visited, w.next) {
				continue
			}
			strength := times(top.strength, w.weight)
			heap.Push(q, &partial{at: w.next, steps: append(slices.Clone(top.steps), w), visited: append(slices.Clone(top.visited), w.next),
				strength: strength, promise: bound{times(strength, rest.strength), len(top.steps) + 1 + rest.steps}})
		}
	}
	return paths, truncated
}

func (p *partial) path() WayPath {
	out := WayPath{Steps: make([]exposure.Step, 0, len(p.steps)), Strength: p.strength}
	for _, w := range p.steps {
		l := w.link
		st := exposure.Step{From: l.Holder, To: l.Subject, Interest: l.Interest, Value: l.Value, Claims: l.Claims, Evidence: l.Evidence}
		if l.Interest.CarriesShare() {
			share := l.Share
			st.Share = &share
		}
		if out.Evidence == 0 || l.Evidence < out.Evidence {
			out.Evidence = l.Evidence
		}
		out.Steps = append(out.Steps, st)
	}
	return out
}

func (p *partial) compare(o *partial) int {
	return cmp.Or(cmp.Compare(o.promise.strength, p.promise.strength), cmp.Compare(p.promise.steps, o.promise.steps),
		cmp.Compare(len(o.steps), len(p.steps)), slices.Compare(p.visited, o.visited),
		slices.CompareFunc(p.steps, o.steps, func(a, b way) int {
			return cmp.Or(cmp.Compare(a.link.Interest, b.link.Interest), cmp.Compare(a.link.Basis, b.link.Basis))
		}))
}

type boundItem struct {
	id graph.EntityID
	bound
}

type boundQueue []boundItem

func (q boundQueue) Len() int { return len(q) }
func (q boundQueue) Less(i, j int) bool {
	if q[i].bound != q[j].bound {
		return q[i].better(q[j].bound)
	}
	return q[i].id < q[j].id
}
func (q boundQueue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *boundQueue) Push(x any)   { *q = append(*q, x.(boundItem)) }
func (q *boundQueue) Pop() any {
	old := *q
	x := old[len(old)-1]
	*q = old[:len(old)-1]
	return x
}

type partialQueue []*partial

func (q partialQueue) Len() int           { return len(q) }
func (q partialQueue) Less(i, j int) bool { return q[i].compare(q[j]) < 0 }
func (q partialQueue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *partialQueue) Push(x any)        { *q = append(*q, x.(*partial)) }
func (q *partialQueue) Pop() any {
	old := *q
	x := old[len(old)-1]
	*q = old[:len(old)-1]
	return x
}
