package csv

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"longarm/graph"
)

// maxSuggestions bounds how many unknown ids are compared with all known ones.
const maxSuggestions = 20

// readEdges reads a table of edges into the builder.
func (l *load) readEdges(t *table) error {
	return t.each(func(r *row) {
		i := l.words.interest(r)
		s := graph.Statement{
			Claim: graph.Claim{ID: graph.ClaimID(r.cell("id")), Period: period(r), Assertion: assertion(r), Source: r.source(),
				Evidence: evidence(r), Note: graph.Own(r.cell("note")), Origin: r.origin()},
			Holder: graph.EntityID(r.id("owner")), Subject: graph.EntityID(r.id("owned")),
			Interest: i, Basis: basis(r, i), Value: r.cell("value"),
		}
		s.Share, s.Figure = share(r, l.options.Fraction)
		if s.Figure && i.Valid() && !i.CarriesShare() {
			if s.Value == "" {
				s.Value = s.Share.String()
			}
			s.Share, s.Figure = graph.Share{}, false
			r.remark("interest", fmt.Sprintf("%s carries no share; the figure is kept as a detail and not computed on", i))
		}
		subjects := l.ends(r, &s)
		if s.ID == "" {
			s.ID = graph.ClaimID(r.table.short + ":" + strconv.Itoa(r.line))
		} else if first, taken := l.named[s.ID]; taken {
			r.fail("id", fmt.Sprintf("the id %s is used twice (first at %s); give every row its own", quote(string(s.ID)), first))
		} else if l.automatic(s.ID) {
			r.fail("id", fmt.Sprintf("the id %s is of the form given to rows without one; choose another", quote(string(s.ID))))
		}
		if !r.count() || l.duplicate(r, s) {
			return
		}
		if r.cell("id") != "" {
			l.named[s.ID] = s.Origin
		}
		l.cite(s.Source, s.Origin)
		for n, subject := range subjects {
			one := s
			one.Subject = subject
			if n > 0 {
				one.ID += graph.ClaimID(fmt.Sprintf("-%d", n+1))
			}
			l.b.AddStatement(one)
		}
	})
}

// automatic reports an id that a row without one could get.
func (l *load) automatic(id graph.ClaimID) bool {
	return slices.ContainsFunc(l.shorts, func(short string) bool { return strings.HasPrefix(string(id), short+":") })
}

// pair is what two rows must have in common to be one.
type pair struct {
	holder, subject graph.EntityID
	interest        graph.Interest
	period          graph.Period
}

// duplicate reports, and flags, a row that repeats an earlier one in everything
// but its id. Rows that differ in anything are both kept.
func (l *load) duplicate(r *row, s graph.Statement) bool {
	key := pair{s.Holder, s.Subject, s.Interest, s.Period}
	for _, first := range l.seen[key] {
		same := *first
		same.ID, same.Origin = s.ID, s.Origin
		if same != s {
			continue
		}
		r.table.result.Flags = append(r.table.result.Flags, graph.Flag{Kind: graph.DuplicateClaim, Entity: s.Subject,
			Claims: []graph.ClaimID{first.ID}, Message: fmt.Sprintf("%s repeats %s; it is kept once", s.Origin, first.ID)})
		return true
	}
	l.seen[key] = append(l.seen[key], &s)
	return false
}

// ends checks both ends of an edge and returns its subjects: one, or the lists
// that a law keeps.
func (l *load) ends(r *row, s *graph.Statement) []graph.EntityID {
	if s.Holder == "" || s.Subject == "" {
		return nil
	}
	l.party(r, "owner", s.Holder, ownerKind(s.Interest))
	if l.b.Entity(s.Subject) != nil && s.Interest != graph.DesignatedUnder {
		return []graph.EntityID{s.Subject}
	}
	switch s.Interest {
	case graph.DesignatedUnder:
		return l.list(r, "owned", string(s.Subject))
	case graph.IncorporatedIn, graph.HeadquarteredIn, graph.EstablishedIn, graph.DataLocatedIn,
		graph.ServesMarket, graph.NationalOf, graph.ResidentIn:
		return []graph.EntityID{l.state(r, "owned", string(s.Subject))}
	}
	l.party(r, "owned", s.Subject, ownedKind(s.Interest))
	return []graph.EntityID{s.Subject}
}

// ownerKind and ownedKind are the kinds of parties of which nothing but an edge
// is known.
func ownerKind(i graph.Interest) graph.Kind {
	switch i {
	case graph.NationalOf, graph.ResidentIn, graph.OfficerOf:
		return graph.Person
	}
	return graph.Company
}

func ownedKind(i graph.Interest) graph.Kind {
	switch i {
	case graph.ListedOn:
		return graph.Exchange
	case graph.CertifiedUnder, graph.AppliesFor:
		return graph.Scheme
	}
	return graph.Company
}

// party accepts a known id. Without any table of nodes unknown ones are noted as
// to be created, otherwise they are faults.
func (l *load) party(r *row, column string, id graph.EntityID, k graph.Kind) {
	if l.b.Entity(id) != nil || l.isState(r, id) {
		return
	}
	if !l.hasNodes {
		have, ok := l.made[id]
		if !ok || have.kind == graph.Company && k != graph.Company || k != graph.Company && k < have.kind {
			l.made[id] = madeParty{k, r.origin()}
		}
		return
	}
	next := "add it to the nodes, or correct it"
	if l.compared++; l.compared <= maxSuggestions {
		if near := graph.Nearest(string(id), l.sortedIDs()); near != "" {
			next = "did you mean " + quote(near) + "?"
		}
	}
	r.fail(column, fmt.Sprintf("no node has the id %s; %s", quote(string(id)), next))
}

// isState accepts the id of a state of the caller's list. A bare code is no party: a
// company may be called so.
func (l *load) isState(r *row, id graph.EntityID) bool {
	if l.options.States == nil || len(id) == 2 {
		return false
	}
	e, ok := l.options.States(string(id))
	if !ok || e.ID != id {
		return false
	}
	_, err := l.places.Find(string(id), r.origin())
	return err == nil
}

func (l *load) sortedIDs() []string {
	slices.Sort(l.ids)
	l.ids = slices.Compact(l.ids)
	return l.ids
}

// madeParty is a party that only edges name.
type madeParty struct {
	kind   graph.Kind
	origin string
}

// addMade creates the parties that only edges name.
func (l *load) addMade() {
	l.places.Add()
	for _, id := range slices.Sorted(maps.Keys(l.made)) {
		if l.b.Entity(id) == nil {
			l.b.AddEntity(graph.Entity{ID: id, Kind: l.made[id].kind, Origin: l.made[id].origin})
		}
	}
}
