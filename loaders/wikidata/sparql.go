package wikidata

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/source"
	"longarm/loaders/internal/table"
)

// The variables of a query that are read. The first that a result has counts.
var (
	ownedVars   = []string{"owned", "subject", "item", "company", "entity", "org", "organization"}
	ownerVars   = []string{"owner", "holder", "shareholder", "ownedBy"}
	parentVars  = []string{"parent", "parentOrganization", "parentCompany"}
	subVars     = []string{"subsidiary", "child"}
	shareVars   = []string{"proportion", "share"}
	startVars   = []string{"start", "startTime", "from"}
	endVars     = []string{"end", "endTime", "to"}
	atVars      = []string{"pointInTime", "date", "asOf"}
	countryVars = []string{"country", "iso", "countryCode"}
	leiVars     = []string{"lei", "LEI"}
	ceoVars     = []string{"ceo", "director"}
)

// answer is one row of a result, by variable.
type answer struct {
	line, column int
	get          func(name string) string
	blank        func(name string) bool // the value is some unknown thing
}

func (a answer) first(names []string) (name, value string) {
	for _, n := range names {
		if v := a.get(n); v != "" {
			return n, v
		}
	}
	return names[0], ""
}

// bindings reads the results of a query as JSON.
func (l *load) bindings() error {
	j := l.in.JSON("results", "bindings")
	for n := 0; ; n++ {
		if n%1024 == 0 && l.ctx.Err() != nil {
			return l.ctx.Err()
		}
		v, err := j.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		a := answer{get: func(name string) string { return v.At(name, "value").Str() }, blank: func(name string) bool {
			return v.At(name, "type").Is("bnode") || strings.Contains(v.At(name, "value").Str(), "/.well-known/genid/")
		}}
		a.line, a.column = v.Place()
		if err := l.answer(a, n+1); err != nil {
			return err
		}
	}
}

// rows reads the results of a query as CSV, or as TSV, which quotes nothing and writes
// terms as Turtle does.
func (l *load) rows() error {
	head, err := l.in.Head()
	if err != nil {
		return err
	}
	if first, _, _ := bytes.Cut(head, []byte{'\n'}); bytes.IndexByte(first, '\t') >= 0 {
		return l.terms()
	}
	t, err := table.Open(l.in)
	if err != nil {
		return err
	}
	at := map[string]int{}
	for i, name := range t.Columns() {
		at[name] = i
	}
	for n := 0; ; n++ {
		if n%1024 == 0 && l.ctx.Err() != nil {
			return l.ctx.Err()
		}
		r, err := t.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := l.answer(cells(at, r.Line, r.Text), n+1); err != nil {
			return err
		}
	}
}

// terms reads the results of a query as TSV.
func (l *load) terms() error {
	lines, err := l.in.Lines()
	if err != nil {
		return l.in.Fail(1, 0, err)
	}
	at := map[string]int{}
	for n := 0; ; n++ {
		if n%1024 == 0 && l.ctx.Err() != nil {
			return l.ctx.Err()
		}
		line, bad, err := lines.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return l.in.Fail(lines.Number()+1, 0, err)
		case bad != nil:
			l.in.Reject(lines.Number(), bad.Column, "", bad.Message, graph.Text{})
			continue
		case len(bytes.TrimSpace(line)) == 0:
			continue
		}
		parts := strings.Split(string(line), "\t")
		if n == 0 {
			for i, name := range parts {
				at[strings.TrimPrefix(strings.TrimSpace(name), "?")] = i
			}
			continue
		}
		text := func(i int) string {
			if i < len(parts) {
				return term(strings.TrimSpace(parts[i]))
			}
			return ""
		}
		if err := l.answer(cells(at, lines.Number(), text), n); err != nil {
			return err
		}
	}
}

// cells is an answer of columns by name.
func cells(at map[string]int, line int, text func(int) string) answer {
	get := func(name string) string {
		if i, ok := at[name]; ok {
			return text(i)
		}
		return ""
	}
	return answer{line: line, column: 1, get: get, blank: func(name string) bool {
		return strings.HasPrefix(get(name), "_:") || strings.Contains(get(name), "/.well-known/genid/")
	}}
}

