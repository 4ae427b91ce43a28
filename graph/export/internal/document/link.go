package document

import (
	"strconv"
	"strings"

	"longarm/graph"
	"longarm/graph/view"
)

// Link is one thing an edge of a view says: one interest, one effect of one law, or
// that a state enacted a law. Programs that hold several edges between two nodes get
// one for each.
type Link struct {
	ID       string // "e1", in the order of the view
	From, To view.NodeID
	Family   view.Family
	Code     string // the interest, "reach" or "enacts"
	Label    string // a few words for the line
	Text     string // a whole clause, where there is one
	Interest *view.Interest
	Reach    *view.Reach
	Claims   []graph.ClaimID
}

// Links lists what the edges of a view say, in its order.
func Links(v *view.View) []Link {
	var out []Link
	for i := range v.Edges() {
		e := &v.Edges()[i]
		add := func(l Link) {
			l.ID, l.From, l.To = "e"+strconv.Itoa(len(out)+1), e.From, e.To
			out = append(out, l)
		}
		for j := range e.Interests {
			in := &e.Interests[j]
			add(Link{Family: view.FamilyOf(in.Code), Code: string(in.Code), Label: in.Label, Text: in.Text, Interest: in, Claims: in.Claims})
		}
		for j := range e.Reaches {
			r := &e.Reaches[j]
			add(Link{Family: view.Reaching, Code: "reach", Label: r.EffectIn, Text: strings.TrimSpace(r.Name + ": " + r.Words), Reach: r, Claims: r.Claims})
		}
		if e.Enacts {
			add(Link{Family: view.Enacting, Code: "enacts"})
		}
	}
	return out
}

// Counts reports a link that is stated in a voice that counts.
func (l *Link) Counts() bool { return l.Interest == nil || l.Interest.Assertion == "" }

// Short gives every node of a view a short id of its own, "n1" and so on, in the
// order of the view: no id of the data can break a format by it.
func Short(v *view.View) map[view.NodeID]string {
	out := make(map[view.NodeID]string, len(v.Nodes()))
	for i := range v.Nodes() {
		out[v.Nodes()[i].ID] = "n" + strconv.Itoa(i+1)
	}
	return out
}

// NodeFields are the properties of a node of an answer beside its id and name.
func NodeFields() []Field[view.Node] {
	return []Field[view.Node]{
		{"sort", Text, func(n *view.Node) string { return string(n.Sort) }},
		{"kind", Text, func(n *view.Node) string { return string(n.Kind) }},
		{"kind_in_words", Text, func(n *view.Node) string { return n.KindIn }},
		{"role", Text, func(n *view.Node) string { return string(n.Role) }},
		{"caption", Text, func(n *view.Node) string { return n.Caption }},
		{"country", Text, func(n *view.Node) string { return n.Country }},
		{"place", Text, func(n *view.Node) string { return n.Place }},
		{"focus", Boolean, func(n *view.Node) string { return open(n.Focus) }},
		{"marks", Text, func(n *view.Node) string { return Joined(n.Marks) }},
		{"ties", Text, func(n *view.Node) string { return Joined(n.Ties) }},
		{"statements", Text, func(n *view.Node) string { return joinIDs(n.Claims) }},
	}
}

