package queries

import (
	"encoding/json"

	"longarm/graph"
	"longarm/graph/ownership"
)

// OwnersResult answers "who owns this company, directly and through others".
type OwnersResult struct {
	Header
	Entity      graph.EntityID `json:"entity"`
	Name        string         `json:"name"`
	Basis       graph.Basis    `json:"basis"`
	Owners      []OwnerRow     `json:"owners"`      // by least integrated share descending, then id
	Undisclosed Undisclosed    `json:"undisclosed"` // the part of the direct holdings nobody is named for
	Hidden      int            `json:"hidden,omitempty"`
}

// OwnerRow is one upstream holder.
type OwnerRow struct {
	ID         graph.EntityID   `json:"id"`
	Name       string           `json:"name"`
	Kind       graph.Kind       `json:"kind"`
	Country    string           `json:"country,omitempty"`
	Basis      graph.Basis      `json:"basis,omitempty"` // when either was asked
	Direct     *ownership.Range `json:"direct"`          // nil when it holds only through others
	Integrated ownership.Range  `json:"integrated"`      // probability of hitting the holder, in percent
	Evidence   graph.Evidence   `json:"evidence,omitempty"`
	Claims     []graph.ClaimID  `json:"statements,omitempty"`
}

// Undisclosed is the rest no statement gives to anyone: among the direct holders,
// and anywhere upstream.
type Undisclosed struct {
	Direct     ownership.Range
	Integrated ownership.Range
}

// MarshalJSON renders the direct rest as a share with the integrated one beside
// it.
func (u Undisclosed) MarshalJSON() ([]byte, error) {
	number := func(r ownership.Range) (lo, hi json.Number) {
		return json.Number(ownership.FormatPercent(r.Min)), json.Number(ownership.FormatPercent(r.Max))
	}
	lo, hi := number(u.Direct)
	return json.Marshal(struct {
		Min        json.Number     `json:"min"`
		Max        json.Number     `json:"max"`
		MinOpen    bool            `json:"min_open,omitempty"`
		MaxOpen    bool            `json:"max_open,omitempty"`
		Integrated ownership.Range `json:"integrated"`
	}{lo, hi, u.Direct.MinOpen, u.Direct.MaxOpen, u.Integrated})
}

var ownersQuery = Query{
	Name: "owners", Args: []string{"ENTITY"},
	Doc: "who owns an entity, directly and through others, as exact bands",
	Run: func(c *Context, p Params) (Answer, error) { return Owners(c, p) },
}

// Owners lists the upstream holders of p.Args[0] in p.Basis (capital when empty).
// Holders whose share is below p.Min in every case are counted in Hidden.
func Owners(c *Context, p Params) (*OwnersResult, error) {
	id, err := c.Resolve(p.Arg(0))
	if err != nil {
		return nil, err
	}
	basis, err := basisOr(p.Basis, graph.Capital, true)
	if err != nil {
		return nil, err
	}
	a := c.model().Owners(id, basis)
	out := &OwnersResult{Entity: id, Name: c.Name(id), Basis: basis, Owners: []OwnerRow{},
		Undisclosed: Undisclosed{a.Undisclosed.Direct, a.Undisclosed.Integrated}}
	about := map[graph.EntityID]bool{id: true}
	for _, o := range a.Owners {
		about[o.ID] = true
		if o.Integrated.Max.Cmp(p.Min.Rat()) < 0 {
			out.Hidden++
			continue
		}
		row := OwnerRow{ID: o.ID, Name: c.Name(o.ID), Kind: o.Kind, Country: c.Country(o.ID), Direct: o.Direct, Integrated: o.Integrated, Claims: o.Claims}
		if basis == ownership.Either {
			row.Basis = o.Basis
		}
		row.Evidence = c.worstEvidence(o.Claims)
		out.Owners = append(out.Owners, row)
	}
	out.Header = c.header(append(c.flagsOf(about), a.Flags...), c.votesAssumed(basis, about)...)
	return out, nil
}

// Split returns one answer for each owner.
func (r *OwnersResult) Split() []Answer {
	out := make([]Answer, len(r.Owners))
	for i := range r.Owners {
		one := *r
		one.Owners = r.Owners[i : i+1]
		out[i] = &one
	}
	return out
}

func (c *Context) worstEvidence(ids []graph.ClaimID) graph.Evidence {
	var worst graph.Evidence
	for _, id := range ids {
		if base := c.Ledger().Claim(id); base != nil && (worst == 0 || base.Evidence < worst) {
			worst = base.Evidence
		}
	}
	return worst
}

// votesAssumed says for which of the entities votes are taken from capital.
func (c *Context) votesAssumed(b graph.Basis, about map[graph.EntityID]bool) []Assumption {
	if b != graph.Votes && b != ownership.Either && b != "" {
		return nil
	}
	list := intersect(c.Graph.AssumedVotes(), about)
	if len(list) == 0 {
		return nil
	}
	return []Assumption{c.assumption(votesFromCapital, list, "")}
}

func basisOr(b, otherwise graph.Basis, profit bool) (graph.Basis, error) {
	switch b {
	case "":
		return otherwise, nil
	case graph.Capital, graph.Votes, ownership.Either:
		return b, nil
	case graph.Profit:
		if profit {
			return b, nil
		}
	case graph.Both:
		return ownership.Either, nil
	}
	return "", &Usage{Message: graph.Say("unknown basis %q", "base inconnue, %q", string(b)), Advice: graph.Say("use capital, votes, either or profit", "écrivez capital, votes, either ou profit")}
}
