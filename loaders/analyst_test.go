package loaders_test

import (
	"archive/zip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/loaders"
)

// TestFilesOfAnalysts are files as spreadsheets and downloads leave them: each is read, or
// told where it is wrong and what to do, in both languages, and no row is lost unseen.
func TestFilesOfAnalysts(t *testing.T) {
	const head = "owner,owned,share\n"
	for _, c := range []struct {
		name, text         string
		accepted, rejected int
		en, fr             string // part of what is said
	}{
		{"delimiter.csv", "sep=;\r\nowner;owned;share\r\nA;B;38,85\r\n", 1, 0, "", ""},
		{"quoted.csv", "\"sep=;\"\nowner;owned;share\nA;B;38,85\nA;B;x\n", 1, 1, `quoted.csv:4:5: share "x" is not a plain decimal number; write`, `quoted.csv:4:5: la part « x » n’est pas`},
		{"below.csv", "sep=;\nowner;owned;share;share\n", 0, 0, `below.csv:2:19: the column "share" stands twice; keep one`, `below.csv:2:19: la colonne « share » figure deux fois`},
		{"pipe.csv", "owner|owned|share\nA|B|50\n", 0, 0, "pipe.csv:1:1: the fields are separated by |; separate them", "pipe.csv:1:1: les champs sont séparés par | ;"},
		{"titled.csv", "Shareholders,,\n,,\nowner,owned,share\nA,B,50\n", 0, 0, "titled.csv:1:1: the first line names no columns, line 3 does; remove", "la ligne 3 le fait ; supprimez ce qui la précède"},
		{"blank.csv", "\n\n", 0, 0, "blank.csv:1:1: the first line is empty; it must name", "blank.csv:1:1: la première ligne est vide ;"},
		{"page.csv", "<!DOCTYPE html><html><body>Log in</body></html>", 0, 0, "page.csv is a page of the web; save the data", "page.csv est une page web ; enregistrez"},
		{"paper.csv", "%PDF-1.4\n1 0 obj\n", 0, 0, "paper.csv is a PDF; type what it says", "paper.csv est un PDF ; reportez"},
		{"unseen.csv", head + "A\u200b,B,20\nA,B\u202e,20\nA,B,5\n", 1, 2, "unseen.csv:2:1: the id holds the invisible character U+200B; remove it", "unseen.csv:3:3: l’identifiant contient le caractère invisible U+202E ; retirez-le"},
		{"names.csv", "id,name\nA,\u202bשלום\u202c\nB,نمی\u200cدانم\n", 2, 0, "", ""},
		{"forms.csv", "owner,owned,valid_from\nA,B,31/01/2024\nC,B,2024-01\nD,B,01.31.24\n", 1, 2, `forms.csv:2:5: date "31/01/2024" is not of the form`, `forms.csv:4:5: la date « 01.31.24 »`},
		{"above.csv", head + "A,B,-5\nC,B,101\nD,B,38.85\n", 1, 2, `above.csv:3:5: share 101 is above 100 %; write`, `above.csv:2:5: la part « -5 » n’est pas`},
		{"tail.csv", head + "A,B,50,\nC,B,20\n", 1, 1, "tail.csv:2:8: 4 fields where the header has 3 fields; quote", "tail.csv:2:8: 4 champs là où"},
		{"mixed.csv", head + "Société,B,5\nSoci\xe9t\xe9,B,5\n", 1, 1, "mixed.csv:3:5: byte 0xe9 is not UTF-8; save the file", "mixed.csv:3:5: "},
		{"long.csv", head + strings.Repeat("x", 100_000) + ",B,5\nA,B,5\n", 1, 1, "long.csv:2:1: an id longer than 512 bytes; give", "long.csv:2:1: un identifiant de plus de 512 octets"},
	} {
		path := filepath.Join(t.TempDir(), c.name)
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		said, french, r := spoken(path)
		if r.Accepted != c.accepted || r.Rejected != c.rejected || r.Read != c.accepted+c.rejected {
			t.Errorf("%s: %d read, %d accepted, %d rejected", c.name, r.Read, r.Accepted, r.Rejected)
		}
		if !strings.Contains(said, c.en) || !strings.Contains(french, c.fr) || c.en == "" && said != "" {
			t.Errorf("%s: %s\n%s", c.name, said, french)
		}
	}
}

// spoken is everything that is said of a file, in English and in French.
func spoken(path string) (en, fr string, r loaders.Result) {
	b := graph.NewBuilder()
	r, err := loaders.Load(b, "", []string{path}, loaders.Options{})
	for _, e := range append(r.Errors, r.Notes...) {
		en, fr = en+e.In("en")+"\n", fr+e.In("fr")+"\n"
	}
	if err != nil {
		en, fr = en+err.Error(), fr+graph.ErrorIn(err, "fr")
	}
	return en, fr, r
}

// TestWhatComesWithDataIsLeftOut: an archive's read-me is no reason to refuse it, and said.
func TestWhatComesWithDataIsLeftOut(t *testing.T) {
	archive := func(members ...string) string {
		path := filepath.Join(t.TempDir(), "a.zip")
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		z := zip.NewWriter(f)
		for i := 0; i < len(members); i += 2 {
			w, err := z.Create(members[i])
			if err == nil {
				_, err = w.Write([]byte(members[i+1]))
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return path
	}
	path := archive("README.txt", "hello", "doc/terms.pdf", "%PDF-1.4", "edges.csv", "owner,owned\nA,B\n")
	if kind, err := loaders.Sniff(path); kind != loaders.CSV || err != nil {
		t.Errorf("sniffed %q, %v", kind, err)
	}
	en, fr, r := spoken(path)
	if r.Accepted != 1 || !strings.Contains(en, "a.zip!README.txt: by its name no data; it is left out") || !strings.Contains(fr, "a.zip!doc/terms.pdf: aucune donnée d’après son nom ; ce fichier est laissé de côté") {
		t.Errorf("%+v\n%s%s", r, en, fr)
	}
	if _, err := loaders.Sniff(archive("README.txt", "hello")); err == nil || !strings.Contains(err.Error(), "holds no data file") {
		t.Errorf("an archive of a read-me: %v", err)
	}
	if en, _, _ := spoken(archive("notes.txt", "hello", "edges.csv", "owner,owned\nA,B\n")); !strings.Contains(en, "notes.txt is in no known format") {
		t.Errorf("a member that may be data: %s", en)
	}
}
