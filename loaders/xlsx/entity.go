package xlsx

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// places notes the states that the workbook describes itself, and who is described at
// all, so that the order of rows does not matter.
func (l *load) places(g *grid) {
	for _, at := range g.rows {
		r := &row{load: l, grid: g, line: at}
		id, kind := graph.EntityID(r.line1("id")), graph.Kind(r.choice("kind", string(graph.Company), codes()["kind"]))
		if id == "" || len(r.bad) > 0 || l.known[id] {
			continue
		}
		l.known[id], l.kinds[id] = true, kind
		iso := strings.ToUpper(r.cell("jurisdiction"))
		if (kind == graph.State || kind == graph.Bloc) && len(iso) == 2 {
			if _, twice := l.own[iso]; !twice {
				l.own[iso] = id
			}
		}
	}
}

// state is the state that a cell names by its code or the id of a row.
func (l *load) state(r *row, column, code string) (graph.EntityID, error) {
	id := graph.EntityID(code)
	if k := l.kinds[id]; k == graph.State || k == graph.Bloc {
		return id, nil
	}
	upper := strings.ToUpper(code)
	if own, ok := l.own[upper]; ok {
		return own, nil
	}
	if upper == source.Irrelevant {
		return "zz", l.add(graph.Entity{ID: "zz", Kind: graph.State, Name: "ZZ", ISO: source.Irrelevant})
	}
	at, err := l.states.Find(upper)
	if err == nil && at == "" {
		r.fail(column, graph.Say("%q is neither an ISO 3166-1 code nor the id of a state", "%q n’est ni un code ISO 3166-1 ni l’identifiant d’un État", source.Clip(code)), graph.Say("write a code such as FR, US or US-DE", "écrivez un code comme FR, US ou US-DE"))
	}
	return at, err
}

// tie is where a party stands.
type tie struct {
	interest graph.Interest
	to       graph.EntityID
}

func (l *load) entity(r *row) error {
	e := graph.Entity{ID: graph.EntityID(r.id("id")), Kind: graph.Kind(r.choice("kind", string(graph.Company), codes()["kind"])), Name: r.cell("name"),
		LegalName: r.cell("legal_name"), LEI: r.cell("lei"), Aliases: r.list("aliases"), Note: graph.Own(r.cell("note")), Source: l.sourceID(r), Origin: r.origin()}
	e.Evidence, _ = graph.ParseEvidence(r.choice("evidence", "", codes()["evidence"]))
	slices.Sort(e.Aliases)
	if e.LEI != "" {
		if err := source.CheckLEI(e.LEI); err != nil {
			r.fail("lei", graph.Wording(err), graph.Say("correct it, or leave it empty", "corrigez-le, ou laissez-le vide"))
		}
	}
	for _, text := range r.list("identifiers") {
		scheme, id, ok := strings.Cut(text, ":")
		if scheme, id = strings.TrimSpace(scheme), strings.TrimSpace(id); !ok || scheme == "" || id == "" {
			r.fail("identifiers", graph.Say("%q is not of the form register:number", "%q n’est pas de la forme registre:numéro", source.Clip(text)), graph.Say("write for instance FR-RCS:123456789", "écrivez par exemple FR-RCS:123456789"))
			continue
		}
		e.Identifiers = append(e.Identifiers, graph.Identifier{Scheme: scheme, ID: id})
	}
	if first, twice := l.ids[graph.ClaimID("entity "+e.ID)]; twice && e.ID != "" {
		r.fail("id", graph.Say("the entity %q stands twice (first at %s)", "l’entité %q figure deux fois (d’abord à %s)", source.Clip(string(e.ID)), first), graph.Say("keep one row, or give it another id", "gardez une seule ligne, ou donnez-lui un autre identifiant"))
	}
	ties, err := l.ties(r, &e)
	if err != nil {
		return err
	}
	if !r.done() {
		l.forget(e.ID)
		return nil
	}
	l.ids[graph.ClaimID("entity "+e.ID)] = e.Origin
	if err := l.cite(e.Source, e.Origin); err != nil {
		return err
	}
	if err := l.add(e); err != nil {
		return err
	}
	for i, t := range ties {
		c := graph.Claim{ID: graph.ClaimID(fmt.Sprintf("%s#%s-%d", e.ID, t.interest, i+1)), Source: e.Source, Evidence: e.Evidence, Origin: e.Origin}
		if err := l.add(graph.Statement{Claim: c, Holder: e.ID, Subject: t.to, Interest: t.interest}); err != nil {
			return err
		}
	}
	return nil
}

