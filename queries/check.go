package queries

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/ownership"
)

// CustomRule is the name of a check whose test the asker spells out.
const CustomRule = "custom"

// CheckResult answers "does the threshold condition of this rule hold".
type CheckResult struct {
	Header
	Rule         string            `json:"rule"`
	Entity       graph.EntityID    `json:"entity"`
	Name         string            `json:"name"`
	ConditionMet ownership.Verdict `json:"condition_met"`
	Outcome      string            `json:"outcome"` // the rule's words: blocked, eligible …
	Because      ownership.Because `json:"undetermined_because,omitempty"`
	Governing    ownership.Reading `json:"governing_reading"`
	Readings     []ReadingRow      `json:"readings"`
	Disagree     bool              `json:"readings_disagree"`
	Holders      []CheckHolder     `json:"holders"` // by least value descending, then id
	// HoldersReading is the reading their values are told in, of a test without a
	// method of its own.
	HoldersReading ownership.Reading  `json:"holders_reading,omitempty"`
	Margin         *json.Number       `json:"margin"` // null for a test without a threshold
	Nearest        *ownership.Nearest `json:"nearest,omitempty"`
	Missing        []string           `json:"missing"` // the open limbs, then facts: on the entity, on its holders, further up
	Grounds        []ownership.Ground `json:"grounds"`
	Override       string             `json:"override,omitempty"`
	Test           TestBrief          `json:"test"`
	Law            string             `json:"law,omitempty"`
	Statements     []graph.ClaimID    `json:"statements"`
	Open           []OpenLimb         `json:"open_limbs,omitempty"` // of an undetermined test: ways to control that nothing closes; in the order of the rule
}

// ReadingRow is the result of one reading.
type ReadingRow struct {
	Reading      ownership.Reading   `json:"reading"`
	Aggregate    ownership.Aggregate `json:"aggregate,omitempty"`
	Basis        graph.Basis         `json:"basis,omitempty"`
	Value        ownership.Range     `json:"value"`
	ConditionMet ownership.Verdict   `json:"condition_met"`
}

// CheckHolder is what one holder brings to the value.
type CheckHolder struct {
	ID          graph.EntityID   `json:"id"` // "" for the holder nobody names
	Name        string           `json:"name"`
	Value       ownership.Range  `json:"value"`
	Direct      *ownership.Range `json:"direct,omitempty"`
	Via         []graph.EntityID `json:"via,omitempty"`
	Undisclosed bool             `json:"undisclosed,omitempty"`
	MaybeMember bool             `json:"membership_open,omitempty"`
}

// TestBrief says what was tested.
type TestBrief struct {
	Threshold  *graph.Percent       `json:"threshold,omitempty"`
	Comparison ownership.Comparison `json:"comparison,omitempty"`
	Basis      graph.Basis          `json:"basis"`
	Aggregate  ownership.Aggregate  `json:"aggregate"`
	Reading    ownership.Reading    `json:"reading"`
	Link       *graph.Percent       `json:"link,omitempty"`
	LinkComp   ownership.Comparison `json:"link_comparison,omitempty"`
	Hybrid     ownership.Hybrid     `json:"hybrid,omitempty"`
	Holders    string               `json:"holders"` // whose holdings count, in words
	Named      []graph.EntityID     `json:"named,omitempty"`
	Limbs      []string             `json:"limbs,omitempty"`
}

// OpenLimb is a way to control an entity that stated facts neither show nor exclude.
type OpenLimb struct {
	Limb string `json:"limb"`
	Text string `json:"text"` // what is not known, as one clause
}

var checkQuery = Query{
	Name: "check", Args: []string{"RULE", "ENTITY"},
	Doc: "does the threshold of a rule, or of your own test, hold for an entity",
	Run: func(c *Context, p Params) (Answer, error) { return Check(c, p) },
}

// Check tests the rule p.Args[0] on the entity p.Args[1]; "custom" takes p.Test.
// p.Holders replace the class of the rule by exactly these parties; a custom test
// without any counts the parties that stand on a designation list.
func Check(c *Context, p Params) (*CheckResult, error) {
	var rule *law.Rule
	if p.Arg(0) != CustomRule {
		r, err := c.ResolveRule(p.Arg(0))
		if err != nil {
			return nil, err
		}
		rule = r
	}
	id, err := c.Resolve(p.Arg(1))
	if err != nil {
		return nil, err
	}
	holders, err := c.ResolveAll(p.Holders)
	if err != nil {
		return nil, err
	}
	holders = sortIDs(holders)
	var out *CheckResult
	var assumed []Assumption
	if rule != nil {
		out = c.checkRule(rule, id, holders)
	} else {
		if p.Test == nil {
			return nil, &Usage{Message: graph.Say("a custom check needs a test", "un contrôle custom exige un test"), Advice: graph.Say("give at least --threshold", "donnez au moins --threshold")}
		}
		out = c.checkCustom(*p.Test, id, holders)
	}
	about := map[graph.EntityID]bool{id: true}
	for _, h := range out.Holders {
		about[h.ID] = true
		for _, v := range h.Via {
			about[v] = true
		}
	}
	assumed = append(assumed, c.votesAssumed(out.Test.Basis, about)...)
	out.Header = c.header(append(c.flagsOf(about), out.Flags...), assumed...)
	return out, nil
}

