package neo4j

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"longarm/graph"
	"longarm/graph/closure"
	"longarm/graph/identity"
)

// Snapshot is one generation, read in one transaction. It is a [closure.Source], for
// one goroutine.
type Snapshot struct {
	tx *Tx
	// Generation is what was pushed.
	Generation *Generation
}

// Ask runs work over one generation, in one transaction. When the server drops the
// transaction for a passing reason, or a push began meanwhile, work is run again from
// the start and must begin anew. The error is an [*Error] of kind Empty or Unfinished
// when there is nothing to ask.
func (c *Client) Ask(ctx context.Context, work func(*Snapshot) error) error {
	for try := 1; ; try++ {
		err := c.Read(ctx, func(t *Tx) error {
			g, err := t.whole()
			if err != nil {
				return err
			}
			if err := work(&Snapshot{t, g}); err != nil {
				return err
			}
			now, err := t.whole()
			if err == nil && (now.Hash != g.Hash || now.Laws != g.Laws) {
				return errMoved
			}
			return err
		})
		if !errors.Is(err, errMoved) {
			return err
		}
		if try == asks {
			return fault(Unfinished, nil, "%s was pushed to while the question was read, %d times; ask again", "%s a reçu un push pendant la lecture de la question, %d fois ; reposez-la", c.host, asks)
		}
	}
}

// asks is how often a question is read again when pushes come between.
const asks = 3

var errMoved = errors.New("another generation was pushed meanwhile")

// Fetch answers all asks in one journey to the server; in two when entities are to be
// described and claims read, which a walk does in turns.
func (s *Snapshot) Fetch(_ context.Context, asks []closure.Ask) ([]closure.Answer, error) {
	f := frontier{asks: asks, out: make([]closure.Answer, len(asks)), holders: map[string][4]int{}}
	f.sort()
	for _, part := range []struct {
		text   string
		wanted bool
		params map[string]any
	}{{describe, f.describes, f.entities}, {claims, f.claims, f.said}} {
		if !part.wanted {
			continue
		}
		if err := s.tx.each(part.text, part.params, func(v []any) error { return s.strange(f.row(v)) }); err != nil {
			return nil, err
		}
	}
	if err := s.statements(asks, f.out); err != nil {
		return nil, err
	}
	for i := range f.out {
		if j, ok := f.again[i]; ok {
			f.out[i] = f.out[j]
			continue
		}
		a := &f.out[i]
		a.Count = max(a.Count, len(a.Records))
		if asks[i].Most > 0 && a.Count > asks[i].Most {
			a.Records = nil
		}
		slices.SortFunc(a.Records, func(x, y graph.Record) int { return cmp.Compare(idOf(x), idOf(y)) })
	}
	return f.out, nil
}

// statements looks for claims asked for by id that are no note, fact or coverage.
func (s *Snapshot) statements(asks []closure.Ask, out []closure.Answer) error {
	missing := map[string][]int{}
	var ids []string
	for i, a := range asks {
		if a.Role == closure.Claimed && len(out[i].Records) == 0 {
			if missing[a.ID] == nil {
				ids = append(ids, a.ID)
			}
			missing[a.ID] = append(missing[a.ID], i)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	return s.tx.each(findStatements, map[string]any{"ids": ids}, func(v []any) error {
		r, err := statementOf(v[0].(map[string]any), v[1].(string), v[2].(string))
		for _, i := range missing[string(r.ID)] {
			out[i].Records = append(out[i].Records, r)
		}
		return s.strange(err)
	})
}

// strange is an error in what the server holds.
func (s *Snapshot) strange(err error) error {
	if err == nil {
		return nil
	}
	return fault(Strange, err, "what %s holds was changed by somebody else: %v; push again with --again", "le contenu de %s a été modifié par quelqu’un d’autre : %v ; poussez à nouveau avec --again", s.tx.c.host, err)
}

// recordOf reads a row of fetch.
func recordOf(role closure.Role, p map[string]any, a, b string) (graph.Record, error) {
	switch role {
	case closure.Described, closure.Frames:
		return entityOf(p)
	case closure.Attributes, closure.Concerning:
		return attributeOf(p)
	case closure.Covered, closure.Member:
		return coverageOf(p)
	case closure.Noted:
		return noteOf(p, a, b)
	case closure.Cited:
		return sourceOf(p)
	case closure.Claimed:
		switch {
		case b != "":
			return noteOf(p, a, b)
		case a == "fact":
			return attributeOf(p)
		}
		return coverageOf(p)
	}
	return statementOf(p, a, b)
}

func idOf(r graph.Record) string {
	switch r := r.(type) {
	case graph.Entity:
		return string(r.ID)
	case graph.Source:
		return string(r.ID)
	}
	return string(closure.ClaimOf(r).ID)
}

// All hands on every record: sources, entities, then claims. Nothing is handed on
// twice: when the connection is lost midway the error says so.
func (s *Snapshot) All(_ context.Context, yield func(graph.Record) error) error {
	for _, part := range []struct {
		text string
		read func(v []any) (graph.Record, error)
	}{
		{allSources, func(v []any) (graph.Record, error) { return sourceOf(v[0].(map[string]any)) }},
		{allEntities, func(v []any) (graph.Record, error) { return entityOf(v[0].(map[string]any)) }},
		{allStatements, func(v []any) (graph.Record, error) {
			return statementOf(v[0].(map[string]any), v[1].(string), v[2].(string))
		}},
		{allFacts, func(v []any) (graph.Record, error) { return attributeOf(v[0].(map[string]any)) }},
		{allCoverages, func(v []any) (graph.Record, error) { return coverageOf(v[0].(map[string]any)) }},
		{allNotes, func(v []any) (graph.Record, error) {
			return noteOf(v[0].(map[string]any), v[1].(string), v[2].(string))
		}},
	} {
		err := s.tx.each(part.text, nil, func(v []any) error {
			r, err := part.read(v)
			if err != nil {
				return s.strange(err)
			}
			return yield(r)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Exactly lists the entities with the id, or a name, LEI or identifier that is the
// same but for case and accents, sorted; at most limit.
func (s *Snapshot) Exactly(name string, limit int) ([]graph.EntityID, error) {
	answers, err := s.Fetch(s.tx.ctx, []closure.Ask{{Role: closure.Described, ID: name}})
	if err != nil {
		return nil, err
	}
	if len(answers[0].Records) > 0 {
		return []graph.EntityID{graph.EntityID(name)}, nil
	}
	key := identity.Key(name)
	if key == "" {
		return nil, nil
	}
	return s.found(findNames, map[string]any{"words": phrase(key), "key": key, "limit": limit})
}

// Similar lists entities with names like the one given, sorted by id: everybody when
// the graph has no more than limit entities, else those with words alike. Whoever asks
// ranks them.
func (s *Snapshot) Similar(name string, limit int) ([]graph.EntityID, error) {
	ids, err := s.found(allIDs, map[string]any{"limit": limit + 1})
	if err != nil || len(ids) <= limit {
		return ids, err
	}
	key := identity.Key(name)
	if key == "" {
		return nil, nil
	}
	return s.found(findNames, map[string]any{"words": alike(key), "key": "", "limit": limit})
}

func (s *Snapshot) found(text string, params map[string]any) ([]graph.EntityID, error) {
	var out []graph.EntityID
	err := s.tx.each(text, params, func(v []any) error {
		id, _ := v[0].(string)
		out = append(out, graph.EntityID(id))
		return nil
	})
	slices.Sort(out)
	return out, err
}
