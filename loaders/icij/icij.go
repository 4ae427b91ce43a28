// Package icij reads the Offshore Leaks database of the International Consortium of
// Investigative Journalists as CSV: entities, officers, intermediaries, others and
// relationships, in the layouts of 2016 to today.
//
// What an officer is to an entity stands in free text ("shareholder of", "Ultimate
// Beneficial Owner") and is read by its words. Officers are persons or companies and no
// file says which. Similar names are never one party, and addresses are no parties.
//
// Every row stands by itself: memory does not grow with the files but for the ids of
// nodes, eight bytes each.
package icij

import (
	"context"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/seen"
	"longarm/loaders/internal/source"
	"longarm/loaders/internal/table"
)

// role is what the rows of a table are.
type role uint8

const (
	foreign role = iota
	entities
	officers
	intermediaries
	others
	addresses
	relationships
	drawnNodes // of a drawing: any kind of node
)

// roleOf tells tables apart by their columns.
func roleOf(columns []string) role {
	has := func(names ...string) bool { return table.Holds(columns, names...) }
	switch {
	case has("node_id_start", "node_id_end"), has("START_ID", "TYPE", "END_ID"), has("node_1", "rel_type", "node_2"), has("source", "target", "data.type"):
		return relationships
	case has("id", "data.categories.0", "label"):
		return drawnNodes
	case !has("node_id"), !has("sourceID") && !has("countries") && !has("country_codes"):
		return foreign
	case has("jurisdiction_description"), has("ibcRUC"), has("company_type"):
		if has("closed_date") || has("type") && !has("company_type") {
			return others
		}
		return entities
	case has("closed_date"), has("type"):
		return others
	case has("address") && !has("internal_id") && !has("status"):
		return addresses
	case has("internal_id"), has("status"):
		return intermediaries
	case has("name"):
		return officers
	}
	return foreign
}

// Sniff recognises the tables by their columns.
func Sniff(head []byte) bool {
	columns, _ := table.Header(head)
	return roleOf(columns) != foreign
}

// Load reads one table.
func Load(ctx context.Context, in *source.Input, add func(graph.Record) error) (source.Result, error) {
	t, err := table.Open(in)
	if err != nil {
		return in.Result(), err
	}
	l := &load{in: in, add: add, states: in.NewStates(add), t: t, role: roleOf(t.Columns()), sources: map[graph.SourceID]bool{}, base: in.Base(), leaks: map[string]leak{}, offices: map[string][]part{}}
	if l.role == foreign {
		return in.Result(), in.Fail(1, 1, graph.Fault("the columns are those of no table of Offshore Leaks; nodes have node_id and sourceID, relationships node_id_start and node_id_end", "les colonnes ne sont celles d’aucune table d’Offshore Leaks ; les nœuds ont node_id et sourceID, les relations node_id_start et node_id_end"))
	}
	l.bind()
	visit := l.node
	if l.role == relationships {
		visit = l.relationship
	}
	err = t.Each(ctx, func(row *table.Row) error {
		l.row = row
		return visit()
	})
	return in.Result(), err
}

// load is one call of Load.
type load struct {
	in      *source.Input
	add     func(graph.Record) error
	states  *source.States
	t       *table.Table
	row     *table.Row
	role    role
	base    string // of the file's name, for ids of claims
	sources map[graph.SourceID]bool
	leaks   map[string]leak
	offices map[string][]part
	met     seen.Set
	at      struct {
		id, name, leak, until, countries, codes, jurisdiction, described, form, status int
		from, to, kind, link, start, end, category, note                               int
		dates, aliases                                                                 []int
	}
}

