package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/graph/closure"
	"longarm/graph/identity"
)

func reopen(t testing.TB, dir string) *Workspace {
	t.Helper()
	w, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	return w
}

func ledger(t testing.TB, w *Workspace) *graph.Ledger {
	t.Helper()
	b := graph.NewBuilder()
	if _, err := w.Near(context.Background(), Question{Need: closure.Need{All: true}}, b); err != nil {
		t.Fatal(err)
	}
	l, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func verified(t testing.TB, w *Workspace) {
	t.Helper()
	checks, err := w.Verify(context.Background())
	for _, c := range checks {
		err = errors.Join(err, c.Err)
	}
	if err != nil {
		t.Error(err)
	}
}

func holding(id, holder, subject string, percent int) graph.Statement {
	return graph.Statement{Claim: graph.Claim{ID: graph.ClaimID(id)}, Holder: graph.EntityID(holder), Subject: graph.EntityID(subject),
		Interest: graph.Shareholding, Basis: graph.Capital, Share: graph.Exact(graph.WholePercent(percent)), Figure: true}
}

func TestADeltaSupersedesByID(t *testing.T) {
	dir := t.TempDir()
	base := []graph.Record{company("a", "A"), company("b", "B"), company("c", "C"), holding("1", "a", "b", 10), holding("2", "a", "b", 20), holding("3", "a", "b", 30), holding("a#1", "a", "b", 40)}
	if err := write(t, disk{}, dir, Load{Source: "reg"}, base); err != nil {
		t.Fatal(err)
	}
	if err := write(t, disk{}, dir, Load{Source: "other"}, []graph.Record{holding("2", "a", "b", 77)}); err != nil {
		t.Fatal(err)
	}
	w, err := Create(dir, Load{Source: "reg", Delta: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []graph.Record{holding("2", "a", "b", 21), company("b", "B renamed")} {
		if err := w.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	for _, id := range []string{"3", "a"} { // the statement, and all of the entity
		must(t, w.Remove(id))
	}
	must(t, w.Add(graph.Entity{ID: "a", Name: "A anew"}))
	must(t, w.Add(graph.Entity{ID: "c"})) // a mere mention
	if err := w.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
	r := reopen(t, dir)
	l := ledger(t, r)
	shares := map[graph.ClaimID]string{}
	for _, s := range l.StatementsOf("a") {
		shares[s.ID] = s.Share.String()
	}
	if len(shares) != 3 || shares["1"] != "10 %" || shares["2"] != "21 %" || shares["2@other"] != "77 %" {
		t.Errorf("statements after a delta: %v", shares)
	}
	if e := l.Entity("a"); e.Name != "A anew" || e.Kind != graph.Company {
		t.Errorf("entity given anew: %+v", e)
	}
	if e := l.Entity("c"); e.Name != "C" {
		t.Errorf("a mention took the place of a description: %+v", e)
	}
	if e := l.Entity("b"); e.Name != "B renamed" || len(e.Aliases) > 0 {
		t.Errorf("entity after a delta: %+v", e)
	}
	if hits, _ := r.Exactly("B"); len(hits) != 1 { // by its id, not by the name it had
		t.Errorf("found %v", hits)
	}
	verified(t, r)

	before := r.Hash()
	if err := Unload(dir, "regg"); err == nil || !strings.Contains(err.Error(), `did you mean "reg"`) {
		t.Errorf("unloading what is not there: %v", err)
	}
	if err := Unload(dir, "reg"); err != nil {
		t.Fatal(err)
	}
	after := reopen(t, dir)
	if got := after.Parts(); len(got) != 1 || got[0].Source != "other" || after.Hash() == before {
		t.Errorf("parts after unloading: %v", got)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, partsDir, "*")); len(left) != 1 {
		t.Errorf("folders left: %v", left)
	}
	if l := ledger(t, after); len(l.StatementsOf("a")) != 1 {
		t.Errorf("statements after unloading: %v", l.StatementsOf("a"))
	}
	if len(ledger(t, r).StatementsOf("a")) != 3 {
		t.Error("an open reader lost its generation")
	}
}

func TestTheFirstOfTwoClaimsWithOneIDStands(t *testing.T) {
	dir := t.TempDir()
	if err := write(t, disk{}, dir, Load{Source: "reg"}, []graph.Record{company("a", "A"), company("b", "B"), holding("1", "a", "b", 10), holding("1", "a", "b", 20)}); err != nil {
		t.Fatal(err)
	}
	l := ledger(t, reopen(t, dir))
	if s := l.StatementsOf("a"); len(s) != 1 || s[0].Share.String() != "10 %" {
		t.Errorf("%v", s)
	}
}

func TestRebuildMakesTheIndexAnew(t *testing.T) {
	dir := t.TempDir()
	if err := write(t, disk{}, dir, Load{Source: "reg"}, firm(300)); err != nil {
		t.Fatal(err)
	}
	w := reopen(t, dir)
	hash := w.Hash()
	index := filepath.Join(dir, partsDir, w.parts[0].info.Name, indexFile)
	if err := os.WriteFile(index, []byte("rubbish"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir); !errors.Is(err, ErrDamaged) {
		t.Fatalf("a damaged index: %v", err)
	}
	if err := Rebuild(context.Background(), dir); err != nil {
		t.Fatal(err)
	}
	again := reopen(t, dir)
	if again.Hash() != hash {
		t.Error("rebuilding changed the records")
	}
	verified(t, again)
	if n := len(ledger(t, again).Entities()); n != 301 {
		t.Errorf("%d entities", n)
	}
}

func TestDecisionsAreKept(t *testing.T) {
	dir := t.TempDir()
	a, b := company("a:1", "Acme"), company("b:1", "Acme Ltd")
	if err := write(t, disk{}, dir, Load{Source: "a"}, []graph.Record{a, company("x", "X"), holding("1", "a:1", "x", 10)}); err != nil {
		t.Fatal(err)
	}
	if err := write(t, disk{}, dir, Load{Source: "b"}, []graph.Record{b, company("y", "Y"), holding("1", "b:1", "y", 10)}); err != nil {
		t.Fatal(err)
	}
	decided := func(v identity.Verdict) {
		t.Helper()
		must(t, Decide(dir, identity.Decision{A: "b:1", B: "a:1", Verdict: v, Time: day}))
	}
	entities := func() int { t.Helper(); return len(ledger(t, reopen(t, dir)).Entities()) }
	if n := entities(); n != 4 {
		t.Errorf("%d entities before any decision", n)
	}
	decided(identity.Accepted)
	l := ledger(t, reopen(t, dir))
	if n := len(l.StatementsOf("a:1")); n != 2 || l.Entity("b:1") != nil || l.Statement("1@b") == nil {
		t.Errorf("%d statements of what was merged", n)
	}
	decided(identity.Undone)
	if n := entities(); n != 4 {
		t.Errorf("%d entities after undoing", n)
	}
	decided(identity.Refused)
	if !reopen(t, dir).Decisions().Refused("a:1", "b:1") {
		t.Error("the refusal is forgotten")
	}
	if err := Decide(dir, identity.Decision{A: "a:1", B: "b:1", Verdict: identity.Refused}); err == nil {
		t.Error("refused twice")
	}
	verified(t, reopen(t, dir))
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
