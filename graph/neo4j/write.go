package neo4j

import (
	"context"
	"time"
)

// Rows are written by one session, one transaction after another, while the next rows are
// made. Two sessions that write relationships of neighbours wait for each other, for a
// node's relationships are a chain that each lengthens; the server then ends one of
// them, which begins anew a second later: on four sessions it stood still for half of
// the time.

// ahead is how many transactions wait for the one that is under way.
const ahead = 2

// job is the rows of one transaction; or none, and reached is closed when all before it
// are written.
type job struct {
	text    string
	rows    [][]any
	reached chan struct{}
}

// write writes what the rows of each bring.
func (w *push) write(all ...func(func(row) error) error) error {
	ctx, cancel := context.WithCancelCause(w.ctx)
	defer cancel(nil)
	w.jobs, w.writing = make(chan job, ahead), ctx
	done := make(chan struct{})
	go func() {
		defer close(done)
		for j := range w.jobs {
			if j.reached != nil {
				close(j.reached)
			} else if err := w.send(j); err != nil {
				cancel(err) // whoever puts the next row hears of it
				return
			}
		}
	}()
	put := func() error {
		for _, each := range all {
			if err := each(w.put); err != nil {
				return err
			}
			if err := w.flush(); err != nil {
				return err
			}
		}
		return nil
	}
	err := put()
	if err != nil {
		cancel(err) // what is under way need not be finished
	}
	close(w.jobs)
	<-done
	return err
}

// hand gives a job to the writer.
func (w *push) hand(j job) error {
	select {
	case w.jobs <- j:
		return nil
	case <-w.writing.Done():
		return context.Cause(w.writing)
	}
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
	if !w.goesWith(text) { // first, for the server's ids of what it hangs on
		if err := w.flush(); err != nil {
			return err
		}
	}
	var cells []any
	if p != nil {
		cells = cellsOfUpdate(&r, p)
	} else {
		text, cells = w.cells(&r)
	}
	if w.pending[text] = append(w.pending[text], cells); len(w.pending[text]) < batch {
		return nil
	}
	return w.handOver(text)
}

// handOver gives the rows of a query that wait to the writer.
func (w *push) handOver(text string) error {
	rows := w.pending[text]
	delete(w.pending, text)
	return w.hand(job{text: text, rows: rows})
}

// goesWith reports that rows of the query may wait beside those that wait: new nodes and
// changed ones may, and relationships, and everything else comes after what it hangs on.
func (w *push) goesWith(text string) bool {
	if w.stage == stageOf(text) {
		return true
	}
	w.stage = stageOf(text)
	return false
}

// stageOf is the query that stands for all whose rows may be written in any order.
func stageOf(text string) string {
	switch text {
	case updateNodes:
		return createNodes
	case createHolds, createTies:
		return createRels
	}
	return text
}

// flush waits until all rows put so far are written.
func (w *push) flush() error {
	for _, text := range []string{updateNodes, createNodes, createHolds, createTies, createRels, createFacts, createCoverages, createNexuses} {
		if len(w.pending[text]) > 0 {
			if err := w.handOver(text); err != nil {
				return err
			}
		}
	}
	reached := make(chan struct{})
	if err := w.hand(job{reached: reached}); err != nil {
		return err
	}
	select {
	case <-reached:
		return nil
	case <-w.writing.Done():
		return context.Cause(w.writing)
	}
}

// send writes a job.
func (w *push) send(j job) error {
	err := w.c.write(w.writing, func(t *Tx) error { return t.each(j.text, map[string]any{"rows": j.rows}, w.remember) })
	if err != nil {
		return err
	}
	n := int64(len(j.rows))
	if j.text == updateNodes {
		w.out.Updated += n
	} else {
		w.out.Created += n
	}
	w.done += n
	if w.load.Tell != nil {
		w.load.Tell(Progress{Done: w.done, Total: w.total, Elapsed: time.Since(w.start)})
	}
	return nil
}

// remember takes the server's id of a new entity. Whoever puts rows reads it only when the
// writer has reached the end of what was put.
func (w *push) remember(v []any) error {
	id, _ := v[0].(string)
	if at, ok := v[1].(string); ok && id != "" {
		w.made[id] = at
	}
	return nil
}
