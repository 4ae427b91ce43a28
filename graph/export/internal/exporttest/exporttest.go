// Package exporttest holds what the tests of all encoders share: a small graph with
// something of everything, one whose names are hostile, goldens beside the encoder,
// and the programs of others that read what was written.
package exporttest

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"longarm/graph"
	"longarm/graph/export/internal/document"
)

var update = flag.Bool("update", false, "write the goldens anew")

// Golden compares what was written with testdata/NAME.
func Golden(t *testing.T, name string, got []byte) {
	t.Helper()
	Kept(t, filepath.Join("testdata", name), got)
}

// Kept compares what was written with a file.
func Kept(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-golden +got); -update writes it, the commit says why:\n%s", path, diff)
	}
}

// Head is that of a document over the ledger.
func Head(l *graph.Ledger) document.Head {
	h := document.Head{Lang: "en", AsOf: graph.NewDate(2026, 1, 31), Release: "2026-01-31", Generator: "longarm test", Disclaimer: "No legal advice.",
		Lines: []string{"As of 2026-01-31 · longarm test", "No -- legal --> advice."}}
	for _, id := range l.Sources() {
		h.Sources = append(h.Sources, *l.Source(id))
	}
	return h
}

// Streamed is what a stream encoder writes of a ledger, twice the same.
func Streamed(t *testing.T, l *graph.Ledger, encode func(*bytes.Buffer, document.Head, document.Records) error) []byte {
	t.Helper()
	var first, second bytes.Buffer
	for _, b := range []*bytes.Buffer{&first, &second} {
		if err := encode(b, Head(l), l.Records); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("two runs differ")
	}
	return first.Bytes()
}

