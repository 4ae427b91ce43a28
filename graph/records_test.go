package graph

import (
	"errors"
	"strings"
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

// TestBuilderRecords: a builder hands on what its ledger would, claims in the order in
// which they came, and refuses what Build refuses.
func TestBuilderRecords(t *testing.T) {
	b := NewBuilder()
	b.AddEntity(Entity{ID: "b", Kind: Company})
	b.AddEntity(Entity{ID: "a", Kind: Person})
	b.AddStatement(Statement{Claim: Claim{ID: "2"}, Holder: "a", Subject: "b", Interest: Shareholding})
	b.AddStatement(Statement{Claim: Claim{ID: "1"}, Holder: "a", Subject: "b", Interest: VotingRights})
	b.AddNote(Note{Claim: Claim{ID: "3"}, Subject: "a", Relation: "knows", Object: "b"})
	var got []string
	take := func(r Record) error {
		switch r := r.(type) {
		case Entity:
			got = append(got, string(r.ID))
		case Statement:
			got = append(got, string(r.ID)+string(r.Basis))
		case Note:
			got = append(got, string(r.ID))
		}
		return nil
	}
	if err := b.Records(take); err != nil || strings.Join(got, " ") != "a b 2capital 1votes 3" {
		t.Errorf("%v, %v", got, err)
	}
	b.AddNote(Note{Claim: Claim{ID: "4"}, Subject: "nobody", Relation: "knows", Object: "b"})
	if err := b.Records(take); err == nil || !strings.Contains(err.Error(), "nobody") {
		t.Errorf("a dangling id: %v", err)
	}
}
