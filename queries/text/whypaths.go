package text

import (
	"slices"
	"strconv"

	"longarm/graph"
	"longarm/queries"
)

// boundBy names whom a carried row binds: whoever its paths start from.
func (r *renderer) boundBy(row *queries.WhyRow) string {
	var names []string
	for i := range row.Paths {
		if steps := row.Paths[i].Steps; len(steps) > 0 {
			if n := r.name(steps[0].From); !slices.Contains(names, n) {
				names = append(names, n)
			}
		}
	}
	if len(names) == 0 && row.Bound != nil {
		names = []string{Name(row.Bound.Name)}
	}
	return r.v.List(names, false)
}

func (r *renderer) carriedShort(row *queries.WhyRow) string {
	by := r.v.Code("carrier", string(row.Carrier))
	if bound := r.boundBy(row); bound != "" {
		return r.say("carried-short", "Bound", bound, "Carrier", by)
	}
	return r.say("carried-by", "Carrier", by)
}

// shownPaths bounds how many ways to one ground are told; JSON has all.
const shownPaths = 3

// Way is one way to a ground: the ties to a place first, then the links.
type Way struct {
	Steps    []queries.WhyStep
	Evidence graph.Evidence
}

// Ways lists the ways to a ground. Ways that differ only in the tie to the state (seat,
// incorporation) are one way with the ties beside each other.
func Ways(row *queries.WhyRow) []Way {
	type way struct {
		key         string
		ties, steps []queries.WhyStep
		evidence    graph.Evidence
	}
	var ways []way
	for i := range row.Paths {
		w := way{evidence: row.Paths[i].Evidence}
		for _, s := range row.Paths[i].Steps {
			if s.Interest.Family() == graph.Jurisdiction && s.Interest != graph.OfficerOf {
				w.ties = append(w.ties, s)
				continue
			}
			w.steps = append(w.steps, s)
			w.key += string(s.From) + "\n" + string(s.Interest) + "\n" + string(s.To) + "\n"
		}
		at := slices.IndexFunc(ways, func(o way) bool { return o.key == w.key && len(w.steps) > 0 })
		if at < 0 {
			ways = append(ways, w)
			continue
		}
		for _, tie := range w.ties {
			if !slices.ContainsFunc(ways[at].ties, func(o queries.WhyStep) bool { return o.Text == tie.Text }) {
				ways[at].ties = append(ways[at].ties, tie)
			}
		}
		ways[at].evidence = max(ways[at].evidence, w.evidence)
	}
	out := make([]Way, len(ways))
	for i, w := range ways {
		out[i] = Way{Steps: append(slices.Clone(w.ties), w.steps...), Evidence: w.evidence}
	}
	return out
}

// whyPaths tells the ways to a ground.
func (r *renderer) whyPaths(p *page, row *queries.WhyRow) {
	ways := Ways(row)
	for i, w := range ways {
		if i == shownPaths && len(ways) > shownPaths+1 {
			p.add(item{label: r.say("label.path"), text: r.say("more-paths", "N", len(ways)-i), indent: 2, tone: strong})
			return
		}
		label := r.say("label.path")
		if len(ways) > 1 {
			label = r.say("label.path-n", "I", i+1, "Of", len(ways))
		}
		p.add(item{label: label, text: r.say("evidence", "Grade", r.v.Code("grade", w.Evidence.String())), indent: 2, tone: strong})
		for n, s := range w.Steps {
			p.add(item{label: strconv.Itoa(n+1) + ".", text: r.prose(Safe(s.Text)), indent: 4})
			for j := range s.Claims {
				p.add(item{text: Safe(r.claim(&s.Claims[j])), indent: 7})
			}
		}
	}
}
