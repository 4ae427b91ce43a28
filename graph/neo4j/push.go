package neo4j

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"slices"
	"time"

	"longarm/graph"
)

// Load is what a push brings. Each calls the records in the same order whenever it is
// called; a ledger's Records does.
type Load struct {
	Each    func(func(graph.Record) error) error
	Laws    []Law
	Release graph.Date
	Program string
	// Again compares every record with the server even when the generation says that
	// all is there.
	Again bool
	// Tell is told how far a push is; nil for nobody.
	Tell func(Progress)
}

// Progress is how far a push is.
type Progress struct {
	Done, Total int64         // rows written and to write
	Elapsed     time.Duration // since the first was written
}

// Left estimates the time to go; 0 when nothing is known.
func (p Progress) Left() time.Duration {
	if p.Done == 0 {
		return 0
	}
	return time.Duration(float64(p.Elapsed) / float64(p.Done) * float64(p.Total-p.Done))
}

// Pushed is what a push changed.
type Pushed struct {
	Generation                        Generation
	Created, Updated, Removed, Intact int64 // rows
}

// Changed reports that anything was written.
func (p *Pushed) Changed() bool { return p.Created+p.Updated+p.Removed > 0 }

// batch is how many rows one transaction writes at most: enough that its fixed cost does
// not count, few enough for a small heap.
const batch = 5000

// Push makes the server hold exactly the records. It compares first and writes what
// differs, so it may be interrupted at any moment and called again; a second call
// changes nothing. While it writes, the generation is marked incomplete and nobody is
// answered from half a graph. The database must hold nothing else under longarm's
// labels ([NotOurs]).
func (c *Client) Push(ctx context.Context, l Load) (*Pushed, error) {
	w := &push{ctx: ctx, c: c, load: l, pending: map[string][][]any{}, made: map[string]string{}}
	if err := w.survey(); err != nil {
		return nil, err
	}
	if done, err := w.alreadyThere(); err != nil {
		return nil, err
	} else if done { // the indexes may be missing: import files bring none
		return &w.out, w.index()
	}
	for try := 1; ; try++ {
		if err := w.compare(); err != nil {
			return nil, err
		}
		if err := w.apply(); err != nil {
			return nil, err
		}
		fits, err := w.check(try == rounds)
		if err != nil {
			return nil, err
		}
		if fits {
			return &w.out, w.mark(true)
		}
		w.again()
	}
}

// rounds is how often a push compares and writes before it gives up: what an earlier push
// sent before its connection was lost may be written while this one is under way.
const rounds = 3

// again makes ready for another round.
func (w *push) again() {
	w.empty, w.compared = false, true
	w.total, w.done, w.stage = 0, 0, ""
	w.extra = [classes][]string{}
	clear(w.made)
}

// push is one push.
type push struct {
	ctx   context.Context
	c     *Client
	load  Load
	start time.Time
	out   Pushed

	old   *Generation
	empty bool // the server has no row
	// compared: an earlier round has told what was there before.
	compared bool
	there    [classes]map[string]*present // on the server, by id
	extra    [classes][]string            // element ids of second copies
	pending  map[string][][]any           // rows not sent yet, by their query
	total    int64                        // rows to write

	jobs    chan job
	writing context.Context // ends when the writer fails
	stage   string          // of the rows that wait
	done    int64
	made    map[string]string // the server's id of each entity that is new, by its own
}

// present is a row on the server.
type present struct {
	hash   int64
	at     string   // element id
	labels []string // of a node
	wanted bool     // the load has a row with this id
}

