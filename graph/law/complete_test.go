package law_test

import (
	"fmt"
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

func read(f fstest.MapFS) (everything, error) {
	c, err := law.Load(f)
	if err != nil {
		return everything{}, err
	}
	t, err := law.LoadTrio(f, trioFile)
	return everything{c, t}, err
}

// Nothing in a file is passed over in silence: a key that is not known is refused
// in every mapping, and a value that changes either fails or changes what is read.
func TestEveryKeyIsReadOrRefused(t *testing.T) {
	base, err := read(tree(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{"classes.yaml", "carriers.yaml", exampleFile, "laws/eu/eu-shield.yaml", trioFile} {
		var root yaml.Node
		if err := yaml.Unmarshal(tree(t)[file].Data, &root); err != nil {
			t.Fatal(err)
		}
		try := func(path, change string) {
			text, err := yaml.Marshal(&root)
			if err != nil {
				t.Fatal(err)
			}
			f := tree(t)
			f[file] = &fstest.MapFile{Data: text}
			switch got, err := read(f); {
			case err != nil:
			case change == "unknown key":
				t.Errorf("%s: an unknown key in %s is accepted", file, path)
			case cmp.Equal(base, got, ignoreLinks):
				t.Errorf("%s: the value of %s is not read", file, path)
			}
		}
		spoil(&root, "", try)
	}
}

// spoil calls try once for each way to change one mapping or value below n.
func spoil(n *yaml.Node, path string, try func(path, change string)) {
	switch n.Kind {
	case yaml.MappingNode:
		if openMapping(path) {
			break
		}
		n.Content = append(n.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: "zzzz"}, &yaml.Node{Kind: yaml.ScalarNode, Value: "1"})
		try(path, "unknown key")
		n.Content = n.Content[:len(n.Content)-2]
	case yaml.ScalarNode:
		old := *n
		n.Value, n.Tag = n.Value+"x", "!!str"
		try(path, "value")
		*n = old
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