// forget drops an entity whose row was refused, unless an earlier row describes it: who
// names it names somebody that no row describes.
func (l *load) forget(id graph.EntityID) {
	if _, accepted := l.ids[graph.ClaimID("entity "+id)]; accepted {
		return
	}
	delete(l.known, id)
	delete(l.kinds, id)
	maps.DeleteFunc(l.own, func(_ string, own graph.EntityID) bool { return own == id })
}

// ties reads where an entity was formed, sits and lies.
func (l *load) ties(r *row, e *graph.Entity) ([]tie, error) {
	formed, seats := r.list("jurisdiction"), r.list("headquarters")
	var err error
	if within := r.cell("within"); within != "" {
		if e.Within, err = l.state(r, "within", within); err != nil {
			return nil, err
		}
	}
	switch e.Kind {
	case graph.State, graph.Bloc:
		if len(formed) == 1 && len(formed[0]) == 2 && e.Within == "" {
			e.ISO = strings.ToUpper(formed[0])
			if l.own[e.ISO] != e.ID {
				r.fail("jurisdiction", graph.Say("two states have the code %s", "deux États ont le code %s", e.ISO), graph.Say("keep one", "n’en gardez qu’un"))
			}
		}
		return nil, nil
	case graph.StateBody:
		if e.Within == "" && len(formed) > 0 {
			e.Within, err = l.state(r, "jurisdiction", formed[0])
		}
		formed = nil
	case graph.Person:
	default:
		if len(formed) > 1 {
			r.fail("jurisdiction", graph.Say("several codes where there can be one", "plusieurs codes là où il ne peut y en avoir qu’un"), graph.Say("keep the one that holds", "gardez celui qui vaut"))
		}
		if len(seats) > 1 {
			r.fail("headquarters", graph.Say("several codes where there can be one", "plusieurs codes là où il ne peut y en avoir qu’un"), graph.Say("keep the one that holds", "gardez celui qui vaut"))
		}
	}
	if err != nil {
		return nil, err
	}
	jurisdiction, headquarters := source.Ties(e.Kind)
	var out []tie
	for _, part := range []struct {
		column   string
		codes    []string
		interest graph.Interest
	}{{"jurisdiction", formed, jurisdiction}, {"headquarters", seats, headquarters}} {
		for _, code := range part.codes {
			at, err := l.state(r, part.column, code)
			if err != nil {
				return nil, err
			}
			if t := (tie{part.interest, at}); at != "" && !slices.Contains(out, t) {
				out = append(out, t)
			}
		}
	}
	return out, nil
}

// party notes who is named without a row.
func (l *load) party(r *row, id graph.EntityID) {
	if _, again := l.named[id]; !l.known[id] && !again && id != "" {
		l.named[id] = place{r.grid.title, r.line.number}
	}
}

// stubs hands on who is named and not described. Facts loaded beside the workbook may
// describe them; that is said, for it may be a slip of the pen.
func (l *load) stubs() error {
	var ids []string
	for _, id := range slices.Sorted(maps.Keys(l.known)) {
		ids = append(ids, string(id))
	}
	for n, id := range slices.Sorted(maps.Keys(l.named)) {
		at := l.named[id]
		next := graph.Say("describe it there unless other facts do", "décrivez-la là, à moins que d’autres faits ne le fassent")
		if n < 20 {
			if near := graph.Nearest(string(id), ids); near != "" {
				next = graph.Say("did you mean %q?", "vouliez-vous dire %q ?", near)
			}
		}
		l.in.Remark(at.row, 0, at.sheet, graph.Say("%q stands on no row of the sheet entities", "%q ne figure sur aucune ligne de la feuille entities", source.Clip(string(id))), next)
		if err := l.add(graph.Entity{ID: id, Origin: fmt.Sprintf("%s:%s!A%d", l.in.Name, at.sheet, at.row)}); err != nil {
			return err
		}
	}
	return nil
}
