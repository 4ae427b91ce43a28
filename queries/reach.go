package queries

import (
	"cmp"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
)

// ReachResult answers "which laws reach this provider".
type ReachResult struct {
	Header
	Provider EntityBrief `json:"provider"`
	Profile  Profile     `json:"profile"`
	Findings []Finding   `json:"findings"` // sorted by law, then effect
	Counts   Counts      `json:"counts"`
	// SaidOfLaw are claims on what a law does here that the rules do not follow, sorted
	// by id.
	SaidOfLaw []SaidOfLaw `json:"said_of_the_law"`
}

// SaidOfLaw is a reader's or a party's claim on what a law does.
type SaidOfLaw struct {
	Law string `json:"law"`
	Claim
}

// Profile is what a reader should know of the provider at once.
type Profile struct {
	Services []string `json:"services"`         // what it does, in words; sorted by code
	Owners   string   `json:"owners,omitempty"` // one clause; empty when nobody is stated
}

// Counts size an answer.
type Counts struct {
	Laws    int `json:"laws"`
	Missing int `json:"facts_missing"` // distinct questions that are open
	Sources int `json:"sources"`       // distinct publications the findings rest on
}

var reachQuery = Query{
	Name: "reach", Args: []string{"PROVIDER"},
	Doc: "which laws reach a provider, by which path, how firmly, on whose evidence",
	Run: func(c *Context, p Params) (Answer, error) { return Reach(c, p) },
}

// scopes and effects that filters may name.
var (
	scopes  = []exposure.Scope{exposure.Extraterritorial, exposure.Host, exposure.Home, exposure.OwnershipScreen, exposure.SchemeScope}
	effects = []law.Effect{law.Obliged, law.Targeted, law.ViaSupplier, law.Item, law.Holder, law.Buyer}
)

// Reach answers which laws reach the provider p.Args[0], narrowed by p.Law,
// p.Effect, p.Scope, p.Jurisdictions and p.Powers. A filter that names nothing known
// is a [*Usage] or [*NotFound].
func Reach(c *Context, p Params) (*ReachResult, error) {
	if p.Scope != "" && !slices.Contains(scopes, exposure.Scope(p.Scope)) {
		return nil, &Usage{Message: graph.Say("unknown scope %q", "portée inconnue, %q", p.Scope), Advice: graph.Say("use one of %s", "utilisez l’un de ceux-ci : %s", joinCodes(scopes))}
	}
	if p.Effect != "" && !slices.Contains(effects, p.Effect) {
		return nil, &Usage{Message: graph.Say("unknown effect %q", "effet inconnu, %q", string(p.Effect)), Advice: graph.Say("use one of %s", "utilisez l’un de ceux-ci : %s", joinCodes(effects))}
	}
	codes, err := c.jurisdictions(p.Jurisdictions)
	if err != nil {
		return nil, err
	}
	if err := knownPowers(p.Powers); err != nil {
		return nil, err
	}
	id, err := c.Resolve(p.Arg(0))
	if err != nil {
		return nil, err
	}
	if k := c.Graph.Entity(id).Kind; !k.IsProvider() {
		return nil, &Usage{Message: graph.Say("%s is no party a law could reach, but a %s", "%s n’est pas une partie qu’une loi puisse atteindre, mais une entité de nature %s", c.Name(id), string(k)), Advice: graph.Say("ask about a company, a person or an offer; `longarm show` describes the rest", "demandez-le d’une société, d’une personne ou d’une offre ; `longarm show` décrit le reste")}
	}
	var r *exposure.Reach
	if p.Law != "" {
		l, err := c.ResolveLaw(p.Law)
		if err != nil {
			return nil, err
		}
		r = &exposure.Reach{Provider: id, AsOf: c.Graph.Date(), Findings: c.Analyzer().Law(id, l)}
	} else {
		r = c.Analyzer().Reach(id)
	}
	out := &ReachResult{Provider: c.Brief(id), Profile: c.profile(id), Findings: []Finding{}}
	out.Header = c.header(append(slices.Clone(r.Flags), c.remarks(id, r.Findings)...), c.assumptions(r.Assumptions)...)
	for i := range r.Findings {
		f := &r.Findings[i]
		if p.admits(f.Law, codes) && (p.Effect == "" || f.Effect == p.Effect) && (p.Scope == "" || f.Scope == exposure.Scope(p.Scope)) {
			out.Findings = append(out.Findings, c.finding(id, f))
		}
	}
	sortFindings(out.Findings)
	out.Counts = c.count(out.Findings)
	out.SaidOfLaw = c.saidOfLaws(id, out.Findings, c.neighbourhood(id, r.Findings))
	return out, nil
}

