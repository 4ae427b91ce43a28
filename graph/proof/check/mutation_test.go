package check_test

import (
	"fmt"
	"slices"
	"testing"

	"longarm/data/datatest"
	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
	"longarm/graph/proof"
	"longarm/graph/proof/check"
)

// mutation is one way to spoil a step.
type mutation struct {
	what  string
	spoil func(*proof.Node)
	drops int // the child it takes away, or -1
}

// mutations lists ways to spoil a step: another value, entity, interest, class,
// law, row, name or claim, other figures, a child less or twice.
func mutations(n *proof.Node, c *law.Catalogue, l *graph.Ledger) []mutation {
	var out []mutation
	add := func(what string, f func(*proof.Node)) { out = append(out, mutation{what, f, -1}) }
	for _, v := range []proof.Truth{proof.False, proof.Open, proof.True} {
		if v != n.Value {
			add("value "+v.String(), func(m *proof.Node) { m.Value = v })
		}
	}
	for what, field := range map[string]func(*proof.Node) *graph.EntityID{
		"entity":  func(m *proof.Node) *graph.EntityID { return &m.Entity },
		"other":   func(m *proof.Node) *graph.EntityID { return &m.Other },
		"holder":  func(m *proof.Node) *graph.EntityID { return &m.Holder },
		"subject": func(m *proof.Node) *graph.EntityID { return &m.Subject },
	} {
		if id := *field(n); id != "" && len(l.Entities()) > 1 {
			add(what, func(m *proof.Node) { *field(m) = next(l.Entities(), id) })
		}
	}
	for what, field := range map[string]func(*proof.Node) *string{
		"class": func(m *proof.Node) *string { return &m.Class },
		"law":   func(m *proof.Node) *string { return &m.Law },
		"row":   func(m *proof.Node) *string { return &m.Row },
		"name":  func(m *proof.Node) *string { return &m.Name },
		"text":  func(m *proof.Node) *string { return &m.Text },
	} {
		if s := *field(n); s != "" && !(what == "text" && n.Rule == proof.Closed) { // words for the reader
			add(what, func(m *proof.Node) { *field(m) = s + "x" })
		}
	}
	if n.Interest != "" {
		add("interest", func(m *proof.Node) { m.Interest = next(graph.Interests(), n.Interest) })
	}
	if n.Row != "" && c.Law(n.Law) != nil && len(c.Law(n.Law).Rows) > 1 {
		add("another row", func(m *proof.Node) {
			var rows []string
			for _, r := range c.Law(n.Law).Rows {
				rows = append(rows, r.ID)
			}
			m.Row = next(rows, n.Row)
		})
	}
	for i := range n.Claims {
		out = append(out, mutation{"claim missing", func(m *proof.Node) { m.Claims = slices.Delete(slices.Clone(m.Claims), i, i+1) }, i})
		add("claim another", func(m *proof.Node) {
			m.Claims = slices.Clone(m.Claims)
			m.Claims[i] = another(l, m.Claims[i])
		})
	}
	if n.Numbers != nil {
		for what, f := range map[string]func(*proof.Numbers){
			"threshold":  func(x *proof.Numbers) { x.Threshold += "1" },
			"comparison": func(x *proof.Numbers) { x.Comparison = map[string]string{">": ">=", ">=": ">", "": ">"}[x.Comparison] },
			"reading":    func(x *proof.Numbers) { x.Reading += "x" },
			"basis":      func(x *proof.Numbers) { x.Basis = graph.Profit },
			"min":        func(x *proof.Numbers) { x.Min += "1" },
			"max":        func(x *proof.Numbers) { x.Max += "1" },
			"open min":   func(x *proof.Numbers) { x.MinOpen = !x.MinOpen },
			"open max":   func(x *proof.Numbers) { x.MaxOpen = !x.MaxOpen },
		} {
			if n.Numbers.Min == "" && (what == "min" || what == "max" || what == "basis" || what == "open min" || what == "open max") {
				continue // control names no figure
			}
			add("numbers: "+what, func(m *proof.Node) { x := *m.Numbers; f(&x); m.Numbers = &x })
		}
	}
	for i := range n.Children {
		out = append(out, mutation{fmt.Sprintf("child %d dropped", i), func(m *proof.Node) { m.Children = slices.Delete(slices.Clone(m.Children), i, i+1) }, i})
		add(fmt.Sprintf("child %d twice", i), func(m *proof.Node) { m.Children = slices.Insert(slices.Clone(m.Children), i, m.Children[i]) })
	}
	return out
}

func next[T comparable](list []T, have T) T {
	i := slices.Index(list, have)
	if list[(i+1)%len(list)] == have {
		panic("nothing else to choose")
	}
	return list[(i+1)%len(list)]
}

