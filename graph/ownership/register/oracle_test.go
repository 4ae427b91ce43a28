package register_test

import (
	"fmt"
	"math"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"longarm/graph"
	"longarm/graph/columns"
	"longarm/graph/ownership"
	"longarm/graph/ownership/register"
	"longarm/internal/property"
)

// holding is one drawn edge.
type holding struct {
	holder, company string
	share           graph.Share
}

// ground is one drawn link of control beside shares.
type ground struct {
	holder, subject string
	interest        graph.Interest
}

// market is a drawn register of exact shares or bands, in both forms.
type market struct {
	kinds    map[string]graph.Kind
	holdings []holding
	covers   []graph.Coverage
	grounds  []ground
	exact    *graph.Graph
	frozen   *columns.Frozen
}

// drawMarket draws small registers that are mean: rings without a leak, companies
// that hold themselves, 50/50, figures at the thresholds and now and then sums
// above 100 %.
func drawMarket(t *rapid.T, bands, dirty bool) *market {
	m := &market{kinds: map[string]graph.Kind{}}
	nc, np := rapid.IntRange(2, 7).Draw(t, "companies"), rapid.IntRange(1, 3).Draw(t, "persons")
	var ids []string
	for i := range nc {
		id := fmt.Sprintf("c%d", i)
		m.kinds[id], ids = graph.Company, append(ids, id)
	}
	for i := range np {
		id := fmt.Sprintf("p%d", i)
		m.kinds[id], ids = graph.Person, append(ids, id)
	}
	for _, c := range ids[:nc] {
		room := graph.Hundred
		for _, h := range rapid.Permutation(ids).Draw(t, "holders")[:rapid.IntRange(0, min(4, len(ids))).Draw(t, "how many")] {
			p := graph.WholePercent(rapid.SampledFrom([]int{1, 10, 20, 25, 30, 40, 49, 50, 51, 60, 75, 100}).Draw(t, "share"))
			if rapid.IntRange(0, 5).Draw(t, "fine") == 0 {
				p -= graph.Percent(rapid.SampledFrom([]int{1, 100, 333333333}).Draw(t, "less"))
			}
			if !dirty {
				if p = min(p, room); p <= 0 {
					continue
				}
				room -= p
			}
			s := graph.Exact(p)
			if bands && rapid.Bool().Draw(t, "band") {
				s.Min, s.MinOpen = p/2, rapid.Bool().Draw(t, "open")
				if rapid.Bool().Draw(t, "wide") {
					s.Max = min(graph.Hundred, p+graph.WholePercent(20))
				}
			}
			m.holdings = append(m.holdings, holding{h, c, s})
		}
	}
	m.exact, m.frozen = m.ledger(), m.freeze(t, nil)
	return m
}

func (m *market) ledger() *graph.Graph {
	b := graph.NewBuilder()
	for id, k := range m.kinds {
		b.AddEntity(graph.Entity{ID: graph.EntityID(id), Kind: k})
	}
	for i, h := range m.holdings {
		b.AddStatement(graph.Statement{Claim: graph.Claim{ID: graph.ClaimID(fmt.Sprintf("s%03d", i))}, Holder: graph.EntityID(h.holder),
			Subject: graph.EntityID(h.company), Interest: graph.Shareholding, Basis: graph.Both, Figure: true, Share: h.share})
	}
	for _, c := range m.covers {
		b.AddCoverage(c)
	}
	for i, g := range m.grounds {
		b.AddStatement(graph.Statement{Claim: graph.Claim{ID: graph.ClaimID(fmt.Sprintf("g%03d", i))}, Holder: graph.EntityID(g.holder), Subject: graph.EntityID(g.subject), Interest: g.interest})
	}
	l, err := b.Build()
	if err != nil {
		panic(err)
	}
	return l.At(graph.NewDate(2024, 1, 31), graph.Options{})
}

// placeOf spreads the entities over some places and none.
func placeOf(id string) string { return []string{"FR", "US", "CN", ""}[id[1]%4] }

