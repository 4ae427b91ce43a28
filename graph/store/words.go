package store

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/identity"
)

const (
	mostCandidates = 150     // entities of a part that are read to be compared
	mostShared     = 100_000 // bytes of postings of a word
	mostGathered   = 20_000  // entities that have words nearly like those typed, before the best are chosen
)

// gather reads the entities that have all the words, the last at least begun, and keeps
// those that rate wants. Of very many the ones with the shortest names are read.
func (w *Workspace) gather(words []string, rate func(*identity.Record) (float64, bool)) ([]Hit, error) {
	var hits []Hit
	for i, p := range w.parts {
		numbers, err := p.having(words)
		if err == nil {
			hits, err = w.rated(i, numbers, hits, rate)
		}
		if err != nil {
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

// having lists the entities that have every word, those with the shortest names first.
func (p *part) having(words []string) ([]uint32, error) {
	if len(words) == 0 || p.ents.len() == 0 {
		return nil, nil
	}
	var lists [][]match
	for i, word := range words {
		find := p.words.exact
		if i == len(words)-1 {
			find = p.words.prefixed
		}
		m, err := find([]byte(word[:min(len(word), maxWord)]))
		if err != nil || len(m) == 0 {
			return nil, err
		}
		lists = append(lists, m)
	}
	slices.SortStableFunc(lists, func(a, b []match) int { return cmp.Compare(weight(a), weight(b)) })
	have, err := p.marked(lists[0], nil)
	for _, m := range lists[1:] {
		if err != nil {
			return nil, err
		}
		have, err = p.marked(m, have)
	}
	if err != nil {
		return nil, err
	}
	lengths, err := p.lengths.slice(0, p.lengths.len())
	if err != nil {
		return nil, err
	}
	return shortest(have.list(), lengths), nil
}

// shortest orders entities by the number of words of their names, then by number, as
// far as they are read.
func shortest(list []uint32, lengths []uint8) []uint32 {
	var first [257]int
	for _, n := range list {
		first[int(lengths[n])+1]++
	}
	for i := 1; i < len(first); i++ {
		first[i] += first[i-1]
	}
	out := make([]uint32, len(list))
	for _, n := range list {
		l := lengths[n]
		out[first[l]] = n
		first[l]++
	}
	return out[:min(len(out), mostCandidates)]
}

// set is a set of entities of a part, a bit each.
type set []uint64

func (b set) list() []uint32 {
	var out []uint32
	for i, x := range b {
		for ; x != 0; x &= x - 1 {
			out = append(out, uint32(i*64+bits.TrailingZeros64(x)))
		}
	}
	return out
}

// marked is the set of entities that have one of the words, and are in among unless
// that is nil.
func (p *part) marked(list []match, among set) (set, error) {
	n := p.ents.len()
	out := make(set, (n+63)/64)
	for _, m := range list {
		var failed error
		err := p.words.each(m, func(e uint32) bool {
			if int64(e) >= n {
				failed = damaged(p.index.name, "a word of an entity that is not there")
				return false
			}
			out[e/64] |= 1 << (e % 64)
			return true
		})
		if err = cmp.Or(err, failed); err != nil {
			return nil, err
		}
	}
	for i := range among {
		out[i] &= among[i]
	}
	return out, nil
}

// weight is about how many entities have one of the words.
func weight(m []match) uint64 {
	n := uint64(0)
	for _, x := range m {
		n += x.size
	}
	return n
}

// slips finds entities by words that are nearly those typed. Who has more of them, and
// rarer ones, is compared first.
func (w *Workspace) slips(words []string, rate func(*identity.Record) (float64, bool)) ([]Hit, error) {
	var hits []Hit
	for i, p := range w.parts {
		numbers, err := p.nearly(words[:min(len(words), maxWords)])
		if err == nil {
			hits, err = w.rated(i, numbers, hits, rate)
		}
		if err != nil {
			return nil, err
		}
	}
	return hits, nil
}

// nearly lists the entities that have words nearly like those typed, best first. The
// rarest word gathers candidates, and the others as long as they are few; after that
// they only tell candidates apart.
func (p *part) nearly(words []string) ([]uint32, error) {
	var lists [][]match
	for _, word := range words {
		list, err := p.words.alike([]byte(word[:min(len(word), maxWord)]), slipsIn(word))
		if err != nil {
			return nil, err
		}
		slices.SortStableFunc(list, func(a, b match) int {
			return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.size, b.size))
		})
		if len(list) > 0 {
			lists = append(lists, list)
		}
	}
	slices.SortStableFunc(lists, func(a, b []match) int { return cmp.Compare(weight(a), weight(b)) })
	scores := map[uint32]float64{}
	for _, list := range lists {
		open := len(scores) < mostGathered
		for _, m := range list {
			if m.size > mostShared && len(scores) > 0 {
				continue // a word that very many have tells hardly anyone apart
			}
			worth := 1 / float64(1+m.distance) / (1 + float64(bits.Len64(m.size)))
			err := p.words.each(m, func(n uint32) bool {
				if s, ok := scores[n]; ok || open {
					scores[n] = s + worth
				}
				return !open || len(scores) < mostGathered
			})
			if err != nil {
				return nil, err
			}
		}
	}
	numbers := make([]uint32, 0, len(scores))
	for n := range scores {
		if int64(n) >= p.ents.len() {
			return nil, damaged(p.index.name, "a word of an entity that is not there")
		}
		numbers = append(numbers, n)
	}
	slices.SortFunc(numbers, func(a, b uint32) int { return cmp.Or(cmp.Compare(scores[b], scores[a]), cmp.Compare(a, b)) })
	return numbers, nil
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
