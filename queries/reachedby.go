package queries

import (
	"longarm/graph/exposure"
	"longarm/graph/law"
)

// ReachedByResult answers "whom does this law reach".
type ReachedByResult struct {
	Header
	Law       LawBrief      `json:"law"`
	ReachedBy []ReachedRow  `json:"reached_by"` // sorted by entity id
	Counts    ReachedCounts `json:"counts"`
}

// ReachedRow is one entity with what the law does to it.
type ReachedRow struct {
	EntityBrief
	Findings []Finding `json:"findings"` // sorted by effect
}

// ReachedCounts says how many findings came out how, over all entities.
type ReachedCounts struct {
	Reached      int `json:"reached"`
	Undetermined int `json:"undetermined"` // something leads there
	NoPath       int `json:"no_path"`      // undetermined for want of coverage alone
	NotReached   int `json:"not_reached"`
}

var reachedByQuery = Query{
	Name: "reached-by", Args: []string{"LAW"},
	Doc: "whom a law reaches, or may",
	Run: func(c *Context, p Params) (Answer, error) { return ReachedBy(c, p) },
}

// ReachedBy answers whom the law p.Args[0] reaches: every provider, with the same findings as [Reach] gives each.
func ReachedBy(c *Context, p Params) (*ReachedByResult, error) {
	l, err := c.ResolveLaw(p.Arg(0))
	if err != nil {
		return nil, err
	}
	out := &ReachedByResult{Header: c.header(nil), Law: c.lawBrief(l), ReachedBy: []ReachedRow{}}
	for _, r := range c.Analyzer().ReachedBy(l) {
		row := ReachedRow{EntityBrief: c.Brief(r.Entity), Findings: []Finding{}}
		for i := range r.Findings {
			f := c.finding(r.Entity, &r.Findings[i])
			f.Proof = nil // told by why, for one provider at a time
			out.Counts.add(&f)
			row.Findings = append(row.Findings, f)
		}
		out.ReachedBy = append(out.ReachedBy, row)
	}
	return out, nil
}

func (n *ReachedCounts) add(f *Finding) {
	switch {
	case f.Verdict == exposure.Reached, f.Status == exposure.Barred, f.Status == exposure.Certified, f.Status == exposure.Eligible:
		n.Reached++
	case f.Verdict == exposure.NotReached:
		n.NotReached++
	case f.Leads():
		n.Undetermined++
	default:
		n.NoPath++
	}
}

// Split returns one answer for each entity.
func (r *ReachedByResult) Split() []Answer {
	out := make([]Answer, len(r.ReachedBy))
	for i := range r.ReachedBy {
		one := *r
		one.ReachedBy = r.ReachedBy[i : i+1]
		out[i] = &one
	}
	return out
}

// Signal is Met when the law reaches someone now, else Open when it may.
func (r *ReachedByResult) Signal() Signal {
	s := Quiet
	for i := range r.ReachedBy {
		s = max(s, strongest(r.ReachedBy[i].Findings))
	}
	return s
}

// Best is the finding of the row a table shows first: reached before undetermined,
// active before latent.
func (r *ReachedRow) Best() *Finding {
	var best *Finding
	rank := func(f *Finding) int {
		switch {
		case f.Verdict == exposure.Reached && f.Activation == law.Active:
			return 3
		case f.Verdict == exposure.Reached:
			return 2
		case f.Leads():
			return 1
		}
		return 0
	}
	for i := range r.Findings {
		if f := &r.Findings[i]; best == nil || rank(f) > rank(best) {
			best = f
		}
	}
	return best
}
