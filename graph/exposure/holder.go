package exposure

import (
	"slices"

	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/proof"
)

// holder reads a `holder` predicate: a party of the class holds any share,
// directly or through others.
func (a *Analyzer) holder(q question, ref string, e graph.EntityID) *value {
	out := &value{truth: proof.False, node: &proof.Node{Rule: proof.Holder, Entity: e, Class: ref}}
	if !a.kind(e).HasHolders() {
		out.node.Children = []*proof.Node{{Rule: proof.Kind, Value: proof.True, Entity: e, Text: string(a.kind(e))}}
		out.node.Value = proof.False
		return out
	}
	up := a.upstream(e)
	var open []*value
	told := map[graph.EntityID]bool{} // whose chain stands in the derivation already
	for _, u := range up.order {
		class := a.class(q, ref, u)
		if class.truth == proof.False {
			out.node.Children = append(out.node.Children, class.node)
			continue
		}
		out.presumed = append(out.presumed, class.presumed...)
		chain, _ := up.chain(u)
		v := &value{truth: min(class.truth, chain.truth()), leads: true, missing: append(slices.Clone(class.missing), chain.missing...),
			node: &proof.Node{Rule: proof.Link, Other: u}}
		if len(up.order) > manyHolders && class.truth != proof.True {
			v.node.Children = append(up.down(u, told), class.node)
			told[u] = true
		} else {
			v.node.Children = append(slices.Clone(chain.nodes), class.node)
		}
		v.node.Value = v.truth
		v.paths = around(class.paths, chain.steps, false)
		if v.truth == proof.True {
			out.truth, out.node.Value, out.leg = proof.True, proof.True, true
			out.node.Children = []*proof.Node{v.node}
			out.paths, out.leads, out.missing = strongest(v.paths), false, nil
			return out
		}
		open = append(open, v)
	}
	for _, v := range open {
		out.node.Children = append(out.node.Children, v.node)
		out.paths = append(out.paths, v.paths...)
		out.missing = append(out.missing, v.missing...)
		out.leads = true
	}
	switch {
	case len(open) > 0:
		out.truth = proof.Open
	case a.named(ref):
		out.node.Children = append(out.node.Children, &proof.Node{Rule: proof.Presumed, Value: proof.False, Entity: e, Class: ref, Text: "undisclosed holders are presumed not to be on a named list"})
	case up.closed == up.companies:
		out.closed = append(out.closed, a.coverageAmong(up.closing)...)
		out.node.Children = append(out.node.Children, &proof.Node{Rule: proof.Closed, Value: proof.True, Entity: e, Interest: graph.Shareholding, Claims: up.closing})
	default:
		out.truth = proof.Open
		out.missing = []Missing{{Kind: MissingHolders, Other: e, Class: ref}}
	}
	out.node.Value = out.truth
	out.paths = strongest(out.paths)
	return out
}

// named reports a class of parties that someone has named: a list or an entity.
// Undisclosed holders are presumed not to be of it.
func (a *Analyzer) named(ref string) bool {
	if prefix, _ := law.SplitRef(ref); prefix != "" {
		return true
	}
	c := a.laws.Vocabulary.Classes[ref]
	return c != nil && c.List != nil
}

// chain is one way down from a holder to the entity asked about.
type chain struct {
	steps   []Step
	nodes   []*proof.Node
	missing []Missing
	maybe   bool // some share on the way may be zero
}

func (c chain) truth() proof.Truth {
	if c.maybe {
		return proof.Open
	}
	return proof.True
}

type upstream struct {
	order     []graph.EntityID // by distance, then id
	reached   map[graph.EntityID]rung
	companies int             // companies whose holders were looked at
	closed    int             // of them, those no holder of which is missing
	closing   []graph.ClaimID // by these claims
}

// upstream walks up the holders, keeping for each the first certain chain, else
// the first possible one.
func (a *Analyzer) upstream(e graph.EntityID) *upstream {
	if up, ok := a.ups[e]; ok {
		return up
	}
	up := a.climb(e)
	if a.upsHeld += len(up.order); a.upsHeld > maxHeld {
		clear(a.ups)
		a.upsHeld = len(up.order)
	}
	a.ups[e] = up
	return up
}

// maxHeld bounds how many chains are remembered at a time.
const maxHeld = 1 << 18

func (a *Analyzer) climb(e graph.EntityID) *upstream {
	up := &upstream{reached: map[graph.EntityID]rung{}}
	for _, maybe := range []bool{false, true} {
		queue := []graph.EntityID{e}
		seen := map[graph.EntityID]bool{e: true}
		for len(queue) > 0 {
			t := queue[0]
			queue = queue[1:]
			if maybe {
				up.count(a, t)
			}
			for _, h := range a.holders(t) {
				link := h.chain
				if link.maybe && !maybe || seen[h.id] {
					continue
				}
				seen[h.id] = true
				queue = append(queue, h.id)
				if _, have := up.reached[h.id]; !have {
					link.maybe = link.maybe || up.reached[t].link.maybe
					below := up.reached[t]
					r := rung{link: link, below: t, depth: below.depth + 1, evidence: weakest(link.steps)}
					if below.depth > 0 {
						r.evidence = min(r.evidence, below.evidence)
					}
					up.reached[h.id] = r
					up.order = append(up.order, h.id)
				}
			}
		}
	}
	return up
}

// rung is the last link of a chain, seen from its holder, and the company below.
type rung struct {
	link     chain
	below    graph.EntityID
	depth    int            // links down to the entity
	evidence graph.Evidence // of the weakest of them
}

