package ownership

import (
	"math/big"
	"slices"
	"sort"
)

// A second, naive implementation: worlds with one figure everywhere, dense
// elimination, fixpoints by brute force. It shares no code with the package.

// world gives each company's holders one share each, as fractions of the base.
// A holder "rest@t" is undisclosed.
type world map[string]map[string]*big.Rat

func (w world) companies() []string {
	var out []string
	for t := range w {
		out = append(out, t)
	}
	sort.Strings(out)
	return out
}

func (w world) holders(t string) []string {
	var out []string
	for h := range w[t] {
		out = append(out, h)
	}
	sort.Strings(out)
	return out
}

type set map[string]bool

// product is the probability of ever hitting the class, the target itself never
// counting, by dense Gauss elimination on the companies that can reach it.
func (w world) product(target string, class set) *big.Rat {
	in := func(h string) bool { return class[h] && h != target }
	reach := set{}
	for range w {
		for t := range w {
			if in(t) {
				continue
			}
			for h, s := range w[t] {
				if s.Sign() > 0 && (in(h) || reach[h]) {
					reach[t] = true
				}
			}
		}
	}
	if !reach[target] {
		return new(big.Rat)
	}
	var list []string
	for _, t := range w.companies() {
		if reach[t] {
			list = append(list, t)
		}
	}
	n := len(list)
	m := make([][]*big.Rat, n)
	for i, t := range list {
		m[i] = make([]*big.Rat, n+1)
		for j := range m[i] {
			m[i][j] = new(big.Rat)
		}
		m[i][i].SetInt64(1)
		for h, s := range w[t] {
			if in(h) {
				m[i][n].Add(m[i][n], s)
			} else if j := slices.Index(list, h); j >= 0 {
				m[i][j].Sub(m[i][j], s)
			}
		}
	}
	for c := range n {
		p := c
		for m[p][c].Sign() == 0 {
			p++
		}
		m[c], m[p] = m[p], m[c]
		inv := new(big.Rat).Inv(m[c][c])
		for j := range m[c] {
			m[c][j].Mul(m[c][j], inv)
		}
		for i := range m {
			if i != c && m[i][c].Sign() != 0 {
				f := new(big.Rat).Set(m[i][c])
				for j := range m[i] {
					m[i][j].Sub(m[i][j], new(big.Rat).Mul(f, m[c][j]))
				}
			}
		}
	}
	return m[slices.Index(list, target)][n]
}

func ge(v *big.Rat, percent int64, strict bool) bool {
	c := v.Cmp(big.NewRat(percent, 100))
	return c > 0 || c == 0 && !strict
}

// sum adds the shares of the set in t, held to 100 %.
func (w world) sum(t string, of set) *big.Rat {
	v := new(big.Rat)
	for h, s := range w[t] {
		if of[h] && h != t {
			v.Add(v, s)
		}
	}
	if v.Cmp(ratOne) > 0 {
		return big.NewRat(1, 1)
	}
	return v
}

func (w world) none(target string, class set) *big.Rat {
	c := set{}
	for h := range class {
		c[h] = h != target
	}
	return w.sum(target, c)
}

// tier grows the set of companies past the link until nothing is gained.
func (w world) tier(target string, class set, link int64, strict bool) *big.Rat {
	q := set{}
	for h := range class {
		q[h] = h != target
	}
	for range len(w) + 1 {
		for _, t := range w.companies() {
			if !q[t] && ge(w.sum(t, q), link, strict) {
				q[t] = true
			}
		}
	}
	return w.sum(target, q)
}

// hybrid iterates v = min(1, Σ w·v) from 0; only for worlds without cycles, where
// it ends after as many rounds as there are companies.
func (w world) hybrid(target string, class set, link int64, strict, kept bool) *big.Rat {
	v := map[string]*big.Rat{}
	val := func(h string) *big.Rat {
		if class[h] && h != target {
			return ratOne
		}
		if x := v[h]; x != nil {
			return x
		}
		return new(big.Rat)
	}
	for range len(w) + 1 {
		for _, t := range w.companies() {
			x := new(big.Rat)
			for h, s := range w[t] {
				weight := s
				if s.Sign() > 0 && ge(s, link, strict) && !(kept && class[h] && h != target) {
					weight = ratOne
				}
				x.Add(x, new(big.Rat).Mul(weight, val(h)))
			}
			if x.Cmp(ratOne) > 0 {
				x.SetInt64(1)
			}
			v[t] = x
		}
	}
	return val(target)
}

// controlled is the fixpoint of control from a coalition.
func (w world) controlled(start set, percent int64, strict bool) set {
	k := set{}
	for h := range start {
		k[h] = true
	}
	for range len(w) + 1 {
		for _, t := range w.companies() {
			if !k[t] && ge(w.sum(t, k), percent, strict) {
				k[t] = true
			}
		}
	}
	return k
}

// acyclic reports that no company is upstream of itself.
func (w world) acyclic() bool {
	reach := map[string]set{}
	for t := range w {
		reach[t] = set{}
		for h, s := range w[t] {
			if s.Sign() > 0 {
				reach[t][h] = true
			}
		}
	}
	for range w {
		for t := range w {
			for h := range reach[t] {
				for x := range reach[h] {
					reach[t][x] = true
				}
			}
		}
	}
	for t := range w {
		if reach[t][t] {
			return false
		}
	}
	return true
}

// pathSum adds the products of shares over all paths into the class.
func (w world) pathSum(t string, class set) *big.Rat {
	sum := new(big.Rat)
	for h, s := range w[t] {
		if class[h] {
			sum.Add(sum, s)
		} else if w[h] != nil {
			sum.Add(sum, new(big.Rat).Mul(s, w.pathSum(h, class)))
		}
	}
	return sum
}
