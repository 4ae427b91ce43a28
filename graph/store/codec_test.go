package store

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"longarm/graph"
	"longarm/graph/columns"
	"longarm/graph/graphtest"
)

// fill gives every field of a struct a value of its own, so that a field the lines
// forget is seen.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	case reflect.String:
		v.SetString("text \"<é\u2028\n\x01> " + string(rune('a'+*n%26)))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			fill(v.Index(i), n)
		}
	case reflect.Map:
		v.Set(reflect.ValueOf(map[string]string{"de": "Straße", "fr": "rue"}))
	case reflect.Uint8:
		v.SetUint(1)
	default:
		v.SetInt(int64(2 + *n%2))
	}
}

func TestEveryFieldOfARecordIsKept(t *testing.T) {
	period := graph.Period{From: graph.NewDate(2020, 1, 2), To: graph.NewDate(2021, 2, 3), AsOf: graph.NewDate(2020, 5, 6)}
	band := graph.Share{Min: 25_000_000_001, Max: graph.WholePercent(50), MinOpen: true, MaxOpen: true}
	records := []any{&graph.Source{}, &graph.Entity{}, &graph.Statement{}, &graph.Attribute{}, &graph.Coverage{}, &graph.Note{}}
	for _, r := range records {
		n := 0
		v := reflect.ValueOf(r).Elem()
		fill(v, &n)
		for name, value := range map[string]any{"Period": period, "Share": band, "Evidence": graph.Low} {
			if f := v.FieldByName(name); f.IsValid() {
				f.Set(reflect.ValueOf(value))
			}
		}
		want := v.Interface().(graph.Record)
		text, err := appendRecord(nil, want)
		if err != nil {
			t.Fatal(err)
		}
		if !readWire(text[:len(text)-1], &wire{}) {
			t.Errorf("the quick reader does not know %s", text)
		}
		got, _, err := decodeRecord(text)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%T changes on disk:\n%s\n%s", want, d, text)
		}
	}
}

func TestSharesAreExactOnDisk(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		a, b := graph.Percent(rng.Int64N(int64(graph.Hundred)+1)), graph.Percent(rng.Int64N(int64(graph.Hundred)+1))
		s := graph.Statement{Share: graph.Share{Min: min(a, b), Max: max(a, b), MinOpen: rng.IntN(2) == 0, MaxOpen: rng.IntN(2) == 0}, Figure: true}
		if rng.IntN(3) == 0 {
			s.Share = graph.Exact(a)
		}
		text, _ := appendRecord(nil, s)
		got, _, err := decodeRecord(text)
		if err != nil || got.(graph.Statement).Share != s.Share || !got.(graph.Statement).Figure {
			t.Fatalf("%v became %v (%v): %s", s.Share, got, err, text)
		}
	}
	text, _ := appendRecord(nil, graph.Statement{})
	if got, _, err := decodeRecord(text); err != nil || got.(graph.Statement).Figure {
		t.Errorf("a holding without a figure came back as %v, %v", got, err)
	}
}

