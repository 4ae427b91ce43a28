package text

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"golang.org/x/text/language"

	"longarm/data/datatest"
	"longarm/graph"
	"longarm/graph/law"
)

func keys(t *testing.T, lang string) map[string]any {
	t.Helper()
	out := map[string]any{}
	for _, part := range parts() {
		raw, err := catalogues.ReadFile(part + lang + ".toml")
		if err != nil {
			t.Fatal(err)
		}
		more := map[string]any{}
		if err := toml.Unmarshal(raw, &more); err != nil {
			t.Fatal(err)
		}
		for k, v := range more {
			if _, twice := out[k]; twice {
				t.Errorf("%s: %q is said in two catalogues", lang, k)
			}
			out[k] = v
		}
	}
	return out
}

func TestCataloguesAreSound(t *testing.T) {
	for _, lang := range Languages() {
		m, err := read(language.Make(lang))
		if err != nil {
			t.Fatal(err)
		}
		if len(m.known) < len(keys(t, lang)) {
			t.Errorf("%s: %d messages are known of %d", lang, len(m.known), len(keys(t, lang)))
		}
	}
}

func TestBothLanguagesHaveTheSameKeys(t *testing.T) {
	en, fr := keys(t, "en"), keys(t, "fr")
	for k := range en {
		if _, ok := fr[k]; !ok {
			t.Errorf("fr.toml lacks %q", k)
		}
	}
	for k := range fr {
		if _, ok := en[k]; !ok {
			t.Errorf("en.toml lacks %q", k)
		}
	}
}

var part = regexp.MustCompile(`\{\{(?:if )?\.(\w+)\}\}`)

// TestBothLanguagesSayTheSameParts compares the parts a message names, DeX
// counting as X.
func TestBothLanguagesSayTheSameParts(t *testing.T) {
	en, fr := keys(t, "en"), keys(t, "fr")
	parts := func(v any) []string {
		text, ok := v.(string)
		if m, isMap := v.(map[string]any); isMap {
			text, ok = m["other"].(string)
			if _, one := m["one"]; !one {
				t.Errorf("a plural without one: %v", m)
			}
		}
		if !ok {
			t.Errorf("a message that is no text: %v", v)
		}
		var out []string
		for _, m := range part.FindAllStringSubmatch(text, -1) {
			name := strings.TrimPrefix(m[1], "De")
			if !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
		slices.Sort(out)
		return out
	}
	for k := range en {
		if x, y := parts(en[k]), parts(fr[k]); !slices.Equal(x, y) {
			t.Errorf("%q names %v in English and %v in French", k, x, y)
		}
	}
}

var said = regexp.MustCompile(`[sS]ay\("([^"]+)"`)

// TestEveryMessageSaidExists reads the code for literal ids.
func TestEveryMessageSaidExists(t *testing.T) {
	have := keys(t, "en")
	found := 0
	for _, dir := range []string{".", "..", filepath.Join("..", "ask"), filepath.Join("..", "..", "cmd", "longarm"), filepath.Join("..", "..", "internal", "catalogue")} {
		names, err := fs.Glob(os.DirFS(dir), "*.go")
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			code, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			ours := strings.ReplaceAll(string(code), "graph.Say(", "") // which words a text itself
			for _, m := range said.FindAllStringSubmatch(ours, -1) {
				found++
				if strings.HasPrefix(m[1], "longarm: ") { // app.say talks plainly
					continue
				}
				if _, ok := have[m[1]]; !ok && !strings.Contains(m[1], "%") {
					t.Errorf("%s says %q, which has no message", name, m[1])
				}
			}
		}
	}
	if found < 100 {
		t.Errorf("only %d messages found in the code; has Say been renamed?", found)
	}
}

// TestIDsChosenByTheCodeExist lists the ids put together or kept in variables.
func TestIDsChosenByTheCodeExist(t *testing.T) {
	have := keys(t, "en")
	ids := []string{"controllers.title", "controls.title", "lead.binds", "lead.binds-arguably", "lead.reaches", "lead.reaches-arguably", "lead.cut", "lead.cut-now", "lead.cut-plain", "lead.cut-now-plain",
		"lead.refuse", "lead.refuse-latent", "matrix.obtain", "matrix.cut", "matrix.sale", "matrix.purchase", "check.margin", "check.short", "check.short-at-least", "check.limbs", "check.limbs-only",
		"lead.sale", "lead.sale-latent", "lead.binds-both", "lead.obtain", "lead.obtain-arguably", "miss.since", "miss.until", "miss.suspended", "miss.ground-since", "miss.ground-until", "miss.ground-suspended", "miss.share", "miss.share-at-most", "miss.share-limit", "miss.share-at-most-limit", "miss.figure", "miss.figure-at-most",
		"section.eligible", "show.held-by", "show.holds", "show.coverage", "show.notes", "show.other",
		"label.id", "label.legal-name", "label.aliases", "label.lei", "label.status", "label.note"}
	for _, s := range reachedSections() {
		ids = append(ids, s.id)
	}
	for _, g := range homeGroups() {
		ids = append(ids, g.id)
	}
	for _, m := range matrixRows() {
		ids = append(ids, m.id)
	}
	for _, id := range ids {
		if _, ok := have[id]; !ok {
			t.Errorf("no message %q", id)
		}
	}
}

