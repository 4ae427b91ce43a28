package register_test

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"longarm/graph"
	"longarm/graph/columns"
	"longarm/graph/ownership"
	"longarm/graph/ownership/register"
	"longarm/internal/property"
)

// drawCovered draws a market with bands, totals, floors and complete lists.
func drawCovered(t *rapid.T) *market {
	m := drawMarket(t, true, rapid.IntRange(0, 4).Draw(t, "dirt") == 0)
	var companies []string
	for id, k := range m.kinds {
		if k == graph.Company {
			companies = append(companies, id)
		}
	}
	slices.Sort(companies)
	for _, c := range companies {
		var holders []graph.EntityID
		for _, h := range m.holdings {
			if h.company == c {
				holders = append(holders, graph.EntityID(h.holder))
			}
		}
		add := func(k graph.CoverageKind, percent int, members ...graph.EntityID) {
			m.covers = append(m.covers, graph.Coverage{Claim: graph.Claim{ID: graph.ClaimID(fmt.Sprintf("v%03d", len(m.covers)))}, Entity: graph.EntityID(c),
				Interest: graph.Shareholding, Basis: graph.Both, Kind: k, Percent: graph.WholePercent(percent), Members: members})
		}
		if rapid.IntRange(0, 3).Draw(t, "floor") == 0 {
			add(graph.Floor, rapid.SampledFrom([]int{3, 5, 25}).Draw(t, "from"))
		}
		for range rapid.IntRange(0, 2).Draw(t, "totals") {
			some := rapid.Permutation(append(slices.Clone(holders), "p0")).Draw(t, "members")
			some = slices.Clone(some[:rapid.IntRange(1, len(some)).Draw(t, "of them")])
			slices.Sort(some)
			add(graph.Total, rapid.SampledFrom([]int{10, 30, 50, 60, 90}).Draw(t, "total"), slices.Compact(some)...)
		}
		if rapid.IntRange(0, 4).Draw(t, "complete") == 0 {
			add(graph.Complete, 0)
		}
	}
	m.exact = m.ledger()
	f, err := register.FromGraph(m.exact)
	if err != nil {
		t.Fatal(err)
	}
	m.frozen = f
	return m
}

func TestBoundsUseTotalsAndFloors(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		m := drawCovered(t)
		v := m.frozen.In(graph.Capital, 0)
		p0, _ := m.frozen.Find("p0")
		asked := register.Asked{Member: func(x uint32) bool { return x == p0 }}
		c := ownership.Named("class", "p0")
		if c.RestMay = rapid.Bool().Draw(t, "rest"); c.RestMay {
			asked.Rest = register.RestAll
		}
		b := register.BoundsOf(v, asked)
		model := ownership.New(m.exact)
		for id, k := range m.kinds {
			if k == graph.Person {
				continue
			}
			at, _ := m.frozen.Find(id)
			r, _, _ := model.Integrated(graph.EntityID(id), c, graph.Capital)
			lo, _ := r.Min.Float64()
			hi, _ := r.Max.Float64()
			if math.Abs(b.Low[at]*100-lo) > 1e-9 || math.Abs(b.High[at]*100-hi) > 1e-9 {
				t.Fatalf("%s: %v–%v, want %s\n%s", id, b.Low[at]*100, b.High[at]*100, r, m.string())
			}
			low, high := register.BoundsAt(v, at, asked)
			if math.Abs(low.Share*100-lo) > 1e-9 || math.Abs(high.Share*100-hi) > 1e-9 {
				t.Fatalf("%s alone: %v–%v, want %s\n%s", id, low.Share*100, high.Share*100, r, m.string())
			}
		}
	})
}

// What undisclosed holders have is a class like others.
func TestUndisclosedAreBounded(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		m := drawCovered(t)
		v := m.frozen.In(graph.Capital, 0)
		b := register.BoundsOf(v, register.Asked{Member: func(uint32) bool { return false }, Rest: register.RestIs})
		model := ownership.New(m.exact)
		for id, k := range m.kinds {
			if k == graph.Person {
				continue
			}
			at, _ := m.frozen.Find(id)
			r := model.Owners(graph.EntityID(id), graph.Capital).Undisclosed.Integrated
			lo, _ := r.Min.Float64()
			hi, _ := r.Max.Float64()
			if math.Abs(b.Low[at]*100-lo) > 1e-9 || math.Abs(b.High[at]*100-hi) > 1e-9 {
				t.Fatalf("%s: %v–%v, want %s\n%s", id, b.Low[at]*100, b.High[at]*100, r, m.string())
			}
		}
	})
}

// The policy that comes with an end fills every row as its bands, totals and list
// allow, and its point graph, solved over rationals, has that end as its value.
func TestPoliciesAttainTheirEnds(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		m := drawCovered(t)
		v := m.frozen.In(graph.Capital, 0)
		p0, _ := m.frozen.Find("p0")
		asked := register.Asked{Member: func(x uint32) bool { return x == p0 }}
		if rapid.Bool().Draw(t, "rest") {
			asked.Rest = register.RestAll
		}
		for at := range uint32(m.frozen.Len()) {
			if m.frozen.Kind(at) == graph.Person {
				continue
			}
			low, high := register.BoundsAt(v, at, asked)
			for i, end := range []register.End{low, high} {
				for _, f := range end.Policy {
					checkFilling(t, v, f)
				}
				counted := 0.0
				if i == 1 && asked.Rest == register.RestAll {
					counted = 1
				}
				if got := pointShare(v, at, p0, end.Policy, counted); math.Abs(got-end.Share) > 1e-12 {
					t.Fatalf("end %d of %s is %v, its point graph has %v\n%s", i, m.frozen.ID(at), end.Share, got, m.string())
				}
			}
		}
	})
}

