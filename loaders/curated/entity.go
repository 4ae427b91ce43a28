package curated

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// entity is an entity with the shorthands that wait until all states are known.
type entity struct {
	graph.Entity
	jurisdiction, headquarters *yaml.Node
	file                       *reader
	index                      int
}

func kinds() []string {
	return []string{"company", "arrangement", "person", "group", "state", "stateBody", "bloc", "offer", "scheme",
		"list", "exchange", "law", "event", "media", "other"}
}

func grades() []string { return []string{"high", "medium", "low"} }

func (r *reader) evidence(n *yaml.Node) graph.Evidence {
	e, _ := graph.ParseEvidence(r.word(n, graph.Say("evidence", "preuve"), grades()))
	return e
}

func (r *reader) source(n *yaml.Node) {
	s := graph.Source{Origin: r.origin(n)}
	ok := r.mapping(n, graph.Say("source", "la source"), []string{"id", "title", "url", "citation", "date"}, func(key string, v *yaml.Node) {
		switch key {
		case "id":
			s.ID = graph.SourceID(r.id(v))
		case "title":
			s.Title, s.InFrench.Title = r.titled(v)
		case "url":
			s.URL = r.id(v)
			if !strings.HasPrefix(s.URL, "https://") && !strings.HasPrefix(s.URL, "http://") {
				r.fail(v, graph.Say("the url %q is not of the web; write http(s)://…, or use citation", "l’adresse %q n’est pas une adresse web ; écrivez http(s)://…, ou utilisez citation", source.Clip(s.URL)))
			}
		case "citation":
			s.Citation, s.InFrench.Citation = r.titled(v)
		case "date":
			if r.date(v) != 0 {
				s.Date = strings.TrimSpace(v.Value)
			}
		}
	}, "id")
	if ok && !has(n, "title") && !has(n, "url") && !has(n, "citation") {
		r.fail(n, graph.Say("source has neither title, url nor citation; give one", "la source n’a ni title, ni url, ni citation ; donnez l’un d’eux"))
	}
	if r.clean {
		r.sources = append(r.sources, s)
	}
}

func (r *reader) entity(n *yaml.Node) {
	e := entity{Entity: graph.Entity{Origin: r.origin(n)}, file: r, index: r.index}
	required := []string{"id"}
	if !r.loose {
		required = append(required, "kind", "name")
	}
	var iso *yaml.Node
	r.mapping(n, graph.Say("entity", "l’entité"), []string{"id", "kind", "name", "legal_name", "names", "aliases", "lei", "iso", "within", "within_claim",
		"jurisdiction", "headquarters", "status", "note", "source", "evidence"}, func(key string, v *yaml.Node) {
		switch key {
		case "id":
			e.ID = graph.EntityID(r.id(v))
		case "kind":
			e.Kind = graph.Kind(r.word(v, graph.Say("kind", "nature"), kinds()))
		case "name":
			e.Name = r.text(v)
		case "legal_name":
			e.LegalName = r.text(v)
		case "names":
			e.Names = r.names(v)
		case "aliases":
			e.Aliases = r.texts(v, r.text)
		case "lei":
			e.LEI = r.id(v)
			if err := source.CheckLEI(e.LEI); err != nil {
				r.fail(v, graph.Say("%s; correct it, or leave it out", "%s ; corrigez-le, ou omettez-le", err))
			}
		case "iso":
			iso = v
			e.ISO = r.id(v)
		case "within":
			e.Within = graph.EntityID(r.id(v))
		case "within_claim":
			e.WithinClaim = graph.ClaimID(r.id(v))
		case "jurisdiction":
			e.jurisdiction = v
		case "headquarters":
			e.headquarters = v
		case "status":
			e.Status = r.words(v)
		case "note":
			e.Note = r.words(v)
		case "source":
			e.Source = graph.SourceID(r.id(v))
		case "evidence":
			e.Evidence = r.evidence(v)
		}
	}, required...)
	if e.Kind == "" {
		e.Kind = graph.Company
	}
	r.key = "iso"
	switch {
	case iso == nil:
	case e.Kind != graph.State && e.Kind != graph.Bloc:
		r.fail(iso, graph.Say("iso on a %s; only states and blocs have a code: use jurisdiction, or within", "iso sur une entité de nature %s ; seuls les États et les unions d’États ont un code : utilisez jurisdiction, ou within", e.Kind))
	case len(e.ISO) != 2 || e.ISO != strings.ToUpper(e.ISO):
		r.fail(iso, graph.Say("%q is no ISO 3166-1 alpha-2 code; write two capital letters", "%q n’est pas un code ISO 3166-1 alpha-2 ; écrivez deux majuscules", source.Clip(e.ISO)))
	}
	r.key = ""
	for _, v := range []*yaml.Node{e.jurisdiction, e.headquarters} {
		if v != nil && (e.Kind == graph.State || e.Kind == graph.Bloc) {
			r.fail(v, graph.Say("a %s has no jurisdiction or headquarters; use iso, or within for a subdivision", "une entité de nature %s n’a ni jurisdiction ni headquarters ; utilisez iso, ou within pour une subdivision", e.Kind))
		}
	}
	if r.clean {
		r.entities = append(r.entities, e)
	}
}

// names reads display names by language code.
func (r *reader) names(n *yaml.Node) map[string]string {
	if n.Kind != yaml.MappingNode {
		r.fail(n, graph.Say("names is %s; write {fr: …}", "names est %s ; écrivez {fr: …}", shape(n)))
		return nil
	}
	out := map[string]string{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		lang := n.Content[i].Value
		if _, twice := out[lang]; twice || len(lang) < 2 || len(lang) > 8 || lang != strings.ToLower(lang) {
			r.fail(n.Content[i], graph.Say("%q is no language code, or stands twice; write codes such as fr", "%q n’est pas un code de langue, ou figure deux fois ; écrivez des codes comme fr", source.Clip(lang)))
			continue
		}
		out[lang] = r.text(n.Content[i+1])
	}
	return out
}
