package closure

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"longarm/graph"
)

// Need says what a question is about.
type Need struct {
	// Entities the question is about.
	Entities []graph.EntityID
	// Named are entities of which only what they are and where they stand is wanted,
	// such as those with a name like the one asked for. Questions about laws name the
	// parties that laws name (law.Vocabulary.Parties): an answer may speak of them.
	Named []graph.EntityID
	// Down: also everything below them, as what they control asks for.
	Down bool
	// All entities there are, for questions about everyone.
	All bool
	// Most is the greatest number of entities read; 0 for [MostEntities].
	Most int
}

// MostEntities is how many entities a closure has at most unless a question says
// otherwise: an answer over more would not fit into memory as objects.
const MostEntities = 200_000

// TooWide says that a closure has more entities than are read.
type TooWide struct{ Most int }

// Error names the bound.
func (e *TooWide) Error() string {
	return fmt.Sprintf("the question needs more than %d entities; ask about fewer, or one at a time", e.Most)
}

// Cut is an entity not all of whose interests in others were read.
type Cut struct {
	Entity graph.EntityID
	Count  int // of the statements left out
}

// Closure is what was read for a question.
type Closure struct {
	// IDs leads from an id of the question to the one that stands for the entity, where
	// they differ.
	IDs map[graph.EntityID]graph.EntityID
	// Cuts are parties with so many interests in others that only those on the way to
	// the question were read; sorted by entity.
	Cuts []Cut
	// Entities and Claims count what was read.
	Entities, Claims int
	// Rounds is how often the source was asked.
	Rounds int
}

// ID returns the id that stands for an entity of the question.
func (c *Closure) ID(id graph.EntityID) graph.EntityID { return cmp.Or(c.IDs[id], id) }

// How much of an entity is read.
type depth uint8

const (
	named  depth = iota + 1 // what it is and is called
	placed                  // and its facts, where it stands, who operates it
	whole                   // and who holds, controls, supplies it, what is complete about it
	asked                   // and what it holds itself
)

// Bounds on what an entity holds: more is only counted. A party upstream matters by
// what it holds on the way down; of the others a few may carry a law (a subsidiary
// abroad), thousands belong to funds and states.
const (
	mostHeldBelow = 200    // of a party upstream: its holdings are placed
	mostHeldWhole = 2_000  // of an entity asked about: its holdings are read whole
	mostHeld      = 50_000 // of an entity asked about: its holdings are placed
)

// Read hands on the closure of a question: every record once. Order: entities and
// claims as the walk meets them, sources last. The error is [*TooWide] when the
// closure has too many entities, else what the source or add returned.
func Read(ctx context.Context, src Source, n Need, add func(graph.Record) error) (*Closure, error) {
	if n.Most == 0 {
		n.Most = MostEntities
	}
	x := &walk{ctx: ctx, src: src, need: n, add: add, out: &Closure{IDs: map[graph.EntityID]graph.EntityID{}},
		depth: map[graph.EntityID]depth{}, done: map[graph.EntityID]depth{}, kinds: map[graph.EntityID]graph.Kind{},
		claims: map[graph.ClaimID]bool{}, cited: map[graph.SourceID]bool{}, within: map[graph.EntityID]bool{}}
	if err := x.run(); err != nil {
		return nil, err
	}
	slices.SortFunc(x.out.Cuts, func(a, b Cut) int { return cmp.Compare(a.Entity, b.Entity) })
	x.out.Entities, x.out.Claims = len(x.depth), len(x.claims)
	return x.out, nil
}

// walk is one reading of a closure.
type walk struct {
	ctx  context.Context
	src  Source
	need Need
	add  func(graph.Record) error
	out  *Closure

	depth  map[graph.EntityID]depth // wanted
	done   map[graph.EntityID]depth // read
	queue  []graph.EntityID         // wanted deeper than read
	kinds  map[graph.EntityID]graph.Kind
	claims map[graph.ClaimID]bool
	cited  map[graph.SourceID]bool
	within map[graph.EntityID]bool // places that entities lie in
	later  []graph.ClaimID         // claims that entities rest their place on
}

func (x *walk) run() error {
	if x.need.All {
		if err := x.everything(); err != nil {
			return err
		}
	}
	if err := x.begin(); err != nil {
		return err
	}
	for len(x.queue) > 0 || len(x.later) > 0 {
		if err := x.ctx.Err(); err != nil {
			return err
		}
		if err := x.round(); err != nil {
			return err
		}
	}
	if x.need.All {
		return nil
	}
	return x.sources()
}

// everything takes every record there is.
func (x *walk) everything() error {
	return x.src.All(x.ctx, func(r graph.Record) error {
		switch r := r.(type) {
		case graph.Source:
			return x.add(r)
		case graph.Entity:
			if err := x.raise(r.ID, named); err != nil {
				return err
			}
			return x.entity(r)
		}
		return x.claim(r)
	})
}

// begin finds whom the question is about, and the frame.
func (x *walk) begin() error {
	var asks []Ask
	first := slices.Concat(x.need.Entities, x.need.Named)
	for _, id := range first {
		asks = append(asks, Ask{Role: Described, ID: string(id)})
	}
	asks = append(asks, Ask{Role: Frames})
	answers, err := x.fetch(asks)
	if err != nil {
		return err
	}
	for i, a := range answers {
		to, id := named, graph.EntityID("")
		switch {
		case i < len(x.need.Entities):
			to, id = asked, first[i]
		case i < len(first):
			to, id = placed, first[i]
		}
		for _, r := range a.Records {
			e := r.(graph.Entity)
			if id != "" && e.ID != id {
				x.out.IDs[id], id = e.ID, e.ID
			}
			if id == "" || to == named {
				if err := x.raise(e.ID, named); err != nil {
					return err
				}
			}
		}
		if err := x.raise(id, to); err != nil {
			return err
		}
	}
	return nil
}

