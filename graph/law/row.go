package law

import "longarm/graph"

// Row is one ground by which a law attaches.
type Row struct {
	ID       string
	Law      *Law
	Excludes bool // says what does not attach; never a ground, printed beside
	Sense    Sense
	Effect   Effect
	Via      Nexus
	// Condition is the ground in words. When Computable is ComputablePartly it holds the
	// judgement that a graph cannot make.
	Condition    Text
	Test         *Test // nil without a threshold or control test
	TestVersions []TestVersion
	Quantity     *Quantity
	Carriers     []Carrier
	// Carried bounds how firmly the row travels; empty: as its carrier.
	Carried    Confidence
	Computable Computable
	Gates      []*Predicate // all must be so for the law to speak at all
	// Evidence names the interests and attributes that prove the ground,
	// "capability", or "transaction" for an act. Listed when missing, never read.
	Evidence    []string
	When        *Predicate // the ground; nil exactly with ComputableNo
	Activation  Activation
	Pending     *PendingPeriod // given exactly when Activation is Pending
	Trigger     Text           // given whenever the row is or becomes latent
	TriggerWhen *Predicate     // true: a latent row is active
	ScopeHint   ScopeHint      // overrides the law's
	Section     Text           // where in the law, as a lawyer of each language cites it; may be empty
	InForce     *InForce       // overrides the law's; nil: as the law
	Confidence  Confidence
	Authority   Text
	Against     Text // contrary authority; may be empty
	// Verified is an address or "from-knowledge"; Seen is "transcription" when the
	// text was read in a third party's quotation; Revised says what a review changed.
	Verified, Seen, Revised string
	Origin                  string
}

// TestAt returns the test as worded on the day: the version that covers it, else
// Test. It is nil for a row without a test.
func (r *Row) TestAt(d graph.Date) *Test { return testAt(r.TestVersions, r.Test, d) }

// Scope returns the row's scope hint, or its law's.
func (r *Row) Scope() ScopeHint {
	if r.ScopeHint != NoScopeHint {
		return r.ScopeHint
	}
	return r.Law.ScopeHint
}

// PendingPeriod dates a pending row: before From there is no such law, up to the
// day before Until it is pending, afterwards it is Then. A zero date is unknown.
type PendingPeriod struct {
	From, Until graph.Date
	Then        Activation // Active or Latent
}

// Quantity is a content share or a count of users that a row repeats as a gate.
// It is shown, and never computed on equity edges.
type Quantity struct {
	What       Text
	Threshold  string // plain decimal number
	Comparison Comparison
	Unit       string
}

// Rule is a named threshold test of a law.
type Rule struct {
	ID           string
	Law          *Law
	Name         Text
	Row          string // id of the row of the law that the rule states
	Test         *Test  // never nil: the rule's own, or its row's
	TestVersions []TestVersion
	Source       Text     // where the test is written
	Outcome      *Outcome // nil: the plain words of the three answers
	// Override, when given, says why the condition is not met whatever the figure:
	// "listing only; ownership is never computed".
	Override *Text
	Origin   string
}

// TestAt returns the test as worded on the day: the version that covers it, else
// Test.
func (r *Rule) TestAt(d graph.Date) *Test { return testAt(r.TestVersions, r.Test, d) }

// Outcome is a rule's own words for its three answers: blocked, eligible …
type Outcome struct{ Yes, No, Undetermined Text }
