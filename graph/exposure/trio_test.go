package exposure_test

import (
	"fmt"
	"io/fs"
	"testing"

	"longarm/data"
	"longarm/data/datatest"
	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
)

// TestTrios runs the test beside every law: small graphs with the verdicts that
// are attainable.
func TestTrios(t *testing.T) {
	c := datatest.Laws(t)
	files, err := fs.Glob(data.FS, "laws/*/*.test.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no trio tests found", err)
	}
	for _, file := range files {
		trio, err := law.LoadTrio(data.FS, file)
		if err != nil {
			t.Fatal(err)
		}
		l := c.Law(trio.Law)
		if l == nil {
			t.Fatalf("%s: no law %q", file, trio.Law)
		}
		if missing := trio.Uncovered(l.Scheme != nil); len(missing) > 0 {
			t.Errorf("%s: no case shows %v, and nothing says why", file, missing)
		}
		for _, cs := range trio.Cases {
			t.Run(trio.Law+"/"+cs.Name, func(t *testing.T) { runCase(t, c, l, cs, file) })
		}
	}
}

func runCase(t *testing.T, c *law.Catalogue, l *law.Law, cs *law.Case, file string) {
	ledger := datatest.Noded(t, cs.Graph, file)
	findings := exposure.New(c, ledger.At(cs.AsOf, graph.Options{})).Law(cs.Provider, l)
	for _, want := range cs.Expect {
		var got *exposure.Finding
		for i := range findings {
			if findings[i].Effect == want.Effect {
				got = &findings[i]
			}
		}
		if got == nil {
			if want.Verdict == "not-reached" {
				continue // a law without rows of the effect does not reach
			}
			t.Errorf("%s: no finding %s", want.Origin, want.Effect)
			continue
		}
		compare := func(key, got, want string, given bool) {
			if given && got != want {
				t.Errorf("%s: %s is %q, want %q", origin(cs), key, got, want)
			}
		}
		compare("verdict", string(got.Verdict), want.Verdict, want.Gives("verdict"))
		compare("status", string(got.Status), want.Status, want.Gives("status"))
		compare("because", string(got.Because), want.Because, want.Gives("because"))
		compare("nexus", got.Nexus, want.Nexus, want.Gives("nexus"))
		compare("confidence", string(got.Confidence), string(want.Confidence), want.Gives("confidence"))
		compare("activation", string(got.Activation), string(want.Activation), want.Gives("activation"))
		compare("if_theory_holds", string(got.IfTheoryHolds), want.IfTheoryHolds, want.Gives("if_theory_holds"))
		compare("scope", string(got.Scope), want.Scope, want.Gives("scope"))
		if t.Failed() {
			t.Logf("why: %s", cs.Why)
			for _, n := range got.Nexuses {
				t.Logf("  %-28s %-13s %-9s %-9s %-8s %s %s", n.ID, n.Verdict, n.Because, n.Confidence, n.Activation, n.Carrier, n.Bound)
			}
		}
	}
}

func origin(cs *law.Case) string { return fmt.Sprintf("%s (%s)", cs.Origin, cs.Name) }
