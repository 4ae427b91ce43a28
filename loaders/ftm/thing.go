package ftm

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"regexp"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

func mapsKeys(m map[string]int) iter.Seq[string] { return maps.Keys(m) }

var wikidataID = regexp.MustCompile(`^Q[1-9][0-9]*$`)

// thing hands on a party or an asset.
func (l *load) thing(e *entity, kind graph.Kind) error {
	c, err := l.claim(e, e.id)
	if err != nil {
		return err
	}
	out := graph.Entity{ID: entityID(e.id), Kind: kind, Source: c.Source, Evidence: c.Evidence, Origin: c.Origin,
		Status: graph.Own(strings.Join(e.props.values("status"), "; "))}
	names(&out, e)
	loose := l.identify(&out, e)
	if kind == graph.StateBody {
		if out.Within, err = l.stateOf(e); err != nil {
			return err
		}
	}
	if err := l.add(out); err != nil {
		return err
	}
	if err := l.places(e, c, out.ID); err != nil {
		return err
	}
	if err := l.parents(e, c, out.ID); err != nil {
		return err
	}
	if err := l.inferred(e, c, out.ID); err != nil {
		return err
	}
	attribute := func(name, value string) error {
		c.ID = graph.ClaimID(string(out.ID) + "#" + name + ":" + value)
		return l.add(graph.Attribute{Claim: c, Entity: out.ID, Name: "ftm:" + name, Value: value})
	}
	if plainSchema[kind] != e.schema {
		if err := attribute("schema", e.schema); err != nil {
			return err
		}
	}
	for _, name := range kept {
		if name == "registrationNumber" && !loose {
			continue
		}
		for _, value := range distinct(e.props.values(name)) {
			if name == "leiCode" && source.CheckLEI(value) == nil {
				continue
			}
			if err := attribute(name, value); err != nil {
				return err
			}
		}
	}
	return nil
}

// names takes the caption as the name to display, and all others as aliases. Weak
// aliases are no names to match by and stay apart; a name that is the id stands where
// there is none, since the format wants one.
func names(out *graph.Entity, e *entity) {
	all := slices.DeleteFunc(append(e.props.values("name"), e.props.values("alias")...), func(n string) bool { return n == e.id })
	if e.caption != e.id {
		out.Name = e.caption
	}
	if out.Name == "" && len(all) > 0 {
		out.Name = all[0]
	}
	for _, n := range append(all, e.props.values("previousName")...) {
		if n != out.Name && n != e.id {
			out.Aliases = append(out.Aliases, n)
		}
	}
	slices.Sort(out.Aliases)
	out.Aliases = slices.Compact(out.Aliases)
}

// identify reads identifiers. A registration number identifies only within the register
// of a stated place; without one it stays loose, an attribute.
func (l *load) identify(out *graph.Entity, e *entity) (loose bool) {
	met := map[graph.Identifier]bool{}
	add := func(scheme, id string) {
		if i := (graph.Identifier{Scheme: scheme, ID: id}); !met[i] {
			met[i] = true
			out.Identifiers = append(out.Identifiers, i)
		}
	}
	for _, lei := range e.props.values("leiCode") {
		switch err := source.CheckLEI(lei); {
		case err != nil:
			line, column := e.props.place("leiCode")
			l.in.Remark(line, column, "properties.leiCode", graph.Say("%q: %v", "%q : %v", source.Clip(lei), err), graph.Say("it is kept as an attribute and identifies nobody", "il est gardé comme attribut et n’identifie personne"))
		case out.LEI == "":
			out.LEI = lei
		default:
			add("lei", lei)
		}
	}
	for _, s := range identifierSchemes {
		for _, id := range e.props.values(s.property) {
			add(s.scheme, id)
		}
	}
	numbers, places := e.props.values("registrationNumber"), distinct(e.props.values("jurisdiction"))
	switch {
	case len(numbers) == 0:
	case len(places) == 1 && (e.schema == "Company" || e.schema == "Organization" || e.schema == "LegalEntity"):
		for _, number := range numbers {
			if strings.EqualFold(places[0], "gb") {
				add("GB-COH", companiesHouse(number))
			} else {
				add("ftm-"+strings.ToLower(places[0]), number)
			}
		}
	default:
		loose = true
	}
	if e.published {
		add("opensanctions", e.id)
		for _, old := range e.referents {
			add("opensanctions", old)
		}
		if wikidataID.MatchString(e.id) {
			add("wikidata", e.id)
		}
	}
	slices.SortFunc(out.Identifiers, func(a, b graph.Identifier) int {
		return cmp.Or(cmp.Compare(a.Scheme, b.Scheme), cmp.Compare(a.ID, b.ID))
	})
	return loose
}

