package text

import (
	"strings"

	"longarm/graph/exposure"
	"longarm/graph/law"
	"longarm/queries"
)

// homeGroup is one part of the line of home law.
type homeGroup struct {
	id  string
	has func(*queries.Finding) bool
}

func homeGroups() []homeGroup {
	reached := func(a law.Activation) func(*queries.Finding) bool {
		return func(f *queries.Finding) bool { return f.Verdict == exposure.Reached && f.Activation == a }
	}
	open := func(leads bool) func(*queries.Finding) bool {
		return func(f *queries.Finding) bool { return f.Verdict == exposure.Undetermined && f.Leads() == leads }
	}
	return []homeGroup{
		{"home.reached", reached(law.Active)}, {"home.latent", reached(law.Latent)}, {"home.pending", reached(law.Pending)},
		{"home.undetermined", open(true)}, {"home.no-path", open(false)},
		{"home.not-reached", func(f *queries.Finding) bool { return f.Verdict == exposure.NotReached }},
	}
}

// home says the law of the provider's own state in one line: each law once, where
// it comes out strongest, with its firmness when that is not settled.
func (r *renderer) home(p *page, list []*queries.Finding) {
	of := pick(list, func(f *queries.Finding) bool { return f.Scope == exposure.Home && f.Status == "" })
	if len(of) == 0 {
		return
	}
	told := map[string]bool{}
	var groups []string
	for _, g := range homeGroups() {
		firmest := map[string]*queries.Finding{}
		var order []string
		for _, f := range pick(of, g.has) {
			switch have := firmest[f.Law]; {
			case told[f.Law]:
			case have == nil:
				firmest[f.Law], order = f, append(order, f.Law)
			case f.Confidence.Rank() > have.Confidence.Rank():
				firmest[f.Law] = f
			}
		}
		var names []string
		for _, id := range order {
			told[id] = true
			names = append(names, r.homeLaw(firmest[id]))
		}
		if len(names) > 0 {
			groups = append(groups, r.v.Say(g.id)+r.colon()+r.v.List(names, false))
		}
	}
	p.space()
	p.add(item{label: r.v.Code("scope-label", string(exposure.Home)), text: strings.Join(groups, r.semicolon()), tone: strong})
}

// homeLaw names a law of the line of home law, with what weakens it.
func (r *renderer) homeLaw(f *queries.Finding) string {
	var marks []string
	if f.Verdict == exposure.Reached && f.Activation == law.Pending {
		marks = append(marks, r.pendingFrom(f))
	}
	if f.Verdict != exposure.NotReached && f.Leads() && f.Confidence != law.Settled {
		marks = append(marks, r.v.Code("confidence", string(f.Confidence)))
	}
	if on := r.lowEvidence(f); on != "" {
		marks = append(marks, r.say("on-low-evidence", "Claims", joinClaims(f.Weak)))
	}
	if len(marks) == 0 {
		return r.shortLaw(f)
	}
	return r.shortLaw(f) + " (" + strings.Join(marks, ", ") + ")"
}
