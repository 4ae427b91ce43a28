package main

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"longarm/graph"
	"longarm/graph/store"
	"longarm/queries"
	"longarm/queries/text"
)

// maxCompleted bounds the names offered to a shell.
const maxCompleted = 50

// completeLoaded offers entities of the workspace by what was typed of a name or an id.
func (a *app) completeLoaded(done, typed string) []string {
	if a.settings.Workspace == "" || typed == "" {
		return nil
	}
	w, err := store.Open(a.settings.Workspace)
	if err != nil {
		return nil
	}
	defer w.Close()
	hits, err := w.Complete(typed, maxCompleted)
	if err != nil {
		return nil
	}
	var out []string
	for _, h := range hits {
		out = append(out, done+string(h.ID)+"\t"+text.Safe(h.Name))
	}
	return out
}

// loadRow is one load as `sources` tells it.
type loadRow struct {
	Source        string       `json:"source"`
	Delta         bool         `json:"delta,omitempty"`
	Title         string       `json:"title,omitempty"`
	URL           string       `json:"url,omitempty"`
	Licence       string       `json:"licence"` // "" when not stated
	NonCommercial bool         `json:"non_commercial"`
	Attribution   string       `json:"attribution,omitempty"`
	DataOf        graph.Date   `json:"data_of,omitzero"`
	AgeDays       int          `json:"age_days"` // of the data, else of the load, at the day asked
	Stale         bool         `json:"stale"`    // older than max-age
	Loaded        time.Time    `json:"loaded"`
	Loader        string       `json:"loader,omitempty"`
	Files         []string     `json:"files"`
	Counts        store.Counts `json:"counts"`
	Bytes         int64        `json:"bytes"` // on disk
}

// loadedAnswer is what `sources` and `verify` answer of a workspace.
type loadedAnswer struct {
	queries.Header
	Workspace  string       `json:"workspace"`
	Generation int          `json:"generation"`
	Written    time.Time    `json:"written"`
	Hash       string       `json:"hash"`
	Counts     store.Counts `json:"counts"`
	Loads      []loadRow    `json:"loads"`             // in the order of loading
	Sources    any          `json:"sources,omitempty"` // publications of the facts beside the workspace
	Checked    []checkRow   `json:"checked,omitempty"`
}

type checkRow struct {
	Source string `json:"source"`
	Part   string `json:"part"`
	Whole  bool   `json:"whole"`
	Error  string `json:"error,omitempty"`
}

func (a *app) loadedAnswer(w *store.Workspace) *loadedAnswer {
	out := &loadedAnswer{Workspace: w.Dir(), Generation: w.Generation(), Written: w.Written(), Hash: w.Hash(), Counts: w.Counts(), Loads: []loadRow{},
		Header: queries.Header{SchemaVersion: queries.SchemaVersion, AsOf: a.settings.AsOf, Flags: []graph.Flag{}, Assumptions: []queries.Assumption{}}}
	for _, p := range w.Parts() {
		row := loadRow{Source: p.Source, Delta: p.Delta, Title: p.Title, URL: p.URL, Licence: p.Licence, NonCommercial: p.NonCommercial,
			Attribution: p.Attribution, DataOf: p.DataOf, Loaded: p.Loaded, Loader: p.Loader, Files: []string{}, Counts: p.Counts, Bytes: p.Size()}
		for _, f := range p.Load.Files {
			row.Files = append(row.Files, f.Name)
		}
		row.AgeDays = max(0, days(a.settings.AsOf)-days(dataDay(&p)))
		row.Stale = dataDay(&p).AddYears(a.settings.MaxAge) < a.settings.AsOf
		out.Loads = append(out.Loads, row)
	}
	return out
}

// dataDay is the day the data of a load stands at, as far as known.
func dataDay(p *store.Part) graph.Date {
	if p.DataOf != 0 {
		return p.DataOf
	}
	y, m, d := p.Loaded.Date()
	return graph.NewDate(y, int(m), d)
}

