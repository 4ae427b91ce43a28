// Package proof holds derivations: why an answer is what it is, as a tree whose
// leaves are claims and whose inner nodes name the inference and its numbers.
//
// The analyzer builds proofs while it decides; package check re-validates them
// against the claims with separate code. Absence is proven too: a relation is
// false only by the values that fill it or the coverage that closes it, and a
// presumption is a leaf of its own, so that a reader sees it.
package proof

import "longarm/graph"

// Truth is the value of a condition over all worlds: true in every one, false in
// every one, else open.
type Truth int8

// The three values, ordered so that "all" is the minimum and "any" the maximum.
const (
	False Truth = -1
	Open  Truth = 0
	True  Truth = 1
)

// Not swaps true and false and leaves open.
func (t Truth) Not() Truth { return -t }

// String renders "true", "false" or "open".
func (t Truth) String() string { return [...]string{"false", "open", "true"}[t+1] }

// MarshalText renders the value as [Truth.String] does.
func (t Truth) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// Rule names the inference of a node.
type Rule string

// The inferences. The doc of each says what Children and Claims must be.
const (
	// Statement: Holder has Interest in Subject by Claims. A leaf; true, or open
	// when the slot is unknown at the date or only a total names the holder.
	Statement Rule = "statement"
	// Attribute: Entity has Name = Text (at Other) by Claims. A leaf; true for the
	// fact as such.
	Attribute Rule = "attribute"
	// Place: Entity is, lies in or is an organ of the state with ISO code Text, by
	// Claims when the data has one. A leaf.
	Place Rule = "place"
	// Kind: Entity is of kind Text. A leaf.
	Kind Rule = "kind"
	// Identity: Entity is, or is not, the party the class names. A leaf.
	Identity Rule = "identity"
	// Closed: no further value of Interest of Entity exists: by the coverage in
	// Claims, or with empty Claims because the relation has one value, which a
	// sibling states, or because entities of its kind have none (Text says which).
	Closed Rule = "closed"
	// Presumed: Text is presumed of Entity without a claim (nobody is on a named
	// list without a statement). A leaf; false.
	Presumed Rule = "presumed"
	// Unstated: nothing is stated and nothing closes it. A leaf; open.
	Unstated Rule = "unstated"

	// Relation: a `rel` predicate. True by one child whose children are a
	// statement and what the other end is; false by all of them and Closed.
	Relation Rule = "relation"
	// Link: one candidate of a Relation: the steps to the other end and its class.
	Link Rule = "link"
	// Class: Entity is of Class, by its children.
	Class Rule = "class"
	// AttributeTest: an `attr` predicate over the facts in Children.
	AttributeTest Rule = "attribute-test"
	// Capability: a `capability` predicate.
	Capability Rule = "capability"
	// Holder: a `holder` predicate.
	Holder Rule = "holder"
	// Share: a threshold or control test of Row over the holders of Entity.
	Share Rule = "share"
	// All, Any, Not combine their children.
	All Rule = "all"
	Any Rule = "any"
	Not Rule = "not"

	// Row: gates and ground of Law/Row on Entity.
	Row Rule = "row"
	// Carried: Row binds Other, and the carrier Text takes it to Entity.
	Carried Rule = "carried"
	// Finding: the rows of one law and effect on Entity.
	Finding Rule = "finding"
)

// Node is one step of a derivation.
type Node struct {
	Rule     Rule            `json:"rule"`
	Value    Truth           `json:"value"`
	Entity   graph.EntityID  `json:"entity,omitempty"`
	Other    graph.EntityID  `json:"other,omitempty"`
	Holder   graph.EntityID  `json:"holder,omitempty"`
	Subject  graph.EntityID  `json:"subject,omitempty"`
	Interest graph.Interest  `json:"interest,omitempty"`
	Class    string          `json:"class,omitempty"`
	Law      string          `json:"law,omitempty"`
	Row      string          `json:"row,omitempty"`
	Name     string          `json:"name,omitempty"`
	Text     string          `json:"text,omitempty"`
	Claims   []graph.ClaimID `json:"statements,omitempty"`
	Numbers  *Numbers        `json:"numbers,omitempty"`
	Children []*Node         `json:"because,omitempty"`
}

// Numbers are the figures of a threshold test, in percent as exact decimal or
// rational text ("24", "100/3").
type Numbers struct {
	Basis      graph.Basis `json:"basis,omitempty"`
	Reading    string      `json:"reading,omitempty"`
	Aggregate  string      `json:"aggregate,omitempty"`
	Min        string      `json:"min"`
	Max        string      `json:"max"`
	MinOpen    bool        `json:"min_open,omitempty"`
	MaxOpen    bool        `json:"max_open,omitempty"`
	Comparison string      `json:"comparison,omitempty"`
	Threshold  string      `json:"threshold,omitempty"`
}

// Leaves lists the claims of the whole tree, sorted and without repetition.
func (n *Node) Leaves() []graph.ClaimID {
	seen := map[graph.ClaimID]bool{}
	n.Walk(func(m *Node) {
		for _, c := range m.Claims {
			seen[c] = true
		}
	})
	return graph.SortedClaims(seen)
}

// Walk visits the tree, parents before children.
func (n *Node) Walk(visit func(*Node)) {
	if n == nil {
		return
	}
	visit(n)
	for _, c := range n.Children {
		c.Walk(visit)
	}
}
