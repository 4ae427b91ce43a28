package queries

// SearchResult answers "which entity do I mean".
type SearchResult struct {
	Header
	Query   string      `json:"query"`
	Matches []Candidate `json:"matches"` // most alike first, then id
}

// searchCount bounds the matches of a search, and searchLeast their likeness.
const (
	searchCount = 20
	searchLeast = 0.35
)

var searchQuery = Query{
	Name: "search", Args: []string{"NAME"},
	Doc: "find an entity by any of its names",
	Run: func(c *Context, p Params) (Answer, error) { return Search(c, p) },
}

// Search lists the entities whose ids, names, aliases or LEI are most like
// p.Args[0]. Nothing alike is [*NotFound].
func Search(c *Context, p Params) (*SearchResult, error) {
	out := &SearchResult{Header: c.header(nil), Query: p.Arg(0), Matches: c.nearest(p.Arg(0), searchCount, searchLeast)}
	if len(out.Matches) == 0 {
		return nil, &NotFound{What: "entity", Name: p.Arg(0)}
	}
	return out, nil
}

// Split returns one answer for each match.
func (r *SearchResult) Split() []Answer {
	out := make([]Answer, len(r.Matches))
	for i := range r.Matches {
		one := *r
		one.Matches = r.Matches[i : i+1]
		out[i] = &one
	}
	return out
}
