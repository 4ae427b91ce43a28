package csv

import (
	"fmt"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// node is a row of nodes whose own cells have been read. Codes of states wait
// until all rows are known, so that the order of rows does not matter.
type node struct {
	row       *row
	entity    graph.Entity
	kindGiven bool
	subdivide bool // the kind was "subdivision"
	codes     []string
	seats     []string
	lists     []string
	source    graph.SourceID
	evidence  graph.Evidence
}

// readNodes reads a table of nodes without touching the builder.
func (l *load) readNodes(t *table) error {
	return t.each(func(r *row) {
		n := &node{row: r}
		word := r.cell("kind")
		kind, known := l.words.kinds[plainWord(word)]
		if word == "" {
			kind = graph.Company
		} else if !known {
			r.fail("kind", fmt.Sprintf("unknown kind %s; %s", quote(word), source.DidYouMean(word, l.words.kindList, "see the guide for the kinds")))
		}
		n.kindGiven = word != ""
		n.subdivide = plainWord(word) == "subdivision"
		n.evidence = evidence(r)
		n.source = r.source()
		n.entity = graph.Entity{ID: graph.EntityID(r.id("id")), Kind: kind, Name: r.cell("name"), LEI: r.cell("lei"),
			Aliases: r.list("aliases"), Note: graph.Own(r.cell("note")), Source: n.source, Evidence: n.evidence,
			Origin: r.origin()}
		if lei := n.entity.LEI; lei != "" {
			if err := source.CheckLEI(lei); err != nil {
				r.fail("lei", err.Error()+"; correct it, or leave it empty")
			}
		}
		n.codes, n.seats = r.list("jurisdiction"), r.list("headquarters")
		n.lists = r.list("designated_under")
		slices.Sort(n.entity.Aliases)
		l.nodes = append(l.nodes, n)
	})
}

// addNodes adds what all tables of nodes say: first the states, since the others
// name them.
func (l *load) addNodes() {
	given := map[graph.EntityID]graph.Kind{}
	for _, n := range l.nodes {
		if _, earlier := given[n.entity.ID]; n.kindGiven && !earlier {
			given[n.entity.ID] = n.entity.Kind
		}
	}
	for _, n := range l.nodes {
		if n.kindGiven {
			continue
		}
		// An empty cell says nothing against a kind known from elsewhere.
		if kind, ok := given[n.entity.ID]; ok {
			n.entity.Kind = kind
		} else if have := l.b.Entity(n.entity.ID); have != nil {
			n.entity.Kind = have.Kind
		}
	}
	for _, n := range l.nodes {
		e := &n.entity
		if e.Kind != graph.State && e.Kind != graph.Bloc || n.subdivide || len(n.codes) != 1 || len(n.codes[0]) != 2 || len(n.row.faults) > 0 {
			continue
		}
		e.ISO = strings.ToUpper(n.codes[0])
		if first, ok := l.places.Own[e.ISO]; !ok || e.ID < first {
			l.places.Own[e.ISO] = e.ID
		}
	}
	for _, n := range l.nodes {
		if have := l.b.Entity(n.entity.ID); have != nil && have.Kind != n.entity.Kind {
			n.row.fail("kind", fmt.Sprintf("%s is a %s here and a %s at %s; give one of them another id",
				quote(string(have.ID)), n.entity.Kind, have.Kind, have.Origin))
		}
		l.addNode(n)
	}
	l.places.Add()
}

// addNode adds one entity with its ties, or counts the row as rejected.
func (l *load) addNode(n *node) {
	r, e := n.row, &n.entity
	var within graph.EntityID
	jurisdiction, headquarters := source.Ties(e.Kind)
	codes, seats := n.codes, n.seats
	switch e.Kind {
	case graph.State, graph.Bloc, graph.StateBody:
		codes = nil
		if e.ISO == "" && len(n.codes) > 0 {
			within = l.state(r, "jurisdiction", n.codes[0])
		}
		if e.Kind != graph.StateBody {
			seats = nil
		}
	case graph.Person: // may have several nationalities and residences
	default:
		for column, given := range map[string][]string{"jurisdiction": codes, "headquarters": seats} {
			if len(given) > 1 {
				r.fail(column, "several codes where there can be one; keep the one that holds")
			}
		}
	}
	type tie struct {
		interest graph.Interest
		to       graph.EntityID
	}
	var ties []tie
	for _, c := range codes {
		ties = append(ties, tie{jurisdiction, l.state(r, "jurisdiction", c)})
	}
	for _, c := range seats {
		ties = append(ties, tie{headquarters, l.state(r, "headquarters", c)})
	}
	for _, name := range n.lists {
		for _, id := range l.list(r, "designated_under", name) {
			ties = append(ties, tie{graph.DesignatedUnder, id})
		}
	}
	if !r.count() {
		return
	}
	e.Within = within
	l.cite(n.source, e.Origin)
	l.b.AddEntity(*e)
	l.ids = append(l.ids, string(e.ID))
	for i, t := range ties {
		id := fmt.Sprintf("%s:%d#%s", r.table.short, r.line, t.interest)
		if i > 0 && slices.ContainsFunc(ties[:i], func(u tie) bool { return u.interest == t.interest }) {
			id += fmt.Sprintf("-%d", i+1)
		}
		l.b.AddStatement(graph.Statement{
			Claim:  graph.Claim{ID: graph.ClaimID(id), Source: n.source, Evidence: n.evidence, Origin: e.Origin},
			Holder: e.ID, Subject: t.to, Interest: t.interest})
	}
}

// state finds the state of a code, or adds a fault to the row.
func (l *load) state(r *row, column, code string) graph.EntityID {
	id, err := l.places.Find(code, r.origin())
	if err != nil {
		r.fail(column, err.Error())
	}
	return id
}

// list returns the designation lists that a name stands for: those of a law, or
// the list of that id, which is created when nothing is known of it.
func (l *load) list(r *row, column, name string) []graph.EntityID {
	if l.options.Lists != nil {
		if ids := l.options.Lists(name); len(ids) > 0 {
			for _, id := range ids {
				l.addList(id, r)
			}
			return ids
		}
	}
	id := graph.EntityID(name)
	if e := l.b.Entity(id); e != nil && e.Kind != graph.List {
		r.fail(column, fmt.Sprintf("%s is a %s that keeps no list; name a list, or a law that keeps one", quote(name), e.Kind))
		return nil
	}
	if l.addList(id, r) {
		r.remark(column, fmt.Sprintf("no law keeps the list %s; it was created, and only rules that name it will look at it", quote(name)))
	}
	return []graph.EntityID{id}
}

// addList creates a list that the builder does not hold.
func (l *load) addList(id graph.EntityID, r *row) bool {
	if l.b.Entity(id) != nil {
		return false
	}
	l.b.AddEntity(graph.Entity{ID: id, Kind: graph.List, Name: string(id), Origin: r.origin()})
	return true
}
