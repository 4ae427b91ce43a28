// Package sec reads what is filed with the United States Securities and Exchange
// Commission through EDGAR: holdings of institutional managers (Form 13F, the XML of a
// filing and the quarterly tables), beneficial ownership above five percent (Schedules
// 13D and 13G, the XML of both namespaces), lists of subsidiaries (Exhibit 21, HTML),
// and complete submission text files that hold any of them.
//
// What the forms do not say is not made up. Form 13F has numbers of shares and no
// percentage. The reporting persons of one Schedule 13D or 13G repeat the same shares:
// their figures are never added, see [load.reporting]. A percentage of one class among
// several is no percentage of the company. A subsidiary of Exhibit 21 is controlled,
// directly or not, by whatever share.
//
// Memory holds one filing's table, and for the quarterly tables the numbers of the
// quarter's filings.
package sec

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path"
	"regexp"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/seen"
	"longarm/loaders/internal/source"
	"longarm/loaders/internal/table"
)

// what is a kind of stream.
type what uint8

const (
	nothing what = iota
	xmlForm
	submission
	exhibit21
	quarterly
	leaflet // what lies in the quarterly archive beside the tables
)

var (
	exhibitWords = regexp.MustCompile(`(?i)(exhibit|ex)(\s|-|&nbsp;|&#160;|&#xa0;|<[^>]*>)*21\b|subsidiaries`)
	htmlTags     = regexp.MustCompile(`(?i)<(html|table|body|!doctype html)`)
)

// Sniff recognises a filing by its namespace, its tags or its columns.
func Sniff(head []byte) bool { return kindOf(head) != nothing }

func kindOf(head []byte) what {
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	switch {
	case len(text) == 0:
		return nothing
	case text[0] == '{':
		if bytes.Contains(text, []byte("ns/csvw")) && bytes.Contains(text, []byte("INFOTABLE")) {
			return leaflet
		}
		return nothing
	case text[0] == '<' || text[0] == '-':
		return markup(text)
	}
	if name := tableOf(head); name != "" {
		return quarterly
	}
	return nothing
}

func markup(text []byte) what {
	first := text[:min(len(text), 2000)]
	switch {
	case bytes.HasPrefix(text, []byte("<SEC-DOCUMENT>")), bytes.HasPrefix(text, []byte("<SEC-HEADER>")),
		bytes.HasPrefix(text, []byte("-----BEGIN PRIVACY-ENHANCED MESSAGE-----")):
		return submission
	case bytes.Contains(first, []byte("sec.gov/edgar/")) && (bytes.Contains(first, []byte("edgarSubmission")) || bytes.Contains(first, []byte("informationTable"))):
		return xmlForm
	case bytes.HasPrefix(text, []byte("<DOCUMENT>")) && bytes.Contains(first, []byte("<TYPE>EX-21")):
		return exhibit21
	case !htmlTags.Match(first):
		return nothing
	case bytes.Contains(text, []byte("Form 13F Data Sets")):
		return leaflet
	case exhibitWords.Match(text[:min(len(text), 16<<10)]):
		return exhibit21
	}
	return nothing
}

// party is who files, or whose filing it is.
type party struct{ cik, name string }

// load is one stream.
type load struct {
	ctx     context.Context
	in      *source.Input
	add     func(graph.Record) error
	states  *source.States
	source  graph.SourceID
	doc     string // the accession number, or the file's name
	filer   party
	period  graph.Date // what the filing speaks of
	base    int        // lines of the file before the document
	told    map[string]bool
	issuers seen.Set // of 13F, by the first six of their CUSIP
}

// Load reads one stream.
func Load(ctx context.Context, in *source.Input, add func(graph.Record) error) (source.Result, error) {
	l := &load{ctx: ctx, in: in, add: add, states: in.NewStates(add), source: in.SourceID("sec"), doc: docOf(in.Name),
		filer: party{cik: cikOf(in.Name)}, told: map[string]bool{}}
	err := l.read()
	return in.Result(), err
}

