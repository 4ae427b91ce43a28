package ftm

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/share"
	"longarm/loaders/internal/source"
)

// indirect reports an ownership that runs through others.
func indirect(e *entity) bool {
	for _, property := range []string{"ownershipType", "status", "role"} {
		for _, v := range e.props.values(property) {
			if v = strings.ToLower(v); strings.Contains(v, "indirect") || strings.Contains(v, "ultimate") {
				return true
			}
		}
	}
	return false
}

// pair is one holder and one subject of a link that may name several of each.
type pair struct{ holder, subject string }

func pairs(holders, subjects []string) []pair {
	out := make([]pair, 0, len(holders)*len(subjects))
	for _, h := range holders {
		for _, s := range subjects {
			out = append(out, pair{h, s})
		}
	}
	slices.SortFunc(out, func(a, b pair) int { return cmp.Or(cmp.Compare(a.holder, b.holder), cmp.Compare(a.subject, b.subject)) })
	return out // in an order of its own: that of values means nothing
}

// link hands on a link: a claim for every holder and every subject.
func (l *load) link(e *entity, k link) (*fault, error) {
	for _, end := range []string{k.source, k.target} {
		if len(e.props.values(end)) > 0 {
			continue
		}
		if k.interest == "" { // a post nobody describes, a relative without a name
			l.loose++
			return nil, nil
		}
		return &fault{end, graph.Say("a link of the schema %s without %q", "un lien du schéma %s sans %q", e.schema, end), graph.Say("it ties nothing", "il ne relie rien")}, nil
	}
	holders, subjects := distinct(e.props.values(k.source)), distinct(e.props.values(k.target))
	if n := len(holders) * len(subjects); n > maxPairs {
		return &fault{k.source, graph.Say("a link between %d pairs", "un lien entre %d paires", n), graph.Say("split it", "partagez-le")}, nil
	}
	all := pairs(holders, subjects)
	c, err := l.claim(e, e.id)
	if err != nil {
		return nil, err
	}
	l.date(e, &c)
	c.Note = graph.Own(tell(e))
	role := strings.Join(e.props.values("role"), "; ")
	interest, s, figure := k.interest, graph.SomeShare(), false
	switch e.schema {
	case "Ownership":
		interest = ownership(role)
		s, figure = l.percentage(e)
		c.Quote = strings.Join(e.props.values("percentage"), " | ")
		if c.Assertion.Counts() && indirect(e) {
			interest = l.unlessDirect(interest, all)
		}
	case "Directorship":
		interest = office(role)
	}
	base := c.ID
	for n, p := range all {
		if n > 0 {
			c.ID = graph.ClaimID(fmt.Sprintf("%s#%d", base, n+1))
		}
		holder, err := l.ref(p.holder, &c)
		if err != nil {
			return nil, err
		}
		subject, err := l.ref(p.subject, &c)
		if err != nil {
			return nil, err
		}
		var r graph.Record = graph.Statement{Claim: c, Holder: holder, Subject: subject, Interest: interest, Share: s, Figure: figure, Value: role}
		if interest == "" {
			n := graph.Note{Claim: c, Subject: holder, Relation: k.relation, Object: subject, Value: role}
			if n.Figure = figure; figure {
				n.Share = s
			}
			r = n
		}
		if err := l.add(r); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

const maxPairs = 10_000

// unlessDirect makes a note of an indirect ownership when every asset has direct owners:
// those are walked, and nobody walks both.
func (l *load) unlessDirect(i graph.Interest, all []pair) graph.Interest {
	for _, p := range all {
		if !l.direct.Has(p.subject) {
			return i
		}
	}
	return ""
}

// ownership tells votes from capital by the words of the role.
func ownership(role string) graph.Interest {
	role = strings.ToLower(role)
	if strings.Contains(role, "voting") || strings.Contains(role, "votes") {
		return graph.VotingRights
	}
	return graph.Shareholding
}

// office tells seats on a board from other offices by the words of the role. A
// directorship without a role is a seat.
func office(role string) graph.Interest {
	role = strings.ToLower(role)
	has := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(role, w) })
	}
	switch {
	case role == "":
		return graph.BoardMember
	case has("chair"):
		return graph.BoardChair
	case has("managing director", "general director", "director general", "chief", "ceo", "cfo", "secretary", "president", "treasurer", "officer", "manager",
		"geschäftsführer", "gérant", "directeur général", "генеральный директор"):
		return graph.OfficerOf
	case has("board", "director", "supervisory", "trustee", "administrateur", "vorstand", "aufsichtsrat"):
		return graph.BoardMember
	}
	return graph.OfficerOf
}

