// Package report makes the due-diligence dossier of a provider: what was asked, on
// which data, what was found, what is not known, what to ask and what would change
// the answer. It is put together from the answers of package queries and reasons
// about no law itself. A dossier records the facts and laws it was made from, so that
// it can be computed again and a difference explained.
package report

import (
	"longarm/graph"
	"longarm/queries"
)

// Document is the value of the key "document" in the JSON of a dossier.
const Document = "dossier"

// Dossier is everything known of one provider under the laws asked about. Its JSON
// keys are a contract that grows and never breaks.
type Dossier struct {
	queries.Header
	Document     string                   `json:"document"`
	Lang         string                   `json:"lang"`
	Hash         string                   `json:"hash"` // SHA-256 of the document without this key and without "recorded"
	Subject      Subject                  `json:"subject"`
	Asked        Asked                    `json:"asked"`
	Made         Made                     `json:"made_with"`
	Reach        *queries.ReachResult     `json:"reach"`
	Findings     []Numbered               `json:"findings"` // those told in full, in the order of the document
	Owners       []*queries.OwnersResult  `json:"owners"`   // of capital, then of votes
	Controllers  *queries.ControlResult   `json:"controllers"`
	Officers     Officers                 `json:"officers"`
	Suppliers    []Supplier               `json:"suppliers"`
	Checks       []*queries.CheckResult   `json:"checks"`           // of laws that lead somewhere or rules asked for; by rule
	MetAside     []*queries.CheckResult   `json:"checks_met_aside"` // met, but nothing leads to their law; by rule
	OtherChecks  int                      `json:"checks_not_met"`
	Certificates []queries.LinkBrief      `json:"certificates"`
	Shields      *queries.ShieldsResult   `json:"shields"`
	Beside       []Beside                 `json:"beside"` // claims that no verdict rests on, by law, then id
	Questions    *queries.QuestionsResult `json:"questions"`
	Clauses      []Clause                 `json:"draft_clauses"`
	Annexes      []Annex                  `json:"tender_annexes"`
	Statements   []Statement              `json:"statements"` // all that are cited, by their number
	Laws         []CitedLaw               `json:"laws"`       // by their number
	Sources      []Source                 `json:"sources"`    // of the statements, by id
	Recorded     *Recorded                `json:"recorded,omitempty"`

	changed bool // read from a file whose text does not have its hash
}

// Subject is whom the dossier is about.
type Subject struct {
	queries.EntityDetail
	Identifiers []string              `json:"identifiers"` // "scheme:id", sorted
	Offers      []queries.EntityBrief `json:"offers"`      // what it operates, sorted by id
	Markets     []queries.LinkBrief   `json:"markets"`     // where it is said to sell or keep data
	Title       string                `json:"title"`       // one line: what it is, who owns it
}

// Asked is what the dossier was asked for.
type Asked struct {
	Provider string   `json:"provider"`
	Laws     []string `json:"laws,omitempty"`  // ids; empty: every law
	Rules    []string `json:"rules,omitempty"` // ids; empty: those of laws that lead somewhere
}

// Made says with what the dossier was made.
type Made struct {
	Program     string     `json:"program"`
	DataRelease string     `json:"data_release"`
	OldestFact  graph.Date `json:"oldest_fact,omitzero"` // the earliest day on which a source last vouched for a statement cited
	FactsHash   string     `json:"facts_sha256"`
	LawsHash    string     `json:"laws_sha256"`
	Facts       int        `json:"facts"` // claims read
	LawCount    int        `json:"law_count"`
	MaxAge      int        `json:"max_age_years"`
}

// Numbered is a finding told in full, with its number and grounds.
type Numbered struct {
	Number  string              `json:"number"` // "F1"
	Group   string              `json:"group"`  // under which heading it stands
	Short   string              `json:"short"`
	Verdict string              `json:"verdict_in_words"`
	Through string              `json:"through"`
	Detail  *queries.WhyFinding `json:"detail"`
	Cuts    *queries.CutFinding `json:"what_would_end_it,omitempty"`
	Changes []queries.Change    `json:"if_they_counted"`
	brief   *queries.Finding    // as the matrix has it
	doubts  []queries.RowBrief  // rows that authorities dispute
	sources []string            // of the law
}

// Beside is a claim beside the verdict on a law.
type Beside struct {
	Law   string `json:"law"`
	Short string `json:"short"`
	queries.BesideClaim
}

// Officers are the people who direct the provider. Nationalities are told as counts
// only.
type Officers struct {
	Named         []Officer     `json:"named"`         // sorted by name
	Nationalities []Nationality `json:"nationalities"` // sorted by country
	Unstated      int           `json:"nationality_not_stated"`
}

// Officer is one seat or office.
type Officer struct {
	ID     graph.EntityID  `json:"id"`
	Name   string          `json:"name"`
	Office string          `json:"office"`
	Claims []graph.ClaimID `json:"statements"`
}

// Nationality counts officers.
type Nationality struct {
	Country string          `json:"country"`
	Name    string          `json:"name"`
	Count   int             `json:"count"`
	Claims  []graph.ClaimID `json:"statements"`
}

// Supplier is one party or offer that the provider depends on.
type Supplier struct {
	queries.EntityBrief
	Ties []queries.LinkBrief `json:"ties"` // to the provider or what it operates
	Kept []Kept              `json:"capabilities"`
}

// Kept is one capability and whether a source says the supplier keeps it. No source
// does not mean that it does not.
type Kept struct {
	Code   string          `json:"code"`
	Name   string          `json:"name"`
	Stated bool            `json:"stated"`
	Claims []graph.ClaimID `json:"statements"`
}

// Statement is a claim with its number in the annex.
type Statement struct {
	Number int `json:"number"`
	queries.Claim
	Private bool `json:"told_as_count,omitempty"` // a nationality or residence of a person, not repeated in the document
}

// CitedLaw is a law with its number in the annex.
type CitedLaw struct {
	Number int `json:"number"`
	queries.LawBrief
	Sources []string `json:"sources"`
}

// Source is a publication with its licence and how many statements cited rest on it.
type Source struct {
	queries.SourceBrief
	Licence       string `json:"licence,omitempty"`
	NonCommercial bool   `json:"non_commercial,omitempty"`
	Cited         int    `json:"statements_cited"`
}
