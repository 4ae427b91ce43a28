package law

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"go.yaml.in/yaml/v4"
)

// LoadTrio reads the test beside a law, as laws/us/ID.test.yaml. The graphs in it
// are checked to be mappings and otherwise left to their own loader. The error
// joins every fault of the file, each a [graph.Problem].
func LoadTrio(fsys fs.FS, name string) (*Trio, error) {
	data, err := readFile(fsys, name)
	if err != nil {
		return nil, err
	}
	r := &reader{file: name}
	var t *Trio
	if n := r.parse(data); n != nil {
		t = r.readTrio(n)
	}
	if err := problems(r.faults); err != nil {
		return nil, err
	}
	return t, nil
}

func (r *reader) readTrio(n *yaml.Node) *Trio {
	t := &Trio{Origin: r.origin(n), Unattainable: map[string]string{}, Shadowed: map[string]string{}}
	present := r.mapping(n, "the test", fields{
		"law": r.id(&t.Law, "law"),
		"unattainable": r.each("unattainable", func(verdict string, key, value *yaml.Node) {
			var why, known string
			code(r, &known, "verdict", append(statuses[:3:3], verdicts...)...)(key)
			r.text(&why, "the reason")(value)
			t.Unattainable[verdict] = why
		}),
		"shadowed": r.each("shadowed", func(row string, _, value *yaml.Node) {
			var why string
			r.text(&why, "the reason")(value)
			t.Shadowed[row] = why
		}),
		"cases": func(n *yaml.Node) {
			r.items(n, "cases", func(n *yaml.Node) {
				c := r.readCase(n)
				for _, o := range t.Cases {
					if o.Name == c.Name && c.Name != "" {
						r.fail(n, fmt.Sprintf("case %q is given twice", clip(c.Name)), "rename one")
					}
				}
				t.Cases = append(t.Cases, c)
			})
		},
	}, nil, "law", "cases")
	if id := strings.TrimSuffix(path.Base(r.file), ".test.yaml"); present["law"] != nil && t.Law != "" && t.Law != id {
		r.fail(present["law"], fmt.Sprintf("the test of %s lies in %s", t.Law, path.Base(r.file)), "name the file "+t.Law+".test.yaml")
	}
	if c := present["cases"]; c != nil && len(t.Cases) == 0 && c.Kind == yaml.SequenceNode {
		r.fail(c, "there are no cases", "write at least one")
	}
	return t
}

func (r *reader) readCase(n *yaml.Node) *Case {
	c := &Case{Origin: r.origin(n)}
	r.mapping(n, "the case", fields{
		"name":     r.text(&c.Name, "name"),
		"why":      r.text(&c.Why, "why"),
		"as_of":    r.date(&c.AsOf, "as_of"),
		"provider": r.entity(&c.Provider, "provider"),
		"graph": func(n *yaml.Node) {
			if n.Kind != yaml.MappingNode {
				r.fail(n, "the graph is "+shape(n), "write its entities and statements")
				return
			}
			c.Graph = n
		},
		"expect": func(n *yaml.Node) {
			r.items(n, "expect", func(n *yaml.Node) { c.Expect = append(c.Expect, r.readExpectation(n)) })
			if n.Kind == yaml.SequenceNode && len(n.Content) == 0 {
				r.fail(n, "the case expects nothing", "write what a finding must say")
			}
		},
	}, nil, "name", "as_of", "provider", "graph", "expect")
	return c
}

func (r *reader) readExpectation(n *yaml.Node) *Expectation {
	e := &Expectation{Origin: r.origin(n)}
	var because string
	present := r.mapping(n, "the expectation", fields{
		"effect":  code(r, &e.Effect, "effect", effects...),
		"verdict": code(r, &e.Verdict, "verdict", verdicts...),
		"status":  code(r, &e.Status, "status", statuses...),
		"because": func(n *yaml.Node) {
			if n.Kind != yaml.ScalarNode || n.Value != "" {
				code(r, &because, "because", becauses...)(n)
			}
		},
		"nexus":           r.id(&e.Nexus, "nexus"),
		"confidence":      code(r, &e.Confidence, "confidence", confidences...),
		"activation":      code(r, &e.Activation, "activation", activations...),
		"if_theory_holds": code(r, &e.IfTheoryHolds, "if_theory_holds", verdicts...),
		"scope":           code(r, &e.Scope, "scope", scopes...),
	}, nil, "effect")
	e.Because = because
	e.given = names(present)
	r.oneOf(n, "the expectation", present, "verdict", "status")
	return e
}
