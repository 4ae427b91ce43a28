package neo4jcsv

import (
	"fmt"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/share"
	"longarm/loaders/internal/source"
)

// ultimately is the relation of a note on an ultimate parent beside a direct one.
const ultimately = "ultimatelyConsolidates"

// record is the entity of a record of the Beneficial Ownership Data Standard, as the
// loader bods names it.
func record(id string) graph.EntityID { return graph.EntityID("bods:" + id) }

// publication is the source of a row: its publisher and licence.
func (l *load) publication() (graph.SourceID, error) {
	t := l.t.Column
	name, licence := l.row.Text(t("publisherName")), l.row.Text(t("publicationLicense"))
	switch {
	case strings.Contains(licence, "publicdomain/zero"):
		licence = "CC0-1.0"
	case strings.Contains(licence, "open-government-licence"):
		licence = "OGL-UK-3.0"
	}
	id := l.in.SourceID("bods")
	if name+licence != "" {
		id += graph.SourceID(" (" + strings.Trim(name+", "+licence, ", ") + ")")
	}
	return l.cite(graph.Source{ID: id, Title: name, URL: web(l.row.Text(t("publisherUrl"))), Licence: licence})
}

func web(url string) string {
	if strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://") {
		return url
	}
	return ""
}

func (l *load) record() (string, bool) {
	i := l.t.Column("recordId")
	id := l.row.Text(i)
	if id == "" {
		l.row.Reject(i, graph.Say("a row without a recordId", "une ligne sans recordId"), graph.Say("fetch the file again", "téléchargez de nouveau le fichier"))
		return "", false
	}
	if !l.met.Add(id) {
		l.row.Reject(i, graph.Say("the record %s stands twice in this file", "l’enregistrement %s figure deux fois dans ce fichier", source.Clip(id)), graph.Say("keep its latest statement", "gardez sa déclaration la plus récente"))
		return "", false
	}
	return id, true
}

// identified takes the identifier that the ids of published records hold: XI-LEI-5493…,
// GB-COH-01234567.
func identified(e *graph.Entity, id string) {
	part := strings.SplitN(id, "-", 3)
	if len(part) != 3 {
		return
	}
	switch scheme := part[0] + "-" + part[1]; {
	case scheme == "XI-LEI" && source.CheckLEI(part[2]) == nil:
		e.LEI = part[2]
	case scheme == "GB-COH" && len(part[2]) == 8:
		e.Identifiers = []graph.Identifier{{Scheme: scheme, ID: part[2]}}
	}
}

func (l *load) bodsEntity() error {
	id, ok := l.record()
	if !ok {
		return nil
	}
	s, err := l.publication()
	if err != nil {
		return err
	}
	t := l.t.Column
	kind := map[string]graph.Kind{"registeredEntity": graph.Company, "legalEntity": graph.Company, "arrangement": graph.Arrangement, "state": graph.State, "stateBody": graph.StateBody}[l.row.Text(t("entityType"))]
	e := graph.Entity{ID: record(id), Kind: kind, Name: l.row.Text(t("name")), Source: s, Evidence: graph.Medium, Origin: l.in.Origin(l.row.Line)}
	identified(&e, id)
	if d := l.row.Text(t("dissolutionDate")); d != "" {
		e.Status = graph.Text{EN: "dissolved on " + d, FR: "dissoute le " + d}
	} else if l.row.Text(t("recordStatus")) == "closed" {
		e.Status = graph.Text{EN: "the record was closed", FR: "l’enregistrement a été clos"}
	}
	place := graph.EntityID("")
	if extra, err := source.ParseJSON(l.row.Unquoted(t("extrasJson"))); err == nil {
		details := extra.Get("recordDetails")
		for _, name := range []string{"jurisdiction", "incorporatedInJurisdiction"} {
			if code := details.At(name, "code").Str(); code != "" && place == "" {
				if place, err = l.states.Find(code); err != nil {
					return err
				}
			}
		}
	}
	if kind == graph.StateBody {
		e.Within = place
	}
	if err := l.add(e); err != nil {
		return err
	}
	if place != "" && kind != graph.State && kind != graph.StateBody {
		c := graph.Claim{ID: graph.ClaimID("bods:" + id + "#incorporatedIn"), Source: s, Evidence: graph.Medium, Assertion: graph.Stated, Origin: e.Origin}
		if err := l.add(graph.Statement{Claim: c, Holder: e.ID, Interest: graph.IncorporatedIn, Subject: place}); err != nil {
			return err
		}
	}
	l.in.Accept()
	return nil
}

