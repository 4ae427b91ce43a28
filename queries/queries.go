// Package queries holds longarm's questions: one file per question, one result
// struct per question. A struct is the answer: its JSON keys are a contract that
// grows and never breaks, and tables, reports and pages are made from it and from
// nothing else. Rendering is left to package text, reading files and flags to the
// command.
package queries

import (
	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/ownership"
)

// SchemaVersion is the version of the JSON of every answer.
const SchemaVersion = "1"

// Query is one question that can be asked.
type Query struct {
	Name string   // as typed: "reached-by"
	Args []string // what it is asked about, "[ID]" when it may be left out
	Doc  string   // one line in English
	Run  func(*Context, Params) (Answer, error)
}

// All lists the questions in the order a reader meets them.
func All() []Query {
	return []Query{
		reachQuery, whyQuery, reachedByQuery,
		ownersQuery, controllersQuery, controlsQuery, checkQuery, pathsQuery,
		diffQuery, questionsQuery, cutQuery, timelineQuery, compareQuery,
		shieldsQuery, wordsQuery,
		searchQuery, showQuery, lawsQuery, rulesQuery, sourcesQuery, verifyQuery, statsQuery,
	}
}

// Params are what a question is asked with. Each question reads those that concern
// it; the zero value of the others is their default.
type Params struct {
	Args []string // in the order of [Query].Args

	Law    string     // reach: one law only
	Effect law.Effect // reach: one effect only
	Scope  string     // reach: one scope only

	Basis     graph.Basis          // owners, controllers, controls; empty: the question's own default
	Min       graph.Percent        // owners: leave out who holds less than this
	Threshold *ownership.Threshold // controllers, controls; nil: more than 50 %
	Test      *ownership.Test      // check custom: the test, without its class
	Holders   []string             // check: the list tested, by id or name
	Limit     int                  // paths: how many; 0 for the default

	Jurisdictions []string         // reach, compare, laws, rules: laws of these only, by ISO code or name
	Powers        []law.Power      // reach, compare, laws, rules: laws that give one of these only
	Statuses      []law.Status     // laws, rules: laws that stand so only
	Explain       bool             // laws: each ground of the law in plain words
	By            string           // shields: by this law only
	Kind          string           // shields: of this kind only
	Provider      string           // shields: against laws that reach it or may
	All           bool             // compare: every provider the facts know
	Claimed       []ClaimedVerdict // compare: somebody else's verdicts; nil: providers are compared

	From, To graph.Date // diff: the two days; timeline: the first and the last; zero: open
}

// Arg returns the i-th argument, or "".
func (p Params) Arg(i int) string {
	if i < len(p.Args) {
		return p.Args[i]
	}
	return ""
}

// Answer is the result of a question.
type Answer interface {
	// Head returns what every answer carries.
	Head() *Header
	// Split returns one answer for each element of the main list, each with that
	// element alone, in the list's order; the lines of JSON Lines.
	Split() []Answer
	// Signal says what the answer amounts to, for exit codes.
	Signal() Signal
}

// Signal is what an answer amounts to in one word.
type Signal uint8

// The signals.
const (
	Quiet Signal = iota // nothing reached, or a question without a verdict
	Open                // undetermined
	Met                 // reached and active; the condition of a check is met
)

// Header is what every answer carries.
type Header struct {
	SchemaVersion string       `json:"schema_version"`
	AsOf          graph.Date   `json:"as_of"`
	Flags         []graph.Flag `json:"flags"`
	Assumptions   []Assumption `json:"assumptions"`
}

// Head returns the header itself, so that an answer which embeds one has it.
func (h *Header) Head() *Header { return h }

// Signal is Quiet for answers that carry no verdict.
func (h *Header) Signal() Signal { return Quiet }

// Assumption is something the answer takes for granted.
type Assumption struct {
	Kind     string           `json:"kind"`
	Entities []graph.EntityID `json:"entities,omitempty"`
	Name     string           `json:"name,omitempty"`
	Text     string           `json:"text"` // in the language asked
}

// nonNil returns the list, empty instead of nil, so that JSON says [] and not null.
func nonNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
