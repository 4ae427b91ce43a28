package register

import (
	"math/big"
	"math/bits"

	"longarm/graph"
	"longarm/graph/columns"
)

// Decision is a figure held against a threshold.
type Decision uint8

// The decisions. Undecided is only what [Decide] gives up on.
const (
	Undecided Decision = iota
	Fails
	Passes
)

// Passing decides for every company whether what the members hold of it in all, as
// in [Class], passes the test. Where the float with its bound of error leaves doubt
// the company is decided again over integers; exact counts these. Members pass.
func Passing(v *columns.View, member func(uint32) bool, t Test) (out []Decision, exact int) {
	held := Class(v, member)
	out = make([]Decision, v.Len())
	at := float64(t.Percent) / float64(graph.Hundred)
	for y := range uint32(v.Len()) {
		switch x := held.Share[y]; {
		case member(y) || x-held.Error > at*(1+4*epsilon):
			out[y] = Passes
		case x+held.Error < at*(1-4*epsilon):
			out[y] = Fails
		default:
			exact++
			out[y] = Decide(v, y, member, t)
		}
	}
	return out, exact
}

// decideWork bounds the steps of one exact decision, in words of 64 bits.
const decideWork = 4_000_000_000

// Decide holds what the members have of one company in all, on lower ends and
// without treasury shares, against the test: intervals of fixed-point integers,
// rounded outward, of more and more bits. The figure is a fraction whose denominator
// is at most the product of what makes the whole in each company that hands shares
// on (the determinant of an M-matrix is no more than its diagonal), so an interval
// narrower than that which holds the threshold is the threshold.
func Decide(v *columns.View, target uint32, member func(uint32) bool, t Test) Decision {
	return decide(v, target, member, t, false)
}

// decide is [Decide]; with rest, undisclosed holders are members.
func decide(v *columns.View, target uint32, member func(uint32) bool, t Test, rest bool) Decision {
	d := newDecider(v, target, func(x uint32) bool { return x != target && member(x) }, rest)
	if d.at < 0 { // nothing leads to the class
		return t.hold(new(big.Int), new(big.Int), 1)
	}
	apart := uint(40)
	for _, r := range d.rows {
		apart += uint(bits.Len64(uint64(r.base)))
	}
	for p := uint(128); ; p *= 4 {
		p = min(p, apart+64)
		lo, hi, ok := d.solve(p)
		if !ok {
			return Undecided
		}
		if x := t.hold(lo, hi, p); x != Undecided {
			return x
		}
		if width := new(big.Int).Sub(hi, lo); uint(width.BitLen())+apart < p {
			if t.AtLeast {
				return Passes
			}
			return Fails
		}
		if p == apart+64 {
			return Undecided // a cycle too tight for the sweeps
		}
	}
}

// hold compares an interval in 2^-p with the threshold.
func (t Test) hold(lo, hi *big.Int, p uint) Decision {
	at := new(big.Int).Lsh(big.NewInt(int64(t.Percent)), p)
	whole := big.NewInt(int64(graph.Hundred))
	low, high := new(big.Int).Mul(lo, whole).Cmp(at), new(big.Int).Mul(hi, whole).Cmp(at)
	switch {
	case low > 0, low == 0 && t.AtLeast:
		return Passes
	case high < 0, high == 0 && !t.AtLeast:
		return Fails
	}
	return Undecided
}

// decider is what stands upstream of a company and leads to a class, as rows of
// integers, owners first.
type decider struct {
	rows []intRow
	at   int32 // the row of the company itself
	work int
}

// intRow is one company: what it hands to members, to others of the rows, and to
// whom no worth comes from. They make up base.
type intRow struct {
	given, other, base int64
	holder             []int32
	share              []int64
	from, to           int32 // the rows of its component
}

func newDecider(v *columns.View, target uint32, member func(uint32) bool, rest bool) *decider {
	list := upstream(v, target, member)
	off, holder := v.Rows()
	sealed := v.RowHints()
	worth := newSet(v.Len())
	for again := true; again; { // once where nothing is on a cycle
		again = false
		for _, y := range list {
			if worth.has(y) {
				continue
			}
			good := member(y) || rest && sealed[y]&columns.RowSealed == 0 && sum(v, y) < graph.Hundred
			for e := off[y]; !good && e < off[y+1] && sealed[y]&columns.RowSealed == 0; e++ {
				good = v.Weight(e) > 0 && holder[e] != y && worth.has(holder[e])
			}
			if good {
				worth.add(y)
				again = again || sealed[y]&columns.RowCyclic != 0
			}
		}
	}
	place := map[uint32]int32{}
	for _, y := range list {
		if worth.has(y) && !member(y) {
			place[y] = int32(len(place))
		}
	}
	d := &decider{at: -1}
	if i, ok := place[target]; ok {
		d.at = i
	}
	for _, y := range list {
		if _, ok := place[y]; ok {
			d.rows = append(d.rows, newIntRow(v, y, member, place, rest))
		}
	}
	var spans []columns.Span // of the rows, by component
	for _, y := range list {
		if i, ok := place[y]; ok {
			c := v.Component(y)
			if n := len(spans); n > 0 && spans[n-1] == c {
				d.rows[i].from = d.rows[i-1].from
			} else {
				d.rows[i].from = i
			}
			spans = append(spans, c)
		}
	}
	for i := len(d.rows) - 1; i >= 0; i-- {
		d.rows[i].to = int32(i + 1)
		if i+1 < len(d.rows) && d.rows[i+1].from == d.rows[i].from {
			d.rows[i].to = d.rows[i+1].to
		}
	}
	return d
}