// Small is a graph with something of everything.
func Small(t *testing.T) *graph.Ledger {
	t.Helper()
	b := graph.NewBuilder()
	whole := graph.WholePercent
	b.AddSource(graph.Source{ID: "register", Title: "Register of companies", URL: "https://register.example/all", Date: "2025-12", Licence: "CC0-1.0"})
	b.AddSource(graph.Source{ID: "dataset", Title: "Sanctions data", Licence: "CC-BY-NC-4.0", NonCommercial: true})
	b.AddSource(graph.Source{ID: "press", Title: "A paper", Citation: "A paper, p. 3"})
	for _, e := range []graph.Entity{
		{ID: "fr", Kind: graph.State, Name: "France", ISO: "FR"}, {ID: "us", Kind: graph.State, Name: "United States", Names: map[string]string{"fr": "États-Unis"}, ISO: "US"},
		{ID: "eu", Kind: graph.Bloc, Name: "European Union", ISO: "EU"},
		{ID: "bleu", Kind: graph.Company, Name: "Bleu SAS", LegalName: "Bleu", Aliases: []string{"Projet Bleu", "Bleu; Cloud"}, LEI: "254900UIZS15MTA7H075",
			Identifiers: []graph.Identifier{{Scheme: "GB-COH", ID: "00000001"}, {Scheme: "wikidata", ID: "Q1"}}, Status: graph.Own("active"), Note: graph.Text{EN: "a note", FR: "une note"},
			Source: "register", Evidence: graph.High},
		{ID: "orange", Kind: graph.Company, Name: "Orange"}, {ID: "trust", Kind: graph.Arrangement, Name: "A trust"},
		{ID: "jane", Kind: graph.Person, Name: "Jane Doe", Aliases: []string{"J. Doe"}}, {ID: "public", Kind: graph.Group, Name: "the public"},
		{ID: "body", Kind: graph.StateBody, Name: "Agency", Within: "fr"}, {ID: "cloud", Kind: graph.Offer, Name: "Bleu Cloud"},
		{ID: "list", Kind: graph.List, Name: "A list"}, {ID: "xpar", Kind: graph.Exchange, Name: "Exchange", Within: "fr"}, {ID: "microsoft", Kind: graph.Company, Name: "Microsoft"},
	} {
		b.AddEntity(e)
	}
	n := 0
	add := func(holder graph.EntityID, i graph.Interest, subject graph.EntityID, change ...func(*graph.Statement)) {
		n++
		s := graph.Statement{Claim: graph.Claim{ID: graph.ClaimID(fmt.Sprintf("s%02d", n)), Source: "register", Evidence: graph.Medium}, Holder: holder, Interest: i, Subject: subject}
		for _, c := range change {
			c(&s)
		}
		b.AddStatement(s)
	}
	share := func(x graph.Share) func(*graph.Statement) {
		return func(s *graph.Statement) { s.Share, s.Figure = x, true }
	}
	basis := func(x graph.Basis) func(*graph.Statement) { return func(s *graph.Statement) { s.Basis = x } }
	said := func(x graph.Assertion) func(*graph.Statement) {
		return func(s *graph.Statement) { s.Assertion = x }
	}
	period := func(from, to, asOf graph.Date) func(*graph.Statement) {
		return func(s *graph.Statement) { s.Period = graph.Period{From: from, To: to, AsOf: asOf} }
	}
	day := graph.NewDate
	add("orange", graph.Shareholding, "bleu", share(graph.Exact(whole(50))), period(day(2021, 5, 27), 0, 0))
	add("trust", graph.Shareholding, "bleu", share(graph.Share{Min: whole(25), Max: whole(50), MinOpen: true}), basis(graph.Both), period(0, 0, day(2024, 1, 31)))
	add("jane", graph.VotingRights, "trust", share(graph.Share{Min: whole(75), Max: graph.Hundred}), period(day(2019, 1, 1), day(2022, 2, 1), 0))
	add("body", graph.ProfitRights, "orange", share(graph.Share{Max: whole(10), MaxOpen: true}))
	add("public", graph.Shareholding, "orange", func(s *graph.Statement) { s.Source = "press" })
	add("fr", graph.GoldenShare, "orange", func(s *graph.Statement) { s.Value = "one share" })
	add("jane", graph.BoardMember, "bleu")
	add("orange", graph.ActingInConcert, "trust")
	add("microsoft", graph.SuppliesTechnology, "bleu", func(s *graph.Statement) { s.Note = graph.Text{EN: "licences", FR: "licences"} })
	add("bleu", graph.Operates, "cloud")
	add("bleu", graph.IncorporatedIn, "fr")
	add("orange", graph.HeadquarteredIn, "fr")
	add("microsoft", graph.IncorporatedIn, "us")
	add("jane", graph.NationalOf, "us")
	add("jane", graph.ResidentIn, "fr")
	add("orange", graph.ListedOn, "xpar")
	add("trust", graph.DesignatedUnder, "list", func(s *graph.Statement) { s.Source = "dataset" })
	add("microsoft", graph.Shareholding, "bleu", share(graph.Exact(whole(5))), said(graph.Denied))
	add("microsoft", graph.AccountingParent, "orange", said(graph.Claimed))
	add("orange", graph.Shareholding, "orange", share(graph.Exact(whole(1)+1)))
	b.AddAttribute(graph.Attribute{Claim: graph.Claim{ID: "a1", Source: "register"}, Entity: "bleu", Name: "serviceType", Value: "iaas"})
	b.AddAttribute(graph.Attribute{Claim: graph.Claim{ID: "a2", Source: "register"}, Entity: "microsoft", Name: "capability", Value: "updates", At: "bleu"})
	b.AddAttribute(graph.Attribute{Claim: graph.Claim{ID: "a3", Source: "register"}, Entity: "orange", Name: "ownershipDisclosure", Value: "noBeneficialOwners"})
	b.AddCoverage(graph.Coverage{Claim: graph.Claim{ID: "c1", Source: "register"}, Entity: "bleu", Interest: graph.Shareholding, Kind: graph.Total, Percent: graph.Hundred, Members: []graph.EntityID{"orange", "trust"}})
	b.AddNote(graph.Note{Claim: graph.Claim{ID: "n1", Source: "press"}, Subject: "jane", Relation: "relatedTo", Object: "public", Value: "sister"})
	return build(t, b)
}

