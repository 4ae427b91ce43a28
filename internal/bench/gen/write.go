package main

import (
	"bufio"
	"os"
	"path/filepath"
)

// write gives the entities public numbers, shuffled within each kind so that no
// order of ids helps anyone, and writes the tables.
func (m *market) write(dir string, bands bool) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	n := len(m.place)
	public, inner := make([]int32, n), make([]int32, n)
	for i := range public {
		public[i] = int32(i)
	}
	shuffle := func(a, b int) {
		for i := b - 1; i > a; i-- {
			j := a + m.r.below(i-a+1)
			public[i], public[j] = public[j], public[i]
		}
	}
	shuffle(0, m.companies)
	shuffle(m.companies, m.companies+m.persons)
	for i, p := range public {
		inner[p] = int32(i)
	}
	t := &tables{market: m, public: public, inner: inner}
	if err := toFile(filepath.Join(dir, "nodes.csv"), t.nodes); err != nil {
		return err
	}
	if err := toFile(filepath.Join(dir, "edges.csv"), func(w *bufio.Writer) { t.holdings(w, bands) }); err != nil {
		return err
	}
	return toFile(filepath.Join(dir, "queries.csv"), t.queries)
}

func toFile(name string, fill func(*bufio.Writer)) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	fill(w)
	if err := w.Flush(); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

type tables struct {
	*market
	public, inner []int32
}

func (t *tables) id(b []byte, v int32) []byte {
	p := int(t.public[v])
	switch {
	case int(v) < t.companies:
		b = append(b, codes[t.place[v]]...)
		b = append(b, '-')
		return padded(b, p, 8)
	case int(v) < t.companies+t.persons:
		b = append(b, 'P')
		return padded(b, p-t.companies, 8)
	}
	b = append(b, "ST-"...)
	return append(b, codes[t.place[v]]...)
}

func (t *tables) nodes(w *bufio.Writer) {
	w.WriteString("id,kind,jurisdiction\n")
	var buf []byte
	for _, v := range t.inner {
		buf = t.id(buf[:0], v)
		switch {
		case int(v) < t.companies:
			buf = append(buf, ",company,"...)
		case int(v) < t.companies+t.persons:
			buf = append(buf, ",person,"...)
		default:
			buf = append(buf, ",state,"...)
		}
		buf = append(buf, codes[t.place[v]]...)
		w.Write(append(buf, '\n'))
	}
}

func (t *tables) holdings(w *bufio.Writer, bands bool) {
	if bands {
		w.WriteString("owner,owned,share,share_min,share_max\n")
	} else {
		w.WriteString("owner,owned,share\n")
	}
	var buf []byte
	put := func(e edge) {
		buf = append(t.id(buf[:0], e.owner), ',')
		buf = append(t.id(buf, e.owned), ',')
		if bands {
			buf = t.band(buf, int(e.share))
		} else {
			buf = fraction(buf, int(e.share))
		}
		w.Write(append(buf, '\n'))
	}
	next := 0
	for p := range t.companies {
		c := t.inner[p]
		for _, e := range t.edges[t.first[c]:t.first[c+1]] {
			put(e)
		}
		for next < len(t.extra) && next*t.companies < p*len(t.extra) {
			put(t.extra[next])
			next++
		}
	}
	for ; next < len(t.extra); next++ {
		put(t.extra[next])
	}
}

// band states a share beside its ends, or only the ends of the register's band
// that it lies in.
func (t *tables) band(buf []byte, s int) []byte {
	lo, hi := s, s
	if t.r.below(100) < 15 {
		switch {
		case lo > 750000:
			lo, hi = 750000, whole
		case lo > 500000:
			lo, hi = 500001, 750000
		case lo > 250000:
			lo, hi = 250000, 500000
		}
	}
	if lo == hi {
		buf = fraction(buf, lo)
	}
	buf = fraction(append(buf, ','), lo)
	return fraction(append(buf, ','), hi)
}

func (t *tables) queries(w *bufio.Writer) {
	w.WriteString("name,id\n")
	line := func(name string, v int32) {
		w.WriteString(name)
		w.WriteByte(',')
		w.Write(append(t.id(nil, v), '\n'))
	}
	line("heavy", int32(t.heavy))
	line("deep", int32(t.start[maxLevel]))
	line("core", 0)
	for i := range 5 {
		line("typical"+string(rune('1'+i)), int32(t.r.below(t.companies)))
	}
}

// padded appends a number in at least width digits.
func padded(b []byte, v, width int) []byte {
	var digits [20]byte
	i := len(digits)
	for v > 0 || width > 0 {
		i--
		digits[i] = byte('0' + v%10)
		v /= 10
		width--
	}
	return append(b, digits[i:]...)
}

func fraction(b []byte, s int) []byte {
	b = append(b, byte('0'+s/whole), '.')
	return padded(b, s%whole, 6)
}
