package bulk

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"sync"
	"sync/atomic"

	"longarm/graph"
)

// piece is one part of a table, whole lines.
type piece struct {
	data       []byte
	n          int // its place among the pieces
	comma, end byte
	lines      int // set by the job

	// Of a table with quotes, which is rewritten: where each field stood.
	places []place
	rowAt  []uint32 // where the places of each row begin
}

// place is a line and a column of a file, both from 1.
type place struct{ line, column uint32 }

// spot is where a cell of a row stands: the line counted from the piece's first, or
// in a rewritten table from the file's.
func (p *piece) spot(row, at int, c span) (line, column int) {
	if p.places != nil {
		from := int(p.rowAt[row-1])
		to := len(p.places)
		if row < len(p.rowAt) {
			to = int(p.rowAt[row])
		}
		x := p.places[min(from+max(at, 0), to-1)]
		return int(x.line), int(x.column)
	}
	if c == (span{}) {
		return row, 1
	}
	return row, int(c.from) - bytes.LastIndexByte(p.data[:c.from], '\n')
}

// rows calls f with the cells of every line that is not empty, and counts lines.
func (p *piece) rows(width int, f func(line int, cells []span)) {
	cells := make([]span, 0, width+1)
	data, comma, end := p.data, p.comma, p.end
	for i := 0; i < len(data); {
		stop := bytes.IndexByte(data[i:], end)
		if stop < 0 {
			stop = len(data) - i
		}
		line := data[i : i+stop]
		if n := len(line); n > 0 && line[n-1] == '\r' && end == '\n' {
			line = line[:n-1]
		}
		p.lines++
		if len(line) > 0 {
			cells = cells[:0]
			from, at := uint32(i), uint32(i)
			for _, c := range line {
				if c == comma {
					cells = append(cells, span{from, at})
					from = at + 1
				}
				at++
			}
			f(p.lines, append(cells, span{from, at}))
		}
		i += stop + 1
	}
}

// span is a part of the bytes of a piece.
type span struct{ from, to uint32 }

// cell returns the cell of a place without spaces around it.
func (p *piece) cell(cells []span, place int) span {
	if place < 0 || place >= len(cells) {
		return span{}
	}
	c := cells[place]
	for c.from < c.to && p.data[c.from] <= ' ' {
		c.from++
	}
	for c.from < c.to && p.data[c.to-1] <= ' ' {
		c.to--
	}
	return c
}

func (p *piece) bytes(c span) []byte { return p.data[c.from:c.to] }

// errQuoted reports a table with quotes, which cannot be cut at any line end.
var errQuoted = errors.New("quoted cells")

// Separators that a table with quotes is rewritten with.
const (
	unitSeparator   = 0x1f
	recordSeparator = 0x1e
)

// each hands the pieces of the table to workers, first cut at line ends, and when
// there are quotes, read through one by one. make returns a fresh job and what
// collects its results; it is called again for the second way.
func (s *tableFile) each(workers int, begin func(pieces int) func(p *piece) error) error {
	if workers < 1 {
		workers = 2
	}
	err := s.parallel(workers, begin)
	if errors.Is(err, errQuoted) {
		return s.quoted(begin)
	}
	return err
}

// quoted reads a table by the rules of RFC 4180 and hands it on rewritten.
func (s *tableFile) quoted(begin func(pieces int) func(p *piece) error) error {
	r := csv.NewReader(bufio.NewReaderSize(io.NewSectionReader(s.file, s.body, s.size-s.body), 1<<20))
	r.Comma, r.FieldsPerRecord, r.ReuseRecord = rune(s.comma), -1, true
	job := begin(-1)
	p := &piece{comma: unitSeparator, end: recordSeparator}
	for {
		cells, err := r.Read()
		if err != nil && err != io.EOF {
			return s.badQuote(err)
		}
		if err == io.EOF || int64(len(p.data)) > s.piece {
			if e := job(p); e != nil {
				return e
			}
			p = &piece{n: p.n + 1, comma: unitSeparator, end: recordSeparator}
		}
		if err == io.EOF {
			return nil
		}
		p.rowAt = append(p.rowAt, uint32(len(p.places)))
		for i, c := range cells {
			line, column := r.FieldPos(i)
			p.places = append(p.places, place{uint32(line + 1), uint32(column)})
			if i > 0 {
				p.data = append(p.data, unitSeparator)
			}
			for k := range len(c) {
				if b := c[k]; b == unitSeparator || b == recordSeparator {
					p.data = append(p.data, ' ')
				} else {
					p.data = append(p.data, b)
				}
			}
		}
		p.data = append(p.data, recordSeparator)
	}
}

