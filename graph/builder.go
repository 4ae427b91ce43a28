package graph

import (
	"cmp"
	"maps"
	"slices"
	"sort"
)

// Builder collects entities, sources and claims from any number of loaders and
// closes into a [Ledger]. It is for one goroutine. The order of calls does not
// matter to the result.
type Builder struct {
	entities   map[EntityID]*Entity
	sources    map[SourceID]*Source
	statements []*Statement
	attributes []*Attribute
	coverages  []*Coverage
	notes      []*Note
	claims     map[ClaimID]string // id → origin of its first use
	problems   Problems
}

// NewBuilder returns an empty Builder.
func NewBuilder() *Builder {
	return &Builder{entities: map[EntityID]*Entity{}, sources: map[SourceID]*Source{}, claims: map[ClaimID]string{}}
}

// Entity returns the entity added under the id, or nil.
func (b *Builder) Entity(id EntityID) *Entity { return b.entities[id] }

// AddEntity adds an entity. A second entity under one id completes the first when
// they do not contradict each other (same kind); otherwise the second is refused.
func (b *Builder) AddEntity(e Entity) {
	if e.ID == "" {
		b.problems.Add(e.Origin, Say("entity without an id", "entité sans identifiant"), Say("give every entity an id", "donnez un identifiant à chaque entité"))
		return
	}
	if e.Kind == "" {
		e.Kind = Company
	}
	if !e.Kind.Valid() {
		b.problems.Add(e.Origin, Say("entity %q has the unknown kind %q", "l’entité %q est d’une nature inconnue, %q", e.ID, e.Kind), Say("see the guide for the kinds", "voyez les natures d’entité dans le guide"))
		return
	}
	old, ok := b.entities[e.ID]
	if !ok {
		b.entities[e.ID] = &e
		return
	}
	if old.Kind != e.Kind {
		b.problems.Add(e.Origin, Say("entity %q is a %s here and a %s at %s", "l’entité %q est de nature %s ici et %s à %s", e.ID, e.Kind, old.Kind, old.Origin), Say("give one of them another id", "donnez un autre identifiant à l’une des deux"))
		return
	}
	old.complete(&e)
}

// complete fills what is empty in e from f.
func (e *Entity) complete(f *Entity) {
	fill := func(dst *string, src string) {
		if *dst == "" {
			*dst = src
		}
	}
	fill(&e.Name, f.Name)
	fill(&e.LegalName, f.LegalName)
	fill(&e.LEI, f.LEI)
	fill(&e.ISO, f.ISO)
	if e.Status.IsZero() {
		e.Status = f.Status
	}
	if e.Note.IsZero() {
		e.Note = f.Note
	}
	if e.Within == "" {
		e.Within, e.WithinClaim = f.Within, f.WithinClaim
	}
	for _, i := range f.Identifiers {
		if !slices.Contains(e.Identifiers, i) {
			e.Identifiers = append(slices.Clone(e.Identifiers), i) // a closed ledger may hold the old one
			slices.SortFunc(e.Identifiers, func(a, b Identifier) int { return cmp.Or(cmp.Compare(a.Scheme, b.Scheme), cmp.Compare(a.ID, b.ID)) })
		}
	}
	for _, a := range f.Aliases {
		e.Aliases = appendNew(e.Aliases, a)
	}
	if f.Name != e.Name && f.Name != "" {
		e.Aliases = appendNew(e.Aliases, f.Name)
	}
	if len(f.Names) > 0 {
		e.Names = maps.Clone(e.Names) // a closed ledger may hold the old one
	}
	for lang, name := range f.Names {
		if e.Names == nil {
			e.Names = map[string]string{}
		}
		if e.Names[lang] == "" {
			e.Names[lang] = name
		}
	}
}

func appendNew(list []string, s string) []string {
	for _, have := range list {
		if have == s {
			return list
		}
	}
	list = append(slices.Clone(list), s) // a closed ledger may hold the old one
	sort.Strings(list)
	return list
}

// AddSource adds a source. A second one under the same id completes the first
// where they do not contradict each other: a bare id is a citation of what
// another file describes.
func (b *Builder) AddSource(s Source) {
	if s.ID == "" {
		b.problems.Add(s.Origin, Say("source without an id", "source sans identifiant"), Say("give every source an id", "donnez un identifiant à chaque source"))
		return
	}
	old, ok := b.sources[s.ID]
	if !ok {
		b.sources[s.ID] = &s
		return
	}
	parts := []struct {
		dst *string
		src string
	}{{&old.Title, s.Title}, {&old.URL, s.URL}, {&old.Citation, s.Citation}, {&old.Date, s.Date}, {&old.Licence, s.Licence}}
	for _, f := range parts {
		if *f.dst != "" && f.src != "" && *f.dst != f.src {
			b.problems.Add(s.Origin, Say("source %q was described differently at %s", "la source %q est décrite autrement à %s", s.ID, old.Origin), Say("use one description, or two ids", "gardez une seule description, ou deux identifiants"))
			return
		}
	}
	if old.Title+old.URL+old.Citation+old.Date == "" {
		old.Origin = s.Origin // the description, not the citation
	}
	for _, f := range parts {
		if *f.dst == "" {
			*f.dst = f.src
		}
	}
	old.NonCommercial = old.NonCommercial || s.NonCommercial
}

