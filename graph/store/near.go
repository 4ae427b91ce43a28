package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"longarm/graph"
	"longarm/graph/identity"
)

// Question says whose neighbourhood is wanted.
type Question struct {
	// Entities the question is about: ids of the workspace or of Known.
	Entities []graph.EntityID
	// Named are entities of which only what they are and where they stand is wanted, such as
	// those with a name like the one asked for.
	Named []graph.EntityID
	// Down: also everything below them, as what they control asks for.
	Down bool
	// All entities there are, for questions about everyone.
	All bool
	// Known are the facts beside the workspace; nil for none. They are part of the
	// neighbourhood in any case.
	Known *graph.Ledger
	// Most is the greatest number of entities read; 0 for [MostEntities].
	Most int
}

// MostEntities is how many entities a neighbourhood has at most unless a question
// says otherwise: an answer over more would not fit into memory as objects.
const MostEntities = 200_000

// TooWide says that a neighbourhood has more entities than are read.
type TooWide struct{ Most int }

// Error names the bound.
func (e *TooWide) Error() string {
	return fmt.Sprintf("the question needs more than %d entities of the workspace; ask about fewer, or one at a time", e.Most)
}

// Cut is an entity not all of whose interests in others were read.
type Cut struct {
	Entity graph.EntityID
	Count  int64 // of the statements left out
}

// Neighbourhood is what was read for a question.
type Neighbourhood struct {
	// Groups are the entities that several ids stand for, sorted by id.
	Groups []identity.Group
	// Cuts are parties with so many interests in others that only those on the way to
	// the question were read; sorted by entity.
	Cuts []Cut
	// Sources are the loads that something was read of, sorted by name.
	Sources []Part
	// Entities and Claims count what was read of the workspace.
	Entities, Claims int

	canon map[graph.EntityID]graph.EntityID
}

// ID returns the id that stands for an entity of the neighbourhood.
func (n *Neighbourhood) ID(id graph.EntityID) graph.EntityID {
	if c, ok := n.canon[id]; ok {
		return c
	}
	return id
}

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

var families = []role{role(graph.Ownership), role(graph.Control), role(graph.Technology), role(graph.Jurisdiction)}

// Near reads the neighbourhood of a question into an empty builder, with the facts
// that are known: everything that may stand above the entities asked about (who
// holds, controls, supplies, operates or keeps something for them, and for those),
// where all of these stand, what they hold themselves, and what the data is
// complete about. Different ids of one entity become one.
//
// Near reads what a question can depend on and not the register; [Neighbourhood.Cuts]
// says where it stopped. The error is [*TooWide] when the neighbourhood has too many
// entities, and wraps [ErrDamaged] for damage.
func (w *Workspace) Near(ctx context.Context, q Question, b *graph.Builder) (*Neighbourhood, error) {
	if q.Most == 0 {
		q.Most = MostEntities
	}
	k, err := newKnown(q.Known)
	if err != nil {
		return nil, err
	}
	x := &walk{ctx: ctx, w: w, q: q, k: k, depth: map[graph.EntityID]depth{}, canon: map[graph.EntityID]graph.EntityID{},
		groups: map[graph.EntityID]*identity.Group{}, out: newSink(w, k, b)}
	if err := guarded(w.dir, x.run); err != nil {
		return nil, err
	}
	return x.finish()
}

// walk is one reading of a neighbourhood.
type walk struct {
	ctx    context.Context
	w      *Workspace
	q      Question
	k      *known
	depth  map[graph.EntityID]depth
	canon  map[graph.EntityID]graph.EntityID
	groups map[graph.EntityID]*identity.Group
	queue  []visit
	cuts   []Cut
	out    *sink
}

type visit struct {
	id       graph.EntityID
	from, to depth
}

func (x *walk) run() error {
	if x.q.All {
		if n := x.w.Counts().Entities; n > int64(x.q.Most) {
			return &TooWide{x.q.Most}
		}
		if err := x.everyone(); err != nil {
			return err
		}
	}
	for _, id := range x.q.Entities {
		if err := x.raise(id, asked); err != nil {
			return err
		}
	}
	if err := x.raiseAll(x.q.Named, placed); err != nil {
		return err
	}
	// Places, lists and schemes: few, and a law may ask whether the data has them.
	err := x.w.about(asFrame, "", func(_ int, r graph.Record) error { return x.raise(r.(graph.Entity).ID, named) })
	if err != nil {
		return err
	}
	for n := 0; len(x.queue) > 0; n++ {
		if err := x.ctx.Err(); n%64 == 0 && err != nil {
			return err
		}
		v := x.queue[0]
		x.queue = x.queue[1:]
		if err := x.visit(v); err != nil {
			return err
		}
	}
	return nil
}

