package exposure

import (
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/proof"
)

// Law answers what one law does to the provider: one finding for each effect its
// rows have, sorted by effect; a scheme has one finding with a status.
func (a *Analyzer) Law(provider graph.EntityID, l *law.Law) []Finding {
	s := a.stands(l)
	byEffect := map[law.Effect][]Nexus{}
	var excluded []*law.Row
	for _, r := range l.Rows {
		rs := a.rowStands(r, s)
		q := question{law: l, row: r, root: provider}
		if r.Excludes {
			if rs.applies && a.direct(r, provider, provider).truth == proof.True {
				excluded = append(excluded, r)
			}
			continue
		}
		effect := r.Effect
		if l.Scheme != nil {
			effect = law.Obliged
		}
		byEffect[effect] = append(byEffect[effect], a.nexusOf(r, a.direct(r, provider, provider), rs, r.Confidence, a.activation(q, r, provider)))
		for _, n := range a.carried(r, provider, rs) {
			effect := law.ViaSupplier
			if n.Carrier == law.ControlDown {
				effect = law.Obliged
			}
			byEffect[effect] = append(byEffect[effect], n)
		}
	}
	var out []Finding
	for effect, rows := range byEffect {
		f := a.combine(provider, l, effect, rows)
		for _, r := range excluded {
			if r.Effect == effect {
				f.Exclusions = append(f.Exclusions, r)
			}
		}
		if l.Scheme != nil {
			a.status(&f, provider)
		}
		f.Shields = append(a.shields(l, provider), a.undertakings(&f, provider)...)
		f.Determinations = a.determinations(l, provider, &f)
		out = append(out, f)
	}
	slices.SortFunc(out, func(x, y Finding) int { return cmpString(x.Effect, y.Effect) })
	return out
}

// combine lets the rows of one finding decide it together.
func (a *Analyzer) combine(provider graph.EntityID, l *law.Law, effect law.Effect, rows []Nexus) Finding {
	slices.SortStableFunc(rows, func(x, y Nexus) int { return x.before(&y) })
	d := &rows[0]
	f := Finding{Law: l, Effect: effect, Verdict: d.Verdict, Because: d.Because, IfTheoryHolds: d.IfTheory, Activation: d.Activation,
		Confidence: d.Confidence, Nexus: d.ID, Nexuses: rows, Scope: a.scope(l, d.Row.Scope(), provider)}
	f.Trigger = d.trigger
	if f.Trigger.IsZero() && d.Activation == law.Latent {
		f.Trigger = d.Row.Trigger
	}
	f.Proof = &proof.Node{Rule: proof.Finding, Value: d.truth, Entity: provider, Law: l.ID, Name: string(effect), Text: string(d.Verdict), Row: d.ID}
	for i := range rows {
		n := &rows[i]
		same := n.Verdict == d.Verdict && n.Because == d.Because
		if same || d.Verdict == Undetermined && n.Because == ByFacts {
			f.Missing = addMissing(f.Missing, n.Missing)
		}
		if same {
			f.Paths = append(f.Paths, n.Paths...)
			f.Proof.Children = append(f.Proof.Children, n.Proof)
		}
		if f.Verdict == NotReached {
			f.Closed = append(f.Closed, n.Closed...)
		}
		if n.Verdict != Reached && n.Miss != nil && (n.Miss.Margin != "" || n.Miss.telling() > 0) {
			m := *n.Miss
			if m.Nexus == "" {
				m.Nexus = n.ID
			}
			f.NearestMiss = nearer(f.NearestMiss, &m)
		}
	}
	if f.Verdict == Reached {
		f.Missing = nil
		if f.NearestMiss != nil && f.NearestMiss.Margin == "" {
			f.NearestMiss = nil
		}
	}
	slices.Sort(f.Closed)
	f.Closed = slices.Compact(f.Closed)
	slices.SortStableFunc(f.Paths, func(x, y Path) int {
		if d := y.Confidence.Rank() - x.Confidence.Rank(); d != 0 {
			return d
		}
		return int(y.Evidence) - int(x.Evidence)
	})
	return f
}

func addMissing(list, more []Missing) []Missing {
	if len(list)+len(more) > manyMissing {
		return addManyMissing(list, more)
	}
	for _, m := range more {
		if !slices.ContainsFunc(list, func(n Missing) bool { return sameMissing(n, m) }) {
			list = append(list, m)
		}
	}
	return list
}

// manyMissing is from how many facts they are looked up instead of compared.
const manyMissing = 24

