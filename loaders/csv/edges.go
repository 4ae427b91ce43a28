package csv

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"longarm/graph"
)

// maxSuggestions bounds how many unknown ids are compared with all known ones.
const maxSuggestions = 20

// edge reads a row of edges and hands its statement on, or several towards the lists
// that a law keeps.
func (l *load) edge(r *row) error {
	i := l.words.interest(r)
	s := graph.Statement{
		Claim: graph.Claim{Period: period(r), Assertion: assertion(r), Source: r.source(),
			Evidence: evidence(r), Note: graph.Own(r.cell(colNote)), Origin: r.origin()},
		Holder: graph.EntityID(r.idCell(colOwner)), Subject: graph.EntityID(r.idCell(colOwned)),
		Interest: i, Basis: basis(r, i), Value: r.cell(colValue),
	}
	s.Share, s.Figure = share(r, l.options.Fraction)
	if s.Figure && i.Valid() && !i.CarriesShare() {
		if s.Value == "" {
			s.Value = s.Share.String()
		}
		s.Share, s.Figure = graph.Share{}, false
		r.remark(colInterest, graph.Say("%s carries no share; the figure is kept as a detail and not computed on", "%s ne porte pas de part ; le nombre est gardé comme précision et n’entre pas dans le calcul", i))
	}
	subjects, err := l.ends(r, &s)
	if err != nil {
		return err
	}
	given := r.cell(colID)
	if given != "" {
		s.ID = graph.ClaimID(given)
		if first := l.named.find(given); first != nil {
			r.fail(colID, graph.Say("the id %s is used twice (first at %s); give every row its own", "l’identifiant %s sert deux fois (d’abord à %s) ; donnez à chaque ligne le sien", quote(given), l.origin(first)))
		} else if l.automatic(given) {
			r.fail(colID, graph.Say("the id %s is of the form given to rows without one; choose another", "l’identifiant %s est de la forme donnée aux lignes qui n’en ont pas ; choisissez-en un autre", quote(given)))
		}
	} else {
		s.ID = r.id()
	}
	if !r.count() || l.duplicate(r, &s) {
		return nil
	}
	if given != "" {
		p, _ := l.named.put(given)
		p.line, p.file = uint32(r.line), r.table.number
	}
	return l.addEdge(r, s, subjects)
}

// addEdge hands on an accepted row with what it names.
func (l *load) addEdge(r *row, s graph.Statement, subjects []graph.EntityID) error {
	if err := l.cite(s.Source, s.Origin); err != nil {
		return err
	}
	if err := l.addPlaces(r); err != nil {
		return err
	}
	if !l.hasNodes {
		if err := l.make(r, s.Holder); err != nil {
			return err
		}
	}
	id := s.ID
	for n, subject := range subjects {
		if !l.hasNodes {
			if err := l.make(r, subject); err != nil {
				return err
			}
		}
		s.Subject = subject
		if n > 0 {
			s.ID = id + graph.ClaimID(fmt.Sprintf("-%d", n+1))
		}
		if err := l.add(s); err != nil {
			return err
		}
	}
	return nil
}

// automatic reports an id that a row without one could get.
func (l *load) automatic(id string) bool {
	return slices.ContainsFunc(l.files, func(t *table) bool {
		return len(id) > len(t.short) && id[len(t.short)] == ':' && strings.HasPrefix(id, t.short)
	})
}

// double is a row that repeats an earlier one.
type double struct {
	first   place // met when it has an id of its own
	file    uint16
	subject graph.EntityID
	origin  string
}

// duplicate reports, and flags, a row that repeats an earlier one in everything
// but its id. Rows that differ in anything are both kept.
func (l *load) duplicate(r *row, s *graph.Statement) bool {
	b := l.text[:0]
	for _, text := range [...]string{string(s.Holder), string(s.Subject), string(s.Interest), string(s.Basis), s.Value,
		string(s.Assertion), string(s.Source), s.Note.Own} {
		b = append(binary.AppendUvarint(b, uint64(len(text))), text...)
	}
	open := byte(0)
	for i, set := range [...]bool{s.Figure, s.Share.MinOpen, s.Share.MaxOpen} {
		if set {
			open |= 1 << i
		}
	}
	b = append(b, open, byte(s.Evidence))
	for _, n := range [...]int64{int64(s.Share.Min), int64(s.Share.Max), int64(s.Period.From), int64(s.Period.To), int64(s.Period.AsOf)} {
		b = binary.LittleEndian.AppendUint64(b, uint64(n))
	}
	l.text = b
	p, fresh := l.repeats.putBytes(b)
	if fresh {
		p.line, p.file, p.met = uint32(r.line), r.table.number, r.cell(colID) != ""
		return false
	}
	if len(l.doubles) < maxDoubles {
		l.doubles = append(l.doubles, double{first: *p, file: r.table.number, subject: s.Subject, origin: s.Origin})
	}
	return true
}

// maxDoubles bounds the rows flagged as repeated.
const maxDoubles = 10_000

