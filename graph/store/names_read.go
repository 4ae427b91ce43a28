package store

import (
	"bytes"
	"encoding/binary"
	"slices"
	"sort"
)

// wordIndex reads the words of a part.
type wordIndex struct {
	of       *sealed
	words    section
	starts   sectionOf[wordStart]
	postings section
}

func openWords(s *sealed) *wordIndex {
	return &wordIndex{of: s, words: s.section(wordsSection), starts: sectionOf[wordStart]{s.section(startsSection)}, postings: s.section(postingsSection)}
}

// entry is one word with where its postings lie.
type entry struct {
	text     []byte // valid until the next one
	shared   int    // bytes it shares with the entry before; 0 at the start of a group
	at, size uint64
}

// group hands on the words of a group in order, until yield says stop.
func (x *wordIndex) group(g int64, yield func(entry) (more bool)) (more bool, err error) {
	start, err := x.starts.get(g)
	if err != nil {
		return false, err
	}
	end := wordStart{uint64(x.words.size), uint64(x.postings.size)}
	if g+1 < x.starts.len() {
		if end, err = x.starts.get(g + 1); err != nil {
			return false, err
		}
	}
	if end.Words < start.Words || end.Postings < start.Postings {
		return false, damaged(x.of.name, "its words have no order")
	}
	b, err := x.words.bytes(int64(start.Words), int64(end.Words-start.Words))
	if err != nil {
		return false, err
	}
	var text [maxWord]byte
	e := entry{at: start.Postings}
	for len(b) > 0 {
		if len(b) < 3 || int(b[0])+int(b[1]) > maxWord || len(b) < 2+int(b[1]) || int(b[0]) > len(e.text) {
			return false, damaged(x.of.name, "a word is cut short")
		}
		e.shared = int(b[0])
		n := e.shared + copy(text[e.shared:], b[2:2+int(b[1])])
		e.text = text[:n]
		size, k := binary.Uvarint(b[2+int(b[1]):])
		if k <= 0 {
			return false, damaged(x.of.name, "a word is cut short")
		}
		b = b[2+int(b[1])+k:]
		e.size = size
		if !yield(e) {
			return false, nil
		}
		e.at += size
	}
	return true, nil
}

// from hands on the words from the first not before w on, until yield says stop.
func (x *wordIndex) from(w []byte, yield func(entry) bool) error {
	var failed error
	n := x.starts.len()
	g := int64(sort.Search(int(n), func(i int) bool { // the first group whose first word is after w
		after := false
		_, err := x.group(int64(i), func(e entry) bool { after = bytes.Compare(e.text, w) > 0; return false })
		if err != nil {
			failed = err
		}
		return after
	}))
	if failed != nil {
		return failed
	}
	for g = max(g-1, 0); g < n; g++ {
		more, err := x.group(g, func(e entry) bool { return bytes.Compare(e.text, w) < 0 || yield(e) })
		if err != nil || !more {
			return err
		}
	}
	return nil
}

// match is a word like the one asked for.
type match struct {
	distance int
	prefix   bool // the word only begins with what was typed
	size     uint64
	at       uint64
}

// exact finds the word itself.
func (x *wordIndex) exact(w []byte) ([]match, error) {
	var out []match
	err := x.from(w, func(e entry) bool {
		if bytes.Equal(e.text, w) {
			out = append(out, match{at: e.at, size: e.size})
		}
		return false
	})
	return out, err
}

// maxPrefixed bounds the words that complete a typed one.
const maxPrefixed = 2000

// prefixed finds the words that begin with w, w itself first.
func (x *wordIndex) prefixed(w []byte) ([]match, error) {
	var out []match
	err := x.from(w, func(e entry) bool {
		if !bytes.HasPrefix(e.text, w) || len(out) == maxPrefixed {
			return false
		}
		out = append(out, match{at: e.at, size: e.size, prefix: len(e.text) > len(w)})
		return true
	})
	return out, err
}

// letters is the group in which words that begin with a letter begin: numbers and ids
// stand before them, and are no slips of typing.
func (x *wordIndex) letters() (int64, error) {
	var failed error
	g := sort.Search(int(x.starts.len()), func(i int) bool {
		after := false
		if _, err := x.group(int64(i), func(e entry) bool { after = len(e.text) > 0 && e.text[0] > '9'; return false }); err != nil {
			failed = err
		}
		return after
	})
	return int64(max(g-1, 0)), failed
}

// alike finds the words within the number of edits of w: letters added, left out,
// replaced, or two neighbours swapped. It walks all words once, and computes only
// the part of each that differs from the one before.
func (x *wordIndex) alike(w []byte, edits int) ([]match, error) {
	if edits == 0 {
		return x.exact(w)
	}
	var out []match
	a := newAutomaton(w, edits)
	start, err := x.letters()
	if err != nil {
		return nil, err
	}
	for g := start; g < x.starts.len(); g++ {
		_, err := x.group(g, func(e entry) bool {
			if d, ok := a.read(e.text, e.shared); ok {
				out = append(out, match{distance: d, at: e.at, size: e.size})
			}
			return true
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// automaton computes the edits between one word and a sorted list of others: row i
// is Damerau's restricted distance of the first i bytes to every prefix of the word.
type automaton struct {
	word []byte
	max  int
	rows [maxWord + 1][]uint8
	dead int // no word that shares more than this many bytes with the last one can match
}

func newAutomaton(word []byte, edits int) *automaton {
	a := &automaton{word: word, max: edits, dead: maxWord + 1}
	for i := range a.rows {
		a.rows[i] = make([]uint8, len(word)+1)
	}
	for j := range a.rows[0] {
		a.rows[0][j] = uint8(min(j, 255))
	}
	return a
}

// read takes the next word, of which the first shared bytes are those of the last.
func (a *automaton) read(text []byte, shared int) (distance int, ok bool) {
	if shared > a.dead {
		return 0, false
	}
	a.dead = maxWord + 1
	for i := shared + 1; i <= len(text); i++ {
		before, row := a.rows[i-1], a.rows[i]
		c := text[i-1]
		row[0] = uint8(i)
		least := row[0]
		for j := 1; j <= len(a.word); j++ {
			cost := uint8(1)
			if a.word[j-1] == c {
				cost = 0
			}
			d := min(before[j]+1, row[j-1]+1, before[j-1]+cost)
			if i > 1 && j > 1 && a.word[j-2] == c && a.word[j-1] == text[i-2] {
				d = min(d, a.rows[i-2][j-2]+1)
			}
			row[j] = d
			least = min(least, d)
		}
		// A swap looks two rows back, so both must be beyond reach.
		if int(least) > a.max && (i < 2 || int(slices.Min(before)) > a.max) {
			a.dead = i - 1
			return 0, false
		}
	}
	d := int(a.rows[len(text)][len(a.word)])
	return d, d <= a.max
}

// each hands on the numbers of the entities that have a word, ascending.
func (x *wordIndex) each(m match, yield func(n uint32) bool) error {
	b, err := x.postings.bytes(int64(m.at), int64(m.size))
	if err != nil {
		return err
	}
	n := uint64(0)
	for len(b) > 0 {
		d, k := binary.Uvarint(b)
		if k <= 0 || n+d > 1<<32-1 {
			return damaged(x.of.name, "a list of entities is cut short")
		}
		n += d
		b = b[k:]
		if !yield(uint32(n)) {
			return nil
		}
	}
	return nil
}
