package ownership

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"longarm/graph"
	"longarm/internal/property"
)

func percentRat(f *big.Rat) *big.Rat { return new(big.Rat).Mul(f, ratHundred) }

func exactly(r Range, f *big.Rat) bool {
	return r.IsExact() && r.Min.Cmp(percentRat(f)) == 0
}

func classOf(ids ...string) (Class, set) {
	var list []graph.EntityID
	s := set{}
	for _, id := range ids {
		list = append(list, graph.EntityID(id))
		s[id] = true
	}
	return Named("class", list...), s
}

func drawClass(t *rapid.T, m market) (Class, set) {
	pool := []string{"p0", "p1", "p2"}
	pool = append(pool, m.companies()...)
	var ids []string
	for _, id := range pool {
		if rapid.IntRange(0, 2).Draw(t, "in") == 0 {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		ids = []string{"p0"}
	}
	return classOf(ids...)
}

// With exact figures everything equals the naive computation, cycles included.
func TestExactMarketsAgreeWithTheNaiveSolve(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		m := drawMarket(t, marketOptions{companies: 5, people: 3})
		w := m.worlds(1)[0]
		model := New(graphOf(m, nil))
		c, s := drawClass(t, m)
		target := rapid.SampledFrom(m.companies()).Draw(t, "target")
		got, lower, upper := model.Integrated(graph.EntityID(target), c, graph.Capital)
		if want := w.product(target, s); !exactly(got, want) {
			t.Fatalf("integrated %s, want %s\n%s", got, want.RatString(), w.string())
		}
		for _, cert := range []*Certificate{lower, upper} {
			checkCertificate(t, cert)
		}
		for _, o := range model.Owners(graph.EntityID(target), graph.Capital).Owners {
			if want := w.product(target, set{string(o.ID): true}); !exactly(o.Integrated, want) {
				t.Fatalf("owner %s %s, want %s\n%s", o.ID, o.Integrated, want.RatString(), w.string())
			}
		}
		link := rapid.SampledFrom([]int64{25, 50}).Draw(t, "link")
		strict := rapid.Bool().Draw(t, "strict")
		kept := rapid.Bool().Draw(t, "kept")
		x := Test{Threshold: pct(50), HasThreshold: true, Comparison: AtLeast, Basis: graph.Capital, Aggregate: AggregateClass,
			Reading: ReadTier, Class: c, HasLink: true, Link: pct(int(link)), LinkComparison: AtLeast}
		if strict {
			x.LinkComparison = MoreThan
		}
		if kept {
			x.Hybrid = TopLinkKept
		}
		o := model.Evaluate(x, graph.EntityID(target))
		want := map[Reading]*big.Rat{ReadNone: w.none(target, s), ReadTier: w.tier(target, s, link, strict), ReadProduct: w.product(target, s)}
		if w.acyclic() {
			want[ReadHybrid] = w.hybrid(target, s, link, strict, kept)
		}
		for _, r := range o.Readings {
			if v := want[r.Reading]; v != nil && !exactly(r.Value, v) {
				t.Fatalf("%s %s, want %s\n%s", r.Reading, r.Value, v.RatString(), w.string())
			}
		}
	})
}

// Hybrid on cycles: the value is a fixpoint, positive only where it is grounded.
func TestHybridOnCyclesIsAFixpointFromBelow(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		m := drawMarket(t, marketOptions{companies: 4, people: 2})
		w := m.worlds(1)[0]
		model := New(graphOf(m, nil))
		c, s := classOf("p0")
		x := Test{Threshold: pct(50), HasThreshold: true, Basis: graph.Capital, Aggregate: AggregateClass, Reading: ReadHybrid, Class: c}
		for _, target := range m.companies() {
			got := model.Evaluate(x, graph.EntityID(target)).Readings[3].Value
			// iterate from below in floats: converges to the least fixpoint
			want := w.hybridFloat(target, s)
			if f, _ := got.Min.Float64(); !got.IsExact() || f < want*100-1e-6 || f > want*100+1e-6 {
				t.Fatalf("%s: hybrid %s, want %v\n%s", target, got, want*100, w.string())
			}
		}
	})
}

