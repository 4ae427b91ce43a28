package graph_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"longarm/graph"
)

// book builds ledgers from short lines; see add.
type book struct {
	t *testing.T
	b *graph.Builder
	n int
}

// day reads a date of a test.
func day(t *testing.T, text string) graph.Date {
	t.Helper()
	if text == "" {
		return 0
	}
	d, err := graph.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// share reads "50", "25-50", ">25-50", "25-<50" or "?" for no figure.
func share(t *testing.T, text string) (graph.Share, bool) {
	t.Helper()
	if text == "?" {
		return graph.Share{}, false
	}
	low, high, band := strings.Cut(text, "-")
	if !band {
		high = low
	}
	number := func(s string) graph.Percent {
		p, _, err := graph.ParsePercent(strings.Trim(s, "<>"))
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	return graph.Share{Min: number(low), Max: number(high), MinOpen: strings.HasPrefix(low, ">"), MaxOpen: strings.HasPrefix(high, "<")}, true
}

// holding adds a share statement; when is "from..to", an observation day, or "".
// Ids count s1, s2 …
func (k *book) holding(holder, subject, figure string, basis graph.Basis, when string) graph.ClaimID {
	k.t.Helper()
	s := graph.Statement{Holder: graph.EntityID(holder), Subject: graph.EntityID(subject), Interest: graph.Shareholding, Basis: basis}
	s.Share, s.Figure = share(k.t, figure)
	return k.statement(s, when)
}

// tie adds a statement of any other interest.
func (k *book) tie(holder string, i graph.Interest, subject, when string) graph.ClaimID {
	k.t.Helper()
	return k.statement(graph.Statement{Holder: graph.EntityID(holder), Subject: graph.EntityID(subject), Interest: i}, when)
}

func (k *book) statement(s graph.Statement, when string) graph.ClaimID {
	k.t.Helper()
	k.n++
	s.ID = graph.ClaimID(fmt.Sprintf("s%d", k.n))
	s.Period = k.period(when)
	k.party(s.Holder)
	k.party(s.Subject)
	k.b.AddStatement(s)
	return s.ID
}

func (k *book) period(when string) graph.Period {
	from, to, bounded := strings.Cut(when, "..")
	if !bounded {
		return graph.Period{AsOf: day(k.t, when)}
	}
	return graph.Period{From: day(k.t, from), To: day(k.t, to)}
}

// attribute adds an attribute; ids count with those of statements.
func (k *book) attribute(entity, name, value, when string) graph.ClaimID {
	k.n++
	id := graph.ClaimID(fmt.Sprintf("s%d", k.n))
	k.party(graph.EntityID(entity))
	k.b.AddAttribute(graph.Attribute{Claim: graph.Claim{ID: id, Period: k.period(when)}, Entity: graph.EntityID(entity), Name: name, Value: value})
	return id
}

// cover adds a coverage of shares in capital.
func (k *book) cover(entity string, kind graph.CoverageKind, percent int, members ...graph.EntityID) graph.ClaimID {
	k.n++
	id := graph.ClaimID(fmt.Sprintf("s%d", k.n))
	k.party(graph.EntityID(entity))
	for _, m := range members {
		k.party(m)
	}
	k.b.AddCoverage(graph.Coverage{Claim: graph.Claim{ID: id}, Entity: graph.EntityID(entity), Interest: graph.Shareholding,
		Basis: graph.Capital, Kind: kind, Percent: graph.WholePercent(percent), Members: members})
	return id
}

// party makes what is named: in capitals of two letters a state, else a company.
func (k *book) party(id graph.EntityID) {
	if k.b.Entity(id) != nil {
		return
	}
	e := graph.Entity{ID: id, Kind: graph.Company}
	if len(id) == 2 && strings.ToUpper(string(id)) == string(id) {
		e.Kind, e.ISO = graph.State, string(id)
	}
	k.b.AddEntity(e)
}

func newBook(t *testing.T) *book { return &book{t: t, b: graph.NewBuilder()} }

func (k *book) close() *graph.Ledger {
	k.t.Helper()
	l, err := k.b.Build()
	if err != nil {
		k.t.Fatal(err)
	}
	return l
}

// links renders the links of one holder on a day, in their order.
func links(t *testing.T, l *graph.Ledger, holder, when string) string {
	t.Helper()
	var out []string
	for _, k := range l.At(day(t, when), graph.Options{}).From(graph.EntityID(holder)) {
		line := string(k.Subject)
		if k.Interest.CarriesShare() {
			line += " " + string(k.Basis) + " " + k.Share.String()
		}
		if k.State == graph.UnknownState {
			line += " unknown"
		}
		out = append(out, line)
	}
	return strings.Join(out, "; ")
}

// TestSlotsOverTime reads one slot at several days.
func TestSlotsOverTime(t *testing.T) {
	type at map[string]string
	for name, c := range map[string]struct {
		rows [][2]string // figure, when
		want at
	}{
		"an observation lasts, and before it nothing is known": {[][2]string{{"30", "2020"}},
			at{"2019": "t capital 0–100 % unknown", "2020": "t capital 30 %", "2030": "t capital 30 %"}},
		"the next row ends it": {[][2]string{{"30", "2020"}, {"40", "2022"}},
			at{"2019": "t capital 0–100 % unknown", "2021-12-31": "t capital 30 %", "2022-01-01": "t capital 40 %"}},
		"rows of one day are both in force": {[][2]string{{"30", "2020"}, {"40", "2020"}}, at{"2021": "t capital 30–40 %"}},
		"a bounded row ends an observation": {[][2]string{{"30", "2020"}, {"40", "2022..2023"}},
			at{"2021": "t capital 30 %", "2022-06": "t capital 40 %", "2023": ""}},
		"an end is an end":         {[][2]string{{"30", "2020..2022"}}, at{"2019": "", "2020": "t capital 30 %", "2021-12-31": "t capital 30 %", "2022": ""}},
		"an open end goes on":      {[][2]string{{"30", "2020.."}}, at{"2019": "", "2050": "t capital 30 %"}},
		"an open beginning":        {[][2]string{{"30", "..2020"}}, at{"1600": "t capital 30 %", "2020": ""}},
		"undated holds throughout": {[][2]string{{"30", ""}}, at{"1600": "t capital 30 %", "2050": "t capital 30 %"}},
		"undated beside dated is a conflict": {[][2]string{{"30", ""}, {"50", "2020"}},
			at{"2019": "t capital 30 %", "2021": "t capital 30–50 %"}},
		"between an end and an observation": {[][2]string{{"30", "2010..2015"}, {"40", "2020"}},
			at{"2012": "t capital 30 %", "2017": "t capital 0–100 % unknown", "2021": "t capital 40 %"}},
		"no figure is above 0":           {[][2]string{{"?", "2020"}}, at{"2021": "t capital >0–100 %"}},
		"no figure ends no figure":       {[][2]string{{"30", "2020"}, {"?", "2022"}}, at{"2023": "t capital 30 %"}},
		"a figure ends no figure":        {[][2]string{{"?", "2020"}, {"30", "2022"}}, at{"2021": "t capital >0–100 %", "2023": "t capital 30 %"}},
		"no figure outlives the figure":  {[][2]string{{"30", "2020..2022"}, {"?", "2021"}}, at{"2021": "t capital 30 %", "2023": "t capital >0–100 %"}},
		"zero is a figure":               {[][2]string{{"30", "2020"}, {"0", "2022"}}, at{"2021": "t capital 30 %", "2023": "t capital 0 %"}},
		"a hull keeps the ends it needs": {[][2]string{{">25-50", "2020"}, {"25-<50", "2020"}}, at{"2021": "t capital 25–50 %"}},
	} {
		t.Run(name, func(t *testing.T) {
			k := newBook(t)
			for _, r := range c.rows {
				k.holding("h", "t", r[0], graph.Capital, r[1])
			}
			l := k.close()
			for when, want := range c.want {
				if got := links(t, l, "h", when); got != want {
					t.Errorf("on %s: %q, want %q", when, got, want)
				}
			}
		})
	}
}

func TestSingleValuedRelations(t *testing.T) {
	k := newBook(t)
	k.tie("c", graph.HeadquarteredIn, "FR", "2020")
	k.tie("c", graph.HeadquarteredIn, "US", "2023")
	k.tie("d", graph.IncorporatedIn, "FR", "")
	k.tie("d", graph.IncorporatedIn, "US", "")
	k.tie("e", graph.EstablishedIn, "FR", "2020")
	k.tie("e", graph.EstablishedIn, "US", "2023")
	l := k.close()
	for _, c := range []struct{ holder, when, want string }{
		{"c", "2019", "FR unknown; US unknown"}, {"c", "2021", "FR"}, {"c", "2024", "US"},
		{"d", "2024", "FR; US"}, {"e", "2021", "FR; US unknown"}, {"e", "2024", "FR; US"},
	} {
		if got := links(t, l, c.holder, c.when); got != c.want {
			t.Errorf("%s on %s: %q, want %q", c.holder, c.when, got, c.want)
		}
	}
	var flags []string
	for _, f := range l.At(day(t, "2024"), graph.Options{}).Flags() {
		flags = append(flags, string(f.Kind)+" "+string(f.Entity))
	}
	if got := strings.Join(flags, "; "); got != "conflict d; stale e" {
		t.Errorf("flags = %q, want one conflict of d, and e stale", got)
	}
}

// TestVoicesThatDoNotCount keeps claims out of every answer but the record.
func TestVoicesThatDoNotCount(t *testing.T) {
	k := newBook(t)
	for _, a := range []graph.Assertion{graph.Claimed, graph.Denied, graph.Proposed, graph.Withdrawn} {
		k.statement(graph.Statement{Claim: graph.Claim{Assertion: a}, Holder: "h", Subject: "t", Interest: graph.Shareholding, Share: graph.Exact(graph.Hundred), Figure: true}, "")
	}
	l := k.close()
	if got := links(t, l, "h", "2024"); got != "" {
		t.Errorf("links = %q, want none", got)
	}
	if n := len(l.StatementsOf("t")); n != 4 {
		t.Errorf("%d statements are kept, want 4", n)
	}
}

func TestStaleObservations(t *testing.T) {
	k := newBook(t)
	k.holding("h", "t", "30", graph.Capital, "2020")
	k.holding("h", "u", "30", graph.Capital, "2020..")
	l := k.close()
	for when, want := range map[string]bool{"2022-12-31": false, "2023-01-01": false, "2023-01-02": true} {
		g := l.At(day(t, when), graph.Options{})
		stale, dated := g.To("t")[0], g.To("u")[0]
		if stale.Stale != want || (stale.Evidence == graph.Low) != want {
			t.Errorf("on %s: stale %v, evidence %s", when, stale.Stale, stale.Evidence)
		}
		if dated.Stale || dated.Evidence != graph.Medium {
			t.Errorf("on %s: a dated row went stale", when)
		}
	}
	if l.At(day(t, "2023-01-02"), graph.Options{MaxAge: 4}).To("t")[0].Stale {
		t.Error("four years were not accepted")
	}
}

// TestWhatIsStaleIsSaidOfWhoItIsAbout: of a holding the company held, of a purchase the
// customer.
func TestWhatIsStaleIsSaidOfWhoItIsAbout(t *testing.T) {
	k := newBook(t)
	k.holding("h", "t", "30", graph.Capital, "2020")
	k.tie("buyer", graph.Procures, "supplier", "2020")
	about := map[graph.EntityID]bool{}
	for _, f := range k.close().At(day(t, "2024-01-31"), graph.Options{}).Flags() {
		if f.Kind == graph.StaleClaim {
			about[f.Entity] = true
		}
	}
	if len(about) != 2 || !about["t"] || !about["buyer"] {
		t.Errorf("flags about %v", about)
	}
}

func TestEvidenceOfALink(t *testing.T) {
	k := newBook(t)
	add := func(subject, figure string, e graph.Evidence) {
		s := graph.Statement{Claim: graph.Claim{Evidence: e}, Holder: "h", Subject: graph.EntityID(subject), Interest: graph.Shareholding}
		s.Share, s.Figure = share(t, figure)
		k.statement(s, "")
	}
	add("agree", "30", graph.Low)
	add("agree", "30", graph.High)
	add("differ", "30", graph.Low)
	add("differ", "40", graph.High)
	g := k.close().At(day(t, "2024"), graph.Options{})
	if got := g.To("agree")[0].Evidence; got != graph.High {
		t.Errorf("two that agree: %s, want the better grade", got)
	}
	if got := g.To("differ")[0].Evidence; got != graph.Low {
		t.Errorf("two that differ: %s, want the worse grade", got)
	}
}

// TestALedgerNeverChanges adds to the builder after closing.
func TestALedgerNeverChanges(t *testing.T) {
	k := newBook(t)
	k.holding("h", "t", "30", graph.Capital, "")
	k.b.AddSource(graph.Source{ID: "s"})
	l := k.close()
	k.b.AddEntity(graph.Entity{ID: "h", LegalName: "later", Aliases: []string{"later"}})
	k.b.AddSource(graph.Source{ID: "s", Title: "later"})
	k.holding("new", "t", "30", graph.Capital, "")
	if l.Entity("new") != nil || l.Entity("h").LegalName != "" || l.Source("s").Title != "" || len(l.Entities()) != 2 {
		t.Error("what was added after closing changed the ledger")
	}
	if n := len(l.StatementsOf("t")); n != 1 {
		t.Errorf("%d statements, want 1", n)
	}
}

// TestReadersTogether reads one ledger and one graph from many goroutines; it
// says something under the race detector.
func TestReadersTogether(t *testing.T) {
	k := newBook(t)
	for i := range 20 {
		k.holding(fmt.Sprintf("h%d", i), "t", "5", graph.Both, "2020")
		k.tie(fmt.Sprintf("h%d", i), graph.IncorporatedIn, "FR", "")
	}
	k.cover("t", graph.Floor, 5)
	l := k.close()
	shared := l.At(day(t, "2024"), graph.Options{})
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			own := l.Without(graph.ClaimID(fmt.Sprintf("s%d", i+1))).At(graph.NewDate(2020+i, 1, 1), graph.Options{})
			for _, g := range []*graph.Graph{shared, own} {
				for _, id := range g.Entities() {
					_, _, _, _ = g.From(id), g.To(id), g.Facts(id), g.Covers(id, graph.Shareholding, graph.Votes)
					_, _, _ = g.CapTable(id, graph.Votes).LowerSum(), g.Subjects(id, graph.Capital), l.StatementsOf(id)
					g.Place(id)
				}
				_, _ = g.Flags(), g.AssumedVotes()
			}
		})
	}
	group.Wait()
}
