package bods_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/graph/export"
	"longarm/loaders/bods"
	"longarm/loaders/internal/loadertest"
)

// written is a ledger as BODS 0.4.
func written(t *testing.T, l *graph.Ledger) string {
	t.Helper()
	format, ok := export.Find("bods")
	if !ok {
		t.Fatal("there is no encoder of BODS")
	}
	var out strings.Builder
	head := export.Head{Lang: "en", AsOf: graph.NewDate(2026, 9, 1), Release: "2026-09-01", Generator: "longarm"}
	if err := format.Stream(&out, head, l.Records, export.Options{}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestRoundTrip: BODS → graph → BODS → graph loses what the guide lists and nothing
// else.
func TestRoundTrip(t *testing.T) {
	paths := files(t, filepath.Join("testdata", "*.json*"))
	published := filepath.Join("..", "..", "..", "shared", "testdata")
	if _, err := os.Stat(published); err == nil {
		for _, pattern := range []string{"bods-official-examples/*.json", "bods-examples-older/*/*.json", "bods-real-0.4/*/*.jsonl", "bods-register-0.2/*.json"} {
			paths = append(paths, files(t, filepath.Join(published, filepath.FromSlash(pattern)))...)
		}
	}
	for _, path := range paths {
		once := loadertest.File(t, path, bods.Load)
		if once.Err != nil { // a draft of the format
			continue
		}
		before, err := once.Build()
		if err != nil {
			t.Fatal(err)
		}
		text := written(t, before)
		twice := loadertest.Text(t, filepath.Base(path), text, bods.Load)
		if twice.Err != nil || twice.Result.Rejected > 0 {
			t.Errorf("%s: what is written is refused: %v %v", path, twice.Err, twice.Result.Errors)
			continue
		}
		after, err := twice.Build()
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		want, got := dated(loadertest.Lines(before)), dated(loadertest.Lines(after))
		lost := slices.DeleteFunc(loadertest.Missing(want, got), lostInBODS)
		gained := slices.DeleteFunc(loadertest.Missing(got, want), gainedInBODS)
		if len(lost)+len(gained) > 0 {
			t.Errorf("%s lost\n%s\nand gained\n%s", path, loadertest.Join(lost), loadertest.Join(gained))
		}
	}
}

// parts of lines that BODS, or its encoder, has no place for; the guide lists them.
var withoutPlace = []string{" withdrawn"}

func lostInBODS(line string) bool {
	return slices.ContainsFunc(withoutPlace, func(part string) bool { return strings.Contains(line, part) })
}

// unasked is what comes of a round.
var unasked = regexp.MustCompile(` is called "unknown person"$`)

func gainedInBODS(line string) bool { return unasked.MatchString(line) }

// dated drops the day of observation of an interest with a first day: a statement
// without a day of its own is dated by it.
func dated(lines []string) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		if out[i] = line; observed.MatchString(line) {
			out[i] = observed.ReplaceAllString(line, "$1/$2/")
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

var observed = regexp.MustCompile(`(\d{4}-\d\d-\d\d)/([0-9-]*)/\d{4}-\d\d-\d\d`)