func (l *load) read() error {
	head, err := l.in.Head()
	if err != nil {
		return err
	}
	kind := kindOf(head)
	if kind == nothing {
		if htmlTags.Match(head) {
			return l.in.Fail(1, 1, graph.Fault("a page for readers, not the data of a filing; fetch the XML document of the same filing, or its complete submission text file", "une page à lire, non les données d’un dépôt ; téléchargez le document XML du même dépôt, ou son fichier texte complet"))
		}
		return l.in.Fail(1, 1, graph.Fault("this is no 13F, 13D, 13G, Exhibit 21 or submission file of EDGAR; see the guide for what is read", "ce n’est ni un 13F, ni un 13D, ni un 13G, ni un Exhibit 21, ni un fichier de dépôt d’EDGAR ; voyez dans le guide ce qui est lu"))
	}
	err = l.add(graph.Source{ID: l.source, Title: "SEC EDGAR: " + l.doc, URL: "https://www.sec.gov/search-filings", Licence: "public domain", Origin: l.in.Name})
	if err != nil {
		return err
	}
	switch kind {
	case submission:
		return l.submission()
	case exhibit21:
		return l.exhibit(l.in.R)
	case quarterly:
		return l.quarterly(tableOf(head))
	case leaflet:
		l.remark(1, "", graph.Say("a description of the tables, with no data in it", "une description des tables, sans données"), graph.Say("nothing is lost", "rien n’est perdu"))
		_, err := io.Copy(io.Discard, l.in.R)
		return l.in.Fail(0, 0, err)
	}
	f, err := l.forms()
	if err != nil {
		return err
	}
	return f.finish()
}

var (
	accession = regexp.MustCompile(`(?:^|\D)(\d{10})-?(\d{2})-?(\d{6})(?:\D|$)`)
	cikFolder = regexp.MustCompile(`/data/(\d{1,10})/`)
)

