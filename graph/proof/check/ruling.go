package check

import (
	"maps"
	"slices"

	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/proof"
)

// ruling is who controls an entity: surely, surely but only with others or through who
// does so, or perhaps.
type ruling struct {
	sure, joint, maybe map[id]bool
	rest               bool // an undisclosed holder may
}

func (r *reader) ruling(e id) *ruling {
	k := r.ruled[e]
	if k == nil {
		k = r.f.ruling(e, r.heads)
		r.ruled[e] = k
	}
	return k
}

// ruling climbs from the controllers of the entity to theirs, as far as that leads.
func (f *facts) ruling(e id, known map[id]*ruling) *ruling {
	own := func(x id) *ruling {
		k := known[x]
		if k == nil {
			k = f.rulers(x)
			known[x] = k
		}
		return k
	}
	first := own(e)
	out := &ruling{sure: first.sure, joint: maps.Clone(first.joint), maybe: maps.Clone(first.maybe), rest: first.rest}
	for again := true; again; {
		again = false
		for _, h := range out.everyone() {
			above := own(h)
			out.rest = out.rest || above.rest
			for _, m := range above.everyone() {
				v := min(out.of(h), above.of(m))
				if m == e || out.of(m) >= v {
					continue
				}
				again = true
				if out.maybe[m] = v == proof.Open; v == proof.True {
					out.joint[m] = true
				}
			}
		}
	}
	return out
}

// rulers are the controllers of the entity itself.
func (f *facts) rulers(e id) *ruling {
	sure, jointly, perhaps, rest := f.controllers(e)
	k := &ruling{sure: map[id]bool{}, joint: map[id]bool{}, maybe: map[id]bool{}, rest: rest}
	for _, h := range sure {
		k.sure[h] = h != e
	}
	for _, h := range jointly {
		k.joint[h] = h != e && !k.sure[h]
	}
	for _, h := range perhaps {
		k.maybe[h] = h != e && !k.sure[h] && !k.joint[h]
	}
	return k
}

func (k *ruling) of(h id) proof.Truth {
	switch {
	case k.sure[h], k.joint[h]:
		return proof.True
	case k.maybe[h]:
		return proof.Open
	}
	return proof.False
}

// everyone lists the parties that control or may, sorted.
func (k *ruling) everyone() []id {
	var out []id
	for _, set := range []map[id]bool{k.sure, k.joint, k.maybe} {
		for h, yes := range set {
			if yes {
				out = append(out, h)
			}
		}
	}
	slices.Sort(out)
	return out
}

// surely lists those of them who control.
func (k *ruling) surely() []id {
	return slices.DeleteFunc(k.everyone(), func(h id) bool { return k.of(h) != proof.True })
}

// direct reads a row on an entity: its gates and its ground.
func (r *reader) direct(row *law.Row, e id) proof.Truth {
	k := rowKey{row, e}
	if v, ok := r.rowOf[k]; ok {
		return v
	}
	v := min(r.gates(row, e), r.ground(row, e))
	r.rowOf[k] = v
	return v
}

func (r *reader) gates(row *law.Row, e id) proof.Truth {
	q := about{row.Law, row, e}
	v := proof.True
	for _, g := range row.Gates {
		v = min(v, r.read(q, g, e))
	}
	return v
}

func (r *reader) ground(row *law.Row, e id) proof.Truth {
	if row.When == nil {
		return proof.Open // an act decides
	}
	return r.read(about{row.Law, row, e}, row.When, e)
}

// travels reports a row that control takes down to what the bound party controls.
func (r *reader) travels(row *law.Row) bool {
	return slices.Contains(row.Carriers, law.ControlDown) && row.Via != law.ByControl && row.Via != law.ByOwnership &&
		r.firm(row, law.ControlDown, "") != law.NoConfidence
}

// binds reads whether the row binds a party: itself, or through who controls it, or else
// may.
func (r *reader) binds(row *law.Row, e id) proof.Truth {
	v := r.bindsSurely(row, e)
	if v != proof.False || !r.travels(row) {
		return v
	}
	k := r.ruling(e)
	if k.rest {
		return proof.Open
	}
	for _, h := range k.everyone() {
		v = max(v, min(k.of(h), r.direct(row, h)))
	}
	return v
}

// bindsSurely is binds by who certainly controls the party.
func (r *reader) bindsSurely(row *law.Row, e id) proof.Truth {
	v := r.direct(row, e)
	if v == proof.True || !r.travels(row) {
		return v
	}
	for _, h := range r.ruling(e).surely() {
		v = max(v, r.direct(row, h))
	}
	return v
}

// firm is how firmly a carrier takes the row along an edge, no more firmly than the
// row says of itself that it travels.
func (r *reader) firm(row *law.Row, c law.Carrier, interest string) law.Confidence {
	best := law.NoConfidence
	for _, p := range row.Law.Powers {
		if rule := r.c.CarrierRule(p, c, interest); rule != nil && rule.In(row.Law.Jurisdiction).Rank() > best.Rank() {
			best = rule.In(row.Law.Jurisdiction)
		}
	}
	if best != law.NoConfidence && row.Carried != "" {
		best = best.Weaker(row.Carried)
	}
	return best
}

