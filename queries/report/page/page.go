// Package page holds a document as a tree of headings, paragraphs, lists and tables:
// what a dossier says, before an encoder makes HTML, Markdown, a PDF or an office
// file of it. Texts in the tree are final; encoders lay them out and change no word.
package page

// Document is a document from cover to annex.
type Document struct {
	Lang     string // "en" or "fr"
	Title    string // "Dossier: Bleu"
	Subtitle string
	Subject  string // one line for file properties
	Date     string // the day the document speaks of, as 2006-01-02; the only date an encoder writes
	Hash     string // of what the document was made from, in hexadecimal
	Footer   string // one line below every page
	Cover    []Block
	Sections []Section
	Words    Words
}

// Words are the few words encoders add themselves, in the language of the document.
type Words struct {
	Cover    string // name of the first sheet of a workbook
	Contents string // heading of the table of contents
	Skip     string // link past the contents
	Page     string // "page %d of %d"
	Figure   string // "Figure"
	Answer   string // heading of a column left blank
}

// Section is a heading with what stands below it. Sections nest at most three deep.
type Section struct {
	ID       string // anchor, unique in the document
	Number   string // "2.1", "A"; may be empty
	Title    string
	Blocks   []Block
	Sections []Section
	Break    bool // begins a page, where there are pages
	Unlisted bool // left out of the contents
}

// Heading is the number and title of the section on one line.
func (s *Section) Heading() string {
	if s.Number == "" {
		return s.Title
	}
	return s.Number + " " + s.Title
}

// Block is one of Para, List, Fields, Table, Figure, SheetOnly.
type Block interface{ block() }

// Style is how a paragraph stands out. It only repeats what words say.
type Style uint8

// The styles.
const (
	Body   Style = iota
	Lead         // the sentences a reader must have read
	Note         // small print
	Notice       // framed: a warning or limit
	Label        // a line that titles what follows it
	Draft        // framed: wording offered, not settled
)

// Para is a paragraph.
type Para struct {
	Style Style
	Text  []Run
}

// List is a list, numbered when Ordered.
type List struct {
	Ordered bool
	Items   []Item
}

// Item is one entry of a list, with a list below it or none.
type Item struct {
	Text []Run
	Sub  *List
}

// Fields is a list of labels with what they say.
type Fields struct{ Rows []Field }

// Field is one label. A blank field is a line to write on.
type Field struct {
	Label string
	Text  []Run
	Blank bool
}

// Table is a table with a caption and one row of headings. The first cell of a row
// is its heading.
type Table struct {
	ID      string
	Caption string
	Head    []string
	Rows    []Row
	Widths  []int  // relative widths of the columns; nil: equal
	Sheet   string // the sheet of a workbook it stands on; "" leaves it out
	Data    *Data  // the same for a workbook, typed; nil: the texts
}

// SheetOnly is a table that stands in a workbook and nowhere else: what it holds is told
// otherwise in the text.
type SheetOnly struct{ Table Table }

// Hidden keeps a table for workbooks.
func Hidden(t Table) SheetOnly { return SheetOnly{t} }

// Row is one row.
type Row struct {
	ID    string // anchor, or ""
	Cells []Cell
}

// Cell is the text of a cell. A blank cell is one to fill in.
type Cell struct {
	Text  []Run
	Right bool // figures
	Blank bool
}

// Data is a table for a workbook.
type Data struct {
	Head []string
	Rows [][]Value
}

// Value is a cell of a workbook: a text, a number in decimal notation or a day as
// 2006-01-02. The zero Value is an empty cell.
type Value struct {
	Text, Number, Day string
}

// Figure is a picture with the same said in words.
type Figure struct {
	ID      string
	Caption string
	Alt     string
	SVG     []byte // a whole SVG document without references to anything outside it
	PNG     []byte
	Width   float64 // of the drawing, in its own units; with Height its proportions
	Height  float64
	Twin    *List // the text twin, never nil in a finished document
}

func (Para) block()      {}
func (List) block()      {}
func (Fields) block()    {}
func (Table) block()     {}
func (Figure) block()    {}
func (SheetOnly) block() {}

// Run is a stretch of text of one kind.
type Run struct {
	Text   string
	Bold   bool
	Italic bool
	URL    string // an address outside: http or https
	To     string // an anchor in the document
	Lang   string // of words in another language, when known
}

// Text is a paragraph of one plain run.
func Text(s string) []Run { return []Run{{Text: s}} }

// Strong is one bold run.
func Strong(s string) []Run { return []Run{{Text: s, Bold: true}} }

// Cat joins lists of runs.
func Cat(lists ...[]Run) []Run {
	var out []Run
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}

// Plain is the text of runs without their marks.
func Plain(runs []Run) string {
	s := ""
	for _, r := range runs {
		s += r.Text
	}
	return s
}

// Walk calls f for every section, outermost first, with its depth from 1.
func (d *Document) Walk(f func(s *Section, depth int)) { walk(d.Sections, 1, f) }

func walk(list []Section, depth int, f func(*Section, int)) {
	for i := range list {
		f(&list[i], depth)
		walk(list[i].Sections, depth+1, f)
	}
}

// Tables lists the tables of the document that belong on a sheet, in its order.
func (d *Document) Tables() []*Table {
	var out []*Table
	d.Walk(func(s *Section, _ int) {
		for _, b := range s.Blocks {
			switch b := b.(type) {
			case Table:
				if b.Sheet != "" {
					out = append(out, &b)
				}
			case SheetOnly:
				out = append(out, &b.Table)
			}
		}
	})
	return out
}
