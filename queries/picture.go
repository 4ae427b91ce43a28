package queries

import (
	"cmp"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/ownership"
	"longarm/graph/view"
)

// What a picture may show.
const (
	PictureReach         = "reach"         // the laws that reach a provider, and the paths they come by
	PictureOwners        = "owners"        // everybody who holds it, through everybody
	PictureNeighbourhood = "neighbourhood" // what lies within some steps of it
	PictureAll           = "all"           // the three together
)

// Pictures lists what a picture may show, the default first.
func Pictures() []string {
	return []string{PictureReach, PictureOwners, PictureNeighbourhood, PictureAll}
}

// maxDepth bounds the steps of a neighbourhood: further is everything.
const maxDepth = 20

// PictureParams are what a picture is asked with.
type PictureParams struct {
	Entity string        // an id or a name
	What   string        // one of [Pictures]; empty: the first
	Depth  int           // steps of a neighbourhood; 0: one
	Law    string        // reach: one law only, by id or name, whatever it comes to
	Basis  graph.Basis   // owners: capital when empty
	Min    graph.Percent // owners: leave out who surely holds less in all
	Answer *ReachResult  // reach: the answer to draw, of Entity; nil: it is asked for
}

// PictureHead returns what every answer says of itself, for the one a picture shows:
// the remarks on the data of the parties in it, and what is taken for granted of them.
func PictureHead(c *Context, p PictureParams, v *view.View) Header {
	about := map[graph.EntityID]bool{}
	for _, n := range v.Nodes() {
		if n.Entity != "" {
			about[n.Entity] = true
		}
	}
	basis := ownership.Either
	if p.What == PictureOwners {
		basis = cmp.Or(p.Basis, graph.Capital)
	}
	return c.header(c.flagsOf(about), c.votesAssumed(basis, about)...)
}

// Picture answers with a graph: the parties, laws and interests that the answer
// rests on, with words in the language asked, for encoders. Faults are those of the
// question it stands for ([Reach], [Owners]), and [view.ErrTooLarge].
func Picture(c *Context, p PictureParams) (*view.View, error) {
	if p.What == "" {
		p.What = PictureReach
	}
	if !slices.Contains(Pictures(), p.What) {
		return nil, &Usage{Message: graph.Say("unknown picture %q", "dessin inconnu, %q", p.What), Advice: graph.Say("use one of %s", "utilisez l’un de ceux-ci : %s", joinCodes(Pictures()))}
	}
	if p.Depth < 0 || p.Depth > maxDepth {
		return nil, &Usage{Message: graph.Say("a depth of %d", "une profondeur de %d", p.Depth), Advice: graph.Say("use 1 to %d", "utilisez 1 à %d", maxDepth)}
	}
	if p.Law != "" && p.What != PictureReach && p.What != PictureAll {
		return nil, &Usage{Message: graph.Say("a picture of %s shows no law", "un dessin de %s ne montre pas de loi", p.What), Advice: graph.Say("leave the law out, or ask for reach", "omettez la loi, ou demandez reach")}
	}
	id, err := c.Resolve(p.Entity)
	if err != nil {
		return nil, err
	}
	k := newPicture(c, id)
	switch {
	case p.What == PictureAll && !c.Graph.Entity(id).Kind.IsProvider():
		p.What, p.Law = PictureNeighbourhood, "" // a state or a list: no law reaches it
	case p.What == PictureReach, p.What == PictureAll:
		if err := k.reach(Params{Args: []string{string(id)}, Law: p.Law}, p.Answer); err != nil {
			return nil, err
		}
	}
	if p.What == PictureOwners || p.What == PictureAll {
		if err := k.owners(Params{Args: []string{string(id)}, Basis: p.Basis, Min: p.Min}, p.What == PictureOwners); err != nil {
			return nil, err
		}
	}
	if p.What == PictureNeighbourhood || p.What == PictureAll {
		if err := k.neighbourhood(max(p.Depth, 1)); err != nil {
			return nil, err
		}
	}
	return k.view(p.What)
}

// picture collects what a view is made of.
type picture struct {
	c     *Context
	focus graph.EntityID
	nodes map[view.NodeID]*view.Node
	edges []view.Edge
	// links that are drawn already, so that a path which uses one adds nothing.
	links    map[*graph.Link]bool
	captions map[view.NodeID]string
	notes    []string
	states   bool // states are nodes, not badges
}

func newPicture(c *Context, focus graph.EntityID) *picture {
	k := &picture{c: c, focus: focus, nodes: map[view.NodeID]*view.Node{}, links: map[*graph.Link]bool{}, captions: map[view.NodeID]string{}}
	k.entity(focus)
	return k
}

