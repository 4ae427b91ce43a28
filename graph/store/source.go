package store

import (
	"cmp"
	"context"
	"slices"

	"longarm/graph"
	"longarm/graph/closure"
	"longarm/graph/identity"
)

// Source is a workspace as a [closure.Source], with the facts known beside it: ids of
// one entity are one, claims of different loads that chose one id are told apart by
// the name of the load behind an @, and every source carries the licence of its load.
// It remembers what it has decided and is for one goroutine.
type Source struct {
	w      *Workspace
	k      *known
	canon  map[graph.EntityID]graph.EntityID
	groups map[graph.EntityID]*identity.Group
	kinds  map[graph.EntityID]graph.Kind
	sure   func(graph.EntityID) bool // of ids that stand for themselves, without looking; nil: none
	cited  map[claimAt]graph.SourceID
	named  map[graph.SourceID]graph.Source
	rested map[graph.ClaimID]graph.Record // claims that entities rest their place on
	parts  map[int]bool                   // that something was read of
}

type claimAt struct {
	source string
	id     string
}

// Source returns the workspace with the facts known beside it; nil for none.
func (w *Workspace) Source(facts *graph.Ledger) (*Source, error) {
	k, err := newKnown(facts)
	if err != nil {
		return nil, err
	}
	return newSource(w, k), nil
}

// Fresh is the same source for another goroutine, without what this one remembers.
func (s *Source) Fresh() *Source { return newSource(s.w, s.k) }

func newSource(w *Workspace, k *known) *Source {
	return &Source{w: w, k: k, canon: map[graph.EntityID]graph.EntityID{}, groups: map[graph.EntityID]*identity.Group{},
		kinds: map[graph.EntityID]graph.Kind{}, cited: map[claimAt]graph.SourceID{}, named: map[graph.SourceID]graph.Source{},
		rested: map[graph.ClaimID]graph.Record{}, parts: map[int]bool{}}
}

// roles are what the index knows of what can be asked.
var roles = map[closure.Role]role{
	closure.Described: asEntity, closure.Frames: asFrame, closure.Attributes: asAttribute, closure.Concerning: asAt, closure.Covered: asCovered, closure.Member: asMember,
	closure.Noted: asNoted, closure.Holders: asSubject, closure.Held: asHolder, closure.Operated: asOperator,
}

