package neo4j

import (
	"context"
	"hash/fnv"
	"sync"
	"time"
)

// Rows are written by several sessions at once. Two that write relationships of one node
// wait for each other, or for ever until the server ends one of them; so nodes are dealt
// out to sides, and no two sessions are on the same side at a time.
const (
	sessions = 4
	sides    = 8
	window   = 48_000 // rows dealt out at a time: enough that each pair of sides has some
)

// pending is a row that waits to be written.
type pending struct {
	params map[string]any
	sides  [2]int // of the nodes a relationship joins
}

// put writes a row that is not there as it is.
func (w *push) put(r row) error {
	text := insertOf[r.class]
	p := w.there[r.class][r.id]
	if p != nil {
		if p.hash == r.hash {
			return nil
		}
		text = updateNodes
	}
	if !w.goesWith(text) || len(w.pending[text]) == window {
		if err := w.flush(); err != nil {
			return err
		}
	}
	next := pending{params: paramsOf(r, p)}
	if joinsEntities(text) {
		next.sides = [2]int{side(r.ends[0]), side(r.ends[1])}
	}
	w.pending[text] = append(w.pending[text], next)
	return nil
}

// joinsEntities reports a query that writes relationships between entities.
func joinsEntities(text string) bool {
	return text == createHolds || text == createTies || text == createRels
}

// goesWith reports that rows of the query may wait beside those that wait: new nodes and
// changed ones may, and relationships, and everything else comes after what it hangs on.
func (w *push) goesWith(text string) bool {
	stage := func(text string) string {
		switch {
		case text == updateNodes:
			return createNodes
		case joinsEntities(text):
			return createRels
		}
		return text
	}
	for other, rows := range w.pending {
		if len(rows) > 0 && stage(other) != stage(text) {
			return false
		}
	}
	return true
}

// side is the one of a node, by its id.
func side(id string) int {
	h := fnv.New32a()
	h.Write([]byte(id))
	return int(h.Sum32() % sides)
}

// flush writes the rows put so far.
func (w *push) flush() error {
	for _, text := range []string{updateNodes, createNodes, createHolds, createTies, createRels, createFacts, createCoverages, createNexuses} {
		rows := w.pending[text]
		if len(rows) == 0 {
			continue
		}
		w.pending[text] = rows[:0]
		if err := w.run(text, jobsOf(text, rows)); err != nil {
			return err
		}
	}
	return nil
}

// jobsOf deals rows out.
func jobsOf(text string, list []pending) []job {
	var jobs []job
	switch {
	case joinsEntities(text):
		var dealt [sides][sides][]map[string]any
		for _, p := range list {
			a, b := min(p.sides[0], p.sides[1]), max(p.sides[0], p.sides[1])
			dealt[a][b] = append(dealt[a][b], p.params)
		}
		for a := range dealt {
			for b, rows := range dealt[a] {
				jobs = split(jobs, rows, a, b)
			}
		}
	case text == createNodes, text == updateNodes: // each row is a node of its own
		jobs = split(jobs, paramsOnly(list), -1, -1)
	default: // nodes that hang on others: one after another
		jobs = split(jobs, paramsOnly(list), 0, 0)
	}
	return jobs
}

func paramsOnly(list []pending) []map[string]any {
	out := make([]map[string]any, len(list))
	for i := range list {
		out[i] = list[i].params
	}
	return out
}

// job is the rows of one transaction, and the sides it has to itself; -1 for none.
type job struct {
	rows []map[string]any
	a, b int
}

func split(jobs []job, rows []map[string]any, a, b int) []job {
	for len(rows) > 0 {
		n := min(batch, len(rows))
		jobs, rows = append(jobs, job{rows[:n], a, b}), rows[n:]
	}
	return jobs
}

// run writes the rows of all jobs. After the first error nothing new is begun.
func (w *push) run(text string, jobs []job) error {
	ctx, cancel := context.WithCancel(w.ctx)
	defer cancel()
	var first error
	var busy [sides]bool
	free := sync.NewCond(&w.mu)
	// take hands out a job whose sides nobody is on, the earliest; false when none is left.
	take := func() (job, bool) {
		w.mu.Lock()
		defer w.mu.Unlock()
		for {
			if len(jobs) == 0 || first != nil {
				return job{}, false
			}
			for i, j := range jobs {
				if j.a < 0 || !busy[j.a] && !busy[j.b] {
					jobs = append(jobs[:i:i], jobs[i+1:]...)
					if j.a >= 0 {
						busy[j.a], busy[j.b] = true, true
					}
					return j, true
				}
			}
			free.Wait()
		}
	}
	var all sync.WaitGroup
	for range min(sessions, len(jobs)) {
		all.Go(func() {
			for {
				j, ok := take()
				if !ok {
					return
				}
				err := w.c.write(ctx, func(t *Tx) error { return t.do(text, map[string]any{"rows": j.rows}) })
				w.mu.Lock()
				if j.a >= 0 {
					busy[j.a], busy[j.b] = false, false
				}
				if err != nil && first == nil {
					first = err
					cancel()
				}
				if err == nil {
					w.written(text, int64(len(j.rows)))
				}
				free.Broadcast()
				w.mu.Unlock()
			}
		})
	}
	all.Wait()
	return first
}

// written counts rows of a query, and tells of it.
func (w *push) written(text string, n int64) {
	if text == updateNodes {
		w.out.Updated += n
	} else {
		w.out.Created += n
	}
	w.done += n
	if w.load.Tell != nil {
		w.load.Tell(Progress{Done: w.done, Total: w.total, Elapsed: time.Since(w.start)})
	}
}
