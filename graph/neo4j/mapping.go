package neo4j

import (
	"strings"

	"longarm/graph"
)

// Mapping says what the labels, relationships and properties of somebody else's graph
// mean in our words.
type Mapping struct {
	Nodes         []NodeMapping
	Relationships []RelationshipMapping
	// States finds the state with an ISO code that is no node of the graph itself; with
	// nil such a code is refused.
	States func(iso string) (graph.Entity, bool)
}

// NodeMapping reads the nodes of one label. All values but Label, Kind, Prefix and
// Evidence are names of properties.
type NodeMapping struct {
	Label        string
	Kind         graph.Kind
	ID           string
	Prefix       string // put before every id
	Name         string
	LegalName    string
	Aliases      string // a list or a text
	LEI          string
	ISO          string // of states
	Jurisdiction string // ISO code of the state it is formed in, or a person's nationality
	Note         string
}

// RelationshipMapping reads the relationships of one type. All values but Type,
// Interest, Reverse, Basis, Unit, Assertion and Evidence are names of properties.
type RelationshipMapping struct {
	Type      string
	Interest  graph.Interest
	Reverse   bool   // the relationship points from the subject to the holder
	ID        string // left out: the server's own id
	Share     string
	ShareMin  string
	ShareMax  string
	Unit      string // percent or fraction
	Basis     graph.Basis
	From      string
	To        string
	AsOf      string
	Value     string
	Note      string
	Quote     string
	Evidence  string
	Assertion graph.Assertion
}

// share reads a figure in the unit: a number, "25", ">25", "10-20" is two properties.
func (r *RelationshipMapping) share(low, high string) (graph.Share, error) {
	parse := graph.ParsePercent
	if r.Unit == "fraction" {
		parse = graph.ParseFraction
	}
	s := graph.Share{Max: graph.Hundred}
	var err error
	if low = strings.TrimSpace(low); low != "" {
		rest, open := strings.CutPrefix(low, ">")
		s.MinOpen = open
		if s.Min, _, err = parse(rest); err != nil {
			return s, err
		}
	}
	if high = strings.TrimSpace(high); high != "" {
		rest, open := strings.CutPrefix(high, "<")
		s.MaxOpen = open
		if _, s.Max, err = parse(rest); err != nil {
			return s, err
		}
	}
	return s, s.Validate()
}
