package xlsx

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// row is one row while it is read.
type row struct {
	load *load
	grid *grid
	line line
	bad  []fault
}

type fault struct {
	column      string
	cause, next graph.Text
}

// cell is the text of a column, trimmed, "" when the sheet lacks it.
func (r *row) cell(column string) string {
	i, ok := r.grid.at[column]
	if ok && len(r.load.blank) > 0 {
		name, err := excelize.CoordinatesToCellName(i+1, r.line.number)
		if err == nil && r.load.blank[name] {
			if f, err := r.load.book.GetCellFormula(r.grid.title, name); err == nil && f != "" {
				r.fail(column, graph.Say("a formula whose value was never saved", "une formule dont la valeur n’a jamais été enregistrée"), graph.Say("open the workbook in a spreadsheet program and save it, or write the value", "ouvrez le classeur dans un tableur et enregistrez-le, ou écrivez la valeur"))
				return ""
			}
		}
	}
	if !ok || i >= len(r.line.cells) {
		return ""
	}
	text := strings.TrimSpace(strings.ReplaceAll(r.line.cells[i], "\u00a0", " "))
	switch text {
	case "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#N/A", "#NULL!", "#NUM!":
		r.fail(column, graph.Say("the formula has no value: %s", "la formule n’a pas de valeur : %s", text), graph.Say("correct it, or write the value", "corrigez-la, ou écrivez la valeur"))
		return ""
	}
	if at, name := source.FindControl(text); at >= 0 {
		r.fail(column, graph.Say("the control character %s", "le caractère de commande %s", name), graph.Say("remove it", "retirez-le"))
		return ""
	}
	return text
}

// line1 is a cell that must be one line.
func (r *row) line1(column string) string {
	text := r.cell(column)
	if strings.ContainsAny(text, "\r\n") {
		r.fail(column, graph.Say("several lines in one identifier", "plusieurs lignes dans un identifiant"), graph.Say("keep one", "n’en gardez qu’un"))
		return ""
	}
	return text
}

// id is a cell that must not be empty.
func (r *row) id(column string) string {
	text := r.line1(column)
	switch {
	case len(r.bad) > 0:
	case text == "":
		r.fail(column, graph.Say("empty", "vide"), graph.Say("every row needs it", "chaque ligne doit l’avoir"))
	case len(text) > 1000:
		r.fail(column, graph.Say("longer than 1000 bytes", "plus de 1000 octets"), graph.Say("use a short text", "écrivez un texte court"))
	default: // two ids that look the same would be two parties
		if at, name := source.FindInvisible(text); at >= 0 {
			r.fail(column, graph.Say("the invisible character %s", "le caractère invisible %s", name), graph.Say("remove it", "retirez-le"))
		}
	}
	return text
}

// list splits a cell at semicolons.
func (r *row) list(column string) []string {
	var out []string
	for part := range strings.SplitSeq(r.cell(column), ";") {
		if part = strings.TrimSpace(part); part != "" && len(out) < 1000 {
			out = append(out, part)
		}
	}
	return out
}

func (r *row) fail(column string, cause, next graph.Text) {
	r.bad = append(r.bad, fault{column, cause, next})
}

// where names a cell: "holdings!E5".
func (r *row) where(column string) (int, string) {
	i, ok := r.grid.at[column]
	if !ok {
		return 0, fmt.Sprintf("%s!%d", r.grid.title, r.line.number)
	}
	name, err := excelize.CoordinatesToCellName(i+1, r.line.number)
	if err != nil {
		return 0, r.grid.title
	}
	return i + 1, r.grid.title + "!" + name
}

// done counts the row and reports whether it is in order.
func (r *row) done() bool {
	in := r.load.in
	if len(r.bad) == 0 {
		in.Accept()
		return true
	}
	for i, f := range r.bad {
		column, path := r.where(f.column)
		if i == 0 {
			in.Reject(r.line.number, column, path, r.said(f), f.next)
		} else {
			in.Fault(r.line.number, column, path, r.said(f), f.next)
		}
	}
	return false
}

// said names the sheet and the column before the cause: a line and a column are those of
// a sheet.
func (r *row) said(f fault) graph.Text {
	return graph.Say("%s, %s: %s", "%s, %s : %s", r.grid.title, f.column, f.cause)
}

// origin is the file, the sheet and the row.
func (r *row) origin() string {
	return fmt.Sprintf("%s:%s!A%d", r.load.in.Name, r.grid.title, r.line.number)
}

// choice reads a code of a list; case, spaces, hyphens and underscores do not count.
func (r *row) choice(column, empty string, list []string) string {
	text := r.cell(column)
	if text == "" {
		return empty
	}
	fold := func(s string) string { return strings.ReplaceAll(plain(s), "_", "") }
	for _, code := range list {
		if fold(code) == fold(text) {
			return code
		}
	}
	r.fail(column, graph.Say("%q is not one of the codes", "%q n’est pas l’un des codes", source.Clip(text)), source.DidYouMean(text, list, graph.Say("see the sheet of codes", "voyez la feuille des codes")))
	return empty
}

