package law

import (
	"fmt"
	"slices"

	"go.yaml.in/yaml/v4"

	"longarm/graph"
)

// checkLaw holds a decoded law to what its keys promise each other.
func (r *reader) checkLaw(l *Law, n *yaml.Node, present map[string]*yaml.Node) {
	if p := present["powers"]; p != nil && p.Kind == yaml.SequenceNode && len(p.Content) == 0 {
		r.fail(p, "the law has no power", "name at least one")
	}
	if l.ScopeHint == SchemeScope && l.Scheme == nil {
		r.fail(present["scope_hint"], "scope_hint is scheme and there is no scheme block", "add scheme, or change scope_hint")
	}
	if l.Scheme == nil {
		for _, row := range l.Rows {
			if row.Sense != NoSense {
				r.fail(n, fmt.Sprintf("row %q has a sense and the law has no scheme block", row.ID), "add scheme, or remove sense")
			}
		}
	}
}

// checkRow holds a row to what its keys promise each other.
func (r *reader) checkRow(row *Row, n *yaml.Node, present map[string]*yaml.Node) {
	at := func(key string) *yaml.Node {
		if v := present[key]; v != nil {
			return v
		}
		return n
	}
	if row.Computable == ComputableNo {
		if row.When != nil {
			r.fail(at("when"), "the row is not computable and has a ground", "remove when, or set computable: partly")
		}
		if present["evidence"] != nil && len(row.Evidence) == 0 {
			r.fail(at("evidence"), "the row is not computable and names no deciding fact", "list it under evidence, transaction for an act")
		}
	} else if row.Computable != "" && present["when"] == nil {
		r.fail(n, fmt.Sprintf("the row is computable (%s) and has no ground", row.Computable), "add when, or set computable: no")
	}
	if row.Computable == ComputableYes && row.Test != nil && !row.Test.HasThreshold && present["test"].Kind == yaml.MappingNode && len(row.Test.Limbs) == 0 {
		r.fail(at("test"), "the test has no threshold and no control limb", "give one, or set computable: partly")
	}
	if (row.Activation == Pending) != (present["pending"] != nil) && row.Activation != "" {
		if row.Activation == Pending {
			r.fail(n, "the row is pending and has no pending block", "add pending with from, until and then")
		} else {
			r.fail(at("pending"), fmt.Sprintf("pending beside the activation %q", row.Activation), "remove it, or set activation: pending")
		}
	}
	becomesLatent := row.Activation == Latent || row.Activation == Pending && row.Pending != nil && row.Pending.Then == Latent
	if becomesLatent && present["trigger"] == nil {
		r.fail(n, "the row is latent, or becomes so, and names no trigger", "add trigger: the event that makes it bite")
	}
	unknown := row.Activation == "" || row.Pending != nil && row.Pending.Then == ""
	if present["trigger_when"] != nil && !unknown && !becomesLatent {
		r.fail(at("trigger_when"), fmt.Sprintf("trigger_when beside the activation %q", row.Activation), "remove it, or set activation: latent")
	}
	if present["test_versions"] != nil && present["test"] == nil {
		r.fail(at("test_versions"), "test_versions without a test", "add the test as worded now")
	}
}

// checkRule finds the row of the rule, whose test it has when it states none.
func (r *reader) checkRule(rule *Rule, n *yaml.Node, present map[string]*yaml.Node) {
	if rule.ID == CustomRule {
		r.fail(present["id"], fmt.Sprintf("rule id %q is taken", CustomRule), "choose another")
	}
	if rule.Row == "" {
		return
	}
	row := r.law.Row(rule.Row)
	switch {
	case row == nil:
		r.fail(present["nexus"], fmt.Sprintf("nexus %q is no row of this law", clip(rule.Row)), instead(rule.Row, r.rowIDs(r.law)))
	case present["test"] != nil:
	case row.Test == nil:
		r.fail(n, fmt.Sprintf("neither the rule nor its row %q has a test", rule.Row), "add test")
	default:
		rule.Test = row.Test
		if present["test_versions"] == nil {
			rule.TestVersions = row.TestVersions
		}
	}
}

// CustomRule stands for a test that a user words, and is no id of a rule.
const CustomRule = "custom"

func (r *reader) rowIDs(l *Law) []string {
	var out []string
	for _, row := range l.Rows {
		out = append(out, row.ID)
	}
	return out
}

// checkShare finds the test that a share predicate asks for.
func (r *reader) checkShare(n *yaml.Node, ref string, row *Row, l *Law) {
	if ref == "test" {
		if row.Test == nil {
			r.fail(n, "share: test in a row without a test", "add test to the row, or name the row that has one")
		}
		return
	}
	switch other := l.Row(ref); {
	case other == nil:
		r.fail(n, fmt.Sprintf("share %q is no row of this law", clip(ref)), instead(ref, append(r.rowIDs(l), "test")))
	case other.Test == nil:
		r.fail(n, fmt.Sprintf("share %q names a row without a test", ref), "add test to that row, or name another")
	}
}

