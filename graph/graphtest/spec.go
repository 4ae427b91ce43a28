// Package graphtest draws random graphs over the nouns of package graph, for
// property tests of everything above it: parties of all kinds, bands, totals,
// floors, cycles, self-holdings, conflicting sources, dates, and on request sums
// above 100. The same seed and configuration always give the same graph.
package graphtest

import (
	"math/rand/v2"

	"longarm/graph"
)

// Day is the date that drawn graphs are meant to be read at.
var Day = graph.NewDate(2024, 1, 31)

// Spec is a graph that is not closed yet, so that a test can shuffle, rename or
// leave out what is in it.
type Spec struct {
	Entities   []graph.Entity
	Sources    []graph.Source
	Statements []graph.Statement
	Attributes []graph.Attribute
	Coverages  []graph.Coverage
	Notes      []graph.Note

	// Capital is one world that agrees with everything said of capital on [Day]:
	// company → holder → share, the company itself for treasury shares. Who is
	// missing up to 100 is undisclosed. Companies whose figures contradict each
	// other on purpose are left out.
	Capital map[graph.EntityID]map[graph.EntityID]graph.Percent
}

// Builder adds everything to a new builder.
func (s *Spec) Builder() *graph.Builder {
	b := graph.NewBuilder()
	for _, e := range s.Entities {
		b.AddEntity(e)
	}
	for _, x := range s.Sources {
		b.AddSource(x)
	}
	for _, x := range s.Statements {
		b.AddStatement(x)
	}
	for _, x := range s.Attributes {
		b.AddAttribute(x)
	}
	for _, x := range s.Coverages {
		b.AddCoverage(x)
	}
	for _, x := range s.Notes {
		b.AddNote(x)
	}
	return b
}

// Ledger closes the graph. Drawn graphs always close; a change by a test that
// leaves a dangling id panics.
func (s *Spec) Ledger() *graph.Ledger {
	l, err := s.Builder().Build()
	if err != nil {
		panic("graphtest: " + err.Error())
	}
	return l
}

// Graph closes the graph and reads it on [Day].
func (s *Spec) Graph() *graph.Graph { return s.Ledger().At(Day, graph.Options{}) }

// Claims lists the ids of statements, attributes and coverages, in their order.
func (s *Spec) Claims() []graph.ClaimID {
	var out []graph.ClaimID
	for _, x := range s.Statements {
		out = append(out, x.ID)
	}
	for _, x := range s.Attributes {
		out = append(out, x.ID)
	}
	for _, x := range s.Coverages {
		out = append(out, x.ID)
	}
	return out
}

// Companies lists the entities that can have holders, in their order.
func (s *Spec) Companies() []graph.EntityID {
	var out []graph.EntityID
	for _, e := range s.Entities {
		if e.Kind.HasHolders() {
			out = append(out, e.ID)
		}
	}
	return out
}

// Shuffled is the same graph with everything in another order.
func (s *Spec) Shuffled(seed uint64) *Spec {
	r := rand.New(rand.NewPCG(seed, 1))
	c := *s
	c.Entities = shuffled(r, s.Entities)
	c.Sources = shuffled(r, s.Sources)
	c.Statements = shuffled(r, s.Statements)
	c.Attributes = shuffled(r, s.Attributes)
	c.Coverages = shuffled(r, s.Coverages)
	c.Notes = shuffled(r, s.Notes)
	return &c
}

func shuffled[T any](r *rand.Rand, list []T) []T {
	out := make([]T, len(list))
	for i, j := range r.Perm(len(list)) {
		out[i] = list[j]
	}
	return out
}

// Renamed is the same graph with every entity under another id. The function must
// give different ids to different ones.
func (s *Spec) Renamed(to func(graph.EntityID) graph.EntityID) *Spec {
	name := func(id graph.EntityID) graph.EntityID {
		if id == "" {
			return ""
		}
		return to(id)
	}
	c := Spec{Sources: s.Sources, Capital: map[graph.EntityID]map[graph.EntityID]graph.Percent{}}
	for _, e := range s.Entities {
		e.ID, e.Within = name(e.ID), name(e.Within)
		c.Entities = append(c.Entities, e)
	}
	for _, x := range s.Statements {
		x.Holder, x.Subject = name(x.Holder), name(x.Subject)
		c.Statements = append(c.Statements, x)
	}
	for _, x := range s.Attributes {
		x.Entity, x.At = name(x.Entity), name(x.At)
		c.Attributes = append(c.Attributes, x)
	}
	for _, x := range s.Coverages {
		members := make([]graph.EntityID, len(x.Members))
		for i, m := range x.Members {
			members[i] = name(m)
		}
		x.Entity, x.Members = name(x.Entity), members
		c.Coverages = append(c.Coverages, x)
	}
	for _, x := range s.Notes {
		x.Subject, x.Object = name(x.Subject), name(x.Object)
		c.Notes = append(c.Notes, x)
	}
	for company, holders := range s.Capital {
		c.Capital[name(company)] = map[graph.EntityID]graph.Percent{}
		for h, p := range holders {
			c.Capital[name(company)][name(h)] = p
		}
	}
	return &c
}
