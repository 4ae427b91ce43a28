package scene_test

import (
	"cmp"
	"errors"
	"os"
	"slices"
	"testing"

	"longarm/graph"
	"longarm/graph/export/internal/layered"
	"longarm/graph/export/internal/scene"
	"longarm/graph/export/internal/typeface"
	"longarm/queries"
	"longarm/queries/queriestest"
)

// TestCrossingsAgainstGraphviz draws fifty charts of the embedded facts twice, and holds
// our layout to at most 1.2 times the crossings of Graphviz in all.
func TestCrossingsAgainstGraphviz(t *testing.T) {
	if _, err := scene.Dot(nil, nil, layered.Defaults()); errors.Is(err, scene.ErrNoGraphviz) {
		if os.Getenv("READERS") != "" {
			t.Fatal("dot is not installed; run .ci/readers")
		}
		t.Log("dot is not installed and was not asked; .ci/readers installs it")
		return
	}
	set, err := typeface.New()
	if err != nil {
		t.Fatal(err)
	}
	ours, theirs, charts := 0, 0, 0
	for _, p := range charted(t) {
		v, err := queries.Picture(p.c, p.PictureParams)
		if err != nil {
			t.Fatal(err)
		}
		_, err = scene.Draw(v, set, func(n []layered.Node, e []layered.Edge, o layered.Options) (*layered.Drawing, error) {
			mine := layered.Layout(n, e, o)
			dot, err := scene.Dot(n, e, o)
			if err != nil {
				return nil, err
			}
			a, b := crossings(mine, e), crossings(dot, e)
			t.Logf("%s %s: %d nodes, %d lines, %d crossings, Graphviz %d", p.Entity, p.What, len(n), len(e), a, b)
			ours, theirs, charts = ours+a, theirs+b, charts+1
			return dot, nil
		})
		if err != nil {
			t.Fatalf("%s: %v", p.Entity, err)
		}
	}
	t.Logf("%d charts: %d crossings, Graphviz %d", charts, ours, theirs)
	if charts != 50 {
		t.Errorf("%d charts, want 50", charts)
	}
	if float64(ours) > 1.2*float64(theirs) {
		t.Errorf("%d crossings, more than 1.2 times the %d of Graphviz", ours, theirs)
	}
}

type chart struct {
	c *queries.Context
	queries.PictureParams
}

// charted lists the neighbourhoods of the parties with the most links, and the owners of
// those with the most holders.
func charted(t *testing.T) []chart {
	t.Helper()
	ctx := queriestest.Context(t, "en", "2026-11-22")
	most := func(count func(graph.EntityID) int) []graph.EntityID {
		var list []graph.EntityID
		for _, id := range ctx.Graph.Entities() {
			if k := ctx.Graph.Entity(id).Kind; k == graph.Company {
				list = append(list, id)
			}
		}
		slices.SortStableFunc(list, func(a, b graph.EntityID) int { return cmp.Compare(count(b), count(a)) })
		return list[:25]
	}
	var out []chart
	for _, id := range most(func(id graph.EntityID) int { return len(ctx.Graph.From(id)) + len(ctx.Graph.To(id)) }) {
		out = append(out, chart{ctx, queries.PictureParams{Entity: string(id), What: queries.PictureNeighbourhood, Depth: 2}})
	}
	for _, id := range most(func(id graph.EntityID) int { return len(ctx.Graph.To(id)) }) {
		out = append(out, chart{ctx, queries.PictureParams{Entity: string(id), What: queries.PictureOwners}})
	}
	return out
}

// crossings counts the pairs of lines without a common end that cross somewhere, as
// they are drawn.
func crossings(d *layered.Drawing, edges []layered.Edge) int {
	n := 0
	for i, a := range edges {
		for j, b := range edges[:i] {
			if a.From == b.From || a.From == b.To || a.To == b.From || a.To == b.To {
				continue
			}
			if cross(d.Routes[i].Points, d.Routes[j].Points) {
				n++
			}
		}
	}
	return n
}

func cross(a, b []layered.Point) bool {
	side := func(p, q, r layered.Point) float64 { return (q.X-p.X)*(r.Y-p.Y) - (q.Y-p.Y)*(r.X-p.X) }
	for i := 1; i < len(a); i++ {
		for j := 1; j < len(b); j++ {
			p, q, r, s := a[i-1], a[i], b[j-1], b[j]
			if side(p, q, r)*side(p, q, s) < -1e-6 && side(r, s, p)*side(r, s, q) < -1e-6 {
				return true
			}
		}
	}
	return false
}