// companiesHouse writes a number as that register does, with eight characters.
func companiesHouse(number string) string {
	number = strings.ToUpper(strings.ReplaceAll(number, " ", ""))
	if len(number) < 8 && strings.Trim(number, "0123456789") == "" {
		number = strings.Repeat("0", 8-len(number)) + number
	}
	return number
}

// distinct drops repeated values.
func distinct(values []string) []string {
	if len(values) < 2 {
		return values
	}
	met := make(map[string]bool, len(values))
	return slices.DeleteFunc(values, func(v string) bool {
		again := met[v]
		met[v] = true
		return again
	})
}

// stateOf is the one state a public body names, "" when it names none or several.
func (l *load) stateOf(e *entity) (graph.EntityID, error) {
	for _, property := range []string{"jurisdiction", "mainCountry", "country"} {
		if codes := distinct(e.props.values(property)); len(codes) == 1 {
			return l.states.Find(codes[0])
		} else if len(codes) > 1 {
			return "", nil
		}
	}
	return "", nil
}

// places hands on what the data says of places. The jurisdiction of a Company is where
// it was formed; that of any other schema is where it operates, and "country" is any
// tie at all: both are notes.
func (l *load) places(e *entity, c graph.Claim, id graph.EntityID) error {
	for _, p := range []struct {
		property string
		interest graph.Interest // "": a note
	}{{"jurisdiction", graph.IncorporatedIn}, {"nationality", graph.NationalOf}, {"citizenship", graph.NationalOf}, {"mainCountry", ""}, {"country", ""}, {"flag", ""}} {
		interest := p.interest
		switch {
		case interest == graph.IncorporatedIn && e.schema != "Company", interest == graph.NationalOf && e.schema != "Person":
			interest = ""
		}
		for _, code := range distinct(e.props.values(p.property)) {
			if interest == graph.NationalOf && p.property == "citizenship" && slices.Contains(e.props.values("nationality"), code) {
				continue
			}
			place, err := l.states.Find(code)
			if err != nil {
				return err
			}
			c.ID = graph.ClaimID(fmt.Sprintf("%s#%s:%s", id, p.property, code))
			var r graph.Record
			switch {
			case place == "": // former states, disputed territories
				r = graph.Attribute{Claim: c, Entity: id, Name: "ftm:" + p.property, Value: code}
			case interest == "":
				r = graph.Note{Claim: c, Subject: id, Relation: p.property, Object: place}
			default:
				r = graph.Statement{Claim: c, Holder: id, Interest: interest, Subject: place}
			}
			if err := l.add(r); err != nil {
				return err
			}
		}
	}
	return nil
}

// parents keeps the shortcut "parent" beside the ownerships that state it.
func (l *load) parents(e *entity, c graph.Claim, id graph.EntityID) error {
	for _, parent := range distinct(e.props.values("parent")) {
		if parent == "" {
			continue
		}
		holder, err := l.ref(parent, &c)
		if err != nil {
			return err
		}
		c.ID = graph.ClaimID(fmt.Sprintf("%s#parent:%s", id, parent))
		if err := l.add(graph.Note{Claim: c, Subject: holder, Relation: "parentOf", Object: id}); err != nil {
			return err
		}
	}
	return nil
}
