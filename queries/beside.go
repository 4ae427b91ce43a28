package queries

import (
	"cmp"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
)

// What a claim beside the verdict comes to.
const (
	PointsAway    = "away"    // would take the reach away if it counted
	PointsToward  = "toward"  // would bring it about, or closer, if it counted
	PointsNowhere = "nowhere" // would change nothing
	PointsAtLaw   = "law"     // says what the law does; the rules read the law instead
)

// beside lists what is shown beside the verdict and not computed on, known by the
// date of the answer, sorted by id: claims about the provider and its neighbours
// that do not count, and what is said of the law itself.
func (c *Context) beside(id graph.EntityID, l *law.Law, about map[graph.EntityID]bool, changes map[graph.ClaimID][]exposure.Change) []BesideClaim {
	seen := map[graph.ClaimID]bool{}
	out := []BesideClaim{}
	ledger := c.Ledger()
	add := func(base *graph.Claim, points string) {
		if seen[base.ID] || !c.known(base) {
			return
		}
		seen[base.ID] = true
		if list := changes[base.ID]; len(list) > 0 {
			points = direction(list)
		}
		out = append(out, BesideClaim{Claim: c.Claim(base.ID), Points: points})
	}
	for claim := range changes {
		if base := ledger.Claim(claim); base != nil && len(changes[claim]) > 0 {
			add(base, PointsNowhere)
		}
	}
	for e := range about {
		for _, s := range ledger.StatementsOf(e) {
			if !s.Assertion.Counts() {
				add(&s.Claim, PointsNowhere)
			}
		}
		for _, a := range ledger.AttributesOf(e) {
			if !a.Assertion.Counts() {
				add(&a.Claim, PointsNowhere)
			}
		}
		for _, cov := range ledger.CoverageOf(e) {
			if !cov.Assertion.Counts() {
				add(&cov.Claim, PointsNowhere)
			}
		}
		for _, n := range ledger.NotesOf(e) {
			if !n.Assertion.Counts() && !c.isLawText(n.Subject) && !c.isLawText(n.Object) {
				add(&n.Claim, PointsNowhere)
			}
		}
	}
	for _, n := range c.saidOf(l, id, about) {
		add(&n.Claim, PointsAtLaw)
	}
	slices.SortFunc(out, func(a, b BesideClaim) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// known reports a claim that speaks of the date of the answer.
func (c *Context) known(base *graph.Claim) bool {
	return base.Period.Start() <= c.Graph.Date() && (base.Period.To == 0 || base.Period.To > c.Graph.Date())
}

// someones reports a voice that speaks for itself: a reader, or a side.
func someones(a graph.Assertion) bool { return a == graph.ReaderComment || !a.Counts() }

// saidOf lists the notes on a law's own entity that speak of the provider or its
// neighbours, or that a reader or a side makes of the law as such in a publication
// that speaks of the provider. They are never computed on.
func (c *Context) saidOf(l *law.Law, provider graph.EntityID, about map[graph.EntityID]bool) []*graph.Note {
	var sources map[graph.SourceID]bool // read when first needed
	var out []*graph.Note
	for _, text := range c.entitiesOf(l) {
		for _, n := range c.Ledger().NotesOf(text) {
			other := n.Object
			if other == text {
				other = n.Subject
			}
			if !about[other] {
				if iso, _ := c.Graph.Place(other); iso == "" || !someones(n.Assertion) {
					continue
				}
				if sources == nil {
					sources = c.sourcesAbout(provider)
				}
				if !sources[n.Source] {
					continue
				}
			}
			if c.known(&n.Claim) && !slices.Contains(out, n) {
				out = append(out, n)
			}
		}
	}
	return out
}

// sourcesAbout collects the publications that say anything of the entity.
func (c *Context) sourcesAbout(id graph.EntityID) map[graph.SourceID]bool {
	out := map[graph.SourceID]bool{}
	for _, s := range c.Ledger().StatementsOf(id) {
		out[s.Source] = true
	}
	for _, n := range c.Ledger().NotesOf(id) {
		out[n.Source] = true
	}
	delete(out, "")
	return out
}

// longName is the length from which one name within another means the same law.
const longName = 12

// entitiesOf lists the entities of the data that stand for a law of the catalogue,
// by id or by a name they share; sorted by id.
func (c *Context) entitiesOf(l *law.Law) []graph.EntityID {
	keys := []string{Key(l.ID), Key(strings.TrimPrefix(l.ID, strings.ToLower(l.Jurisdiction)+"-")), Key(l.Title.EN), Key(l.Title.FR)}
	var out []graph.EntityID
	for _, id := range c.Ledger().Entities() {
		e := c.Ledger().Entity(id)
		if e.Kind != graph.LawText {
			continue
		}
		names := append([]string{string(id), e.Name, e.LegalName}, e.Aliases...)
		if slices.ContainsFunc(names, func(name string) bool {
			n := Key(name)
			return n != "" && slices.ContainsFunc(keys, func(k string) bool { return k == n || len(k) >= longName && strings.Contains(n, k) })
		}) {
			out = append(out, id)
		}
	}
	return out
}

func (c *Context) isLawText(id graph.EntityID) bool {
	e := c.Graph.Entity(id)
	return e != nil && e.Kind == graph.LawText
}

// suppose recomputes the findings once for each statement and attribute that does
// not count, as if it did, and tells which verdicts differ.
func (c *Context) suppose(id graph.EntityID, l *law.Law, about map[graph.EntityID]bool, found []exposure.Finding) map[graph.ClaimID][]exposure.Change {
	out := map[graph.ClaimID][]exposure.Change{}
	for _, s := range c.Analyzer().Suppose(id, l) {
		if base := c.Ledger().Claim(s.Claim); base != nil && c.known(base) {
			out[s.Claim] = s.Changes
		}
	}
	for e := range about {
		for _, a := range c.Ledger().AttributesOf(e) {
			if a.Assertion.Counts() || !c.known(&a.Claim) {
				continue
			}
			g, err := c.counting(a.ID)
			if err != nil {
				continue // the claim contradicts the rest and cannot be told as a fact
			}
			out[a.ID] = differences(found, exposure.New(c.Catalogue, g).Law(id, l))
		}
	}
	return out
}

// differences lists the effects whose answers differ.
func differences(before, after []exposure.Finding) []exposure.Change {
	var out []exposure.Change
	for i := range before {
		for j := range after {
			if from, to := inOneWord(&before[i]), inOneWord(&after[j]); before[i].Effect == after[j].Effect && from != to {
				out = append(out, exposure.Change{Law: before[i].Law.ID, Effect: before[i].Effect, From: from, To: to})
			}
		}
	}
	return out
}

// inOneWord is the verdict or status, with why it is undetermined.
func inOneWord(f *exposure.Finding) string {
	s := string(f.Verdict) + string(f.Status)
	if f.Because != "" {
		s += " (" + string(f.Because) + ")"
	}
	return s
}

// weight orders answers by how much of a reach there is; within undetermined, by
// how near.
func weight(answer string) int {
	word, because, _ := strings.Cut(answer, " (")
	switch word {
	case string(exposure.Reached), string(exposure.Barred):
		return 9
	case string(exposure.NotReached), string(exposure.Eligible), string(exposure.Certified):
		return 0
	}
	order := []exposure.Because{exposure.ByConduct, exposure.ByCoverage, exposure.ByStatus, exposure.ByFacts, exposure.ByLaw}
	return 1 + slices.Index(order, exposure.Because(strings.TrimSuffix(because, ")")))
}

// direction says where changes of verdicts point, by the largest of them.
func direction(list []exposure.Change) string {
	most := 0
	for _, k := range list {
		if by := weight(k.To) - weight(k.From); max(by, -by) > max(most, -most) {
			most = by
		}
	}
	switch {
	case most > 0:
		return PointsToward
	case most < 0:
		return PointsAway
	}
	return PointsNowhere
}

// changesOf puts what the claims would change in the order of the claims.
func (c *Context) changesOf(beside []BesideClaim, changes map[graph.ClaimID][]exposure.Change) []Change {
	out := []Change{}
	for _, b := range beside {
		for _, k := range changes[b.ID] {
			out = append(out, Change{Assertion: b.Assertion, Claims: []graph.ClaimID{b.ID}, Effect: k.Effect, From: k.From, To: k.To})
		}
	}
	return out
}

// counting reads the claims that speak at the date anew, with one attribute stated.
// Claims that ended or were superseded before the date change nothing and are left
// out.
func (c *Context) counting(attribute graph.ClaimID) (*graph.Graph, error) {
	l, b := c.Ledger(), graph.NewBuilder()
	for _, id := range l.Sources() {
		b.AddSource(*l.Source(id))
	}
	done := map[graph.ClaimID]bool{}
	add := func(id graph.ClaimID) {
		if done[id] {
			return
		}
		done[id] = true
		if s := l.Statement(id); s != nil {
			b.AddStatement(*s)
		} else if a := l.Attribute(id); a != nil {
			copied := *a
			if id == attribute {
				copied.Assertion = graph.Stated
			}
			b.AddAttribute(copied)
		}
	}
	add(attribute)
	for _, id := range l.Entities() {
		b.AddEntity(*l.Entity(id))
		c.eachClaim(id, add)
		for _, cov := range l.CoverageOf(id) {
			b.AddCoverage(*cov)
		}
	}
	next, err := b.Build()
	if err != nil {
		return nil, err
	}
	return next.At(c.Graph.Date(), graph.Options{MaxAge: c.MaxAge}), nil
}

// eachClaim visits the statements an entity holds and the attributes it has at the
// date, unknown slots included; claims may repeat.
func (c *Context) eachClaim(id graph.EntityID, visit func(graph.ClaimID)) {
	for _, k := range c.Graph.From(id) {
		for _, claim := range k.Claims {
			visit(claim)
		}
	}
	for _, f := range c.Graph.Facts(id) {
		for _, claim := range f.Claims {
			visit(claim)
		}
	}
}
