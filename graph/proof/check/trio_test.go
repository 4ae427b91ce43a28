package check_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"longarm/data"
	"longarm/data/datatest"
	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
	"longarm/graph/proof"
	"longarm/graph/proof/check"
)

// caseOf is one case beside a law: a small graph on which its rows decide.
type caseOf struct {
	*law.Case
	law    *law.Law
	ledger *graph.Ledger
}

func cases(t testing.TB, c *law.Catalogue) []caseOf {
	t.Helper()
	var out []caseOf
	for _, l := range c.Laws {
		file := fmt.Sprintf("laws/%s/%s.test.yaml", strings.ToLower(l.Jurisdiction), l.ID)
		trio, err := law.LoadTrio(data.FS, file)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range trio.Cases {
			ledger := datatest.Noded(t, x.Graph, file)
			out = append(out, caseOf{x, l, ledger})
		}
	}
	return out
}

// features lists what a step makes the checker understand.
func features(c *law.Catalogue, n *proof.Node) []string {
	out := []string{fmt.Sprint("rule ", n.Rule, " ", n.Value)}
	l := c.Law(n.Law)
	if n.Rule != proof.Share || l == nil || l.Row(n.Row) == nil {
		return out
	}
	return append(out, testFeatures(l.Row(n.Row).Test)...)
}

func testFeatures(t *law.Test) []string {
	if t == nil {
		return nil
	}
	out := []string{"reading " + t.Reading, "aggregate " + t.Aggregate, "basis " + t.Basis}
	if t.Hybrid != "" {
		out = append(out, "hybrid "+t.Hybrid)
	}
	for _, limb := range t.Limbs {
		out = append(out, "limb "+limb)
	}
	return out
}

// TestCasesPass checks the proofs of every case beside a law, which among them use
// every predicate, reading and limb of the catalogue, and spoils a share of their
// steps.
func TestCasesPass(t *testing.T) {
	c := datatest.Laws(t)
	met := map[string]bool{}
	caught, tried := 0, 0
	for turn, x := range cases(t, c) {
		if testing.Short() && turn%4 != 0 { // with the race detector
			continue
		}
		g := x.ledger.At(x.AsOf, graph.Options{})
		k := check.New(c, g)
		for _, f := range exposure.New(c, g).Law(x.Provider, x.law) {
			if err := k.Finding(f.Proof); err != nil {
				t.Errorf("%s, %s %s: %v", x.law.ID, x.Name, f.Effect, err)
				continue
			}
			paths, nodes := steps(f.Proof)
			for _, n := range nodes {
				for _, s := range features(c, n) {
					met[s] = true
				}
			}
			stride := 1
			if !soak {
				stride = 1 + len(paths)/3
			}
			for i := turn % stride; i < len(paths); i += stride {
				for _, m := range mutations(nodes[i], c, x.ledger) {
					tried++
					if k.Finding(spoiled(f.Proof, paths[i], m.spoil)) != nil {
						caught++
					} else if !spare(x.ledger, nodes[i], m) && !standsBeside(f.Proof, paths[i], m) {
						t.Errorf("%s, %s %s: %s of %s %v passes", x.law.ID, x.Name, f.Effect, m.what, nodes[i].Rule, paths[i])
					}
				}
			}
		}
	}
	t.Logf("%d of %d mutations caught, the others leave a proof", caught, tried)
	if testing.Short() {
		return
	}
	for _, l := range c.Laws {
		for _, r := range l.Rows {
			for _, s := range testFeatures(r.Test) {
				if r.When != nil && !met[s] {
					t.Errorf("%s %s: no case puts %s to the checker", l.ID, r.ID, s)
				}
			}
		}
	}
	for _, r := range []proof.Rule{proof.Statement, proof.Attribute, proof.Place, proof.Kind, proof.Identity, proof.Closed, proof.Presumed, proof.Unstated,
		proof.Relation, proof.Link, proof.Class, proof.AttributeTest, proof.Capability, proof.Holder, proof.Share, proof.All, proof.Any, proof.Not,
		proof.Row, proof.Carried, proof.Finding} {
		if !slices.ContainsFunc(slices.Collect(maps.Keys(met)), func(s string) bool { return strings.HasPrefix(s, "rule "+string(r)+" ") }) {
			t.Errorf("no case has a step %q", r)
		}
	}
}
