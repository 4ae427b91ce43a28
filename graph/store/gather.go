package store

import (
	"context"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/columns"
	"longarm/graph/identity"
)

// shareRow, groundRow and coverRow are claims with the places of their ends in a
// gathering.
type shareRow struct {
	holder, company, low uint32
	x                    columns.Extra
}

type groundRow struct {
	holder, subject uint32
	code            uint8
	from, to        graph.Date
}

type coverRow struct {
	company uint32
	c       graph.Coverage
	members []uint32
}

// idList is a list of ids in one piece of memory.
type idList struct {
	text []byte
	end  []uint32
}

func (l *idList) add(id string) uint32 {
	if len(l.text)+len(id) > cap(l.text) {
		l.text = slices.Grow(l.text, max(len(l.text), 16<<10))
	}
	l.text = append(l.text, id...)
	l.end = append(doubled(l.end, 0), uint32(len(l.text)))
	return uint32(len(l.end) - 1)
}

// at is the n-th id, as long as the list stays as it is.
func (l *idList) at(n int) string {
	from := uint32(0)
	if n > 0 {
		from = l.end[n-1]
	}
	return view(l.text[from:l.end[n]])
}

// gathering is what one worker found.
type gathering struct {
	w        *Workspace
	rows     columns.NodeRows
	entities idList       // that are described, as often as they are
	kinds    []graph.Kind // of each
	idList                // the ids that claims name
	shares   []shareRow
	grounds  []groundRow
	covers   []coverRow
	odd      []uint32 // companies with an attribute about votes
	seen     []pair   // of all descriptions; see sureOf

	look    glance
	words   map[string]graph.Kind // each kind once
	key     []byte
	numbers []graph.Identifier
}

// gather collects what columns hold from some blocks of a part. Ids are those of the
// records.
func (g *gathering) gather(ctx context.Context, part int, from, to int64) error {
	p := g.w.parts[part]
	return p.lines(from, to, func(line []byte, block int64, off int) error {
		if off == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		wanted, err := g.look.read(line)
		if err != nil {
			return p.badRecord(block, off, err)
		}
		if !wanted {
			return nil
		}
		as := asClaim
		if g.look.Record == "entity" {
			as = asEntity
			g.describe()
		}
		ok, err := g.w.standsAs(part, as, g.look.ID, makeRef(int(block), off))
		if ok && err == nil {
			if ok, err = g.until(part); ok {
				g.take()
			}
		}
		return err
	})
}

// until gives the claim that was looked at the end that other loads of its register give
// it; false when they know that it never held.
func (g *gathering) until(part int) (counted bool, err error) {
	r := &g.look
	if r.Record != "statement" || len(g.w.parts[part].kin) == 0 {
		return true, nil
	}
	s, err := g.w.ended(part, r.ID, spell{r.Holder, r.Subject, string(r.Interest) + " " + string(r.Basis),
		graph.Period{From: r.From, To: r.To, AsOf: r.AsOf}, r.Assertion})
	r.To = s.period.To
	return counts(s.assertion), err
}

// describe notes by what identifiers an entity may be found to be another.
func (g *gathering) describe() {
	e := graph.Entity{LEI: g.look.LEI, Identifiers: g.numbers[:0]}
	for _, i := range g.look.Identifiers {
		e.Identifiers = append(e.Identifiers, graph.Identifier(i))
	}
	g.numbers = e.Identifiers
	g.seen, g.key = appendSeen(g.seen, g.key, g.look.ID, &e)
}

// appendSeen adds the pairs that [Workspace.sureOf] compares: the id and each strong
// identifier of an entity, with the id.
func appendSeen(list []pair, key []byte, id string, e *graph.Entity) ([]pair, []byte) {
	of := keyOf(asEntity, id)
	list = append(doubled(list, 0), pair{of, of})
	for _, i := range identity.Strong(e) {
		key = append(append(append(key[:0], i.Scheme...), ':'), i.ID...)
		list = append(list, pair{keyOf(asIdentifier, view(key)), of})
	}
	return list, key
}

