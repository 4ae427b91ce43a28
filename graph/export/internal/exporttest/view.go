package exporttest

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"longarm/graph"
	"longarm/graph/view"
)

// SmallView is an answer with something of everything.
func SmallView(t *testing.T) *view.View {
	t.Helper()
	whole := graph.WholePercent
	share := func(s graph.Share) *graph.Share { return &s }
	words := map[string]string{}
	for _, k := range view.Keys() {
		words[k] = k
	}
	words["colon"] = ":"
	party := func(id string, k graph.Kind, r view.Role) view.Node {
		return view.Node{ID: view.NodeID(id), Sort: view.EntitySort, Entity: graph.EntityID(id), Kind: k, KindIn: string(k), Role: r, Name: "The " + id}
	}
	focus := party("bleu", graph.Company, view.FocusRole)
	focus.Focus, focus.Caption, focus.Country, focus.Place = true, "cloud provider", "FR", "France"
	focus.Marks, focus.Ties = []string{"certified: SecNumCloud"}, []string{"listed: Paris"}
	law := view.Node{ID: view.LawNode("us-act"), Sort: view.LawSort, Law: "us-act", Kind: graph.LawText, KindIn: "law", Role: view.LawRole, Name: "An act", Country: "US", Place: "United States"}
	rest := view.Node{ID: view.RestNode("bleu"), Sort: view.RestSort, Entity: "bleu", Kind: graph.Group, KindIn: "group", Role: view.HolderRole, Name: "not disclosed"}
	c := view.Content{Lang: "en", Question: "reach", Title: "Bleu: which laws reach it", Summary: "One law may.", AsOf: graph.NewDate(2026, 1, 31), Focus: "bleu", Notes: []string{"A note."},
		Disclaimer: "No legal advice.", Words: words,
		Nodes: []view.Node{focus, party("orange", graph.Company, view.HolderRole), party("jane", graph.Person, view.BoardRole), party("microsoft", graph.Company, view.SupplierRole),
			party("us", graph.State, view.StateRole), law, rest},
		Claims: []view.Claim{{ID: "s01", Text: "Orange holds 50 % of Bleu", Dates: "since 2021", From: graph.NewDate(2021, 5, 27), Assertion: graph.Stated, Evidence: graph.High, Source: "register"},
			{ID: "s02", Text: "Orange held 40 % of Bleu", Dates: "2019 to 2020", From: graph.NewDate(2019, 1, 1), To: graph.NewDate(2020, 1, 1), Assertion: graph.Stated, Evidence: graph.Low, Source: "dataset"},
			{ID: "s03", Text: "Microsoft supplies Bleu", Assertion: graph.Stated, Evidence: graph.Medium, Quote: "they say \"yes\"", Source: "press"}},
		Sources: []view.Source{{ID: "register", Title: "Register of companies", URL: "https://register.example/all", Date: "2025-12"}, {ID: "dataset", Title: "Sanctions data"}, {ID: "press", Citation: "A paper, p. 3"}},
		Edges: []view.Edge{
			{From: "orange", To: "bleu", Interests: []view.Interest{
				{Code: graph.Shareholding, Basis: graph.Capital, Share: share(graph.Share{Min: whole(40), Max: whole(50)}), Label: "40–50 %", Text: "Orange holds 40–50 % of Bleu", Claims: []graph.ClaimID{"s01", "s02"}, Evidence: graph.Low},
				{Code: graph.AppointmentOfBoard, Label: "appoints the board", Evidence: graph.Medium}}},
			{From: "jane", To: "bleu", Interests: []view.Interest{{Code: graph.BoardMember, Label: "board member", Value: "1 of 7"}}},
			{From: "microsoft", To: "bleu", Interests: []view.Interest{
				{Code: graph.Shareholding, Basis: graph.Capital, Share: share(graph.Share{}), Label: "0 %"},
				{Code: graph.SuppliesTechnology, Label: "technology", Text: "Microsoft supplies Bleu", Claims: []graph.ClaimID{"s03"}, Evidence: graph.Medium},
				{Code: graph.Shareholding, Basis: graph.Capital, Assertion: graph.Denied, Share: share(graph.Exact(whole(5))), Label: "denied: 5 %"}}},
			{From: "bleu", To: "bleu", Interests: []view.Interest{{Code: graph.Shareholding, Basis: graph.Capital, Share: share(graph.SomeShare()), NoFigure: true, Label: "> 0 %"}}},
			{From: "rest:bleu", To: "bleu", Interests: []view.Interest{{Code: graph.Shareholding, Basis: graph.Capital, Share: share(graph.Unknown()), Unknown: true, Label: "unknown"}}},
			{From: "microsoft", To: "us", Interests: []view.Interest{{Code: graph.IncorporatedIn, Label: "incorporated in"}}},
			{From: "us", To: "law:us-act", Enacts: true},
			{From: "law:us-act", To: "microsoft", Reaches: []view.Reach{{Law: "us-act", Name: "An act", Jurisdiction: "US", Place: "United States", Effect: "obliged", EffectIn: "binds it", Scope: "home",
				Verdict: "reached", Activation: "active", Confidence: "settled", Standing: view.Binding, Words: "reached, settled", Ties: []string{"incorporation"}, Through: view.BySuppliers, Evidence: graph.High}}},
		}}
	return made(t, c)
}

// Encoded is a view as an encoder of pictures writes it, twice the same.
func Encoded[O any](t testing.TB, encode func(io.Writer, *view.View, O) error, v *view.View, o O) []byte {
	t.Helper()
	var first, second bytes.Buffer
	for _, b := range []*bytes.Buffer{&first, &second} {
		if err := encode(b, v, o); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("two runs differ")
	}
	return first.Bytes()
}

// HostileView is an answer of parties with hostile names; each holds a share of the
// next.
func HostileView(t *testing.T, names []string) *view.View {
	t.Helper()
	c := view.Content{Lang: "en", Question: "neighbourhood", Title: names[1] + "]]>\"", Subtitle: "--></script>", AsOf: graph.NewDate(2026, 1, 31), Notes: names[:20], Disclaimer: "No legal advice.",
		Words: map[string]string{"colon": ":", "as-of": "as of \"]]>"}}
	for i, n := range names {
		id := ID(i, n)
		c.Nodes = append(c.Nodes, view.Node{ID: view.NodeID(id), Sort: view.EntitySort, Entity: id, Kind: graph.Company, KindIn: n, Role: view.HolderRole, Name: n, Caption: n, Country: "FR", Place: n, Marks: []string{n}})
		src := graph.SourceID(fmt.Sprintf("%d%s", i, n[:min(len(n), 60)]))
		c.Sources = append(c.Sources, view.Source{ID: src, Title: n, URL: "javascript:" + n, Citation: n, Date: n})
		if i == 0 {
			c.Focus = view.NodeID(id)
			continue
		}
		claim := graph.ClaimID(fmt.Sprintf("c%d%s", i, n[:min(len(n), 60)]))
		c.Claims = append(c.Claims, view.Claim{ID: claim, Text: n, Dates: n, Assertion: graph.Stated, Quote: n, Source: src})
		s := graph.Exact(graph.WholePercent(51))
		c.Edges = append(c.Edges, view.Edge{From: view.NodeID(ID(i-1, names[i-1])), To: view.NodeID(id),
			Interests: []view.Interest{{Code: graph.Shareholding, Basis: graph.Capital, Share: &s, Label: n, Text: n, Value: n, Claims: []graph.ClaimID{claim}}}})
	}
	return made(t, c)
}

func made(t *testing.T, c view.Content) *view.View {
	t.Helper()
	v, err := view.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
