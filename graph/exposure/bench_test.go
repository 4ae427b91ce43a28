package exposure_test

import (
	"testing"

	"longarm/data/datatest"
	"longarm/graph"
	"longarm/graph/exposure"
)

func BenchmarkReach(b *testing.B) {
	c, l := datatest.Laws(b), datatest.Ledger(b)
	g := l.At(graph.NewDate(2024, 1, 31), graph.Options{})
	b.ReportAllocs()
	for b.Loop() {
		exposure.New(c, g).Reach("bleu")
	}
}

func BenchmarkReachedBy(b *testing.B) {
	c, l := datatest.Laws(b), datatest.Ledger(b)
	g := l.At(graph.NewDate(2024, 1, 31), graph.Options{})
	for b.Loop() {
		exposure.New(c, g).ReachedBy(c.Laws[len(c.Laws)-1])
	}
}
