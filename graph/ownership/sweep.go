package ownership

import (
	"math/big"
	"slices"
)

const (
	// largeCycle is from how many members on a cycle is approached from below and
	// above instead of eliminated.
	largeCycle = 400
	// sweepWork bounds the holdings looked at in doing so.
	sweepWork = 1_000_000
	// longNumber is how many bits a figure may have before it is rounded to a multiple
	// of 2^-shortNumber; in a closure of more than manyRows rows it is shortLong.
	longNumber  = 4096
	shortLong   = 384
	shortNumber = 192
	manyRows    = 2000
)

// short rounds a figure of very many digits outward, so that chains of thousands of
// companies end: the bound stays sound, and is off by less than any print shows.
func (p *problem) short(x num) num {
	y := shorten(x, p.upper, p.bits())
	if y.w != x.w {
		p.loose = true
	}
	return y
}

func (p *problem) bits() int {
	if p.u.size > manyRows {
		return shortLong
	}
	return longNumber
}

func shorten(x num, up bool, bits int) num {
	if x.w == nil || x.w.r == nil || x.w.r.Denom().BitLen() < bits {
		return x
	}
	q := new(big.Int).Lsh(x.w.r.Num(), shortNumber)
	q.Div(q, x.w.r.Denom()) // floor
	if up {
		q.Add(q, big.NewInt(1))
	}
	if q.Sign() == 0 {
		return zero
	}
	r := new(big.Rat).SetFrac(q, new(big.Int).Lsh(big.NewInt(1), shortNumber))
	out := wide{r: r}
	if t := x.tail(); t != 0 { // the side of an open end, not its size
		out.e = []term{{1, big.NewRat(int64(t), 1)}}
	}
	return num{w: &out}
}

// sweepCycle bounds the nodes of a very large component: values from below only
// rise toward the least fixpoint, values from above only fall toward the greatest,
// and both are bounds wherever the sweeps end.
func (p *problem) sweepCycle(open []int) {
	p.loose = true
	local := map[int]int{}
	edges := 0
	v := make([]num, len(open))
	for k, node := range open {
		local[node] = k
		edges += len(p.u.net.row(node).leaves)
		if p.upper {
			v[k] = one
		}
	}
	order := p.walk(open, local)
	worth, inner := make([][]num, len(open)), make([][][2]int, len(open)) // what changes: leaf, node
	for k, node := range open {
		r := p.u.net.row(node)
		worth[k] = p.weights(r, local, v)
		for i, l := range r.leaves {
			if j, ok := local[l.node]; ok && l.node >= 0 && !p.isMate(r, l.node) {
				inner[k] = append(inner[k], [2]int{i, j})
			}
		}
	}
	for work := 0; work <= sweepWork; work += edges + len(open) {
		moved := false
		slices.Reverse(order)
		for _, k := range order {
			r, w := p.u.net.row(open[k]), worth[k]
			for _, at := range inner[k] {
				w[at[0]] = v[at[1]]
			}
			var x num
			if fill := r.extreme(w, p.upper); p.grain {
				x = r.grained(w, fill, p.upper)
			} else {
				x = shorten(r.value(w, fill), p.upper, shortLong)
			}
			if c := x.cmp(v[k]); p.upper && c < 0 || !p.upper && c > 0 {
				moved = moved || far(x, v[k])
				v[k] = x
			}
		}
		if !moved {
			break
		}
	}
	for k, node := range open {
		p.x[node] = v[k]
		r := p.u.net.row(node)
		p.policy[node] = r.extreme(p.weights(r, local, v), p.upper)
	}
}

// walk orders the nodes along the shares, so that one sweep carries a value the
// whole way round a ring.
func (p *problem) walk(open []int, local map[int]int) []int {
	out := make([]int, 0, len(open))
	seen := make([]bool, len(open))
	for k := range open {
		for stack := []int{k}; len(stack) > 0; {
			x := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if seen[x] {
				continue
			}
			seen[x] = true
			out = append(out, x)
			for _, h := range p.u.net.row(open[x]).edges() {
				if j, ok := local[h]; ok && !seen[j] {
					stack = append(stack, j)
				}
			}
		}
	}
	return out
}

// far reports figures that a print tells apart.
func far(a, b num) bool {
	x, _ := a.std().Float64()
	y, _ := b.std().Float64()
	return x-y > 1e-15 || y-x > 1e-15
}
