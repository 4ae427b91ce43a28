package sec

import (
	"fmt"
	"math/big"
	"regexp"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// person hands on a reporting person: someone of the type IN, or else a body.
func (l *load) person(m *member, names schedNames, alone bool, e *source.Element) error {
	p := party{cik(m.e.Str(names.cik)), m.e.Str("reportingPersonName")}
	if p.cik == "" && alone {
		p.cik = cik(e.Str("headerData", "filerInfo", "filer", "filerCredentials", "cik"))
	}
	human := false
	arrangement := false
	for _, t := range m.e.All("typeOfReportingPerson") {
		switch strings.ToUpper(t.Text) {
		case "IN":
			human = true
		case "EP":
			arrangement = true
		}
	}
	part := fmt.Sprintf("person-%d", m.n)
	person := graph.Entity{ID: graph.EntityID("sec:" + l.doc + "#" + part), Kind: graph.Company, Name: p.name, Source: l.source, Evidence: graph.High,
		Origin: l.in.Origin(m.e.Line + l.base)}
	tie := graph.IncorporatedIn
	switch {
	case human:
		person.Kind, tie = graph.Person, graph.NationalOf
	case arrangement:
		person.Kind = graph.Arrangement
	}
	if p.cik != "" {
		person.ID, person.Identifiers = graph.EntityID("cik:"+p.cik), []graph.Identifier{{Scheme: "cik", ID: p.cik}}
	}
	m.id = person.ID
	if err := l.add(person); err != nil {
		return err
	}
	return l.tie(m.e.Line, part+"-place", m.id, m.e.Str("citizenshipOrOrganization"), tie)
}

// oneOfSeveral are the titles of classes beside which a company has others, or which
// are no shares of it.
var oneOfSeveral = regexp.MustCompile(`(?i)\b(class|series) [a-z0-9]\b|\bsubordinate|multiple voting|\bnon-?voting|preferred|preference|warrant|\bunits?\b|partnership interest|convertible`)

// reporting hands on what the persons of one schedule hold. Each of them reports all the
// shares he is deemed to own, so that one and the same share stands in several rows, as
// sole power even: the rows of a fund, its manager and the manager's owner. They are
// never added. The person with the largest figure, the first of several, keeps it as it
// stands. Every other one holds above nothing and up to his own figure, and what he
// reports stands in a note. Persons who say that they are a group act in concert.
func (l *load) reporting(members []*member, subject graph.EntityID, class, form string, several bool) error {
	first := largest(members)
	for _, m := range members {
		said := fmt.Sprintf("%s: %s percent of the class %q, %d shares, votes over %d", form, m.percent(), class, m.aggregate, m.votes)
		ofClass := oneOfSeveral.MatchString(class)
		s := graph.Statement{Claim: l.claim(m.e.Line, fmt.Sprintf("holding-%d", m.n)), Holder: m.id, Subject: subject, Interest: graph.Shareholding,
			Basis: graph.Capital, Value: said}
		s.Period.AsOf = l.period
		note := "beneficial ownership, direct or indirect"
		if ofClass {
			note += "; the percentage is of one class among several, and none of the company"
		}
		overlaps := several && m != first
		if overlaps {
			note += "; the same shares stand in the row of another person of this filing"
		}
		s.Note = graph.Own(note)
		s.Share, s.Figure = m.band(m.share, overlaps, ofClass)
		if m.figure && s.Share.IsZero() || !m.figure && m.aggregate == 0 {
			s.Share, s.Figure = graph.Exact(0), true // an exit filing
		}
		if err := l.add(s); err != nil {
			return err
		}
		if m.votes > 0 {
			s.ID += "-votes"
			s.Interest, s.Basis = graph.VotingRights, graph.Votes
			s.Share, s.Figure = m.band(m.voting, overlaps, ofClass)
			if err := l.add(s); err != nil {
				return err
			}
		}
		if overlaps && m.figure {
			n := graph.Note{Claim: l.claim(m.e.Line, fmt.Sprintf("reported-%d", m.n)), Subject: m.id, Relation: "reports_holding_of", Object: subject,
				Share: m.share, Figure: true, Value: said}
			n.Period.AsOf = l.period
			if err := l.add(n); err != nil {
				return err
			}
		}
		if overlaps && m.group && first.group && m.id != first.id {
			c := graph.Statement{Claim: l.claim(m.e.Line, fmt.Sprintf("concert-%d", m.n)), Holder: first.id, Subject: m.id, Interest: graph.ActingInConcert,
				Value: "group under section 13(d)(3)"}
			c.Period.AsOf = l.period
			c.Note = graph.Own("in " + string(subject))
			if err := l.add(c); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *member) percent() string {
	if !m.figure {
		return "no"
	}
	return strings.TrimSuffix(m.share.String(), " %")
}

// band is the figure of a person as it can be computed on.
func (m *member) band(s graph.Share, overlaps, ofClass bool) (graph.Share, bool) {
	switch {
	case !m.figure || ofClass:
		return graph.SomeShare(), false
	case overlaps && !s.IsZero():
		return graph.Share{MinOpen: true, Max: s.Max, MaxOpen: s.MaxOpen}, true
	}
	return s, true
}

// largest is the person with the largest figure, the first of several.
func largest(members []*member) *member {
	var first *member
	for _, m := range members {
		if first == nil || m.share.Min > first.share.Min || m.share.Min == first.share.Min && m.aggregate > first.aggregate {
			first = m
		}
	}
	return first
}

// ofPart is the share that a part of the shares behind a share makes; the share itself
// when the numbers do not fit.
func ofPart(s graph.Share, part, all uint64) graph.Share {
	if part >= all {
		return s
	}
	r := new(big.Rat).SetFrac(new(big.Int).SetUint64(part), new(big.Int).SetUint64(all))
	return graph.Share{Min: graph.PercentFloor(new(big.Rat).Mul(s.Min.Rat(), r)), Max: graph.PercentCeil(new(big.Rat).Mul(s.Max.Rat(), r)),
		MinOpen: s.MinOpen, MaxOpen: s.MaxOpen}
}
