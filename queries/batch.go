package queries

import (
	"bufio"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"sync"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
)

// BatchRow is one finding of a batch: one entity, one law, one effect.
type BatchRow struct {
	Entity     graph.EntityID        `json:"entity"`
	Name       string                `json:"name"`
	Country    string                `json:"country,omitempty"`
	Law        string                `json:"law"`
	Effect     law.Effect            `json:"effect"`
	Scope      exposure.Scope        `json:"scope"`
	Verdict    exposure.Verdict      `json:"verdict,omitempty"`
	Status     exposure.SchemeStatus `json:"status,omitempty"` // of a scheme
	Because    exposure.Because      `json:"undetermined_because,omitempty"`
	Activation law.Activation        `json:"activation"`
	Confidence law.Confidence        `json:"confidence"`
	Nexus      string                `json:"nexus"`
	Paths      int                   `json:"paths"` // how many are shown for it
}

var batchHead = []string{"entity", "name", "country", "law", "effect", "scope", "verdict", "status", "undetermined_because", "activation", "confidence", "nexus", "paths"}

func (r *BatchRow) cells() []string {
	return []string{string(r.Entity), r.Name, r.Country, r.Law, string(r.Effect), string(r.Scope), string(r.Verdict), string(r.Status),
		string(r.Because), string(r.Activation), string(r.Confidence), r.Nexus, strconv.Itoa(r.Paths)}
}

// Batch asks some laws of many entities. Rows come by entity, then law in the order
// given, then effect; the same question gives the same bytes.
type Batch struct {
	Laws     []*law.Law
	Entities []graph.EntityID
	Lines    bool // JSON Lines instead of CSV
	Workers  int  // 0 means 2
	// Read gives what the answers about some entities rest on, for several goroutines at
	// once; nil: the context the batch runs on.
	Read func(list []graph.EntityID) (*Context, error)
	// Done is called after each written part with the number of entities done.
	Done func(n int)
}

// Batch makes a batch ready: laws by id or name, none for all of the catalogue;
// entities are all that a law can reach, sorted.
func (c *Context) Batch(names []string) (*Batch, error) {
	b := &Batch{Entities: c.AllAsked()}
	for _, n := range names {
		l, err := c.ResolveLaw(n)
		if err != nil {
			return nil, err
		}
		b.Laws = append(b.Laws, l)
	}
	if len(names) == 0 {
		b.Laws = c.Catalogue.Laws
	}
	return b, nil
}

// Digest is of the entities and links the batch asks about, as they stand on its day:
// a batch that goes on must go on over the same.
func (b *Batch) Digest(c *Context) string {
	sum := sha256.New()
	w := bufio.NewWriter(sum)
	for _, id := range c.Graph.Entities() {
		fmt.Fprintf(w, "%q %s\n", id, c.Graph.Entity(id).Kind)
		for _, l := range c.Graph.From(id) {
			fmt.Fprintf(w, "%s %q %s %s %v %q %q\n", l.Interest, l.Subject, l.Basis, l.Share, l.State, l.Value, l.Claims)
		}
	}
	w.Flush() // a hash takes everything
	return hex.EncodeToString(sum.Sum(nil)[:16])
}

// Head is the first line of a CSV batch, nothing for JSON Lines.
func (b *Batch) Head(w io.Writer) error {
	if b.Lines {
		return nil
	}
	out := csv.NewWriter(w)
	_ = out.Write(batchHead)
	out.Flush()
	return out.Error()
}

// part is how many entities one worker answers before what it wrote is handed on,
// and before it forgets what it has decided, so that memory stays bounded.
const part = 32

// Run answers the entities from the given place on, in parts written in order, and
// calls flush with the number of entities done after each part. It returns when
// every worker has ended.
func (b *Batch) Run(c *Context, from int, w io.Writer, flush func(done int) error) error {
	type result struct {
		at   int
		text []byte
		err  error
	}
	workers := b.Workers
	if workers < 1 {
		workers = 2
	}
	parts := make(chan int)
	results := make(chan result, workers)
	stop := make(chan struct{})
	var wg sync.WaitGroup
	// No worker outlives the call: the caller may change the batch afterwards.
	defer func() {
		close(stop)
		wg.Wait()
	}()
	go func() {
		defer close(parts)
		for at := from; at < len(b.Entities); at += part {
			select {
			case parts <- at:
			case <-stop:
				return
			}
		}
	}()
	for range workers {
		wg.Go(func() {
			for at := range parts {
				text, err := b.some(c, b.Entities[at:min(at+part, len(b.Entities))])
				select {
				case results <- result{at, text, err}:
				case <-stop:
					return
				}
			}
		})
	}
	go func() { wg.Wait(); close(results) }()
	waiting := map[int]result{}
	next := from
	for r := range results {
		waiting[r.at] = r
		for {
			r, ok := waiting[next]
			if !ok {
				break
			}
			delete(waiting, next)
			if r.err != nil {
				return r.err
			}
			if _, err := w.Write(r.text); err != nil {
				return err
			}
			next = min(next+part, len(b.Entities))
			if err := flush(next); err != nil {
				return err
			}
		}
	}
	return nil
}

// some answers a few entities with an analyzer of their own.
func (b *Batch) some(c *Context, list []graph.EntityID) ([]byte, error) {
	if b.Read != nil {
		var err error
		if c, err = b.Read(list); err != nil {
			return nil, err
		}
	}
	own := &Context{Graph: c.Graph, Catalogue: c.Catalogue, Voice: c.Voice, MaxAge: c.MaxAge}
	var out buffer
	table := csv.NewWriter(&out)
	for _, id := range list {
		brief := own.Brief(id)
		for _, l := range b.Laws {
			for _, f := range own.Analyzer().Law(id, l) {
				row := BatchRow{Entity: id, Name: brief.Name, Country: brief.Country, Law: f.Law.ID, Effect: f.Effect, Scope: f.Scope, Verdict: f.Verdict,
					Status: f.Status, Because: f.Because, Activation: f.Activation, Confidence: f.Confidence, Nexus: f.Nexus, Paths: len(f.Paths)}
				if !b.Lines {
					if err := table.Write(row.cells()); err != nil {
						return nil, err
					}
					continue
				}
				line, err := json.Marshal(row)
				if err != nil {
					return nil, err
				}
				out = append(append(out, line...), '\n')
			}
		}
	}
	table.Flush()
	return out, table.Error()
}

type buffer []byte

func (b *buffer) Write(p []byte) (int, error) {
	*b = append(*b, p...)
	return len(p), nil
}
