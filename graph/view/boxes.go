package view

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"longarm/graph"
)

// boxKey tells which laws stand in one box: those of one state that come by one way;
// the law of the provider's own state and bloc together.
type boxKey struct {
	own          bool
	jurisdiction string
	channel      Channel
}

func (k boxKey) id() NodeID {
	if k.own {
		return lawsPrefix + "own"
	}
	return NodeID(lawsPrefix + k.jurisdiction + ":" + string(k.channel))
}

// box is the laws of one state that come by one way.
type box struct {
	key    boxKey
	states []boxState
	to     map[NodeID]*Edge
	laws   map[string]*boxLaw
}

// boxState is a state or bloc whose laws stand in a box.
type boxState struct{ code, place string }

type boxLaw struct {
	line LawLine
	to   map[NodeID]bool
	best Reach
}

// boxes puts the laws that are drawn into boxes, with one edge from each box to each
// party its laws attach to.
func (f *folding) boxes() {
	boxes := map[boxKey]*box{}
	for _, e := range f.laws {
		for _, r := range e.Reaches {
			k := boxKey{own: r.Own && r.Through == Direct}
			if !k.own {
				k.jurisdiction, k.channel = r.Jurisdiction, r.Through
			}
			b := boxes[k]
			if b == nil {
				b = &box{key: k, to: map[NodeID]*Edge{}, laws: map[string]*boxLaw{}}
				boxes[k] = b
			}
			b.add(e.To, r)
		}
	}
	mergeOpen(boxes)
	keys := make([]boxKey, 0, len(boxes))
	for k := range boxes {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b boxKey) int { return cmp.Compare(a.id(), b.id()) })
	for _, k := range keys {
		f.box(boxes[k])
	}
}

// mergeOpen makes one box of those that come by one way to the same parties on the same
// grounds and hold nothing firm: several states of whose law nothing is shown.
func mergeOpen(boxes map[boxKey]*box) {
	alike := map[string][]boxKey{}
	for k, b := range boxes {
		if k.own || b.firm() {
			continue
		}
		ends := []string{string(k.channel)}
		for _, to := range slices.Sorted(maps.Keys(b.to)) {
			ends = append(ends, string(to))
			ends = append(ends, b.to[to].ties()...)
		}
		key := strings.Join(ends, "\x00")
		alike[key] = append(alike[key], k)
	}
	for _, keys := range alike {
		if len(keys) < 2 {
			continue
		}
		slices.SortFunc(keys, func(a, b boxKey) int { return cmp.Compare(a.jurisdiction, b.jurisdiction) })
		whole := &box{key: boxKey{jurisdiction: keys[0].jurisdiction + "+", channel: keys[0].channel}, to: map[NodeID]*Edge{}, laws: map[string]*boxLaw{}}
		for _, k := range keys {
			for to, e := range boxes[k].to {
				for _, r := range e.Reaches {
					r.Name = r.Jurisdiction + "\u00a0" + r.Name
					whole.add(to, r)
				}
			}
			delete(boxes, k)
		}
		boxes[whole.key] = whole
	}
}

// firm reports a box in which some law is shown to reach, now or later.
func (b *box) firm() bool {
	for _, l := range b.laws {
		if l.best.Standing <= Pending {
			return true
		}
	}
	return false
}

func (b *box) add(to NodeID, r Reach) {
	if b.to[to] == nil {
		b.to[to] = &Edge{From: b.key.id(), To: to}
	}
	b.to[to].Reaches = append(b.to[to].Reaches, r)
	if s := (boxState{r.Jurisdiction, r.Place}); !slices.Contains(b.states, s) {
		b.states = append(b.states, s)
	}
	l := b.laws[r.Law]
	if l == nil {
		l = &boxLaw{line: LawLine{Law: r.Law, Name: r.Name}, to: map[NodeID]bool{}, best: r}
		b.laws[r.Law] = l
	}
	l.to[to] = true
	l.line.Reaches = append(l.line.Reaches, r)
	if r.Standing < l.best.Standing || r.Standing == l.best.Standing && rank(r.Confidence) > rank(l.best.Confidence) {
		l.best = r
	}
}

// box adds the node of a box and its edges.
func (f *folding) box(b *box) {
	n := Node{ID: b.key.id(), Sort: LawsSort, Kind: graph.LawText, KindIn: f.v.Word("kind.laws"), Role: LawRole, Channel: b.key.channel}
	slices.SortFunc(b.states, func(x, y boxState) int { return cmp.Or(cmp.Compare(x.code, y.code), cmp.Compare(x.place, y.place)) })
	var codes, places []string
	for _, s := range b.states {
		codes, places = append(codes, s.code), append(places, s.place)
	}
	n.Name, n.Country = strings.Join(places, ", "), strings.Join(codes, " ")
	n.Place = n.Name
	if b.key.own {
		n.Channel, n.Caption = Direct, f.v.Word("home-law")
	} else {
		n.Caption = f.v.Word("channel." + string(b.key.channel))
	}
	groups := map[Standing]map[string]*LawGroup{}
	for _, l := range b.laws {
		if len(l.to) < len(b.to) {
			for to := range l.to {
				l.line.Only = append(l.line.Only, f.v.Node(to).Name)
			}
			slices.Sort(l.line.Only)
		}
		slices.SortFunc(l.line.Reaches, compareReaches)
		s, firm := l.best.Standing, l.best.Confidence
		if s >= Disputed { // firmness says nothing more of what is open
			firm = ""
		}
		if groups[s] == nil {
			groups[s] = map[string]*LawGroup{}
		}
		g := groups[s][firm]
		if g == nil {
			g = &LawGroup{Standing: s, Confidence: firm, Heading: f.heading(s, firm)}
			groups[s][firm] = g
		}
		g.Laws = append(g.Laws, l.line)
	}
	for _, byFirmness := range groups {
		for _, g := range byFirmness {
			slices.SortFunc(g.Laws, func(a, b LawLine) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Law, b.Law)) })
			n.Laws = append(n.Laws, *g)
		}
	}
	slices.SortFunc(n.Laws, func(a, b LawGroup) int {
		return cmp.Or(cmp.Compare(a.Standing, b.Standing), cmp.Compare(rank(b.Confidence), rank(a.Confidence)))
	})
	f.c.Nodes = append(f.c.Nodes, n)
	for _, e := range b.to {
		if b.key.own { // too many grounds to tell on a line: it is at home
			for i := range e.Reaches {
				e.Reaches[i].Ties = nil
			}
		}
		f.c.Edges = append(f.c.Edges, *e)
	}
}

// heading words how the laws of a group stand: "reached once triggered, settled".
func (f *folding) heading(s Standing, firmness string) string {
	text := f.v.Word("standing." + s.String())
	if firmness != "" {
		text += ", " + f.v.Word("firmness."+firmness)
	}
	return text
}
