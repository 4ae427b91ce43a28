package neo4j_test

import (
	"context"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"

	"longarm/data/datatest"
	"longarm/graph"
	"longarm/graph/closure"
	"longarm/graph/graphtest"
	"longarm/graph/neo4j"
	"longarm/graph/neo4j/neo4jtest"
)

func TestPushTwiceChangesNothing(t *testing.T) {
	c := neo4jtest.Server(t)
	l := datatest.Ledger(t)
	if p := neo4jtest.Push(t, c, l); p.Created == 0 {
		t.Error("the first push created nothing")
	}
	for _, again := range []bool{false, true} {
		p, err := c.Push(context.Background(), neo4j.Load{Each: l.Records, Program: neo4jtest.Program, Again: again})
		if err != nil {
			t.Fatal(err)
		}
		if p.Changed() {
			t.Errorf("pushed again (comparing everything: %v): %d created, %d updated, %d removed", again, p.Created, p.Updated, p.Removed)
		}
	}
}

// TestPushOfAnotherGraphLeavesNothingBehind pushes graphs over each other.
func TestPushOfAnotherGraphLeavesNothingBehind(t *testing.T) {
	c := neo4jtest.Server(t)
	for _, l := range []*graph.Ledger{datatest.Ledger(t), graphtest.Random(1, graphtest.Mixed()), graphtest.Random(2, graphtest.Dirty()), datatest.Ledger(t)} {
		neo4jtest.Push(t, c, l)
		same(t, l, pulled(t, c))
	}
}

// TestAnInterruptedPushGoesOn stops a push after each batch, and pushes again.
func TestAnInterruptedPushGoesOn(t *testing.T) {
	c := neo4jtest.Server(t)
	l := datatest.Ledger(t)
	neo4jtest.Push(t, c, graphtest.Random(3, graphtest.Mixed()))
	for stop := 1; ; stop++ {
		ctx, cancel := context.WithCancel(context.Background())
		batches := 0
		_, err := c.Push(ctx, neo4j.Load{Each: l.Records, Program: neo4jtest.Program, Tell: func(neo4j.Progress) {
			if batches++; batches == stop {
				cancel()
			}
		}})
		cancel()
		if err == nil {
			break
		}
		var e *neo4j.Error
		if _, err := c.Generation(context.Background()); !errors.As(err, &e) || e.Kind != neo4j.Unfinished {
			t.Fatalf("after a push stopped in batch %d somebody would be answered: %v", stop, err)
		}
		if stop > 100 {
			t.Fatal("the push never ends")
		}
	}
	same(t, l, pulled(t, c))
}

func TestAForeignDatabaseIsLeftAlone(t *testing.T) {
	c := neo4jtest.Server(t)
	if err := c.Write("MATCH (n) DETACH DELETE n", nil); err != nil {
		t.Fatal(err)
	}
	if err := c.Write("CREATE (:Entity {id: 'theirs'})", nil); err != nil {
		t.Fatal(err)
	}
	defer c.Write("MATCH (n) DETACH DELETE n", nil)
	_, err := c.Push(context.Background(), neo4j.Load{Each: datatest.Ledger(t).Records})
	var e *neo4j.Error
	if !errors.As(err, &e) || e.Kind != neo4j.NotOurs {
		t.Errorf("a push into somebody else's graph: %v", err)
	}
}

// hostile are texts that break out of whatever is put together from strings.
var hostile = []string{
	`'}) MATCH (n) DETACH DELETE n //`, "`]->() DELETE r //", `"; DROP DATABASE neo4j; --`, `\u0027}) DETACH DELETE n`, "a\x00b", "<script>alert(1)</script>",
	"\u202eright to left", "\x1b[31mred", "=cmd|' /C calc'!A0", "line\nbreak\ttab", "é́́ 中文 🜚", `\`, `$q`, "${jndi:ldap://x}", strings.Repeat("long ", 200_000), "broken \xff utf-8",
	"id with \"quotes\" and `ticks`", " ", "null", "NaN",
}

func TestHostileTextsComeBackAsTheyWere(t *testing.T) {
	c := neo4jtest.Server(t)
	b := graph.NewBuilder()
	b.AddSource(graph.Source{ID: "s'`\"", Title: hostile[0], Licence: hostile[1]})
	b.AddEntity(graph.Entity{ID: "plain", Kind: graph.Company})
	for i, h := range hostile {
		id := graph.EntityID("e" + h)
		if len(h) > 1000 || strings.Contains(h, "\xff") {
			id = graph.EntityID(strings.Repeat("x", i))
		}
		b.AddEntity(graph.Entity{ID: id, Kind: graph.Company, Name: h, LegalName: h, Note: graph.Text{Own: h, EN: h, FR: h}})
		claim := func(kind string) graph.Claim {
			return graph.Claim{ID: graph.ClaimID(kind + string(id)), Source: "s'`\"", Quote: h, Note: graph.Own(h)}
		}
		b.AddStatement(graph.Statement{Claim: claim("s"), Holder: "plain", Subject: id, Interest: graph.Shareholding, Value: h})
		b.AddAttribute(graph.Attribute{Claim: claim("a"), Entity: id, Name: "n" + h, Value: h + "v", Per: h})
		b.AddCoverage(graph.Coverage{Claim: claim("c"), Entity: id, Interest: graph.Shareholding, Kind: graph.Complete, Members: []graph.EntityID{"plain", id}})
		b.AddNote(graph.Note{Claim: claim("n"), Subject: id, Relation: h, Object: id})
	}
	l, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	neo4jtest.Push(t, c, l)
	same(t, l, pulled(t, c))
	if p := neo4jtest.Push(t, c, l); p.Changed() {
		t.Errorf("pushed twice: %+v", p)
	}
}

