package exposure

import (
	"runtime"
	"sync"
	"sync/atomic"

	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/ownership"
)

// Analyzer answers questions over one graph and one catalogue. It remembers what
// it has decided and is for one goroutine; make one for each.
type Analyzer struct {
	laws  *law.Catalogue
	g     *graph.Graph
	date  graph.Date
	lists map[graph.EntityID]bool // designation lists and schemes the data has

	classes   map[classKey]*value
	shares    map[shareKey]*value
	rows      map[rowKey]*value
	bounds    map[rowKey]*value
	control   map[graph.EntityID]*rule
	ruled     map[graph.EntityID][]controller
	supplies  map[graph.EntityID][]edge
	above     map[graph.EntityID][]directHolder
	ups       map[graph.EntityID]*upstream
	bounding  map[boundKey]bound
	boundHeld int // claims among them
	upsHeld   int // chains among ups
	ownership *ownership.Model
	// capabilities by what they concern; nil until first asked
	capabilities map[graph.EntityID][]*graph.Fact
}

type classKey struct {
	ref    string
	law    string // of a class read against the law that asks
	entity graph.EntityID
	self   bool
}

type shareKey struct {
	row    *law.Row
	entity graph.EntityID
}

type rowKey struct {
	row    *law.Row
	entity graph.EntityID
	self   bool
}

// New returns an Analyzer of the laws over the graph.
func New(c *law.Catalogue, g *graph.Graph) *Analyzer {
	a := &Analyzer{laws: c, g: g, date: g.Date(), lists: map[graph.EntityID]bool{},
		classes: map[classKey]*value{}, shares: map[shareKey]*value{}, rows: map[rowKey]*value{}, bounds: map[rowKey]*value{},
		control: map[graph.EntityID]*rule{}, ruled: map[graph.EntityID][]controller{}, supplies: map[graph.EntityID][]edge{}, above: map[graph.EntityID][]directHolder{}, bounding: map[boundKey]bound{}, ups: map[graph.EntityID]*upstream{}}
	for id := range c.Vocabulary.Lists {
		a.lists[id] = g.Entity(id) != nil
	}
	return a
}

// Reach answers which laws of the catalogue reach the provider. Findings are
// sorted by law, then effect.
func (a *Analyzer) Reach(provider graph.EntityID) *Reach {
	r := &Reach{Provider: provider, AsOf: a.date}
	for _, findings := range a.eachLaw(provider) {
		r.Findings = append(r.Findings, findings...)
	}
	a.beside(r)
	return r
}

// eachLaw asks the laws on all processors, in the order of the catalogue. What one
// worker remembers is not shared: a second memory costs less than a lock.
func (a *Analyzer) eachLaw(provider graph.EntityID) [][]Finding {
	out := make([][]Finding, len(a.laws.Laws))
	var next atomic.Int64
	work := func(a *Analyzer) {
		for i := int(next.Add(1)) - 1; i < len(out); i = int(next.Add(1)) - 1 {
			out[i] = a.Law(provider, a.laws.Laws[i])
		}
	}
	var group sync.WaitGroup
	a.model()
	for range min(runtime.GOMAXPROCS(0), len(out)/lawsPerWorker) - 1 {
		group.Go(func() {
			worker := New(a.laws, a.g)
			worker.ownership = a.model() // it has a lock of its own
			work(worker)
		})
	}
	work(a)
	group.Wait()
	return out
}

// lawsPerWorker is how many laws make up for a second memory.
const lawsPerWorker = 16

// ReachedBy is one entity with what one law does to it.
type ReachedBy struct {
	Entity   graph.EntityID
	Findings []Finding
}

// ReachedBy answers whom the law reaches, or may: one entry for every provider
// ([graph.Kind.IsProvider]), sorted by id. It agrees with [Analyzer.Law]
// of each by construction.
func (a *Analyzer) ReachedBy(l *law.Law) []ReachedBy {
	var out []ReachedBy
	for _, id := range a.g.Entities() {
		if a.g.Entity(id).Kind.IsProvider() {
			out = append(out, ReachedBy{Entity: id, Findings: a.Law(id, l)})
		}
	}
	return out
}

// question carries what stays the same while one condition is read on one entity.
type question struct {
	law  *law.Law
	row  *law.Row       // whose test `share: test` means; nil inside a class
	root graph.EntityID // the entity the whole row is read on
}
