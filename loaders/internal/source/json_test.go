package source

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
)

// any turns a value into what encoding/json makes of it.
func (v Value) any() any {
	switch v.Kind() {
	case Null:
		return nil
	case Bool:
		return v.True()
	case Number:
		return json.Number(v.Raw())
	case String:
		return v.Str()
	case Array:
		out := []any{}
		for _, e := range v.Items() {
			out = append(out, e.any())
		}
		return out
	}
	out := map[string]any{}
	v.Each(func(name string, m Value) bool {
		if _, twice := out[name]; !twice {
			out[name] = m.any()
		}
		return true
	})
	return out
}

func input(t *testing.T, text string) *Input {
	t.Helper()
	in, err := NewInput("f.json", strings.NewReader(text), Options{})
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func TestJSONShapes(t *testing.T) {
	for _, c := range []struct {
		name, text string
		path       []string
		want       string // the member "a" of every value
		err        string
		rejected   int
	}{
		{"lines", "{\"a\":1}\n\n{\"a\":\"é\\u00e9\\n\"}\r\n{\"a\":3}", nil, "1 éé\n 3", "", 0},
		{"a bad line", "{\"a\":1}\n{\"a\":\n{\"a\":3}\n", nil, "1 3", "", 1},
		{"a bad first line", "{\"a\":1\n{\"a\":2}\n", nil, "2", "", 1},
		{"a cut last line", "{\"a\":1}\n{\"a\":2", nil, "1", "", 1},
		{"values", "{\n \"a\": 1\n}\n{\n \"a\": 2 }\n", nil, "1 2", "", 0},
		{"array", "[ {\"a\":1},\n{\"a\":2}\n]\n", nil, "1 2", "", 0},
		{"array of a dump", "[\n{\"a\":1},\n{\"a\":2}\n]", nil, "1 2", "", 0},
		{"empty array", "[]", nil, "", "", 0},
		{"path", `{"head":{"n":1},"r":{"x":[1],"b":[{"a":1},{"a":2}],"y":2}}`, []string{"r", "b"}, "1 2", "", 0},
		{"path, then another object", `{"r":[{"a":1}]}{"r":[{"a":2}]}`, []string{"r"}, "1", "f.json:1:16: text after the end of the array; split the file", 0},
		{"path, cut behind it", `{"r":[{"a":1}],"y":`, []string{"r"}, "1", "cut short", 0},
		{"path, garbage behind it", `{"r":[{"a":1}] 5}`, []string{"r"}, "1", "f.json:1:16: a comma or a closing brace is missing", 0},
		{"no such path", `{"head":{"n":1}}`, []string{"r"}, "", `f.json:1:16: the object has no member "r"`, 0},
		{"path over an array", `[{"a":1}]`, []string{"r"}, "1", "", 0},
		{"cut array", "[{\"a\":1},{\"a\"", nil, "1", "f.json:1:10: the file is cut short", 0},
		{"cut after a comma", "[{\"a\":1},", nil, "1", "cut short", 0},
		{"after the end", "[{\"a\":1}] x", nil, "1", "f.json:1:11: text after the end of the array", 0},
		{"not JSON", "hello", nil, "", "f.json:1:1: the text does not begin as JSON does", 0},
		{"empty", " \n", nil, "", "the file is empty", 0},
		{"deep", strings.Repeat("[", 1_000_000), nil, "", "nested deeper than 64 levels", 0},
		{"deep line", "{\"a\":1}\n{\"a\":" + strings.Repeat("[", 1_000_000) + "\n", nil, "1", "", 1},
		{"bad escape", "[\n{\"a\":\"\\x\"}]", nil, "", "f.json:2:7: an impossible escape", 0},
		{"not UTF-8", "{\"a\":1}\n{\"a\":\"\xff\"}\n", nil, "1", "", 1},
		{"half a pair", `[{"a":"\ud83d\ude00 \ud83d"}]`, nil, "😀 \ufffd", "", 0},
		{"no comma", `[{"a":1} {"a":2}]`, nil, "1", "f.json:1:10: a comma is missing", 0},
		{"trailing comma", `[{"a":1},]`, nil, "1", "f.json:1:10: a bracket is closed", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := input(t, c.text)
			j := in.JSON(c.path...)
			var got []string
			var err error
			for {
				var v Value
				if v, err = j.Next(); err != nil {
					break
				}
				got = append(got, v.Get("a").Text())
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("read %q, want %q", s, c.want)
			}
			if c.err == "" && !errors.Is(err, io.EOF) || c.err != "" && !strings.Contains(err.Error(), c.err) {
				t.Errorf("error %v, want %q", err, c.err)
			}
			if r := in.Result(); r.Rejected != c.rejected || len(r.Errors) != c.rejected {
				t.Errorf("result %+v, want %d rejected", r, c.rejected)
			}
		})
	}
}