// term is the value of a term of TSV: <address>, "text"@en, "2020-01-01"^^<type>.
func term(text string) string {
	if strings.HasPrefix(text, "<") && strings.HasSuffix(text, ">") {
		return text[1 : len(text)-1]
	}
	if end := strings.LastIndexByte(text, '"'); strings.HasPrefix(text, `"`) && end > 0 {
		return text[1:end]
	}
	return text
}

// answer reads one row.
func (l *load) answer(a answer, n int) error {
	ownedVar, ownedText := a.first(ownedVars)
	ownerVar, ownerText := a.first(ownerVars)
	interest := graph.Shareholding
	if ownerText == "" {
		if ownerVar, ownerText = a.first(parentVars); ownerText != "" {
			interest = graph.OtherInfluenceOrControl
		} else if subVar, sub := a.first(subVars); sub != "" {
			ownerVar, ownerText, ownedVar, ownedText = ownedVar, ownedText, subVar, sub
			interest = graph.OtherInfluenceOrControl
		}
	}
	owned := uriID(ownedText)
	if owned == "" {
		l.in.Reject(a.line, a.column, ownedVar, graph.Say("%q is no item of Wikidata", "%q n’est pas un élément de Wikidata", source.Clip(ownedText)), graph.Say("name the variable of the owned company item, owned or subject, and select it as an item", "nommez item, owned ou subject la variable de la société détenue, et sélectionnez-la comme élément"))
		return nil
	}
	c := graph.Claim{ID: graph.ClaimID(fmt.Sprintf("%s#%d", l.source, n)), Source: l.source, Evidence: graph.Low, Assertion: graph.Stated, Origin: l.in.Origin(a.line)}
	for _, d := range []struct {
		names []string
		to    *graph.Date
	}{{startVars, &c.Period.From}, {endVars, &c.Period.To}, {atVars, &c.Period.AsOf}} {
		name, text := a.first(d.names)
		if text == "" || a.blank(name) {
			continue
		}
		day, err := graph.ParseDate(strings.TrimPrefix(text, "+")[:min(10, len(strings.TrimPrefix(text, "+")))])
		if err != nil {
			l.in.Reject(a.line, a.column, name, graph.Wording(err), graph.Say("correct it", "corrigez-le"))
			return nil
		}
		*d.to = day
	}
	if p := &c.Period; p.To != 0 && p.From >= p.To {
		p.To, c.Assertion = 0, graph.Withdrawn
	} else if *p == (graph.Period{}) {
		p.AsOf = l.asOf
	}
	shareVar, shareText := a.first(shareVars)
	s := graph.Statement{Claim: c, Subject: graph.EntityID(owned), Interest: interest, Share: graph.SomeShare()}
	if shareText != "" {
		floor, ceil, err := graph.ParseFraction(strings.TrimPrefix(shareText, "+"))
		s.Share, s.Figure = graph.Share{Min: floor, Max: ceil}, true
		if err == nil {
			err = s.Share.Validate()
		}
		if err != nil {
			l.in.Reject(a.line, a.column, shareVar, graph.Say("%q is no proportion between 0 and 1", "%q n’est pas une proportion entre 0 et 1", source.Clip(shareText)), graph.Say("select pq:P1107 as it is, or divide percentages by 100", "sélectionnez pq:P1107 tel quel, ou divisez les pourcentages par 100"))
			return nil
		}
	}
	if ownerText != "" && !a.blank(ownerVar) && uriID(ownerText) == "" {
		l.in.Reject(a.line, a.column, ownerVar, graph.Say("%q is no item of Wikidata", "%q n’est pas un élément de Wikidata", source.Clip(ownerText)), graph.Say("select the item, and its name as %sLabel", "sélectionnez l’élément, et son nom comme %sLabel", ownerVar))
		return nil
	}
	l.in.Accept()
	if err := l.company(a, owned, ownedVar); err != nil {
		return err
	}
	if ownerText == "" {
		return l.ceo(a, owned, c)
	}
	holder, err := l.holder(a, ownerVar, ownerText, c)
	if err != nil {
		return err
	}
	s.Holder = holder
	if s.Interest.CarriesShare() {
		s.Basis = graph.Capital
	} else {
		figure := s.Share
		s.Share = graph.Share{}
		if err := l.add(s); err != nil || !s.Figure {
			return joined(err, l, a, owned, c)
		}
		s.ID += "-shares"
		s.Interest, s.Basis, s.Share = graph.Shareholding, graph.Capital, figure
	}
	return joined(l.add(s), l, a, owned, c)
}

