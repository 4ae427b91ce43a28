package xlsx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"sort"

	"github.com/xuri/excelize/v2"

	"longarm/graph"
)

// arrow begins the row that explains the columns; rows that begin with it are not read.
const arrow = "→ "

// lastRow is how far down drop-downs and cell formats reach.
const lastRow = 5000

// Template writes an empty workbook with explanations in English or French: a row of
// headers, a row that explains them, one example, and drop-downs for codes. It holds no
// macros, no formulas and no links. The same language gives the same bytes.
func Template(w io.Writer, lang string) error {
	f := excelize.NewFile()
	defer f.Close()
	t := &template{f: f, lang: lang, at: map[string]string{}}
	err := t.build()
	if err != nil {
		return graph.Fault("writing the workbook: %v", "écriture du classeur : %v", err)
	}
	buf, err := f.WriteToBuffer()
	if err != nil {
		return graph.Fault("writing the workbook: %v", "écriture du classeur : %v", err)
	}
	return repack(w, buf.Bytes())
}

type template struct {
	f                       *excelize.File
	lang                    string
	at                      map[string]string // ranges of the drop-downs
	head, help, text, title int
}

func (t *template) say(s graph.Text) string {
	if t.lang == "fr" {
		return s.FR
	}
	return s.EN
}

func (t *template) build() error {
	if err := t.styles(); err != nil {
		return err
	}
	if err := t.f.SetSheetName("Sheet1", readMeSheet); err != nil {
		return err
	}
	for _, s := range sheets() {
		if _, err := t.f.NewSheet(s.name); err != nil {
			return err
		}
	}
	if _, err := t.f.NewSheet(codesSheet); err != nil {
		return err
	}
	if err := t.codes(); err != nil {
		return err
	}
	for _, s := range sheets() {
		if err := t.sheet(s); err != nil {
			return err
		}
	}
	if err := t.readMe(); err != nil {
		return err
	}
	t.f.SetActiveSheet(0)
	return t.f.SetDocProps(&excelize.DocProperties{Creator: "longarm", Title: "longarm", Created: "2026-01-01T00:00:00Z", Modified: "2026-01-01T00:00:00Z", Language: t.lang})
}

func (t *template) styles() error {
	var err error
	style := func(s *excelize.Style) int {
		id, e := t.f.NewStyle(s)
		if e != nil {
			err = e
		}
		return id
	}
	const asText = 49 // "@": Excel then turns no id into a date or a power of ten
	t.head = style(&excelize.Style{Font: &excelize.Font{Bold: true, Color: "FFFFFF"}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"1F4E79"}}, NumFmt: asText})
	t.help = style(&excelize.Style{Font: &excelize.Font{Italic: true, Color: "404040", Size: 9}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"EEF3F8"}},
		Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}, NumFmt: asText})
	t.text = style(&excelize.Style{NumFmt: asText})
	t.title = style(&excelize.Style{Font: &excelize.Font{Bold: true, Size: 14}})
	return err
}

// codes fills the sheet that the drop-downs look at.
func (t *template) codes() error {
	lists := codes()
	for i, name := range slices.Sorted(maps.Keys(lists)) {
		col, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := t.cell(codesSheet, col+"1", name, t.head); err != nil {
			return err
		}
		for n, code := range lists[name] {
			if err := t.cell(codesSheet, fmt.Sprintf("%s%d", col, n+2), code, t.text); err != nil {
				return err
			}
		}
		t.at[name] = fmt.Sprintf("%s!$%s$2:$%s$%d", codesSheet, col, col, len(lists[name])+1)
		if err := t.f.SetColWidth(codesSheet, col, col, 24); err != nil {
			return err
		}
	}
	return nil
}

