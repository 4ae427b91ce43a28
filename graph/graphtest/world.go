package graphtest

import (
	"fmt"

	"longarm/graph"
)

// control adds grounds of control other than shares.
func (d *draw) control() {
	grounds := []graph.Interest{graph.AppointmentOfBoard, graph.MajorityOfDirectors, graph.GoldenShare, graph.VetoRight,
		graph.ControlByContract, graph.AccountingParent, graph.ActingJointly, graph.ActingInConcert, graph.OtherInfluenceOrControl,
		graph.ControlByRules, graph.ContractRights, graph.ConditionalRights, graph.UnknownInterest}
	for _, c := range d.companies {
		for d.chance(d.c.Control) {
			if h := pick(d, d.holders); h != c {
				d.state(graph.Statement{Holder: h, Subject: c, Interest: pick(d, grounds)})
			}
		}
	}
}

// world ties parties to states, suppliers, exchanges, lists and attributes.
func (d *draw) world() {
	if d.c.World == 0 {
		return
	}
	list, exchange := d.entity(graph.List, "list"), d.entity(graph.Exchange, "exchange")
	d.s.Entities[len(d.s.Entities)-1].Within = "US"
	scheme := d.entity(graph.Scheme, "scheme")
	tie := func(h graph.EntityID, i graph.Interest, to graph.EntityID) {
		if d.chance(d.c.World) {
			d.state(graph.Statement{Holder: h, Subject: to, Interest: i})
		}
	}
	attribute := func(e graph.EntityID, name, value string, at graph.EntityID, per string) {
		if d.chance(d.c.World) {
			d.s.Attributes = append(d.s.Attributes, graph.Attribute{Claim: d.claim(), Entity: e, Name: name, Value: value, At: at, Per: per})
		}
	}
	var offers []graph.EntityID
	for i, c := range d.companies {
		tie(c, graph.IncorporatedIn, pick(d, d.states))
		tie(c, graph.HeadquarteredIn, pick(d, d.states))
		if d.chance(0.3) {
			tie(c, graph.EstablishedIn, pick(d, d.states))
			tie(c, graph.ListedOn, exchange)
			tie(c, graph.CertifiedUnder, scheme)
		}
		if d.chance(0.4) {
			o := d.entity(graph.Offer, fmt.Sprintf("o%02d", i))
			offers = append(offers, o)
			tie(c, graph.Operates, o)
			attribute(o, "serviceType", pick(d, []string{"cloud-iaas", "ecs-rcs", "social-media-app"}), "", "")
			tie(o, graph.DataLocatedIn, pick(d, d.states))
			tie(o, graph.ServesMarket, pick(d, d.states))
		}
		attribute(c, "users", fmt.Sprint(d.r.IntN(2_000_000)), pick(d, d.states), "month")
		attribute(c, "serviceType", pick(d, []string{"cloud-iaas", "ecs-rcs", "social-media-app"}), "", "")
		if s := pick(d, d.companies); s != c {
			tie(s, pick(d, []graph.Interest{graph.SuppliesTechnology, graph.Hosts, graph.HasCustody, graph.Subcontracts}), c)
			attribute(s, "capability", pick(d, []string{"updates", "remoteAdministration", "keys"}), c, "")
		}
	}
	for _, o := range offers {
		tie(pick(d, d.companies), graph.SuppliesTechnology, o)
	}
	for _, h := range d.holders[len(d.companies):] {
		switch {
		case h == "group" || h == "body" || h == "FR":
		default:
			tie(h, graph.NationalOf, pick(d, d.states))
			tie(h, graph.ResidentIn, pick(d, d.states))
			if d.chance(0.3) {
				tie(h, graph.OfficerOf, pick(d, d.companies))
			}
		}
		if d.chance(0.2) && h != "FR" {
			tie(h, graph.DesignatedUnder, list)
		}
	}
	d.s.Notes = append(d.s.Notes, graph.Note{Claim: d.claim(), Subject: d.companies[0], Relation: "customer_of", Object: list})
}
