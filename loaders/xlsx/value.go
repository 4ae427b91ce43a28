package xlsx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"longarm/graph"
	"longarm/loaders/internal/share"
	"longarm/loaders/internal/source"
)

// format is the number format of a cell, "" when it has none.
func (l *load) format(r *row, column string) string {
	i := r.grid.at[column]
	name, err := excelize.CoordinatesToCellName(i+1, r.line.number)
	if err != nil {
		return ""
	}
	id, err := l.book.GetCellStyle(r.grid.title, name)
	if err != nil || id == 0 {
		return ""
	}
	if f, ok := l.styles[id]; ok {
		return f
	}
	f := ""
	if style, err := l.book.GetStyle(id); err == nil && style != nil {
		switch n := style.NumFmt; {
		case style.CustomNumFmt != nil:
			f = *style.CustomNumFmt
		case n == 9 || n == 10:
			f = "0%"
		case n >= 14 && n <= 22 || n >= 27 && n <= 36 || n >= 45 && n <= 47 || n >= 50 && n <= 58:
			f = "yyyy-mm-dd"
		}
	}
	l.styles[id] = f
	return f
}

// bare drops what a number format writes as it stands: "…", \x, [colour].
func bare(format string) string {
	var b strings.Builder
	for i := 0; i < len(format); i++ {
		switch format[i] {
		case '"':
			for i++; i < len(format) && format[i] != '"'; i++ {
			}
		case '\\', '_', '*':
			i++
		case '[':
			for ; i < len(format) && format[i] != ']'; i++ {
			}
		default:
			b.WriteByte(format[i])
		}
	}
	return strings.ToLower(b.String())
}

// figure reads a share. A cell that Excel shows with a percent sign holds a fraction:
// 51 % is stored as 0.51. Any other number, and every text, is percent.
func (l *load) figure(r *row, column string) (graph.Share, bool) {
	text := r.cell(column)
	if text == "" {
		return graph.SomeShare(), false
	}
	n, err := strconv.ParseFloat(text, 64)
	if err == nil {
		text = strconv.FormatFloat(n, 'f', -1, 64) // Excel stores 0.514 as 0.51400000000000001
		parse := graph.ParsePercent
		if strings.Contains(bare(l.format(r, column)), "%") {
			parse = graph.ParseFraction
		} else if l.numbers++; n > 0 && n <= 1 {
			l.fractions++
		}
		floor, ceil, err := parse(text)
		s := graph.Share{Min: floor, Max: ceil}
		if err == nil {
			err = s.Validate()
		}
		if err != nil {
			r.fail(column, graph.Wording(err), graph.Say("write a percentage from 0 to 100", "écrivez un pourcentage de 0 à 100"))
		}
		return s, true
	}
	s, known, err := share.Parse(text)
	if err != nil {
		r.fail(column, graph.Wording(err), graph.Say("write a percentage such as 51, >50 or 25-50, or leave it empty when it is not known", "écrivez un pourcentage, comme 51, >50 ou 25-50, ou laissez vide s’il n’est pas connu"))
	}
	if !known {
		return graph.SomeShare(), false
	}
	return s, true
}

// date reads a day, a month or a year: a text, a year as a number, or a day as Excel
// stores it, which is a number with a format of dates.
func (l *load) date(r *row, column string) graph.Date {
	text := r.cell(column)
	if text == "" {
		return 0
	}
	if n, err := strconv.ParseFloat(text, 64); err == nil && !(len(text) == 4 && n >= 1000) {
		f := bare(l.format(r, column))
		if !strings.ContainsAny(f, "yd") && !strings.Contains(f, "m") || n < 1 || n > 2958465 {
			r.fail(column, graph.Say("%q is a number and no date", "%q est un nombre et non une date", source.Clip(text)), graph.Say("format the cell as a date, or write 2024-01-31", "mettez la cellule au format de date, ou écrivez 2024-01-31"))
			return 0
		}
		day, err := excelize.ExcelDateToTime(n, l.mac)
		if err != nil {
			r.fail(column, graph.Wording(err), graph.Say("write 2024-01-31", "écrivez 2024-01-31"))
			return 0
		}
		text = day.UTC().Format(time.DateOnly)
	}
	text = strings.TrimSuffix(text, "T00:00:00Z")
	d, err := graph.ParseDate(text)
	if err != nil {
		r.fail(column, graph.Wording(err), graph.Say("write a day that exists as 2024-01-31, or a month or a year", "écrivez un jour qui existe, comme 2024-01-31, ou un mois, ou une année"))
	}
	return d
}

// unsaved lists the cells, of any sheet, that hold a formula without a value: programs
// that compute nothing write them. They would look empty.
func (l *load) unsaved() (map[string]bool, error) {
	out := map[string]bool{}
	var fault error
	l.book.Pkg.Range(func(key, value any) bool {
		name, _ := key.(string)
		content, _ := value.([]byte)
		if !strings.HasPrefix(name, "xl/worksheets/") || !bytes.Contains(content, []byte("<f")) && !bytes.Contains(content, []byte(":f")) {
			return true
		}
		dec := xml.NewDecoder(bytes.NewReader(content))
		at, formula, valued, inside := "", false, false, false
		for {
			t, err := dec.RawToken()
			if errors.Is(err, io.EOF) {
				return true
			}
			if err != nil {
				fault = err
				return false
			}
			switch t := t.(type) {
			case xml.StartElement:
				switch t.Name.Local {
				case "c":
					at, formula, valued = "", false, false
					for _, a := range t.Attr {
						switch a.Name.Local {
						case "r":
							at = a.Value
						case "t":
							valued = a.Value == "str" // a text, empty perhaps
						}
					}
				case "f":
					formula = true
				}
				inside = t.Name.Local == "v"
			case xml.CharData:
				valued = valued || inside && len(bytes.TrimSpace(t)) > 0
			case xml.EndElement:
				inside = false
				if t.Name.Local == "c" && formula && !valued && len(out) < maxRows {
					out[at] = true
				}
			}
		}
	})
	return out, fault
}
