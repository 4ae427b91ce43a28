package check_test

import (
	"fmt"
	"strings"
	"testing"

	"longarm/data/datatest"
	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/proof"
	"longarm/graph/proof/check"
	"longarm/loaders/curated"
)

// TestChainsStandOnOneAnother: of very many holders each chain is told down to the next
// whose own is shown. It passes, and no link of it may be missing.
func TestChainsStandOnOneAnother(t *testing.T) {
	c := datatest.Laws(t)
	const companies = 70
	var y strings.Builder
	y.WriteString("sources:\n- {id: src, title: T, citation: T}\nentities:\n")
	for i := range companies { // without a place: each may be of the class
		fmt.Fprintf(&y, "- {id: c%02d, kind: company, name: C%d, source: src, evidence: high}\n", i, i)
	}
	y.WriteString("statements:\n")
	for i := range companies - 1 {
		fmt.Fprintf(&y, "- {id: s%d, holder: c%02d, interest: shareholding, subject: c%02d, share: 60, as_of: 2024-01-01, source: src, evidence: high}\n", i, i+1, i)
	}
	b := graph.NewBuilder()
	if _, err := curated.Load(b, "tall.yaml", []byte(y.String())); err != nil {
		t.Fatal(err)
	}
	l, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	g := l.At(graph.NewDate(2024, 1, 31), graph.Options{})
	tall := 0
	for _, f := range exposure.New(c, g).Reach("c00").Findings {
		var holders *proof.Node
		f.Proof.Walk(func(n *proof.Node) {
			if n.Rule == proof.Holder && len(n.Children) >= companies-1 && n.Children[0].Rule == proof.Link {
				holders = n
			}
		})
		if holders == nil || tall > 0 { // one law will do
			continue
		}
		tall++
		if err := check.New(c, g).Finding(f.Proof); err != nil {
			t.Errorf("%s %s: %v", f.Law.ID, f.Effect, err)
		}
		for i, link := range holders.Children[:companies-1] {
			if len(link.Children) != 2 {
				t.Fatalf("%s: link %d has %d steps, want the holding and the class", f.Law.ID, i, len(link.Children)-1)
			}
		}
		link := holders.Children[companies/2]
		link.Children = link.Children[1:]
		if check.New(c, g).Finding(f.Proof) == nil {
			t.Errorf("%s %s passes without the holding of %s", f.Law.ID, f.Effect, link.Other)
		}
	}
	if tall == 0 {
		t.Fatal("no law asks who holds any share: the test says nothing")
	}
}
