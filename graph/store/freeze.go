package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"longarm/graph"
	"longarm/graph/columns"
)

// Columns returns the holdings of the whole generation in columns: mapped from the
// file that was published with it, else (a workspace of an earlier format) built
// anew. Ids of one entity are one number. Only what counts is in them: statements of
// shares and of control, coverage of holders. They must not be used after
// [Workspace.Close].
//
// Votes are as [graph.Graph.CapTable] assumes them, one share one vote, as long as
// nothing speaks against it; of a company with stated votes of its own, double votes
// or a voting trust, votes nobody states are unknown.
func (w *Workspace) Columns(ctx context.Context) (*columns.Frozen, error) {
	switch {
	case w.noColumns != nil:
		return nil, w.noColumns
	case w.columns != nil: // whoever asks for them reads all of them
		return w.columns, w.verifyColumns()
	}
	return w.freeze(ctx)
}

// writeColumns puts the columns of a generation that is about to be published beside
// its manifest. They are derived: where they cannot be built (a part of another
// source is damaged, more entities than columns hold) the generation goes without.
func writeColumns(ctx context.Context, fs files, dir string, m *manifest) error {
	m.Columns = nil
	w, err := openManifest(fs, dir, m)
	if err != nil {
		return nil
	}
	defer w.Close()
	f, err := w.freeze(ctx)
	if err != nil {
		return ctx.Err()
	}
	name := fmt.Sprintf("%08d.columns", m.Generation)
	path := filepath.Join(dir, generationsDir, name)
	if err := f.Write(path); err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	m.Columns = &fileInfo{Name: name, Size: info.Size()}
	return nil
}

// freeze builds the columns from every record that stands, on all processors.
func (w *Workspace) freeze(ctx context.Context) (*columns.Frozen, error) {
	var mu sync.Mutex
	var all []*gathering
	type stretch struct {
		part     int
		from, to int64 // blocks
	}
	work := make(chan stretch)
	var failed error
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			g := &gathering{w: w}
			var err error
			for x := range work {
				if err == nil {
					err = guarded(w.dir, func() error { return g.gather(ctx, x.part, x.from, x.to) })
				}
			}
			mu.Lock()
			defer mu.Unlock()
			all = append(all, g)
			if failed == nil {
				failed = err
			}
		})
	}
	for i, p := range w.parts {
		for n := int64(0); n < p.blocks.len(); n += blocksAtOnce {
			work <- stretch{i, n, min(n+blocksAtOnce, p.blocks.len())}
		}
	}
	close(work)
	wg.Wait()
	if failed != nil {
		return nil, failed
	}
	if err := w.settle(all); err != nil {
		return nil, err
	}
	return join(all)
}

// blocksAtOnce is how many blocks a worker takes.
const blocksAtOnce = 64

