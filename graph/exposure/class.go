package exposure

import (
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/proof"
)

// class reads whether a party is of a CLASS: a class or territory of the
// vocabulary, "entity:ID" or "law:ID".
func (a *Analyzer) class(q question, ref string, e graph.EntityID) *value {
	key := classKey{ref: ref, entity: e, self: e == q.root}
	if q.law != nil {
		key.law = q.law.ID
	}
	if v, ok := a.classes[key]; ok {
		return v
	}
	v := a.classify(q, ref, e)
	if v.node.Rule != proof.Class {
		v = wrapClass(v, ref, e)
	}
	a.classes[key] = v
	return v
}

func wrapClass(v *value, ref string, e graph.EntityID) *value {
	c := *v
	c.node = &proof.Node{Rule: proof.Class, Value: v.truth, Entity: e, Class: ref, Children: []*proof.Node{v.node}}
	return &c
}

func (a *Analyzer) classify(q question, ref string, e graph.EntityID) *value {
	prefix, id := law.SplitRef(ref)
	switch prefix {
	case "entity":
		if string(e) == id {
			return truly(&proof.Node{Rule: proof.Identity, Entity: e, Text: id})
		}
		return falsely(&proof.Node{Rule: proof.Identity, Entity: e, Text: id})
	case "law":
		if slices.Contains(a.laws.Vocabulary.Lists[e], id) {
			return truly(&proof.Node{Rule: proof.Identity, Entity: e, Text: ref})
		}
		return falsely(&proof.Node{Rule: proof.Identity, Entity: e, Text: ref})
	}
	if ref == "any" {
		return truly(&proof.Node{Rule: proof.Identity, Entity: e, Text: "any"})
	}
	if a.laws.Vocabulary.Territories[ref] != nil {
		return a.inTerritory(ref, e)
	}
	c := a.laws.Vocabulary.Classes[ref]
	if c == nil {
		return decided(proof.Open, &proof.Node{Rule: proof.Unstated, Entity: e, Class: ref})
	}
	return a.member(q, c, e)
}

func truly(n *proof.Node) *value {
	v := decided(proof.True, n)
	v.paths = [][]Step{nil}
	return v
}

func falsely(n *proof.Node) *value { return decided(proof.False, n) }

// inTerritory reads a place: a state, subdivision, exchange or state body by
// where it lies. The Union counts as its own territory; toward one of its members
// it is open, since what is said of the Union may hold there.
func (a *Analyzer) inTerritory(territory string, e graph.EntityID) *value {
	iso, claim := a.g.Place(e)
	n := &proof.Node{Rule: proof.Place, Entity: e, Class: territory, Text: iso}
	if claim != "" {
		n.Claims = []graph.ClaimID{claim}
	}
	if iso == "" {
		return falsely(&proof.Node{Rule: proof.Kind, Entity: e, Text: string(a.kind(e))})
	}
	if a.placeIn(territory, iso) {
		return truly(n)
	}
	if a.kind(e) == graph.Bloc && a.blocTouches(iso, territory) {
		v := decided(proof.Open, n)
		v.leads = true
		v.missing = []Missing{{Kind: MissingRelation, Entity: e, Class: territory}}
		return v
	}
	return falsely(n)
}

// placeIn reports that the code lies in the territory at the date; a bloc lies in
// a territory that holds all its members.
func (a *Analyzer) placeIn(territory, iso string) bool {
	v := a.laws.Vocabulary
	if v.TerritoryHas(territory, iso, a.date) {
		return true
	}
	inner, outer := v.Territories[strings.ToLower(iso)], v.Territories[territory]
	if inner == nil || outer == nil || a.g.Ledger().StateOf(iso) == "" || iso != "EU" && len(inner.ISO(a.date)) < 2 {
		return false
	}
	have := outer.ISO(a.date)
	for _, member := range inner.ISO(a.date) {
		if !slices.Contains(have, member) {
			return false
		}
	}
	return true
}

