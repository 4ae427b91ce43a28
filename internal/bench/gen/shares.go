package main

import "math"

// shares divides the company among the drawn owners and returns what is left over.
func (m *market) shares(c int, core, listed bool) (rest int) {
	rest = whole
	k := len(m.hold)
	put := func(o int32, s int) {
		if s = min(max(s, 1), rest); s == 0 {
			return
		}
		rest -= s
		m.edges = append(m.edges, edge{o, int32(c), int32(s)})
	}
	switch {
	case k == 1 && !listed:
		if m.r.below(10) < 8 {
			put(m.hold[0], whole)
		} else {
			put(m.hold[0], m.r.between(500001, 999000))
		}
	case k == 2 && m.r.below(100) < 8:
		put(m.hold[0], whole/2)
		put(m.hold[1], whole/2)
	default:
		total, first, zipf := m.plan(k, core, listed)
		others := 0
		if first > 0 {
			put(m.hold[0], first)
			others = 1
		}
		var w []float64
		sum := 0.0
		for i := others; i < k; i++ {
			v := -math.Log(1 - m.r.float())
			if zipf {
				v = (0.2 + v) / math.Pow(float64(i)+3, 0.9)
			}
			w = append(w, v)
			sum += v
		}
		left := float64(total - first)
		for i := others; i < k; i++ {
			put(m.hold[i], int(left*w[i-others]/sum))
		}
	}
	return rest
}

// plan says how much of the company the owners have together, how much of it the
// first has for sure, and whether the others are of very unequal size.
func (m *market) plan(k int, core, listed bool) (total, first int, zipf bool) {
	total = whole
	switch {
	case core:
		total = m.r.between(250000, 800000)
		zipf = true
	case listed:
		total = m.r.between(200000, 800000)
		zipf = true
		if m.r.below(4) == 0 {
			first = total * m.r.between(55, 90) / 100
		}
	default:
		if m.r.below(3) == 0 {
			total = m.r.between(700000, whole)
		}
		if m.r.below(100) < 65 {
			first = min(m.r.between(500001, 950000), total-k)
		}
	}
	return total, first, zipf
}

// close lets the company hold a share of one of its ancestors, or of itself.
func (m *market) close(c int, core bool, rest int) {
	if o := m.mainOwner[c]; o >= 0 && int(o) < m.companies && !core && m.r.below(1000) < m.cyc {
		steps := 0
		if m.r.below(6) == 0 {
			steps = m.r.between(1, 6)
		}
		for ; steps > 0; steps-- {
			if p := m.mainOwner[o]; p >= 0 && int(p) < m.companies {
				o = p
			}
		}
		if room := whole - int(m.sum[o]); room > 20000 && int(o) != c {
			s := m.r.between(1000, min(room-10000, 250000))
			m.extra = append(m.extra, edge{int32(c), o, int32(s)})
			m.sum[o] += int32(s)
		}
	}
	if m.r.below(1000) == 0 && rest > 20000 {
		s := m.r.between(1000, min(rest-10000, 90000))
		m.extra = append(m.extra, edge{int32(c), int32(c), int32(s)})
		m.sum[c] += int32(s)
	}
}
