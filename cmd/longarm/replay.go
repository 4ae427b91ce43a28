package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"longarm/data"
	"longarm/graph"
	"longarm/queries"
	"longarm/queries/report"
	"longarm/queries/text"
)

// maxReport bounds what is read of a report, in bytes.
const maxReport = 256 << 20

func newReplay(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "replay REPORT.json", Short: "compute a report again and say what changed, by cause", Args: exactly(1),
		Long: `Computes a report again, at its own day: from the facts and laws it recorded, then
under the laws of now, then from the facts of now. Every answer that differs is told
with its cause: facts (what is loaded now differs), law (its dates or status moved)
or rules (our reading of the law, or this program). Facts of now are those inside
the binary, of --data and of --workspace.`,
		Example: example("replay"),
		RunE: func(_ *cobra.Command, args []string) error {
			raw, err := readReport(args[0])
			if err != nil {
				return err
			}
			d, err := report.Read(raw)
			if err != nil {
				return fmt.Errorf("%s: %w", args[0], err)
			}
			a.settings.AsOf = d.AsOf
			c, err := a.loadReported(d)
			if err != nil {
				return err
			}
			r, err := report.Again(c, data.FS, d)
			if err != nil {
				return fmt.Errorf("%s: %w", args[0], err)
			}
			return a.printReplay(r)
		},
	}
}

func readReport(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, maxReport+1))
	if err == nil && len(raw) > maxReport {
		err = graph.Fault("%s is larger than %d MB, which no report is", "%s dépasse %d Mo, ce qu’aucun rapport n’atteint", name, maxReport>>20)
	}
	return raw, err
}

// loadReported loads the facts of now around the subject of a report; a subject that
// nobody knows any more leaves them without it.
func (a *app) loadReported(d *report.Dossier) (*queries.Context, error) {
	p := queries.Params{Args: []string{string(d.Subject.ID)}}
	c, err := a.loadFor(&p)
	if err != nil && a.settings.Workspace != "" {
		a.settings.Workspace = ""
		return a.load()
	}
	return c, err
}

func (a *app) printReplay(r *report.Replay) error {
	format := text.Format(a.settings.Output)
	v := a.voice
	rows := [][]string{}
	for _, ch := range r.Changes {
		var facts []string
		for _, f := range ch.Facts {
			facts = append(facts, v.Code("replay.change", f.Change)+v.Say("colon")+" "+f.Text+" ["+string(f.ID)+"]")
		}
		rows = append(rows, []string{ch.Jurisdiction, ch.Short, v.Code("effect", string(ch.Effect)), text.Outcome(v, ch.Before), text.Outcome(v, ch.After),
			v.Code("replay.cause", ch.Cause), strings.Join(facts, "; ")})
	}
	head := []string{v.Say("replay.state"), v.Say("replay.law"), v.Say("replay.effect"), v.Say("replay.before"), v.Say("replay.after"), v.Say("replay.cause"), v.Say("replay.facts")}
	if format != text.Table {
		return writeRows(a.stdout, format, r, head, rows)
	}
	intact := v.Say("replay.intact")
	if !r.Intact {
		intact = v.Say("replay.altered")
	}
	fmt.Fprintf(a.stdout, "%s\n%s\n", v.Say("replay.title", "Who", text.Name(r.Provider.Name), "Date", r.AsOf.String()), intact)
	fmt.Fprintln(a.stdout, v.Say("replay.counts", "N", len(r.Changes), "Same", r.Same))
	if len(rows) == 0 {
		return nil
	}
	fmt.Fprintln(a.stdout)
	return writeRows(a.stdout, format, r, head, rows)
}
