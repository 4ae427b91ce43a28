package report

import (
	"cmp"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
	"longarm/queries"
)

// What made a finding of a report differ when it was computed again.
const (
	ByFacts = "facts" // the facts loaded now differ from those recorded
	ByLaw   = "law"   // the law moved: its dates, status or citation
	ByRules = "rules" // our reading of the law, or the program, differs
	ByFile  = "file"  // the report's own text was altered after it was made
)

// Replay is what came of computing a report again.
type Replay struct {
	queries.Header
	Report    string              `json:"report"` // hash the report gives for itself
	Intact    bool                `json:"intact"` // text, facts and laws have the hashes the report gives
	Program   string              `json:"report_program"`
	Release   string              `json:"report_data_release"`
	Provider  queries.EntityBrief `json:"provider"`
	FactsSame bool                `json:"facts_same"`
	LawsSame  bool                `json:"laws_same"`
	Changes   []ReplayChange      `json:"changes"` // sorted by law, then effect, then cause
	Same      int                 `json:"unchanged"`
}

// ReplayChange is a finding that differs, and why.
type ReplayChange struct {
	Law          string               `json:"law"`
	Short        string               `json:"short"`
	Jurisdiction string               `json:"jurisdiction"`
	Effect       law.Effect           `json:"effect"`
	Cause        string               `json:"cause"`
	Before       *queries.Outcome     `json:"before"`
	After        *queries.Outcome     `json:"after"`
	Facts        []queries.FactChange `json:"facts"` // of the finding's own statements that came or went, when facts did it
}

