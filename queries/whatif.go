package queries

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"longarm/graph"
)

// EditBrief is one supposition as answers tell it.
type EditBrief struct {
	Kind    string           `json:"kind"` // add, end, remove
	Text    string           `json:"text"` // one clause
	From    graph.Date       `json:"from,omitzero"`
	Claims  []graph.ClaimID  `json:"statements"`           // added, ended or removed
	Instead []graph.ClaimID  `json:"instead_of,omitempty"` // stated claims that an addition takes the place of, sorted
	Diluted []graph.EntityID `json:"diluted,omitempty"`    // holders whose shares shrink in proportion, sorted
}

// Suppose returns a context like this one in which the edits are facts, and the
// edits in words. Names resolve as everywhere; the error is [*NotFound],
// [*Ambiguous], [*Usage], or joins one problem for each edit that cannot be made.
func (c *Context) Suppose(e *Edits) (*Context, []EditBrief, error) {
	s := &supposer{c: c, edit: graph.Edit{Ends: map[graph.ClaimID]graph.Date{}}, news: map[string]graph.EntityID{}}
	for i := range e.Add {
		if e.Add[i].New != "" {
			if err := s.party(&e.Add[i]); err != nil {
				return nil, nil, fmt.Errorf("add %d: %w", i+1, err)
			}
		}
	}
	for i := range e.Add {
		if err := s.add(&e.Add[i]); err != nil {
			return nil, nil, fmt.Errorf("add %d: %w", i+1, err)
		}
	}
	for i := range e.End {
		if err := s.end(&e.End[i]); err != nil {
			return nil, nil, fmt.Errorf("end %d: %w", i+1, err)
		}
	}
	for _, id := range e.Remove {
		if err := s.remove(graph.ClaimID(strings.TrimSpace(id))); err != nil {
			return nil, nil, err
		}
	}
	l, err := c.Ledger().Edited(s.edit)
	if err != nil {
		return nil, nil, err
	}
	next := c.with(l.At(c.Graph.Date(), c.Graph.Options()))
	for i := range s.briefs {
		if s.briefs[i].Text == "" {
			s.briefs[i].Text = next.Claim(s.briefs[i].Claims[0]).Text
		}
	}
	return next, s.briefs, nil
}

// supposer turns edits in words into edits of the ledger.
type supposer struct {
	c      *Context
	edit   graph.Edit
	news   map[string]graph.EntityID
	briefs []EditBrief
}

// resolve finds a party, also one that is supposed.
func (s *supposer) resolve(name string) (graph.EntityID, error) {
	if id, ok := s.news[name]; ok {
		return id, nil
	}
	return s.c.Resolve(name)
}

// place finds a state by its code, or whatever has the name.
func (s *supposer) place(name string) (graph.EntityID, error) {
	if id := s.c.Ledger().StateOf(strings.ToUpper(name)); id != "" {
		return id, nil
	}
	return s.resolve(name)
}

func (s *supposer) day(text string) (graph.Date, error) {
	if text == "" {
		return s.c.Graph.Date(), nil
	}
	d, err := graph.ParseDate(text)
	if err != nil {
		return 0, &Usage{Message: graph.Say("from: %v", "from : %v", err), Advice: graph.Say("write a day as 2024-01-31", "écrivez un jour comme 2024-01-31")}
	}
	return d, nil
}

// claim is the common part of what is supposed: nobody says it, so no evidence is
// too weak.
func (s *supposer) claim(from graph.Date) graph.Claim {
	n := len(s.edit.Statements) + len(s.edit.Attributes) + len(s.edit.Coverages) + 1
	id := graph.ClaimID("supposed-" + strconv.Itoa(n))
	for s.c.Ledger().Claim(id) != nil {
		id += "x"
	}
	told := s.c.Voice.Say("whatif.note")
	return graph.Claim{ID: id, Period: graph.Period{From: from}, Evidence: graph.High, Note: graph.Text{EN: told, FR: told}, Origin: string(id)}
}

