package view

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"longarm/graph"
)

// holders makes a company with holders of one to n percent.
func holders(n int) Content {
	c := Content{Lang: "en", Question: "owners", Focus: "focus", Words: map[string]string{"stack.holders": "holders", "stack.held": "companies held"},
		Nodes: []Node{{ID: "focus", Sort: EntitySort, Kind: graph.Company, Name: "Focus", Focus: true}}}
	for i := range n {
		id := NodeID(fmt.Sprintf("h%02d", i))
		c.Nodes = append(c.Nodes, Node{ID: id, Sort: EntitySort, Kind: graph.Company, Name: string(id), Role: HolderRole})
		c.Edges = append(c.Edges, one(id, "focus", Interest{Code: graph.Shareholding, Basis: graph.Capital, Share: share(i%5 + 1), Label: fmt.Sprintf("%d %%", i%5+1), Claims: []graph.ClaimID{graph.ClaimID("s-" + id)}}))
	}
	return c
}

func folded(t *testing.T, c Content) *View {
	t.Helper()
	v, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	f, err := v.Folded()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestSmallHoldersAreStacked(t *testing.T) {
	v := folded(t, holders(20))
	stack := v.Node("stack:holders:focus")
	if stack == nil || len(stack.Members) != 14 || len(v.Nodes()) != Siblings+1 {
		t.Fatalf("the stack is %+v, of %d nodes", stack, len(v.Nodes()))
	}
	if want := "+14\u00a0holders"; stack.Name != want {
		t.Errorf("it is called %q, want %q", stack.Name, want)
	}
	i := slices.IndexFunc(v.Edges(), func(e Edge) bool { return e.From == stack.ID })
	// Twenty holders have 1 to 5 % four times each, 60 in all; the six drawn have 5, 5, 5, 5, 4, 4.
	if got, want := v.Edges()[i].Labels[0], "32\u00a0%"; got != want {
		t.Errorf("together they hold %q, want %q", got, want)
	}
	if got := len(v.Edges()[i].Claims()); got != 14 {
		t.Errorf("the stack rests on %d claims, want 14", got)
	}
}

func TestSharesInSeveralCompaniesHaveNoSum(t *testing.T) {
	c := holders(0)
	for i := range 12 {
		id := NodeID(fmt.Sprintf("d%02d", i))
		c.Nodes = append(c.Nodes, Node{ID: id, Sort: EntitySort, Kind: graph.Company, Name: string(id), Role: HeldRole})
		c.Edges = append(c.Edges, one("focus", id, Interest{Code: graph.Shareholding, Basis: graph.Capital, Share: share(10 + i%3), Label: fmt.Sprint(10 + i%3)}))
	}
	v := folded(t, c)
	for _, e := range v.Edges() {
		if strings.HasPrefix(string(e.To), stackPrefix) && e.Labels[0] != "" {
			t.Errorf("the stack of companies held says %q", e.Labels[0])
		}
	}
}

func TestFewSiblingsStay(t *testing.T) {
	if v := folded(t, holders(Siblings)); len(v.Nodes()) != Siblings+1 {
		t.Errorf("%d nodes of %d holders", len(v.Nodes()), Siblings)
	}
	v := folded(t, holders(3))
	if again, err := v.Folded(); err != nil || again != v {
		t.Error("a folded view is not its own")
	}
}

// reachView is a provider with an owner and a supplier, and laws by every way.
func reachView() Content {
	c := holders(1)
	c.Question = "reach"
	c.Nodes = append(c.Nodes, Node{ID: "supplier", Sort: EntitySort, Kind: graph.Company, Name: "Supplier", Role: SupplierRole},
		Node{ID: "far", Sort: EntitySort, Kind: graph.Company, Name: "Far", Role: HolderRole},
		Node{ID: "us", Sort: EntitySort, Kind: graph.State, Name: "United States", Role: StateRole})
	c.Edges = append(c.Edges, one("supplier", "focus", Interest{Code: graph.SuppliesTechnology}), one("far", "h00", Interest{Code: graph.Shareholding, Basis: graph.Capital, Share: share(3)}),
		one("supplier", "us", Interest{Code: graph.IncorporatedIn}))
	law := func(id, state string, to NodeID, s Standing, own bool, through Channel) {
		if !slices.ContainsFunc(c.Nodes, func(n Node) bool { return n.ID == LawNode(id) }) {
			c.Nodes = append(c.Nodes, Node{ID: LawNode(id), Sort: LawSort, Law: id, Name: id, Country: state, Role: LawRole})
		}
		c.Edges = append(c.Edges, Edge{From: LawNode(id), To: to, Reaches: []Reach{{Law: id, Name: id, Jurisdiction: state, Place: state, Standing: s, Own: own, Through: through, Confidence: "settled"}}})
	}
	law("latent", "US", "supplier", Latent, false, BySuppliers)
	law("binding", "US", "h00", Binding, false, ByOwners)
	law("disputed", "US", "supplier", Disputed, false, BySuppliers)
	law("open-gb", "GB", "supplier", Open, false, BySuppliers)
	law("open-au", "AU", "supplier", Open, false, BySuppliers)
	law("home", "FR", "focus", Binding, true, Direct)
	law("elsewhere", "US", "far", Open, false, ByOwners)
	law("conduct", "CN", "focus", Conduct, false, Direct)
	law("scheme", "FR", "focus", Barred, false, Direct)
	return c
}

// TestEveryLawIsDrawnOrTold holds folding to its promise: each law stands in a box, in a
// note, or as a mark of the provider.
func TestEveryLawIsDrawnOrTold(t *testing.T) {
	c := reachView()
	v := folded(t, c)
	drawn := map[string]NodeID{}
	for _, n := range v.Nodes() {
		for _, g := range n.Laws {
			for _, l := range g.Laws {
				drawn[l.Law] = n.ID
			}
		}
	}
	for law, box := range map[string]NodeID{"latent": "laws:US:suppliers", "binding": "laws:US:owners", "disputed": "laws:US:suppliers", "open-gb": "laws:AU+:suppliers", "open-au": "laws:AU+:suppliers", "home": "laws:own"} {
		if drawn[law] != box {
			t.Errorf("%s stands in %q, want %q", law, drawn[law], box)
		}
	}
	notes := strings.Join(v.Notes, "\n")
	for _, law := range []string{"elsewhere", "conduct"} {
		if !strings.Contains(notes, law) {
			t.Errorf("no note tells of %s: %s", law, notes)
		}
	}
	if marks := v.Node("focus").Marks; !slices.ContainsFunc(marks, func(m string) bool { return strings.HasPrefix(m, "scheme") }) {
		t.Errorf("the provider is marked %v", marks)
	}
	for _, gone := range []NodeID{"far", "us", LawNode("latent")} {
		if v.Node(gone) != nil {
			t.Errorf("%s is drawn", gone)
		}
	}
}

func TestOneLawIsKeptWhateverItComesTo(t *testing.T) {
	c := holders(1)
	c.Question = "reach"
	c.Nodes = append(c.Nodes, Node{ID: LawNode("x"), Sort: LawSort, Law: "x", Name: "x", Country: "US", Role: LawRole})
	c.Edges = append(c.Edges, Edge{From: LawNode("x"), To: "focus", Reaches: []Reach{{Law: "x", Name: "x", Jurisdiction: "US", Standing: NotReached, Through: Direct}}})
	if v := folded(t, c); v.Node("laws:US:direct") == nil {
		t.Error("a law asked about is not drawn")
	}
}
