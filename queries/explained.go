package queries

import (
	"cmp"
	"slices"

	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/ownership"
)

// Explained is one ground of a law in plain words, computed from its typed form.
type Explained struct {
	Speaks    []Clause      `json:"speaks_only_when"` // its gates; all must hold
	Holds     *Clause       `json:"holds_when,omitempty"`
	Tests     []TestWorded  `json:"tests"` // the threshold test, by its days; the earliest first
	Quantity  string        `json:"quantity,omitempty"`
	Counts    []string      `json:"counts"` // how it counts: bar, contested, excluded …
	Travels   []TravelWords `json:"travels"`
	Dates     []LawEvent    `json:"dates"` // the ground's own
	Pending   string        `json:"pending,omitempty"`
	Trigger   *Clause       `json:"bites_when,omitempty"` // what turns latent into active, where a graph shows it
	Facts     []string      `json:"facts"`                // what would prove it, in words
	Decided   string        `json:"decided"`              // who settles it: the graph, or a judgement or act
	Unchecked bool          `json:"unchecked,omitempty"`  // nobody compared the ground with the text
}

// TestWorded is a threshold test with the days on which it is worded so.
type TestWorded struct {
	From      graph.Date `json:"from,omitzero"`
	To        graph.Date `json:"to,omitzero"` // exclusive
	Test      TestBrief  `json:"test"`
	Reference string     `json:"reference,omitempty"`
	Now       bool       `json:"now,omitempty"` // the wording of the day of the answer
}

// TravelWords says how a ground reaches beyond whom it binds, along one carrier.
type TravelWords struct {
	Carrier    law.Carrier    `json:"carrier"`
	Text       string         `json:"text"`
	Power      law.Power      `json:"power,omitempty"`
	Confidence law.Confidence `json:"confidence,omitempty"` // of the ground so carried; empty when it does not travel
	Note       string         `json:"note,omitempty"`
	Authority  string         `json:"authority,omitempty"`
	Trigger    string         `json:"trigger,omitempty"` // carried, it is latent until this
}

// explain words a ground.
func (c *Context) explain(r *law.Row, events []LawEvent) *Explained {
	out := &Explained{Speaks: []Clause{}, Tests: c.testsWorded(r.Test, r.TestVersions), Counts: []string{}, Travels: []TravelWords{},
		Dates: []LawEvent{}, Facts: nonNil(c.evidence(r.Evidence)), Unchecked: r.Verified == "from-knowledge"}
	for _, g := range r.Gates {
		out.Speaks = append(out.Speaks, c.clause(r.Law, g))
	}
	if r.When != nil {
		k := c.clause(r.Law, r.When)
		out.Holds = &k
	}
	if q := r.Quantity; q != nil {
		out.Quantity = c.Voice.Say("explain.quantity", "What", q.What.In(c.Lang()), "Than", c.Voice.Code("comparison", string(q.Comparison)),
			"N", c.quantity(q.Threshold), "Unit", c.Voice.Code("unit", q.Unit))
	}
	if r.TriggerWhen != nil {
		k := c.clause(r.Law, r.TriggerWhen)
		out.Trigger = &k
	}
	if p := r.Pending; p != nil {
		out.Pending = c.Voice.Say("explain.pending", "From", p.From.String(), "Until", p.Until.String(), "Then", c.Voice.Code("activation", string(p.Then)))
	}
	for _, e := range events {
		if e.Row == r.ID && e.Kind != "test" { // the wordings of the test stand with it
			out.Dates = append(out.Dates, e)
		}
	}
	out.Counts = c.counts(r)
	out.Travels = c.travels(r)
	out.Decided = c.decided(r)
	return out
}

// counts says what the ground weighs where that is not plain from its firmness.
func (c *Context) counts(r *law.Row) []string {
	out := []string{}
	if r.Excludes {
		out = append(out, c.Voice.Say("explain.excludes"))
	}
	switch r.Sense {
	case law.Bar, law.Requirement, law.Factor:
		out = append(out, c.Voice.Code("explain", string(r.Sense)))
	}
	if r.Confidence == law.Contested && !r.Excludes {
		out = append(out, c.Voice.Say("explain.contested"))
	}
	if r.Via == law.ByPersonnel {
		out = append(out, c.Voice.Say("explain.personnel"))
	}
	return out
}

// decided says who settles the ground.
func (c *Context) decided(r *law.Row) string {
	switch {
	case r.Computable == law.ComputableNo:
		return c.Voice.Say("explain.decided-no")
	case r.Computable == law.ComputablePartly:
		return c.Voice.Say("explain.decided-partly")
	}
	return c.Voice.Say("explain.decided-yes")
}

// evidence puts the codes of facts into words, each once, in their order.
func (c *Context) evidence(codes []string) []string {
	var out []string
	for _, code := range codes {
		word := c.Voice.Code("evidence", code)
		if word == code {
			word = c.Attribute(code)
		}
		if word == code {
			word = c.Voice.Code("interest", code)
		}
		if !slices.Contains(out, word) {
			out = append(out, word)
		}
	}
	return out
}