func (s *supposer) party(a *AddEdit) error {
	kind := graph.Kind(a.Kind)
	if kind == "" {
		kind = graph.Company
	}
	if !kind.Valid() {
		return &Usage{Message: graph.Say("unknown kind %q", "nature inconnue, %q", a.Kind), Advice: graph.Say("see the guide for the kinds", "voyez les natures d’entité dans le guide")}
	}
	name := a.Name
	if name == "" {
		name = a.New
	}
	id := graph.EntityID(a.New)
	s.news[a.New], s.news[name] = id, id
	s.edit.Entities = append(s.edit.Entities, graph.Entity{ID: id, Kind: kind, Name: name, Origin: a.New})
	return nil
}

func (s *supposer) add(a *AddEdit) error {
	from, err := s.day(a.From)
	if err != nil {
		return err
	}
	switch {
	case a.New != "":
		if a.Jurisdiction == "" {
			s.briefs = append(s.briefs, EditBrief{Kind: "add", Text: s.c.Voice.Say("whatif.party", "Who", cmp.Or(a.Name, a.New)), Claims: []graph.ClaimID{}})
			return nil
		}
		return s.statement(a.New, graph.IncorporatedIn, a.Jurisdiction, a, from)
	case a.Attribute != "":
		return s.attribute(a, from)
	case a.Complete != "":
		return s.coverage(a, from)
	case a.Holder != "" && a.Interest != "" && a.Subject != "":
		return s.statement(a.Holder, graph.Interest(a.Interest), a.Subject, a, from)
	}
	return &Usage{Message: graph.Say("an addition needs holder, interest and subject; entity, attribute and value; complete and of; or new", "un ajout exige holder, interest et subject ; entity, attribute et value ; complete et « of » ; ou new"), Advice: graph.Say("see `longarm whatif --help`", "voyez `longarm whatif --help`")}
}

// knownInterest refuses an unknown code with the nearest one.
func knownInterest(i graph.Interest) error {
	if i.Valid() {
		return nil
	}
	var codes []string
	for _, k := range graph.Interests() {
		codes = append(codes, string(k))
	}
	advice := graph.Say("see the guide for the interests", "voyez les intérêts dans le guide")
	if near := graph.Nearest(string(i), codes); near != "" {
		advice = graph.Say("did you mean %s?", "vouliez-vous dire %s ?", near)
	}
	return &Usage{Message: graph.Say("unknown interest %q", "intérêt inconnu, %q", string(i)), Advice: advice}
}

func (s *supposer) statement(holder string, i graph.Interest, subject string, a *AddEdit, from graph.Date) error {
	if err := knownInterest(i); err != nil {
		return err
	}
	h, err := s.resolve(holder)
	if err != nil {
		return err
	}
	find := s.resolve
	if i.Family() == graph.Jurisdiction {
		find = s.place
	}
	sub, err := find(subject)
	if err != nil {
		return err
	}
	share, given, err := parseShare(&a.Share)
	if err != nil {
		return &Usage{Message: graph.Say("share: %v", "share : %v", err), Advice: graph.Say(`write 25, 10-20, ">50" or {min: 10, max: 20}`, `écrivez 25, 10-20, ">50" ou {min: 10, max: 20}`)}
	}
	if given && !i.CarriesShare() {
		return &Usage{Message: graph.Say("a share on %s, which carries none", "une part sur %s, qui n’en porte pas", string(i)), Advice: graph.Say("leave it out", "omettez-la")}
	}
	st := graph.Statement{Claim: s.claim(from), Holder: h, Subject: sub, Interest: i, Basis: graph.Basis(a.Basis), Share: share, Figure: given, Value: a.Value}
	if st.Basis == graph.NoBasis && i == graph.Shareholding {
		st.Basis = graph.Capital
	}
	instead := s.onSlot(h, i, sub, st.Basis)
	s.endAll(instead, from)
	s.edit.Statements = append(s.edit.Statements, st)
	brief := EditBrief{Kind: "add", From: from, Claims: []graph.ClaimID{st.ID}, Instead: instead}
	if a.Dilute {
		if !given || !share.IsExact() || share.Min >= graph.Hundred {
			return &Usage{Message: graph.Say("only an exact share below 100 % dilutes the others", "seule une part exacte inférieure à 100 % dilue les autres"), Advice: graph.Say("give one, or leave dilute out", "donnez-en une, ou omettez dilute")}
		}
		brief.Diluted = s.dilute(&st, from)
	}
	s.briefs = append(s.briefs, brief)
	return nil
}