// chain returns the way from the holder down, and whether there is one.
func (up *upstream) chain(h graph.EntityID) (out chain, ok bool) {
	r, ok := up.reached[h]
	if !ok {
		return chain{}, false
	}
	out.maybe = r.link.maybe
	for ; ok; r, ok = up.reached[r.below] {
		out.steps = append(out.steps, r.link.steps...)
		out.nodes = append(out.nodes, r.link.nodes...)
		out.missing = append(out.missing, r.link.missing...)
	}
	return out, true
}

// down are the links from the holder to the nearest party below whose own way down is
// told, or to the entity.
func (up *upstream) down(h graph.EntityID, told map[graph.EntityID]bool) []*proof.Node {
	var out []*proof.Node
	for r, ok := up.reached[h]; ok; r, ok = up.reached[r.below] {
		if out = append(out, r.link.nodes...); told[r.below] {
			break
		}
	}
	return out
}

func (up *upstream) steps(h graph.EntityID) []Step {
	c, _ := up.chain(h)
	return c.steps
}

func (up *upstream) count(a *Analyzer, t graph.EntityID) {
	if !a.kind(t).HasHolders() {
		return
	}
	up.companies++
	if claims := a.whole(t); len(claims) > 0 {
		up.closed++
		up.closing = append(up.closing, claims...)
	}
}

// whole returns the claims by which no holder is missing, of capital nor of votes: who
// holds all of one may share the other.
func (a *Analyzer) whole(company graph.EntityID) []graph.ClaimID {
	var out []graph.ClaimID
	for _, b := range []graph.Basis{graph.Capital, graph.Votes} {
		claims := full(a.g.CapTable(company, b))
		if len(claims) == 0 {
			return nil
		}
		for _, c := range claims {
			if !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	return out
}

// full returns the claims by which no holder is missing: a coverage, or stated
// shares that make up the whole.
func full(t *graph.CapTable) []graph.ClaimID {
	if t.Complete {
		return []graph.ClaimID{t.CompleteClaim}
	}
	if t.LowerSum() < graph.Hundred {
		return nil
	}
	var out []graph.ClaimID
	for _, h := range t.Holdings {
		if !h.Unknown {
			out = append(out, h.Claims...)
		}
	}
	if t.Treasury != nil {
		out = append(out, t.Treasury.Claims...)
	}
	return out
}

// allLinked reports that nobody is named among the holders by a total alone: each has a
// statement of a share of capital or votes.
func (a *Analyzer) allLinked(company graph.EntityID) bool {
	for _, b := range []graph.Basis{graph.Capital, graph.Votes} {
		for _, h := range a.g.CapTable(company, b).Holdings {
			if !slices.ContainsFunc(a.g.To(company), func(l *graph.Link) bool {
				return l.Holder == h.Holder && (l.Interest == graph.Shareholding || l.Interest == graph.VotingRights)
			}) {
				return false
			}
		}
	}
	return true
}

// memberChain is the way down from a party that only a total names among the
// holders: it may hold anything from nothing to the total.
func memberChain(h graph.Holding, company graph.EntityID, b graph.Basis) chain {
	share := h.Share
	return chain{maybe: true,
		steps:   []Step{{From: h.Holder, To: company, Interest: graph.Shareholding, Share: &share, Claims: h.Claims, Evidence: h.Evidence}},
		nodes:   []*proof.Node{{Rule: proof.Statement, Value: proof.Open, Holder: h.Holder, Subject: company, Interest: graph.Shareholding, Claims: h.Claims}},
		missing: []Missing{{Kind: MissingShare, Entity: h.Holder, Other: company, Share: &share, Basis: b}}}
}

type directHolder struct {
	id    graph.EntityID
	chain chain
}

// holders lists who is stated to hold shares of the company in capital or votes,
// sorted by id; exact zeros are left out. The list is kept and shared: treat it as
// constant.
func (a *Analyzer) holders(t graph.EntityID) []directHolder {
	list, ok := a.above[t]
	if !ok {
		list = a.findHolders(t)
		a.above[t] = list
	}
	return list
}

func (a *Analyzer) findHolders(t graph.EntityID) []directHolder {
	byID := map[graph.EntityID]directHolder{}
	for _, l := range a.g.To(t) {
		if !l.Interest.CarriesShare() || l.Share.IsZero() {
			continue
		}
		maybe := l.State != graph.InForce || !l.Share.IsPositive()
		c := chain{steps: []Step{step(l)}, nodes: []*proof.Node{statementNode(l)}, maybe: maybe}
		if maybe {
			share := l.Share
			c.missing = []Missing{{Kind: MissingShare, Entity: l.Holder, Other: t, Share: &share, Basis: l.Basis}}
		}
		if old, ok := byID[l.Holder]; !ok || old.chain.maybe && !maybe {
			byID[l.Holder] = directHolder{l.Holder, c}
		}
	}
	for _, b := range []graph.Basis{graph.Capital, graph.Votes} { // members of a total without a figure
		for _, h := range a.g.CapTable(t, b).Holdings {
			if _, ok := byID[h.Holder]; !ok && !h.Share.IsZero() {
				byID[h.Holder] = directHolder{h.Holder, memberChain(h, t, b)}
			}
		}
	}
	out := make([]directHolder, 0, len(byID))
	for _, h := range byID {
		out = append(out, h)
	}
	slices.SortFunc(out, func(x, y directHolder) int { return cmpString(x.id, y.id) })
	return out
}
