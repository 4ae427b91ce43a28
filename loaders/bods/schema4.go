package bods

import (
	"longarm/graph"
	"longarm/loaders/internal/source"
)

// The codelists of BODS 0.4.
var (
	entityTypes   = []string{"registeredEntity", "legalEntity", "arrangement", "anonymousEntity", "unknownEntity", "state", "stateBody"}
	interestTypes = []string{"shareholding", "votingRights", "appointmentOfBoard", "otherInfluenceOrControl", "seniorManagingOfficial", "settlor",
		"trustee", "protector", "beneficiaryOfLegalArrangement", "rightsToSurplusAssetsOnDissolution", "rightsToProfitOrIncome",
		"rightsGrantedByContract", "conditionalRightsGrantedByContract", "controlViaCompanyRulesOrArticles", "controlByLegalFramework",
		"boardMember", "boardChair", "unknownInterest", "unpublishedInterest", "enjoymentAndUseOfAssets", "rightToProfitOrIncomeFromAssets",
		"nominee", "nominator"}
	reasons = []string{"noBeneficialOwners", "subjectUnableToConfirmOrIdentifyBeneficialOwner", "interestedPartyHasNotProvidedInformation",
		"subjectExemptFromDisclosure", "interestedPartyExemptFromDisclosure", "unknown", "informationUnknownToPublisher"}
	subtypes = map[string][]string{
		"arrangement": {"trust", "nomination", "other"}, "legalEntity": {"trust", "other"},
		"stateBody":        {"governmentDepartment", "stateAgency", "other"},
		"registeredEntity": {"other"}, "state": {"other"}, "anonymousEntity": {"other"}, "unknownEntity": {"other"},
	}
)

var recordDetails = []byte("recordDetails")

type members = map[string]*rule

// text, and so on, are the rules that recur.
var (
	text     = &rule{kind: source.String}
	boolean  = &rule{kind: source.Bool}
	day      = &rule{kind: source.String, format: isDate, wanted: graph.Say("a day such as 2024-01-31", "un jour, comme 2024-01-31")}
	moment   = &rule{kind: source.String, format: isDateOrTime, wanted: graph.Say("a day such as 2024-01-31, or a day with a time as RFC 3339 writes it", "un jour, comme 2024-01-31, ou un jour et une heure à la manière de RFC 3339")}
	partDay  = &rule{kind: source.String, format: isPartDate, wanted: graph.Say("a year, a month or a day", "une année, un mois ou un jour")}
	uri      = &rule{kind: source.String, format: isURI, wanted: graph.Say("an absolute URI", "un URI absolu")}
	percent  = &rule{kind: source.Number, percent: true}
	country  = &rule{kind: source.Object, required: []string{"name"}, members: members{"name": text, "code": {kind: source.String, min: 2, max: 2}}}
	place    = &rule{kind: source.Object, required: []string{"name"}, members: members{"name": text, "code": {kind: source.String, min: 2, max: 6}}}
	unstated = &rule{kind: source.Object, required: []string{"reason"}, members: members{"reason": code(reasons...), "description": text}}
	agent    = &rule{kind: source.Object, members: members{"name": text, "uri": uri}}
	id       = &rule{kind: source.Object, either: []string{"scheme", "schemeName"}, members: members{"id": text, "scheme": text, "schemeName": text, "uri": uri}}
	origin   = &rule{kind: source.Object, members: members{
		"type":        list(code("selfDeclaration", "officialRegister", "thirdParty", "primaryResearch", "verified")),
		"description": text, "url": uri, "retrievedAt": moment, "assertedBy": list(agent)}}
	party = &rule{more: func(c *checker, v source.Value) {
		switch v.Kind() {
		case source.String:
		case source.Object:
			c.check(unstated, v)
		default:
			c.fail(v, graph.Say("%s where the id of a record, or the reason why there is none, is wanted", "%s là où il faut l’identifiant d’un enregistrement, ou la raison de son absence", v.Kind()), graph.Say("correct it", "corrigez-le"))
		}
	}}
)

func code(words ...string) *rule { return &rule{kind: source.String, enum: words} }

func list(items *rule) *rule { return &rule{kind: source.Array, items: items} }

func address(types ...string) *rule {
	return &rule{kind: source.Object, members: members{"type": code(types...), "address": text, "postCode": text, "country": country}}
}

// statement4 is a statement of BODS 0.4 without its recordDetails.
var statement4 = &rule{kind: source.Object,
	required: []string{"statementId", "declarationSubject", "recordId", "recordType", "recordDetails", "statementDate"},
	members: members{
		"statementId": {kind: source.String, min: 32, max: 64}, "statementDate": moment, "annotations": list(annotation),
		"publicationDetails": {kind: source.Object, required: []string{"publicationDate", "bodsVersion", "publisher"}, members: members{
			"publicationDate": moment, "bodsVersion": {kind: source.String, format: isVersion, wanted: graph.Say("a version such as 0.4", "une version, comme 0.4")}, "license": uri,
			"publisher": {kind: source.Object, either: []string{"name", "url"}, members: members{"name": text, "url": uri}}}},
		"source": origin, "declaration": text, "declarationSubject": text, "recordId": text,
		"recordType": code("entity", "person", "relationship"), "recordStatus": code("new", "updated", "closed"),
		"recordDetails": {kind: source.Object},
	},
	more: func(c *checker, v source.Value) {
		details := v.Get("recordDetails")
		var r *rule
		switch kind := v.Get("recordType"); {
		case kind.Is("entity"):
			r = entity4
		case kind.Is("person"):
			r = person4
		case kind.Is("relationship"):
			r = relationship4
		}
		if r != nil && details.Kind() == source.Object {
			c.member(recordDetails)
			c.check(r, details)
			c.up()
		}
	}}

