package text

// page is what a reader sees, before it is laid out for a terminal or as
// Markdown. Texts on it are final but for line breaks and colour.
type page struct{ blocks []block }

// block is one of title, para, table, item, rule.
type block any

// tone is how a text stands out. Colour and weight only repeat what words say.
type tone uint8

const (
	plain tone = iota
	strong
	faint
	good
	warn
	bad
)

// title is the first line: what it is about on the left, a remark on the right.
type title struct{ left, right string }

// para is a paragraph.
type para struct {
	text   string
	tone   tone
	indent int
}

// item is a text that hangs beside its label: "missing: …".
type item struct {
	label, text string
	indent      int
	tone        tone // of the label
}

// table is a list in columns. The head stands in the line of the heading.
type table struct {
	heading string // stands where the first columns are, as their title
	tone    tone
	note    string // after the heading, in brackets
	head    []string
	rows    []row
	group   string // tables of one group share their widths
	indent  int
	right   []bool // columns aligned right
	level   int    // of the heading in Markdown; 0 for 3
}

// row is one line of a table with what hangs below it.
type row struct {
	cells []string
	under []item
}

// heading is a line above a part of the page.
type heading struct {
	text  string
	tone  tone
	level int // 2 or 3, in Markdown
}

// foot is the last line: a count on the left, what to do next on the right.
type foot struct{ left, right string }

// gap is an empty line.
type gap struct{}

func (p *page) add(b ...block) { p.blocks = append(p.blocks, b...) }

func (p *page) space() {
	if n := len(p.blocks); n > 0 {
		if _, ok := p.blocks[n-1].(gap); !ok {
			p.blocks = append(p.blocks, gap{})
		}
	}
}

func (p *page) para(text string)  { p.add(para{text: text}) }
func (p *page) note(text string)  { p.add(para{text: text, tone: faint}) }
func (p *page) empty(text string) { p.add(para{text: text, tone: faint, indent: 1}) }
