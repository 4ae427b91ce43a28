package ftm_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/graph/export"
	"longarm/loaders/ftm"
	"longarm/loaders/internal/loadertest"
)

// TestEncoder: FollowTheMoney → graph → FollowTheMoney → graph, by the encoder of
// exports, loses what the guide lists and nothing else.
func TestEncoder(t *testing.T) {
	paths := []string{"testdata/entities.ftm.json", "testdata/targets.nested.json", "testdata/statements.csv"}
	shared := filepath.Join("..", "..", "..", "shared", "testdata")
	if _, err := os.Stat(shared); err == nil {
		for _, name := range []string{"opensanctions-ftm/bods-ftm-sample/sample_ftm.jsonl", "opensanctions-ftm/t1/entities.ftm.json", "opensanctions-ftm/parteispenden/entities.ftm.json",
			"opensanctions-exports/statements.pack", "opensanctions-exports/targets.nested.json"} {
			paths = append(paths, filepath.Join(shared, filepath.FromSlash(name)))
		}
	}
	format, ok := export.Find("ftm")
	if !ok {
		t.Fatal("there is no encoder of FollowTheMoney")
	}
	for _, path := range paths {
		before, err := loadertest.File(t, path, ftm.Load).Build()
		if err != nil {
			t.Fatal(err)
		}
		var text strings.Builder
		head := export.Head{Lang: "en", AsOf: graph.NewDate(2026, 9, 1), Release: "2026-09-01", Generator: "longarm"}
		if err := format.Stream(&text, head, before.Records, export.Options{}); err != nil {
			t.Fatal(err)
		}
		twice := loadertest.Text(t, "again.json", text.String(), ftm.Load)
		if twice.Err != nil || twice.Result.Rejected > 0 {
			t.Errorf("%s: what is written is refused: %v %v", path, twice.Err, twice.Result.Errors)
			continue
		}
		after, err := twice.Build()
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		want, got := loadertest.Lines(before), loadertest.Lines(after)
		lost := slices.DeleteFunc(loadertest.Missing(want, got), lostInFTM)
		gained := loadertest.Missing(got, want)
		if len(lost)+len(gained) > 0 {
			t.Errorf("%s lost\n%s\nand gained\n%s", path, loadertest.Join(lost), loadertest.Join(gained))
		}
	}
}

// withoutPlace are parts of lines that FollowTheMoney has no place for;
// the guide lists them.
var withoutPlace = []string{" withdrawn", " is a list"}

func lostInFTM(line string) bool {
	return ownID.MatchString(line) || slices.ContainsFunc(withoutPlace, func(part string) bool { return strings.Contains(line, part) })
}

// ownID is the id of a thing as one of its identifiers: only what OpenSanctions wraps
// has it.
var ownID = regexp.MustCompile(`^ftm:\S+ is opensanctions:\S+$`)
