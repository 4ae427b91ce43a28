package register_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"longarm/graph"
	"longarm/graph/ownership"
	"longarm/graph/ownership/register"
)

func TestSweepsAreTheOraclesControl(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawMarket(t, rapid.Bool().Draw(t, "bands"), rapid.Bool().Draw(t, "dirty"))
		v := m.frozen.In(graph.Votes, 0)
		test := register.Test{Percent: graph.WholePercent(rapid.SampledFrom([]int{10, 25, 40, 50, 75}).Draw(t, "threshold")), AtLeast: rapid.Bool().Draw(t, "at least")}
		x := ownership.Threshold{Percent: test.Percent, Comparison: ownership.MoreThan}
		if test.AtLeast {
			x.Comparison = ownership.AtLeast
		}
		s := register.NewSweep(v, test)
		model := ownership.New(m.exact)
		for id := range m.kinds {
			at, _ := m.frozen.Find(id)
			a := model.Controls(graph.EntityID(id), x, graph.Votes)
			var certain, possible []string
			for _, c := range a.Certain {
				certain = append(certain, string(c.ID))
			}
			possible = slices.Clone(certain)
			for _, c := range a.Possible {
				possible = append(possible, string(c.ID))
			}
			slices.Sort(possible)
			for i, want := range [][]string{certain, possible} {
				var got []string
				for _, y := range s.Controlled([]uint32{at}, i == 1) {
					got = append(got, m.frozen.ID(y))
				}
				slices.Sort(got)
				if !slices.Equal(got, want) {
					t.Fatalf("%s controls (possibly: %v) %v, want %v\n%s", id, i == 1, got, want, m.string())
				}
			}
		}
	})
}

func TestBoundsAreTheOracles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawMarket(t, true, rapid.Bool().Draw(t, "dirty"))
		v := m.frozen.In(graph.Capital, 0)
		p0, _ := m.frozen.Find("p0")
		rest := rapid.Bool().Draw(t, "rest")
		asked := register.Asked{Member: func(x uint32) bool { return x == p0 }}
		if rest {
			asked.Rest = register.RestAll
		}
		b := register.BoundsOf(v, asked)
		c := ownership.Named("class", "p0")
		c.RestMay = rest
		model := ownership.New(m.exact)
		for id, k := range m.kinds {
			if k == graph.Person {
				continue
			}
			at, _ := m.frozen.Find(id)
			r, _, _ := model.Integrated(graph.EntityID(id), c, graph.Capital)
			lo, _ := r.Min.Float64()
			hi, _ := r.Max.Float64()
			if math.Abs(b.Low[at]*100-lo) > 1e-6 || math.Abs(b.High[at]*100-hi) > 1e-6 {
				t.Fatalf("%s: %v–%v, want %s\n%s", id, b.Low[at]*100, b.High[at]*100, r, m.string())
			}
		}
	})
}

func TestReadingsAreTheOracles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawMarket(t, false, rapid.Bool().Draw(t, "dirty"))
		v := m.frozen.In(graph.Capital, 0)
		p0, _ := m.frozen.Find("p0")
		member := func(x uint32) bool { return x == p0 }
		link := register.Test{Percent: graph.WholePercent(rapid.SampledFrom([]int{25, 50}).Draw(t, "link")), AtLeast: rapid.Bool().Draw(t, "at least")}
		kept := rapid.Bool().Draw(t, "kept")
		x := ownership.Test{Threshold: graph.WholePercent(50), HasThreshold: true, Basis: graph.Capital, Aggregate: ownership.AggregateClass, Reading: ownership.ReadTier,
			Class: ownership.Named("class", "p0"), HasLink: true, Link: link.Percent, LinkComparison: ownership.MoreThan}
		if link.AtLeast {
			x.LinkComparison = ownership.AtLeast
		}
		if kept {
			x.Hybrid = ownership.TopLinkKept
		}
		direct := register.Direct(v, member)
		_, tier := register.Tier(v, member, link)
		hybrid, left := register.Hybrid(v, member, link, kept)
		model := ownership.New(m.exact)
		for id, k := range m.kinds {
			if k == graph.Person {
				continue
			}
			at, _ := m.frozen.Find(id)
			for _, r := range model.Evaluate(x, graph.EntityID(id)).Readings {
				want, _ := r.Value.Min.Float64()
				got := want
				switch r.Reading {
				case ownership.ReadNone:
					got = float64(direct[at]) / 1e9
				case ownership.ReadTier:
					got = float64(tier[at]) / 1e9
				case ownership.ReadHybrid:
					if got = hybrid[at] * 100; left > 1e-14 && got <= want {
						got = want // a lower end only
					}
				}
				if math.Abs(got-want) > 1e-6 {
					t.Fatalf("%s of %s: %v, want %s\n%s", r.Reading, id, got, r.Value, m.string())
				}
			}
		}
	})
}
