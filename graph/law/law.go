package law

import (
	"slices"

	"longarm/graph"
)

// Law is one dated citable text with the grounds by which it attaches. A loaded
// Law is shared and never changed.
type Law struct {
	ID            string
	Title         Text
	Short         Text   // what people call it, for tables; at most 28 characters
	Summary       Text   // what it does, whom it binds, what it cannot do
	Note          Text   // may be empty
	Citation      Text   // as a lawyer of each language cites it
	Jurisdiction  string // ISO 3166-1 alpha-2, EU or INT
	URL           string // http(s), or empty
	Status        Status
	StatusKnownTo graph.Date // after this day the status is unknown; zero: known
	Revives       graph.Date // a scheduled, unconfirmed return
	InForce       InForce
	Powers        []Power
	ScopeHint     ScopeHint
	Scheme        *Scheme // nil unless the law keeps a scheme of eligibility
	Rows          []*Row  // in the order of the file
	Rules         []*Rule // in the order of the file
	Counters      []Counter
	// ShieldsAgainst names the laws that list this one among their counters.
	// They need not be in the catalogue.
	ShieldsAgainst []string
	// Determinations names the attributes by which authorities record what they
	// decided under this law; they are printed beside its findings.
	Determinations []string
	Sources        []string
	LastReviewed   graph.Date
	Origin         string // file:line:column, for messages
}

// Row returns the row with the id, or nil.
func (l *Law) Row(id string) *Row {
	for _, r := range l.Rows {
		if r.ID == id {
			return r
		}
	}
	return nil
}

// HasPower reports that the law gives the power.
func (l *Law) HasPower(p Power) bool { return slices.Contains(l.Powers, p) }

// OnlyDefines reports a law whose only power is control-definition: its rows are
// rules to check, not reaches.
func (l *Law) OnlyDefines() bool { return len(l.Powers) == 1 && l.Powers[0] == ControlDefinition }

// InForce bounds a law or a row. From is the first day in force, zero when it is
// not known or not fixed. To is the first day no longer in force, zero while it
// runs on. TransitionTo ends a period after To in which old orders run on.
type InForce struct {
	From, To, TransitionTo graph.Date
	Amended                []graph.Date // sorted ascending
	Phases                 []graph.Date // days from which further parts apply, sorted ascending
	Suspended              []Suspension
	Next                   Text                  // a step to come, in words
	Earlier                Text                  // the text that stood in its place before From, where there was one
	Marks                  map[string]graph.Date // other dated keys of the file
}

// Contains reports a day on which the text is in force by its bounds alone;
// status and suspensions are not considered. An unknown From contains no day.
func (f InForce) Contains(d graph.Date) bool {
	return f.From != 0 && f.From <= d && (f.To == 0 || d < f.To)
}

// SuspendedAt reports a day on which a stated suspension runs.
func (f InForce) SuspendedAt(d graph.Date) bool {
	for _, s := range f.Suspended {
		if s.From <= d && (s.To == 0 || d <= s.To) {
			return true
		}
	}
	return false
}

// Suspension is a time in which a text in force does not apply. To is its last
// day, as such orders are written; zero while it runs on.
type Suspension struct {
	From, To graph.Date
	By       Text // the act that suspends; may be empty
}

// Scheme says what the statuses of an eligibility scheme mean, and who decides.
type Scheme struct {
	Eligible, Barred, Certified Text
	DeterminationBy             Text
	// Constitutive: the determination decides. Else it stands beside the computed
	// status and a difference is printed.
	Constitutive bool
	Note         Text
}

// Counter is what stands against a law's outcome: another law (Law) or something
// in words (Text), exactly one of them.
type Counter struct {
	Law  string // need not be in the catalogue
	Text Text
	Kind string // one of CounterKinds; empty when only the other law claims it
	Note Text
}

// CounterKinds lists the kinds of counter, sorted.
func CounterKinds() []string {
	return []string{
		"closed-list-blocking", "contractual", "eligibility", "procedure", "prohibition", "relief", "technical", "treaty",
	}
}
