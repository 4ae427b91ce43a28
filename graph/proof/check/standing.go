package check

import (
	"slices"

	"longarm/graph"
	"longarm/graph/law"
)

// standing says whether a text speaks on the day.
type standing uint8

const (
	silent  standing = iota
	unclear          // its status is not known
	speaks
)

// stands reads the status and dates of a law, then of its row.
func (r *reader) stands(row *law.Row) standing {
	s := r.lawStands(row.Law)
	if s == unclear || !row.Law.Status.Enacted() {
		return s
	}
	if p := row.Pending; row.Activation == law.Pending && p != nil {
		if p.From == 0 || r.day < p.From {
			return silent
		}
		if p.Until == 0 || r.day < p.Until {
			return speaks
		}
	}
	f := row.InForce
	if f == nil || s != speaks {
		return s
	}
	switch {
	case f.From == 0 && f.To == 0:
		if row.Activation == law.Pending {
			return speaks
		}
		return unclear
	case r.day < f.From, f.To != 0 && r.day >= f.To, suspended(*f, r.day):
		return silent
	}
	return speaks
}

func (r *reader) lawStands(l *law.Law) standing {
	f := l.InForce
	unsure := l.StatusKnownTo != 0 && r.day > l.StatusKnownTo
	switch {
	case !l.Status.Enacted() && !unsure:
		return silent
	case f.From != 0 && r.day < f.From:
		return silent
	case unsure:
		return unclear
	case suspended(f, r.day), l.Status == law.Suspended && len(f.Suspended) == 0:
		return silent
	case f.To == 0 || r.day < f.To:
		return speaks
	case f.TransitionTo != 0 && r.day < f.TransitionTo:
		return unclear
	}
	return silent
}

func suspended(f law.InForce, day graph.Date) bool {
	return slices.ContainsFunc(f.Suspended, func(s law.Suspension) bool { return s.From <= day && (s.To == 0 || day <= s.To) })
}
