package law

import "go.yaml.in/yaml/v4"

// FromNodes is [Load] of files parsed already: classes.yaml, carriers.yaml, laws.
func FromNodes(files []string, roots []*yaml.Node) (*Catalogue, error) {
	readers := make([]*reader, len(files))
	for i, f := range files {
		readers[i] = &reader{file: f}
	}
	return assemble(readers, roots)
}

// TrioFromNode is [LoadTrio] of a text parsed already.
func TrioFromNode(file string, root *yaml.Node) (*Trio, error) {
	r := &reader{file: file}
	t := r.readTrio(root)
	return t, problems(r.faults)
}
