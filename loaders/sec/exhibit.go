package sec

import (
	"fmt"
	"io"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/share"
	"longarm/loaders/internal/source"
)

// row is one row of a list of subsidiaries.
type row struct {
	line   int
	indent float64 // of its first text, in points
	cells  []string
}

// subsidiary is who stands at what depth of the list.
type subsidiary struct {
	indent float64
	id     graph.EntityID
	part   string
}

// listing is one Exhibit 21.
type listing struct {
	load       *load
	registrant subsidiary
	above      []subsidiary // from the registrant down to the row before
	n          int
	owned      bool // a column tells what is owned
	columns    bool // the head of the table was met
}

// exhibit reads a list of subsidiaries: free HTML in which a table names them with
// their jurisdictions, and sometimes what is owned of them.
func (l *load) exhibit(r io.Reader) error {
	p, err := readPage(l.ctx, r)
	if err != nil {
		return l.in.Fail(p.line+l.base, 0, err)
	}
	if len(p.rows) == 0 {
		return l.in.Fail(1+l.base, 1, graph.Fault("no table of subsidiaries is in this page; a list in free text is not read, write it as CSV", "cette page ne contient pas de tableau de filiales ; une liste en texte libre n’est pas lue, écrivez-la en CSV"))
	}
	list := &listing{load: l}
	if err := list.parent(p); err != nil {
		return err
	}
	for n, row := range p.rows {
		if n%1024 == 0 && l.ctx.Err() != nil {
			return l.ctx.Err()
		}
		if err := list.row(row); err != nil {
			return err
		}
	}
	if list.n == 0 {
		return l.in.Fail(1+l.base, 1, graph.Fault("no row of this page names a company and its jurisdiction; is it Exhibit 21?", "aucune ligne de cette page ne nomme une société et sa juridiction ; est-ce bien l’Exhibit 21 ?"))
	}
	return nil
}

// parent hands on whose subsidiaries these are: the filer of the submission, or of the
// path, or else who the heading names.
func (s *listing) parent(p *page) error {
	l := s.load
	who := l.filer
	if who.name == "" {
		who.name = p.registrant()
		switch {
		case who.name == "" && who.cik == "":
			who.name = "unnamed registrant"
			l.remark(1, "", graph.Say("the page does not say whose subsidiaries it lists; they are kept under a registrant without a name", "la page ne dit pas de qui elle énumère les filiales ; elles sont gardées sous un déclarant sans nom"), graph.Say("load the complete submission text file of the annual report", "chargez le fichier texte complet du dépôt du rapport annuel"))
		case who.cik == "":
			l.remark(1, "", graph.Say("the registrant is taken from the heading: %q", "le déclarant est tiré du titre : %q", source.Clip(who.name)), graph.Say("load the complete submission text file to have its central index key", "chargez le fichier texte complet du dépôt pour avoir son numéro CIK"))
		}
	}
	if l.period == 0 {
		l.period = p.asOf()
	}
	id, err := l.company(1, who, "registrant")
	s.registrant = subsidiary{indent: -1, id: id}
	return err
}

// row reads one row.
func (s *listing) row(r row) error {
	l := s.load
	if s.heading(r) {
		return nil
	}
	name, place, owned, why := s.cells(r)
	switch {
	case !why.IsZero():
		l.reject(r.line, 0, "", why, graph.Say("write it as CSV, or correct the page", "écrivez-la en CSV, ou corrigez la page"))
		return nil
	case name == "":
		return nil
	}
	figure, known, err := share.Parse(owned)
	if err != nil {
		l.reject(r.line, 0, "", graph.Wording(err), graph.Say("correct it", "corrigez-le"))
		return nil
	}
	l.in.Accept()
	s.n++
	part := "ex21-" + fmt.Sprint(s.n)
	e := graph.Entity{ID: graph.EntityID("sec:" + l.doc + "#" + part), Kind: graph.Company, Name: name, Source: l.source, Evidence: graph.High,
		Origin: l.in.Origin(r.line + l.base)}
	iso := inWords(place)
	if iso == "" && place != "" {
		e.Note = graph.Own("jurisdiction as listed: " + place)
		l.remark(r.line, "", graph.Say("%q names no state or country for certain and is kept as a note", "%q ne nomme avec certitude ni État ni pays et est gardé comme note", source.Clip(place)), graph.Say("nothing to do, or state it in a file of your own", "rien à faire, ou précisez-le dans un fichier à vous"))
	}
	if err := l.add(e); err != nil {
		return err
	}
	if state, err := l.states.Find(iso); err != nil {
		return err
	} else if state != "" {
		err := l.add(graph.Statement{Claim: l.claim(r.line, part+"-place"), Holder: e.ID, Subject: state, Interest: graph.IncorporatedIn})
		if err != nil {
			return err
		}
	}
	return s.holding(r, subsidiary{r.indent, e.ID, part}, figure, known)
}

