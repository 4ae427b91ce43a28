package queries

import (
	"cmp"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
)

// CompareResult answers "how do these providers differ under the laws".
type CompareResult struct {
	Header
	Providers []EntityBrief   `json:"providers"` // in the order asked; all of them sorted by id
	All       bool            `json:"all,omitempty"`
	Filter    CompareFilter   `json:"filter"`
	Rows      []CompareRow    `json:"rows"`    // sorted by law, then effect
	Summary   []CompareTotals `json:"summary"` // one for each provider, in their order
}

// CompareFilter says what was compared.
type CompareFilter struct {
	Law           string      `json:"law,omitempty"`
	Jurisdictions []string    `json:"jurisdictions,omitempty"` // ISO codes
	Powers        []law.Power `json:"powers,omitempty"`
}

// CompareRow is one law and effect over the providers.
type CompareRow struct {
	Law          string        `json:"law"`
	Short        string        `json:"short"`
	Title        string        `json:"title"`
	Jurisdiction string        `json:"jurisdiction"`
	Effect       law.Effect    `json:"effect"`
	Differ       bool          `json:"differ"`
	Cells        []CompareCell `json:"cells"` // in the order of the providers
}

// CompareCell is how one law and effect come out on one provider, and why.
type CompareCell struct {
	Provider graph.EntityID  `json:"provider"`
	Outcome  *Outcome        `json:"outcome"` // nil: no ground of the effect speaks of it
	Why      string          `json:"why,omitempty"`
	Claims   []graph.ClaimID `json:"statements,omitempty"` // of the path or near miss told
}

// CompareTotals sorts the laws by what they come to for one provider: each law once,
// where it comes out strongest; ids sorted.
type CompareTotals struct {
	Provider     graph.EntityID `json:"provider"`
	Reached      []string       `json:"reached"`
	Undetermined []string       `json:"undetermined"` // some statement leads there, or the law or its status is open
	NoPath       []string       `json:"no_path"`      // nothing stated leads there, or an act would decide; nothing excludes it
	NotReached   []string       `json:"not_reached"`
}

var compareQuery = Query{
	Name: "compare", Args: []string{"A", "[B…]"},
	Doc: "several providers under the same laws and why they differ, or somebody else's verdicts against ours",
	Run: func(c *Context, p Params) (Answer, error) {
		if p.Claimed != nil {
			return Reconcile(c, p)
		}
		return Compare(c, p)
	},
}

// Compare puts the providers p.Args side by side, or with p.All every provider the
// facts know; p.Law, p.Jurisdictions and p.Powers narrow the laws.
func Compare(c *Context, p Params) (*CompareResult, error) {
	laws, filter, err := c.lawsOf(p)
	if err != nil {
		return nil, err
	}
	ids, err := c.ResolveAll(p.Args)
	if err != nil {
		return nil, err
	}
	if p.All {
		ids = c.Providers()
	}
	if len(ids) < 2 && !p.All {
		return nil, &Usage{Message: graph.Say("compare needs two providers or more, or a CSV file of verdicts", "compare exige deux fournisseurs ou plus, ou un fichier CSV de verdicts"), Advice: graph.Say("write: longarm compare A B, or --all", "écrivez : longarm compare A B, ou --all")}
	}
	out := &CompareResult{All: p.All, Filter: filter, Rows: []CompareRow{}, Summary: []CompareTotals{}, Providers: []EntityBrief{}}
	about := map[graph.EntityID]bool{}
	for _, id := range ids {
		if about[id] {
			return nil, &Usage{Message: graph.Say("%s is named twice", "%s est nommé deux fois", c.Name(id)), Advice: graph.Say("name each provider once", "nommez chaque fournisseur une seule fois")}
		}
		about[id] = true
		out.Providers = append(out.Providers, c.Brief(id))
		out.Summary = append(out.Summary, CompareTotals{Provider: id, Reached: []string{}, Undetermined: []string{}, NoPath: []string{}, NotReached: []string{}})
	}
	for _, l := range laws {
		found := make([][]exposure.Finding, len(ids))
		for i, id := range ids {
			found[i] = c.Analyzer().Law(id, l)
			out.Summary[i].add(l.ID, found[i])
		}
		for _, effect := range effectsOf(found...) {
			row := CompareRow{Law: l.ID, Short: c.LawName(l.ID), Title: l.Title.In(c.Lang()), Jurisdiction: l.Jurisdiction, Effect: effect}
			for i, id := range ids {
				f := findingOf(found[i], effect)
				cell := c.reason(id, f)
				row.Cells = append(row.Cells, cell)
				row.Differ = row.Differ || !sameOutcome(f, findingOf(found[0], effect))
			}
			out.Rows = append(out.Rows, row)
		}
	}
	slices.SortStableFunc(out.Rows, func(a, b CompareRow) int { return cmp.Or(cmp.Compare(a.Law, b.Law), cmp.Compare(a.Effect, b.Effect)) })
	out.Header = c.header(c.flagsOf(about))
	return out, nil
}

