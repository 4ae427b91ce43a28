package exposure_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"go.yaml.in/yaml/v4"

	"longarm/data/datatest"
	"longarm/graph"
	"longarm/graph/exposure"
)

// answer is a reviewed golden: what the embedded data must say of one provider.
type answer struct {
	Provider graph.EntityID `yaml:"provider"`
	AsOf     string         `yaml:"as_of"`
	Findings []expected     `yaml:"findings"`
}

// expected compares the keys that are given; why is the reason, for the reader.
type expected struct {
	Law            string           `yaml:"law"`
	Effect         string           `yaml:"effect"`
	Verdict        string           `yaml:"verdict"`
	Status         string           `yaml:"status"`
	Because        string           `yaml:"because"`
	IfTheoryHolds  string           `yaml:"if_theory_holds"`
	Activation     string           `yaml:"activation"`
	Confidence     string           `yaml:"confidence"`
	Nexus          string           `yaml:"nexus"`
	Scope          string           `yaml:"scope"`
	Via            []graph.EntityID `yaml:"via"`
	NotVia         []graph.EntityID `yaml:"not_via"` // parties that must be on no path
	Missing        []string         `yaml:"missing"`
	Margin         string           `yaml:"margin"`
	Closed         []graph.ClaimID  `yaml:"closed"`
	Determinations []string         `yaml:"determinations"`
	Undertaking    graph.EntityID   `yaml:"undertaking"`    // a contract with this party stands beside, not yet in force
	NoUndertaking  bool             `yaml:"no_undertaking"` // no contract of the provider stands beside
	Why            string           `yaml:"why"`
}

func TestAnswers(t *testing.T) {
	c, l := datatest.Laws(t), datatest.Ledger(t)
	files, _ := filepath.Glob("testdata/answers/*.yaml")
	if len(files) == 0 {
		t.Fatal("no goldens")
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var want answer
			dec := yaml.NewDecoder(bytes.NewReader(text))
			dec.KnownFields(true) // a key nobody reads would be an expectation nobody checks
			if err := dec.Decode(&want); err != nil {
				t.Fatal(err)
			}
			d, err := graph.ParseDate(want.AsOf)
			if err != nil {
				t.Fatal(err)
			}
			r := exposure.New(c, l.At(d, graph.Options{})).Reach(want.Provider)
			for _, w := range want.Findings {
				i := slices.IndexFunc(r.Findings, func(f exposure.Finding) bool { return f.Law.ID == w.Law && string(f.Effect) == w.Effect })
				if i < 0 {
					t.Errorf("%s %s: no finding", w.Law, w.Effect)
					continue
				}
				w.check(t, &r.Findings[i])
			}
		})
	}
}

func (w *expected) check(t *testing.T, f *exposure.Finding) {
	t.Helper()
	say := func(key, got, want string) {
		if want != "" && got != want {
			t.Errorf("%s %s: %s is %q, want %q\n\t%s", w.Law, w.Effect, key, got, want, w.Why)
		}
	}
	if w.Why == "" {
		t.Errorf("%s %s: a golden without its reason", w.Law, w.Effect)
	}
	say("verdict", string(f.Verdict), w.Verdict)
	say("status", string(f.Status), w.Status)
	say("because", string(f.Because), w.Because)
	say("if_theory_holds", string(f.IfTheoryHolds), w.IfTheoryHolds)
	say("activation", string(f.Activation), w.Activation)
	say("confidence", string(f.Confidence), w.Confidence)
	say("nexus", f.Nexus, w.Nexus)
	say("scope", string(f.Scope), w.Scope)
	through := func(id graph.EntityID) bool {
		return slices.ContainsFunc(f.Paths, func(p exposure.Path) bool {
			return slices.ContainsFunc(p.Steps, func(s exposure.Step) bool { return s.From == id })
		})
	}
	for _, via := range w.Via {
		if !through(via) {
			t.Errorf("%s %s: no path through %s\n\t%s", w.Law, w.Effect, via, w.Why)
		}
	}
	for _, via := range w.NotVia {
		if through(via) {
			t.Errorf("%s %s: a path through %s\n\t%s", w.Law, w.Effect, via, w.Why)
		}
	}
	for _, m := range w.Missing {
		if !slices.ContainsFunc(f.Missing, func(x exposure.Missing) bool { return fmt.Sprintf("%s %s %s", x.Kind, x.Entity, x.Other) == m }) {
			t.Errorf("%s %s: %q is not among the missing facts %v", w.Law, w.Effect, m, f.Missing)
		}
	}
	if w.Margin != "" && (f.NearestMiss == nil || f.NearestMiss.Margin != w.Margin) {
		t.Errorf("%s %s: nearest miss is %+v, want a margin of %s", w.Law, w.Effect, f.NearestMiss, w.Margin)
	}
	for _, c := range w.Closed {
		if !slices.Contains(f.Closed, c) {
			t.Errorf("%s %s: does not rest on %s but on %v", w.Law, w.Effect, c, f.Closed)
		}
	}
	undertaken := slices.IndexFunc(f.Shields, func(s exposure.Shield) bool { return s.Party != "" })
	switch {
	case w.NoUndertaking && undertaken >= 0:
		t.Errorf("%s %s: a contract stands beside: %v", w.Law, w.Effect, f.Shields[undertaken])
	case w.Undertaking != "" && (undertaken < 0 || f.Shields[undertaken].Other != w.Undertaking || f.Shields[undertaken].Applies != exposure.Undetermined):
		t.Errorf("%s %s: no proposed contract with %s stands beside", w.Law, w.Effect, w.Undertaking)
	}
	for _, d := range w.Determinations {
		if !slices.ContainsFunc(f.Determinations, func(x exposure.Determination) bool { return x.Name == d }) {
			t.Errorf("%s %s: the determination %s is not shown", w.Law, w.Effect, d)
		}
	}
}
