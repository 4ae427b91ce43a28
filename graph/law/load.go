package law

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"

	"longarm/graph"
)

// The files of a tree of laws.
const (
	vocabularyFile = "classes.yaml"
	carriersFile   = "carriers.yaml"
	lawFiles       = "laws/*/*.yaml"
	trioSuffix     = ".test.yaml"
)

// Load reads classes.yaml, carriers.yaml and laws/*/*.yaml, tests beside laws
// excepted, and checks them against each other. The error joins every fault found,
// sorted by file and place, each a [graph.Problem] with file:line:column; no
// catalogue is returned with it. A file that cannot be parsed is reported once, and
// laws are read only when their vocabulary is whole.
func Load(fsys fs.FS) (*Catalogue, error) {
	found, err := fs.Glob(fsys, lawFiles)
	if err != nil {
		return nil, err
	}
	files := []string{vocabularyFile, carriersFile}
	for _, f := range found {
		if !strings.HasSuffix(f, trioSuffix) {
			files = append(files, f)
		}
	}
	readers := make([]*reader, len(files))
	roots := make([]*yaml.Node, len(files))
	failed := make([]error, len(files))
	parallel(len(files), func(i int) {
		readers[i] = &reader{file: files[i]}
		data, err := readFile(fsys, files[i])
		if err != nil {
			failed[i] = err
			return
		}
		roots[i] = readers[i].parse(data)
	})
	if err := errors.Join(failed...); err != nil {
		return nil, err
	}
	if roots[0] == nil { // nothing can be read without its words
		return nil, problems(allFaults(readers))
	}
	return assemble(readers, roots)
}

// assemble decodes parsed files, the vocabulary first, and joins them.
func assemble(readers []*reader, roots []*yaml.Node) (*Catalogue, error) {
	c := &Catalogue{Vocabulary: readers[0].readVocabulary(roots[0])}
	if len(readers[0].faults) > 0 { // every use of a word that is missing would be a fault of its own
		return nil, problems(allFaults(readers))
	}
	laws := make([]*Law, len(readers))
	parallel(len(readers)-1, func(i int) {
		r, root := readers[i+1], roots[i+1]
		r.vocab = c.Vocabulary
		switch {
		case root == nil:
		case i == 0:
			c.Carriers = r.readCarriers(root)
		default:
			laws[i+1] = r.readLaw(root)
		}
	})
	for _, l := range laws {
		if l != nil {
			c.Laws = append(c.Laws, l)
		}
	}
	c.seal()
	for _, r := range readers {
		for _, check := range r.cross {
			check(c)
		}
		r.cross = nil
	}
	faults := append(allFaults(readers), c.twins()...)
	if err := problems(faults); err != nil {
		return nil, err
	}
	return c, nil
}

// twins reports laws and rules that share an id.
func (c *Catalogue) twins() []fault {
	var out []fault
	for i := 1; i < len(c.Laws); i++ {
		if a, b := c.Laws[i-1], c.Laws[i]; a.ID == b.ID && a.ID != "" {
			out = append(out, faultAt(b.Origin, fmt.Sprintf("law %q is also in %s", b.ID, a.Origin), "rename one"))
		}
	}
	for i := 1; i < len(c.rules); i++ {
		if a, b := c.rules[i-1], c.rules[i]; a.ID == b.ID && a.ID != "" {
			out = append(out, faultAt(b.Origin, fmt.Sprintf("rule %q is also in %s", b.ID, a.Origin), "rename one"))
		}
	}
	return out
}

// readFile reads a file, and not much more than a reader would accept of it.
func readFile(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%s: the file is missing; a tree of laws has %s, %s and %s: %w", name, vocabularyFile, carriersFile, lawFiles, err)
		}
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return bytes.TrimPrefix(data, []byte("\ufeff")), nil
}

// parallel calls do for 0 … n-1 on every core. Calls must not share state.
func parallel(n int, do func(int)) {
	next := make(chan int)
	var group sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		group.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	group.Wait()
}

func allFaults(readers []*reader) []fault {
	var out []fault
	for _, r := range readers {
		out = append(out, r.faults...)
	}
	return out
}

// problems joins faults into one error, sorted by file, line, column, and nil when
// there are none. Faults on one place keep the order in which they were found.
func problems(faults []fault) error {
	slices.SortStableFunc(faults, func(a, b fault) int {
		if d := strings.Compare(a.file, b.file); d != 0 {
			return d
		}
		if a.line != b.line {
			return a.line - b.line
		}
		return a.column - b.column
	})
	var p graph.Problems
	for _, f := range faults {
		p.Add(fmt.Sprintf("%s:%d:%d", f.file, f.line, f.column), graph.Text{EN: f.cause}, graph.Text{EN: f.next})
	}
	return p.Err()
}

// faultAt is a fault on something already decoded.
func faultAt(origin, cause, next string) fault {
	f := fault{cause: cause, next: next, line: 1, column: 1}
	parts := strings.Split(origin, ":")
	f.file = strings.Join(parts[:max(len(parts)-2, 0)], ":")
	if len(parts) > 2 {
		f.line, _ = strconv.Atoi(parts[len(parts)-2])
		f.column, _ = strconv.Atoi(parts[len(parts)-1])
	}
	return f
}

// valueOf walks keys down from a mapping, as far as they go.
func valueOf(n *yaml.Node, keys ...string) *yaml.Node {
	for _, k := range keys {
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == k {
				n = n.Content[i+1]
				break
			}
		}
	}
	return n
}