// freeze puts the market into columns, edges in the order given or their own.
func (m *market) freeze(t *rapid.T, order []int) *columns.Frozen {
	var rows columns.NodeRows
	var ids []string
	for id := range m.kinds {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	if order != nil {
		slices.Reverse(ids)
	}
	for _, id := range ids {
		rows.Add([]byte(id), m.kinds[id], []byte(placeOf(id)))
	}
	r, _, err := columns.NewRegister([]columns.NodeRows{rows})
	if err != nil {
		t.Fatal(err)
	}
	var e columns.Edges
	for i := range m.holdings {
		h := m.holdings[i]
		if order != nil {
			h = m.holdings[order[i]]
		}
		a, _ := r.Canonical(h.holder)
		c, _ := r.Canonical(h.company)
		low, x := columns.ExtraOf(h.share, true, graph.Both, graph.Period{})
		e.Put(a, c, low, x)
	}
	f, err := r.Freeze([]columns.Edges{e})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func (m *market) string() string {
	s := ""
	for _, h := range m.holdings {
		s += fmt.Sprintf("%s holds %s of %s\n", h.holder, h.share, h.company)
	}
	for _, g := range m.grounds {
		s += fmt.Sprintf("%s: %s over %s\n", g.interest, g.holder, g.subject)
	}
	for _, c := range m.covers {
		s += fmt.Sprintf("%s of %s: %s %v\n", c.Kind, c.Entity, c.Percent, c.Members)
	}
	return s
}

func close9(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

func TestOwnersAreThoseOfTheOracle(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		m := drawMarket(t, false, rapid.Bool().Draw(t, "dirty"))
		v := m.frozen.In(graph.Capital, 0)
		model := ownership.New(m.exact)
		for id, k := range m.kinds {
			if k == graph.Person {
				continue
			}
			at, _ := m.frozen.Find(id)
			f := register.Owners(v, at)
			ends := 0.0
			for _, o := range model.Owners(graph.EntityID(id), graph.Capital).Owners {
				h, _ := m.frozen.Find(string(o.ID))
				want, _ := o.Integrated.Min.Float64()
				got, _ := f.Share(h)
				if !close9(got*100, want) {
					t.Fatalf("%s of %s: %v, want %s\n%s", o.ID, id, got*100, o.Integrated, m.string())
				}
				if m.kinds[string(o.ID)] == graph.Person {
					ends += got
				}
			}
			hidden, _ := f.Hidden()
			ring, _ := f.Ring()
			if !close9(ends+hidden+ring, 1) {
				t.Fatalf("%s: persons %v, undisclosed %v and rings %v do not make the whole\n%s", id, ends, hidden, ring, m.string())
			}
		}
	})
}

func TestClassSharesAreThoseOfTheOracle(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		m := drawMarket(t, false, rapid.Bool().Draw(t, "dirty"))
		v := m.frozen.In(graph.Capital, 0)
		var class []graph.EntityID
		in := map[uint32]bool{}
		for id := range m.kinds {
			if id == "p0" || id == "c1" {
				class = append(class, graph.EntityID(id))
				h, _ := m.frozen.Find(id)
				in[h] = true
			}
		}
		held := register.Class(v, func(x uint32) bool { return in[x] })
		p0, _ := m.frozen.Find("p0")
		three := register.Classes(v, 3, func(x uint32) (bits uint64) { // the class, one of its members, and nobody
			if in[x] {
				bits = 1
			}
			if x == p0 {
				bits |= 2
			}
			return bits
		})
		alone := register.Class(v, func(x uint32) bool { return x == p0 })
		for y := range uint32(v.Len()) {
			if x := three.Of(y); !close9(x[0], held.Share[y]) || !close9(x[1], alone.Share[y]) || x[2] != 0 {
				t.Fatalf("%s: %v in one pass, %v and %v one by one\n%s", m.frozen.ID(y), x, held.Share[y], alone.Share[y], m.string())
			}
		}
		model := ownership.New(m.exact)
		for id, k := range m.kinds {
			at, _ := m.frozen.Find(id)
			if k == graph.Person || in[at] {
				continue
			}
			r, _, _ := model.Integrated(graph.EntityID(id), ownership.Named("class", class...), graph.Capital)
			if want, _ := r.Min.Float64(); !close9(held.Share[at]*100, want) {
				t.Fatalf("%s: %v, want %s (error %v)\n%s", id, held.Share[at]*100, r, held.Error, m.string())
			}
		}
	})
}

