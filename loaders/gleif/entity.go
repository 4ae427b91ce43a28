package gleif

import (
	"slices"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// id is the entity of an LEI.
func id(lei string) graph.EntityID { return graph.EntityID("lei:" + lei) }

// reject refuses a record for a fault of a field.
func (l *load) reject(where locator, path string, cause, next graph.Text) {
	line, column := where.locate(path)
	l.in.Reject(line, column, path, cause, next)
}

func (l *load) remark(where locator, path string, cause, next graph.Text) {
	line, column := where.locate(path)
	l.in.Remark(line, column, path, cause, next)
}

func (l *load) origin(where locator) string {
	line, _ := where.locate("")
	return l.in.Origin(line)
}

// mention hands on an entity of which the file tells no more than its LEI.
func (l *load) mention(lei, origin string) error {
	if !l.spoken.Add(lei) {
		return nil
	}
	return l.add(graph.Entity{ID: id(lei), LEI: lei, Source: l.source, Origin: origin})
}

// evidence grades a record by how far its issuer could verify it; one that was not
// renewed loses a grade.
func evidence(r registration) graph.Evidence {
	e := graph.Medium
	switch r.validation {
	case "FULLY_CORROBORATED":
		e = graph.High
	case "ENTITY_SUPPLIED_ONLY", "PENDING":
		e = graph.Low
	}
	if r.status == "LAPSED" || strings.HasPrefix(r.status, "PENDING_VALIDATION") {
		e = e.Lower()
	}
	return e
}

// assertion says whether a record counts: one that was annulled, that stands for
// another or that was deleted is kept as withdrawn.
func assertion(r registration) graph.Assertion {
	if r.deleted != "" || r.status == "ANNULLED" || r.status == "DUPLICATE" || r.status == "CANCELLED" {
		return graph.Withdrawn
	}
	return graph.Stated
}

// kinds are the entity categories.
var kinds = map[string]graph.Kind{
	"": graph.Company, "GENERAL": graph.Company, "BRANCH": graph.Company, "FUND": graph.Arrangement, "SOLE_PROPRIETOR": graph.Person,
	"RESIDENT_GOVERNMENT_ENTITY": graph.StateBody, "INTERNATIONAL_ORGANIZATION": graph.Other,
}

// registers are the registration authorities whose numbers other registers use too.
var registers = map[string]string{"RA000585": "GB-COH", "RA000586": "GB-COH", "RA000587": "GB-COH", "RA000463": "NL-KVK", "RA000189": "FR-RCS"}

func identifiers(r *entityRecord) []graph.Identifier {
	if r.number == "" || r.authority == "" || r.authority == "RA999999" || r.authority == "RA888888" {
		return nil // no register, or one that is not on the list
	}
	scheme, number := r.authority, r.number
	if known, ok := registers[r.authority]; ok {
		scheme = known
		switch scheme {
		case "GB-COH":
			number = strings.ToUpper(strings.ReplaceAll(number, " ", ""))
			if len(number) < 8 && strings.Trim(number, "0123456789") == "" {
				number = strings.Repeat("0", 8-len(number)) + number
			}
		case "FR-RCS":
			number = strings.ReplaceAll(number, " ", "")
		}
	}
	return []graph.Identifier{{Scheme: scheme, ID: number}}
}

// entity hands on a Level 1 record.
func (l *load) entity(r *entityRecord) error {
	if err := source.CheckLEI(r.lei); err != nil {
		l.reject(r.where, "LEI", graph.Say("%q: %v", "%q : %v", source.Clip(r.lei), err), graph.Say("fetch the record again", "téléchargez de nouveau l’enregistrement"))
		return nil
	}
	if !l.met.Add(r.lei) {
		l.reject(r.where, "LEI", graph.Say("the LEI %s stands twice in this file", "le LEI %s figure deux fois dans ce fichier", r.lei), graph.Say("the first record was read; load deltas one after another", "le premier enregistrement a été lu ; chargez les deltas l’un après l’autre"))
		return nil
	}
	kind, known := kinds[r.category]
	if !known {
		kind = graph.Other
		l.remark(r.where, "Entity.EntityCategory", graph.Say("the category %q is new to longarm", "la catégorie %q est nouvelle pour longarm", source.Clip(r.category)), graph.Say("the entity is of kind other", "l’entité est de nature other"))
	}
	if err := l.cite(); err != nil {
		return err
	}
	place, err := l.place(r.where, "Entity.LegalJurisdiction", r.jurisdiction)
	if err != nil {
		return err
	}
	seat, err := l.place(r.where, "Entity.HeadquartersAddress.Country", r.seat)
	if err != nil {
		return err
	}
	e := graph.Entity{ID: id(r.lei), Kind: kind, Name: r.legalName, LegalName: r.legalName, LEI: r.lei, Identifiers: identifiers(r),
		Status: status(r), Source: l.source, Evidence: evidence(r.registration), Origin: l.origin(r.where)}
	if kind == graph.StateBody {
		e.Within = place
	}
	names(&e, r.others)
	l.spoken.Add(r.lei)
	for _, part := range []string{string(graph.IncorporatedIn), string(graph.HeadquarteredIn), string(graph.EstablishedIn), "legalForm", "formedOn"} {
		if _, err := l.in.Remove(string(e.ID) + "#" + part); err != nil { // given anew, perhaps without it
			return err
		}
	}
	if err := l.add(e); err != nil {
		return err
	}
	c := graph.Claim{Assertion: assertion(r.registration), Source: l.source, Evidence: e.Evidence, Origin: e.Origin}
	if err := l.places(r, c, e, place, seat); err != nil {
		return err
	}
	if err := l.rest(r, c, e); err != nil {
		return err
	}
	l.in.Accept()
	return nil
}

// place finds a state; a code that names none is remarked on and nothing is said.
func (l *load) place(where locator, path, code string) (graph.EntityID, error) {
	if code == "" {
		return "", nil
	}
	state, err := l.states.Find(code)
	if err == nil && state == "" {
		l.remark(where, path, graph.Say("%q is no code of a country", "%q n’est pas un code de pays", source.Clip(code)), graph.Say("the place is left open", "le lieu est laissé ouvert"))
	}
	return state, err
}

// places states where an entity belongs. A branch is not formed where it is: its head
// office is established there. Nor is a person who trades, or a body of a state.
func (l *load) places(r *entityRecord, c graph.Claim, e graph.Entity, place, seat graph.EntityID) error {
	state := func(i graph.Interest, subject graph.EntityID) error {
		if subject == "" {
			return nil
		}
		c.ID = graph.ClaimID(string(e.ID) + "#" + string(i))
		return l.add(graph.Statement{Claim: c, Holder: e.ID, Interest: i, Subject: subject})
	}
	switch {
	case r.category == "BRANCH" || e.Kind == graph.Person:
		return state(graph.EstablishedIn, place)
	case e.Kind == graph.Company || e.Kind == graph.Arrangement:
		if err := state(graph.IncorporatedIn, place); err != nil {
			return err
		}
	}
	return state(graph.HeadquarteredIn, seat)
}

// rest hands on the legal form, the day it was formed, and who came after it.
func (l *load) rest(r *entityRecord, c graph.Claim, e graph.Entity) error {
	attribute := func(name, value string) error {
		if value == "" {
			return nil
		}
		c.ID = graph.ClaimID(string(e.ID) + "#" + name)
		return l.add(graph.Attribute{Claim: c, Entity: e.ID, Name: name, Value: value})
	}
	form := r.form
	switch form {
	case "8888": // not on the list
		form = r.otherForm
	case "9999": // to come
		form = ""
	}
	if err := attribute("legalForm", form); err != nil {
		return err
	}
	if d := day(r.created); d != 0 {
		if err := attribute("formedOn", d.String()); err != nil {
			return err
		}
	}
	for n, lei := range r.successors {
		if source.CheckLEI(lei) != nil || slices.Contains(r.successors[:n], lei) {
			continue
		}
		if err := l.mention(lei, e.Origin); err != nil {
			return err
		}
		c.ID = graph.ClaimID(string(e.ID) + "#succeededBy:" + lei)
		c.Assertion = graph.Stated // also of a duplicate: this is what it is a duplicate of
		if err := l.add(graph.Note{Claim: c, Subject: e.ID, Relation: "succeededBy", Object: id(lei), Value: r.reason}); err != nil {
			return err
		}
	}
	return nil
}

// names adds the other names: those in another language under it, all as aliases.
func names(e *graph.Entity, others []name) {
	for _, n := range others {
		if n.text == e.Name || n.text == "" {
			continue
		}
		if lang := strings.ToLower(n.lang); n.kind == "ALTERNATIVE_LANGUAGE_LEGAL_NAME" && len(lang) >= 2 {
			lang, _, _ = strings.Cut(lang, "-")
			if e.Names == nil {
				e.Names = map[string]string{}
			}
			if e.Names[lang] == "" {
				e.Names[lang] = n.text
			}
		}
		e.Aliases = append(e.Aliases, n.text)
	}
	slices.Sort(e.Aliases)
	e.Aliases = slices.Compact(e.Aliases)
}

// status is what became of the entity, and apart from it of its LEI: DUPLICATE, ANNULLED
// and LAPSED speak of the registration, and an entity without a renewed LEI is alive.
func status(r *entityRecord) graph.Text {
	var en, fr []string
	switch r.status {
	case "INACTIVE":
		if d := day(r.expired); d != 0 {
			en, fr = append(en, "inactive since "+d.String()), append(fr, "inactive depuis le "+d.String())
		} else {
			en, fr = append(en, "inactive"), append(fr, "inactive")
		}
		if r.reason != "" && r.reason != "OTHER" {
			reason := strings.ToLower(strings.ReplaceAll(r.reason, "_", " "))
			en[0], fr[0] = en[0]+" ("+reason+")", fr[0]+" ("+reason+")"
		}
	case "NULL":
		en, fr = append(en, "the LEI does not stand for a valid entity"), append(fr, "l’identifiant LEI ne correspond à aucune entité valable")
	}
	switch r.registration.status {
	case "DUPLICATE":
		en, fr = append(en, "the LEI is a duplicate of another"), append(fr, "l’identifiant LEI en double un autre")
	case "ANNULLED", "CANCELLED":
		en, fr = append(en, "the LEI was annulled"), append(fr, "l’identifiant LEI a été annulé")
	case "LAPSED":
		en, fr = append(en, "the LEI was not renewed"), append(fr, "l’identifiant LEI n’a pas été renouvelé")
	case "MERGED":
		en, fr = append(en, "merged into another entity"), append(fr, "absorbée par une autre entité")
	case "RETIRED":
		en, fr = append(en, "the LEI was retired"), append(fr, "l’identifiant LEI a été retiré")
	}
	if r.registration.deleted != "" {
		en, fr = append(en, "the record was deleted"), append(fr, "l’enregistrement a été supprimé")
	}
	return graph.Text{EN: strings.Join(en, "; "), FR: strings.Join(fr, " ; ")}
}
