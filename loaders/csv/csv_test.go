package csv_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"longarm/graph"
	"longarm/loaders/csv"
	"longarm/loaders/internal/loadertest"
)

// text is a file held in memory.
func text(name, content string) csv.File {
	return csv.File{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(content)), nil }}
}

// states is a list of states short enough to read.
func states(iso string) (graph.Entity, bool) {
	names := map[string]graph.EntityID{"US": "united-states", "FR": "france", "KY": "cayman-islands", "GB": "united-kingdom"}
	for code, id := range names {
		if string(id) == iso {
			iso = code
		}
	}
	id, ok := names[iso]
	return graph.Entity{ID: id, Kind: graph.State, Name: string(id), ISO: iso}, ok
}

// lists knows one law, which keeps two lists.
func lists(name string) []graph.EntityID {
	if name == "us-ofac-blocking" {
		return []graph.EntityID{"ofac-ssi", "ofac-sdn"}
	}
	return nil
}

// cutGzip is a compressed table whose end is missing.
func cutGzip() string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := io.WriteString(z, "owner,owned\na,b\n"); err != nil {
		panic(err)
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.String()[:b.Len()-8]
}

func load(t *testing.T, o csv.Options, files ...csv.File) (*graph.Ledger, csv.Result) {
	t.Helper()
	o.States, o.Lists = states, lists
	b := graph.NewBuilder()
	r, err := csv.Load(b, files, o)
	loadertest.French(t, r, err)
	if err != nil {
		t.Fatal(err)
	}
	if r.Read != r.Accepted+r.Rejected {
		t.Errorf("read %d, accepted %d, rejected %d: they do not add up", r.Read, r.Accepted, r.Rejected)
	}
	l, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return l, r
}

func lines(list []csv.Error) []string {
	out := []string{}
	for _, e := range list {
		out = append(out, e.Error())
	}
	return out
}