// entity adds the node of an entity, once.
func (k *picture) entity(id graph.EntityID) view.NodeID {
	n := view.EntityNode(id)
	if k.nodes[n] != nil {
		return n
	}
	b := k.c.Brief(id)
	out := &view.Node{ID: n, Sort: view.EntitySort, Entity: id, Kind: b.Kind, KindIn: k.c.Voice.Code("kind", string(b.Kind)), Name: b.Name,
		Country: b.Country, Role: view.OtherRole, Focus: id == k.focus}
	if b.Country != "" {
		out.Place = k.c.Place(b.Country)
	}
	for _, l := range k.c.Graph.From(id) {
		if l.State != graph.InForce {
			continue
		}
		switch l.Interest {
		case graph.DesignatedUnder, graph.CertifiedUnder:
			out.Marks = append(out.Marks, k.c.Voice.Code("picture.mark", string(l.Interest))+k.c.Voice.Say("colon")+" "+k.c.Name(l.Subject))
			out.Claims = append(out.Claims, l.Claims...)
		case graph.ListedOn:
			out.Ties = append(out.Ties, k.c.Voice.Code("picture.mark", string(l.Interest))+k.c.Voice.Say("colon")+" "+k.c.Name(l.Subject))
			out.Claims = append(out.Claims, l.Claims...)
		}
	}
	slices.Sort(out.Marks)
	slices.Sort(out.Ties)
	slices.Sort(out.Claims)
	out.Claims = slices.Compact(out.Claims)
	if id == k.focus {
		out.Caption = strings.Join(k.c.profile(id).Services, ", ")
	}
	k.nodes[n] = out
	return n
}

// link adds an interest of the graph between two nodes, once.
func (k *picture) link(l *graph.Link) {
	if k.links[l] {
		return
	}
	k.links[l] = true
	i := view.Interest{Code: l.Interest, Basis: l.Basis, Unknown: l.State == graph.UnknownState, Stale: l.Stale, Value: l.Value, Claims: l.Claims, Evidence: l.Evidence}
	var figure *graph.Share
	if l.Interest.CarriesShare() {
		share := l.Share
		i.Share, i.NoFigure = &share, !l.Figure && !i.Unknown
		if l.Figure || i.Unknown {
			figure = &share
		}
	}
	i.Label = k.label(&i)
	i.Text = k.prose(k.c.LinkText(l.Holder, l.Interest, l.Subject, figure, l.Basis, l.Value, l.Claims...))
	k.edges = append(k.edges, view.Edge{From: k.entity(l.Holder), To: k.entity(l.Subject), Interests: []view.Interest{i}})
}

// label is what stands on the line of an interest.
func (k *picture) label(i *view.Interest) string {
	v := k.c.Voice
	if i.Assertion != "" {
		id := "picture.voiced." + string(i.Assertion)
		return v.Say(id, "What", k.plain(i))
	}
	return k.plain(i)
}

func (k *picture) plain(i *view.Interest) string {
	v := k.c.Voice
	if i.Share == nil {
		return v.Code("interest", string(i.Code))
	}
	share := v.Say("picture.share-unknown")
	switch {
	case i.NoFigure:
		share = v.Say("picture.share-unstated")
	case !i.Unknown && *i.Share != graph.Unknown():
		share = view.Band(*i.Share, k.c.Lang())
	}
	if i.Basis != graph.Capital && i.Basis != graph.Both && i.Basis != graph.NoBasis {
		return v.Say("picture.share-of", "Share", share, "Basis", v.Code("basis", string(i.Basis)))
	}
	return share
}

// prose puts the decimal points of a clause in the language's writing.
func (k *picture) prose(s string) string {
	if k.c.Lang() != "fr" {
		return s
	}
	return decimal.ReplaceAllString(s, "$1,$2$3")
}

// uncounted adds the statements in a voice that does not count, between nodes there
// are and about the focus, that speak of the date.
func (k *picture) uncounted() {
	for _, n := range k.sorted() {
		if n.Entity == "" || n.Sort != view.EntitySort {
			continue
		}
		for _, s := range k.c.Ledger().Uncounted(n.Entity) {
			if s.Subject != n.Entity || !k.c.known(&s.Claim) || s.Interest.Family() == graph.Jurisdiction {
				continue
			}
			if k.nodes[view.EntityNode(s.Holder)] == nil && s.Subject != k.focus {
				continue
			}
			i := view.Interest{Code: s.Interest, Basis: s.Basis, Assertion: s.Assertion, Value: s.Value, Claims: []graph.ClaimID{s.ID}, Evidence: s.Evidence}
			var figure *graph.Share
			if s.Interest.CarriesShare() {
				share := s.Share
				i.Share, i.NoFigure = &share, !s.Figure
				if s.Figure {
					figure = &share
				}
			}
			i.Label = k.label(&i)
			i.Text = k.prose(k.c.LinkText(s.Holder, s.Interest, s.Subject, figure, s.Basis, s.Value, s.ID))
			k.edges = append(k.edges, view.Edge{From: k.entity(s.Holder), To: view.EntityNode(s.Subject), Interests: []view.Interest{i}})
		}
	}
}

