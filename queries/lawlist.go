package queries

import (
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/law"
)

// Statuses lists where a text may stand, in the order of the guide.
func Statuses() []law.Status {
	return []law.Status{law.InForceStatus, law.Suspended, law.Expired, law.LapsedWithTransition, law.Bill, law.Proposed, law.SoftLaw, law.Abandoned, law.Instrument}
}

// selected lists the laws of p.Jurisdictions that give one of p.Powers and are of
// one of p.Statuses, in the order of the catalogue; none given means any. The error
// is [*Usage].
func (c *Context) selected(p Params) ([]*law.Law, error) {
	if err := knownPowers(p.Powers); err != nil {
		return nil, err
	}
	codes, err := c.jurisdictions(p.Jurisdictions)
	if err != nil {
		return nil, err
	}
	for _, s := range p.Statuses {
		if !slices.Contains(Statuses(), s) {
			return nil, &Usage{Message: graph.Say("unknown status %q", "statut inconnu, %q", string(s)), Advice: oneOf(string(s), Statuses())}
		}
	}
	var out []*law.Law
	for _, l := range c.Catalogue.Laws {
		if p.admits(l, codes) && (len(p.Statuses) == 0 || slices.Contains(p.Statuses, l.Status)) {
			out = append(out, l)
		}
	}
	return out, nil
}

// narrowed reports a question about some laws only.
func (p *Params) narrowed() bool { return len(p.Jurisdictions)+len(p.Powers)+len(p.Statuses) > 0 }

// oneOf advises on a code that is none of the list: the one it comes near, and all.
func oneOf[T ~string](typed string, list []T) graph.Text {
	near := ""
	best := likely
	for _, k := range list {
		if s := similarity(Key(typed), Key(string(k))); s > best {
			near, best = string(k), s
		}
	}
	advice := graph.Say("use one of %s", "utilisez l’un de ceux-ci : %s", joinCodes(list))
	if near != "" {
		advice = graph.Say("did you mean %s? %s", "vouliez-vous dire %s ? %s", near, advice)
	}
	return advice
}

// onePlace advises on a place that has no law here: the one whose name or code it
// comes near, and all codes.
func (c *Context) onePlace(typed string, codes []string) graph.Text {
	near := ""
	best := likely
	for _, code := range codes {
		for _, name := range []string{c.Place(code), code} {
			if s := similarity(Key(typed), Key(name)); s > best {
				near, best = code+" ("+c.Place(code)+")", s
			}
		}
	}
	advice := graph.Say("use one of %s", "utilisez l’un de ceux-ci : %s", strings.Join(codes, ", "))
	if near != "" {
		advice = graph.Say("did you mean %s? %s", "vouliez-vous dire %s ? %s", near, advice)
	}
	return advice
}
