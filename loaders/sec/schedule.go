package sec

import (
	"fmt"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/share"
	"longarm/loaders/internal/source"
)

// schedNames are what the two schedules call the same things.
type schedNames struct {
	word                                string
	event                               string
	issuerCIK, issuerCUSIP, issuerPlace string
	people, person                      string // the list, and one of it; no list in 13G
	cik, power, aggregate, percent      string
}

var (
	names13D = schedNames{"13d", "dateOfEvent", "issuerCIK", "issuerCUSIP", "address", "reportingPersons", "reportingPersonInfo",
		"reportingPersonCIK", "", "aggregateAmountOwned", "percentOfClass"}
	names13G = schedNames{"13g", "eventDateRequiresFilingThisStatement", "issuerCik", "issuerCusip", "issuerPrincipalExecutiveOfficeAddress", "",
		"coverPageHeaderReportingPersonDetails", "reportingPersonCik", "reportingPersonBeneficiallyOwnedNumberOfShares",
		"reportingPersonBeneficiallyOwnedAggregateNumberOfShares", "classPercent"}
)

// member is one reporting person, judged.
type member struct {
	e             *source.Element
	n             int
	id            graph.EntityID
	aggregate     uint64
	votes         uint64
	share, voting graph.Share
	figure, group bool
}

// schedule reads a Schedule 13D or 13G.
func (l *load) schedule(e *source.Element, names schedNames, form string) error {
	page := e.At("formData", "coverPageHeader")
	info := page.Get("issuerInfo")
	l.period = day(page.Str(names.event))
	issuer := party{cik(info.Str(names.issuerCIK)), info.Str("issuerName")}
	var more []graph.Identifier
	for _, id := range cusips(info, names.issuerCUSIP) {
		more = append(more, graph.Identifier{Scheme: "cusip6", ID: id[:6]})
	}
	if issuer.cik == "" && len(more) == 0 && issuer.name == "" {
		l.reject(e.Line, e.Column, "formData.coverPageHeader.issuerInfo", graph.Say("the schedule does not say of which company's securities it speaks", "la déclaration ne dit pas de quelle société elle vise les titres"), graph.Say("fetch the filing again", "téléchargez de nouveau le dépôt"))
		return nil
	}
	l.in.Accept()
	subject, err := l.company(e.Line, issuer, "issuer", dedupe(more)...)
	if err != nil {
		return err
	}
	if err := l.tie(e.Line, "issuer-office", subject, info.Str(names.issuerPlace, "stateOrCountry"), graph.HeadquarteredIn); err != nil {
		return err
	}
	people := e.Get("formData")
	if names.people != "" {
		people = people.Get(names.people)
	}
	var members []*member
	list := people.All(names.person)
	for n, p := range list {
		m, path, why := l.member(p, n+1, names)
		if !why.IsZero() {
			l.reject(p.Line, p.Column, names.person+"["+fmt.Sprint(n)+"]."+path, why, graph.Say("correct it", "corrigez-le"))
			continue
		}
		if err := l.person(m, names, len(list) == 1, e); err != nil {
			return err
		}
		l.in.Accept()
		members = append(members, m)
	}
	if len(list) == 0 {
		l.remark(e.Line, names.person, graph.Say("a schedule without a reporting person", "une déclaration sans personne déclarante"), graph.Say("fetch the filing again", "téléchargez de nouveau le dépôt"))
	}
	return l.reporting(members, subject, page.Str("securitiesClassTitle"), form, len(list) > 1)
}

// cusips finds the security's number, which some filings nest in a list.
func cusips(info *source.Element, name string) []string {
	var out []string
	for _, c := range info.Children {
		if !strings.HasPrefix(strings.ToLower(c.Name), strings.ToLower(name)) {
			continue
		}
		for _, e := range append([]*source.Element{c}, c.Children...) {
			if id := cusip(e.Text); len(e.Text) >= 8 && id != "" {
				out = append(out, id)
			}
		}
	}
	return out
}

func dedupe(ids []graph.Identifier) []graph.Identifier {
	var out []graph.Identifier
	seen := map[graph.Identifier]bool{}
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}

func (l *load) member(e *source.Element, n int, names schedNames) (*member, string, graph.Text) {
	m := &member{e: e, n: n}
	if e.Str("reportingPersonName") == "" {
		return nil, "reportingPersonName", graph.Say("a reporting person without a name", "une personne déclarante sans nom")
	}
	power := e
	if names.power != "" {
		power = e.Get(names.power)
	}
	sole, ok1 := count(power.Str("soleVotingPower"))
	shared, ok2 := count(power.Str("sharedVotingPower"))
	aggregate, ok3 := count(e.Str(names.aggregate))
	switch {
	case !ok1:
		return nil, "soleVotingPower", graph.Say("%q is no number of shares", "%q n’est pas un nombre d’actions", source.Clip(power.Str("soleVotingPower")))
	case !ok2:
		return nil, "sharedVotingPower", graph.Say("%q is no number of shares", "%q n’est pas un nombre d’actions", source.Clip(power.Str("sharedVotingPower")))
	case !ok3:
		return nil, names.aggregate, graph.Say("%q is no number of shares", "%q n’est pas un nombre d’actions", source.Clip(e.Str(names.aggregate)))
	}
	m.votes, m.aggregate = sole+shared, aggregate
	var err error
	if m.share, m.figure, err = share.Parse(e.Str(names.percent)); err != nil {
		return nil, names.percent, graph.Wording(err)
	}
	m.voting = ofPart(m.share, m.votes, m.aggregate)
	for _, name := range []string{"memberGroup", "memberOfGroup"} {
		m.group = m.group || strings.EqualFold(e.Str(name), "a")
	}
	return m, "", graph.Text{}
}
