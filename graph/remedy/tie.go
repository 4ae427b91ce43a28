package remedy

import (
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
)

// Tie is everything of one kind that stands between two parties: their offers count
// as they do. To end it is one change.
type Tie struct {
	Holder    graph.EntityID   `json:"from"`
	Subject   graph.EntityID   `json:"to"`
	Interests []graph.Interest `json:"interests"`  // what ends, sorted
	Claims    []graph.ClaimID  `json:"statements"` // in force or unknown, sorted
	family    graph.Family
}

func (t *Tie) key() string {
	return string(t.Holder) + "\n" + string(t.Subject) + "\n" + string(rune('0'+t.family))
}

// party is who stands behind an entity: the operator of an offer, else itself.
func party(g *graph.Graph, id graph.EntityID) graph.EntityID {
	if e := g.Entity(id); e == nil || e.Kind != graph.Offer {
		return id
	}
	for _, l := range g.To(id) {
		if l.Interest == graph.Operates && g.Entity(l.Holder).Kind != graph.Offer {
			return l.Holder
		}
	}
	return id
}

// withOffers is a party and the offers it operates.
func withOffers(g *graph.Graph, id graph.EntityID) []graph.EntityID {
	out := []graph.EntityID{id}
	for _, l := range g.From(id) {
		if e := g.Entity(l.Subject); l.Interest == graph.Operates && e != nil && e.Kind == graph.Offer {
			out = append(out, l.Subject)
		}
	}
	return out
}

// tieOf is the tie a step belongs to; nil for a step that cannot end: where a party
// is formed, seated, a national or resident, and what it operates itself.
func tieOf(v *law.Vocabulary, g *graph.Graph, provider graph.EntityID, s exposure.Step) *Tie {
	if s.Interest.SingleValued() || s.Interest == graph.NationalOf || s.Interest == graph.ResidentIn {
		return nil
	}
	from, to := party(g, s.From), party(g, s.To)
	if from == to {
		return nil // what a party operates itself
	}
	t := &Tie{Holder: from, Subject: to, family: s.Interest.Family()}
	if s.Interest == graph.OfficerOf {
		t.family = graph.Control
	}
	if t.family == graph.Jurisdiction {
		return single(g, t, s)
	}
	subjects := withOffers(g, to)
	for _, holder := range withOffers(g, from) {
		for _, l := range g.From(holder) {
			if slices.Contains(subjects, l.Subject) && sameFamily(t.family, l.Interest) {
				t.take(l.Interest, l.Claims)
			}
		}
		for _, f := range g.Facts(holder) {
			if t.family == graph.Technology && f.Name == "capability" && slices.Contains(subjects, f.At) {
				i := graph.SuppliesTechnology // updates and source code are no custody
				if slices.Contains(v.Custody, f.Value) {
					i = graph.HasCustody
				}
				t.take(i, f.Claims)
			}
		}
	}
	return t.sorted()
}

func sameFamily(f graph.Family, i graph.Interest) bool {
	if i == graph.OfficerOf {
		return f == graph.Control
	}
	return i.Family() == f
}

// single is a tie to a place, exchange or list: that relation alone.
func single(g *graph.Graph, t *Tie, s exposure.Step) *Tie {
	t.Holder, t.Subject = s.From, s.To
	for _, l := range g.From(s.From) {
		if l.Interest == s.Interest && l.Subject == s.To {
			t.take(l.Interest, l.Claims)
		}
	}
	return t.sorted()
}

func (t *Tie) take(i graph.Interest, claims []graph.ClaimID) {
	if !slices.Contains(t.Interests, i) {
		t.Interests = append(t.Interests, i)
	}
	t.Claims = append(t.Claims, claims...)
}

func (t *Tie) sorted() *Tie {
	if len(t.Claims) == 0 {
		return nil
	}
	slices.Sort(t.Interests)
	slices.Sort(t.Claims)
	t.Claims = slices.Compact(t.Claims)
	return t
}

// endIn adds the end of the tie to an edit: what is stated ends on the day, and a
// holding leaves a stated zero, so that its holder is none of those nobody names.
func (t *Tie) endIn(e *graph.Edit, g *graph.Graph) {
	l := g.Ledger()
	zero := map[string]bool{}
	for _, id := range t.Claims {
		e.Ends[id] = g.Date()
		s := l.Statement(id)
		if s == nil || !s.Interest.CarriesShare() {
			continue
		}
		key := strings.Join([]string{string(s.Holder), string(s.Subject), string(s.Basis)}, "\n")
		if !zero[key] {
			zero[key] = true
			e.Statements = append(e.Statements, graph.Statement{Claim: claim(e, g), Holder: s.Holder, Subject: s.Subject, Interest: s.Interest, Basis: s.Basis,
				Share: graph.Exact(0), Figure: true})
		}
	}
}

// claim is the common part of what is supposed, with an id of its own.
func claim(e *graph.Edit, g *graph.Graph) graph.Claim {
	n := len(e.Statements) + len(e.Attributes) + len(e.Coverages)
	id := "remedy-" + itoa(n)
	for g.Ledger().Claim(graph.ClaimID(id)) != nil {
		id += "x"
	}
	return graph.Claim{ID: graph.ClaimID(id), Period: graph.Period{From: g.Date()}, Evidence: graph.High}
}
