package sec

import (
	"errors"
	"io"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/source"
	"longarm/loaders/internal/table"
)

// quarter is what the tables SUBMISSION and COVERPAGE say of each filing.
type quarter map[string]*cover

// quarterly reads one table of a quarterly data set. The holdings stand in INFOTABLE,
// and whose they are in SUBMISSION and COVERPAGE beside it, which are read first. The
// other tables say nothing of holdings.
func (l *load) quarterly(name string) error {
	switch name {
	case "INFOTABLE":
		return l.infotable()
	case "SUBMISSION", "COVERPAGE":
		l.remark(1, "", graph.Say("read together with the table INFOTABLE", "lu avec la table INFOTABLE"), graph.Say("load the whole archive", "chargez toute l’archive"))
	default:
		l.remark(1, "", graph.Say("the table %s says nothing of holdings and is passed over", "la table %s ne dit rien des détentions et est ignorée", name), graph.Say("nothing is lost", "rien n’est perdu"))
	}
	t, err := table.Open(l.in)
	for n := 0; err == nil; n++ {
		if n%1024 == 0 && l.ctx.Err() != nil {
			return l.ctx.Err()
		}
		var row *table.Row
		if row, err = t.Next(); err == nil {
			if name == "SUBMISSION" && cik(row.Get("CIK")) == "" {
				row.Reject(t.Column("CIK"), graph.Say("a filing without the filer's central index key", "un dépôt sans le numéro CIK du déclarant"), graph.Say("fetch the tables again", "téléchargez de nouveau les tables"))
				continue
			}
			l.in.Accept()
		}
	}
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// beside reads a table of the same data set.
func (l *load) beside(name string, each func(*table.Row)) error {
	at := strings.LastIndexAny(l.in.Name, `/\!`)
	file := strings.Replace(l.in.Name[at+1:], "INFOTABLE", name, 1)
	if file == l.in.Name[at+1:] {
		file = strings.Replace(file, "infotable", strings.ToLower(name), 1)
	}
	path := l.in.Name[:at+1] + file
	r, err := source.OpenStream(path, nil)
	if err != nil || path == l.in.Name {
		return l.in.Fail(1, 1, graph.Fault("the table %s is not beside this one, and only it says whose the holdings are; unpack the whole archive, or load the archive", "la table %s n’est pas à côté de celle-ci, et elle seule dit à qui sont les positions ; décompressez toute l’archive, ou chargez l’archive", name))
	}
	defer r.Close()
	in, err := source.NewInput(path, r, source.Options{Encoding: l.in.Options.Encoding})
	if err != nil {
		return err
	}
	t, err := table.Open(in)
	for err == nil {
		var row *table.Row
		if row, err = t.Next(); err == nil {
			each(row)
		}
	}
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// filings reads whose filing is whose. Of one manager's filings on one quarter a
// restatement replaces what was filed before it.
func (l *load) filings() (quarter, error) {
	q := quarter{}
	filed := map[string]graph.Date{}
	err := l.beside("SUBMISSION", func(r *table.Row) {
		id := r.Get("ACCESSION_NUMBER")
		q[id] = &cover{filer: party{cik: cik(r.Get("CIK"))}, form: r.Get("SUBMISSIONTYPE"), period: day(r.Get("PERIODOFREPORT")), entries: -1}
		filed[id] = day(r.Get("FILING_DATE"))
	})
	if err != nil {
		return nil, err
	}
	err = l.beside("COVERPAGE", func(r *table.Row) {
		c := q[r.Get("ACCESSION_NUMBER")]
		if c == nil {
			return
		}
		c.filer.name, c.place = r.Get("FILINGMANAGER_NAME"), r.Get("FILINGMANAGER_STATEORCOUNTRY")
		c.amendment = strings.ToUpper(r.Get("AMENDMENTTYPE"))
		if d := day(r.Get("REPORTCALENDARORQUARTER")); d != 0 {
			c.period = d
		}
	})
	if err != nil {
		return nil, err
	}
	type key struct {
		cik    string
		period graph.Date
	}
	last := map[key]string{}
	for id, c := range q {
		if c.amendment != "RESTATEMENT" {
			continue
		}
		k := key{c.filer.cik, c.period}
		if old, ok := last[k]; !ok || filed[id] > filed[old] || filed[id] == filed[old] && id > old {
			last[k] = id
		}
	}
	for id, c := range q {
		if by, ok := last[key{c.filer.cik, c.period}]; ok && id != by && (filed[id] < filed[by] || filed[id] == filed[by] && id < by) {
			c.entries = -2 // replaced
		}
	}
	return q, nil
}

// infotable reads the holdings, which stand filing by filing.
func (l *load) infotable() error {
	q, err := l.filings()
	if err != nil {
		return err
	}
	t, err := table.Open(l.in)
	if err != nil {
		return err
	}
	columns := struct{ filing, issuer, class, cusip, amount, unit, option, discretion, sole, shared, none int }{
		t.Column("ACCESSION_NUMBER"), t.Column("NAMEOFISSUER"), t.Column("TITLEOFCLASS"), t.Column("CUSIP"), t.Column("SSHPRNAMT"), t.Column("SSHPRNAMTTYPE"),
		t.Column("PUTCALL"), t.Column("INVESTMENTDISCRETION"), t.Column("VOTING_AUTH_SOLE"), t.Column("VOTING_AUTH_SHARED"), t.Column("VOTING_AUTH_NONE")}
	for i, name := range map[int]string{columns.cusip: "CUSIP", columns.amount: "SSHPRNAMT", columns.unit: "SSHPRNAMTTYPE"} {
		if i < 0 {
			return l.in.Fail(1, 1, graph.Fault("the table INFOTABLE lacks the column %s; fetch it again", "il manque à la table INFOTABLE la colonne %s ; téléchargez-la de nouveau", name))
		}
	}
	held := newPositions(l)
	current, replaced := "", 0
	var manager graph.EntityID
	done := map[string]bool{}
	end := func() error {
		if current == "" {
			return nil
		}
		return held.flush(manager, q[current].amendment)
	}
	for n := 0; ; n++ {
		if n%1024 == 0 && l.ctx.Err() != nil {
			return l.ctx.Err()
		}
		r, err := t.Next()
		if errors.Is(err, io.EOF) {
			if replaced > 0 {
				l.remark(1, "", graph.Say("%d rows of filings that a restatement replaces were left out", "%d lignes de dépôts remplacés par une version corrigée ont été laissées de côté", replaced), graph.Say("nothing is lost", "rien n’est perdu"))
			}
			held.tell()
			return end()
		}
		if err != nil {
			return err
		}
		c := q[string(r.Bytes(columns.filing))]
		switch {
		case c == nil || c.filer.cik == "":
			r.Reject(columns.filing, graph.Say("no filing of this number stands in the table SUBMISSION", "aucun dépôt de ce numéro ne figure dans la table SUBMISSION"), graph.Say("fetch the tables of one quarter together", "téléchargez ensemble les tables d’un même trimestre"))
			continue
		case c.entries == -2:
			replaced++
			l.in.Accept()
			continue
		}
		if id := r.Text(columns.filing); id != current {
			if done[id] {
				r.Reject(columns.filing, graph.Say("the rows of this filing do not stand together", "les lignes de ce dépôt ne se suivent pas"), graph.Say("sort the table by ACCESSION_NUMBER", "triez la table selon ACCESSION_NUMBER"))
				continue
			}
			if err := end(); err != nil {
				return err
			}
			current, done[id] = id, true
			l.doc, l.period = id, c.period
			c.line = r.Line
			if manager, err = l.manager(c); err != nil {
				return err
			}
		}
		path, why := held.take(holding{line: r.Line, issuer: r.Text(columns.issuer), class: r.Text(columns.class), cusip: r.Text(columns.cusip),
			unit: r.Text(columns.unit), option: r.Text(columns.option), discretion: r.Text(columns.discretion), amount: r.Text(columns.amount),
			sole: r.Text(columns.sole), shared: r.Text(columns.shared), none: r.Text(columns.none)})
		if !why.IsZero() {
			r.Reject(t.Column(column[path]), why, graph.Say("correct it", "corrigez-le"))
			continue
		}
		l.in.Accept()
	}
}

// column names the columns of INFOTABLE by the elements of the XML.
var column = map[string]string{"cusip": "CUSIP", "shrsOrPrnAmt.sshPrnamt": "SSHPRNAMT", "shrsOrPrnAmt.sshPrnamtType": "SSHPRNAMTTYPE",
	"votingAuthority.Sole": "VOTING_AUTH_SOLE", "votingAuthority.Shared": "VOTING_AUTH_SHARED", "votingAuthority.None": "VOTING_AUTH_NONE"}
