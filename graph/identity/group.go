package identity

import (
	"cmp"
	"slices"
	"strings"

	"longarm/graph"
)

// Record is one description of an entity, and where it comes from.
type Record struct {
	graph.Entity
	// Origin names the data the record is of: the source of a load, "" for the facts
	// inside the binary, which give an entity its id before all others.
	From string
}

// Reason says why two records are one entity, or why they are not.
type Reason struct {
	A, B graph.EntityID `json:"-"`
	// Kind is "identifier" or "accepted" of what is one; of what stays apart "refused",
	// "kinds", "identifiers-differ", or "both-curated": the facts inside the binary have
	// both, and their editors know why.
	Kind string `json:"kind"`
	// Identifier is the one shared, or the first of two that differ.
	Identifier string `json:"identifier,omitempty"`
	Other      string `json:"other,omitempty"` // the second of two that differ
}

// Group is a set of ids that mean one entity.
type Group struct {
	ID      graph.EntityID   // the one that stands for all
	Members []graph.EntityID // sorted, with ID
	Merged  []Reason         // one for each further member, in the order of merging
	Apart   []Reason         // what would have merged it with another group, and why it does not
}

// Groups decides which of the records are one entity. Accepted decisions come first,
// then shared identifiers, the LEI before others. Two groups stay apart, and say so,
// when a person refused the pair, when their kinds exclude each other, or when each
// has its own value of an identifier an entity has one of. Groups are sorted by id.
//
// The order of the records does not matter.
func Groups(records []Record, d *Decisions) []Group {
	u := newUnion(records)
	for _, pair := range d.accepted(u.ids) {
		u.join(pair[0], pair[1], Reason{Kind: "accepted"}, d)
	}
	byIdentifier := map[graph.Identifier][]graph.EntityID{}
	for _, r := range records {
		for _, i := range Strong(&r.Entity) {
			if list := byIdentifier[i]; !slices.Contains(list, r.ID) {
				byIdentifier[i] = append(list, r.ID)
			}
		}
	}
	shared := make([]graph.Identifier, 0, len(byIdentifier))
	for i, ids := range byIdentifier {
		if slices.Sort(ids); len(ids) > 1 {
			shared = append(shared, i)
		}
	}
	slices.SortFunc(shared, func(a, b graph.Identifier) int {
		return cmp.Or(cmp.Compare(rank(a.Scheme), rank(b.Scheme)), cmp.Compare(a.Scheme, b.Scheme), cmp.Compare(a.ID, b.ID))
	})
	for _, i := range shared {
		ids := byIdentifier[i]
		for _, other := range ids[1:] {
			u.join(ids[0], other, Reason{Kind: "identifier", Identifier: i.String()}, d)
		}
	}
	return u.groups()
}

// rank orders schemes by how well they are kept.
func rank(scheme string) int {
	switch {
	case scheme == LEI:
		return 0
	case strings.Contains(scheme, "-"): // registers, as org-id.guide names them
		return 1
	}
	return 2
}

// single reports a scheme of which an entity has one value.
func single(scheme string) bool { return scheme == LEI || scheme == "WIKIDATA" }

type node struct {
	parent  graph.EntityID
	kinds   []graph.Kind
	values  map[string]string // of single schemes
	own     bool              // described inside the binary
	members []graph.EntityID
	merged  []Reason
	apart   []Reason
}

type union struct {
	nodes map[graph.EntityID]*node
	ids   []graph.EntityID
}

func newUnion(records []Record) *union {
	u := &union{nodes: map[graph.EntityID]*node{}}
	for _, r := range records {
		n := u.nodes[r.ID]
		if n == nil {
			n = &node{parent: r.ID, values: map[string]string{}, members: []graph.EntityID{r.ID}}
			u.nodes[r.ID] = n
			u.ids = append(u.ids, r.ID)
		}
		n.own = n.own || r.From == ""
		if r.Kind != "" && !slices.Contains(n.kinds, r.Kind) {
			n.kinds = append(n.kinds, r.Kind)
		}
		for _, i := range Strong(&r.Entity) {
			if have, ok := n.values[i.Scheme]; single(i.Scheme) && (!ok || i.ID < have) {
				n.values[i.Scheme] = i.ID
			}
		}
	}
	slices.Sort(u.ids)
	return u
}

