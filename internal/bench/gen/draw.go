package main

import "math"

// codes are the places of entities, the commonest first, and the states that hold
// shares themselves.
var codes = []string{"CN", "US", "GB", "DE", "FR", "IT", "ES", "RU", "IN", "BR", "NL", "JP", "CA", "AU", "PL", "UA", "SE", "CH", "BE", "LU", "HK", "SG", "IE", "AT", "NO", "DK", "CZ", "RO", "PT", "FI", "MX", "KR", "TR", "ZA", "VG", "KY", "BM", "CY", "MT", "PA", "AE", "IL", "NZ", "GR", "HU", "BG", "SK", "EE", "LV", "LT", "JE", "GG", "IM", "LI", "MU", "TW", "TH", "MY", "ID", "VN", "AR", "CL", "CO", "PE", "SA", "QA", "KW", "EG", "NG", "KE", "MA", "KZ", "BY", "RS", "HR", "SI", "IS", "BS", "SC", "MH"}

// offshore are the codes that holding companies often have, as places in codes.
var offshore = []uint8{10, 2, 22, 20, 21, 17, 34, 35, 36, 37, 38, 50}

// maxLevel is how deep chains of ownership are meant to go.
const maxLevel = 15

// whole is 100 % in the grain of the shares.
const whole = 1000000

type edge struct{ owner, owned, share int32 }

// market is a drawn graph, entities in their inner numbers: companies by level,
// then persons, then states.
type market struct {
	r                  *rng
	companies, persons int
	degree             float64
	cyc                int
	cum                []float64 // of the Zipf weights of codes
	start              [maxLevel + 2]int
	core               int
	place              []uint8
	edges, extra       []edge
	first              []int32 // first edge of each company
	sum                []int32
	mainOwner          []int32
	heavy, heavyK      int

	stamp []int32 // company+1 that an owner was last taken for
	hot   [maxLevel + 2][]int32
	hotP  []int32
	hold  []int32
}

func draw(r *rng, n int, degree float64, cyc int) *market {
	persons := int(float64(n) * 0.42)
	m := &market{r: r, persons: persons, companies: n - len(codes) - persons, degree: degree, cyc: cyc}
	m.levels()
	m.core = min(max(n/455, 20), 6000)
	m.places(n)
	m.edges = make([]edge, 0, int(float64(n)*degree*1.2))
	m.first, m.sum, m.mainOwner = make([]int32, m.companies+1), make([]int32, m.companies), make([]int32, m.companies)
	m.stamp = make([]int32, n)
	level := 1
	for c := range m.companies {
		for c >= m.start[level+1] {
			level++
		}
		m.company(c, level)
	}
	m.first[m.companies] = int32(len(m.edges))
	return m
}

// levels gives each level the companies numbered from its start.
func (m *market) levels() {
	var w [maxLevel + 1]float64
	total := 0.0
	for l := 1; l <= maxLevel; l++ {
		w[l] = math.Pow(0.68, float64(l-1))
		total += w[l]
	}
	at := 0
	for l := 1; l <= maxLevel; l++ {
		m.start[l] = at
		at += int(float64(m.companies) * w[l] / total)
	}
	m.start[maxLevel+1] = m.companies
}

func (m *market) places(n int) {
	t := 0.0
	m.cum = make([]float64, len(codes))
	for i := range m.cum {
		t += 1 / math.Pow(float64(i)+1.5, 1.05)
		m.cum[i] = t
	}
	m.place = make([]uint8, n)
	for i := range m.persons {
		m.place[m.companies+i] = m.drawPlace()
	}
	for i := range codes {
		m.place[m.companies+m.persons+i] = uint8(i)
	}
}

func (m *market) drawPlace() uint8 {
	x := m.r.float() * m.cum[len(m.cum)-1]
	lo, hi := 0, len(m.cum)-1
	for lo < hi {
		mid := (lo + hi) / 2
		if m.cum[mid] < x {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return uint8(lo)
}

// company draws the owners of one company, their shares, its place and the edges
// that close cycles through it.
func (m *market) company(c, level int) {
	m.first[c] = int32(len(m.edges))
	core := level == 1 && c < m.core
	k, listed := m.howMany(core)
	m.owners(c, level, k, core, listed)
	m.mainOwner[c] = -1
	if len(m.hold) > 0 {
		m.mainOwner[c] = m.hold[0]
	}
	rest := m.shares(c, core, listed)
	m.sum[c] = int32(whole - rest)
	switch {
	case level > 1 && m.mainOwner[c] >= 0 && m.r.below(100) < 78:
		m.place[c] = m.place[m.mainOwner[c]]
	case level > 1 && m.r.below(100) < 30:
		m.place[c] = offshore[m.r.below(len(offshore))]
	default:
		m.place[c] = m.drawPlace()
	}
	m.close(c, core, rest)
	if level >= 5 && len(m.hold) > m.heavyK {
		m.heavy, m.heavyK = c, len(m.hold)
	}
}

// howMany draws the number of owners: most have one, a few hundreds.
func (m *market) howMany(core bool) (k int, listed bool) {
	n := len(m.place)
	x := m.r.below(1000)
	k = 1
	switch {
	case core:
		k = m.r.between(40, 120)
		listed = true
	case x < 400:
	case x < 650:
		k = 2
	case x < 800:
		k = m.r.between(3, 4)
	case x < 950:
		k = m.r.between(5, 10)
	case x < 995:
		k = m.r.between(10, 50)
	default:
		k = int(50 * math.Pow(1-m.r.float(), -0.8))
		if k > n/40 {
			k = n / 40
		}
		if k > 5000 {
			k = 5000
		}
		listed = true
	}
	if k > 4 && !core {
		k = max(1, int(float64(k)*m.degree/3+0.5))
	}
	return k, listed
}

// owners draws k different owners: companies above, often ones chosen before,
// persons, now and then a state; for the core its own members.
func (m *market) owners(c, level, k int, core, listed bool) {
	m.hold = m.hold[:0]
	add := func(o int32) bool {
		if o == int32(c) || m.stamp[o] == int32(c)+1 {
			return false
		}
		m.stamp[o] = int32(c) + 1
		m.hold = append(m.hold, o)
		return true
	}
	for tries := 0; len(m.hold) < k && tries < 3*k+10; tries++ {
		i := len(m.hold)
		y := m.r.below(100)
		switch {
		case core && i < 14:
			add(m.ofCore())
		case listed && !core && y < 25:
			if o := m.ofCore(); add(o) {
				m.hot[1] = append(m.hot[1], o)
			}
		case level > 1 && (i == 0 || y < 40):
			l := level - 1
			if i > 0 {
				l = m.r.between(1, level-1)
			}
			if o := m.ofLevel(l); add(o) {
				m.hot[l] = append(m.hot[l], o)
			}
		case y >= 99:
			add(int32(m.companies + m.persons + int(m.drawPlace())))
		default:
			var o int32
			if len(m.hotP) > 0 && m.r.below(100) < 35 {
				o = m.hotP[m.r.below(len(m.hotP))]
			} else {
				o = int32(m.companies + m.r.below(m.persons))
			}
			if add(o) && m.r.below(4) == 0 {
				m.hotP = append(m.hotP, o)
			}
		}
	}
}

func (m *market) ofLevel(l int) int32 {
	if len(m.hot[l]) > 0 && m.r.below(100) < 60 {
		return m.hot[l][m.r.below(len(m.hot[l]))]
	}
	return int32(m.start[l] + m.r.below(m.start[l+1]-m.start[l]))
}

func (m *market) ofCore() int32 {
	x := m.r.float()
	return int32(float64(m.core) * x * x)
}