func (t *template) sheet(s sheet) error {
	for i, c := range s.columns {
		col, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		help := t.say(c.text)
		if i == 0 {
			help = arrow + help
		}
		for _, e := range []error{
			t.f.SetColStyle(s.name, col, t.text),
			t.f.SetColWidth(s.name, col, col, c.wide),
			t.cell(s.name, col+"1", c.name, t.head),
			t.cell(s.name, col+"2", help, t.help),
			t.cell(s.name, col+"3", s.example[c.name], t.text),
		} {
			if e != nil {
				return e
			}
		}
		if c.list == "" {
			continue
		}
		v := excelize.NewDataValidation(true)
		v.SetSqref(fmt.Sprintf("%s3:%s%d", col, col, lastRow))
		v.SetSqrefDropList(t.at[c.list])
		if c.list == "attribute" { // names of facts are open
			v.SetError(excelize.DataValidationErrorStyleInformation, c.name, t.say(say("not one of the usual names; keep it if you mean it", "ce n’est pas un nom habituel ; gardez-le s’il est voulu")))
		} else {
			v.SetError(excelize.DataValidationErrorStyleStop, c.name, t.say(say("choose one of the list", "choisissez dans la liste")))
		}
		if err := t.f.AddDataValidation(s.name, v); err != nil {
			return err
		}
	}
	if err := t.f.SetRowHeight(s.name, 2, 62); err != nil {
		return err
	}
	return t.f.SetPanes(s.name, &excelize.Panes{Freeze: true, YSplit: 2, TopLeftCell: "A3", ActivePane: "bottomLeft"})
}

func (t *template) readMe() error {
	lines := []graph.Text{
		say("Facts for longarm", "Des faits pour longarm"),
		say("Fill in the sheets; each row is one fact. Row 1 names the columns and must stay; row 2 explains them.", "Remplissez les feuilles ; chaque ligne est un fait. La ligne 1 nomme les colonnes et doit rester ; la ligne 2 les explique."),
		say("Row 3 is an example: write over it or delete it.", "La ligne 3 est un exemple : remplacez-la ou supprimez-la."),
		say("Then: longarm load FILE.xlsx --workspace DIR, or longarm owners ID --data FILE.xlsx", "Puis : longarm load FICHIER.xlsx --workspace DOSSIER, ou longarm owners ID --data FICHIER.xlsx"),
		say("An empty share is a holding of unknown size; it is never read as 0.", "Une part vide est une détention de taille inconnue ; elle n’est jamais lue comme 0."),
		say("States are written as codes: FR, US, US-DE, EU. ZZ is a state that plays no part.", "Les États s’écrivent en codes : FR, US, US-DE, EU. ZZ est un État qui ne joue aucun rôle."),
	}
	for i, line := range lines {
		style := t.text
		if i == 0 {
			style = t.title
		}
		if err := t.cell(readMeSheet, fmt.Sprintf("A%d", i+1), t.say(line), style); err != nil {
			return err
		}
	}
	for i, s := range sheets() {
		row := len(lines) + 2 + i
		if err := t.cell(readMeSheet, fmt.Sprintf("A%d", row), s.name+": "+t.say(s.text), t.text); err != nil {
			return err
		}
	}
	return t.f.SetColWidth(readMeSheet, "A", "A", 110)
}

// cell writes a text. Everything is text: nothing in the workbook is computed.
func (t *template) cell(sheet, at, text string, style int) error {
	if text != "" {
		if err := t.f.SetCellStr(sheet, at, text); err != nil {
			return err
		}
	}
	return t.f.SetCellStyle(sheet, at, at, style)
}

// repack writes the parts of a workbook sorted, without times, so that the same parts
// give the same bytes.
func repack(w io.Writer, data []byte) error {
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return err
	}
	parts := slices.Clone(in.File)
	// Readers look for the list of parts first.
	sort.Slice(parts, func(i, j int) bool {
		a, b := parts[i].Name == "[Content_Types].xml", parts[j].Name == "[Content_Types].xml"
		if a != b {
			return a
		}
		return parts[i].Name < parts[j].Name
	})
	out := zip.NewWriter(w)
	for _, p := range parts {
		r, err := p.Open()
		if err != nil {
			return err
		}
		part, err := out.CreateHeader(&zip.FileHeader{Name: p.Name, Method: zip.Deflate})
		if err != nil {
			return err
		}
		if _, err := io.Copy(part, r); err != nil {
			return err
		}
		if err := r.Close(); err != nil {
			return err
		}
	}
	return out.Close()
}
