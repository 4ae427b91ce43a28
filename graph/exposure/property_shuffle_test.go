package exposure_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"longarm/data/datatest"
	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/graphtest"
	"longarm/graph/law"
	"longarm/graph/proof"
)

// printed renders the whole answer, proofs included.
func printed(t *testing.T, c *law.Catalogue, l *graph.Ledger, p graph.EntityID) string {
	t.Helper()
	var b strings.Builder
	r := exposure.New(c, l.At(graphtest.Day, graph.Options{})).Reach(p)
	for _, f := range r.Findings {
		fmt.Fprintln(&b, f.Law.ID, f.Effect, f.Scope, f.Verdict, f.Status, f.Because, f.IfTheoryHolds, f.Activation, f.Confidence, f.Nexus, f.Closed)
		for _, x := range []any{f.Nexuses, f.Paths, f.Missing, f.NearestMiss, f.Shields, f.Determinations, f.Proof} {
			text, err := json.Marshal(x)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintln(&b, string(text))
		}
	}
	fmt.Fprintln(&b, r.Flags, r.Assumptions, r.Presumed)
	return b.String()
}

// TestShuffledInputGivesTheSameAnswer is the first half of property 3: byte for
// byte, twice over and from any order of input.
func TestShuffledInputGivesTheSameAnswer(t *testing.T) {
	c := datatest.Laws(t)
	for seed := range upTo(9, 300) {
		s := graphtest.Closed(seed)
		l, again, other := s.Ledger(), s.Ledger(), s.Shuffled(seed).Ledger()
		for i, p := range s.Companies() {
			c := less(c, shared(c.Laws, int(seed)+i, 4))
			want := printed(t, c, l, p)
			if got := printed(t, c, again, p); got != want {
				t.Errorf("seed %d, %s: a second run differs:\n%s", seed, p, difference(want, got))
			}
			if got := printed(t, c, other, p); got != want {
				t.Errorf("seed %d, %s: shuffled input differs:\n%s", seed, p, difference(want, got))
			}
		}
	}
}

// TestRenamedEntitiesGiveTheSameAnswer is the other half: under other ids the
// verdicts, reasons, confidence and rows are the same.
func TestRenamedEntitiesGiveTheSameAnswer(t *testing.T) {
	c := datatest.Laws(t)
	other := func(id graph.EntityID) graph.EntityID {
		if c.Vocabulary.Lists[id] != nil || strings.ToUpper(string(id)) == string(id) {
			return id // lists and states are named by the laws
		}
		return graph.EntityID("z" + reversed(string(id)))
	}
	for seed := range upTo(12, 300) {
		s := graphtest.Closed(seed)
		here, there := s.Ledger().At(graphtest.Day, graph.Options{}), s.Renamed(other).Ledger().At(graphtest.Day, graph.Options{})
		for i, p := range s.Companies() {
			c := less(c, shared(c.Laws, int(seed)+i, 4))
			want, got := brief(c, here, p), brief(c, there, other(p))
			if !slices.Equal(want, got) {
				t.Errorf("seed %d, %s: under other ids:\n%s", seed, p, difference(strings.Join(want, "\n"), strings.Join(got, "\n")))
			}
		}
	}
}

func brief(c *law.Catalogue, g *graph.Graph, p graph.EntityID) []string {
	var out []string
	for _, f := range exposure.New(c, g).Reach(p).Findings {
		margin := ""
		if f.NearestMiss != nil {
			margin = f.NearestMiss.Margin
		}
		out = append(out, fmt.Sprint(f.Law.ID, " ", f.Effect, " ", f.Verdict, f.Status, " ", f.Because, " ", f.IfTheoryHolds, " ", f.Confidence, " ", f.Activation, " ", f.Scope, " ", f.Nexus, " ", margin,
			" ", len(f.Paths), " ", f.Closed, " ", restingOn(f.Proof)))
	}
	return out
}

// restingOn lists the claims of a proof, but those of the one witness that a
// `holder` predicate shows of several: among equals ids choose.
func restingOn(n *proof.Node) []graph.ClaimID {
	seen := map[graph.ClaimID]bool{}
	var walk func(n *proof.Node)
	walk = func(n *proof.Node) {
		if n.Rule == proof.Holder && n.Value == proof.True {
			return
		}
		for _, c := range n.Claims {
			seen[c] = true
		}
		for _, c := range n.Children {
			walk(c)
		}
	}
	walk(n)
	return graph.SortedClaims(seen)
}

func reversed(s string) string {
	b := []byte(s)
	slices.Reverse(b)
	return string(b)
}

// difference shows the first lines that differ.
func difference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			at := 0
			for at < min(len(a[i]), len(b[i])) && a[i][at] == b[i][at] {
				at++
			}
			from := max(0, at-200)
			return fmt.Sprintf("- …%s\n+ …%s", a[i][from:min(len(a[i]), at+200)], b[i][from:min(len(b[i]), at+200)])
		}
	}
	return fmt.Sprintf("%d and %d lines", len(a), len(b))
}
