package view

import (
	"slices"
	"strings"

	"longarm/graph"
)

// Siblings is how many parties that stand alike beside another are drawn one by one;
// of more, the smallest are drawn as a stack.
const Siblings = 7

// Crowd is how many nodes make a picture so wide that all parties that stand alike
// beside another are drawn as one stack when they are more than two.
const Crowd = 40

// Folded returns the view as a page holds it, for people to look at:
//
//   - the laws of one state that come by one way are one box ([LawsSort]), those of the
//     provider's own state and bloc another;
//   - states, lists and exchanges that serve only to tie a law to a party give way to
//     the words on the law's arrow;
//   - laws that are merely open through a party nothing else needs are told in a note,
//     and so are those an act would decide; schemes become marks of the provider;
//   - the smallest of many siblings are one stack, with what they hold together.
//
// Nothing a reader must know is left out in silence: what is not drawn is in
// [Content].Notes. A view about one law keeps it whatever it comes to; a folded view is
// its own.
func (v *View) Folded() (*View, error) {
	if v.Page {
		return v, nil
	}
	f := &folding{v: v, drop: map[NodeID]bool{}}
	f.c = v.Content
	f.c.Page = true
	f.c.Notes = slices.Clone(v.Notes)
	f.c.Nodes, f.c.Edges = slices.Clone(v.Content.Nodes), nil
	f.reaches()
	f.states()
	f.boxes()
	f.unconnected()
	f.stacks()
	f.c.Nodes = slices.DeleteFunc(f.c.Nodes, func(n Node) bool { return f.drop[n.ID] })
	f.c.Edges = slices.DeleteFunc(f.c.Edges, func(e Edge) bool { return f.drop[e.From] || f.drop[e.To] })
	return New(f.c)
}

// folding is a view being folded. Edges are added to c.Edges as they are found to
// stay; nodes to drop are collected first.
type folding struct {
	v    *View
	c    Content
	drop map[NodeID]bool
	// laws are the reaches that are drawn, by law and party.
	laws []Edge
}

// told collects laws that go into a note, with the parties they come through.
type told map[string][]string

func (t told) add(r Reach, party string) {
	law := r.Jurisdiction + "\u00a0" + r.Name
	if !slices.Contains(t[law], party) {
		t[law] = append(t[law], party)
	}
}

// lines says each law once, with at most three of its parties.
func (t told) lines(more string) []string {
	var out []string
	for law, parties := range t {
		slices.Sort(parties)
		if n := len(parties); n > 3 {
			parties = append(parties[:3:3], "+"+count(n-3)+"\u00a0"+more)
		}
		out = append(out, law+" ("+strings.Join(parties, ", ")+")")
	}
	return out
}

// firm reports a standing that is drawn whoever the law comes through.
func (s Standing) firm() bool { return s <= Disputed }

// scheme reports a standing of a scheme.
func (s Standing) scheme() bool { return s >= Certified && s <= SchemeOpen }

// reaches sorts what the laws do into drawn and told.
func (f *folding) reaches() {
	laws := 0
	for i := range f.c.Nodes {
		if f.c.Nodes[i].Sort == LawSort {
			laws++
		}
	}
	needed := f.needed(laws == 1)
	borne := f.borne()
	var marks []string
	var conduct []Reach
	elsewhere, own := told{}, told{}
	for _, e := range f.v.Edges() {
		if len(e.Reaches) == 0 {
			continue
		}
		kept := Edge{From: e.From, To: e.To}
		for _, r := range e.Reaches {
			switch {
			case laws == 1:
				kept.Reaches = append(kept.Reaches, r)
			case r.Standing.scheme():
				if (r.Standing == Certified || r.Standing == Barred) && !borne[r.Law] {
					marks = append(marks, r.Name+f.v.Word("colon")+" "+f.v.Word("standing."+r.Standing.String()))
				}
			case r.Standing == Conduct:
				conduct = append(conduct, r)
			case r.Standing >= NoPath:
			case r.Own && r.Through != Direct:
				own.add(r, f.v.Node(e.To).Name)
			case needed[e.To]:
				kept.Reaches = append(kept.Reaches, r)
			default:
				elsewhere.add(r, f.v.Node(e.To).Name)
			}
		}
		if len(kept.Reaches) > 0 {
			f.laws = append(f.laws, kept)
		}
	}
	if i := f.at(f.c.Focus); i >= 0 {
		f.c.Nodes[i].Marks = sortedOnce(append(slices.Clone(f.c.Nodes[i].Marks), marks...))
	}
	f.note("note.elsewhere", elsewhere.lines(f.v.Word("more")))
	f.note("note.conduct", f.acts(conduct))
	f.note("note.own", own.lines(f.v.Word("more")))
	if laws == 0 {
		return
	}
	shown := f.shown()
	for i := range f.c.Nodes {
		switch n := &f.c.Nodes[i]; {
		case n.Sort == LawSort:
			f.drop[n.ID] = true
		case n.Sort == EntitySort && !needed[n.ID] && !shown[n.ID] && f.v.Question == "reach":
			f.drop[n.ID] = true
		}
	}
}

