package neo4j

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"time"
	"unicode/utf8"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"longarm/graph"
)

// class is a sort of node or relationship, in the order they are written: what others
// point to comes first.
type class int

const (
	sources class = iota
	entities
	within
	holds
	influences
	supplies
	tiedTo
	saidHolds
	saidInfluences
	saidSupplies
	saidTiedTo
	facts
	coverages
	notes
	laws
	nexuses
	classes int = iota
)

// family is the class of a statement: the relationship type it is pushed as. What does
// not count has types of its own, so that a query by hand finds only what counts.
func family(s *graph.Statement) class {
	if s.Assertion.Counts() {
		return holds + class(s.Interest.Family())
	}
	return saidHolds + class(s.Interest.Family())
}

// row is one node or relationship as the server keeps it.
type row struct {
	class class
	id    string
	ends  []string // ids of the entities a relationship joins, or a node hangs on
	label string   // of an entity: its kind
	props map[string]any
	hash  int64 // of all of the above
}

// props collects properties; empty values are left out.
type props map[string]any

// text sets a property. Bytes that are no UTF-8 go as bytes: the server would replace
// them.
func (p props) text(key, s string) {
	switch {
	case s == "":
	case utf8.ValidString(s):
		p[key] = s
	default:
		p[key] = []byte(s)
	}
}

func (p props) words(key string, t graph.Text) {
	p.text(key, t.Own)
	p.text(key+"_en", t.EN)
	p.text(key+"_fr", t.FR)
}

func (p props) texts(key string, list []string) error {
	if len(list) == 0 {
		return nil
	}
	for _, s := range list {
		if !utf8.ValidString(s) {
			return fmt.Errorf("%s: %q is not UTF-8", key, s)
		}
	}
	p[key] = list
	return nil
}

// date sets a day as the server's own type.
func (p props) date(key string, d graph.Date) error {
	if d == 0 {
		return nil
	}
	t := time.Date(d.Year(), time.Month(int(d)/100%100), int(d)%100, 0, 0, 0, 0, time.UTC)
	if dayOf(t) != d {
		return fmt.Errorf("%s: there is no day %s", key, d)
	}
	p[key] = driver.DateOf(t)
	return nil
}

func dayOf(t time.Time) graph.Date { return graph.NewDate(t.Year(), int(t.Month()), t.Day()) }

// share sets the ends of a figure twice: in percent as floats, for people, and in
// billionths of a percent as integers, which decide.
func (p props) share(s graph.Share, figure bool, silent graph.Share) {
	if !figure {
		if s == silent {
			return
		}
		p["figure"] = false
	}
	p["share"] = s.String() // for captions
	p["min"], p["max"] = percent(s.Min), percent(s.Max)
	p["minExact"], p["maxExact"] = int64(s.Min), int64(s.Max)
	if s.MinOpen {
		p["minOpen"] = true
	}
	if s.MaxOpen {
		p["maxOpen"] = true
	}
}

// percent is the float nearest to a figure, for reading only.
func percent(p graph.Percent) float64 { return float64(p) / float64(graph.WholePercent(1)) }

func (p props) claim(c *graph.Claim) error {
	if !utf8.ValidString(string(c.ID)) {
		return fmt.Errorf("the id %q is not UTF-8", c.ID)
	}
	p["id"] = string(c.ID)
	p["assertion"] = string(c.Assertion)
	p.text("source", string(c.Source))
	p.text("evidence", c.Evidence.String())
	p.text("quote", c.Quote)
	p.words("note", c.Note)
	p.text("origin", c.Origin)
	return cmp.Or(p.date("from", c.Period.From), p.date("to", c.Period.To), p.date("asOf", c.Period.AsOf))
}

// rowsOf turns a record into what the server keeps of it: one row, and one more for
// the state an entity lies in.
func rowsOf(r graph.Record) ([]row, error) {
	p := props{}
	switch r := r.(type) {
	case graph.Source:
		return sourceRow(p, &r)
	case graph.Entity:
		return entityRows(p, &r)
	case graph.Statement:
		err := p.claim(&r.Claim)
		p["interest"] = string(r.Interest)
		p.text("basis", string(r.Basis))
		p.share(r.Share, r.Figure, silentShare(r.Interest))
		p.text("value", r.Value)
		p.words("words", r.Words)
		return one(family(&r), string(r.ID), p, err, string(r.Holder), string(r.Subject))
	case graph.Attribute:
		err := p.claim(&r.Claim)
		p.text("name", r.Name)
		p.text("value", r.Value)
		p.text("per", r.Per)
		p.text("entity", string(r.Entity))
		p.text("at", string(r.At))
		return one(facts, string(r.ID), p, err, string(r.Entity), string(r.At))
	case graph.Coverage:
		err := p.claim(&r.Claim)
		p["kind"], p["interest"] = string(r.Kind), string(r.Interest)
		p.text("basis", string(r.Basis))
		p.text("entity", string(r.Entity))
		if r.Percent != 0 {
			p["percent"], p["percentExact"] = percent(r.Percent), int64(r.Percent)
		}
		ends := []string{string(r.Entity)}
		for _, m := range r.Members {
			ends = append(ends, string(m))
		}
		return one(coverages, string(r.ID), p, cmp.Or(err, p.texts("members", ends[1:])), ends...)
	case graph.Note:
		err := p.claim(&r.Claim)
		p.text("relation", r.Relation)
		p.share(r.Share, r.Figure, graph.Share{})
		p.text("value", r.Value)
		p.words("words", r.Words)
		return one(notes, string(r.ID), p, err, string(r.Subject), string(r.Object))
	}
	return nil, fmt.Errorf("a record of the unknown type %T", r)
}