// docOf names a filing: its accession number when the path has it, as EDGAR's paths
// do, else the file.
func docOf(name string) string {
	name = strings.ReplaceAll(name, `\`, "/")
	if m := accession.FindAllStringSubmatch(name, -1); m != nil {
		last := m[len(m)-1]
		return last[1] + "-" + last[2] + "-" + last[3]
	}
	return path.Base(strings.ReplaceAll(name, "!", "/"))
}

// cikOf is the filer's number when the path is one of EDGAR's.
func cikOf(name string) string {
	if m := cikFolder.FindStringSubmatch(strings.ReplaceAll(name, `\`, "/")); m != nil {
		return cik(m[1])
	}
	return ""
}

// cik writes a central index key with its ten digits, "" when it is none.
func cik(text string) string {
	text = strings.TrimSpace(text)
	if text == "" || len(text) > 10 || strings.Trim(text, "0123456789") != "" || strings.Trim(text, "0") == "" {
		return ""
	}
	return strings.Repeat("0", 10-len(text)) + text
}

// cusip writes a security's number with its nine characters: spreadsheets drop leading
// zeros. It is "" for a text that is none.
func cusip(text string) string {
	text = strings.ToUpper(strings.ReplaceAll(strings.TrimSpace(text), " ", ""))
	if len(text) < 5 || len(text) > 9 || strings.Trim(text, "0") == "" {
		return ""
	}
	for i := range len(text) {
		if c := text[i]; !(c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c == '*' || c == '@' || c == '#') {
			return ""
		}
	}
	return strings.Repeat("0", 9-len(text)) + text
}

func (l *load) remark(line int, path string, cause, next graph.Text) {
	if line > 0 {
		line += l.base
	}
	l.in.Remark(line, 0, path, cause, next)
}

// once remarks once a stream.
func (l *load) once(line int, cause, next graph.Text) {
	if !l.told[cause.EN] {
		l.told[cause.EN] = true
		l.remark(line, "", cause, next)
	}
}

func (l *load) reject(line, column int, path string, cause, next graph.Text) {
	l.in.Reject(line+l.base, column, path, cause, next)
}

func (l *load) claim(line int, part string) graph.Claim {
	return graph.Claim{ID: graph.ClaimID("sec:" + l.doc + "#" + part), Source: l.source, Evidence: graph.High, Assertion: graph.Stated,
		Origin: l.in.Origin(line + l.base)}
}

// company hands on a company known by its CIK, or under an id within the filing.
func (l *load) company(line int, p party, part string, more ...graph.Identifier) (graph.EntityID, error) {
	e := graph.Entity{ID: graph.EntityID("sec:" + l.doc + "#" + part), Kind: graph.Company, Name: p.name, Identifiers: more, Source: l.source,
		Evidence: graph.High, Origin: l.in.Origin(line + l.base)}
	if p.cik != "" {
		e.ID = graph.EntityID("cik:" + p.cik)
		e.Identifiers = append([]graph.Identifier{{Scheme: "cik", ID: p.cik}}, more...)
	}
	return e.ID, l.add(e)
}

// tie states where a party stands by an EDGAR code. A code that is unknown is told
// once.
func (l *load) tie(line int, part string, id graph.EntityID, code string, i graph.Interest) error {
	iso := Place(code)
	if iso == "" {
		if code != "" && code != "XX" {
			l.once(line, graph.Say("%q is no code of a state or country of EDGAR", "%q n’est pas un code d’État ou de pays d’EDGAR", source.Clip(code)), graph.Say("the place is left out", "le lieu est laissé de côté"))
		}
		return nil
	}
	if i == graph.NationalOf {
		iso, _, _ = strings.Cut(iso, "-") // an American state or Canadian province stands for the nation
	}
	state, err := l.states.Find(iso)
	if err != nil || state == "" {
		return err
	}
	c := l.claim(line, part)
	c.Period.AsOf = l.period
	if i == graph.IncorporatedIn || i == graph.NationalOf {
		c.Period.AsOf = 0
	}
	return l.add(graph.Statement{Claim: c, Holder: id, Subject: state, Interest: i})
}

// day reads the dates of EDGAR: 12-31-2020, 12/31/2020, 31-DEC-2020, 20201231 and
// 2020-12-31; zero for another text.
func day(text string) graph.Date {
	text = strings.TrimSpace(text)
	var y, m, d string
	switch {
	case len(text) == 8 && strings.Trim(text, "0123456789") == "":
		y, m, d = text[:4], text[4:6], text[6:]
	case len(text) == 10 && (text[2] == '-' || text[2] == '/') && text[5] == text[2]:
		m, d, y = text[:2], text[3:5], text[6:]
	case len(text) == 11 && text[2] == '-' && text[6] == '-':
		at := strings.Index("JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC", strings.ToUpper(text[3:6]))
		if at < 0 || at%3 != 0 {
			return 0
		}
		d, m, y = text[:2], fmt.Sprintf("%02d", at/3+1), text[7:]
	default:
		y, m, d = text, "", ""
	}
	if m != "" {
		y += "-" + m + "-" + d
	}
	out, err := graph.ParseDate(y)
	if err != nil {
		return 0
	}
	return out
}

// tableOf names the quarterly table that the columns belong to, "" for none.
func tableOf(head []byte) string {
	columns, _ := table.Header(head)
	has := map[string]bool{}
	for _, c := range columns {
		has[strings.ToUpper(c)] = true
	}
	if !has["ACCESSION_NUMBER"] {
		return ""
	}
	for _, t := range []struct{ column, name string }{
		{"INFOTABLE_SK", "INFOTABLE"}, {"CUSIP", "INFOTABLE"}, {"SUBMISSIONTYPE", "SUBMISSION"}, {"REPORTCALENDARORQUARTER", "COVERPAGE"},
		{"TABLEENTRYTOTAL", "SUMMARYPAGE"}, {"OTHERMANAGER_SK", "OTHERMANAGER"}, {"SEQUENCENUMBER", "OTHERMANAGER2"}, {"SIGNATUREDATE", "SIGNATURE"},
	} {
		if has[t.column] {
			return t.name
		}
	}
	return ""
}
