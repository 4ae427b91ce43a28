package check

import (
	"maps"
	"math/big"
	"slices"
)

// bracket encloses one figure; a rough one was rounded on the way.
type bracket struct {
	lo, hi rat
	rough  bool
}

func exactly(v rat) bracket { return bracket{lo: v, hi: v} }

// hybridRule is the variant of the hybrid reading: links past the threshold count
// whole, but for those the class itself holds when top links are kept.
type hybridRule struct {
	link limit
	kept bool
}

// exempt reports a top link that is kept as it is.
func (rule hybridRule) exempt(k *stakes, w *who, r *row, i int) bool {
	l := r.leaves[i]
	return rule.kept && (l.id == "" || l.id != k.target && w.counts(l.id) || w.mate != nil && w.mate(r.who, l.id))
}

// tried bounds the links that may or may not pass and are tried in every
// combination, as the reading itself does; beyond it the bound is only sound.
const tried = 6

// rounds bounds the steps toward a fixpoint on a cycle.
const rounds = 80

// hybrid is the least fixpoint of v(y) = min(100, Σ w·v(h)) with w whole on links
// that pass. Cycles are iterated from below and from above.
func (k *stakes) hybrid(w *who, rule hybridRule) bracket {
	lo, hi := map[id]rat{}, map[id]rat{}
	rough := false
	for _, group := range k.groups() {
		var open []id
		for _, e := range group {
			switch {
			case e != k.target && w.counts(e):
				lo[e], hi[e] = whole, whole
			case k.row(e).closed:
				lo[e], hi[e] = none, none
			default:
				open = append(open, e)
				lo[e], hi[e] = none, none
			}
		}
		k.settleHybrid(w, rule, open, lo)
		if len(open) == 1 && !slices.Contains(k.row(open[0]).parties(), open[0]) {
			hi[open[0]] = k.step(w, rule, open[0], hi)
			continue
		}
		k.encloseHybrid(w, rule, open, lo, hi)
		rough = !k.settled(w, rule, open, lo, hi) || rough
	}
	return bracket{lo[k.target], hi[k.target], rough}
}

func (k *stakes) settleHybrid(w *who, rule hybridRule, open []id, v map[id]rat) {
	if len(open) == 1 && !slices.Contains(k.row(open[0]).parties(), open[0]) {
		v[open[0]] = k.step(w, rule, open[0], v)
		return
	}
	for _, e := range k.fed(w, rule, open, v) {
		v[e] = whole
	}
	for range rounds {
		gain := none
		for _, e := range open {
			next := round(k.step(w, rule, e, v), false)
			gain = most(gain, minus(next, v[e]))
			v[e] = most(v[e], next)
		}
		if gain.Cmp(grid(12)) < 0 {
			return
		}
	}
}

// worthSomething says which companies of a group are worth more than nothing,
// however little: rounding hides what is tiny.
func (k *stakes) worthSomething(w *who, rule hybridRule, open []id, v map[id]rat) map[id]bool {
	out, all := map[id]bool{}, map[id]rat{}
	for e, x := range v {
		all[e] = unit(x.Sign() > 0)
	}
	for again := true; again; {
		again = false
		for _, e := range open {
			if !out[e] && k.step(w, rule, e, all).Sign() > 0 {
				out[e], all[e], again = true, whole, true
			}
		}
	}
	return out
}