func (l *load) bind() {
	c := l.t.Column
	l.at.id, l.at.name = c("node_id", "id"), c("name", "data.properties.name", "label")
	l.at.leak, l.at.until, l.at.note = c("sourceID"), c("valid_until"), c("note")
	l.at.countries, l.at.codes = c("countries", "data.properties.country"), c("country_codes")
	l.at.jurisdiction, l.at.described = c("jurisdiction", "data.properties.jurisdiction"), c("jurisdiction_description")
	l.at.form, l.at.status = c("company_type", "type"), c("status", "data.properties.status")
	l.at.from, l.at.to = c("node_id_start", "START_ID", "node_1", "source"), c("node_id_end", "END_ID", "node_2", "target")
	if l.role == relationships {
		l.at.kind, l.at.link = c("rel_type", "TYPE", "data.type"), c("link", "data.properties.name")
	}
	l.at.start, l.at.end = c("start_date", "data.properties.date_start"), c("end_date", "data.properties.date_end")
	l.at.category = c("data.categories.0")
	for _, name := range []string{"incorporation_date", "inactivation_date", "struck_off_date", "dorm_date", "closed_date", "ibcRUC", "company_type", "type", "service_provider",
		"data.properties.registrationDate", "data.properties.inactivationDate", "data.properties.struck_off_date"} {
		if i := c(name); i >= 0 {
			l.at.dates = append(l.at.dates, i)
		}
	}
	for _, name := range []string{"original_name", "former_name", "data.properties.former_name"} {
		if i := c(name); i >= 0 {
			l.at.aliases = append(l.at.aliases, i)
		}
	}
}

func entityID(id string) graph.EntityID { return graph.EntityID("icij:" + id) }

// reaches are the days until which a leak reaches: for the last two families, when it was
// published, for its providers differ.
var reaches = []struct {
	prefix string
	until  graph.Date
}{{"Offshore Leaks", graph.NewDate(2010, 12, 31)}, {"Panama Papers", graph.NewDate(2015, 12, 31)}, {"Bahamas Leaks", graph.NewDate(2016, 1, 1)},
	{"Paradise Papers", graph.NewDate(2017, 11, 5)}, {"Pandora Papers", graph.NewDate(2021, 10, 3)}}

// leak is the source of a leak and the day until which it reaches.
type leak struct {
	id    graph.SourceID
	until graph.Date
}

// cite is the source of the row, its leak, and the day until which that reaches: as the
// row says it, or as is known of the leak.
func (l *load) cite() (graph.SourceID, graph.Date, error) {
	name := l.row.Text(l.at.leak)
	k, known := l.leaks[name]
	if !known {
		k.id = l.in.SourceID("icij")
		title := "ICIJ Offshore Leaks"
		if name != "" {
			k.id = graph.SourceID("icij:" + strings.Join(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return r == ' ' || r == '-' }), "-"))
			title += ": " + name
		}
		for _, reach := range reaches {
			if strings.HasPrefix(name, reach.prefix) {
				k.until = reach.until
			}
		}
		l.leaks[name] = k
		if !l.sources[k.id] {
			l.sources[k.id] = true
			err := l.add(graph.Source{ID: k.id, Title: title, URL: "https://offshoreleaks.icij.org/", Licence: "ODbL-1.0 (database), CC-BY-SA-3.0 (contents)", Origin: l.in.Origin(1)})
			if err != nil {
				return "", 0, err
			}
		}
	}
	if l.at.until >= 0 {
		if d := lastYear(l.row.Text(l.at.until)); d != 0 {
			return k.id, d, nil
		}
	}
	return k.id, k.until, nil
}

// lastYear is the last day of the year that a text such as "The Panama Papers data is
// current through 2015" ends with, 0 when it names none.
func lastYear(text string) graph.Date {
	for i := len(text) - 4; i >= 0; i-- {
		if y := text[i : i+4]; (y[:2] == "19" || y[:2] == "20") && strings.Trim(y[2:], "0123456789") == "" {
			return graph.NewDate(int(y[0]-'0')*1000+int(y[1]-'0')*100+int(y[2]-'0')*10+int(y[3]-'0'), 12, 31)
		}
	}
	return 0
}

func (l *load) claim(id string, s graph.SourceID) graph.Claim {
	return graph.Claim{ID: graph.ClaimID(id), Assertion: graph.Stated, Source: s, Evidence: graph.Medium, Origin: l.in.Origin(l.row.Line)}
}

// key checks an id of a node.
func (l *load) key(column int) (string, bool) {
	id := l.row.Text(column)
	if id == "" || strings.Trim(id, "0123456789") != "" || len(id) > 20 {
		l.row.Reject(column, graph.Say("%q is no id of a node", "%q n’est pas l’identifiant d’un nœud", source.Clip(id)), graph.Say("ids are whole numbers", "les identifiants sont des nombres entiers"))
		return "", false
	}
	return id, true
}
