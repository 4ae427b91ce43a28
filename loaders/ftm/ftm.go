// Package ftm reads FollowTheMoney, the model of Aleph and OpenSanctions: entities as
// JSON lines, plain or nested, delta files, and statements as tables.
//
// Links are entities of their own. An owner that the file lists under an id it gave up
// is found through the referents of the entity that has it now; so the stream is read
// twice, and a third time when such an id was met. Between the readings some ten bytes
// for every entity and link stay in memory.
//
// A percentage is free text and becomes an interval or no figure (package share).
// Sanctions become designations on a list. What OpenSanctions publishes may not be used
// commercially without a contract, and its sources say so.
package ftm

import (
	"bytes"
	"context"
	_ "embed"
	"regexp"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/seen"
	"longarm/loaders/internal/source"
	"longarm/loaders/internal/table"
)

// form is one of the shapes the data comes in.
type form uint8

const (
	foreign    form = iota
	empty           // nothing at all
	lines           // entities, nested or not, and deltas
	statements      // a table with a header
	pack            // a table without one
	simple          // one row for each target
	index           // what is published beside the data
)

var (
	packed  = regexp.MustCompile(`^[^,"\n]{1,200},[A-Z][A-Za-z]{2,40}:[a-zA-Z]{2,40},`)
	schemed = regexp.MustCompile(`"schema"\s*:\s*"[A-Z]`)
	delta   = regexp.MustCompile(`^\{\s*"op"\s*:\s*"(ADD|MOD|DEL)"`)
)

func formOf(head []byte) form {
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")
	has := func(s string) bool { return bytes.Contains(text, []byte(s)) }
	switch {
	case len(text) == 0:
		return empty
	case text[0] == '{' || text[0] == '[':
		switch {
		case delta.Match(text), schemed.Match(text) && has(`"properties"`) && has(`"id"`):
			return lines
		case has(`"versions"`) && has("entities.delta.json"), has(`"resources"`) && has("entities.ftm.json"):
			return index
		}
		return foreign
	case packed.Match(text):
		return pack
	}
	columns, _ := table.Header(text)
	has = func(s string) bool { return slices.Contains(columns, s) }
	switch {
	case has("canonical_id") && has("prop") && has("value"):
		return statements
	case has("id") && has("schema") && has("name") && has("countries"):
		return simple
	}
	return foreign
}

// Sniff recognises every form but an empty file. An index is recognised too, so that it
// is refused for what it is.
func Sniff(head []byte) bool {
	f := formOf(head)
	return f != foreign && f != empty
}

// Load reads one stream.
func Load(ctx context.Context, in *source.Input, add func(graph.Record) error) (source.Result, error) {
	l := &load{ctx: ctx, in: in, add: add, states: in.NewStates(add), sources: map[graph.SourceID]bool{}, passed: map[string]int{}, lists: lists()}
	apart, err := scattered(in)
	if l.apart = apart; err == nil {
		err = l.scan()
	}
	if err == nil {
		err = each(in, l.apart, all, l.visit)
	}
	if err == nil {
		l.tellPassed()
	}
	return in.Result(), err
}

// load is one call of Load.
type load struct {
	ctx     context.Context
	in      *source.Input
	add     func(graph.Record) error
	states  *source.States
	sources map[graph.SourceID]bool // handed on
	lists   map[string][]published
	ticks   int
	// from the first reading:
	apart  map[string]int    // entities whose statements stand in several places
	ids    seen.Set          // of things
	direct seen.Set          // assets of which somebody is said to hold a share himself
	listed seen.Set          // things that a sanction of the file names
	now    map[string]string // an id that was given up → the id that has taken its place
	// while reading:
	met    seen.Set // ids handed on
	spoken seen.Set // ids of entities the file only names, and of lists
	passed map[string]int
	loose  int // links that tie nothing and would have been notes
}

