package graph_test

import (
	"fmt"
	"strings"
	"testing"

	"longarm/graph"
)

// table renders what is known of a company in a basis: holders in their order,
// "?" after unknown slots and "*" after assumed votes, then what covers them.
func table(t *testing.T, l *graph.Ledger, company string, b graph.Basis, when string) string {
	t.Helper()
	c := l.At(day(t, when), graph.Options{}).CapTable(graph.EntityID(company), b)
	var out []string
	for _, h := range c.Holdings {
		line := string(h.Holder) + " " + h.Share.String()
		if h.Unknown {
			line += "?"
		}
		if h.Assumed {
			line += "*"
		}
		out = append(out, line)
	}
	if c.Treasury != nil {
		out = append(out, "itself "+c.Treasury.Share.String())
	}
	for _, g := range c.Totals {
		out = append(out, fmt.Sprintf("total %v %s", g.Members, g.Percent))
	}
	if c.Complete {
		out = append(out, "complete")
	}
	if c.Floor != 0 {
		out = append(out, "floor "+c.Floor.String())
	}
	return strings.Join(out, "; ")
}

func TestCapTables(t *testing.T) {
	for name, c := range map[string]struct {
		say           func(*book)
		capital, vote string
	}{
		"one share, one vote": {func(k *book) {
			k.holding("a", "t", "30", graph.Capital, "")
			k.holding("b", "t", ">25-50", graph.Capital, "")
		}, "a 30 %; b >25–50 %", "a 30 %*; b >25–50 %*"},
		"votes that are stated stand": {func(k *book) {
			k.holding("a", "t", "30", graph.Capital, "")
			k.holding("a", "t", "30-35", graph.Votes, "")
			k.holding("b", "t", "20", graph.Capital, "")
		}, "a 30 %; b 20 %", "a 30–35 %; b 20 %*"},
		"votes against capital say that shares vote unequally": {func(k *book) {
			k.holding("a", "t", "10", graph.Capital, "")
			k.holding("a", "t", "60", graph.Votes, "")
			k.holding("b", "t", "90", graph.Capital, "")
			k.holding("c", "t", "0", graph.Capital, "")
		}, "a 10 %; b 90 %; c 0 %", "a 60 %; b 0–100 %*; c 0 %*"},
		"both is both": {func(k *book) { k.holding("a", "t", "30", graph.Both, "") }, "a 30 %", "a 30 %"},
		"double votes widen": {func(k *book) {
			k.holding("a", "t", "50", graph.Capital, "")
			k.holding("b", "t", "20-25", graph.Capital, "")
			k.attribute("t", "doubleVotes", "true", "")
		}, "a 50 %; b 20–25 %", "a 33.333333333–66.666666667 %*; b 11.111111111–40 %*"},
		"double votes that may be": {func(k *book) {
			k.holding("a", "t", "100", graph.Capital, "")
			k.holding("b", "t", "0", graph.Capital, "")
			k.attribute("t", "doubleVotes", "may", "")
		}, "a 100 %; b 0 %", "a 100 %*; b 0 %*"},
		"no double votes": {func(k *book) {
			k.holding("a", "t", "50", graph.Capital, "")
			k.attribute("t", "doubleVotes", "false", "")
		}, "a 50 %", "a 50 %*"},
		"a voting trust hides votes": {func(k *book) {
			k.holding("a", "t", "50", graph.Capital, "")
			k.attribute("t", "votingTrust", "true", "")
		}, "a 50 %", "a 0–100 %*"},
		"treasury shares stand apart": {func(k *book) {
			k.holding("a", "t", "50", graph.Capital, "")
			k.holding("t", "t", "10", graph.Capital, "")
		}, "a 50 %; itself 10 %", "a 50 %*; itself 10 %"},
		"coverage of capital serves assumed votes": {func(k *book) {
			k.holding("a", "t", "50", graph.Capital, "")
			k.cover("t", graph.Floor, 5)
			k.cover("t", graph.Floor, 3)
			k.cover("t", graph.Complete, 0, "a")
			k.cover("t", graph.Total, 100, "a", "b")
		}, "a 50 %; b 0–100 %?; total [a b] 100; complete; floor 3", "a 50 %*; b 0–100 %?*; total [a b] 100; complete; floor 3"},
		"a floor says nothing of double votes": {func(k *book) {
			k.holding("a", "t", "50", graph.Capital, "")
			k.cover("t", graph.Floor, 5)
			k.attribute("t", "doubleVotes", "true", "")
		}, "a 50 %; floor 5", "a 33.333333333–66.666666667 %*"},
		"members of a total may have votes": {func(k *book) {
			k.cover("t", graph.Total, 60, "a", "b")
		}, "a 0–100 %?; b 0–100 %?; total [a b] 60", "a 0–100 %?*; b 0–100 %?*; total [a b] 60"},
		"members of a total may have votes beside stated ones": {func(k *book) {
			k.holding("c", "t", "10", graph.Votes, "")
			k.cover("t", graph.Total, 60, "a", "b")
		}, "a 0–100 %?; b 0–100 %?; total [a b] 60", "a 0–100 %?*; b 0–100 %?*; c 10 %"},
		"members of a total may have votes in a voting trust": {func(k *book) {
			k.cover("t", graph.Total, 60, "a", "b")
			k.attribute("t", "votingTrust", "true", "")
		}, "a 0–100 %?; b 0–100 %?; total [a b] 60", "a 0–100 %?*; b 0–100 %?*"},
		"a total that figures contradict is set aside": {func(k *book) {
			k.holding("a", "t", "30", graph.Capital, "")
			k.holding("b", "t", "30", graph.Capital, "")
			k.cover("t", graph.Total, 100, "a", "b")
		}, "a 30 %; b 30 %", "a 30 %*; b 30 %*"},
		"a total below its members is set aside": {func(k *book) {
			k.holding("a", "t", "60", graph.Capital, "")
			k.holding("b", "t", "60", graph.Capital, "")
			k.cover("t", graph.Total, 100, "a", "b")
		}, "a 60 %; b 60 %", "a 60 %*; b 60 %*"},
	} {
		t.Run(name, func(t *testing.T) {
			k := newBook(t)
			c.say(k)
			l := k.close()
			if got := table(t, l, "t", graph.Capital, "2024"); got != c.capital {
				t.Errorf("capital: %q, want %q", got, c.capital)
			}
			if got := table(t, l, "t", graph.Votes, "2024"); got != c.vote {
				t.Errorf("votes: %q, want %q", got, c.vote)
			}
		})
	}
}

