package neo4j

import (
	"fmt"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"longarm/graph"
)

// reader takes properties as the server returns them. The first property of a wrong
// type is kept as the error: somebody else wrote it.
type reader struct {
	p   map[string]any
	err error
}

func (r *reader) text(key string) string {
	switch v := r.p[key].(type) {
	case nil:
		return ""
	case string:
		return v
	case []byte:
		return string(v)
	default:
		r.fail(key, v, "text")
		return ""
	}
}

func (r *reader) fail(key string, v any, want string) {
	if r.err == nil {
		r.err = fmt.Errorf("property %s of %q is %T where longarm keeps %s", key, r.p["id"], v, want)
	}
}

func (r *reader) words(key string) graph.Text {
	return graph.Text{Own: r.text(key), EN: r.text(key + "_en"), FR: r.text(key + "_fr")}
}

func (r *reader) texts(key string) []string {
	if r.p[key] == nil {
		return nil
	}
	list, ok := r.p[key].([]any)
	if !ok {
		r.fail(key, r.p[key], "a list of text")
		return nil
	}
	out := make([]string, len(list))
	for i, v := range list {
		if out[i], ok = v.(string); !ok {
			r.fail(key, v, "a list of text")
		}
	}
	return out
}

func (r *reader) date(key string) graph.Date {
	switch v := r.p[key].(type) {
	case nil:
		return 0
	case driver.Date:
		return dayOf(v.Time())
	default:
		r.fail(key, v, "a date")
		return 0
	}
}

func (r *reader) flag(key string) bool {
	v, ok := r.p[key].(bool)
	if !ok && r.p[key] != nil {
		r.fail(key, r.p[key], "true or false")
	}
	return v
}

func (r *reader) exact(key string) graph.Percent {
	v, ok := r.p[key].(int64)
	if !ok && r.p[key] != nil {
		r.fail(key, r.p[key], "an integer")
	}
	return graph.Percent(v)
}

func (r *reader) share(silent graph.Share) (s graph.Share, figure bool) {
	if r.p["minExact"] == nil {
		return silent, false
	}
	s = graph.Share{Min: r.exact("minExact"), Max: r.exact("maxExact"), MinOpen: r.flag("minOpen"), MaxOpen: r.flag("maxOpen")}
	return s, r.p["figure"] == nil
}

func (r *reader) claim() graph.Claim {
	evidence, _ := graph.ParseEvidence(r.text("evidence"))
	return graph.Claim{ID: graph.ClaimID(r.text("id")), Assertion: graph.Assertion(r.text("assertion")),
		Period: graph.Period{From: r.date("from"), To: r.date("to"), AsOf: r.date("asOf")},
		Source: graph.SourceID(r.text("source")), Evidence: evidence, Quote: r.text("quote"), Note: r.words("note"), Origin: r.text("origin")}
}

// sourceOf, entityOf and the like read back what rowsOf wrote.

func sourceOf(p map[string]any) (graph.Source, error) {
	r := reader{p: p}
	s := graph.Source{ID: graph.SourceID(r.text("id")), Title: r.text("title"), URL: r.text("url"), Citation: r.text("citation"),
		InFrench: graph.SourceWords{Title: r.text("title_fr"), Citation: r.text("citation_fr")},
		Date:     r.text("date"), Licence: r.text("licence"), NonCommercial: r.flag("nonCommercial"), Origin: r.text("origin")}
	return s, r.err
}

func entityOf(p map[string]any) (graph.Entity, error) {
	r := reader{p: p}
	evidence, _ := graph.ParseEvidence(r.text("evidence"))
	e := graph.Entity{ID: graph.EntityID(r.text("id")), Kind: graph.Kind(r.text("kind")), Name: r.text("name"),
		LegalName: r.text("legalName"), Aliases: r.texts("aliases"), LEI: r.text("lei"), ISO: r.text("iso"),
		Within: graph.EntityID(r.text("within")), WithinClaim: graph.ClaimID(r.text("withinClaim")), Status: r.words("status"),
		Note: r.words("note"), Source: graph.SourceID(r.text("source")), Evidence: evidence, Origin: r.text("origin")}
	langs, names := r.texts("nameLangs"), r.texts("names")
	schemes, numbers := r.texts("identifierSchemes"), r.texts("identifiers")
	if len(langs) != len(names) || len(schemes) != len(numbers) {
		return e, fmt.Errorf("the lists of names or identifiers of %q differ in length", e.ID)
	}
	for i, lang := range langs {
		if e.Names == nil {
			e.Names = map[string]string{}
		}
		e.Names[lang] = names[i]
	}
	for i, scheme := range schemes {
		e.Identifiers = append(e.Identifiers, graph.Identifier{Scheme: scheme, ID: numbers[i]})
	}
	return e, r.err
}

func statementOf(p map[string]any, holder, subject string) (graph.Statement, error) {
	r := reader{p: p}
	s := graph.Statement{Claim: r.claim(), Holder: graph.EntityID(holder), Subject: graph.EntityID(subject),
		Interest: graph.Interest(r.text("interest")), Basis: graph.Basis(r.text("basis")), Value: r.text("value"), Words: r.words("words")}
	s.Share, s.Figure = r.share(silentShare(s.Interest))
	return s, r.err
}

func attributeOf(p map[string]any) (graph.Attribute, error) {
	r := reader{p: p}
	a := graph.Attribute{Claim: r.claim(), Entity: graph.EntityID(r.text("entity")), Name: r.text("name"), Value: r.text("value"),
		At: graph.EntityID(r.text("at")), Per: r.text("per")}
	return a, r.err
}

func coverageOf(p map[string]any) (graph.Coverage, error) {
	r := reader{p: p}
	c := graph.Coverage{Claim: r.claim(), Entity: graph.EntityID(r.text("entity")), Interest: graph.Interest(r.text("interest")),
		Basis: graph.Basis(r.text("basis")), Kind: graph.CoverageKind(r.text("kind")), Percent: r.exact("percentExact")}
	for _, m := range r.texts("members") {
		c.Members = append(c.Members, graph.EntityID(m))
	}
	return c, r.err
}

func noteOf(p map[string]any, subject, object string) (graph.Note, error) {
	r := reader{p: p}
	n := graph.Note{Claim: r.claim(), Subject: graph.EntityID(subject), Object: graph.EntityID(object), Relation: r.text("relation"),
		Value: r.text("value"), Words: r.words("words")}
	n.Share, n.Figure = r.share(graph.Share{})
	return n, r.err
}
