package store

import (
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"longarm/graph"
	"longarm/graph/columns"
	"longarm/graph/identity"
)

// Workspace is one generation open for reading. It may be used by any number of
// goroutines, and is not disturbed by writers.
type Workspace struct {
	dir       string
	m         *manifest
	parts     []*part // in the order of loading
	decisions *identity.Decisions
	columns   *columns.Frozen // nil: none were published, or they are damaged
	noColumns error           // what is wrong with them
	common    sync.Map        // identifiers that more than mostAlike entities have, with some of these
}

// Open opens the current generation of the workspace in dir. It maps the files and
// reads none of them whole. The errors wrap [ErrNoWorkspace], [ErrNewer] and
// [ErrDamaged].
func Open(dir string) (*Workspace, error) { return open(disk{}, dir) }

// openTries is how often CURRENT is read again when the files it names are gone: a
// writer that published meanwhile may have cleared them away.
const openTries = 5

func open(files files, dir string) (*Workspace, error) {
	if !littleEndian() {
		return nil, errEndian
	}
	var w *Workspace
	var err error
	for range openTries {
		if w, err = openOnce(files, dir); !errors.Is(err, fs.ErrNotExist) || errors.Is(err, ErrNoWorkspace) {
			break
		}
	}
	if errors.Is(err, fs.ErrNotExist) && !errors.Is(err, ErrNoWorkspace) {
		return nil, damaged(dir, "%v", err)
	}
	return w, err
}

func openOnce(files files, dir string) (*Workspace, error) {
	m, err := readCurrent(files, dir)
	if err != nil {
		return nil, err
	}
	return openManifest(files, dir, m)
}

// openManifest opens the parts of a generation, published or about to be.
func openManifest(files files, dir string, m *manifest) (_ *Workspace, err error) {
	w := &Workspace{dir: dir, m: m}
	for i := range m.Parts {
		p, err := openPart(files, filepath.Join(dir, partsDir, m.Parts[i].Name), &m.Parts[i])
		if err != nil {
			return nil, errors.Join(err, w.Close())
		}
		w.parts = append(w.parts, p)
	}
	for i, p := range w.parts {
		p.kin = w.kin(i)
	}
	if m.Columns != nil {
		name := filepath.Join(dir, generationsDir, filepath.Base(m.Columns.Name))
		w.columns, err = columns.Open(name)
		switch {
		case errors.Is(err, fs.ErrNotExist): // a writer may have cleared it away
			return nil, errors.Join(err, w.Close())
		case err != nil: // it is derived: what does not need it goes on
			w.noColumns = damaged(name, "%v; run `longarm rebuild`", err)
		}
	}
	if w.decisions, err = readDecisions(files, dir, m); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	return w, nil
}

func readDecisions(files files, dir string, m *manifest) (*identity.Decisions, error) {
	if m.Decisions == nil {
		return &identity.Decisions{}, nil
	}
	name := filepath.Join(dir, generationsDir, filepath.Base(m.Decisions.Name))
	text, err := files.ReadFile(name)
	if err != nil {
		return nil, err
	}
	if sumOf(text) != m.Decisions.SHA256 {
		return nil, damaged(name, "it fails its checksum")
	}
	d, err := identity.DecodeDecisions(text)
	if err != nil {
		return nil, damaged(name, "%v", err)
	}
	return d, nil
}

// Close gives the files back. Records already read stay valid.
func (w *Workspace) Close() error {
	var errs []error
	for _, p := range w.parts {
		errs = append(errs, p.close())
	}
	w.parts = nil
	if w.columns != nil {
		errs = append(errs, w.columns.Close())
		w.columns = nil
	}
	return errors.Join(errs...)
}

// Dir is the folder of the workspace.
func (w *Workspace) Dir() string { return w.dir }

// Generation is the number of the generation, from 1.
func (w *Workspace) Generation() int { return w.m.Generation }

// Written is when the generation was published.
func (w *Workspace) Written() time.Time { return w.m.Written }

// Hash sums up what the generation holds. Two workspaces into which the same was
// loaded in the same order have one hash.
func (w *Workspace) Hash() string { return w.m.hash() }

