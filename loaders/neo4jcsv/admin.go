package neo4jcsv

import (
	"fmt"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/share"
	"longarm/loaders/internal/source"
)

// read are the properties of nodes and of relationships that are read.
var read = map[string]bool{"name": true, "title": true, "caption": true, "label": true, "legalname": true, "lei": true, "leicode": true, "aliases": true, "alias": true, "othernames": true,
	"jurisdiction": true, "country": true, "headquarters": true, "nationality": true, "nationalities": true, "iso": true, "code": true, "kind": true, "note": true, "status": true,
	"identifiers": true, "source": true, "sourceid": true, "licence": true, "license": true, "evidence": true, "share": true, "percentage": true, "percent": true, "stake": true, "ratio": true,
	"fraction": true, "sharemin": true, "shareminimum": true, "minshare": true, "minimum": true, "sharemax": true, "sharemaximum": true, "maxshare": true, "maximum": true, "basis": true,
	"from": true, "since": true, "start": true, "startdate": true, "validfrom": true, "to": true, "until": true, "end": true, "enddate": true, "validto": true, "asof": true, "date": true,
	"value": true, "role": true, "details": true, "assertion": true, "id": true, "interest": true}

// tellUnread says once which columns are not read.
func (l *load) tellUnread() {
	if l.unread {
		return
	}
	l.unread = true
	for i, c := range l.columns {
		switch c.kind {
		case "ID", "LABEL", "START_ID", "END_ID", "TYPE", "IGNORE":
			continue
		}
		if !read[c.name] && c.name != "" {
			l.in.Remark(1, 0, l.t.Columns()[i], graph.Say("a column that is not read", "une colonne qui n’est pas lue"), graph.Say("the guide says which are", "le guide dit lesquelles le sont"))
		}
	}
}

// node hands on a row of nodes.
func (l *load) node() error {
	l.tellUnread()
	id, ok := l.id("ID")
	if !ok {
		return nil
	}
	if !l.met.Add(string(id)) {
		l.row.Reject(l.place("ID"), graph.Say("the id %s stands twice in this file", "l’identifiant %s figure deux fois dans ce fichier", source.Clip(string(id))), graph.Say("keep one", "n’en gardez qu’un"))
		return nil
	}
	kind, ok := l.kind()
	if !ok {
		return nil
	}
	lei := l.get("lei", "leicode")
	if lei != "" {
		if err := source.CheckLEI(lei); err != nil {
			l.row.Reject(l.place("lei", "leicode"), graph.Say("%q: %v", "%q : %v", source.Clip(lei), err), graph.Say("correct it, or leave it out", "corrigez-le, ou omettez-le"))
			return nil
		}
	}
	s, err := l.source()
	if err != nil {
		return err
	}
	e := graph.Entity{ID: id, Kind: kind, Name: l.get("name", "title", "caption"), LegalName: l.get("legalname"), LEI: lei, Status: graph.Own(l.get("status")),
		Note: graph.Own(l.get("note")), Source: s, Evidence: graph.Medium, Origin: l.in.Origin(l.row.Line)}
	for _, a := range l.list("aliases", "alias", "othernames") {
		if a != e.Name {
			e.Aliases = append(e.Aliases, a)
		}
	}
	slices.Sort(e.Aliases)
	for _, text := range l.list("identifiers") {
		if scheme, number, ok := strings.Cut(text, ":"); ok {
			e.Identifiers = append(e.Identifiers, graph.Identifier{Scheme: strings.TrimSpace(scheme), ID: strings.TrimSpace(number)})
		}
	}
	slices.SortFunc(e.Identifiers, func(a, b graph.Identifier) int { return strings.Compare(a.String(), b.String()) })
	if kind == graph.State || kind == graph.Bloc {
		if iso := strings.ToUpper(l.get("iso", "code")); len(iso) == 2 {
			e.ISO = iso
		}
	}
	jurisdiction, headquarters := graph.IncorporatedIn, graph.HeadquarteredIn
	if kind == graph.Person {
		jurisdiction, headquarters = graph.NationalOf, graph.ResidentIn
	}
	place := l.place("jurisdiction")
	homes := l.list("jurisdiction")
	if kind == graph.Person && len(homes) == 0 {
		homes, place = l.list("nationality", "nationalities"), l.place("nationality", "nationalities")
	}
	if kind == graph.StateBody && len(homes) > 0 {
		if e.Within, err = l.state(place, homes[0]); err != nil {
			return err
		}
		homes = nil
	}
	if err := l.add(e); err != nil {
		return err
	}
	if kind != graph.State && kind != graph.Bloc {
		for n, code := range homes {
			if err := l.tie(e, jurisdiction, n, place, code); err != nil {
				return err
			}
		}
		if err := l.tie(e, headquarters, 0, l.place("headquarters"), l.get("headquarters")); err != nil {
			return err
		}
	}
	l.in.Accept()
	return nil
}