// another is a claim of the same sort about something else.
func another(l *graph.Ledger, have graph.ClaimID) graph.ClaimID {
	for _, e := range l.Entities() {
		for _, s := range l.StatementsOf(e) {
			if s.ID != have && s.Interest.Family() == graph.Technology {
				return s.ID
			}
		}
	}
	return have + "x"
}

// spoiled copies the tree with one step changed.
func spoiled(n *proof.Node, path []int, spoil func(*proof.Node)) *proof.Node {
	c := *n
	if len(path) == 0 {
		spoil(&c)
		return &c
	}
	c.Children = slices.Clone(n.Children)
	c.Children[path[0]] = spoiled(n.Children[path[0]], path[1:], spoil)
	return &c
}

// steps lists the paths to the steps of a tree, parents first.
func steps(n *proof.Node) (paths [][]int, nodes []*proof.Node) {
	var walk func(m *proof.Node, path []int)
	walk = func(m *proof.Node, path []int) {
		paths, nodes = append(paths, slices.Clone(path)), append(nodes, m)
		for i, c := range m.Children {
			walk(c, append(path, i))
		}
	}
	walk(n, nil)
	return paths, nodes
}

// standsBeside reports the last step of a way above a company that is dropped where the
// rest of the way leads to a holder whose own way is shown beside it.
func standsBeside(root *proof.Node, path []int, m mutation) bool {
	if m.drops < 1 || len(path) == 0 {
		return false
	}
	holder := root
	for _, i := range path[:len(path)-1] {
		holder = holder.Children[i]
	}
	at := path[len(path)-1]
	way := holder.Children[at]
	if holder.Rule != proof.Holder || way.Rule != proof.Link || m.drops != len(way.Children)-2 {
		return false
	}
	for i, o := range holder.Children {
		if i != at && o.Rule == proof.Link && o.Other == way.Children[m.drops-1].Subject {
			return true
		}
	}
	return false
}

// spare reports a mutation that leaves a proof: one witness of several, one of
// several false parts, one of several rows taken away; a claim on shares less,
// where those that remain suffice, as they do without a holding of nothing; a party
// that has too little; another of the rows that decide alike.
func spare(l *graph.Ledger, n *proof.Node, m mutation) bool {
	i := m.drops
	switch {
	case m.what == "claim missing":
		s := l.Statement(n.Claims[i])
		return n.Rule == proof.Share || n.Rule == proof.Closed && s != nil && s.Figure && s.Share.IsZero()
	case m.what == "numbers: open min", m.what == "numbers: open max": // cycles are enclosed, not solved; of two readings either may be shown
		return n.Numbers.Reading == "hybrid" || n.Numbers.Reading == "unspecified"
	case m.what == "another row":
		return n.Rule == proof.Finding && len(n.Children) > 1
	case i < 0:
		return false
	case n.Rule == proof.Share && n.Value == proof.False:
		return true // who counts, and has too little
	}
	var decisive proof.Truth
	switch n.Rule {
	case proof.Any, proof.Relation, proof.Capability, proof.Holder, proof.Share:
		decisive = proof.True
	case proof.All, proof.Row:
		decisive = proof.False
	case proof.Finding:
		return n.Text != "not-reached" && len(n.Children) > 1
	default:
		return false
	}
	if n.Rule == proof.Relation && n.Value == proof.Open {
		decisive = proof.Open // one candidate that may hold keeps the relation open
	}
	if n.Value != decisive {
		return false
	}
	for j, c := range n.Children {
		if j != i && c.Value == decisive {
			return true
		}
	}
	return false
}

func TestMutationsAreCaught(t *testing.T) {
	c, l := datatest.Laws(t), datatest.Ledger(t)
	caught, tried := 0, 0
	for turn, d := range dates() {
		g := l.At(d, graph.Options{})
		a := exposure.New(c, g)
		for j, p := range named {
			k := check.New(c, g)
			var findings []exposure.Finding
			for _, law := range shared(c, turn+j, 2) {
				findings = append(findings, a.Law(p, law)...)
			}
			for _, f := range findings {
				paths, nodes := steps(f.Proof)
				stride := 1
				if !soak {
					stride = 1 + len(paths)/5
				}
				if testing.Short() {
					stride = 1 + len(paths)/3 // with the race detector
				}
				for i := (turn + j) % stride; i < len(paths); i += stride {
					for _, m := range mutations(nodes[i], c, l) {
						tried++
						if k.Finding(spoiled(f.Proof, paths[i], m.spoil)) != nil {
							caught++
							continue
						}
						if spare(l, nodes[i], m) || standsBeside(f.Proof, paths[i], m) {
							continue
						}
						t.Errorf("%s %s %s %s: %s of %s %v passes", d, p, f.Law.ID, f.Effect, m.what, nodes[i].Rule, paths[i])
					}
				}
			}
		}
	}
	t.Logf("%d of %d mutations caught, the others leave a proof", caught, tried)
	if tried < 1000 || caught*10 < tried*9 {
		t.Errorf("only %d of %d mutations caught", caught, tried)
	}
}