// scan reads the stream a first time: which ids there are, which ones links name, and
// which assets have direct owners.
func (l *load) scan() error {
	var named, met seen.Set
	err := l.in.Scout(func(scout *source.Input) error {
		return each(scout, l.apart, ids, func(e *entity) error {
			if err := l.tick(); err != nil {
				return err
			}
			if e.op != "DEL" && isRead(e.schema) && !isOdd(e.id) && met.Add(e.id) { // as visit does
				if _, thing := kinds[e.schema]; thing {
					l.ids.Add(e.id)
				}
			}
			k, ok := links[e.schema]
			if !ok {
				k = link{source: "entity"}
				if e.schema != "Sanction" {
					if k.source = "parent"; e.schema != "Company" && e.schema != "Organization" && e.schema != "LegalEntity" {
						return nil
					}
				}
			}
			for _, end := range []string{k.source, k.target} {
				if end != "" {
					for _, id := range e.props.values(end) {
						named.Add(id)
						if e.schema == "Sanction" {
							l.listed.Add(id)
						}
					}
				}
			}
			if e.schema == "Ownership" && !indirect(e) {
				for _, id := range e.props.values("asset") {
					l.direct.Add(id)
				}
			}
			return nil
		})
	})
	if err != nil {
		return err
	}
	lost := 0
	named.Each(func(h uint64) {
		if !l.ids.HasHash(h) {
			lost++
		}
	})
	l.now = map[string]string{}
	if lost == 0 {
		return nil
	}
	return l.in.Scout(func(scout *source.Input) error {
		return each(scout, l.apart, olds, func(e *entity) error {
			if err := l.tick(); err != nil {
				return err
			}
			for _, old := range e.referents {
				if named.Has(old) && !l.ids.Has(old) && l.now[old] == "" {
					l.now[old] = e.id
				}
			}
			return nil
		})
	})
}

// isRead reports a schema that something is made of.
func isRead(schema string) bool {
	_, thing := kinds[schema]
	_, tie := links[schema]
	return thing || tie || schema == "Sanction"
}

// isOdd reports an id that would be taken apart where claims are named after it.
func isOdd(id string) bool { return strings.ContainsAny(id, "#\n\r") }

func (l *load) tick() error {
	if l.ticks++; l.ticks%1024 == 0 {
		return l.ctx.Err()
	}
	return nil
}

// current is the id an entity has now.
func (l *load) current(id string) string {
	if now, ok := l.now[id]; ok {
		return now
	}
	return id
}

func entityID(id string) graph.EntityID { return graph.EntityID("ftm:" + id) }

// ref is the entity of an id that a link names. One the file does not describe is
// mentioned.
func (l *load) ref(id string, c *graph.Claim) (graph.EntityID, error) {
	id = l.current(id)
	if !l.ids.Has(id) && l.spoken.Add(id) {
		return entityID(id), l.add(graph.Entity{ID: entityID(id), Source: c.Source, Origin: c.Origin})
	}
	return entityID(id), nil
}

// visit hands on one entity.
func (l *load) visit(e *entity) error {
	if err := l.tick(); err != nil {
		return err
	}
	if e.op == "DEL" {
		return l.deleted(e)
	}
	if isOdd(e.id) {
		if !e.nested {
			l.in.Reject(e.line, e.column, "id", graph.Say("the id %s holds # or a line end", "l’identifiant %s contient # ou une fin de ligne", source.Clip(e.id)), graph.Say("no publisher writes such ids; correct it", "aucun éditeur n’écrit de tels identifiants ; corrigez-le"))
		}
		return nil
	}
	if !isRead(e.schema) {
		l.passed[e.schema]++
		if e.nested {
			return nil
		}
		l.in.Accept()
		_, err := l.in.Remove(string(entityID(e.id)))
		return err
	}
	if !l.met.Add(e.id) {
		if !e.nested { // one entity may be nested in several
			l.in.Reject(e.line, e.column, "id", graph.Say("the id %s stands twice in this file", "l’identifiant %s figure deux fois dans ce fichier", source.Clip(e.id)), graph.Say("the first one was read; load deltas one after another", "le premier a été lu ; chargez les deltas l’un après l’autre"))
		}
		return nil
	}
	if !e.nested { // given anew: what it said before goes
		if _, err := l.in.Remove(string(entityID(e.id))); err != nil {
			return err
		}
	}
	var err error
	var why *fault
	switch kind, thing := kinds[e.schema]; {
	case thing:
		err = l.thing(e, kind)
	case e.schema == "Sanction":
		why, err = l.sanction(e)
	default:
		why, err = l.link(e, links[e.schema])
	}
	switch {
	case err != nil:
		return err
	case e.nested:
	case why != nil:
		line, column := e.props.place(why.property)
		l.in.Reject(line, column, "properties."+why.property, why.cause, why.next)
	default:
		l.in.Accept()
	}
	return nil
}

