package ownership

import (
	"fmt"
	"math/big"
	"slices"
	"sort"

	"pgregory.net/rapid"

	"longarm/graph"
)

// table is one random cap table in whole percents.
type table struct {
	Lo, Hi         map[string]int
	LoOpen, HiOpen map[string]bool
	Complete       bool
	Total          []string // members of one total, if any
	Percent        int
	Floor          int
	Self           [2]int
}

type market map[string]*table

func (m market) companies() []string {
	var out []string
	for t := range m {
		out = append(out, t)
	}
	sort.Strings(out)
	return out
}

func (t *table) holders() []string {
	var out []string
	for h := range t.Lo {
		out = append(out, h)
	}
	sort.Strings(out)
	return out
}

type marketOptions struct {
	companies, people int
	bands, open, dag  bool
	extras            bool // totals, completeness, floors, treasury shares
}

// drawMarket makes a consistent random market: every table has at least one world.
func drawMarket(t *rapid.T, o marketOptions) market {
	m := market{}
	n := rapid.IntRange(1, o.companies).Draw(t, "companies")
	p := rapid.IntRange(1, o.people).Draw(t, "people")
	for i := range n {
		tab := &table{Lo: map[string]int{}, Hi: map[string]int{}, LoOpen: map[string]bool{}, HiOpen: map[string]bool{}}
		room := 100
		if o.extras && rapid.IntRange(0, 5).Draw(t, "self") == 0 {
			s := rapid.IntRange(1, 60).Draw(t, "treasury")
			tab.Self = [2]int{s, s}
			room -= s
		}
		var pool []string
		for j := range n {
			if j != i && (!o.dag || j < i) {
				pool = append(pool, fmt.Sprintf("c%d", j))
			}
		}
		for j := range p {
			pool = append(pool, fmt.Sprintf("p%d", j))
		}
		for _, h := range pool {
			if rapid.IntRange(0, 2).Draw(t, "skip") == 0 {
				continue
			}
			// a true figure inside the room, then a band around it
			s := rapid.SampledFrom([]int{0, 5, 10, 20, 25, 30, 40, 49, 50, 51, 60, 75, 100}).Draw(t, "share")
			s = min(s, room)
			room -= s
			lo, hi := s, s
			if o.bands && rapid.Bool().Draw(t, "band") {
				lo = rapid.IntRange(0, s).Draw(t, "lo")
				hi = rapid.IntRange(s, 100).Draw(t, "hi")
			}
			tab.Lo[h], tab.Hi[h] = lo, hi
			if o.open && lo < s {
				tab.LoOpen[h] = rapid.Bool().Draw(t, "loOpen")
			}
			if o.open && hi > s {
				tab.HiOpen[h] = rapid.Bool().Draw(t, "hiOpen")
			}
			if o.extras && len(tab.Total) < 2 && lo < hi && rapid.Bool().Draw(t, "total") {
				tab.Total = append(tab.Total, h)
				tab.Percent += s
			}
		}
		if len(tab.Total) < 2 || tab.Percent == 0 {
			tab.Total, tab.Percent = nil, 0
		}
		if o.extras && room == 0 && rapid.Bool().Draw(t, "complete") {
			tab.Complete = true
		}
		if o.extras && rapid.IntRange(0, 3).Draw(t, "floored") == 0 {
			tab.Floor = rapid.SampledFrom([]int{5, 10, 30}).Draw(t, "floor")
		}
		m[fmt.Sprintf("c%d", i)] = tab
	}
	return m
}

func pct(n int) graph.Percent { return graph.WholePercent(n) }

// graphOf builds the market through the ledger. rename maps ids.
func graphOf(m market, rename func(string) string) *graph.Graph {
	if rename == nil {
		rename = func(s string) string { return s }
	}
	b := graph.NewBuilder()
	seen := set{}
	add := func(id string) graph.EntityID {
		if !seen[id] {
			seen[id] = true
			kind := graph.Company
			if id[0] == 'p' {
				kind = graph.Person
			}
			b.AddEntity(graph.Entity{ID: graph.EntityID(rename(id)), Kind: kind})
		}
		return graph.EntityID(rename(id))
	}
	n := 0
	claim := func() graph.Claim {
		n++
		return graph.Claim{ID: graph.ClaimID(fmt.Sprintf("s%03d", n))}
	}
	for _, t := range m.companies() {
		tab := m[t]
		company := add(t)
		for _, h := range tab.holders() {
			b.AddStatement(graph.Statement{Claim: claim(), Holder: add(h), Subject: company, Interest: graph.Shareholding, Basis: graph.Both, Figure: true,
				Share: graph.Share{Min: pct(tab.Lo[h]), Max: pct(tab.Hi[h]), MinOpen: tab.LoOpen[h], MaxOpen: tab.HiOpen[h]}})
		}
		if tab.Self[1] > 0 {
			b.AddStatement(graph.Statement{Claim: claim(), Holder: company, Subject: company, Interest: graph.Shareholding, Basis: graph.Both, Figure: true,
				Share: graph.Share{Min: pct(tab.Self[0]), Max: pct(tab.Self[1])}})
		}
		for _, basis := range []graph.Basis{graph.Capital, graph.Votes} {
			c := graph.Coverage{Entity: company, Interest: graph.Shareholding, Basis: basis}
			if tab.Complete {
				c.Claim, c.Kind = claim(), graph.Complete
				for _, h := range tab.holders() {
					c.Members = append(c.Members, add(h))
				}
				b.AddCoverage(c)
			}
			if tab.Floor > 0 {
				c.Claim, c.Kind, c.Percent, c.Members = claim(), graph.Floor, pct(tab.Floor), nil
				b.AddCoverage(c)
			}
			if len(tab.Total) > 0 {
				c.Claim, c.Kind, c.Percent, c.Members = claim(), graph.Total, pct(tab.Percent), nil
				for _, h := range tab.Total {
					c.Members = append(c.Members, add(h))
				}
				b.AddCoverage(c)
			}
		}
	}
	l, err := b.Build()
	if err != nil {
		panic(err)
	}
	return l.At(graph.NewDate(2026, 1, 1), graph.Options{})
}

