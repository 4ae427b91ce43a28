package register

import "longarm/graph/columns"

// component is one cyclic component made ready: the shares that its members hold
// of each other as probabilities, and what leaves it.
type component struct {
	columns.Span
	view  *columns.View
	inner []uint32  // first edge of each row to a member of the component
	rate  []float64 // 1 / base of each row; 0 for rows without shares
	leak  []float64 // probability of leaving, to owners outside or to nobody named
	edges int
}

func newComponent(v *columns.View, c columns.Span) *component {
	n := int(c.To - c.From)
	k := &component{Span: c, view: v, inner: make([]uint32, n), rate: make([]float64, n), leak: make([]float64, n)}
	off, holder := v.Rows()
	for i := range n {
		at := c.From + uint32(i)
		k.inner[i] = off[at+1]
		total, self, out := 0.0, 0.0, 0.0
		for e := off[at]; e < off[at+1]; e++ {
			h, s := holder[e], v.Units(e)
			if h < c.From {
				out += s
				total += s
				continue
			}
			if k.inner[i] == off[at+1] {
				k.inner[i] = e
			}
			if h == at {
				self += s
			} else {
				total += s
			}
		}
		if total == 0 {
			k.leak[i] = 1
			continue
		}
		b := base(v.Whole(), total, self)
		k.rate[i] = 1 / b
		k.leak[i] = (out + b - total) / b
		k.edges += int(off[at+1] - k.inner[i])
	}
	return k
}

// each calls fn with the members that hold shares of member i, and how much.
func (k *component) each(i int, fn func(j int, p float64)) {
	off, holder := k.view.Rows()
	at := k.From + uint32(i)
	for e := k.inner[i]; e < off[at+1]; e++ {
		if h := holder[e]; h != at {
			fn(int(h-k.From), k.view.Units(e)*k.rate[i])
		}
	}
}

// escapes tells which members some share leads out of the component from; the
// others are rings owned by themselves.
func (k *component) escapes() []bool {
	n := len(k.rate)
	out := make([]bool, n)
	owned := make([][]int32, n) // members that each holds shares of
	var queue []int
	for i := range n {
		if k.leak[i] > 0 {
			out[i] = true
			queue = append(queue, i)
		}
		k.each(i, func(j int, p float64) {
			if p > 0 {
				owned[j] = append(owned[j], int32(i))
			}
		})
	}
	for len(queue) > 0 {
		j := queue[0]
		queue = queue[1:]
		for _, i := range owned[j] {
			if !out[i] {
				out[i] = true
				queue = append(queue, int(i))
			}
		}
	}
	return out
}

// SolvedCycle is up to how many members a cycle is solved by elimination, so that
// ends over bands are right to rounding.
const SolvedCycle = denseLimit

// denseLimit is up to how many members a component is eliminated instead of swept.
const denseLimit = 100

// dense is a component as a full matrix, eliminated without a subtraction
// (Grassmann, Taksar, Heyman 1985): however little leaks out of it, every figure is
// right to its last digits.
type dense struct {
	p    [][]float64
	exit []float64 // of each member, what goes to members before it or out, at its elimination
}

func (k *component) dense() *dense {
	n := len(k.rate)
	d := &dense{p: make([][]float64, n), exit: make([]float64, n)}
	leak := append([]float64(nil), k.leak...)
	for i := range n {
		d.p[i] = make([]float64, n)
		k.each(i, func(j int, p float64) { d.p[i][j] += p })
	}
	d.eliminate(leak)
	return d
}

// eliminate takes out one member after another, the last first.
func (d *dense) eliminate(leak []float64) {
	for m := len(leak) - 1; m >= 0; m-- {
		s := leak[m]
		for j := range m {
			s += d.p[m][j]
		}
		d.exit[m] = s
		if s == 0 {
			continue
		}
		for i := range m {
			w := d.p[i][m] / s
			if w == 0 {
				continue
			}
			for j := range m {
				d.p[i][j] += w * d.p[m][j]
			}
			leak[i] += w * leak[m]
		}
	}
}

// visits turns the flow into the component into visits of each member, in place.
func (d *dense) visits(b []float64) {
	n := len(b)
	for m := n - 1; m >= 0; m-- {
		if b[m] == 0 || d.exit[m] == 0 {
			continue
		}
		w := b[m] / d.exit[m]
		for j := range m {
			b[j] += w * d.p[m][j]
		}
	}
	for m := range n {
		if d.exit[m] == 0 {
			b[m] = 0
			continue
		}
		s := b[m]
		for j := range m {
			s += b[j] * d.p[j][m]
		}
		b[m] = s / d.exit[m]
	}
}

// hits turns what each member gets from outside into what it gets in all, in place.
func (d *dense) hits(x []float64) {
	n := len(x)
	for m := n - 1; m >= 0; m-- {
		if x[m] == 0 || d.exit[m] == 0 {
			continue
		}
		for i := range m {
			x[i] += d.p[i][m] / d.exit[m] * x[m]
		}
	}
	for m := range n {
		if d.exit[m] == 0 {
			x[m] = 0
			continue
		}
		s := x[m]
		for j := range m {
			s += d.p[m][j] * x[j]
		}
		x[m] = s / d.exit[m]
	}
}
