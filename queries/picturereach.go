package queries

import (
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
	"longarm/graph/view"
)

// reach adds the laws that reach the focus or may, the parties they attach to and
// the paths from there, with everybody who holds, controls or supplies the focus
// directly. Asked about one law it adds that law whatever it comes to. An answer given is
// drawn as it is; nil is asked for.
func (k *picture) reach(p Params, r *ReachResult) error {
	if r == nil {
		var err error
		if r, err = Reach(k.c, p); err != nil {
			return err
		}
	}
	k.states = true
	for _, l := range k.c.Graph.To(k.focus) {
		if l.State == graph.InForce && l.Interest != graph.Procures && (l.Interest.Family() != graph.Jurisdiction || l.Interest == graph.OfficerOf) {
			k.link(l)
		}
	}
	for i := range r.Findings {
		if f := &r.Findings[i]; p.Law != "" || f.Leads() && !defines(f) {
			k.finding(f)
		}
	}
	return nil
}

// defines reports a law whose only power is to say what control is: a rule to check,
// not a law that reaches.
func defines(f *Finding) bool { return slices.Equal(f.Powers, []law.Power{law.ControlDefinition}) }

// finding adds one law with its edges.
func (k *picture) finding(f *Finding) {
	id := view.LawNode(f.Law)
	if k.nodes[id] == nil {
		l := k.c.Catalogue.Law(f.Law)
		n := &view.Node{ID: id, Sort: view.LawSort, Law: f.Law, Kind: graph.LawText, KindIn: k.c.Voice.Code("kind", string(graph.LawText)),
			Role: view.LawRole, Name: k.lawName(f), Caption: f.Title, Country: f.Jurisdiction, Place: k.c.Place(f.Jurisdiction)}
		if l != nil && n.Caption == n.Name {
			n.Caption = ""
		}
		k.nodes[id] = n
		if state := k.c.Ledger().StateOf(f.Jurisdiction); state != "" {
			k.edges = append(k.edges, view.Edge{From: k.entity(state), To: id, Enacts: true})
		}
	}
	reaches := map[view.NodeID]*view.Reach{}
	abroad := map[view.NodeID][]string{} // ties to other states than the law's
	for _, p := range f.Paths {
		for _, party := range k.parties(f, p) {
			to := k.entity(party)
			if reaches[to] == nil {
				one := k.reached(f)
				one.Through = k.channel(party, f.Effect, p)
				reaches[to] = &one
			}
			into := reaches[to]
			for _, s := range p.Steps {
				into.Claims = append(into.Claims, s.Claims...)
				if s.Interest.Family() != graph.Jurisdiction || s.From != party {
					continue
				}
				switch iso, _ := k.c.Graph.Place(s.To); {
				case k.in(s.To, f.Jurisdiction):
					into.Ties = append(into.Ties, k.c.Voice.Code("interest", string(s.Interest)))
				case iso != "" && !slices.ContainsFunc(abroad[to], func(t string) bool { return strings.HasSuffix(t, "("+iso+")") }):
					abroad[to] = append(abroad[to], k.c.Voice.Code("interest", string(s.Interest))+" ("+iso+")")
				}
			}
			into.Evidence = max(into.Evidence, p.Evidence)
		}
		for _, s := range p.Steps {
			k.step(s)
		}
	}
	if len(f.Paths) == 0 {
		one := k.reached(f)
		one.Through = view.Direct
		reaches[view.EntityNode(k.focus)] = &one
	}
	for to, one := range reaches {
		if len(one.Ties) == 0 {
			one.Ties = abroad[to]
		}
		slices.Sort(one.Claims)
		slices.Sort(one.Ties)
		one.Claims, one.Ties = slices.Compact(one.Claims), slices.Compact(one.Ties)
		k.edges = append(k.edges, view.Edge{From: id, To: to, Reaches: []view.Reach{*one}})
	}
}

// lawName is the short name of a law without its state.
func (k *picture) lawName(f *Finding) string {
	return strings.TrimPrefix(k.c.LawName(f.Law), f.Jurisdiction+" ")
}

// parties lists whom a path attaches the law to: the party it binds; else whoever
// is tied to a place on it, the focus left out when another is; else whoever stands
// first on it. Sorted.
func (k *picture) parties(f *Finding, p Path) []graph.EntityID {
	if p.Bound != "" {
		return []graph.EntityID{p.Bound}
	}
	tied, first, second := map[graph.EntityID]bool{}, map[graph.EntityID]bool{}, map[graph.EntityID]bool{}
	for _, s := range p.Steps {
		if s.Interest.Family() == graph.Jurisdiction && s.Interest != graph.OfficerOf {
			tied[s.From] = true
			continue
		}
		first[s.From], second[s.To] = true, true
	}
	for id := range second {
		delete(first, id)
	}
	delete(first, k.focus)
	supplied := f.Effect == law.ViaSupplier || f.Effect == law.Item || f.Effect == law.Holder
	if len(tied) > 1 || supplied && len(first) > 0 {
		delete(tied, k.focus)
	}
	list := sortedIDs(tied)
	list = slices.DeleteFunc(list, func(id graph.EntityID) bool { return k.ofFocus(id) && len(list) > 1 })
	switch {
	case len(list) > 0:
		return list
	case len(first) > 0:
		return sortedIDs(first)
	}
	return []graph.EntityID{k.focus}
}

// ofFocus reports an offer of the focus.
func (k *picture) ofFocus(id graph.EntityID) bool {
	return slices.ContainsFunc(k.c.Graph.From(k.focus), func(l *graph.Link) bool { return l.Subject == id && l.Interest == graph.Operates })
}