func addManyMissing(list, more []Missing) []Missing {
	type key struct {
		kind                 MissingKind
		entity, other        graph.EntityID
		class, name          string
		basis                graph.Basis
		codes, interestCodes string
	}
	keyOf := func(m Missing) key {
		return key{m.Kind, m.Entity, m.Other, m.Class, m.Name, m.Basis, strings.Join(m.Codes, "\x00"), joinInterests(m.Interest)}
	}
	seen := make(map[key]bool, len(list)+len(more))
	for _, m := range list {
		seen[keyOf(m)] = true
	}
	for _, m := range more {
		if k := keyOf(m); !seen[k] {
			seen[k] = true
			list = append(list, m)
		}
	}
	return list
}

func sameMissing(a, b Missing) bool {
	return a.Kind == b.Kind && a.Entity == b.Entity && a.Other == b.Other && a.Class == b.Class && a.Name == b.Name &&
		a.Basis == b.Basis && slices.Equal(a.Codes, b.Codes) && slices.Equal(a.Interest, b.Interest)
}

// status answers a scheme: barred when a bar holds or a requirement fails in all
// worlds, eligible when no bar holds and every requirement does, certified while
// a qualification is in force. Rows that wait for a trigger or are not in force do
// not count; where none is in force, the scheme says nothing yet, or no more, and where
// all only weigh, whoever decides under it has to speak.
func (a *Analyzer) status(f *Finding, provider graph.EntityID) {
	computed, deciding := Eligible, ""
	var because Because
	speaks, silent := false, true
	for _, n := range f.Nexuses {
		silent = silent && n.silent
		if n.silent || n.Activation == law.Latent || n.Sense != law.Bar && n.Sense != law.Requirement {
			continue
		}
		speaks = true
		fails := n.Sense == law.Bar && n.truth == proof.True || n.Sense == law.Requirement && n.truth == proof.False
		switch {
		case fails && n.Confidence != law.Contested && n.Because != ByStatus:
			if computed != Barred {
				computed, deciding, because = Barred, n.ID, ""
			}
		case n.truth == proof.Open || fails:
			if computed == Eligible {
				computed, deciding, because = StatusUndetermined, n.ID, n.Because
			}
		}
	}
	switch {
	case silent, a.stands(f.Law).unknown:
		computed, because, deciding = StatusUndetermined, ByStatus, ""
	case !speaks: // only what weighs: whoever decides says how much
		computed, because = StatusUndetermined, ByConduct
	}
	f.Verdict, f.Because, f.IfTheoryHolds, f.NearestMiss = "", because, "", nil
	f.Status = computed
	if deciding != "" {
		f.Nexus, f.Proof.Row = deciding, deciding
	}
	f.Paths, f.Missing, f.Closed = nil, nil, nil
	f.Proof.Children, f.Proof.Text = nil, string(computed)
	for _, n := range f.Nexuses {
		f.Proof.Children = append(f.Proof.Children, n.Proof)
		if n.ID == deciding {
			f.Paths = append(f.Paths, n.Paths...)
			f.Confidence, f.Activation = n.Confidence, n.Activation
		}
		if n.truth == proof.Open && n.Sense != law.Factor && n.Activation != law.Latent {
			f.Missing = addMissing(f.Missing, n.Missing)
		}
		if n.Miss != nil && (n.Miss.Margin != "" || !speaks && n.Miss.telling() == 1) {
			f.NearestMiss = nearer(f.NearestMiss, n.Miss)
		}
	}
	f.Proof.Value = map[SchemeStatus]proof.Truth{Eligible: proof.True, Barred: proof.False}[computed]
	if c := a.certificate(f.Law, provider); c != nil && a.stands(f.Law).applies {
		f.Status = Certified
		f.Because = ""
		doubt, doubted := a.laws.Vocabulary.Doubts[c.Subject]
		f.Confidence = law.Settled
		if doubted {
			f.Confidence = law.Arguable
		}
		f.Proof.Children = append(f.Proof.Children, statementNode(c))
		f.Proof.Text = string(Certified)
		f.Paths = append([]Path{{Nexus: f.Nexus, Steps: []Step{step(c)}, Evidence: c.Evidence, Confidence: f.Confidence}}, f.Paths...)
		f.Determinations = append(f.Determinations, Determination{Entity: c.Holder, Name: string(c.Interest), Other: c.Subject,
			Constitutive: f.Law.Scheme.Constitutive, Claims: c.Claims, Differs: computed == Barred, Doubt: doubt})
	}
}

// certificate finds a qualification of the provider or of an offer it operates.
func (a *Analyzer) certificate(l *law.Law, provider graph.EntityID) *graph.Link {
	for _, o := range a.owns(provider) {
		for _, c := range a.g.From(o.id) {
			if c.Interest == graph.CertifiedUnder && c.State == graph.InForce && slices.Contains(a.laws.Vocabulary.Lists[c.Subject], l.ID) {
				return c
			}
		}
	}
	return nil
}