// fed lists the companies on rings of links that are whole for sure, into which
// something flows: it comes around undiminished and adds up to everything, however
// little it is.
func (k *stakes) fed(w *who, rule hybridRule, open []id, v map[id]rat) []id {
	above := map[id]map[id]bool{}
	for _, e := range open {
		above[e] = map[id]bool{}
		r := k.based(e)
		for i, l := range r.leaves {
			least := l.lo
			if r.over {
				least = r.reported(i, false)
			}
			if i != r.self && slices.Contains(open, l.id) && !rule.exempt(k, w, r, i) && rule.link.passes(least) {
				above[e][l.id] = true
			}
		}
	}
	for range open { // whoever stands above a holder
		for _, e := range open {
			for _, h := range open {
				if above[e][h] {
					maps.Copy(above[e], above[h])
				}
			}
		}
	}
	var out []id
	var some map[id]bool
	for _, e := range open {
		if !above[e][e] {
			continue
		}
		if some == nil {
			some = k.worthSomething(w, rule, open, v)
		}
		outside := map[id]rat{}
		for h, x := range v {
			outside[h] = unit(x.Sign() > 0 || some[h])
		}
		for h := range above[e] {
			if above[h][e] {
				outside[h] = none
			}
		}
		for h := range above[e] {
			if above[h][e] && k.step(w, rule, h, outside).Sign() > 0 {
				out = append(out, e)
				break
			}
		}
	}
	return out
}

// encloseHybrid comes down from the whole on every company that is worth something.
// Below the cap the map is concave, so that it meets what came up from below; where
// it does not, the figure stays enclosed.
func (k *stakes) encloseHybrid(w *who, rule hybridRule, open []id, lo, hi map[id]rat) {
	some := k.worthSomething(w, rule, open, hi)
	for _, e := range open {
		hi[e] = unit(some[e])
	}
	for range rounds {
		loss := none
		for _, e := range open {
			if hi[e].Sign() == 0 {
				continue
			}
			next := least(hi[e], round(k.step(w, rule, e, hi), true))
			loss = most(loss, minus(hi[e], next))
			hi[e] = next
		}
		if loss.Cmp(grid(12)) < 0 {
			return
		}
	}
}

func grid(digits int64) rat {
	return new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Exp(big.NewInt(10), big.NewInt(digits), nil))
}

// round keeps thirty decimals, downward or upward.
func round(v rat, up bool) rat {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(30), nil)
	n := new(big.Int).Mul(v.Num(), scale)
	q, m := new(big.Int).DivMod(n, v.Denom(), new(big.Int))
	if up && m.Sign() > 0 {
		q.Add(q, big.NewInt(1))
	}
	return new(big.Rat).SetFrac(q, scale)
}

// step applies the map to one company.
func (k *stakes) step(w *who, rule hybridRule, e id, v map[id]rat) rat {
	r := k.based(e)
	worth := w.weights(r, func(h id) rat { return v[h] })
	return least(whole, weigh(worth, k.links(w, rule, r, worth)))
}

// links gives every link of a company its weight: whole where it passes, else its
// share, filled so that the value is extreme.
func (k *stakes) links(w *who, rule hybridRule, r *row, worth []rat) []rat {
	passes := func(i int, s rat) bool { return !rule.exempt(k, w, r, i) && rule.link.passes(s) }
	if r.over {
		out := zeros(len(r.leaves))
		for i := range r.leaves {
			if i == r.self {
				continue
			}
			if out[i] = r.reported(i, w.upper); passes(i, out[i]) {
				out[i] = whole
			}
		}
		return out
	}
	var sure, unsure []int
	for i, l := range r.leaves {
		switch {
		case worth[i].Sign() == 0 || i == r.rest+1:
		case passes(i, l.lo):
			sure = append(sure, i)
		case passes(i, l.hi):
			unsure = append(unsure, i)
		}
	}
	if len(unsure) > tried {
		if w.upper {
			sure = append(sure, unsure...)
		}
		return suppose(r, worth, sure, w.upper)
	}
	var best rat
	out := zeros(len(r.leaves))
	for set := range 1 << len(unsure) {
		f := r.apart()
		passing := slices.Clone(sure)
		for b, i := range unsure {
			l := &f.leaves[i]
			if set>>b&1 == 1 {
				edge := rule.link.at
				if !rule.link.orMore {
					edge = plus(edge, tiny)
				}
				l.lo = most(l.lo, edge)
				passing = append(passing, i)
			} else {
				edge := rule.link.at
				if rule.link.orMore {
					edge = minus(edge, tiny)
				}
				l.hi = least(l.hi, edge)
			}
		}
		if !f.feasible() {
			continue
		}
		coef := suppose(f, worth, passing, w.upper)
		x := weigh(worth, coef)
		if best == nil || w.upper && x.Cmp(best) > 0 || !w.upper && x.Cmp(best) < 0 {
			best, out = x, coef
		}
	}
	return out
}

