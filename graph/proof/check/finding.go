package check

import (
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/proof"
)

// finding checks that the verdict follows from the rows.
func (k *Checker) finding(n *proof.Node) error {
	l := k.r.c.Law(n.Law)
	switch {
	case l == nil:
		return fault(n, "there is no law %q", n.Law)
	case k.r.f.l.Entity(n.Entity) == nil:
		return fault(n, "there is no entity %q", n.Entity)
	}
	rows := k.r.outcomes(l, n.Entity)[law.Effect(n.Name)]
	if len(rows) == 0 {
		return fault(n, "the law has no row of the effect %q", n.Name)
	}
	if !slices.ContainsFunc(rows, func(o outcome) bool { return o.row.ID == n.Row }) {
		return fault(n, "no row %q is among those of the effect", n.Row)
	}
	if l.Scheme != nil {
		return k.scheme(n, l, rows)
	}
	want := verdict(rows)
	if n.Text != want {
		return fault(n, "it is %s, but the rows make it %s", n.Text, want)
	}
	used, err := k.rows(n, n.Children, rows)
	if err != nil {
		return err
	}
	decides, valued := false, false
	for i, o := range rows {
		switch {
		case used[i] && o.verdict != want:
			return fault(n, "the row %s is %s", o.row.ID, o.verdict)
		case used[i]:
			decides = decides || o.row.ID == n.Row
			valued = valued || o.row.ID == n.Row && o.truth == n.Value
		case want == notReached && !o.conduct:
			return fault(n, "it leaves out the row %s", o.row.ID)
		}
	}
	switch {
	case !decides:
		return fault(n, "the deciding row %s is not shown", n.Row)
	case !valued:
		return fault(n, "the deciding row %s is not %s", n.Row, n.Value)
	}
	return nil
}

// rows matches the children of a finding to the rows of the law and checks each.
func (k *Checker) rows(n *proof.Node, children []*proof.Node, rows []outcome) ([]bool, error) {
	used := make([]bool, len(rows))
	for _, c := range children {
		i := slices.IndexFunc(rows, func(o outcome) bool {
			rule := proof.Row
			if o.carrier != "" {
				rule = proof.Carried
			}
			return c != nil && c.Rule == rule && c.Law == n.Law && c.Row == o.row.ID && (rule == proof.Row || c.Text == string(o.carrier))
		})
		if i < 0 || used[i] {
			return nil, fault(c, "no row of the law corresponds to it")
		}
		used[i] = true
		var err error
		if rows[i].carrier == "" {
			err = k.row(rows[i].row, n.Entity, c)
		} else {
			err = k.carried(rows[i], n.Entity, c)
		}
		if err != nil {
			return nil, within(n, err)
		}
	}
	return used, nil
}

// scheme checks a status: it needs every row, and a certificate where it says so.
func (k *Checker) scheme(n *proof.Node, l *law.Law, rows []outcome) error {
	children := n.Children
	want := k.r.status(rows, n.Entity)
	value := map[string]proof.Truth{eligible: proof.True, barred: proof.False}[want]
	if list := k.r.certificates(l, n.Entity); len(list) > 0 && k.r.lawStands(l) == speaks {
		want = certified
		if len(children) == 0 || k.statement(children[len(children)-1], list[0]) != nil {
			return fault(n, "it does not show the certificate")
		}
		children = children[:len(children)-1]
	}
	if n.Text != want || n.Value != value {
		return fault(n, "it is %s as %s, but the rows make it %s as %s", n.Text, n.Value, want, value)
	}
	status := k.r.status(rows, n.Entity)
	onlyWeigh := !slices.ContainsFunc(rows, func(o outcome) bool { return o.row.Sense != law.Factor })
	if !slices.ContainsFunc(rows, func(o outcome) bool { return o.row.ID == n.Row && k.r.decides(o, status, n.Entity, onlyWeigh) }) {
		return fault(n, "the row %s does not decide it", n.Row)
	}
	used, err := k.rows(n, children, rows)
	if err != nil {
		return err
	}
	if i := slices.Index(used, false); i >= 0 {
		return fault(n, "it leaves out the row %s", rows[i].row.ID)
	}
	return nil
}

// row checks gates and ground: each gate in order (only the false ones where one
// is), then the ground.
func (k *Checker) row(row *law.Row, e id, n *proof.Node) error {
	if n.Rule != proof.Row || n.Entity != e || n.Law != row.Law.ID || n.Row != row.ID || len(n.Children) == 0 {
		return fault(n, "it should be the row %s of %s on %s", row.ID, row.Law.ID, e)
	}
	if v := k.r.direct(row, e); n.Value != v {
		return fault(n, "it is %s, but reads as %s", n.Value, v)
	}
	q := about{row.Law, row, e}
	var gates []part
	for _, g := range row.Gates {
		gates = append(gates, part{k.r.read(q, g, e), func(c *proof.Node) error { return k.predicate(q, g, e, c) }})
	}
	last := len(n.Children) - 1
	top := &proof.Node{Rule: proof.All, Value: k.r.gates(row, e), Children: n.Children[:last]}
	if err := k.combine(top, proof.All, gates); err != nil {
		if f := err.(*Fault); f.Node == top {
			return fault(n, "its gates: %s", f.Why)
		}
		return within(n, err)
	}
	ground := n.Children[last]
	if row.When == nil {
		return within(n, k.unstated(ground, e, "", "", "conduct"))
	}
	return within(n, k.predicate(q, row.When, e, ground))
}

