package text

import (
	"encoding/csv"
	"fmt"
	"io"

	"longarm/graph"
	"longarm/queries"
)

// Format is an output format.
type Format string

// The formats.
const (
	Table    Format = "table"
	JSON     Format = "json"
	JSONL    Format = "jsonl"
	CSV      Format = "csv"
	Markdown Format = "md"
)

// Formats lists the formats, the default first.
func Formats() []Format { return []Format{Table, JSON, JSONL, CSV, Markdown} }

// Options set how an answer is rendered.
type Options struct {
	Format Format
	Width  int  // of a line in cells; 0 means 80
	Colour bool // for Table only; meaning never rests on it
	Filter bool // the question was narrowed: a first screen shows all it has
}

// DefaultWidth is the width of a line nobody set.
const DefaultWidth = 80

// Write renders an answer. Two calls write the same bytes.
func Write(w io.Writer, c *queries.Context, a queries.Answer, o Options) error {
	if o.Width <= 0 {
		o.Width = DefaultWidth
	}
	switch o.Format {
	case JSON:
		return writeJSON(w, a, true)
	case JSONL:
		for _, one := range a.Split() {
			if err := writeJSON(w, one, false); err != nil {
				return err
			}
		}
		return nil
	}
	r := &renderer{c: c, v: c.Voice, o: o, told: map[string]bool{}}
	if o.Format == CSV {
		head, rows, err := r.sheet(a)
		if err != nil {
			return err
		}
		return writeCSV(w, head, rows)
	}
	p, err := r.page(a)
	if err != nil {
		return err
	}
	if o.Format == Markdown {
		return writeMarkdown(w, p)
	}
	return writeTerminal(w, p, o.Width, o.Colour)
}

func writeCSV(w io.Writer, head []string, rows [][]string) error {
	out := csv.NewWriter(w)
	if err := out.Write(head); err != nil {
		return err
	}
	for _, r := range rows {
		safe := make([]string, len(r))
		for i, cell := range r {
			safe[i] = cellText(cell)
		}
		if err := out.Write(safe); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// renderer turns answers into pages and sheets.
type renderer struct {
	c *queries.Context
	v queries.Voice
	o Options
	// numbers are those of the sources listed at the end of the page; nil when they
	// are told in place.
	numbers map[graph.SourceID]int
	// told are long texts of the page that are not repeated.
	told map[string]bool
}

func (r *renderer) page(a queries.Answer) (*page, error) {
	switch a := a.(type) {
	case queries.Wrapper:
		return r.wrappedPage(a)
	case *queries.ReachResult:
		return r.reachPage(a), nil
	case *queries.WhyResult:
		return r.whyPage(a), nil
	case *queries.ReachedByResult:
		return r.reachedByPage(a), nil
	case *queries.OwnersResult:
		return r.ownersPage(a), nil
	case *queries.ControlResult:
		return r.controlPage(a), nil
	case *queries.CheckResult:
		return r.checkPage(a), nil
	case *queries.PathsResult:
		return r.pathsPage(a), nil
	case *queries.SearchResult:
		return r.searchPage(a), nil
	case *queries.ShowResult:
		return r.showPage(a), nil
	case *queries.LawsResult:
		return r.lawsPage(a), nil
	case *queries.RulesResult:
		return r.rulesPage(a), nil
	case *queries.SourcesResult:
		return r.sourcesPage(a), nil
	case *queries.VerifyResult:
		return r.verifyPage(a), nil
	case *queries.StatsResult:
		return r.statsPage(a), nil
	}
	if p := r.changePage(a); p != nil {
		return p, nil
	}
	return nil, fmt.Errorf("no page for %T", a)
}

func (r *renderer) sheet(a queries.Answer) (head []string, rows [][]string, err error) {
	switch a := a.(type) {
	case queries.Wrapper:
		return r.wrappedSheet(a)
	case *queries.ReachResult:
		head, rows = r.findingsSheet(a.AsOf, a.Provider, a.Findings)
	case *queries.WhyResult:
		head, rows = r.whySheet(a)
	case *queries.ReachedByResult:
		head, rows = r.reachedBySheet(a)
	case *queries.OwnersResult:
		head, rows = r.ownersSheet(a)
	case *queries.ControlResult:
		head, rows = r.controlSheet(a)
	case *queries.CheckResult:
		head, rows = r.checkSheet(a)
	case *queries.PathsResult:
		head, rows = r.pathsSheet(a)
	case *queries.SearchResult:
		head, rows = r.searchSheet(a)
	case *queries.ShowResult:
		head, rows = r.showSheet(a)
	case *queries.LawsResult:
		head, rows = r.lawsSheet(a)
	case *queries.RulesResult:
		head, rows = r.rulesSheet(a)
	case *queries.SourcesResult:
		head, rows = r.sourcesSheet(a)
	case *queries.VerifyResult:
		head, rows = r.verifySheet(a)
	case *queries.StatsResult:
		head, rows = r.statsSheet(a)
	default:
		if head, rows = r.changeSheet(a); head == nil {
			return nil, nil, fmt.Errorf("no sheet for %T", a)
		}
	}
	return head, rows, nil
}
