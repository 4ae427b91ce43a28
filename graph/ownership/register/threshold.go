package register

import (
	"math"
	"math/bits"

	"longarm/graph"
	"longarm/graph/columns"
)

// Test is what passes for control: a threshold of votes, in exact percent.
type Test struct {
	Percent graph.Percent
	AtLeast bool // >= instead of >
	// KeepTreasury leaves treasury shares in the base. By default they leave it, as
	// in package ownership: votes of a company in itself rest.
	KeepTreasury bool
}

// Majority is more than 50 %.
var Majority = Test{Percent: graph.Hundred / 2}

// pass is the test on one row, over integers: a sum passes from need on, or at
// edge when a part of it is "more than" its figure. Edge is -1 when it cannot help.
type pass struct{ need, edge graph.Percent }

func (p pass) ok(sum graph.Percent, open int) bool {
	return sum >= p.need || sum == p.edge && open > 0
}

// over puts the test on a base other than 100 %: base is what makes the whole.
func (t Test) over(base graph.Percent) pass {
	if base <= 0 {
		return pass{math.MaxInt64, -1}
	}
	hi, lo := bits.Mul64(uint64(t.Percent), uint64(base))
	q, r := bits.Div64(hi, lo, uint64(graph.Hundred))
	at := graph.Percent(q)
	switch {
	case r != 0: // no sum equals the threshold
		return pass{at + 1, -1}
	case t.AtLeast:
		return pass{at, -1}
	}
	return pass{at + 1, at}
}

// rowTest is the test on the row of a company: its base is 100 % less the treasury
// shares, or where the reported lower ends pass 100 %, the sum of the others'.
func (t Test) rowTest(v *columns.View, at uint32, plain pass) pass {
	h := v.RowHints()[at]
	if h&(columns.RowSelf|columns.RowOver) == 0 {
		return plain
	}
	off, holder := v.Rows()
	var self, total graph.Percent
	for e := off[at]; e < off[at+1]; e++ {
		if holder[e] == at {
			self += v.Weight(e)
		} else {
			total += v.Weight(e)
		}
	}
	switch {
	case total+self > graph.Hundred && t.KeepTreasury: // scaled
		return t.over(total + self)
	case total+self > graph.Hundred:
		return t.over(total)
	case t.KeepTreasury || self == 0:
		return plain
	}
	return t.over(graph.Hundred - self)
}

// odd is the test on a row whose lower ends pass 100 % and that has bands. There a
// coalition has for certain its lower ends over them and the others' upper ends
// together, l/(l+u'), so that l·(q−p) + u·p is held against p times all upper ends,
// for a threshold of p/q. A threshold that is no whole percent is rounded up, which
// keeps what is certain certain.
type odd struct{ p, q graph.Percent }

func (t Test) odd(v *columns.View, at uint32) (odd, pass) {
	o := odd{p: t.Percent, q: graph.Hundred}
	if one := graph.Hundred / 100; o.p%one == 0 {
		o.p, o.q = o.p/one, 100
	} else {
		o.p, o.q = o.p/one+1, 100
	}
	off, holder := v.Rows()
	var all graph.Percent
	for e := off[at]; e < off[at+1]; e++ {
		if holder[e] != at || t.KeepTreasury {
			all += v.Most(e)
		}
	}
	all *= o.p
	if t.AtLeast {
		return o, pass{all, -1}
	}
	return o, pass{all + 1, all}
}

func (o odd) weight(v *columns.View, e uint32) graph.Percent {
	return (o.q-o.p)*v.Weight(e) + o.p*v.Most(e)
}