// row reads one row of any sheet.
func (l *load) row(g *grid, at line) error {
	r := &row{load: l, grid: g, line: at}
	example := false
	for _, c := range at.cells {
		example = example || strings.HasPrefix(c, "example-")
	}
	if example {
		l.examples++
	} else {
		l.others++
	}
	switch g.sheet.name {
	case sourcesSheet:
		return l.citation(r)
	case entitiesSheet:
		return l.entity(r)
	case attributesSheet:
		return l.attribute(r)
	}
	return l.statement(r)
}

// citation reads a row of sources.
func (l *load) citation(r *row) error {
	s := graph.Source{ID: graph.SourceID(r.id("id")), Title: r.cell("title"), URL: r.cell("url"), Citation: r.cell("citation"), Licence: r.cell("licence"), Origin: r.origin()}
	if s.URL != "" && !strings.HasPrefix(s.URL, "http://") && !strings.HasPrefix(s.URL, "https://") {
		r.fail("url", graph.Say("%q is no address", "%q n’est pas une adresse", source.Clip(s.URL)), graph.Say("write one that begins with https://, or use the column citation", "écrivez-en une qui commence par https://, ou utilisez la colonne citation"))
	}
	if d := l.date(r, "date"); d != 0 {
		s.Date = d.String()
	}
	s.NonCommercial = yes(r, "non_commercial")
	if l.cited[s.ID] && s.ID != "" {
		r.fail("id", graph.Say("the source %q stands twice", "la source %q figure deux fois", source.Clip(string(s.ID))), graph.Say("keep one", "n’en gardez qu’un"))
	}
	if !r.done() {
		return nil
	}
	l.cited[s.ID] = true
	return l.add(s)
}

func yes(r *row, column string) bool {
	switch strings.ToLower(r.cell(column)) {
	case "yes", "true", "1", "oui", "vrai", "x":
		return true
	case "", "no", "false", "0", "non", "faux":
		return false
	}
	r.fail(column, graph.Say("%q is neither yes nor no", "%q n’est ni « yes » ni « no »", source.Clip(r.cell(column))), graph.Say("write yes or no", "écrivez « yes » ou « no »"))
	return false
}

// sourceID is what a row rests on: its source, or else the workbook.
func (l *load) sourceID(r *row) graph.SourceID {
	if text := r.line1("source"); text != "" {
		return graph.SourceID(text)
	}
	return l.source
}

// cite hands on a source that no row of the sheet describes.
func (l *load) cite(id graph.SourceID, origin string) error {
	if l.cited[id] {
		return nil
	}
	l.cited[id] = true
	s := graph.Source{ID: id, Origin: origin}
	if text := string(id); strings.HasPrefix(text, "https://") || strings.HasPrefix(text, "http://") {
		s.URL = text
	}
	return l.add(s)
}

// claim reads the columns that claims share.
func (l *load) claim(r *row) graph.Claim {
	codes := codes()
	c := graph.Claim{ID: graph.ClaimID(r.line1("id")), Source: l.sourceID(r), Quote: r.cell("quote"), Note: graph.Own(r.cell("note")), Origin: r.origin(),
		Assertion: graph.Assertion(r.choice("assertion", "", codes["assertion"]))}
	c.Evidence, _ = graph.ParseEvidence(r.choice("evidence", "", codes["evidence"]))
	c.Period = graph.Period{From: l.date(r, "from"), To: l.date(r, "to"), AsOf: l.date(r, "as_of")}
	if p := c.Period; p.To != 0 && p.From >= p.To {
		r.fail("to", graph.Say("it ends on %s, not after it begins on %s", "fin le %s, qui n’est pas après le début, le %s", p.To, p.From), graph.Say("the end is the day after the last: give a later day", "la fin est le lendemain du dernier jour : indiquez un jour plus tardif"))
	}
	auto := fmt.Sprintf("%s:%s:%d", strings.TrimPrefix(string(l.source), "xlsx:"), r.grid.sheet.name, r.line.number)
	switch first, taken := l.ids[c.ID]; {
	case c.ID == "":
		c.ID = graph.ClaimID(auto)
	case taken:
		r.fail("id", graph.Say("the id %q is used twice (first at %s)", "l’identifiant %q sert deux fois (d’abord à %s)", source.Clip(string(c.ID)), first), graph.Say("give every row its own", "donnez à chaque ligne le sien"))
	case strings.HasPrefix(string(c.ID), strings.TrimSuffix(auto, fmt.Sprint(r.line.number))):
		r.fail("id", graph.Say("an id of the form given to rows without one", "un identifiant de la forme donnée aux lignes qui n’en ont pas"), graph.Say("choose another", "choisissez-en un autre"))
	default:
		l.ids[c.ID] = c.Origin
	}
	return c
}