// LinkFields are the properties of a link beside its id and ends.
func LinkFields(v *view.View) []Field[Link] {
	share := func(get func(graph.Share) string) func(*Link) string {
		return func(l *Link) string {
			if l.Interest == nil || l.Interest.Share == nil {
				return ""
			}
			return get(*l.Interest.Share)
		}
	}
	interest := func(get func(*view.Interest) string) func(*Link) string {
		return func(l *Link) string {
			if l.Interest == nil {
				return ""
			}
			return get(l.Interest)
		}
	}
	reach := func(get func(*view.Reach) string) func(*Link) string {
		return func(l *Link) string {
			if l.Reach == nil {
				return ""
			}
			return get(l.Reach)
		}
	}
	return []Field[Link]{
		{"code", Text, func(l *Link) string { return l.Code }},
		{"family", Text, func(l *Link) string { return l.Family.String() }},
		{"text", Text, func(l *Link) string { return l.Text }},
		{"counts", Boolean, func(l *Link) string { return strconv.FormatBool(l.Counts()) }},
		{"basis", Text, interest(func(i *view.Interest) string { return string(i.Basis) })},
		{"share_min", Number, share(func(s graph.Share) string { return s.Min.String() })},
		{"share_max", Number, share(func(s graph.Share) string { return s.Max.String() })},
		{"share_min_open", Boolean, share(func(s graph.Share) string { return open(s.MinOpen) })},
		{"share_max_open", Boolean, share(func(s graph.Share) string { return open(s.MaxOpen) })},
		{"share_unknown", Boolean, interest(func(i *view.Interest) string { return open(i.Unknown || i.NoFigure) })},
		{"assertion", Text, interest(func(i *view.Interest) string { return string(i.Assertion) })},
		{"stale", Boolean, interest(func(i *view.Interest) string { return open(i.Stale) })},
		{"value", Text, interest(func(i *view.Interest) string { return i.Value })},
		{"law", Text, reach(func(r *view.Reach) string { return r.Law })},
		{"effect", Text, reach(func(r *view.Reach) string { return r.Effect })},
		{"scope", Text, reach(func(r *view.Reach) string { return r.Scope })},
		{"verdict", Text, reach(func(r *view.Reach) string { return r.Verdict })},
		{"because", Text, reach(func(r *view.Reach) string { return r.Because })},
		{"standing", Text, reach(func(r *view.Reach) string { return r.Standing.String() })},
		{"activation", Text, reach(func(r *view.Reach) string { return r.Activation })},
		{"confidence", Text, reach(func(r *view.Reach) string { return r.Confidence })},
		{"trigger", Text, reach(func(r *view.Reach) string { return r.Trigger })},
		{"grounds", Text, reach(func(r *view.Reach) string { return Joined(r.Ties) })},
		{"missing", Text, reach(func(r *view.Reach) string { return Joined(r.Missing) })},
		{"evidence", Text, func(l *Link) string {
			switch {
			case l.Interest != nil:
				return l.Interest.Evidence.String()
			case l.Reach != nil:
				return l.Reach.Evidence.String()
			}
			return ""
		}},
		{"dates", Text, func(l *Link) string {
			var out []string
			for _, id := range l.Claims {
				if c := v.Claim(id); c != nil && c.Dates != "" && l.Interest != nil {
					out = append(out, c.Dates)
				}
			}
			return Joined(out)
		}},
		{"statements", Text, func(l *Link) string { return joinIDs(l.Claims) }},
		{"sources", Text, func(l *Link) string { return Joined(SourceTitles(v, l.Claims)) }},
	}
}

func joinIDs(ids []graph.ClaimID) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return Joined(out)
}

// SourceTitles names the sources of claims, each once, in the order of the claims: the
// title, else the address, else the id.
func SourceTitles(v *view.View, claims []graph.ClaimID) []string {
	var out []string
	seen := map[graph.SourceID]bool{}
	for _, id := range claims {
		c := v.Claim(id)
		if c == nil || c.Source == "" || seen[c.Source] {
			continue
		}
		seen[c.Source] = true
		s, _ := v.Source(c.Source)
		switch {
		case s == nil:
			out = append(out, string(c.Source))
		case s.Title != "":
			out = append(out, s.Title)
		case s.URL != "":
			out = append(out, s.URL)
		default:
			out = append(out, string(s.ID))
		}
	}
	return out
}

// Spells lists when the claims of a link hold, each period once; none when one of them
// is undated, for then the link holds throughout.
func Spells(v *view.View, l *Link) []graph.Period {
	if l.Interest == nil {
		return nil
	}
	var out []graph.Period
	seen := map[graph.Period]bool{}
	for _, id := range l.Claims {
		c := v.Claim(id)
		if c == nil {
			continue
		}
		p := graph.Period{From: c.From, To: c.To, AsOf: c.AsOf}
		if p.From == 0 && p.To == 0 && p.AsOf == 0 {
			return nil
		}
		if !seen[p] {
			seen[p] = true
			out = append(out, p)
		}
	}
	return out
}

// Clip shortens a text to so many characters, with an ellipsis in place of the rest.
func Clip(s string, most int) string {
	n := 0
	for i := range s {
		if n == most-1 {
			if len([]rune(s[i:])) > 1 {
				return s[:i] + "…"
			}
			return s
		}
		n++
	}
	return s
}

// EdgeLabel is what stands on the line of an edge drawn once for all it says.
func EdgeLabel(e *view.Edge) string {
	var out []string
	for _, l := range e.Labels {
		if l != "" {
			out = append(out, l)
		}
	}
	return strings.Join(out, " · ")
}

// LawLines lists what a box of laws holds, one line each group: the heading, then the
// names.
func LawLines(n *view.Node, colon string) []string {
	var out []string
	for _, g := range n.Laws {
		names := make([]string, len(g.Laws))
		for i, l := range g.Laws {
			names[i] = l.Name
			if len(l.Only) > 0 {
				names[i] += " (" + strings.Join(l.Only, ", ") + ")"
			}
		}
		out = append(out, g.Heading+colon+" "+strings.Join(names, ", "))
	}
	return out
}
