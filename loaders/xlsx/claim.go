package xlsx

import (
	"slices"
	"strings"

	"longarm/graph"
)

// statement reads a row of holdings or links.
func (l *load) statement(r *row) error {
	codes := codes()
	s := graph.Statement{Claim: l.claim(r), Holder: graph.EntityID(r.id("holder")), Subject: graph.EntityID(r.id("subject")), Value: r.cell("value")}
	if r.grid.sheet.name == holdingsSheet {
		s.Interest = graph.Interest(l.interest(r, string(graph.Shareholding), "holding", linksSheet, "link"))
		s.Basis = graph.Basis(r.choice("basis", "", codes["basis"]))
		own := graph.Both
		switch s.Interest {
		case graph.VotingRights:
			own = graph.Votes
		case graph.ProfitRights:
			own = graph.Profit
		}
		switch {
		case s.Basis == graph.NoBasis:
			s.Basis = own
		case s.Interest != graph.Shareholding && s.Basis != own:
			r.fail("basis", graph.Say("%s in the basis %s", "%s dans la base %s", s.Interest, s.Basis), graph.Say("leave it empty, or write %s", "laissez-la vide, ou écrivez %s", string(own)))
		}
		s.Share, s.Figure = l.figure(r, "share")
	} else {
		r.id("interest")
		s.Interest = graph.Interest(l.interest(r, "", "link", holdingsSheet, "holding"))
	}
	if to, err := l.end(r, s.Interest, s.Subject); err != nil {
		return err
	} else if to != "" {
		s.Subject = to
	}
	if !r.done() {
		return nil
	}
	l.party(r, s.Holder)
	l.party(r, s.Subject)
	if err := l.cite(s.Source, s.Origin); err != nil {
		return err
	}
	return l.add(s)
}

// interest reads the relation of a row, and tells when it belongs to the other sheet.
func (l *load) interest(r *row, empty, list, other, otherList string) string {
	if text := r.cell("interest"); slices.Contains(codes()[otherList], text) {
		r.fail("interest", graph.Say("%s belongs to the sheet %s", "%s relève de la feuille %s", text, other), graph.Say("move the row there", "déplacez-y la ligne"))
		return empty
	}
	return r.choice("interest", empty, codes()[list])
}

// end is the state that a relation leads to, "" when it leads elsewhere.
func (l *load) end(r *row, i graph.Interest, subject graph.EntityID) (graph.EntityID, error) {
	if l.known[subject] {
		return "", nil
	}
	switch i {
	case graph.IncorporatedIn, graph.HeadquarteredIn, graph.EstablishedIn, graph.DataLocatedIn, graph.ServesMarket, graph.NationalOf, graph.ResidentIn:
		if subject == "" {
			return "", nil
		}
		to, err := l.state(r, "subject", string(subject))
		if to != "" {
			l.known[to] = true
		}
		return to, err
	}
	return "", nil
}

// attribute reads a row of attributes.
func (l *load) attribute(r *row) error {
	a := graph.Attribute{Claim: l.claim(r), Entity: graph.EntityID(r.id("entity")), Name: r.id("name"), Value: r.cell("value"), Per: r.choice("per", "", codes()["per"])}
	if a.Value == "" && len(r.bad) == 0 {
		r.fail("value", graph.Say("empty", "vide"), graph.Say("every row needs it", "chaque ligne doit l’avoir"))
	}
	if at := r.line1("at"); at != "" {
		a.At = graph.EntityID(at)
		if !l.known[a.At] && len(at) <= 6 && at == strings.ToUpper(at) {
			to, err := l.state(r, "at", at)
			if err != nil {
				return err
			}
			if to != "" {
				a.At, l.known[to] = to, true
			}
		}
	}
	if !r.done() {
		return nil
	}
	l.party(r, a.Entity)
	l.party(r, a.At)
	if err := l.cite(a.Source, a.Origin); err != nil {
		return err
	}
	return l.add(a)
}