func TestDirtyDataIsFlagged(t *testing.T) {
	k := newBook(t)
	k.holding("a", "t", "55", graph.Votes, "")
	k.holding("b", "t", "55", graph.Votes, "")
	k.holding("c", "c", "10", graph.Votes, "")
	k.holding("d", "e", "30", graph.Capital, "2024")
	k.holding("d", "e", "40", graph.Capital, "2024")
	k.cover("f", graph.Total, 50, "g")
	k.holding("g", "f", "60", graph.Capital, "2024")
	var got []string
	for _, f := range k.close().At(day(t, "2024"), graph.Options{}).Flags() {
		got = append(got, string(f.Kind)+": "+f.Message)
	}
	want := []string{
		"conflict: sources differ on the share of d in e (capital); the span 30–40 % is used",
		"self-holding: c holds 10 % of itself (votes); treasury shares leave the base",
		"sum-above-100: holdings of t sum to 110 % (votes)",
		"total-mismatch: members of the total of 50 % in f are stated at 60–60 % (capital); the total is set aside",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("flags:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestWithout loses one statement and wants less to be known, never the reverse
// of what was known.
func TestWithout(t *testing.T) {
	k := newBook(t)
	first := k.holding("a", "t", "30", graph.Capital, "2020")
	second := k.holding("a", "t", "60", graph.Capital, "2022")
	vague := k.holding("a", "t", "?", graph.Capital, "2023")
	seat := k.tie("t", graph.HeadquarteredIn, "FR", "2020")
	k.tie("t", graph.HeadquarteredIn, "US", "2022")
	double := k.attribute("t", "doubleVotes", "false", "")
	l := k.close()
	for _, c := range []struct {
		name string
		drop []graph.ClaimID
		when string
		want string
	}{
		{"nothing", nil, "2024", "a 60 %"},
		{"what was superseded", []graph.ClaimID{first}, "2024", "a 60 %"},
		{"what supersedes: nothing comes back", []graph.ClaimID{second}, "2022-06", "a 0–100 %?"},
		{"what supersedes, with a vague row after it", []graph.ClaimID{second}, "2024", "a >0–100 %"},
		{"the vague row", []graph.ClaimID{vague}, "2024", "a 60 %"},
		{"all", []graph.ClaimID{first, second, vague}, "2024", "a 0–100 %?"},
		{"in its own time", []graph.ClaimID{first}, "2021", "a 0–100 %?"},
	} {
		if got := table(t, l.Without(c.drop...), "t", graph.Capital, c.when); got != c.want {
			t.Errorf("without %s on %s: %q, want %q", c.name, c.when, got, c.want)
		}
		twice := l
		for _, id := range c.drop {
			twice = twice.Without(id)
		}
		if got := table(t, twice, "t", graph.Capital, c.when); got != c.want {
			t.Errorf("without %s, one by one: %q, want %q", c.name, got, c.want)
		}
	}
	if got := links(t, l.Without(seat), "t", "2024"); got != "US" {
		t.Errorf("seat without its first row: %q, want US", got)
	}
	if got := table(t, l.Without(double), "t", graph.Votes, "2024"); got != "a 42.857142857–75 %*" {
		t.Errorf("votes without the row that denies double votes: %q, want the wide band", got)
	}
}

// TestWithoutRevivesNoTotal loses a figure that had set a total aside. The total
// must not come back and make the missing holding 70 %.
func TestWithoutRevivesNoTotal(t *testing.T) {
	k := newBook(t)
	k.holding("a", "t", "30", graph.Capital, "")
	b := k.holding("b", "t", "30", graph.Capital, "")
	k.cover("t", graph.Total, 100, "a", "b")
	if got := table(t, k.close().Without(b), "t", graph.Capital, "2024"); got != "a 30 %; b 0–100 %?" {
		t.Errorf("without the holding of b: %q, want it unknown", got)
	}
}

func TestSubjectsAndAssumedVotes(t *testing.T) {
	k := newBook(t)
	k.holding("a", "t", "30", graph.Capital, "")
	k.holding("a", "s", "30", graph.Votes, "")
	k.holding("a", "a", "30", graph.Capital, "")
	g := k.close().At(day(t, "2024"), graph.Options{})
	if got := fmt.Sprint(g.Subjects("a", graph.Votes), g.Subjects("a", graph.Capital), g.AssumedVotes()); got != "[s t] [t] [t]" {
		t.Errorf("subjects in votes, in capital, assumed = %s", got)
	}
	if h, ok := g.CapTable("t", graph.Capital).Holding("nobody"); ok {
		t.Errorf("nobody holds %v", h)
	}
	if c := g.CapTable("nothing", graph.Capital); c == nil || len(c.Holdings) != 0 {
		t.Errorf("a company without a table: %v", c)
	}
}

// TestTotalsOfBothBases sets one total aside and keeps another, in capital and in
// the votes assumed from it.
func TestTotalsOfBothBases(t *testing.T) {
	k := newBook(t)
	k.holding("a", "t", "30", graph.Capital, "")
	k.holding("b", "t", "30", graph.Capital, "")
	k.cover("t", graph.Total, 100, "a", "b")
	k.cover("t", graph.Total, 40, "a", "c")
	l := k.close()
	if got, want := table(t, l, "t", graph.Capital, "2024"), "a 30 %; b 30 %; c 0–100 %?; total [a c] 40"; got != want {
		t.Errorf("capital: %q, want %q", got, want)
	}
	if got, want := table(t, l, "t", graph.Votes, "2024"), "a 30 %*; b 30 %*; c 0–100 %?*; total [a c] 40"; got != want {
		t.Errorf("votes: %q, want %q", got, want)
	}
}

// TestRemarksSpeakBothLanguages: the message of a flag is in the language asked for, with
// its decimal comma, and only there.
func TestRemarksSpeakBothLanguages(t *testing.T) {
	k := newBook(t)
	k.holding("a", "t", "55.5", graph.Votes, "")
	k.holding("b", "t", "55", graph.Votes, "")
	f := k.close().At(day(t, "2024"), graph.Options{}).Flags()[0]
	if got, want := f.In("fr").Message, "les parts de t font 110,5 % en tout (votes)"; got != want {
		t.Errorf("in French %q, want %q", got, want)
	}
	if got, want := f.In("en").Message, "holdings of t sum to 110.5 % (votes)"; got != want {
		t.Errorf("in English %q, want %q", got, want)
	}
}
