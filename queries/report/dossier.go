// Package report makes the due-diligence dossier of a provider: what was asked, on
// which data, what was found, what is not known, what to ask and what would change
// the answer. It is put together from the answers of package queries and reasons
// about no law itself. A dossier records the facts and laws it was made from, so that
// it can be computed again and a difference explained.
package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
	"longarm/queries"
	"longarm/queries/text"
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

// Options say what a dossier is asked for.
type Options struct {
	Provider string
	Laws     []string     // ids or names; empty: every law
	Rules    []string     // ids or names; empty: those of laws that lead somewhere
	Program  string       // the version of the program
	Release  string       // of the data
	Remarks  []graph.Flag // on the files read, beside those on the facts
	Record   bool         // record facts and laws, for replay
	LawFiles LawFiles     // the files the catalogue was read from
}

// Build makes the dossier of o.Provider at the day of the context. An unknown
// provider, law or rule is a [*queries.NotFound] or [*queries.Ambiguous].
func Build(c *queries.Context, o Options) (*Dossier, error) {
	shorten(c)
	b := &builder{c: c, o: o, p: text.NewPhrases(c)}
	if err := b.ask(); err != nil {
		return nil, err
	}
	if err := b.findings(); err != nil {
		return nil, err
	}
	if err := b.parties(); err != nil {
		return nil, err
	}
	if err := b.rest(); err != nil {
		return nil, err
	}
	d := b.d
	if err := b.number(); err != nil {
		return nil, err
	}
	if err := b.record(); err != nil {
		return nil, err
	}
	sum, err := d.sum()
	if err != nil {
		return nil, err
	}
	d.Hash = sum
	return d, nil
}

// nameMost is how much of a name a document shows, so that one of thousands of characters
// does not drown it.
const nameMost = 160

// shorten makes the context show names as a document does.
func shorten(c *queries.Context) {
	if c.NameMost == 0 {
		c.NameMost = nameMost
	}
}

// sum is the hash of the dossier without its hash and what it recorded.
func (d *Dossier) sum() (string, error) {
	bare := *d
	bare.Hash, bare.Recorded = "", nil
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	if err := e.Encode(&bare); err != nil {
		return "", err
	}
	return sumOf(buf.Bytes())
}

// sumOf is the hash of the JSON of a dossier, spaces aside, without the keys "hash" and
// "recorded".
func sumOf(data []byte) (string, error) {
	h := sha256.New()
	d := json.NewDecoder(bytes.NewReader(data))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return "", errors.New("it is no JSON object")
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return "", err
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return "", err
		}
		if key == "hash" || key == "recorded" {
			continue
		}
		var compact bytes.Buffer
		if err := json.Compact(&compact, value); err != nil {
			return "", err
		}
		fmt.Fprintf(h, "%q:%s\n", key, compact.Bytes())
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// builder collects the answers of one dossier.
type builder struct {
	c  *queries.Context
	o  Options
	p  *text.Phrases
	d  *Dossier
	id graph.EntityID

	laws map[string]bool // asked about; nil: every law
}

// ask asks what reaches the provider.
func (b *builder) ask() error {
	id, err := b.c.Resolve(b.o.Provider)
	if err != nil {
		return err
	}
	b.id = id
	asked := Asked{Provider: b.o.Provider}
	for _, name := range b.o.Laws {
		l, err := b.c.ResolveLaw(name)
		if err != nil {
			return err
		}
		if b.laws == nil {
			b.laws = map[string]bool{}
		}
		if !b.laws[l.ID] {
			b.laws[l.ID] = true
			asked.Laws = append(asked.Laws, l.ID)
		}
	}
	slices.Sort(asked.Laws)
	reach, err := reach(b.c, string(id), asked.Laws)
	if err != nil {
		return err
	}
	_, claims, _, _ := b.c.Ledger().Size()
	reach.Flags = append(slices.Clone(reach.Flags), b.o.Remarks...)
	graph.SortFlags(reach.Flags)
	b.d = &Dossier{Header: reach.Header, Document: Document, Lang: b.c.Lang(), Asked: asked, Reach: reach,
		Made: Made{Program: b.o.Program, DataRelease: b.o.Release, Facts: claims, LawCount: len(b.c.Catalogue.Laws), MaxAge: maxAge(b.c)}}
	return b.subject()
}

// maxAge is the age in years from which an observation is stale.
func maxAge(c *queries.Context) int {
	if c.MaxAge > 0 {
		return c.MaxAge
	}
	return defaultMaxAge
}

// defaultMaxAge is the age a graph is read with when none is given.
const defaultMaxAge = 3