// claim checks what all claims share and reports whether the claim is usable.
func (b *Builder) claim(c *Claim, what Text) bool {
	if c.ID == "" {
		b.problems.Add(c.Origin, Say("%s without an id", "%s sans identifiant", what), Say("give every claim an id", "donnez un identifiant à chaque énoncé"))
		return false
	}
	if first, dup := b.claims[c.ID]; dup {
		b.problems.Add(c.Origin, Say("the id %q is used twice (first at %s)", "l’identifiant %q sert deux fois (d’abord à %s)", c.ID, first), Say("give every claim its own id", "donnez à chaque énoncé son propre identifiant"))
		return false
	}
	if c.Assertion == "" {
		c.Assertion = Stated
	}
	if !c.Assertion.Valid() {
		b.problems.Add(c.Origin, Say("%s %q has the unknown assertion %q", "%s %q : assertion inconnue, %q", what, c.ID, c.Assertion), Say("use stated, inferred, reported, readerComment, claimed, denied, proposed or withdrawn", "écrivez stated, inferred, reported, readerComment, claimed, denied, proposed ou withdrawn"))
		return false
	}
	if c.Evidence == 0 {
		c.Evidence = Medium
	}
	if c.Assertion == ReaderComment {
		c.Evidence = Low
	}
	if p := c.Period; p.From != 0 && p.To != 0 && p.From >= p.To {
		b.problems.Add(c.Origin, Say("%s %q ends on %s, not after it begins on %s", "%s %q : fin le %s, qui n’est pas après le début, le %s", what, c.ID, p.To, p.From), Say("the end is exclusive: give a later day", "la fin est exclue de la période : indiquez un jour plus tardif"))
		return false
	}
	b.claims[c.ID] = c.Origin
	return true
}

// AddStatement adds a statement. An empty basis means capital for shareholding,
// votes for votingRights and profit for rights to profit.
func (b *Builder) AddStatement(s Statement) {
	if !s.Interest.Valid() {
		b.problems.Add(s.Origin, Say("statement %q has the unknown interest %q", "la déclaration %q porte un intérêt inconnu, %q", s.ID, s.Interest), Say("see the guide for the interests", "voyez les intérêts dans le guide"))
		return
	}
	if s.Interest.CarriesShare() {
		if s.Basis == NoBasis {
			s.Basis = map[Interest]Basis{Shareholding: Capital, VotingRights: Votes, ProfitRights: Profit}[s.Interest]
		}
		if !s.Figure {
			s.Share = SomeShare()
		}
		if err := s.Share.Validate(); err != nil {
			b.problems.Add(s.Origin, Say("statement %q: %v", "déclaration %q : %v", s.ID, err), Say("shares run from 0 to 100 percent", "une part va de 0 à 100 pour cent"))
			return
		}
	} else {
		s.Basis = NoBasis
	}
	if !s.Basis.Valid() {
		b.problems.Add(s.Origin, Say("statement %q has the unknown basis %q", "la déclaration %q porte sur une base inconnue, %q", s.ID, s.Basis), Say("use capital, votes, profit or both", "écrivez capital, votes, profit ou both"))
		return
	}
	if !b.claim(&s.Claim, Say("statement", "déclaration")) {
		return
	}
	b.statements = append(b.statements, &s)
}

// AddAttribute adds an attribute.
func (b *Builder) AddAttribute(a Attribute) {
	if a.Name == "" || a.Value == "" {
		b.problems.Add(a.Origin, Say("attribute %q needs a name and a value", "l’attribut %q exige un nom et une valeur", a.ID), Say("give both", "donnez les deux"))
		return
	}
	if b.claim(&a.Claim, Say("attribute", "attribut")) {
		b.attributes = append(b.attributes, &a)
	}
}

