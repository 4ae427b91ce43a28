package wikidata

import (
	"fmt"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// best are the statements of the best rank: preferred ones when there are any, else the
// normal ones. Deprecated ones never are.
func best(list source.Value) []source.Value {
	var out []source.Value
	for _, rank := range []string{"preferred", "normal", ""} {
		for _, c := range list.Items() {
			if c.Get("rank").Str() == rank {
				out = append(out, c)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return out
}

// ended reports a statement with an end, known or not.
func ended(c source.Value) bool {
	for _, q := range c.At("qualifiers", "P582").Items() {
		if !q.Get("snaktype").Is("novalue") {
			return true
		}
	}
	return false
}

// evidenceOf is medium for a statement that cites something outside Wikimedia, else low.
func evidenceOf(c source.Value) graph.Evidence {
	for _, q := range []string{"P1480", "P5102", "P1310"} { // presumably, allegedly, disputed
		if c.At("qualifiers", q).Len() > 0 {
			return graph.Low
		}
	}
	for _, r := range c.Get("references").Items() {
		cites := false
		r.Get("snaks").Each(func(name string, _ source.Value) bool {
			switch name {
			case "P143", "P4656", "P813", "P887", "P3452": // Wikipedia, the day it was read, inferred
			default:
				cites = true
			}
			return !cites
		})
		if cites {
			return graph.Medium
		}
	}
	return graph.Low
}

// statements hands on what an item says of owners, parents, officers and exchanges.
func (l *load) statements(i *item) error {
	for _, p := range properties {
		list := i.claims.Get(p.id)
		preferred := false
		for _, c := range list.Items() {
			preferred = preferred || c.Get("rank").Is("preferred")
		}
		for n, c := range list.Items() {
			if err := l.statement(i, p, n, c, preferred); err != nil {
				return err
			}
		}
	}
	return nil
}

func (l *load) statement(i *item, p property, n int, c source.Value, preferred bool) error {
	if c.Get("rank").Is("deprecated") {
		l.counts.deprecated++
		return nil
	}
	period, when := l.period(i, c)
	claim := graph.Claim{ID: graph.ClaimID("wikidata:" + c.Get("id").Str()), Period: period, Source: l.source, Evidence: evidenceOf(c), Assertion: graph.Stated,
		Origin: l.in.Origin(i.line)}
	if c.Get("id").Str() == "" {
		claim.ID = graph.ClaimID(fmt.Sprintf("wikidata:%s#%s-%d", i.id, p.id, n+1))
	}
	if i.id != "" {
		claim.Note = graph.Own(p.id)
	}
	other, err := l.other(i, p, c, claim)
	if err != nil || other == "" {
		return err
	}
	self := i.id
	if iso := state(string(i.id)); iso != "" {
		if self, err = l.states.Find(iso); err != nil {
			return err
		}
	}
	s := graph.Statement{Claim: claim, Holder: self, Subject: other, Interest: p.interest, Value: p.value}
	if p.inward {
		s.Holder, s.Subject = other, self
	}
	if p.interest == graph.ListedOn {
		for _, q := range c.At("qualifiers", "P249").Items() {
			s.Value = q.At("datavalue", "value").Str()
		}
	}
	share, figure, why := proportion(c.At("qualifiers", "P1107"))
	if !why.IsZero() {
		l.in.Remark(i.line, 0, p.id+".P1107", why, graph.Say("the figure is left out", "le nombre est laissé de côté"))
	}
	// What is not the best and has no dates is what was so once, or what others say.
	if when == past || preferred && !c.Get("rank").Is("preferred") && when == undated {
		n := graph.Note{Claim: s.Claim, Subject: s.Holder, Relation: "once_" + string(p.interest), Object: s.Subject, Share: share, Figure: figure, Value: s.Value}
		return l.add(n)
	}
	if when == undone {
		s.Assertion = graph.Withdrawn
	}
	if !p.interest.CarriesShare() {
		if err := l.add(s); err != nil || !figure || p.role != party {
			return err
		}
		s.ID += "-shares"
		s.Interest, s.Value = graph.Shareholding, ""
	}
	s.Basis, s.Share, s.Figure = graph.Capital, share, figure
	if !figure {
		s.Share = graph.SomeShare()
	}
	return l.add(s)
}

// other is whom a statement names. An owner who is someone, but nobody knows who, is one
// of his own each time; that there is none is coverage.
func (l *load) other(i *item, p property, c source.Value, claim graph.Claim) (graph.EntityID, error) {
	id := qid(c.At("mainsnak", "datavalue", "value"))
	switch kind := c.At("mainsnak", "snaktype").Str(); {
	case kind == "somevalue" && p.inward && p.role == party:
		e := graph.Entity{ID: graph.EntityID(strings.TrimPrefix(string(claim.ID), "wikidata:") + "#unknown"), Kind: graph.Other, Name: "unknown owner", Source: l.source,
			Evidence: claim.Evidence, Origin: claim.Origin}
		e.Note = graph.Text{EN: "Wikidata says that there is one and not who.", FR: "Wikidata indique qu’il y en a un, sans dire lequel."}
		return e.ID, l.add(e)
	case kind == "novalue" && p.inward && p.role == party && state(string(i.id)) == "":
		v := graph.Coverage{Claim: claim, Entity: i.id, Interest: p.interest, Kind: graph.Complete}
		if p.interest.CarriesShare() {
			v.Basis = graph.Capital
		}
		return "", l.add(v)
	case id == "":
		l.counts.unread++
		return "", nil
	}
	if iso := state(id); iso != "" {
		if p.role != party {
			l.counts.unread++
			return "", nil
		}
		return l.states.Find(iso)
	}
	l.named[graph.EntityID(id)] |= p.role
	return graph.EntityID(id), nil
}

// proportion reads qualifiers P1107: a ratio from 0 to 1, or a number of percent when the
// unit says so. Several are alternatives.
func proportion(list source.Value) (share graph.Share, figure bool, why graph.Text) {
	for _, q := range list.Items() {
		v := q.At("datavalue", "value")
		amount := v.Get("amount").Text()
		if amount == "" {
			continue
		}
		parse := graph.ParseFraction
		switch unit := v.Get("unit").Str(); {
		case strings.HasSuffix(unit, "/Q11229"):
			parse = graph.ParsePercent
		case unit != "1" && unit != "" && !strings.HasSuffix(unit, "/Q199"):
			return graph.SomeShare(), false, graph.Say("a proportion in the unit %s", "une proportion exprimée dans l’unité %s", source.Clip(unit))
		}
		one := graph.Share{}
		for _, end := range []struct {
			text string
			set  func(floor, ceil graph.Percent)
		}{
			{amount, func(f, c graph.Percent) { one.Min, one.Max = f, c }},
			{v.Get("lowerBound").Text(), func(f, _ graph.Percent) { one.Min = f }},
			{v.Get("upperBound").Text(), func(_, c graph.Percent) { one.Max = c }},
		} {
			if end.text == "" {
				continue
			}
			floor, ceil, err := parse(strings.TrimPrefix(end.text, "+"))
			if err != nil {
				return graph.SomeShare(), false, graph.Wording(err)
			}
			end.set(floor, ceil)
		}
		if err := one.Validate(); err != nil {
			return graph.SomeShare(), false, graph.Say("the proportion %s is none of a whole: %v", "la proportion %s n’est pas celle d’un tout : %v", source.Clip(amount), err)
		}
		if figure {
			one = one.Hull(share)
		}
		share, figure = one, true
	}
	return share, figure, graph.Text{}
}

// when says what the dates make of a statement.
type when uint8

const (
	dated   when = iota
	past         // ended, nobody says when
	undone       // ended no later than it began
	undated      // without a date of its own
)

// period reads start, end and point in time. A year or a month is its first day; what is
// less precise is no date.
func (l *load) period(i *item, c source.Value) (graph.Period, when) {
	var p graph.Period
	q := c.Get("qualifiers")
	for _, d := range []struct {
		id string
		to *graph.Date
	}{{"P580", &p.From}, {"P582", &p.To}, {"P585", &p.AsOf}} {
		for _, s := range q.Get(d.id).Items() {
			if day := dayOf(s.At("datavalue", "value")); day > *d.to {
				*d.to = day
			}
		}
	}
	if p.To == 0 && ended(c) {
		return graph.Period{AsOf: i.asOf}, past
	}
	if p.To != 0 && p.From >= p.To {
		p.To = 0
		return p, undone
	}
	if p.From == 0 && p.To == 0 && p.AsOf == 0 {
		p.AsOf = i.asOf
		return p, undated
	}
	return p, dated
}

// dayOf reads a time: "+2015-00-00T00:00:00Z" with precision 9 is the year 2015.
func dayOf(v source.Value) graph.Date {
	text := strings.TrimPrefix(v.Get("time").Str(), "+")
	if len(text) < 10 || text[4] != '-' {
		return 0
	}
	switch v.Get("precision").Text() {
	case "9":
		text = text[:4]
	case "10":
		text = text[:7]
	case "11", "12", "13", "14":
		text = text[:10]
	default:
		return 0
	}
	text = strings.TrimSuffix(strings.TrimSuffix(text, "-00"), "-00")
	day, err := graph.ParseDate(text)
	if err != nil {
		return 0
	}
	return day
}