// maxTexts bounds the different queries that may leave the program.
const maxTexts = 40

// TestNoQueryHoldsData records every text that is sent.
func TestNoQueryHoldsData(t *testing.T) {
	neo4jtest.Server(t)
	var mu sync.Mutex
	sent := map[string]bool{}
	config := neo4jtest.Config(t)
	config.Sent = func(text string) {
		mu.Lock()
		defer mu.Unlock()
		sent[text] = true
	}
	c, err := neo4j.Open(context.Background(), config)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(context.Background())
	l := datatest.Ledger(t)
	neo4jtest.Push(t, c, graphtest.Random(4, graphtest.Mixed()))
	neo4jtest.Push(t, c, l)
	same(t, l, pulled(t, c))
	err = c.Ask(context.Background(), func(s *neo4j.Snapshot) error {
		for _, name := range []string{"bleu", "Orange", "orang", "no such name"} {
			if _, err := s.Exactly(name, 10); err != nil {
				return err
			}
			if _, err := s.Similar(name, 10); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	m := &neo4j.Mapping{Nodes: []neo4j.NodeMapping{{Label: "Entity", Kind: graph.Company, ID: "id"}}, Relationships: []neo4j.RelationshipMapping{{Type: "HOLDS", Interest: graph.Shareholding}}}
	if err := c.Foreign(context.Background(), m, func(graph.Record) error { return nil }, func(*graph.Problem) {}); err != nil {
		t.Fatal(err)
	}
	known := texts(t)
	if len(known) > maxTexts {
		t.Errorf("the package has %d queries, more than %d", len(known), maxTexts)
	}
	t.Logf("%d of %d queries were sent", len(sent), len(known))
	for text := range sent {
		if !known[text] {
			t.Errorf("a query is no constant:\n%s", text)
		}
	}
	for text := range known {
		if word := leaked(text, l); word != "" {
			t.Errorf("a query holds %q:\n%s", word, text)
		}
	}
	for _, bad := range []string{"MATCH (n:Entity {id: 'microsoft'}) RETURN n", "MATCH ()-[r {id: 'st-0396'}]->() RETURN r", "RETURN 'Microsoft Corporation'"} {
		if leaked(bad, l) == "" || known[bad] {
			t.Errorf("nobody notices that data stands in %s", bad)
		}
	}
}

// texts are the queries of the package: its constants that are Cypher.
func texts(t *testing.T) map[string]bool {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			text, err := strconv.Unquote(lit.Value)
			if err == nil && cypher.MatchString(text) {
				out[text] = true
			}
			return true
		})
	}
	return out
}

// cypher is how a query begins.
var cypher = regexp.MustCompile(`^(CYPHER|MATCH|UNWIND|CREATE|CALL|RETURN|OPTIONAL|MERGE) `)

// leaked is an id or a name of the ledger that stands in a query.
func leaked(text string, l *graph.Ledger) string {
	var found string
	_ = l.Records(func(r graph.Record) error {
		words := []string{}
		if e, ok := r.(graph.Entity); ok {
			words = append(words, string(e.ID), e.Name, e.LegalName)
		} else if c := closure.ClaimOf(r); c != nil {
			words = append(words, string(c.ID))
		}
		for _, w := range words {
			if len(w) > 4 && says(text, w) {
				found = w
			}
		}
		return nil
	})
	return found
}

// says reports that a word stands in a text by itself: the name of a company may begin
// the name of a property.
func says(text, word string) bool {
	letter := func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return false
		}
		i += at
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[i+len(word):])
		if !letter(before) && !letter(after) {
			return true
		}
		at = i + 1
	}
}