var annotation = &rule{kind: source.Object, required: []string{"motivation", "statementPointerTarget"}, members: members{
	"statementPointerTarget": text, "creationDate": moment, "createdBy": agent,
	"motivation":  code("commenting", "correcting", "identifying", "linking", "transformation"),
	"description": text, "transformedContent": text, "url": uri},
	more: func(c *checker, v source.Value) {
		if v.Get("motivation").Is("linking") && v.Get("url").Kind() == source.Missing {
			c.fail(v, graph.Say(`the member "url" is missing`, "il manque le membre « url »"), graph.Say("add it: the annotation links to something", "ajoutez-le : l’annotation renvoie à quelque chose"))
		}
		if t := v.Get("transformedContent"); t.Kind() == source.String && !v.Get("motivation").Is("transformation") && !t.Is("") {
			c.fail(t, graph.Say("content of a transformation, which this is not", "le contenu d’une transformation, ce que ceci n’est pas"), graph.Say("leave it out", "omettez-le"), "transformedContent")
		}
	}}

var entity4 = &rule{kind: source.Object, required: []string{"isComponent", "entityType"}, members: members{
	"isComponent": boolean,
	"entityType": {kind: source.Object, required: []string{"type"}, members: members{"type": code(entityTypes...),
		"subtype": code("governmentDepartment", "stateAgency", "other", "trust", "nomination"), "details": text},
		more: func(c *checker, v source.Value) {
			allowed, sub := subtypes[v.Get("type").Str()], v.Get("subtype")
			for _, word := range allowed {
				if sub.Is(word) {
					return
				}
			}
			if sub.Kind() == source.String && allowed != nil && len(c.faults) == 0 {
				c.fail(sub, graph.Say("%q is no subtype of %s", "%q n’est pas un sous-type de %s", source.Clip(sub.Str()), v.Get("type").Str()),
					source.DidYouMean(sub.Str(), allowed, graph.Text{}), "subtype")
			}
		}},
	"unspecifiedEntityDetails": unstated, "name": text, "alternateNames": list(text), "jurisdiction": place, "identifiers": list(id),
	"foundingDate": day, "dissolutionDate": day, "addresses": list(address("registered", "business", "alternative")), "uri": uri,
	"publicListing": {kind: source.Object, required: []string{"hasPublicListing"}, members: members{
		"hasPublicListing": boolean, "companyFilingsURLs": list(uri), "securitiesListings": list(&rule{kind: source.Object,
			required: []string{"stockExchangeJurisdiction", "security", "stockExchangeName"}, members: members{
				"marketIdentifierCode": text, "operatingMarketIdentifierCode": text, "stockExchangeName": text,
				"stockExchangeJurisdiction": {kind: source.String, min: 2, max: 6},
				"security": {kind: source.Object, required: []string{"ticker"}, members: members{
					"idScheme": code("isin", "figi", "cusip", "cins"), "id": text, "ticker": text}}}})}},
	"formedByStatute": {kind: source.Object, members: members{"name": text, "date": day}},
}}

var person4 = &rule{kind: source.Object, required: []string{"personType", "isComponent"}, members: members{
	"isComponent": boolean, "personType": code("anonymousPerson", "unknownPerson", "knownPerson"), "unspecifiedPersonDetails": unstated,
	"names": list(&rule{kind: source.Object, required: []string{"fullName"}, members: members{
		"type":     code("legal", "translation", "transliteration", "former", "alternative", "birth"),
		"fullName": text, "familyName": text, "givenName": text, "patronymicName": text}}),
	"identifiers": list(id), "nationalities": list(country), "placeOfBirth": address("placeOfBirth"), "birthDate": partDay, "deathDate": partDay,
	"taxResidencies": list(country), "addresses": list(address("residence", "service", "alternative")),
	"politicalExposure": {kind: source.Object, required: []string{"status"}, members: members{"status": code("isPep", "isNotPep", "unknown"),
		"details": list(&rule{kind: source.Object, members: members{"reason": text, "missingInfoReason": text, "jurisdiction": place,
			"startDate": day, "endDate": day, "source": origin}})}},
}}

var relationship4 = &rule{kind: source.Object, required: []string{"isComponent", "subject", "interestedParty"}, members: members{
	"isComponent": boolean, "componentRecords": list(text), "subject": party, "interestedParty": party,
	"interests": list(&rule{kind: source.Object, members: members{
		"type": code(interestTypes...), "directOrIndirect": code("direct", "indirect", "unknown"), "beneficialOwnershipOrControl": boolean,
		"details": text, "startDate": day, "endDate": day,
		"share": {kind: source.Object, members: members{"exact": percent, "minimum": percent, "maximum": percent,
			"exclusiveMinimum": percent, "exclusiveMaximum": percent}}}}),
},
	more: func(c *checker, v source.Value) {
		if parts := v.Get("componentRecords"); v.Get("isComponent").True() && parts.Len() > 0 {
			c.fail(parts, graph.Say("a component with components of its own", "une composante qui a elle-même des composantes"), graph.Say("leave them out, or make it a primary record", "omettez-les, ou faites-en un enregistrement principal"), "componentRecords")
		}
	}}