// deleted takes away an entity that the source gave up, or says that it did when
// nobody keeps what was loaded earlier.
func (l *load) deleted(e *entity) error {
	if e.nested {
		return nil
	}
	l.in.Accept()
	removed, err := l.in.Remove(string(entityID(e.id)))
	if err == nil && !removed {
		l.in.Remark(e.line, e.column, "", graph.Say("the entity %s was deleted in the source", "l’entité %s a été supprimée dans la source", source.Clip(e.id)), graph.Say("load the delta into a workspace with --delta and the --name of the full file to be rid of it", "pour qu’elle disparaisse, chargez le delta dans un espace de travail avec --delta et le --name du fichier complet"))
	}
	return err
}

// fault refuses an entity for one of its properties.
type fault struct {
	property    string
	cause, next graph.Text
}

// tellPassed says which schemata were passed over.
func (l *load) tellPassed() {
	for _, schema := range slices.Sorted(mapsKeys(l.passed)) {
		l.in.Remark(0, 0, "", graph.Say("entities of the schema %s are not read", "les entités du schéma %s ne sont pas lues", source.Clip(schema)), graph.Say("the guide says which are", "le guide dit lesquelles le sont"))
	}
	if l.loose > 0 {
		l.in.Remark(0, 0, "", graph.Say("%d links lack one of their ends", "il manque un bout à %d liens", l.loose), graph.Say("they are left out", "ils sont laissés de côté"))
	}
}

// claim is what all claims of an entity share.
func (l *load) claim(e *entity, id string) (graph.Claim, error) {
	c := graph.Claim{ID: graph.ClaimID("ftm:" + id), Assertion: graph.Stated, Evidence: graph.Medium, Origin: l.in.Origin(e.line)}
	s := graph.Source{Origin: l.in.Origin(1)}
	switch {
	case !e.published:
		s.ID, s.Title = l.in.SourceID("ftm"), "FollowTheMoney data"
	case len(e.datasets) == 1:
		s.ID, s.Title = graph.SourceID("opensanctions:"+e.datasets[0]), "OpenSanctions, data set "+e.datasets[0]
		s.URL = "https://www.opensanctions.org/datasets/" + e.datasets[0] + "/"
	default:
		s.ID, s.Title, s.URL = l.in.SourceID("opensanctions"), "OpenSanctions", "https://www.opensanctions.org/datasets/"
	}
	if e.published {
		s.Licence, s.NonCommercial = "CC-BY-NC-4.0", true
	}
	c.Source = s.ID
	if l.sources[s.ID] {
		return c, nil
	}
	l.sources[s.ID] = true
	return c, l.add(s)
}

//go:embed lists.csv
var listTable string

// published is a designation list that a data set of OpenSanctions holds: all of it, or,
// of data sets of several lists, those of a programme.
type published struct {
	list    graph.EntityID
	program string // part of its name, "" for all
}

// lists are the designation lists of data sets.
func lists() map[string][]published {
	out := map[string][]published{}
	for line := range strings.Lines(listTable) {
		if f := strings.Split(strings.TrimSpace(line), ","); len(f) == 3 && f[0] != "dataset" {
			out[f[0]] = append(out[f[0]], published{graph.EntityID(f[1]), f[2]})
		}
	}
	return out
}

// listsIn are the lists that data sets hold an entity with these programmes on.
func (l *load) listsIn(datasets, programs []string) []graph.EntityID {
	var out []graph.EntityID
	for _, dataset := range datasets {
		for _, p := range l.lists[dataset] {
			on := p.program == "" || slices.ContainsFunc(programs, func(s string) bool { return strings.Contains(s, p.program) })
			if on && !slices.Contains(out, p.list) {
				out = append(out, p.list)
			}
		}
	}
	return out
}