// everyone takes every record there is.
func (x *walk) everyone() error {
	for i, p := range x.w.parts {
		err := p.each(func(r graph.Record, _ string, ref uint64) error {
			if r == nil {
				return nil
			}
			if ok, err := x.w.stands(i, r, ref); err != nil || !ok {
				return err
			}
			switch r := r.(type) {
			case graph.Entity:
				return x.raise(r.ID, named)
			case graph.Source:
				x.out.cited = append(x.out.cited, citation{i, r.ID})
				return nil
			}
			x.out.claim(i, r)
			return x.raiseAll(ends(r), named)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// raise sees to it that an entity is read at least to the depth.
func (x *walk) raise(id graph.EntityID, to depth) error {
	if id == "" {
		return nil
	}
	c, err := x.canonical(id)
	if err != nil {
		return err
	}
	have := x.depth[c]
	if have >= to {
		return nil
	}
	if have == 0 && len(x.depth) >= x.q.Most {
		return &TooWide{x.q.Most}
	}
	x.depth[c] = to
	x.queue = append(x.queue, visit{c, have, to})
	return nil
}

// visit reads what the depth adds to what was read before.
func (x *walk) visit(v visit) error {
	members := x.members(v.id)
	kind, err := x.describe(v, members)
	if err != nil {
		return err
	}
	for _, id := range members {
		if v.from < placed && v.to >= placed {
			if err := x.stands(id, kind); err != nil {
				return err
			}
		}
		if frame(kind) {
			continue // who lies in a state is never read from the state
		}
		if v.from < whole && v.to >= whole {
			if err := x.above(id, v.to == asked); err != nil {
				return err
			}
		}
		if v.from < asked && v.to >= whole {
			if err := x.below(id, v); err != nil {
				return err
			}
		}
		if v.from < asked && v.to == asked {
			if err := x.each(asNoted, id, func(r graph.Record) error { return x.raiseAll(ends(r), named) }); err != nil {
				return err
			}
		}
	}
	return nil
}

// describe hands on what the sources say of the entity itself.
func (x *walk) describe(v visit, members []graph.EntityID) (graph.Kind, error) {
	if v.from == 0 {
		for _, id := range members {
			if r, ok := x.k.entities[id]; ok {
				if err := x.entity(r, v.id, -1); err != nil {
					return "", err
				}
			}
		}
		for _, id := range members {
			err := x.w.about(asEntity, string(id), func(part int, r graph.Record) error {
				e := r.(graph.Entity)
				return x.entity(identity.Record{Entity: e, From: x.w.parts[part].info.Source}, v.id, part)
			})
			if err != nil {
				return "", err
			}
		}
	}
	return x.out.kind(v.id), nil
}

func (x *walk) entity(r identity.Record, id graph.EntityID, part int) error {
	if r.WithinClaim != "" && part >= 0 {
		found := false
		err := x.w.about(asClaim, string(r.WithinClaim), func(p int, c graph.Record) error {
			if x.w.parts[p].info.Source != r.From {
				return nil
			}
			found = true
			x.out.claim(p, c)
			return x.raiseAll(ends(c), named)
		})
		if err != nil {
			return err
		}
		if !found {
			r.WithinClaim = ""
		}
	}
	x.out.entity(part, r.Entity, id)
	return x.raise(r.Within, named)
}

// stands reads the facts of an entity and where it stands.
func (x *walk) stands(id graph.EntityID, k graph.Kind) error {
	err := x.each(asAttribute, id, func(r graph.Record) error { return x.raise(r.(graph.Attribute).At, named) })
	if err != nil {
		return err
	}
	err = x.each(asHolder+role(graph.Jurisdiction), id, func(r graph.Record) error {
		if s := r.(graph.Statement); s.Interest == graph.OfficerOf {
			return x.raise(s.Subject, placed)
		}
		return x.raise(r.(graph.Statement).Subject, named)
	})
	if err != nil || k != graph.Offer {
		return err
	}
	return x.raise(id, whole) // an offer stands for whoever operates it
}

// above reads who holds, controls, supplies or keeps something for the entity.
func (x *walk) above(id graph.EntityID, seed bool) error {
	for _, f := range families {
		err := x.filtered(asSubject+f, id, func(r graph.Record) bool {
			return seed || r.(graph.Statement).Interest != graph.Procures
		}, func(r graph.Record) error {
			s := r.(graph.Statement)
			if s.Interest.Family() == graph.Jurisdiction || s.Interest == graph.Procures { // its officers, its customers
				return x.raise(s.Holder, placed)
			}
			return x.raise(s.Holder, whole)
		})
		if err != nil {
			return err
		}
	}
	err := x.each(asAt, id, func(r graph.Record) error { return x.raise(r.(graph.Attribute).Entity, whole) })
	if err != nil {
		return err
	}
	return x.each(asCovered, id, func(r graph.Record) error { return x.raiseAll(r.(graph.Coverage).Members, placed) })
}

// below reads what the entity holds itself.
func (x *walk) below(id graph.EntityID, v visit) error {
	if v.from < whole {
		if err := x.each(asOperator, id, func(r graph.Record) error { return x.raise(r.(graph.Statement).Subject, whole) }); err != nil {
			return err
		}
	}
	held := int64(0)
	for _, f := range families[:3] {
		n, err := x.count(asHolder+f, id)
		if err != nil {
			return err
		}
		held += n
	}
	to := placed
	switch {
	case v.to == asked && x.q.Down:
		to = asked
	case v.to == asked && held <= mostHeldWhole:
		to = whole
	case held > mostHeldBelow && (v.to < asked || held > mostHeld):
		x.cuts = append(x.cuts, Cut{v.id, held})
		return nil
	}
	for _, f := range families[:3] {
		err := x.each(asHolder+f, id, func(r graph.Record) error {
			if s := r.(graph.Statement); s.Interest.Family() == graph.Technology {
				return x.raise(s.Subject, min(to, whole))
			}
			return x.raise(r.(graph.Statement).Subject, to)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// count is how many statements there may be about an id in a role.
func (x *walk) count(as role, id graph.EntityID) (int64, error) {
	n := int64(len(x.k.about[place{as, id}]))
	for _, p := range x.w.parts {
		list, err := p.pairs.under(keyOf(as, string(id)))
		if err != nil {
			return 0, err
		}
		n += int64(len(list))
	}
	return n, nil
}

func (x *walk) each(as role, id graph.EntityID, next func(graph.Record) error) error {
	return x.filtered(as, id, func(graph.Record) bool { return true }, next)
}

// filtered hands what is known and what the workspace says about an id in a role to
// the answer, and to next.
func (x *walk) filtered(as role, id graph.EntityID, wanted func(graph.Record) bool, next func(graph.Record) error) error {
	for _, r := range x.k.about[place{as, id}] {
		if wanted(r) {
			if err := next(r); err != nil {
				return err
			}
		}
	}
	return x.w.about(as, string(id), func(part int, r graph.Record) error {
		if !wanted(r) {
			return nil
		}
		x.out.claim(part, r)
		if err := x.raiseAll(ends(r), named); err != nil {
			return err
		}
		return next(r)
	})
}

func (x *walk) raiseAll(ids []graph.EntityID, to depth) error {
	for _, id := range ids {
		if err := x.raise(id, to); err != nil {
			return err
		}
	}
	return nil
}

// ends lists the entities that a record names.
func ends(r graph.Record) []graph.EntityID {
	switch r := r.(type) {
	case graph.Statement:
		return []graph.EntityID{r.Holder, r.Subject}
	case graph.Attribute:
		return []graph.EntityID{r.Entity, r.At}
	case graph.Coverage:
		return append(slices.Clone(r.Members), r.Entity)
	case graph.Note:
		return []graph.EntityID{r.Subject, r.Object}
	}
	return nil
}

func (x *walk) finish() (*Neighbourhood, error) {
	n := &Neighbourhood{Cuts: x.cuts, canon: x.canon, Entities: len(x.depth)}
	for id := range x.groups {
		if g := x.groups[id]; g.ID == id && (len(g.Members) > 1 || len(g.Apart) > 0) {
			n.Groups = append(n.Groups, *g)
		}
	}
	slices.SortFunc(n.Groups, func(a, b identity.Group) int { return compareIDs(a.ID, b.ID) })
	slices.SortFunc(n.Cuts, func(a, b Cut) int { return compareIDs(a.Entity, b.Entity) })
	return n, errors.Join(x.out.flush(n))
}