// Parts lists what was loaded, in the order of loading.
func (w *Workspace) Parts() []Part { return slices.Clone(w.m.Parts) }

// Counts sums up the records of all parts. What a delta replaced is counted too.
func (w *Workspace) Counts() Counts {
	var c Counts
	for i := range w.m.Parts {
		c = c.Sum(w.m.Parts[i].Counts)
	}
	return c
}

// Decisions returns what people decided about identities.
func (w *Workspace) Decisions() *identity.Decisions { return w.decisions }

// rank is the place of a source in the order of loading: that of its first part.
func (w *Workspace) rank(source string) int {
	return slices.IndexFunc(w.parts, func(p *part) bool { return p.info.Source == source })
}

// later lists the parts that a later delta of the same source wrote.
func (w *Workspace) later(i int) []*part {
	var out []*part
	for _, p := range w.parts[i+1:] {
		if p.info.Source == w.parts[i].info.Source {
			out = append(out, p)
		}
	}
	return out
}

// stands reports that no later record of the same source replaces the one at ref,
// and that no earlier one of the same load has its id.
func (w *Workspace) stands(i int, r graph.Record, ref uint64) (bool, error) {
	id, _ := idOf(r)
	as := asEntity
	switch r.(type) {
	case graph.Source:
		as = asSource
	case graph.Entity:
	default:
		as = asClaim
	}
	return w.standsAs(i, as, id, ref)
}

// standsAs is stands for a record known by its id and as what it is found.
func (w *Workspace) standsAs(i int, as role, id string, ref uint64) (bool, error) {
	claim := as == asClaim
	if claim {
		first := ref
		err := w.parts[i].pairs.find(keyOf(asClaim, id), func(other uint64) error {
			if other >= first {
				return nil
			}
			return w.parts[i].find(asClaim, id, func(_ graph.Record, other uint64) error {
				first = min(first, other)
				return nil
			})
		})
		if err != nil || first < ref {
			return false, err
		}
	}
	for _, p := range w.later(i) {
		for _, in := range []role{as, asGone} {
			if replaced, err := p.replaces(in, id); err != nil || replaced {
				return false, err
			}
		}
		if of, _, ok := strings.Cut(id, "#"); ok && claim {
			if removed, err := p.has(asGone, of); err != nil || removed {
				return false, err
			}
		}
	}
	return true, nil
}

// about hands on the standing records about an id in a role, part by part.
func (w *Workspace) about(as role, id string, yield func(part int, r graph.Record) error) error {
	for i, p := range w.parts {
		err := p.find(as, id, func(r graph.Record, ref uint64) error {
			ok, err := w.stands(i, r, ref)
			if err != nil || !ok {
				return err
			}
			return yield(i, r)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Entity returns what the workspace says of an id itself, one record for each
// description, in the order of loading.
func (w *Workspace) Entity(id graph.EntityID) (out []identity.Record, err error) {
	err = guarded(w.dir, func() error {
		out, err = w.entity(id)
		return err
	})
	return out, err
}

func (w *Workspace) entity(id graph.EntityID) ([]identity.Record, error) {
	var out []identity.Record
	err := w.about(asEntity, string(id), func(part int, r graph.Record) error {
		out = append(out, identity.Record{Entity: r.(graph.Entity), From: w.parts[part].info.Source})
		return nil
	})
	return out, err
}

// identified lists the entities with an identifier as [identity.Strong] spells it, no
// more than one beyond mostAlike.
func (w *Workspace) identified(identifier string) ([]graph.EntityID, error) {
	if many, known := w.common.Load(identifier); known {
		return many.([]graph.EntityID), nil
	}
	var out []graph.EntityID
	err := w.about(asIdentifier, identifier, func(_ int, r graph.Record) error {
		if id := r.(graph.Entity).ID; !slices.Contains(out, id) {
			out = append(out, id)
		}
		if len(out) > mostAlike {
			return errFound
		}
		return nil
	})
	if errors.Is(err, errFound) { // a word in the field, in the records of very many
		w.common.Store(identifier, slices.Clip(out))
		err = nil
	}
	return out, err
}
