package ownership

import (
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"sync"
	"testing"

	"longarm/graph"
	"longarm/graph/graphtest"
)

// worldOf turns the world a random graph was drawn around into fractions of the
// base without treasury shares.
func worldOf(s *graphtest.Spec) world {
	w := world{}
	for company, shares := range s.Capital {
		tab := map[string]*big.Rat{}
		base, rest := big.NewRat(100, 1), big.NewRat(100, 1)
		for h, p := range shares {
			rest.Sub(rest, p.Rat())
			if h == company {
				base.Sub(base, p.Rat())
			}
		}
		if base.Sign() == 0 {
			return nil
		}
		for h, p := range shares {
			if h != company {
				tab[string(h)] = new(big.Rat).Quo(p.Rat(), base)
			}
		}
		tab["rest@"+string(company)] = rest.Quo(rest, base)
		w[string(company)] = tab
	}
	return w
}

func everyOther(modulus, remainder int) Class {
	c := Class{Label: "drawn", In: func(id graph.EntityID) Membership {
		n := 0
		for _, b := range []byte(id) {
			n += int(b)
		}
		switch n % modulus {
		case remainder:
			return Member
		case (remainder + 1) % modulus:
			if modulus > 3 {
				return Maybe
			}
		}
		return Outside
	}}
	return c
}

// The world a graph was drawn around lies inside every answer, hidden holders and
// all.
func TestTheTrueWorldLiesInside(t *testing.T) {
	for seed := range uint64(150) {
		spec := graphtest.Draw(seed, graphtest.Mixed())
		w := worldOf(spec)
		if w == nil {
			continue
		}
		m := New(spec.Graph())
		for target := range spec.Capital {
			class := everyOther(3, int(seed)%3)
			class.RestMay = true // hidden holders are among the undisclosed
			members := set{}
			for _, e := range spec.Entities {
				if class.In(e.ID) == Member {
					members[string(e.ID)] = true
				}
			}
			x := Test{Threshold: pct(25), HasThreshold: true, Comparison: AtLeast, Basis: graph.Capital, Reading: ReadTier, Class: class}
			for _, g := range []Aggregate{AggregateClass, AggregateNone} {
				x.Aggregate = g
				o := m.Evaluate(x, target)
				for reading, f := range map[Reading]func(set) *big.Rat{
					ReadNone:    func(s set) *big.Rat { return w.none(string(target), s) },
					ReadTier:    func(s set) *big.Rat { return w.tier(string(target), s, 50, true) },
					ReadProduct: func(s set) *big.Rat { return w.product(string(target), s) },
				} {
					v := new(big.Rat)
					if g == AggregateClass {
						v = f(members)
					} else {
						for h := range members {
							if y := f(set{h: true}); h != string(target) && y.Cmp(v) > 0 {
								v = y
							}
						}
					}
					r := o.Readings[slices.IndexFunc(o.Readings, func(r ReadingValue) bool { return r.Reading == reading })]
					p := percentRat(v)
					if !r.Value.Contains(Range{Min: p, Max: p}) {
						t.Fatalf("seed %d, %s of %s by %s: %s outside %s", seed, reading, target, g, p.FloatString(6), r.Value)
					}
				}
			}
		}
	}
}

// Losing a claim never turns yes into no, or no into yes.
func TestLosingAClaimNeverTurnsAnAnswer(t *testing.T) {
	readings := []Reading{ReadNone, ReadTier, ReadProduct, ReadHybrid, ReadControl, ReadUnspecified}
	aggregates := []Aggregate{AggregateNone, AggregateChains, AggregateConcert, AggregateClass, AggregateUnspecified}
	bases := []graph.Basis{graph.Capital, graph.Votes, Either}
	limbs := Limbs{"majority-votes": {graph.VotingRights}, "board-majority": {graph.AppointmentOfBoard}, "veto": {graph.VetoRight}}
	verdicts := map[Verdict]int{}
	for seed := range uint64(120) {
		config := graphtest.Mixed()
		config.Companies = 5
		spec := graphtest.Draw(seed, config)
		ledger := spec.Ledger()
		target := spec.Entities[int(seed)%3].ID
		class := everyOther(2+int(seed)%4, int(seed)%2)
		class.RestMay = seed%2 == 0
		x := Test{Threshold: pct([]int{10, 25, 50}[seed%3]), HasThreshold: true, Comparison: []Comparison{MoreThan, AtLeast}[seed%2], Class: class,
			Reading: readings[seed%6], Aggregate: aggregates[seed%5], Basis: bases[(seed/2)%3], DecidingOnly: true}
		if seed%7 == 0 {
			x.Limbs = limbs
		}
		full := New(ledger.At(graphtest.Day, graph.Options{})).Evaluate(x, target)
		verdicts[full.ConditionMet]++
		if full.ConditionMet == Undetermined {
			continue
		}
		for _, id := range spec.Claims() {
			less := New(ledger.Without(id).At(graphtest.Day, graph.Options{})).Evaluate(x, target)
			if less.ConditionMet != full.ConditionMet && less.ConditionMet != Undetermined {
				t.Errorf("seed %d: without %s %s became %s (%s, %s, %s of %s)", seed, id, full.ConditionMet, less.ConditionMet, x.Reading, x.Aggregate, x.Basis, target)
			}
		}
	}
	for _, v := range []Verdict{Yes, No} {
		if verdicts[v] < 10 {
			t.Errorf("too few %s among the answers to prove anything: %v", v, verdicts)
		}
	}
}

