package bulk

import (
	"bytes"
	"strings"

	"longarm/graph"
	"longarm/graph/columns"
	"longarm/loaders/internal/source"
)

// stated is a ground of control found among the edges.
type stated struct {
	holder, subject uint32
	code            uint8
	from, to        graph.Date
}

// table is a table of edges with the places of its columns.
type table struct {
	owner, owned, interest, share, min, max, basis, from, to, asOf int
	fraction                                                       bool
	simple                                                         bool // only owner, owned and share
}

func (s *tableFile) table(fraction bool) table {
	t := table{owner: s.place("owner"), owned: s.place("owned"), interest: s.place("interest"), share: s.place("share"),
		min: s.place("share_min"), max: s.place("share_max"), basis: s.place("basis"), from: s.place("valid_from"),
		to: s.place("valid_to"), asOf: s.place("as_of"), fraction: fraction}
	t.simple = t.interest < 0 && t.min < 0 && t.max < 0 && t.basis < 0 && t.from < 0 && t.to < 0 && t.asOf < 0 && t.share >= 0
	return t
}

// edges reads a table of holdings.
func (l *load) edges(s *tableFile) ([]columns.Edges, error) {
	t := s.table(l.o.Fraction)
	var out []columns.Edges
	var results []*result
	err := s.each(l.o.Workers, func(n int) func(*piece) error {
		out, results = room[columns.Edges](n), room[*result](n)
		return func(p *piece) error {
			w := &edgeReader{load: l, t: t, p: p, r: &result{piece: p}, finder: l.register.Finder()}
			e := w.read(s.width)
			return store(&l.mu, p.n, n, &out, e, &results, w.r)
		}
	})
	if err == nil {
		l.report.Edges += l.merge(s, results)
	}
	return out, err
}

// edgeReader reads one piece: cells first, then all ids in batches.
type edgeReader struct {
	load   *load
	t      table
	p      *piece
	r      *result
	finder *columns.Finder

	owner, owned spans
	run          []uint32 // of each edge, the place of its company in owned
	line         []uint32
	low          []uint32
	extra        []columns.Extra // nil while all are plain
	ground       []uint8         // code+1 of rows that state control; nil while none does
}

// spans are parts of the piece, as the finder wants them.
type spans struct{ from, to []uint32 }

func (s *spans) add(x span) { s.from, s.to = append(s.from, x.from), append(s.to, x.to) }

func (w *edgeReader) read(width int) columns.Edges {
	guess := len(w.p.data)/24 + 16
	w.owner = spans{make([]uint32, 0, guess), make([]uint32, 0, guess)}
	w.low, w.run, w.line = make([]uint32, 0, guess), make([]uint32, 0, guess), make([]uint32, 0, guess)
	var last []byte
	p := w.p
	p.rows(width, func(line int, cells []span) {
		w.r.read++
		owner, owned := p.cell(cells, w.t.owner), p.cell(cells, w.t.owned)
		switch {
		case w.r.odd(line, cells, width):
			return
		case owner.from == owner.to:
			w.r.refuse(line, w.t.owner, owner, emptyField("owner"))
			return
		case owned.from == owned.to:
			w.r.refuse(line, w.t.owned, owned, emptyField("owned"))
			return
		}
		var low uint32
		var x columns.Extra
		code, plain, done := uint8(0), false, false
		if w.t.simple {
			low, plain = w.quick(p.bytes(p.cell(cells, w.t.share)))
		} else if low, x, done = w.usual(cells); done {
			plain = x == columns.PlainExtra(low)
		}
		if !plain && !done {
			var at int
			var fault graph.Text
			if low, x, code, at, fault = w.cells(cells); !fault.IsZero() {
				w.r.refuse(line, at, p.cell(cells, at), fault)
				return
			}
			if code == skip {
				w.r.other++
				return
			}
		}
		if id := p.bytes(owned); len(w.owned.from) == 0 || !bytes.Equal(id, last) {
			w.owned.add(owned)
			last = id
		}
		w.owner.add(owner)
		w.run = append(w.run, uint32(len(w.owned.from)-1))
		w.line = append(w.line, uint32(line))
		w.low = append(w.low, low)
		w.keep(low, x, plain, code)
	})
	defer w.r.close()
	return w.resolve()
}

// keep stores the extra of a row once some row of the piece has one.
func (w *edgeReader) keep(low uint32, x columns.Extra, plain bool, code uint8) {
	n := len(w.low)
	if plain {
		x = columns.PlainExtra(low)
	}
	if w.extra == nil && x != columns.PlainExtra(low) {
		w.extra = make([]columns.Extra, n-1, cap(w.low))
		for i, l := range w.low[:n-1] {
			w.extra[i] = columns.PlainExtra(l)
		}
	}
	if w.extra != nil {
		w.extra = append(w.extra, x)
	}
	if w.ground == nil && code != 0 {
		w.ground = make([]uint8, n-1, cap(w.low))
	}
	if w.ground != nil {
		w.ground = append(w.ground, code)
	}
}