// outcome is one row, direct or carried, as it comes out on the provider.
type outcome struct {
	row     *law.Row
	carrier law.Carrier // empty: direct
	legs    []leg
	truth   proof.Truth
	verdict string
	conduct bool
}

// The verdicts, as findings spell them.
const (
	reached      = "reached"
	notReached   = "not-reached"
	undetermined = "undetermined"
)

func (r *reader) outcome(row *law.Row, truth proof.Truth, firm law.Confidence) outcome {
	o := outcome{row: row, truth: truth, verdict: undetermined}
	switch s := r.stands(row); {
	case s == silent:
		o.truth, o.verdict = proof.False, notReached
	case truth == proof.False:
		o.verdict = notReached
	case row.Computable == law.ComputableNo:
		o.conduct = true
	case truth == proof.True && s == speaks && row.Confidence.Weaker(firm) != law.Contested:
		o.verdict = reached
	}
	return o
}

// outcomes lists every row of the law on the provider under its effect.
func (r *reader) outcomes(l *law.Law, e id) map[law.Effect][]outcome {
	out := map[law.Effect][]outcome{}
	for _, row := range l.Rows {
		if row.Excludes {
			continue
		}
		effect := row.Effect
		if l.Scheme != nil {
			effect = law.Obliged
		}
		out[effect] = append(out[effect], r.outcome(row, r.direct(row, e), row.Confidence))
		if row.Effect != law.Obliged || row.Computable == law.ComputableNo || row.Sense != law.NoSense {
			continue
		}
		for _, c := range row.Carriers {
			legs := r.legs(row, c, e)
			if len(legs) == 0 {
				continue
			}
			o := r.carried(row, c, legs)
			effect := law.ViaSupplier
			if c == law.ControlDown {
				effect = law.Obliged
			}
			out[effect] = append(out[effect], o)
		}
	}
	return out
}

// carried combines the legs: each is as firm as its own edge.
func (r *reader) carried(row *law.Row, c law.Carrier, legs []leg) outcome {
	truth, firm := proof.False, law.NoConfidence
	for _, l := range legs {
		if l.truth > truth {
			truth, firm = l.truth, l.firm
		} else if l.truth == truth && l.firm.Rank() > firm.Rank() {
			firm = l.firm
		}
	}
	o := r.outcome(row, truth, firm)
	o.carrier, o.legs = c, legs
	return o
}

// verdict combines the rows of one finding; rows that an act decides count only
// when alone.
func verdict(list []outcome) string {
	any := false
	out := notReached
	for _, o := range list {
		switch {
		case o.verdict == reached:
			return reached
		case o.conduct:
			continue
		case o.verdict == undetermined:
			out = undetermined
		}
		any = true
	}
	if !any {
		return undetermined
	}
	return out
}

// The statuses of a scheme.
const (
	eligible  = "eligible"
	barred    = "barred"
	certified = "certified"
)

// status answers a scheme from its bars and requirements in force.
func (r *reader) status(list []outcome, e id) string {
	out, any := eligible, false
	for _, o := range list {
		if o.row.Sense != law.Bar && o.row.Sense != law.Requirement || r.activation(o.row, e) == law.Latent {
			continue
		}
		s := r.stands(o.row)
		if s == silent {
			continue
		}
		any = true
		fails := o.row.Sense == law.Bar && o.truth == proof.True || o.row.Sense == law.Requirement && o.truth == proof.False
		switch {
		case fails && s == speaks && o.row.Confidence != law.Contested:
			return barred
		case fails, o.truth == proof.Open:
			out = undetermined
		}
	}
	if !any || len(list) > 0 && r.lawStands(list[0].row.Law) == unclear {
		return undetermined
	}
	return out
}

// decides reports a row that can make a scheme's status what it is; where all rows
// only weigh, each of them may stand for the rest.
func (r *reader) decides(o outcome, status string, e id, onlyWeigh bool) bool {
	fails := o.row.Sense == law.Bar && o.truth == proof.True || o.row.Sense == law.Requirement && o.truth == proof.False
	s := r.stands(o.row)
	counts := (o.row.Sense == law.Bar || o.row.Sense == law.Requirement) && r.activation(o.row, e) != law.Latent && s != silent
	switch status {
	case barred:
		return counts && fails && s == speaks && o.row.Confidence != law.Contested
	case undetermined:
		return s != speaks || onlyWeigh && o.row.Sense == law.Factor || counts && (fails || o.truth == proof.Open)
	}
	return true
}

func (r *reader) activation(row *law.Row, e id) law.Activation {
	now := row.Activation
	if p := row.Pending; now == law.Pending && p != nil && p.Until != 0 && r.day >= p.Until {
		now = p.Then
	}
	if now == law.Latent && row.TriggerWhen != nil && r.read(about{row.Law, row, e}, row.TriggerWhen, e) == proof.True {
		now = law.Active
	}
	return now
}

// certificates lists the qualifications of the provider and of what it operates.
func (r *reader) certificates(l *law.Law, e id) []*link {
	var out []*link
	sure, _ := r.mine(e)
	for _, o := range sure {
		for _, x := range r.f.from(o) {
			if x.interest == graph.CertifiedUnder && !x.unknown && slices.Contains(r.c.Vocabulary.Lists[x.subject], l.ID) {
				out = append(out, x)
			}
		}
	}
	return out
}
