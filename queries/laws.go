package queries

import (
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/law"
)

// LawBrief is a law as lists show it.
type LawBrief struct {
	ID           string      `json:"id"`
	Title        string      `json:"title"`
	Short        string      `json:"short"`
	Jurisdiction string      `json:"jurisdiction"`
	Powers       []law.Power `json:"powers"`
	Status       law.Status  `json:"status"`
	InForceFrom  graph.Date  `json:"in_force_from,omitzero"`
	InForceTo    graph.Date  `json:"in_force_to,omitzero"`
	Citation     string      `json:"citation"`
	URL          string      `json:"url,omitempty"`
	LastReviewed graph.Date  `json:"last_reviewed,omitzero"`
}

// LawDetail is a law with its grounds.
type LawDetail struct {
	LawBrief
	Summary       string      `json:"summary"`
	Note          string      `json:"note,omitempty"`
	StatusKnownTo graph.Date  `json:"status_known_to,omitzero"`
	Rows          []RowBrief  `json:"nexuses"`
	Rules         []string    `json:"rules"`
	Counters      []Shield    `json:"counters"`
	Sources       []string    `json:"sources"`
	Scheme        *SchemeText `json:"scheme,omitempty"`
}

// SchemeText says what the statuses of a scheme mean.
type SchemeText struct {
	Eligible     string `json:"eligible"`
	Barred       string `json:"barred"`
	Certified    string `json:"certified"`
	DecidedBy    string `json:"decided_by,omitempty"`
	Constitutive bool   `json:"constitutive"`
}

// RowBrief is one ground of a law.
type RowBrief struct {
	ID         string         `json:"id"`
	Effect     law.Effect     `json:"effect"`
	Via        law.Nexus      `json:"via"`
	Section    string         `json:"section,omitempty"`
	Condition  string         `json:"condition"`
	Confidence law.Confidence `json:"confidence"`
	Authority  string         `json:"authority,omitempty"`
	Against    string         `json:"against,omitempty"`
	Verified   string         `json:"verified,omitempty"`
	Activation law.Activation `json:"activation,omitempty"`
	Trigger    string         `json:"trigger,omitempty"`
	Carriers   []law.Carrier  `json:"carriers,omitempty"`
	Computable law.Computable `json:"computable"`
	Excludes   bool           `json:"excludes,omitempty"`
	Sense      law.Sense      `json:"sense,omitempty"`
}

// LawsResult lists laws, or one with its grounds.
type LawsResult struct {
	Header
	Laws   []LawBrief `json:"laws"` // sorted by id
	Detail *LawDetail `json:"law,omitempty"`
}

var lawsQuery = Query{
	Name: "laws", Args: []string{"[ID]"},
	Doc: "the laws in the catalogue, or one of them with its grounds and authorities",
	Run: func(c *Context, p Params) (Answer, error) { return Laws(c, p) },
}

// Laws lists the catalogue, or describes the law p.Args[0].
func Laws(c *Context, p Params) (*LawsResult, error) {
	out := &LawsResult{Header: c.header(nil), Laws: []LawBrief{}}
	list := c.Catalogue.Laws
	if name := p.Arg(0); name != "" {
		l, err := c.ResolveLaw(name)
		if err != nil {
			return nil, err
		}
		list = []*law.Law{l}
		out.Detail = c.lawDetail(l)
	}
	for _, l := range list {
		out.Laws = append(out.Laws, c.lawBrief(l))
	}
	return out, nil
}

// Split returns one answer for each law.
func (r *LawsResult) Split() []Answer {
	out := make([]Answer, len(r.Laws))
	for i := range r.Laws {
		one := *r
		one.Laws = r.Laws[i : i+1]
		out[i] = &one
	}
	return out
}

func (c *Context) lawBrief(l *law.Law) LawBrief {
	return LawBrief{ID: l.ID, Title: l.Title.In(c.Lang()), Short: c.LawName(l.ID), Jurisdiction: l.Jurisdiction, Powers: nonNil(l.Powers),
		Status: l.Status, InForceFrom: l.InForce.From, InForceTo: l.InForce.To, Citation: l.Citation, URL: l.URL, LastReviewed: l.LastReviewed}
}

func (c *Context) lawDetail(l *law.Law) *LawDetail {
	lang := c.Lang()
	d := &LawDetail{LawBrief: c.lawBrief(l), Summary: l.Summary.In(lang), Note: l.Note.In(lang), StatusKnownTo: l.StatusKnownTo,
		Rows: []RowBrief{}, Rules: []string{}, Counters: []Shield{}, Sources: nonNil(l.Sources)}
	for _, r := range l.Rows {
		d.Rows = append(d.Rows, c.rowBrief(r))
	}
	for _, r := range l.Rules {
		d.Rules = append(d.Rules, r.ID)
	}
	for _, k := range c.Catalogue.CountersOf(l.ID) {
		s := Shield{Law: k.Law, Kind: k.Kind, Text: k.Text.In(lang), Note: k.Note.In(lang)}
		if k.Law != "" {
			s.Text = k.Law
			if other := c.Catalogue.Law(k.Law); other != nil {
				s.Text = other.Title.In(lang)
			}
		}
		d.Counters = append(d.Counters, s)
	}
	if s := l.Scheme; s != nil {
		d.Scheme = &SchemeText{Eligible: s.Eligible.In(lang), Barred: s.Barred.In(lang), Certified: s.Certified.In(lang),
			DecidedBy: s.DeterminationBy.In(lang), Constitutive: s.Constitutive}
	}
	return d
}

func (c *Context) rowBrief(r *law.Row) RowBrief {
	lang := c.Lang()
	return RowBrief{ID: r.ID, Effect: r.Effect, Via: r.Via, Section: r.Section, Condition: r.Condition.In(lang), Confidence: r.Confidence,
		Authority: r.Authority.In(lang), Against: r.Against.In(lang), Verified: r.Verified, Activation: r.Activation, Trigger: r.Trigger.In(lang),
		Carriers: r.Carriers, Computable: r.Computable, Excludes: r.Excludes, Sense: r.Sense}
}

// ResolveLaw finds the law a reader means: by id exactly; else by id, title or
// short name in either language without regard to case and accents, when exactly
// one answers. The error is [*Ambiguous] or [*NotFound].
func (c *Context) ResolveLaw(name string) (*law.Law, error) {
	if l := c.Catalogue.Law(name); l != nil {
		return l, nil
	}
	key := fold(name)
	var hits, known []Candidate
	for _, l := range c.Catalogue.Laws {
		k := Candidate{ID: l.ID, Name: l.Title.In(c.Lang()), Kind: "law", Country: l.Jurisdiction}
		known = append(known, k)
		for _, n := range []string{l.ID, l.Title.EN, l.Title.FR, l.Short.EN, l.Short.FR, strings.TrimPrefix(l.ID, strings.ToLower(l.Jurisdiction)+"-")} {
			if fold(n) == key {
				hits = append(hits, k)
				break
			}
		}
	}
	switch len(hits) {
	case 1:
		return c.Catalogue.Law(hits[0].ID), nil
	case 0:
		return nil, &NotFound{What: "law", Name: name, Nearest: nearestWord(name, "law", known)}
	}
	return nil, &Ambiguous{What: "law", Name: name, Candidates: slices.Clone(hits)}
}