func (w world) hybridFloat(target string, class set) float64 {
	v := map[string]float64{}
	for h := range class {
		v[h] = 1
	}
	for range 200000 {
		moved := 0.0
		for _, t := range w.companies() {
			if class[t] && t != target {
				continue
			}
			x := 0.0
			for _, h := range w.holders(t) {
				s := w[t][h]
				f, _ := s.Float64()
				if ge(s, 50, true) {
					f = 1
				}
				x += f * v[h]
			}
			x = min(x, 1)
			moved = max(moved, x-v[t])
			v[t] = x
		}
		if moved < 1e-13 {
			break
		}
	}
	return v[target]
}

func TestPathSumsOnTrees(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		m := drawMarket(t, marketOptions{companies: 6, people: 3, dag: true})
		w := m.worlds(1)[0]
		target := m.companies()[len(m)-1]
		got, _, _ := New(graphOf(m, nil)).Integrated(graph.EntityID(target), Named("p0", "p0"), graph.Capital)
		if want := w.pathSum(target, set{"p0": true}); !exactly(got, want) {
			t.Fatalf("got %s, want %s\n%s", got, want.RatString(), w.string())
		}
	})
}

// checkCertificate re-solves the point graph of a certificate by itself.
func checkCertificate(t *rapid.T, c *Certificate) {
	w := world{}
	class := set{}
	for _, id := range c.Members {
		class[string(id)] = true
	}
	for _, r := range c.Rows {
		tab := map[string]*big.Rat{}
		sum := new(big.Rat)
		put := func(h string, a Amount) {
			s := new(big.Rat).Quo(a.Percent, ratHundred)
			tab[h] = s
			sum.Add(sum, s)
		}
		for _, s := range r.Shares {
			put(string(s.Holder), s.Amount)
		}
		counted := "counted@" + string(r.Company)
		class[counted] = true
		sum.Add(sum, new(big.Rat).Quo(r.Rest.Percent, ratHundred))
		if sum.Cmp(ratOne) != 0 {
			t.Fatalf("certificate row of %s makes %s", r.Company, sum.RatString())
		}
		tab[counted] = new(big.Rat).Quo(r.RestCounted.Percent, ratHundred)
		w[string(r.Company)] = tab
	}
	if got := percentRat(w.product(string(c.Target), class)); got.Cmp(c.Value.Percent) != 0 {
		t.Fatalf("certificate says %s, its point graph %s", c.Value.Percent.RatString(), got.RatString())
	}
}

