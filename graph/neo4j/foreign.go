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
// then statements. What cannot be used is left out, and refuse is told why in both
// languages. A relationship of whose ends one is not mapped is refused.
func (c *Client) Foreign(ctx context.Context, m *Mapping, add func(graph.Record) error, refuse func(*graph.Problem)) error {
	f := &foreign{m: m, add: add, refuse: refuse, ids: map[string]graph.EntityID{}, taken: map[graph.EntityID]bool{}, own: map[string]graph.EntityID{},
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
		if err := f.jurisdictions(); err != nil {
			return err
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
	taken  map[graph.EntityID]bool
	own    map[string]graph.EntityID // states of the graph, by code
	formed []formed
	claims map[graph.ClaimID]bool
	source graph.SourceID
}

// put hands a record on, unless it is impossible by itself.
func (f *foreign) put(origin string, r graph.Record) error {
	if err := graph.Check(r); err != nil {
		return f.impossible(origin, err)
	}
	return f.add(r)
}

func (f *foreign) impossible(origin string, err error) error {
	return f.fail(origin, "%v; correct it in the graph, or the mapping", "%v ; corrigez-le dans le graphe, ou la correspondance", err)
}

// fail tells why a node or a relationship is left out.
func (f *foreign) fail(origin, en, fr string, args ...any) error {
	f.refuse(&graph.Problem{Origin: origin, Cause: graph.Say(en, fr, args...)})
	return nil
}

func (f *foreign) node(m *NodeMapping, at string, p map[string]any) error {
	origin := m.Label + " " + at
	id := plain(p[m.ID])
	if id == "" {
		return f.fail(origin, "it has no property %q; name the property of the id in the mapping", "il n’a pas de propriété %q ; nommez dans la correspondance la propriété de l’identifiant", m.ID)
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
	if err := graph.Check(e); err != nil {
		return f.impossible(origin, err)
	}
	if f.taken[e.ID] {
		return f.fail(origin, "another node has the id %q already; give each its own, or nodes of different labels different prefixes", "un autre nœud porte déjà l’identifiant %q ; donnez à chacun le sien, ou des préfixes différents aux nœuds de labels différents", e.ID)
	}
	f.ids[at], f.taken[e.ID] = e.ID, true
	if err := f.add(e); err != nil {
		return err
	}
	if e.ISO != "" && (e.Kind == graph.State || e.Kind == graph.Bloc) && f.own[e.ISO] == "" {
		f.own[e.ISO] = e.ID
	}
	if code := get(m.Jurisdiction); code != "" {
		f.formed = append(f.formed, formed{e.ID, m.Kind == graph.Person, code, origin})
	}
	return nil
}

// formed is an entity and the code of the state it is formed in, or a national of.
type formed struct {
	id     graph.EntityID
	person bool
	code   string
	origin string
}

// jurisdictions says where entities are formed, once all nodes are read: a state of the
// graph itself comes before the one we know by its code.
func (f *foreign) jurisdictions() error {
	known := map[string]graph.EntityID{}
	for _, x := range f.formed {
		code := strings.ToUpper(x.code)
		at := f.own[code]
		if at == "" {
			at = known[code]
		}
		if at == "" && f.m.States != nil {
			state, ok := f.m.States(code)
			switch {
			case ok && f.taken[state.ID]:
				if err := f.fail(x.origin, "the state %q is meant by its code, but another node has the id %q; put a prefix before the ids of the nodes in the mapping",
					"l’État %q est désigné par son code, mais un autre nœud porte l’identifiant %q ; mettez dans la correspondance un préfixe devant les identifiants des nœuds", code, state.ID); err != nil {
					return err
				}
				continue
			case ok:
				if err := f.add(state); err != nil {
					return err
				}
				at, known[code] = state.ID, state.ID
			}
		}
		if at == "" {
			if err := f.fail(x.origin, "%q is the code of no state; give ISO 3166-1 alpha-2 codes", "%q n’est le code d’aucun État ; donnez des codes ISO 3166-1 alpha-2", x.code); err != nil {
				return err
			}
			continue
		}
		interest := graph.IncorporatedIn
		if x.person {
			interest = graph.NationalOf
		}
		c := graph.Claim{ID: graph.ClaimID(fmt.Sprintf("%s#%s", x.id, interest)), Source: f.source, Evidence: graph.Medium, Assertion: graph.Stated, Origin: x.origin}
		if err := f.put(x.origin, graph.Statement{Claim: c, Holder: x.id, Interest: interest, Subject: at}); err != nil {
			return err
		}
	}
	return nil
}

func (f *foreign) relationship(m *RelationshipMapping, at string, p map[string]any, from, to string) error {
	origin := m.Type + " " + at
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
		return f.fail(origin, "one of its ends has no label that the mapping names, or was left out; map the label, or correct that node", "l’une de ses extrémités n’a aucun label que nomme la correspondance, ou a été écartée ; mettez ce label en correspondance, ou corrigez ce nœud")
	}
	if s.ID = graph.ClaimID(get(m.ID)); s.ID == "" {
		s.ID = graph.ClaimID("neo4j:" + at)
	}
	if f.claims[s.ID] {
		return f.fail(origin, "the id %q stands twice; give each relationship its own, or leave id out of the mapping", "l’identifiant %q figure deux fois ; donnez à chaque relation le sien, ou retirez id de la correspondance", s.ID)
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
				return f.fail(origin, "%s: %v; correct it in the graph", "%s : %v ; corrigez-le dans le graphe", d.property, err)
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
			return f.fail(origin, "the share: %v; correct it in the graph, or the unit in the mapping", "la part : %v ; corrigez-la dans le graphe, ou l’unité dans la correspondance", err)
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