// tie states where an entity belongs.
func (l *load) tie(e graph.Entity, i graph.Interest, n, column int, code string) error {
	if code == "" {
		return nil
	}
	place, err := l.state(column, code)
	if err != nil || place == "" {
		return err
	}
	c := graph.Claim{ID: graph.ClaimID(fmt.Sprintf("%s#%s", e.ID, i)), Source: e.Source, Evidence: e.Evidence, Assertion: graph.Stated, Origin: e.Origin}
	if n > 0 {
		c.ID += graph.ClaimID(fmt.Sprintf("-%d", n+1))
	}
	return l.add(graph.Statement{Claim: c, Holder: e.ID, Interest: i, Subject: place})
}

func (l *load) state(column int, code string) (graph.EntityID, error) {
	place, err := l.states.Find(code)
	if err == nil && place == "" {
		if iso := source.CountryCode(code); iso != "" {
			return l.states.Find(iso)
		}
		l.row.Remark(column, graph.Say("%q names no country", "%q ne nomme aucun pays", source.Clip(code)), graph.Say("the place is left open", "le lieu est laissé ouvert"))
	}
	return place, err
}

// kind reads the property kind, or the labels: the first that says one.
func (l *load) kind() (graph.Kind, bool) {
	if k := l.get("kind"); k != "" {
		kind, ok := kinds[plain(k)]
		if !ok {
			l.row.Reject(l.place("kind"), graph.Say("unknown kind %q", "nature inconnue, %q", source.Clip(k)), graph.Say("see the guide for the kinds", "voyez les natures d’entité dans le guide"))
		}
		return kind, ok
	}
	kind := graph.Kind("")
	strange := ""
	for _, label := range l.list("LABEL") {
		if k, ok := kinds[plain(label)]; ok {
			return k, true
		}
		if !vague[plain(label)] {
			strange = label
		}
	}
	if strange != "" {
		kind = graph.Other
		l.row.Once("label "+strange, l.place("LABEL"), graph.Say("the label %q is not known", "l’étiquette %q n’est pas connue", source.Clip(strange)), graph.Say("its nodes are of kind other; see the guide for the labels", "ses nœuds sont de nature other ; voyez les étiquettes dans le guide"))
	}
	return kind, true
}

// edge hands on a row of relationships.
func (l *load) edge() error {
	l.tellUnread()
	start, ok := l.id("START_ID")
	if !ok {
		return nil
	}
	end, ok := l.id("END_ID")
	if !ok {
		return nil
	}
	kind := l.get("TYPE")
	if kind == "" {
		kind = l.get("interest")
	}
	if kind == "" {
		l.row.Reject(l.place("TYPE"), graph.Say("a relationship without a type", "une relation sans type"), graph.Say("give one, such as OWNS", "donnez-en un, comme OWNS"))
		return nil
	}
	t, known := ties[plain(kind)]
	if code := graph.Interest(l.get("interest")); code.Valid() { // says more than a type that stands for a family
		t, known = tie{interest: code}, true
	}
	s, figure, fault := l.share()
	if fault != "" {
		return nil
	}
	c := graph.Claim{ID: graph.ClaimID(l.get("id")), Assertion: graph.Stated, Evidence: graph.Medium, Note: graph.Own(l.get("note", "details")), Origin: l.in.Origin(l.row.Line)}
	if c.ID == "" {
		c.ID = graph.ClaimID(fmt.Sprintf("%s:%d", l.base, l.row.Line))
	} else if !l.met.Add(string(c.ID)) {
		l.row.Reject(l.place("id"), graph.Say("the id %s stands twice in this file", "l’identifiant %s figure deux fois dans ce fichier", source.Clip(string(c.ID))), graph.Say("give every relationship its own", "donnez à chaque relation le sien"))
		return nil
	}
	if !l.words(&c) || !l.period(&c) {
		return nil
	}
	basis := graph.Basis(plain(l.get("basis")))
	if !basis.Valid() {
		l.row.Reject(l.place("basis"), graph.Say("unknown basis %q", "base inconnue, %q", source.Clip(string(basis))), graph.Say("use capital, votes, profit or both", "écrivez capital, votes, profit ou both"))
		return nil
	}
	var err error
	if c.Source, err = l.source(); err != nil {
		return err
	}
	if known && t.turned {
		start, end = end, start
	}
	for _, id := range []graph.EntityID{start, end} {
		if l.met.Add("\x00" + string(id)) {
			if err := l.add(graph.Entity{ID: id, Source: c.Source, Origin: c.Origin}); err != nil {
				return err
			}
		}
	}
	value := l.get("value", "role")
	if !known {
		l.row.Once("type "+kind, l.place("TYPE"), graph.Say("the type %q is not known", "le type %q n’est pas connu", source.Clip(kind)), graph.Say("it is kept as a note; see the guide for the types", "il est gardé comme note ; voyez les types dans le guide"))
		n := graph.Note{Claim: c, Subject: start, Relation: strings.ToLower(kind), Object: end, Value: value}
		if n.Figure = figure; figure {
			n.Share = s
		}
		if err := l.add(n); err != nil {
			return err
		}
		l.in.Accept()
		return nil
	}
	st := graph.Statement{Claim: c, Holder: start, Subject: end, Interest: t.interest, Share: graph.SomeShare(), Value: value}
	switch {
	case t.interest.CarriesShare():
		st.Basis = basis
		if figure {
			st.Share, st.Figure = s, true
		}
	case figure: // kept as a detail
		st.Value = strings.TrimPrefix(value+"; "+s.String(), "; ")
	}
	if err := l.add(st); err != nil {
		return err
	}
	l.in.Accept()
	return nil
}

