package neo4j

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"longarm/graph"
)

// Somebody else's graph. The label and the type come from the mapping, as parameters.
const (
	foreignNodes = `MATCH (n:$($q.label)) RETURN elementId(n), properties(n)`
	foreignRels  = `MATCH (a)-[r:$($q.type)]->(b) RETURN elementId(r), properties(r), elementId(a), elementId(b)`
)

// Foreign reads a graph that longarm did not push, as the mapping says: entities first,
// then statements. What cannot be used is handed to refuse and left out. A
// relationship of whose ends one is not mapped is refused.
func (c *Client) Foreign(ctx context.Context, m *Mapping, add func(graph.Record) error, refuse func(*graph.Problem)) error {
	f := &foreign{m: m, add: add, refuse: refuse, ids: map[string]graph.EntityID{}, states: map[graph.EntityID]bool{},
		source: graph.SourceID("neo4j"), claims: map[graph.ClaimID]bool{}}
	begun := false
	return c.Read(ctx, func(t *Tx) error {
		if begun {
			return Midway(c.host)
		}
		begun = true
		if err := add(graph.Source{ID: f.source, Title: "Neo4j " + c.host, Citation: c.Server()}); err != nil {
			return err
		}
		for i := range m.Nodes {
			n := &m.Nodes[i]
			err := t.each(foreignNodes, map[string]any{"label": n.Label}, func(v []any) error {
				return f.node(n, v[0].(string), v[1].(map[string]any))
			})
			if err != nil {
				return err
			}
		}
		for i := range m.Relationships {
			r := &m.Relationships[i]
			err := t.each(foreignRels, map[string]any{"type": r.Type}, func(v []any) error {
				return f.relationship(r, v[0].(string), v[1].(map[string]any), v[2].(string), v[3].(string))
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// foreign is one reading.
type foreign struct {
	m      *Mapping
	add    func(graph.Record) error
	refuse func(*graph.Problem)
	ids    map[string]graph.EntityID // by the server's id
	states map[graph.EntityID]bool
	claims map[graph.ClaimID]bool
	source graph.SourceID
}

// put hands a record on, unless it is impossible by itself.
func (f *foreign) put(origin string, r graph.Record) error {
	if err := graph.Check(r); err != nil {
		f.refuse(&graph.Problem{Origin: origin, Cause: graph.Wording(err), Next: graph.Say("correct it in the graph, or the mapping", "corrigez le graphe, ou la correspondance")})
		return nil
	}
	return f.add(r)
}

func (f *foreign) node(m *NodeMapping, at string, p map[string]any) error {
	origin := m.Label + " " + at
	id := plain(p[m.ID])
	if id == "" {
		f.refuse(&graph.Problem{Origin: origin, Cause: graph.Say("it has no property %s", "il n’a pas de propriété %s", m.ID), Next: graph.Say("name the property of the id in the mapping", "nommez dans la correspondance la propriété qui porte l’identifiant")})
		return nil
	}
	if f.ids[at] != "" {
		return nil // under another label already
	}
	e := graph.Entity{ID: graph.EntityID(m.Prefix + id), Kind: m.Kind, Source: f.source, Evidence: graph.Medium, Origin: origin}
	get := func(property string) string {
		if property == "" {
			return ""
		}
		return plain(p[property])
	}
	e.Name, e.LegalName, e.LEI, e.ISO = get(m.Name), get(m.LegalName), get(m.LEI), strings.ToUpper(get(m.ISO))
	e.Note = graph.Own(get(m.Note))
	if m.Aliases != "" {
		e.Aliases = list(p[m.Aliases])
	}
	f.ids[at] = e.ID
	if err := f.put(origin, e); err != nil {
		return err
	}
	code := get(m.Jurisdiction)
	if code == "" || f.m.States == nil {
		return nil
	}
	state, ok := f.m.States(code)
	if !ok {
		f.refuse(&graph.Problem{Origin: origin, Cause: graph.Say("%q is the code of no state", "%q n’est le code d’aucun État", code), Next: graph.Say("give ISO 3166-1 alpha-2 codes", "donnez des codes ISO 3166-1 alpha-2")})
		return nil
	}
	if !f.states[state.ID] {
		f.states[state.ID] = true
		if err := f.add(state); err != nil {
			return err
		}
	}
	interest := graph.IncorporatedIn
	if m.Kind == graph.Person {
		interest = graph.NationalOf
	}
	c := graph.Claim{ID: graph.ClaimID(fmt.Sprintf("%s#%s", e.ID, interest)), Source: f.source, Evidence: graph.Medium, Assertion: graph.Stated, Origin: origin}
	return f.put(origin, graph.Statement{Claim: c, Holder: e.ID, Interest: interest, Subject: state.ID})
}

func (f *foreign) relationship(m *RelationshipMapping, at string, p map[string]any, from, to string) error {
	origin := m.Type + " " + at
	fail := func(cause graph.Text) error {
		f.refuse(&graph.Problem{Origin: origin, Cause: cause, Next: graph.Say("correct it in the graph, or the mapping", "corrigez le graphe, ou la correspondance")})
		return nil
	}
	if m.Reverse {
		from, to = to, from
	}
	get := func(property string) string {
		if property == "" {
			return ""
		}
		return plain(p[property])
	}
	s := graph.Statement{Holder: f.ids[from], Subject: f.ids[to], Interest: m.Interest, Basis: m.Basis, Value: get(m.Value)}
	if s.Holder == "" || s.Subject == "" {
		return fail(graph.Say("one of its ends has no label that the mapping names", "l’un de ses bouts n’a aucune étiquette que la correspondance nomme"))
	}
	if s.ID = graph.ClaimID(get(m.ID)); s.ID == "" {
		s.ID = graph.ClaimID("neo4j:" + at)
	}
	if f.claims[s.ID] {
		return fail(graph.Say("the id %q stands twice", "l’identifiant %q figure deux fois", s.ID))
	}
	f.claims[s.ID] = true
	s.Source, s.Origin, s.Quote, s.Note, s.Assertion = f.source, origin, get(m.Quote), graph.Own(get(m.Note)), m.Assertion
	s.Evidence, _ = graph.ParseEvidence(m.Evidence)
	for _, d := range []struct {
		property string
		to       *graph.Date
	}{{m.From, &s.Period.From}, {m.To, &s.Period.To}, {m.AsOf, &s.Period.AsOf}} {
		if text := get(d.property); text != "" {
			day, err := graph.ParseDate(text)
			if err != nil {
				return fail(graph.Wording(err))
			}
			*d.to = day
		}
	}
	low, high := get(m.ShareMin), get(m.ShareMax)
	if exact := get(m.Share); exact != "" {
		low, high = exact, exact
		if strings.HasPrefix(exact, ">") {
			high = ""
		} else if strings.HasPrefix(exact, "<") {
			low = ""
		}
	}
	if low != "" || high != "" {
		var err error
		if s.Share, err = m.share(low, high); err != nil {
			return fail(graph.Wording(err))
		}
		s.Figure = true
	}
	return f.put(origin, s)
}

// plain is a property as text; "" for what is none.
func plain(v any) string {
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	case driver.Date:
		return dayOf(v.Time()).String()
	case driver.LocalDateTime:
		return dayOf(v.Time()).String()
	case time.Time:
		return dayOf(v).String()
	}
	return ""
}

// list is a property as texts.
func list(v any) []string {
	all, ok := v.([]any)
	if !ok {
		if s := plain(v); s != "" {
			return []string{s}
		}
		return nil
	}
	var out []string
	for _, x := range all {
		if s := plain(x); s != "" {
			out = append(out, s)
		}
	}
	return out
}