func (l *load) bodsPerson() error {
	id, ok := l.record()
	if !ok {
		return nil
	}
	s, err := l.publication()
	if err != nil {
		return err
	}
	t := l.t.Column
	e := graph.Entity{ID: record(id), Kind: graph.Person, Name: l.row.Text(t("fullName", "name")), Source: s, Evidence: graph.Medium, Origin: l.in.Origin(l.row.Line)}
	if err := l.add(e); err != nil {
		return err
	}
	codes, err := source.ParseJSON(l.row.Unquoted(t("nationalityCodes")))
	if err == nil {
		told := map[graph.EntityID]bool{}
		for _, code := range codes.Items() {
			place, err := l.states.Find(code.Str())
			if err != nil {
				return err
			}
			if place == "" || told[place] {
				continue
			}
			told[place] = true
			c := graph.Claim{ID: graph.ClaimID(fmt.Sprintf("bods:%s#nationalOf-%d", id, len(told))), Source: s, Evidence: graph.Medium, Assertion: graph.Stated, Origin: e.Origin}
			if err := l.add(graph.Statement{Claim: c, Holder: e.ID, Interest: graph.NationalOf, Subject: place}); err != nil {
				return err
			}
		}
	}
	l.in.Accept()
	return nil
}

// bodsIdentifier hands on that an entity has an identifier; its key is "SCHEME|id".
func (l *load) bodsIdentifier() error {
	start, end := l.row.Get("start_key"), l.row.Get("end_key")
	scheme, number, ok := strings.Cut(end, "|")
	if start == "" || !ok || number == "" {
		l.row.Reject(l.t.Column("end_key"), graph.Say("%q is no key of an identifier", "%q n’est pas une clé d’identifiant", source.Clip(end)), graph.Say("keys are a scheme, a bar and an id", "une clé est faite d’un schéma, d’une barre et d’un identifiant"))
		return nil
	}
	s, err := l.publication()
	if err != nil {
		return err
	}
	e := graph.Entity{ID: record(start), Source: s, Origin: l.in.Origin(l.row.Line)}
	if scheme == "XI-LEI" && source.CheckLEI(number) == nil {
		e.LEI = number
	} else {
		e.Identifiers = []graph.Identifier{{Scheme: scheme, ID: number}}
	}
	if err := l.add(e); err != nil {
		return err
	}
	l.in.Accept()
	return nil
}