// TestRejectedRows gives one defect each, and wants its exact place.
func TestRejectedRows(t *testing.T) {
	const nodes = "id,kind\na,company\nb,company\n"
	for name, c := range map[string]struct{ edges, want string }{
		"share above 100":     {"owner,owned,share\na,b,101\n", `edges.csv:2:5: share 101 is above 100 %; write a number of percent, such as 25.5`},
		"share in words":      {"owner,owned,share\na,b,most\n", `edges.csv:2:5: share "most" is not a plain decimal number; write a number of percent, such as 25.5`},
		"share negative":      {"owner,owned,share\na,b,-5\n", `edges.csv:2:5: share "-5" is not a plain decimal number; write a number of percent, such as 25.5`},
		"share and bounds":    {"owner,owned,share,share_min\na,b,5,4\n", `edges.csv:2:5: a share and bounds beside it; give either share, or share_min and share_max`},
		"min above max":       {"owner,owned,share_min,share_max\na,b,60,50\n", `edges.csv:2:5: share has its minimum 60 above its maximum 50; shares run from 0 to 100 percent, the lower bound first`},
		"empty interval":      {"owner,owned,share_min,share_max\na,b,>50,50\n", `edges.csv:2:5: share 50 % is an empty interval; shares run from 0 to 100 percent, the lower bound first`},
		"turned sign":         {"owner,owned,share_max\na,b,>50\n", `edges.csv:2:5: an upper bound with the sign >; write it into share_min, or turn the sign`},
		"sign alone":          {"owner,owned,share\na,b,>=\n", `edges.csv:2:5: a sign without a figure; write one, such as >50`},
		"no such day":         {"owner,owned,as_of\na,b,2023-02-29\n", `edges.csv:2:5: date "2023-02-29": 2023-02 has no day 29; write a day that exists as 2024-01-31, or a month or a year`},
		"ends before":         {"owner,owned,valid_from,valid_to\na,b,2024,2023\n", `edges.csv:2:10: the row ends on 2023-01-01, not after it begins on 2024-01-01; the end is exclusive: give a later day`},
		"unknown interest":    {"owner,owned,interest\na,b,sharholding\n", `edges.csv:2:5: unknown interest "sharholding"; did you mean "shareholding"?`},
		"unknown basis":       {"owner,owned,basis\na,b,vote\n", `edges.csv:2:5: unknown basis "vote"; did you mean "votes"?`},
		"votes in capital":    {"owner,owned,interest,basis\na,b,votingRights,capital\n", `edges.csv:2:18: votingRights in the basis capital; leave the basis empty, or write votes`},
		"unknown assertion":   {"owner,owned,assertion\na,b,state\n", `edges.csv:2:5: unknown assertion "state"; did you mean "stated"?`},
		"unknown evidence":    {"owner,owned,evidence\na,b,hihg\n", `edges.csv:2:5: unknown evidence "hihg"; did you mean "high"?`},
		"no owner":            {"owner,owned\n,b\n", `edges.csv:2:1: the field "owner" is empty; give an id`},
		"dangling":            {"owner,owned\nbb,a\n", `edges.csv:2:1: no node has the id "bb"; did you mean "b"?`},
		"too few fields":      {"owner,owned,share\na,b\n", `edges.csv:2:3: 2 fields where the header has 3 fields; quote fields that hold the delimiter`},
		"too many fields":     {"owner,owned\na,b,c,d\n", `edges.csv:2:5: 4 fields where the header has 2 fields; quote fields that hold the delimiter`},
		"quote inside":        {"owner,owned,note\na,b,say \"x\"\n", `edges.csv:2:9: a quote inside a field; quote the whole field and double the quote`},
		"text after quote":    {"owner,owned,note\na,b,\"x\"y\n", `edges.csv:2:8: text after the closing quote of a field; quote the whole field and double the quotes in it`},
		"control":             {"owner,owned,note\na,b,x\x1b[31m\n", `edges.csv:2:5: the field holds the control character U+001B; remove it`},
		"control in an id":    {"owner,owned\n\x00,b\n", `edges.csv:2:1: the field holds the control character U+0000; remove it`},
		"not UTF-8":           {"owner,owned,note\na,b,é\na,b,\xe9\n", `edges.csv:3:5: byte 0xe9 is not UTF-8; save the file as UTF-8, or give its encoding`},
		"two encodings":       {"owner,owned,note\na,b,\xe9\na,b,é\n", `edges.csv:2:5: byte 0xe9 is not UTF-8; save the file as UTF-8, or give its encoding`},
		"id twice":            {"id,owner,owned,share\nx,a,b,1\nx,a,b,2\n", `edges.csv:3:1: the id "x" is used twice (first at edges.csv:2:1); give every row its own`},
		"unknown state":       {"owner,owned,interest\na,QQ,incorporatedIn\n", `edges.csv:2:3: no state has the ISO 3166-1 code "QQ"; correct it, describe the state as an entity of kind state, or write ZZ when it plays no part`},
		"second line of cell": {"note,owner,owned,share\n\"one\ntwo\",a,b,200\n", `edges.csv:3:10: share 200 is above 100 %; write a number of percent, such as 25.5`},
	} {
		t.Run(name, func(t *testing.T) {
			l, r := load(t, csv.Options{}, text("nodes.csv", nodes), text("edges.csv", c.edges))
			if diff := cmp.Diff([]string{c.want}, lines(r.Errors)); diff != "" {
				t.Errorf("errors (-want +got):\n%s", diff)
			}
			if r.Rejected != 1 {
				t.Errorf("rejected = %d, want 1", r.Rejected)
			}
			if n := len(l.StatementsOf("b")); n > 1 {
				t.Errorf("%d statements stand, want at most the sound one", n)
			}
		})
	}
	for name, c := range map[string]struct{ nodes, want string }{
		"unknown kind":    {"id,kind\nx,compny\n", `nodes.csv:2:3: unknown kind "compny"; did you mean "company"?`},
		"no id":           {"kind,id\ncompany,\n", `nodes.csv:2:9: the field "id" is empty; give an id`},
		"bad LEI":         {"id,lei\nx,HWUPKR0MPOU8FGXBT395\n", `nodes.csv:2:3: the check digits of the LEI are wrong; correct it, or leave it empty`},
		"unknown state":   {"id,jurisdiction\nx,QQ\n", `nodes.csv:2:3: no state has the ISO 3166-1 code "QQ"; correct it, describe the state as an entity of kind state, or write ZZ when it plays no part`},
		"country by name": {"id,headquarters\nx,Paris\n", `nodes.csv:2:3: "Paris" is neither an ISO 3166-1 alpha-2 code nor the id of a state; write a code such as FR, US or US-DE`},
		"two seats":       {"id,headquarters\nx,FR;US\n", `nodes.csv:2:3: several codes where there can be one; keep the one that holds`},
		"two kinds":       {"id,kind\nx,person\nx,company\n", `nodes.csv:3:3: "x" is a company here and a person at nodes.csv:2:1; give one of them another id`},
		"no list":         {"id,kind,designated_under\nx,company,\ny,company,x\n", `nodes.csv:3:11: "x" is a company that keeps no list; name a list, or a law that keeps one`},
	} {
		t.Run(name, func(t *testing.T) {
			_, r := load(t, csv.Options{}, text("nodes.csv", c.nodes))
			if diff := cmp.Diff([]string{c.want}, lines(r.Errors)); diff != "" {
				t.Errorf("errors (-want +got):\n%s", diff)
			}
		})
	}
}

