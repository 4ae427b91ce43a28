package check

import (
	"maps"
	"math/big"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/proof"
)

// holder checks that a party of the class holds a share: true by one chain of
// holdings above zero, false by everyone above and what closes or presumes.
func (k *Checker) holder(q about, ref string, e id, n *proof.Node) error {
	if n.Rule != proof.Holder || n.Entity != e || n.Class != ref {
		return fault(n, "it should read the holders of %s for %s", e, ref)
	}
	if !k.r.f.kind(e).HasHolders() {
		if len(n.Children) != 1 {
			return fault(n, "it should say that %s has no holders", e)
		}
		return within(n, k.kind(n.Children[0], e, proof.True))
	}
	shown := map[id]bool{}
	chains := map[id]proof.Truth{e: proof.True} // whose way down is shown, and how sure it is
	closed := false
	for _, c := range n.Children {
		var err error
		switch {
		case c.Rule == proof.Class && shown[c.Entity] || c.Rule == proof.Link && shown[c.Other] || closed && c.Rule != proof.Class && c.Rule != proof.Link:
			err = fault(c, "it is shown twice")
		case c.Rule == proof.Class:
			shown[c.Entity] = true
			if err = k.class(q, ref, c.Entity, c); err == nil && c.Value != proof.False {
				err = fault(c, "a party of the class needs its chain")
			}
		case c.Rule == proof.Presumed:
			closed = true
			if !k.r.named(ref) || c.Class != ref {
				err = fault(c, "%s is no class of named parties", ref)
			} else {
				err = k.presumed(c, e)
			}
		case c.Rule == proof.Closed:
			closed = true
			err = k.allHolders(c, e)
		case c.Rule == proof.Link && len(c.Children) > 0:
			shown[c.Other] = true
			err = k.upward(q, ref, chains, c)
		default:
			err = fault(c, "it says nothing about holders")
		}
		if err != nil {
			return within(n, err)
		}
	}
	if n.Value == proof.True {
		if !slices.ContainsFunc(n.Children, func(c *proof.Node) bool { return c.Rule == proof.Link && c.Value == proof.True }) {
			return fault(n, "it has no witness")
		}
		return nil
	}
	for h := range k.r.uphill(e, true) {
		if h != e && !shown[h] {
			return fault(n, "it leaves out %s", h)
		}
	}
	if n.Value == proof.False && !closed {
		return fault(n, "nothing shows that no other party holds a share")
	}
	return nil
}

// upward checks one chain of holdings from a party down to the entity, or to a party
// whose own chain is shown.
func (k *Checker) upward(q about, ref string, chains map[id]proof.Truth, n *proof.Node) error {
	at, v := n.Other, proof.True
	last := len(n.Children) - 1
	for _, c := range n.Children[:last] {
		if c.Rule != proof.Statement || c.Holder != at || !c.Interest.CarriesShare() {
			return fault(c, "it should be a holding of %s", at)
		}
		if err := k.loose(c); err != nil {
			return within(n, err)
		}
		v = min(v, c.Value)
		for _, l := range k.r.f.find(c.Holder, c.Subject, c.Interest) {
			if slices.Equal(l.claims, c.Claims) {
				if l.share.Max == 0 {
					return fault(c, "it is a holding of exactly zero")
				}
				if l.unknown || l.share.Min == 0 && !l.share.MinOpen {
					v = proof.Open
				}
			}
		}
		at = c.Subject
	}
	below, ok := chains[at]
	if !ok || at == n.Other {
		return fault(n, "its chain ends at %s", at)
	}
	v = min(v, below)
	chains[n.Other] = v
	if err := k.class(q, ref, n.Other, n.Children[last]); err != nil {
		return within(n, err)
	}
	if v = min(v, n.Children[last].Value); n.Value != v {
		return fault(n, "it is %s, but its chain and class make it %s", n.Value, v)
	}
	return nil
}

// allHolders checks that the claims leave no holder of any company above out.
func (k *Checker) allHolders(n *proof.Node, e id) error {
	if n.Entity != e || n.Interest != graph.Shareholding || n.Value != proof.True {
		return fault(n, "it should close the holders of %s", e)
	}
	for h := range k.r.uphill(e, true) {
		if k.r.f.kind(h).HasHolders() && !k.covering(n.Claims, h, graph.Shareholding) {
			return fault(n, "the claims %v do not close the holders of %s", n.Claims, h)
		}
	}
	return k.bare(n)
}

