package exposure_test

import (
	"testing"

	"longarm/graph"
	"longarm/graph/exposure"
)

func BenchmarkReach(b *testing.B) {
	c, l := embedded(b)
	g := l.At(graph.NewDate(2024, 1, 31), graph.Options{})
	b.ReportAllocs()
	for b.Loop() {
		exposure.New(c, g).Reach("bleu")
	}
}

func BenchmarkReachedBy(b *testing.B) {
	c, l := embedded(b)
	g := l.At(graph.NewDate(2024, 1, 31), graph.Options{})
	for b.Loop() {
		exposure.New(c, g).ReachedBy(c.Laws[len(c.Laws)-1])
	}
}
