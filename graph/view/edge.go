package view

import (
	"cmp"
	"slices"

	"longarm/graph"
)

// Family groups what an edge says. The first four are those of interests; an edge
// of several families is of the first of them, see [Edge.Families].
type Family uint8

// The families.
const (
	Ownership    = Family(graph.Ownership)
	Control      = Family(graph.Control)
	Technology   = Family(graph.Technology)
	Jurisdiction = Family(graph.Jurisdiction)
	Reaching     = Family(graph.Jurisdiction + 1) // from a law to the party it attaches to
	Enacting     = Family(graph.Jurisdiction + 2) // from a state to its law
)

// FamilyOf returns the family an interest is drawn in: that of the interest, but
// that an officer stands to a company as who controls it, not as a place.
func FamilyOf(i graph.Interest) Family {
	if i == graph.OfficerOf {
		return Control
	}
	return Family(i.Family())
}

// String returns the key of the family: "ownership", "reach".
func (f Family) String() string {
	switch f {
	case Ownership:
		return "ownership"
	case Control:
		return "control"
	case Technology:
		return "technology"
	case Jurisdiction:
		return "jurisdiction"
	case Reaching:
		return "reach"
	}
	return "enacts"
}

// Interest is one interest of the edge's source in its target.
type Interest struct {
	Code  graph.Interest
	Basis graph.Basis
	Share *graph.Share // nil for interests without a share
	// NoFigure: the holding is stated without a figure; Share is above 0 to 100 %.
	NoFigure bool
	// Unknown: at the date nothing is known of the holding, which another date or a lost
	// source speaks of; Share is 0 to 100 %.
	Unknown bool
	// Assertion is the voice of an interest that does not count (claimed, denied,
	// proposed, withdrawn); empty for one that does.
	Assertion graph.Assertion
	Stale     bool
	Value     string // detail in the source's words
	Label     string // "50 %", "technology", in the language of the view
	Text      string // the whole clause: "Orange holds 50 % of the capital of Bleu"
	Claims    []graph.ClaimID
	Evidence  graph.Evidence
}

// Edge is an ordered pair with all that leads from the one to the other. Arrows go
// from the interested party to the subject, from a state to its law, and from a law
// to the party it attaches to.
type Edge struct {
	From, To  NodeID
	Interests []Interest // sorted by code, basis, voice, value
	Reaches   []Reach    // of a law; sorted by law, effect
	// Enacts marks an edge from a state to its law, or to a box of laws.
	Enacts bool
	// Label is what stands on the line, one entry for each family in the order of
	// [Edge.Families]; made by [New].
	Labels []string
}

