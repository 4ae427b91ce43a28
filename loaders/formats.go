package loaders

import (
	"context"
	"fmt"
	"strings"

	"longarm/graph"
	"longarm/loaders/bods"
	"longarm/loaders/companieshouse"
	"longarm/loaders/ftm"
	"longarm/loaders/gleif"
	"longarm/loaders/icij"
	"longarm/loaders/internal/source"
	"longarm/loaders/neo4jcsv"
	"longarm/loaders/psc"
	"longarm/loaders/sec"
	"longarm/loaders/wikidata"
	"longarm/loaders/xlsx"
)

// Format is one kind of file that is read as a stream, record by record.
type Format struct {
	Name  string // as in `longarm load NAME`, and of the folder here
	Title string // what people call it
	// Sniff recognises the format by the head of a stream, at most 64 KiB of UTF-8
	// after decompression.
	Sniff func(head []byte) bool
	// Load reads one stream and hands its records on.
	Load func(ctx context.Context, in *source.Input, add func(graph.Record) error) (Result, error)
	// Lasting: the register names its claims, so that one id means one claim in every
	// file. An id that tells a row, or that authors choose, does not.
	Lasting bool
}

// Formats lists the formats read as streams, sorted by name: one line each.
func Formats() []Format {
	return []Format{
		{"bods", "Beneficial Ownership Data Standard 0.1 to 0.4", bods.Sniff, bods.Load, true},
		{"companieshouse", "UK Companies House, basic company data", companieshouse.Sniff, companieshouse.Load, false},
		{"ftm", "FollowTheMoney and OpenSanctions", ftm.Sniff, ftm.Load, true},
		{"gleif", "GLEIF, legal entities, relationships and reporting exceptions", gleif.Sniff, gleif.Load, true},
		{"icij", "ICIJ Offshore Leaks", icij.Sniff, icij.Load, false},
		{"neo4jcsv", "Tables for Neo4j: neo4j-admin, and LOAD CSV of bods-neo4j", neo4jcsv.Sniff, neo4jcsv.Load, false},
		{"psc", "UK Companies House, persons with significant control", psc.Sniff, psc.Load, true},
		{"sec", "SEC EDGAR, Forms 13F, 13D, 13G and Exhibit 21", sec.Sniff, sec.Load, false},
		{"wikidata", "Wikidata, entities and results of queries", wikidata.Sniff, wikidata.Load, false},
		{"xlsx", "workbook of longarm template", xlsx.Sniff, xlsx.Load, false},
	}
}

// named returns the format of that name.
func named(name string) (Format, bool) {
	for _, f := range Formats() {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}

// Lasting reports a format whose files all mean one claim by one id; see [Format].
func Lasting(name string) bool {
	f, _ := named(name)
	return f.Lasting
}

// Titles lists every known format with what people call it, one a line, sorted by name:
// what help shows.
func Titles() string {
	titles := map[string]string{CSV: "plain tables of nodes and edges", Curated: "facts in YAML, reviewed one by one"}
	for _, f := range Formats() {
		titles[f.Name] = f.Title
	}
	var out strings.Builder
	for _, name := range Names() {
		fmt.Fprintf(&out, "  %-15s %s\n", name, titles[name])
	}
	return out.String()
}
