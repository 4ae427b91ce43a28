package xlsx

import (
	"longarm/graph"
)

// column is one column of a sheet.
type column struct {
	name string
	text graph.Text // what to write into it
	list string     // the drop-down it has, a column of the sheet of codes
	wide float64
}

// sheet is one sheet of the workbook.
type sheet struct {
	name    string
	text    graph.Text
	columns []column
	example map[string]string
}

// The sheets, in the order they are read and written.
const (
	entitiesSheet   = "entities"
	holdingsSheet   = "holdings"
	linksSheet      = "links"
	attributesSheet = "attributes"
	sourcesSheet    = "sources"
	codesSheet      = "codes" // of the drop-downs; not read
	readMeSheet     = "read me"
)

func say(en, fr string) graph.Text { return graph.Text{EN: en, FR: fr} }

// claim are the columns that every claim ends with.
func claim(dates bool) []column {
	var out []column
	if dates {
		out = append(out,
			column{"from", say("first day: 2024-05-31, 2024-05 or 2024", "premier jour : 2024-05-31, 2024-05 ou 2024"), "", 12},
			column{"to", say("the day after the last; empty: it goes on", "lendemain du dernier jour ; vide : toujours en cours"), "", 12},
			column{"as_of", say("the day the source looked", "jour de l’observation par la source"), "", 12})
	}
	return append(out,
		column{"source", say("id of a row of the sheet sources, or an address", "identifiant d’une ligne de la feuille sources, ou une adresse"), "", 22},
		column{"evidence", say("high: a register or filing; medium; low", "high : registre ou document déposé ; medium ; low"), "evidence", 11},
		column{"assertion", say("empty: stated. claimed, denied, proposed and withdrawn are kept and not computed on", "vide : stated. claimed, denied, proposed et withdrawn sont conservés sans entrer dans le calcul"), "assertion", 13},
		column{"quote", say("the words of the source", "les mots de la source"), "", 30},
		column{"note", say("anything", "libre"), "", 30})
}