// Read reads the JSON of a dossier. The error says what is wrong with the file.
func Read(data []byte) (*Dossier, error) {
	var d Dossier
	var head struct {
		Document string `json:"document"`
		Schema   string `json:"schema_version"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return nil, fmt.Errorf("it is no JSON: %w; give the file that `longarm report --format json` wrote", err)
	}
	switch {
	case head.Document != Document:
		return nil, fmt.Errorf("it is no report: its key \"document\" is %q; give the file that `longarm report --format json` wrote", head.Document)
	case head.Schema != queries.SchemaVersion:
		return nil, fmt.Errorf("it has schema version %q, and this program reads %s", head.Schema, queries.SchemaVersion)
	}
	var kept kept
	if err := json.Unmarshal(data, &kept); err != nil {
		return nil, fmt.Errorf("it cannot be read: %w", err)
	}
	d.Header.AsOf, d.Hash, d.Lang, d.Asked, d.Made, d.Recorded = kept.AsOf, kept.Hash, kept.Lang, kept.Asked, kept.Made, kept.Recorded
	d.Subject.ID, d.Subject.Name = kept.Subject.ID, kept.Subject.Name
	d.Reach = &queries.ReachResult{}
	for _, f := range kept.Reach.Findings {
		d.Reach.Findings = append(d.Reach.Findings, queries.Finding{Law: f.Law, Title: f.Title, Jurisdiction: f.Jurisdiction, Effect: f.Effect, Verdict: f.Verdict,
			Status: f.Status, Because: f.Because, IfTheoryHolds: f.IfTheoryHolds, Activation: f.Activation, Confidence: f.Confidence,
			PendingUntil: f.PendingUntil, Nexus: f.Nexus})
	}
	sum, err := sumOf(data)
	if err != nil {
		return nil, fmt.Errorf("it cannot be read: %w", err)
	}
	d.changed = sum != d.Hash
	if d.Recorded == nil {
		return nil, fmt.Errorf("it records no facts and laws, so nothing can be computed again; make it with `longarm report --format json`")
	}
	return &d, nil
}

// kept is the part of a dossier that a replay reads.
type kept struct {
	AsOf     graph.Date `json:"as_of"`
	Hash     string     `json:"hash"`
	Lang     string     `json:"lang"`
	Asked    Asked      `json:"asked"`
	Made     Made       `json:"made_with"`
	Recorded *Recorded  `json:"recorded"`
	Subject  struct {
		ID   graph.EntityID `json:"id"`
		Name string         `json:"name"`
	} `json:"subject"`
	Reach struct {
		Findings []struct {
			Law           string                `json:"law"`
			Title         string                `json:"title"`
			Jurisdiction  string                `json:"jurisdiction"`
			Effect        law.Effect            `json:"effect"`
			Verdict       exposure.Verdict      `json:"verdict"`
			Status        exposure.SchemeStatus `json:"status"`
			Because       exposure.Because      `json:"undetermined_because"`
			IfTheoryHolds exposure.Verdict      `json:"if_theory_holds"`
			Activation    law.Activation        `json:"activation"`
			Confidence    law.Confidence        `json:"confidence"`
			PendingUntil  graph.Date            `json:"pending_until"`
			Nexus         string                `json:"nexus"`
		} `json:"findings"`
	} `json:"reach"`
}

// Again computes the report of d anew: from the facts and laws it recorded, then under
// the laws of now, then from the facts of now, all at the day of the report. now is
// read at that day. Each difference is told with the step at which it arose.
func Again(now *queries.Context, nowLaws LawFiles, d *Dossier) (*Replay, error) {
	shorten(now)
	facts, err := d.Recorded.Facts.unpack("facts", maxFacts)
	if err != nil {
		return nil, err
	}
	laws, err := d.Recorded.Laws.unpack("laws", maxLaws)
	if err != nil {
		return nil, err
	}
	ledger, err := readFacts(facts)
	if err != nil {
		return nil, err
	}
	catalogue, err := readLaws(laws)
	if err != nil {
		return nil, err
	}
	was := ledger.At(d.AsOf, graph.Options{MaxAge: d.Made.MaxAge})
	recorded := &queries.Context{Graph: was, Catalogue: catalogue, Voice: now.Voice, MaxAge: d.Made.MaxAge}
	newLaw := &queries.Context{Graph: was, Catalogue: now.Catalogue, Voice: now.Voice, MaxAge: d.Made.MaxAge}
	nowFacts, err := factLines(now.Ledger())
	if err != nil {
		return nil, err
	}
	nowText, err := lawText(nowLaws)
	if err != nil {
		return nil, err
	}
	out := &Replay{Report: d.Hash, Program: d.Made.Program, Release: d.Made.DataRelease, Provider: recorded.Brief(d.Subject.ID), Changes: []ReplayChange{},
		Intact:    !d.changed && d.Made.FactsHash == d.Recorded.Facts.SHA256 && d.Made.LawsHash == d.Recorded.Laws.SHA256,
		FactsSame: digest(nowFacts) == d.Recorded.Facts.SHA256, LawsSame: digest(nowText) == d.Recorded.Laws.SHA256}
	out.Header = queries.Header{SchemaVersion: queries.SchemaVersion, AsOf: d.AsOf, Flags: []graph.Flag{}, Assumptions: []queries.Assumption{}}
	if was.Entity(d.Subject.ID) == nil {
		return nil, fmt.Errorf("the recorded facts do not know %q, whom the report is about", d.Subject.ID)
	}
	told := told(d)
	first := outcomes(recorded, d)
	second := outcomes(newLaw, d)
	third := map[key]queries.Outcome{}
	if now.Graph.Entity(d.Subject.ID) != nil {
		third = outcomes(now, d)
	}
	moved := movedLaws(catalogue, now.Catalogue)
	ours := ByRules
	if !out.Intact {
		ours = ByFile
	}
	for _, k := range keysOf(told, first, second, third) {
		steps := []struct {
			from, to map[key]queries.Outcome
			cause    string
		}{{told, first, ours}, {first, second, lawCause(k.law, moved)}, {second, third, ByFacts}}
		changed := false
		for _, s := range steps {
			before, after := outcome(s.from, k), outcome(s.to, k)
			if sameTold(before, after) {
				continue
			}
			changed = true
			ch := ReplayChange{Law: k.law, Short: now.LawName(k.law), Effect: k.effect, Cause: s.cause, Before: before, After: after, Facts: []queries.FactChange{}}
			if l := cmp.Or(now.Catalogue.Law(k.law), catalogue.Law(k.law)); l != nil {
				ch.Jurisdiction = l.Jurisdiction
			}
			if s.cause == ByFacts {
				ch.Facts = factChanges(newLaw, now, d.Subject.ID, k)
			}
			out.Changes = append(out.Changes, ch)
		}
		if !changed {
			out.Same++
		}
	}
	return out, nil
}

// key names a finding.
type key struct {
	law    string
	effect law.Effect
}

// told are the outcomes as the report tells them.
func told(d *Dossier) map[key]queries.Outcome {
	out := map[key]queries.Outcome{}
	for i := range d.Reach.Findings {
		f := &d.Reach.Findings[i]
		out[key{f.Law, f.Effect}] = short(f)
	}
	return out
}

// outcomes are those of the provider of the report in a context, of the laws the
// report was asked about.
func outcomes(c *queries.Context, d *Dossier) map[key]queries.Outcome {
	out := map[key]queries.Outcome{}
	laws := slices.DeleteFunc(slices.Clone(d.Asked.Laws), func(id string) bool { return c.Catalogue.Law(id) == nil })
	if len(d.Asked.Laws) > 0 && len(laws) == 0 {
		return out
	}
	r, err := reach(c, string(d.Subject.ID), laws)
	if err != nil {
		return out
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		out[key{f.Law, f.Effect}] = short(f)
	}
	return out
}

// short is what two computations are compared by.
func short(f *queries.Finding) queries.Outcome {
	o := queries.Outcome{Verdict: f.Verdict, Status: f.Status, Because: f.Because, IfTheoryHolds: f.IfTheoryHolds}
	if f.Verdict == exposure.Reached || f.Verdict == exposure.Undetermined && f.Because != exposure.ByCoverage {
		o.Activation, o.Confidence, o.Nexus = f.Activation, f.Confidence, f.Nexus
	}
	if f.Verdict == exposure.Reached {
		o.PendingUntil = f.PendingUntil
	}
	return o
}

func outcome(m map[key]queries.Outcome, k key) *queries.Outcome {
	if o, ok := m[k]; ok {
		return &o
	}
	return nil
}

func sameTold(a, b *queries.Outcome) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

func keysOf(maps ...map[key]queries.Outcome) []key {
	var out []key
	for _, m := range maps {
		for k := range m {
			if !slices.Contains(out, k) {
				out = append(out, k)
			}
		}
	}
	slices.SortFunc(out, func(a, b key) int { return cmp.Or(cmp.Compare(a.law, b.law), cmp.Compare(a.effect, b.effect)) })
	return out
}

// movedLaws lists the laws whose dates, status, citation or dated wordings differ
// between two catalogues: the law itself moved, or what is known of it.
func movedLaws(before, after *law.Catalogue) map[string]bool {
	out := map[string]bool{}
	for _, l := range after.Laws {
		old := before.Law(l.ID)
		switch {
		case old == nil, old.Status != l.Status, !reflect.DeepEqual(old.InForce, l.InForce), old.StatusKnownTo != l.StatusKnownTo, old.Revives != l.Revives, old.Citation != l.Citation:
			out[l.ID] = true
		}
	}
	for _, l := range before.Laws {
		if after.Law(l.ID) == nil {
			out[l.ID] = true
		}
	}
	return out
}

// lawCause tells a change of the law from one of our reading of it.
func lawCause(id string, moved map[string]bool) string {
	if moved[id] {
		return ByLaw
	}
	return ByRules
}

// factChanges lists the statements that a finding rests on and that one of two contexts
// lacks, or has otherwise.
func factChanges(before, after *queries.Context, id graph.EntityID, k key) []queries.FactChange {
	was, is := restsOn(before, id, k), restsOn(after, id, k)
	out := []queries.FactChange{}
	for _, claim := range graph.SortedClaims(was) {
		if !sameClaim(before, after, claim) && before.Ledger().Claim(claim) != nil {
			out = append(out, queries.FactChange{Change: "ended", Claim: before.Claim(claim)})
		}
	}
	for _, claim := range graph.SortedClaims(is) {
		if !sameClaim(before, after, claim) && after.Ledger().Claim(claim) != nil {
			out = append(out, queries.FactChange{Change: "began", Claim: after.Claim(claim)})
		}
	}
	return out
}

// sameClaim reports a claim that both ledgers hold, word for word.
func sameClaim(a, b *queries.Context, id graph.ClaimID) bool {
	x, y := a.Ledger().Claim(id), b.Ledger().Claim(id)
	return x != nil && y != nil && a.Claim(id).Text == b.Claim(id).Text && x.Period == y.Period && x.Assertion == y.Assertion && x.Evidence == y.Evidence
}

func restsOn(c *queries.Context, id graph.EntityID, k key) map[graph.ClaimID]bool {
	out := map[graph.ClaimID]bool{}
	l := c.Catalogue.Law(k.law)
	if l == nil || c.Graph.Entity(id) == nil {
		return out
	}
	for _, f := range c.Analyzer().Law(id, l) {
		if f.Effect != k.effect || f.Proof == nil {
			continue
		}
		for _, claim := range f.Proof.Leaves() {
			out[claim] = true
		}
	}
	return out
}
