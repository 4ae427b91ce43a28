package store

import (
	"cmp"
	"math"
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

const (
	mostCandidates = 300     // read to be compared
	mostPostings   = 400_000 // of one word that are looked at when it is not the only one
)

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
	key := identity.Key(name)
	hits, err := w.gather(strings.Fields(key), false, func(r *identity.Record) (float64, bool) {
		return 1, slices.Contains(keys(&r.Entity), key)
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
		hits, err = w.gather(words, true, func(r *identity.Record) (float64, bool) {
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
		hits, err = w.gather(words, true, like)
		if err != nil || len(hits) > 0 && slices.ContainsFunc(hits, func(h Hit) bool { return h.Score == 1 }) && len(hits) >= limit {
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

// keys lists what an entity can be found by.
func keys(e *graph.Entity) []string {
	out := []string{identity.Key(string(e.ID)), identity.Key(e.Name), identity.Key(e.LegalName), identity.Key(e.LEI)}
	for _, a := range e.Aliases {
		out = append(out, identity.Key(a))
	}
	for _, n := range e.Names {
		out = append(out, identity.Key(n))
	}
	for _, i := range e.Identifiers {
		out = append(out, identity.Key(i.ID))
	}
	return slices.DeleteFunc(out, func(k string) bool { return k == "" })
}

func hitOf(r *identity.Record, score float64) Hit {
	return Hit{ID: r.ID, Name: r.DisplayName(""), Kind: r.Kind, Source: r.From, Score: score}
}

// gather reads the entities that have all the words, and keeps those that rate wants.
func (w *Workspace) gather(words []string, lastBegun bool, rate func(*identity.Record) (float64, bool)) ([]Hit, error) {
	var hits []Hit
	for i, p := range w.parts {
		numbers, err := p.words.having(words, lastBegun)
		if err != nil {
			return nil, err
		}
		if hits, err = w.rated(i, numbers, hits, rate); err != nil {
			return nil, err
		}
	}
	return hits, nil
}

// rated reads entities of a part by number and keeps those that rate wants.
func (w *Workspace) rated(part int, numbers []uint32, hits []Hit, rate func(*identity.Record) (float64, bool)) ([]Hit, error) {
	p := w.parts[part]
	for _, n := range numbers[:min(len(numbers), mostCandidates)] {
		ref, err := p.ents.get(int64(n))
		if err != nil {
			return nil, err
		}
		r, _, err := p.record(ref)
		if err != nil {
			return nil, err
		}
		e, ok := r.(graph.Entity)
		if !ok {
			return nil, damaged(p.index.name, "entity %d is none", n)
		}
		if ok, err := w.stands(part, r, ref); err != nil {
			return nil, err
		} else if !ok || slices.ContainsFunc(hits, func(h Hit) bool { return h.ID == e.ID }) {
			continue
		}
		record := identity.Record{Entity: e, From: p.info.Source}
		if score, wanted := rate(&record); wanted {
			hits = append(hits, hitOf(&record, score))
		}
	}
	return hits, nil
}

// having lists the entities that have every word, ascending: at most as many as are
// compared, unless a word is needed to tell them apart.
func (x *wordIndex) having(words []string, lastBegun bool) ([]uint32, error) {
	if len(words) == 0 {
		return nil, nil
	}
	var lists [][]match
	for i, word := range words {
		find := x.exact
		if lastBegun && i == len(words)-1 {
			find = x.prefixed
		}
		m, err := find([]byte(word[:min(len(word), maxWord)]))
		if err != nil {
			return nil, err
		}
		if len(m) == 0 {
			return nil, nil
		}
		lists = append(lists, m)
	}
	slices.SortStableFunc(lists, func(a, b []match) int { return cmp.Compare(weight(a), weight(b)) })
	most := mostPostings
	if len(lists) == 1 {
		most = mostCandidates
	}
	have, err := x.union(lists[0], most)
	for _, m := range lists[1:] {
		if err != nil || len(have) == 0 {
			return nil, err
		}
		if weight(m) > 4*mostPostings && len(have) <= mostCandidates {
			continue // whoever rates them looks at every word
		}
		have, err = x.among(have, m)
	}
	return have, err
}

// weight is about how many entities have one of the words.
func weight(m []match) uint64 {
	n := uint64(0)
	for _, x := range m {
		n += x.size
	}
	return n
}

// union lists the entities that have one of the words, ascending.
func (x *wordIndex) union(list []match, most int) ([]uint32, error) {
	var out []uint32
	for _, m := range list {
		if len(out) >= most {
			break
		}
		err := x.each(m, func(n uint32) bool { out = append(out, n); return len(out) < most })
		if err != nil {
			return nil, err
		}
	}
	if len(list) > 1 {
		slices.Sort(out)
		out = slices.Compact(out)
	}
	return out, nil
}

// among keeps those that have one of the words.
func (x *wordIndex) among(have []uint32, list []match) ([]uint32, error) {
	keep := make([]bool, len(have))
	for _, m := range list {
		i := 0
		err := x.each(m, func(n uint32) bool {
			for i < len(have) && have[i] < n {
				i++
			}
			if i < len(have) && have[i] == n {
				keep[i] = true
			}
			return i < len(have)
		})
		if err != nil {
			return nil, err
		}
	}
	out := have[:0]
	for i, n := range have {
		if keep[i] {
			out = append(out, n)
		}
	}
	return out, nil
}

// slips finds entities by words that are nearly those typed. Who has more of them, and
// rarer ones, is compared first.
func (w *Workspace) slips(words []string, rate func(*identity.Record) (float64, bool)) ([]Hit, error) {
	var hits []Hit
	for i, p := range w.parts {
		weights := map[uint32]float64{}
		for _, word := range words[:min(len(words), maxWords)] {
			list, err := p.words.alike([]byte(word[:min(len(word), maxWord)]), slipsIn(word))
			if err != nil {
				return nil, err
			}
			slices.SortStableFunc(list, func(a, b match) int { return cmp.Compare(a.distance, b.distance) })
			total := math.Log(2 + float64(p.ents.len()))
			for _, m := range list {
				if m.size > mostPostings && len(words) > 1 {
					continue // a word that nearly everyone has tells nobody apart
				}
				score := (total - math.Log(1+float64(m.size))) / float64(1+m.distance)
				seen := 0
				err := p.words.each(m, func(n uint32) bool {
					weights[n] += score
					seen++
					return seen < mostPostings/8 && len(weights) < mostPostings
				})
				if err != nil {
					return nil, err
				}
			}
		}
		numbers := make([]uint32, 0, len(weights))
		for n := range weights {
			numbers = append(numbers, n)
		}
		slices.SortFunc(numbers, func(a, b uint32) int { return cmp.Or(cmp.Compare(weights[b], weights[a]), cmp.Compare(a, b)) })
		var err error
		if hits, err = w.rated(i, numbers, hits, rate); err != nil {
			return nil, err
		}
	}
	return hits, nil
}

// slipsIn is how many slips of typing a word may have.
func slipsIn(word string) int {
	switch n := len(word); {
	case n < 4 || strings.ContainsAny(word, "0123456789"):
		return 0
	case n < 8:
		return 1
	}
	return 2
}