// silentShare is the share of a statement without a figure.
func silentShare(i graph.Interest) graph.Share {
	if i.CarriesShare() {
		return graph.SomeShare()
	}
	return graph.Share{}
}

func one(c class, id string, p props, err error, ends ...string) ([]row, error) {
	for _, e := range ends {
		if !utf8.ValidString(e) {
			err = cmp.Or(err, fmt.Errorf("the id %q is not UTF-8", e))
		}
	}
	if err != nil {
		return nil, fmt.Errorf("%q cannot be kept in Neo4j: %w; correct it", id, err)
	}
	r := row{class: c, id: id, ends: ends, props: p}
	r.seal()
	return []row{r}, nil
}

func sourceRow(p props, s *graph.Source) ([]row, error) {
	p["id"] = string(s.ID)
	p.text("title", s.Title)
	p.text("title_fr", s.InFrench.Title)
	p.text("url", s.URL)
	p.text("citation", s.Citation)
	p.text("citation_fr", s.InFrench.Citation)
	p.text("date", s.Date)
	p.text("licence", s.Licence)
	if s.NonCommercial {
		p["nonCommercial"] = true
	}
	p.text("origin", s.Origin)
	return one(sources, string(s.ID), p, nil)
}

func entityRows(p props, e *graph.Entity) ([]row, error) {
	p["id"], p["kind"] = string(e.ID), string(e.Kind)
	p.text("name", e.Name)
	langs := make([]string, 0, len(e.Names))
	for lang := range e.Names {
		langs = append(langs, lang)
	}
	slices.Sort(langs)
	named := make([]string, 0, len(langs))
	for _, lang := range langs {
		named = append(named, e.Names[lang])
	}
	var schemes, numbers []string
	for _, i := range e.Identifiers {
		schemes, numbers = append(schemes, i.Scheme), append(numbers, i.ID)
	}
	err := cmp.Or(p.texts("nameLangs", langs), p.texts("names", named), p.texts("aliases", e.Aliases),
		p.texts("identifierSchemes", schemes), p.texts("identifiers", numbers))
	p.text("legalName", e.LegalName)
	p.text("lei", e.LEI)
	p.text("iso", e.ISO)
	p.text("within", string(e.Within))
	p.text("withinClaim", string(e.WithinClaim))
	p.words("status", e.Status)
	p.words("note", e.Note)
	p.text("source", string(e.Source))
	p.text("evidence", e.Evidence.String())
	p.text("origin", e.Origin)
	if err := cmp.Or(err, p.keys(e)); err != nil {
		return nil, fmt.Errorf("%q cannot be kept in Neo4j: %w; correct it", e.ID, err)
	}
	rows, err := one(entities, string(e.ID), p, nil)
	if err != nil || e.Within == "" {
		return label(rows, e.Kind), err
	}
	in, err := one(within, string(e.ID), props{"id": string(e.ID)}, nil, string(e.ID), string(e.Within))
	return append(label(rows, e.Kind), in...), err
}

func label(rows []row, k graph.Kind) []row {
	for i := range rows {
		rows[i].label = string(k)
	}
	return rows
}

// seal sums the row up. Two rows with one sum are one row.
func (r *row) seal() {
	h := fnv.New64a()
	put := func(tag byte, s string) {
		var head [9]byte
		head[0] = tag
		binary.LittleEndian.PutUint64(head[1:], uint64(len(s)))
		h.Write(head[:])
		h.Write([]byte(s))
	}
	number := func(tag byte, n uint64) {
		var b [9]byte
		b[0] = tag
		binary.LittleEndian.PutUint64(b[1:], n)
		h.Write(b[:])
	}
	number('c', uint64(r.class))
	for _, e := range r.ends {
		put('e', e)
	}
	keys := make([]string, 0, len(r.props))
	for k := range r.props {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		put('k', k)
		switch v := r.props[k].(type) {
		case string:
			put('s', v)
		case []byte:
			put('b', string(v))
		case []string:
			for _, s := range v {
				put('l', s)
			}
		case int64:
			number('i', uint64(v))
		case float64:
			number('f', math.Float64bits(v))
		case bool:
			put('t', fmt.Sprint(v))
		case driver.Date:
			number('d', uint64(dayOf(v.Time())))
		}
	}
	r.hash = int64(h.Sum64())
	r.props["hash"] = r.hash
}