// Families lists the families of the edge's interests that count, or of all when
// none does; sorted, never empty.
func (e *Edge) Families() []Family {
	var out, silent []Family
	for i := range e.Interests {
		f := FamilyOf(e.Interests[i].Code)
		if e.Interests[i].Assertion == "" {
			out = append(out, f)
		} else {
			silent = append(silent, f)
		}
	}
	if len(e.Reaches) > 0 {
		out = append(out, Reaching)
	}
	if e.Enacts || len(out)+len(silent) == 0 {
		out = append(out, Enacting)
	}
	if len(out) == 0 {
		out = silent
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Claims lists the claims the edge rests on, sorted.
func (e *Edge) Claims() []graph.ClaimID {
	var out []graph.ClaimID
	for _, i := range e.Interests {
		out = append(out, i.Claims...)
	}
	for _, r := range e.Reaches {
		out = append(out, r.Claims...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Counts reports an edge on which something is stated in a voice that counts.
func (e *Edge) Counts() bool {
	return len(e.Reaches) > 0 || e.Enacts || slices.ContainsFunc(e.Interests, func(i Interest) bool { return i.Assertion == "" })
}

// Unknown reports an edge that counts and on which every share is unknown or
// without a figure.
func (e *Edge) Unknown() bool {
	shares := 0
	for _, i := range e.Interests {
		if i.Share == nil || i.Assertion != "" {
			continue
		}
		if shares++; !i.Unknown && !i.NoFigure {
			return false
		}
	}
	return shares > 0
}

func join(edges []Edge) []Edge {
	type pair struct{ from, to NodeID }
	at := map[pair]int{}
	var out []Edge
	for _, e := range edges {
		p := pair{e.From, e.To}
		i, ok := at[p]
		if !ok {
			i, at[p] = len(out), len(out)
			out = append(out, Edge{From: e.From, To: e.To})
		}
		into := &out[i]
		into.Enacts = into.Enacts || e.Enacts
		into.Reaches = append(into.Reaches, e.Reaches...)
		for _, one := range e.Interests {
			into.add(one)
		}
	}
	for i := range out {
		slices.SortFunc(out[i].Interests, compareInterests)
		slices.SortFunc(out[i].Reaches, compareReaches)
		out[i].Labels = out[i].labels()
	}
	slices.SortFunc(out, func(a, b Edge) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	return out
}

func (e *Edge) add(one Interest) {
	one.Claims = slices.Clone(one.Claims)
	slices.Sort(one.Claims)
	i := slices.IndexFunc(e.Interests, func(have Interest) bool { return have.same(one) })
	if i < 0 {
		e.Interests = append(e.Interests, one)
		return
	}
	have := &e.Interests[i]
	have.Claims = append(have.Claims, one.Claims...)
	slices.Sort(have.Claims)
	have.Claims = slices.Compact(have.Claims)
	have.Evidence = min(have.Evidence, one.Evidence)
	have.Stale = have.Stale || one.Stale
}

func (i Interest) same(o Interest) bool { return compareInterests(i, o) == 0 }

func compareInterests(a, b Interest) int {
	share := func(i Interest) graph.Share {
		if i.Share == nil {
			return graph.Share{}
		}
		return *i.Share
	}
	x, y := share(a), share(b)
	return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.Basis, b.Basis), cmp.Compare(a.Assertion, b.Assertion), cmp.Compare(a.Value, b.Value),
		cmp.Compare(x.Min, y.Min), cmp.Compare(x.Max, y.Max), bit(x.MinOpen, y.MinOpen), bit(x.MaxOpen, y.MaxOpen),
		bit(a.Share != nil, b.Share != nil), bit(a.Unknown, b.Unknown), bit(a.NoFigure, b.NoFigure))
}

func bit(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// twice reports votes that say what the capital says already.
func (e *Edge) twice(i Interest) bool {
	return i.Share != nil && i.Basis == graph.Votes && slices.ContainsFunc(e.Interests, func(o Interest) bool {
		return o.Share != nil && o.Basis == graph.Capital && o.Assertion == i.Assertion && *o.Share == *i.Share && o.NoFigure == i.NoFigure && o.Unknown == i.Unknown
	})
}

// ties lists the grounds on which laws attach, each once, in the order of the laws.
func (e *Edge) ties() []string {
	var out []string
	for _, r := range e.Reaches {
		for _, tie := range r.Ties {
			if !slices.Contains(out, tie) {
				out = append(out, tie)
			}
		}
	}
	return out
}

// labels words the line of each family: each label once, at most three.
func (e *Edge) labels() []string {
	families := e.Families()
	out := make([]string, len(families))
	for k, f := range families {
		var words []string
		for _, i := range e.Interests {
			if FamilyOf(i.Code) == f && i.Label != "" && !slices.Contains(words, i.Label) && (i.Assertion == "" || !e.Counts()) && !e.twice(i) {
				words = append(words, i.Label)
			}
		}
		if f == Reaching {
			words = append(words, e.ties()...)
		}
		if len(words) > 3 {
			words = append(words[:3], "…")
		}
		for j, w := range words {
			if j > 0 {
				out[k] += ", "
			}
			out[k] += w
		}
	}
	return out
}
