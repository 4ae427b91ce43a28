// Package xlsx reads and writes the workbook that analysts fill in: sheets of entities,
// holdings, links, attributes and sources, columns by header name, described in
// [Template].
//
// A workbook is read whole, for its parts stand in an archive in no order: at most 64
// MiB of them, unpacked. Nothing in it is executed: of a formula the value that was
// saved with it is read.
package xlsx

import (
	"bytes"
	"context"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// maxUnpacked bounds the parts of a workbook together, in bytes.
const maxUnpacked = 64 << 20

// Sniff recognises a workbook. Archives of other kinds are unpacked before anyone
// looks at what is in them.
func Sniff(head []byte) bool { return bytes.HasPrefix(head, []byte("PK\x03\x04")) }

// load is one workbook.
type load struct {
	ctx    context.Context
	in     *source.Input
	add    func(graph.Record) error
	states *source.States
	source graph.SourceID
	book   *excelize.File
	mac    bool // days are counted from 1904
	styles map[int]string
	blank  map[string]bool // cells, of any sheet, with a formula and no value

	own      map[string]graph.EntityID // states described here, by code
	known    map[graph.EntityID]bool
	kinds    map[graph.EntityID]graph.Kind
	named    map[graph.EntityID]place // only named
	ids      map[graph.ClaimID]string
	cited    map[graph.SourceID]bool
	examples int
	others   int // rows that are no example
	// Shares that are plain numbers, and those of them up to 1.
	numbers, fractions int
}

// place is where something stands in the workbook.
type place struct {
	sheet string
	row   int
}

// Load reads one workbook.
func Load(ctx context.Context, in *source.Input, add func(graph.Record) error) (source.Result, error) {
	l := &load{ctx: ctx, in: in, add: add, states: in.NewStates(add), source: in.SourceID("xlsx"), styles: map[int]string{}, own: map[string]graph.EntityID{},
		known: map[graph.EntityID]bool{}, kinds: map[graph.EntityID]graph.Kind{}, named: map[graph.EntityID]place{}, ids: map[graph.ClaimID]string{}, cited: map[graph.SourceID]bool{}}
	err := l.read()
	return in.Result(), err
}

func (l *load) read() error {
	data, err := io.ReadAll(io.LimitReader(l.in.R, maxUnpacked+1))
	if err != nil {
		return l.in.Fail(0, 0, err)
	}
	if len(data) > maxUnpacked {
		return l.in.Fail(0, 0, graph.Fault("the workbook has more than the 64 MiB allowed; save its sheets as CSV", "le classeur dépasse les 64 Mio admis ; enregistrez ses feuilles en CSV"))
	}
	tables, err := l.tables(data)
	if err != nil {
		return l.in.Fail(0, 0, err)
	}
	if l.book != nil {
		defer l.book.Close()
	}
	if err := l.add(graph.Source{ID: l.source, Title: "Workbook " + strings.TrimPrefix(string(l.source), "xlsx:"), Origin: l.in.Name}); err != nil {
		return err
	}
	l.cited[l.source] = true
	for _, t := range tables {
		if t.sheet.name == entitiesSheet {
			l.places(t)
		}
	}
	// States come before who is tied to them, and parties before who names them.
	for _, pass := range []struct {
		name   string
		states bool
	}{{sourcesSheet, false}, {entitiesSheet, true}, {entitiesSheet, false}, {holdingsSheet, false}, {linksSheet, false}, {attributesSheet, false}} {
		for _, t := range tables {
			if t.sheet.name != pass.name {
				continue
			}
			for n, r := range t.rows {
				if n%1024 == 0 && l.ctx.Err() != nil {
					return l.ctx.Err()
				}
				if pass.name == entitiesSheet && pass.states != isState(t, r) {
					continue
				}
				if err := l.row(t, r); err != nil {
					return err
				}
			}
		}
	}
	if l.examples > 0 && l.others > 0 {
		l.in.Remark(0, 0, "", graph.Say("%d rows of the template's example are still there", "%d lignes de l’exemple du modèle sont encore là", l.examples), graph.Say("delete them", "supprimez-les"))
	}
	if l.fractions > 0 && l.fractions == l.numbers {
		l.in.Remark(0, 0, holdingsSheet, graph.Say("every share that is a plain number is at most 1, and was read as percent: 0.5 is half a percent", "toute part qui est un simple nombre vaut au plus 1, et a été lue en pour cent : 0,5 est un demi pour cent"), graph.Say("format the cells as percentages if fractions were meant", "mettez les cellules au format de pourcentage si des fractions étaient voulues"))
	}
	return l.stubs()
}

// isState reports a row of entities that describes a state or bloc.
func isState(g *grid, at line) bool {
	i, ok := g.at["kind"]
	if !ok || i >= len(at.cells) {
		return false
	}
	kind := graph.Kind(plain(at.cells[i]))
	return kind == graph.State || kind == graph.Bloc
}

// grid is one sheet as it stands.
type grid struct {
	sheet sheet
	title string         // as the workbook writes it
	at    map[string]int // columns by name
	width int            // up to the last column that is read
	rows  []line
}

// line is one row.
type line struct {
	number int
	cells  []string // raw
}

// tables opens the workbook and reads its sheets. A library that meets a workbook
// nobody has written before may panic; that is the file's fault, and said.
func (l *load) tables(data []byte) (tables []*grid, err error) {
	defer func() {
		if p := recover(); p != nil {
			tables, err = nil, graph.Fault("the workbook is damaged (%v); open it and save it again", "le classeur est endommagé (« %v ») ; ouvrez-le et enregistrez-le de nouveau", p)
		}
	}()
	if !bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return nil, graph.Fault("this is no workbook of Office Open XML; save it as .xlsx (old .xls files and encrypted ones are not read)", "ce n’est pas un classeur Office Open XML ; enregistrez-le en .xlsx (les anciens fichiers .xls et les fichiers chiffrés ne sont pas lus)")
	}
	l.book, err = excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked, RawCellValue: true})
	if err != nil {
		return nil, graph.Fault("the workbook cannot be read (%v); open it and save it again as .xlsx", "le classeur ne peut pas être lu (« %v ») ; ouvrez-le et enregistrez-le de nouveau en .xlsx", err)
	}
	props, err := l.book.GetWorkbookProps()
	if err != nil {
		return nil, err
	}
	l.mac = props.Date1904 != nil && *props.Date1904
	if l.blank, err = l.unsaved(); err != nil {
		return nil, err
	}
	var unknown []string
	for _, title := range l.book.GetSheetList() {
		g, ok := gridOf(title)
		if !ok {
			if name := plain(title); name != codesSheet && name != plain(readMeSheet) {
				unknown = append(unknown, title)
			}
			continue
		}
		if err := l.fill(g); err != nil {
			return nil, err
		}
		tables = append(tables, g)
	}
	if len(tables) == 0 {
		return nil, graph.Fault("no sheet of this workbook is called entities, holdings, links, attributes or sources; start from `longarm template`, or save one sheet as CSV with the columns owner, owned and share", "aucune feuille de ce classeur ne s’appelle entities, holdings, links, attributes ou sources ; partez de `longarm template`, ou enregistrez une feuille en CSV avec les colonnes owner, owned et share")
	}
	for _, title := range unknown {
		l.in.Remark(0, 0, title, graph.Say("the sheet %q is not read", "la feuille %q n’est pas lue", source.Clip(title)), graph.Say("name it entities, holdings, links, attributes or sources to have it read", "nommez-la entities, holdings, links, attributes ou sources pour qu’elle soit lue"))
	}
	return tables, nil
}

