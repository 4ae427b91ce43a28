package law

import (
	"slices"
	"sort"
	"strings"
)

// Catalogue is a set of laws with the vocabulary they are written in. It never
// changes after [Load] and may be read from several goroutines.
type Catalogue struct {
	Laws       []*Law // sorted by id
	Vocabulary *Vocabulary
	Carriers   []*CarrierRule // in the order of the file

	rules []*Rule
}

// CarrierRule says that an edge carries a power further, and how firmly. Rows
// override it by naming their own carriers.
type CarrierRule struct {
	Power      Power
	Carrier    Carrier
	Confidence Confidence // NoConfidence: the edge carries nothing
	// WhenInterest limits the rule to edges with one of these interests or
	// capabilities; empty: every edge of the carrier.
	WhenInterest  []string
	Jurisdictions map[string]Confidence // overrides Confidence for laws of a jurisdiction
	Activation    Activation            // empty: as the row
	Trigger       Text
	Note          Text
	Authority     Text
	Origin        string
}

// In returns the confidence for a law of the jurisdiction.
func (c *CarrierRule) In(jurisdiction string) Confidence {
	if v, ok := c.Jurisdictions[jurisdiction]; ok {
		return v
	}
	return c.Confidence
}

// Law returns the law with the id, or nil.
func (c *Catalogue) Law(id string) *Law {
	i, ok := slices.BinarySearchFunc(c.Laws, id, func(l *Law, id string) int { return strings.Compare(l.ID, id) })
	if !ok {
		return nil
	}
	return c.Laws[i]
}

// Rules returns every rule of every law, sorted by id. The caller must not change
// the slice.
func (c *Catalogue) Rules() []*Rule { return c.rules }

// Rule returns the rule with the id, or nil.
func (c *Catalogue) Rule(id string) *Rule {
	i, ok := slices.BinarySearchFunc(c.rules, id, func(r *Rule, id string) int { return strings.Compare(r.ID, id) })
	if !ok {
		return nil
	}
	return c.rules[i]
}

// CarrierRule returns the rule for the power along an edge of the carrier, or nil
// when such an edge carries nothing. With an interest (or capability) the first
// rule limited to it wins over one without limits; with none only the latter is
// found. Ask [CarrierRule.In] for the confidence in a jurisdiction.
func (c *Catalogue) CarrierRule(power Power, carrier Carrier, interest string) *CarrierRule {
	var general *CarrierRule
	for _, r := range c.Carriers {
		switch {
		case r.Power != power || r.Carrier != carrier:
		case len(r.WhenInterest) == 0:
			if general == nil {
				general = r
			}
		case interest != "" && slices.Contains(r.WhenInterest, interest):
			return r
		}
	}
	return general
}

// CountersOf returns what stands against the law: its counters in the order of
// the file, then the laws that claim to shield against it and are not among them,
// by id and without a kind.
func (c *Catalogue) CountersOf(id string) []Counter {
	var out []Counter
	named := map[string]bool{}
	if l := c.Law(id); l != nil {
		out = append(out, l.Counters...)
		for _, k := range l.Counters {
			named[k.Law] = true
		}
	}
	for _, l := range c.Laws {
		if !named[l.ID] && slices.Contains(l.ShieldsAgainst, id) {
			out = append(out, Counter{Law: l.ID})
		}
	}
	return out
}

// seal sorts the laws and indexes their rules.
func (c *Catalogue) seal() {
	sort.SliceStable(c.Laws, func(i, j int) bool { return c.Laws[i].ID < c.Laws[j].ID })
	c.rules = nil
	for _, l := range c.Laws {
		c.rules = append(c.rules, l.Rules...)
	}
	sort.SliceStable(c.rules, func(i, j int) bool { return c.rules[i].ID < c.rules[j].ID })
}
