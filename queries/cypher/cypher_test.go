package cypher_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"longarm/data/datatest"
	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/neo4j"
	"longarm/graph/neo4j/neo4jtest"
	"longarm/queries/cypher"
)

func TestQuestionsAreWhole(t *testing.T) {
	all, err := cypher.All()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 10 {
		t.Errorf("%d questions, want ten", len(all))
	}
	for _, q := range all {
		for name := range q.Parameters {
			if !strings.Contains(q.Text, "$"+name) {
				t.Errorf("%s does not use its parameter %s", q.Name, name)
			}
		}
		if n := strings.Count(q.Text, "$"); n < len(q.Parameters) || !strings.HasSuffix(q.Title, "?") {
			t.Errorf("%s: %q with %d uses of parameters", q.Name, q.Title, n)
		}
	}
}

func TestTheStyleNamesEveryLabel(t *testing.T) {
	for _, name := range []string{"node.Company", "node.Person", "node.State", "node.Fact", "node.Law", "relationship.HOLDS", "relationship.SUPPLIES"} {
		if !strings.Contains(cypher.Style(), name+" {") {
			t.Errorf("the style has no rule for %s", name)
		}
	}
}

// day is the one all questions are asked for.
var day = graph.NewDate(2026, 11, 22)

// subjects are asked about in turn.
var subjects = []graph.EntityID{"bleu", "s3ns", "orange", "capgemini", "microsoft", "ovhcloud", "google", "thales"}

// TestRowsAreWhatLongarmSays holds each question to the ledger that was pushed.
func TestRowsAreWhatLongarmSays(t *testing.T) {
	c := neo4jtest.Server(t)
	l := datatest.Ledger(t)
	catalogue := datatest.Laws(t)
	load := neo4j.Load{Each: l.Records, Program: neo4jtest.Program}
	for _, x := range catalogue.Laws {
		one := neo4j.Law{ID: x.ID, Jurisdiction: x.Jurisdiction}
		for _, r := range x.Rows {
			one.Nexuses = append(one.Nexuses, neo4j.Nexus{ID: r.ID, Ground: string(r.Via), Effect: string(r.Effect), Confidence: string(r.Confidence)})
		}
		load.Laws = append(load.Laws, one)
	}
	if _, err := c.Push(context.Background(), load); err != nil {
		t.Fatal(err)
	}
	o := oracle{l, catalogue}
	all, err := cypher.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range all {
		t.Run(q.Name, func(t *testing.T) {
			some := false
			ask := func(params map[string]any, want []string) {
				t.Helper()
				got, err := c.Rows(context.Background(), q.Text, params)
				if err != nil {
					t.Fatal(err)
				}
				var lines []string
				for _, r := range got {
					lines = append(lines, o.line(q.Name, r))
				}
				slices.Sort(lines)
				slices.Sort(want)
				if !slices.Equal(lines, want) {
					t.Errorf("%v:\n got %q\nwant %q", params, lines, want)
				}
				some = some || len(want) > 0
			}
			switch q.Name {
			case "formed":
				for _, iso := range []string{"FR", "US", "DE", "CN"} {
					ask(map[string]any{"iso": iso}, o.formed(iso))
				}
			case "laws":
				for _, code := range []string{"US", "FR", "EU"} {
					ask(map[string]any{"jurisdiction": code}, o.laws(code))
				}
			default:
				for _, id := range subjects {
					params := map[string]any{"id": string(id)}
					if _, ok := q.Parameters["day"]; ok {
						params["day"] = time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
					}
					ask(params, o.about(q.Name, id))
				}
			}
			if !some {
				t.Error("nobody has a row")
			}
		})
	}
}

// oracle computes the rows from the ledger.
type oracle struct {
	l *graph.Ledger
	c *law.Catalogue
}

// line sums a row up by what the oracle knows: the id of the statement, or the first
// column.
func (o oracle) line(name string, row map[string]any) string {
	switch name {
	case "upstream", "formed":
		return fmt.Sprint(row["entity"])
	case "suppliers":
		return fmt.Sprint(row["supplier"])
	case "laws":
		return fmt.Sprint(row["row"], row["ground"], row["effect"], row["confidence"])
	}
	return fmt.Sprint(row["statement"])
}

func (o oracle) statements(keep func(*graph.Statement) bool) []string {
	var out []string
	_ = o.l.Records(func(r graph.Record) error {
		if s, ok := r.(graph.Statement); ok && keep(&s) {
			out = append(out, string(s.ID))
		}
		return nil
	})
	return out
}

func (o oracle) about(name string, id graph.EntityID) []string {
	switch name {
	case "owners":
		return o.statements(func(s *graph.Statement) bool {
			p := s.Period
			return s.Subject == id && s.Interest.Family() == graph.Ownership && s.Assertion.Counts() && cmp.Or(p.Start(), 0) <= day && (p.To == 0 || day < p.To)
		})
	case "holdings":
		return o.statements(func(s *graph.Statement) bool {
			return s.Holder == id && s.Interest.Family() != graph.Jurisdiction && s.Assertion.Counts()
		})
	case "places":
		return o.statements(func(s *graph.Statement) bool {
			return s.Holder == id && s.Interest.Family() == graph.Jurisdiction && s.Assertion.Counts()
		})
	case "said":
		return o.statements(func(s *graph.Statement) bool { return (s.Holder == id || s.Subject == id) && !s.Assertion.Counts() })
	case "upstream":
		return o.above(id, graph.Ownership)
	case "suppliers":
		return o.above(id, graph.Technology)
	case "facts":
		var out []string
		for _, a := range o.l.AttributesOf(id) {
			out = append(out, string(a.ID))
		}
		return out
	}
	var out []string
	for _, c := range o.l.CoverageOf(id) {
		out = append(out, string(c.ID))
	}
	return out
}

// above lists everyone from whom counting statements of the family lead to the entity.
func (o oracle) above(id graph.EntityID, f graph.Family) []string {
	met := map[graph.EntityID]bool{id: true}
	queue := []graph.EntityID{id}
	var out []string
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		for _, s := range o.l.StatementsOf(at) {
			if s.Subject == at && s.Interest.Family() == f && s.Assertion.Counts() && !met[s.Holder] {
				met[s.Holder] = true
				queue, out = append(queue, s.Holder), append(out, string(s.Holder))
			}
		}
	}
	return out
}

func (o oracle) formed(iso string) []string {
	met := map[string]bool{}
	_ = o.l.Records(func(r graph.Record) error {
		if s, ok := r.(graph.Statement); ok && s.Interest == graph.IncorporatedIn && s.Assertion.Counts() {
			if e := o.l.Entity(s.Subject); e.Kind == graph.State && e.ISO == iso {
				met[string(s.Holder)] = true
			}
		}
		return nil
	})
	var out []string
	for id := range met {
		out = append(out, id)
	}
	return out
}

func (o oracle) laws(code string) []string {
	var out []string
	for _, l := range o.c.Laws {
		if l.Jurisdiction == code {
			for _, r := range l.Rows {
				out = append(out, fmt.Sprint(l.ID+"/"+r.ID, r.Via, r.Effect, r.Confidence))
			}
		}
	}
	return out
}