// Over bands, the bounds of none, tier and product are those of all corners:
// never exceeded, always attained.
func TestBoundsAreTight(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		m := drawMarket(t, marketOptions{companies: 3, people: 2, bands: true, extras: true})
		worlds := m.worlds(4000)
		if worlds == nil {
			return
		}
		model := New(graphOf(m, nil))
		c, s := drawClass(t, m)
		c.RestMay = rapid.Bool().Draw(t, "predicate")
		target := rapid.SampledFrom(m.companies()).Draw(t, "target")
		got, lower, upper := model.Integrated(graph.EntityID(target), c, graph.Capital)
		checkCertificate(t, lower)
		checkCertificate(t, upper)
		x := Test{Threshold: pct(50), HasThreshold: true, Basis: graph.Capital, Aggregate: AggregateClass, Reading: ReadTier, Class: c}
		o := model.Evaluate(x, graph.EntityID(target))
		full := set{}
		for h := range s {
			full[h] = true
		}
		if c.RestMay {
			for t := range m {
				full["rest@"+t] = true
			}
		}
		type ends struct{ lo, hi *big.Rat }
		over := func(f func(w world, class set) *big.Rat) ends {
			var e ends
			for _, w := range worlds {
				if v := f(w, s); e.lo == nil || v.Cmp(e.lo) < 0 {
					e.lo = v
				}
				if v := f(w, full); e.hi == nil || v.Cmp(e.hi) > 0 {
					e.hi = v
				}
			}
			return e
		}
		same := func(name string, r Range, e ends, upperToo bool) {
			lo, hi := r.Min.Cmp(percentRat(e.lo)), r.Max.Cmp(percentRat(e.hi))
			if lo != 0 || hi < 0 || upperToo && hi != 0 {
				t.Fatalf("%s of %v in %s: %s, corners say %s–%s\n%+v", name, s, target, r, percentRat(e.lo).RatString(), percentRat(e.hi).RatString(), m.string())
			}
		}
		same("product", got, over(func(w world, k set) *big.Rat { return w.product(target, k) }), true)
		same("none", o.Readings[0].Value, over(func(w world, k set) *big.Rat { return w.none(target, k) }), true)
		acyclic, floored := true, false
		for _, w := range worlds {
			acyclic = acyclic && w.acyclic()
		}
		for _, tab := range m {
			floored = floored || tab.Floor > 0
		}
		same("tier", o.Readings[1].Value, over(func(w world, k set) *big.Rat { return w.tier(target, k, 50, true) }), acyclic)
		if acyclic && !floored { // corners miss the jumps inside a row, and are blind to floors: sound, not compared for tightness
			e := over(func(w world, k set) *big.Rat { return w.hybrid(target, k, 50, true, false) })
			if r := o.Readings[3].Value; r.Min.Cmp(percentRat(e.lo)) > 0 || r.Max.Cmp(percentRat(e.hi)) < 0 {
				t.Fatalf("hybrid %s, corners say %s–%s\n%s", r, percentRat(e.lo).RatString(), percentRat(e.hi).RatString(), m.string())
			}
		}
	})
}

func (m market) string() string {
	s := ""
	for _, t := range m.companies() {
		s += fmt.Sprintf("%s: %+v\n", t, *m[t])
	}
	return s
}

// Certain control is control in every corner, possible control in some.
func TestControlIsThatOfAllWorlds(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		m := drawMarket(t, marketOptions{companies: 3, people: 2, bands: true, extras: true})
		worlds := m.worlds(4000)
		if worlds == nil {
			return
		}
		model := New(graphOf(m, nil))
		p := rapid.SampledFrom([]int64{25, 40, 50}).Draw(t, "threshold")
		strict := rapid.Bool().Draw(t, "strict")
		th := Threshold{Percent: pct(int(p)), Comparison: AtLeast}
		if strict {
			th.Comparison = MoreThan
		}
		holder := rapid.SampledFrom(append([]string{"p0", "p1"}, m.companies()...)).Draw(t, "holder")
		count := map[string]int{}
		acyclic := true
		for _, w := range worlds {
			acyclic = acyclic && w.acyclic()
			for y := range w.controlled(set{holder: true}, p, strict) {
				count[y]++
			}
		}
		var certain, possible []graph.EntityID
		for _, y := range m.companies() {
			switch n := count[y]; {
			case y == holder:
			case n == len(worlds):
				certain = append(certain, graph.EntityID(y))
			case n > 0:
				possible = append(possible, graph.EntityID(y))
			}
		}
		a := model.Controls(graph.EntityID(holder), th, graph.Votes)
		if got := idsOfControllers(a.Certain); !slices.Equal(got, certain) {
			t.Fatalf("%s certainly controls %v, worlds say %v\n%s", holder, got, certain, m.string())
		}
		got := idsOfControllers(a.Possible)
		for _, y := range possible {
			if !slices.Contains(got, y) {
				t.Fatalf("%s may control %v, worlds say %v\n%s", holder, got, possible, m.string())
			}
		}
		if acyclic && !slices.Equal(got, possible) {
			t.Fatalf("%s may control %v, worlds say %v\n%s", holder, got, possible, m.string())
		}
		for _, y := range m.companies() { // the other direction agrees
			k := model.Controllers(graph.EntityID(y), th, graph.Votes)
			if slices.Contains(idsOfControllers(k.Certain), graph.EntityID(holder)) != slices.Contains(certain, graph.EntityID(y)) {
				t.Fatalf("controllers of %s and controls of %s differ\n%s", y, holder, m.string())
			}
		}
	})
}

