package main

import (
	"slices"

	"longarm/graph/law"
	"longarm/queries"
)

// counts says how much of something the catalogue has, and how firm it is.
type counts struct {
	laws, grounds                int
	settled, arguable, contested int
	yes, partly, no              int // of the grounds, by what a graph can settle
	unchecked                    int // grounds nobody compared with the text
}

func (n *counts) add(l *law.Law) {
	n.laws++
	for _, r := range l.Rows {
		n.grounds++
		switch r.Confidence {
		case law.Settled:
			n.settled++
		case law.Arguable:
			n.arguable++
		case law.Contested:
			n.contested++
		}
		switch r.Computable {
		case law.ComputableYes:
			n.yes++
		case law.ComputablePartly:
			n.partly++
		case law.ComputableNo:
			n.no++
		}
		if unchecked(r) {
			n.unchecked++
		}
	}
}

// unchecked reports a ground written from knowledge.
func unchecked(r *law.Row) bool { return r.Verified == "from-knowledge" }

// covered is a jurisdiction with its laws, and what they amount to by power.
type covered struct {
	place  string
	laws   []*law.Law // sorted by id
	all    counts
	powers []powerCounts // in the order of the guide, those the laws give
}

type powerCounts struct {
	power law.Power
	counts
}

// coverage sorts the laws by jurisdiction, and counts them by power. A law counts
// under each of its powers with all of its grounds, and once in all.
func coverage(c *law.Catalogue) []covered {
	var out []covered
	for _, l := range c.Laws {
		i := slices.IndexFunc(out, func(k covered) bool { return k.place == l.Jurisdiction })
		if i < 0 {
			i = len(out)
			out = append(out, covered{place: l.Jurisdiction})
		}
		out[i].laws = append(out[i].laws, l)
		out[i].all.add(l)
	}
	for i := range out {
		for _, power := range queries.Powers() {
			n := counts{}
			for _, l := range out[i].laws {
				if l.HasPower(power) {
					n.add(l)
				}
			}
			if n.laws > 0 {
				out[i].powers = append(out[i].powers, powerCounts{power, n})
			}
		}
	}
	return out
}
