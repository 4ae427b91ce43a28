package ftm

import "longarm/graph"

// kinds are the schemata of things that are read, with what the graph calls them. A
// LegalEntity is a person or a company, and nobody says which.
var kinds = map[string]graph.Kind{
	"Person": graph.Person, "Company": graph.Company, "Organization": graph.Company, "LegalEntity": "", "PublicBody": graph.StateBody,
	"Vessel": graph.Other, "Airplane": graph.Other, "Vehicle": graph.Other, "RealEstate": graph.Other, "Asset": graph.Other, "Security": graph.Other,
	"CryptoWallet": graph.Other, "Position": graph.Other, "Thing": graph.Other,
}

// plainSchema is the schema that a kind stands for; others are kept as an attribute.
var plainSchema = map[graph.Kind]string{graph.Person: "Person", graph.Company: "Company", graph.StateBody: "PublicBody"}

// link is a schema that ties two entities.
type link struct {
	source, target string
	interest       graph.Interest // "": a note
	relation       string         // of the note
}

// links are the schemata of links that are read. The holder is the source.
var links = map[string]link{
	"Ownership":      {"owner", "asset", graph.Shareholding, "holdsIndirectly"},
	"Directorship":   {"director", "organization", graph.BoardMember, ""},
	"Membership":     {"member", "organization", "", "memberOf"},
	"Employment":     {"employee", "employer", "", "employedBy"},
	"Representation": {"agent", "client", "", "represents"},
	"UnknownLink":    {"subject", "object", "", "linkedTo"},
	"Succession":     {"predecessor", "successor", "", "succeededBy"},
	"Family":         {"person", "relative", "", "relatedTo"},
	"Associate":      {"person", "associate", "", "associateOf"},
	"Occupancy":      {"holder", "post", "", "holdsPosition"},
}

// identifierSchemes are the properties whose value names one entity in a register.
var identifierSchemes = []struct{ property, scheme string }{
	{"bvdId", "bvd"}, {"cageCode", "cage"}, {"cikCode", "cik"}, {"dunsCode", "duns"}, {"giiNumber", "giin"}, {"icijId", "icij"}, {"imoNumber", "imo"},
	{"innCode", "RU-INN"}, {"isinCode", "isin"}, {"npiCode", "npi"}, {"ogrnCode", "RU-OGRN"}, {"okpoCode", "RU-OKPO"}, {"opencorporatesUrl", "opencorporates"},
	{"permId", "permid"}, {"swiftBic", "bic"}, {"uniqueEntityId", "uei"}, {"uscCode", "uscc"}, {"vatCode", "vat"}, {"wikidataId", "wikidata"},
}

// kept are the properties of things that stay as attributes "ftm:…". Their words are
// the source's: a sector in free text decides nothing.
var kept = []string{"abbreviation", "birthDate", "birthPlace", "classification", "deathDate", "dissolutionDate", "idNumber", "incorporationDate", "legalForm", "leiCode",
	"position", "previousName", "programId", "registrationNumber", "sanctions", "sector", "taxNumber", "topics", "weakAlias"}

// told are the properties of links that stay in the note of the claim, in this order.
var told = []string{"role", "relationship", "status", "ownershipType", "legalBasis", "sharesCount", "sharesValue", "sharesCurrency", "sharesType", "secretary", "authority", "authorityId", "program",
	"programId", "programUrl", "provisions", "unscId", "country", "duration", "listingDate", "date", "summary", "description", "reason", "recordId", "publisher", "publisherUrl", "sourceUrl",
	"modifiedAt", "retrievedAt"}
