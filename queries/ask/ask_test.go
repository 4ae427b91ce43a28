package ask

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"longarm/data/datatest"
	"longarm/queries"
	"longarm/queries/queriestest"
	"longarm/queries/text"
)

// world is a context of the parties of testdata/world.yaml and the laws inside the
// binary.
func world(t testing.TB, lang string) *queries.Context {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "world.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return queriestest.Over(t, datatest.Written(t, string(raw)), lang, "2026-11-22")
}

type phrasing struct{ question, want string }

func corpus(t testing.TB) []phrasing {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "corpus.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var out []phrasing
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		q, want, ok := strings.Cut(line, " => ")
		if !ok {
			t.Fatalf("no => in %q", line)
		}
		out = append(out, phrasing{q, want})
	}
	return out
}

// TestCorpus holds every phrasing to its command, or to being refused. The language
// of the answer does not matter to what is understood.
func TestCorpus(t *testing.T) {
	list := corpus(t)
	if len(list) < 100 {
		t.Errorf("%d phrasings, want 100 or more", len(list))
	}
	for _, lang := range text.Languages() {
		c := world(t, lang)
		refused := 0
		for _, p := range list {
			got, err := Understand(c, p.question)
			var unclear *queries.NotUnderstood
			var several *queries.Ambiguous
			switch {
			case p.want == "refused":
				refused++
				if !errors.As(err, &unclear) {
					t.Errorf("%s: %q is understood as %v (%v), want it refused", lang, p.question, got, err)
				} else if len(unclear.Forms) == 0 {
					t.Errorf("%s: %q is refused without a form to ask in", lang, p.question)
				}
			case p.want == "ambiguous":
				refused++
				if !errors.As(err, &several) || len(several.Candidates) < 2 {
					t.Errorf("%s: %q: %v, %v, want candidates", lang, p.question, got, err)
				}
			case err != nil:
				r := parts(t, c, p.question)
				t.Errorf("%s: %q is refused (%v; %+v), want %s", lang, p.question, err, r, p.want)
			case got.String() != "longarm "+p.want:
				t.Errorf("%s: %q is understood as\n %s, want\n longarm %s", lang, p.question, got, p.want)
			}
		}
		if refused < 15 {
			t.Errorf("%d phrasings to refuse, want 15 or more", refused)
		}
	}
}

func parts(t *testing.T, c *queries.Context, q string) *reading {
	t.Helper()
	l, err := load()
	if err != nil {
		t.Fatal(err)
	}
	return l.read(c.Mentions(l.distinctive), q)
}

// TestCommandsAreCommands holds every intent to a command there is, with both forms.
func TestCommandsAreCommands(t *testing.T) {
	l, err := load()
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{"whatif": true}
	for _, q := range queries.All() {
		names[q.Name] = true
	}
	for i, in := range l.Intents {
		if len(in.Command) == 0 || !names[in.Command[0]] || in.EN == "" || in.FR == "" {
			t.Errorf("intent %d: %+v lacks a command or a form", i+1, in)
		}
		for _, n := range append(append([]string{}, in.Needs...), in.Allows...) {
			if len(l.Concepts[n]) == 0 && n != "word" {
				t.Errorf("intent %d (%s) speaks of the idea %q, which no word has", i+1, in.EN, n)
			}
		}
	}
}

// TestDates reads days as people write them.
func TestDates(t *testing.T) {
	for text, want := range map[string]string{
		"on 31 January 2024": "2024-01-31", "le 1er août 2023": "2023-08-01", "January 5, 2024": "2024-01-05", "en mars 2022": "2022-03",
		"2024-01-31": "2024-01-31", "in 2020": "2020", "31/01/2024": "2024-01-31", "30 February 2024": "2024", "in 1066": "", "FISA 702": "",
	} {
		r := &reading{}
		r.figures(text)
		got := ""
		if len(r.dates) > 0 {
			got = r.dates[0]
		}
		if got != want {
			t.Errorf("%q is the day %q, want %q", text, got, want)
		}
	}
}

// FuzzUnderstand: no question panics, and what is understood is a command.
func FuzzUnderstand(f *testing.F) {
	for _, p := range corpus(f) {
		f.Add(p.question)
	}
	c := world(f, "en")
	f.Fuzz(func(t *testing.T, q string) {
		got, err := Understand(c, q)
		if (err == nil) == (got == nil) {
			t.Errorf("%q: %v, %v", q, got, err)
		}
	})
}