func (a *Analyzer) blocTouches(bloc, territory string) bool {
	inner, other := a.laws.Vocabulary.Territories[strings.ToLower(bloc)], a.laws.Vocabulary.Territories[territory]
	if inner == nil || other == nil {
		return false
	}
	for _, member := range inner.ISO(a.date) {
		if slices.Contains(other.ISO(a.date), member) {
			return true
		}
	}
	return false
}

// member reads a class of the vocabulary. Each part that the class gives must
// hold.
func (a *Analyzer) member(q question, c *law.Class, e graph.EntityID) *value {
	k := a.kind(e)
	if len(c.Kinds) > 0 && !slices.Contains(c.Kinds, k) {
		return falsely(&proof.Node{Rule: proof.Kind, Entity: e, Text: string(k)})
	}
	var parts []*value
	if len(c.Kinds) > 0 {
		parts = append(parts, truly(&proof.Node{Rule: proof.Kind, Entity: e, Text: string(k)}))
	}
	if c.List != nil {
		parts = append(parts, a.onList(q, c, e))
	}
	if c.Listed || c.In != "" || c.Outside != "" {
		parts = append(parts, a.tied(q, c, e))
	}
	if c.Is != nil {
		parts = append(parts, a.read(question{law: q.law, root: q.root}, c.Is, e))
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return all(parts)
}

// tied reads membership by ties to a country: incorporation and seat for
// companies, nationality and residence for people, the state itself for states
// and their bodies.
func (a *Analyzer) tied(q question, c *law.Class, e graph.EntityID) *value {
	k := a.kind(e)
	want := func(iso string) bool { return a.wants(q, c, iso) }
	switch k {
	case graph.State, graph.StateBody, graph.Bloc:
		iso, claim := a.g.Place(e)
		n := &proof.Node{Rule: proof.Place, Entity: e, Class: c.ID, Text: iso}
		if claim != "" {
			n.Claims = []graph.ClaimID{claim}
		}
		switch {
		case iso == "":
			return a.unknownTie(e, c)
		case want(iso):
			return truly(n)
		}
		return falsely(n)
	case graph.Company, graph.Arrangement, graph.Person, graph.Group:
		return a.byLinks(e, c, a.linksFor(e, c.Links), want)
	case graph.Offer:
		return a.byOperator(q, c, e)
	}
	return falsely(&proof.Node{Rule: proof.Kind, Entity: e, Text: string(k)})
}

func (a *Analyzer) unknownTie(e graph.EntityID, c *law.Class) *value {
	v := decided(proof.Open, &proof.Node{Rule: proof.Unstated, Entity: e, Class: c.ID})
	v.missing = []Missing{{Kind: MissingMembership, Entity: e, Class: c.ID}}
	return v
}

// human reports persons, and groups of stated nationality, such as a family.
func (a *Analyzer) human(e graph.EntityID) bool {
	k := a.kind(e)
	return k == graph.Person || k == graph.Group && a.stated(e, graph.NationalOf)
}

// linksFor keeps the ties an entity of its kind can have.
func (a *Analyzer) linksFor(e graph.EntityID, links []graph.Interest) []graph.Interest {
	var out []graph.Interest
	human := a.human(e)
	for _, l := range links {
		personal := l == graph.NationalOf || l == graph.ResidentIn
		if !human && a.kind(e) == graph.Group || personal == human {
			out = append(out, l)
		}
	}
	return out
}

// wants reports that a tie to the country makes a party of the class.
func (a *Analyzer) wants(q question, c *law.Class, iso string) bool {
	switch {
	case c.In != "":
		return a.placeIn(a.territoryOf(q, c.In), iso)
	case c.Outside != "":
		return !a.placeIn(a.territoryOf(q, c.Outside), iso)
	}
	return slices.Contains(c.CountriesAt(a.date), iso)
}

func (a *Analyzer) territoryOf(q question, t string) string {
	if t == law.LawJurisdiction && q.law != nil {
		return strings.ToLower(q.law.Jurisdiction)
	}
	return t
}

// byLinks reads membership by the ties that are stated. One tie that fits makes
// the class; it is excluded when every tie is closed and none fits. Where sources
// disagree about a single-valued tie, each value is a world.
func (a *Analyzer) byLinks(e graph.EntityID, c *law.Class, links []graph.Interest, want func(string) bool) *value {
	if len(links) == 0 {
		return falsely(&proof.Node{Rule: proof.Kind, Entity: e, Text: string(a.kind(e))})
	}
	var parts []*value
	for _, i := range links {
		parts = append(parts, a.byTie(e, c, i, want))
	}
	v := anyOf(parts)
	v.abroad = v.truth == proof.Open && slices.ContainsFunc(parts, func(p *value) bool { return p.truth == proof.False })
	unknown := slices.ContainsFunc(a.g.From(e), func(l *graph.Link) bool { return slices.Contains(links, l.Interest) && l.State != graph.InForce })
	if v.truth == proof.Open && !unknown && a.human(e) && a.stated(e, graph.NationalOf) {
		if slices.Contains(links, graph.ResidentIn) && a.nationalWithin(e, want) {
			v.leads = true // who is a national may well live at home
			return v
		}
		// A stated nationality closes nationality and residence elsewhere.
		closed := falsely(&proof.Node{Rule: proof.Closed, Entity: e, Text: "a stated nationality closes nationality and residence"})
		closed.node.Children = v.node.Children
		closed.miss = v.miss
		return closed
	}
	return v
}

// nationalWithin reports a stated nationality of a place that fits.
func (a *Analyzer) nationalWithin(e graph.EntityID, want func(string) bool) bool {
	return slices.ContainsFunc(a.g.From(e), func(l *graph.Link) bool {
		iso, _ := a.g.Place(l.Subject)
		return l.Interest == graph.NationalOf && l.State == graph.InForce && want(iso)
	})
}

func (a *Analyzer) byTie(e graph.EntityID, c *law.Class, i graph.Interest, want func(string) bool) *value {
	out := &value{truth: proof.Open, node: &proof.Node{Rule: proof.Relation, Entity: e, Interest: i, Class: c.ID, Text: "to"}}
	fits, misses := 0, 0
	for _, l := range a.g.From(e) {
		if l.Interest != i {
			continue
		}
		iso, claim := a.g.Place(l.Subject)
		place := &proof.Node{Rule: proof.Place, Entity: l.Subject, Class: c.ID, Text: iso}
		if claim != "" {
			place.Claims = []graph.ClaimID{claim}
		}
		link := &proof.Node{Rule: proof.Link, Other: l.Subject, Children: []*proof.Node{statementNode(l), place}}
		switch {
		case l.State != graph.InForce || iso == "":
			link.Value, out.leads = proof.Open, true
		case want(iso):
			fits++
			link.Value, place.Value = proof.True, proof.True
			out.paths = append(out.paths, []Step{step(l)})
		default:
			misses++
			link.Value, place.Value = proof.False, proof.False
			out.miss = nearer(out.miss, &Miss{Entity: e, Have: string(l.Subject), Need: c.ID, Claims: l.Claims, Interests: []string{string(i)}})
		}
		out.node.Children = append(out.node.Children, link)
	}
	switch {
	case fits > 0 && (misses == 0 || !i.SingleValued()):
		out.truth, out.miss, out.leads, out.leg = proof.True, nil, false, true
	case fits > 0:
		out.leads = true // sources disagree on the one value
	case misses > 0 && i.SingleValued() && !out.leads:
		out.truth = proof.False
		out.node.Children = append(out.node.Children, &proof.Node{Rule: proof.Closed, Value: proof.True, Entity: e, Interest: i, Text: "single-valued"})
	}
	out.node.Value = out.truth
	if out.truth == proof.Open {
		out.missing = []Missing{{Kind: MissingRelation, Entity: e, Interest: []graph.Interest{i}, Class: c.ID}}
	}
	return out
}

// byOperator reads an offer as whoever is stated to operate it. One stated for
// another time may operate it now.
func (a *Analyzer) byOperator(q question, c *law.Class, e graph.EntityID) *value {
	var parts []*value
	for _, l := range a.g.To(e) {
		if l.Interest != graph.Operates || a.kind(l.Holder) == graph.Offer {
			continue
		}
		op := a.class(q, c.ID, l.Holder)
		v := *op
		if l.State != graph.InForce {
			if op.truth == proof.False {
				continue
			}
			v.truth, v.leads, v.leg = proof.Open, true, false
			v.missing = append(slices.Clone(op.missing), Missing{Kind: MissingRelation, Entity: l.Holder, Other: e, Interest: []graph.Interest{l.Interest}})
		}
		v.node = &proof.Node{Rule: proof.Link, Value: v.truth, Other: l.Holder, Children: []*proof.Node{statementNode(l), op.node}}
		v.paths = around(op.paths, []Step{step(l)}, false)
		parts = append(parts, &v)
	}
	if len(parts) == 0 {
		return a.unknownTie(e, c)
	}
	return anyOf(parts)
}

// onList reads membership of the lists a law keeps. Nobody is on a named list
// without a statement; of a list the data lacks, the entity asked about itself is
// open and others are presumed not to be on it.
func (a *Analyzer) onList(q question, c *law.Class, e graph.EntityID) *value {
	keeper := c.List.Law
	if keeper == "self" {
		if q.law == nil {
			return a.unknownTie(e, c)
		}
		keeper = q.law.ID
	}
	out := &value{truth: proof.False, node: &proof.Node{Rule: proof.Relation, Entity: e, Interest: graph.DesignatedUnder, Class: "law:" + keeper, Text: "to"}}
	for _, l := range a.g.From(e) {
		if l.Interest != graph.DesignatedUnder || !slices.Contains(a.laws.Vocabulary.Lists[l.Subject], keeper) {
			continue
		}
		id := &proof.Node{Rule: proof.Identity, Value: proof.True, Entity: l.Subject, Text: "law:" + keeper}
		link := &proof.Node{Rule: proof.Link, Value: proof.True, Other: l.Subject, Children: []*proof.Node{statementNode(l), id}}
		out.node.Children = append(out.node.Children, link)
		if l.State == graph.InForce {
			out.truth, out.leg = proof.True, true
			out.paths = append(out.paths, []Step{step(l)})
			continue
		}
		link.Value = proof.Open
		if out.truth == proof.False {
			out.truth, out.leads = proof.Open, true
			out.missing = []Missing{{Kind: MissingRelation, Entity: e, Other: l.Subject, Interest: []graph.Interest{graph.DesignatedUnder}}}
		}
	}
	out.node.Value = out.truth
	if out.truth != proof.False {
		out.leads = out.leads && out.truth == proof.Open
		return out
	}
	if e == q.root && !a.hasList(keeper) {
		v := decided(proof.Open, &proof.Node{Rule: proof.Unstated, Entity: e, Class: c.ID})
		v.missing = []Missing{{Kind: MissingRelation, Entity: e, Interest: []graph.Interest{graph.DesignatedUnder}, Class: "law:" + keeper}}
		return v
	}
	v := falsely(&proof.Node{Rule: proof.Presumed, Entity: e, Class: c.ID, Text: "law:" + keeper})
	v.presumed = []string{keeper}
	return v
}

// unlisted closes `rel designatedUnder` as onList does: nobody is listed without
// a statement, but of a list the data lacks the entity asked about is open.
func (a *Analyzer) unlisted(q question, e graph.EntityID, ref string) *proof.Node {
	prefix, keeper := law.SplitRef(ref)
	if prefix != "law" || e == q.root && !a.hasList(keeper) {
		return nil
	}
	return &proof.Node{Rule: proof.Closed, Value: proof.True, Entity: e, Interest: graph.DesignatedUnder, Text: "nobody is on a named list without a statement"}
}

// hasList reports that the data has every list the law keeps: who is on one it lacks
// is not known.
func (a *Analyzer) hasList(keeper string) bool {
	lists := a.laws.Vocabulary.ListsOf(keeper)
	return len(lists) > 0 && !slices.ContainsFunc(lists, func(id graph.EntityID) bool { return !a.lists[id] })
}
