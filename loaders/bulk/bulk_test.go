package bulk

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"longarm/graph"
)

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestCellsAreRead(t *testing.T) {
	nodes := write(t, "nodes.csv", "\ufeffID,Kind,jurisdiction,name\r\nde-1,company,DE,\"A, B\"\r\np,natural person,FR,\r\nfund,Trust,,\r\nq,planet,,\r\n")
	edges := write(t, "edges.csv", strings.Join([]string{
		"owner,owned,interest,share,share_min,share_max,basis,valid_from,valid_to,as_of",
		"p,de-1,,33.333333333,,,,,,",
		"fund,de-1,votingRights,>25,,,,2020-01-01,2021-01-01,",
		"p,fund,shareholding,,10,<20,capital,,,2022",
		"fund,de-1,controlByContract,,,,,,,",
		"p,de-1,listedOn,,,,,,,",
		"p,de-1,,133,,,,,,",
		"p,de-1,,,,,,2021-13-01,,",
		"p,nobody,,5,,,,,,",
		"p,de-1,wizardry,5,,,,,,",
	}, "\n"))
	f, r, err := Load([]string{edges, nodes}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if r.Nodes != 4 || r.Edges != 9 || r.Rejected != 5 || r.Grounds != 1 || r.Other != 1 {
		t.Errorf("%+v", *r)
	}
	for _, want := range []string{`unknown kind "planet"`, "above 100", "month 13", `no node has the id "nobody"`, `unknown interest "wizardry"`} {
		found := false
		for _, x := range r.Faults {
			found = found || strings.Contains(x.Error(), want)
		}
		if !found {
			t.Errorf("no fault says %q: %v", want, r.Faults)
		}
	}
	de, _ := f.Find("de-1")
	if f.Place(de) != "DE" || len(f.Grounds(de)) != 1 {
		t.Errorf("de-1 is of %q with %d grounds", f.Place(de), len(f.Grounds(de)))
	}
	fund, _ := f.Find("fund")
	off, holder := f.Rows()
	for _, c := range []struct {
		basis graph.Basis
		date  graph.Date
		want  string
	}{
		{graph.Votes, 20200601, "fund >25–100 % p 33.333333333 %"},
		{graph.Votes, 20210601, "p 33.333333333 %"},
		{graph.Capital, 20200601, "p 33.333333333 %"},
	} {
		v := f.In(c.basis, c.date)
		var got []string
		for e := off[de]; e < off[de+1]; e++ {
			if s, _ := v.Share(e); v.High[e] > 0 {
				got = append(got, f.ID(holder[e])+" "+s.String())
			}
		}
		if s := strings.Join(got, " "); s != c.want && s != strings.Join([]string{"p 33.333333333 %", "fund >25–100 %"}, " ") {
			t.Errorf("%s on %s: %s, want %s", c.basis, c.date, s, c.want)
		}
	}
	v := f.In(graph.Capital, 20210601)
	if s, stated := v.Share(off[fund]); stated || s.Max != graph.Hundred {
		t.Errorf("before its first observation a slot is %v, stated %v", s, stated)
	}
}

// A large table gives the same columns whoever reads which piece, quoted or not,
// with either kind of line end.
func TestPiecesDoNotMatter(t *testing.T) {
	var plain, quoted bytes.Buffer
	for _, w := range []*bytes.Buffer{&plain, &quoted} {
		w.WriteString("owner,owned,share\n")
	}
	for i := range 12_000 {
		line := fmt.Sprintf("holder-%d,company-%d,%d.%06d", i*7919%90_001, i/3, i%30, i%1_000_000)
		plain.WriteString(line + "\r\n")
		quoted.WriteString(strings.Replace(line, ",", "\",", 1)[:0] + "\"" + strings.Replace(line, ",", "\",", 1) + "\n")
	}
	const piece = 16 << 10
	if plain.Len() < 5*piece {
		t.Fatalf("%d bytes are no test of pieces", plain.Len())
	}
	var first []byte
	for i, o := range []Options{{Workers: 1, piece: piece}, {Workers: 4, piece: piece / 3}, {Workers: 2, piece: piece}} {
		text := plain.String()
		if i == 2 {
			text = quoted.String()
		}
		f, r, err := Load([]string{write(t, "edges.csv", text)}, o)
		if err != nil {
			t.Fatal(err)
		}
		if r.Edges != 12_000 || r.Rejected != 0 {
			t.Fatalf("%+v", *r)
		}
		name := filepath.Join(t.TempDir(), "x")
		if err := f.Write(name); err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = b
		} else if !bytes.Equal(first, b) {
			t.Errorf("reading %d gives another file", i)
		}
	}
}

