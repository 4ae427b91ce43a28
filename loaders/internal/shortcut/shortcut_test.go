package shortcut_test

import (
	"strings"
	"testing"

	"longarm/graph"
	"longarm/loaders/internal/shortcut"
)

// TestEdges: a shortcut is a note where its subject has a direct edge, before or after
// it in the stream, and a statement where it has none.
func TestEdges(t *testing.T) {
	var e shortcut.Edges
	var got []string
	add := func(r graph.Record) error {
		switch r := r.(type) {
		case graph.Statement:
			got = append(got, "statement "+string(r.Holder)+">"+string(r.Subject))
		case graph.Note:
			got = append(got, r.Relation+" "+string(r.Subject)+">"+string(r.Object))
		}
		return nil
	}
	s := func(holder, subject graph.EntityID) graph.Statement {
		return graph.Statement{Holder: holder, Subject: subject, Interest: graph.AccountingParent}
	}
	e.Direct("before")
	for _, subject := range []graph.EntityID{"before", "after", "never"} {
		if err := e.Add(s("top", subject), "over", add); err != nil {
			t.Fatal(err)
		}
	}
	e.Direct("after")
	if err := e.Flush("over", add); err != nil {
		t.Fatal(err)
	}
	if err := e.Flush("over", add); err != nil {
		t.Fatal(err)
	}
	if want := "over top>before, over top>after, statement top>never"; strings.Join(got, ", ") != want {
		t.Errorf("%s, want %s", strings.Join(got, ", "), want)
	}
}
