package gleif

import (
	"strings"

	"longarm/loaders/internal/table"
)

// columns are the places of the columns of a CSV file, found by name because the
// number of repeated groups varies from file to file.
type columns struct {
	t                                                             *table.Table
	row                                                           *table.Row
	lei, legalName, jurisdiction, category, seat                  int
	authority, number, form, otherForm                            int
	status, created, expired, reason                              int
	names, langs, kinds                                           []int
	successors                                                    []int
	regStatus, updated, validation, reference, deleted            int
	start, startType, end, endOf, relation, relationStatus        int
	from, to, periodKind, dimension, kindOf, method, amount, unit []int
	exception                                                     int
	reasons, references                                           []int
}

func bind(t *table.Table) *columns {
	c := &columns{t: t}
	e := func(name string) int { return t.Column("Entity." + name) }
	c.lei, c.legalName, c.jurisdiction, c.category = t.Column("LEI"), e("LegalName"), e("LegalJurisdiction"), e("EntityCategory")
	c.seat, c.authority, c.number = e("HeadquartersAddress.Country"), e("RegistrationAuthority.RegistrationAuthorityID"), e("RegistrationAuthority.RegistrationAuthorityEntityID")
	c.form, c.otherForm, c.status, c.created = e("LegalForm.EntityLegalFormCode"), e("LegalForm.OtherLegalForm"), e("EntityStatus"), e("EntityCreationDate")
	c.expired, c.reason = e("EntityExpirationDate"), e("EntityExpirationReason")
	for _, series := range []string{"Entity.OtherEntityNames.OtherEntityName.#", "Entity.TransliteratedOtherEntityNames.TransliteratedOtherEntityName.#"} {
		for _, i := range t.Series(series) {
			column := t.Columns()[i]
			c.names, c.langs, c.kinds = append(c.names, i), append(c.langs, t.Column(column+".xmllang")), append(c.kinds, t.Column(column+".type"))
		}
	}
	if c.successors = t.Series("Entity.SuccessorEntity.#.SuccessorLEI"); len(c.successors) == 0 {
		if i := e("SuccessorEntity.SuccessorLEI"); i >= 0 {
			c.successors = []int{i}
		}
	}
	c.regStatus, c.updated = t.Column("Registration.RegistrationStatus"), t.Column("Registration.LastUpdateDate")
	c.validation, c.reference = t.Column("Registration.ValidationSources"), t.Column("Registration.ValidationReference")
	c.deleted = t.Column("DeletedAt", "Deletion.DeletedAt", "Extension.Deletion.DeletedAt", "gleif:Deletion.DeletedAt")
	r := func(name string) int { return t.Column("Relationship." + name) }
	c.start, c.startType, c.end, c.endOf = r("StartNode.NodeID"), r("StartNode.NodeIDType"), r("EndNode.NodeID"), r("EndNode.NodeIDType")
	c.relation, c.relationStatus = r("RelationshipType"), r("RelationshipStatus")
	beside := func(list []int, from, to string) (out []int) {
		for _, i := range list {
			out = append(out, t.Column(strings.Replace(t.Columns()[i], from, to, 1)))
		}
		return out
	}
	c.periodKind = t.Series("Relationship.Period.#.periodType")
	c.from, c.to = beside(c.periodKind, "periodType", "startDate"), beside(c.periodKind, "periodType", "endDate")
	c.kindOf = t.Series("Relationship.Qualifiers.#.QualifierCategory")
	c.dimension = beside(c.kindOf, "QualifierCategory", "QualifierDimension")
	c.amount = t.Series("Relationship.Quantifiers.#.QuantifierAmount")
	c.method, c.unit = beside(c.amount, "QuantifierAmount", "MeasurementMethod"), beside(c.amount, "QuantifierAmount", "QuantifierUnits")
	c.exception = t.Column("Exception.Category")
	c.reasons, c.references = t.Series("Exception.Reason.#"), t.Series("Exception.Reference.#")
	return c
}

// renamed are the fields that XML calls otherwise than CSV.
var renamed = map[string]string{"ExceptionCategory": "Exception.Category", "ExceptionReason": "Exception.Reason.1"}

func (c *columns) locate(path string) (line, column int) {
	if other, ok := renamed[path]; ok {
		path = other
	}
	return c.row.Place(c.t.Column(path))
}

func (c *columns) registration() registration {
	return registration{c.row.Text(c.regStatus), c.row.Text(c.updated), c.row.Text(c.validation), c.row.Text(c.deleted)}
}

func (c *columns) entity() *entityRecord {
	w := c.row
	r := &entityRecord{where: c, lei: w.Text(c.lei), legalName: w.Text(c.legalName), jurisdiction: w.Text(c.jurisdiction), category: w.Text(c.category),
		seat: w.Text(c.seat), authority: w.Text(c.authority), number: w.Text(c.number), form: w.Text(c.form), otherForm: w.Text(c.otherForm),
		status: w.Text(c.status), created: w.Text(c.created), expired: w.Text(c.expired), reason: w.Text(c.reason), registration: c.registration()}
	for n, i := range c.names {
		if text := w.Text(i); text != "" {
			r.others = append(r.others, name{text, w.Text(c.langs[n]), w.Text(c.kinds[n])})
		}
	}
	r.successors = c.texts(c.successors)
	return r
}

func (c *columns) texts(places []int) (out []string) {
	for _, i := range places {
		if text := c.row.Text(i); text != "" {
			out = append(out, text)
		}
	}
	return out
}

func (c *columns) relationship() *relationRecord {
	w := c.row
	r := &relationRecord{where: c, start: w.Text(c.start), startType: w.Text(c.startType), end: w.Text(c.end), endOf: w.Text(c.endOf),
		kind: w.Text(c.relation), status: w.Text(c.relationStatus), reference: w.Text(c.reference), registration: c.registration()}
	for n, i := range c.periodKind {
		p := period{w.Text(c.from[n]), w.Text(c.to[n]), w.Text(i)}
		if p.start != "" || p.end != "" {
			r.periods = append(r.periods, p)
		}
	}
	for n, i := range c.kindOf {
		r.qualifiers = appendPair(r.qualifiers, w.Text(c.dimension[n]), w.Text(i), "")
	}
	for n, i := range c.amount {
		r.qualifiers = appendPair(r.qualifiers, w.Text(c.method[n]), w.Text(i), w.Text(c.unit[n]))
	}
	return r
}

func (c *columns) reporting() *exceptionRecord {
	return &exceptionRecord{where: c, lei: c.row.Text(c.lei), category: c.row.Text(c.exception), reasons: c.texts(c.reasons),
		references: c.texts(c.references), deleted: c.row.Text(c.deleted)}
}