// in reports a place that lies in a jurisdiction: is the state, or of the bloc.
func (k *picture) in(place graph.EntityID, jurisdiction string) bool {
	iso, _ := k.c.Graph.Place(place)
	return iso != "" && (strings.EqualFold(iso, jurisdiction) ||
		k.c.Catalogue.Vocabulary.TerritoryHas(strings.ToLower(jurisdiction), iso, k.c.Graph.Date()))
}

// step adds the link a step of a path takes. An offer of the focus stands for the
// focus.
func (k *picture) step(s exposure.Step) {
	for _, l := range k.c.Graph.From(s.From) {
		if l.Subject == s.To && l.Interest == s.Interest && (len(s.Claims) == 0 || slices.Equal(l.Claims, s.Claims)) {
			k.link(l)
			return
		}
	}
	for i := range k.edges { // an inferred step may come by several laws
		e := &k.edges[i]
		if e.From == view.EntityNode(s.From) && e.To == view.EntityNode(s.To) && slices.ContainsFunc(e.Interests, func(i view.Interest) bool { return i.Code == s.Interest }) {
			return
		}
	}
	i := view.Interest{Code: s.Interest, Share: s.Share, Value: s.Value, Claims: s.Claims, Evidence: s.Evidence}
	i.Label = k.label(&i)
	i.Text = k.prose(k.c.LinkText(s.From, s.Interest, s.To, s.Share, graph.NoBasis, s.Value, s.Claims...))
	k.edges = append(k.edges, view.Edge{From: k.entity(s.From), To: k.entity(s.To), Interests: []view.Interest{i}})
}

// channel says by which way a law comes that attaches to the party: by what the path
// has the party do, else by the effect.
func (k *picture) channel(party graph.EntityID, effect law.Effect, p Path) view.Channel {
	if party == k.focus || k.ofFocus(party) {
		return view.Direct
	}
	for _, s := range p.Steps {
		switch {
		case s.From != party:
		case s.Interest == graph.OfficerOf, s.Interest == graph.BoardMember, s.Interest == graph.BoardChair:
			return view.ByPeople
		case s.Interest.Family() == graph.Technology && s.Interest != graph.Operates && s.Interest != graph.Procures:
			return view.BySuppliers
		case s.Interest.Family() == graph.Ownership, s.Interest.Family() == graph.Control:
			return view.ByOwners
		}
	}
	switch effect {
	case law.ViaSupplier, law.Item:
		return view.BySuppliers
	case law.Obliged, law.Holder, law.Targeted:
		return view.ByOwners
	}
	return view.ByAssociates
}

// reached says how the finding stands, but for the party.
func (k *picture) reached(f *Finding) view.Reach {
	v := k.c.Voice
	return view.Reach{
		Law: f.Law, Name: k.lawName(f), Jurisdiction: f.Jurisdiction, Place: k.c.Place(f.Jurisdiction),
		Effect: string(f.Effect), EffectIn: v.Code("effect", string(f.Effect)), Scope: string(f.Scope), Own: f.OwnState,
		Verdict: string(f.Verdict), Because: string(f.Because), Activation: string(f.Activation), Confidence: string(f.Confidence),
		Standing: stands(f), Words: k.standing(f), Trigger: f.Trigger, Missing: f.Missing,
	}
}

// stands puts how a finding came out in one word.
func stands(f *Finding) view.Standing {
	switch f.Status {
	case exposure.Certified:
		return view.Certified
	case exposure.Eligible:
		return view.Eligible
	case exposure.Barred:
		return view.Barred
	case exposure.StatusUndetermined:
		return view.SchemeOpen
	}
	switch {
	case f.Verdict == exposure.NotReached:
		return view.NotReached
	case f.Verdict == exposure.Reached && f.Activation == law.Latent:
		return view.Latent
	case f.Verdict == exposure.Reached && f.Activation == law.Pending:
		return view.Pending
	case f.Verdict == exposure.Reached:
		return view.Binding
	}
	switch f.Because {
	case exposure.ByLaw:
		if f.IfTheoryHolds == exposure.Reached {
			return view.Disputed
		}
		return view.Open
	case exposure.ByStatus:
		return view.Unclear
	case exposure.ByConduct:
		return view.Conduct
	case exposure.ByCoverage:
		return view.NoPath
	}
	return view.Open
}

// standing puts verdict, reason, activation and firmness in words.
func (k *picture) standing(f *Finding) string {
	v := k.c.Voice
	parts := []string{v.Code("verdict", string(f.Verdict))}
	if f.Status != "" {
		parts[0] = v.Code("status", string(f.Status))
	}
	if stands(f) == view.Disputed {
		parts[0] = v.Say("picture.standing.disputed")
	} else if f.Because != "" {
		parts[0] += " (" + v.Code("because", string(f.Because)) + ")"
	}
	if f.Verdict == exposure.Reached && f.Activation != law.Active && f.Activation != "" {
		parts = append(parts, v.Code("activation", string(f.Activation)))
		if f.PendingUntil != 0 {
			parts[len(parts)-1] += " (" + v.Say("dates.from", "From", f.PendingUntil.String()) + ")"
		}
	}
	if f.Status == "" && f.Verdict != exposure.NotReached && f.Confidence != "" {
		parts = append(parts, v.Code("confidence", string(f.Confidence)))
	}
	return strings.Join(parts, ", ")
}
