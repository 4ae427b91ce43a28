package law

import (
	"slices"

	"go.yaml.in/yaml/v4"

	"longarm/graph"
)

// Trio is the test beside a law: small graphs and the verdicts they must give.
type Trio struct {
	Law          string
	Unattainable map[string]string // a verdict or status no case can show, and why
	// Shadowed names rows that can never decide alone, and why: another row of
	// the law holds whenever they do.
	Shadowed map[string]string
	Cases    []*Case
	Origin   string
}

// Case is one graph with what the law must say about one provider in it.
type Case struct {
	Name     string
	Why      string
	AsOf     graph.Date
	Provider graph.EntityID
	// Graph is the curated graph as read, with the positions of the test file.
	Graph  *yaml.Node
	Expect []*Expectation
	Origin string
}

// Expectation is what one finding must say. Only the keys given are compared.
type Expectation struct {
	Effect        Effect
	Verdict       string // reached, not-reached, undetermined
	Status        string // eligible, barred, certified, undetermined
	Because       string // facts, law, status, conduct, coverage, or empty
	Nexus         string // id of a row
	Confidence    Confidence
	Activation    Activation
	IfTheoryHolds string
	Scope         string
	Origin        string

	given []string
}

// Gives reports that the expectation has the key of the file: verdict, because,
// if_theory_holds … An empty value can be given.
func (e *Expectation) Gives(key string) bool { return slices.Contains(e.given, key) }

var (
	verdicts = []string{"reached", "not-reached", "undetermined"}
	statuses = []string{"eligible", "barred", "certified", "undetermined"}
	becauses = []string{"facts", "law", "status", "conduct", "coverage"}
	scopes   = []string{"home", "host", "extraterritorial", "ownership-screen", "scheme"}
)

// Uncovered returns the verdicts (of a scheme: the statuses) that neither a case
// expects nor Unattainable explains, in a fixed order.
func (t *Trio) Uncovered(scheme bool) []string {
	want := verdicts
	if scheme {
		want = statuses
	}
	var out []string
	for _, v := range want {
		if _, ok := t.Unattainable[v]; ok {
			continue
		}
		if !slices.ContainsFunc(t.Cases, func(c *Case) bool {
			return slices.ContainsFunc(c.Expect, func(e *Expectation) bool {
				return scheme && e.Status == v || !scheme && e.Verdict == v
			})
		}) {
			out = append(out, v)
		}
	}
	return out
}
