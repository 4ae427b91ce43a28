package csv

import (
	"fmt"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// node is what the cells of a row of nodes say by themselves.
type node struct {
	entity    graph.Entity
	subdivide bool // the kind was "subdivision"
	codes     []string
	seats     []string
	lists     []string
}

// maxKnown bounds the ids that suggestions are made from.
const maxKnown = 100_000

// scoutNodes notes the kind of every node, and which states the tables describe
// themselves, so that the order of rows does not matter.
func (l *load) scoutNodes(r *row) {
	id := r.cell(colID)
	if id == "" {
		return
	}
	kind, _ := l.words.kindOf(r.cell(colKind))
	p, fresh := l.parties.put(id)
	if fresh {
		p.line, p.file = uint32(r.line), r.table.number
	}
	if p.kind == 0 && kind != "" {
		p.kind = l.words.number(kind) // the first that is given counts
	}
	if l.kindOf(graph.EntityID(id)) != graph.State && l.kindOf(graph.EntityID(id)) != graph.Bloc {
		return
	}
	if n := l.readNode(r); len(r.faults) == 0 && n.entity.ISO != "" {
		if first, ok := l.places.Own[n.entity.ISO]; !ok || n.entity.ID < first {
			l.places.Own[n.entity.ISO] = n.entity.ID
		}
	}
}

// kindOf is what a node is: as a row of the tables says, as is known beside them, or a
// company.
func (l *load) kindOf(id graph.EntityID) graph.Kind {
	if p := l.parties.find(string(id)); p != nil && p.kind != 0 {
		return l.words.kind(p.kind)
	}
	if e := l.have(id); e != nil {
		return e.Kind
	}
	return graph.Company
}

// readNode reads the cells of a row.
func (l *load) readNode(r *row) node {
	var n node
	word := r.cell(colKind)
	kind, known := l.words.kindOf(word)
	if word != "" && !known {
		r.fail(colKind, graph.Say("unknown kind %s; %s", "nature inconnue, %s ; %s", quote(word), source.DidYouMean(word, l.words.kindList, graph.Say("see the guide for the kinds", "voyez les natures d’entité dans le guide"))))
	}
	n.subdivide = known && plainWord(word) == "subdivision"
	n.entity = graph.Entity{ID: graph.EntityID(r.idCell(colID)), Kind: kind, Name: r.cell(colName), LEI: r.cell(colLEI),
		Aliases: r.list(colAliases), Note: graph.Own(r.cell(colNote)), Source: r.source(), Evidence: evidence(r), Origin: r.origin()}
	e := &n.entity
	if e.LEI != "" {
		if err := source.CheckLEI(e.LEI); err != nil {
			r.fail(colLEI, graph.Say("%s; correct it, or leave it empty", "%s ; corrigez-le, ou laissez-le vide", err))
		}
	}
	n.codes, n.seats, n.lists = r.list(colJurisdiction), r.list(colHeadquarters), r.list(colDesignated)
	slices.Sort(e.Aliases)
	if e.Kind == "" { // an empty cell says nothing against a kind known from elsewhere
		e.Kind = l.kindOf(e.ID)
	}
	if (e.Kind == graph.State || e.Kind == graph.Bloc) && !n.subdivide && len(n.codes) == 1 && len(n.codes[0]) == 2 && len(r.faults) == 0 {
		e.ISO = strings.ToUpper(n.codes[0])
	}
	return n
}

// tie is a statement that a cell of a node stands for.
type tie struct {
	interest graph.Interest
	to       graph.EntityID
}

// node hands on one entity with its ties, or counts the row as rejected.
func (l *load) node(r *row) error {
	n := l.readNode(r)
	e := &n.entity
	if kind, met := l.is(e.ID); met && kind != e.Kind {
		r.fail(colKind, graph.Say("%s is a %s here and a %s at %s; give one of them another id", "%s est de nature %s ici et %s à %s ; donnez un autre identifiant à l’une des deux entités", quote(string(e.ID)), e.Kind, kind, l.entity(e.ID).Origin))
	}
	ties, err := l.ties(r, &n)
	if err != nil || !r.count() {
		return err
	}
	if err := l.cite(e.Source, e.Origin); err != nil {
		return err
	}
	if err := l.addPlaces(r); err != nil {
		return err
	}
	if err := l.addEntity(*e, r); err != nil {
		return err
	}
	if len(l.known) < maxKnown {
		l.known = append(l.known, strings.Clone(string(e.ID)))
	}
	for i, t := range ties {
		id := string(r.id()) + "#" + string(t.interest)
		if i > 0 && slices.ContainsFunc(ties[:i], func(u tie) bool { return u.interest == t.interest }) {
			id += fmt.Sprintf("-%d", i+1)
		}
		err := l.add(graph.Statement{
			Claim:  graph.Claim{ID: graph.ClaimID(id), Source: e.Source, Evidence: e.Evidence, Origin: e.Origin},
			Holder: e.ID, Subject: t.to, Interest: t.interest})
		if err != nil {
			return err
		}
	}
	return nil
}

// ties resolves what the row names: states and lists. For states and their bodies the
// jurisdiction is where they lie.
func (l *load) ties(r *row, n *node) ([]tie, error) {
	e := &n.entity
	jurisdiction, headquarters := source.Ties(e.Kind)
	codes, seats := n.codes, n.seats
	switch e.Kind {
	case graph.State, graph.Bloc, graph.StateBody:
		codes = nil
		if e.ISO == "" && len(n.codes) > 0 {
			e.Within = l.state(r, colJurisdiction, n.codes[0])
		}
		if e.Kind != graph.StateBody {
			seats = nil
		}
	case graph.Exchange: // lies where it is run, and a listing on it is one there
		for _, place := range []struct {
			at    column
			codes []string
		}{{colJurisdiction, codes}, {colHeadquarters, seats}} {
			if len(place.codes) > 0 && e.Within == "" {
				e.Within = l.state(r, place.at, place.codes[0])
			}
		}
		codes, seats = nil, nil
	case graph.Person: // may have several nationalities and residences
	default:
		if len(codes) > 1 {
			r.fail(colJurisdiction, graph.Say("several codes where there can be one; keep the one that holds", "plusieurs codes là où il ne peut y en avoir qu’un ; gardez celui qui vaut"))
		}
		if len(seats) > 1 {
			r.fail(colHeadquarters, graph.Say("several codes where there can be one; keep the one that holds", "plusieurs codes là où il ne peut y en avoir qu’un ; gardez celui qui vaut"))
		}
	}
	var ties []tie
	for _, c := range codes {
		ties = append(ties, tie{jurisdiction, l.state(r, colJurisdiction, c)})
	}
	for _, c := range seats {
		ties = append(ties, tie{headquarters, l.state(r, colHeadquarters, c)})
	}
	for _, name := range n.lists {
		ids, err := l.list(r, colDesignated, name, nil)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			ties = append(ties, tie{graph.DesignatedUnder, id})
		}
	}
	return ties, nil
}