// percentage reads the share of an ownership. A text that is no figure is remarked on
// and leaves a holding without a figure; its words stay in the quote.
func (l *load) percentage(e *entity) (graph.Share, bool) {
	texts := e.props.values("percentage")
	s, figure, err := share.All(texts)
	if err != nil {
		line, column := e.props.place("percentage")
		next := graph.Say("the holding is kept without a figure", "la détention est gardée sans nombre")
		if figure {
			next = graph.Say("the figures beside it are used", "les nombres qui l’accompagnent sont utilisés")
		}
		l.in.Remark(line, column, "properties.percentage", inOneLine(graph.Wording(err)), next)
	}
	if !figure {
		return graph.SomeShare(), false
	}
	if len(texts) > 1 && !s.IsExact() {
		l.in.Flag(graph.Remark(graph.ConflictingSlot, "", []graph.ClaimID{graph.ClaimID("ftm:" + e.id)},
			graph.Say("%s gives several percentages (%s); their span %v is used", "%s donne plusieurs pourcentages (%s) ; leur intervalle %v est retenu",
				l.in.Origin(e.line), strings.Join(texts, ", "), s)))
	}
	return s, true
}

// inOneLine joins the causes of several texts that are no percentages.
func inOneLine(t graph.Text) graph.Text {
	return graph.Text{EN: strings.ReplaceAll(t.EN, "\n", "; "), FR: strings.ReplaceAll(t.FR, "\n", " ; ")}
}

// tell renders the properties of a link that have no field of their own:
// "status: direct; sharesCount: 100". A value that holds "; " is quoted.
func tell(e *entity) string {
	var out []string
	for _, name := range told {
		for _, v := range e.props.values(name) {
			if strings.Contains(v, "; ") || strings.HasPrefix(v, `"`) {
				v = strconv.Quote(v)
			}
			out = append(out, name+": "+v)
		}
	}
	if len(e.datasets) > 1 {
		out = append(out, "datasets: "+strings.Join(e.datasets, ", "))
	}
	return strings.Join(out, "; ")
}

// date sets the period of a link: from its earliest start to its latest end, or from
// the day it was seen on. A link that begins after it ends is withdrawn.
func (l *load) date(e *entity, c *graph.Claim) {
	c.Period.From = l.edge(e, false, "startDate", "listingDate")
	c.Period.To = l.edge(e, true, "endDate")
	seen := l.edge(e, true, "date", "retrievedAt", "modifiedAt")
	if seen == 0 {
		seen, _ = begin(e.lastSeen)
	}
	c.Period.AsOf = seen
	if c.Period.To != 0 && c.Period.From == 0 {
		c.Period.AsOf = 0
	}
	if p := c.Period; p.From != 0 && p.To != 0 && p.From >= p.To {
		c.Assertion, c.Period.To = graph.Withdrawn, 0
		line, column := e.props.place("endDate")
		l.in.Remark(line, column, "properties.endDate", graph.Say("it ends on %s and begins on %s", "fin le %s et début le %s", p.To, p.From), graph.Say("it is kept as withdrawn", "il est gardé comme retiré"))
	}
}

// edge is the earliest or the latest of several dates; of a year or a month that ends
// something, the first day after it.
func (l *load) edge(e *entity, latest bool, properties ...string) (out graph.Date) {
	for _, property := range properties {
		for _, text := range e.props.values(property) {
			d, after := begin(text)
			if d == 0 {
				line, column := e.props.place(property)
				l.in.Remark(line, column, "properties."+property, graph.Say("%q is no date", "%q n’est pas une date", source.Clip(text)), graph.Say("it is left out", "cela est laissé de côté"))
				continue
			}
			if property == "endDate" {
				d = after
			}
			if out == 0 || latest && d > out || !latest && d < out {
				out = d
			}
		}
	}
	return out
}

// begin reads a year, a month or a day, and a day with a time: its first day, and, for
// a year or a month, the first day after it; a day ends itself.
func begin(text string) (first, after graph.Date) {
	if len(text) > 10 && (text[10] == 'T' || text[10] == ' ') {
		text = text[:10]
	}
	first, err := graph.ParseDate(text)
	if err != nil {
		return 0, 0
	}
	after = first
	switch y, m := int(first)/10000, int(first)/100%100; len(text) {
	case 4:
		after = graph.NewDate(y+1, 1, 1)
	case 7:
		if after = graph.NewDate(y, m+1, 1); m == 12 {
			after = graph.NewDate(y+1, 1, 1)
		}
	}
	return first, after
}

