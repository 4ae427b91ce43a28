package view

import (
	"cmp"
	"slices"

	"longarm/graph"
)

// Standing is how a law stands to the party, in one word made of verdict,
// activation and reason; in the order a reader meets them.
type Standing uint8

// The standings.
const (
	Binding  Standing = iota + 1 // reached, active
	Latent                       // reached, once a trigger event happens
	Pending                      // reached, in force from a later date
	Disputed                     // reached if a contested theory holds
	Open                         // undetermined: facts are missing, or readings disagree
	Unclear                      // undetermined: the status of the law at the date
	Conduct                      // undetermined: an act would decide
	Certified
	Eligible
	Barred
	SchemeOpen // a scheme, undetermined
	NoPath     // undetermined: nothing leads there, nothing closes it
	NotReached
)

// String returns the key of the standing: "reached", "latent", "disputed".
func (s Standing) String() string {
	return [...]string{"", "reached", "latent", "pending", "disputed", "open", "unclear", "conduct", "certified", "eligible", "barred", "scheme-open", "no-path", "not-reached"}[s]
}

// Reach is one effect of one law, on the edge from the law to the party it attaches
// to.
type Reach struct {
	Law          string // id
	Name         string // short name, without the state
	Jurisdiction string // ISO code
	Place        string // the jurisdiction in words
	Effect       string // obliged, targeted, via-supplier, item, holder, buyer
	EffectIn     string // the same in words
	Scope        string // home, host, extraterritorial, ownership-screen, scheme
	Own          bool   // law of the provider's own state or bloc
	Verdict      string // reached, not-reached, undetermined; empty for a scheme
	Because      string // facts, law, status, conduct, coverage
	Activation   string // active, latent, pending
	Confidence   string // settled, arguable, contested
	Standing     Standing
	Words        string   // verdict, reason, activation and firmness in words
	Trigger      string   // what a latent reach waits for, in words
	Ties         []string // the grounds by which the law attaches, in words: "establishment"; sorted
	Missing      []string // the questions that are open, in words
	Through      Channel
	Claims       []graph.ClaimID // sorted
	Evidence     graph.Evidence
}

// Channel is the way a law comes to the focus.
type Channel string

// The channels.
const (
	Direct       Channel = "direct"    // attaches to the focus itself
	ByOwners     Channel = "owners"    // to a holder or controller of it
	BySuppliers  Channel = "suppliers" // to who supplies, operates or keeps something for it
	ByPeople     Channel = "people"    // to an officer or member of its staff
	ByAssociates Channel = "others"
)

// Rank orders firmness: 3 settled, 2 arguable, 1 contested, 0 unknown.
func rank(confidence string) int {
	switch confidence {
	case "settled":
		return 3
	case "arguable":
		return 2
	case "contested":
		return 1
	}
	return 0
}

func compareReaches(a, b Reach) int {
	return cmp.Or(cmp.Compare(a.Law, b.Law), cmp.Compare(a.Effect, b.Effect), cmp.Compare(a.Standing, b.Standing), slices.Compare(a.Ties, b.Ties))
}

// LawGroup is the laws of a box that stand alike.
type LawGroup struct {
	Standing   Standing
	Confidence string
	Heading    string // in words: "Reached, arguable"
	Laws       []LawLine
}

// LawLine is one law of a box.
type LawLine struct {
	Law  string
	Name string // short name, without the state
	// Only names the parties it comes through, in words, where those are fewer than the
	// box leads to.
	Only    []string
	Reaches []Reach
}
