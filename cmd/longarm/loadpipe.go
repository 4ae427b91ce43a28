package main

import (
	"errors"

	"longarm/graph"
)

// pipe hands records from the loader to the keeper, each on a processor of its own,
// in order and in batches. Its methods are for the loader's goroutine.
type pipe struct {
	keep    keeper
	batch   []item
	full    chan []item
	done    chan struct{} // closed when the keeper takes no more
	failed  error         // of the keeper; read after done
	records tally
	refused []*graph.Problem // records the workspace cannot take
	closed  bool
}

// item is one record, or the id of what goes.
type item struct {
	record graph.Record
	gone   string
}

const (
	batchSize = 512
	batches   = 8
)

func newPipe(k keeper) *pipe {
	p := &pipe{keep: k, full: make(chan []item, batches), done: make(chan struct{})}
	go p.run()
	return p
}

func (p *pipe) run() {
	defer close(p.done)
	for batch := range p.full {
		for _, i := range batch {
			if i.record == nil {
				if p.failed = p.keep.remove(i.gone); p.failed != nil {
					return
				}
				continue
			}
			err := p.keep.add(i.record)
			var about *graph.Problem
			switch {
			case err == nil:
				p.records.count(i.record)
			case errors.As(err, &about): // of this record alone
				p.refused = append(p.refused, about)
			default:
				p.failed = err
				return
			}
		}
	}
}

// add takes one record. An error is the keeper's, about this or an earlier one.
func (p *pipe) add(r graph.Record) error { return p.put(item{record: r}) }

func (p *pipe) put(i item) error {
	if p.batch == nil {
		p.batch = make([]item, 0, batchSize)
	}
	if p.batch = append(p.batch, i); len(p.batch) == batchSize {
		return p.send()
	}
	return nil
}

// remove takes away what earlier loads hold under an id, in its turn.
func (p *pipe) remove(id string) error { return p.put(item{gone: id}) }

func (p *pipe) send() error {
	select {
	case p.full <- p.batch:
		p.batch = nil
		return nil
	case <-p.done:
		return p.failed
	}
}

// finish waits until the keeper has taken everything.
func (p *pipe) finish() error {
	if p.closed {
		return p.failed
	}
	p.closed = true
	if len(p.batch) > 0 {
		_ = p.send() // its error is the keeper's, told below
	}
	close(p.full)
	<-p.done
	return p.failed
}