// TestRefusedFiles gives one defect each that leaves nothing to read.
func TestRefusedFiles(t *testing.T) {
	for name, c := range map[string]struct{ content, want string }{
		"unknown column": {"owner,owned,shares\n", `f.csv:1:13: unknown column "shares"; did you mean "share"?`},
		"column twice":   {"owner,owned,Owner\n", `f.csv:1:13: the column "owner" stands twice; keep one`},
		"no name":        {"owner,,owned\n", `f.csv:1:7: a column has no name; name it, or remove it`},
		"neither":        {"a,b\n1,2\n", `f.csv:1:1: the columns (a, b) are neither those of nodes nor of edges; nodes need id, edges need owner and owned: rename them in the first line`},
		"half an edge":   {"owner,id\n", `f.csv:1:1: the columns (owner, id) are neither those of nodes nor of edges; nodes need id, edges need owner and owned: rename them in the first line`},
		"empty":          {"", `f.csv:1:1: the file is empty; its first line names the columns`},
		"open quote":     {"owner,owned,note\na,b,\"never\nclosed\n", `f.csv:2:5: the quote opened here is never closed; close it, or double it inside a quoted field`},
		"control":        {"owner,ow\x00ned\n", `f.csv:1:9: the header holds the control character U+0000; save the file as text`},
		"CR alone":       {"owner,owned\ra,b\r", `f.csv:1:12: lines that end with CR alone; save the file with LF or CRLF line ends`},
		"cut gzip":       {cutGzip(), `f.csv:3: the compressed file is cut short; copy it again`},
		"long line":      {"owner,owned\na," + strings.Repeat("x", 17<<20) + "\n", `f.csv:2: line 2 is longer than the 16777216 bytes allowed`},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := csv.Load(graph.NewBuilder(), []csv.File{text("f.csv", c.content)}, csv.Options{})
			loadertest.French(t, r, err)
			if err == nil || err.Error() != c.want {
				t.Errorf("err = %v\nwant  %s", err, c.want)
			}
		})
	}
	if _, err := csv.Load(graph.NewBuilder(), nil, csv.Options{Encoding: "utf8"}); err == nil || !strings.Contains(err.Error(), `did you mean "utf-8"?`) {
		t.Errorf("unknown encoding: err = %v", err)
	}
	missing := csv.Path("testdata/no-such-file.csv")
	if _, err := csv.Load(graph.NewBuilder(), []csv.File{missing}, csv.Options{}); err == nil || !strings.Contains(err.Error(), "no-such-file.csv") {
		t.Errorf("missing file: err = %v", err)
	}
}

// TestSeveralFaults wants every fault of a row, and of all rows, at once.
func TestSeveralFaults(t *testing.T) {
	_, r := load(t, csv.Options{}, text("e.csv", "owner,owned,share,as_of,basis\na,b,101,2024-13,x\na,b,5,2024,votes\n,b,,,\n"))
	got := []int{}
	for _, e := range r.Errors {
		got = append(got, e.Line*100+e.Column)
	}
	if want := []int{205, 209, 217, 401}; !slices.Equal(got, want) {
		t.Errorf("places = %v, want %v: %v", got, want, lines(r.Errors))
	}
	if r.Read != 3 || r.Accepted != 1 || r.Rejected != 2 {
		t.Errorf("read %d, accepted %d, rejected %d, want 3, 1, 2", r.Read, r.Accepted, r.Rejected)
	}
}