// subject describes whom the dossier is about.
func (b *builder) subject() error {
	show, err := queries.Show(b.c, queries.Params{Args: []string{string(b.id)}})
	if err != nil {
		return err
	}
	s := Subject{EntityDetail: show.Entity, Identifiers: []string{}, Offers: []queries.EntityBrief{}, Markets: []queries.LinkBrief{}, Title: b.p.Title(b.d.Reach)}
	e := b.c.Graph.Entity(b.id)
	if e.LEI != "" {
		s.Identifiers = append(s.Identifiers, "LEI:"+e.LEI)
	}
	for _, i := range e.Identifiers {
		s.Identifiers = append(s.Identifiers, i.String())
	}
	for _, l := range show.Holds {
		switch {
		case l.Unknown:
		case l.Interest == graph.Operates:
			s.Offers = append(s.Offers, b.c.Brief(l.To))
		case l.Interest == graph.ServesMarket, l.Interest == graph.DataLocatedIn:
			s.Markets = append(s.Markets, l)
		case l.Interest == graph.CertifiedUnder, l.Interest == graph.AppliesFor, l.Interest == graph.DesignatedUnder:
			b.d.Certificates = append(b.d.Certificates, l)
		}
	}
	for _, o := range s.Offers {
		for _, l := range b.links(o.ID) {
			switch l.Interest {
			case graph.CertifiedUnder, graph.AppliesFor, graph.DesignatedUnder:
				b.d.Certificates = append(b.d.Certificates, l)
			case graph.ServesMarket, graph.DataLocatedIn:
				s.Markets = append(s.Markets, l)
			}
		}
	}
	b.d.Subject = s
	if b.d.Certificates == nil {
		b.d.Certificates = []queries.LinkBrief{}
	}
	return nil
}

// links lists what an entity holds at the date.
func (b *builder) links(id graph.EntityID) []queries.LinkBrief {
	show, err := queries.Show(b.c, queries.Params{Args: []string{string(id)}})
	if err != nil {
		return nil
	}
	return slices.DeleteFunc(show.Holds, func(l queries.LinkBrief) bool { return l.Unknown })
}

// findings explains each finding that leads somewhere: its grounds, paths, what
// stands beside it, what would end it.
func (b *builder) findings() error {
	why := map[string]*queries.WhyResult{}
	explain := func(id string) (*queries.WhyResult, error) {
		if w := why[id]; w != nil {
			return w, nil
		}
		w, err := queries.Why(b.c, queries.Params{Args: []string{string(b.id), id}})
		why[id] = w
		return w, err
	}
	b.d.Findings, b.d.Beside = []Numbered{}, []Beside{}
	groups := b.p.Groups(b.d.Reach)
	groups = append(groups, text.FindingGroup{ID: schemeGroup, Findings: b.p.Schemes(b.d.Reach)})
	told := map[string]bool{}
	for _, g := range groups {
		for _, f := range g.Findings {
			w, err := explain(f.Law)
			if err != nil {
				return err
			}
			n := Numbered{Number: number("F", len(b.d.Findings)+1), Group: g.ID, Short: b.p.Law(f), Verdict: b.p.Verdict(f), Through: b.p.Through(f), brief: f,
				Changes: []queries.Change{}, sources: w.Law.Sources}
			for i := range w.Findings {
				if w.Findings[i].Effect == f.Effect {
					n.Detail = &w.Findings[i]
				}
			}
			if n.Detail == nil {
				continue
			}
			n.Detail.Proof = nil // it stands with the finding in "reach"
			if !told[f.Law] {
				told[f.Law] = true
				for _, k := range w.Beside {
					if at := slices.IndexFunc(b.d.Beside, func(o Beside) bool { return o.ID == k.ID }); at >= 0 && k.Points == queries.PointsNowhere {
						continue // told with another law
					}
					b.d.Beside = append(b.d.Beside, Beside{Law: f.Law, Short: n.Short, BesideClaim: k})
				}
			}
			for _, ch := range w.Changes {
				if ch.Effect == f.Effect {
					n.Changes = append(n.Changes, ch)
				}
			}
			for _, r := range n.Detail.Rows {
				if r.Confidence == law.Contested && r.Authority+r.Against != "" {
					n.doubts = append(n.doubts, r.RowBrief)
				}
			}
			if err := b.cuts(&n); err != nil {
				return err
			}
			b.d.Findings = append(b.d.Findings, n)
		}
	}
	return nil
}

// schemeGroup is the group of findings answered by a status.
const schemeGroup = "section.schemes"

// cuts finds what would end a finding that is reached.
func (b *builder) cuts(n *Numbered) error {
	f := n.brief
	if f.Verdict != exposure.Reached || f.Status != "" {
		return nil
	}
	r, err := queries.CutSets(b.c, queries.Params{Args: []string{string(b.id), f.Law}, Effect: f.Effect})
	if err != nil {
		return err
	}
	if len(r.Findings) > 0 {
		n.Cuts = &r.Findings[0]
	}
	return nil
}
