package view

import "longarm/graph"

// Claim is a statement the view rests on, in words.
type Claim struct {
	ID        graph.ClaimID
	Text      string // "Orange holds 50 % of the capital of Bleu"
	Dates     string // when it holds, in words
	From, To  graph.Date
	AsOf      graph.Date
	Assertion graph.Assertion
	Voice     string // the assertion in words
	Evidence  graph.Evidence
	Grade     string // the evidence in words
	Quote     string // the source's own words
	Source    graph.SourceID
}

// Source is a publication claims rest on.
type Source struct {
	ID       graph.SourceID
	Title    string
	URL      string
	Citation string
	Date     string
}
