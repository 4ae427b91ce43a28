package psc

import (
	"fmt"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

func (l *load) claim(r *record, part string) graph.Claim {
	return graph.Claim{ID: graph.ClaimID("psc:" + r.number + "/" + r.id + "#" + part), Source: l.source, Evidence: graph.High,
		Assertion: graph.Stated, Origin: l.in.Origin(r.line)}
}

// dated is a claim that holds while the record does. One that ended no later than
// it began never held.
func (l *load) dated(r *record, part string) graph.Claim {
	c := l.claim(r, part)
	c.Period = r.period
	if r.undone {
		c.Assertion = graph.Withdrawn
	}
	return c
}

// subject hands on the company of a record.
func (l *load) subject(r *record) error {
	err := l.add(graph.Entity{ID: r.company, Kind: graph.Company, Identifiers: []graph.Identifier{{Scheme: "GB-COH", ID: r.number}},
		Source: l.source, Evidence: graph.High, Origin: l.in.Origin(r.line)})
	if err != nil || !source.UKFormed(r.number) {
		return err
	}
	return l.tie(r, "company", r.company, "GB", graph.IncorporatedIn)
}

// tie states the state of a party; a code that names none is left out.
func (l *load) tie(r *record, part string, id graph.EntityID, code string, i graph.Interest) error {
	state, err := l.states.Find(code)
	if err != nil || state == "" {
		return err
	}
	return l.add(graph.Statement{Claim: l.claim(r, part), Holder: id, Subject: state, Interest: i})
}

func (l *load) emit(r *record) error {
	switch r.class {
	case statement:
		l.counts[1]++
		return l.statement(r)
	case exemptions:
		l.counts[2]++
		return l.exemptions(r)
	}
	l.counts[0]++
	holder, err := l.holder(r)
	if err != nil {
		return err
	}
	if len(r.natures) == 0 {
		unknown := nature{interest: "unknownInterest", part: "interest"}
		if r.class == secret {
			unknown.interest = "unpublishedInterest"
		}
		r.natures = append(r.natures, unknown)
	}
	for _, n := range r.natures {
		s := graph.Statement{Claim: l.dated(r, n.part), Holder: holder, Subject: r.company, Interest: n.interest}
		s.Note = graph.Own(strings.Join(n.codes, ", "))
		if n.interest.CarriesShare() {
			s.Share, s.Figure = n.share, n.figure
		} else if n.figure {
			s.Value = n.share.String()
		}
		if n.part == "board" {
			s.Value = "majority of the board"
		}
		if err := l.add(s); err != nil {
			return err
		}
	}
	return nil
}

// holder hands on the person or body of a record and returns its id: of a British
// body with a company number that of the company, else one of its own.
func (l *load) holder(r *record) (graph.EntityID, error) {
	d := r.data
	e := graph.Entity{ID: graph.EntityID("psc:" + r.number + "/" + r.id), Kind: graph.Company, Name: d.Get("name").Str(), Source: l.source,
		Evidence: graph.High, Origin: l.in.Origin(r.line)}
	switch r.class {
	case individual:
		e.Kind = graph.Person
		if e.Name == "" {
			n := d.Get("name_elements")
			e.Name = strings.Join(strings.Fields(strings.Join([]string{n.Get("forename").Str(), n.Get("middle_name").Str(), n.Get("surname").Str()}, " ")), " ")
		}
		return e.ID, l.person(r, e)
	case secret:
		e.Kind, e.Name = graph.Person, "protected person"
		e.Note = graph.Text{EN: "Details are withheld by the register.", FR: "Les données sont tenues secrètes par le registre."}
		return e.ID, l.add(e)
	}
	return l.body(r, e)
}

func (l *load) person(r *record, e graph.Entity) error {
	d := r.data
	var ties []func() error
	for i, word := range strings.FieldsFunc(d.Get("nationality").Str(), func(c rune) bool { return c == ',' || c == '/' || c == ';' || c == '&' }) {
		code := source.Nationality(word)
		if code == "" {
			e.Note = graph.Own("nationality as filed: " + d.Get("nationality").Str())
			continue
		}
		ties = append(ties, func() error { return l.tie(r, fmt.Sprintf("nationality-%d", i), e.ID, code, graph.NationalOf) })
	}
	if code := source.CountryCode(d.Get("country_of_residence").Str()); code != "" {
		ties = append(ties, func() error { return l.tie(r, "residence", e.ID, code, graph.ResidentIn) })
	}
	if err := l.add(e); err != nil {
		return err
	}
	for _, tie := range ties {
		if err := tie(); err != nil {
			return err
		}
	}
	year, month := d.At("date_of_birth", "year").Text(), d.At("date_of_birth", "month").Text()
	if len(year) != 4 {
		return nil
	}
	if len(month) == 1 {
		month = "0" + month
	}
	return l.add(graph.Attribute{Claim: l.claim(r, "birth"), Entity: e.ID, Name: "birthDate", Value: strings.TrimSuffix(year+"-"+month, "-")})
}

// body hands on a corporate entity or other legal person. Its number is free text.
func (l *load) body(r *record, e graph.Entity) (graph.EntityID, error) {
	id := r.data.Get("identification")
	filed := id.Get("registration_number").Str()
	country := id.Get("country_registered").Str()
	code := source.CountryCode(country)
	place := id.Get("place_registered").Str()
	if code == "" {
		code = source.CountryCode(place)
	}
	lower := strings.ToLower(place)
	if code == "" && (strings.Contains(lower, "companies house") || strings.Contains(lower, "england") || strings.Contains(lower, "scotland")) {
		code = "GB"
	}
	if number := source.UKCompanyNumber(filed); number != "" && code == "GB" && number != r.number {
		e.ID = CompanyID(number)
		e.Identifiers = []graph.Identifier{{Scheme: "GB-COH", ID: number}}
		if !source.UKFormed(number) {
			code = ""
		}
	} else if filed != "" && code != "" && code != "GB" {
		e.Identifiers = []graph.Identifier{{Scheme: "register-" + strings.ToLower(code), ID: filed}}
	}
	var words []string
	for _, w := range []string{id.Get("legal_form").Str(), id.Get("legal_authority").Str(), place, country, filed} {
		if w != "" {
			words = append(words, w)
		}
	}
	e.Note = graph.Own(strings.Join(words, "; "))
	if err := l.add(e); err != nil {
		return "", err
	}
	if code == "" {
		return e.ID, nil
	}
	return e.ID, l.tie(r, "registered", e.ID, code, graph.IncorporatedIn)
}

// statement keeps what a company says of its list; where it knows of a person it
// cannot name, an unknown one of its own stands for it.
func (l *load) statement(r *record) error {
	word := r.data.Get("statement").Str()
	if word == "" {
		word = "unknown"
	}
	a := graph.Attribute{Claim: l.dated(r, "disclosure"), Entity: r.company, Name: "ownershipDisclosure", Value: word}
	if name := r.data.Get("linked_psc_name").Str(); name != "" {
		a.Note = graph.Own(name)
	}
	if err := l.add(a); err != nil {
		return err
	}
	word = strings.TrimSuffix(word, "-partnership")
	if word != "psc-exists-but-not-identified" && word != "at-least-one-beneficial-owner-unidentified" {
		return nil
	}
	e := graph.Entity{ID: graph.EntityID("psc:" + r.number + "/" + r.id), Kind: graph.Person, Name: "unknown person", Source: l.source,
		Note: graph.Own(word), Origin: l.in.Origin(r.line)}
	if err := l.add(e); err != nil {
		return err
	}
	return l.add(graph.Statement{Claim: l.dated(r, "interest"), Holder: e.ID, Subject: r.company, Interest: "unknownInterest"})
}

// exemptions keeps why a company need not have a list: one fact for each kind and
// period.
func (l *load) exemptions(r *record) error {
	var err error
	r.data.Get("exemptions").Each(func(_ string, m source.Value) bool {
		kind := m.Get("exemption_type").Str()
		if kind == "" {
			kind = strings.ReplaceAll(m.Name(), "_", "-")
		}
		if kind == "" { // exempt all the same
			kind = "exempt"
		}
		items := 0
		for i, item := range m.Get("items").Items() {
			items++
			c := l.claim(r, fmt.Sprintf("%s-%d", kind, i))
			c.Period.AsOf = l.asOf
			from, e1 := graph.ParseDate(item.Get("exempt_from").Str())
			to, e2 := graph.ParseDate(item.Get("exempt_to").Str())
			if e1 == nil {
				c.Period.From = from
			}
			if e2 == nil && (e1 != nil || to > from) {
				c.Period.To = to
			}
			err = l.add(graph.Attribute{Claim: c, Entity: r.company, Name: "ownershipDisclosure", Value: kind})
			if err != nil {
				return false
			}
		}
		if items == 0 {
			err = l.add(graph.Attribute{Claim: l.dated(r, kind), Entity: r.company, Name: "ownershipDisclosure", Value: kind})
		}
		return err == nil
	})
	return err
}
