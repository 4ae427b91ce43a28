package law

// Power is what a law lets a state do.
type Power string

// The powers. ServiceDenial includes sanctions, AuditAndListing the disclosure
// of owners.
const (
	CompelledDisclosure    Power = "compelled-disclosure"
	Surveillance           Power = "surveillance"
	ServiceDenial          Power = "service-denial"
	ExportControl          Power = "export-control"
	OwnershipRestriction   Power = "ownership-restriction"
	Divestiture            Power = "divestiture"
	AuditAndListing        Power = "audit-and-listing"
	AntiBribery            Power = "anti-bribery"
	Certification          Power = "certification"
	Blocking               Power = "blocking"
	TransferRestriction    Power = "transfer-restriction"
	DataLocalisation       Power = "data-localisation"
	ControlDefinition      Power = "control-definition"
	ProcurementRequirement Power = "procurement-requirement"
)

// Nexus is the kind of ground by which a law attaches.
type Nexus string

// The grounds.
const (
	ByIncorporation Nexus = "incorporation"
	ByHeadquarters  Nexus = "headquarters"
	ByEstablishment Nexus = "establishment"
	ByListing       Nexus = "listing"
	ByOwnership     Nexus = "ownership"
	ByControl       Nexus = "control"
	ByCustody       Nexus = "custody"
	ByTechnology    Nexus = "technology"
	ByPersonnel     Nexus = "personnel"
	ByDataLocation  Nexus = "data-location"
	ByMarket        Nexus = "market"
	ByConduct       Nexus = "conduct"
	ByDesignation   Nexus = "designation"
)

// Effect is what a law does where it attaches.
type Effect string

// The effects.
const (
	Obliged     Effect = "obliged"      // binds the entity
	Targeted    Effect = "targeted"     // others must refuse it
	ViaSupplier Effect = "via-supplier" // binds someone it depends on
	Item        Effect = "item"         // attaches to goods or software it uses
	Holder      Effect = "holder"       // binds its owner
	Buyer       Effect = "buyer"        // binds who procures it
)

// Carrier is a kind of edge that takes a direct reach further.
type Carrier string

// The carriers.
const (
	ControlDown  Carrier = "control-down"
	Custody      Carrier = "custody"
	Supply       Carrier = "supply"
	HoldersUp    Carrier = "holders-up"
	SubsidiaryUp Carrier = "subsidiary-up"
)

// Status is where a text stands. It is known only up to [Law].StatusKnownTo.
type Status string

// The statuses.
const (
	InForceStatus        Status = "in-force"
	Suspended            Status = "suspended"
	Expired              Status = "expired"
	LapsedWithTransition Status = "lapsed-with-transition" // old orders run on
	Bill                 Status = "bill"
	Proposed             Status = "proposed"
	SoftLaw              Status = "soft-law"
	Abandoned            Status = "abandoned"
	Instrument           Status = "instrument" // standard, judgment, treaty
)

// Enacted reports a text that can reach anyone: a bill, a proposal and an
// abandoned text never do.
func (s Status) Enacted() bool { return s != Bill && s != Proposed && s != Abandoned }

// Activation says whether a reach bites now.
type Activation string

// The activations.
const (
	Active  Activation = "active"
	Latent  Activation = "latent"  // the power exists, its trigger has not happened
	Pending Activation = "pending" // in force from a later date
)

// Confidence is how firm a legal view is.
type Confidence string

// The confidences, strongest first. NoConfidence is for edges that carry nothing.
const (
	Settled      Confidence = "settled"   // clear text or consistent authority
	Arguable     Confidence = "arguable"  // better view, untested or fact-dependent
	Contested    Confidence = "contested" // authorities conflict, or theory without text or case
	NoConfidence Confidence = "none"
)

// Rank orders confidences: settled 3, arguable 2, contested 1, none and anything
// else 0.
func (c Confidence) Rank() int {
	switch c {
	case Settled:
		return 3
	case Arguable:
		return 2
	case Contested:
		return 1
	}
	return 0
}

// Weaker returns the weaker of two confidences: a path is as firm as its weakest
// leg.
func (c Confidence) Weaker(d Confidence) Confidence {
	if d.Rank() < c.Rank() {
		return d
	}
	return c
}

// Sense says how a row of a scheme counts.
type Sense string

// The senses; NoSense is a row that is no part of a scheme.
const (
	NoSense     Sense = ""
	Bar         Sense = "bar"         // true: barred
	Requirement Sense = "requirement" // false: barred; true: met
	Factor      Sense = "factor"      // weighs, decides nothing alone
)

// Computable says how much of a ground a graph can settle.
type Computable string

// The degrees. With ComputablePartly a true ground counts and the condition is printed beside
// it. With ComputableNo an act decides, the answer is undetermined because of conduct.
const (
	ComputableYes    Computable = "yes"
	ComputablePartly Computable = "partly"
	ComputableNo     Computable = "no"
)

// ScopeHint says how the scope of a finding is found.
type ScopeHint string

// The hints; General leaves home, host or extraterritorial to be derived per
// provider, NoScopeHint leaves a row to its law.
const (
	NoScopeHint     ScopeHint = ""
	General         ScopeHint = "general"
	OwnershipScreen ScopeHint = "ownership-screen"
	SchemeScope     ScopeHint = "scheme"
)

// Comparison is the comparator of a threshold.
type Comparison string

// The comparators. At 50/50 nobody holds more than 50, both hold at least 50.
const (
	NoComparison Comparison = ""
	MoreThan     Comparison = ">"
	AtLeast      Comparison = ">="
)
