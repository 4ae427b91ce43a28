package gleif

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// ultimately is the relation of a note on an ultimate parent, where a direct one is
// stated.
const ultimately = "ultimatelyConsolidates"

// relation hands on a relationship record. Its start is the child and its end the
// parent: the arrow of the graph goes the other way, but for a feeder, which holds
// units of its master.
func (l *load) relation(r *relationRecord) error {
	for _, side := range []struct{ role, lei, kind string }{{"StartNode", r.start, r.startType}, {"EndNode", r.end, r.endOf}} {
		path := "Relationship." + side.role + ".NodeID"
		if side.kind != "" && side.kind != "LEI" && side.kind != "ISO_17442" {
			l.reject(r.where, path+"Type", graph.Say("an id of the type %q", "un identifiant de type %q", source.Clip(side.kind)), graph.Say("only LEIs are read", "seuls les LEI sont lus"))
			return nil
		}
		if err := source.CheckLEI(side.lei); err != nil {
			l.reject(r.where, path, graph.Say("%q: %v", "%q : %v", source.Clip(side.lei), err), graph.Say("fetch the record again", "téléchargez de nouveau l’enregistrement"))
			return nil
		}
	}
	key := r.start + "|" + r.kind + "|" + r.end // a relationship has no id of its own
	if !l.met.Add(key) {
		l.reject(r.where, "", graph.Say("the relationship %s stands twice in this file", "la relation %s figure deux fois dans ce fichier", key), graph.Say("the first record was read; load deltas one after another", "le premier enregistrement a été lu ; chargez les deltas l’un après l’autre"))
		return nil
	}
	if err := l.cite(); err != nil {
		return err
	}
	origin := l.origin(r.where)
	for _, lei := range []string{r.start, r.end} {
		if err := l.mention(lei, origin); err != nil {
			return err
		}
	}
	claims, why := l.periods(r, key, origin)
	if !why.IsZero() {
		l.reject(r.where, "Relationship.RelationshipPeriods", why, graph.Say("correct it, or leave it out", "corrigez-le, ou omettez-le"))
		return nil
	}
	if _, err := l.in.Remove("gleif:" + key); err != nil { // given anew, perhaps with fewer periods
		return err
	}
	for _, c := range claims {
		if err := l.relate(r, c); err != nil {
			return err
		}
	}
	l.in.Accept()
	return nil
}

// relate hands on one period of a relationship.
func (l *load) relate(r *relationRecord, c graph.Claim) error {
	s := graph.Statement{Claim: c, Holder: id(r.end), Subject: id(r.start), Value: r.kind}
	note := func(subject, object, relation string) error {
		return l.add(graph.Note{Claim: c, Subject: id(subject), Relation: relation, Object: id(object), Value: r.kind})
	}
	switch r.kind {
	case "IS_DIRECTLY_CONSOLIDATED_BY":
		s.Interest = graph.AccountingParent
		if c.Assertion.Counts() && c.Period.To == 0 {
			l.ultimate.Direct(s.Subject)
		}
		return l.add(s)
	case "IS_ULTIMATELY_CONSOLIDATED_BY":
		s.Interest = graph.AccountingParent
		if !c.Assertion.Counts() || c.Period.To != 0 {
			return l.add(s) // what is past is in nobody's way
		}
		return l.ultimate.Add(s, ultimately, l.add)
	case "IS_INTERNATIONAL_BRANCH_OF": // one legal person
		s.Interest = graph.OtherInfluenceOrControl
		return l.add(s)
	case "IS_FUND-MANAGED_BY", "IS_FUND_MANAGED_BY":
		s.Interest = "rightsGrantedByContract"
		return l.add(s)
	case "IS_FEEDER_TO":
		s.Holder, s.Subject, s.Interest, s.Share = id(r.start), id(r.end), graph.Shareholding, graph.SomeShare()
		return l.add(s)
	case "IS_SUBFUND_OF":
		return note(r.start, r.end, "subfundOf")
	}
	l.remark(r.where, "Relationship.RelationshipType", graph.Say("the type %q is new to longarm", "le type %q est nouveau pour longarm", source.Clip(r.kind)), graph.Say("it is kept as a note", "il est gardé comme note"))
	return note(r.start, r.end, strings.ToLower(strings.ReplaceAll(r.kind, "_", " ")))
}

// periods makes a claim for every period of the relationship, or one for the day the
// record was last updated when it gives none: accounting and filing periods say when it
// was looked at, not since when it holds. Why is set when a date cannot be read.
func (l *load) periods(r *relationRecord, key, origin string) (out []graph.Claim, why graph.Text) {
	updated := day(r.registration.updated)
	seen := updated
	if seen == 0 {
		seen = l.day
	}
	base := graph.Claim{ID: graph.ClaimID("gleif:" + key), Assertion: assertion(r.registration), Source: l.source,
		Evidence: evidence(r.registration), Note: graph.Own(strings.Join(r.qualifiers, "; ")), Quote: "", Origin: origin}
	if r.status == "NULL" {
		base.Assertion = graph.Withdrawn
	}
	for _, p := range r.periods {
		if p.kind != "RELATIONSHIP_PERIOD" && p.kind != "" {
			continue
		}
		c := base
		for _, d := range []struct {
			text string
			dst  *graph.Date
		}{{p.start, &c.Period.From}, {p.end, &c.Period.To}} {
			if d.text == "" {
				continue
			}
			if *d.dst = day(d.text); *d.dst == 0 {
				return nil, graph.Say("%q is no date", "%q n’est pas une date", source.Clip(d.text))
			}
		}
		c.Period.AsOf = seen
		if len(out) > 0 {
			c.ID = graph.ClaimID(fmt.Sprintf("%s#%d", base.ID, len(out)+1))
		}
		out = append(out, c)
	}
	if len(out) == 0 {
		base.Period.AsOf = seen
		out = append(out, base)
	}
	for i := range out {
		p := &out[i].Period
		if r.status == "INACTIVE" && p.To == 0 { // over, and nobody says since when
			p.To, p.AsOf = seen, 0
		}
		if p.From != 0 && p.To != 0 && p.From >= p.To || r.status == "INACTIVE" && p.To == 0 {
			out[i].Assertion, p.To = graph.Withdrawn, 0
		}
	}
	return out, graph.Text{}
}

