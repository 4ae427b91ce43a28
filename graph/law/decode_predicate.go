package law

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

var heads = []string{"all", "any", "not", "attr", "rel", "is", "holder", "share", "capability"}

// predicate decodes one condition. Its keys are those of its one head.
func (r *reader) predicate(n *yaml.Node) *Predicate {
	p := &Predicate{Origin: r.origin(n)}
	if n.Kind != yaml.MappingNode {
		r.fail(n, "the predicate is "+shape(n), "write one of its heads: "+strings.Join(heads, ", "))
		return p
	}
	head := r.head(n)
	switch head {
	case "all", "any":
		list := &p.All
		if head == "any" {
			list = &p.Any
		}
		r.mapping(n, "the predicate "+head, fields{head: r.predicates(list, head)}, nil)
		if *list == nil {
			*list = []*Predicate{}
		}
	case "not":
		r.mapping(n, "the predicate not", fields{"not": func(n *yaml.Node) { p.Not = r.predicate(n) }}, nil)
	case "attr":
		p.Attr = r.attrTest(n)
	case "rel":
		p.Rel = r.relTest(n)
	case "is":
		r.mapping(n, "the predicate is", fields{"is": r.classRef(&p.Is, "is")}, nil)
	case "holder":
		r.mapping(n, "the predicate holder", fields{"holder": r.classRef(&p.Holder, "holder")}, nil)
	case "share":
		r.mapping(n, "the predicate share", fields{"share": r.shareRef(p)}, nil)
	case "capability":
		p.Capability = r.capabilityTest(n)
	}
	return p
}

// head returns the one head of the mapping, or "" after saying what is wrong.
func (r *reader) head(n *yaml.Node) string {
	var found, keys []string
	for i := 0; i < len(n.Content); i += 2 {
		keys = append(keys, n.Content[i].Value)
		if slices.Contains(heads, n.Content[i].Value) {
			found = append(found, n.Content[i].Value)
		}
	}
	switch {
	case len(found) == 1:
		return found[0]
	case len(found) > 1:
		r.fail(n, fmt.Sprintf("the predicate has %d heads: %s", len(found), clip(strings.Join(found, ", "))), "keep one, or join them under all or any")
	case len(keys) == 0:
		r.fail(n, "the predicate is empty", "write one of its heads: "+strings.Join(heads, ", "))
	default:
		r.fail(n.Content[0], fmt.Sprintf("unknown key %q in the predicate, which has no head", clip(keys[0])), instead(keys[0], heads))
	}
	return ""
}

// predicates reads a list of conditions. Only gates may be an empty list.
func (r *reader) predicates(dst *[]*Predicate, what string) decoder {
	return func(n *yaml.Node) {
		r.items(n, what, func(n *yaml.Node) { *dst = append(*dst, r.predicate(n)) })
		if n.Kind == yaml.SequenceNode && len(n.Content) == 0 && what != "gates" {
			r.fail(n, what+" is an empty list", "write its predicates")
		}
	}
}

func (r *reader) attrTest(n *yaml.Node) *AttrTest {
	a := &AttrTest{}
	var value *yaml.Node
	present := r.mapping(n, "the predicate attr", fields{
		"attr": code(r, &a.Name, "attribute", names(r.vocab.Attributes)...),
		"op":   code(r, &a.Op, "op", AttrOps()...),
		"value": func(n *yaml.Node) {
			value = n
			r.attrValues(n, a)
		},
		"at":  r.territory(&a.At, "at"),
		"per": code(r, &a.Per, "per", "day", "month", "registered"),
	}, nil, "attr", "op")
	if present != nil && a.Op != "" {
		r.checkAttr(a, n, value)
	}
	return a
}

// attrValues reads a value or a list of values as text.
func (r *reader) attrValues(n *yaml.Node, a *AttrTest) {
	if n.Kind == yaml.SequenceNode {
		r.items(n, "value", func(n *yaml.Node) {
			if v := r.attrValue(n); v != "" {
				addOnce(r, n, &a.Values, v, "value")
			}
		})
		return
	}
	if v := r.attrValue(n); v != "" {
		a.Values = []string{v}
	}
}

func (r *reader) attrValue(n *yaml.Node) string {
	v, ok := r.scalar(n, "value")
	if !ok {
		return ""
	}
	if n.Tag == "!!bool" {
		return strings.ToLower(v)
	}
	return v // also 5e002, a control-list number that YAML takes for 500
}

func (r *reader) relTest(n *yaml.Node) *RelTest {
	t := &RelTest{}
	present := r.mapping(n, "the predicate rel", fields{
		"rel": r.interests(&t.Interests, "interest"), "to": r.classRef(&t.To, "to"), "from": r.classRef(&t.From, "from"),
		"where": func(n *yaml.Node) { t.Where = r.predicate(n) },
	}, nil)
	r.oneOf(n, "the predicate rel", present, "to", "from")
	return t
}

func (r *reader) capabilityTest(n *yaml.Node) *CapabilityTest {
	t := &CapabilityTest{}
	known := append([]string{CustodyGroup}, r.vocab.Capabilities...)
	present := r.mapping(n, "the predicate capability", fields{
		"capability": func(n *yaml.Node) {
			if n.Kind == yaml.SequenceNode {
				codes(r, &t.Codes, "capability", known...)(n)
				if len(n.Content) == 0 {
					r.fail(n, "the capability list is empty", "name a capability")
				}
				return
			}
			var v string
			code(r, &v, "capability", known...)(n)
			if v != "" {
				t.Codes = []string{v}
			}
		},
		"from": r.classRef(&t.From, "from"), "over": r.classRef(&t.Over, "over"),
	}, nil)
	r.oneOf(n, "the predicate capability", present, "from", "over")
	return t
}

func (r *reader) oneOf(n *yaml.Node, what string, present map[string]*yaml.Node, a, b string) {
	switch {
	case present == nil:
	case present[a] == nil && present[b] == nil:
		r.fail(n, fmt.Sprintf("%s has neither %s nor %s", what, a, b), "give one of them")
	case present[a] != nil && present[b] != nil:
		r.fail(n, fmt.Sprintf("%s has both %s and %s", what, a, b), "keep one")
	}
}

// shareRef reads "test" or the id of a row, and checks once the law is read that
// there is a test to look at.
func (r *reader) shareRef(p *Predicate) decoder {
	row, law := r.row, r.law
	return func(n *yaml.Node) {
		r.text(&p.Share, "share")(n)
		switch {
		case p.Share == "":
		case row == nil:
			r.fail(n, "share stands outside a row", "a class types one party: it cannot ask for holdings")
		default:
			r.later = append(r.later, func() { r.checkShare(n, p.Share, row, law) })
		}
	}
}

// territory reads the id of a territory.
func (r *reader) territory(dst *string, what string) decoder {
	return func(n *yaml.Node) {
		v, ok := r.scalar(n, what)
		if !ok {
			return
		}
		*dst = v
		r.later = append(r.later, func() { r.checkTerritory(n, v, what) })
	}
}

// classRef reads a CLASS. It is looked up once the vocabulary is complete.
func (r *reader) classRef(dst *string, what string) decoder {
	return func(n *yaml.Node) {
		v, ok := r.scalar(n, what)
		if !ok {
			return
		}
		*dst = v
		r.later = append(r.later, func() { r.checkRef(n, v, what) })
	}
}