// carried checks the ways a carrier takes a row from whom it binds.
func (k *Checker) carried(o outcome, e id, n *proof.Node) error {
	if n.Rule != proof.Carried || n.Entity != e || n.Law != o.row.Law.ID || n.Row != o.row.ID || n.Text != string(o.carrier) || len(n.Children) != 1 {
		return fault(n, "it should carry the row %s by %s to %s", o.row.ID, o.carrier, e)
	}
	truth := proof.False
	for _, l := range o.legs {
		truth = max(truth, l.truth)
	}
	any := n.Children[0]
	if any.Rule != proof.Any || any.Value != truth || n.Value != truth {
		return fault(n, "it is %s, but reads as %s", n.Value, truth)
	}
	if n.Other != "" && !slices.ContainsFunc(any.Children, func(c *proof.Node) bool { return c.Other == n.Other && c.Value == n.Value }) {
		return fault(n, "it names %s as bound, but no way from it decides", n.Other)
	}
	if len(any.Children) == 0 {
		return fault(n, "it shows no way")
	}
	used := make([]bool, len(o.legs))
	for _, c := range any.Children {
		if truth == proof.True && c.Value != truth {
			return within(n, fault(c, "it decides nothing here"))
		}
		var first error
		found := false
		for i, l := range o.legs {
			if used[i] || c.Other != l.bound {
				continue
			}
			err := k.leg(o.row, l, e, c)
			if err == nil {
				used[i], found = true, true
				break
			}
			if first == nil {
				first = err
			}
		}
		if !found && first == nil {
			first = fault(c, "no way corresponds to it")
		}
		if !found {
			return within(n, first)
		}
	}
	for i, l := range o.legs {
		if truth != proof.True && !used[i] && !l.late {
			return fault(n, "it leaves out the way from %s", l.bound)
		}
	}
	return nil
}

func (k *Checker) leg(row *law.Row, l leg, e id, n *proof.Node) error {
	if l.how == byNobody {
		return k.unstated(n, e, "", l.about, "")
	}
	if n.Rule != proof.Link || n.Value != l.truth || len(n.Children) != 2 {
		return fault(n, "it should be %s: the row on %s and the link from it", l.truth, l.bound)
	}
	read := k.bound
	if l.how == byRule {
		read = k.row
	}
	if err := read(row, l.bound, n.Children[0]); err != nil {
		return within(n, err)
	}
	c := n.Children[1]
	if c.Value != l.link {
		return within(n, fault(c, "it is %s, but reads as %s", c.Value, l.link))
	}
	switch l.how {
	case byRule:
		return within(n, k.control(c, e, l.bound))
	case byKeeping:
		x := keeping{l.keeps, l.bound, l.link != proof.True}
		return within(n, k.keeper(x, c, func(m *proof.Node) error { return k.class(about{law: row.Law, root: e}, "any", l.bound, m) }))
	case bySupposed:
		if c.Rule != proof.Capability || c.Entity != e || c.Name != strings.Join(k.r.c.Vocabulary.Custody, " ") {
			return within(n, fault(c, "it should be what %s may keep over %s", l.bound, e))
		}
	default:
		if c.Rule != proof.All {
			return within(n, fault(c, "it should be the links from %s to %s", l.bound, e))
		}
	}
	if len(c.Children) != len(l.links) {
		return within(n, fault(c, "it states %d of %d links", len(c.Children), len(l.links)))
	}
	return within(n, k.chain(c, l.links))
}

// bound checks that the row binds a party: itself, or from who controls it.
func (k *Checker) bound(row *law.Row, e id, n *proof.Node) error {
	v := k.r.binds(row, e)
	if n.Rule == proof.Row {
		if n.Value != v {
			return fault(n, "it is %s, but through who controls %s it reads as %s", n.Value, e, v)
		}
		return k.row(row, e, n)
	}
	if n.Rule != proof.Any || !k.r.travels(row) {
		return fault(n, "it should be the row %s on %s", row.ID, e)
	}
	parts := []part{{k.r.direct(row, e), func(c *proof.Node) error { return k.row(row, e, c) }}}
	rule := k.r.ruling(e)
	above := rule.surely()
	doubtful := k.r.bindsSurely(row, e) == proof.False
	if doubtful {
		above = rule.everyone()
	}
	for _, h := range above {
		v := min(rule.of(h), k.r.direct(row, h))
		parts = append(parts, part{v, func(c *proof.Node) error { return k.down(row, e, h, v, c) }})
	}
	if doubtful && rule.rest {
		parts = append(parts, part{proof.Open, func(c *proof.Node) error { return k.unstated(c, e, "", graph.VotingRights, "") }})
	}
	return k.combine(n, proof.Any, parts)
}

// down checks a row carried from a controlling party.
func (k *Checker) down(row *law.Row, e, h id, v proof.Truth, n *proof.Node) error {
	if n.Rule != proof.Carried || n.Entity != e || n.Other != h || n.Law != row.Law.ID || n.Row != row.ID || n.Text != string(law.ControlDown) || n.Value != v || len(n.Children) != 1 {
		return fault(n, "it should carry the row %s from %s down to %s as %s", row.ID, h, e, v)
	}
	c := n.Children[0]
	if c.Rule != proof.Link || c.Other != h || c.Value != v || len(c.Children) != 2 {
		return within(n, fault(c, "it should be the row on %s and the control by it", h))
	}
	if err := k.row(row, h, c.Children[0]); err != nil {
		return within(n, err)
	}
	return within(n, k.control(c.Children[1], e, h))
}
