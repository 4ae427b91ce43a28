package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"longarm/data"
	"longarm/graph"
	"longarm/graph/closure"
	"longarm/graph/law"
	"longarm/graph/store"
	"longarm/queries"
	"longarm/queries/text"
)

func newBatch(a *app) *cobra.Command {
	var laws []string
	var out string
	var restart bool
	cmd := &cobra.Command{
		Use: "batch --law LAW… --out FILE", Short: "many laws on every entity, into a file", Args: exactly(0),
		Long: `Asks laws of every company, arrangement, person and state body and writes one row a
finding to FILE, CSV or with the ending .jsonl JSON Lines. Without --law all laws are
asked. With --workspace every entity of it is asked, however many there are: each part
of the batch reads what it needs. The file appears whole when all is done; until then what there is stands in
FILE.part, and the same command goes on from there after an interruption.`,
		Example: example("batch"),
		RunE: func(_ *cobra.Command, _ []string) error {
			if out == "" {
				return misused("batch writes to a file: give --out FILE, with the ending .csv or .jsonl", "batch écrit dans un fichier : donnez --out FICHIER, terminé par .csv ou .jsonl")
			}
			return a.batch(laws, out, restart)
		},
	}
	cmd.Flags().StringSliceVar(&laws, "law", nil, "a law, by id or name; repeat it for several")
	cmd.Flags().StringVar(&out, "out", "", "the file to write, .csv or .jsonl")
	cmd.Flags().BoolVar(&restart, "restart", false, "begin anew, whatever an earlier run left")
	return cmd
}

// batchMark is what a batch that is under way asks, and how far it is: its rows of
// the first Done entities fill the first Bytes of the part file.
type batchMark struct {
	Release   string   `json:"release"`
	AsOf      string   `json:"as_of"`
	Workspace string   `json:"workspace,omitempty"` // its hash
	Facts     string   `json:"facts,omitempty"`     // without a workspace: digest of what is asked about
	Laws      []string `json:"laws"`
	Entities  int      `json:"entities"`
	First     string   `json:"first"`
	Last      string   `json:"last"`
	Lines     bool     `json:"lines"`
	Done      int      `json:"done"`
	Bytes     int64    `json:"bytes"`
}

func (m batchMark) same(o batchMark) bool {
	m.Done, m.Bytes, o.Done, o.Bytes = 0, 0, 0, 0
	x, _ := json.Marshal(m)
	y, _ := json.Marshal(o)
	return string(x) == string(y)
}

func (a *app) batch(laws []string, out string, restart bool) error {
	c, b, w, err := a.batchOf(laws)
	if err != nil {
		return err
	}
	b.Lines = strings.HasSuffix(out, ".jsonl")
	mark := batchMark{Release: data.Release, AsOf: c.Graph.Date().String(), Entities: len(b.Entities), Lines: b.Lines}
	if w != nil {
		defer w.Close()
		mark.Workspace = w.Hash()
	} else {
		mark.Facts = b.Digest(c)
	}
	for _, l := range b.Laws {
		mark.Laws = append(mark.Laws, l.ID)
	}
	if n := len(b.Entities); n > 0 {
		mark.First, mark.Last = string(b.Entities[0]), string(b.Entities[n-1])
	}
	file, err := a.resume(out+".part", &mark, restart)
	if err != nil {
		return err
	}
	defer file.Close()
	rows := bufio.NewWriterSize(file, 1<<16)
	if mark.Done == 0 {
		if err := b.Head(rows); err != nil {
			return err
		}
	}
	p := &progress{app: a, from: mark.Done, all: len(b.Entities), begin: time.Now()}
	err = b.Run(c, mark.Done, rows, func(done int) error {
		if err := rows.Flush(); err != nil {
			return err
		}
		p.tell(done)
		if time.Since(p.saved) < time.Second && done < p.all {
			return nil
		}
		p.saved = time.Now()
		at, err := file.Seek(0, 1)
		mark.Done, mark.Bytes = done, at
		return errors.Join(err, saveMark(out+".part.json", mark))
	})
	if err == nil {
		err = rows.Flush()
	}
	if err == nil {
		err = file.Sync()
	}
	if err != nil {
		return err
	}
	if err := os.Rename(out+".part", out); err != nil {
		return err
	}
	a.say(a.voiceWord("longarm: %d entities asked of %d laws, written to %s", "longarm : %d entités soumises à %d lois, écrites dans %s"), len(b.Entities), len(b.Laws), out)
	return os.Remove(out + ".part.json")
}