// flagDoubles flags the rows that repeat others. The first ones have ids of their own
// only where a column gives them: then their tables are read again.
func (l *load) flagDoubles() error {
	ids := map[place]graph.ClaimID{}
	for i := range l.doubles {
		if d := &l.doubles[i]; d.first.met {
			ids[place{line: d.first.line, file: d.first.file}] = ""
		}
	}
	for _, t := range l.files {
		if t.role != Edges || len(ids) == 0 || t.at[colID] < 0 {
			continue
		}
		err := l.scout(t, func(r *row) {
			at := place{line: uint32(r.line), file: t.number}
			if _, wanted := ids[at]; wanted {
				ids[at] = graph.ClaimID(r.cell(colID))
			}
		})
		if err != nil {
			return err
		}
	}
	for i := range l.doubles {
		d := &l.doubles[i]
		id := ids[place{line: d.first.line, file: d.first.file}]
		if !d.first.met {
			id = (&row{table: l.files[d.first.file], line: int(d.first.line)}).id()
		}
		t := l.files[d.file]
		t.result.Flags = append(t.result.Flags, graph.Remark(graph.DuplicateClaim, d.subject, []graph.ClaimID{id},
			graph.Say("%s repeats %s; it is kept once", "%s répète %s ; gardé une seule fois", d.origin, id)))
	}
	return nil
}

// ends checks both ends of an edge and returns its subjects: one, or the lists
// that a law keeps. They are valid until the next call.
func (l *load) ends(r *row, s *graph.Statement) ([]graph.EntityID, error) {
	if s.Holder == "" || s.Subject == "" {
		return nil, nil
	}
	l.party(r, colOwner, s.Holder)
	out := l.subjects[:0]
	var err error
	switch _, met := l.is(s.Subject); {
	case s.Interest == graph.DesignatedUnder:
		out, err = l.list(r, colOwned, string(s.Subject), out)
	case met:
		out = append(out, s.Subject)
	case towardsState(s.Interest), l.listedInState(s.Interest, string(s.Subject)):
		out = append(out, l.state(r, colOwned, string(s.Subject)))
	default:
		l.party(r, colOwned, s.Subject)
		out = append(out, s.Subject)
	}
	l.subjects = out
	return out, err
}

// towardsState reports interests that are held in a state.
func towardsState(i graph.Interest) bool {
	switch i {
	case graph.IncorporatedIn, graph.HeadquarteredIn, graph.EstablishedIn, graph.DataLocatedIn,
		graph.ServesMarket, graph.NationalOf, graph.ResidentIn:
		return true
	}
	return false
}

// listedInState reports a listing that names no exchange but the code of a state:
// somewhere there.
func (l *load) listedInState(i graph.Interest, owned string) bool {
	if i != graph.ListedOn || l.options.States == nil || owned != strings.ToUpper(owned) {
		return false
	}
	e, ok := l.options.States(owned)
	return ok && string(e.ID) != owned
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

// scoutEdges notes what the parties are that only edges name: companies, unless one
// edge tells more.
func (l *load) scoutEdges(r *row) {
	i, ok := l.words.interests[plainWord(r.cell(colInterest))]
	if !ok {
		return
	}
	note := func(id string, k graph.Kind) {
		if k == graph.Company || id == "" {
			return
		}
		p, _ := l.parties.put(id)
		if have := l.words.kind(p.kind); have == "" || have != graph.List && (k == graph.List || k < have) {
			p.kind = l.words.number(k)
		}
	}
	note(r.cell(colOwner), ownerKind(i))
	switch owned := r.cell(colOwned); {
	case i == graph.DesignatedUnder:
		if l.options.Lists == nil || len(l.options.Lists(owned)) == 0 {
			note(owned, graph.List)
		}
	case !towardsState(i) && !l.listedInState(i, owned):
		note(owned, ownedKind(i))
	}
}

// make hands on a party that only edges name, once.
func (l *load) make(r *row, id graph.EntityID) error {
	if _, met := l.is(id); met {
		return nil
	}
	kind := l.kindOf(id)
	if kind == graph.Exchange {
		r.remark(colOwned, graph.Say("nobody says where the exchange %s lies, and so no law looks at a listing on it; name it among the nodes, with its state", "nul ne dit où se trouve la bourse %s, et aucune loi ne regarde donc une cotation sur elle ; nommez-la parmi les nœuds, avec son État", quote(string(id))))
	}
	return l.addEntity(graph.Entity{ID: id, Kind: kind, Origin: r.origin()}, r)
}

// party accepts a known id. Without any table of nodes unknown ones will be created,
// otherwise they are faults.
func (l *load) party(r *row, c column, id graph.EntityID) {
	if _, met := l.is(id); met || l.isState(r, id) || !l.hasNodes {
		return
	}
	next := graph.Say("add it to the nodes, or correct it", "ajoutez-le aux nœuds, ou corrigez-le")
	if l.compared++; l.compared <= maxSuggestions {
		if near := graph.Nearest(string(id), l.sortedIDs()); near != "" {
			next = graph.Say("did you mean %s?", "vouliez-vous dire %s ?", quote(near))
		}
	}
	r.fail(c, graph.Say("no node has the id %s; %s", "aucun nœud n’a l’identifiant %s ; %s", quote(string(id)), next))
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
	slices.Sort(l.known)
	l.known = slices.Compact(l.known)
	return l.known
}