func (c *Context) count(list []Finding) Counts {
	laws, claims := map[string]bool{}, map[graph.ClaimID]bool{}
	open := map[string]bool{}
	for i := range list {
		f := &list[i]
		laws[f.Law] = true
		f.claimIDs(claims)
		if f.Leads() {
			for _, m := range f.Missing {
				open[m] = true
			}
		}
	}
	return Counts{Laws: len(laws), Missing: len(open), Sources: len(c.sourcesOf(claims))}
}

// saidOfLaws collects what readers and sides say of the laws of the findings.
func (c *Context) saidOfLaws(provider graph.EntityID, list []Finding, about map[graph.EntityID]bool) []SaidOfLaw {
	out := []SaidOfLaw{}
	done := map[string]bool{}
	for i := range list {
		if id := list[i].Law; !done[id] {
			done[id] = true
			for _, n := range c.saidOf(c.Catalogue.Law(id), provider, about) {
				if someones(n.Assertion) {
					out = append(out, SaidOfLaw{Law: id, Claim: c.Claim(n.ID)})
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b SaidOfLaw) int { return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Law, b.Law)) })
	return out
}

// Split returns one answer for each finding.
func (r *ReachResult) Split() []Answer {
	out := make([]Answer, len(r.Findings))
	for i := range r.Findings {
		one := *r
		one.Findings = r.Findings[i : i+1]
		out[i] = &one
	}
	return out
}

// Signal is that of the strongest finding. When several laws were asked about,
// those of the provider's own state and of the states it sells in do not signal:
// every provider is subject to some. Nor do schemes, and laws that only define.
func (r *ReachResult) Signal() Signal {
	var list []Finding
	for _, f := range r.Findings {
		defines := slices.Equal(f.Powers, []law.Power{law.ControlDefinition})
		if r.Counts.Laws == 1 || f.Status == "" && !defines && !f.OwnState && f.Scope != exposure.Home && f.Scope != exposure.Host {
			list = append(list, f)
		}
	}
	return strongest(list)
}

// profile says what the provider does and who owns it.
func (c *Context) profile(id graph.EntityID) Profile {
	p := Profile{Services: []string{}, Owners: c.ownersClause(id)}
	ids := []graph.EntityID{id}
	for _, l := range c.Graph.From(id) {
		if l.Interest == graph.Operates && l.State == graph.InForce {
			ids = append(ids, l.Subject)
		}
	}
	for _, e := range ids {
		for _, f := range c.Graph.Facts(e) {
			if f.Name != "serviceType" || f.State != graph.InForce || len(c.Catalogue.Vocabulary.ServiceGroups[f.Value]) > 0 {
				continue // a group of services is a legal term, not a trade
			}
			if w := c.Voice.Code("service", f.Value); !slices.Contains(p.Services, w) {
				p.Services = append(p.Services, w)
			}
		}
	}
	return p
}

// clauseOwners bounds how many holders the clause names.
const clauseOwners = 3

// ownersClause says who holds the capital: a group's total when one is stated and
// no member has a figure of its own, else the largest stated holders.
func (c *Context) ownersClause(id graph.EntityID) string {
	t := c.Graph.CapTable(id, graph.Capital)
	for _, total := range t.Totals {
		exact := slices.ContainsFunc(t.Holdings, func(h graph.Holding) bool {
			return slices.Contains(total.Members, h.Holder) && h.Share.IsExact()
		})
		if !exact {
			return c.Voice.Say("owners.together", "Who", c.Voice.List(c.Names(total.Members), false), "Percent", total.Percent.String())
		}
	}
	list := slices.Clone(t.Holdings)
	list = slices.DeleteFunc(list, func(h graph.Holding) bool { return h.Unknown || h.Share.IsZero() })
	slices.SortStableFunc(list, func(a, b graph.Holding) int {
		switch {
		case a.Share.Min != b.Share.Min:
			return int(max(min(b.Share.Min-a.Share.Min, 1), -1))
		case a.Share.Max != b.Share.Max:
			return int(max(min(b.Share.Max-a.Share.Max, 1), -1))
		}
		return strings.Compare(string(a.Holder), string(b.Holder))
	})
	var parts []string
	for _, h := range list[:min(len(list), clauseOwners)] {
		if h.Share == graph.SomeShare() {
			parts = append(parts, c.Name(h.Holder))
			continue
		}
		parts = append(parts, c.Name(h.Holder)+" "+h.Share.String())
	}
	if more := len(list) - clauseOwners; more > 0 {
		parts = append(parts, c.Voice.Say("others", "N", more))
	}
	return strings.Join(parts, ", ")
}

func joinCodes[T ~string](list []T) string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = string(x)
	}
	return strings.Join(out, ", ")
}
