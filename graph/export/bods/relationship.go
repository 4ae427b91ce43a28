package bods

import (
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/export/internal/document"
)

// codes are the interests whose code in BODS is another; an empty one says nothing of
// the subject and is left out.
var codes = map[graph.Interest]string{
	graph.ProfitRights: "rightsToProfitOrIncome", graph.MajorityOfDirectors: "appointmentOfBoard", graph.ControlByContract: "rightsGrantedByContract",
	graph.GoldenShare: "otherInfluenceOrControl", graph.VetoRight: "otherInfluenceOrControl", graph.AccountingParent: "otherInfluenceOrControl",
	graph.ActingJointly: "", graph.ActingInConcert: "",
}

// Code is the code of an interest in BODS 0.4, "" when it has none.
func Code(i graph.Interest) string {
	if c, ok := codes[i]; ok {
		return c
	}
	if f := i.Family(); i.Valid() && (f == graph.Ownership || f == graph.Control) {
		return string(i)
	}
	return ""
}

// types are the codes a statement becomes: a share in capital and votes alike is two.
func types(s *graph.Statement) []string {
	if s.Interest.CarriesShare() {
		switch s.Basis {
		case graph.Both:
			return []string{"shareholding", "votingRights"}
		case graph.Votes:
			return []string{"votingRights"}
		case graph.Profit:
			return []string{"rightsToProfitOrIncome"}
		}
	}
	if c := Code(s.Interest); c != "" {
		return []string{c}
	}
	return nil
}

func (e *encoder) statement(s *graph.Statement) {
	all := types(s)
	switch {
	case !s.Assertion.Counts():
		e.left.NotCounted++
		return
	case len(all) == 0:
		switch s.Interest {
		case graph.IncorporatedIn, graph.NationalOf, graph.HeadquarteredIn, graph.ResidentIn: // with the party
		default:
			e.left.Interests++
		}
		return
	case !isParty(e.parties.Kind(s.Holder)) || !isParty(e.parties.Kind(s.Subject)) || e.parties.Kind(s.Subject) == graph.Person:
		e.left.Interests++
		return
	}
	e.relate(&s.Claim, s.Holder, s.Subject)
	details := details(s.Value, s.Note)
	if own := string(s.Interest); !slices.Contains(all, own) && codes[s.Interest] != "" && s.Interest != graph.ProfitRights {
		details = joined(own, details)
	}
	for _, t := range all {
		i := interest{Type: t, Level: level(&s.Claim), Details: details, Start: s.Period.From.String(), End: s.Period.To.String()}
		if s.Value == "beneficial owner" && e.parties.Kind(s.Holder) == graph.Person {
			yes := true
			i.BeneficialOwner = &yes
		}
		if s.Interest.CarriesShare() && s.Figure {
			i.Share = shareOf(s.Share)
		}
		e.open.Details.Interests = append(e.open.Details.Interests, i)
	}
}

// ultimate is the code that GLEIF gives the relation of an ultimate parent.
const ultimate = "IS_ULTIMATELY_CONSOLIDATED_BY"

// note writes an interest that is held through others: BODS has a word for it.
func (e *encoder) note(n *graph.Note) {
	consolidates := n.Relation == "ultimatelyConsolidates"
	if n.Relation != "holdsIndirectly" && !consolidates || !n.Assertion.Counts() || !isParty(e.parties.Kind(n.Subject)) || !isParty(e.parties.Kind(n.Object)) || e.parties.Kind(n.Object) == graph.Person {
		return
	}
	code := Code(graph.Interest(n.Value))
	text := details("", n.Note)
	switch {
	case consolidates:
		code = "otherInfluenceOrControl"
		if !strings.Contains(text, ultimate) {
			text = joined(text, ultimate)
		}
	case code == "":
		code = "shareholding"
	}
	e.relate(&n.Claim, n.Subject, n.Object)
	i := interest{Type: code, Level: "indirect", Details: text, Start: n.Period.From.String(), End: n.Period.To.String()}
	if n.Figure {
		i.Share = shareOf(n.Share)
	}
	e.open.Details.Interests = append(e.open.Details.Interests, i)
}