func TestShares(t *testing.T) {
	p := func(s string) graph.Percent {
		v, _, err := graph.ParsePercent(s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, c := range []struct {
		share, low, high string
		fraction         bool
		want             graph.Share
		figure           bool
	}{
		{"50", "", "", false, graph.Exact(p("50")), true},
		{"5.18", "", "", false, graph.Exact(p("5.18")), true},
		{`"5,18"`, "", "", false, graph.Exact(p("5.18")), true},
		{"12 %", "", "", false, graph.Exact(p("12")), true},
		{"0", "", "", false, graph.Exact(0), true},
		{"0.000000001", "", "", false, graph.Exact(1), true},
		{"33.33333333333", "", "", false, graph.Share{Min: p("33.333333333"), Max: p("33.333333334")}, true},
		{">50", "", "", false, graph.Share{Min: p("50"), Max: graph.Hundred, MinOpen: true}, true},
		{">= 50", "", "", false, graph.Share{Min: p("50"), Max: graph.Hundred}, true},
		{"<25", "", "", false, graph.Share{Max: p("25"), MaxOpen: true}, true},
		{"≤25", "", "", false, graph.Share{Max: p("25")}, true},
		{"", "25", "50", false, graph.Share{Min: p("25"), Max: p("50")}, true},
		{"", ">25", "<50", false, graph.Share{Min: p("25"), Max: p("50"), MinOpen: true, MaxOpen: true}, true},
		{"", ">=25", "<=50", false, graph.Share{Min: p("25"), Max: p("50")}, true},
		{"", "25", "", false, graph.Share{Min: p("25"), Max: graph.Hundred}, true},
		{"", "", "<50", false, graph.Share{Max: p("50"), MaxOpen: true}, true},
		{"", "0", "100", false, graph.Unknown(), true},
		{"", "", "", false, graph.SomeShare(), false},
		{"50", "50", "50", false, graph.Exact(p("50")), true},
		{"0.5", "", "", true, graph.Exact(p("50")), true},
		{"", ">0.25", "0.5", true, graph.Share{Min: p("25"), Max: p("50"), MinOpen: true}, true},
	} {
		row := "a,b," + c.share + "," + c.low + "," + c.high + "\n"
		l, r := load(t, csv.Options{Fraction: c.fraction}, text("e.csv", "owner,owned,share,share_min,share_max\n"+row))
		s := l.Statement("e.csv:2")
		if s == nil {
			t.Errorf("%q: %v", row, lines(r.Errors))
			continue
		}
		if s.Share != c.want || s.Figure != c.figure {
			t.Errorf("%q: share %+v, figure %v; want %+v, %v", row, s.Share, s.Figure, c.want, c.figure)
		}
	}
	_, r := load(t, csv.Options{Fraction: true}, text("e.csv", "owner,owned,share\na,b,5%\na,b,1.5\n"))
	if r.Rejected != 2 {
		t.Errorf("a percent sign and 1.5 as fractions: rejected %d, want 2", r.Rejected)
	}
}

// TestDialects reads one table saved in many ways and wants one ledger.
func TestDialects(t *testing.T) {
	const plain = "owner,owned,share,note\nsoc,b,\"12.5\",Société Générale\n"
	encode := func(e interface{ String(string) (string, error) }, mark, s string) string {
		out, err := e.String(s)
		if err != nil {
			t.Fatal(err)
		}
		return mark + out
	}
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	if _, err := z.Write([]byte(plain)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	le := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder()
	be := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder()
	for name, content := range map[string]string{
		"plain":        plain,
		"semicolons":   "owner;owned;share;note\nsoc;b;12,5;Société Générale\n",
		"tabs":         "owner\towned\tshare\tnote\nsoc\tb\t12.5\tSociété Générale\n",
		"mark":         "\ufeff" + plain,
		"CRLF":         strings.ReplaceAll(plain, "\n", "\r\n"),
		"no last end":  strings.TrimSuffix(plain, "\n"),
		"other order":  "Note,Owned,Share,OWNER\nSociété Générale,b,12.5,soc\n",
		"quoted":       "\"owner\",\"owned\",\"share\",\"note\"\n\"soc\",\"b\",\"12.5\",\"Société Générale\"\n",
		"blank rows":   "owner,owned,share,note\n\n,,,\nsoc,b,12.5,Société Générale\n\n",
		"end comma":    "owner,owned,share,note,\nsoc,b,12.5,Société Générale,\n",
		"Windows-1252": encode(charmap.Windows1252.NewEncoder(), "", plain),
		"UTF-16LE":     encode(le, "\xff\xfe", plain),
		"UTF-16BE":     encode(be, "\xfe\xff", plain),
		"no mark LE":   encode(le, "", plain),
		"no mark BE":   encode(be, "", plain),
		"gzip":         zipped.String(),
	} {
		t.Run(name, func(t *testing.T) {
			l, r := load(t, csv.Options{}, text("e.csv", content))
			if r.Accepted != 1 || len(r.Errors) > 0 {
				t.Fatalf("accepted %d: %v", r.Accepted, lines(r.Errors))
			}
			s := l.StatementsOf("soc")[0]
			if s.Note.Own != "Société Générale" || s.Share.String() != "12.5 %" || s.Subject != "b" {
				t.Errorf("statement = %+v", s)
			}
		})
	}
}

func TestNodes(t *testing.T) {
	l, r := load(t, csv.Options{},
		text("edges.csv", "owner,owned,interest,source\np,a,,filing-7\na,exch,listed on,\nstate,a,golden share,\n"),
		text("nodes.csv", `id,kind,name,jurisdiction,headquarters,designated_under,lei,aliases
a,,Alpha,us-de,FR,us-ofac-blocking;my-list,HWUPKR0MPOU8FGXBT394,Alfa; A Corp
p,natural person,Pat,FR;KY,XA,,,
exch,exchange,Exchange,,,,,
state,state,Stateland,XA,,,,
body,public_body,Office,XA,KY,,,
part,subdivision,Part of it,XA,,,,
offer,product,Offer,zz,,,,
`))
	if len(r.Errors) > 0 {
		t.Fatal(lines(r.Errors))
	}
	var got []string
	for _, id := range l.Entities() {
		for _, s := range l.StatementsOf(id) {
			if s.Holder == id {
				got = append(got, string(s.ID)+" "+string(id)+" "+string(s.Interest)+" "+string(s.Subject)+" ["+string(s.Source)+"]")
			}
		}
	}
	want := []string{
		"edges.csv:3 a listedOn exch [edges.csv]",
		"nodes.csv:2#designatedUnder a designatedUnder ofac-ssi [nodes.csv]",
		"nodes.csv:2#designatedUnder-4 a designatedUnder ofac-sdn [nodes.csv]",
		"nodes.csv:2#designatedUnder-5 a designatedUnder my-list [nodes.csv]",
		"nodes.csv:2#headquarteredIn a headquarteredIn france [nodes.csv]",
		"nodes.csv:2#incorporatedIn a incorporatedIn us-de [nodes.csv]",
		"nodes.csv:6#headquarteredIn body headquarteredIn cayman-islands [nodes.csv]",
		"nodes.csv:8#incorporatedIn offer incorporatedIn zz [nodes.csv]",
		"edges.csv:2 p shareholding a [filing-7]",
		"nodes.csv:3#nationalOf p nationalOf france [nodes.csv]",
		"nodes.csv:3#nationalOf-2 p nationalOf cayman-islands [nodes.csv]",
		"nodes.csv:3#residentIn p residentIn state [nodes.csv]",
		"edges.csv:4 state goldenShare a [edges.csv]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("statements (-want +got):\n%s", diff)
	}
	g := l.At(graph.NewDate(2024, 1, 1), graph.Options{})
	for id, iso := range map[graph.EntityID]string{"us-de": "US", "state": "XA", "body": "XA", "part": "XA", "zz": "ZZ"} {
		if got, _ := g.Place(id); got != iso {
			t.Errorf("place of %s = %q, want %q", id, got, iso)
		}
	}
	if a := l.Entity("a"); a.LEI != "HWUPKR0MPOU8FGXBT394" || !slices.Equal(a.Aliases, []string{"A Corp", "Alfa"}) {
		t.Errorf("entity a = %+v", a)
	}
	if l.Entity("my-list").Kind != graph.List || l.Entity("ofac-sdn").Kind != graph.List {
		t.Error("lists are not of kind list")
	}
	if len(r.Notes) != 1 || r.Notes[0].Line != 2 || !strings.Contains(r.Notes[0].Message, "my-list") {
		t.Errorf("notes = %v, want one on my-list", lines(r.Notes))
	}
	if s := l.Statement("edges.csv:2"); s.Basis != graph.Both || s.Figure {
		t.Errorf("empty basis and share: %q, figure %v; want both, false", s.Basis, s.Figure)
	}
}

// TestWithoutNodes wants parties made from edges alone, whatever their order.
func TestWithoutNodes(t *testing.T) {
	rows := []string{"a,b,", "p,FR,nationalOf", "p,b,", "a,nyse,listedOn", "a,scheme,certifiedUnder", "x,us-ofac-blocking,designatedUnder"}
	for range 2 {
		slices.Reverse(rows)
		l, r := load(t, csv.Options{}, text("e.csv", "owner,owned,interest\n"+strings.Join(rows, "\n")))
		if len(r.Errors) > 0 {
			t.Fatal(lines(r.Errors))
		}
		for id, kind := range map[graph.EntityID]graph.Kind{"a": graph.Company, "b": graph.Company, "p": graph.Person,
			"france": graph.State, "nyse": graph.Exchange, "scheme": graph.Scheme, "ofac-sdn": graph.List, "x": graph.Company} {
			if e := l.Entity(id); e == nil || e.Kind != kind {
				t.Errorf("%s = %+v, want a %s", id, e, kind)
			}
		}
		if len(r.Notes) != 1 || !strings.Contains(r.Notes[0].Message, `where the exchange "nyse" lies`) {
			t.Errorf("notes %v, want one on the exchange", r.Notes)
		}
		if n := len(l.StatementsOf("x")); n != 2 {
			t.Errorf("designation under a law with two lists made %d statements, want 2", n)
		}
	}
}

// TestListings: an exchange lies in its state, whichever column says so; the code of a
// state in its stead means somewhere there.
func TestListings(t *testing.T) {
	l, r := load(t, csv.Options{}, text("n.csv", "id,kind,jurisdiction,headquarters\na,,,\neuronext,exchange,FR,\nsix,exchange,,FR\nother,exchange,,\n"),
		text("e.csv", "owner,owned,interest\na,euronext,listedOn\na,six,listedOn\na,other,listedOn\na,FR,listedOn\n"))
	if len(r.Errors) > 0 {
		t.Fatal(lines(r.Errors))
	}
	for id, want := range map[graph.EntityID]graph.EntityID{"euronext": "france", "six": "france", "other": ""} {
		if e := l.Entity(id); e == nil || e.Within != want || len(l.StatementsOf(id)) != 1 {
			t.Errorf("%s = %+v with %d statements, want it within %q", id, e, len(l.StatementsOf(id)), want)
		}
	}
	if s := l.Statement("e.csv:5"); s == nil || s.Subject != "france" || l.Entity("FR") != nil {
		t.Errorf("listed in a state: %+v", s)
	}
}

// TestStatesByID: a state may be named by its id as well, and hold shares.
func TestStatesByID(t *testing.T) {
	l, r := load(t, csv.Options{}, text("n.csv", "id,kind,jurisdiction\na,company,united-kingdom\nb,company,UK\n"),
		text("e.csv", "owner,owned,share,interest\nfrance,a,60,\na,cayman-islands,,establishedIn\n"))
	if len(r.Errors) > 0 {
		t.Fatal(lines(r.Errors))
	}
	if e := l.Entity("france"); e == nil || e.Kind != graph.State || e.ISO != "FR" {
		t.Errorf("france = %+v", e)
	}
	for id, want := range map[graph.ClaimID]graph.EntityID{"n.csv:2#incorporatedIn": "united-kingdom", "n.csv:3#incorporatedIn": "united-kingdom", "e.csv:3": "cayman-islands"} {
		if s := l.Statement(id); s == nil || s.Subject != want {
			t.Errorf("%s = %+v, want %s", id, s, want)
		}
	}
}

// TestFineFigures: a figure of more than nine decimals is a band, and said once.
func TestFineFigures(t *testing.T) {
	_, r := load(t, csv.Options{}, text("e.csv", "owner,owned,share\na,b,33.3333333333\nc,b,33.3333333333\nd,b,33.3\n"))
	if len(r.Notes) != 1 || r.Notes[0].Line != 2 || !strings.Contains(r.Notes[0].Message, "more than nine decimals") {
		t.Errorf("notes = %v", lines(r.Notes))
	}
}

func TestDuplicatesAndConflicts(t *testing.T) {
	l, r := load(t, csv.Options{}, text("e.csv", "owner,owned,share,as_of,source\na,b,30,2024,s\na,b,30,2024,s\na,b,40,2024,s\na,b,30,2024,t\n"))
	if r.Read != 4 || r.Accepted != 4 {
		t.Errorf("read %d, accepted %d, want 4, 4", r.Read, r.Accepted)
	}
	want := []graph.Flag{{Kind: graph.DuplicateClaim, Entity: "b", Message: "e.csv:3:1 repeats e.csv:2; it is kept once", French: "e.csv:3:1 répète e.csv:2 ; gardé une seule fois", Claims: []graph.ClaimID{"e.csv:2"}}}
	if diff := cmp.Diff(want, r.Flags); diff != "" {
		t.Errorf("flags (-want +got):\n%s", diff)
	}
	g := l.At(graph.NewDate(2024, 6, 1), graph.Options{})
	h, _ := g.CapTable("b", graph.Votes).Holding("a")
	if h.Share.String() != "30–40 %" || len(h.Claims) != 3 {
		t.Errorf("holding = %s on %v, want the hull 30–40 %% on three claims", h.Share, h.Claims)
	}
}

// TestEmbedded wants nodes and edges to join what a builder already holds.
func TestEmbedded(t *testing.T) {
	b := graph.NewBuilder()
	b.AddEntity(graph.Entity{ID: "fund", Kind: graph.Arrangement, Name: "Fund"})
	b.AddSource(graph.Source{ID: "register", Title: "The register"})
	r, err := csv.Load(b, []csv.File{text("n.csv", "id\nfund\nnew\n"), text("e.csv", "owner,owned,source\nfund,new,register\n")}, csv.Options{})
	if err != nil || r.Rejected > 0 {
		t.Fatal(err, lines(r.Errors))
	}
	l, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	if l.Entity("fund").Kind != graph.Arrangement || l.Source("register").Title != "The register" {
		t.Error("an empty kind, or a cited source, changed what was known")
	}
}

func TestSameBaseName(t *testing.T) {
	l, _ := load(t, csv.Options{}, text("x/e.csv", "owner,owned\na,b\n"), text("y/e.csv", "owner,owned\na,c\n"))
	if l.Statement("x/e.csv:2") == nil || l.Statement("y/e.csv:2") == nil {
		t.Error("two files of one name do not keep apart")
	}
}

func TestShareOnControl(t *testing.T) {
	l, r := load(t, csv.Options{}, text("e.csv", "owner,owned,interest,share\na,b,appointmentOfBoard,30\n"))
	if s := l.Statement("e.csv:2"); s == nil || s.Value != "30 %" || s.Figure || len(r.Notes) != 1 {
		t.Errorf("statement %+v, notes %v: want the figure kept as a detail, and said so", s, lines(r.Notes))
	}
}

func TestSniff(t *testing.T) {
	for header, want := range map[string]csv.Role{
		"id,name\n": csv.Nodes, "owned;owner\r\n": csv.Edges, "\ufeffowner\towned": csv.Edges, "id": csv.Nodes,
		"id,owner,owned": csv.Edges, "a,b": 0, "": 0, "entities:": 0, "owner,id": 0,
	} {
		got, ok := csv.Sniff([]byte(header))
		if got != want || ok != (want != 0) {
			t.Errorf("Sniff(%q) = %v, %v, want %v", header, got, ok, want)
		}
	}
}

func TestErrorsAreFound(t *testing.T) {
	_, err := csv.Load(graph.NewBuilder(), []csv.File{text("f.csv", "owner,owned,x,y\n")}, csv.Options{})
	var e csv.Error
	if !errors.As(err, &e) || e.File != "f.csv" || e.Column != 13 || strings.Count(err.Error(), "\n") != 1 {
		t.Errorf("err = %v, want both unknown columns as csv.Error", err)
	}
}

// TestHostileSizes wants an answer in an instant where a table was blown up.
func TestHostileSizes(t *testing.T) {
	for name, content := range map[string]string{
		"columns":   strings.Repeat("owner,", 1<<20),
		"fields":    "owner,owned\n" + strings.Repeat(",", 8<<20),
		"parts":     "id,designated_under\na," + strings.Repeat("a;", 1<<20),
		"dangling":  "id\na\n",
		"quotes":    "id,note\na," + strings.Repeat(`"`, 8<<20),
		"long cell": "id,note\na,\"" + strings.Repeat("x\n", 1<<20) + "\"\n",
	} {
		if _, err := csv.Load(graph.NewBuilder(), []csv.File{text("f.csv", content), text("e.csv", "owner,owned\n"+strings.Repeat("x,y\n", 1<<15))}, csv.Options{}); err == nil && name == "columns" {
			t.Error("a million columns were accepted")
		}
	}
}
