package law_test

import (
	"testing"

	"longarm/data"
	"longarm/graph/law"
)

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := law.Load(data.FS); err != nil {
			b.Fatal(err)
		}
	}
}