// checkFilling holds a filling to the row it fills.
func checkFilling(t *rapid.T, v *columns.View, f register.Filling) {
	off, holder := v.Rows()
	in := map[uint32]float64{}
	sum, lows := f.Each+f.All, 0.0
	for i, x := range f.Mass {
		e := off[f.Company] + uint32(i)
		if x < float64(v.Weight(e)) || x > float64(v.Most(e)) {
			t.Fatalf("%s of %s has %v, outside of its band", v.ID(holder[e]), v.ID(f.Company), x)
		}
		in[holder[e]] += x
		sum += x
		lows += float64(v.Weight(e))
	}
	if lows > float64(graph.Hundred) {
		return
	}
	if sum != float64(graph.Hundred) && len(f.Mass) > 0 {
		t.Fatalf("%s is filled to %v", v.ID(f.Company), sum)
	}
	totals, used := 0, 0
	for _, c := range v.CoversOf(f.Company) {
		switch c.Kind {
		case columns.Floor:
			if f.Each > float64(c.Percent) {
				t.Fatalf("one undisclosed holder has %v above the floor %s", f.Each, c.Percent)
			}
		case columns.Total:
			totals++
			got := 0.0
			for _, h := range v.Members(c) {
				got += in[h]
			}
			if got == float64(c.Percent) {
				used++
			}
		}
	}
	if totals == 1 && used == 0 && !mayMissTotal(v, f.Company) {
		t.Fatalf("the total of %s is not kept", v.ID(f.Company))
	}
}

// mayMissTotal reports a total that its members' bands cannot make, or that leaves
// the others no room: it is set aside.
func mayMissTotal(v *columns.View, company uint32) bool {
	off, holder := v.Rows()
	for _, c := range v.CoversOf(company) {
		if c.Kind != columns.Total {
			continue
		}
		var lo, hi, othersLo, othersHi graph.Percent
		for e := off[company]; e < off[company+1]; e++ {
			if slices.Contains(v.Members(c), holder[e]) {
				lo, hi = lo+v.Weight(e), hi+v.Most(e)
			} else {
				othersLo, othersHi = othersLo+v.Weight(e), othersHi+v.Most(e)
			}
		}
		complete := slices.ContainsFunc(v.CoversOf(company), func(c columns.Cover) bool { return c.Kind == columns.Complete })
		if c.Percent < lo || c.Percent > hi || c.Percent+othersLo > graph.Hundred || complete && c.Percent+othersHi < graph.Hundred {
			return true
		}
	}
	return false
}

// pointShare solves the point graph of a policy by elimination over rationals.
func pointShare(v *columns.View, target, member uint32, policy []register.Filling, counted float64) float64 {
	_, holder := v.Rows()
	place := map[uint32]int{}
	for i, f := range policy {
		place[f.Company] = i
	}
	n := len(policy)
	a := make([][]*big.Rat, n)
	rat := func(x float64) *big.Rat { return new(big.Rat).SetFloat64(x) }
	// A company from which no worth is reached has the value 0.
	worth := make([]bool, n)
	for again := true; again; {
		again = false
		for i, f := range policy {
			good := counted > 0 && f.Each+f.All > 0
			for k, m := range f.Mass {
				h := holder[f.Edge+uint32(k)]
				j, in := place[h]
				good = good || m > 0 && (h == member && h != target || in && worth[j])
			}
			if good && !worth[i] {
				worth[i], again = true, true
			}
		}
	}
	for i, f := range policy {
		a[i] = make([]*big.Rat, n+1)
		for j := range a[i] {
			a[i][j] = new(big.Rat)
		}
		a[i][i].SetInt64(1)
		if !worth[i] {
			continue
		}
		base := rat(f.Base)
		for k, m := range f.Mass {
			if holder[f.Edge+uint32(k)] == f.Company {
				base.Sub(base, rat(m))
			}
		}
		for k, m := range f.Mass {
			h := holder[f.Edge+uint32(k)]
			p := new(big.Rat).Quo(rat(m), base)
			if j, in := place[h]; h == member && h != target {
				a[i][n].Add(a[i][n], p)
			} else if in && j != i && worth[j] {
				a[i][j].Sub(a[i][j], p)
			}
		}
		a[i][n].Add(a[i][n], new(big.Rat).Quo(rat(counted*(f.Each+f.All)), base))
	}
	for c := range n {
		for r := c; r < n; r++ {
			if a[r][c].Sign() != 0 {
				a[c], a[r] = a[r], a[c]
				break
			}
		}
		for r := range n {
			if r == c || a[r][c].Sign() == 0 {
				continue
			}
			q := new(big.Rat).Quo(a[r][c], a[c][c])
			for k := c; k <= n; k++ {
				a[r][k].Sub(a[r][k], new(big.Rat).Mul(q, a[c][k]))
			}
		}
	}
	i, ok := place[target]
	if !ok {
		return 0
	}
	x, _ := new(big.Rat).Quo(a[i][n], a[i][i]).Float64()
	return x
}
