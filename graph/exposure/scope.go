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