// TestEveryCodeHasAWord holds the families to the codes the data may use.
func TestEveryCodeHasAWord(t *testing.T) {
	have := keys(t, "en")
	families := map[string][]string{
		"verdict": {"reached", "not-reached", "undetermined"}, "status": {"eligible", "barred", "certified", "undetermined"},
		"because": {"law", "facts", "status", "coverage", "conduct"}, "activation": {"active", "latent", "pending"},
		"confidence": {"settled", "arguable", "contested", "none"}, "effect": {"obliged", "targeted", "via-supplier", "item", "holder", "buyer"},
		"scope":   {"home", "host", "extraterritorial", "ownership-screen", "scheme"},
		"carrier": {"control-down", "custody", "supply", "holders-up", "subsidiary-up"},
		"basis":   {"capital", "votes", "profit", "both", "either"}, "of-basis": {"capital", "votes", "profit", "both"}, "grade": {"low", "medium", "high"},
		"assertion": {"stated", "inferred", "reported", "readerComment", "claimed", "denied", "proposed", "withdrawn"},
		"aggregate": {"none", "concert", "class", "chains", "unspecified"}, "reading": {"none", "tier", "product", "hybrid", "control", "unspecified"},
		"condition": {"yes", "no", "undetermined"}, "met": {"yes", "no", "undetermined"}, "ground": {"majority", "joint"},
		"law-status": {"in-force", "suspended", "expired", "lapsed-with-transition", "bill", "proposed", "soft-law", "abandoned", "instrument"},
		"sense":      {"bar", "requirement", "factor"}, "points": {"away", "toward", "nowhere", "law"}, "what": {"entity", "law", "rule"}, "shield": law.CounterKinds(),
		"flag": {"sum-above-100", "self-holding", "conflict", "stale", "cycle", "closed-ring", "total-mismatch", "duplicate"},
		"via": {"incorporation", "headquarters", "establishment", "listing", "ownership", "control", "custody", "technology", "personnel",
			"data-location", "market", "conduct", "designation"},
		"kind": {"company", "arrangement", "person", "group", "state", "stateBody", "bloc", "offer", "scheme", "list", "exchange", "law", "rule", "event", "media", "other"},
		"means": {"reached", "not-reached", "undetermined-law", "undetermined-readings", "undetermined-facts", "undetermined-status", "undetermined-coverage",
			"undetermined-conduct", "status-eligible", "status-barred", "status-certified", "status-undetermined"},
	}
	for _, i := range graph.Interests() {
		for _, family := range []string{"interest", "verb", "rel-to", "rel-from", "covers"} {
			families[family] = append(families[family], string(i))
		}
	}
	catalogue := datatest.Laws(t)
	for _, l := range catalogue.Laws {
		for _, p := range l.Powers {
			families["power"] = append(families["power"], string(p))
		}
	}
	if a := catalogue.Vocabulary.Attributes["serviceType"]; a != nil {
		for _, v := range a.Values {
			if v != "other" {
				families["service"] = append(families["service"], v)
			}
		}
	}
	for family, codes := range families {
		for _, code := range codes {
			if _, ok := have[family+"."+code]; !ok {
				t.Errorf("no message %q", family+"."+code)
			}
		}
	}
}

func TestVoice(t *testing.T) {
	en, err := NewVoice("en")
	if err != nil {
		t.Fatal(err)
	}
	fr, err := NewVoice("fr")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ got, want string }{
		{en.Say("count.laws", "N", 1), "1 law"},
		{en.Say("count.laws", "N", 0), "0 laws"},
		{fr.Say("count.laws", "N", 0), "0 loi"}, // French counts none as one
		{en.Say("check.margin", "N", json.Number("1"), "Near", "x"), "1 point from the threshold (x)"},
		{en.Say("check.margin", "N", json.Number("0.1"), "Near", "x"), "0.1 points from the threshold (x)"},
		{fr.Say("check.margin", "N", json.Number("1.9"), "Near", "x"), "à 1.9 point du seuil (x)"}, // the plural begins at 2
		{fr.Say("check.margin", "N", json.Number("2"), "Near", "x"), "à 2 points du seuil (x)"},
		{fr.Say("fact.share", "Who", "Orange", "What", "Bleu", "Basis", "capital"), "part d’Orange dans Bleu (capital)"},
		{fr.Say("fact.share", "Who", "le Louvre", "What", "Bleu", "Basis", "capital"), "part du Louvre dans Bleu (capital)"},
		{en.Say("fact.share", "Who", "{{.What}}", "What", "<b>", "Basis", "x"), "share of {{.What}} in <b> (x)"}, // data is no template
		{en.List([]string{"A", "B", "C"}, true), "A, B or C"},
		{fr.List([]string{"A", "B"}, false), "A et B"},
		{en.List(nil, false), ""},
		{en.Code("verdict", "no-such"), "no-such"},
		{en.Say("no.such.message"), "[no.such.message]"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	if _, err := NewVoice("de"); err == nil {
		t.Error("a language without messages is accepted")
	}
}