// borne collects the schemes whose certificate the focus bears as a mark of its own.
func (f *folding) borne() map[string]bool {
	out := map[string]bool{}
	i := f.at(f.c.Focus)
	if i < 0 {
		return out
	}
	for _, e := range f.v.Edges() {
		for _, r := range e.Reaches {
			if r.Standing == Certified && slices.ContainsFunc(r.Claims, func(id graph.ClaimID) bool { return slices.Contains(f.c.Nodes[i].Claims, id) }) {
				out[r.Law] = true
			}
		}
	}
	return out
}

// acts names the laws an act would decide; of one that is drawn for another effect it
// tells for which it is not.
func (f *folding) acts(list []Reach) []string {
	drawn := map[string]bool{}
	for _, e := range f.laws {
		for _, r := range e.Reaches {
			drawn[r.Law] = true
		}
	}
	var out []string
	for _, r := range list {
		name := r.Jurisdiction + "\u00a0" + r.Name
		if drawn[r.Law] && r.EffectIn != "" {
			name += " (" + r.EffectIn + ")"
		}
		out = append(out, name)
	}
	return out
}

// needed collects the parties a picture of laws cannot do without: the focus, whoever
// holds, controls or supplies it directly, and the ways to it from the parties that
// firm reaches attach to. A way takes offers only where there is none without. Of many
// who stand directly beside it those that come by nothing firm and hold least are no
// such parties: they are drawn (see [folding.shown]), and may be stacked.
func (f *folding) needed(all bool) map[NodeID]bool {
	need := map[NodeID]bool{f.c.Focus: true}
	firm := map[NodeID]bool{}
	var direct []sibling
	from := map[NodeID][]NodeID{} // along interests, and from an offer to who operates it
	for i := range f.v.Edges() {
		e := &f.v.Edges()[i]
		if slices.ContainsFunc(e.Reaches, func(r Reach) bool { return all || r.Standing.firm() && (!r.Own || r.Through == Direct) }) {
			firm[e.To] = true
		}
		if len(e.Interests) == 0 || onlyPlaces(e) {
			continue
		}
		from[e.From] = append(from[e.From], e.To)
		if slices.ContainsFunc(e.Interests, func(i Interest) bool { return i.Code == graph.Operates }) {
			from[e.To] = append(from[e.To], e.From)
		}
		if f.beside(e) {
			direct = append(direct, sibling{f.v.Node(e.From), e})
		}
	}
	slices.SortStableFunc(direct, largest)
	for i, s := range direct {
		if i < Siblings-1 || len(direct) <= Siblings {
			need[s.node.ID] = true
		}
	}
	party := func(id NodeID) bool { return f.v.Node(id).Kind != graph.Offer }
	anyone := func(NodeID) bool { return true }
	leads := upstream(from, f.c.Focus, party)
	for id := range firm {
		if leads[id] {
			follow(from, id, func(id NodeID) bool { return leads[id] }, need)
			continue
		}
		round := upstream(from, f.c.Focus, anyone)
		follow(from, id, func(id NodeID) bool { return round[id] }, need)
	}
	return need
}

