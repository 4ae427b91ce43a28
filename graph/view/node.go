package view

import (
	"strings"

	"longarm/graph"
)

// NodeID names a node within a view. Ids hold whatever the data's ids hold: an
// encoder that needs tame ones makes its own.
type NodeID string

// Sort says what a node stands for.
type Sort string

// The sorts of node. A stack and a box of laws are in folded views only.
const (
	EntitySort Sort = "entity"
	LawSort    Sort = "law"   // one law
	LawsSort   Sort = "laws"  // laws of one state that come by one way: see [Node.Laws]
	StackSort  Sort = "stack" // several parties drawn as one: see [Node.Members]
	RestSort   Sort = "rest"  // the part of a company's holdings nobody is named for
)

const (
	lawPrefix    = "law:"
	lawsPrefix   = "laws:"
	stackPrefix  = "stack:"
	restPrefix   = "rest:"
	entityPrefix = "entity:"
)

// EntityNode is the id of an entity's node: the entity's own, unless that looks like
// the id of something that is no entity.
func EntityNode(id graph.EntityID) NodeID {
	for _, p := range []string{lawPrefix, lawsPrefix, stackPrefix, restPrefix, entityPrefix} {
		if strings.HasPrefix(string(id), p) {
			return NodeID(entityPrefix + string(id))
		}
	}
	return NodeID(id)
}

// LawNode is the id of a law's node.
func LawNode(law string) NodeID { return NodeID(lawPrefix + law) }

// RestNode is the id of the undisclosed rest of a company's holdings.
func RestNode(company graph.EntityID) NodeID { return NodeID(restPrefix + string(company)) }

// Role says what a node does in the answer; of several the first below.
type Role string

// The roles.
const (
	FocusRole    Role = "focus"      // what the question is about
	StateRole    Role = "state"      // a state, bloc or subdivision
	LawRole      Role = "law"        // a law, or a box of them
	HolderRole   Role = "holder"     // holds shares or votes of something nearer the focus
	ControlRole  Role = "controller" // has a right of control without a share
	BoardRole    Role = "board"      // a director, officer or manager
	SupplierRole Role = "supplier"   // supplies, operates, hosts or keeps something for another
	HeldRole     Role = "held"       // lies below the focus
	CustomerRole Role = "customer"
	OfferRole    Role = "offer"
	ListRole     Role = "list" // a designation list, exchange or scheme
	OtherRole    Role = "other"
)

// Node is one party, law or group of them.
type Node struct {
	ID      NodeID
	Sort    Sort
	Entity  graph.EntityID // of an entity and of a rest; else empty
	Law     string         // id, of a law
	Kind    graph.Kind     // of an entity; "law" of a law
	KindIn  string         // the kind in words
	Role    Role
	Name    string // as displayed; as the data has it, hostile bytes included
	Caption string // a few words below the name: "cloud provider", the title of a law; may be empty
	Country string // ISO 3166-1 alpha-2, or "EU"; of a law its jurisdiction; may be empty
	Place   string // the country in words
	Focus   bool   // what the question is about

	// Marks are what an authority has decided about the party, in words: lists it
	// stands on, certificates. Sorted.
	Marks []string
	// Ties say where the party belongs, in words, where no node stands for the place:
	// "incorporated in Delaware". Sorted.
	Ties []string
	// Members are the parties of a stack, in the order they are told.
	Members []Member
	// Laws are what a box of laws holds, the firmest first.
	Laws []LawGroup
	// Channel is the way the laws of a box come.
	Channel Channel
	// Claims are the statements the node itself rests on; sorted. Those of its links
	// stand on the edges.
	Claims []graph.ClaimID
}

// Member is one party of a stack.
type Member struct {
	ID      NodeID
	Entity  graph.EntityID
	Name    string
	Country string
	Label   string // what stands on its edge: "1.2 %"
	Claims  []graph.ClaimID
}
