package exposure

import (
	"slices"

	"longarm/graph"
	"longarm/graph/proof"
)

// technology lists the interests that are read on an entity and on the offers it
// operates; an offer beneath stands for its operator.
var technology = []graph.Interest{graph.SuppliesTechnology, graph.Operates, graph.Hosts, graph.HasCustody, graph.Subcontracts}

// onOffers reports an interest that is read on the entity and its offers.
func onOffers(i graph.Interest) bool {
	return slices.Contains(technology, i) || i == graph.DataLocatedIn || i == graph.ServesMarket || i == graph.CertifiedUnder || i == graph.AppliesFor
}

// own is the entity or an offer it operates, with the step from the entity.
type own struct {
	id    graph.EntityID
	steps []Step
	nodes []*proof.Node
	// it operates the offer at another time than this: perhaps now too
	unknown bool
}

// owns lists the entity and the offers it is stated to operate, sorted by id
// after the entity itself.
func (a *Analyzer) owns(e graph.EntityID) []own {
	out := []own{{id: e}}
	for _, l := range a.g.From(e) {
		if l.Interest == graph.Operates && l.State == graph.InForce && a.kind(l.Subject) == graph.Offer {
			out = append(out, own{id: l.Subject, steps: []Step{step(l)}, nodes: []*proof.Node{statementNode(l)}})
		}
	}
	return out
}

// mayOwn is owns with the offers it may operate: a source says so of another time,
// or the source is missing.
func (a *Analyzer) mayOwn(e graph.EntityID) []own {
	out := a.owns(e)
	for _, l := range a.g.From(e) {
		if l.Interest == graph.Operates && l.State != graph.InForce && a.kind(l.Subject) == graph.Offer {
			out = append(out, own{id: l.Subject, steps: []Step{step(l)}, nodes: []*proof.Node{statementNode(l)}, unknown: true})
		}
	}
	return out
}

func (a *Analyzer) kind(id graph.EntityID) graph.Kind {
	if e := a.g.Entity(id); e != nil {
		return e.Kind
	}
	return ""
}

// edge is one way a party stands toward an entity through technology.
type edge struct {
	party    graph.EntityID // who supplies, hosts, operates …
	interest graph.Interest
	steps    []Step // from the party down to the entity
	nodes    []*proof.Node
	unknown  bool // some link on the way is unknown at the date
	offer    graph.EntityID
}

// suppliersOf lists who stands above the entity by technology, through its offers
// and through offers beneath them, sorted by party. The entity and its own offers
// never appear.
func (a *Analyzer) suppliersOf(e graph.EntityID) []edge {
	if out, ok := a.supplies[e]; ok {
		return out
	}
	mine := a.mayOwn(e)
	isMine := func(id graph.EntityID) bool {
		return slices.ContainsFunc(mine, func(o own) bool { return o.id == id })
	}
	var out []edge
	for _, o := range mine {
		for _, l := range a.g.To(o.id) {
			if !slices.Contains(technology, l.Interest) || isMine(l.Holder) {
				continue
			}
			base := edge{party: l.Holder, interest: l.Interest, unknown: o.unknown || l.State != graph.InForce,
				steps: append([]Step{step(l)}, o.steps...), nodes: append([]*proof.Node{statementNode(l)}, o.nodes...)}
			if a.kind(l.Holder) != graph.Offer {
				out = append(out, base)
				continue
			}
			base.offer = l.Holder
			operators := 0
			for _, op := range a.g.To(l.Holder) {
				if op.Interest != graph.Operates || isMine(op.Holder) {
					continue
				}
				operators++
				up := base
				up.party, up.unknown = op.Holder, base.unknown || op.State != graph.InForce
				up.steps = append([]Step{step(op)}, base.steps...)
				up.nodes = append([]*proof.Node{statementNode(op)}, base.nodes...)
				out = append(out, up)
			}
			if operators == 0 {
				out = append(out, base)
			}
		}
	}
	slices.SortStableFunc(out, func(x, y edge) int {
		if d := cmpString(x.party, y.party); d != 0 {
			return d
		}
		if d := cmpString(x.interest, y.interest); d != 0 {
			return d
		}
		return len(x.steps) - len(y.steps)
	})
	a.supplies[e] = out
	return out
}

// candidate is one party at the other end of a relation.
type candidate struct {
	party   graph.EntityID
	steps   []Step
	nodes   []*proof.Node
	unknown bool
	maybe   bool // a share that may be zero
	none    bool // a share of exactly zero
}

// others lists the parties at the other end of the interests: those the entity
// holds an interest in when to is set, else those that hold one in it.
func (a *Analyzer) others(e graph.EntityID, interests []graph.Interest, to bool) []candidate {
	var out []candidate
	for _, i := range interests {
		switch {
		case !to && slices.Contains(technology, i):
			for _, s := range a.suppliersOf(e) {
				if s.interest == i {
					out = append(out, candidate{party: s.party, steps: s.steps, nodes: s.nodes, unknown: s.unknown})
				}
			}
		case to:
			for _, o := range a.ends(e, i) {
				for _, l := range a.g.From(o.id) {
					if l.Interest == i {
						out = append(out, a.beneath(l, o)...)
					}
				}
			}
		default:
			out = append(out, a.from(e, i)...)
		}
	}
	return out
}

// from lists who holds an interest in the entity; who buys an offer of it buys from
// it.
func (a *Analyzer) from(e graph.EntityID, i graph.Interest) []candidate {
	mine := []own{{id: e}}
	if i == graph.Procures {
		mine = a.mayOwn(e)
	}
	var out []candidate
	for _, o := range mine {
		for _, l := range a.g.To(o.id) {
			if l.Interest == i {
				c := linkCandidate(l, l.Holder, own{id: o.id, unknown: o.unknown})
				c.steps, c.nodes = append(c.steps, o.steps...), append(c.nodes, o.nodes...)
				out = append(out, c)
			}
		}
	}
	return out
}

func (a *Analyzer) ends(e graph.EntityID, i graph.Interest) []own {
	if onOffers(i) {
		return a.mayOwn(e)
	}
	return []own{{id: e}}
}

// beneath turns a link down into its candidates: the subject, and for an offer
// also who operates it.
func (a *Analyzer) beneath(l *graph.Link, o own) []candidate {
	out := []candidate{linkCandidate(l, l.Subject, o)}
	if a.kind(l.Subject) != graph.Offer {
		return out
	}
	for _, op := range a.g.To(l.Subject) {
		if op.Interest == graph.Operates && op.Holder != o.id && op.Holder != l.Holder {
			c := linkCandidate(l, op.Holder, o)
			c.steps = append(c.steps, step(op))
			c.nodes = append(c.nodes, statementNode(op))
			c.unknown = c.unknown || op.State != graph.InForce
			out = append(out, c)
		}
	}
	return out
}

func linkCandidate(l *graph.Link, party graph.EntityID, o own) candidate {
	c := candidate{party: party, unknown: o.unknown || l.State != graph.InForce,
		steps: append(slices.Clone(o.steps), step(l)), nodes: append(slices.Clone(o.nodes), statementNode(l))}
	if l.Interest.CarriesShare() {
		c.none = l.Share.IsZero()
		c.maybe = !c.none && !l.Share.IsPositive()
	}
	return c
}

func statementNode(l *graph.Link) *proof.Node {
	n := &proof.Node{Rule: proof.Statement, Value: proof.True, Holder: l.Holder, Subject: l.Subject, Interest: l.Interest, Claims: l.Claims}
	if l.State != graph.InForce {
		n.Value = proof.Open
	}
	return n
}