// disclosure writes that a company has no beneficial owners, or need not tell.
func (e *encoder) disclosure(a *graph.Attribute) {
	if a.Name != "ownershipDisclosure" || !a.Assertion.Counts() || a.Value != "noBeneficialOwners" && a.Value != "subjectExemptFromDisclosure" || !isParty(e.parties.Kind(a.Entity)) {
		return
	}
	e.flush()
	subject := recordID(a.Entity)
	s := &statement{ID: hashed("disclosure", string(a.ID)), Date: e.date(&a.Claim), DeclarationSubject: subject, RecordID: document.Plain(string(a.ID)), RecordType: "relationship",
		Details: &recordDetails{Subject: subject, InterestedParty: unspecified{Reason: a.Value, Description: document.Plain(a.Note.In("en"))}}}
	e.publish(s, a.Source, &a.Claim)
	e.write(s)
}

// relate opens the relationship of a claim, or goes on with the one before: interests
// that were loaded from one statement of BODS stand beside each other.
func (e *encoder) relate(c *graph.Claim, holder, subject graph.EntityID) {
	base, loaded := strings.CutPrefix(string(c.ID), "bods:")
	if loaded {
		base, _, _ = strings.Cut(base, "#")
		if e.open != nil && e.group == [3]string{base, string(holder), string(subject)} {
			return
		}
	}
	e.flush()
	d := &recordDetails{Subject: side(c, subject), InterestedParty: side(c, holder)}
	about, record := recordID(subject), document.Plain(base)
	if unnamed(subject) {
		about = recordID(holder)
	}
	for _, end := range []graph.EntityID{holder, subject} { // a party made for a record is called by it
		if unnamed(end) {
			record, _, _ = strings.Cut(recordID(end), "#")
		}
	}
	s := &statement{ID: base, Date: e.date(c), DeclarationSubject: about, RecordID: record, RecordType: "relationship", Details: d}
	if n := len(base); !loaded || n < 32 || n > 64 || document.Line(base) != base {
		s.ID = hashed("claim", string(c.ID))
	}
	e.group = [3]string{base, string(holder), string(subject)}
	e.publish(s, c.Source, c)
	e.open = s
}

// reasons are why a party is not specified.
var reasons = []string{"noBeneficialOwners", "subjectUnableToConfirmOrIdentifyBeneficialOwner", "interestedPartyHasNotProvidedInformation",
	"subjectExemptFromDisclosure", "interestedPartyExemptFromDisclosure", "informationUnknownToPublisher"}

// side is one side of a relationship: the id of a record, or for a party that was made
// because nobody is specified the reason, which the note of the claim tells.
func side(c *graph.Claim, id graph.EntityID) any {
	if !unnamed(id) {
		return recordID(id)
	}
	u := unspecified{Reason: "unknown"}
	for _, w := range strings.Split(c.Note.Own, "; ") {
		if slices.Contains(reasons, w) {
			u.Reason = w
		}
	}
	return u
}

func (e *encoder) flush() {
	if e.open != nil {
		e.write(e.open)
		e.open = nil
	}
}

// date is when the source spoke: the day it vouched for, else the first day of the
// interest, else the day of the data.
func (e *encoder) date(c *graph.Claim) string {
	for _, d := range []graph.Date{c.Period.AsOf, c.Period.From} {
		if d != 0 {
			return d.String()
		}
	}
	return e.h.AsOf.String()
}

// level is how directly an interest is held. What was loaded from BODS says so in its
// note when it is not direct; other sources seldom say, and then BODS wants "unknown".
func level(c *graph.Claim) string {
	words := strings.Split(c.Note.Own, "; ")
	switch {
	case slices.Contains(words, "indirect"):
		return "indirect"
	case slices.Contains(words, "unknown"), !strings.HasPrefix(string(c.ID), "bods:"):
		return "unknown"
	}
	return "direct"
}

// details are the value and the note, without the words that stand in members of
// their own.
func details(value string, note graph.Text) string {
	if value == "beneficial owner" {
		value = ""
	}
	var kept []string
	for _, w := range strings.Split(note.In("en"), "; ") {
		if w != "" && w != "indirect" && w != "unknown" && w != "component" && !slices.Contains(reasons, w) {
			kept = append(kept, w)
		}
	}
	return document.Plain(joined(value, strings.Join(kept, "; ")))
}

func joined(a, b string) string {
	switch {
	case a == "":
		return b
	case b == "":
		return a
	}
	return a + "; " + b
}

func shareOf(s graph.Share) *share {
	number := func(p graph.Percent) *graph.Percent { return &p }
	if s.IsExact() {
		return &share{Exact: number(s.Min)}
	}
	out := &share{}
	if s.MinOpen {
		out.ExclusiveMinimum = number(s.Min)
	} else {
		out.Minimum = number(s.Min)
	}
	if s.MaxOpen {
		out.ExclusiveMaximum = number(s.Max)
	} else {
		out.Maximum = number(s.Max)
	}
	return out
}
