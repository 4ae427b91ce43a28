package exposure

import (
	"cmp"

	"longarm/graph"
	"longarm/graph/law"
)

// standing says whether a text applies at the date.
type standing struct {
	applies bool
	unknown bool // the status at the date is not known: undetermined
	miss    *Miss
}

// stands reads a law's status and dates. An old order of a lapsed law may run on:
// whether one concerns the provider is not known.
func (a *Analyzer) stands(l *law.Law) standing {
	d, f := a.date, l.InForce
	switch l.StandsAt(d) {
	case law.BindsNoone:
		return standing{miss: &Miss{Proposal: true}}
	case law.NotYet:
		return standing{miss: &Miss{Since: f.From}}
	case law.NotKnown, law.RunsOut:
		return standing{unknown: true}
	case law.IsOff:
		return standing{miss: &Miss{Until: suspendedFrom(f, d), Suspended: true}}
	case law.Ended:
		return standing{miss: &Miss{Until: f.To}}
	}
	return standing{applies: true}
}

func suspendedFrom(f law.InForce, d graph.Date) graph.Date {
	for _, s := range f.Suspended {
		if s.From <= d && (s.To == 0 || d <= s.To) {
			return s.From
		}
	}
	return d
}

// rowStands narrows the law's standing by the row's own dates. A pending row
// speaks before its law applies.
func (a *Analyzer) rowStands(r *law.Row, s standing) standing {
	d := a.date
	if s.miss != nil && s.miss.Proposal {
		return s
	}
	if p := r.Pending; r.Activation == law.Pending && p != nil && !s.unknown {
		if p.From == 0 || d < p.From {
			if s.miss != nil {
				return s
			}
			return standing{miss: &Miss{Since: cmp.Or(p.Until, p.From), Ground: true}}
		}
		if p.Until == 0 || d < p.Until {
			return standing{applies: true}
		}
	}
	if f := r.InForce; f != nil && s.applies {
		switch {
		case f.From == 0 && f.To == 0:
			return standing{unknown: r.Activation != law.Pending, applies: r.Activation == law.Pending}
		case d < f.From:
			return standing{miss: &Miss{Since: f.From, Ground: true}}
		case f.To != 0 && d >= f.To:
			return standing{miss: &Miss{Until: f.To, Ground: true}}
		case f.SuspendedAt(d):
			return standing{miss: &Miss{Until: suspendedFrom(*f, d), Ground: true, Suspended: true}}
		}
	}
	return s
}

// activation says how the row stands on the entity: a latent row whose trigger
// has happened is active, a pending one becomes what it was to become.
func (a *Analyzer) activation(q question, r *law.Row, e graph.EntityID) law.Activation {
	now := r.Activation
	if p := r.Pending; now == law.Pending && p != nil && p.Until != 0 && a.date >= p.Until {
		now = p.Then
	}
	if now == law.Latent && r.TriggerWhen != nil && a.read(q, r.TriggerWhen, e).truth > 0 {
		now = law.Active
	}
	return now
}