// AddCoverage adds a coverage.
func (b *Builder) AddCoverage(c Coverage) {
	switch {
	case c.Kind != Complete && c.Kind != Floor && c.Kind != Total:
		b.problems.Add(c.Origin, Say("coverage %q has the unknown kind %q", "la couverture %q est d’une nature inconnue, %q", c.ID, c.Kind), Say("use complete, floor or total", "écrivez complete, floor ou total"))
		return
	case !c.Interest.Valid():
		b.problems.Add(c.Origin, Say("coverage %q has the unknown interest %q", "la couverture %q porte un intérêt inconnu, %q", c.ID, c.Interest), Say("see the guide for the interests", "voyez les intérêts dans le guide"))
		return
	case c.Kind != Complete && (c.Percent <= 0 || c.Percent > Hundred):
		b.problems.Add(c.Origin, Say("coverage %q: a %s needs a percent above 0 and up to 100", "couverture %q : %s exige un pourcentage supérieur à 0 et d’au plus 100", c.ID, c.Kind), Say("give percent", "indiquez percent"))
		return
	}
	if c.Interest.CarriesShare() && c.Basis == NoBasis {
		c.Basis = map[Interest]Basis{Shareholding: Capital, VotingRights: Votes, ProfitRights: Profit}[c.Interest]
	}
	if !b.claim(&c.Claim, Say("coverage", "couverture")) {
		return
	}
	c.Members = append([]EntityID(nil), c.Members...)
	sort.Slice(c.Members, func(i, j int) bool { return c.Members[i] < c.Members[j] })
	b.coverages = append(b.coverages, &c)
}

// AddNote adds a relation that is kept and shown only.
func (b *Builder) AddNote(n Note) {
	if b.claim(&n.Claim, Say("note", "note")) {
		b.notes = append(b.notes, &n)
	}
}

// Build checks that every reference resolves and closes the collection. The
// error joins one [Problem] per refused item; the Builder stays usable.
func (b *Builder) Build() (*Ledger, error) {
	if err := b.check(); err != nil {
		return nil, err
	}
	return newLedger(b), nil
}

// check looks whether every reference resolves.
func (b *Builder) check() error {
	problems := Problems{list: append([]*Problem(nil), b.problems.list...)}
	need := func(origin string, claim ClaimID, role Text, id EntityID) {
		if _, ok := b.entities[id]; !ok {
			problems.Add(origin, Say("%q names the %s %q, which no entity has as id", "%q nomme %s %q, qui n’est l’identifiant d’aucune entité", claim, role, id), b.nearest(id))
		}
	}
	source := func(c *Claim) {
		if c.Source == "" {
			return
		}
		if _, ok := b.sources[c.Source]; !ok {
			problems.Add(c.Origin, Say("%q rests on the source %q, which is not described", "%q repose sur la source %q, qui n’est pas décrite", c.ID, c.Source), Say("add it under sources", "ajoutez-la sous sources"))
		}
	}
	for _, s := range b.statements {
		need(s.Origin, s.ID, Say("holder", "le détenteur"), s.Holder)
		need(s.Origin, s.ID, Say("subject", "l’objet"), s.Subject)
		source(&s.Claim)
	}
	for _, a := range b.attributes {
		need(a.Origin, a.ID, Say("entity", "l’entité"), a.Entity)
		if a.At != "" {
			need(a.Origin, a.ID, Say("place or thing", "le lieu ou la chose"), a.At)
		}
		source(&a.Claim)
	}
	for _, c := range b.coverages {
		need(c.Origin, c.ID, Say("entity", "l’entité"), c.Entity)
		for _, m := range c.Members {
			need(c.Origin, c.ID, Say("member", "le membre"), m)
		}
		source(&c.Claim)
	}
	for _, n := range b.notes {
		need(n.Origin, n.ID, Say("subject", "l’objet"), n.Subject)
		need(n.Origin, n.ID, Say("object", "l’objet"), n.Object)
		source(&n.Claim)
	}
	for _, id := range sortedKeys(b.entities) {
		if e := b.entities[id]; e.Within != "" {
			need(e.Origin, ClaimID(e.ID), Say("place", "le lieu"), e.Within)
		}
		if e := b.entities[id]; e.WithinClaim != "" {
			if _, ok := b.claims[e.WithinClaim]; !ok {
				problems.Add(e.Origin, Say("%q rests its place on the claim %q, which nobody makes", "%q fait reposer son lieu sur l’énoncé %q, que personne ne fait", e.ID, e.WithinClaim), Say("correct the id, or leave it out", "corrigez l’identifiant, ou omettez-le"))
			}
		}
	}
	return problems.Err()
}

// nearest suggests the known id that differs from id by the fewest edits.
func (b *Builder) nearest(id EntityID) Text {
	known := make([]string, 0, len(b.entities))
	for _, have := range sortedKeys(b.entities) {
		known = append(known, string(have))
	}
	if n := Nearest(string(id), known); n != "" {
		return Say("did you mean %q?", "vouliez-vous dire %q ?", n)
	}
	return Say("add the entity, or correct the id", "ajoutez l’entité, ou corrigez l’identifiant")
}

func sortedKeys[K ~string, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i] < keys[j] })
	return keys
}
