package wikidata

import (
	"maps"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// item is one entity, judged.
type item struct {
	id     graph.EntityID
	kind   graph.Kind
	line   int
	claims source.Value
	asOf   graph.Date
}

// item reads one entity.
func (l *load) item(v source.Value, line int) error {
	kind := v.Get("type").Str()
	if v.Kind() != source.Object || kind == "" && v.Get("missing").Kind() == source.Missing {
		l.in.Reject(line, 1, "type", graph.Say("no entity of Wikidata", "ce n’est pas une entité de Wikidata"), graph.Say("fetch the file again", "téléchargez de nouveau le fichier"))
		return nil
	}
	id := v.Get("id").Str()
	if kind != "item" {
		l.in.Accept() // a property, a lexeme, or an id that was deleted
		l.counts.passed++
		return nil
	}
	if strings.HasPrefix(id, "q") {
		id = "Q" + id[1:]
	}
	if !isQID(id) {
		l.in.Reject(line, 1, "id", graph.Say("%q is no id of an item", "%q n’est pas l’identifiant d’un élément", source.Clip(id)), graph.Say("fetch the file again", "téléchargez de nouveau le fichier"))
		return nil
	}
	i := &item{id: graph.EntityID(id), line: line, claims: v.Get("claims"), asOf: l.asOf}
	if day := v.Get("modified").Str(); i.asOf == 0 && len(day) >= 10 {
		i.asOf, _ = graph.ParseDate(day[:10])
	}
	if l.met[i.id] {
		l.in.Reject(line, 1, "id", graph.Say("the item %s stands twice", "l’élément %s figure deux fois", id), graph.Say("remove one", "retirez l’un des deux"))
		return nil
	}
	l.in.Accept()
	if !l.wanted(i) {
		l.counts.passed++
		return nil
	}
	l.met[i.id] = true
	if state(id) != "" {
		_, err := l.states.Find(state(id))
		if err != nil {
			return err
		}
	} else if err := l.describe(i, v); err != nil {
		return err
	}
	return l.statements(i)
}

// wanted reports an item that says who owns what, or that another one names.
func (l *load) wanted(i *item) bool {
	if l.named[i.id] != 0 {
		return true
	}
	for _, p := range links {
		if i.claims.Get(p).Len() > 0 {
			return true
		}
	}
	return false
}

// describe hands on the entity with its identifiers, then where it stands.
func (l *load) describe(i *item, v source.Value) error {
	i.kind = l.kind(i.id, i.claims)
	e := graph.Entity{ID: i.id, Kind: i.kind, Source: l.source, Evidence: graph.Medium, Origin: l.in.Origin(i.line)}
	l.names(&e, v)
	e.Identifiers = append(e.Identifiers, graph.Identifier{Scheme: "wikidata", ID: string(i.id)})
	for _, p := range []struct{ id, scheme string }{{"P1278", "lei"}, {"P946", "isin"}, {"P5531", "cik"}, {"P2622", "GB-COH"}, {"P1616", "FR-RCS"}, {"P1320", "opencorporates"}} {
		for _, c := range best(i.claims.Get(p.id)) {
			if ended(c) {
				continue
			}
			text := strings.TrimSpace(c.At("mainsnak", "datavalue", "value").Str())
			switch p.scheme {
			case "lei":
				if err := source.CheckLEI(text); err != nil {
					l.in.Remark(i.line, 0, "P1278", graph.Say("%q: %v", "%q : %v", source.Clip(text), err), graph.Say("it is left out", "cela est laissé de côté"))
					continue
				}
				if e.LEI == "" {
					e.LEI = text
				}
				continue
			case "cik":
				if strings.Trim(text, "0123456789") != "" || len(text) > 10 {
					text = ""
				} else if text != "" {
					text = strings.Repeat("0", 10-len(text)) + text
				}
			case "GB-COH":
				text = source.UKCompanyNumber(text)
			}
			if text != "" {
				e.Identifiers = append(e.Identifiers, graph.Identifier{Scheme: p.scheme, ID: text})
			}
		}
	}
	if i.kind == graph.StateBody || i.kind == graph.Exchange {
		if at, _, err := l.country(i, "P17"); err != nil {
			return err
		} else if at != "" {
			e.Within = at
		}
	}
	if i.kind == graph.State { // one that has no code of its own: a state of former days
		e.Kind = graph.Other
	}
	if err := l.add(e); err != nil {
		return err
	}
	return l.ties(i)
}

// languages a name is shown in, in the order of preference.
var languages = []string{"en", "mul", "fr", "de", "es", "it"}

// names takes the label in English, or else in another language, the labels in others
// and the aliases. Empty maps are written as arrays by some programs.
func (l *load) names(e *graph.Entity, v source.Value) {
	labels := v.Get("labels")
	for _, lang := range languages {
		name := labels.At(lang, "value").Str()
		if name == "" {
			continue
		}
		if e.Name == "" {
			e.Name = name
		} else if name != e.Name && len(lang) == 2 {
			if e.Names == nil {
				e.Names = map[string]string{}
			}
			e.Names[lang] = name
		}
	}
	if e.Name == "" {
		first := ""
		labels.Each(func(lang string, m source.Value) bool {
			if name := m.Get("value").Str(); name != "" && (first == "" || lang < first) {
				first, e.Name = lang, name
			}
			return true
		})
	}
	aliases := map[string]bool{}
	for _, lang := range []string{"en", "fr"} {
		for _, a := range v.At("aliases", lang).Items() {
			if name := a.Get("value").Str(); name != "" && name != e.Name && len(aliases) < 50 {
				aliases[name] = true
			}
		}
	}
	e.Aliases = slices.Sorted(maps.Keys(aliases))
}

// ties states where an item stands: the nationality of a person; of a company the
// country of its seat, else its country, which may be that of its origin.
func (l *load) ties(i *item) error {
	claim := func(part string, evidence graph.Evidence, note string) graph.Claim {
		c := graph.Claim{ID: graph.ClaimID("wikidata:" + string(i.id) + "#" + part), Source: l.source, Evidence: evidence, Assertion: graph.Stated, Origin: l.in.Origin(i.line)}
		c.Note = graph.Own(note)
		return c
	}
	switch i.kind {
	case graph.Person:
		seen := map[graph.EntityID]bool{}
		for _, c := range best(i.claims.Get("P27")) {
			at, err := l.place(qid(c.At("mainsnak", "datavalue", "value")))
			if err != nil {
				return err
			}
			if at == "" || seen[at] || ended(c) {
				continue
			}
			seen[at] = true
			err = l.add(graph.Statement{Claim: claim("P27-"+string(at), evidenceOf(c), ""), Holder: i.id, Subject: at, Interest: graph.NationalOf})
			if err != nil {
				return err
			}
		}
	case graph.Company:
		at, evidence, err := l.country(i, "P159")
		note := ""
		if err == nil && at == "" {
			at, _, err = l.country(i, "P17")
			evidence, note = graph.Low, "country (P17): of the seat, or of origin"
		}
		if err != nil || at == "" {
			return err
		}
		c := claim("seat", evidence, note)
		c.Period.AsOf = i.asOf
		return l.add(graph.Statement{Claim: c, Holder: i.id, Subject: at, Interest: graph.HeadquarteredIn})
	}
	return nil
}

// country is the one country that a property leads to: its value when that is one, else
// the qualifier country of it; "" when there is none, or several that differ.
func (l *load) country(i *item, property string) (graph.EntityID, graph.Evidence, error) {
	var found graph.EntityID
	var evidence graph.Evidence
	for _, c := range best(i.claims.Get(property)) {
		if ended(c) {
			continue
		}
		id := qid(c.At("mainsnak", "datavalue", "value"))
		if state(id) == "" {
			if property == "P17" && id != "" {
				l.counts.outside++
			}
			id = ""
			for _, q := range c.At("qualifiers", "P17").Items() {
				id = qid(q.At("datavalue", "value"))
			}
		}
		at, err := l.place(id)
		if err != nil {
			return "", 0, err
		}
		if at == "" {
			continue
		}
		if found != "" && found != at {
			return "", 0, nil
		}
		found, evidence = at, evidenceOf(c)
	}
	return found, evidence, nil
}

// place is the state of an item that is one.
func (l *load) place(id string) (graph.EntityID, error) {
	if id == "" || state(id) == "" {
		return "", nil
	}
	return l.states.Find(state(id))
}