// holding states that the company above in the list controls this one: that is what a
// subsidiary is (17 CFR 210.1-02(x)), directly or through others. A percentage is what
// is owned, directly or not.
func (s *listing) holding(r row, sub subsidiary, figure graph.Share, known bool) error {
	l := s.load
	for len(s.above) > 0 && s.above[len(s.above)-1].indent+1 > sub.indent {
		s.above = s.above[:len(s.above)-1]
	}
	parent, note := s.registrant, "subsidiary of the registrant, directly or through others"
	if n := len(s.above); n > 0 {
		parent, note = s.above[n-1], "listed beneath the parent by indentation"
	}
	s.above = append(s.above, sub)
	c := graph.Statement{Claim: l.claim(r.line, sub.part), Holder: parent.id, Subject: sub.id, Interest: graph.OtherInfluenceOrControl, Value: "subsidiary"}
	c.Period.AsOf, c.Note = l.period, graph.Own(note)
	if err := l.add(c); err != nil || !known {
		return err
	}
	c.ID += "-shares"
	c.Interest, c.Basis, c.Share, c.Figure, c.Value = graph.Shareholding, graph.Capital, figure, true, ""
	c.Note = graph.Own("owned directly or indirectly, as listed")
	return l.add(c)
}

// heading recognises the row that names the columns.
func (s *listing) heading(r row) bool {
	found := false
	for i, c := range r.cells {
		c = strings.ToLower(c)
		if len(c) > 90 {
			return false
		}
		if strings.ContainsAny(c, "0123456789") {
			continue // a figure, or a name with one
		}
		if strings.Contains(c, "%") && c != "%" || strings.Contains(c, "percent") || strings.Contains(c, "owner") || strings.HasPrefix(c, "owned") {
			s.owned, found = true, true
		}
		for _, word := range []string{"jurisdiction", "organized", "incorporat", "laws of", "domicile", "state or", "place of", "country of"} {
			found = found || strings.Contains(c, word) && (i > 0 || len(r.cells) == 1 || strings.Contains(c, "jurisdiction"))
		}
	}
	s.columns = s.columns || found
	return found
}

// cells takes a row apart: the first is the name, of the others one that is a figure
// tells what is owned and one that is none the jurisdiction.
func (s *listing) cells(r row) (name, place, owned string, why graph.Text) {
	if len(r.cells) == 0 {
		return "", "", "", graph.Text{}
	}
	name = cleanName(r.cells[0])
	for _, c := range r.cells[1:] {
		digits := strings.ContainsAny(c, "0123456789")
		figure := digits && (s.owned && strings.Trim(c, "0123456789.,% ") == "" || strings.HasSuffix(c, "%"))
		switch {
		case c == "%":
			if owned != "" && !strings.HasSuffix(owned, "%") {
				owned += "%"
			}
		case figure:
			owned = c
		case footnote(c):
		case place == "":
			place = c
		}
	}
	switch {
	case len(r.cells) == 1 && (len(r.cells[0]) > 90 || s.n == 0 || footnote(r.cells[0][:min(1, len(r.cells[0]))]) || strings.HasPrefix(r.cells[0], "(") || strings.HasSuffix(r.cells[0], ":")):
		return "", "", "", graph.Text{} // a title or a footnote
	case name == "" || footnote(r.cells[0]):
		return "", "", "", graph.Text{}
	case len(r.cells) > 1 && len(r.cells[1]) > 90:
		return "", "", "", graph.Text{}
	case place == "" && owned == "":
		return "", "", "", graph.Say("%q stands without a jurisdiction", "%q figure sans juridiction", source.Clip(name))
	}
	return name, place, owned, graph.Text{}
}

// footnote reports a mark and no text: "*", "(1)", "†".
func footnote(text string) bool {
	return strings.Trim(text, "*†‡§()0123456789 ") == "" && text != ""
}

// cleanName drops the marks of footnotes after a name.
func cleanName(text string) string {
	for {
		short := strings.TrimRight(text, "*†‡§ ")
		if at := strings.LastIndexByte(short, '('); at > 0 && strings.HasSuffix(short, ")") && footnote(short[at:]) {
			short = strings.TrimSpace(short[:at])
		}
		if short == text {
			return text
		}
		text = short
	}
}
