package curated

import (
	"go.yaml.in/yaml/v4"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// ties resolves the shorthands of entities: undated statements towards a state,
// and for a state body the state it lies in.
func (r *reader) ties(places *source.Places) []graph.Statement {
	var out []graph.Statement
	r.section = "entities"
	for i := range r.entities {
		e := &r.entities[i]
		r.index = e.index
		jurisdiction, headquarters := source.Ties(e.Kind)
		for _, short := range []struct {
			key      string
			node     *yaml.Node
			interest graph.Interest
		}{{"jurisdiction", e.jurisdiction, jurisdiction}, {"headquarters", e.headquarters, headquarters}} {
			if short.node == nil {
				continue
			}
			r.key = short.key
			code, ok := r.scalar(short.node)
			if !ok {
				continue
			}
			state, err := places.Find(code, r.origin(short.node))
			switch {
			case err != nil:
				r.fail(short.node, graph.Wording(err))
			case e.Kind == graph.StateBody && short.key == "jurisdiction":
				if e.Within == "" {
					e.Within = state
				}
			default:
				out = append(out, graph.Statement{Holder: e.ID, Subject: state, Interest: short.interest,
					Claim: graph.Claim{ID: graph.ClaimID(string(e.ID) + "#" + string(short.interest)), Source: e.Source,
						Evidence: e.Evidence, Origin: r.origin(short.node)}})
			}
		}
	}
	r.section, r.key = "", ""
	return out
}

func (r *reader) add(b *graph.Builder, ties []graph.Statement) {
	for _, s := range r.sources {
		b.AddSource(s)
	}
	for i := range r.entities {
		b.AddEntity(r.entities[i].Entity)
	}
	for _, s := range ties {
		b.AddStatement(s)
	}
	for _, s := range r.statements {
		b.AddStatement(s)
	}
	for _, a := range r.attributes {
		b.AddAttribute(a)
	}
	for _, c := range r.coverages {
		b.AddCoverage(c)
	}
	for _, n := range r.notes {
		b.AddNote(n)
	}
}
