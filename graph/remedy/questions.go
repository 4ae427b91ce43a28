package remedy

import (
	"cmp"
	"slices"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
)

// Topic groups missing facts that the same person at a bidder can answer.
type Topic string

// The topics, in the order a questionnaire has them.
const (
	Administration Topic = "administration"
	Keys           Topic = "keys"
	Telemetry      Topic = "telemetry"
	Support        Topic = "support"
	Updates        Topic = "updates"
	SourceCode     Topic = "source-code"
	Suppliers      Topic = "suppliers"
	Hosting        Topic = "hosting"
	Autonomy       Topic = "autonomy"
	Ownership      Topic = "ownership"
	Control        Topic = "control"
	Seat           Topic = "seat"
	Establishments Topic = "establishments"
	Markets        Topic = "markets"
	Listing        Topic = "listing"
	Personnel      Topic = "personnel"
	DataLocation   Topic = "data-location"
	DataCategories Topic = "data-categories"
	Services       Topic = "services"
	Items          Topic = "items"
	Certification  Topic = "certification"
	Lists          Topic = "lists"
	Decisions      Topic = "decisions"
	Conduct        Topic = "conduct"
	Other          Topic = "other"
)

// Topics lists the topics in the order a questionnaire has them.
func Topics() []Topic {
	return []Topic{Administration, Keys, Telemetry, Support, Updates, SourceCode, Suppliers, Hosting, Autonomy, Ownership, Control, Seat,
		Establishments, Markets, Listing, Personnel, DataLocation, DataCategories, Services, Items, Certification, Lists, Decisions, Conduct, Other}
}

// Ref names a finding.
type Ref struct {
	Law    string     `json:"law"`
	Effect law.Effect `json:"effect"`
}

// Question is what to ask on one topic. The lists are sorted by law, then effect.
type Question struct {
	Topic Topic
	Facts []exposure.Missing // each once, in the order of the findings
	// Settles are findings that some statement leads toward and that lack facts on
	// this topic alone; Bears on are those that lack facts on others too, or that the
	// law leaves open as well; Closes are those that nothing leads to and that an
	// answer would help to close.
	Settles, BearsOn, Closes []Ref
}

// Questions groups the missing facts of the findings into questions: those that
// settle most first, then those that bear on most, then by topic.
func Questions(list []exposure.Finding) []Question {
	byTopic := map[Topic]*Question{}
	for i := range list {
		f := &list[i]
		if !undetermined(f) || len(f.Missing) == 0 {
			continue
		}
		topics := map[Topic]bool{}
		for _, m := range f.Missing {
			for topic, part := range byTopicOf(m) {
				topics[topic] = true
				q := byTopic[topic]
				if q == nil {
					q = &Question{Topic: topic}
					byTopic[topic] = q
				}
				if !slices.ContainsFunc(q.Facts, func(o exposure.Missing) bool { return same(o, part) }) {
					q.Facts = append(q.Facts, part)
				}
			}
		}
		ref := Ref{Law: f.Law.ID, Effect: f.Effect}
		for topic := range topics {
			q := byTopic[topic]
			switch {
			case f.Because == exposure.ByCoverage:
				q.Closes = append(q.Closes, ref)
			case len(topics) == 1 && f.Because == exposure.ByFacts:
				q.Settles = append(q.Settles, ref)
			default:
				q.BearsOn = append(q.BearsOn, ref)
			}
		}
	}
	out := []Question{}
	order := Topics()
	for _, t := range order {
		if q := byTopic[t]; q != nil {
			for _, refs := range [][]Ref{q.Settles, q.BearsOn, q.Closes} {
				slices.SortFunc(refs, func(a, b Ref) int { return cmp.Or(cmp.Compare(a.Law, b.Law), cmp.Compare(a.Effect, b.Effect)) })
			}
			out = append(out, *q)
		}
	}
	slices.SortStableFunc(out, func(a, b Question) int {
		return cmp.Or(cmp.Compare(len(b.Settles), len(a.Settles)), cmp.Compare(len(b.BearsOn), len(a.BearsOn)))
	})
	return out
}

