package queries

import (
	"cmp"
	"slices"

	"longarm/graph"
	"longarm/graph/law"
)

// LawEvent is a day on which something of a law changes.
type LawEvent struct {
	Date graph.Date `json:"date"`
	Law  string     `json:"law"`
	Row  string     `json:"nexus,omitempty"` // the ground concerned; empty for the whole law
	Kind string     `json:"kind"`            // in-force, ends, old-orders-end, suspended, resumes, amended, phase, status-unknown, announced, test, list
	Text string     `json:"text"`            // one clause
}

// lawEvents lists the dated changes of a law, of its grounds and of the country
// lists they read, sorted by date, ground and kind.
func (c *Context) lawEvents(l *law.Law) []LawEvent {
	e := &eventList{c: c, law: l}
	e.inForce("", &l.InForce)
	e.add(nextDay(l.StatusKnownTo), "", "status-unknown", "")
	for _, r := range l.Rows {
		if r.InForce != nil {
			e.inForce(r.ID, r.InForce)
		}
		if p := r.Pending; p != nil {
			e.add(p.From, r.ID, "announced", "")
			e.add(p.Until, r.ID, "in-force", "")
		}
		e.tests(r.ID, r.TestVersions)
		for _, g := range r.Gates {
			e.classes(g)
		}
		e.classes(r.When)
		if r.Test != nil {
			e.class(r.Test.Holders)
		}
	}
	for _, r := range l.Rules {
		e.tests(r.Row, r.TestVersions)
	}
	slices.SortFunc(e.out, func(a, b LawEvent) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Row, b.Row), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Text, b.Text))
	})
	return slices.Compact(e.out)
}

type eventList struct {
	c    *Context
	law  *law.Law
	seen map[string]bool
	out  []LawEvent
}

func (e *eventList) add(day graph.Date, row, kind, what string) {
	if day == 0 {
		return
	}
	id := "law-event." + kind
	text := e.c.Voice.Say(id, "Law", e.c.LawName(e.law.ID), "What", what)
	e.out = append(e.out, LawEvent{Date: day, Law: e.law.ID, Row: row, Kind: kind, Text: text})
}

func (e *eventList) inForce(row string, f *law.InForce) {
	e.add(f.From, row, "in-force", "")
	e.add(f.To, row, "ends", "")
	e.add(f.TransitionTo, row, "old-orders-end", "")
	for _, d := range f.Amended {
		e.add(d, row, "amended", "")
	}
	for _, d := range f.Phases {
		e.add(d, row, "phase", "")
	}
	for _, s := range f.Suspended {
		e.add(s.From, row, "suspended", s.By.In(e.c.Lang()))
		e.add(nextDay(s.To), row, "resumes", "")
	}
}

// tests lists the days on which a threshold test is worded anew.
func (e *eventList) tests(row string, versions []law.TestVersion) {
	for _, v := range versions {
		e.add(v.From, row, "test", v.Reference)
		e.add(v.To, row, "test", v.Reference)
	}
}

func (e *eventList) classes(p *law.Predicate) {
	p.Walk(func(q *law.Predicate) {
		e.class(q.Is)
		e.class(q.Holder)
		if q.Rel != nil {
			e.class(q.Rel.To)
			e.class(q.Rel.From)
		}
		if q.Capability != nil {
			e.class(q.Capability.From)
			e.class(q.Capability.Over)
		}
	})
}

// class lists the days on which the countries of a class or territory change.
func (e *eventList) class(ref string) {
	v := e.c.Catalogue.Vocabulary
	if ref == "" || e.seen[ref] {
		return
	}
	if e.seen == nil {
		e.seen = map[string]bool{}
	}
	e.seen[ref] = true
	var lists []law.CountryList
	if t := v.Territories[ref]; t != nil {
		lists = t.Members
	}
	if k := v.Classes[ref]; k != nil {
		lists = k.Countries
		e.class(k.In)
		e.class(k.Outside)
		e.classes(k.Is)
	}
	for _, l := range lists {
		e.add(l.From, "", "list", e.c.ClassName(ref))
		e.add(nextDay(l.To), "", "list", e.c.ClassName(ref))
	}
}

// nextDay is the day after, zero for the zero date.
func nextDay(d graph.Date) graph.Date {
	if d == 0 {
		return 0
	}
	year, month, day := int(d)/10000, int(d)/100%100, int(d)%100
	if next := graph.NewDate(year, month, day+1); valid(next) {
		return next
	}
	if next := graph.NewDate(year, month+1, 1); valid(next) {
		return next
	}
	return graph.NewDate(year+1, 1, 1)
}

// valid reports a day that exists.
func valid(d graph.Date) bool {
	parsed, err := graph.ParseDate(d.String())
	return err == nil && parsed == d
}