// reasons say in words why no parent is reported.
var reasons = map[string]graph.Text{
	"NO_KNOWN_PERSON": {EN: "no person is known to control it, for instance because its shares are dispersed",
		FR: "aucune personne n’est connue pour la contrôler, par exemple parce que ses titres sont dispersés"},
	"NATURAL_PERSONS": {EN: "natural persons control it, without any company between that consolidates it",
		FR: "des personnes physiques la contrôlent, sans société intermédiaire qui la consolide"},
	"NON_CONSOLIDATING": {EN: "whoever controls it draws up no consolidated accounts", FR: "qui la contrôle n’établit pas de comptes consolidés"},
	"NO_LEI":            {EN: "its parent has no LEI", FR: "sa société mère n’a pas d’identifiant LEI"},
	"NON_PUBLIC":        {EN: "its parent is not made public", FR: "sa société mère n’est pas rendue publique"},
	"BINDING_LEGAL_COMMITMENTS": {EN: "its parent is not made public: contracts or articles forbid it",
		FR: "sa société mère n’est pas rendue publique : des contrats ou des statuts l’interdisent"},
	"LEGAL_OBSTACLES": {EN: "its parent is not made public: the law forbids it", FR: "sa société mère n’est pas rendue publique : la loi l’interdit"},
	"CONSENT_NOT_OBTAINED": {EN: "its parent is not made public: the parent has not agreed",
		FR: "sa société mère n’est pas rendue publique : elle n’y a pas consenti"},
	"DISCLOSURE_DETRIMENTAL": {EN: "its parent is not made public: disclosure would do harm",
		FR: "sa société mère n’est pas rendue publique : la divulgation serait préjudiciable"},
	"DETRIMENT_NOT_EXCLUDED": {EN: "its parent is not made public: disclosure might do harm",
		FR: "sa société mère n’est pas rendue publique : un préjudice ne peut être exclu"},
}

// exception hands on why an entity reports no parent, as an attribute. It is no
// coverage: whoever holds or controls the entity may well be known elsewhere, and "no
// LEI", "not public" and even "no known person" do not say that nobody does.
func (l *load) exception(r *exceptionRecord) error {
	if err := source.CheckLEI(r.lei); err != nil {
		l.reject(r.where, "LEI", graph.Say("%q: %v", "%q : %v", source.Clip(r.lei), err), graph.Say("fetch the record again", "téléchargez de nouveau l’enregistrement"))
		return nil
	}
	attribute := ""
	switch r.category {
	case "DIRECT_ACCOUNTING_CONSOLIDATION_PARENT":
		attribute = "directParentNotReported"
	case "ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT":
		attribute = "ultimateParentNotReported"
	default:
		l.reject(r.where, "ExceptionCategory", graph.Say("the category %q is not known", "la catégorie %q n’est pas connue", source.Clip(r.category)), graph.Say("longarm reads those of direct and ultimate parents", "longarm lit celles des mères directes et ultimes"))
		return nil
	}
	if !l.met.Add(r.lei + "|" + r.category) {
		l.reject(r.where, "LEI", graph.Say("the exception of %s stands twice in this file", "l’exception de %s figure deux fois dans ce fichier", r.lei), graph.Say("the first record was read; load deltas one after another", "le premier enregistrement a été lu ; chargez les deltas l’un après l’autre"))
		return nil
	}
	if len(r.reasons) == 0 {
		l.reject(r.where, "ExceptionReason", graph.Say("an exception without a reason", "une exception sans motif"), graph.Say("fetch the record again", "téléchargez de nouveau l’enregistrement"))
		return nil
	}
	if err := l.cite(); err != nil {
		return err
	}
	origin := l.origin(r.where)
	if err := l.mention(r.lei, origin); err != nil {
		return err
	}
	for _, reason := range slices.Sorted(maps.Keys(reasons)) { // given anew, perhaps for another reason
		if _, err := l.in.Remove(fmt.Sprintf("%s#%s:%s", id(r.lei), attribute, reason)); err != nil {
			return err
		}
	}
	told := map[string]bool{}
	for _, reason := range r.reasons {
		if reason == "" || told[reason] {
			continue
		}
		told[reason] = true
		c := graph.Claim{ID: graph.ClaimID(fmt.Sprintf("%s#%s:%s", id(r.lei), attribute, reason)), Period: graph.Period{AsOf: l.day},
			Assertion: assertion(registration{deleted: r.deleted}), Source: l.source, Evidence: graph.Medium, Note: reasons[reason], Origin: origin}
		if len(r.references) > 0 {
			c.Quote = strings.Join(r.references, "; ")
		}
		if err := l.add(graph.Attribute{Claim: c, Entity: id(r.lei), Name: attribute, Value: reason}); err != nil {
			return err
		}
	}
	l.in.Accept()
	return nil
}
