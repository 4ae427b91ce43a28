package store

import (
	"cmp"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/identity"
)

// Hit is an entity found by its name.
type Hit struct {
	ID     graph.EntityID
	Name   string
	Kind   graph.Kind
	Source string  // of the load that describes it
	Score  float64 // likeness of the name that is most like, 0 to 1
}

// Exactly lists the entities with the id, LEI, identifier, name, alias or published
// translation, without regard to case and accents; sorted by id.
func (w *Workspace) Exactly(name string) (hits []Hit, err error) {
	err = guarded(w.dir, func() error { hits, err = w.exactly(name); return err })
	return hits, err
}

func (w *Workspace) exactly(name string) ([]Hit, error) {
	if records, err := w.entity(graph.EntityID(name)); err != nil || len(records) > 0 {
		if err != nil {
			return nil, err
		}
		return []Hit{hitOf(&records[0], 1)}, nil
	}
	var hits []Hit
	err := w.about(asName, identity.Key(name), func(part int, r graph.Record) error {
		e := r.(graph.Entity)
		if !slices.ContainsFunc(hits, func(h Hit) bool { return h.ID == e.ID }) {
			hits = append(hits, hitOf(&identity.Record{Entity: e, From: w.parts[part].info.Source}, 1))
		}
		return nil
	})
	slices.SortFunc(hits, func(a, b Hit) int { return compareIDs(a.ID, b.ID) })
	return hits, err
}

// Complete lists entities whose name or id has the words typed, the last of which may
// be begun only. Names that begin with what was typed come first; then by name, id.
func (w *Workspace) Complete(typed string, limit int) (hits []Hit, err error) {
	key := identity.Key(typed)
	words := strings.Fields(key)
	if len(words) == 0 {
		return nil, nil
	}
	err = guarded(w.dir, func() error {
		hits, err = w.gather(words, func(r *identity.Record) (float64, bool) {
			best, any := 0.0, false
			for _, k := range keys(&r.Entity) {
				switch {
				case strings.HasPrefix(k, key):
					best, any = 1, true
				case hasWords(k, words):
					best, any = max(best, 0.5), true
				}
			}
			return best, any
		})
		return err
	})
	slices.SortFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(len(a.Name), len(b.Name)), cmp.Compare(a.Name, b.Name), compareIDs(a.ID, b.ID))
	})
	return hits[:min(len(hits), limit)], err
}

// hasWords reports that a name has the words, the last one at least begun.
func hasWords(key string, words []string) bool {
	have := strings.Fields(key)
	for i, w := range words {
		if !slices.ContainsFunc(have, func(h string) bool { return h == w || i == len(words)-1 && strings.HasPrefix(h, w) }) {
			return false
		}
	}
	return true
}

// Search lists the entities whose names are most like the text, most alike first,
// then by id. One slip of typing in a word is forgiven from its fourth letter on, two
// from its eighth.
func (w *Workspace) Search(text string, limit int) (hits []Hit, err error) {
	key := identity.Key(text)
	words := strings.Fields(key)
	if len(words) == 0 {
		return nil, nil
	}
	like := func(r *identity.Record) (float64, bool) {
		best := 0.0
		for _, k := range keys(&r.Entity) {
			best = max(best, identity.Likeness(key, k))
		}
		return best, best > 0
	}
	err = guarded(w.dir, func() error {
		if hits, err = w.gather(words, like); err != nil || len(hits) >= limit {
			return err
		}
		more, err := w.slips(words, like)
		for _, h := range more {
			if !slices.ContainsFunc(hits, func(x Hit) bool { return x.ID == h.ID }) {
				hits = append(hits, h)
			}
		}
		return err
	})
	slices.SortFunc(hits, func(a, b Hit) int { return cmp.Or(cmp.Compare(b.Score, a.Score), compareIDs(a.ID, b.ID)) })
	return hits[:min(len(hits), limit)], err
}

// keys lists what an entity can be found by, each once: its id first.
func keys(e *graph.Entity) []string {
	var met distinct
	out := make([]string, 0, 8)
	add := func(name string) {
		if k := identity.Key(name); k != "" && met.add(out, k) {
			out = append(out, k)
		}
	}
	out = append(out, identity.Key(string(e.ID)))
	add(e.Name)
	add(e.LegalName)
	add(e.LEI)
	for _, a := range e.Aliases {
		add(a)
	}
	for _, n := range e.Names {
		add(n)
	}
	for _, i := range e.Identifiers {
		add(i.ID)
	}
	return out
}

func hitOf(r *identity.Record, score float64) Hit {
	return Hit{ID: r.ID, Name: r.DisplayName(""), Kind: r.Kind, Source: r.From, Score: score}
}

// distinct tells whether a text is new to a list: by looking through a short one, and by
// a set beside a long one, as hostile records have. The zero distinct belongs to one list.
type distinct struct{ met map[string]bool }

// shortList is how many texts are looked through.
const shortList = 32

func (d *distinct) add(list []string, s string) bool {
	if len(list) < shortList {
		return !slices.Contains(list, s)
	}
	if d.met == nil {
		d.met = make(map[string]bool, 2*shortList)
		for _, have := range list {
			d.met[have] = true
		}
	}
	if d.met[s] {
		return false
	}
	d.met[s] = true
	return true
}
