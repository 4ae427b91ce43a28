package bods

import (
	"bytes"
	"fmt"
	"strconv"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// interest is one interest of a relationship, judged but not handed on.
type interest struct {
	v        source.Value
	code     graph.Interest
	share    graph.Share
	figure   bool
	indirect bool
	ultimate bool // of an accounting parent: the last one, not the direct one
	level    string
}

// interests reads the interests of a relationship; what is wrong with a share goes
// to the checker.
func (l *load) interests(d source.Value, g generation) []interest {
	c := &l.checker
	if g == records {
		c.member(recordDetails)
		defer c.up()
	}
	l.found = l.found[:0]
	for all, v, n := d.Get("interests"), d.Get("interests").First(), 0; v.Kind() != source.Missing; v, n = v.Next(all), n+1 {
		i := interest{v: v, level: v.Get("directOrIndirect").Str()}
		if i.level == "" {
			i.level = v.Get("interestLevel").Str()
		}
		i.indirect = i.level == "indirect"
		i.code = interestOf(v.Get("type").Str())
		if code := codeIn(v.Get("details")); code != "" {
			i.code, i.ultimate = code, ultimate(v.Get("details"))
		}
		if share := v.Get("share"); share.Kind() == source.Object {
			c.member([]byte("interests"))
			c.element(n)
			c.member([]byte("share"))
			if g == records {
				i.share, i.figure = l.share(share)
			} else {
				i.share, i.figure = l.looseShare(share)
			}
			c.path = c.path[:len(c.path)-3]
		}
		l.found = append(l.found, i)
	}
	return l.found
}

// interestOf maps a code of any version; one that is not known is kept in the
// detail of an unknown interest.
func interestOf(word string) graph.Interest {
	switch word = camel(word); word {
	case "rightsToProfitOrIncome":
		return graph.ProfitRights
	case "influenceOrControl":
		return graph.OtherInfluenceOrControl
	case "rightsToSurplusAssets":
		return graph.SurplusAssets
	}
	if i := graph.Interest(word); i.Valid() && (i.Family() == graph.Ownership || i.Family() == graph.Control) {
		return i
	}
	return "unknownInterest"
}

// What Open Ownership writes into the details of relationships it made of GLEIF's.
var (
	directParent   = []byte("IS_DIRECTLY_CONSOLIDATED_BY")
	ultimateParent = []byte("IS_ULTIMATELY_CONSOLIDATED_BY")
	fundManager    = []byte("IS_FUND-MANAGED_BY")
)

// codeIn is the code that the details give an interest beyond BODS: GLEIF's, published
// as influence or control, are accounting or management; longarm's own exports begin
// with the code that BODS lacks. "" when they give none.
func codeIn(details source.Value) graph.Interest {
	text := details.Bytes()
	if details.Kind() != source.String || len(text) == 0 {
		return ""
	}
	switch {
	case bytes.Contains(text, directParent), bytes.Contains(text, ultimateParent):
		return graph.AccountingParent
	case bytes.Contains(text, fundManager):
		return "rightsGrantedByContract"
	}
	word, _, _ := bytes.Cut(text, []byte("; "))
	if i := graph.Interest(word); i.Valid() && (i.Family() == graph.Ownership || i.Family() == graph.Control) && !i.CarriesShare() {
		return i
	}
	return ""
}

// ultimate reports details of an ultimate parent in the accounts.
func ultimate(details source.Value) bool { return bytes.Contains(details.Bytes(), ultimateParent) }

// share reads the share of 0.4: exact, at most one bound at either end, something
// between them, and no contradiction among these.
func (l *load) share(v source.Value) (graph.Share, bool) {
	var s graph.Share
	exact := v.Get("exact").Kind() != source.Missing
	low, high := v.Get("minimum"), v.Get("maximum")
	lowOpen, highOpen := v.Get("exclusiveMinimum"), v.Get("exclusiveMaximum")
	has := func(v source.Value) bool { return v.Kind() != source.Missing }
	switch {
	case has(low) && has(lowOpen) || has(high) && has(highOpen):
		l.checker.fail(v, graph.Say("two bounds at one end of a share", "deux bornes au même bout d’une part"), graph.Say("give either the inclusive one or the exclusive one", "donnez soit la borne incluse, soit la borne exclue"))
		return s, false
	case exact && !has(low) && !has(high) && !has(lowOpen) && !has(highOpen):
		s.Min, s.Max = l.figure(v.Get("exact"))
		return s, true
	}
	s = graph.Unknown()
	found := false
	for _, b := range []struct {
		v           source.Value
		lower, open bool
	}{{low, true, false}, {lowOpen, true, true}, {high, false, false}, {highOpen, false, true}} {
		if !has(b.v) {
			continue
		}
		found = true
		floor, ceil := l.figure(b.v)
		if b.lower {
			s.Min, s.MinOpen = floor, b.open && floor == ceil
		} else {
			s.Max, s.MaxOpen = ceil, b.open && floor == ceil
		}
	}
	if err := s.Validate(); err != nil {
		l.checker.fail(v, graph.Wording(err), graph.Say("correct its bounds", "corrigez ses bornes"))
		return s, false
	}
	if exact { // some publishers repeat the figure as both bounds
		var one graph.Share
		if one.Min, one.Max = l.figure(v.Get("exact")); !one.Overlaps(s) {
			l.checker.fail(v, graph.Say("an exact share outside the bounds beside it", "une part exacte hors des bornes qui l’accompagnent"), graph.Say("give either exact, or bounds", "donnez soit exact, soit des bornes"))
		}
		return one, true
	}
	return s, found
}

// looseShare reads the share of 0.1 to 0.3, where the exclusive bounds say true or
// false of the others and an empty text stands for an absent figure. Numbers there,
// as some publishers write, are read as 0.4 reads them.
func (l *load) looseShare(v source.Value) (graph.Share, bool) {
	s, found := graph.Unknown(), false
	bound := func(name string) (floor, ceil graph.Percent, ok bool) {
		b := v.Get(name)
		switch b.Kind() {
		case source.Missing, source.Null, source.Bool:
			return 0, 0, false
		case source.String:
			if b.Is("") {
				return 0, 0, false
			}
		}
		var err error
		if b.Kind() == source.Number {
			floor, ceil = l.figure(b)
			if f, e := strconv.ParseFloat(string(b.Raw()), 64); e != nil || f < 0 || f > 100 {
				err = graph.Fault("share %s lies outside 0–100 %%", "la part %s sort de l’intervalle 0–100 %%", source.Clip(string(b.Raw())))
			}
		} else {
			floor, ceil, err = graph.ParsePercent(b.Str())
		}
		if err != nil {
			l.checker.fail(b, graph.Wording(err), graph.Say("shares run from 0 to 100 percent", "une part va de 0 à 100 pour cent"), name)
			return 0, 0, false
		}
		return floor, ceil, true
	}
	if floor, ceil, ok := bound("exact"); ok {
		return graph.Share{Min: floor, Max: ceil}, true
	}
	if floor, ceil, ok := bound("minimum"); ok {
		s.Min, s.MinOpen, found = floor, v.Get("exclusiveMinimum").True() && floor == ceil, true
	} else if floor, ceil, ok := bound("exclusiveMinimum"); ok {
		s.Min, s.MinOpen, found = floor, floor == ceil, true
	}
	if floor, ceil, ok := bound("maximum"); ok {
		s.Max, s.MaxOpen, found = ceil, v.Get("exclusiveMaximum").True() && floor == ceil, true
	} else if floor, ceil, ok := bound("exclusiveMaximum"); ok {
		s.Max, s.MaxOpen, found = ceil, floor == ceil, true
	}
	if s.Min == s.Max {
		s.MinOpen, s.MaxOpen = false, false // "25 to 25, exclusive" can only mean 25
	}
	if err := s.Validate(); err != nil {
		l.checker.fail(v, graph.Wording(err), graph.Say("correct its bounds", "corrigez ses bornes"))
	}
	return s, found
}

// figure is figure, and says once that figures are finer than longarm keeps them.
func (l *load) figure(v source.Value) (floor, ceil graph.Percent) {
	if floor, ceil = figure(v); floor != ceil && ceil != graph.Hundred && !l.fine {
		l.fine = true
		line, col := v.Place()
		l.in.Remark(line, col, "share", graph.Say("%s has more than nine decimals of a percent", "%s a plus de neuf décimales de pour cent", source.Clip(string(v.Raw()))),
			graph.Say("such figures are kept as the billionth of a percent they lie in, %s to %s %%", "de tels nombres sont gardés comme le milliardième de pour cent où ils se trouvent, de %s à %s %%", floor, ceil))
	}
	return floor, ceil
}

// figure reads a number the schema has found to be from 0 to 100.
func figure(v source.Value) (floor, ceil graph.Percent) {
	raw := v.Raw()
	if p, ok := plainPercent(raw); ok {
		return p, p
	}
	if floor, ceil, err := graph.ParsePercent(string(raw)); err == nil {
		return floor, ceil
	}
	f, err := strconv.ParseFloat(string(raw), 64) // an exponent
	if err != nil || f < 0 || f > 100 {
		return 0, graph.Hundred
	}
	floor, ceil, err = graph.ParsePercent(strconv.FormatFloat(f, 'f', -1, 64))
	if err != nil {
		return 0, graph.Hundred
	}
	return floor, ceil
}

// disclosed are the reasons that say something of the subject and of no party.
var disclosed = map[string]bool{"noBeneficialOwners": true, "subjectExemptFromDisclosure": true}

// relationship hands on what a relationship states.
func (l *load) relationship(s *said, g generation, interests []interest) error {
	subject, err := l.side(s, "subject", g)
	if err != nil {
		return err
	}
	holder, reason, err := l.interestedParty(s, g, subject, len(interests) > 0)
	if err != nil || holder == "" {
		return err
	}
	parts := s.details.Get("componentRecords").Len() + s.details.Get("componentStatementIDs").Len()
	if len(interests) == 0 {
		interests = []interest{{code: "unknownInterest"}}
	}
	for n, i := range interests {
		c := l.claim(s, fmt.Sprintf("#%d", n))
		c.Record = s.version(g)
		guessed := false
		c.Period, guessed = l.period(s, i.v)
		if p := c.Period; p.From != 0 && p.To != 0 && p.From >= p.To || p.From == 0 && s.undone {
			c.Assertion, c.Period.To = graph.Withdrawn, 0
		}
		level := i.level
		if level == "direct" {
			level = ""
		}
		c.Note = endNote(note(i.v.Get("details").Str(), level, reason, seen(s.component, "component")), guessed && c.Assertion.Counts())
		value := ""
		if i.v.Get("beneficialOwnershipOrControl").True() {
			value = "beneficial owner"
		}
		if word := camel(i.v.Get("type").Str()); i.code == "unknownInterest" && word != "" && word != "unknownInterest" {
			value = word
		}
		if i.ultimate && c.Assertion.Counts() && c.Period.To == 0 && l.history.consolidatedBy(l.subjectRecord(s, g)) {
			if err := l.add(graph.Note{Claim: c, Subject: holder, Relation: "ultimatelyConsolidates", Object: subject}); err != nil {
				return err
			}
			continue
		}
		if i.indirect && (parts > 0 || l.history.heldDirectly(l.subjectRecord(s, g))) {
			n := graph.Note{Claim: c, Subject: holder, Relation: "holdsIndirectly", Object: subject, Share: i.share, Figure: i.figure, Value: string(i.code)}
			if err := l.add(n); err != nil {
				return err
			}
			continue
		}
		st := graph.Statement{Claim: c, Holder: holder, Subject: subject, Interest: i.code, Value: value}
		if i.code.CarriesShare() {
			st.Share, st.Figure = i.share, i.figure
			if !i.figure {
				st.Share = graph.SomeShare()
			}
		} else if i.figure && value == "" {
			st.Value = i.share.String()
		}
		if err := l.add(st); err != nil {
			return err
		}
	}
	return nil
}

// period is when an interest holds: from its start, or from the day of the
// statement that takes the place of another, until its end, or until the record is
// closed or superseded; guessed when nobody states that end.
func (l *load) period(s *said, v source.Value) (p graph.Period, guessed bool) {
	p = graph.Period{From: dayOf(v.Get("startDate")), To: dayOf(v.Get("endDate")), AsOf: s.day}
	if s.follows != 0 && s.follows > p.From {
		p.From = s.follows
	}
	if s.ends != 0 && (p.To == 0 || s.ends < p.To) {
		p.To, guessed = s.ends, s.guessed
	}
	return p, guessed
}

func (l *load) subjectRecord(s *said, g generation) string {
	if g == records {
		return s.details.Get("subject").Str()
	}
	return l.history.root(describedBy(s.details.Get("subject")))
}

// side finds one side of a relationship: a party that is described, one that is not
// described here, or, when it is not specified, an unknown one of its own.
func (l *load) side(s *said, role string, g generation) (graph.EntityID, error) {
	v := s.details.Get(role)
	record, kind := v.Str(), graph.Kind("")
	if g != records {
		if record = describedBy(v); record != "" {
			record = l.history.root(record)
		}
		if v.Get("describedByPersonStatement").Str() != "" {
			kind = graph.Person
		}
	}
	if record != "" {
		id := entityID(record)
		if l.history.described(record) {
			return id, nil
		}
		return id, l.add(graph.Entity{ID: id, Kind: kind, Origin: l.in.Origin(s.line),
			Note: graph.Text{EN: "named by a relationship, not described", FR: "nommé par une relation, sans description"}})
	}
	why := v
	if g != records {
		why = v.Get("unspecified")
	}
	id := entityID(s.record + "#" + role)
	return id, l.add(graph.Entity{ID: id, Kind: graph.Company, Name: "unknown party", Note: graph.Own(unspecified(why)),
		Source: s.source, Origin: l.in.Origin(s.line)})
}

// interestedParty is side of the interested party. Where the reason says that there
// is none, or that the subject need not tell, it is kept as a fact about the subject
// and no party is made; "" then.
func (l *load) interestedParty(s *said, g generation, subject graph.EntityID, interests bool) (graph.EntityID, string, error) {
	v := s.details.Get("interestedParty")
	why := v
	if g != records {
		why = v.Get("unspecified")
	}
	if v.Kind() != source.Object || g != records && describedBy(v) != "" {
		id, err := l.side(s, "interestedParty", g)
		return id, "", err
	}
	reason := camel(why.Get("reason").Str())
	c := l.claim(s, "#disclosure")
	c.Record = s.version(g)
	c.Period = graph.Period{AsOf: s.day, To: s.ends}
	if s.undone {
		c.Period.To, c.Assertion = 0, graph.Withdrawn
	}
	c.Note = graph.Own(why.Get("description").Str())
	if reason == "" {
		reason = "unknown"
	}
	if err := l.add(graph.Attribute{Claim: c, Entity: subject, Name: "ownershipDisclosure", Value: reason}); err != nil {
		return "", "", err
	}
	if disclosed[reason] && !interests {
		return "", "", nil
	}
	id, err := l.side(s, "interestedParty", g)
	return id, reason, err
}