func newIntRow(v *columns.View, y uint32, member func(uint32) bool, place map[uint32]int32, rest bool) intRow {
	off, holder := v.Rows()
	var r intRow
	var total, self int64
	for e := off[y]; e < off[y+1]; e++ {
		s := int64(v.Weight(e))
		h := holder[e]
		if h == y {
			self += s
			continue
		}
		total += s
		if i, ok := place[h]; member(h) {
			r.given += s
		} else if ok && s > 0 {
			r.holder, r.share = append(r.holder, i), append(r.share, s)
		}
	}
	whole := int64(graph.Hundred)
	if r.base = max(whole-self, total); self >= whole {
		r.base = total
	}
	if rest {
		r.given += r.base - total
	}
	g := gcd(r.base, r.given)
	for _, s := range r.share {
		g = gcd(g, s)
	}
	r.base, r.given = r.base/g, r.given/g
	r.other = r.base - r.given
	for i := range r.share {
		r.share[i] /= g
		r.other -= r.share[i]
	}
	return r
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// solve encloses the value of the company in units of 2^-p; false when
// that takes too long.
func (d *decider) solve(p uint) (lo, hi *big.Int, ok bool) {
	n := len(d.rows)
	in, out := make([]*big.Int, n), make([]*big.Int, n) // what the class has, and what it has not, both from below
	one := new(big.Int).Lsh(big.NewInt(1), p)
	words := int(p/64) + 1
	var sum, x, q big.Int
	row := func(i int, base int64, of []*big.Int) bool {
		r := &d.rows[i]
		sum.Lsh(x.SetInt64(base), p)
		for k, h := range r.holder {
			if of[h] != nil {
				sum.Add(&sum, q.Mul(of[h], x.SetInt64(r.share[k])))
			}
		}
		sum.Quo(&sum, x.SetInt64(r.base))
		d.work += words * (len(r.holder) + 4)
		if of[i] != nil && of[i].Cmp(&sum) == 0 {
			return false
		}
		of[i] = new(big.Int).Set(&sum)
		return true
	}
	for i := 0; i < n; {
		r := &d.rows[i]
		if r.to-r.from == 1 {
			row(i, r.given, in)
			row(i, r.other, out)
			i++
			continue
		}
		for moved, back, rounds := true, false, 0; moved; back = !back { // until no sweep moves anything
			moved = false
			if rounds++; rounds > patience && r.to-r.from <= eliminated {
				d.eliminate(r.from, r.to, p, in, out)
				break
			}
			for j := r.from; j < r.to; j++ {
				k := j
				if back {
					k = r.from + r.to - 1 - j
				}
				a, b := row(int(k), d.rows[k].given, in), row(int(k), d.rows[k].other, out)
				moved = moved || a || b
			}
			if d.work > decideWork {
				return nil, nil, false
			}
		}
		i = int(r.to)
	}
	if d.work > decideWork {
		return nil, nil, false
	}
	return in[d.at], new(big.Int).Sub(one, out[d.at]), true
}

// patience is after how many sweeps a cycle of up to so many members is eliminated
// instead: shares that hardly leak out of it take billions of sweeps.
const (
	patience   = 60
	eliminated = 60
)

// eliminate solves the rows of a component without fractions (Bareiss 1968), both
// right-hand sides at once, and rounds down.
func (d *decider) eliminate(from, to int32, p uint, in, out []*big.Int) {
	n := int(to - from)
	m := make([][]*big.Int, n)
	for i := range m {
		r := &d.rows[from+int32(i)]
		m[i] = make([]*big.Int, n+2)
		for j := range n {
			m[i][j] = new(big.Int)
		}
		m[i][i].SetInt64(r.base)
		m[i][n], m[i][n+1] = new(big.Int).Lsh(big.NewInt(r.given), p), new(big.Int).Lsh(big.NewInt(r.other), p)
		for k, h := range r.holder {
			s := big.NewInt(r.share[k])
			if h >= from && h < to {
				m[i][h-from].Sub(m[i][h-from], s)
				continue
			}
			m[i][n].Add(m[i][n], new(big.Int).Mul(s, in[h]))
			m[i][n+1].Add(m[i][n+1], new(big.Int).Mul(s, out[h]))
		}
	}
	last := big.NewInt(1)
	var a, b big.Int
	for k := range n { // principal minors of an M-matrix are above 0: no pivot is sought
		for i := range n {
			if i == k {
				continue
			}
			for j := range n + 2 {
				if j != k {
					m[i][j].Quo(a.Sub(a.Mul(m[k][k], m[i][j]), b.Mul(m[i][k], m[k][j])), last)
				}
			}
			m[i][k].SetInt64(0)
		}
		last = new(big.Int).Set(m[k][k])
	}
	for i := range n {
		in[from+int32(i)], out[from+int32(i)] = new(big.Int).Quo(m[i][n], last), new(big.Int).Quo(m[i][n+1], last)
	}
	d.work += n * n * n * (int(p/64) + n)
}

// isPoint reports that nothing upstream of a company is a band or restricts rows, so
// that its figure on lower ends is its figure.
func isPoint(v *columns.View, target uint32) bool {
	for _, y := range upstream(v, target, func(uint32) bool { return false }) {
		if v.RowHints()[y]&(columns.RowBand|columns.RowCovered) != 0 {
			return false
		}
	}
	return true
}