func TestJSONAcrossBuffers(t *testing.T) {
	var text strings.Builder
	text.WriteString("[")
	for i := range 20_000 {
		if i > 0 {
			text.WriteString(",\n")
		}
		text.WriteString(`{"a":` + strconv.Itoa(i) + `,"b":"` + strings.Repeat(`\"x`, i%40) + `"}`)
	}
	text.WriteString("]")
	in := input(t, text.String())
	j := in.JSON()
	for i := range 20_000 {
		v, err := j.Next()
		if err != nil {
			t.Fatal(err)
		}
		if line, _ := v.Place(); v.Get("a").Text() != strconv.Itoa(i) || line != i+1 || len(v.Get("b").Str()) != i%40*2 {
			t.Fatalf("element %d: a = %s, line %d", i, v.Get("a").Text(), line)
		}
	}
	if _, err := j.Next(); !errors.Is(err, io.EOF) {
		t.Error(err)
	}
}

func TestJSONPlaces(t *testing.T) {
	v, err := input(t, "{\n \"a\": {\"b\": [1, \"x\"]}\n}").JSON().Next()
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range [][2]int{{2, 14}, {2, 17}} {
		for n, e := range v.At("a", "b").Items() {
			if line, col := e.Place(); n == i && [2]int{line, col} != want {
				t.Errorf("element %d stands at %d:%d, want %v", i, line, col, want)
			}
		}
	}
}

func TestLongRecordIsRefused(t *testing.T) {
	long := io.MultiReader(strings.NewReader(`{"a":"`), io.LimitReader(zeros{}, 1<<30))
	in, err := NewInput("f", long, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := in.JSON().Next(); err == nil || !strings.Contains(err.Error(), "one record is longer than") {
		t.Error(err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '0'
	}
	return len(p), nil
}

// FuzzJSON compares the parser with encoding/json.
func FuzzJSON(f *testing.F) {
	for _, s := range []string{`{"a":[1,-2.5e3,true,null,"x\u00e9\n"]}`, `[]`, `{"a":{"a":1},"a":2}`, `"\ud83d"`, `01`, `1.`, "[1,2", `{"a" 1}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		v, err := ParseJSON(raw)
		valid := json.Valid(raw)
		if err == nil && !valid {
			t.Fatalf("accepted %q", raw)
		}
		if err != nil {
			if valid && !strings.Contains(err.Error(), "deeper") && !strings.Contains(err.Error(), "UTF-8") {
				t.Fatalf("refused %q: %v", raw, err)
			}
			return
		}
		dec := json.NewDecoder(strings.NewReader(string(raw)))
		dec.UseNumber()
		var want any
		if err := dec.Decode(&want); err != nil {
			t.Fatal(err)
		}
		if got := v.any(); !reflect.DeepEqual(got, want) && strings.Count(string(raw), ":") < 2 {
			t.Fatalf("%q read as %v, want %v", raw, got, want)
		}
		in := input(t, string(raw))
		j := in.JSON()
		for range 1000 {
			if _, err := j.Next(); err != nil {
				break
			}
		}
	})
}

// TestJSONLinesAreReadAhead: lines over many readings come in order, with their places,
// and whoever leaves early leaves nothing behind that reads on.
func TestJSONLinesAreReadAhead(t *testing.T) {
	var text strings.Builder
	const lines = 60_000
	for n := range lines {
		switch {
		case n%1000 == 7:
			text.WriteString("{\"a\":}\n")
		case n%1000 == 8:
			text.WriteString(" \n")
		case n == 30_000:
			fmt.Fprintf(&text, "{\"n\":%d,\"long\":%q}\n", n, strings.Repeat("x", 1<<20))
		default:
			fmt.Fprintf(&text, "  {\"n\":%d,\"words\":[\"é\",\"and more\"]}\r\n", n)
		}
	}
	in := input(t, text.String()+"{\"n\":1")
	j, want := in.JSON(), 0
	for {
		v, err := j.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		for want%1000 == 7 || want%1000 == 8 {
			want++
		}
		if v.Get("n").Text() != strconv.Itoa(want) || v.Line() != want+1 {
			t.Fatalf("line %d says %s, want %d", v.Line(), v.Get("n").Text(), want)
		}
		want++
	}
	r := in.Result()
	if want != lines || r.Rejected != lines/1000+1 {
		t.Fatalf("%d lines, %d rejected", want, r.Rejected)
	}
	for i, e := range r.Errors {
		at, cause := fmt.Sprintf("f.json:%d:6: ", i*1000+8), "this is no JSON value"
		if i == lines/1000 {
			at, cause = fmt.Sprintf("f.json:%d:7: ", lines+1), "the last line is cut short"
		}
		if !strings.HasPrefix(e.Error(), at+cause) {
			t.Errorf("%v, want %s%s", e, at, cause)
		}
	}
	path := filepath.Join(t.TempDir(), "f.json")
	if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	enough := errors.New("enough")
	err := Each(path, Options{}, func(in *Input) error {
		if err := in.Scout(func(scout *Input) error { _, err := scout.JSON().Next(); return err }); err != nil {
			return err
		}
		if _, err := in.JSON().Next(); err != nil {
			return err
		}
		return enough
	})
	if !errors.Is(err, enough) {
		t.Error(err)
	}
}