// Control that is certain stays at least possible; who cannot control does not
// come to control for certain.
func TestLosingAClaimNeverTurnsControl(t *testing.T) {
	for seed := range uint64(60) {
		config := graphtest.Mixed()
		config.Companies = 5
		spec := graphtest.Draw(seed, config)
		ledger := spec.Ledger()
		target := spec.Entities[int(seed)%5].ID
		full := New(ledger.At(graphtest.Day, graph.Options{})).Controllers(target, Majority, graph.Votes)
		for _, id := range spec.Claims() {
			less := New(ledger.Without(id).At(graphtest.Day, graph.Options{})).Controllers(target, Majority, graph.Votes)
			may := append(idsOfControllers(less.Certain), idsOfControllers(less.Possible)...)
			for _, k := range full.Certain {
				if !slices.Contains(may, k.ID) {
					t.Errorf("seed %d: without %s, %s can no longer control %s", seed, id, k.ID, target)
				}
			}
			for _, k := range less.Certain {
				if !slices.Contains(idsOfControllers(full.Certain), k.ID) && !slices.Contains(idsOfControllers(full.Possible), k.ID) {
					t.Errorf("seed %d: without %s, %s comes to control %s", seed, id, k.ID, target)
				}
			}
		}
	}
}

// Contradictory data is answered, twice alike.
func TestDirtyGraphsAreAnswered(t *testing.T) {
	for seed := range uint64(60) {
		g := graphtest.Draw(seed, graphtest.Dirty()).Graph()
		print := func() string {
			m := New(g)
			out := ""
			for _, id := range g.Entities()[:4] {
				for _, v := range []any{m.Owners(id, Either), m.Controllers(id, Majority, Either), m.Controls(id, Majority, graph.Votes),
					m.Evaluate(Test{Threshold: pct(50), HasThreshold: true, Class: everyOther(3, 1)}, id)} {
					b, err := json.Marshal(v)
					if err != nil {
						t.Fatal(err)
					}
					out += string(b)
				}
			}
			return out
		}
		if a, b := print(), print(); a != b {
			t.Fatalf("seed %d: two runs differ", seed)
		}
	}
}

// The order of input changes nothing, to the byte.
func TestShufflingChangesNothing(t *testing.T) {
	for seed := range uint64(40) {
		spec := graphtest.Draw(seed, graphtest.Dirty())
		print := func(s *graphtest.Spec) string {
			m := New(s.Graph())
			out := ""
			for _, id := range spec.Companies()[:3] {
				o := m.Evaluate(Test{Threshold: pct(25), HasThreshold: true, Class: everyOther(4, 1)}, id)
				for _, v := range []any{m.Owners(id, graph.Capital), m.Controllers(id, Majority, graph.Votes), m.Controls(id, Majority, graph.Votes),
					o.ConditionMet, o.Because, o.Readings, o.Holders, o.Margin, o.Nearest, o.Missing, o.Claims, o.Flags, o.Beside} {
					b, err := json.Marshal(v)
					if err != nil {
						t.Fatal(err)
					}
					out += string(b) + "\n"
				}
			}
			return out
		}
		if a, b := print(spec), print(spec.Shuffled(seed+1)); a != b {
			t.Fatalf("seed %d: shuffled input gives another answer", seed)
		}
	}
}

// A Model may be asked by several goroutines at once.
func TestOneModelManyAskers(t *testing.T) {
	g := graphtest.Draw(7, graphtest.Mixed()).Graph()
	m := New(g)
	want := readingsText(New(g).Evaluate(Test{Threshold: pct(25), HasThreshold: true, Class: everyOther(3, 1)}, "c00"))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			o := m.Evaluate(Test{Threshold: pct(25), HasThreshold: true, Class: everyOther(3, 1), Limbs: Limbs{"veto": {graph.VetoRight}}}, "c00")
			m.Owners("c00", Either)
			m.Controllers("c00", Majority, graph.Votes)
			if got := readingsText(o); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
	wg.Wait()
}

func readingsText(o *Outcome) string {
	out := ""
	for _, r := range o.Readings {
		out += fmt.Sprintf("%s %s %s %s; ", r.Reading, r.Aggregate, r.Value, r.ConditionMet)
	}
	return out
}