func (u *union) root(id graph.EntityID) graph.EntityID {
	for u.nodes[id].parent != id {
		id = u.nodes[id].parent
	}
	return id
}

func (u *union) join(a, b graph.EntityID, why Reason, d *Decisions) {
	ra, rb := u.root(a), u.root(b)
	if ra == rb {
		return
	}
	why.A, why.B = a, b
	na, nb := u.nodes[ra], u.nodes[rb]
	if not := bar(na, nb, why, d); not.Kind != "" {
		na.apart, nb.apart = append(na.apart, not), append(nb.apart, not)
		return
	}
	if better(rb, nb, ra, na) {
		ra, rb, na, nb = rb, ra, nb, na
	}
	nb.parent = ra
	na.own = na.own || nb.own
	na.members = append(na.members, nb.members...)
	na.kinds = append(na.kinds, nb.kinds...)
	na.merged = append(append(na.merged, nb.merged...), why)
	na.apart = append(na.apart, nb.apart...)
	for scheme, v := range nb.values {
		if _, ok := na.values[scheme]; !ok {
			na.values[scheme] = v
		}
	}
}

// better reports which of two ids stands for both: one of the facts inside the
// binary, else an LEI, else the lesser.
func better(a graph.EntityID, na *node, b graph.EntityID, nb *node) bool {
	if na.own != nb.own {
		return na.own
	}
	la, lb := strings.HasPrefix(string(a), "lei:"), strings.HasPrefix(string(b), "lei:")
	if la != lb {
		return la
	}
	return a < b
}

// bar says what keeps two groups apart; no kind when nothing does.
func bar(a, b *node, why Reason, d *Decisions) Reason {
	for _, x := range a.members {
		for _, y := range b.members {
			if d.Refused(x, y) {
				return Reason{A: x, B: y, Kind: "refused", Identifier: why.Identifier}
			}
		}
	}
	for _, x := range a.kinds {
		for _, y := range b.kinds {
			if !alike(x, y) {
				return Reason{A: why.A, B: why.B, Kind: "kinds", Identifier: why.Identifier, Other: string(x) + " and " + string(y)}
			}
		}
	}
	if why.Kind == "accepted" {
		return Reason{} // a person has seen both
	}
	if a.own && b.own {
		return Reason{A: why.A, B: why.B, Kind: "both-curated", Identifier: why.Identifier}
	}
	for _, scheme := range []string{LEI, "WIKIDATA"} {
		if x, y := a.values[scheme], b.values[scheme]; x != "" && y != "" && x != y {
			return Reason{A: why.A, B: why.B, Kind: "identifiers-differ", Identifier: scheme + ":" + min(x, y), Other: scheme + ":" + max(x, y)}
		}
	}
	return Reason{}
}

// alike reports kinds that one entity may have in two sources: registers file a
// ministry's company under either.
func alike(a, b graph.Kind) bool {
	body := func(k graph.Kind) bool {
		switch k {
		case graph.Company, graph.Arrangement, graph.StateBody, graph.Exchange, graph.Media, graph.Other:
			return true
		}
		return false
	}
	return a == b || body(a) && body(b) || a == graph.Person && b == graph.Other || a == graph.Other && b == graph.Person
}

func (u *union) groups() []Group {
	var out []Group
	for _, id := range u.ids {
		n := u.nodes[id]
		if n.parent != id {
			continue
		}
		slices.Sort(n.members)
		out = append(out, Group{ID: id, Members: n.members, Merged: n.merged, Apart: n.apart})
	}
	return out
}
