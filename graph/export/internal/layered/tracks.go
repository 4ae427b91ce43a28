package layered

import (
	"cmp"
	"math"
	"slices"
)

// near is how little a line may be out of the straight and still be drawn so.
const near = 0.75

// lay puts the horizontal pieces between two rows on tracks: those that overlap on
// different ones, in the order in which lines cross least.
func (b *bar) lay() {
	b.of = make([]*run, len(b.hops))
	shared := map[[2]int]*run{} // by side and number of a shared end
	for i, h := range b.hops {
		var r *run
		if h.up >= 0 {
			r = shared[[2]int{0, h.up}]
		}
		if r == nil && h.down >= 0 {
			r = shared[[2]int{1, h.down}]
		}
		if r == nil && h.up < 0 && h.down < 0 && math.Abs(h.x1-h.x2) < near {
			continue
		}
		if r == nil {
			r = &run{lo: math.Inf(1), hi: math.Inf(-1)}
			b.runs = append(b.runs, r)
		}
		if h.up >= 0 {
			shared[[2]int{0, h.up}] = r
		}
		if h.down >= 0 {
			shared[[2]int{1, h.down}] = r
		}
		r.lo, r.hi = min(r.lo, h.x1, h.x2), max(r.hi, h.x1, h.x2)
		r.up, r.down = append(r.up, h.x1), append(r.down, h.x2)
		r.hops = append(r.hops, i)
		b.of[i] = r
	}
	b.runs = slices.DeleteFunc(b.runs, func(r *run) bool {
		if r.hi-r.lo >= near {
			return false
		}
		for _, i := range r.hops {
			b.of[i] = nil
		}
		return true
	})
	b.arrange()
	b.assign()
}

// arrange orders the runs from above: first by how their lines lean, then by
// exchanging neighbours while lines cross less for it.
func (b *bar) arrange() {
	slices.SortStableFunc(b.runs, func(x, y *run) int { return compareRuns(x, y) })
	if len(b.runs) > 400 {
		return
	}
	for range b.runs {
		better := false
		for i := 0; i+1 < len(b.runs); i++ {
			x, y := b.runs[i], b.runs[i+1]
			if overlap(x, y) && crossed(y, x) < crossed(x, y) {
				b.runs[i], b.runs[i+1] = y, x
				better = true
			}
		}
		if !better {
			return
		}
	}
}

// compareRuns puts runs to the right from the rightmost, then runs to the left from
// the leftmost: so the ones nest.
func compareRuns(x, y *run) int {
	lean := func(r *run) float64 { return mean(r.down) - mean(r.up) }
	a, b := lean(x) < 0, lean(y) < 0
	switch {
	case a != b && a:
		return 1
	case a != b:
		return -1
	case a:
		return cmp.Compare(mean(x.up), mean(y.up))
	}
	return cmp.Compare(mean(y.up), mean(x.up))
}

func mean(list []float64) float64 {
	sum := 0.0
	for _, x := range list {
		sum += x
	}
	return sum / float64(len(list))
}

func overlap(x, y *run) bool { return x.lo < y.hi+6 && y.lo < x.hi+6 }

// crossed counts the crossings when one run lies above another.
func crossed(above, below *run) int {
	n := 0
	for _, x := range above.down {
		if x > below.lo && x < below.hi {
			n += 2
		}
		if slices.Contains(below.up, x) { // one line would run over the other
			n += 3
		}
	}
	for _, x := range below.up {
		if x > above.lo && x < above.hi {
			n += 2
		}
	}
	return n
}

// assign gives every run the highest track that is free for it below all it overlaps
// and that stand before it.
func (b *bar) assign() {
	for i, r := range b.runs {
		for _, o := range b.runs[:i] {
			if overlap(o, r) {
				r.track = max(r.track, o.track+1)
			}
		}
		b.tracks = max(b.tracks, r.track+1)
	}
}
