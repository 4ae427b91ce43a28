package ownership

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"longarm/graph"
)

// randomMarket is a register-like graph: n companies, three holders each, mostly
// older companies, some cross-holdings, some persons, a share of bands.
func randomMarket(n int, bands float64) *graph.Graph {
	r := rand.New(rand.NewPCG(1, 2))
	b := graph.NewBuilder()
	for i := range n {
		kind := graph.Company
		if i%5 == 0 {
			kind = graph.Person
		}
		b.AddEntity(graph.Entity{ID: graph.EntityID(fmt.Sprintf("e%05d", i)), Kind: kind})
	}
	s := 0
	for i := range n {
		if i%5 == 0 {
			continue
		}
		room := 100
		seen := map[int]bool{i: true}
		for range 3 {
			h := r.IntN(i)
			if r.Float64() < 0.002 {
				h = r.IntN(n)
			}
			if seen[h] {
				continue
			}
			seen[h] = true
			v := min(room, []int{5, 10, 20, 33, 51, 60}[r.IntN(6)])
			if room -= v; v == 0 {
				continue
			}
			share := graph.Exact(graph.WholePercent(v))
			if r.Float64() < bands {
				share = graph.Share{Min: graph.WholePercent(v / 2), Max: graph.WholePercent(v), MinOpen: true}
			}
			s++
			b.AddStatement(graph.Statement{Claim: graph.Claim{ID: graph.ClaimID(fmt.Sprintf("s%06d", s))}, Holder: graph.EntityID(fmt.Sprintf("e%05d", h)),
				Subject: graph.EntityID(fmt.Sprintf("e%05d", i)), Interest: graph.Shareholding, Basis: graph.Both, Figure: true, Share: share})
		}
	}
	l, err := b.Build()
	if err != nil {
		panic(err)
	}
	return l.At(graph.NewDate(2026, 1, 1), graph.Options{})
}

func BenchmarkOwners(b *testing.B) {
	for _, n := range []int{1000, 10000} {
		for _, bands := range []float64{0, 0.1} {
			g := randomMarket(n, bands)
			target := graph.EntityID(fmt.Sprintf("e%05d", n-1))
			b.Run(fmt.Sprintf("n=%d/bands=%v", n, bands), func(b *testing.B) {
				for b.Loop() {
					if a := New(g).Owners(target, graph.Capital); len(a.Owners) == 0 {
						b.Fatal("no owners")
					} else {
						b.ReportMetric(float64(len(a.Owners)), "owners")
					}
				}
			})
		}
	}
}

func BenchmarkControllers(b *testing.B) {
	for _, n := range []int{1000, 10000} {
		g := randomMarket(n, 0.1)
		target := graph.EntityID(fmt.Sprintf("e%05d", n-1))
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			for b.Loop() {
				New(g).Controllers(target, Majority, graph.Votes)
			}
		})
	}
}

func BenchmarkIntegratedClass(b *testing.B) {
	for _, n := range []int{1000, 10000} {
		for _, bands := range []float64{0, 0.1} {
			g := randomMarket(n, bands)
			target := graph.EntityID(fmt.Sprintf("e%05d", n-1))
			class := Class{RestMay: true, In: func(id graph.EntityID) Membership {
				if id[5] == '0' {
					return Member
				}
				return Outside
			}}
			b.Run(fmt.Sprintf("n=%d/bands=%v", n, bands), func(b *testing.B) {
				for b.Loop() {
					New(g).Integrated(target, class, graph.Capital)
				}
			})
		}
	}
}

func BenchmarkEvaluate(b *testing.B) {
	g := randomMarket(1000, 0.1)
	class := Class{RestMay: true, In: func(id graph.EntityID) Membership {
		if id[5] == '0' {
			return Member
		}
		return Outside
	}}
	for b.Loop() {
		New(g).Evaluate(Test{Threshold: pct(25), HasThreshold: true, Class: class}, "e00999")
	}
}

// One component of n companies, each held by three others and a person: the cost
// of exact elimination on cross-holdings.
func BenchmarkCycle(b *testing.B) {
	for _, n := range []int{25, 50, 100, 200} {
		r := rand.New(rand.NewPCG(3, 4))
		builder := graph.NewBuilder()
		builder.AddEntity(graph.Entity{ID: "p", Kind: graph.Person})
		for i := range n {
			builder.AddEntity(graph.Entity{ID: graph.EntityID(fmt.Sprintf("c%03d", i))})
		}
		for i := range n {
			hold := func(h string, v int) {
				builder.AddStatement(graph.Statement{Claim: graph.Claim{ID: graph.ClaimID(fmt.Sprintf("s%03d%s", i, h))}, Holder: graph.EntityID(h),
					Subject: graph.EntityID(fmt.Sprintf("c%03d", i)), Interest: graph.Shareholding, Basis: graph.Capital, Figure: true, Share: graph.Exact(pct(v))})
			}
			hold("p", 10)
			seen := map[int]bool{i: true}
			for range 3 {
				if j := r.IntN(n); !seen[j] {
					seen[j] = true
					hold(fmt.Sprintf("c%03d", j), 5+r.IntN(20))
				}
			}
		}
		l, err := builder.Build()
		if err != nil {
			b.Fatal(err)
		}
		g := l.At(graph.NewDate(2026, 1, 1), graph.Options{})
		b.Run(fmt.Sprintf("n=%d/class", n), func(b *testing.B) {
			for b.Loop() {
				New(g).Integrated("c000", Named("p", "p"), graph.Capital)
			}
		})
		if n <= 50 {
			b.Run(fmt.Sprintf("n=%d/owners", n), func(b *testing.B) {
				for b.Loop() {
					New(g).Owners("c000", graph.Capital)
				}
			})
		}
	}
}
