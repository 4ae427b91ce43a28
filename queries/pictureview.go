package queries

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/ownership"
	"longarm/graph/view"
)

// decimal finds the decimal point of a figure in a clause.
var decimal = regexp.MustCompile(`(\d)\.(\d+)( ?%|–)`)

func sortedIDs(set map[graph.EntityID]bool) []graph.EntityID {
	return slices.Sorted(maps.Keys(set))
}

// shareOf is the smallest share in billionths of a percent that holds the range.
func shareOf(r ownership.Range) graph.Share {
	return graph.Share{Min: graph.PercentFloor(r.Min), Max: graph.PercentCeil(r.Max), MinOpen: r.MinOpen, MaxOpen: r.MaxOpen}
}

// span writes a range as a picture does, with at most two decimals: "≈ 6.79 %".
func (k *picture) span(r ownership.Range) string {
	const step = graph.Percent(10_000_000) // a hundredth of a percent
	s := shareOf(r)
	near := func(p graph.Percent) graph.Percent { return (p + step/2) / step * step }
	rounded := graph.Share{Min: near(s.Min), Max: near(s.Max), MinOpen: s.MinOpen, MaxOpen: s.MaxOpen}
	if rounded.Validate() != nil || rounded.Max == 0 && s.Max > 0 {
		return view.Band(s, k.c.Lang())
	}
	if r.Min.Cmp(rounded.Min.Rat()) != 0 || r.Max.Cmp(rounded.Max.Rat()) != 0 {
		if rounded.Min > 0 || rounded.IsExact() {
			rounded.MinOpen, rounded.MaxOpen = false, false
		}
		return "≈\u00a0" + view.Band(rounded, k.c.Lang())
	}
	return view.Band(rounded, k.c.Lang())
}

// view closes the picture.
func (k *picture) view(what string) (*view.View, error) {
	k.uncounted()
	k.roles()
	v := k.c.Voice
	name := k.c.Name(k.focus)
	title := "picture.title." + what
	content := view.Content{
		Lang: k.c.Lang(), Question: what, Title: v.Say(title, "Who", name), AsOf: k.c.Graph.Date(), Focus: view.EntityNode(k.focus),
		Notes: k.notes, Disclaimer: v.Say("disclaimer"), Words: map[string]string{}, Edges: k.edges,
	}
	content.Subtitle = k.subtitle()
	for _, key := range view.Keys() {
		content.Words[key] = v.Code("picture", key)
	}
	content.Words["dated"] = v.Say("as-of", "Date", content.AsOf.String())
	about := map[graph.EntityID]bool{}
	for _, n := range k.sorted() {
		content.Nodes = append(content.Nodes, *n)
		if n.Entity != "" {
			about[n.Entity] = true
		}
	}
	out, err := view.New(content)
	if err != nil {
		return nil, err
	}
	content.Claims, content.Sources = k.claims(out)
	return view.New(content)
}

// subtitle says in a line who the focus is.
func (k *picture) subtitle() string {
	b := k.c.Brief(k.focus)
	var parts []string
	if p := k.c.profile(k.focus); len(p.Services) > 0 {
		parts = append(parts, strings.Join(p.Services, ", "))
	} else {
		parts = append(parts, k.c.Voice.Code("kind", string(b.Kind)))
	}
	if b.Country != "" {
		parts = append(parts, k.c.Place(b.Country))
	}
	return strings.Join(parts, " · ")
}

// claims words every claim the view rests on, and lists their sources.
func (k *picture) claims(v *view.View) ([]view.Claim, []view.Source) {
	ids := map[graph.ClaimID]bool{}
	for _, n := range v.Nodes() {
		for _, id := range n.Claims {
			ids[id] = true
		}
	}
	for i := range v.Edges() {
		for _, id := range v.Edges()[i].Claims() {
			ids[id] = true
		}
	}
	var claims []view.Claim
	for _, id := range graph.SortedClaims(ids) {
		c := k.c.Claim(id)
		out := view.Claim{ID: id, Text: k.prose(c.Text), Dates: k.dates(&c), From: c.From, To: c.To, AsOf: c.AsOf, Assertion: c.Assertion,
			Voice: k.c.Voice.Code("assertion", string(c.Assertion)), Evidence: c.Evidence, Grade: k.c.Voice.Code("grade", c.Evidence.String()), Quote: c.Quote}
		if c.Source != nil {
			out.Source = c.Source.ID
		}
		claims = append(claims, out)
	}
	var sources []view.Source
	for _, s := range k.c.sourcesOf(ids) {
		sources = append(sources, view.Source(s))
	}
	return claims, sources
}

// dates says when a claim holds.
func (k *picture) dates(c *Claim) string {
	say := k.c.Voice.Say
	switch {
	case c.From != 0 && c.To != 0:
		return say("dates.between", "From", c.From.String(), "To", c.To.String())
	case c.From != 0:
		return say("dates.from", "From", c.From.String())
	case c.To != 0:
		return say("dates.until", "To", c.To.String())
	case c.AsOf != 0:
		return say("dates.observed", "AsOf", c.AsOf.String())
	}
	return say("dates.undated")
}

// roles says what each node does in the answer: by its kind, else by what it has in
// others, ownership first.
func (k *picture) roles() {
	edges := slices.Clone(k.edges)
	slices.SortStableFunc(edges, func(a, b view.Edge) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	best := map[view.NodeID]view.Role{}
	offer := func(id view.NodeID, r view.Role) {
		if have, ok := best[id]; !ok || order(r) < order(have) {
			best[id] = r
		}
	}
	for _, e := range edges {
		for _, i := range e.Interests {
			if i.Share != nil && i.Share.IsZero() {
				continue // holds nothing
			}
			from, to := roleOf(i.Code)
			offer(e.From, from)
			offer(e.To, to)
		}
	}
	for _, n := range k.nodes {
		switch {
		case n.Focus:
			n.Role = view.FocusRole
		case n.Role != view.OtherRole:
		case n.Kind == graph.State, n.Kind == graph.Bloc:
			n.Role = view.StateRole
			if r := best[n.ID]; r == view.HolderRole || r == view.ControlRole {
				n.Role = r
			}
		case n.Kind == graph.Offer:
			n.Role = view.OfferRole
		case n.Kind == graph.List, n.Kind == graph.Exchange, n.Kind == graph.Scheme:
			n.Role = view.ListRole
		case best[n.ID] != "":
			n.Role = best[n.ID]
		}
	}
}

// roleOf says what an interest makes of its two ends.
func roleOf(i graph.Interest) (from, to view.Role) {
	switch i {
	case graph.BoardMember, graph.BoardChair, graph.OfficerOf, "seniorManagingOfficial":
		return view.BoardRole, view.OtherRole
	case graph.Procures:
		return view.CustomerRole, view.OtherRole
	case graph.Operates:
		return view.OtherRole, view.OtherRole
	}
	switch i.Family() {
	case graph.Ownership:
		return view.HolderRole, view.HeldRole
	case graph.Control:
		return view.ControlRole, view.HeldRole
	case graph.Technology:
		return view.SupplierRole, view.OtherRole
	}
	return view.OtherRole, view.OtherRole
}

func order(r view.Role) int {
	return slices.Index([]view.Role{view.HolderRole, view.ControlRole, view.SupplierRole, view.BoardRole, view.CustomerRole, view.HeldRole, view.OtherRole}, r)
}