func (c *Context) checkRule(rule *law.Rule, id graph.EntityID, holders []graph.EntityID) *CheckResult {
	o := c.Analyzer().Check(rule, id, holders)
	t := rule.TestAt(c.Graph.Date())
	out := c.checkResult(rule.ID, id, o)
	out.Law = rule.Law.ID
	out.Open = c.openLimbs(t.Limbs, id, o)
	for i := len(out.Open) - 1; i >= 0; i-- {
		out.Missing = slices.Insert(out.Missing, 0, out.Open[i].Text)
	}
	out.Test = c.testBrief(t)
	out.Test.Named = holders
	if len(holders) > 0 {
		out.Test.Holders = c.someNames(holders, false)
	}
	if rule.Override != nil {
		out.ConditionMet, out.Because, out.Missing, out.Open = ownership.No, "", []string{}, nil
		out.Override = rule.Override.In(c.Lang())
	}
	out.Outcome = c.outcome(rule.Outcome, out.ConditionMet)
	return out
}

func (c *Context) checkCustom(t ownership.Test, id graph.EntityID, holders []graph.EntityID) *CheckResult {
	label := c.someNames(holders, false)
	t.Class = ownership.Named("holders", holders...)
	if len(holders) == 0 {
		t.Class = ownership.Named("designated", c.designated()...)
		label = c.Voice.Say("check.designated")
	}
	out := c.checkResult(CustomRule, id, c.model().Evaluate(t, id))
	out.Test = TestBrief{Basis: t.Basis, Aggregate: t.Aggregate, Reading: t.Reading, Hybrid: t.Hybrid, Holders: label, Named: holders}
	if t.HasThreshold {
		out.Test.Threshold, out.Test.Comparison = &t.Threshold, t.Comparison
	}
	if t.HasLink {
		out.Test.Link, out.Test.LinkComp = &t.Link, t.LinkComparison
	}
	out.Outcome = c.outcome(nil, out.ConditionMet)
	return out
}

// designated lists the parties on any designation list at the date, sorted.
func (c *Context) designated() []graph.EntityID {
	var out []graph.EntityID
	for _, id := range c.Graph.Entities() {
		for _, l := range c.Graph.From(id) {
			if l.Interest == graph.DesignatedUnder && l.State == graph.InForce {
				out = append(out, id)
				break
			}
		}
	}
	return out
}

func (c *Context) outcome(o *law.Outcome, v ownership.Verdict) string {
	if o != nil {
		text := map[ownership.Verdict]law.Text{ownership.Yes: o.Yes, ownership.No: o.No, ownership.Undetermined: o.Undetermined}[v]
		if !text.IsZero() {
			return text.In(c.Lang())
		}
	}
	return c.Voice.Code("condition", string(v))
}

func (c *Context) checkResult(rule string, id graph.EntityID, o *ownership.Outcome) *CheckResult {
	out := &CheckResult{Rule: rule, Entity: id, Name: c.Name(id), ConditionMet: o.ConditionMet, Because: o.Because, Governing: o.Governing,
		Disagree: o.Disagree, Readings: []ReadingRow{}, Holders: []CheckHolder{}, Missing: c.missingOfCheck(c.nearFirst(o.Missing, id)), Grounds: grounds(o),
		Statements: nonNil(o.Claims)}
	out.Flags = o.Flags
	for _, r := range o.Readings {
		out.Readings = append(out.Readings, ReadingRow{Reading: r.Reading, Aggregate: r.Aggregate, Basis: r.Basis, Value: r.Value, ConditionMet: r.ConditionMet})
	}
	if o.HoldersReading != o.Governing {
		out.HoldersReading = o.HoldersReading
	}
	for _, h := range o.Holders {
		row := CheckHolder{ID: h.Holder, Name: c.Name(h.Holder), Value: h.Value, Direct: h.Direct, Via: h.Via, Undisclosed: h.Undisclosed,
			MaybeMember: h.Membership == ownership.Maybe}
		if h.Undisclosed {
			row.Name = c.Voice.Say("undisclosed-holders")
		}
		out.Holders = append(out.Holders, row)
	}
	if o.Margin != nil {
		n := json.Number(ownership.FormatPercent(o.Margin))
		out.Margin = &n
		near := o.Nearest
		out.Nearest = &near
	}
	return out
}

// grounds lists the ways to control that a check shows, each once, in its order.
func grounds(o *ownership.Outcome) []ownership.Ground {
	out := []ownership.Ground{}
	for _, g := range append(slices.Clone(o.Grounds), o.Beside...) {
		if !slices.ContainsFunc(out, func(have ownership.Ground) bool { return reflect.DeepEqual(have, g) }) {
			out = append(out, g)
		}
	}
	return out
}

