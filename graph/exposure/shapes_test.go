package exposure_test

import (
	"fmt"
	"strings"
	"testing"

	"longarm/data/datatest"
	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/loaders/curated"
)

// shape is a market that is small to write and hard to walk.
type shape struct {
	name string
	size int
	tie  func(n int, hold func(owner, owned int, share string)) int // returns the number of companies
}

var shapes = []shape{
	{"chain", 100, chain},
	{"chain", 1000, chain},
	{"ring", 100, ring},
	{"ring", 1000, ring},
	{"star", 999, func(n int, hold func(int, int, string)) int {
		for i := 1; i <= n; i++ {
			hold(i, 0, "0.1")
		}
		return n + 1
	}},
	{"mutual", 45, func(n int, hold func(int, int, string)) int {
		for i := range n {
			for j := range n {
				if i != j {
					hold(i, j, "2")
				}
			}
		}
		return n
	}},
	{"ladder", 300, func(n int, hold func(int, int, string)) int {
		for rung := range n {
			low := []int{2*rung - 1, 2 * rung}
			if rung == 0 {
				low = []int{0}
			}
			for _, l := range low {
				hold(2*rung+1, l, "50")
				hold(2*rung+2, l, "50")
			}
		}
		return 2*n + 1
	}},
}

// ring is a market in which each company holds the next and the last the first.
func ring(n int, hold func(int, int, string)) int {
	for i := range n {
		hold(i, (i+1)%n, "60")
	}
	return n
}

func chain(n int, hold func(int, int, string)) int {
	for i := range n - 1 {
		hold(i+1, i, "60")
	}
	return n
}

func (s shape) build(t testing.TB) *graph.Ledger {
	t.Helper()
	var edges strings.Builder
	n := s.tie(s.size, func(owner, owned int, share string) {
		fmt.Fprintf(&edges, "- {id: s-%d-%d, holder: c%d, interest: shareholding, subject: c%d, share: %s, as_of: 2024-01-01, source: src, evidence: high}\n", owner, owned, owner, owned, share)
	})
	var y strings.Builder
	y.WriteString("sources:\n- {id: src, title: T, citation: T}\nentities:\n")
	places := []string{"US", "FR", "DE", "CN"}
	for _, iso := range places {
		fmt.Fprintf(&y, "- {id: %s, kind: state, name: %s, iso: %s, source: src, evidence: high}\n", strings.ToLower(iso), iso, iso)
	}
	for i := range n {
		fmt.Fprintf(&y, "- {id: c%d, kind: company, name: C%d, jurisdiction: %s, source: src, evidence: high}\n", i, i, places[(i+1)%4])
	}
	b := graph.NewBuilder()
	if _, err := curated.Load(b, "shape.yaml", []byte(y.String()+"statements:\n"+edges.String())); err != nil {
		t.Fatal(err)
	}
	l, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func BenchmarkReachShapes(b *testing.B) {
	c := datatest.Laws(b)
	for _, s := range shapes {
		b.Run(fmt.Sprintf("%s-%d", s.name, s.size), func(b *testing.B) {
			g := s.build(b).At(graph.NewDate(2024, 1, 31), graph.Options{})
			b.ReportAllocs()
			for b.Loop() {
				exposure.New(c, g).Reach("c0")
			}
		})
	}
}
