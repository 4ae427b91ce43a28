package bods

import (
	"fmt"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// entityKinds are the kinds of entities. What an unknown or anonymous entity is
// nobody says: as a company it may have any holders, which claims the least.
var entityKinds = map[string]graph.Kind{
	"registeredEntity": graph.Company, "legalEntity": graph.Company, "arrangement": graph.Arrangement, "trust": graph.Arrangement,
	"anonymousEntity": graph.Company, "unknownEntity": graph.Company, "state": graph.State, "stateBody": graph.StateBody,
}

// entity reads a statement about an entity; only a record's latest speaks.
func (l *load) entity(v source.Value, s *said) error {
	if !l.latest(s) {
		return nil
	}
	d := s.details
	kind, details := d.Get("entityType").Str(), ""
	if t := d.Get("entityType"); t.Kind() == source.Object {
		kind, details = t.Get("type").Str(), t.Get("details").Str()
		if sub := t.Get("subtype").Str(); sub == "trust" {
			kind = "trust"
		}
	}
	e := graph.Entity{ID: entityID(s.record), Kind: entityKinds[kind], Name: d.Get("name").Str(), Source: s.source, Evidence: s.evidence,
		Origin: l.in.Origin(s.line)}
	if e.Kind == "" {
		e.Kind = graph.Company
	}
	for _, a := range d.Get("alternateNames").Items() {
		e.Aliases = addName(e.Aliases, a.Str())
	}
	l.identify(&e, d)
	l.securities(&e, d)
	why := d.Get("unspecifiedEntityDetails")
	if why.Kind() == source.Missing {
		why = d.Get("missingInfoReason")
	}
	e.Note = note(details, unspecified(why), seen(kind == "unknownEntity" || kind == "anonymousEntity", kind))
	if e.Name == "" && (kind == "unknownEntity" || kind == "anonymousEntity") {
		e.Name = "unknown party"
	}
	switch end := d.Get("dissolutionDate").Str(); {
	case end != "":
		e.Status = graph.Own("dissolved " + end)
	case s.closed:
		e.Status = graph.Own("record closed " + s.day.String())
	}
	where := d.Get("jurisdiction")
	if where.Kind() == source.Missing {
		if where = d.Get("incorporatedInJurisdiction"); where.Kind() != source.Missing && l.history.generation == records && !l.oldName {
			l.oldName = true
			line, col := where.Place()
			l.in.Remark(line, col, fmt.Sprintf("$[%d].recordDetails.incorporatedInJurisdiction", s.n), graph.Say("the member has the name of version 0.2; it is read as jurisdiction", "le membre porte le nom de la version 0.2 ; il est lu comme jurisdiction"), graph.Text{})
		}
	}
	state, err := l.state(where)
	if err != nil {
		return err
	}
	if e.Kind == graph.State {
		if code := where.Get("code").Str(); len(code) == 2 {
			e.ISO = strings.ToUpper(code)
		}
	}
	if e.Kind == graph.StateBody && state != "" {
		e.Within = state
	}
	tidy(&e)
	if err := l.add(e); err != nil {
		return err
	}
	if state != "" && e.Kind != graph.State && e.Kind != graph.StateBody {
		if err := l.tie(s, e.ID, state, graph.IncorporatedIn, "#jurisdiction"); err != nil {
			return err
		}
	}
	if err := l.seat(s, e.ID, d, "business", graph.HeadquarteredIn); err != nil {
		return err
	}
	return l.listings(s, e.ID, d)
}

// person reads a statement about a person; only a record's latest speaks.
func (l *load) person(s *said) error {
	if !l.latest(s) {
		return nil
	}
	d := s.details
	e := graph.Entity{ID: entityID(s.record), Kind: graph.Person, Source: s.source, Evidence: s.evidence, Origin: l.in.Origin(s.line)}
	for _, n := range d.Get("names").Items() {
		name := n.Get("fullName").Str()
		if name == "" {
			name = strings.TrimSpace(n.Get("givenName").Str() + " " + n.Get("familyName").Str())
		}
		switch t := n.Get("type").Str(); {
		case e.Name == "":
			e.Name = name
		case t == "legal" || t == "individual":
			if e.Name != name {
				e.Aliases = addName(e.Aliases, e.Name)
			}
			e.Name, e.LegalName = name, name
		case name != e.Name:
			e.Aliases = addName(e.Aliases, name)
		}
	}
	l.identify(&e, d)
	unnamed := d.Get("personType").Str()
	why := d.Get("unspecifiedPersonDetails")
	if why.Kind() == source.Missing {
		why = d.Get("missingInfoReason")
	}
	e.Note = note("", unspecified(why), seen(unnamed == "unknownPerson" || unnamed == "anonymousPerson", unnamed))
	if e.Name == "" {
		e.Name = "unknown person"
	}
	if died := d.Get("deathDate").Str(); died != "" {
		e.Status = graph.Own("died " + died)
	}
	tidy(&e)
	if err := l.add(e); err != nil {
		return err
	}
	for i, n := range d.Get("nationalities").Items() {
		state, err := l.state(n)
		if err == nil && state != "" {
			err = l.tie(s, e.ID, state, graph.NationalOf, fmt.Sprintf("#nationality-%d", i))
		}
		if err != nil {
			return err
		}
	}
	if err := l.seat(s, e.ID, d, "residence", graph.ResidentIn); err != nil {
		return err
	}
	for _, a := range []struct{ name, value string }{{"birthDate", d.Get("birthDate").Str()}, {"politicalExposure", d.At("politicalExposure", "status").Str()}} {
		if a.value == "" {
			continue
		}
		if err := l.add(graph.Attribute{Claim: l.claim(s, "#"+a.name), Entity: e.ID, Name: a.name, Value: a.value}); err != nil {
			return err
		}
	}
	return nil
}

// identify adds what other registers call the party.
func (l *load) identify(e *graph.Entity, d source.Value) {
	for _, i := range d.Get("identifiers").Items() {
		id, scheme := strings.TrimSpace(i.Get("id").Str()), i.Get("scheme").Str()
		if scheme == "" {
			scheme = i.Get("schemeName").Str()
		}
		if id == "" || scheme == "" {
			continue
		}
		if scheme == "XI-LEI" {
			if source.CheckLEI(id) == nil {
				e.LEI = id
				continue
			}
			line, col := i.Place()
			l.in.Remark(line, col, "identifiers", graph.Say("the LEI %s has wrong check digits; it is kept as another identifier", "le LEI %s a une clé de contrôle fausse ; il est gardé comme autre identifiant", source.Clip(id)), graph.Text{})
		}
		e.Identifiers = append(e.Identifiers, graph.Identifier{Scheme: scheme, ID: id})
	}
}

// securities adds the identifiers of listed securities.
func (l *load) securities(e *graph.Entity, d source.Value) {
	for _, s := range d.At("publicListing", "securitiesListings").Items() {
		if id, scheme := s.At("security", "id").Str(), s.At("security", "idScheme").Str(); id != "" && scheme != "" {
			e.Identifiers = append(e.Identifiers, graph.Identifier{Scheme: scheme, ID: id})
		}
	}
}

func addName(list []string, name string) []string {
	if name == "" {
		return list
	}
	return append(list, name)
}

// tidy sorts what was gathered of a party, and drops what was said twice.
func tidy(e *graph.Entity) {
	slices.Sort(e.Aliases)
	e.Aliases = slices.Compact(e.Aliases)
	slices.SortFunc(e.Identifiers, func(a, b graph.Identifier) int { return strings.Compare(a.String(), b.String()) })
	e.Identifiers = slices.Compact(e.Identifiers)
}

// listings hands on the exchanges where securities are listed.
func (l *load) listings(s *said, id graph.EntityID, d source.Value) error {
	seen := map[graph.EntityID]bool{}
	for i, listing := range d.At("publicListing", "securitiesListings").Items() {
		name, mic := listing.Get("stockExchangeName").Str(), listing.Get("marketIdentifierCode").Str()
		x := graph.Entity{ID: graph.EntityID("mic:" + mic), Kind: graph.Exchange, Name: name, Source: s.source, Origin: l.in.Origin(s.line)}
		if mic == "" {
			if x.ID = graph.EntityID("bods:exchange:" + strings.ToLower(strings.Join(strings.Fields(name), "-"))); name == "" {
				continue
			}
		}
		if seen[x.ID] {
			continue
		}
		seen[x.ID] = true
		state, err := l.states.Find(listing.Get("stockExchangeJurisdiction").Str())
		if err != nil {
			return err
		}
		x.Within = state
		if err := l.add(x); err != nil {
			return err
		}
		c := l.claim(s, fmt.Sprintf("#listing-%d", i))
		c.Period = graph.Period{AsOf: s.day, To: s.ends}
		if err := l.add(graph.Statement{Claim: c, Holder: id, Subject: x.ID, Interest: graph.ListedOn, Value: listing.At("security", "ticker").Str()}); err != nil {
			return err
		}
	}
	return nil
}

// tie states a jurisdiction, nationality, seat or residence.
func (l *load) tie(s *said, id, state graph.EntityID, i graph.Interest, part string) error {
	return l.add(graph.Statement{Claim: l.claim(s, part), Holder: id, Subject: state, Interest: i})
}

// seat states the state of the first address of a type.
func (l *load) seat(s *said, id graph.EntityID, d source.Value, kind string, i graph.Interest) error {
	for _, a := range d.Get("addresses").Items() {
		if !a.Get("type").Is(kind) {
			continue
		}
		state, err := l.state(a.Get("country"))
		if err != nil || state == "" {
			return err
		}
		return l.tie(s, id, state, i, "#"+kind)
	}
	return nil
}

// state finds a state by an object with code and name, or by a code alone.
func (l *load) state(where source.Value) (graph.EntityID, error) {
	code := where.Get("code").Str()
	if where.Kind() == source.String {
		code = where.Str()
	}
	id, err := l.states.Find(code)
	if err != nil || id != "" {
		return id, err
	}
	return l.states.Find(source.CountryCode(where.Get("name").Str()))
}

// unspecified renders why a party is not specified.
func unspecified(v source.Value) string {
	if v.Kind() == source.String {
		return v.Str()
	}
	return strings.Trim(camel(v.Get("reason").Str())+": "+v.Get("description").Str(), ": ")
}

func seen(yes bool, word string) string {
	if yes {
		return word
	}
	return ""
}

// note joins what is said in words.
func note(parts ...string) graph.Text {
	return graph.Own(strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "; "))
}