// joined goes on with the row's officer when nothing went wrong.
func joined(err error, l *load, a answer, owned string, c graph.Claim) error {
	if err != nil {
		return err
	}
	return l.ceo(a, owned, c)
}

// company names the owned item and states its country. Rows repeat it: a country is
// stated once.
func (l *load) company(a answer, id, variable string) error {
	l.name(id, a.get(variable+"Label"))
	if l.met[graph.EntityID(id)] || state(id) != "" {
		return nil
	}
	_, lei := a.first(leiVars)
	_, country := a.first(countryVars)
	if lei == "" && country == "" {
		return nil
	}
	if lei != "" && source.CheckLEI(lei) != nil {
		l.in.Remark(a.line, a.column, "lei", graph.Say("%q is no LEI", "%q n’est pas un LEI", source.Clip(lei)), graph.Say("it is left out", "cela est laissé de côté"))
		lei = ""
	}
	l.met[graph.EntityID(id)] = true
	e := graph.Entity{ID: graph.EntityID(id), Kind: graph.Company, Name: a.get(variable + "Label"), LEI: lei, Source: l.source, Evidence: graph.Low, Origin: l.in.Origin(a.line),
		Identifiers: []graph.Identifier{{Scheme: "wikidata", ID: id}}}
	if err := l.add(e); err != nil || country == "" {
		return err
	}
	iso := state(uriID(country))
	if iso == "" && len(country) == 2 {
		iso = strings.ToUpper(country)
	}
	at, err := l.states.Find(iso)
	if err != nil || at == "" {
		l.counts.outside++
		return err
	}
	c := graph.Claim{ID: graph.ClaimID("wikidata:" + id + "#seat"), Source: l.source, Evidence: graph.Low, Assertion: graph.Stated, Origin: e.Origin}
	c.Period.AsOf, c.Note = l.asOf, graph.Own("country (P17): of the seat, or of origin")
	return l.add(graph.Statement{Claim: c, Holder: e.ID, Subject: at, Interest: graph.HeadquarteredIn})
}

func (l *load) name(id, label string) {
	e := graph.EntityID(id)
	l.named[e] |= party
	if label != "" && l.label[e] == "" && !isQID(label) {
		l.label[e] = label
	}
}

// holder is the owner of a row: an item, a state, or someone unknown of this row.
func (l *load) holder(a answer, variable, text string, c graph.Claim) (graph.EntityID, error) {
	if a.blank(variable) {
		e := graph.Entity{ID: graph.EntityID(string(c.ID) + "#unknown"), Kind: graph.Other, Name: "unknown owner", Source: l.source, Evidence: graph.Low, Origin: c.Origin}
		return e.ID, l.add(e)
	}
	id := uriID(text)
	if iso := state(id); iso != "" {
		return l.states.Find(iso)
	}
	l.name(id, a.get(variable+"Label"))
	return graph.EntityID(id), nil
}

// ceo states who runs the company of a row.
func (l *load) ceo(a answer, owned string, c graph.Claim) error {
	name, text := a.first(ceoVars)
	id := uriID(text)
	if id == "" || state(id) != "" || a.blank(name) {
		return nil
	}
	e := graph.EntityID(id)
	l.named[e] |= officer
	if label := a.get(name + "Label"); label != "" && l.label[e] == "" {
		l.label[e] = label
	}
	c.ID += "-ceo"
	c.Period = graph.Period{AsOf: l.asOf}
	c.Assertion = graph.Stated
	return l.add(graph.Statement{Claim: c, Holder: e, Subject: graph.EntityID(owned), Interest: graph.OfficerOf, Value: "chief executive officer"})
}

// uriID is the item that an address names: "http://www.wikidata.org/entity/Q312", or
// Q312 itself.
func uriID(text string) string {
	if at := strings.LastIndexByte(text, '/'); at >= 0 {
		if !strings.Contains(text, "wikidata.org/") {
			return ""
		}
		text = text[at+1:]
	}
	if !isQID(text) {
		return ""
	}
	return text
}
