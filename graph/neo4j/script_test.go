package neo4j_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/graph/export"
	"longarm/graph/neo4j/neo4jtest"
)

// TestTheScriptOfTheExportRuns runs what `longarm export cypher` writes of five hundred
// parties with hostile names, twice, and counts what is in the database.
func TestTheScriptOfTheExportRuns(t *testing.T) {
	c := neo4jtest.Server(t)
	l := chained(t, 500)
	f, _ := export.Find("cypher")
	var script bytes.Buffer
	if err := f.Stream(&script, export.Head{Lang: "en", Disclaimer: hostile[0], Lines: hostile}, l.Records, export.Options{}); err != nil {
		t.Fatal(err)
	}
	clean := func() {
		for _, text := range []string{"MATCH (n) WHERE n:Entity OR n:Attribute OR n:Coverage DETACH DELETE n",
			"DROP CONSTRAINT longarm_entity IF EXISTS", "DROP CONSTRAINT longarm_attribute IF EXISTS", "DROP CONSTRAINT longarm_coverage IF EXISTS"} {
			if err := c.Write(text, nil); err != nil {
				t.Error(err)
			}
		}
	}
	clean()
	t.Cleanup(clean)
	lines := strings.Split(strings.TrimSuffix(script.String(), "\n"), "\n")
	for i, line := range append(lines, lines[len(lines)-20:]...) { // the last of them once more
		if strings.HasPrefix(line, "//") {
			continue
		}
		if err := c.Write(strings.TrimSuffix(line, ";"), nil); err != nil {
			t.Fatalf("line %d: %v: %.300s", i+1, err, line)
		}
	}
	for text, want := range map[string]int64{
		"MATCH (n:Entity) RETURN count(n) AS n": 500, "MATCH ()-[r:shareholding]->() RETURN count(r) AS n": 499,
		"MATCH (:Attribute)-[r:about]->(:Entity) RETURN count(r) AS n": 1, "MATCH (:Coverage)-[r:about]->(:Entity) RETURN count(r) AS n": 1,
		"MATCH (n:Entity) WHERE n.name CONTAINS 'DETACH DELETE' RETURN count(n) AS n": 50,
	} {
		if got, err := c.Count(text); err != nil || got != want {
			t.Errorf("%s: %d, want %d (%v)", text, got, want, err)
		}
	}
}

// chained is a graph of n parties with hostile names, each a holder of the next.
func chained(t *testing.T, n int) *graph.Ledger {
	t.Helper()
	b := graph.NewBuilder()
	b.AddSource(graph.Source{ID: "s", Title: hostile[0], Licence: hostile[1]})
	id := func(i int) graph.EntityID {
		h := hostile[i%len(hostile)]
		return graph.EntityID(fmt.Sprintf("%s#%d", h[:min(len(h), 50)], i))
	}
	for i := range n {
		h := hostile[i%len(hostile)]
		name := fmt.Sprintf("%s %d %s", h[:min(len(h), 2000)], i, h[:min(len(h), 200)])
		b.AddEntity(graph.Entity{ID: id(i), Kind: graph.Company, Name: name, LegalName: h[:min(len(h), 200)], Note: graph.Own(name)})
		if i > 0 {
			b.AddStatement(graph.Statement{Claim: graph.Claim{ID: graph.ClaimID(fmt.Sprintf("c%d%s", i, h[:min(len(h), 50)])), Source: "s", Quote: name, Note: graph.Own(name)},
				Holder: id(i - 1), Subject: id(i), Interest: graph.Shareholding, Share: graph.Exact(graph.WholePercent(51)), Figure: true, Value: name})
		}
	}
	b.AddAttribute(graph.Attribute{Claim: graph.Claim{ID: "a" + graph.ClaimID(hostile[0]), Source: "s"}, Entity: id(0), Name: hostile[0], Value: hostile[1]})
	b.AddCoverage(graph.Coverage{Claim: graph.Claim{ID: "v" + graph.ClaimID(hostile[0]), Source: "s"}, Entity: id(1), Interest: graph.Shareholding, Kind: graph.Complete, Members: []graph.EntityID{id(0)}})
	l, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return l
}
