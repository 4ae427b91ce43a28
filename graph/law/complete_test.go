package law_test

import (
	"fmt"
	"maps"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"

	"longarm/graph/law"
)

// everything is what a tree decodes to, positions and back-links aside.
type everything struct {
	Catalogue *law.Catalogue
	Trio      *law.Trio
}

var ignoreLinks = cmp.Options{
	cmp.FilterPath(func(p cmp.Path) bool {
		switch last := p.Last().String(); {
		case last == ".Origin", last == ".Graph", last == ".GraphYAML":
			return true
		case last == ".Law": // from a row or rule to its law
			step, ok := p.Last().(cmp.StructField)
			return ok && step.Type() == reflect.TypeFor[*law.Law]()
		}
		return false
	}, cmp.Ignore()),
	cmp.Exporter(func(reflect.Type) bool { return true }),
}

// read decodes what the file belongs to.
func read(f fstest.MapFS, file string) (out everything, err error) {
	if file == trioFile {
		out.Trio, err = law.LoadTrio(f, trioFile)
	} else {
		out.Catalogue, err = law.Load(f)
	}
	return out, err
}

// Nothing in a file is passed over in silence: a key that is not known is refused
// in every mapping, and a value that changes or goes either fails or changes what is
// read. A value of another shape is survived.
func TestEveryKeyIsReadOrRefused(t *testing.T) {
	for _, file := range []string{"classes.yaml", "carriers.yaml", exampleFile, "laws/eu/eu-shield.yaml", trioFile} {
		good := tree(t)
		base, err := read(good, file)
		if err != nil {
			t.Fatal(err)
		}
		var root yaml.Node
		if err := yaml.Unmarshal(good[file].Data, &root); err != nil {
			t.Fatal(err)
		}
		try := func(path, change string) {
			text, err := yaml.Marshal(&root)
			if err != nil {
				t.Fatal(err)
			}
			spoilt := maps.Clone(good)
			spoilt[file] = &fstest.MapFile{Data: text}
			switch got, err := read(spoilt, file); {
			case err != nil:
			case change == unknownKey:
				t.Errorf("%s: an unknown key in %s is accepted", file, path)
			case change != otherShape && cmp.Equal(base, got, ignoreLinks):
				t.Errorf("%s: %s of %s changes nothing", file, change, path)
			}
		}
		spoil(&root, "", try)
	}
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
	if n.Kind != yaml.DocumentNode {
		old := *n
		for _, other := range []yaml.Node{
			{Kind: yaml.ScalarNode, Tag: "!!null", Value: "null"},
			{Kind: yaml.SequenceNode, Content: []*yaml.Node{{Kind: yaml.SequenceNode}, {Kind: yaml.MappingNode}}},
			{Kind: yaml.MappingNode},
		} {
			*n = other
			try(path, otherShape)
		}
		*n = old
	}
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