func undetermined(f *exposure.Finding) bool {
	return f.Verdict == exposure.Undetermined || f.Status == exposure.StatusUndetermined
}

func same(a, b exposure.Missing) bool {
	return a.Kind == b.Kind && a.Entity == b.Entity && a.Other == b.Other && a.Class == b.Class && a.Name == b.Name && a.Basis == b.Basis &&
		slices.Equal(a.Codes, b.Codes) && slices.Equal(a.Interest, b.Interest)
}

// byTopicOf splits a missing fact by topic: a fact on several capabilities or
// relations is one fact on each topic, with its own part of them.
func byTopicOf(m exposure.Missing) map[Topic]exposure.Missing {
	out := map[Topic]exposure.Missing{}
	switch m.Kind {
	case exposure.MissingCapability:
		for _, code := range m.Codes {
			t := capabilityTopic(code)
			part, ok := out[t]
			if !ok {
				part = m
				part.Codes = nil
			}
			part.Codes = append(part.Codes, code)
			out[t] = part
		}
	case exposure.MissingRelation:
		for _, i := range m.Interest {
			t := relationTopic(i)
			part, ok := out[t]
			if !ok {
				part = m
				part.Interest = nil
			}
			part.Interest = append(part.Interest, i)
			out[t] = part
		}
		if len(m.Interest) == 0 {
			out[Seat] = m
		}
	default:
		out[topicOf(m)] = m
	}
	return out
}

func topicOf(m exposure.Missing) Topic {
	switch m.Kind {
	case exposure.MissingControl:
		return Control
	case exposure.MissingShare, exposure.MissingHolders:
		return Ownership
	case exposure.MissingMembership:
		return Seat
	case exposure.MissingAttribute:
		return attributeTopic(m.Name)
	case exposure.MissingConduct:
		return Conduct
	}
	return Other
}

// capabilityTopic reads a code of the vocabulary.
func capabilityTopic(code string) Topic {
	switch code {
	case "remoteAdministration":
		return Administration
	case "keys":
		return Keys
	case "contentTelemetry":
		return Telemetry
	case "supportAccess":
		return Support
	case "updates":
		return Updates
	case "sourceCode":
		return SourceCode
	}
	return Suppliers
}

func relationTopic(i graph.Interest) Topic {
	switch i {
	case graph.IncorporatedIn, graph.HeadquarteredIn:
		return Seat
	case graph.EstablishedIn:
		return Establishments
	case graph.ServesMarket:
		return Markets
	case graph.ListedOn:
		return Listing
	case graph.DataLocatedIn:
		return DataLocation
	case graph.NationalOf, graph.ResidentIn, graph.OfficerOf:
		return Personnel
	case graph.CertifiedUnder, graph.AppliesFor:
		return Certification
	case graph.DesignatedUnder:
		return Lists
	case graph.Hosts, graph.HasCustody, graph.Operates:
		return Hosting
	}
	switch i.Family() {
	case graph.Ownership:
		return Ownership
	case graph.Control:
		return Control
	case graph.Technology:
		return Suppliers
	}
	return Other
}

// attributeTopic reads a name of the vocabulary; one it does not know is asked as
// it is.
func attributeTopic(name string) Topic {
	switch name {
	case "serviceType", "sector", "icts", "trafficTransit", "licensed":
		return Services
	case "users", "customers", "revenueShare", "endUser", "buyerStatus":
		return Markets
	case "itemOrigin", "itemContentShare", "itemClassification", "annexedLaw":
		return Items
	case "dataCategory":
		return DataCategories
	case "doubleVotes", "unequalVotes", "votingTrust":
		return Ownership
	case "stateLinks":
		return Control
	case "usPerson":
		return Personnel
	case "supportLocation":
		return Support
	case "separationMeasures", "operatingAutonomy":
		return Autonomy
	case "listedOnRegulatedMarket", "auditUninspectable":
		return Listing
	case "divestitureDetermination", "presidentialDetermination", "treaty":
		return Decisions
	}
	return Other
}
