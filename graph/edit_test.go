package graph

import "testing"

func editLedger(t *testing.T) *Ledger {
	t.Helper()
	b := NewBuilder()
	for _, id := range []EntityID{"a", "b", "c"} {
		b.AddEntity(Entity{ID: id})
	}
	b.AddEntity(Entity{ID: "us", Kind: State, ISO: "US"})
	b.AddStatement(Statement{Claim: Claim{ID: "s1", Period: Period{AsOf: 20200101}}, Holder: "a", Subject: "b", Interest: Shareholding, Share: Exact(60_000_000_000), Figure: true})
	b.AddStatement(Statement{Claim: Claim{ID: "s2", Period: Period{From: 20210101}}, Holder: "a", Subject: "us", Interest: EstablishedIn})
	b.AddAttribute(Attribute{Claim: Claim{ID: "a1", Period: Period{AsOf: 20200101}}, Entity: "a", Name: "users", Value: "5"})
	b.AddCoverage(Coverage{Claim: Claim{ID: "c1", Period: Period{From: 20200101}}, Entity: "a", Interest: EstablishedIn, Kind: Complete, Members: []EntityID{"us"}})
	l, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestEditedEndsAddsAndDrops(t *testing.T) {
	l := editLedger(t)
	e, err := l.Edited(Edit{
		Entities:   []Entity{{ID: "d"}},
		Statements: []Statement{{Claim: Claim{ID: "n1", Period: Period{From: 20230101}}, Holder: "d", Subject: "b", Interest: Shareholding, Share: Exact(10_000_000_000), Figure: true}},
		Ends:       map[ClaimID]Date{"s2": 20220101, "c1": 20220101},
		Drop:       []ClaimID{"a1"},
	})
	if err != nil {
		t.Fatal(err)
	}
	g := e.At(20240101, Options{})
	if h, ok := g.CapTable("b", Capital).Holding("d"); !ok || h.Share.Max != 10_000_000_000 {
		t.Errorf("the added holding is %v", h)
	}
	for _, k := range g.From("a") {
		if k.Interest == EstablishedIn {
			t.Errorf("the ended establishment still stands: %v", k)
		}
	}
	if _, closed := g.IsComplete("a", EstablishedIn); closed {
		t.Error("the ended coverage still closes")
	}
	if f := g.Facts("a"); len(f) != 1 || f[0].State != UnknownState {
		t.Errorf("the dropped attribute reads %v, want unknown", f)
	}
	if before := e.At(20210601, Options{}).From("a"); len(before) != 2 {
		t.Errorf("before its end the establishment stands: %v", before)
	}
	if g := l.At(20240101, Options{}); len(g.From("a")) != 2 || g.Entity("d") != nil {
		t.Error("the ledger itself changed")
	}
}

func TestEditedRefuses(t *testing.T) {
	l := editLedger(t)
	for name, e := range map[string]Edit{
		"a known entity":     {Entities: []Entity{{ID: "a"}}},
		"a known claim":      {Statements: []Statement{{Claim: Claim{ID: "s1"}, Holder: "a", Subject: "b", Interest: Operates}}},
		"an unknown party":   {Statements: []Statement{{Claim: Claim{ID: "n"}, Holder: "z", Subject: "b", Interest: Operates}}},
		"an unknown end":     {Ends: map[ClaimID]Date{"zz": 20200101}},
		"an unknown removal": {Drop: []ClaimID{"zz"}},
	} {
		if _, err := l.Edited(e); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

func TestFrozenKeepsADayForEver(t *testing.T) {
	l := editLedger(t).Frozen(20200601)
	g := l.At(20240101, Options{})
	if len(g.From("a")) != 1 {
		t.Errorf("in June 2020 a holds %d links, want the shareholding alone", len(g.From("a")))
	}
	early := editLedger(t).Frozen(20190101).At(20240101, Options{})
	if links := early.From("a"); len(links) != 1 || links[0].State != UnknownState || !links[0].Later {
		t.Errorf("before its first observation the holding is %v, want unknown", links)
	}
}
