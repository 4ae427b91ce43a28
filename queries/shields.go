package queries

import (
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
)

// ShieldsResult answers "what stands against the outcome of a law". A shield changes
// what happens, never whether the law reaches.
type ShieldsResult struct {
	Header
	Law      *LawBrief    `json:"law,omitempty"`      // the law asked about
	By       *LawBrief    `json:"by,omitempty"`       // the shield asked about
	Kind     string       `json:"kind,omitempty"`     // the kind asked for
	Provider *EntityBrief `json:"provider,omitempty"` // only laws that reach it or may
	Rows     []ShieldRow  `json:"rows"`               // sorted by law, then in the order of its file
}

// ShieldRow is one shield against one law.
type ShieldRow struct {
	Law          string   `json:"law"`
	Short        string   `json:"short"`
	Jurisdiction string   `json:"jurisdiction"`
	Ours         *Outcome `json:"outcome,omitempty"` // of the law on the provider, where it comes out strongest
	By           string   `json:"shield,omitempty"`  // the law that is the shield; empty for one in words
	Shield
}

var shieldsQuery = Query{
	Name: "shields", Args: []string{"[LAW]"},
	Doc: "what stands against the outcome of laws: other laws, contracts, keys, procedure",
	Run: func(c *Context, p Params) (Answer, error) { return Shields(c, p) },
}

// Shields lists what stands against the law p.Args[0], or against every law: of the
// kind p.Kind, by the law p.By, against laws that reach p.Provider or may.
func Shields(c *Context, p Params) (*ShieldsResult, error) {
	if p.Kind != "" && !slices.Contains(law.CounterKinds(), p.Kind) {
		return nil, &Usage{Message: graph.Say("unknown kind of shield %q", "nature de protection inconnue, %q", p.Kind), Advice: graph.Say("use one of %s", "utilisez l’un de ceux-ci : %s", strings.Join(law.CounterKinds(), ", "))}
	}
	out := &ShieldsResult{Header: c.header(nil), Kind: p.Kind, Rows: []ShieldRow{}}
	laws := c.Catalogue.Laws
	if p.Arg(0) != "" {
		l, err := c.ResolveLaw(p.Arg(0))
		if err != nil {
			return nil, err
		}
		b := c.lawBrief(l)
		out.Law, laws = &b, []*law.Law{l}
	}
	if p.By != "" {
		l, err := c.ResolveLaw(p.By)
		if err != nil {
			return nil, err
		}
		b := c.lawBrief(l)
		out.By = &b
	}
	var id graph.EntityID
	if p.Provider != "" {
		var err error
		if id, err = c.Resolve(p.Provider); err != nil {
			return nil, err
		}
		b := c.Brief(id)
		out.Provider = &b
	}
	for _, l := range laws {
		if l.OnlyDefines() {
			continue
		}
		var f *exposure.Finding
		var all []exposure.Finding
		if id != "" {
			all = c.Analyzer().Law(id, l)
			f = strongestFinding(all, "")
			if f == nil || out.Law == nil && rankOf(f) < 2 {
				continue
			}
		}
		out.Rows = append(out.Rows, c.shieldRows(l, f, out)...)
		out.Rows = append(out.Rows, c.undertakings(l, f, all, out)...)
	}
	return out, nil
}

func (c *Context) shieldRows(l *law.Law, f *exposure.Finding, asked *ShieldsResult) []ShieldRow {
	var out []ShieldRow
	for _, k := range c.Catalogue.CountersOf(l.ID) {
		if asked.Kind != "" && k.Kind != asked.Kind || asked.By != nil && k.Law != asked.By.ID {
			continue
		}
		s := exposure.Shield{Law: k.Law, Kind: k.Kind, Text: k.Text, Note: k.Note}
		if f != nil {
			for _, have := range f.Shields {
				if have.Law != "" && have.Law == k.Law {
					s.Applies = have.Applies
				}
			}
		}
		out = append(out, ShieldRow{Law: l.ID, Short: c.LawName(l.ID), Jurisdiction: l.Jurisdiction, Ours: outcomeOf(f), By: k.Law, Shield: c.shield(s)})
	}
	return out
}

// undertakings lists what suppliers have promised the provider against the law, by
// whatever finding they stand beside, each once.
func (c *Context) undertakings(l *law.Law, f *exposure.Finding, all []exposure.Finding, asked *ShieldsResult) []ShieldRow {
	var out []ShieldRow
	if asked.By != nil {
		return nil
	}
	told := map[graph.ClaimID]bool{}
	for i := range all {
		for _, s := range all[i].Shields {
			if s.Party == "" || len(s.Claims) == 0 || told[s.Claims[0]] || asked.Kind != "" && s.Kind != asked.Kind {
				continue
			}
			told[s.Claims[0]] = true
			out = append(out, ShieldRow{Law: l.ID, Short: c.LawName(l.ID), Jurisdiction: l.Jurisdiction, Ours: outcomeOf(f), Shield: c.shield(s)})
		}
	}
	return out
}

// Split returns one answer for each shield.
func (r *ShieldsResult) Split() []Answer {
	out := make([]Answer, len(r.Rows))
	for i := range r.Rows {
		one := *r
		one.Rows = r.Rows[i : i+1]
		out[i] = &one
	}
	return out
}
