package store

import (
	"cmp"
	"fmt"
	"slices"

	"longarm/graph"
)

// sink takes what a walk reads, puts the ids that stand for entities into it, keeps
// claims of different loads apart that chose one id, and hands all to a builder.
type sink struct {
	w        *Workspace
	k        *known
	b        *graph.Builder
	kinds    map[graph.EntityID]graph.Kind
	entities []placedEntity
	claims   []placedClaim
	taken    map[claimAt]bool
	cited    []citation // sources wanted whatever rests on them
	parts    map[int]bool
	failed   error
}

type citation struct {
	part int
	id   graph.SourceID
}

type placedEntity struct {
	part int
	e    graph.Entity
}

type placedClaim struct {
	part int
	r    graph.Record
}

type claimAt struct {
	source string
	id     string
}

func newSink(w *Workspace, k *known, b *graph.Builder) *sink {
	return &sink{w: w, k: k, b: b, kinds: map[graph.EntityID]graph.Kind{}, taken: map[claimAt]bool{}, parts: map[int]bool{}}
}

// kind is what an entity is, as the first description that knows says: a company when
// nobody does.
func (s *sink) kind(id graph.EntityID) graph.Kind {
	if k := s.kinds[id]; k != "" {
		return k
	}
	return graph.Company
}

// entity takes one description; part is -1 for what is known.
func (s *sink) entity(part int, e graph.Entity, id graph.EntityID) {
	e.ID = id
	if s.kinds[id] == "" { // the first that says so; Groups let only kinds together that one entity may have
		s.kinds[id] = e.Kind
	}
	s.entities = append(s.entities, placedEntity{part, e})
	if part >= 0 && !frame(e.Kind) { // a state that several loads name is nobody's data
		s.parts[part] = true
	}
}

// claim takes a statement, attribute, coverage or note of the workspace, once.
func (s *sink) claim(part int, r graph.Record) {
	id, _ := idOf(r)
	at := claimAt{s.w.parts[part].info.Source, id}
	if s.taken[at] {
		return
	}
	s.taken[at] = true
	s.parts[part] = true
	s.claims = append(s.claims, placedClaim{part, r})
}

// flush hands everything to the builder.
func (s *sink) flush(n *Neighbourhood) error {
	sources := map[claimAt]graph.SourceID{}
	if s.k.ledger != nil {
		err := s.k.ledger.Records(func(r graph.Record) error {
			if e, ok := r.(graph.Entity); ok {
				e.ID, e.Within = n.ID(e.ID), n.ID(e.Within)
				if first := s.kinds[e.ID]; first != "" {
					e.Kind = first
				}
				return s.b.Add(e)
			}
			return s.b.Add(renamed(r, n))
		})
		if err != nil {
			return err
		}
	}
	slices.SortStableFunc(s.entities, func(a, b placedEntity) int { return cmp.Compare(a.part, b.part) })
	described := map[graph.EntityID]bool{}
	for _, p := range s.entities {
		described[p.e.ID] = true
		if p.part < 0 {
			continue // handed on with the ledger
		}
		src, err := s.source(sources, p.part, p.e.Source)
		if err != nil {
			return err
		}
		p.e.Source, p.e.Within, p.e.Kind = src, n.ID(p.e.Within), s.kind(p.e.ID)
		if p.e.WithinClaim != "" {
			if p.e.WithinClaim, err = s.claimID(p.part, p.e.WithinClaim); err != nil {
				return err
			}
		}
		if err := s.b.Add(p.e); err != nil {
			return err
		}
	}
	for _, c := range s.claims {
		if err := s.handOn(sources, c, n); err != nil {
			return err
		}
	}
	for _, c := range s.cited {
		if _, err := s.source(sources, c.part, c.id); err != nil {
			return err
		}
	}
	n.Claims = len(s.claims)
	s.undescribed(described, n)
	for part := range s.parts {
		n.Sources = append(n.Sources, *s.w.parts[part].info)
	}
	slices.SortFunc(n.Sources, func(a, b Part) int { return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Name, b.Name)) })
	return s.failed
}

func (s *sink) handOn(sources map[claimAt]graph.SourceID, c placedClaim, n *Neighbourhood) error {
	r := renamed(c.r, n)
	base := claimOf(&r)
	id, err := s.claimID(c.part, base.ID)
	if err != nil {
		return err
	}
	src, err := s.source(sources, c.part, base.Source)
	if err != nil {
		return err
	}
	return s.b.Add(withClaim(r, id, src))
}