// share checks a threshold or control test of a row: its words against the law,
// its answer and its figures against this package's own.
func (k *Checker) share(row *law.Row, e id, n *proof.Node) error {
	if k.r.f.kind(e).Ends() {
		return k.kind(n, e, proof.False)
	}
	t := k.r.testOf(row)
	if n.Rule != proof.Share || n.Entity != e || n.Law != row.Law.ID || n.Row != row.ID || n.Class != t.Holders || t == nil {
		return fault(n, "it should test %s of %s on %s", row.ID, row.Law.ID, e)
	}
	a := k.r.share(about{law: row.Law, row: row}, "test", e)
	slack := slices.ContainsFunc(a.results, func(r result) bool { return r.slack })
	if n.Value != a.truth && !(slack && (n.Value == proof.Open || a.truth == proof.Open)) {
		return fault(n, "it is %s, but the shares make it %s", n.Value, a.truth)
	}
	if err := k.numbers(n, t, a); err != nil {
		return err
	}
	if err := k.cited(n, e); err != nil {
		return err
	}
	only := map[id]bool{}
	for _, c := range n.Children {
		if only[c.Entity] {
			return fault(c, "it is shown twice")
		}
		if err := k.class(about{law: row.Law, root: e}, t.Holders, c.Entity, c); err != nil {
			return within(n, err)
		}
		if c.Value == proof.False {
			return fault(c, "it does not count")
		}
		only[c.Entity] = true
	}
	if slack { // enclosed only: what it rests on cannot be weighed claim by claim
		return nil
	}
	if err := k.leaves(n, t, row, e, only); err != nil {
		return err
	}
	if n.Value == proof.True {
		if v := k.ask(t, row.Law, e, only, nil); v != proof.True {
			return fault(n, "with the parties it shows the shares make it %s", v)
		}
	} else {
		only = nil
	}
	return k.suffices(n, t, row.Law, e, only)
}

// leaves checks that a test that is open leaves out no holder that might pass it,
// by itself or as one of the class.
func (k *Checker) leaves(n *proof.Node, t *law.Test, row *law.Row, e id, shown map[id]bool) error {
	if n.Value != proof.Open {
		return nil
	}
	key := testKey{row, e}
	list, known := k.must[key]
	if !known {
		list = k.mayPass(t, row.Law, e)
		k.must[key] = list
	}
	for _, h := range list {
		if !shown[h] {
			return fault(n, "it leaves out %s", h)
		}
	}
	return nil
}

// mayPass lists whom an open test has to show, sorted.
func (k *Checker) mayPass(t *law.Test, l *law.Law, e id) []id {
	q := k.r.asked(t, l, e, nil)
	reading, aggregate := q.readings()[0], "none"
	switch t.Aggregate {
	case "concert", "unspecified", "":
		aggregate = "concert"
	case "chains":
		aggregate = "chains"
	}
	alone := reading == "control" || t.Aggregate != "class" && t.Aggregate != "unspecified"
	up := k.r.uphill(e, true)
	best := map[id]unitValue{} // of several bases, the firmer
	for _, b := range q.bases(reading) {
		for _, u := range q.compute(reading, aggregate, b).units {
			old, have := best[u.holder]
			if !have || u.lo.Cmp(old.lo) > 0 || u.lo.Cmp(old.lo) == 0 && u.hi.Cmp(old.hi) > 0 {
				best[u.holder] = u
			}
		}
	}
	may := map[id]bool{}
	for h, u := range best {
		may[h] = h != "" && up[h] && u.hi.Sign() > 0 && (!alone || q.threshold().passes(u.hi))
	}
	maps.Copy(may, q.able())
	var out []id
	for h, yes := range may {
		if yes {
			out = append(out, h)
		}
	}
	slices.Sort(out)
	return out
}

// numbers checks the words of the test and the figures of one of its readings.
func (k *Checker) numbers(n *proof.Node, t *law.Test, a *answer) error {
	m := n.Numbers
	if m == nil {
		return fault(n, "it has no figures")
	}
	reading := t.Reading
	if reading == "" {
		reading = "unspecified"
	}
	comparison, threshold := "", ""
	if t.HasThreshold {
		comparison, threshold = string(t.Comparison), t.Threshold.String()
	}
	if m.Aggregate != t.Aggregate || m.Comparison != comparison || m.Threshold != threshold || m.Reading != reading {
		return fault(n, "it tests %s %s, reading %s, aggregate %s, but the law says %s %s, reading %s, aggregate %s",
			m.Comparison, m.Threshold, m.Reading, m.Aggregate, comparison, threshold, reading, t.Aggregate)
	}
	if m.Min == "" && m.Max == "" {
		if reading != "unspecified" {
			return fault(n, "it has no figures")
		}
		return nil
	}
	lo, ok1 := new(big.Rat).SetString(m.Min)
	hi, ok2 := new(big.Rat).SetString(m.Max)
	if !ok1 || !ok2 {
		return fault(n, "%q and %q are no figures", m.Min, m.Max)
	}
	var found []string
	for _, r := range a.results {
		if r.basis != m.Basis {
			continue
		}
		if r.agrees(r.lo, lo, m.MinOpen, 1) && r.agrees(r.hi, hi, m.MaxOpen, -1) {
			return nil
		}
		x, _ := figure(r.lo.lo)
		y, _ := figure(r.hi.hi)
		found = append(found, x.RatString()+" to "+y.RatString())
	}
	return fault(n, "it says %s to %s of %s, but the shares are %s", m.Min, m.Max, m.Basis, strings.Join(found, " or "))
}