// sureOf tells the ids that stand for themselves from those that more than one
// description may speak of: that share an identifier, are described twice, or were
// decided on.
func (w *Workspace) sureOf(list []pair) func(graph.EntityID) bool {
	s := pairSorter{buf: list}
	s.sort()
	several := map[uint64]bool{}
	for i := 1; i < len(list); i++ {
		if list[i].key == list[i-1].key {
			several[list[i].ref], several[list[i-1].ref] = true, true
		}
	}
	return func(id graph.EntityID) bool {
		return (len(several) == 0 || !several[keyOf(asEntity, string(id))]) && len(w.decisions.With(id)) == 0
	}
}

// take adds the record that was looked at.
func (g *gathering) take() {
	r := &g.look
	switch r.Record {
	case "entity":
		kind, ok := g.words[r.Kind]
		if !ok {
			if g.words == nil {
				g.words = map[string]graph.Kind{}
			}
			kind = graph.Kind(strings.Clone(r.Kind))
			g.words[string(kind)] = kind
		}
		g.entities.add(r.ID)
		g.kinds = append(g.kinds, kind)
	case "statement":
		holder, subject := g.add(string(r.Holder)), g.add(string(r.Subject))
		period := graph.Period{From: r.From, To: r.To, AsOf: r.AsOf}
		if code := columns.GroundCode(r.Interest); code != 0 {
			g.grounds = append(g.grounds, groundRow{holder, subject, code, period.Start(), r.To})
			return
		}
		share := graph.SomeShare()
		if r.Share != nil {
			share = graph.Share(*r.Share)
		}
		low, x := columns.ExtraOf(share, r.Share != nil, basisOf(r.Interest, r.Basis), period)
		g.shares = append(doubled(g.shares, 0), shareRow{holder, subject, low, x})
	case "coverage":
		c := graph.Coverage{Claim: graph.Claim{Period: graph.Period{From: r.From, To: r.To, AsOf: r.AsOf}}, Kind: graph.CoverageKind(strings.Clone(r.Kind)),
			Interest: graph.Interest(strings.Clone(string(r.Interest))), Basis: graph.Basis(strings.Clone(string(r.Basis))), Percent: graph.Percent(r.Percent)}
		row := coverRow{company: g.add(string(r.Entity)), c: c}
		for _, m := range r.Members {
			row.members = append(row.members, g.add(string(m)))
		}
		g.covers = append(g.covers, row)
	case "attribute":
		g.odd = append(g.odd, g.add(string(r.Entity)))
	}
}

// settle makes the ids final, and rows of the entities.
func (g *gathering) settle(sure func(graph.EntityID) bool) error {
	s := newSource(g.w, &known{})
	s.sure = sure
	var out idList // from the first id on that is another
	for n := range g.end {
		id := g.at(n)
		if !sure(graph.EntityID(id)) {
			c, err := s.canonical(graph.EntityID(strings.Clone(id)))
			if err != nil {
				return err
			}
			if string(c) != id && out.end == nil {
				out.end = slices.Clone(g.end[:n])
				if n > 0 {
					out.text = slices.Clone(g.text[:g.end[n-1]])
				}
				out.end = slices.Grow(out.end, len(g.end)-n)
			}
			id = string(c)
		}
		if out.end != nil {
			out.add(id)
		}
	}
	if out.end != nil {
		g.idList = out
	}
	for n, kind := range g.kinds {
		id := graph.EntityID(g.entities.at(n))
		if !sure(id) {
			var err error
			if id, err = s.canonical(graph.EntityID(strings.Clone(string(id)))); err != nil {
				return err
			}
			if _, known := s.kinds[id]; !known {
				if _, err := s.described(id); err != nil {
					return err
				}
			}
			kind = s.kinds[id]
		}
		if kind == "" {
			kind = graph.Company
		}
		g.rows.Add([]byte(id), kind, nil)
	}
	g.entities, g.kinds = idList{}, nil
	return nil
}
