package store

import (
	"cmp"
	"path/filepath"

	"longarm/graph"
	"longarm/graph/closure"
)

// kin lists the parts that another load of the same register wrote: by the same
// loader, under another name, where ids of claims mean the same in both.
func (w *Workspace) kin(part int) []int {
	var out []int
	me := w.parts[part].info
	for i, p := range w.parts {
		if me.Lasting && p.info.Lasting && p.info.Loader == me.Loader && p.info.Source != me.Source {
			out = append(out, i)
		}
	}
	return out
}

// spell is what tells whether two claims of one id are the same claim, looked at on
// different days.
type spell struct {
	a, b      graph.EntityID
	what      string
	period    graph.Period
	assertion graph.Assertion
}

// known is the day of the data that a claim is from: one without such a day is no older
// than the end it knows.
func (s *spell) known() graph.Date { return cmp.Or(s.period.AsOf, s.period.To) }

func spellOf(r graph.Record) (spell, bool) {
	switch r := r.(type) {
	case graph.Statement:
		return spell{r.Holder, r.Subject, string(r.Interest) + " " + string(r.Basis), r.Period, r.Assertion}, true
	case graph.Attribute:
		return spell{r.Entity, r.At, r.Name + " " + r.Value, r.Period, r.Assertion}, true
	}
	return spell{}, false
}

// ended is the period and the assertion of a claim as all loads of its register tell
// them together. One that a load gives without an end says no more than that none was
// known on its day: where a load of another name gives the same claim with an end, and
// not of older data, the claim has that end. What that load knows never to have been
// counts no more. Of claims without a day the one loaded later is the newer.
func (w *Workspace) ended(part int, id string, s spell) (spell, error) {
	if s.period.To != 0 || !counts(s.assertion) {
		return s, nil
	}
	for _, i := range w.parts[part].kin {
		err := w.parts[i].find(asClaim, id, func(r graph.Record, ref uint64) error {
			e, ok := spellOf(r)
			gone := e.assertion == graph.Withdrawn
			if !ok || e.a != s.a || e.b != s.b || e.what != s.what || e.period.To == 0 && !gone || e.period.From != s.period.From && !gone ||
				e.known() < s.period.AsOf || e.period.AsOf == 0 && s.period.AsOf == 0 && i < part {
				return nil
			}
			if ok, err := w.stands(i, r, ref); err != nil || !ok {
				return err
			}
			if gone {
				s.assertion = graph.Withdrawn
			} else if s.period.To == 0 || e.period.To < s.period.To {
				s.period.To = e.period.To
			}
			return nil
		})
		if err != nil {
			return s, err
		}
	}
	return s, nil
}

// endedRecord is a claim with the end that other loads of its register give it.
func (w *Workspace) endedRecord(part int, r graph.Record) (graph.Record, error) {
	if len(w.parts[part].kin) == 0 {
		return r, nil
	}
	s, ok := spellOf(r)
	if !ok {
		return r, nil
	}
	s, err := w.ended(part, string(closure.ClaimOf(r).ID), s)
	switch r := r.(type) {
	case graph.Statement:
		r.Period, r.Assertion = s.period, s.assertion
		return r, err
	case graph.Attribute:
		r.Period, r.Assertion = s.period, s.assertion
		return r, err
	}
	return r, err
}

// Earlier visits the claims that loads of the same loader which stay after this one hold
// as versions of a record (see [graph.Claim]), in the order of loading. Own are those
// of the load that this one adds to: a claim of the same id takes their place. What this
// load adds is not among them. It may be called while another goroutine adds.
func (w *Writer) Earlier(record string, visit func(claim graph.Record, own bool) error) (err error) {
	if w.earlier == nil {
		kept := *w.was
		kept.Columns, kept.Parts = nil, nil
		for _, p := range w.was.Parts {
			if p.Loader == w.load.Loader && (w.load.Delta || p.Source != w.load.Source) {
				kept.Parts = append(kept.Parts, p)
			}
		}
		if w.earlier, err = openManifest(w.fs, w.dir, &kept); err != nil {
			return err
		}
	}
	return guarded(filepath.Join(w.dir, partsDir), func() error {
		return w.earlier.about(asRecord, record, func(part int, r graph.Record) error {
			r, err := w.earlier.endedRecord(part, r)
			if err != nil {
				return err
			}
			return visit(r, w.earlier.parts[part].info.Source == w.load.Source)
		})
	})
}
