package law

import (
	"fmt"

	"go.yaml.in/yaml/v4"
)

var (
	nexuses = []Nexus{
		ByIncorporation, ByHeadquarters, ByEstablishment, ByListing, ByOwnership, ByControl, ByCustody, ByTechnology,
		ByPersonnel, ByDataLocation, ByMarket, ByConduct, ByDesignation,
	}
	effects     = []Effect{Obliged, Targeted, ViaSupplier, Item, Holder, Buyer}
	carriers    = []Carrier{ControlDown, Custody, Supply, HoldersUp, SubsidiaryUp}
	senses      = []Sense{Bar, Requirement, Factor}
	computables = []Computable{ComputableYes, ComputablePartly, ComputableNo}
	activations = []Activation{Active, Latent, Pending}
	confidences = []Confidence{Settled, Arguable, Contested}
	comparisons = []Comparison{MoreThan, AtLeast}
)

func (r *reader) rows(l *Law) decoder {
	return func(n *yaml.Node) {
		r.items(n, "nexus", func(n *yaml.Node) {
			row := r.readRow(n)
			if row.ID != "" && l.Row(row.ID) != nil {
				r.fail(n, fmt.Sprintf("row %q is given twice", row.ID), "rename one")
			}
			l.Rows = append(l.Rows, row)
		})
		if n.Kind == yaml.SequenceNode && len(n.Content) == 0 {
			r.fail(n, "the law has no nexus row", "write at least one")
		}
	}
}

func (r *reader) readRow(n *yaml.Node) *Row {
	row := &Row{Law: r.law, Origin: r.origin(n)}
	r.row = row
	var polarity string
	present := r.mapping(n, "the row", fields{
		"id":                 r.id(&row.ID, "id"),
		"polarity":           code(r, &polarity, "polarity", "excludes"),
		"sense":              code(r, &row.Sense, "sense", senses...),
		"effect":             code(r, &row.Effect, "effect", effects...),
		"via":                code(r, &row.Via, "via", nexuses...),
		"condition":          r.both(&row.Condition, "condition"),
		"test":               func(n *yaml.Node) { row.Test = r.readTest(n) },
		"test_versions":      r.testVersions(&row.TestVersions),
		"quantity":           r.quantity(row),
		"carriers":           codes(r, &row.Carriers, "carrier", carriers...),
		"carried_confidence": code(r, &row.Carried, "carried_confidence", confidences...),
		"computable":         code(r, &row.Computable, "computable", computables...),
		"gates":              r.predicates(&row.Gates, "gates"),
		"evidence":           r.words(&row.Evidence, "evidence", r.checkEvidence),
		"when":               func(n *yaml.Node) { row.When = r.predicate(n) },
		"activation":         code(r, &row.Activation, "activation", activations...),
		"pending":            r.pending(row),
		"trigger":            r.both(&row.Trigger, "trigger"),
		"trigger_when":       func(n *yaml.Node) { row.TriggerWhen = r.predicate(n) },
		"scope_hint":         code(r, &row.ScopeHint, "scope_hint", scopeHints...),
		"section":            r.cited(&row.Section, "section"),
		"in_force": func(n *yaml.Node) {
			row.InForce = &InForce{}
			r.inForce(n, row.InForce, nil)
		},
		"confidence": code(r, &row.Confidence, "confidence", confidences...),
		"authority":  r.both(&row.Authority, "authority"),
		"against":    r.both(&row.Against, "against"),
		"verified":   r.text(&row.Verified, "verified"),
		"seen":       code(r, &row.Seen, "seen", "transcription"),
		"revised":    r.text(&row.Revised, "revised"),
	}, nil, "id", "effect", "via", "condition", "carriers", "computable", "gates", "evidence", "activation", "section",
		"confidence", "authority", "verified")
	row.Excludes = polarity != ""
	r.row = nil
	if present != nil {
		r.checkRow(row, n, present)
	}
	return row
}

// checkEvidence refuses a word that proves nothing the graph could hold.
func (r *reader) checkEvidence(n *yaml.Node, word string) {
	if !r.vocab.provable(word) {
		r.fail(n, fmt.Sprintf("evidence %q is no interest or attribute", clip(word)), instead(word, r.vocab.provables()))
	}
}

func (r *reader) quantity(row *Row) decoder {
	return func(n *yaml.Node) {
		q := &Quantity{}
		row.Quantity = q
		r.mapping(n, "the quantity", fields{
			"what": r.both(&q.What, "what"), "threshold": r.decimal(&q.Threshold, "threshold"),
			"comparison": code(r, &q.Comparison, "comparison", comparisons...), "unit": r.text(&q.Unit, "unit"),
		}, nil, "what", "threshold", "comparison", "unit")
	}
}

func (r *reader) pending(row *Row) decoder {
	return func(n *yaml.Node) {
		p := &PendingPeriod{}
		row.Pending = p
		r.mapping(n, "pending", fields{
			"from": r.maybeDate(&p.From, "from"), "until": r.maybeDate(&p.Until, "until"),
			"then": code(r, &p.Then, "then", Active, Latent),
		}, nil, "from", "until", "then")
		r.ordered(n, "pending", p.From, p.Until)
	}
}

func (r *reader) rules(l *Law) decoder {
	return func(n *yaml.Node) {
		r.items(n, "rules", func(n *yaml.Node) { l.Rules = append(l.Rules, r.readRule(n)) })
	}
}

func (r *reader) readRule(n *yaml.Node) *Rule {
	rule := &Rule{Law: r.law, Origin: r.origin(n)}
	present := r.mapping(n, "the rule", fields{
		"id":            r.id(&rule.ID, "id"),
		"name":          r.both(&rule.Name, "name"),
		"nexus":         r.text(&rule.Row, "nexus"),
		"test":          func(n *yaml.Node) { rule.Test = r.readTest(n) },
		"test_versions": r.testVersions(&rule.TestVersions),
		"source":        r.cited(&rule.Source, "source"),
		"outcome": func(n *yaml.Node) {
			o := &Outcome{}
			rule.Outcome = o
			r.mapping(n, "the outcome", fields{
				"yes": r.both(&o.Yes, "yes"), "no": r.both(&o.No, "no"), "undetermined": r.both(&o.Undetermined, "undetermined"),
			}, nil, "yes", "no", "undetermined")
		},
		"override": func(n *yaml.Node) {
			rule.Override = &Text{}
			r.both(rule.Override, "override")(n)
		},
	}, nil, "id", "name", "nexus", "source")
	if present != nil {
		r.later = append(r.later, func() { r.checkRule(rule, n, present) })
	}
	return rule
}