// fetch asks the source.
func (x *walk) fetch(asks []Ask) ([]Answer, error) {
	if len(asks) == 0 {
		return nil, nil
	}
	x.out.Rounds++
	answers, err := x.src.Fetch(x.ctx, asks)
	if err == nil && len(answers) != len(asks) {
		err = fmt.Errorf("the source gave %d answers to %d asks", len(answers), len(asks))
	}
	return answers, err
}

// raise sees to it that an entity is read at least to the depth.
func (x *walk) raise(id graph.EntityID, to depth) error {
	have := x.depth[id]
	if id == "" || have >= to {
		return nil
	}
	if have == 0 && len(x.depth) >= x.need.Most {
		return &TooWide{x.need.Most}
	}
	x.depth[id] = to
	if have == x.done[id] { // else it waits in the queue
		x.queue = append(x.queue, id)
	}
	return nil
}

func (x *walk) raiseAll(ids []graph.EntityID, to depth) error {
	for _, id := range ids {
		if err := x.raise(id, to); err != nil {
			return err
		}
	}
	return nil
}

// round reads everyone in the queue as deep as wanted.
func (x *walk) round() error {
	list := x.queue
	x.queue = nil
	if err := x.describe(list); err != nil {
		return err
	}
	p := &plan{}
	for _, id := range list {
		k := x.kind(id)
		if k == graph.Offer && x.depth[id] == placed {
			x.depth[id] = whole // an offer stands for whoever operates it
		}
		x.want(p, id, k, x.done[id], x.depth[id])
		x.done[id] = x.depth[id]
	}
	for _, id := range x.later {
		p.ask(Ask{Role: Claimed, ID: string(id)}, x.near(named))
	}
	x.later = nil
	answers, err := x.fetch(p.asks)
	if err != nil {
		return err
	}
	for i, next := range p.next {
		if err := next(answers[i]); err != nil {
			return err
		}
	}
	return nil
}

// describe hands on what the sources say of the entities themselves.
func (x *walk) describe(list []graph.EntityID) error {
	var asks []Ask
	for _, id := range list {
		if _, ok := x.kinds[id]; !ok {
			asks = append(asks, Ask{Role: Described, ID: string(id)})
		}
	}
	answers, err := x.fetch(asks)
	if err != nil {
		return err
	}
	for i, a := range answers {
		if len(a.Records) == 0 {
			if err := x.undescribed(graph.EntityID(asks[i].ID)); err != nil {
				return err
			}
		}
		for _, r := range a.Records {
			if err := x.entity(r.(graph.Entity)); err != nil {
				return err
			}
		}
	}
	return nil
}

// kind is what an entity is: a company when nobody says.
func (x *walk) kind(id graph.EntityID) graph.Kind { return cmp.Or(x.kinds[id], graph.Company) }

// undescribed makes an entity that claims name and no source describes: nothing is
// known of it but that it exists. One that only the question names does not.
func (x *walk) undescribed(id graph.EntityID) error {
	x.kinds[id] = ""
	switch place, ok := x.within[id]; {
	case !ok:
		return nil
	case place:
		x.kinds[id] = graph.State
		return x.add(graph.Entity{ID: id, Kind: graph.State})
	}
	return x.add(graph.Entity{ID: id, Kind: graph.Company,
		Note: graph.Text{EN: "No source describes it; statements name it.", FR: "Aucune source ne la décrit ; des déclarations la nomment."}})
}

func (x *walk) entity(e graph.Entity) error {
	if x.kinds[e.ID] == "" {
		x.kinds[e.ID] = e.Kind
	}
	if e.Within != "" {
		if _, ok := x.within[e.Within]; !ok {
			x.within[e.Within] = true
		}
		if err := x.raise(e.Within, named); err != nil {
			return err
		}
	}
	if e.WithinClaim != "" && !x.claims[e.WithinClaim] {
		x.later = append(x.later, e.WithinClaim)
	}
	x.cite(e.Source)
	return x.add(e)
}

func (x *walk) cite(id graph.SourceID) {
	if id != "" {
		x.cited[id] = true
	}
}

// claim hands on a claim, once.
func (x *walk) claim(r graph.Record) error {
	c := ClaimOf(r)
	if c == nil {
		return fmt.Errorf("the source gave a %T where a claim was asked for", r)
	}
	if x.claims[c.ID] {
		return nil
	}
	x.claims[c.ID] = true
	x.cite(c.Source)
	for _, id := range Ends(r) {
		x.within[id] = false // a claim names it
		if err := x.raise(id, named); err != nil {
			return err
		}
	}
	return x.add(r)
}

// sources hands on what the claims rest on.
func (x *walk) sources() error {
	asks := make([]Ask, 0, len(x.cited))
	for id := range x.cited {
		asks = append(asks, Ask{Role: Cited, ID: string(id)})
	}
	slices.SortFunc(asks, func(a, b Ask) int { return cmp.Compare(a.ID, b.ID) })
	answers, err := x.fetch(asks)
	if err != nil {
		return err
	}
	for _, a := range answers {
		for _, r := range a.Records {
			if err := x.add(r); err != nil {
				return err
			}
		}
	}
	return nil
}
