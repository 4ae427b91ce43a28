package scene

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/view"
)

// publishersNamed bounds the publishers a footer names.
const publishersNamed = 16

// publishers names where the statements that are drawn stand: the sites of their
// sources, else their titles; those that say most come first.
func publishers(v *view.View) string {
	drawn := map[graph.ClaimID]bool{}
	add := func(list []graph.ClaimID) {
		for _, id := range list {
			drawn[id] = true
		}
	}
	for _, n := range v.Nodes() {
		add(n.Claims)
		for _, m := range n.Members {
			add(m.Claims)
		}
	}
	for i := range v.Edges() {
		add(v.Edges()[i].Claims())
	}
	said := map[string]int{}
	for id := range drawn {
		if c := v.Claim(id); c != nil {
			if s, _ := v.Source(c.Source); s != nil {
				said[Clean(publisher(s))]++
			}
		}
	}
	names := slices.Collect(maps.Keys(said))
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(said[b], said[a]), cmp.Compare(a, b)) })
	if n := len(names) - publishersNamed; n > 1 {
		names = append(names[:publishersNamed], "+"+itoa(n)+"\u00a0"+v.Word("more"))
	}
	return strings.Join(names, " · ")
}

// publisher is the site of a source, or its title.
func publisher(s *view.Source) string {
	if u, err := url.Parse(s.URL); err == nil && u.Hostname() != "" {
		return strings.TrimPrefix(u.Hostname(), "www.")
	}
	return sourceLine(s)
}
