package seen_test

import (
	"fmt"
	"testing"

	"longarm/loaders/internal/seen"
)

func TestSet(t *testing.T) {
	var s seen.Set
	if s.Has("a") || s.HasHash(0) {
		t.Error("an empty set has members")
	}
	for i := range 100_000 {
		if id := fmt.Sprint("id-", i); s.Has(id) || !s.Add(id) || s.Add(id) || !s.Has(id) {
			t.Fatalf("id %d", i)
		}
	}
	if !s.AddHash(0) || s.AddHash(0) || !s.HasHash(0) {
		t.Error("the hash 0")
	}
	n := 0
	s.Each(func(uint64) { n++ })
	if n != 100_001 || s.Len() != n {
		t.Errorf("%d members, Len %d", n, s.Len())
	}
}