// state finds the state of a code, or adds a fault to the row.
func (l *load) state(r *row, c column, code string) graph.EntityID {
	id, err := l.places.Find(code, r.origin())
	if err != nil {
		r.fail(c, graph.Wording(err))
	}
	return id
}

// list returns the designation lists that a name stands for: those of a law, or
// the list of that id, which is created when nothing is known of it.
func (l *load) list(r *row, c column, name string, into []graph.EntityID) ([]graph.EntityID, error) {
	if l.options.Lists != nil {
		if ids := l.options.Lists(name); len(ids) > 0 {
			for _, id := range ids {
				if _, err := l.addList(id, r); err != nil {
					return nil, err
				}
			}
			return append(into, ids...), nil
		}
	}
	id := graph.EntityID(name)
	if kind, met := l.is(id); met && kind != graph.List {
		r.fail(c, graph.Say("%s is a %s that keeps no list; name a list, or a law that keeps one", "%s, de nature %s, ne tient pas de liste ; nommez une liste, ou une loi qui en tient une", quote(name), kind))
		return into, nil
	}
	created, err := l.addList(id, r)
	if created {
		r.remark(c, graph.Say("no law keeps the list %s; it was created, and only rules that name it will look at it", "aucune loi ne tient la liste %s ; elle a été créée, et seules les règles qui la nomment la regarderont", quote(name)))
	}
	return append(into, id), err
}

// addList hands on a list that is not known.
func (l *load) addList(id graph.EntityID, r *row) (bool, error) {
	if _, met := l.is(id); met {
		return false, nil
	}
	return true, l.addEntity(graph.Entity{ID: id, Kind: graph.List, Name: string(id), Origin: r.origin()}, r)
}
