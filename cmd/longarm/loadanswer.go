package main

import (
	"strconv"
	"strings"

	"longarm/graph"
	"longarm/loaders"
	"longarm/queries"
)

// loadAnswer is what `longarm load` answers.
type loadAnswer struct {
	queries.Header
	Read      int             `json:"read"`
	Accepted  int             `json:"accepted"`
	Rejected  int             `json:"rejected"`
	Errors    []loaders.Error `json:"errors"`
	Notes     []loaders.Error `json:"notes"`
	Error     string          `json:"error,omitempty"` // why nothing, or not all, was published
	Workspace string          `json:"workspace,omitempty"`
	DryRun    bool            `json:"dry_run"`
	Loads     []loadedFiles   `json:"loads"`

	words func(en, fr string) string // picks the language asked
	lang  string
}

// loadedFiles are the files of one source.
type loadedFiles struct {
	Name     string   `json:"name"`
	Source   string   `json:"source"`
	Files    []string `json:"files"`
	Read     int      `json:"read"`
	Accepted int      `json:"accepted"`
	Rejected int      `json:"rejected"`
	Records  tally    `json:"records"`
	Outcome  string   `json:"outcome"` // published, checked, refused, or not read
}

// The outcomes of a load.
const (
	published = "published"
	checked   = "checked" // a dry run: all in order, nothing kept
	refused   = "refused"
	notRead   = "not read" // an earlier one was refused
)

// tally counts records by kind.
type tally struct {
	Entities   int `json:"entities"`
	Statements int `json:"statements"`
	Attributes int `json:"attributes"`
	Coverages  int `json:"coverages"`
	Notes      int `json:"notes"`
	Sources    int `json:"sources"`
}

func (t *tally) count(r graph.Record) {
	switch r.(type) {
	case graph.Entity:
		t.Entities++
	case graph.Statement:
		t.Statements++
	case graph.Attribute:
		t.Attributes++
	case graph.Coverage:
		t.Coverages++
	case graph.Note:
		t.Notes++
	case graph.Source:
		t.Sources++
	}
}

func newLoadAnswer(a *app, f *loadFlags, groups []group) *loadAnswer {
	out := &loadAnswer{words: a.voiceWord, lang: a.settings.Lang, Workspace: f.workspace, DryRun: f.dryRun, Errors: []loaders.Error{}, Notes: []loaders.Error{}, Loads: make([]loadedFiles, len(groups)),
		Header: queries.Header{SchemaVersion: queries.SchemaVersion, AsOf: a.settings.AsOf, Flags: []graph.Flag{}, Assumptions: []queries.Assumption{}}}
	for i, g := range groups {
		out.Loads[i] = loadedFiles{Name: g.name, Source: g.format, Files: g.paths, Outcome: notRead}
	}
	return out
}

// add enters what came of the files of one source.
func (out *loadAnswer) add(told *loadedFiles, r loaders.Result) {
	told.Read, told.Accepted, told.Rejected = r.Read, r.Accepted, r.Rejected
	out.Read, out.Accepted, out.Rejected = out.Read+r.Read, out.Accepted+r.Accepted, out.Rejected+r.Rejected
	out.Errors, out.Notes = inLang(out.lang, out.Errors, r.Errors), inLang(out.lang, out.Notes, r.Notes)
	for _, f := range r.Flags {
		out.Flags = append(out.Flags, f.In(out.lang))
	}
}

// inLang appends messages in a language.
func inLang(lang string, list, more []loaders.Error) []loaders.Error {
	for _, e := range more {
		list = append(list, e.Told(lang))
	}
	return list
}

// left says what an interruption left behind.
func (out *loadAnswer) left() string {
	var done []string
	for _, l := range out.Loads {
		if l.Outcome == published {
			done = append(done, l.Name)
		}
	}
	switch {
	case out.DryRun:
		return out.words("nothing was kept", "rien n’a été gardé")
	case len(done) > 0:
		return strings.Join(done, ", ") + out.words(" had been published; the same command again loads the rest", " : déjà publié ; la même commande charge le reste")
	}
	return out.words("the workspace is as it was; the same command again starts over", "l’espace de travail est resté tel quel ; la même commande reprend du début")
}

var loadColumns = []string{"name", "source", "read", "accepted", "rejected", "entities", "statements", "outcome"}

func (l *loadedFiles) row(a *app) []string {
	n := strconv.Itoa
	return []string{l.Name, l.Source, n(l.Read), n(l.Accepted), n(l.Rejected), n(l.Records.Entities), n(l.Records.Statements), a.cell(l.Outcome)}
}

// write prints the answer in the format asked.
func (out *loadAnswer) write(a *app) error {
	var rows [][]string
	for i := range out.Loads {
		rows = append(rows, out.Loads[i].row(a))
	}
	return a.writeRows(out, loadColumns, rows)
}
