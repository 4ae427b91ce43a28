package exposure

import (
	"strings"

	"longarm/graph"
	"longarm/graph/law"
)

// scope derives where the law stands to the provider: home for its own state or
// bloc, host where it is established or sells, extraterritorial elsewhere, unless
// the row is an ownership screen or a scheme.
func (a *Analyzer) scope(l *law.Law, hint law.ScopeHint, provider graph.EntityID) Scope {
	switch hint {
	case law.OwnershipScreen:
		return OwnershipScreen
	case law.SchemeScope:
		return SchemeScope
	}
	if home := a.scopeOf(l, provider); home != Extraterritorial || a.kind(provider) != graph.Offer {
		return home
	}
	for _, op := range a.g.To(provider) { // an offer is where its operator is
		if op.Interest == graph.Operates && op.State == graph.InForce && a.kind(op.Holder) != graph.Offer {
			if s := a.scopeOf(l, op.Holder); s != Extraterritorial {
				return s
			}
		}
	}
	return Extraterritorial
}

func (a *Analyzer) scopeOf(l *law.Law, provider graph.EntityID) Scope {
	t := strings.ToLower(l.Jurisdiction)
	if a.tiedTo(provider, t, graph.IncorporatedIn, graph.HeadquarteredIn, graph.NationalOf) || a.placedIn(provider, t) {
		return Home
	}
	if a.tiedTo(provider, t, graph.EstablishedIn, graph.ServesMarket, graph.ListedOn) {
		return Host
	}
	return Extraterritorial
}

func (a *Analyzer) placedIn(id graph.EntityID, territory string) bool {
	iso, _ := a.g.Place(id)
	return iso != "" && a.placeIn(territory, iso)
}

func (a *Analyzer) tiedTo(id graph.EntityID, territory string, interests ...graph.Interest) bool {
	for _, o := range a.owns(id) {
		for _, l := range a.g.From(o.id) {
			for _, i := range interests {
				if l.Interest == i && l.State == graph.InForce && a.placedIn(l.Subject, territory) {
					return true
				}
			}
		}
	}
	return false
}