// share reads a percentage in any of its columns; a fault rejects the row.
func (l *load) share() (s graph.Share, figure bool, fault string) {
	refuse := func(column int, err error) (graph.Share, bool, string) {
		l.row.Reject(column, graph.Wording(err), graph.Say("give percent, such as 51 or more than 50, or leave it empty", "donnez un pourcentage, comme 51 ou plus de 50, ou laissez vide"))
		return graph.Unknown(), false, err.Error()
	}
	if text := l.get("ratio", "fraction"); text != "" {
		floor, ceil, err := graph.ParseFraction(text)
		if err != nil {
			return refuse(l.place("ratio", "fraction"), err)
		}
		return graph.Share{Min: floor, Max: ceil}, true, ""
	}
	single := l.place("share", "percentage", "percent", "stake")
	if text := l.row.Text(single); text != "" {
		s, figure, err := share.Parse(text)
		if err != nil {
			return refuse(single, err)
		}
		return s, figure, ""
	}
	low, high := l.place("sharemin", "shareminimum", "minshare", "minimum"), l.place("sharemax", "sharemaximum", "maxshare", "maximum")
	bound := func(column int, sign string) (string, bool) {
		text := l.row.Text(column)
		rest, open := strings.CutPrefix(text, sign)
		return strings.TrimSpace(rest), open
	}
	lowText, lowOpen := bound(low, ">")
	highText, highOpen := bound(high, "<")
	s, figure, err := share.Bounds(lowText, highText, lowOpen, highOpen)
	if err != nil {
		return refuse(max(low, high), err)
	}
	return s, figure, ""
}

// words reads the assertion and the grade of the evidence.
func (l *load) words(c *graph.Claim) bool {
	if a := l.get("assertion"); a != "" {
		if c.Assertion = graph.Assertion(a); !c.Assertion.Valid() {
			l.row.Reject(l.place("assertion"), graph.Say("unknown assertion %q", "assertion inconnue, %q", source.Clip(a)), source.DidYouMean(a, source.Assertions(), graph.Text{}))
			return false
		}
	}
	if g := l.get("evidence"); g != "" {
		grade, ok := graph.ParseEvidence(strings.ToLower(g))
		if !ok {
			l.row.Reject(l.place("evidence"), graph.Say("unknown evidence %q", "niveau de preuve inconnu, %q", source.Clip(g)), graph.Say("use high, medium or low", "écrivez high, medium ou low"))
			return false
		}
		c.Evidence = grade
	}
	return true
}

func (l *load) period(c *graph.Claim) bool {
	for _, d := range []struct {
		dst   *graph.Date
		names []string
	}{{&c.Period.From, []string{"validfrom", "startdate", "from", "since", "start"}}, {&c.Period.To, []string{"validto", "enddate", "to", "until", "end"}},
		{&c.Period.AsOf, []string{"asof", "date"}}} {
		text := l.get(d.names...)
		if text == "" {
			continue
		}
		if len(text) > 10 && (text[10] == 'T' || text[10] == ' ') {
			text = text[:10]
		}
		day, err := graph.ParseDate(text)
		if err != nil {
			l.row.Reject(l.place(d.names...), graph.Wording(err), graph.Say("write it as 2024-01-31", "écrivez-la comme 2024-01-31"))
			return false
		}
		*d.dst = day
	}
	if p := c.Period; p.From != 0 && p.To != 0 && p.From >= p.To {
		l.row.Reject(l.place("validto", "enddate", "to", "until", "end"), graph.Say("it ends on %s, not after it begins on %s", "fin le %s, qui n’est pas après le début, le %s", p.To, p.From), graph.Say("correct one of them", "corrigez l’une des deux"))
		return false
	}
	return true
}