// settle decides who is whom among the ids that were gathered.
func (w *Workspace) settle(all []*gathering) error {
	var list []pair
	for _, g := range all {
		list = append(list, g.seen...)
		g.seen = nil
	}
	sure := w.sureOf(list)
	errs := make([]error, len(all))
	var wg sync.WaitGroup
	for i, g := range all {
		wg.Go(func() {
			errs[i] = guarded(w.dir, func() error { return g.settle(sure) })
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

// basisOf is the basis a statement without one speaks of, as [graph.Builder] has it.
func basisOf(i graph.Interest, b graph.Basis) graph.Basis {
	switch {
	case b != graph.NoBasis:
		return b
	case i == graph.VotingRights:
		return graph.Votes
	case i == graph.ProfitRights:
		return graph.Profit
	}
	return graph.Capital
}

// join numbers the entities and freezes what was gathered. Nothing depends on which
// worker found what.
func join(all []*gathering) (*columns.Frozen, error) {
	pieces := make([]columns.NodeRows, 0, len(all))
	for _, g := range all {
		pieces = append(pieces, g.rows)
	}
	r, _, err := columns.NewRegister(pieces)
	if err != nil {
		return nil, err
	}
	numbers, missing := resolve(r, all)
	if len(missing) > 0 {
		if r, err = withMissing(r, missing); err != nil {
			return nil, err
		}
		numbers, _ = resolve(r, all)
	}
	edges := holdings(all, numbers)
	for i, g := range all {
		at := numbers[i]
		for _, x := range g.grounds {
			r.Ground(at[x.holder], at[x.subject], x.code, x.from, x.to)
		}
	}
	covered(r, all, numbers, edges.odd)
	clear(all)
	return r.Freeze([]columns.Edges{edges.Edges})
}

// resolve numbers the ends of all claims, and lists the ids nobody describes.
func resolve(r *columns.Register, all []*gathering) (numbers [][]uint32, missing []string) {
	for _, g := range all {
		out, start := make([]uint32, len(g.end)), make([]uint32, len(g.end))
		if len(g.end) > 0 {
			copy(start[1:], g.end)
		}
		r.Finder().Find(g.text, start, g.end, out)
		for i, n := range out {
			if n == columns.None {
				missing = append(missing, string(g.text[start[i]:g.end[i]]))
			}
		}
		numbers = append(numbers, out)
	}
	slices.Sort(missing)
	return numbers, slices.Compact(missing)
}

// withMissing is the register with companies of which no more is known than that
// statements name them.
func withMissing(r *columns.Register, missing []string) (*columns.Register, error) {
	var rows columns.NodeRows
	for c := range uint32(r.Len()) {
		rows.Add([]byte(r.ID(c)), r.KindOf(c), nil)
	}
	for _, id := range missing {
		rows.Add([]byte(id), graph.Company, nil)
	}
	out, _, err := columns.NewRegister([]columns.NodeRows{rows})
	return out, err
}

type edges struct {
	columns.Edges
	odd map[uint32]bool // companies whose votes do not follow capital
}

// holdings puts shares on the columns: capital counts as votes too, but in companies
// of which something is said about votes.
func holdings(all []*gathering, numbers [][]uint32) edges {
	out := edges{odd: map[uint32]bool{}}
	voted := map[uint64]bool{} // slots with stated votes
	for i, g := range all {
		for _, x := range g.odd {
			out.odd[numbers[i][x]] = true
		}
		for _, x := range g.shares {
			if f := x.x.Flag; f&columns.InVotes != 0 && f&columns.InCapital == 0 {
				h, c := numbers[i][x.holder], numbers[i][x.company]
				out.odd[c], voted[uint64(h)<<32|uint64(c)] = true, true
			}
		}
	}
	for i, g := range all {
		for _, x := range g.shares {
			h, c := numbers[i][x.holder], numbers[i][x.company]
			if f := x.x.Flag; f&columns.InCapital != 0 && f&columns.InVotes == 0 {
				switch {
				case !out.odd[c]:
					x.x.Flag |= columns.InVotes
				case !voted[uint64(h)<<32|uint64(c)]:
					out.Put(h, c, 0, columns.Extra{High: columns.Unit, Flag: columns.Unknown | columns.InVotes})
				}
			}
			out.Put(h, c, x.low, x.x)
		}
	}
	return out
}

// covered puts coverage on the columns: whoever is complete about capital is so about
// votes; floors and totals are, where votes follow capital.
func covered(r *columns.Register, all []*gathering, numbers [][]uint32, odd map[uint32]bool) {
	kinds := map[graph.CoverageKind]columns.CoverKind{graph.Complete: columns.Complete, graph.Floor: columns.Floor, graph.Total: columns.Total}
	for i, g := range all {
		for _, x := range g.covers {
			company := numbers[i][x.company]
			b := basisOf(x.c.Interest, x.c.Basis)
			if b == graph.Capital && (x.c.Kind == graph.Complete || !odd[company]) {
				b = graph.Both
			}
			var members []uint32
			for _, m := range x.members {
				members = append(members, numbers[i][m])
			}
			r.Cover(company, kinds[x.c.Kind], b, x.c.Percent, x.c.Period, members)
		}
	}
}