// checkAttr holds the values of an attribute test to its comparison and to the
// attribute.
func (r *reader) checkAttr(a *AttrTest, n, value *yaml.Node) {
	if value == nil {
		if a.Op != "known" {
			r.fail(n, fmt.Sprintf("op %q has no value", a.Op), "add value")
		}
		return
	}
	list := value.Kind == yaml.SequenceNode
	switch a.Op {
	case "in", "not-in":
		if !list || len(value.Content) == 0 {
			r.fail(value, fmt.Sprintf("op %q needs a list of values", a.Op), "write value: [ … ]")
			return
		}
	case "known":
		if list || len(a.Values) == 1 && a.Values[0] != "true" && a.Values[0] != "false" {
			r.fail(value, "op known asks whether the attribute is known", "write value: true or false, or none")
		}
		return
	default:
		if list {
			r.fail(value, fmt.Sprintf("op %q needs one value", a.Op), "use op: in for a list")
			return
		}
	}
	attribute := r.vocab.Attributes[a.Name]
	if attribute == nil {
		return
	}
	numeric := slices.Contains([]string{"gt", "ge", "lt", "le"}, a.Op)
	for _, v := range a.Values {
		if cause, next := r.vocab.refuse(attribute, v, numeric); cause != "" {
			at := value
			if i := slices.IndexFunc(value.Content, func(n *yaml.Node) bool { return n.Value == v }); i >= 0 {
				at = value.Content[i]
			}
			r.fail(at, cause, next)
		}
	}
}

// refuse says why the attribute cannot have the value, and what to write.
func (v *Vocabulary) refuse(a *Attribute, value string, numeric bool) (cause, next string) {
	kind := a.Type()
	switch {
	case numeric || kind == "number" || kind == "percent":
		if !decimalForm.MatchString(value) {
			return fmt.Sprintf("value %q of %s is no number", clip(value), a.Name), "write a plain decimal number"
		}
	case kind == "boolean":
		if value != "true" && value != "false" {
			return fmt.Sprintf("value %q of %s is neither true nor false", clip(value), a.Name), "write true or false"
		}
	case kind == "territory":
		if v.Territories[value] == nil {
			return fmt.Sprintf("value %q of %s is no territory", clip(value), a.Name), instead(value, names(v.Territories))
		}
	case a.Name == sectorAttribute:
		if !v.IsSector(value) {
			return fmt.Sprintf("value %q of %s is no sector", clip(value), a.Name), instead(value, v.sectors())
		}
	case kind == "list":
		known := a.Values
		if a.Name == serviceAttribute {
			known = append(names(v.ServiceGroups), known...)
		}
		if !slices.Contains(known, value) {
			return fmt.Sprintf("value %q of %s is unknown", clip(value), a.Name), instead(value, known)
		}
	}
	return "", ""
}

// The attributes whose values have groups.
const (
	serviceAttribute = "serviceType"
	sectorAttribute  = "sector"
)

func (r *reader) checkTerritory(n *yaml.Node, id, what string) {
	if r.vocab.Territories[id] == nil {
		r.fail(n, fmt.Sprintf("%s %q is no territory of classes.yaml", what, clip(id)), instead(id, names(r.vocab.Territories)))
	}
}

// checkRef resolves a CLASS. A law is looked up when all are read.
func (r *reader) checkRef(n *yaml.Node, ref, what string) {
	switch prefix, id := SplitRef(ref); {
	case prefix == "entity" && id != "":
		r.vocab.party(graph.EntityID(id))
	case prefix == "law" && idForm.MatchString(id):
		r.cross = append(r.cross, func(c *Catalogue) {
			if c.Law(id) == nil && len(c.Vocabulary.ListsOf(id)) == 0 {
				r.fail(n, fmt.Sprintf("%s %q is neither a law here nor one that keeps a list", what, clip(ref)), "correct the id, or add the law to lists in classes.yaml")
			}
		})
	case prefix != "":
		r.fail(n, fmt.Sprintf("%s %q has no id", what, clip(ref)), "write "+prefix+":ID")
	case r.vocab.Classes[id] == nil && r.vocab.Territories[id] == nil:
		r.fail(n, fmt.Sprintf("%s %q is no class or territory of classes.yaml", what, clip(ref)),
			instead(ref, append(names(r.vocab.Classes), names(r.vocab.Territories)...)))
	}
}

// provable reports a word that evidence may use: an interest, an attribute, a
// capability as such, or an act.
func (v *Vocabulary) provable(word string) bool {
	return graph.Interest(word).Valid() || v.Attributes[word] != nil || slices.Contains(acts, word)
}

var acts = []string{"capability", "transaction"}

func (v *Vocabulary) provables() []string {
	return slices.Concat(plainWords(graph.Interests()), names(v.Attributes), acts)
}