// bodsInterest hands on a row of owns.csv or controls.csv: the start is the interested
// party and the end the subject.
func (l *load) bodsInterest() error {
	t := l.t.Column
	w := l.row
	holder, subject := w.Text(t("start_key")), w.Text(t("end_key"))
	if holder == "" || subject == "" {
		w.Reject(t("start_key"), graph.Say("an interest without both its parties", "un intérêt auquel manque l’une de ses parties"), graph.Say("fetch the file again", "téléchargez de nouveau le fichier"))
		return nil
	}
	id := w.Text(t("statementId")) + "#" + w.Text(t("interestIndex"))
	if id == "#" || !l.met.Add(id) {
		w.Reject(t("statementId"), graph.Say("the interest %s has no id, or that of another row", "l’intérêt %s n’a pas d’identifiant, ou a celui d’une autre ligne", source.Clip(id)), graph.Say("fetch the file again", "téléchargez de nouveau le fichier"))
		return nil
	}
	figures, figure, err := share.Bounds(w.Text(t("shareMinimum")), w.Text(t("shareMaximum")), false, false)
	if exact := w.Text(t("shareExact")); err == nil && exact != "" {
		figures, figure, err = share.Parse(exact)
	}
	if err != nil {
		w.Reject(t("shareMinimum", "shareExact"), graph.Wording(err), graph.Say("shares run from 0 to 100 percent, the lower bound first", "une part va de 0 à 100 pour cent, la borne inférieure d’abord"))
		return nil
	}
	c := graph.Claim{ID: graph.ClaimID("bods:" + id), Assertion: graph.Stated, Evidence: graph.Medium, Note: graph.Own(w.Text(t("details"))), Origin: l.in.Origin(w.Line)}
	for _, d := range []struct {
		dst  *graph.Date
		name string
	}{{&c.Period.From, "startDate"}, {&c.Period.To, "endDate"}, {&c.Period.AsOf, "statementDate"}} {
		text := w.Text(t(d.name))
		if text == "" {
			continue
		}
		if *d.dst, err = graph.ParseDate(text[:min(len(text), 10)]); err != nil {
			w.Reject(t(d.name), graph.Wording(err), graph.Say("correct it, or leave it out", "corrigez-le, ou omettez-le"))
			return nil
		}
	}
	p := &c.Period
	if w.Text(t("recordStatus")) == "closed" && p.To == 0 { // closed on the day of the statement
		p.To = p.AsOf
	}
	if p.From == 0 && p.To != 0 {
		p.AsOf = 0
	}
	if p.From != 0 && p.To != 0 && p.From >= p.To || w.Text(t("recordStatus")) == "closed" && p.To == 0 {
		c.Assertion, p.To = graph.Withdrawn, 0
	}
	if c.Source, err = l.publication(); err != nil {
		return err
	}
	for _, key := range []string{holder, subject} {
		if l.met.Add("\x00" + key) {
			if err := l.add(graph.Entity{ID: record(key), Source: c.Source, Origin: c.Origin}); err != nil {
				return err
			}
		}
	}
	s := graph.Statement{Claim: c, Holder: record(holder), Subject: record(subject), Share: graph.SomeShare()}
	s.Interest, s.Value = interestOf(w.Text(t("bodsInterestType")), w.Text(t("detailsValue")))
	if s.Interest.CarriesShare() && figure {
		s.Share, s.Figure = figures, true
	}
	switch {
	case w.Text(t("directOrIndirect")) == "indirect": // its components are walked
		err = l.add(graph.Note{Claim: c, Subject: s.Holder, Relation: "holdsIndirectly", Object: s.Subject, Share: s.Share, Figure: s.Figure, Value: string(s.Interest)})
	case s.Value == "IS_ULTIMATELY_CONSOLIDATED_BY" && c.Assertion.Counts() && p.To == 0:
		err = l.ultimate.Add(s, ultimately, l.add)
	default:
		if s.Value == "IS_DIRECTLY_CONSOLIDATED_BY" && c.Assertion.Counts() && p.To == 0 {
			l.ultimate.Direct(s.Subject)
		}
		err = l.add(s)
	}
	if err == nil {
		l.in.Accept()
	}
	return err
}

// interestOf maps a code of the standard. Relationships of GLEIF are published as
// influence or control, and their detail says what they are: accounting.
func interestOf(code, detail string) (graph.Interest, string) {
	switch detail {
	case "IS_DIRECTLY_CONSOLIDATED_BY", "IS_ULTIMATELY_CONSOLIDATED_BY":
		return graph.AccountingParent, detail
	case "IS_FUND-MANAGED_BY":
		return "rightsGrantedByContract", detail
	}
	switch code {
	case "rightsToProfitOrIncome":
		return graph.ProfitRights, ""
	case "":
		return "unknownInterest", ""
	}
	if i := graph.Interest(code); i.Valid() && (i.Family() == graph.Ownership || i.Family() == graph.Control) {
		return i, ""
	}
	return "unknownInterest", code
}
