package store

import (
	"context"
	"slices"

	"longarm/graph"
	"longarm/graph/identity"
)

// similarNames is how many names like one are compared with it.
const similarNames = 12

// Propose lists pairs of entities that may be one, of different loads or of a load and
// the facts that are known: for the entities given, or for all that are known when none
// is. What is one already, and what a person decided, is left out. Best first.
func (w *Workspace) Propose(ctx context.Context, l *graph.Ledger, ids []graph.EntityID) (out []identity.Proposal, err error) {
	k, err := newKnown(l)
	if err != nil {
		return nil, err
	}
	if len(ids) == 0 && l != nil {
		ids = l.Entities()
	}
	err = guarded(w.dir, func() error {
		for _, id := range ids {
			if err := ctx.Err(); err != nil {
				return err
			}
			if out, err = w.propose(id, k, out); err != nil {
				return err
			}
		}
		return nil
	})
	identity.SortProposals(out)
	return out, err
}

func (w *Workspace) propose(id graph.EntityID, k *known, out []identity.Proposal) ([]identity.Proposal, error) {
	records, err := w.entity(id)
	if err != nil {
		return nil, err
	}
	if r, ok := k.entities[id]; ok {
		records = append([]identity.Record{r}, records...)
	}
	if len(records) == 0 || !records[0].Kind.IsProvider() {
		return out, nil
	}
	groups, err := w.groups(id, k)
	if err != nil {
		return nil, err
	}
	same := func(other graph.EntityID) bool {
		return slices.ContainsFunc(groups, func(g identity.Group) bool {
			return slices.Contains(g.Members, id) && slices.Contains(g.Members, other)
		})
	}
	for _, r := range records {
		mine, err := w.candidate(r, k)
		if err != nil {
			return nil, err
		}
		names := []string{identity.Split(r.Name).Core, identity.Split(r.LegalName).Core}
		slices.Sort(names)
		for _, name := range slices.Compact(names) {
			hits, err := w.Search(name, similarNames)
			if err != nil {
				return nil, err
			}
			for _, h := range hits {
				if same(h.ID) || w.decisions.Verdict(id, h.ID) != "" {
					continue
				}
				others, err := w.entity(h.ID)
				if err != nil {
					return nil, err
				}
				for _, o := range others {
					other, err := w.candidate(o, k)
					if err != nil {
						return nil, err
					}
					if p, ok := identity.Compare(mine, other); ok {
						out = better(out, p)
					}
				}
			}
		}
	}
	return out, nil
}

// better keeps the better of two proposals on one pair.
func better(list []identity.Proposal, p identity.Proposal) []identity.Proposal {
	i := slices.IndexFunc(list, func(x identity.Proposal) bool { return x.A == p.A && x.B == p.B })
	if i < 0 {
		return append(list, p)
	}
	if list[i].Score < p.Score {
		list[i] = p
	}
	return list
}

// candidate adds where the entity stands.
func (w *Workspace) candidate(r identity.Record, k *known) (identity.Candidate, error) {
	c := identity.Candidate{Record: r}
	order := []graph.Interest{graph.IncorporatedIn, graph.NationalOf, graph.HeadquarteredIn, graph.ResidentIn}
	best := len(order)
	take := func(rec graph.Record) error {
		s := rec.(graph.Statement)
		i := slices.Index(order, s.Interest)
		if i < 0 || i >= best || !s.Assertion.Counts() && s.Assertion != "" {
			return nil
		}
		iso, err := w.iso(s.Subject, k)
		if iso != "" {
			best, c.Jurisdiction = i, iso
		}
		return err
	}
	for _, rec := range k.about[place{asHolder + role(graph.Jurisdiction), r.ID}] {
		if err := take(rec); err != nil {
			return c, err
		}
	}
	return c, w.about(asHolder+role(graph.Jurisdiction), string(r.ID), func(_ int, rec graph.Record) error { return take(rec) })
}

// iso is the code of a state, or of the state a place lies in.
func (w *Workspace) iso(id graph.EntityID, k *known) (string, error) {
	for range 4 {
		records, err := w.entity(id)
		if err != nil {
			return "", err
		}
		if r, ok := k.entities[id]; ok {
			records = append(records, r)
		}
		next := graph.EntityID("")
		for _, r := range records {
			if r.ISO != "" {
				return r.ISO, nil
			}
			if r.Within != "" {
				next = r.Within
			}
		}
		if id = next; id == "" {
			return "", nil
		}
	}
	return "", nil
}

// Same returns the group an entity belongs to, with the reasons, among the workspace and
// the facts that are known; false when nobody describes the entity.
func (w *Workspace) Same(id graph.EntityID, l *graph.Ledger) (g identity.Group, ok bool, err error) {
	k, err := newKnown(l)
	if err != nil {
		return g, false, err
	}
	err = guarded(w.dir, func() error {
		groups, err := w.groups(id, k)
		for i := range groups {
			if slices.Contains(groups[i].Members, id) {
				g, ok = groups[i], true
			}
		}
		return err
	})
	return g, ok, err
}
