package ownership

import (
	"math/big"

	"longarm/graph"
)

// Tables is what this package reads of a graph; *graph.Graph satisfies it.
type Tables interface {
	// CapTable returns the holders of a company in one basis, never nil.
	CapTable(company graph.EntityID, b graph.Basis) *graph.CapTable
	// Subjects lists the companies the holder has shares of in the basis, sorted.
	Subjects(holder graph.EntityID, b graph.Basis) []graph.EntityID
	// Entity returns the entity, or nil.
	Entity(id graph.EntityID) *graph.Entity
	// From lists the links the entity holds, sorted by interest, subject, basis.
	From(holder graph.EntityID) []*graph.Link
	// To lists the links others hold in the entity, sorted by interest, holder, basis.
	To(subject graph.EntityID) []*graph.Link
	// IsComplete reports the coverage that closes a relation of the entity.
	IsComplete(id graph.EntityID, i graph.Interest) (graph.ClaimID, bool)
}

// Either asks for capital and votes, each tested by itself. The empty basis, a
// text silent on it, means the same.
const Either graph.Basis = "either"

// Verdict says whether a condition holds in every world, in none, or in some.
type Verdict string

// The verdicts on a condition.
const (
	Yes          Verdict = "yes"
	No           Verdict = "no"
	Undetermined Verdict = "undetermined"
)

// Because says why a verdict is undetermined.
type Because string

// The reasons: a missing fact, or a law open to two readings.
const (
	BecauseFacts Because = "facts"
	BecauseLaw   Because = "law"
)

// Comparison is how a value is held against a threshold.
type Comparison string

// The comparisons.
const (
	MoreThan Comparison = ">"
	AtLeast  Comparison = ">="
)

// Aggregate says whose holdings are added up.
type Aggregate string

// The aggregates. The empty one means unspecified.
const (
	AggregateNone        Aggregate = "none"    // each holder alone
	AggregateChains      Aggregate = "chains"  // each holder alone, every chain of links by itself
	AggregateConcert     Aggregate = "concert" // holders acting jointly as one, others alone
	AggregateClass       Aggregate = "class"   // all members of the class together
	AggregateUnspecified Aggregate = "unspecified"
)

// Reading says how indirect holdings count.
type Reading string

// The readings. The empty one means unspecified.
const (
	ReadNone        Reading = "none"    // direct holdings only
	ReadTier        Reading = "tier"    // a company past the link threshold counts as its holder
	ReadProduct     Reading = "product" // integrated ownership
	ReadHybrid      Reading = "hybrid"  // products, links past the threshold counting 100 %
	ReadControl     Reading = "control" // votes of the holder and all it controls
	ReadUnspecified Reading = "unspecified"
)

// Hybrid says which links past the threshold count 100 % in the hybrid reading.
type Hybrid string

// The variants: every link (31 CFR 850.206, 47 CFR 73.3555), or every link but
// those the class itself holds (31 CFR 800.244). The empty one means AllLinks.
const (
	AllLinks    Hybrid = "all-links"
	TopLinkKept Hybrid = "top-link-kept"
)

// Membership says whether an entity belongs to a class.
type Membership uint8

// The memberships.
const (
	Outside Membership = iota
	Maybe
	Member
)

// Class is the set of holders a test asks about. The company tested never counts
// among its own holders.
type Class struct {
	Label string
	In    func(graph.EntityID) Membership
	// Key, when set, names what In answers: classes with one key are the same.
	Key string
	// RestMay: undisclosed holders may belong, as with a class defined by a
	// predicate. Nobody is presumed to be on a list of names.
	RestMay bool
}

// Named returns the class of exactly the given entities.
func Named(label string, ids ...graph.EntityID) Class {
	set := make(map[graph.EntityID]bool, len(ids))
	for _, id := range ids {
		set[id] = true
	}
	return Class{Label: label, In: func(id graph.EntityID) Membership {
		if set[id] {
			return Member
		}
		return Outside
	}}
}

// Threshold is a percentage and how to compare with it.
type Threshold struct {
	Percent    graph.Percent `json:"percent"`
	Comparison Comparison    `json:"comparison"`
}

// Majority is more than 50 %, the default test of control and of links.
var Majority = Threshold{Percent: graph.WholePercent(50), Comparison: MoreThan}

// Limbs are the grounds of control a rule accepts beside shares: the name of
// each limb and the interests that meet it.
type Limbs map[string][]graph.Interest

// Test is a threshold test as rules state it and `check custom` takes it.
type Test struct {
	Threshold    graph.Percent
	HasThreshold bool
	Comparison   Comparison // empty: MoreThan
	Basis        graph.Basis
	Aggregate    Aggregate
	Reading      Reading
	// Link is the threshold intermediate links must pass, for tier, hybrid and
	// control; without it, more than 50 %.
	Link           graph.Percent
	HasLink        bool
	LinkComparison Comparison // empty: MoreThan
	Hybrid         Hybrid
	Class          Class
	Limbs          Limbs
	// DecidingOnly leaves out the readings that do not decide: the same verdict,
	// sooner.
	DecidingOnly bool
}

// MissingKind says what kind of fact would settle a question.
type MissingKind string

