package remedy

import (
	"cmp"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
)

// Cut is a set of changes after which a finding is not reached: the analyzer was run
// again on a copy with them, and without any one of them it is not.
type Cut struct {
	Ends  []Tie  `json:"end"`       // sorted by from, to
	Facts []Fact `json:"establish"` // in the order of the grounds
}

// Size counts the changes.
func (c *Cut) Size() int { return len(c.Ends) + len(c.Facts) }

// Block is a ground that no change of this kind takes away.
type Block struct {
	Nexus   string             `json:"nexus"`
	Fixed   []exposure.Step    `json:"fixed"`   // a path of which nothing can end: where parties are formed, seated, nationals
	Missing []exposure.Missing `json:"missing"` // or facts that nobody can establish: an act, a list nobody keeps
	// Required: a requirement of a scheme that would have to be shown to be met.
	Required bool `json:"required,omitempty"`
}

// Plan is what was found.
type Plan struct {
	Finding *exposure.Finding // as it is; nil when no ground of the effect speaks of the provider
	Done    bool              // it is not reached already
	Cuts    []Cut             // smallest first, then fewest ends, then by names
	// Relaxed: no set of changes makes the finding not reached, because some ground
	// asks for facts that nobody can list in full; the cuts leave it without any path
	// that is stated (undetermined for want of coverage, or for an act).
	Relaxed bool
	// Blocks say why there is none, or for relaxed cuts what stays open.
	Blocks []Block
	// Exhausted reports that every set was tried: no smaller one exists, and none at
	// all when Cuts is empty.
	Exhausted bool
}

// Bounds of a search for cuts.
const (
	maxCuts  = 5
	maxTries = 120 // sets of ends that are tried
	maxRound = 5   // rounds of establishing what is still missing
)

// Cuts searches the smallest sets of changes that turn one finding into not
// reached; of a scheme into eligible or certified. It branches over the ties to end
// on the paths that still stand (a hitting set, fewest ends first), and for each
// set of ends establishes what stays missing, then drops every change that is not
// needed. Seat, incorporation, nationality and what a party operates itself stay.
func Cuts(c *law.Catalogue, g *graph.Graph, provider graph.EntityID, l *law.Law, effect law.Effect) *Plan {
	s := &search{laws: c, g: g, provider: provider, law: l, effect: effect, home: homeOf(g, provider)}
	p := &Plan{Finding: s.finding(g)}
	if p.Done = s.met(p.Finding); p.Done {
		p.Exhausted = true
		return p
	}
	s.run(p)
	fixed := slices.ContainsFunc(p.Blocks, func(b Block) bool { return len(b.Missing) == 0 })
	if len(p.Cuts) > 0 || fixed || p.Finding.Status != "" {
		return p
	}
	s.relaxed = true
	if s.met(p.Finding) {
		return p // no path is stated as it is
	}
	again := &Plan{Finding: p.Finding}
	if s.run(again); len(again.Cuts) > 0 {
		again.Relaxed, again.Blocks = true, p.Blocks
		return again
	}
	return p
}

// run searches with the goal that is set.
func (s *search) run(p *Plan) {
	queue := [][]Tie{nil}
	seen := map[string]bool{"": true}
	tries := 0
	for len(queue) > 0 && len(p.Cuts) < maxCuts && tries < maxTries {
		ends := queue[0]
		queue = queue[1:]
		if slices.ContainsFunc(p.Cuts, func(k Cut) bool { return len(ends) > 0 && within(k.Ends, ends) }) {
			continue
		}
		tries++
		facts, left := s.close(ends)
		if left == nil {
			p.Cuts = append(p.Cuts, s.needed(ends, facts))
			continue
		}
		more, block := s.branches(left, ends)
		if block != nil {
			p.Blocks = appendBlock(p.Blocks, *block)
		}
		for _, t := range more {
			next := append(slices.Clone(ends), t)
			slices.SortFunc(next, func(a, b Tie) int { return cmp.Compare(a.key(), b.key()) })
			if k := keyOf(next); !seen[k] {
				seen[k] = true
				queue = append(queue, next)
			}
		}
	}
	p.Exhausted = len(queue) == 0
	p.Cuts = smallest(p.Cuts)
	if len(p.Cuts) > 0 {
		p.Blocks = nil
	}
}

