package gleif

import (
	"strings"
)

// locator says where a field of a record stands; fields are named as in the CSV
// files, "Entity.LegalName".
type locator interface {
	locate(path string) (line, column int)
}

// name is one of the names of an entity.
type name struct{ text, lang, kind string }

// entityRecord is a Level 1 record, as far as it is read.
type entityRecord struct {
	where                            locator
	lei, legalName                   string
	others                           []name
	jurisdiction, category           string
	seat                             string // the country of its headquarters
	authority, number                string // the register it is in, and its number there
	form, otherForm                  string
	status, created, expired, reason string
	successors                       []string
	registration                     registration
}

// registration is what every record says of itself.
type registration struct{ status, updated, validation, deleted string }

// relationRecord is a relationship of Level 2.
type relationRecord struct {
	where                        locator
	start, startType, end, endOf string // endOf: the type of the end's id
	kind, status                 string
	periods                      []period
	qualifiers                   []string // "ACCOUNTING_STANDARD: IFRS"
	reference                    string
	registration                 registration
}

type period struct{ start, end, kind string }

// exceptionRecord is a reporting exception of Level 2.
type exceptionRecord struct {
	where               locator
	lei, category       string
	reasons, references []string
	deleted             string
}

func readRegistration(n node) registration {
	return registration{
		status: n.str("Registration", "RegistrationStatus"), updated: n.str("Registration", "LastUpdateDate"),
		validation: n.str("Registration", "ValidationSources"), deleted: deletion(n),
	}
}

// deletion is when GLEIF deleted the record, "" when it stands.
func deletion(n node) string {
	for _, path := range [][]string{{"Extension", "Deletion", "DeletedAt"}, {"Extension", "DeletedAt"}, {"Extension", "gleif:Deletion", "gleif:DeletedAt"}} {
		if s := n.str(path...); s != "" {
			return s
		}
	}
	return ""
}

func readEntity(n node) *entityRecord {
	r := &entityRecord{where: n, lei: n.str("LEI"), legalName: n.str("Entity", "LegalName"),
		jurisdiction: n.str("Entity", "LegalJurisdiction"), category: n.str("Entity", "EntityCategory"),
		seat:      n.str("Entity", "HeadquartersAddress", "Country"),
		authority: n.str("Entity", "RegistrationAuthority", "RegistrationAuthorityID"),
		number:    n.str("Entity", "RegistrationAuthority", "RegistrationAuthorityEntityID"),
		form:      n.str("Entity", "LegalForm", "EntityLegalFormCode"), otherForm: n.str("Entity", "LegalForm", "OtherLegalForm"),
		status: n.str("Entity", "EntityStatus"), created: n.str("Entity", "EntityCreationDate"),
		expired: n.str("Entity", "EntityExpirationDate"), reason: n.str("Entity", "EntityExpirationReason"),
		registration: readRegistration(n)}
	for _, c := range [][2]string{{"Entity/OtherEntityNames", "OtherEntityName"}, {"Entity/TransliteratedOtherEntityNames", "TransliteratedOtherEntityName"}} {
		for _, o := range n.list(c[0], c[1]) {
			text := o.str()
			if text == "" {
				text = o.str(c[1])
			}
			if text != "" {
				r.others = append(r.others, name{text, o.attr("lang"), o.attr("type")})
			}
		}
	}
	for _, container := range []string{"Entity", "Entity/SuccessorEntities"} {
		for _, s := range n.list(container, "SuccessorEntity") {
			if lei := s.str("SuccessorLEI"); lei != "" {
				r.successors = append(r.successors, lei)
			}
		}
	}
	return r
}

func readRelation(n node) *relationRecord {
	r := &relationRecord{where: n,
		start: n.str("Relationship", "StartNode", "NodeID"), startType: n.str("Relationship", "StartNode", "NodeIDType"),
		end: n.str("Relationship", "EndNode", "NodeID"), endOf: n.str("Relationship", "EndNode", "NodeIDType"),
		kind: n.str("Relationship", "RelationshipType"), status: n.str("Relationship", "RelationshipStatus"),
		reference: n.str("Registration", "ValidationReference"), registration: readRegistration(n)}
	for _, p := range n.list("Relationship/RelationshipPeriods", "RelationshipPeriod") {
		r.periods = append(r.periods, period{p.str("StartDate"), p.str("EndDate"), p.str("PeriodType")})
	}
	for _, q := range n.list("Relationship/RelationshipQualifiers", "RelationshipQualifier") {
		r.qualifiers = appendPair(r.qualifiers, q.str("QualifierDimension"), q.str("QualifierCategory"), "")
	}
	for _, q := range n.list("Relationship/RelationshipQuantifiers", "RelationshipQuantifier") {
		r.qualifiers = appendPair(r.qualifiers, q.str("MeasurementMethod"), q.str("QuantifierAmount"), q.str("QuantifierUnits"))
	}
	return r
}

// appendPair adds "name: value unit" when there is a value.
func appendPair(list []string, name, value, unit string) []string {
	if value == "" {
		return list
	}
	if name != "" {
		value = name + ": " + value
	}
	if unit != "" {
		value += " " + unit
	}
	return append(list, value)
}

func readException(n node) *exceptionRecord {
	r := &exceptionRecord{where: n, lei: n.str("LEI"), category: n.str("ExceptionCategory"), deleted: deletion(n)}
	for _, x := range n.list("", "ExceptionReason") {
		r.reasons = append(r.reasons, strings.TrimSpace(x.str()))
	}
	for _, x := range n.list("", "ExceptionReference") {
		r.references = append(r.references, strings.TrimSpace(x.str()))
	}
	return r
}

// readAPI turns a record of GLEIF's web service into that of the files.
func readAPI(n node) *entityRecord {
	e := func(path ...string) string { return n.str(append([]string{"attributes", "entity"}, path...)...) }
	r := &entityRecord{where: n, lei: n.str("attributes", "lei"), legalName: e("legalName", "name"), jurisdiction: e("jurisdiction"), category: e("category"),
		seat: e("headquartersAddress", "country"), authority: e("registeredAt", "id"), number: e("registeredAs"), form: e("legalForm", "id"),
		otherForm: e("legalForm", "other"), status: e("status"), created: e("creationDate"), expired: e("expiration", "date"), reason: e("expiration", "reason"),
		registration: registration{status: n.str("attributes", "registration", "status"), updated: n.str("attributes", "registration", "lastUpdateDate"),
			validation: n.str("attributes", "registration", "corroborationLevel")}}
	for _, list := range []string{"otherNames", "transliteratedOtherNames"} {
		for _, o := range n.list("attributes/entity", list) {
			if text := o.str("name"); text != "" {
				r.others = append(r.others, name{text, o.str("language"), o.str("type")})
			}
		}
	}
	for _, s := range n.list("attributes/entity", "successorEntities") {
		if lei := s.str("lei"); lei != "" {
			r.successors = append(r.successors, lei)
		}
	}
	return r
}