// agrees reports an end that stands for the printed figure: exactly, or within the
// bracket where a cycle was only enclosed.
func (r *result) agrees(b bracket, percent rat, open bool, side int) bool {
	if !r.loose && !b.rough {
		return same(b.lo, percent, open, side)
	}
	return encloses(b, percent)
}

// same reports an end that stands for exactly the printed figure.
func same(v, percent rat, open bool, side int) bool {
	p, s := figure(v)
	return p.Cmp(percent) == 0 && open == (s == side)
}

// encloses reports a printed figure that lies in a bracket, ends included.
func encloses(b bracket, percent rat) bool {
	lo, _ := figure(b.lo)
	hi, _ := figure(b.hi)
	slack := big.NewRat(1, 1_000_000_000)
	return minus(lo, slack).Cmp(percent) <= 0 && percent.Cmp(plus(hi, slack)) <= 0
}

// cited checks that every claim of a test is in force, or the lead of an unknown
// slot, and speaks of a company above the entity or of what is held in it.
func (k *Checker) cited(n *proof.Node, e id) error {
	above := k.over[e]
	if above == nil {
		above = map[id]bool{}
		for _, h := range k.above(e) {
			above[h] = true
		}
		for _, h := range append(slices.Collect(maps.Keys(above)), e) { // a holding of nothing too
			maps.Copy(above, k.r.uphill(h, true))
		}
		k.over[e] = above
	}
	l := k.r.f.l
	for _, c := range n.Claims {
		switch s, a, v := l.Statement(c), l.Attribute(c), l.Coverage(c); {
		case s != nil:
			if f := s.Interest.Family(); !above[s.Subject] || f != graph.Ownership && f != graph.Control {
				return fault(n, "the statement %q says nothing of who is above %s", c, e)
			}
			if !k.r.f.speaks(s) && !k.r.f.leads(s) {
				return fault(n, "the statement %q is not in force on %s", c, k.r.day)
			}
		case v != nil:
			if f := v.Interest.Family(); !above[v.Entity] || f != graph.Ownership && f != graph.Control {
				return fault(n, "the coverage %q says nothing of who is above %s", c, e)
			}
		case a != nil:
			if !above[a.Entity] || !slices.Contains(k.r.f.voteClaims(a.Entity), c) {
				return fault(n, "the attribute %q says nothing of the votes above %s", c, e)
			}
		default:
			return fault(n, "the claim %q is no claim about shares", c)
		}
	}
	return nil
}

// leads reports a statement that an unknown slot rests on.
func (f *facts) leads(s *graph.Statement) bool {
	return slices.ContainsFunc(f.from(s.Holder), func(l *link) bool { return l.unknown && slices.Contains(l.claims, s.ID) })
}

// control checks that a party controls, or may control, the entity.
func (k *Checker) control(n *proof.Node, e, h id) error {
	r := k.r.ruling(e)
	name := "control"
	if r.joint[h] {
		name = "joint control"
	}
	m := n.Numbers
	switch {
	case n.Rule != proof.Share || n.Entity != e || n.Other != h || n.Name != name:
		return fault(n, "it should be the %s of %s by %s", name, e, h)
	case n.Value != r.of(h):
		return fault(n, "it is %s, but reads as %s", n.Value, r.of(h))
	case m == nil || m.Basis != graph.Votes || m.Reading != "control" || m.Comparison != ">" || m.Threshold != "50":
		return fault(n, "control is more than 50 of the votes, or a stated ground")
	case len(n.Claims) == 0:
		return fault(n, "it rests on no claim")
	}
	if err := k.cited(n, e); err != nil {
		return err
	}
	if err := k.ruled(n, e, h); err != nil {
		return err
	}
	return k.bare(n)
}
