package bods

import (
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// statement3 is a statement of BODS 0.1 to 0.3, as far as longarm reads it: empty
// texts stand for absent ones there.
var statement3 = &rule{kind: source.Object, required: []string{"statementID", "statementType"}, members: members{
	"statementID":   {kind: source.String, format: func(s []byte) bool { return len(s) > 0 }, wanted: graph.Say("an id", "un identifiant")},
	"statementType": code("entityStatement", "personStatement", "ownershipOrControlStatement"), "replacesStatements": list(text),
	"isComponent": boolean, "componentStatementIDs": list(text), "statementDate": looseDay, "identifiers": list(&rule{kind: source.Object}),
	"names": list(&rule{kind: source.Object}), "interests": list(&rule{kind: source.Object, members: members{
		"startDate": looseDay, "endDate": looseDay, "share": {kind: source.Object}, "details": text}}),
	"foundingDate": looseDay, "dissolutionDate": looseDay, "nationalities": list(&rule{}), "addresses": list(&rule{kind: source.Object}),
},
	more: func(c *checker, v source.Value) {
		if !v.Get("statementType").Is("ownershipOrControlStatement") {
			return
		}
		for _, role := range []string{"subject", "interestedParty"} {
			side := v.Get(role)
			if side.Kind() != source.Object {
				c.fail(v, graph.Say(`the member "%s" is missing`, "il manque le membre « %s »", role), graph.Say("add it", "ajoutez-le"))
			} else if describedBy(side) == "" && side.Get("unspecified").Kind() != source.Object {
				c.fail(side, graph.Say("it names neither an entity, nor a person, nor why there is none", "elle ne nomme ni entité, ni personne, ni la raison de leur absence"), graph.Say("add describedByEntityStatement or describedByPersonStatement", "ajoutez describedByEntityStatement ou describedByPersonStatement"), role)
			}
		}
	}}

var looseDay = &rule{kind: source.String, wanted: graph.Say("a day such as 2024-01-31", "un jour, comme 2024-01-31"),
	format: func(s []byte) bool { return len(s) == 0 || isDateOrTime(s) || isPartDate(s) }}

// describedBy is the statement that describes one side of a relationship.
func describedBy(side source.Value) string {
	if s := side.Get("describedByEntityStatement").Str(); s != "" {
		return s
	}
	return side.Get("describedByPersonStatement").Str()
}

// camel turns the codes of 0.1 and 0.2, "voting-rights", into those of 0.3 and 0.4.
func camel(code string) string {
	if !strings.Contains(code, "-") {
		return code
	}
	var out strings.Builder
	up := false
	for _, c := range code {
		switch {
		case c == '-':
			up = true
		case up:
			out.WriteString(strings.ToUpper(string(c)))
			up = false
		default:
			out.WriteRune(c)
		}
	}
	return out.String()
}