// order fills one table greedily in the given order of holders and "rest", each
// as far as the others' least and the total leave room: a corner of the polytope.
func (t *table) corner(name string, order []string) map[string]*big.Rat {
	room := 100 - t.Self[0]
	lo, hi := map[string]int{}, map[string]int{}
	for h := range t.Lo {
		lo[h], hi[h] = t.Lo[h], t.Hi[h]
	}
	lo["rest"], hi["rest"] = 0, 100
	if t.Complete {
		hi["rest"] = 0
	}
	inTotal := func(h string) bool { return slices.Contains(t.Total, h) }
	// bounds of what the group and the others can still sum to
	span := func(of func(string) bool) (l, h int) {
		for x := range lo {
			if of(x) {
				l, h = l+lo[x], h+hi[x]
			}
		}
		return
	}
	feasible := func() bool {
		gl, gh := span(inTotal)
		ol, oh := span(func(x string) bool { return !inTotal(x) })
		for x := range lo {
			if lo[x] > hi[x] {
				return false
			}
		}
		if len(t.Total) > 0 {
			if gl > t.Percent || gh < t.Percent {
				return false
			}
			gl, gh = t.Percent, t.Percent
		}
		return gl+ol <= room && gh+oh >= room
	}
	if !feasible() {
		return nil
	}
	for _, x := range order {
		l, h := lo[x], hi[x]
		for v := h; v >= l; v-- { // whole percents: corners of whole-percent data are whole
			lo[x], hi[x] = v, v
			if feasible() {
				break
			}
		}
	}
	out := map[string]*big.Rat{}
	for x, v := range lo {
		id := x
		if lo[x] != hi[x] {
			panic("a corner leaves " + x + " open")
		}
		if x == "rest" {
			id = "rest@" + name
		}
		out[id] = big.NewRat(int64(v), int64(room))
	}
	return out
}

func permutations(list []string) [][]string {
	if len(list) <= 1 {
		return [][]string{slices.Clone(list)}
	}
	var out [][]string
	for i := range list {
		rest := slices.Concat(list[:i], list[i+1:])
		for _, p := range permutations(rest) {
			out = append(out, append([]string{list[i]}, p...))
		}
	}
	return out
}

// corners lists the distinct corner tables of one company.
func (t *table) corners(name string) []map[string]*big.Rat {
	var out []map[string]*big.Rat
	seen := set{}
	loose := []string{"rest"} // the others are the same in every order
	for _, h := range t.holders() {
		if t.Lo[h] < t.Hi[h] {
			loose = append(loose, h)
		}
	}
	for _, p := range permutations(loose) {
		c := t.corner(name, p)
		if c == nil {
			continue
		}
		key := fmt.Sprint(world{"": c}.string())
		if !seen[key] {
			seen[key] = true
			out = append(out, c)
		}
	}
	return out
}

func (w world) string() string {
	s := ""
	for _, t := range w.companies() {
		for _, h := range w.holders(t) {
			s += fmt.Sprintf("%s>%s=%s ", h, t, w[t][h].RatString())
		}
	}
	return s
}

// worlds lists every combination of corners.
func (m market) worlds(limit int) []world {
	out := []world{{}}
	for _, t := range m.companies() {
		var next []world
		for _, c := range m[t].corners(t) {
			for _, w := range out {
				x := world{t: c}
				for k, v := range w {
					x[k] = v
				}
				next = append(next, x)
			}
		}
		if out = next; len(out) > limit {
			return nil
		}
	}
	return out
}

// sample draws a world inside the bands: a random mixture of two corners of each
// company, kept off open ends.
func (m market) sample(t *rapid.T) world {
	w := world{}
	for _, name := range m.companies() {
		tab := m[name]
		list := tab.corners(name)
		a := rapid.SampledFrom(list).Draw(t, "corner")
		b := rapid.SampledFrom(list).Draw(t, "corner")
		f := big.NewRat(int64(rapid.IntRange(1, 9).Draw(t, "mix")), 10)
		g := new(big.Rat).Sub(ratOne, f)
		w[name] = map[string]*big.Rat{}
		for h := range a {
			x := new(big.Rat).Mul(a[h], f)
			w[name][h] = x.Add(x, new(big.Rat).Mul(b[h], g))
		}
	}
	return w
}
