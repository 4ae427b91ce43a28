package house

import (
	"path"
	"regexp"
	"strings"
	"testing"
)

// lawTest ends the name of the trio test beside a law.
const lawTest = ".test.yaml"

// TestNoLawIsNamedInCode keeps the engine blind: what a law does is written in
// its file, so the code, comments included, never names one. An example that
// needs a law id belongs in a message catalogue, the guide or a test.
func TestNoLawIsNamedInCode(t *testing.T) {
	ids := lawIDs(files(t))
	if len(ids) == 0 {
		return // no law file yet, so no id to look for
	}
	named := lawPattern(ids)
	for _, s := range sources(t) {
		if isTest(s.name) {
			continue
		}
		for i, line := range strings.Split(read(t, s.name), "\n") {
			if id := named.FindString(line); id != "" {
				t.Errorf("%s:%d names the law %s: put what differs into its file as a gate, a ground, a class or a carrier",
					s.name, i+1, strings.Trim(id, delimiters))
			}
		}
	}
}

// TestEveryLawHasItsTrio pairs each law with the test of its verdicts and each
// test with its law, and keeps a law in the folder of its jurisdiction.
func TestEveryLawHasItsTrio(t *testing.T) {
	all := files(t)
	present := map[string]bool{}
	for _, name := range all {
		present[name] = true
	}
	for _, name := range all {
		if ok, _ := path.Match("data/laws/*/*.yaml", name); !ok {
			continue
		}
		if law, ok := strings.CutSuffix(name, lawTest); ok {
			if !present[law+".yaml"] {
				t.Errorf("%s tests no law: %s.yaml is missing", name, law)
			}
			continue
		}
		if twin := strings.TrimSuffix(name, ".yaml") + lawTest; !present[twin] {
			t.Errorf("%s has no %s beside it: a reached, a not-reached and an undetermined case", name, path.Base(twin))
		}
		if iso := path.Base(path.Dir(name)); !strings.HasPrefix(path.Base(name), iso+"-") {
			t.Errorf("%s: the id of a law opens with its folder, %q", name, iso+"-")
		}
	}
}

// TestLawPatternCatches shows where an id begins and ends.
func TestLawPatternCatches(t *testing.T) {
	named := lawPattern([]string{"us-x", "us-x-long"})
	for text, want := range map[string]bool{
		`if id == "us-x" {`:     true,
		`// see us-x.`:          true,
		`"us-x-long/rule"`:      true,
		`us-x`:                  true,
		`"us-xy"`:               false,
		`"bus-x"`:               false,
		`"us-x-longer"`:         false,
		`a plain line of words`: false,
	} {
		if got := named.MatchString(text); got != want {
			t.Errorf("%s: named = %v, want %v", text, got, want)
		}
	}
}

// delimiters trims what lawPattern takes in around an id.
const delimiters = "\"'`/.,:;()[]{}<>=!& \t"

// lawIDs reads the ids of laws from the names of their files, sorted.
func lawIDs(names []string) []string {
	var ids []string
	for _, name := range names {
		ok, _ := path.Match("data/laws/*/*.yaml", name)
		if ok && !strings.HasSuffix(name, lawTest) {
			ids = append(ids, strings.TrimSuffix(path.Base(name), ".yaml"))
		}
	}
	return ids
}

// lawPattern matches any of the ids as a whole word, a dash being part of one.
func lawPattern(ids []string) *regexp.Regexp {
	quoted := make([]string, len(ids))
	for i, id := range ids {
		quoted[i] = regexp.QuoteMeta(id)
	}
	return regexp.MustCompile(`(^|[^\w-])(` + strings.Join(quoted, "|") + `)($|[^\w-])`)
}
