package queries

import (
	"cmp"
	"slices"

	"longarm/graph"
)

// ShowResult is everything the data says of one entity.
type ShowResult struct {
	Header
	Entity     EntityDetail  `json:"entity"`
	Holds      []LinkBrief   `json:"holds"`      // in force at the date; by interest, subject, basis
	HeldBy     []LinkBrief   `json:"held_by"`    // in force at the date; by interest, holder, basis
	Attributes []FactBrief   `json:"attributes"` // at the date; by name, place, value
	Coverage   []Claim       `json:"coverage"`   // at any date; sorted by id
	Notes      []Claim       `json:"notes"`      // at any date; sorted by id
	Other      []Claim       `json:"other"`      // claims not in force at the date, or that do not count; sorted by id
	Sources    []SourceBrief `json:"sources"`
}

// EntityDetail is an entity as the data describes it.
type EntityDetail struct {
	EntityBrief
	LegalName string            `json:"legal_name,omitempty"`
	Names     map[string]string `json:"names,omitempty"`
	Aliases   []string          `json:"aliases,omitempty"`
	LEI       string            `json:"lei,omitempty"`
	Within    graph.EntityID    `json:"within,omitempty"`
	Status    string            `json:"status,omitempty"`
	Note      string            `json:"note,omitempty"`
}

// LinkBrief is one slot at the date.
type LinkBrief struct {
	Text     string          `json:"text"`
	From     graph.EntityID  `json:"from"`
	To       graph.EntityID  `json:"to"`
	Interest graph.Interest  `json:"interest"`
	Basis    graph.Basis     `json:"basis,omitempty"`
	Share    *graph.Share    `json:"share,omitempty"`
	Unknown  bool            `json:"unknown_at_date,omitempty"` // spoken of later, or its source is missing
	Evidence graph.Evidence  `json:"evidence"`
	Stale    bool            `json:"stale,omitempty"`
	Claims   []graph.ClaimID `json:"statements"`
}

// FactBrief is one attribute at the date.
type FactBrief struct {
	Text     string          `json:"text"`
	Name     string          `json:"name"`
	Value    string          `json:"value"`
	At       graph.EntityID  `json:"at,omitempty"`
	Evidence graph.Evidence  `json:"evidence"`
	Claims   []graph.ClaimID `json:"statements"`
}

var showQuery = Query{
	Name: "show", Args: []string{"ENTITY"},
	Doc: "everything the data says of one entity, with dates and sources",
	Run: func(c *Context, p Params) (Answer, error) { return Show(c, p) },
}

// Show describes p.Args[0].
func Show(c *Context, p Params) (*ShowResult, error) {
	id, err := c.Resolve(p.Arg(0))
	if err != nil {
		return nil, err
	}
	e := c.Graph.Entity(id)
	out := &ShowResult{Entity: EntityDetail{EntityBrief: c.Brief(id), LegalName: e.LegalName, Names: e.Names, Aliases: e.Aliases, LEI: e.LEI,
		Within: e.Within, Status: e.Status.In(c.Lang()), Note: e.Note.In(c.Lang())},
		Holds: c.links(c.Graph.From(id)), HeldBy: c.links(c.Graph.To(id)), Attributes: []FactBrief{},
		Coverage: []Claim{}, Notes: []Claim{}, Other: []Claim{}}
	l := c.Ledger()
	used := map[graph.ClaimID]bool{}
	for _, list := range [][]LinkBrief{out.Holds, out.HeldBy} {
		for _, k := range list {
			for _, claim := range k.Claims {
				used[claim] = true
			}
		}
	}
	for _, f := range c.Graph.Facts(id) {
		if f.State == graph.InForce {
			out.Attributes = append(out.Attributes, FactBrief{Text: c.attributeText(f.Entity, f.Name, f.Value, f.At, f.Per), Name: f.Name, Value: f.Value,
				At: f.At, Evidence: f.Evidence, Claims: f.Claims})
			for _, claim := range f.Claims {
				used[claim] = true
			}
		}
	}
	cited := map[graph.ClaimID]bool{}
	for claim := range used {
		cited[claim] = true
	}
	other := func(id graph.ClaimID) {
		if cited[id] = true; !used[id] {
			out.Other = append(out.Other, c.Claim(id))
		}
	}
	for _, s := range l.StatementsOf(id) {
		other(s.ID)
	}
	for _, a := range l.AttributesOf(id) {
		other(a.ID)
	}
	slices.SortFunc(out.Other, func(a, b Claim) int { return cmp.Compare(a.ID, b.ID) })
	for _, cov := range l.CoverageOf(id) {
		cited[cov.ID] = true
		out.Coverage = append(out.Coverage, c.Claim(cov.ID))
	}
	for _, n := range l.NotesOf(id) {
		cited[n.ID] = true
		out.Notes = append(out.Notes, c.Claim(n.ID))
	}
	out.Sources = c.sourcesOf(cited)
	out.Header = c.header(c.flagsOf(map[graph.EntityID]bool{id: true}))
	return out, nil
}

func (c *Context) links(list []*graph.Link) []LinkBrief {
	out := make([]LinkBrief, 0, len(list))
	for _, l := range list {
		b := LinkBrief{From: l.Holder, To: l.Subject, Interest: l.Interest, Basis: l.Basis, Unknown: l.State == graph.UnknownState,
			Evidence: l.Evidence, Stale: l.Stale, Claims: l.Claims}
		if l.Interest.CarriesShare() {
			share := l.Share
			b.Share = &share
		}
		var figure *graph.Share
		if l.Figure || b.Unknown {
			figure = b.Share
		}
		b.Text = c.LinkText(l.Holder, l.Interest, l.Subject, figure, l.Basis, l.Value, l.Claims...)
		out = append(out, b)
	}
	return out
}

// Split returns the answer itself: it describes one entity.
func (r *ShowResult) Split() []Answer { return []Answer{r} }
