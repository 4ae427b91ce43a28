package law_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"

	"longarm/graph/law"
)

var ignoreLinks = cmp.Options{
	cmp.FilterPath(func(p cmp.Path) bool {
		switch last := p.Last().String(); {
		case last == ".Origin", last == ".Graph":
			return true
		case last == ".Law": // from a row or rule to its law
			step, ok := p.Last().(cmp.StructField)
			return ok && step.Type() == reflect.TypeFor[*law.Law]()
		}
		return false
	}, cmp.Ignore()),
	cmp.Exporter(func(reflect.Type) bool { return true }),
}

// Nothing in a file is passed over in silence: a key that is not known is refused
// in every mapping, and a value that changes or goes either fails or changes what is
// read. A value of another shape is survived.
func TestEveryKeyIsReadOrRefused(t *testing.T) {
	good := tree(t)
	files := []string{"classes.yaml", "carriers.yaml", exampleFile, "laws/eu/eu-shield.yaml"}
	var roots []*yaml.Node
	parse := func(file string) *yaml.Node {
		var doc yaml.Node
		if err := yaml.Unmarshal(good[file].Data, &doc); err != nil {
			t.Fatal(err)
		}
		return doc.Content[0]
	}
	for _, f := range files {
		roots = append(roots, parse(f))
	}
	check := func(file string, root *yaml.Node, read func() (any, error)) {
		base, err := read()
		if err != nil {
			t.Fatal(err)
		}
		spoil(root, "", func(path, change string) {
			switch got, err := read(); {
			case err != nil:
			case change == unknownKey:
				t.Errorf("%s: an unknown key in %s is accepted", file, path)
			case change != otherShape && cmp.Equal(base, got, ignoreLinks):
				t.Errorf("%s: %s of %s changes nothing", file, change, path)
			}
		})
	}
	for i, f := range files {
		check(f, roots[i], func() (any, error) { return law.FromNodes(files, roots) })
	}
	trio := parse(trioFile)
	check(trioFile, trio, func() (any, error) { return law.TrioFromNode(trioFile, trio) })
}

// The ways to spoil a file.
const (
	unknownKey = "an unknown key"
	removal    = "removal"
	newValue   = "another value"
	otherShape = "another shape"
)

// spoil calls try once for each way to change one mapping or value below n.
func spoil(n *yaml.Node, path string, try func(path, change string)) {
	switch n.Kind {
	case yaml.MappingNode:
		if openMapping(path) {
			break
		}
		n.Content = append(n.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: "zzzz"}, &yaml.Node{Kind: yaml.ScalarNode, Value: "1"})
		try(path, unknownKey)
		n.Content = n.Content[:len(n.Content)-2]
	case yaml.ScalarNode:
		old := *n
		n.Value, n.Tag = n.Value+"x", "!!str"
		try(path, newValue)
		*n = old
	}
	old := *n
	for _, other := range []yaml.Node{
		{Kind: yaml.ScalarNode, Tag: "!!null", Value: "null"},
		{Kind: yaml.SequenceNode, Content: []*yaml.Node{{Kind: yaml.SequenceNode}, {Kind: yaml.MappingNode}}},
		{Kind: yaml.MappingNode},
	} {
		other.Line, other.Column = n.Line, n.Column
		*n = other
		try(path, otherShape)
	}
	*n = old
	if n.Kind == yaml.MappingNode && !strings.HasSuffix(path, ".graph") {
		all := n.Content
		for i := 0; i < len(all); i += 2 {
			n.Content = append(append([]*yaml.Node{}, all[:i]...), all[i+2:]...)
			try(path+"."+all[i].Value, removal)
		}
		n.Content = all
	}
	for i, c := range n.Content {
		switch {
		case n.Kind != yaml.MappingNode:
			spoil(c, fmt.Sprintf("%s[%d]", path, i), try)
		case i%2 == 1 && !strings.HasSuffix(path, ".graph"):
			spoil(c, path+"."+n.Content[i-1].Value, try)
		}
	}
}

// openMapping reports a mapping whose keys are the file's own, or another loader's.
func openMapping(path string) bool {
	switch path[strings.LastIndex(path, ".")+1:] {
	case "territories", "lists", "classes", "attributes", "service_groups", "sector_groups", "limbs", "graph":
		return true
	}
	return false
}
