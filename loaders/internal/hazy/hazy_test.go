package hazy_test

import (
	"strings"
	"testing"

	"longarm/graph"
	"longarm/loaders/internal/hazy"
)

func TestParties(t *testing.T) {
	b := graph.NewBuilder()
	b.AddEntity(graph.Entity{ID: "described", Kind: graph.Person, Name: "Ivan I."})
	b.AddEntity(graph.Entity{ID: "mute", Kind: graph.Company})
	var p hazy.Parties
	p.Add(graph.Entity{ID: "new", Origin: "edges:1"})
	p.Add(graph.Entity{ID: "described", Note: graph.Own("named by a relationship")})
	p.Add(graph.Entity{ID: "new", Name: "New Ltd", Aliases: []string{"Newly"}, Origin: "nodes:9"})
	p.Add(graph.Entity{ID: "mute", Identifiers: []graph.Identifier{{Scheme: "cik", ID: "1"}}})
	p.Add(graph.Entity{ID: "bare"})
	if err := p.Flush(b, b.Add); err != nil {
		t.Fatal(err)
	}
	l, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[graph.EntityID]string{
		"new": "company New Ltd Newly ", "described": "person Ivan I.  ", "mute": "company   cik:1", "bare": "company   ",
	} {
		e := l.Entity(id)
		var ids []string
		for _, i := range e.Identifiers {
			ids = append(ids, i.String())
		}
		if got := strings.Join([]string{string(e.Kind), e.Name, strings.Join(e.Aliases, ","), strings.Join(ids, ",")}, " "); got != want {
			t.Errorf("%s = %q, want %q", id, got, want)
		}
	}
	if e := l.Entity("described"); !e.Note.IsZero() {
		t.Errorf("a bare mention left the note %v", e.Note)
	}
}

func TestNobody(t *testing.T) {
	var p hazy.Parties
	if err := p.Flush(graph.NewBuilder(), func(graph.Record) error { t.Error("somebody"); return nil }); err != nil {
		t.Error(err)
	}
}
