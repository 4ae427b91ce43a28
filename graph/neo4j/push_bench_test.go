package neo4j_test

import (
	"context"
	"fmt"
	"testing"

	"longarm/graph"
	"longarm/graph/neo4j"
	"longarm/graph/neo4j/neo4jtest"
)

// The two benchmarks write the same relationships, as a push does and as one would type
// them: ids and shares only. The second is the ceiling of the server on a machine. The
// server wants some 100,000 rows before it is warm: -benchtime 5x.
const (
	benchNodes = 10_000
	benchRels  = 50_000
)

func benchID(i int) string { return fmt.Sprintf("CN-%08d", i%benchNodes) }

func BenchmarkPush(b *testing.B) {
	c := neo4jtest.Server(b)
	each := func(add func(graph.Record) error) error {
		if err := add(graph.Source{ID: "edges.csv"}); err != nil {
			return err
		}
		for i := range benchNodes {
			if err := add(graph.Entity{ID: graph.EntityID(benchID(i)), Kind: graph.Company}); err != nil {
				return err
			}
		}
		for i := range benchRels {
			at := fmt.Sprintf("edges.csv:%d", i)
			err := add(graph.Statement{Claim: graph.Claim{ID: graph.ClaimID(at), Source: "edges.csv", Evidence: graph.Medium, Assertion: graph.Stated, Origin: "register/" + at},
				Holder: graph.EntityID(benchID(i)), Subject: graph.EntityID(benchID(i*7 + 1)), Interest: graph.Shareholding, Basis: graph.Both, Share: graph.Exact(graph.WholePercent(5)), Figure: true})
			if err != nil {
				return err
			}
		}
		return nil
	}
	for b.Loop() {
		b.StopTimer()
		neo4jtest.Empty(b, c)
		b.StartTimer()
		if _, err := c.Push(context.Background(), neo4j.Load{Each: each, Program: neo4jtest.Program}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)*(benchNodes+benchRels)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkByHand(b *testing.B) {
	c := neo4jtest.Server(b)
	send := func(text string, rows [][]any) {
		for at := 0; at < len(rows); at += neo4j.Batch {
			if err := c.Write(text, map[string]any{"rows": rows[at:min(at+neo4j.Batch, len(rows))]}); err != nil {
				b.Fatal(err)
			}
		}
	}
	empty := func() {
		if err := c.Write(`MATCH (n:Entity) DETACH DELETE n`, nil); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		b.StopTimer()
		empty()
		b.StartTimer()
		var nodes, rels [][]any
		for i := range benchNodes {
			nodes = append(nodes, []any{benchID(i)})
		}
		for i := range benchRels {
			rels = append(rels, []any{benchID(i), benchID(i*7 + 1), 5.0})
		}
		send(`UNWIND $q.rows AS row CREATE (:Entity {id: row[0]})`, nodes)
		send(`UNWIND $q.rows AS row MATCH (a:Entity {id: row[0]}) MATCH (b:Entity {id: row[1]}) CREATE (a)-[:HOLDS {share: row[2]}]->(b)`, rels)
	}
	b.ReportMetric(float64(b.N)*(benchNodes+benchRels)/b.Elapsed().Seconds(), "rows/s")
	empty()
}