// The kinds of missing fact.
const (
	MissingShare      MissingKind = "share"       // share of Holder in Subject
	MissingExactShare MissingKind = "exact-share" // exact share of Holder in Subject: only a band is known
	MissingHolders    MissingKind = "holders"     // the undisclosed holders of Subject
	MissingMembership MissingKind = "membership"  // whether Holder belongs to the class
	MissingInterest   MissingKind = "interest"    // whether, or how far, Holder has Interest in Subject
)

// Missing is a fact that could change the verdict.
type Missing struct {
	Kind     MissingKind     `json:"kind"`
	Holder   graph.EntityID  `json:"holder,omitempty"`
	Subject  graph.EntityID  `json:"subject,omitempty"`
	Interest graph.Interest  `json:"interest,omitempty"`
	Basis    graph.Basis     `json:"basis,omitempty"`
	Claims   []graph.ClaimID `json:"statements,omitempty"` // what is known so far
}

// Contribution is what one holder brings to the value of a test.
type Contribution struct {
	Holder graph.EntityID `json:"id"`
	Value  Range          `json:"value"`            // of this holder alone, in the governing reading
	Direct *Range         `json:"direct,omitempty"` // its own holding in the company
	// Via are the direct holders of the company through which it counts, sorted.
	Via        []graph.EntityID `json:"via,omitempty"`
	Membership Membership       `json:"-"`
	// Highest is what it brings in the basis in which it may bring most, where a test asks
	// for either; the value is of the one in which it surely brings more.
	Highest Range `json:"-"`
	// Undisclosed marks the holder nobody names.
	Undisclosed bool `json:"undisclosed,omitempty"`
}

// ReadingValue is the result of one reading.
type ReadingValue struct {
	Reading      Reading     `json:"reading"`
	Aggregate    Aggregate   `json:"aggregate,omitempty"`
	Value        Range       `json:"value"`
	ConditionMet Verdict     `json:"condition_met"`
	Basis        graph.Basis `json:"basis,omitempty"`
	// Lower and Upper attest the ends of a product value.
	Lower *Certificate `json:"-"`
	Upper *Certificate `json:"-"`
	// Claims are the statements and coverage the value rests on, sorted.
	Claims []graph.ClaimID `json:"-"`
}

// Nearest names the comparison the margin of an outcome was taken at.
type Nearest struct {
	Reading Reading        `json:"reading"`
	Holder  graph.EntityID `json:"holder,omitempty"`
	Subject graph.EntityID `json:"subject"`
	Link    bool           `json:"link,omitempty"` // a link threshold, not the test's own
}

// Outcome answers a Test.
type Outcome struct {
	ConditionMet Verdict
	Because      Because // when undetermined
	// Governing is the reading that decides; ReadUnspecified when the arguable ones do together.
	Governing Reading
	Readings  []ReadingValue // none, tier, product, hybrid, control, in this order; both aggregates where they are arguable and differ
	Disagree  bool           // arguable readings or aggregates give yes and no
	Holders   []Contribution // sorted by least value descending, then id
	// HoldersReading is the reading the Holders are told in: of several arguable ones
	// the first in which anybody holds a part.
	HoldersReading Reading
	// Margin in percent: for no the least shortfall, for yes the distance of the least
	// value from the threshold, for undetermined that of the nearer end. Nil without a
	// threshold.
	Margin  *big.Rat
	Nearest Nearest
	Missing []Missing
	Claims  []graph.ClaimID // statements and coverage used, sorted
	Flags   []graph.Flag
	Grounds []Ground // grounds of control that are met, under the control reading or a limb
	// Largest is how one member comes to more votes than anyone else, where the test
	// asks for that beside its threshold and it is so.
	Largest []Ground
	// Beside are stated links of control from members to the company that the test
	// does not read: control without ownership.
	Beside []Ground
	// Control is the answer on the Limbs, nil without any.
	Control *ClassControl
}

// Amount is a share in a certificate: a figure, or the limit of figures just
// above or below it.
type Amount struct {
	Percent *big.Rat
	Side    int // -1 just below, 0 exactly, +1 just above
}

// CertificateShare is the mass an extremal policy gives one holder.
type CertificateShare struct {
	Holder graph.EntityID
	Amount Amount
	// Counted marks a holder that counts 100 % in this row though it is no member:
	// it acts jointly with one there.
	Counted bool
}

// CertificateRow is one company of an extremal policy: the shares chosen within
// the cap table, the undisclosed rest, and the value that follows.
type CertificateRow struct {
	Company graph.EntityID
	Shares  []CertificateShare // sorted by holder; the company itself for treasury shares
	// Rest is the undisclosed mass; RestCounted the part of it that counts as class.
	Rest, RestCounted Amount
	Value             Amount
	// Ring marks companies on a cycle that are worth 0 by the least fixpoint: their
	// shares never reach the class.
	Ring bool
}

// Certificate attests one end of an integrated share. In the point graph of its
// rows the hitting probability of Members equals Value; it proves a lower end
// because no row can do less against these values, an upper end likewise.
type Certificate struct {
	Target  graph.EntityID
	Basis   graph.Basis
	Upper   bool
	Members []graph.EntityID // entities counted 100 %, sorted
	Rows    []CertificateRow // sorted by company
	Value   Amount
}
