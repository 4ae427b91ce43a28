package jsongraph

import (
	"encoding/json"
	"io"

	"longarm/graph"
	"longarm/graph/export/internal/document"
	"longarm/graph/view"
)

// Answer is an answer as JSON: nodes, edges with all they say, and the claims and
// sources they rest on. Ids are those of the data; arrows go from the interested party
// to the subject, from a law to the party it attaches to, from a state to its law.
type Answer struct {
	Head
	Question string   `json:"question"`
	Subtitle string   `json:"subtitle,omitempty"`
	Summary  string   `json:"summary,omitempty"`
	Focus    string   `json:"focus,omitempty"`
	Notes    []string `json:"notes"`
	Nodes    []Node   `json:"nodes"` // sorted by id
	Edges    []Edge   `json:"edges"` // sorted by from, then to
	Claims   []Cited  `json:"claims"`
	Sources  []Source `json:"sources"`
}

// Node is a party or law.
type Node struct {
	ID      string          `json:"id"`
	Sort    string          `json:"sort"` // entity, law, rest
	Kind    graph.Kind      `json:"kind"`
	Role    string          `json:"role"`
	Name    string          `json:"name"`
	Caption string          `json:"caption,omitempty"`
	Country string          `json:"country,omitempty"`
	Marks   []string        `json:"marks,omitempty"`
	Ties    []string        `json:"ties,omitempty"`
	Claims  []graph.ClaimID `json:"statements,omitempty"`
}

// Edge is an ordered pair with all that leads from the one to the other.
type Edge struct {
	From      string     `json:"from"`
	To        string     `json:"to"`
	Families  []string   `json:"families"`
	Interests []Interest `json:"interests,omitempty"`
	Reaches   []Reach    `json:"reaches,omitempty"`
	Enacts    bool       `json:"enacts,omitempty"`
}

// Interest is one interest.
type Interest struct {
	Interest  graph.Interest  `json:"interest"`
	Basis     graph.Basis     `json:"basis,omitempty"`
	Share     *graph.Share    `json:"share,omitempty"`
	NoFigure  bool            `json:"no_figure,omitempty"`
	Unknown   bool            `json:"unknown,omitempty"`
	Assertion graph.Assertion `json:"assertion,omitempty"` // of one that does not count
	Stale     bool            `json:"stale,omitempty"`
	Value     string          `json:"value,omitempty"`
	Text      string          `json:"text,omitempty"`
	Evidence  graph.Evidence  `json:"evidence,omitzero"`
	Claims    []graph.ClaimID `json:"statements,omitempty"`
}

// Reach is one effect of one law.
type Reach struct {
	Law          string          `json:"law"`
	Name         string          `json:"name"`
	Jurisdiction string          `json:"jurisdiction"`
	Effect       string          `json:"effect"`
	Scope        string          `json:"scope"`
	Verdict      string          `json:"verdict,omitempty"`
	Because      string          `json:"undetermined_because,omitempty"`
	Standing     string          `json:"standing"`
	Activation   string          `json:"activation,omitempty"`
	Trigger      string          `json:"trigger,omitempty"`
	Confidence   string          `json:"confidence,omitempty"`
	Grounds      []string        `json:"grounds,omitempty"`
	Missing      []string        `json:"missing,omitempty"`
	Evidence     graph.Evidence  `json:"evidence,omitzero"`
	Claims       []graph.ClaimID `json:"statements,omitempty"`
}

// Cited is a claim in words.
type Cited struct {
	ID        graph.ClaimID   `json:"id"`
	Text      string          `json:"text"`
	From      graph.Date      `json:"valid_from,omitzero"`
	To        graph.Date      `json:"valid_to,omitzero"`
	AsOf      graph.Date      `json:"observed,omitzero"`
	Assertion graph.Assertion `json:"assertion"`
	Evidence  graph.Evidence  `json:"evidence,omitzero"`
	Quote     string          `json:"quote,omitempty"`
	Source    graph.SourceID  `json:"source,omitempty"`
}

// Source is a publication with its licence.
type Source struct {
	ID            graph.SourceID `json:"id"`
	Title         string         `json:"title,omitempty"`
	URL           string         `json:"url,omitempty"`
	Citation      string         `json:"citation,omitempty"`
	Date          string         `json:"date,omitempty"`
	Licence       string         `json:"licence"` // "" when not stated
	NonCommercial bool           `json:"non_commercial"`
}

// Encode writes the answer.
func Encode(to io.Writer, h document.Head, v *view.View) error {
	out := Answer{Head: HeadOf(&h), Question: v.Question, Subtitle: v.Subtitle, Summary: v.Summary, Focus: string(v.Focus), Notes: append([]string{}, v.Notes...),
		Nodes: []Node{}, Edges: []Edge{}, Claims: []Cited{}, Sources: []Source{}}
	out.Title = v.Title
	for i := range v.Nodes() {
		n := &v.Nodes()[i]
		out.Nodes = append(out.Nodes, Node{string(n.ID), string(n.Sort), n.Kind, string(n.Role), n.Name, n.Caption, n.Country, n.Marks, n.Ties, n.Claims})
	}
	for i := range v.Edges() {
		e := &v.Edges()[i]
		edge := Edge{From: string(e.From), To: string(e.To), Enacts: e.Enacts}
		for _, f := range e.Families() {
			edge.Families = append(edge.Families, f.String())
		}
		for _, x := range e.Interests {
			edge.Interests = append(edge.Interests, Interest{x.Code, x.Basis, x.Share, x.NoFigure, x.Unknown, x.Assertion, x.Stale, x.Value, x.Text, x.Evidence, x.Claims})
		}
		for _, r := range e.Reaches {
			edge.Reaches = append(edge.Reaches, Reach{r.Law, r.Name, r.Jurisdiction, r.Effect, r.Scope, r.Verdict, r.Because, r.Standing.String(), r.Activation, r.Trigger, r.Confidence, r.Ties, r.Missing, r.Evidence, r.Claims})
		}
		out.Edges = append(out.Edges, edge)
	}
	for _, c := range v.Claims {
		out.Claims = append(out.Claims, Cited{c.ID, c.Text, c.From, c.To, c.AsOf, c.Assertion, c.Evidence, c.Quote, c.Source})
	}
	for _, s := range v.Sources {
		x := Source{ID: s.ID, Title: s.Title, URL: s.URL, Citation: s.Citation, Date: s.Date}
		if known := h.Source(s.ID); known != nil {
			x.Licence, x.NonCommercial = known.Licence, known.NonCommercial
		}
		out.Sources = append(out.Sources, x)
	}
	e := json.NewEncoder(to)
	e.SetIndent("", "  ")
	return e.Encode(out)
}
