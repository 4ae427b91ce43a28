package queries

import (
	"cmp"
	"slices"

	"longarm/graph"
	"longarm/graph/ownership"
)

// ControlResult answers "who controls this entity" and "whom does it control".
type ControlResult struct {
	Header
	Question   string               `json:"question"` // controllers or controls
	Entity     graph.EntityID       `json:"entity"`
	Name       string               `json:"name"`
	Threshold  graph.Percent        `json:"threshold"`
	Comparison ownership.Comparison `json:"comparison"`
	Basis      graph.Basis          `json:"basis"`
	Certain    []Controller         `json:"certain"`  // in every world; sorted by id
	Possible   []Controller         `json:"possible"` // in some world, through stated pairs; sorted by id
	// MayJoin: in some world, but only together with another; sorted by id.
	MayJoin []Controller   `json:"only_with_others,omitempty"`
	Joint   []JointParty   `json:"joint"` // one entry a party, or of controls one a company; sorted by id
	Groups  []JointControl `json:"joint_groups"`
	Other   []Controller   `json:"other"` // stated rights that are no control by themselves; sorted by id
	// RestMay: one holder nobody names could control the entity.
	RestMay bool `json:"undisclosed_may_control"`
}

// Controller is one party, or one company controlled, with its grounds.
type Controller struct {
	ID      graph.EntityID     `json:"id"`
	Name    string             `json:"name"`
	Kind    graph.Kind         `json:"kind"`
	Country string             `json:"country,omitempty"`
	Grounds []ownership.Ground `json:"grounds"` // strongest first
}

// JointParty is one of several parties that control together, or one company so
// controlled, with the others.
type JointParty struct {
	Controller
	With []graph.EntityID `json:"with"` // the other parties, sorted
}

// JointControl is a set of parties that control together and not alone.
type JointControl struct {
	Members []graph.EntityID `json:"members"` // sorted
	Company graph.EntityID   `json:"company"`
	Ground  ownership.Ground `json:"ground"`
}

var controllersQuery = Query{
	Name: "controllers", Args: []string{"ENTITY"},
	Doc: "who controls an entity for certain, possibly, jointly",
	Run: func(c *Context, p Params) (Answer, error) { return Controllers(c, p) },
}

// Controllers lists who controls p.Args[0] at p.Threshold in p.Basis (votes when
// empty).
func Controllers(c *Context, p Params) (*ControlResult, error) {
	return control(c, p, "controllers", (*ownership.Model).Controllers)
}

func control(c *Context, p Params, question string, ask func(*ownership.Model, graph.EntityID, ownership.Threshold, graph.Basis) *ownership.ControlAnswer) (*ControlResult, error) {
	id, err := c.Resolve(p.Arg(0))
	if err != nil {
		return nil, err
	}
	basis, err := basisOr(p.Basis, graph.Votes, false)
	if err != nil {
		return nil, err
	}
	t := ownership.Majority
	if p.Threshold != nil {
		t = *p.Threshold
	}
	a := ask(c.model(), id, t, basis)
	out := &ControlResult{Question: question, Entity: id, Name: c.Name(id), Threshold: t.Percent, Comparison: t.Comparison, Basis: basis,
		Certain: c.controllers(a.Certain), Possible: c.controllers(a.Possible), MayJoin: c.controllers(a.MayJoin), Other: c.controllers(a.Other), Joint: []JointParty{}, Groups: []JointControl{}, RestMay: a.RestMay}
	about := map[graph.EntityID]bool{id: true}
	for _, list := range [][]Controller{out.Certain, out.Possible, out.MayJoin, out.Other} {
		for _, k := range list {
			about[k.ID] = true
		}
	}
	for _, j := range a.Joint {
		out.Groups = append(out.Groups, JointControl{Members: j.Members, Company: j.Company, Ground: j.Ground})
		out.Joint = append(out.Joint, c.jointParties(j, question, id)...)
		about[j.Company] = true
	}
	slices.SortStableFunc(out.Joint, func(x, y JointParty) int { return cmp.Compare(x.ID, y.ID) })
	out.Header = c.header(append(c.flagsOf(about), a.Flags...), c.votesAssumed(basis, about)...)
	return out, nil
}

// jointParties lists who shares control of the company asked about, or the company
// that the party asked about controls with others.
func (c *Context) jointParties(j ownership.Joint, question string, asked graph.EntityID) []JointParty {
	ids := j.Members
	if question == "controls" {
		ids = []graph.EntityID{j.Company}
	}
	var out []JointParty
	for _, id := range ids {
		with := slices.DeleteFunc(slices.Clone(j.Members), func(m graph.EntityID) bool { return m == id || question == "controls" && m == asked })
		k := c.controllers([]ownership.Controller{{ID: id, Grounds: []ownership.Ground{j.Ground}}})[0]
		out = append(out, JointParty{Controller: k, With: with})
	}
	return out
}

func (c *Context) controllers(list []ownership.Controller) []Controller {
	out := make([]Controller, 0, len(list))
	for _, k := range list {
		b := c.Brief(k.ID)
		out = append(out, Controller{ID: k.ID, Name: b.Name, Kind: b.Kind, Country: b.Country, Grounds: nonNil(k.Grounds)})
	}
	return out
}

// Split returns one answer for each party, in the order certain, possible, only with
// others, joint, other.
func (r *ControlResult) Split() []Answer {
	var out []Answer
	empty := *r
	empty.Certain, empty.Possible, empty.Joint, empty.Groups, empty.Other = []Controller{}, []Controller{}, []JointParty{}, []JointControl{}, []Controller{}
	empty.MayJoin = nil
	add := func(set func(*ControlResult)) {
		one := empty
		set(&one)
		out = append(out, &one)
	}
	for i := range r.Certain {
		add(func(o *ControlResult) { o.Certain = r.Certain[i : i+1] })
	}
	for i := range r.Possible {
		add(func(o *ControlResult) { o.Possible = r.Possible[i : i+1] })
	}
	for i := range r.MayJoin {
		add(func(o *ControlResult) { o.MayJoin = r.MayJoin[i : i+1] })
	}
	for i := range r.Groups {
		add(func(o *ControlResult) { o.Groups = r.Groups[i : i+1] })
	}
	for i := range r.Other {
		add(func(o *ControlResult) { o.Other = r.Other[i : i+1] })
	}
	return out
}
