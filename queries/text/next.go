package text

import (
	"cmp"
	"slices"

	"longarm/graph/exposure"
	"longarm/graph/law"
	"longarm/queries"
)

// next suggests the finding a reader would ask about first: foreign law before that of
// its own state or of its markets, what holds before what is open before what waits for
// a trigger, access to data before a cut before the rest, then the firmer, then the
// state whose laws have most to say.
func (r *renderer) next(a *queries.ReachResult, list []*queries.Finding) string {
	if leads := pick(list, (*queries.Finding).Leads); len(leads) > 0 {
		list = leads
	}
	if len(list) == 0 {
		return ""
	}
	states := jurisdictions(list)
	first := slices.MinFunc(list, func(x, y *queries.Finding) int { // the first of several that are as near
		return cmp.Or(cmp.Compare(remoteness(x), remoteness(y)), cmp.Compare(distance(x), distance(y)), cmp.Compare(gravity(x), gravity(y)),
			cmp.Compare(doubt(x.Confidence), doubt(y.Confidence)), cmp.Compare(slices.Index(states, x.Jurisdiction), slices.Index(states, y.Jurisdiction)))
	})
	return r.say("next", "Command", "longarm why "+string(a.Provider.ID)+" "+first.Law)
}

// remoteness ranks whose law it is: foreign law that reaches across borders first.
func remoteness(f *queries.Finding) int {
	switch {
	case f.Scope == exposure.Extraterritorial && !f.OwnState:
		return 0
	case foreign(f):
		return 1
	case leading(f):
		return 2
	}
	return 3
}

// distance ranks how far a finding is from holding today.
func distance(f *queries.Finding) int {
	switch {
	case f.Verdict == exposure.Reached && f.Activation == law.Active:
		return 0
	case f.Because == exposure.ByLaw, f.Because == exposure.ByFacts:
		return 1
	case f.Verdict == exposure.Reached:
		return 2
	case f.Leads() && f.Because != exposure.ByConduct:
		return 3
	}
	return 4
}

// gravity ranks what the law lets a state do to the provider, in the order of the
// matrix.
func gravity(f *queries.Finding) int {
	rows := matrixRows()
	for i, m := range rows {
		if m.lets(f) {
			return i
		}
	}
	return len(rows)
}

func doubt(c law.Confidence) int {
	return slices.Index([]law.Confidence{law.Settled, law.Arguable, law.Contested}, c)
}