func (k *picture) sorted() []*view.Node {
	ids := make([]view.NodeID, 0, len(k.nodes))
	for id := range k.nodes {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	out := make([]*view.Node, len(ids))
	for i, id := range ids {
		out[i] = k.nodes[id]
	}
	return out
}

// neighbourhood adds what lies within some steps of the focus, whatever the
// direction. A place is no step: what two companies of one state share leads
// nowhere.
func (k *picture) neighbourhood(depth int) error {
	at := []graph.EntityID{k.focus}
	seen := map[graph.EntityID]bool{k.focus: true}
	for range depth {
		var next []graph.EntityID
		for _, id := range at {
			for _, list := range [][]*graph.Link{k.c.Graph.To(id), k.c.Graph.From(id)} {
				for _, l := range list {
					if l.State != graph.InForce || l.Interest.Family() == graph.Jurisdiction && l.Interest != graph.OfficerOf {
						continue
					}
					other := l.Holder
					if other == id {
						other = l.Subject
					}
					k.link(l)
					if !seen[other] {
						seen[other] = true
						next = append(next, other)
					}
				}
			}
			if len(k.links) > 2*view.MaxEdges { // several interests may share an edge
				return view.ErrTooLarge
			}
		}
		at = sortIDs(next)
	}
	return nil
}

// owners adds everybody upstream of the focus with what each holds in the next.
func (k *picture) owners(p Params, alone bool) error {
	r, err := Owners(k.c, p)
	if err != nil {
		return err
	}
	in := map[graph.EntityID]bool{k.focus: true}
	for i := range r.Owners {
		o := &r.Owners[i]
		in[o.ID] = true
		n := k.nodes[k.entity(o.ID)]
		if o.Direct == nil || alone && n.Caption == "" {
			n.Caption = k.c.Voice.Say("picture.in-all", "Share", k.span(o.Integrated))
		}
	}
	bases := []graph.Basis{r.Basis}
	if r.Basis == ownership.Either {
		bases = []graph.Basis{graph.Capital, graph.Votes}
	}
	for _, id := range sortedIDs(in) {
		for _, b := range bases {
			k.table(id, b, in)
		}
		for _, l := range k.c.Graph.To(id) {
			if in[l.Holder] && l.State == graph.InForce && l.Interest.Family() == graph.Control {
				k.link(l)
			}
		}
	}
	if u := r.Undisclosed.Direct; u.Max.Sign() > 0 && k.c.Graph.Entity(k.focus).Kind.HasHolders() {
		k.rest(u)
	}
	return nil
}

// table adds the stated holdings of one company by the parties given.
func (k *picture) table(id graph.EntityID, b graph.Basis, in map[graph.EntityID]bool) {
	t := k.c.Graph.CapTable(id, b)
	for i := range t.Holdings {
		h := &t.Holdings[i]
		if !in[h.Holder] || h.Unknown {
			continue
		}
		if l := k.linkOf(h.Holder, id, b); l != nil {
			k.link(l)
			continue
		}
		share := h.Share
		one := view.Interest{Code: graph.Shareholding, Basis: b, Share: &share, NoFigure: share == graph.SomeShare(), Claims: h.Claims, Evidence: h.Evidence}
		if b == graph.Votes {
			one.Code = graph.VotingRights
		}
		one.Label = k.label(&one)
		var figure *graph.Share
		if !one.NoFigure {
			figure = &share
		}
		one.Text = k.prose(k.c.LinkText(h.Holder, one.Code, id, figure, b, ""))
		k.edges = append(k.edges, view.Edge{From: k.entity(h.Holder), To: k.entity(id), Interests: []view.Interest{one}})
	}
}

// linkOf finds the link that states a holding in the basis.
func (k *picture) linkOf(holder, subject graph.EntityID, b graph.Basis) *graph.Link {
	for _, l := range k.c.Graph.To(subject) {
		if l.Holder == holder && l.State == graph.InForce && l.Interest.CarriesShare() && l.Basis.Includes(b) {
			return l
		}
	}
	return nil
}

// rest adds the part of the focus nobody is named for.
func (k *picture) rest(u ownership.Range) {
	id := view.RestNode(k.focus)
	k.nodes[id] = &view.Node{ID: id, Sort: view.RestSort, Entity: k.focus, Kind: graph.Group, KindIn: k.c.Voice.Code("kind", string(graph.Group)),
		Name: k.c.Voice.Say("picture.rest"), Role: view.HolderRole}
	share := shareOf(u)
	k.edges = append(k.edges, view.Edge{From: id, To: view.EntityNode(k.focus), Interests: []view.Interest{{
		Code: graph.Shareholding, Share: &share, Label: k.span(u), Text: k.c.Voice.Say("picture.rest-of", "Who", k.c.Name(k.focus), "Share", k.span(u))}}})
}
