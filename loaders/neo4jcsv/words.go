package neo4jcsv

import (
	"longarm/graph"
)

// kinds are the labels that longarm knows, compared without case and underscores.
var kinds = map[string]graph.Kind{
	"company": graph.Company, "organisation": graph.Company, "organization": graph.Company, "registeredentity": graph.Company, "legalentity": graph.Company,
	"corporation": graph.Company, "firm": graph.Company, "business": graph.Company, "bank": graph.Company, "offshoreentity": graph.Company,
	"arrangement": graph.Arrangement, "trust": graph.Arrangement, "fund": graph.Arrangement, "nominee": graph.Arrangement,
	"person": graph.Person, "naturalperson": graph.Person, "individual": graph.Person, "knownperson": graph.Person, "group": graph.Group,
	"state": graph.State, "country": graph.State, "jurisdiction": graph.State, "statebody": graph.StateBody, "publicbody": graph.StateBody, "government": graph.StateBody,
	"bloc": graph.Bloc, "offer": graph.Offer, "product": graph.Offer, "service": graph.Offer, "cloudservice": graph.Offer, "scheme": graph.Scheme, "certification": graph.Scheme,
	"list": graph.List, "sanctionslist": graph.List, "exchange": graph.Exchange, "stockexchange": graph.Exchange, "law": graph.LawText, "event": graph.Event, "media": graph.Media, "other": graph.Other,
}

// vague are labels that say nothing of the kind.
var vague = map[string]bool{"entity": true, "node": true, "party": true, "thing": true, "officer": true, "intermediary": true, "owner": true, "": true}

// tie is what a type of relationship means.
type tie struct {
	interest graph.Interest
	turned   bool // the start is the subject: OWNED_BY
}

// ties are the types that longarm knows beside the codes of its own interests.
var ties = func() map[string]tie {
	out := map[string]tie{
		"owns": {graph.Shareholding, false}, "holdsshares": {graph.Shareholding, false}, "holdssharesin": {graph.Shareholding, false}, "shareholderof": {graph.Shareholding, false},
		"hasshares": {graph.Shareholding, false}, "hassharesin": {graph.Shareholding, false}, "ownerof": {graph.Shareholding, false}, "investedin": {graph.Shareholding, false},
		"ownedby": {graph.Shareholding, true}, "isownedby": {graph.Shareholding, true}, "heldby": {graph.Shareholding, true}, "hasshareholder": {graph.Shareholding, true},
		"hasowner": {graph.Shareholding, true}, "holdsvotes": {graph.VotingRights, false}, "votesin": {graph.VotingRights, false},
		"controls": {graph.OtherInfluenceOrControl, false}, "controllerof": {graph.OtherInfluenceOrControl, false}, "controlledby": {graph.OtherInfluenceOrControl, true},
		"iscontrolledby": {graph.OtherInfluenceOrControl, true}, "consolidates": {graph.AccountingParent, false}, "consolidatedby": {graph.AccountingParent, true},
		"isconsolidatedby": {graph.AccountingParent, true}, "isdirectlyconsolidatedby": {graph.AccountingParent, true}, "appoints": {graph.AppointmentOfBoard, false},
		"appointsboard": {graph.AppointmentOfBoard, false}, "appointsboardof": {graph.AppointmentOfBoard, false}, "directorof": {graph.BoardMember, false},
		"boardmemberof": {graph.BoardMember, false}, "hasdirector": {graph.BoardMember, true}, "hasboardmember": {graph.BoardMember, true}, "chairs": {graph.BoardChair, false},
		"chairof": {graph.BoardChair, false}, "nomineeof": {graph.Nominee, false}, "nomineefor": {graph.Nominee, false}, "trusteeof": {graph.Trustee, false}, "hasofficer": {graph.OfficerOf, true},
		"actsinconcertwith": {graph.ActingInConcert, false}, "supplies": {graph.SuppliesTechnology, false}, "suppliesto": {graph.SuppliesTechnology, false},
		"suppliedby": {graph.SuppliesTechnology, true}, "operatedby": {graph.Operates, true}, "hostedby": {graph.Hosts, true}, "buysfrom": {graph.Procures, false},
		"customerof": {graph.Procures, false}, "registeredin": {graph.IncorporatedIn, false}, "domiciledin": {graph.IncorporatedIn, false}, "citizenof": {graph.NationalOf, false},
		"hasnationality": {graph.NationalOf, false}, "livesin": {graph.ResidentIn, false}, "listedat": {graph.ListedOn, false}, "sanctionedunder": {graph.DesignatedUnder, false},
		"designatedon": {graph.DesignatedUnder, false}, "goldenshareof": {graph.GoldenShare, false}, "goldensharein": {graph.GoldenShare, false},
		"hasgoldensharein": {graph.GoldenShare, false},
	}
	for _, i := range graph.Interests() {
		out[plain(string(i))] = tie{i, false}
	}
	return out
}()