// batchOf makes a batch ready over the facts in memory, or over a workspace, of which
// each part of the batch reads what it needs; the caller closes it.
func (a *app) batchOf(laws []string) (_ *queries.Context, _ *queries.Batch, w *store.Workspace, err error) {
	if a.settings.Workspace == "" || a.base != nil {
		c, err := a.load()
		if err != nil {
			return nil, nil, nil, err
		}
		b, err := c.Batch(laws)
		return c, b, nil, err
	}
	open, err := store.Open(a.settings.Workspace)
	if err != nil {
		return nil, nil, nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, open.Close())
		}
	}()
	facts, catalogue, err := a.facts()
	if err != nil {
		return nil, nil, nil, err
	}
	c := a.context(facts, catalogue)
	b, err := c.Batch(laws)
	if err != nil {
		return nil, nil, nil, err
	}
	return c, b, open, a.batchLoaded(open, facts, catalogue, b)
}

// batchLoaded adds the entities of a workspace to a batch, and reads the closures of
// its parts.
func (a *app) batchLoaded(w *store.Workspace, facts *graph.Ledger, catalogue *law.Catalogue, b *queries.Batch) error {
	ctx, stop := interrupted()
	defer stop()
	f, err := w.Columns(ctx)
	if err != nil {
		return err
	}
	known, err := w.Source(facts)
	if err != nil {
		return err
	}
	for v := range uint32(f.Len()) {
		if queries.Asked(f.Kind(v)) {
			id, err := known.Final(graph.EntityID(f.ID(v)))
			if err != nil {
				return err
			}
			b.Entities = append(b.Entities, id)
		}
	}
	slices.Sort(b.Entities)
	b.Entities = slices.Compact(b.Entities)
	var mu sync.Mutex
	var used []store.Part
	b.Read = func(list []graph.EntityID) (*queries.Context, error) {
		builder := graph.NewBuilder()
		n, err := known.Fresh().Near(context.Background(), closure.Need{Entities: list, Named: catalogue.Vocabulary.Parties}, builder)
		if err != nil {
			return nil, err
		}
		ledger, err := builder.Build()
		if err != nil {
			return nil, graph.Fault("what the workspace holds does not fit together: %v", "ce que contient l’espace de travail ne s’accorde pas : %v", err)
		}
		mu.Lock()
		defer mu.Unlock()
		for _, p := range n.Sources {
			if !slices.ContainsFunc(used, func(u store.Part) bool { return u.Name == p.Name }) {
				used = append(used, p)
				a.say("longarm: %s", text.Safe(a.licenceLine(&p)))
			}
		}
		return a.context(ledger, catalogue), nil
	}
	return nil
}

// resume opens the part file where an earlier run of the same question ended.
func (a *app) resume(name string, mark *batchMark, restart bool) (*os.File, error) {
	text, err := os.ReadFile(name + ".json")
	var old batchMark
	switch {
	case restart, errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, err
	case json.Unmarshal(text, &old) != nil || !old.same(*mark):
		return nil, misused("%s is of another question, or of other facts; finish that one, or give --restart", "%s relève d’une autre question, ou d’autres faits ; terminez celle-là, ou donnez --restart", name)
	default:
		if file, err := os.OpenFile(name, os.O_RDWR, 0); err == nil {
			if info, err := file.Stat(); err == nil && info.Size() >= old.Bytes {
				if err := file.Truncate(old.Bytes); err != nil {
					return nil, err
				}
				_, err := file.Seek(0, 2)
				mark.Done, mark.Bytes = old.Done, old.Bytes
				a.say(a.voiceWord("longarm: going on after %d of %d entities", "longarm : reprise après %d entités sur %d"), old.Done, old.Entities)
				return file, err
			}
			file.Close()
		}
	}
	file, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	return file, saveMark(name+".json", *mark)
}

func saveMark(name string, m batchMark) error {
	text, err := json.Marshal(m)
	if err != nil {
		return err
	}
	if err := os.WriteFile(name+".new", text, 0o644); err != nil {
		return err
	}
	return os.Rename(name+".new", name)
}

// progress talks about how far a batch is, every few seconds.
type progress struct {
	app         *app
	from, all   int
	begin, told time.Time
	saved       time.Time
}

func (p *progress) tell(done int) {
	if time.Since(p.told) < 2*time.Second || done == p.from || done == p.all {
		return
	}
	p.told = time.Now()
	left := time.Duration(float64(time.Since(p.begin)) / float64(done-p.from) * float64(p.all-done))
	p.app.say("longarm: %d of %d entities, about %s left", done, p.all, left.Round(time.Second))
}
