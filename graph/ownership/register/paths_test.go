package register

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"longarm/internal/property"
)

// waysOf makes ways from a list of from, to and weight.
func waysOf(n int, list [][3]float64) *Ways {
	slices.SortFunc(list, func(a, b [3]float64) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	list = slices.CompactFunc(list, func(a, b [3]float64) bool { return a[0] == b[0] && a[1] == b[1] })
	w := &Ways{Off: make([]uint32, n+1)}
	for _, e := range list {
		w.Off[int(e[0])+1]++
		w.To, w.Weight = append(w.To, uint32(e[1])), append(w.Weight, e[2])
	}
	for v := range n {
		w.Off[v+1] += w.Off[v]
	}
	return w
}

// every lists all simple paths by plain enumeration.
func every(w *Ways, from, to uint32) (out []Route) {
	on := map[uint32]bool{from: true}
	var path []uint32
	var walk func(v uint32, x float64)
	walk = func(v uint32, x float64) {
		if v == to {
			out = append(out, Route{slices.Clone(path), x})
			return
		}
		for e := w.Off[v]; e < w.Off[v+1]; e++ {
			if t := w.To[e]; !on[t] {
				on[t] = true
				path = append(path, e)
				walk(t, x*w.Weight[e])
				path = path[:len(path)-1]
				delete(on, t)
			}
		}
	}
	if from != to {
		walk(from, 1)
	}
	slices.SortStableFunc(out, func(a, b Route) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(len(a.Ways), len(b.Ways)), slices.Compare(a.Ways, b.Ways))
	})
	return out
}

func TestStrongestPathsAreThoseOfEnumeration(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 7).Draw(t, "nodes")
		var list [][3]float64
		for range rapid.IntRange(1, 20).Draw(t, "ways") {
			a, b := rapid.IntRange(0, n-1).Draw(t, "from"), rapid.IntRange(0, n-1).Draw(t, "to")
			if a != b {
				list = append(list, [3]float64{float64(a), float64(b), rapid.SampledFrom([]float64{1, 1, 0.75, 0.5, 0.25, 0.1}).Draw(t, "weight")})
			}
		}
		w := waysOf(n, list)
		want := every(w, 0, uint32(n-1))
		k := rapid.IntRange(1, 12).Draw(t, "k")
		got := w.Strongest(0, uint32(n-1), k)
		if len(got.Best) != min(k, len(want)) || got.More != (len(want) > k) || got.Stopped {
			t.Fatalf("%d paths, more %v; there are %d, asked %d", len(got.Best), got.More, len(want), k)
		}
		for i, r := range got.Best {
			if math.Abs(r.Weight-want[i].Weight) > 1e-12 {
				t.Fatalf("path %d weighs %v, want %v", i, r.Weight, want[i].Weight)
			}
		}
		switch count := got.Count.Int64(); {
		case got.Exact && count != int64(len(want)), count > int64(len(want)), len(want) > 0 && count == 0:
			t.Fatalf("count %d, exact %v; there are %d", count, got.Exact, len(want))
		}
	})
}

// TestALadderOfFortyLevelsEnds: whoever walks its 2^40 paths one by one does not.
func TestALadderOfFortyLevelsEnds(t *testing.T) {
	var list [][3]float64
	for l := range 40 { // 3l → 3l+1, 3l+2 → 3l+3
		for _, e := range [][2]int{{0, 1}, {0, 2}, {1, 3}, {2, 3}} {
			list = append(list, [3]float64{float64(3*l + e[0]), float64(3*l + e[1]), 0.5})
		}
	}
	r := waysOf(121, list).Strongest(0, 120, 10)
	if len(r.Best) != 10 || !r.Exact || fmt.Sprint(r.Count) != "1099511627776" || !r.More {
		t.Fatalf("%d paths of %v, exact %v", len(r.Best), r.Count, r.Exact)
	}
}

func TestLongChainsAndRingsEnd(t *testing.T) {
	const n = 100000
	var list [][3]float64
	for v := range n {
		list = append(list, [3]float64{float64(v), float64((v + 1) % n), 0.5}, [3]float64{float64((v + 1) % n), float64(v), 0.5})
	}
	r := waysOf(n, list).Strongest(0, n/2, 5)
	if len(r.Best) != 2 || r.More && !r.Stopped {
		t.Fatalf("a ring both ways has %d paths, more %v", len(r.Best), r.More)
	}
}