type search struct {
	laws     *law.Catalogue
	g        *graph.Graph
	provider graph.EntityID
	law      *law.Law
	effect   law.Effect
	home     graph.EntityID
	relaxed  bool // no stated path is enough
}

// homeOf is the state a party is formed in, else seated.
func homeOf(g *graph.Graph, id graph.EntityID) graph.EntityID {
	for _, i := range []graph.Interest{graph.IncorporatedIn, graph.HeadquarteredIn, graph.NationalOf} {
		for _, l := range g.From(id) {
			if l.Interest == i && l.State == graph.InForce {
				return l.Subject
			}
		}
	}
	return ""
}

func (s *search) finding(g *graph.Graph) *exposure.Finding {
	list := exposure.New(s.laws, g).Law(s.provider, s.law)
	for i := range list {
		if list[i].Effect == s.effect {
			return &list[i]
		}
	}
	return nil
}

// met reports that nothing reaches: no finding, not reached, or for a scheme
// eligible or certified; relaxed, also that nothing stated leads there.
func (s *search) met(f *exposure.Finding) bool {
	if s.relaxed && f != nil && (f.Because == exposure.ByCoverage || f.Because == exposure.ByConduct) {
		return true
	}
	return f == nil || f.Verdict == exposure.NotReached || f.Status == exposure.Eligible || f.Status == exposure.Certified
}

// apply reads the facts with the changes; nil when they contradict each other.
func (s *search) apply(ends []Tie, facts []Fact) *graph.Graph {
	g, _ := s.supposed(ends, facts)
	return g
}

// supposed is apply, with the facts that could be established.
func (s *search) supposed(ends []Tie, facts []Fact) (*graph.Graph, []Fact) {
	e := graph.Edit{Ends: map[graph.ClaimID]graph.Date{}}
	for i := range ends {
		ends[i].endIn(&e, s.g)
	}
	l, err := s.g.Ledger().Edited(e)
	if err != nil {
		return nil, nil
	}
	g := l.At(s.g.Date(), s.g.Options())
	if len(facts) == 0 {
		return g, nil
	}
	f := graph.Edit{Ends: map[graph.ClaimID]graph.Date{}}
	var done []Fact
	for i := range facts {
		if establish(&f, g, s.laws, s.home, &facts[i], s.provider) {
			done = append(done, facts[i])
		}
	}
	if l, err = l.Edited(f); err != nil {
		return nil, nil
	}
	return l.At(s.g.Date(), s.g.Options()), done
}

// close establishes, after the ends, what the grounds still miss, round by round.
// It returns the finding that is left when that does not suffice.
func (s *search) close(ends []Tie) ([]Fact, *exposure.Finding) {
	var facts []Fact
	g := s.apply(ends, nil)
	if g == nil {
		return nil, s.finding(s.g)
	}
	f := s.finding(g)
	for range maxRound {
		if s.met(f) {
			return facts, nil
		}
		before := len(facts)
		for i := range f.Nexuses {
			if s.stands(&f.Nexuses[i]) {
				continue
			}
			for _, m := range f.Nexuses[i].Missing {
				if !slices.ContainsFunc(facts, func(o Fact) bool { return same(o.Missing, m) }) {
					facts = append(facts, Fact{Missing: m})
				}
			}
		}
		if len(facts) == before {
			return nil, f
		}
		next, done := s.supposed(ends, facts)
		if next == nil {
			return nil, f
		}
		facts, f = done, s.finding(next)
		if len(facts) <= before { // nothing more could be established
			if s.met(f) {
				return facts, nil
			}
			return nil, f
		}
	}
	return nil, f
}

// stands reports a ground that may stay as it is: one that nothing stated leads to,
// when that is enough, and what speaks for a scheme or weighs nothing.
func (s *search) stands(n *exposure.Nexus) bool {
	return s.relaxed && n.Because == exposure.ByCoverage || n.Sense != law.NoSense && n.Sense != law.Bar
}