// sheets lists what the workbook holds.
func sheets() []sheet {
	id := column{"id", say("id of the row; empty: the sheet and the line", "identifiant de la ligne ; vide : la feuille et la ligne"), "", 14}
	return []sheet{
		{entitiesSheet, say("companies, persons, states, offers … one a row", "sociétés, personnes, États, offres… une par ligne"), []column{
			{"id", say("a short text of your own, used in the other sheets (required)", "un texte court de votre choix, repris dans les autres feuilles (obligatoire)"), "", 22},
			{"kind", say("empty: company", "vide : company (société)"), "kind", 13},
			{"name", say("as it is shown", "nom affiché"), "", 30},
			{"legal_name", say("as it is registered", "dénomination au registre"), "", 30},
			{"jurisdiction", say("where it was formed: FR, US-DE, EU; of a person the nationality, several with ;", "lieu d’immatriculation : FR, US-DE, EU ; pour une personne, la nationalité, plusieurs avec ;"), "", 14},
			{"headquarters", say("its seat, as a code; of a person the residence", "son siège, en code ; pour une personne, la résidence"), "", 14},
			{"within", say("the state of a subdivision, exchange or state body", "État d’une subdivision, d’une bourse ou d’un organe public"), "", 12},
			{"lei", say("legal entity identifier, 20 characters", "identifiant d’entité juridique (LEI), 20 caractères"), "", 24},
			{"identifiers", say("register:number, several with ; for instance FR-RCS:123456789; GB-COH:01234567", "registre:numéro, plusieurs avec ; par exemple FR-RCS:123456789; GB-COH:01234567"), "", 30},
			{"aliases", say("other names, with ;", "autres noms, séparés par ;"), "", 24},
			{"source", say("id of a row of the sheet sources, or an address", "identifiant d’une ligne de la feuille sources, ou une adresse"), "", 22},
			{"evidence", say("high, medium or low", "high, medium ou low"), "evidence", 11},
			{"note", say("anything", "libre"), "", 30},
		}, map[string]string{"id": "example-cloud", "kind": "company", "name": "Example Cloud SAS", "jurisdiction": "FR", "headquarters": "FR", "source": "example-report", "evidence": "high"}},
		{holdingsSheet, say("who holds how much of whom", "qui détient combien de qui"), append([]column{id,
			{"holder", say("id of the owner (required)", "identifiant du détenteur (obligatoire)"), "", 22},
			{"subject", say("id of the company owned (required)", "identifiant de la société détenue (obligatoire)"), "", 22},
			{"interest", say("empty: shareholding", "vide : shareholding (actions ou parts)"), "holding", 16},
			{"share", say("percent: 51, 5.18, >50, 25-50, more than 50; empty: a holding of unknown size, never 0", "pourcentage : 51, 5,18, >50, 25-50, plus de 50 ; vide : détention de taille inconnue, jamais 0"), "", 14},
			{"basis", say("capital, votes, profit; empty: capital and votes alike", "capital, votes, profit ; vide : capital et voix à la fois"), "basis", 10},
			{"value", say("a detail in words", "une précision, en mots"), "", 24},
		}, claim(true)...), map[string]string{"holder": "example-fund", "subject": "example-cloud", "share": "60", "basis": "capital", "from": "2021-05", "source": "example-report", "evidence": "high"}},
		{linksSheet, say("every other relation: control, supply, places, lists, officers", "toute autre relation : contrôle, fourniture, lieux, listes, dirigeants"), append([]column{id,
			{"holder", say("id of the party that has the interest (required)", "identifiant de la partie intéressée (obligatoire)"), "", 22},
			{"interest", say("the relation (required)", "la relation (obligatoire)"), "link", 22},
			{"subject", say("id of the other party, or the code of a state: FR, US-DE (required)", "identifiant de l’autre partie, ou code d’un État : FR, US-DE (obligatoire)"), "", 22},
			{"value", say("a detail in words: 1 of 7 directors, chief executive", "une précision : 1 administrateur sur 7, directeur général"), "", 24},
		}, claim(true)...), map[string]string{"holder": "example-fund", "interest": "headquarteredIn", "subject": "US-NY", "source": "example-report", "evidence": "high"}},
		{attributesSheet, say("dated facts of one entity that laws ask for", "faits datés d’une entité, demandés par les lois"), append([]column{id,
			{"entity", say("id of the entity (required)", "identifiant de l’entité (obligatoire)"), "", 22},
			{"name", say("serviceType, sector, users, capability … (required)", "serviceType, sector, users, capability… (obligatoire)"), "attribute", 16},
			{"value", say("the fact: cloud-iaas, 12000 (required)", "le fait : cloud-iaas, 12000 (obligatoire)"), "", 18},
			{"at", say("the market of users, or what a capability concerns: an id or a code", "le marché des utilisateurs, ou ce que vise une capacité : identifiant ou code"), "", 14},
			{"per", say("of users: month, day, registered", "pour les utilisateurs : month, day, registered"), "per", 10},
		}, claim(true)...), map[string]string{"entity": "example-cloud", "name": "serviceType", "value": "cloud-iaas", "as_of": "2024-01-31", "source": "example-report", "evidence": "high"}},
		{sourcesSheet, say("what the rows rest on", "ce sur quoi reposent les lignes"), []column{
			{"id", say("a short text, used in the other sheets (required)", "un texte court, repris dans les autres feuilles (obligatoire)"), "", 22},
			{"title", say("title of the publication", "titre de la publication"), "", 40},
			{"url", say("its address, http or https", "son adresse, http ou https"), "", 40},
			{"citation", say("how it is cited, when it has no address", "sa référence, à défaut d’adresse"), "", 30},
			{"date", say("the day it was published", "date de publication"), "", 12},
			{"licence", say("SPDX identifier or words", "identifiant SPDX ou mention"), "", 16},
			{"non_commercial", say("yes: the licence forbids commercial use", "yes : la licence interdit l’usage commercial"), "yes", 15},
		}, map[string]string{"id": "example-report", "title": "Example annual report 2023", "url": "https://example.org/report-2023", "date": "2024-03-01"}},
	}
}

// codes are the drop-downs, by name.
func codes() map[string][]string {
	out := map[string][]string{
		"kind":      {"company", "person", "arrangement", "group", "offer", "state", "stateBody", "bloc", "scheme", "list", "exchange", "law", "event", "media", "other"},
		"basis":     {"capital", "votes", "profit", "both"},
		"evidence":  {"high", "medium", "low"},
		"assertion": {"stated", "inferred", "reported", "readerComment", "claimed", "denied", "proposed", "withdrawn"},
		"attribute": {"serviceType", "sector", "users", "capability", "itemOrigin", "dataCategory", "usPerson"},
		"per":       {"month", "day", "registered"},
		"yes":       {"yes", "no"},
	}
	for _, i := range graph.Interests() {
		if i.CarriesShare() {
			out["holding"] = append(out["holding"], string(i))
		} else {
			out["link"] = append(out["link"], string(i))
		}
	}
	return out
}
