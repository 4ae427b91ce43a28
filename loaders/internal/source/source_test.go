package source_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

func TestResultAddsUp(t *testing.T) {
	a := source.Result{Read: 3, Accepted: 2, Rejected: 1, Errors: []source.Error{{File: "a", Line: 2, Column: 5, Message: "m; n"}}}
	b := source.Result{Read: 1, Rejected: 1, Errors: []source.Error{{File: "b", Line: 9, Message: "m; n"}, {File: "c", Message: "m; n"}}}
	a.Add(b)
	if a.Read != 4 || a.Accepted != 2 || a.Rejected != 2 || a.Err() == nil {
		t.Errorf("sum = %+v", a)
	}
	if want := "a:2:5: m; n\nb:9: m; n\nc: m; n"; a.Err().Error() != want {
		t.Errorf("Err = %q, want %q", a.Err(), want)
	}
	for range source.MaxErrors + 10 {
		a.Reject(source.Error{})
		a.Remark(source.Error{})
	}
	if len(a.Errors) != source.MaxErrors || len(a.Notes) != source.MaxErrors {
		t.Errorf("%d errors and %d notes are kept, want %d", len(a.Errors), len(a.Notes), source.MaxErrors)
	}
}

func TestLEI(t *testing.T) {
	for lei, ok := range map[string]bool{
		"HWUPKR0MPOU8FGXBT394": true, "INR2EJN1ERAN0W5ZP974": true, // Apple, Microsoft
		"HWUPKR0MPOU8FGXBT349": false, "HWUPKR0MPOU8FGXBT39": false, "hwupkr0mpou8fgxbt394": false, "": false,
	} {
		if err := source.CheckLEI(lei); (err == nil) != ok {
			t.Errorf("CheckLEI(%q) = %v", lei, err)
		}
	}
}

func TestDecode(t *testing.T) {
	for text, want := range map[string]struct {
		text     string
		encoding source.Encoding
	}{
		"abc": {"abc", source.UTF8}, "é": {"é", source.UTF8}, "\ufeffé": {"é", source.UTF8}, "\xe9\x80": {"é€", source.Windows1252},
		"\xff\xfeA\x00": {"A", source.UTF16LE}, "\xfe\xff\x00A": {"A", source.UTF16BE}, "A\x00B\x00": {"AB", source.UTF16LE}, "": {"", source.UTF8},
	} {
		got, e, err := source.Decode([]byte(text))
		if err != nil || string(got) != want.text || e != want.encoding {
			t.Errorf("Decode(%q) = %q, %s, %v; want %q, %s", text, got, e, err, want.text, want.encoding)
		}
	}
}

// TestLinesOfAnyLength crosses the buffer of the reader in every way.
func TestLinesOfAnyLength(t *testing.T) {
	long := strings.Repeat("x", 64<<10)
	text := "a\r\n" + long + "\n\n" + long + long + "\r\nend"
	l, err := source.NewLines(strings.NewReader(text), source.Detect)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"a", long, "", long + long, "end"}
	for i := 0; ; i++ {
		line, bad, err := l.Next()
		if errors.Is(err, io.EOF) && i == len(want) {
			break
		}
		if err != nil || bad != nil || string(line) != want[i] || l.Number() != i+1 {
			t.Fatalf("line %d: %d bytes, %v, %v", i+1, len(line), bad, err)
		}
	}
}

func TestUnpairedSurrogate(t *testing.T) {
	l, err := source.NewLines(strings.NewReader("\xff\xfea\x00\x00\xd8\n\x00"), source.Detect)
	if err != nil {
		t.Fatal(err)
	}
	if _, bad, err := l.Next(); err != nil || bad == nil || bad.Column != 2 {
		t.Errorf("half a character: %+v, %v", bad, err)
	}
}

// TestInflation refuses a small file that would fill the disk, and reads an honest one.
func TestInflation(t *testing.T) {
	zip := func(zeros int) []byte {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		block := make([]byte, 1<<20)
		for range zeros {
			if _, err := z.Write(block); err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	for zeros, want := range map[int]error{8: nil, 80: source.ErrInflation} {
		r, err := source.Inflate(bytes.NewReader(zip(zeros)))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, r); !errors.Is(err, want) {
			t.Errorf("%d MiB of zeros: %v, want %v", zeros, err, want)
		}
	}
	if _, err := source.Inflate(strings.NewReader("\x1f\x8bnot gzip")); err == nil {
		t.Error("a damaged header was accepted")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "f")
	if err := os.WriteFile(path, zip(1), 0o600); err != nil {
		t.Fatal(err)
	}
	if data, err := source.ReadAll(path, 1<<20); err != nil || len(data) != 1<<20 {
		t.Errorf("ReadAll = %d bytes, %v", len(data), err)
	}
	if _, err := source.ReadAll(path, 1<<20-1); err == nil || !strings.Contains(err.Error(), "split it") {
		t.Errorf("a file beyond the limit: %v", err)
	}
	if _, err := source.ReadAll(dir, 1); err == nil || !strings.Contains(err.Error(), "is a folder") {
		t.Errorf("a folder: %v", err)
	}
}

func TestPlaces(t *testing.T) {
	b := graph.NewBuilder()
	b.AddEntity(graph.Entity{ID: "france", Kind: graph.State, ISO: "FR"})
	b.AddEntity(graph.Entity{ID: "acme", Kind: graph.Company})
	p := &source.Places{Known: b.Entity, Own: map[string]graph.EntityID{"NO": "norge"}, States: func(iso string) (graph.Entity, bool) {
		return graph.Entity{ID: "usa", Kind: graph.State, ISO: "US"}, iso == "US"
	}}
	for code, want := range map[string]graph.EntityID{"france": "france", "no": "norge", "US": "usa", "us-ca": "us-ca", "ZZ": "zz", "usa": "usa"} {
		if code == "usa" {
			continue // found once US was, below
		}
		if got, err := p.Find(code, "f:1:1"); err != nil || got != want {
			t.Errorf("Find(%q) = %q, %v, want %q", code, got, err, want)
		}
	}
	if got, err := p.Find("usa", "f:2:1"); err != nil || got != "usa" {
		t.Errorf("Find(usa) = %q, %v: a state that was found can be named by id", got, err)
	}
	for _, code := range []string{"QQ", "acme", "France", "QQ-AA", "US-", "US-CALI", ""} {
		if got, err := p.Find(code, "f:1:1"); err == nil {
			t.Errorf("Find(%q) = %q, want an error", code, got)
		}
	}
	if b.Entity("usa") != nil {
		t.Error("a state was added without being taken")
	}
	for _, e := range p.Take() {
		b.AddEntity(e)
	}
	if again := p.Take(); len(again) > 0 {
		t.Errorf("taken twice: %v", again)
	}
	for _, id := range []graph.EntityID{"usa", "us-ca", "zz"} {
		if b.Entity(id) == nil || b.Entity(id).Origin != "f:1:1" {
			t.Errorf("%s = %+v", id, b.Entity(id))
		}
	}
}

func TestControlAndClip(t *testing.T) {
	for text, want := range map[string]int{"plain é\t\n": -1, "a\x00": 1, "é\x1b": 2, "\u0085": 0, "x\x7f": 1} {
		if at, _ := source.FindControl(text); at != want {
			t.Errorf("FindControl(%q) = %d, want %d", text, at, want)
		}
	}
	if got := source.Clip(strings.Repeat("é", 100)); got != strings.Repeat("é", 30)+"…" {
		t.Errorf("Clip = %q", got)
	}
}
