package sec

import (
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// cover is what the first page of a 13F filing says.
type cover struct {
	filer     party
	form      string // 13F-HR, 13F-NT …
	period    graph.Date
	place     string // of the office, as EDGAR codes it
	amendment string // RESTATEMENT or NEW HOLDINGS
	entries   int    // rows of the table; -1 when not said
	line      int
}

// filing gathers the documents of one 13F filing.
type filing struct {
	load  *load
	cover *cover
	table positions
	seen  bool // a table was met
}

// forms reads the XML of one filing, in one document or several.
func (l *load) forms() (*filing, error) {
	f := &filing{load: l, table: newPositions(l)}
	return f, f.document(l.in.XML())
}

// document reads one XML document.
func (f *filing) document(x *source.XML) error {
	l := f.load
	root := ""
	open := func(path string, start xml.StartElement) {
		if root == "" {
			root = start.Name.Local
			f.seen = f.seen || root == "informationTable"
		}
	}
	for n := 0; ; n++ {
		if n%1024 == 0 && l.ctx.Err() != nil {
			return l.ctx.Err()
		}
		e, err := x.Next(open, "infoTable", "edgarSubmission")
		if errors.Is(err, io.EOF) {
			if root == "" && n == 0 {
				return l.in.Fail(1+l.base, 1, graph.Fault("no filing of EDGAR is in this XML; see the guide for what is read", "ce XML ne contient aucun dépôt d’EDGAR ; voyez dans le guide ce qui est lu"))
			}
			return nil
		}
		if err != nil {
			return err
		}
		if root == "" {
			root = e.Name
		}
		if e.Name == "infoTable" {
			f.seen = true
			f.row(e)
			continue
		}
		if err := f.submission(e); err != nil {
			return err
		}
	}
}

// submission reads an edgarSubmission: the cover of a 13F, or a schedule.
func (f *filing) submission(e *source.Element) error {
	l := f.load
	form := strings.ToUpper(strings.TrimSpace(e.Str("headerData", "submissionType")))
	switch {
	case strings.HasPrefix(form, "13F-"):
		c, why := coverOf(e)
		if !why.IsZero() {
			l.reject(e.Line, e.Column, "headerData", why, graph.Say("correct it, or fetch the filing again", "corrigez-le, ou téléchargez de nouveau le dépôt"))
			return nil
		}
		l.in.Accept()
		c.line += l.base
		f.cover = c
		return nil
	case strings.HasPrefix(form, "SCHEDULE 13D"), strings.HasPrefix(form, "SC 13D"):
		return l.schedule(e, names13D, form)
	case strings.HasPrefix(form, "SCHEDULE 13G"), strings.HasPrefix(form, "SC 13G"):
		return l.schedule(e, names13G, form)
	}
	return l.in.Fail(e.Line+l.base, e.Column, graph.Fault("the form %q is not read; 13F, 13D and 13G are", "le formulaire %q n’est pas lu ; 13F, 13D et 13G le sont", source.Clip(form)))
}

func coverOf(e *source.Element) (*cover, graph.Text) {
	head, page := e.Get("headerData"), e.At("formData", "coverPage")
	c := &cover{form: strings.ToUpper(head.Str("submissionType")), line: e.Line, entries: -1}
	c.filer = party{cik(head.Str("filerInfo", "filer", "credentials", "cik")), page.Str("filingManager", "name")}
	if c.filer.cik == "" {
		return nil, graph.Say("the filer has no central index key", "le déclarant n’a pas de numéro CIK")
	}
	date := page.Str("reportCalendarOrQuarter")
	if date == "" {
		date = head.Str("filerInfo", "periodOfReport")
	}
	if c.period = day(date); c.period == 0 && date != "" {
		return nil, graph.Say("%q is no date", "%q n’est pas une date", source.Clip(date))
	}
	c.place = page.Str("filingManager", "address", "stateOrCountry")
	c.amendment = strings.ToUpper(page.Str("amendmentInfo", "amendmentType"))
	if n, err := strconv.Atoi(e.Str("formData", "summaryPage", "tableEntryTotal")); err == nil {
		c.entries = n
	}
	return c, graph.Text{}
}

// row takes one holding.
func (f *filing) row(e *source.Element) {
	amount := e.Get("shrsOrPrnAmt")
	vote := e.Get("votingAuthority")
	r := holding{line: e.Line + f.load.base, issuer: e.Str("nameOfIssuer"), class: e.Str("titleOfClass"), cusip: e.Str("cusip"), unit: amount.Str("sshPrnamtType"),
		option: e.Str("putCall"), discretion: e.Str("investmentDiscretion"),
		amount: amount.Str("sshPrnamt"), sole: vote.Str("Sole"), shared: vote.Str("Shared"), none: vote.Str("None")}
	if path, why := f.table.take(r); !why.IsZero() {
		f.load.reject(e.Line, e.Column, "infoTable."+path, why, graph.Say("correct it", "corrigez-le"))
		return
	}
	f.load.in.Accept()
}

// finish hands on a 13F filing. A table that comes without its cover takes the one
// beside it, else the number in EDGAR's path, else nobody knows whose it is.
func (f *filing) finish() error {
	l := f.load
	if f.cover == nil && !f.seen {
		return nil
	}
	if f.cover == nil {
		f.cover = l.coverBeside()
	}
	if f.cover == nil {
		f.cover = &cover{filer: party{cik: cikOf(l.in.Name)}, entries: -1, line: 1, period: l.period}
		if f.cover.filer.cik == "" {
			f.cover.filer.name = "unnamed manager"
			l.remark(1, "", graph.Say("an information table does not say whose it is; it is kept under a manager without a name", "un tableau d’information ne dit pas de qui il est ; il est gardé sous un gérant sans nom"), graph.Say("load the complete submission text file, or put primary_doc.xml beside it", "chargez le fichier texte complet du dépôt, ou placez primary_doc.xml à côté"))
		}
	}
	c := f.cover
	l.filer, l.period = c.filer, c.period
	manager, err := l.manager(c)
	if err != nil {
		return err
	}
	switch {
	case strings.HasPrefix(c.form, "13F-NT"):
		l.remark(c.line, "", graph.Say("a notice without a table: other managers report these holdings", "un avis sans tableau : d’autres gérants déclarent ces positions"), graph.Say("load their filings", "chargez leurs dépôts"))
	case !f.seen:
		l.remark(c.line, "", graph.Say("a cover page without its information table", "une page de garde sans son tableau d’information"), graph.Say("load the complete submission text file, or the table beside it", "chargez le fichier texte complet du dépôt, ou le tableau qui va avec"))
	case c.entries >= 0 && c.entries != f.table.rows:
		l.remark(c.line, "formData.summaryPage.tableEntryTotal", graph.Say("the cover tells of %d rows and %d were read", "la page de garde annonce %d lignes et %d ont été lues", c.entries, f.table.rows), graph.Say("fetch the table again", "téléchargez de nouveau le tableau"))
	}
	f.table.tell()
	return f.table.flush(manager, c.amendment)
}

// manager hands on who files a 13F.
func (l *load) manager(c *cover) (graph.EntityID, error) {
	id, err := l.company(c.line, c.filer, "manager")
	if err != nil {
		return "", err
	}
	return id, l.tie(c.line, "manager-office", id, c.place, graph.HeadquarteredIn)
}

// coverBeside reads the cover that EDGAR keeps beside an information table.
func (l *load) coverBeside() *cover {
	const name = "primary_doc.xml"
	beside := neighbour(l.in.Name, name)
	if path.Base(strings.ReplaceAll(l.in.Name, `\`, "/")) == name {
		return nil
	}
	r, err := source.OpenStream(beside, nil)
	if err != nil {
		return nil
	}
	defer r.Close()
	in, err := source.NewInput(beside, io.LimitReader(r, source.MaxRecord), source.Options{})
	if err != nil {
		return nil
	}
	e, err := in.XML().Next(nil, "edgarSubmission")
	if err != nil {
		return nil
	}
	c, why := coverOf(e)
	if !why.IsZero() || !strings.HasPrefix(c.form, "13F-") {
		return nil
	}
	l.remark(1, "", graph.Say("the manager is taken from %s beside the table", "le gérant est tiré de %s, à côté du tableau", name), graph.Say("nothing to do when both are of one filing", "rien à faire si les deux sont du même dépôt"))
	c.line = 1
	return c
}

// neighbour names a file beside another, or in the same archive.
func neighbour(name, beside string) string {
	at := strings.LastIndexAny(name, `/\!`)
	return name[:at+1] + beside
}