// Names are hostile names: what ends a quotation, a tag, a comment, a cell or a line
// somewhere, what spreadsheets run, what no text should hold, and very long ones.
func Names() []string {
	parts := []string{`"`, `'`, "`", `\`, `\"`, `\\`, "\n", "\r\n", "\r", "\t", "\x00", "\x01", "\x1b[31m", "\x7f", "\u0085", "\u2028", "\u2029", "\ufeff", "\ufffe", "\uffff",
		"\xff\xfe", "\xed\xa0\x80", "]]>", "<![CDATA[", "-->", "<!--", "--", "</script>", "<script>alert(1)</script>", "&amp;", "&", "<", ">", "&#0;", "%%", "%", "#", ";", ",", "|",
		"=cmd|' /C calc'!A0", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", " =1+1", "＝1+1", "'", "{{x}}", "${x}", "$(x)", "[x](y)", "[[", "]", "{", "}", "(", ")", "end", "subgraph", "graph", "node", "strict",
		"\u202eevil", "עברית", "العربية", "中文名称", "日本語", "ﬁ", "é", "e\u0301", "🏴‍☠️", "👨‍👩‍👧‍👦", "null", "NULL", "true", "NaN", "0", "1e9", "id", "ID", ":ID", "a:b", "a/b", "../../etc/passwd", "C:\\x", "<b>x</b>",
		"//", "/*", "*/", "style", "click", "%%{init: {}}%%", "---", "a-->b", "|x|", "@prefix", "a b", "\\u0022", "\\n", "^^xsd:date", "@en", "'''", `"""`, "_:b", "<http://x>", "."}
	var out []string
	for _, p := range parts {
		out = append(out, p, "a"+p, p+"b", "a"+p+"b", "Société "+p+" & Fils")
	}
	out = append(out, strings.Repeat("x", 10_000), strings.Repeat("é", 5_000), strings.Repeat(`"<&`, 3_000), strings.Repeat("word ", 2_000))
	slices.Sort(out)
	return slices.Compact(out)
}

// Hostile is a graph of at least 500 parties in which names, ids, values and sources
// are hostile: each holds a share of the next.
func Hostile(t *testing.T) *graph.Ledger {
	t.Helper()
	return hostile(t, ID, func(s string) string { return s[:min(len(s), 60)] })
}

// HostileNames is [Hostile] with tame ids, as loaders make and accept them.
func HostileNames(t *testing.T) *graph.Ledger {
	t.Helper()
	return hostile(t, TameID, func(string) string { return "" })
}

// TameID is the id of the i-th party of [HostileNames].
func TameID(i int, _ string) graph.EntityID { return graph.EntityID(fmt.Sprintf("party-%d", i)) }

func hostile(t *testing.T, id func(int, string) graph.EntityID, short func(string) string) *graph.Ledger {
	t.Helper()
	b := graph.NewBuilder()
	names := Names()
	if len(names) < 500 {
		t.Fatalf("only %d hostile names", len(names))
	}
	for i, n := range names {
		src := graph.SourceID(fmt.Sprintf("%d%s", i, short(n)))
		b.AddSource(graph.Source{ID: src, Title: n, URL: "https://x.example/" + short(n), Citation: n, Licence: short(n), NonCommercial: i%2 == 0})
		kind := graph.Company
		if i%7 == 0 {
			kind = graph.Person
		}
		b.AddEntity(graph.Entity{ID: id(i, n), Kind: kind, Name: n, LegalName: n, Aliases: []string{n}, Note: graph.Own(n), Status: graph.Own(n), Source: src,
			Identifiers: []graph.Identifier{{Scheme: short(n), ID: n}}})
		if i > 0 && kind == graph.Company {
			b.AddStatement(graph.Statement{Claim: graph.Claim{ID: graph.ClaimID(fmt.Sprintf("c%d%s", i, short(n))), Source: src, Quote: n, Note: graph.Own(n)},
				Holder: id(i-1, names[i-1]), Subject: id(i, n), Interest: graph.Shareholding, Share: graph.Exact(graph.WholePercent(51)), Figure: true, Value: n})
		}
	}
	return build(t, b)
}

// ID is the id of the i-th hostile party.
func ID(i int, name string) graph.EntityID {
	return graph.EntityID(fmt.Sprintf("%s#%d", name[:min(len(name), 60)], i))
}

func build(t *testing.T, b *graph.Builder) *graph.Ledger {
	t.Helper()
	l, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// Counts returns how many entities a ledger has and how many statements that count.
func Counts(l *graph.Ledger) (entities, statements int) {
	_ = l.Records(func(r graph.Record) error { // it returns no error
		switch r := r.(type) {
		case graph.Entity:
			entities++
		case graph.Statement:
			if r.Assertion.Counts() {
				statements++
			}
		}
		return nil
	})
	return entities, statements
}

// Program runs a program of others on what was written and returns its standard
// output. Without the program the test goes on without it, unless READERS is
// set, as .ci/run does after it has installed them.
func Program(t *testing.T, input []byte, name string, args ...string) (out []byte, ran bool) {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		if os.Getenv("READERS") != "" {
			t.Fatalf("%s is not installed; run .ci/readers", name)
		}
		t.Logf("%s is not installed and was not asked; .ci/readers installs it", name)
		return nil, false
	}
	cmd := exec.Command(path, args...)
	cmd.Stdin = bytes.NewReader(input)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s %s: %v\n%.2000s", name, strings.Join(args, " "), err, stderr.String())
	}
	return stdout.Bytes(), true
}

// Shared is a file of the published test data beside the repository, "" without it.
func Shared(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join("..", "..", "..", "..", "shared", "testdata", name)
	if _, err := os.Stat(path); err != nil {
		t.Logf("%s is not here; what it would show is not checked", path)
		return ""
	}
	return path
}

// Folder compares the files an encoder writes with those of testdata/PREFIX.
func Folder(t *testing.T, prefix string, write func(document.Create) error) {
	t.Helper()
	for name, text := range Files(t, write) {
		Golden(t, filepath.Join(prefix, name), text)
	}
}

// Files collects the files an encoder writes.
func Files(t *testing.T, write func(document.Create) error) map[string][]byte {
	t.Helper()
	open := map[string]*bytes.Buffer{}
	err := write(func(name string) (io.Writer, error) {
		open[name] = &bytes.Buffer{}
		return open[name], nil
	})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for name, b := range open {
		out[name] = b.Bytes()
	}
	return out
}
