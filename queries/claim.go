package queries

import (
	"slices"
	"strings"

	"longarm/graph"
)

// SourceBrief is a publication as answers cite it.
type SourceBrief struct {
	ID       graph.SourceID `json:"id"`
	Title    string         `json:"title,omitempty"`
	URL      string         `json:"url,omitempty"`
	Citation string         `json:"citation,omitempty"`
	Date     string         `json:"date,omitempty"`
}

// Claim is a statement, attribute, coverage or note as answers cite it.
type Claim struct {
	ID        graph.ClaimID   `json:"id"`
	Text      string          `json:"text"` // what it says, as one clause
	From      graph.Date      `json:"from,omitzero"`
	To        graph.Date      `json:"to,omitzero"`
	AsOf      graph.Date      `json:"observed,omitzero"`
	Assertion graph.Assertion `json:"assertion"`
	Evidence  graph.Evidence  `json:"evidence"`
	Quote     string          `json:"quote,omitempty"`
	Note      string          `json:"note,omitempty"`
	Source    *SourceBrief    `json:"source,omitempty"` // nil: the data names none

	foreign bool // the note is in the source's own words
}

// Foreign reports a note that nobody put into the language asked: it is told in
// the words of its source.
func (c *Claim) Foreign() bool { return c.foreign }

// Claim describes the claim with the id; the zero Claim but for the id when the
// ledger has none.
func (c *Context) Claim(id graph.ClaimID) Claim {
	base := c.Ledger().Claim(id)
	if base == nil {
		return Claim{ID: id}
	}
	out := Claim{ID: id, Text: c.claimText(id), From: base.Period.From, To: base.Period.To, AsOf: base.Period.AsOf,
		Assertion: base.Assertion, Evidence: base.Evidence, Quote: base.Quote,
		Note: base.Note.In(c.Lang()), foreign: !base.Note.Speaks(c.Lang())}
	if s := c.Ledger().Source(base.Source); s != nil {
		b := c.sourceBrief(s)
		out.Source = &b
	}
	return out
}

func (c *Context) claims(ids []graph.ClaimID) []Claim {
	out := make([]Claim, 0, len(ids))
	for _, id := range ids {
		out = append(out, c.Claim(id))
	}
	return out
}

func (c *Context) sourceBrief(s *graph.Source) SourceBrief {
	return SourceBrief{ID: s.ID, Title: s.TitleIn(c.Lang()), URL: s.URL, Citation: s.CitationIn(c.Lang()), Date: s.Date}
}

func (c *Context) claimText(id graph.ClaimID) string {
	l := c.Ledger()
	if s := l.Statement(id); s != nil {
		var share *graph.Share
		if s.Figure {
			share = &s.Share
		}
		return c.LinkText(s.Holder, s.Interest, s.Subject, share, s.Basis, s.Value, id)
	}
	if a := l.Attribute(id); a != nil {
		return c.attributeText(a.Entity, a.Name, a.Value, a.At, a.Per)
	}
	if n := l.Note(id); n != nil {
		if n.Relation == "context" {
			return c.Name(n.Subject) + " · " + c.Name(n.Object) + c.Voice.Say("colon") + " " + c.Said(n.Said())
		}
		text := c.Name(n.Subject) + " — " + c.relation(n.Relation) + " — " + c.Name(n.Object)
		if n.Figure {
			text += " " + n.Share.String()
		}
		if n.Value != "" {
			text += c.Voice.Say("colon") + " " + c.Said(n.Said())
		}
		return text
	}
	return c.coverageText(l.Coverage(id))
}