// suppose weighs the links of a row when exactly the given ones pass.
func suppose(r *row, worth []rat, passing []int, upper bool) []rat {
	w := slices.Clone(worth)
	for _, i := range passing {
		w[i] = none
	}
	out := slices.Clone(r.fill(w, upper))
	for _, i := range passing {
		out[i] = whole
	}
	return out
}

// settled solves a group exactly under the weights that its rounded values choose,
// and keeps the solution when the map leaves it as it is and it lies between.
func (k *stakes) settled(w *who, rule hybridRule, open []id, lo, hi map[id]rat) bool {
	place := map[id]int{}
	var list []id
	for _, e := range open {
		if hi[e].Sign() > 0 && lo[e].Cmp(minus(whole, grid(9))) < 0 {
			place[e] = len(list)
			list = append(list, e)
		}
	}
	v := map[id]rat{}
	for e, x := range hi {
		v[e] = x
	}
	for _, e := range open {
		if _, in := place[e]; !in {
			v[e] = unit(hi[e].Sign() > 0)
		}
	}
	n := len(list)
	a := make([][]rat, n)
	for i, e := range list {
		r := k.based(e)
		coef := k.links(w, rule, r, w.weights(r, func(h id) rat { return v[h] }))
		outer := w.weights(r, func(h id) rat {
			if _, in := place[h]; in {
				return none
			}
			return v[h]
		})
		a[i] = zeros(n + 1)
		a[i][i] = whole
		for j, l := range r.leaves {
			if to, in := place[l.id]; in && l.id != "" && j != r.self && (w.mate == nil || !w.mate(e, l.id)) {
				a[i][to] = minus(a[i][to], coef[j])
			} else {
				a[i][n] = plus(a[i][n], times(outer[j], coef[j]))
			}
		}
	}
	eliminate(a)
	slack := grid(6)
	for i, e := range list {
		if a[i][i].Sign() == 0 {
			return false
		}
		v[e] = over(a[i][n], a[i][i])
		if v[e].Cmp(minus(lo[e], slack)) < 0 || v[e].Cmp(plus(hi[e], slack)) > 0 {
			return false
		}
	}
	for _, e := range open {
		if k.step(w, rule, e, v).Cmp(v[e]) != 0 {
			return false
		}
	}
	for _, e := range open {
		lo[e], hi[e] = v[e], v[e]
	}
	return true
}

func (k *stakes) based(e id) *row {
	r := k.f.bases[basisKey{e, k.basis}]
	if r == nil {
		r = k.row(e).based()
		k.f.bases[basisKey{e, k.basis}] = r
	}
	return r
}

// based is the row over the base without treasury shares.
func (r *row) based() *row {
	if r.self < 0 || r.over || r.closed {
		return r
	}
	t := r.leaves[r.self]
	out := &row{who: r.who, self: -1, rest: r.rest - 1, complete: r.complete, slack: r.slack || len(r.sums) > 0 || t.lo.Cmp(t.hi) != 0}
	for i, l := range r.leaves {
		if i == r.self {
			continue
		}
		lo, hi := r.reported(i, false), r.reported(i, true)
		if l.id != "" && t.lo.Cmp(whole) >= 0 {
			lo, hi = none, none
		}
		out.leaves = append(out.leaves, leaf{l.id, lo, hi})
	}
	if t.lo.Cmp(whole) >= 0 {
		out.leaves[out.rest].hi, out.leaves[out.rest+1].hi = whole, whole
	}
	if !out.feasible() {
		out.slack = true
		for i := out.rest; i < len(out.leaves); i++ {
			out.leaves[i].hi = whole
		}
	}
	out.filled = map[string][]rat{}
	return out
}