// Samples inside the bands never leave the answers, whatever the aggregate.
func TestSamplesStayInside(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		m := drawMarket(t, marketOptions{companies: 4, people: 3, bands: true, open: true, extras: true})
		for _, tab := range m {
			if len(tab.Lo) > 4 {
				return
			}
		}
		model := New(graphOf(m, nil))
		c, s := drawClass(t, m)
		target := rapid.SampledFrom(m.companies()).Draw(t, "target")
		link := rapid.SampledFrom([]int64{25, 50}).Draw(t, "link")
		x := Test{Threshold: pct(rapid.SampledFrom([]int{10, 25, 50}).Draw(t, "threshold")), HasThreshold: true, Comparison: AtLeast, Basis: graph.Capital,
			Reading: ReadTier, Class: c, HasLink: true, Link: pct(int(link)), LinkComparison: AtLeast}
		for _, g := range []Aggregate{AggregateClass, AggregateNone} {
			x.Aggregate = g
			o := model.Evaluate(x, graph.EntityID(target))
			for range 3 {
				w := m.sample(t)
				if m.onOpenEnd(w) {
					continue
				}
				best := func(f func(set) *big.Rat) *big.Rat {
					if g == AggregateClass {
						return f(s)
					}
					v := new(big.Rat)
					for h := range s {
						if y := f(set{h: true}); h != target && y.Cmp(v) > 0 {
							v = y
						}
					}
					return v
				}
				values := map[Reading]*big.Rat{
					ReadNone:    best(func(k set) *big.Rat { return w.none(target, k) }),
					ReadTier:    best(func(k set) *big.Rat { return w.tier(target, k, link, false) }),
					ReadProduct: best(func(k set) *big.Rat { return w.product(target, k) }),
				}
				if w.acyclic() {
					values[ReadHybrid] = best(func(k set) *big.Rat { return w.hybrid(target, k, link, false, false) })
				}
				for _, r := range o.Readings {
					v := values[r.Reading]
					if v == nil {
						continue
					}
					p := percentRat(v)
					if !r.Value.Contains(Range{Min: p, Max: p}) {
						t.Fatalf("%s %s: %s outside %s\n%s\n%s", g, r.Reading, p.FloatString(6), r.Value, m.string(), w.string())
					}
					yes := p.Cmp(x.Threshold.Rat()) >= 0
					if r.ConditionMet == Yes && !yes || r.ConditionMet == No && yes {
						t.Fatalf("%s %s says %s at %s\n%s\n%s", g, r.Reading, r.ConditionMet, p.FloatString(6), m.string(), w.string())
					}
				}
			}
		}
	})
}

// onOpenEnd reports a world that sits on an excluded end.
func (m market) onOpenEnd(w world) bool {
	for t, tab := range m {
		base := big.NewRat(int64(100-tab.Self[0]), 1)
		for h, s := range w[t] {
			p := new(big.Rat).Mul(s, base)
			if tab.LoOpen[h] && p.Cmp(big.NewRat(int64(tab.Lo[h]), 1)) <= 0 || tab.HiOpen[h] && p.Cmp(big.NewRat(int64(tab.Hi[h]), 1)) >= 0 {
				return true
			}
		}
	}
	return false
}

