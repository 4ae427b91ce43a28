package table_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/loaders/internal/source"
	"longarm/loaders/internal/table"
)

// read returns the rows of a text, cells joined by a bar, and the result.
func read(t *testing.T, text string) ([]string, source.Result, error) {
	t.Helper()
	in, err := source.NewInput("f", strings.NewReader(text), source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	tab, err := table.Open(in)
	if err != nil {
		return nil, in.Result(), err
	}
	var rows []string
	for {
		row, err := tab.Next()
		if errors.Is(err, io.EOF) {
			return rows, in.Result(), nil
		}
		if err != nil {
			return rows, in.Result(), err
		}
		var cells []string
		for i := range tab.Columns() {
			cells = append(cells, row.Text(i))
		}
		rows = append(rows, strings.Join(cells, "|"))
	}
}

func TestRows(t *testing.T) {
	for text, want := range map[string]string{
		"a,b\n1,2\n\n 3 ,4\r\n":            "1|2\n3|4",
		"\ufeffa;b\n\"x;y\";\"q\"\"q\"\n":  `x;y|q"q`,
		"\"a\"\t\"b\"\n1\t2":               "1|2",
		"a,b\n\"1\n2\n\n3\",x\n4,5\n":      "1\n2\n\n3|x\n4|5",
		"a,b\n1,2,\n":                      "1|2",
		"a,b\nSoci\xe9t\xe9,2\n":           "Société|2",
		"a,b\n\"\",\"\"\n":                 "|",
		"a,b\n\"line\r\nend\",\"\"\"\"\n":  "line\nend|\"",
		" CompanyName, CompanyNumber\nX,1": "X|1",
	} {
		rows, r, err := read(t, text)
		if got := strings.Join(rows, "\n"); got != want || err != nil || r.Rejected > 0 {
			t.Errorf("%q gives %q, %v, %v; want %q", text, got, r.Errors, err, want)
		}
	}
}

func TestFaultsHaveAPlace(t *testing.T) {
	for text, want := range map[string]string{
		"a,b\n1,2\n1,2,3\n":           "f:3:5: 3 fields where the header has 2",
		"a,b\n1\n":                    "f:2:1: 1 fields where the header has 2",
		"a,b\n1,x\"y\n":               "f:2:4: a quote inside a field",
		"a,b\n\"1\"z,2\n":             "f:2:4: text after the closing quote",
		"a,b\n\"1\n2\"z,2\n":          "f:3:3: text after the closing quote",
		"a,b\né,2\nSoci\xe9t\xe9,2\n": "f:3:5: byte 0xe9 is not UTF-8",
	} {
		_, r, err := read(t, text)
		if err != nil || len(r.Errors) != 1 || !strings.HasPrefix(r.Errors[0].Error(), want) {
			t.Errorf("%q: %v, %v; want %s", text, r.Errors, err, want)
		}
	}
	for text, want := range map[string]string{
		"a,b\n1,2\n\"open,2\n3,4\n":           "f:3:1: the quote opened here is never closed",
		"":                                    "f:1:1: the file is empty",
		"a,b\n" + strings.Repeat("x", 17<<20): "longer than",
		"a,b\n\"" + strings.Repeat("xxxxxxx\n", 3<<20/2): "never closed",
	} {
		if _, _, err := read(t, text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q…: %v, want %s", text[:min(len(text), 20)], err, want)
		}
	}
}

func TestColumns(t *testing.T) {
	in, err := source.NewInput("f", strings.NewReader("id, N.1.x,N.2.x,N.4.x,id\n1,2,3,4,5\n"), source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	tab, err := table.Open(in)
	if err != nil {
		t.Fatal(err)
	}
	if got := tab.Series("N.#.x"); len(got) != 2 || got[0] != 1 || got[1] != 2 {
		t.Errorf("Series = %v", got)
	}
	row, err := tab.Next()
	if err != nil || row.Get("none", "id") != "1" || row.Get("none") != "" {
		t.Errorf("row = %v, %v", row, err)
	}
	row.Reject(tab.Column("N.2.x"), graph.Own("wrong"), graph.Own("right it"))
	if e := in.Result().Errors[0]; e.Error() != "f:2:5: wrong; right it" || e.Path != "N.2.x" {
		t.Errorf("refusal = %+v", e)
	}
}

func FuzzTable(f *testing.F) {
	f.Add("a,b\n\"x\ny\",\"q\"\"q\"\n1,2,3\n")
	f.Fuzz(func(t *testing.T, text string) { read(t, text) })
}