// branches lists the ties on the first path that still stands; a path of which
// nothing can end, or a ground without one, is a block.
func (s *search) branches(f *exposure.Finding, ended []Tie) ([]Tie, *Block) {
	for i := range f.Nexuses {
		n := &f.Nexuses[i]
		if n.Verdict == exposure.NotReached || n.Because == exposure.ByConduct || s.stands(n) {
			continue
		}
		if len(n.Paths) > 0 { // the strongest first; the search comes back for the rest
			p := n.Paths[0]
			var out []Tie
			for _, st := range p.Steps {
				t := tieOf(s.laws.Vocabulary, s.g, s.provider, st)
				if t != nil && !slices.ContainsFunc(ended, func(o Tie) bool { return o.key() == t.key() }) && !slices.ContainsFunc(out, func(o Tie) bool { return o.key() == t.key() }) {
					out = append(out, *t)
				}
			}
			if len(out) == 0 {
				return nil, &Block{Nexus: n.ID, Fixed: p.Steps, Missing: []exposure.Missing{}}
			}
			return out, nil
		}
		return nil, &Block{Nexus: n.ID, Fixed: []exposure.Step{}, Missing: n.Missing}
	}
	for i := range f.Nexuses { // of a scheme: a requirement that is not shown to be met
		if n := &f.Nexuses[i]; n.Sense == law.Requirement && n.Verdict != exposure.Reached {
			return nil, &Block{Nexus: n.ID, Fixed: []exposure.Step{}, Missing: n.Missing, Required: true}
		}
	}
	return nil, &Block{Nexus: f.Nexus, Fixed: []exposure.Step{}, Missing: f.Missing}
}

// needed drops one by one every change without which the finding is not reached
// either, facts on attributes first.
func (s *search) needed(ends []Tie, facts []Fact) Cut {
	order := slices.Clone(facts)
	slices.SortStableFunc(order, func(a, b Fact) int { return keep(a) - keep(b) })
	for _, f := range order {
		less := slices.DeleteFunc(slices.Clone(facts), func(o Fact) bool { return same(o.Missing, f.Missing) })
		if g := s.apply(ends, less); g != nil && s.met(s.finding(g)) {
			facts = less
		}
	}
	for i := len(ends) - 1; i >= 0; i-- {
		less := slices.Delete(slices.Clone(ends), i, i+1)
		if g := s.apply(less, facts); g != nil && s.met(s.finding(g)) {
			ends = less
		}
	}
	cut := Cut{Ends: append([]Tie{}, ends...), Facts: append([]Fact{}, facts...)}
	s.supposed(cut.Ends, cut.Facts) // notes what each share would have to be
	return cut
}

// keep ranks facts: a higher one is dropped later.
func keep(f Fact) int {
	switch f.Kind {
	case exposure.MissingAttribute:
		return 0
	case exposure.MissingShare, exposure.MissingHolders, exposure.MissingMembership:
		return 1
	}
	return 2
}

func within(some, all []Tie) bool {
	for i := range some {
		if !slices.ContainsFunc(all, func(o Tie) bool { return o.key() == some[i].key() }) {
			return false
		}
	}
	return true
}

func keyOf(list []Tie) string {
	out := make([]string, len(list))
	for i := range list {
		out[i] = list[i].key()
	}
	return strings.Join(out, "\n\n")
}

// smallest orders cuts by size, ends and names, and drops repetitions and those that
// hold another.
func smallest(list []Cut) []Cut {
	slices.SortStableFunc(list, func(a, b Cut) int {
		return cmp.Or(cmp.Compare(a.Size(), b.Size()), cmp.Compare(len(a.Ends), len(b.Ends)), cmp.Compare(keyOf(a.Ends), keyOf(b.Ends)))
	})
	var out []Cut
	for _, k := range list {
		if !slices.ContainsFunc(out, func(o Cut) bool { return holds(k, o) }) {
			out = append(out, k)
		}
	}
	return out
}

// holds reports that every change of the other is among those of k.
func holds(k, other Cut) bool {
	for _, f := range other.Facts {
		if !slices.ContainsFunc(k.Facts, func(o Fact) bool { return same(o.Missing, f.Missing) }) {
			return false
		}
	}
	return within(other.Ends, k.Ends)
}

func appendBlock(list []Block, b Block) []Block {
	if slices.ContainsFunc(list, func(o Block) bool {
		return o.Nexus == b.Nexus && (len(o.Fixed) == 0) == (len(b.Fixed) == 0)
	}) {
		return list
	}
	return append(list, b)
}