func gridOf(title string) (*grid, bool) {
	for _, s := range sheets() {
		if plain(title) == s.name {
			return &grid{sheet: s, title: title, at: map[string]int{}}, true
		}
	}
	return nil, false
}

// plain compares names: case does not count, and spaces, hyphens and underscores are one
// and are one within.
func plain(name string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(name), func(c rune) bool { return c == ' ' || c == '_' || c == '-' || c == '\u00a0' }), "_")
}

// maxRows bounds the rows of one sheet, as Excel does. A row may name its last cell far
// to the right of the others, so that a short text makes many cells: maxCells bounds them.
const (
	maxRows  = 1_048_576
	maxCells = 5_000_000
)

// fill reads the rows of a sheet.
func (l *load) fill(g *grid) error {
	rows, err := l.book.Rows(g.title)
	if err != nil {
		return err
	}
	defer rows.Close()
	seen := 0
	for n := 1; rows.Next(); n++ {
		if n > maxRows {
			return graph.Fault("the sheet %q has more rows than a workbook can hold", "la feuille %q a plus de lignes qu’un classeur ne peut en contenir", source.Clip(g.title))
		}
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return err
		}
		if n == 1 {
			if err := l.header(g, cells); err != nil {
				return err
			}
			continue
		}
		first := ""
		for _, c := range cells {
			if first = strings.TrimSpace(c); first != "" {
				break
			}
		}
		if seen += len(cells); seen > maxCells {
			return graph.Fault("the sheet %q has more than %d cells; save it as CSV", "la feuille %q a plus de %d cellules ; enregistrez-la en CSV", source.Clip(g.title), maxCells)
		}
		if first != "" && !strings.HasPrefix(first, strings.TrimSpace(arrow)) {
			g.rows = append(g.rows, line{n, slices.Clone(cells[:min(len(cells), g.width)])})
		}
	}
	return rows.Error()
}

func (l *load) header(g *grid, cells []string) error {
	var names []string
	for _, c := range g.sheet.columns {
		names = append(names, c.name)
	}
	for i, c := range cells {
		name := plain(c)
		if name == "" {
			continue
		}
		if _, twice := g.at[name]; twice {
			return graph.Fault("the sheet %q has the column %q twice; keep one", "la feuille %q a deux fois la colonne %q ; n’en gardez qu’une", g.title, source.Clip(c))
		}
		known := false
		for _, n := range names {
			known = known || n == name
		}
		if !known {
			l.in.Remark(1, i+1, g.title, graph.Say("the column %q is not read", "la colonne %q n’est pas lue", source.Clip(c)), source.DidYouMean(name, names, graph.Say("see the guide for the columns", "voyez les colonnes dans le guide")))
			continue
		}
		g.at[name], g.width = i, i+1
	}
	for _, name := range required[g.sheet.name] {
		if _, ok := g.at[name]; !ok {
			return graph.Fault("the sheet %q lacks the column %q in its first row; start from `longarm template`", "il manque à la feuille %q la colonne %q en première ligne ; partez de `longarm template`", g.title, name)
		}
	}
	return nil
}

// required are the columns a sheet cannot do without.
var required = map[string][]string{
	entitiesSheet: {"id"}, holdingsSheet: {"holder", "subject"}, linksSheet: {"holder", "interest", "subject"}, attributesSheet: {"entity", "name", "value"}, sourcesSheet: {"id"},
}