// over are the states of a sanction that is no longer in force.
var over = []string{"delisted", "de-listed", "revoked", "removed", "lifted", "expired", "terminated", "inactive", "repealed"}

// sanction hands on a designation for every entity and every list.
func (l *load) sanction(e *entity) (*fault, error) {
	targets := distinct(e.props.values("entity"))
	slices.Sort(targets)
	if len(targets) == 0 {
		return &fault{"entity", graph.Say("a sanction of nobody", "une sanction qui ne vise personne"), graph.Say("it designates no entity", "elle ne désigne aucune entité")}, nil
	}
	c, err := l.claim(e, e.id)
	if err != nil {
		return nil, err
	}
	l.date(e, &c)
	c.Note = graph.Own(tell(e))
	if c.Period.To == 0 {
		for _, status := range e.props.values("status") {
			if slices.Contains(over, strings.ToLower(status)) {
				c.Assertion = graph.Withdrawn // over, and nobody says since when
			}
		}
	}
	subjects, err := l.listsOf(e, &c)
	if err != nil {
		return nil, err
	}
	value := strings.Join(e.props.values("program"), "; ")
	base, n := c.ID, 0
	for _, target := range targets {
		holder, err := l.ref(target, &c)
		if err != nil {
			return nil, err
		}
		for _, list := range subjects {
			if n++; n > 1 {
				c.ID = graph.ClaimID(fmt.Sprintf("%s#%d", base, n))
			}
			if err := l.add(graph.Statement{Claim: c, Holder: holder, Interest: graph.DesignatedUnder, Subject: list, Value: value}); err != nil {
				return nil, err
			}
		}
	}
	return nil, nil
}

// listsOf are the lists of a sanction: those its data sets publish, or one of its own
// for its programme or its authority.
func (l *load) listsOf(e *entity, c *graph.Claim) ([]graph.EntityID, error) {
	out := l.listsIn(e.datasets, slices.Concat(e.props.values("program"), e.props.values("programId")))
	name := ""
	if len(out) == 0 {
		key := ""
		for _, property := range []string{"programId", "authority", "program"} {
			if key = e.first(property); key != "" {
				break
			}
		}
		if key == "" && len(e.datasets) > 0 {
			key = e.datasets[0]
		}
		if key == "" {
			key = "unnamed"
		}
		name = key
		out = append(out, graph.EntityID("ftm:list:"+strings.Join(strings.FieldsFunc(strings.ToLower(key), func(r rune) bool {
			return strings.ContainsRune(" \t\r\n/,;:()'\"", r)
		}), "-")))
	}
	return out, l.nameLists(out, name, c)
}

// nameLists hands on lists that were not met before.
func (l *load) nameLists(lists []graph.EntityID, name string, c *graph.Claim) error {
	for _, id := range lists {
		if l.spoken.Add("list\x00" + string(id)) {
			if err := l.add(graph.Entity{ID: id, Kind: graph.List, Name: name, Source: c.Source, Origin: c.Origin}); err != nil {
				return err
			}
		}
	}
	return nil
}

// inferred hands on the designations of a thing whose sanctions the file leaves out: it
// is said to be sanctioned, and stands in the data set of a list. The two may have
// nothing to do with each other, where a thing is in several data sets.
func (l *load) inferred(e *entity, c graph.Claim, id graph.EntityID) error {
	if !slices.Contains(e.props.values("topics"), "sanction") || l.listed.Has(e.id) || slices.ContainsFunc(e.referents, l.listed.Has) {
		return nil
	}
	lists := l.listsIn(e.datasets, nil)
	if err := l.nameLists(lists, "", &c); err != nil {
		return err
	}
	for _, list := range lists {
		c.ID = graph.ClaimID(string(id) + "#designated:" + string(list))
		c.Assertion, c.Evidence = graph.Inferred, graph.Low
		c.Note = graph.Text{EN: "it is called sanctioned and stands in the data set of the list; the file has no entry of the list itself",
			FR: "elle est dite sanctionnée et figure dans le jeu de données de la liste ; le fichier ne contient pas l’inscription elle-même"}
		c.Period.AsOf, _ = begin(e.lastSeen)
		if err := l.add(graph.Statement{Claim: c, Holder: id, Interest: graph.DesignatedUnder, Subject: list}); err != nil {
			return err
		}
	}
	return nil
}
