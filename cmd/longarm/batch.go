package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"longarm/data"
)

func newBatch(a *app) *cobra.Command {
	var laws []string
	var out string
	var restart bool
	cmd := &cobra.Command{
		Use: "batch --law LAW… --out FILE", Short: "many laws on every entity, into a file", Args: exactly(0),
		Long: `Asks laws of every company, arrangement, person and state body and writes one row a
finding to FILE, CSV or with the ending .jsonl JSON Lines. Without --law all laws are
asked. The file appears whole when all is done; until then what there is stands in
FILE.part, and the same command goes on from there after an interruption.`,
		Example: example("batch"),
		RunE: func(_ *cobra.Command, _ []string) error {
			if out == "" {
				return usage("batch writes to a file: give --out FILE, with the ending .csv or .jsonl")
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
	Release  string   `json:"release"`
	AsOf     string   `json:"as_of"`
	Laws     []string `json:"laws"`
	Entities int      `json:"entities"`
	First    string   `json:"first"`
	Last     string   `json:"last"`
	Lines    bool     `json:"lines"`
	Done     int      `json:"done"`
	Bytes    int64    `json:"bytes"`
}

func (m batchMark) same(o batchMark) bool {
	m.Done, m.Bytes, o.Done, o.Bytes = 0, 0, 0, 0
	x, _ := json.Marshal(m)
	y, _ := json.Marshal(o)
	return string(x) == string(y)
}

func (a *app) batch(laws []string, out string, restart bool) error {
	c, err := a.load()
	if err != nil {
		return err
	}
	b, err := c.Batch(laws)
	if err != nil {
		return err
	}
	b.Lines = strings.HasSuffix(out, ".jsonl")
	mark := batchMark{Release: data.Release, AsOf: c.Graph.Date().String(), Entities: len(b.Entities), Lines: b.Lines}
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
	w := bufio.NewWriterSize(file, 1<<16)
	if mark.Done == 0 {
		if err := b.Head(w); err != nil {
			return err
		}
	}
	p := &progress{app: a, from: mark.Done, all: len(b.Entities), begin: time.Now()}
	err = b.Run(c, mark.Done, w, func(done int) error {
		if err := w.Flush(); err != nil {
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
		err = w.Flush()
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
	a.say("longarm: %d entities asked of %d laws, written to %s", len(b.Entities), len(b.Laws), out)
	return os.Remove(out + ".part.json")
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
		return nil, usage("%s is of another question; finish that one, or give --restart", name)
	default:
		if file, err := os.OpenFile(name, os.O_RDWR, 0); err == nil {
			if info, err := file.Stat(); err == nil && info.Size() >= old.Bytes {
				if err := file.Truncate(old.Bytes); err != nil {
					return nil, err
				}
				_, err := file.Seek(0, 2)
				mark.Done, mark.Bytes = old.Done, old.Bytes
				a.say("longarm: going on after %d of %d entities", old.Done, old.Entities)
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
