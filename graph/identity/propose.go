package identity

import (
	"cmp"
	"slices"
	"strings"

	"longarm/graph"
)

// Candidate is an entity that may be another one, with what is known to compare.
type Candidate struct {
	Record
	Jurisdiction string // ISO code of where it is incorporated, a national, or seated; "" when not known
}

// Proposal says that two entities may be one, and why; a person decides.
type Proposal struct {
	A, B  graph.EntityID
	Score float64 // 0 to 1
	Why   []Sign  // what speaks for it and against it, the names first
}

// Sign is one thing that speaks for or against two records being one entity.
type Sign struct {
	Kind SignKind
	// A and B are what the two have: names, legal forms, ISO codes of states; B is empty
	// where both have A.
	A, B    string
	Percent int // how alike names are
}

// SignKind says what a sign is about.
type SignKind string

// The signs.
const (
	OneName      SignKind = "one-name"
	NamesAlike   SignKind = "names-alike"
	ShortName    SignKind = "short-name" // "SAP", "BP": short names prove little
	OneForm      SignKind = "one-form"
	FormsDiffer  SignKind = "forms-differ"
	OnePlace     SignKind = "one-place"
	PlacesDiffer SignKind = "places-differ"
	PlaceUnknown SignKind = "place-unknown" // of one of them
	Namesakes    SignKind = "namesakes"     // persons share names
)

// LeastScore is the score below which nothing is proposed.
const LeastScore = 0.75

// Compare rates how likely two records speak of one entity, from their names without
// legal form, their legal forms, their jurisdictions and identifiers. No proposal
// comes of a pair of which kinds or identifiers exclude each other, of nameless
// ones, of two the same data keeps apart, or of persons of whom nothing but the name
// agrees.
func Compare(a, b Candidate) (Proposal, bool) {
	p := Proposal{A: min(a.ID, b.ID), B: max(a.ID, b.ID)}
	if a.ID == b.ID || a.From == b.From || a.Kind != "" && b.Kind != "" && !alike(a.Kind, b.Kind) {
		return p, false
	}
	if clash := differ(&a.Entity, &b.Entity); clash != "" {
		return p, false
	}
	score, why, ok := compareNames(&a.Entity, &b.Entity)
	if !ok {
		return p, false
	}
	p.Why = append(p.Why, why...)
	switch {
	case a.Jurisdiction == "" || b.Jurisdiction == "":
		score *= 0.9
		p.Why = append(p.Why, Sign{Kind: PlaceUnknown})
	case a.Jurisdiction == b.Jurisdiction:
		p.Why = append(p.Why, Sign{Kind: OnePlace, A: a.Jurisdiction})
	default:
		score *= 0.6
		p.Why = append(p.Why, Sign{Kind: PlacesDiffer, A: a.Jurisdiction, B: b.Jurisdiction})
	}
	if person := a.Kind == graph.Person || b.Kind == graph.Person; person {
		score *= 0.85 // namesakes
		p.Why = append(p.Why, Sign{Kind: Namesakes})
	}
	p.Score = float64(int(score*1000+0.5)) / 1000
	return p, p.Score >= LeastScore
}

// differ names an identifier of which each has a value of its own.
func differ(a, b *graph.Entity) string {
	values := map[string]string{}
	for _, i := range Strong(a) {
		values[i.Scheme] = i.ID
	}
	for _, i := range Strong(b) {
		if have, ok := values[i.Scheme]; ok && have != i.ID && (single(i.Scheme) || strings.Contains(i.Scheme, "-")) {
			return i.Scheme
		}
	}
	return ""
}

// compareNames rates the pair of names that agree best.
func compareNames(a, b *graph.Entity) (score float64, why []Sign, ok bool) {
	type pick struct {
		x, y  Name
		score float64
	}
	best := pick{}
	for _, x := range names(a) {
		for _, y := range names(b) {
			s := Likeness(x.Core, y.Core)
			switch {
			case x.Core == "" || y.Core == "":
				continue
			case x.Form != "" && y.Form != "" && x.Form != y.Form:
				s *= 0.85
			}
			if s > best.score {
				best = pick{x, y, s}
			}
		}
	}
	if best.score == 0 {
		return 0, nil, false
	}
	if best.x.Core == best.y.Core {
		why = append(why, Sign{Kind: OneName, A: best.x.Text, B: best.y.Text})
	} else {
		why = append(why, Sign{Kind: NamesAlike, A: best.x.Text, B: best.y.Text, Percent: int(100*Likeness(best.x.Core, best.y.Core) + 0.5)})
	}
	switch {
	case best.x.Form != "" && best.x.Form == best.y.Form:
		why = append(why, Sign{Kind: OneForm, A: best.x.Form})
	case best.x.Form != "" && best.y.Form != "":
		why = append(why, Sign{Kind: FormsDiffer, A: best.x.Form, B: best.y.Form})
	}
	if len(best.x.Core) < 4 {
		best.score *= 0.9
		why = append(why, Sign{Kind: ShortName})
	}
	return best.score, why, true
}

func names(e *graph.Entity) []Name {
	all := append([]string{e.Name, e.LegalName}, e.Aliases...)
	for _, n := range e.Names {
		all = append(all, n)
	}
	slices.Sort(all)
	var out []Name
	for _, text := range slices.Compact(all) {
		if text != "" {
			out = append(out, Split(text))
		}
	}
	return out
}

// SortProposals orders proposals by score, best first, then by their ids.
func SortProposals(list []Proposal) {
	slices.SortFunc(list, func(a, b Proposal) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
	})
}
