// Package bulk reads plain CSV of register size, nodes and edges, straight into
// the frozen columns of package columns: every id resolved, every figure and date
// checked, both directions and the components built.
//
// It reads what the loader csv reads of ownership: the columns id, kind and
// jurisdiction of nodes, and owner, owned, interest, share, share_min, share_max,
// basis, valid_from, valid_to and as_of of edges. Names, sources and interests
// that are neither shares nor grounds of control are counted and left out: a
// question that needs them is asked of the ledger.
package bulk

import (
	"bytes"
	"cmp"
	"io"
	"os"
	"slices"
	"sync"

	"longarm/graph"
	"longarm/graph/columns"
	"longarm/loaders/internal/source"
)

// Options say how cells are read.
type Options struct {
	Fraction bool // shares are fractions of one, not percent
	// Workers is the number of files' pieces read at once; 0 means 2.
	Workers int

	piece int64 // bytes of a piece; 0 means pieceSize
}

// Fault is one row refused: its file, line and column in bytes, cause and next step, in
// English and French.
type Fault = source.Error

// Report counts what was read.
type Report struct {
	Nodes, Edges int // rows read
	Rejected     int // rows refused
	Repeated     int // nodes given more than once
	Grounds      int // edges that state control beside shares
	Other        int // edges of interests the columns do not hold
	Faults       []Fault
}

// maxFaults bounds the faults spelled out.
const maxFaults = 100

// ErrHeader reports a file whose first line names no known columns.
var ErrHeader = graph.Fault("the first line names the columns neither of nodes nor of edges; nodes need id, edges need owner and owned: rename them there",
	"la première ligne ne nomme ni les colonnes de nœuds ni celles de liens ; les nœuds exigent id, les liens owner et owned : renommez-les à cet endroit")

const pieceSize = 4 << 20

// Load reads the files, which may be nodes or edges in any order. Without nodes
// every party of an edge is a company. Rows refused are in the report; an error
// means that nothing was built.
func Load(files []string, o Options) (*columns.Frozen, *Report, error) {
	l := &load{o: o, report: &Report{}}
	var nodes, edges []*tableFile
	defer func() {
		for _, s := range append(nodes, edges...) {
			s.file.Close()
		}
	}()
	for _, name := range files {
		s, err := open(name, o.piece)
		if err != nil {
			return nil, nil, err
		}
		if s.isNodes() {
			nodes = append(nodes, s)
		} else {
			edges = append(edges, s)
		}
	}
	var rows []columns.NodeRows
	for _, s := range nodes {
		list, err := l.nodes(s)
		if err != nil {
			return nil, nil, err
		}
		rows = append(rows, list...)
	}
	if len(nodes) == 0 {
		for _, s := range edges {
			list, err := l.parties(s)
			if err != nil {
				return nil, nil, err
			}
			rows = append(rows, list...)
		}
	}
	r, repeats, err := columns.NewRegister(rows)
	if err != nil {
		return nil, nil, err
	}
	rows = nil
	if len(nodes) > 0 {
		l.report.Repeated = len(repeats)
		for _, x := range repeats {
			if x.Other {
				l.report.Rejected++
				l.fault(Fault{File: nodes[0].name}.Saying(graph.Say("row %d of the nodes gives the id of row %d another kind; give one of them another id", "la ligne %d des nœuds donne une autre nature à l’identifiant de la ligne %d ; donnez un autre identifiant à l’une des deux", x.Row+1, x.First+1)))
			}
		}
	}
	repeats = nil
	l.register = r
	var pieces []columns.Edges
	for _, s := range edges {
		list, err := l.edges(s)
		if err != nil {
			return nil, nil, err
		}
		pieces = append(pieces, list...)
	}
	slices.SortStableFunc(l.report.Faults, func(a, b Fault) int { return cmp.Or(cmp.Compare(a.File, b.File), a.Line-b.Line, a.Column-b.Column) })
	if len(l.report.Faults) > maxFaults {
		l.report.Faults = l.report.Faults[:maxFaults]
	}
	f, err := r.Freeze(pieces)
	return f, l.report, err
}

type load struct {
	o        Options
	register *columns.Register
	mu       sync.Mutex
	report   *Report
}

func (l *load) fault(f Fault) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.report.Faults) < 4*maxFaults {
		l.report.Faults = append(l.report.Faults, f)
	}
}

// tableFile is one open table.
type tableFile struct {
	name  string
	file  *os.File
	size  int64
	body  int64 // where the rows begin
	comma byte
	at    map[string]int // column → place
	width int
	piece int64
}

func open(name string, piece int64) (*tableFile, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err != nil {
		file.Close()
		return nil, err
	}
	s := &tableFile{name: name, file: file, size: info.Size(), at: map[string]int{}, piece: piece}
	if s.piece == 0 {
		s.piece = pieceSize
	}
	head := make([]byte, 64<<10)
	n, err := file.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		file.Close()
		return nil, err
	}
	head = head[:n]
	end := bytes.IndexByte(head, '\n')
	if end < 0 {
		end = len(head)
	}
	s.body = min(int64(end)+1, s.size)
	line := bytes.TrimPrefix(bytes.TrimSuffix(head[:end], []byte("\r")), []byte("\ufeff"))
	s.comma = ','
	for _, c := range []byte{';', '\t'} {
		if bytes.Count(line, []byte{c}) > bytes.Count(line, []byte{s.comma}) {
			s.comma = c
		}
	}
	for i, cell := range bytes.Split(line, []byte{s.comma}) {
		key := string(bytes.ToLower(bytes.Trim(cell, " \"")))
		if _, twice := s.at[key]; !twice {
			s.at[key] = i
		}
		s.width = i + 1
	}
	_, id := s.at["id"]
	_, owner := s.at["owner"]
	_, owned := s.at["owned"]
	if !(id && !owner) && !(owner && owned) {
		file.Close()
		return nil, Fault{File: name, Line: 1, Column: 1, Cause: ErrHeader}.Saying(graph.Wording(ErrHeader))
	}
	return s, nil
}

func (s *tableFile) isNodes() bool { _, ok := s.at["owner"]; return !ok }

// place returns the place of a column, -1 when the table has none.
func (s *tableFile) place(column string) int {
	if i, ok := s.at[column]; ok {
		return i
	}
	return -1
}
