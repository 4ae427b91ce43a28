package icij

import (
	"fmt"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// jurisdictions are codes of the leaks that are not ISO's, for tables that do not
// describe them. BVI and SAM are no countries of ISO, and NEV is Nevada.
var jurisdictions = map[string]string{"BVI": "VG", "PMA": "PA", "SEY": "SC", "BAH": "BS", "ANG": "AI", "SAM": "WS", "NEV": "US-NV", "WYO": "US-WY", "UK": "GB",
	"HK": "HK", "BLZ": "BZ", "NIUE": "NU", "CYP": "CY", "MLT": "MT", "IOM": "IM", "JSY": "JE", "CRI": "CR", "SGP": "SG", "NZL": "NZ", "KY": "KY", "BERMU": "BM", "COOK": "CK", "LABUA": "MY"}

// within are descriptions of places that lie in a country.
var within = map[string]string{"nevada": "US-NV", "wyoming": "US-WY", "delaware": "US-DE", "state of delaware": "US-DE", "florida": "US-FL", "labuan": "MY",
	"ras al khaimah": "AE", "dubai": "AE", "british anguilla": "AI"}

// node hands on a party. Addresses are none.
func (l *load) node() error {
	id, ok := l.key(l.at.id)
	if !ok {
		return nil
	}
	what := l.role
	if what == drawnNodes {
		what = map[string]role{"Company": entities, "Officer": officers, "Client": intermediaries, "Address": addresses}[l.row.Text(l.at.category)]
	}
	if what == addresses {
		l.in.Accept()
		return nil
	}
	if !l.met.Add(id) {
		if l.role == drawnNodes { // one node in several drawings
			l.in.Accept()
			return nil
		}
		l.row.Reject(l.at.id, graph.Say("the node %s stands twice in this file", "le nœud %s figure deux fois dans ce fichier", id), graph.Say("the first one was read", "le premier a été lu"))
		return nil
	}
	s, until, err := l.cite()
	if err != nil {
		return err
	}
	e := graph.Entity{ID: entityID(id), Name: l.row.Text(l.at.name), Source: s, Evidence: graph.Medium, Origin: l.in.Origin(l.row.Line),
		Status: graph.Own(l.row.Text(l.at.status)), Note: graph.Own(l.row.Text(l.at.note))}
	switch what {
	case entities:
		e.Kind = graph.Company
		form := strings.ToLower(l.row.Text(l.at.form))
		if strings.Contains(form, "trust") && !strings.Contains(form, "company") || strings.Contains(form, "foundation") {
			e.Kind = graph.Arrangement
		}
	case others:
		e.Kind = graph.Other
	}
	if strings.EqualFold(e.Name, "the bearer") || strings.EqualFold(e.Name, "el portador") || strings.EqualFold(e.Name, "bearer") {
		e.Note = graph.Text{EN: "bearer shares: whoever holds them, and nobody knows who", FR: "titres au porteur : qui les détient, et nul ne sait qui"}
	}
	for _, i := range l.at.aliases {
		if a := l.row.Text(i); a != "" && a != e.Name && !slices.Contains(e.Aliases, a) {
			e.Aliases = append(e.Aliases, a)
		}
	}
	slices.Sort(e.Aliases)
	if err := l.add(e); err != nil {
		return err
	}
	if err := l.formed(e, s, what); err != nil {
		return err
	}
	if err := l.ties(e, s, until); err != nil {
		return err
	}
	for _, i := range l.at.dates {
		v := l.row.Text(i)
		if v == "" {
			continue
		}
		name := strings.TrimPrefix(l.t.Columns()[i], "data.properties.")
		if strings.HasSuffix(strings.ToLower(name), "date") {
			if d := l.day(i, v); d != 0 {
				v = d.String()
			}
		}
		c := l.claim(fmt.Sprintf("%s#%s", e.ID, name), s)
		if err := l.add(graph.Attribute{Claim: c, Entity: e.ID, Name: "icij:" + name, Value: v}); err != nil {
			return err
		}
	}
	l.in.Accept()
	return nil
}

// formed states where an entity was formed: by the words that describe its
// jurisdiction, for the code beside them is not ISO's.
func (l *load) formed(e graph.Entity, s graph.SourceID, what role) error {
	if what != entities {
		return nil
	}
	code, words := l.row.Text(l.at.jurisdiction), l.row.Text(l.at.described)
	iso := within[strings.ToLower(words)]
	if iso == "" {
		iso = source.CountryCode(words)
	}
	if iso == "" && words == "" {
		iso = jurisdictions[strings.ToUpper(code)]
	}
	if iso == "" {
		if code != "" && code != "XXX" && code != "XX" {
			l.row.Once("j "+code+words, max(l.at.described, l.at.jurisdiction), graph.Say("the jurisdiction %q is no country that longarm knows", "la juridiction %q n’est pas un pays que longarm connaisse", source.Clip(words+" "+code)), graph.Say("it is kept as an attribute", "elle est gardée comme attribut"))
			c := l.claim(string(e.ID)+"#jurisdiction", s)
			return l.add(graph.Attribute{Claim: c, Entity: e.ID, Name: "icij:jurisdiction", Value: strings.TrimSpace(code + " " + words)})
		}
		return nil
	}
	place, err := l.states.Find(iso)
	if err != nil || place == "" {
		return err
	}
	return l.add(graph.Statement{Claim: l.claim(string(e.ID)+"#incorporatedIn", s), Holder: e.ID, Interest: graph.IncorporatedIn, Subject: place})
}

// ties keeps the countries of a node as notes: those of its addresses, which are
// neither its nationality nor its seat.
func (l *load) ties(e graph.Entity, s graph.SourceID, until graph.Date) error {
	list := l.row.Text(l.at.codes)
	if list == "" {
		list = l.row.Text(l.at.countries)
	}
	told := map[graph.EntityID]bool{}
	for word := range strings.SplitSeq(list, ";") {
		iso := source.CountryCode(strings.TrimSpace(word))
		if iso == "" {
			continue
		}
		place, err := l.states.Find(iso)
		if err != nil {
			return err
		}
		if place == "" || told[place] {
			continue
		}
		told[place] = true
		c := l.claim(fmt.Sprintf("%s#country:%s", e.ID, strings.ToLower(iso)), s)
		c.Period.AsOf = until
		if err := l.add(graph.Note{Claim: c, Subject: e.ID, Relation: "country", Object: place}); err != nil {
			return err
		}
	}
	return nil
}
