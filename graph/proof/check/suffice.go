package check

import (
	"fmt"
	"slices"

	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/proof"
)

// A step on shares cites the claims it rests on as one list. They suffice when the
// answer stays what it is with every other claim on the holders above taken away.

// only returns the facts without the claims about the holders above an entity
// that the step does not cite. Of a company whose figures contradict each other
// they are read together, and stay.
func (k *Checker) only(cited []graph.ClaimID, e id) *facts {
	var gone []graph.ClaimID
	drop := func(c graph.ClaimID) {
		if !slices.Contains(cited, c) {
			gone = append(gone, c)
		}
	}
	for _, h := range k.above(e) {
		if k.r.f.muddled(h) {
			continue
		}
		for _, s := range k.r.f.statements(h) {
			if s.Subject == h {
				drop(s.ID)
			}
		}
		for _, c := range k.r.f.l.CoverageOf(h) {
			drop(c.ID)
		}
	}
	slices.Sort(gone)
	key := joined(slices.Compact(gone))
	f := k.less[key]
	if f == nil {
		f = k.r.f.without(gone)
		k.less[key] = f
	}
	return f
}

// ask puts a test to the parties shown and to the claims cited, or to all there are
// where these are nil.
func (k *Checker) ask(t *law.Test, l *law.Law, e id, members map[id]bool, cited []graph.ClaimID) proof.Truth {
	q := k.r.asked(t, l, e, members)
	key := fmt.Sprintf("%p\x00%s\x00%s\x00%v\x00%s", t, e, q.label, cited == nil, joined(cited))
	v, known := k.asks[key]
	if !known {
		if cited != nil {
			q.f = k.only(cited, e)
		}
		v = q.answer().truth
		k.asks[key] = v
	}
	return v
}

// above lists everyone who may stand above an entity, in any basis, or above whoever
// has another right in it.
func (k *Checker) above(e id) []id {
	return k.r.f.stakes(e, graph.Votes).walk(e, func(r *row) []id {
		var out []id
		for _, b := range []graph.Basis{graph.Capital, graph.Votes, graph.Profit} {
			out = append(out, k.r.f.stakes(r.who, b).row(r.who).parties()...)
		}
		for _, l := range k.r.f.to(r.who) {
			if l.interest.Family() == graph.Control || l.interest.CarriesShare() {
				out = append(out, l.holder)
			}
		}
		return out
	})
}

// suffices checks the claims of a test.
func (k *Checker) suffices(n *proof.Node, t *law.Test, l *law.Law, e id, members map[id]bool) error {
	if n.Value == proof.Open {
		return nil
	}
	if v := k.ask(t, l, e, members, append([]graph.ClaimID{}, n.Claims...)); v != n.Value {
		return fault(n, "the claims it cites make it %s by themselves", v)
	}
	return nil
}

// ruled checks the claims of a controller.
func (k *Checker) ruled(n *proof.Node, e, h id) error {
	if n.Value != proof.True {
		return nil
	}
	if k.only(n.Claims, e).ruling(e, map[id]*ruling{}).of(h) != proof.True {
		return fault(n, "the claims it cites do not show that %s controls %s", h, e)
	}
	return nil
}