// badQuote places what encoding/csv says of a row: the header is a line before its first.
func (s *tableFile) badQuote(err error) error {
	var bad *csv.ParseError
	if !errors.As(err, &bad) {
		return Fault{File: s.name, Cause: err}.Saying(graph.Say("%v", "lecture impossible : « %v »", err))
	}
	return Fault{File: s.name, Line: bad.Line + 1, Column: bad.Column, Cause: err}.Saying(
		graph.Say("the quotes of this row do not match; quote the whole field and double the quotes in it", "les guillemets de cette ligne ne se correspondent pas ; mettez tout le champ entre guillemets et doublez ceux qu’il contient"))
}

// parallel cuts the table into pieces; a piece ends after the first line end at or
// past its size.
func (s *tableFile) parallel(workers int, begin func(pieces int) func(p *piece) error) (err error) {
	cuts := int((s.size - s.body + s.piece - 1) / s.piece)
	job := begin(cuts)
	var next atomic.Int64
	var mu sync.Mutex
	var wg sync.WaitGroup
	for range min(workers, max(cuts, 1)) {
		wg.Go(func() {
			buf := make([]byte, s.piece+(64<<10))
			for {
				i := int(next.Add(1)) - 1
				if i >= cuts {
					return
				}
				p := &piece{n: i, comma: s.comma, end: '\n'}
				var e error
				if p.data, buf, e = s.cut(i, buf); e == nil {
					if bytes.IndexByte(p.data, '"') >= 0 {
						e = errQuoted
					} else {
						e = job(p)
					}
				}
				if e != nil {
					mu.Lock()
					err = e
					mu.Unlock()
					return
				}
			}
		})
	}
	wg.Wait()
	return err
}

// maxLine bounds one line of a table.
const maxLine = 1 << 20

var errLine = graph.Fault("a line of more than 1 MiB; split the file where lines end", "une ligne de plus de 1 Mio ; découpez le fichier là où finissent les lignes")

// cut reads the i-th piece into the buffer, which may grow.
func (s *tableFile) cut(i int, buf []byte) ([]byte, []byte, error) {
	from := s.body + int64(i)*s.piece
	to := min(from+s.piece, s.size)
	lead := int64(0)
	if i > 0 {
		lead = 1 // the byte before tells whether a line begins here
	}
	for {
		n, err := s.file.ReadAt(buf, from-lead)
		if err != nil && err != io.EOF {
			return nil, buf, err
		}
		data := buf[:n]
		start := 0
		if i > 0 {
			k := bytes.IndexByte(data, '\n')
			if k < 0 || from-lead+int64(k)+1 >= to {
				if k < 0 && n == len(buf) && int64(n) < maxLine+s.piece {
					buf = make([]byte, 2*len(buf))
					continue
				}
				return nil, buf, nil // the line before swallows this piece
			}
			start = k + 1
		}
		stop := int(to - (from - lead))
		if to < s.size {
			k := -1
			if stop-1 <= len(data) {
				k = bytes.IndexByte(data[stop-1:], '\n')
			}
			if k < 0 {
				if n < len(buf) {
					stop = n // the file grew shorter
				} else if int64(len(buf)) > maxLine+s.piece+(64<<10) {
					return nil, buf, errLine
				} else {
					buf = make([]byte, len(buf)+maxLine)
					continue
				}
			} else {
				stop += k
			}
		}
		stop = min(stop, n)
		if start >= stop {
			return nil, buf, nil
		}
		return data[start:stop], buf, nil
	}
}
