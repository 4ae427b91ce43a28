package report

import (
	"cmp"
	"slices"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/ownership"
	"longarm/queries"
)

// parties asks who owns, controls, directs and supplies the provider, and which rules
// its owners meet.
func (b *builder) parties() error {
	arg := queries.Params{Args: []string{string(b.id)}}
	b.d.Owners = []*queries.OwnersResult{}
	for _, basis := range []graph.Basis{graph.Capital, graph.Votes} {
		p := arg
		p.Basis = basis
		o, err := queries.Owners(b.c, p)
		if err != nil {
			return err
		}
		b.d.Owners = append(b.d.Owners, o)
	}
	var err error
	if b.d.Controllers, err = queries.Controllers(b.c, arg); err != nil {
		return err
	}
	b.officers()
	if err := b.suppliers(); err != nil {
		return err
	}
	return b.checks()
}

// officers lists who directs the provider, and counts what is stated of their
// nationalities.
func (b *builder) officers() {
	out := Officers{Named: []Officer{}, Nationalities: []Nationality{}}
	seen := map[graph.EntityID]bool{}
	count := map[string]*Nationality{}
	for _, l := range b.c.Graph.To(b.id) {
		e := b.c.Graph.Entity(l.Holder)
		if e == nil || e.Kind != graph.Person || l.State != graph.InForce {
			continue
		}
		switch l.Interest {
		case graph.OfficerOf, graph.BoardMember, graph.BoardChair:
		default:
			continue
		}
		office := b.c.Voice.Code("interest", string(l.Interest))
		if l.Value != "" {
			office = b.c.Detail(l.Value, l.Claims)
		}
		out.Named = append(out.Named, Officer{ID: l.Holder, Name: b.c.Name(l.Holder), Office: office, Claims: l.Claims})
		if seen[l.Holder] {
			continue
		}
		seen[l.Holder] = true
		stated := false
		for _, n := range b.c.Graph.From(l.Holder) {
			if n.Interest != graph.NationalOf || n.State != graph.InForce {
				continue
			}
			iso, _ := b.c.Graph.Place(n.Subject)
			if count[iso] == nil {
				count[iso] = &Nationality{Country: iso, Name: b.c.Name(n.Subject), Claims: []graph.ClaimID{}}
			}
			count[iso].Count++
			count[iso].Claims = append(count[iso].Claims, n.Claims...)
			stated = true
		}
		if !stated {
			out.Unstated++
		}
	}
	for _, n := range count {
		slices.Sort(n.Claims)
		out.Nationalities = append(out.Nationalities, *n)
	}
	slices.SortFunc(out.Nationalities, func(x, y Nationality) int { return cmp.Compare(x.Country, y.Country) })
	slices.SortStableFunc(out.Named, func(x, y Officer) int { return cmp.Or(cmp.Compare(x.Name, y.Name), cmp.Compare(x.Office, y.Office)) })
	b.d.Officers = out
}

// supplies lists the interests by which a party stands below the provider's service.
var supplies = []graph.Interest{graph.SuppliesTechnology, graph.Operates, graph.Hosts, graph.HasCustody, graph.Subcontracts}

// suppliers lists who supplies, hosts, operates or keeps something for the provider or
// what it operates, and what each is said to keep.
func (b *builder) suppliers() error {
	ours := map[graph.EntityID]bool{b.id: true}
	for _, o := range b.d.Subject.Offers {
		ours[o.ID] = true
	}
	ties := map[graph.EntityID][]queries.LinkBrief{}
	for _, id := range sorted(ours) {
		show, err := queries.Show(b.c, queries.Params{Args: []string{string(id)}})
		if err != nil {
			return err
		}
		for _, l := range show.HeldBy {
			if !l.Unknown && !ours[l.From] && slices.Contains(supplies, l.Interest) {
				ties[l.From] = append(ties[l.From], l)
			}
		}
	}
	b.d.Suppliers = []Supplier{}
	for _, id := range sortedKeys(ties) {
		s := Supplier{EntityBrief: b.c.Brief(id), Ties: ties[id], Kept: []Kept{}}
		for _, code := range b.c.Catalogue.Vocabulary.Capabilities {
			k := Kept{Code: code, Name: b.c.Capability(code), Claims: []graph.ClaimID{}}
			for _, f := range b.c.Graph.Facts(id) {
				if f.Name == "capability" && f.Value == code && f.State == graph.InForce && ours[f.At] {
					k.Stated = true
					k.Claims = append(k.Claims, f.Claims...)
				}
			}
			s.Kept = append(s.Kept, k)
		}
		b.d.Suppliers = append(b.d.Suppliers, s)
	}
	return nil
}

// checks tests the rules asked for; without any, those of the laws that lead
// somewhere. Of the others, those whose condition is met are told aside, and the rest
// are counted.
func (b *builder) checks() error {
	named := map[string]bool{}
	for _, name := range b.o.Rules {
		r, err := b.c.ResolveRule(name)
		if err != nil {
			return err
		}
		named[r.ID] = true
		if !slices.Contains(b.d.Asked.Rules, r.ID) {
			b.d.Asked.Rules = append(b.d.Asked.Rules, r.ID)
		}
	}
	slices.Sort(b.d.Asked.Rules)
	leads := map[string]bool{}
	for i := range b.d.Findings {
		leads[b.d.Findings[i].Detail.Law] = true
	}
	b.d.Checks, b.d.MetAside = []*queries.CheckResult{}, []*queries.CheckResult{}
	for _, r := range b.c.Catalogue.Rules() {
		if len(named) > 0 && !named[r.ID] || b.laws != nil && len(named) == 0 && !b.laws[r.Law.ID] {
			continue
		}
		k, err := queries.Check(b.c, queries.Params{Args: []string{r.ID, string(b.id)}})
		if err != nil {
			return err
		}
		switch {
		case named[r.ID] || leads[r.Law.ID]:
			b.d.Checks = append(b.d.Checks, k)
		case k.ConditionMet == ownership.Yes:
			b.d.MetAside = append(b.d.MetAside, k)
		default:
			b.d.OtherChecks++
		}
	}
	return nil
}

// private reports a nationality or residence of somebody who holds an office: it is
// told as a count.
func (b *builder) private(id graph.ClaimID) bool { return private(b.c, id) }

func private(c *queries.Context, id graph.ClaimID) bool {
	s := c.Ledger().Statement(id)
	if s == nil || s.Interest != graph.NationalOf && s.Interest != graph.ResidentIn {
		return false
	}
	e := c.Graph.Entity(s.Holder)
	return e != nil && e.Kind == graph.Person && !owns(c, s.Holder)
}

// owns reports a party that is said to hold shares or votes in anything: of an owner
// the law asks the nationality, of staff nobody needs the name beside it.
func owns(c *queries.Context, id graph.EntityID) bool {
	return slices.ContainsFunc(c.Graph.From(id), func(l *graph.Link) bool { return l.Interest.CarriesShare() && l.State == graph.InForce })
}

// privateStep reports a step that tells the nationality or residence of a person.
func privateStep(c *queries.Context, s *exposure.Step) bool {
	return (s.Interest == graph.NationalOf || s.Interest == graph.ResidentIn) && len(s.Claims) > 0 && private(c, s.Claims[0])
}

func sorted(set map[graph.EntityID]bool) []graph.EntityID { return sortedKeys(set) }

func sortedKeys[V any](m map[graph.EntityID]V) []graph.EntityID {
	out := make([]graph.EntityID, 0, len(m))
	for id := range m {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}