func TestTheForestIsTheOraclesCertainControl(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		m := drawMarket(t, rapid.Bool().Draw(t, "bands"), rapid.Bool().Draw(t, "dirty"))
		v := m.frozen.In(graph.Votes, 0)
		test := register.Test{Percent: graph.WholePercent(rapid.SampledFrom([]int{50, 50, 60, 75}).Draw(t, "threshold"))}
		x := ownership.Threshold{Percent: test.Percent, Comparison: ownership.MoreThan}
		if test.Percent > graph.WholePercent(50) && rapid.Bool().Draw(t, "at least") {
			test.AtLeast, x.Comparison = true, ownership.AtLeast
		}
		if !register.Holds(v, test) {
			t.Fatal("the theorem should hold")
		}
		f := register.Control(v, test)
		model := ownership.New(m.exact)
		pairs, reached, states := 0, 0, f.StatesOf(v)
		for id, k := range m.kinds {
			if k == graph.Person {
				continue
			}
			at, _ := m.frozen.Find(id)
			var got, want []string
			places := map[string]bool{}
			for _, c := range f.Controllers(at) {
				got = append(got, m.frozen.ID(c))
				places[placeOf(m.frozen.ID(c))] = true
			}
			delete(places, "")
			reached += len(places)
			set := states.Set(states.Of[at])
			for i, p := range v.Places() {
				if told := set[i/64]>>(i%64)&1 == 1; told != places[p] {
					t.Fatalf("%q reaches %s: %t, of %v\n%s", p, id, told, got, m.string())
				}
			}
			for _, c := range model.Controllers(graph.EntityID(id), x, graph.Votes).Certain {
				want = append(want, string(c.ID))
			}
			slices.Sort(got)
			pairs += len(want)
			if !slices.Equal(got, want) || len(got) != f.Count(at) {
				t.Fatalf("%s is controlled by %v (%d), want %v\n%s", id, got, f.Count(at), want, m.string())
			}
		}
		if f.Pairs() != pairs {
			t.Fatalf("%d pairs, want %d\n%s", f.Pairs(), pairs, m.string())
		}
		if states.Pairs() != reached {
			t.Fatalf("%d pairs of places, want %d\n%s", states.Pairs(), reached, m.string())
		}
	})
}

func fileOf(t *rapid.T, f *columns.Frozen) []byte {
	file, err := os.CreateTemp("", "columns-*")
	if err != nil {
		t.Fatal(err)
	}
	file.Close()
	defer os.Remove(file.Name())
	if err := f.Write(file.Name()); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(file.Name())
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// Shuffling the input changes no number, and no byte of the file.
func TestNumbersDoNotDependOnOrder(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		m := drawMarket(t, true, true)
		order := make([]int, len(m.holdings))
		for i := range order {
			order[i] = i
		}
		other := m.freeze(t, rapid.Permutation(order).Draw(t, "order"))
		for v := range uint32(other.Len()) {
			if other.ID(v) != m.frozen.ID(v) {
				t.Fatalf("node %d is %s and %s", v, m.frozen.ID(v), other.ID(v))
			}
		}
		if !slices.Equal(fileOf(t, m.frozen), fileOf(t, other)) {
			t.Fatalf("the files differ\n%s", m.string())
		}
		a, b := m.frozen.In(graph.Capital, 0), other.In(graph.Capital, 0)
		if !slices.Equal(a.Low, b.Low) || !slices.Equal(a.High, b.High) {
			t.Fatalf("shares differ\n%s", m.string())
		}
	})
}