// undescribed makes the entities that claims name and no source describes: nothing is
// known of them but that they exist.
func (s *sink) undescribed(described map[graph.EntityID]bool, n *Neighbourhood) {
	for _, c := range s.claims {
		for _, id := range ends(c.r) {
			if id = n.ID(id); id == "" || described[id] {
				continue
			}
			described[id] = true
			if s.failed == nil {
				s.failed = s.b.Add(graph.Entity{ID: id, Kind: graph.Company,
					Note: graph.Text{EN: "No source describes it; statements name it.", FR: "Aucune source ne la décrit ; des déclarations la nomment."}})
			}
		}
	}
	for _, p := range s.entities {
		if id := n.ID(p.e.Within); id != "" && !described[id] {
			described[id] = true
			if s.failed == nil {
				s.failed = s.b.Add(graph.Entity{ID: id, Kind: graph.State})
			}
		}
	}
}

// claimID is the id of a claim in the answer: its own, unless the facts in memory or
// an earlier load of another source took it.
func (s *sink) claimID(part int, id graph.ClaimID) (graph.ClaimID, error) {
	source := s.w.parts[part].info.Source
	clash := s.k.ledger != nil && s.k.ledger.Claim(id) != nil
	for _, p := range s.w.parts {
		if clash || s.w.rank(p.info.Source) >= s.w.rank(source) {
			continue
		}
		has, err := p.has(asClaim, string(id))
		if err != nil {
			return "", err
		}
		clash = has
	}
	if clash {
		id += graph.ClaimID("@" + source)
	}
	return id, nil
}

// source adds the source that a record of a part rests on, and returns its id in the
// answer. Every source carries the licence of its load.
func (s *sink) source(have map[claimAt]graph.SourceID, part int, id graph.SourceID) (graph.SourceID, error) {
	info := s.w.parts[part].info
	if id == "" {
		id = graph.SourceID(info.Source)
	}
	at := claimAt{info.Source, string(id)}
	if done, ok := have[at]; ok {
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
	// The id may belong to another source that was handed on before.
	taken := s.k.ledger != nil && s.k.ledger.Source(id) != nil && !sameSource(*s.k.ledger.Source(id), out)
	for other, as := range have {
		taken = taken || other.source != at.source && as == id
	}
	if taken {
		out.ID = id + graph.SourceID("@"+info.Source)
	}
	have[at] = out.ID
	return out.ID, s.b.Add(out)
}

func sameSource(a, b graph.Source) bool {
	differ := func(x, y string) bool { return x != "" && y != "" && x != y }
	return !differ(a.Title, b.Title) && !differ(a.URL, b.URL) && !differ(a.Citation, b.Citation) && !differ(a.Date, b.Date) && !differ(a.Licence, b.Licence)
}

// renamed is the record with the ids that stand for its entities.
func renamed(r graph.Record, n *Neighbourhood) graph.Record {
	switch r := r.(type) {
	case graph.Statement:
		r.Holder, r.Subject = n.ID(r.Holder), n.ID(r.Subject)
		return r
	case graph.Attribute:
		r.Entity, r.At = n.ID(r.Entity), n.ID(r.At)
		return r
	case graph.Coverage:
		r.Entity = n.ID(r.Entity)
		r.Members = slices.Clone(r.Members)
		for i, m := range r.Members {
			r.Members[i] = n.ID(m)
		}
		slices.Sort(r.Members)
		r.Members = slices.Compact(r.Members)
		return r
	case graph.Note:
		r.Subject, r.Object = n.ID(r.Subject), n.ID(r.Object)
		return r
	}
	return r
}

func claimOf(r *graph.Record) graph.Claim {
	switch r := (*r).(type) {
	case graph.Statement:
		return r.Claim
	case graph.Attribute:
		return r.Claim
	case graph.Coverage:
		return r.Claim
	case graph.Note:
		return r.Claim
	}
	panic(fmt.Sprintf("%T is no claim", *r))
}

func withClaim(r graph.Record, id graph.ClaimID, source graph.SourceID) graph.Record {
	switch r := r.(type) {
	case graph.Statement:
		r.ID, r.Source = id, source
		return r
	case graph.Attribute:
		r.ID, r.Source = id, source
		return r
	case graph.Coverage:
		r.ID, r.Source = id, source
		return r
	case graph.Note:
		r.ID, r.Source = id, source
		return r
	}
	return r
}
