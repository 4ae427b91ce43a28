package ownership

import "longarm/graph"

// Owner is one upstream holder of a company.
type Owner struct {
	ID         graph.EntityID  `json:"id"`
	Kind       graph.Kind      `json:"kind"`
	Basis      graph.Basis     `json:"basis,omitempty"` // when either was asked
	Direct     *Range          `json:"direct"`          // its own holding; nil when it has none
	Integrated Range           `json:"integrated"`      // hitting probability, tight
	Claims     []graph.ClaimID `json:"statements,omitempty"`
}

// Undisclosed is the mass no statement gives to anyone.
type Undisclosed struct {
	Direct     Range `json:"direct"`     // among the direct holders
	Integrated Range `json:"integrated"` // anywhere upstream
}

// OwnersAnswer lists the upstream holders of a company.
type OwnersAnswer struct {
	Entity      graph.EntityID
	Basis       graph.Basis
	Owners      []Owner // by integrated.min descending, then id
	Undisclosed Undisclosed
	Flags       []graph.Flag
}

// GroundKind names a ground of control: "majority" for votes, else the code of
// the stated interest.
type GroundKind string

// Grounds that are not the code of an interest.
const (
	GroundMajority GroundKind = "majority"
	GroundJoint    GroundKind = "joint"
)

// Step is one link of a derivation of control: why Subject is controlled.
type Step struct {
	Kind    GroundKind       `json:"kind"`
	Holders []graph.EntityID `json:"holders"` // the controlling party and those it controls that hold here, sorted
	Subject graph.EntityID   `json:"subject"`
	Share   *Range           `json:"share,omitempty"` // of the coalition, for majority and joint
	Value   string           `json:"value,omitempty"` // the source's words
	Claims  []graph.ClaimID  `json:"statements"`
}

// Ground is one reason why a party controls, or may control, a company.
type Ground struct {
	Holder graph.EntityID `json:"holder,omitempty"` // the party, where the list mixes several
	Kind   GroundKind     `json:"kind"`
	// Via are the controlled intermediaries that hold the ground, sorted; empty
	// when the party holds it itself.
	Via   []graph.EntityID `json:"via,omitempty"`
	Share *Range           `json:"share,omitempty"`
	Value string           `json:"value,omitempty"`
	Steps []Step           `json:"steps,omitempty"` // the whole derivation, in order; the last concerns the company
	// Omitted is how many steps of a very long derivation are left out, counted up to
	// some forty; they are told under the parties of Via.
	Omitted int             `json:"steps_omitted,omitempty"`
	Claims  []graph.ClaimID `json:"statements"` // of the whole derivation, sorted; of a long one, of what is told

	rests *trail // of a long derivation, all it rests on
}

// Controller is one party with its grounds, strongest first.
type Controller struct {
	ID      graph.EntityID `json:"id"`
	Grounds []Ground       `json:"grounds"`
}

// Joint is a set of parties none of which controls alone but all together.
type Joint struct {
	Members []graph.EntityID `json:"members"` // sorted
	Company graph.EntityID   `json:"company"`
	Ground  Ground           `json:"ground"`
}

// ControlAnswer lists who controls a company, or whom a holder controls.
type ControlAnswer struct {
	Entity    graph.EntityID
	Threshold Threshold
	Basis     graph.Basis
	Certain   []Controller // in every world; sorted by id
	Possible  []Controller // in some world only, through stated pairs; sorted by id
	Joint     []Joint
	// MayJoin may control in some world, but only together with others: as one half of two,
	// or by a concert; sorted by id. Who is certain, possible or joint is not in it.
	MayJoin []Controller
	Other   []Controller // stated rights that are no control by themselves; sorted by id
	// RestMay: one undisclosed holder could control the company.
	RestMay bool
	// RestMayJoin: it could not alone, but together with another.
	RestMayJoin bool
	Flags       []graph.Flag

	row       *row
	halves    []half // see half
	restHalf  bool   // one that nobody names may be one
	restJoins bool   // and may find another
	concert   []int  // who acts in a stated concert that may pass
}

// ClassControl says whether members of a class control a company by the grounds a
// rule accepts.
type ClassControl struct {
	Met     Verdict
	Because Because // facts when undetermined by a lead; empty with Met undetermined means nothing leads, only coverage lacks
	Limbs   []LimbResult
	Grounds []Ground // met for certain, by limb then holder
	// Contributions are the members that lead to control, certain or possible.
	Contributions []Contribution
	Missing       []Missing
	Open          []OpenRelation  // what no coverage closes
	Claims        []graph.ClaimID // used, coverage included; sorted
}

// LimbResult is the answer on one limb.
type LimbResult struct {
	Limb     string
	Met      Verdict
	Lead     bool // when undetermined: some statement leads toward it
	Grounds  []Ground
	Possible []Ground
}

// OpenRelation is a relation no coverage closes for the subject.
type OpenRelation struct {
	Interest graph.Interest `json:"interest"`
	Subject  graph.EntityID `json:"subject"`
}
