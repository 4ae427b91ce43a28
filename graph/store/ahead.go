package store

import (
	"runtime"
	"slices"
	"sync"

	"longarm/graph"
)

// recordCache keeps records that were read ahead of being asked for: the younger ones,
// and those before them.
type recordCache struct {
	mu         sync.RWMutex
	young, old map[uint64]graph.Record
}

// keptAhead bounds the younger records.
const keptAhead = 100_000

func (c *recordCache) get(ref uint64) graph.Record {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if r, ok := c.young[ref]; ok {
		return r
	}
	return c.old[ref]
}

func (c *recordCache) put(refs []uint64, list []graph.Record) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.young == nil || len(c.young) > keptAhead {
		c.old, c.young = c.young, map[uint64]graph.Record{}
	}
	for i, r := range list {
		if r != nil {
			c.young[refs[i]] = r
		}
	}
}

// fewRefs are read when they are asked for: reading ahead serves frontiers.
const fewRefs = 16

// readAhead reads the records at many places, each block once, on all processors.
func (p *part) readAhead(refs []uint64) error {
	slices.Sort(refs)
	refs = slices.Compact(refs)
	refs = slices.DeleteFunc(refs, func(ref uint64) bool { return p.ahead.get(ref) != nil })
	if len(refs) < fewRefs {
		return nil
	}
	out := make([]graph.Record, len(refs))
	errs := make([]error, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for w := range errs {
		from, to := w*len(refs)/len(errs), (w+1)*len(refs)/len(errs)
		wg.Go(func() {
			errs[w] = guarded(p.name, func() error { return p.readSorted(refs[from:to], out[from:to]) })
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	p.ahead.put(refs, out)
	return nil
}

func (p *part) readSorted(refs []uint64, out []graph.Record) error {
	var text []byte
	at := int64(-1)
	for i, ref := range refs {
		n, off := splitRef(ref)
		if n != at {
			var err error
			if text, err = p.readBlock(n); err != nil {
				return err
			}
			at = n
		}
		r, _, err := p.recordIn(text, n, off)
		if err != nil {
			return err
		}
		out[i] = r
	}
	return nil
}

// readAhead reads what lies under many keys.
func (w *Workspace) readAhead(keys []uint64) error {
	for _, p := range w.parts {
		var refs []uint64
		for _, k := range keys {
			list, err := p.pairs.under(k)
			if err != nil {
				return err
			}
			for _, x := range list {
				refs = append(refs, x.ref)
			}
		}
		if err := p.readAhead(refs); err != nil {
			return err
		}
	}
	return nil
}
