package queries

import "longarm/graph"

// SourcesResult lists the publications the facts rest on.
type SourcesResult struct {
	Header
	Sources []SourceRow `json:"sources"` // sorted by id
}

// SourceRow is one publication with how many claims that speak at the date rest on
// it; notes and coverage of any date count.
type SourceRow struct {
	SourceBrief
	Claims int `json:"claims"`
}

var sourcesQuery = Query{
	Name: "sources",
	Doc:  "the publications the facts rest on",
	Run:  func(c *Context, p Params) (Answer, error) { return Sources(c, p) },
}

// Sources lists every publication of the data.
func Sources(c *Context, _ Params) (*SourcesResult, error) {
	out := &SourcesResult{Header: c.header(nil), Sources: []SourceRow{}}
	l := c.Ledger()
	claims := map[graph.SourceID]int{}
	seen := map[graph.ClaimID]bool{}
	count := func(id graph.ClaimID) {
		if base := l.Claim(id); base != nil && !seen[id] {
			seen[id] = true
			claims[base.Source]++
		}
	}
	for _, id := range l.Entities() {
		c.eachClaim(id, count)
		for _, cov := range l.CoverageOf(id) {
			count(cov.ID)
		}
		for _, n := range l.NotesOf(id) {
			count(n.ID)
		}
	}
	for _, id := range l.Sources() {
		out.Sources = append(out.Sources, SourceRow{SourceBrief: c.sourceBrief(l.Source(id)), Claims: claims[id]})
	}
	return out, nil
}

// Split returns one answer for each source.
func (r *SourcesResult) Split() []Answer {
	out := make([]Answer, len(r.Sources))
	for i := range r.Sources {
		one := *r
		one.Sources = r.Sources[i : i+1]
		out[i] = &one
	}
	return out
}
