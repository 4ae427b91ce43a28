package queries_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"longarm/graph/view"
	"longarm/queries"
	"longarm/queries/queriestest"
	"longarm/queries/text"
)

// pictures lists answers that differ in shape: a joint venture, a company of one
// owner, a listed group, an upstream with many holders, a state.
func pictures() []queries.PictureParams {
	return []queries.PictureParams{
		{Entity: "bleu"}, {Entity: "bleu", Law: "us-cloud-act"}, {Entity: "delos-cloud"}, {Entity: "tiktok"}, {Entity: "alibaba"}, {Entity: "ovh"},
		{Entity: "bleu", What: queries.PictureOwners}, {Entity: "orange", What: queries.PictureOwners, Basis: "votes"},
		{Entity: "microsoft", What: queries.PictureNeighbourhood}, {Entity: "bleu", What: queries.PictureNeighbourhood, Depth: 3},
		{Entity: "bleu", What: queries.PictureAll}, {Entity: "united-states", What: queries.PictureAll},
	}
}

func TestPicturesOfAnswers(t *testing.T) {
	for _, lang := range text.Languages() {
		c := queriestest.Context(t, lang, "2026-11-22")
		for _, p := range pictures() {
			t.Run(lang+"/"+p.Entity+p.Law+p.What, func(t *testing.T) {
				v, err := queries.Picture(c, p)
				if err != nil {
					t.Fatal(err)
				}
				folded, err := v.Folded()
				if err != nil {
					t.Fatal(err)
				}
				for _, one := range []*view.View{v, folded} {
					if n := one.Node(one.Focus); n == nil || !n.Focus {
						t.Error("the focus is no node")
					}
					for _, key := range view.Keys() {
						if strings.HasPrefix(c.Voice.Say("picture."+key), "[") {
							t.Errorf("no message picture.%s", key)
						}
					}
					for _, word := range said(one) {
						if strings.Contains(word, "[picture.") || strings.Contains(word, "<no value>") {
							t.Errorf("%q: a message is missing", word)
						}
					}
					for i := range one.Edges() {
						for _, id := range one.Edges()[i].Claims() {
							if one.Claim(id) == nil {
								t.Errorf("edge %s → %s rests on %s, which is not told", one.Edges()[i].From, one.Edges()[i].To, id)
							}
						}
					}
				}
				if p.What != "" && p.What != queries.PictureOwners {
					return
				}
				again, err := queries.Picture(c, p)
				if err != nil {
					t.Fatal(err)
				}
				if d := cmp.Diff(v.Content, again.Content, cmpopts.EquateEmpty()); d != "" {
					t.Errorf("a second view differs (-first +second):\n%s", d)
				}
			})
		}
	}
}

// said collects every word of a view that messages make.
func said(v *view.View) []string {
	out := []string{v.Title, v.Subtitle, v.Disclaimer}
	out = append(out, v.Notes...)
	for i := range v.Nodes() {
		n := &v.Nodes()[i]
		out = append(append(append(out, n.Name, n.Caption, n.KindIn, n.Place), n.Marks...), n.Ties...)
	}
	for i := range v.Edges() {
		e := &v.Edges()[i]
		out = append(out, e.Labels...)
		for _, r := range e.Reaches {
			out = append(out, r.Words, r.EffectIn, r.Trigger)
		}
	}
	return out
}

func TestPicturesRefused(t *testing.T) {
	c := embedded(t, "2026-11-22")
	for _, p := range []queries.PictureParams{
		{Entity: "bleu", What: "everything"}, {Entity: "bleu", What: queries.PictureOwners, Law: "us-cloud-act"}, {Entity: "bleu", Depth: -1},
		{Entity: "bleu", What: queries.PictureNeighbourhood, Depth: 1000},
	} {
		var use *queries.Usage
		if _, err := queries.Picture(c, p); !errors.As(err, &use) {
			t.Errorf("%+v: %v, want a usage error", p, err)
		}
	}
	var missing *queries.NotFound
	if _, err := queries.Picture(c, queries.PictureParams{Entity: "no such party"}); !errors.As(err, &missing) {
		t.Errorf("an unknown party: %v", err)
	}
}

// TestBleuInOnePicture holds the picture to what its reader must see at once: who owns
// Bleu, whose software it runs, which laws come from where.
func TestBleuInOnePicture(t *testing.T) {
	v, err := queries.Picture(embedded(t, "2026-11-22"), queries.PictureParams{Entity: "bleu"})
	if err != nil {
		t.Fatal(err)
	}
	v, err = v.Folded()
	if err != nil {
		t.Fatal(err)
	}
	label := func(from, to view.NodeID) string {
		for _, e := range v.Edges() {
			if e.From == from && e.To == to {
				return strings.Join(e.Labels, " | ")
			}
		}
		return "no edge"
	}
	for from, want := range map[view.NodeID]string{"orange": "50\u00a0%", "capgemini": "50\u00a0%", "laws:US:owners": "", "laws:US:suppliers": ""} {
		to := view.NodeID("bleu")
		if strings.HasPrefix(string(from), "laws:") {
			if n := v.Node(from); n == nil || len(n.Laws) == 0 {
				t.Errorf("no box %s", from)
			}
			continue
		}
		if got := label(from, to); got != want {
			t.Errorf("%s → %s says %q, want %q", from, to, got, want)
		}
	}
	if got := label("microsoft", "bleu"); !strings.Contains(got, "technology") {
		t.Errorf("microsoft → bleu says %q, want the technology", got)
	}
	if got := label("laws:US:suppliers", "microsoft"); got == "no edge" {
		t.Error("no United States law comes through Microsoft")
	}
	if n := len(v.Nodes()); n > 16 {
		t.Errorf("%d nodes, too many to take in", n)
	}
}