// rows hands on every row of the load, class by class but for the states that entities
// lie in, which come after all entities.
func (w *push) rows(each func(row) error) error {
	var later []row
	flush := func() error {
		for _, r := range later {
			if err := each(r); err != nil {
				return err
			}
		}
		later = nil
		return nil
	}
	err := w.load.Each(func(r graph.Record) error {
		list, err := rowsOf(r)
		if err != nil {
			return err
		}
		if _, ok := r.(graph.Entity); ok {
			later = append(later, list[1:]...)
			list = list[:1]
		} else if _, ok := r.(graph.Source); !ok && len(later) > 0 {
			if err := flush(); err != nil {
				return err
			}
		}
		for _, r := range list {
			if err := each(r); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return flush()
}

func (w *push) lawRows(each func(row) error) error {
	var all []row
	for i := range w.load.Laws {
		list, err := rowsOfLaw(&w.load.Laws[i])
		if err != nil {
			return err
		}
		all = append(all, list...)
	}
	for _, c := range []class{laws, nexuses} {
		for _, r := range all {
			if r.class == c {
				if err := each(r); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// survey sums the load up.
func (w *push) survey() error {
	g := &w.out.Generation
	*g = Generation{Release: w.load.Release, Program: w.load.Program, Complete: true}
	sum := func(each func(func(row) error) error) (string, error) {
		h := sha256.New()
		err := each(func(r row) error {
			*g.Counts.of(r.class)++
			mix(h, r)
			return nil
		})
		return hex.EncodeToString(h.Sum(nil)[:8]), err
	}
	var err error
	if g.Hash, err = sum(w.rows); err != nil {
		return err
	}
	g.Laws, err = sum(w.lawRows)
	return err
}

func mix(h hash.Hash, r row) {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], uint64(r.hash))
	h.Write([]byte(r.id))
	h.Write(b[:])
}

// alreadyThere reports that the server holds this load, as far as its generation and
// its counts tell, and refuses a database that is somebody else's.
func (w *push) alreadyThere() (bool, error) {
	var counts Counts
	err := w.c.Read(w.ctx, func(t *Tx) (err error) {
		if w.old, err = t.generation(); err != nil {
			return err
		}
		counts, err = t.counts()
		return err
	})
	if err != nil {
		return false, err
	}
	w.empty = counts == Counts{}
	if w.old == nil && !w.empty {
		return false, fault(NotOurs, nil, "the database on %s holds nodes or relationships of longarm's names that longarm did not write; use another database",
			"la base de %s contient des nœuds ou des relations aux noms de longarm que longarm n’a pas écrits ; prenez une autre base", w.c.host)
	}
	g := &w.out.Generation
	same := w.old != nil && w.old.Complete && w.old.Hash == g.Hash && w.old.Laws == g.Laws && w.old.Release == g.Release && counts == g.Counts
	if same && !w.load.Again {
		w.out.Intact = rowsIn(&g.Counts)
		return true, nil
	}
	return false, nil
}

func rowsIn(c *Counts) int64 {
	var n int64
	for _, v := range c.inOrder() {
		n += *v
	}
	return n
}

// compare reads what is there and marks what the load has too.
func (w *push) compare() error {
	if w.empty {
		w.total = rowsIn(&w.out.Generation.Counts)
		return nil
	}
	for i := range w.there {
		w.there[i] = map[string]*present{}
	}
	note := func(k class, id string, p *present) {
		if w.there[k][id] != nil {
			w.extra[k] = append(w.extra[k], p.at)
			return
		}
		w.there[k][id] = p
	}
	err := w.c.Read(w.ctx, func(t *Tx) error {
		for i := range w.there { // a second try begins anew
			clear(w.there[i])
			w.extra[i] = nil
		}
		err := t.each(listNodes, nil, func(v []any) error {
			p := &present{at: v[3].(string)}
			p.hash, _ = v[2].(int64)
			for _, l := range v[0].([]any) {
				p.labels = append(p.labels, l.(string))
			}
			id, _ := v[1].(string)
			note(nodeClass(p.labels), id, p)
			return nil
		})
		if err != nil {
			return err
		}
		return t.each(listRels, nil, func(v []any) error {
			p := &present{at: v[3].(string)}
			p.hash, _ = v[2].(int64)
			id, _ := v[1].(string)
			note(relClass(v[0].(string)), id, p)
			return nil
		})
	})
	if err != nil {
		return err
	}
	mark := func(r row) error {
		p := w.there[r.class][r.id]
		switch {
		case p == nil:
			w.total++
		case p.hash == r.hash:
			p.wanted = true
			if !w.compared { // in a later round these are rows of ours too
				w.out.Intact++
			}
		default:
			p.wanted = updatable(r.class)
			w.total++
		}
		return nil
	}
	if err := w.rows(mark); err != nil {
		return err
	}
	return w.lawRows(mark)
}

// updatable are the nodes that others hang on: they change in place.
func updatable(k class) bool { return k == entities || k == laws || k == sources }

// apply marks the generation incomplete, removes what goes and writes what comes.
func (w *push) apply() error {
	var gone [classes][]string
	going := 0
	for k := range w.there {
		gone[k] = w.extra[k]
		for id, p := range w.there[k] {
			if !p.wanted {
				gone[k] = append(gone[k], p.at)
				delete(w.there[k], id)
			}
		}
		going += len(gone[k])
	}
	if going == 0 && w.total == 0 && w.old != nil && w.old.Complete {
		return w.index()
	}
	if err := w.schema(); err != nil {
		return err
	}
	if err := w.mark(false); err != nil {
		return err
	}
	for _, k := range joining {
		if err := w.drop(dropRels, gone[k]); err != nil {
			return err
		}
	}
	for _, k := range []class{nexuses, laws, coverages, facts, entities, sources} {
		if err := w.drop(dropNodes, gone[k]); err != nil {
			return err
		}
	}
	w.start = time.Now() // of writing: what came before says nothing of what is to come
	if err := w.write(w.rows, w.lawRows); err != nil {
		return err
	}
	// The index of names is filled once everybody is there: entity by entity it would
	// cost more than everything else.
	return w.names()
}

// index makes the whole schema.
func (w *push) index() error {
	if err := w.schema(); err != nil {
		return err
	}
	return w.names()
}

// names makes the index of names.
func (w *push) names() error {
	if err := w.make(makeNames); err != nil {
		return err
	}
	return w.make(awaitIndexes)
}

// joining are the classes that are relationships between entities.
var joining = []class{within, holds, influences, supplies, tiedTo, saidHolds, saidInfluences, saidSupplies, saidTiedTo, notes}

// keyTexts make the constraints and indexes that writing needs.
var keyTexts = []string{makeEntityKey, makeSourceKey, makeFactKey, makeCoverageKey, makeLawKey, makeNexusKey, makeStateKey, makeNoteKey}

// schema makes the constraints.
func (w *push) schema() error {
	for _, text := range append(slices.Clone(keyTexts), awaitIndexes) {
		if err := w.make(text); err != nil {
			return err
		}
	}
	return nil
}

// make changes the schema.
func (w *push) make(text string) error {
	return w.c.write(w.ctx, func(t *Tx) error { return t.do(text, nil) })
}

// mark writes the generation.
func (w *push) mark(complete bool) error {
	g := w.out.Generation
	g.Complete = complete
	if w.old != nil && complete && !w.out.Changed() && w.old.Complete && w.old.Hash == g.Hash && w.old.Laws == g.Laws && w.old.Release == g.Release {
		return nil
	}
	return w.c.write(w.ctx, func(t *Tx) error { return t.do(writeState, map[string]any{"state": g.props()}) })
}

func (w *push) drop(text string, ids []string) error {
	for len(ids) > 0 {
		n := min(batch, len(ids))
		if err := w.c.write(w.ctx, func(t *Tx) error { return t.do(text, map[string]any{"ids": ids[:n]}) }); err != nil {
			return err
		}
		w.out.Removed += int64(n)
		ids = ids[n:]
	}
	return nil
}

// check compares counts: a transaction whose outcome was lost on the way may have been
// written twice, and one of a push that died may still have come. The last round fails.
func (w *push) check(last bool) (fits bool, err error) {
	err = w.c.Read(w.ctx, func(t *Tx) error {
		have, err := t.counts()
		fits = have == w.out.Generation.Counts
		if err == nil && !fits && last {
			return fault(Strange, nil, "%s holds %d rows after the push where %d were expected: somebody else wrote at the same time, or a connection was lost; push again",
				"%s contient %d lignes après le push, là où %d étaient attendues : quelqu’un d’autre écrivait en même temps, ou une connexion s’est perdue ; poussez à nouveau", w.c.host, rowsIn(&have), rowsIn(&w.out.Generation.Counts))
		}
		return err
	})
	return fits, err
}