func days(d graph.Date) int {
	return int(time.Date(int(d)/10000, time.Month(int(d)/100%100), int(d)%100, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

var loadsHead = []string{"source", "licence", "data of", "loaded", "entities", "statements", "other records", "bytes", "files"}

func (r *loadRow) cells(a *app) []string {
	licence, data, source := r.Licence, r.DataOf.String(), r.Source
	if licence == "" {
		licence = a.cell("not stated")
	}
	if r.NonCommercial {
		licence += " " + a.cell("(NON-COMMERCIAL)")
	}
	if data == "" {
		data = a.cell("not stated")
	}
	if r.Stale {
		data += " " + a.cell("(stale)")
	}
	if r.Delta {
		source += " " + a.cell("(delta)")
	}
	n := func(v int64) string { return strconv.FormatInt(v, 10) }
	c := r.Counts
	return []string{source, licence, data, r.Loaded.Format("2006-01-02 15:04"), n(c.Entities), n(c.Statements), n(c.Attributes + c.Coverages + c.Notes + c.Removals), n(r.Bytes), strings.Join(r.Files, " ")}
}

// loadedSources prints what a workspace holds, then the publications beside it.
func (a *app) loadedSources() error {
	w, err := store.Open(a.settings.Workspace)
	if err != nil {
		return err
	}
	defer w.Close()
	out := a.loadedAnswer(w)
	var rows [][]string
	for i := range out.Loads {
		rows = append(rows, out.Loads[i].cells(a))
	}
	format := text.Format(a.settings.Output)
	if a.settings.NoEmbedded && len(a.settings.Data) == 0 {
		return a.writeRows(out, loadsHead, rows)
	}
	c, err := a.load()
	if err != nil {
		return err
	}
	known, err := queries.Sources(c, queries.Params{})
	if err != nil {
		return err
	}
	out.Sources = known.Sources
	if err := a.writeRows(out, loadsHead, rows); err != nil || format != text.Table && format != text.Markdown {
		return err
	}
	fmt.Fprintln(a.stdout)
	return a.print(c, known, false)
}

// verifyWorkspace checks every byte and prints what is whole; exits 1 when anything is
// not.
func (a *app) verifyWorkspace() error {
	w, err := store.Open(a.settings.Workspace)
	if err != nil {
		return err
	}
	defer w.Close()
	ctx, stop := interrupted()
	defer stop()
	checks, err := w.Verify(ctx)
	if err != nil {
		return graph.Fault("interrupted; nothing was changed", "interrompu ; rien n’a été modifié")
	}
	out := a.loadedAnswer(w)
	var rows [][]string
	for _, c := range checks {
		row := checkRow{Source: c.Part.Source, Part: c.Part.Name, Whole: c.Err == nil}
		said := a.cell("whole")
		if c.Err != nil {
			row.Error, said, a.code = c.Err.Error(), c.Err.Error(), exitFailure
		}
		out.Checked = append(out.Checked, row)
		rows = append(rows, []string{row.Source, row.Part, strconv.FormatInt(c.Counts.Entities, 10), strconv.FormatInt(c.Counts.Statements, 10), said})
	}
	return a.writeRows(out, []string{"source", "part", "entities", "statements", "outcome"}, rows)
}

// writeRows prints an answer of the workspace: JSON whole, other formats its rows.
func (a *app) writeRows(answer any, head []string, rows [][]string) error {
	format := text.Format(a.settings.Output)
	if format == text.Table || format == text.Markdown { // for people
		head = a.words(head)
	}
	return writeRows(a.stdout, format, answer, head, rows)
}

func writeRows(w io.Writer, format text.Format, answer any, head []string, rows [][]string) error {
	switch format {
	case text.JSON, text.JSONL:
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		if format == text.JSON {
			e.SetIndent("", "  ")
		}
		return e.Encode(answer)
	case text.CSV:
		c := csv.NewWriter(w)
		return c.WriteAll(append([][]string{head}, rows...))
	case text.Markdown:
		fmt.Fprintf(w, "| %s |\n|%s\n", strings.Join(head, " | "), strings.Repeat("---|", len(head)))
		for _, r := range rows {
			cells := make([]string, len(r))
			for i, c := range r {
				cells[i] = strings.NewReplacer("|", `\|`, "\n", " ").Replace(text.Safe(c))
			}
			if _, err := fmt.Fprintf(w, "| %s |\n", strings.Join(cells, " | ")); err != nil {
				return err
			}
		}
		return nil
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, strings.ToUpper(strings.Join(head, "\t")))
	for _, r := range rows {
		cells := make([]string, len(r))
		for i, c := range r {
			cells[i] = strings.ReplaceAll(text.Safe(c), "\t", " ")
		}
		fmt.Fprintln(t, strings.Join(cells, "\t"))
	}
	return t.Flush()
}

// needWorkspace refuses a command that works on a workspace without one.
func (a *app) needWorkspace(cmd *cobra.Command) error {
	if a.settings.Workspace == "" {
		return misused("%s needs --workspace DIR, the folder that `longarm load` filled", "%s demande --workspace DOSSIER, celui que `longarm load` a rempli", cmd.CommandPath())
	}
	return nil
}

func newUnload(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "unload SOURCE", Short: "take a source out of a workspace", Args: exactly(1),
		Long: `Publishes the workspace without the source: its load and all deltas. "longarm sources"
names them. Whoever reads the workspace meanwhile goes on reading what it was.`,
		Example: example("unload"),
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if _, err := a.configure(cmd); err != nil || a.settings.Workspace == "" || len(args) > 0 {
				return nil, noFiles
			}
			w, err := store.Open(a.settings.Workspace)
			if err != nil {
				return nil, noFiles
			}
			defer w.Close()
			var out []string
			for _, p := range w.Parts() {
				out = append(out, p.Source+"\t"+p.Title)
			}
			return out, noFiles
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := a.needWorkspace(cmd); err != nil {
				return err
			}
			err := store.Unload(a.settings.Workspace, args[0])
			var none *store.NoSource
			if errors.As(err, &none) {
				return &coded{exitNotFound, err}
			}
			if err == nil {
				a.say(a.voiceWord("longarm: %s is out of %s", "longarm : %s n’est plus dans %s"), text.Safe(args[0]), text.Safe(a.settings.Workspace))
			}
			return err
		},
	}
}

func newRebuild(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "rebuild", Short: "make the index of a workspace anew from its records", Args: exactly(0),
		Long: `Reads every record of the workspace and writes the index beside it anew. It mends a
damaged index. Damaged records it cannot mend: load their source again.`,
		Example: example("rebuild"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := a.needWorkspace(cmd); err != nil {
				return err
			}
			ctx, stop := interrupted()
			defer stop()
			if err := store.Rebuild(ctx, a.settings.Workspace); err != nil {
				return err
			}
			a.say(a.voiceWord("longarm: %s is rebuilt", "longarm : %s est reconstruit"), text.Safe(a.settings.Workspace))
			return nil
		},
	}
}
