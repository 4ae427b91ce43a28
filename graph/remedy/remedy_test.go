package remedy

import (
	"slices"
	"testing"

	"longarm/data/datatest"
	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
)

// A group of France with an American establishment holds a provider, which a company
// of Delaware supplies with technology and has access to.
const world = `
entities:
- {id: france, kind: state, name: France, iso: FR}
- {id: united-states, kind: state, name: United States, iso: US}
- {id: provider, kind: company, name: Provider, jurisdiction: FR, headquarters: FR}
- {id: platform, kind: offer, name: Platform}
- {id: group, kind: company, name: Group, jurisdiction: FR, headquarters: FR}
- {id: vendor, kind: company, name: Vendor, jurisdiction: US, headquarters: US}
- {id: product, kind: offer, name: Product}
statements:
- {id: h1, holder: group, interest: shareholding, subject: provider, share: 100, basis: both, from: 2018-01-01}
- {id: e1, holder: group, interest: establishedIn, subject: united-states, from: 2015-01-01}
- {id: o1, holder: provider, interest: operates, subject: platform, from: 2018-01-01}
- {id: o2, holder: vendor, interest: operates, subject: product, from: 2018-01-01}
- {id: t1, holder: product, interest: suppliesTechnology, subject: platform, from: 2019-01-01}
- {id: t2, holder: vendor, interest: suppliesTechnology, subject: provider, from: 2019-01-01}
attributes:
- {id: a1, entity: provider, name: serviceType, value: ecs-rcs, from: 2018-01-01}
- {id: a2, entity: group, name: serviceType, value: ecs-rcs, from: 2010-01-01}
- {id: a3, entity: vendor, name: serviceType, value: ecs-rcs, from: 2010-01-01}
- {id: k1, entity: vendor, name: capability, value: keys, at: platform, from: 2019-01-01}
`

func setup(t *testing.T) (*law.Catalogue, *graph.Graph) {
	t.Helper()
	return datatest.Laws(t), datatest.Written(t, world).At(20240601, graph.Options{})
}

// TestEveryCutSufficesAndNeedsEachPart applies each cut of every law again, with code
// that looks at nothing but the changes, and without any one of them.
func TestEveryCutSufficesAndNeedsEachPart(t *testing.T) {
	c, g := setup(t)
	cuts := 0
	for _, l := range c.Laws {
		for _, f := range exposure.New(c, g).Law("provider", l) {
			p := Cuts(c, g, "provider", l, f.Effect)
			s := &search{laws: c, g: g, provider: "provider", law: l, effect: f.Effect, home: homeOf(g, "provider"), relaxed: p.Relaxed}
			for _, k := range p.Cuts {
				cuts++
				if k.Size() == 0 {
					t.Errorf("%s %s: an empty cut of a finding that stands", l.ID, f.Effect)
				}
				if !s.holdsAfter(k.Ends, k.Facts) {
					t.Errorf("%s %s: %+v does not suffice", l.ID, f.Effect, k)
				}
				for i := range k.Ends {
					if s.holdsAfter(slices.Delete(slices.Clone(k.Ends), i, i+1), k.Facts) {
						t.Errorf("%s %s: the end of %s is not needed", l.ID, f.Effect, k.Ends[i].key())
					}
				}
				for i := range k.Facts {
					if s.holdsAfter(k.Ends, slices.Delete(slices.Clone(k.Facts), i, i+1)) {
						t.Errorf("%s %s: the fact %+v is not needed", l.ID, f.Effect, k.Facts[i].Missing)
					}
				}
			}
			if !p.Done && len(p.Cuts) == 0 && len(p.Blocks) == 0 {
				t.Errorf("%s %s: no cut, and nothing says why", l.ID, f.Effect)
			}
		}
	}
	if cuts == 0 {
		t.Error("no cut at all")
	}
}

// holdsAfter reports the goal met after the changes.
func (s *search) holdsAfter(ends []Tie, facts []Fact) bool {
	g := s.apply(slices.Clone(ends), slices.Clone(facts))
	return g != nil && s.met(s.finding(g))
}

// TestOneTieEndsAtOnce: what a supplier does through its product, to an offer of the
// provider, with what it keeps, is one tie.
func TestOneTieEndsAtOnce(t *testing.T) {
	c, g := setup(t)
	tie := tieOf(c.Vocabulary, g, "provider", exposure.Step{From: "product", To: "platform", Interest: graph.SuppliesTechnology})
	if tie == nil || tie.Holder != "vendor" || tie.Subject != "provider" {
		t.Fatalf("tie %+v, want vendor to provider", tie)
	}
	if !slices.Contains(tie.Interests, graph.HasCustody) {
		t.Errorf("keys are custody: %v", tie.Interests)
	}
	if tie := tieOf(&law.Vocabulary{}, g, "provider", exposure.Step{From: "product", To: "platform", Interest: graph.SuppliesTechnology}); slices.Contains(tie.Interests, graph.HasCustody) {
		t.Errorf("a capability that is no custody is: %v", tie.Interests)
	}
	for _, id := range []graph.ClaimID{"t1", "t2", "k1"} {
		if !slices.Contains(tie.Claims, id) {
			t.Errorf("%s is no part of %v", id, tie.Claims)
		}
	}
	for _, s := range []exposure.Step{
		{From: "vendor", To: "united-states", Interest: graph.IncorporatedIn}, {From: "provider", To: "platform", Interest: graph.Operates},
	} {
		if tie := tieOf(c.Vocabulary, g, "provider", s); tie != nil {
			t.Errorf("%s can end: %+v", s.Interest, tie)
		}
	}
}

func TestIncorporationHasNoCut(t *testing.T) {
	c, g := setup(t)
	for _, l := range c.Laws {
		for _, f := range exposure.New(c, g).Law("vendor", l) {
			if f.Verdict != exposure.Reached || len(f.Paths) != 1 || len(f.Paths[0].Steps) != 1 || f.Paths[0].Steps[0].Interest != graph.IncorporatedIn {
				continue
			}
			if p := Cuts(c, g, "vendor", l, f.Effect); len(p.Cuts) > 0 || len(p.Blocks) == 0 {
				t.Errorf("%s %s rests on incorporation alone and has cuts %+v", l.ID, f.Effect, p.Cuts)
			}
		}
	}
}

// TestQuestionsGroupEveryMissingFact: no missing fact of an open finding is lost.
func TestQuestionsGroupEveryMissingFact(t *testing.T) {
	c, g := setup(t)
	found := exposure.New(c, g).Reach("provider").Findings
	asked := Questions(found)
	for i := range found {
		f := &found[i]
		if !undetermined(f) {
			continue
		}
		for _, m := range f.Missing {
			for topic, part := range byTopicOf(m) {
				j := slices.IndexFunc(asked, func(q Question) bool { return q.Topic == topic })
				if j < 0 || !slices.ContainsFunc(asked[j].Facts, func(o exposure.Missing) bool { return same(o, part) }) {
					t.Errorf("%s: %+v is not asked under %s", f.Law.ID, part, topic)
				}
			}
		}
	}
	for i, q := range asked {
		if i > 0 && len(q.Settles) > len(asked[i-1].Settles) {
			t.Errorf("%s settles more than the question before it", q.Topic)
		}
		if !slices.Contains(Topics(), q.Topic) {
			t.Errorf("unknown topic %s", q.Topic)
		}
	}
}