// Wider bands contain narrower answers, and never turn yes into no.
func TestWiderBandsContainNarrowerAnswers(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		narrow := drawMarket(t, marketOptions{companies: 4, people: 3, bands: true, open: true})
		wide := market{}
		for _, name := range narrow.companies() {
			tab := narrow[name]
			w := *tab
			w.Lo, w.Hi, w.LoOpen, w.HiOpen = map[string]int{}, map[string]int{}, map[string]bool{}, map[string]bool{}
			for _, h := range tab.holders() {
				w.Lo[h] = rapid.IntRange(0, tab.Lo[h]).Draw(t, "wider")
				w.Hi[h] = rapid.IntRange(tab.Hi[h], 100).Draw(t, "wider")
				w.LoOpen[h] = tab.LoOpen[h] && w.Lo[h] == tab.Lo[h]
				w.HiOpen[h] = tab.HiOpen[h] && w.Hi[h] == tab.Hi[h]
			}
			wide[name] = &w
		}
		c, _ := drawClass(t, narrow)
		c.RestMay = rapid.Bool().Draw(t, "predicate")
		target := graph.EntityID(rapid.SampledFrom(narrow.companies()).Draw(t, "target"))
		x := Test{Threshold: pct(25), HasThreshold: true, Comparison: AtLeast, Basis: graph.Capital, Class: c,
			Aggregate: rapid.SampledFrom([]Aggregate{AggregateClass, AggregateNone}).Draw(t, "aggregate")}
		a, b := New(graphOf(narrow, nil)).Evaluate(x, target), New(graphOf(wide, nil)).Evaluate(x, target)
		for i, r := range b.Readings {
			n := a.Readings[i]
			if n.Reading == ReadControl {
				continue // its value is that of the coalition found for certain
			}
			if !r.Value.Contains(n.Value) {
				t.Fatalf("%s: wide %s does not contain narrow %s\n%s\n%s", r.Reading, r.Value, n.Value, narrow.string(), wide.string())
			}
			if r.ConditionMet != Undetermined && r.ConditionMet != n.ConditionMet {
				t.Fatalf("%s: %s over wide bands, %s over narrow\n%s\n%s", r.Reading, r.ConditionMet, n.ConditionMet, narrow.string(), wide.string())
			}
		}
	})
}

// Names and the order of input change nothing.
func TestRelabellingChangesNothing(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		m := drawMarket(t, marketOptions{companies: 4, people: 3, bands: true, extras: true})
		target := rapid.SampledFrom(m.companies()).Draw(t, "target")
		rename := func(s string) string { return string(s[0]) + "-" + string('z'-s[1]+'0') }
		plain, other := New(graphOf(m, nil)), New(graphOf(m, rename))
		a, b := plain.Owners(graph.EntityID(target), graph.Capital), other.Owners(graph.EntityID(rename(target)), graph.Capital)
		list := func(o []Owner, f func(string) string) []string {
			var out []string
			for _, x := range o {
				out = append(out, f(string(x.ID))+" "+x.Integrated.String())
			}
			slices.Sort(out)
			return out
		}
		if x, y := list(a.Owners, rename), list(b.Owners, func(s string) string { return s }); !slices.Equal(x, y) {
			t.Fatalf("%s\n%s\n%s", strings.Join(x, ", "), strings.Join(y, ", "), m.string())
		}
		names := func(k []Controller, f func(string) string) []string {
			var out []string
			for _, x := range k {
				out = append(out, f(string(x.ID)))
			}
			slices.Sort(out)
			return out
		}
		ka, kb := plain.Controllers(graph.EntityID(target), Majority, graph.Votes), other.Controllers(graph.EntityID(rename(target)), Majority, graph.Votes)
		id := func(s string) string { return s }
		if !slices.Equal(names(ka.Certain, rename), names(kb.Certain, id)) || !slices.Equal(names(ka.Possible, rename), names(kb.Possible, id)) {
			t.Fatalf("controllers differ under renaming\n%s", m.string())
		}
	})
}