// lawsOf lists the laws that the filters of a question leave, sorted by id; those
// that only define control when one is asked for by name.
func (c *Context) lawsOf(p Params) ([]*law.Law, CompareFilter, error) {
	filter := CompareFilter{Law: p.Law, Powers: p.Powers}
	codes, err := c.jurisdictions(p.Jurisdictions)
	if err != nil {
		return nil, filter, err
	}
	filter.Jurisdictions = codes
	if err := knownPowers(p.Powers); err != nil {
		return nil, filter, err
	}
	if p.Law != "" {
		l, err := c.ResolveLaw(p.Law)
		if err != nil {
			return nil, filter, err
		}
		filter.Law = l.ID
		return []*law.Law{l}, filter, nil
	}
	var out []*law.Law
	for _, l := range c.Catalogue.Laws {
		if !l.OnlyDefines() && p.admits(l, codes) {
			out = append(out, l)
		}
	}
	return out, filter, nil
}

// admits reports a law of one of the jurisdictions that gives one of the powers;
// none of either means any.
func (p *Params) admits(l *law.Law, codes []string) bool {
	return (len(codes) == 0 || slices.Contains(codes, l.Jurisdiction)) &&
		(len(p.Powers) == 0 || slices.ContainsFunc(p.Powers, l.HasPower))
}

// jurisdictions turns codes or names of states into the codes of laws.
func (c *Context) jurisdictions(names []string) ([]string, error) {
	var known, out []string
	for _, l := range c.Catalogue.Laws {
		if !slices.Contains(known, l.Jurisdiction) {
			known = append(known, l.Jurisdiction)
		}
	}
	slices.Sort(known)
	for _, n := range names {
		code := strings.ToUpper(strings.TrimSpace(n))
		if !slices.Contains(known, code) {
			if id, err := c.Resolve(n); err == nil {
				code, _ = c.Graph.Place(id)
			}
		}
		if !slices.Contains(known, code) {
			return nil, &Usage{Message: graph.Say("no law of jurisdiction %q is in the catalogue", "aucune loi de la juridiction %q n’est au catalogue", n), Advice: c.onePlace(n, known)}
		}
		out = append(out, code)
	}
	return out, nil
}

// Powers lists what a law may let a state do, in the order of the guide.
func Powers() []law.Power {
	return []law.Power{law.CompelledDisclosure, law.Surveillance, law.ServiceDenial, law.ExportControl, law.OwnershipRestriction, law.Divestiture,
		law.AuditAndListing, law.AntiBribery, law.Certification, law.Blocking, law.TransferRestriction, law.DataLocalisation, law.ControlDefinition,
		law.ProcurementRequirement}
}

func knownPowers(list []law.Power) error {
	for _, p := range list {
		if !slices.Contains(Powers(), p) {
			return &Usage{Message: graph.Say("unknown power %q", "pouvoir inconnu, %q", string(p)), Advice: oneOf(string(p), Powers())}
		}
	}
	return nil
}

// add files one law under what it comes to.
func (t *CompareTotals) add(id string, found []exposure.Finding) {
	switch outcomeRank(found) {
	case 3:
		t.Reached = append(t.Reached, id)
	case 2:
		t.Undetermined = append(t.Undetermined, id)
	case 1:
		t.NoPath = append(t.NoPath, id)
	default:
		t.NotReached = append(t.NotReached, id)
	}
}

// outcomeRank is 3 when some finding is reached or barred, 2 when something leads,
// 1 when nothing leads or only an act would decide, 0 when all are not reached.
func outcomeRank(found []exposure.Finding) int {
	best := 0
	for i := range found {
		best = max(best, rankOf(&found[i]))
	}
	return best
}

func rankOf(f *exposure.Finding) int {
	switch {
	case f.Verdict == exposure.Reached, f.Status == exposure.Barred:
		return 3
	case f.Verdict == exposure.Undetermined && f.Because != exposure.ByCoverage && f.Because != exposure.ByConduct, f.Status == exposure.StatusUndetermined:
		return 2
	case f.Verdict == exposure.Undetermined:
		return 1
	}
	return 0
}

// reason says in one clause why a finding is what it is: by the first path when it
// is reached or disputed, by what is missing when it is open, by the near miss when
// it is not reached.
func (c *Context) reason(id graph.EntityID, f *exposure.Finding) CompareCell {
	out := CompareCell{Provider: id, Outcome: outcomeOf(f)}
	switch {
	case f == nil:
		return out
	case len(f.Paths) > 0 && f.Because != exposure.ByFacts:
		var steps []string
		for _, s := range f.Paths[0].Steps {
			steps = append(steps, c.StepText(s))
			out.Claims = append(out.Claims, s.Claims...)
		}
		out.Why = c.Voice.List(steps, false)
		if f.Status == "" { // a scheme has criteria, and none of them alone decides
			out.Why = c.GroundName(f.Law.ID, f.Nexus) + c.Voice.Say("colon") + " " + out.Why
		}
	case len(f.Missing) > 0 && f.Because != exposure.ByCoverage:
		out.Why = c.MissingSentences(f.Missing, proofsOf(f)...)[0]
	case f.NearestMiss != nil:
		m := c.miss(id, f.Law, f.NearestMiss)
		out.Why, out.Claims = m.Text, f.NearestMiss.Claims
	case f.Because == exposure.ByStatus:
		out.Why = c.Voice.Say("compare.status")
	}
	return out
}

// Split returns one answer for each row.
func (r *CompareResult) Split() []Answer {
	out := make([]Answer, len(r.Rows))
	for i := range r.Rows {
		one := *r
		one.Rows = r.Rows[i : i+1]
		out[i] = &one
	}
	return out
}