// openLimbs names the limbs of control that keep a test undetermined: by whose stated
// rights, or which rights nobody lists in full.
func (c *Context) openLimbs(order []string, id graph.EntityID, o *ownership.Outcome) []OpenLimb {
	if o.ConditionMet != ownership.Undetermined || o.Control == nil {
		return nil
	}
	var out []OpenLimb
	for _, name := range order {
		i := slices.IndexFunc(o.Control.Limbs, func(r ownership.LimbResult) bool { return r.Limb == name })
		if i < 0 || o.Control.Limbs[i].Met != ownership.Undetermined {
			continue
		}
		def := c.Catalogue.Vocabulary.Limbs[name]
		args := []any{"Limb", name, "What", c.Name(id)}
		var rights []graph.Interest
		if def != nil {
			args[1], rights = def.How.In(c.Lang()), def.Interests
		}
		var who []graph.EntityID
		for _, g := range o.Control.Limbs[i].Possible {
			if g.Holder != "" && !slices.Contains(who, g.Holder) {
				who = append(who, g.Holder)
			}
		}
		var words []string
		for _, r := range rights {
			words = append(words, c.Voice.Code("interest", string(r)))
		}
		text := ""
		switch {
		case len(who) > 0:
			text = c.Voice.Say("fact.limb-who", append(args, "Who", c.someNames(who, true))...)
		default:
			text = c.Voice.Say("fact.limb", append(args, "Rights", c.Voice.List(words, true))...)
		}
		out = append(out, OpenLimb{Limb: name, Text: text})
	}
	return out
}

// nearFirst puts what concerns the entity itself before what concerns its direct
// holders, and both before the rest.
func (c *Context) nearFirst(list []ownership.Missing, id graph.EntityID) []ownership.Missing {
	direct := map[graph.EntityID]bool{}
	for _, l := range c.Graph.To(id) {
		if l.Interest.CarriesShare() {
			direct[l.Holder] = true
		}
	}
	rank := func(m ownership.Missing) int {
		switch {
		case m.Subject == id:
			return 0
		case direct[m.Subject], m.Subject == "" && direct[m.Holder]:
			return 1
		}
		return 2
	}
	out := slices.Clone(list)
	slices.SortStableFunc(out, func(a, b ownership.Missing) int { return rank(a) - rank(b) })
	return out
}

// missingOfCheck names the facts that could change the verdict: "share of X in T".
func (c *Context) missingOfCheck(list []ownership.Missing) []string {
	out := []string{}
	for _, m := range list {
		args := []any{"Who", c.Name(m.Holder), "What", c.Name(m.Subject), "Basis", c.Voice.Code("basis", string(m.Basis)),
			"Interest", c.Voice.Code("interest", string(m.Interest))}
		var s string
		switch m.Kind {
		case ownership.MissingShare:
			s = c.Voice.Say("fact.share", args...)
		case ownership.MissingExactShare:
			s = c.Voice.Say("fact.exact-share", args...)
		case ownership.MissingHolders:
			s = c.Voice.Say("fact.holders", args...)
		case ownership.MissingMembership:
			s = c.Voice.Say("fact.membership", args...)
		default:
			s = c.Voice.Say("fact.interest", args...)
		}
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// Split returns the answer itself: a check has no list of answers.
func (r *CheckResult) Split() []Answer { return []Answer{r} }

// Signal is Met when the condition is met and Open when undetermined.
func (r *CheckResult) Signal() Signal {
	switch r.ConditionMet {
	case ownership.Yes:
		return Met
	case ownership.Undetermined:
		return Open
	}
	return Quiet
}

// ResolveRule finds the rule a reader means: by id exactly; else by id or name in
// either language without regard to case and accents. The error is [*Ambiguous]
// or [*NotFound].
func (c *Context) ResolveRule(name string) (*law.Rule, error) {
	if r := c.Catalogue.Rule(name); r != nil {
		return r, nil
	}
	key := Key(name)
	var hits, known []Candidate
	for _, r := range c.Catalogue.Rules() {
		k := Candidate{ID: r.ID, Name: r.Name.In(c.Lang()), Kind: "rule", Country: r.Law.Jurisdiction}
		known = append(known, k)
		for _, n := range []string{r.ID, r.Name.EN, r.Name.FR} {
			if Key(n) == key {
				hits = append(hits, k)
				break
			}
		}
	}
	switch len(hits) {
	case 1:
		return c.Catalogue.Rule(hits[0].ID), nil
	case 0:
		e := &NotFound{What: "rule", Name: name, Nearest: nearestWord(name, "rule", known)}
		return nil, e
	}
	return nil, &Ambiguous{What: "rule", Name: strings.TrimSpace(name), Candidates: hits}
}
