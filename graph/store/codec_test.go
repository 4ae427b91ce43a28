package store

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"longarm/graph"
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
	})
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
