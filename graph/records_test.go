package graph

import (
	"errors"
	"testing"
)

func TestRecordsRebuildTheLedger(t *testing.T) {
	b := NewBuilder()
	b.AddSource(Source{ID: "s", Title: "S"})
	b.AddEntity(Entity{ID: "a"})
	b.AddEntity(Entity{ID: "b", Identifiers: []Identifier{{"GB-COH", "2"}}})
	b.AddEntity(Entity{ID: "b", Identifiers: []Identifier{{"GB-COH", "2"}, {"cik", "1"}}})
	b.AddStatement(Statement{Claim: Claim{ID: "st", Source: "s"}, Holder: "a", Subject: "b", Interest: Shareholding})
	b.AddAttribute(Attribute{Claim: Claim{ID: "at"}, Entity: "a", Name: "sector", Value: "x"})
	b.AddCoverage(Coverage{Claim: Claim{ID: "cov"}, Entity: "b", Interest: Shareholding, Kind: Complete, Members: []EntityID{"a"}})
	b.AddNote(Note{Claim: Claim{ID: "n"}, Subject: "a", Object: "b", Relation: "partner_of"})
	l, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	again := NewBuilder()
	count := 0
	if err := l.Records(func(r Record) error { count++; return again.Add(r) }); err != nil {
		t.Fatal(err)
	}
	m, err := again.Build()
	if err != nil {
		t.Fatal(err)
	}
	if got := len(m.Entity("b").Identifiers); count != 7 || got != 2 || m.Statement("st") == nil || m.Note("n") == nil {
		t.Errorf("%d records, %d identifiers", count, got)
	}
	stop := errors.New("stop")
	if err := l.Records(func(Record) error { return stop }); err != stop {
		t.Errorf("error %v", err)
	}
}

func TestCheckRefusesWhatABuilderWould(t *testing.T) {
	for name, c := range map[string]struct {
		r    Record
		fine bool
	}{
		"a company":            {Entity{ID: "a"}, true},
		"no id":                {Entity{}, false},
		"an unknown kind":      {Entity{ID: "a", Kind: "planet"}, false},
		"a holding":            {Statement{Claim: Claim{ID: "s"}, Holder: "a", Subject: "b", Interest: Shareholding}, true},
		"an unknown interest":  {Statement{Claim: Claim{ID: "s"}, Holder: "a", Subject: "b", Interest: "likes"}, false},
		"an impossible share":  {Statement{Claim: Claim{ID: "s"}, Holder: "a", Subject: "b", Interest: Shareholding, Share: Share{Min: 5, Max: 1}, Figure: true}, false},
		"an impossible period": {Attribute{Claim: Claim{ID: "s", Period: Period{From: 20200101, To: 20190101}}, Entity: "a", Name: "n", Value: "v"}, false},
		"a source":             {Source{ID: "s"}, true},
	} {
		if err := Check(c.r); (err == nil) != c.fine {
			t.Errorf("%s: %v", name, err)
		}
	}
}
