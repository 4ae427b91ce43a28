package queries

import (
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
)

// LawBrief is a law as lists show it.
type LawBrief struct {
	ID           string       `json:"id"`
	Title        string       `json:"title"`
	Short        string       `json:"short"`
	Jurisdiction string       `json:"jurisdiction"`
	Powers       []law.Power  `json:"powers"`
	Status       law.Status   `json:"status"`
	InForceFrom  graph.Date   `json:"in_force_from,omitzero"`
	InForceTo    graph.Date   `json:"in_force_to,omitzero"`
	Citation     string       `json:"citation"`
	URL          string       `json:"url,omitempty"`
	LastReviewed graph.Date   `json:"last_reviewed,omitzero"`
	Standing     law.Standing `json:"standing"` // on the day of the answer
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
	// With p.Explain only: the dated story of the law, and the laws against whose
	// outcome it stands.
	Timeline []LawEvent `json:"timeline,omitempty"`
	Next     string     `json:"next,omitempty"`   // a step to come, in words
	Revives  graph.Date `json:"revives,omitzero"` // a scheduled, unconfirmed return
	Shields  []Shield   `json:"shields_against,omitempty"`
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
	Explained  *Explained     `json:"explained,omitempty"` // with p.Explain only
}

// LawsResult lists laws, or one with its grounds.
type LawsResult struct {
	Header
	Laws     []LawBrief `json:"laws"` // sorted by id
	Detail   *LawDetail `json:"law,omitempty"`
	Narrowed bool       `json:"-"` // by jurisdiction, power or status
}

var lawsQuery = Query{
	Name: "laws", Args: []string{"[ID]"},
	Doc: "the laws in the catalogue, or one of them with its grounds and authorities",
	Run: func(c *Context, p Params) (Answer, error) { return Laws(c, p) },
}

// Laws lists the catalogue, narrowed by p.Jurisdictions, p.Powers and p.Statuses, or
// describes the law p.Args[0]; with p.Explain each of its grounds in plain words.
func Laws(c *Context, p Params) (*LawsResult, error) {
	out := &LawsResult{Header: c.header(nil), Laws: []LawBrief{}, Narrowed: p.narrowed()}
	list, err := c.selected(p)
	if err != nil {
		return nil, err
	}
	if name := p.Arg(0); name != "" {
		l, err := c.ResolveLaw(name)
		if err != nil {
			return nil, err
		}
		list = []*law.Law{l}
		out.Detail = c.lawDetail(l)
		if p.Explain {
			c.explainLaw(out.Detail, l)
		}
	} else if p.Explain {
		return nil, &Usage{Message: graph.Say("--explain tells the grounds of one law", "--explain donne les fondements d’une seule loi"), Advice: graph.Say("name it: longarm laws ID --explain", "nommez-la : longarm laws LOI --explain")}
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
		Status: l.Status, InForceFrom: l.InForce.From, InForceTo: l.InForce.To, Citation: l.Citation.In(c.Lang()), URL: l.URL, LastReviewed: l.LastReviewed,
		Standing: l.StandsAt(c.Graph.Date())}
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
		d.Counters = append(d.Counters, c.counter(k))
	}
	if s := l.Scheme; s != nil {
		d.Scheme = &SchemeText{Eligible: s.Eligible.In(lang), Barred: s.Barred.In(lang), Certified: s.Certified.In(lang),
			DecidedBy: s.DeterminationBy.In(lang), Constitutive: s.Constitutive}
	}
	return d
}

// counter words what stands against a law; another law by its title.
func (c *Context) counter(k law.Counter) Shield {
	return c.shield(exposure.Shield{Law: k.Law, Kind: k.Kind, Text: k.Text, Note: k.Note})
}

// explainLaw adds what --explain tells of a law and of each of its grounds.
func (c *Context) explainLaw(d *LawDetail, l *law.Law) {
	events := ownEvents(c.lawEvents(l))
	d.Timeline, d.Next, d.Revives = nonNil(events), l.InForce.Next.In(c.Lang()), l.Revives
	for i, r := range l.Rows {
		d.Rows[i].Explained = c.explain(r, events)
	}
	d.Shields = []Shield{}
	for _, other := range c.Catalogue.Laws {
		for _, k := range c.Catalogue.CountersOf(other.ID) {
			if k.Law == l.ID {
				s := c.counter(k)
				s.Law, s.Text = other.ID, other.Title.In(c.Lang())
				d.Shields = append(d.Shields, s)
			}
		}
	}
}

// ownEvents leaves out the country lists that were there before anything of the law
// was: their first day is none of its story.
func ownEvents(list []LawEvent) []LawEvent {
	first := slices.IndexFunc(list, func(e LawEvent) bool { return e.Kind != "list" })
	if first < 0 {
		return nil
	}
	day := list[first].Date
	return slices.DeleteFunc(list, func(e LawEvent) bool { return e.Kind == "list" && e.Date < day })
}

func (c *Context) rowBrief(r *law.Row) RowBrief {
	lang := c.Lang()
	return RowBrief{ID: r.ID, Effect: r.Effect, Via: r.Via, Section: r.Section.In(lang), Condition: r.Condition.In(lang), Confidence: r.Confidence,
		Authority: r.Authority.In(lang), Against: r.Against.In(lang), Verified: r.Verified, Activation: r.Activation, Trigger: r.Trigger.In(lang),
		Carriers: r.Carriers, Computable: r.Computable, Excludes: r.Excludes, Sense: r.Sense}
}

// providerAndLaw resolves the two arguments of a question about a law and a provider.
func (c *Context) providerAndLaw(p Params) (graph.EntityID, *law.Law, error) {
	id, err := c.Resolve(p.Arg(0))
	if err != nil {
		return "", nil, err
	}
	l, err := c.ResolveLaw(p.Arg(1))
	return id, l, err
}

// ResolveLaw finds the law a reader means: by id exactly; else by id, title or
// short name in either language without regard to case and accents, when exactly
// one answers. The error is [*Ambiguous] or [*NotFound].
func (c *Context) ResolveLaw(name string) (*law.Law, error) {
	if l := c.Catalogue.Law(name); l != nil {
		return l, nil
	}
	key := Key(name)
	var hits, known []Candidate
	for _, l := range c.Catalogue.Laws {
		k := Candidate{ID: l.ID, Name: l.Title.In(c.Lang()), Kind: "law", Country: l.Jurisdiction}
		known = append(known, k)
		for _, n := range []string{l.ID, l.Title.EN, l.Title.FR, l.Short.EN, l.Short.FR, strings.TrimPrefix(l.ID, strings.ToLower(l.Jurisdiction)+"-")} {
			if Key(n) == key {
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
