package register_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"longarm/graph"
	"longarm/graph/columns"
	"longarm/graph/ownership/register"
)

// drawRegister draws a register of n entities, three holdings a company, now and then
// a cross-holding and a treasury share; with bands half of the shares are bands.
func drawRegister(b *testing.B, n int, bands bool) *columns.Frozen {
	r := rand.New(rand.NewPCG(1, 2))
	var rows columns.NodeRows
	places := []string{"US", "CN", "FR", "DE", "NL"}
	id := func(i int) string { return fmt.Sprintf("%s-%07d", places[i%5], i) }
	for i := range n {
		kind := graph.Company
		if i < n/3 {
			kind = graph.Person
		}
		rows.Add([]byte(id(i)), kind, []byte(places[i%5]))
	}
	reg, _, err := columns.NewRegister([]columns.NodeRows{rows})
	if err != nil {
		b.Fatal(err)
	}
	canon := make([]uint32, n)
	for i := range n {
		canon[i], _ = reg.Canonical(id(i))
	}
	var e columns.Edges
	for i := n / 3; i < n; i++ {
		room := uint32(columns.Unit)
		for k := range 3 {
			h := r.IntN(i)
			if r.IntN(100) == 0 {
				h = r.IntN(n)
			}
			low := room / 100 * uint32(20+r.IntN(60))
			if k == 0 && r.IntN(3) > 0 {
				low = room / 100 * uint32(51+r.IntN(40))
			}
			room -= low
			x := columns.PlainExtra(low)
			if bands && r.IntN(2) == 0 {
				x.High, low = low, low/2
			}
			e.Put(canon[h], canon[i], low, x)
		}
	}
	f, err := reg.Freeze([]columns.Edges{e})
	if err != nil {
		b.Fatal(err)
	}
	return f
}

func BenchmarkPasses(b *testing.B) {
	const n = 100_000
	v := drawRegister(b, n, false).In(graph.Capital, 0)
	place := v.PlaceIndex()
	member := func(x uint32) bool { return place[x] == 1 && v.Kind(x) == graph.Person }
	heavy, most := uint32(0), 0
	for y := uint32(v.Len()) - 200; int(y) < v.Len(); y++ {
		if r := register.Owners(v, y).Reached; r > most {
			heavy, most = y, r
		}
	}
	forest := register.Control(v, register.Majority)
	q := register.Question{Asked: register.Asked{Member: member}, Threshold: register.Majority, Link: register.Majority}
	bands := drawRegister(b, n, true).In(graph.Capital, 0)
	for _, c := range []struct {
		name string
		run  func()
	}{
		{"owners", func() { register.Owners(v, heavy) }},
		{"class", func() { register.Class(v, member) }},
		{"classes-8", func() {
			register.Classes(v, 8, func(x uint32) uint64 { return uint64(1) << (x % 64) & 0xff })
		}},
		{"control", func() { register.Control(v, register.Majority) }},
		{"states", func() { forest.StatesOf(v) }},
		{"bounds", func() { register.BoundsOf(bands, register.Asked{Member: member}) }},
		{"passing", func() { register.Passing(v, member, register.Majority) }},
		{"tier", func() { register.Read(v, q, register.Tier) }},
		{"hybrid", func() { register.Read(v, q, register.Hybrid) }},
		{"controlled", func() { register.Read(v, q, register.Controlled) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				c.run()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(v.Edges()), "ns/holding")
		})
	}
}