func TestOtherFilesAreRefused(t *testing.T) {
	for _, text := range []string{"", "hello\nworld\n", "{\"a\":1}"} {
		if _, _, err := Load([]string{write(t, "x.csv", text)}, Options{}); !errors.Is(err, ErrHeader) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, _, err := Load([]string{filepath.Join(t.TempDir(), "none")}, Options{}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add("id,kind\na,company\nb,person\n", "owner,owned,share\na,b,50\nb,a,>50\n")
	f.Add("id\n\"a\nb\"\n", "owner;owned\na;b\n")
	f.Fuzz(func(t *testing.T, nodes, edges string) {
		files := []string{write(t, "n.csv", nodes), write(t, "e.csv", edges)}
		if c, _, err := Load(files, Options{piece: 64}); err == nil {
			if err := c.Verify(); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// TestFaultsArePlacedInBothLanguages holds what is said of rows, with quotes and without.
func TestFaultsArePlacedInBothLanguages(t *testing.T) {
	nodes := "id,kind\nde-1,company\np,person\nq,planet\n,person\n"
	edges := "owner,owned,share,share_min,basis,valid_from\np,de-1,133,,,\np,de-1,38,85,,,\np,,5,,,\nnobody,de-1,5,,,\np,de-1,,<5,,\np,de-1,,,gold,\np,de-1,,,,2021-13-01\n"
	wantNodes := []string{
		`4:3: unknown kind "planet"; see the guide for the kinds|4:3: nature inconnue, « planet » ; voyez les natures d’entité dans le guide`,
		`5:1: the field "id" is empty; give an id|5:1: le champ « id » est vide ; donnez un identifiant`,
	}
	wantEdges := []string{
		`2:8: share 133 is above 100 %; write a number of percent, such as 25.5|2:8: la part 133 dépasse 100 % ; écrivez un nombre de pour cent, comme 25.5`,
		`3:16: 7 fields where the header has 6 fields; quote fields that hold the delimiter|3:16: 7 champs là où l’en-tête en a 6 champs ; mettez entre guillemets les champs qui contiennent le séparateur`,
		`4:3: the field "owned" is empty; give an id|4:3: le champ « owned » est vide ; donnez un identifiant`,
		`5:1: no node has the id "nobody"; add it to the nodes, or correct it|5:1: aucun nœud n’a l’identifiant « nobody » ; ajoutez-le aux nœuds, ou corrigez-le`,
		`6:9: the bound has the sign < of the other end; write it into the other column, or turn the sign|6:9: la borne porte le signe < de l’autre bout ; écrivez-la dans l’autre colonne, ou inversez le signe`,
		`7:10: unknown basis "gold"; use one of: capital, votes, profit, both|7:10: base inconnue, « gold » ; écrivez l’un de ceux-ci : capital, votes, profit, both`,
		`8:11: date "2021-13-01": there is no month 13; write a day|8:11: date « 2021-13-01 » : il n’y a pas de mois 13 ; écrivez un jour`,
	}
	for _, quoted := range []bool{false, true} {
		n, e := nodes, edges
		if quoted { // a table with quotes is read in another way
			n, e = strings.Replace(n, "p,person", "\"p\",person", 1), strings.Replace(e, "p,de-1,133", "\"p\",de-1,133", 1)
		}
		for i, c := range []struct {
			files []string
			want  []string
		}{{[]string{write(t, "nodes.csv", n)}, wantNodes}, {[]string{write(t, "nodes.csv", "id\nde-1\np\n"), write(t, "edges.csv", e)}, wantEdges}} {
			_, r, err := Load(c.files, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if r.Rejected != len(c.want) || len(r.Faults) != len(c.want) {
				t.Fatalf("%d refused, want %d: %v", r.Rejected, len(c.want), r.Faults)
			}
			for k, f := range r.Faults {
				en, fr, _ := strings.Cut(c.want[k], "|")
				if quoted && i == 1 && k == 0 {
					en, fr = strings.Replace(en, "2:8", "2:10", 1), strings.Replace(fr, "2:8", "2:10", 1)
				}
				at := c.files[len(c.files)-1] + ":"
				if !strings.HasPrefix(f.Error(), at+en) || !strings.HasPrefix(f.In("fr"), at+fr) || f.In("fr") == f.Error() {
					t.Errorf("quoted %v: %s\n%s\nwant\n%s\n%s", quoted, f.Error(), f.In("fr"), en, fr)
				}
			}
		}
	}
	lines := write(t, "edges.csv", "owner,owned,share\n\"a\nb\",c,5\n\nx,y,500\n")
	if _, r, err := Load([]string{lines}, Options{}); err != nil || len(r.Faults) != 1 || !strings.HasPrefix(r.Faults[0].Error(), lines+":5:5: ") {
		t.Errorf("line ends within quotes: %v, %v", r, err)
	}
	open := write(t, "edges.csv", "owner,owned,share\na,\"b,5\n")
	if _, _, err := Load([]string{open}, Options{}); err == nil || !strings.Contains(err.Error(), "edges.csv:2:8: the quotes") || !strings.Contains(graph.ErrorIn(err, "fr"), "les guillemets de cette ligne") {
		t.Errorf("an open quote: %v", err)
	}
}