// resolve looks up the ids and leaves out rows that name unknown ones.
func (w *edgeReader) resolve() columns.Edges {
	n := len(w.low)
	companies := make([]uint32, len(w.owned.from))
	out := columns.Edges{Holder: make([]uint32, n), Company: make([]uint32, n), Low: w.low, Extra: w.extra}
	w.finder.Find(w.p.data, w.owned.from, w.owned.to, companies)
	w.finder.Find(w.p.data, w.owner.from, w.owner.to, out.Holder)
	k := 0
	for i := range n {
		h, c := out.Holder[i], companies[w.run[i]]
		if h == columns.None || c == columns.None {
			who, at := span{w.owner.from[i], w.owner.to[i]}, w.t.owner
			if h != columns.None {
				who, at = span{w.owned.from[w.run[i]], w.owned.to[w.run[i]]}, w.t.owned
			}
			w.r.refuse(int(w.line[i]), at, who, graph.Say("no node has the id %s; add it to the nodes, or correct it", "aucun nœud n’a l’identifiant %s ; ajoutez-le aux nœuds, ou corrigez-le", quote(w.p.bytes(who))))
			continue
		}
		if w.ground != nil && w.ground[i] != 0 {
			x := w.extra[i]
			w.r.grounds++
			w.r.stated = append(w.r.stated, stated{h, c, w.ground[i], graph.Date(x.From), graph.Date(x.To)})
			continue
		}
		out.Holder[k], out.Company[k], out.Low[k] = h, c, out.Low[i]
		if out.Extra != nil {
			out.Extra[k] = out.Extra[i]
		}
		k++
	}
	out.Holder, out.Company, out.Low = out.Holder[:k], out.Company[:k], out.Low[:k]
	if out.Extra != nil {
		out.Extra = out.Extra[:k]
	}
	return out
}

// quick reads a plain decimal on the grain of a unit: the usual cell.
func (w *edgeReader) quick(b []byte) (low uint32, ok bool) {
	if len(b) == 0 || len(b) > 11 {
		return 0, false
	}
	n, point := uint64(0), -1
	for i, c := range b {
		switch {
		case c-'0' <= 9:
			n = n*10 + uint64(c-'0')
		case c == '.' && point < 0:
			point = i
		default:
			return 0, false
		}
	}
	decimals := 0
	if point >= 0 {
		decimals = len(b) - 1 - point
		if len(b) == 1 {
			return 0, false
		}
	}
	places := 9 // of a fraction
	if !w.t.fraction {
		places = 7
	}
	if decimals > places {
		return 0, false
	}
	for range places - decimals {
		n *= 10
	}
	return uint32(n), n <= columns.Unit
}

// usual reads a row of nothing but plain figures: a share, or both of its ends, of a
// shareholding without basis or dates.
func (w *edgeReader) usual(cells []span) (low uint32, x columns.Extra, ok bool) {
	for _, at := range [...]int{w.t.interest, w.t.basis, w.t.from, w.t.to, w.t.asOf} {
		if c := w.p.cell(cells, at); c.from != c.to {
			return 0, x, false
		}
	}
	exact, min, max := w.p.bytes(w.p.cell(cells, w.t.share)), w.p.bytes(w.p.cell(cells, w.t.min)), w.p.bytes(w.p.cell(cells, w.t.max))
	if len(exact) > 0 {
		if len(min) > 0 && !bytes.Equal(min, exact) || len(max) > 0 && !bytes.Equal(max, exact) {
			return 0, x, false
		}
		low, ok = w.quick(exact)
		return low, columns.PlainExtra(low), ok
	}
	low, ok = w.quick(min)
	high, also := w.quick(max)
	x = columns.PlainExtra(high)
	return low, x, ok && also && low <= high
}

// skip is the code of rows whose interest the columns do not hold.
const skip = 255

// cells reads every cell of a row; a fault is at the place of its cell.
func (w *edgeReader) cells(cells []span) (low uint32, x columns.Extra, code uint8, at int, fault graph.Text) {
	text := func(place int) string { return string(w.p.bytes(w.p.cell(cells, place))) }
	basis, interest := graph.Basis(strings.ToLower(text(w.t.basis))), plainWord([]byte(text(w.t.interest)))
	switch interest {
	case "", "shareholding":
		if basis == "" {
			basis = graph.Both
		}
	case "votingrights":
		basis = graph.Votes
	case "rightstoprofitorincomedistribution":
		basis = graph.Profit
	default:
		known := false
		var words []string
		for _, i := range graph.Interests() {
			words = append(words, string(i))
			if plainWord([]byte(i)) == interest {
				known = true
				if code = columns.GroundCode(i); code == 0 {
					code = skip
				}
			}
		}
		if !known {
			word := text(w.t.interest)
			return 0, x, 0, w.t.interest, graph.Say("unknown interest %s; %s", "intérêt inconnu, %s ; %s", quote([]byte(word)),
				source.DidYouMean(source.Clip(word), words, graph.Say("see the guide for the interests", "voyez les intérêts dans le guide")))
		}
	}
	if !basis.Valid() || code == 0 && basis == graph.NoBasis {
		return 0, x, 0, w.t.basis, graph.Say("unknown basis %s; %s", "base inconnue, %s ; %s", quote([]byte(basis)),
			source.DidYouMean(source.Clip(string(basis)), []string{"capital", "votes", "profit", "both"}, graph.Text{}))
	}
	for _, place := range []int{w.t.from, w.t.to, w.t.asOf} { // each by itself, for its place
		if _, err := readPeriod("", "", text(place)); err != nil {
			return 0, x, 0, place, graph.Wording(err)
		}
	}
	period, err := readPeriod(text(w.t.from), text(w.t.to), text(w.t.asOf))
	if err != nil {
		return 0, x, 0, w.t.to, graph.Wording(err)
	}
	s, figure := graph.SomeShare(), false
	if code == 0 {
		if s, figure, err = readShare(text(w.t.share), text(w.t.min), text(w.t.max), w.t.fraction); err != nil {
			at := w.t.share
			if text(at) == "" {
				if at = w.t.min; text(at) == "" {
					at = w.t.max
				}
			}
			return 0, x, 0, at, graph.Wording(err)
		}
	}
	low, x = columns.ExtraOf(s, figure, basis, period)
	return low, x, code, 0, graph.Text{}
}