// LinkText puts an interest into a clause: "Orange holds 50 % of the capital of
// Bleu", "Microsoft supplies technology to Bleu (1 of 7)". A nil share of an
// interest that carries one is a holding without a figure. The claims are those
// the value is from, which may have it in the language asked.
func (c *Context) LinkText(holder graph.EntityID, i graph.Interest, subject graph.EntityID, share *graph.Share, b graph.Basis, value string, claims ...graph.ClaimID) string {
	v := c.Voice
	args := []any{"Who", c.inClause(holder), "What", c.inClause(subject), "Verb", v.Code("verb", string(i)), "Basis", v.Code("of-basis", string(b))}
	text := ""
	switch {
	case i.CarriesShare() && share != nil && *share == graph.Unknown():
		text = v.Say("link.unknown", args...)
	case i.CarriesShare() && share != nil:
		text = v.Say("link.share", append(args, "Share", share.String())...)
	case i.CarriesShare():
		text = v.Say("link.some", args...)
	default:
		text = v.Say("link.plain", args...)
		if where, verb := c.where(subject), v.Code("verb-in", string(i)); where != "" && verb != string(i) {
			text = v.Say("link.place", "Who", c.inClause(holder), "Verb", verb, "Where", where)
		}
	}
	if value != "" && v.Code("interest", value) == value {
		text += " (" + c.Detail(value, claims) + ")"
	}
	return text
}

// words puts a value in words: by its message when it is a code, else as the data
// has it, which is told as such in another language than that of the data.
func (c *Context) words(value string) string {
	if s := c.Value(value); s != value || value == "" {
		return s
	}
	return c.Voice.Say("own-words", "Text", value)
}

// where says "in the United States" of a state or union the messages know, else "".
func (c *Context) where(id graph.EntityID) string {
	e := c.Graph.Entity(id)
	if e == nil || e.ISO == "" {
		return ""
	}
	iso := strings.ToLower(e.ISO)
	if s := c.Voice.Code("in", iso); s != iso {
		return s
	}
	return ""
}

func (c *Context) attributeText(e graph.EntityID, name, value string, at graph.EntityID, per string) string {
	v := c.Voice
	label := c.Attribute(name)
	if name == "capability" {
		return v.Say("link.capability", "Who", c.inClause(e), "What", c.inClause(at), "Kept", c.Capability(value))
	}
	said := c.Value(value)
	if _, asked := c.Catalogue.Vocabulary.Attributes[name]; asked { // elsewhere digits are years and numbers of registers
		said = c.quantity(value)
	}
	text := v.Say("link.attribute", "Who", c.Name(e), "Name", label, "Value", said)
	if at != "" {
		text += " · " + c.Name(at)
	}
	if per != "" {
		text += " · " + v.Code("per", per)
	}
	return text
}

func (c *Context) coverageText(cov *graph.Coverage) string {
	if cov == nil {
		return ""
	}
	members := c.Voice.Say("nobody")
	if len(cov.Members) > 0 {
		members = c.someNames(cov.Members, false)
	}
	args := []any{"Who", c.Name(cov.Entity), "What", c.Voice.Code("covers", string(cov.Interest)), "Percent", cov.Percent.String(),
		"Members", members, "Basis", c.Voice.Code("basis", string(cov.Basis))}
	switch cov.Kind {
	case graph.Floor:
		return c.Voice.Say("coverage.floor", args...)
	case graph.Total:
		return c.Voice.Say("coverage.total", args...)
	}
	return c.Voice.Say("coverage.complete", args...)
}

// sourcesOf lists the sources of the claims, sorted by id.
func (c *Context) sourcesOf(ids map[graph.ClaimID]bool) []SourceBrief {
	seen := map[graph.SourceID]bool{}
	var order []graph.SourceID
	for id := range ids {
		base := c.Ledger().Claim(id)
		if base == nil || base.Source == "" || seen[base.Source] {
			continue
		}
		seen[base.Source] = true
		order = append(order, base.Source)
	}
	slices.Sort(order)
	out := make([]SourceBrief, 0, len(order))
	for _, id := range order {
		out = append(out, c.sourceBrief(c.Ledger().Source(id)))
	}
	return out
}

// claimIDs collects the claims a finding rests on: its proof's leaves, its paths,
// coverage, determinations.
func (f *Finding) claimIDs(into map[graph.ClaimID]bool) {
	add := func(ids []graph.ClaimID) {
		for _, id := range ids {
			into[id] = true
		}
	}
	if f.Proof != nil {
		add(f.Proof.Leaves())
	}
	for _, p := range f.Paths {
		for _, s := range p.Steps {
			add(s.Claims)
		}
	}
	add(f.Coverage)
	for _, d := range f.Determinations {
		add(d.Claims)
	}
	if f.NearestMiss != nil {
		add(f.NearestMiss.Claims)
	}
}
