package register

import (
	"longarm/graph"
	"longarm/graph/columns"
)

// Ceilings are upper ends of what each owner can have of one company, all at once:
// no way to fill the bands gives more, though some ends may be wider than need be.
// Each company hands on no more than the walk can meet it, each holder the most its
// row allows; what enters a cycle may meet all of its members and leave to any owner
// of theirs. Rows are taken as shares of the whole: lower ends up to 100 %.
func Ceilings(v *columns.View, target uint32) []float64 {
	x := make([]float64, v.Len())
	x[target] = 1
	off, holder := v.Rows()
	list := upstream(v, target, func(uint32) bool { return false })
	for i := len(list) - 1; i >= 0; i-- {
		y := list[i]
		if v.RowHints()[y]&columns.RowCyclic == 0 {
			x[y] = min(1, x[y])
			lows, self := ends(v, y)
			for e := off[y]; e < off[y+1]; e++ {
				if h := holder[e]; h != y {
					x[h] += up(x[y] * share1(v, e, lows, self))
				}
			}
			continue
		}
		c := v.Component(y)
		in := 0.0
		for z := c.From; z < c.To; z++ {
			in += x[z]
		}
		in = up(min(1, in))
		met := map[uint32]bool{}
		for z := c.From; z < c.To; z++ {
			x[z] = in
			for e := off[z]; e < off[z+1]; e++ {
				if h := holder[e]; h < c.From && v.High[e] > 0 && !met[h] {
					met[h] = true
					x[h] += in
				}
			}
		}
		for i > 0 && list[i-1] >= c.From {
			i--
		}
	}
	for _, y := range list {
		x[y] = min(1, up(x[y]))
	}
	return x
}

// up is more than a figure by what a dozen roundings can have taken from it.
func up(x float64) float64 { return x * (1 + 12*epsilon) }

// ends adds the lower ends of a row, and gives the most its treasury shares can be.
func ends(v *columns.View, y uint32) (lows, self graph.Percent) {
	off, holder := v.Rows()
	for e := off[y]; e < off[y+1]; e++ {
		lows += v.Weight(e)
		if holder[e] == y {
			self += v.Most(e)
		}
	}
	return lows, self
}

// share1 is the most one holder can have of a company, as a fraction of the base
// without treasury shares.
func share1(v *columns.View, e uint32, lows, self graph.Percent) float64 {
	most := min(v.Most(e), graph.Hundred-min(graph.Hundred, lows-v.Weight(e)))
	if lows > graph.Hundred {
		return 1
	}
	if self >= graph.Hundred {
		return 1
	}
	return min(1, float64(most)/float64(graph.Hundred-self))
}
