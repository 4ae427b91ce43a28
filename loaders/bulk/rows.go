package bulk

import (
	"maps"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/columns"
	"longarm/loaders/internal/source"
)

// kinds are the words for kinds, lower case without spaces, hyphens and
// underscores; those the loader csv reads.
var kinds = map[string]graph.Kind{
	"": graph.Company, "company": graph.Company, "organisation": graph.Company, "organization": graph.Company, "registeredentity": graph.Company,
	"legalentity": graph.Company, "entity": graph.Company, "corporation": graph.Company,
	"arrangement": graph.Arrangement, "trust": graph.Arrangement, "nominee": graph.Arrangement,
	"person": graph.Person, "naturalperson": graph.Person, "individual": graph.Person, "knownperson": graph.Person,
	"group": graph.Group, "holdergroup": graph.Group,
	"state": graph.State, "country": graph.State, "subdivision": graph.State,
	"statebody": graph.StateBody, "publicbody": graph.StateBody,
	"bloc": graph.Bloc, "supranational": graph.Bloc, "offer": graph.Offer, "product": graph.Offer, "service": graph.Offer,
	"scheme": graph.Scheme, "certification": graph.Scheme, "list": graph.List, "designationlist": graph.List,
	"exchange": graph.Exchange, "law": graph.LawText, "event": graph.Event, "media": graph.Media, "other": graph.Other,
}

func plainWord(s []byte) string {
	return strings.Map(func(c rune) rune {
		if c == ' ' || c == '_' || c == '-' {
			return -1
		}
		return c
	}, strings.ToLower(string(s)))
}

// nodes reads a table of nodes.
func (l *load) nodes(s *tableFile) ([]columns.NodeRows, error) {
	id, kind, code := s.place("id"), s.place("kind"), s.place("jurisdiction")
	var out []columns.NodeRows
	var results []*result
	err := s.each(l.o.Workers, func(n int) func(*piece) error {
		out, results = room[columns.NodeRows](n), room[*result](n)
		return func(p *piece) error {
			r := &result{piece: p}
			var rows columns.NodeRows
			rows.Grow(len(p.data)/20, len(p.data)/2)
			known := graph.Company
			word := "\x00"
			p.rows(s.width, func(line int, cells []span) {
				r.read++
				if r.odd(line, cells, s.width) {
					return
				}
				name := p.cell(cells, id)
				if name.from == name.to {
					r.refuse(line, id, name, emptyField("id"))
					return
				}
				w := p.bytes(p.cell(cells, kind))
				if string(w) != word {
					k, ok := kinds[plainWord(w)]
					if !ok {
						r.refuse(line, kind, p.cell(cells, kind), graph.Say("unknown kind %s; %s", "nature inconnue, %s ; %s", quote(w),
							source.DidYouMean(string(clip(w)), kindList(), graph.Say("see the guide for the kinds", "voyez les natures d’entité dans le guide"))))
						return
					}
					word, known = string(w), k
				}
				rows.Add(p.bytes(name), known, p.bytes(p.cell(cells, code)))
			})
			r.close()
			return store(&l.mu, p.n, n, &out, rows, &results, r)
		}
	})
	read := l.merge(s, results)
	l.report.Nodes += read
	return out, err
}

// parties reads a table of edges for the ids it names.
func (l *load) parties(s *tableFile) ([]columns.NodeRows, error) {
	owner, owned := s.place("owner"), s.place("owned")
	var out []columns.NodeRows
	var results []*result
	err := s.each(l.o.Workers, func(n int) func(*piece) error {
		out, results = room[columns.NodeRows](n), room[*result](n)
		return func(p *piece) error {
			var rows columns.NodeRows
			p.rows(s.width, func(_ int, cells []span) {
				if len(cells) != s.width {
					return // refused as an edge
				}
				for _, at := range []int{owner, owned} {
					if id := p.cell(cells, at); id.from < id.to {
						rows.Add(p.bytes(id), graph.Company, nil)
					}
				}
			})
			return store(&l.mu, p.n, n, &out, rows, &results, &result{})
		}
	})
	return out, err
}

// result is what a piece reports; lines are counted from its first.
type result struct {
	piece                                *piece // while it is read
	placed                               bool   // its faults have the lines of the file
	lines, read, refused, grounds, other int
	faults                               []Fault
	stated                               []stated
}

// refuse refuses the row that is the given one of the piece, for the cell at a place.
func (r *result) refuse(row, place int, c span, message graph.Text) {
	r.refused++
	if len(r.faults) < maxFaults {
		line, column := r.piece.spot(row, place, c)
		r.faults = append(r.faults, Fault{Line: line, Column: column}.Saying(message))
	}
}

// close lets go of the piece, which was read.
func (r *result) close() { r.lines, r.placed, r.piece = r.piece.lines, r.piece.places != nil, nil }

// odd refuses a row that has not the fields of the header.
func (r *result) odd(row int, cells []span, width int) bool {
	if len(cells) == width {
		return false
	}
	at := min(len(cells), width+1) - 1
	r.refuse(row, at, cells[at], graph.Say("%s where the header has %s; quote fields that hold the delimiter", "%s là où l’en-tête en a %s ; mettez entre guillemets les champs qui contiennent le séparateur", fields(len(cells)), fields(width)))
	return true
}

func fields(n int) graph.Text {
	if n == 1 {
		return graph.Say("1 field", "1 champ")
	}
	return graph.Say("%d fields", "%d champs", n)
}

func emptyField(name string) graph.Text {
	return graph.Say("the field %s is empty; give an id", "le champ %s est vide ; donnez un identifiant", quote([]byte(name)))
}

func quote(b []byte) graph.Text { return graph.Say(`"%s"`, "« %s »", clip(b)) }

func kindList() []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(kinds)), func(s string) bool { return s == "" })
}

// merge adds the results of a table to the report, in the order of its pieces, and
// returns the number of rows.
func (l *load) merge(s *tableFile, results []*result) (read int) {
	line := 1
	for _, r := range results {
		if r == nil {
			continue
		}
		read += r.read
		l.report.Rejected += r.refused
		l.report.Grounds += r.grounds
		l.report.Other += r.other
		for _, f := range r.faults {
			if f.File = s.name; !r.placed {
				f.Line += line
			}
			l.fault(f)
		}
		for _, g := range r.stated {
			l.register.Ground(g.holder, g.subject, g.code, g.from, g.to)
		}
		line += r.lines
	}
	return read
}

// room makes the places of n pieces; the second way of reading does not know how
// many will come.
func room[T any](n int) []T { return make([]T, max(n, 0)) }

type locker interface {
	Lock()
	Unlock()
}

// store puts what a piece gave in its place.
func store[T any](mu locker, n, known int, out *[]T, value T, results *[]*result, r *result) error {
	if known < 0 {
		*out, *results = append(*out, value), append(*results, r)
		return nil
	}
	mu.Lock()
	defer mu.Unlock()
	(*out)[n], (*results)[n] = value, r
	return nil
}

func clip(b []byte) []byte { return b[:min(len(b), 40)] }