func FuzzDecodeRecord(f *testing.F) {
	text, _ := appendRecord(nil, graph.Statement{Claim: graph.Claim{ID: "s"}, Holder: "a", Subject: "b", Interest: graph.Shareholding, Share: graph.Exact(5), Figure: true})
	f.Add(text)
	f.Add(appendGone(nil, "x"))
	f.Add([]byte(`{"record":"entity","id":"a\"b\\\n\t\r","name":"\u00e9\/ \"é\""}`))
	f.Add([]byte(`{"record":"entity","id":"e","status":{"en":"x"},"names":null}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		var quick, slow wire
		if readWire(line, &quick) {
			if err := json.Unmarshal(line, &slow); err != nil {
				t.Fatalf("%q is read, and is no JSON: %v", line, err)
			}
			if d := cmp.Diff(slow, quick); d != "" {
				t.Fatalf("%q is read otherwise than JSON is:\n%s", line, d)
			}
		}
		r, _, err := decodeRecord(line)
		if err != nil || r == nil {
			return
		}
		again, err := appendRecord(nil, r)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := decodeRecord(again); err != nil && len(again) < 1<<16 {
			t.Errorf("%q became %q: %v", line, again, err)
		}
		glanced(t, again)
	})
}

// glanced holds what a glance sees of a line as this program writes them to what the
// whole line says.
func glanced(t *testing.T, line []byte) {
	t.Helper()
	line = bytes.TrimSuffix(line, []byte("\n"))
	r, _, err := decodeRecord(line)
	if err != nil {
		return
	}
	var g glance
	wanted, err := g.read(line)
	if err != nil {
		t.Fatalf("%q: %v", line, err)
	}
	should := false
	var want, got any
	share := graph.Share{}
	if g.Share != nil {
		share = graph.Share(*g.Share)
	}
	seen := graph.Claim{ID: graph.ClaimID(g.ID), Period: graph.Period{From: g.From, To: g.To, AsOf: g.AsOf}, Assertion: g.Assertion}
	said := func(c graph.Claim) graph.Claim {
		return graph.Claim{ID: c.ID, Period: c.Period, Assertion: c.Assertion}
	}
	switch r := r.(type) {
	case graph.Entity:
		should = true
		var numbers []graph.Identifier
		for _, i := range g.Identifiers {
			numbers = append(numbers, graph.Identifier(i))
		}
		want = graph.Entity{ID: r.ID, Kind: r.Kind, LEI: r.LEI, Identifiers: r.Identifiers}
		got = graph.Entity{ID: graph.EntityID(g.ID), Kind: graph.Kind(g.Kind), LEI: g.LEI, Identifiers: numbers}
	case graph.Statement:
		should = counts(r.Assertion) && (r.Interest.CarriesShare() || columns.GroundCode(r.Interest) != 0)
		want = graph.Statement{Claim: said(r.Claim), Holder: r.Holder, Subject: r.Subject, Interest: r.Interest, Basis: r.Basis, Share: r.Share, Figure: r.Figure}
		got = graph.Statement{Claim: seen, Holder: g.Holder, Subject: g.Subject, Interest: g.Interest, Basis: g.Basis, Share: share, Figure: g.Share != nil}
	case graph.Coverage:
		should = counts(r.Assertion) && r.Interest.CarriesShare()
		want = graph.Coverage{Claim: said(r.Claim), Entity: r.Entity, Interest: r.Interest, Basis: r.Basis, Kind: r.Kind, Percent: r.Percent, Members: r.Members}
		got = graph.Coverage{Claim: seen, Entity: g.Entity, Interest: g.Interest, Basis: g.Basis, Kind: graph.CoverageKind(g.Kind), Percent: graph.Percent(g.Percent), Members: g.Members}
	case graph.Attribute:
		should = aboutVotes(r.Name)
		want, got = graph.Attribute{Claim: said(r.Claim), Entity: r.Entity, Name: r.Name}, graph.Attribute{Claim: seen, Entity: g.Entity, Name: g.Name}
	}
	if wanted != should {
		t.Fatalf("%q is wanted: %v", line, wanted)
	}
	if wanted {
		if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
			t.Fatalf("%q is seen otherwise at a glance:\n%s", line, d)
		}
	}
}

// TestGlance looks at the records of random graphs.
func TestGlance(t *testing.T) {
	for seed := range uint64(20) {
		err := graphtest.Random(seed, graphtest.Mixed()).Records(func(r graph.Record) error {
			line, err := appendRecord(nil, r)
			glanced(t, line)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range []graph.Record{
		graph.Entity{ID: "e\"é", Name: "n", Kind: graph.Company, LEI: "x", Identifiers: []graph.Identifier{{Scheme: "a", ID: "1\\"}, {Scheme: "b", ID: "2"}}, Note: graph.Text{EN: "a{b", FR: "]"}},
		graph.Attribute{Claim: graph.Claim{ID: "a"}, Entity: "e", Name: "doubleVotes", Value: "yes"},
		graph.Attribute{Claim: graph.Claim{ID: "a"}, Entity: "e", Name: "other", Value: "yes"},
		graph.Source{ID: "s", Title: "t"}, graph.Note{Claim: graph.Claim{ID: "n"}},
	} {
		line, err := appendRecord(nil, r)
		if err != nil {
			t.Fatal(err)
		}
		glanced(t, line)
	}
}

// TestTextsAreEscapedWhereverTheyNeedIt puts every byte at every place of short texts.
func TestTextsAreEscapedWhereverTheyNeedIt(t *testing.T) {
	for c := range 256 {
		for at := range 20 {
			text := strings.Repeat("a", at) + string(rune(c)) + strings.Repeat("b", 20-at)
			var back string
			if err := json.Unmarshal(appendString(nil, text), &back); err != nil || back != text {
				t.Fatalf("%q is %q, %v", text, back, err)
			}
		}
	}
}