// Fetch answers asks from the index; see [closure.Source].
func (s *Source) Fetch(ctx context.Context, asks []closure.Ask) ([]closure.Answer, error) {
	out := make([]closure.Answer, len(asks))
	err := guarded(s.w.dir, func() error {
		found, err := s.find(asks)
		if err != nil {
			return err
		}
		for i, a := range asks {
			if err := ctx.Err(); i%64 == 0 && err != nil {
				return err
			}
			var err error
			if out[i], err = s.answer(a, found[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

func (s *Source) answer(a closure.Ask, found finding) (closure.Answer, error) {
	var out closure.Answer
	var err error
	switch a.Role {
	case closure.Described:
		out.Records, err = s.described(graph.EntityID(a.ID))
	case closure.Frames:
		out.Records, err = s.frames()
	case closure.Cited:
		if src, ok := s.named[graph.SourceID(a.ID)]; ok {
			out.Records = []graph.Record{src}
		} else if s.k.ledger != nil && s.k.ledger.Source(graph.SourceID(a.ID)) != nil {
			out.Records = []graph.Record{*s.k.ledger.Source(graph.SourceID(a.ID))}
		}
	case closure.Claimed:
		if r, ok := s.rested[graph.ClaimID(a.ID)]; ok {
			out.Records = []graph.Record{r}
		}
	default:
		return s.about(a, found)
	}
	out.Count = len(out.Records)
	return out, err
}

// about makes the claims about an entity in a role final, what is known before what
// was loaded.
func (s *Source) about(a closure.Ask, found finding) (closure.Answer, error) {
	if found.count > 0 {
		return closure.Answer{Count: found.count}, nil
	}
	id, err := s.canonical(graph.EntityID(a.ID))
	if err != nil {
		return closure.Answer{}, err
	}
	var out closure.Answer
	for _, m := range s.members(id) {
		for _, r := range s.k.about[place{roles[a.Role] + role(a.Family), m}] {
			if r, err = s.rename(r); err != nil {
				return out, err
			}
			out.Records = append(out.Records, r)
		}
	}
	for _, c := range found.claims {
		r, err := s.claim(c.part, c.r)
		if err != nil {
			return out, err
		}
		out.Records = append(out.Records, r)
	}
	out.Count = len(out.Records)
	return out, nil
}

// count is how many statements there may be about some ids in a role.
func (s *Source) count(as role, ids []graph.EntityID) (int, error) {
	n := 0
	for _, id := range ids {
		n += len(s.k.about[place{as, id}])
		for _, p := range s.w.parts {
			list, err := p.pairs.under(keyOf(as, string(id)))
			if err != nil {
				return 0, err
			}
			n += len(list)
		}
	}
	return n, nil
}

// claim makes a claim of a part final.
func (s *Source) claim(part int, r graph.Record) (graph.Record, error) {
	s.parts[part] = true
	r, err := s.w.endedRecord(part, r)
	if err != nil {
		return nil, err
	}
	c := closure.ClaimOf(r)
	id, err := s.claimID(part, c.ID)
	if err != nil {
		return nil, err
	}
	src, err := s.source(part, c.Source)
	if err != nil {
		return nil, err
	}
	if r, err = s.rename(r); err != nil {
		return nil, err
	}
	return under(r, id, src), nil
}

func (s *Source) rename(r graph.Record) (graph.Record, error) {
	var failed error
	r = renamed(r, func(id graph.EntityID) graph.EntityID {
		if id == "" {
			return id
		}
		c, err := s.canonical(id)
		failed = cmp.Or(failed, err)
		return c
	})
	return r, failed
}

// frames are the entities every question may need.
func (s *Source) frames() ([]graph.Record, error) {
	var out []graph.Record
	seen := map[graph.EntityID]bool{}
	add := func(id graph.EntityID) error {
		c, err := s.canonical(id)
		if err != nil || seen[c] {
			return err
		}
		seen[c] = true
		list, err := s.described(c)
		out = append(out, list...)
		return err
	}
	for _, id := range s.k.frames {
		if err := add(id); err != nil {
			return nil, err
		}
	}
	err := s.w.about(asFrame, "", func(_ int, r graph.Record) error { return add(r.(graph.Entity).ID) })
	return out, err
}

// claimID is the final id of a claim: its own, unless the facts in memory or an
// earlier load of another source took it.
func (s *Source) claimID(part int, id graph.ClaimID) (graph.ClaimID, error) {
	source := s.w.parts[part].info.Source
	taken := s.k.ledger != nil && s.k.ledger.Claim(id) != nil
	for _, p := range s.w.parts {
		if taken || s.w.rank(p.info.Source) >= s.w.rank(source) {
			continue
		}
		has, err := p.has(asClaim, string(id))
		if err != nil {
			return "", err
		}
		taken = has
	}
	if taken {
		id += graph.ClaimID("@" + source)
	}
	return id, nil
}

// source is the final id of the source that a record of a part rests on.
func (s *Source) source(part int, id graph.SourceID) (graph.SourceID, error) {
	info := s.w.parts[part].info
	if id == "" {
		id = graph.SourceID(info.Source)
	}
	at := claimAt{info.Source, string(id)}
	if done, ok := s.cited[at]; ok {
		return done, nil
	}
	out := graph.Source{ID: id}
	for i, p := range s.w.parts {
		if p.info.Source != info.Source {
			continue
		}
		err := p.find(asSource, string(id), func(r graph.Record, ref uint64) error {
			if ok, err := s.w.stands(i, r, ref); err != nil || !ok {
				return err
			}
			out = r.(graph.Source)
			return nil
		})
		if err != nil {
			return "", err
		}
	}
	if out.Title == "" && out.Citation == "" && out.URL == "" {
		out.Title, out.URL = cmp.Or(info.Title, info.Source), info.URL
		if info.DataOf != 0 {
			out.Date = info.DataOf.String()
		}
	}
	out.Licence = cmp.Or(out.Licence, info.Licence)
	out.NonCommercial = out.NonCommercial || info.NonCommercial
	taken, err := s.sourceTaken(part, out)
	if err != nil {
		return "", err
	}
	if taken {
		out.ID = id + graph.SourceID("@"+info.Source)
	}
	s.cited[at], s.named[out.ID] = out.ID, out
	return out.ID, nil
}

// sourceTaken reports that the id belongs to another source that comes before.
func (s *Source) sourceTaken(part int, out graph.Source) (bool, error) {
	if s.k.ledger != nil && s.k.ledger.Source(out.ID) != nil && !sameSource(*s.k.ledger.Source(out.ID), out) {
		return true, nil
	}
	mine := s.w.rank(s.w.parts[part].info.Source)
	for _, p := range s.w.parts {
		if s.w.rank(p.info.Source) >= mine {
			continue
		}
		if p.info.Source == string(out.ID) {
			return true, nil
		}
		if has, err := p.has(asSource, string(out.ID)); err != nil || has {
			return has, err
		}
	}
	return false, nil
}

func sameSource(a, b graph.Source) bool {
	differ := func(x, y string) bool { return x != "" && y != "" && x != y }
	return !differ(a.Title, b.Title) && !differ(a.URL, b.URL) && !differ(a.Citation, b.Citation) && !differ(a.Date, b.Date) && !differ(a.Licence, b.Licence)
}

// merged lists the entities that several ids stand for, or that were kept apart,
// sorted by id.
func (s *Source) merged() []identity.Group {
	var out []identity.Group
	for id, g := range s.groups {
		if g.ID == id && (len(g.Members) > 1 || len(g.Apart) > 0) {
			out = append(out, *g)
		}
	}
	slices.SortFunc(out, func(a, b identity.Group) int { return compareIDs(a.ID, b.ID) })
	return out
}

// loads lists what something was read of, sorted by name.
func (s *Source) loads() []Part {
	var out []Part
	for part := range s.parts {
		out = append(out, *s.w.parts[part].info)
	}
	slices.SortFunc(out, func(a, b Part) int { return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Name, b.Name)) })
	return out
}

var _ closure.Source = (*Source)(nil)

// Final returns the id that stands for an entity.
func (s *Source) Final(id graph.EntityID) (out graph.EntityID, err error) {
	err = guarded(s.w.dir, func() error {
		out, err = s.canonical(id)
		return err
	})
	return out, err
}