// beside reports an edge from a party that stands directly above the focus.
func (f *folding) beside(e *Edge) bool {
	n := f.v.Node(e.From)
	return e.To == f.c.Focus && len(e.Interests) > 0 && !onlyPlaces(e) && n.Role != BoardRole && n.Kind != graph.Offer
}

// shown collects the parties that a picture of laws shows whether laws come through them
// or not.
func (f *folding) shown() map[NodeID]bool {
	out := map[NodeID]bool{}
	for i := range f.v.Edges() {
		if e := &f.v.Edges()[i]; f.beside(e) {
			out[e.From] = true
		}
	}
	return out
}

// upstream collects the nodes from which a way leads to the end over nodes that may
// be taken.
func upstream(from map[NodeID][]NodeID, end NodeID, may func(NodeID) bool) map[NodeID]bool {
	back := map[NodeID][]NodeID{}
	for id, list := range from {
		for _, next := range list {
			back[next] = append(back[next], id)
		}
	}
	out := map[NodeID]bool{}
	follow(back, end, may, out)
	return out
}

// follow adds to a set what can be come to from a node over nodes that may be taken,
// the node itself included when it may.
func follow(from map[NodeID][]NodeID, start NodeID, may func(NodeID) bool, into map[NodeID]bool) {
	if !may(start) {
		return
	}
	seen := map[NodeID]bool{start: true}
	for list := []NodeID{start}; len(list) > 0; list = list[1:] {
		into[list[0]] = true
		for _, next := range from[list[0]] {
			if !seen[next] && may(next) {
				seen[next] = true
				list = append(list, next)
			}
		}
	}
}

// onlyPlaces reports an edge that ties a party to a place, list or exchange and says
// nothing else.
func onlyPlaces(e *Edge) bool {
	return !slices.ContainsFunc(e.Interests, func(i Interest) bool { return FamilyOf(i.Code) != Jurisdiction })
}

func (f *folding) note(key string, list []string) {
	if len(list) > 0 {
		f.c.Notes = append(f.c.Notes, f.v.Word(key)+f.v.Word("colon")+" "+strings.Join(sortedOnce(list), ", "))
	}
}

func (f *folding) at(id NodeID) int {
	return slices.IndexFunc(f.c.Nodes, func(n Node) bool { return n.ID == id })
}

// states drops ties to places and the places nothing else is said of, and keeps all
// other interests.
func (f *folding) states() {
	places := map[NodeID]bool{}
	said := map[NodeID]bool{f.c.Focus: true}
	for i := range f.v.Edges() {
		e := f.v.Edges()[i]
		switch {
		case len(e.Interests) == 0:
			if e.Enacts {
				places[e.From] = true
			}
			continue
		case onlyPlaces(&e):
			places[e.To] = true
			continue
		}
		e.Interests = slices.DeleteFunc(slices.Clone(e.Interests), func(i Interest) bool { return FamilyOf(i.Code) == Jurisdiction })
		e.Reaches, e.Enacts = nil, false
		f.c.Edges = append(f.c.Edges, e)
		said[e.From], said[e.To] = true, true
	}
	for id := range places {
		if !said[id] {
			f.drop[id] = true
		}
	}
}

// unconnected drops what no line leads to any more.
func (f *folding) unconnected() {
	near := map[NodeID][]NodeID{}
	for _, e := range f.c.Edges {
		if !f.drop[e.From] && !f.drop[e.To] {
			near[e.From] = append(near[e.From], e.To)
			near[e.To] = append(near[e.To], e.From)
		}
	}
	seen := map[NodeID]bool{f.c.Focus: true}
	list := []NodeID{f.c.Focus}
	for i := 0; i < len(list); i++ {
		for _, id := range near[list[i]] {
			if !seen[id] {
				seen[id] = true
				list = append(list, id)
			}
		}
	}
	for _, n := range f.c.Nodes {
		if !seen[n.ID] && f.c.Focus != "" {
			f.drop[n.ID] = true
		}
	}
}

func sortedOnce(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}
