package graph

// ClaimID names a statement, attribute, coverage or note.
type ClaimID string

// SourceID names a source.
type SourceID string

// Source is a publication that claims rest on.
type Source struct {
	ID       SourceID
	Title    string
	URL      string // http(s), or empty for a source without an address
	Citation string // for texts cited rather than linked
	// InFrench is what an editor, not a publisher, called it: titles of publications
	// stay in their language.
	InFrench SourceWords
	Date     string // as printed: a day, a month, a year, or empty
	Licence  string // an SPDX identifier or words; "" when not known
	// NonCommercial: the licence forbids commercial use of what rests on the source.
	NonCommercial bool
	Origin        string
}

// SourceWords is how an editor calls a source and cites it, in another language.
type SourceWords struct{ Title, Citation string }

// TitleIn returns the title, in French where an editor gave it.
func (s *Source) TitleIn(lang string) string {
	if lang == "fr" && s.InFrench.Title != "" {
		return s.InFrench.Title
	}
	return s.Title
}

// CitationIn returns the citation, in French where an editor gave it.
func (s *Source) CitationIn(lang string) string {
	if lang == "fr" && s.InFrench.Citation != "" {
		return s.InFrench.Citation
	}
	return s.Citation
}

// Assertion says in what voice a claim is made.
type Assertion string

// The assertions. The first four count; claimed, denied, proposed and withdrawn
// are shown and never computed on.
const (
	Stated        Assertion = "stated"
	Inferred      Assertion = "inferred"
	Reported      Assertion = "reported"
	ReaderComment Assertion = "readerComment"
	Claimed       Assertion = "claimed" // by the interested side
	Denied        Assertion = "denied"
	Proposed      Assertion = "proposed"
	Withdrawn     Assertion = "withdrawn"
)

// Valid reports a known assertion.
func (a Assertion) Valid() bool {
	switch a {
	case Stated, Inferred, Reported, ReaderComment, Claimed, Denied, Proposed, Withdrawn:
		return true
	}
	return false
}

// Counts reports an assertion that answers are computed from.
func (a Assertion) Counts() bool {
	return a == Stated || a == Inferred || a == Reported || a == ReaderComment
}

// Evidence grades how well a claim is supported, from its source.
type Evidence uint8

// The grades, ordered: a path is as good as its weakest step.
const (
	Low Evidence = iota + 1
	Medium
	High
)

// ParseEvidence reads low, medium or high.
func ParseEvidence(text string) (Evidence, bool) {
	switch text {
	case "low":
		return Low, true
	case "medium":
		return Medium, true
	case "high":
		return High, true
	}
	return 0, false
}

// Lower returns the grade one step down, not below Low.
func (e Evidence) Lower() Evidence { return max(e-1, Low) }

// String renders the grade as "low", "medium" or "high", and no grade as "".
func (e Evidence) String() string { return [...]string{"", "low", "medium", "high"}[min(e, High)] }

// MarshalText renders the grade as [Evidence.String] does.
func (e Evidence) MarshalText() ([]byte, error) { return []byte(e.String()), nil }

// UnmarshalText reads what [Evidence.MarshalText] writes.
func (e *Evidence) UnmarshalText(text []byte) error {
	v, ok := ParseEvidence(string(text))
	if !ok && len(text) > 0 {
		return Fault("evidence %q is none of low, medium and high", "la preuve %q n’est ni low, ni medium, ni high", clip(string(text)))
	}
	*e = v
	return nil
}

// Claim is what every statement, attribute, coverage and note has in common: who
// said it, when, in what voice, and how good that is.
type Claim struct {
	ID        ClaimID
	Period    Period
	Assertion Assertion
	Source    SourceID
	Evidence  Evidence
	Quote     string
	Note      Text
	Origin    string // file:line:column of the input, for messages
	// Record names what the register keeps versions of, when it says that a version
	// takes the place of an earlier one and a version has an id of its own. Later
	// loads find the claims by it.
	Record string
}

// Statement is one claim about one slot: that Holder has Interest in Subject.
type Statement struct {
	Claim
	Holder   EntityID // the interested party
	Subject  EntityID
	Interest Interest
	Basis    Basis // for interests that carry shares
	Share    Share
	Figure   bool   // false: the holding is stated without a figure, "above 0"
	Value    string // detail as it is computed on: a code, or "1 of 7 directors"
	Words    Text   // Value in both languages, when an editor put it into words
}

// Said returns the detail for readers: the editor's words, else the source's own.
func (s *Statement) Said() Text { return said(s.Words, s.Value) }

// Attribute is one dated fact of one entity that laws gate on.
type Attribute struct {
	Claim
	Entity EntityID
	Name   string
	Value  string
	At     EntityID // the market of users, or what a capability concerns
	Per    string   // day, month, registered: for users
}

// CoverageKind says what a coverage claims.
type CoverageKind string

// The kinds of coverage.
const (
	Complete CoverageKind = "complete" // Members are all; none when empty
	Floor    CoverageKind = "floor"    // every holder at or above Percent is named
	Total    CoverageKind = "total"    // Members together hold Percent
)

// Coverage is a claim about claims: what the rows on one entity and relation are
// complete about. For shares and technology the entity is the subject whose
// holders or suppliers are listed; for jurisdiction interests it is the holder
// whose states, exchanges or lists are, except designatedUnder of a list, whose
// members are the listed parties.
type Coverage struct {
	Claim
	Entity   EntityID
	Interest Interest
	Basis    Basis
	Kind     CoverageKind
	Percent  Percent
	Members  []EntityID
}

// Note is a relation that is no interest: kept and shown, never computed on.
type Note struct {
	Claim
	Subject  EntityID
	Relation string
	Object   EntityID
	Share    Share
	Figure   bool
	Value    string
	Words    Text // Value in both languages, when an editor put it into words
}

// Said returns the detail for readers: the editor's words, else the source's own.
func (n *Note) Said() Text { return said(n.Words, n.Value) }

func said(words Text, value string) Text {
	if words.IsZero() {
		return Own(value)
	}
	return words
}

// SortedClaims lists the keys of a set, sorted.
func SortedClaims(set map[ClaimID]bool) []ClaimID { return sortedKeys(set) }