// testsWorded lists the wordings of a test, the earliest first. The one without days
// is today's where every other has ended, and begins the day the last of them did.
func (c *Context) testsWorded(t *law.Test, versions []law.TestVersion) []TestWorded {
	out := []TestWorded{}
	now, last, open := -1, graph.Date(0), false
	for _, v := range versions {
		if d := c.Graph.Date(); v.From <= d && (v.To == 0 || d < v.To) {
			now = len(out)
		}
		last, open = max(last, v.To), open || v.To == 0
		out = append(out, TestWorded{From: v.From, To: v.To, Test: c.testBrief(v.Test), Reference: v.Reference})
	}
	if t != nil {
		if now < 0 {
			now = len(out)
		}
		w := TestWorded{Test: c.testBrief(t)}
		if !open {
			w.From = last
		}
		out = append(out, w)
	}
	if now >= 0 {
		out[now].Now = len(out) > 1
	}
	slices.SortStableFunc(out, func(a, b TestWorded) int {
		if whole(a) != whole(b) { // all other days stand last
			return cmp.Compare(bit(whole(a)), bit(whole(b)))
		}
		return cmp.Compare(a.From, b.From)
	})
	return out
}

// whole reports a wording without days.
func whole(t TestWorded) bool { return t.From == 0 && t.To == 0 }

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// testBrief says what a threshold test asks.
func (c *Context) testBrief(t *law.Test) TestBrief {
	b := TestBrief{Basis: graph.Basis(t.Basis), Aggregate: ownership.Aggregate(t.Aggregate), Reading: ownership.Reading(t.Reading),
		Hybrid: ownership.Hybrid(t.Hybrid), Holders: c.ClassName(t.Holders), Limbs: t.Limbs}
	if t.HasThreshold {
		b.Threshold, b.Comparison = &t.Threshold, ownership.Comparison(t.Comparison)
	}
	if t.HasLink {
		b.Link, b.LinkComp = &t.Link, ownership.Comparison(t.LinkComparison)
	}
	return b
}

// travels words the carriers of a ground, in the order of its file. Only grounds
// that oblige travel, and what the ground itself asks of holders is no carriage.
func (c *Context) travels(r *law.Row) []TravelWords {
	out := []TravelWords{}
	for _, k := range r.Carriers {
		switch {
		case k == law.HoldersUp, k == law.SubsidiaryUp:
			out = append(out, TravelWords{Carrier: k, Text: c.Voice.Code("travel", string(k))})
		case r.Effect != law.Obliged || r.Excludes || r.Sense != law.NoSense || r.Computable == law.ComputableNo:
			out = append(out, TravelWords{Carrier: k, Text: c.Voice.Say("travel.read", "Carrier", c.Voice.Code("carrier", string(k)))})
		case k == law.ControlDown && (r.Via == law.ByControl || r.Via == law.ByOwnership):
			out = append(out, TravelWords{Carrier: k, Text: c.Voice.Say("travel.control-read")})
		default:
			out = append(out, c.carried(r, k)...)
		}
	}
	return out
}

// carried words each way in which the carrier takes the ground further: one for
// each kind of evidence that the carrier rules tell apart, and of the powers of the
// law the one that travels most firmly.
func (c *Context) carried(r *law.Row, k law.Carrier) []TravelWords {
	text := c.Voice.Code("travel", string(k))
	var kinds [][]string // of evidence, in the order of the page
	for _, rule := range c.Catalogue.Carriers {
		if rule.Carrier == k && r.Law.HasPower(rule.Power) && !slices.ContainsFunc(kinds, func(o []string) bool { return slices.Equal(o, rule.WhenInterest) }) {
			kinds = append(kinds, rule.WhenInterest)
		}
	}
	var out []TravelWords
	for _, kind := range kinds {
		var best *law.CarrierRule
		for _, rule := range c.Catalogue.Carriers {
			if rule.Carrier == k && r.Law.HasPower(rule.Power) && slices.Equal(rule.WhenInterest, kind) &&
				(best == nil || rule.In(r.Law.Jurisdiction).Rank() > best.In(r.Law.Jurisdiction).Rank()) {
				best = rule
			}
		}
		firm := best.In(r.Law.Jurisdiction)
		if firm == law.NoConfidence {
			continue
		}
		w := TravelWords{Carrier: k, Text: text, Power: best.Power, Confidence: r.Confidence.Weaker(firm), Note: best.Note.In(c.Lang()), Authority: best.Authority.In(c.Lang())}
		switch {
		case len(kind) > 0:
			w.Text = c.Voice.Say("travel.shown", "Text", text, "Facts", c.Voice.List(c.evidence(kind), true))
		case len(kinds) > 1:
			w.Text = c.Voice.Say("travel.else", "Text", text)
		}
		if best.Activation == law.Latent {
			w.Trigger = best.Trigger.In(c.Lang())
		}
		out = append(out, w)
	}
	if len(out) == 0 {
		out = append(out, TravelWords{Carrier: k, Text: c.Voice.Say("travel.nothing", "Carrier", c.Voice.Code("carrier", string(k)))})
	}
	return out
}