func (s *supposer) attribute(a *AddEdit, from graph.Date) error {
	e, err := s.resolve(a.Entity)
	if err != nil {
		return err
	}
	if _, known := s.c.Catalogue.Vocabulary.Attributes[a.Attribute]; !known {
		names := sortedNames(s.c.Catalogue.Vocabulary.Attributes)
		advice := graph.Say("the attributes are %s", "les attributs sont %s", strings.Join(names, ", "))
		if near := graph.Nearest(a.Attribute, names); near != "" {
			advice = graph.Say("did you mean %s?", "vouliez-vous dire %s ?", near)
		}
		return &Usage{Message: graph.Say("unknown attribute %q", "attribut inconnu, %q", a.Attribute), Advice: advice}
	}
	at := graph.EntityID("")
	if a.At != "" {
		if at, err = s.place(a.At); err != nil {
			return err
		}
	}
	attr := graph.Attribute{Claim: s.claim(from), Entity: e, Name: a.Attribute, Value: a.Value, At: at, Per: a.Per}
	var instead []graph.ClaimID
	for _, old := range s.attributesOf(e, a.Attribute) {
		if old.At == at && old.Per == a.Per && (old.Value == a.Value || scalarWord(a.Value)) {
			instead = append(instead, old.ID)
		}
	}
	s.endAll(instead, from)
	s.edit.Attributes = append(s.edit.Attributes, attr)
	s.briefs = append(s.briefs, EditBrief{Kind: "add", From: from, Claims: []graph.ClaimID{attr.ID}, Instead: instead})
	return nil
}

// scalarWord reports a value that takes the place of another: a number or a truth
// value. Codes stand beside each other.
func scalarWord(v string) bool {
	if _, err := strconv.ParseFloat(v, 64); err == nil {
		return true
	}
	return slices.Contains([]string{"yes", "no", "true", "false", "may"}, strings.ToLower(v))
}

func sortedNames[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// attributesOf lists the counting attributes of an entity by name, sorted by id.
func (s *supposer) attributesOf(e graph.EntityID, name string) []*graph.Attribute {
	var out []*graph.Attribute
	for _, a := range s.c.Ledger().AttributesOf(e) {
		if a.Name == name && a.Assertion.Counts() {
			out = append(out, a)
		}
	}
	return out
}

func (s *supposer) coverage(a *AddEdit, from graph.Date) error {
	i := graph.Interest(a.Complete)
	if err := knownInterest(i); err != nil {
		return err
	}
	e, err := s.resolve(a.Of)
	if err != nil {
		return err
	}
	cov := graph.Coverage{Claim: s.claim(from), Entity: e, Interest: i, Basis: graph.Basis(a.Basis), Kind: graph.Complete}
	for _, m := range a.Members {
		id, err := s.place(m)
		if err != nil {
			return err
		}
		cov.Members = append(cov.Members, id)
	}
	s.edit.Coverages = append(s.edit.Coverages, cov)
	s.briefs = append(s.briefs, EditBrief{Kind: "add", From: from, Claims: []graph.ClaimID{cov.ID}})
	return nil
}

// WhatIf puts an answer under the suppositions it was computed with. For a reach it
// tells which findings are otherwise in fact, asked of the context without them.
func WhatIf(fact, supposed *Context, edits []EditBrief, a Answer) *WhatIfResult {
	out := &WhatIfResult{Edits: edits, Answer: a}
	r, ok := a.(*ReachResult)
	if !ok || fact.Graph.Entity(r.Provider.ID) == nil {
		return out
	}
	seen := map[string]bool{}
	for i := range r.Findings {
		l := fact.Catalogue.Law(r.Findings[i].Law)
		if l == nil || seen[l.ID] {
			continue
		}
		seen[l.ID] = true
		was, is := fact.Analyzer().Law(r.Provider.ID, l), supposed.Analyzer().Law(r.Provider.ID, l)
		for _, effect := range effectsOf(was, is) {
			if x, y := findingOf(was, effect), findingOf(is, effect); !sameOutcome(x, y) {
				out.Changes = append(out.Changes, OutcomeChange{Law: l.ID, Title: l.Title.In(fact.Lang()), Jurisdiction: l.Jurisdiction, Effect: string(effect),
					Fact: outcomeOf(x), Supposed: outcomeOf(y)})
			}
		}
	}
	return out
}
