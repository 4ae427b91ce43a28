package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"longarm/graph"
	"longarm/graph/columns"
	"longarm/graph/store"
	"longarm/loaders/bulk"
	"longarm/queries"
	"longarm/queries/text"
)

func newStats(a *app) *cobra.Command {
	q := query("stats")
	var basis string
	cmd := &cobra.Command{
		Use: "stats", Short: q.Doc, Args: exactly(0),
		Long: `What the data is like as a register: entities and holdings, sums above 100 %,
cycles and the bow tie around the largest, how deep chains go, which lists are
complete, and who is controlled by more than half of the votes.

With --workspace it counts what was loaded, from the columns that were published with
it. With --no-embedded and plain CSV the tables are read straight into columns. Either
way a register of ten million entities is counted in seconds.`,
		Example: example("stats"),
		RunE: func(_ *cobra.Command, _ []string) error {
			p := queries.Params{Basis: graph.Basis(basis)}
			if a.settings.Workspace != "" {
				return a.loadedStats(p)
			}
			if a.settings.NoEmbedded && len(a.settings.Data) > 0 && !slices.ContainsFunc(a.settings.Data, func(f string) bool { return !strings.HasSuffix(f, ".csv") }) {
				return a.bulkStats(p)
			}
			return a.ask(q.Run, p, false)
		},
	}
	cmd.Flags().StringVar(&basis, "basis", "", "capital, votes or profit (default capital)")
	a.completeWords(cmd, "basis", "capital", "votes", "profit")
	return cmd
}

// bulkStats counts tables without making a ledger of them.
func (a *app) bulkStats(p queries.Params) error {
	f, r, err := bulk.Load(a.settings.Data, bulk.Options{Fraction: a.settings.ShareUnit == "fraction"})
	if err != nil {
		return err
	}
	for i, e := range r.Faults {
		if i == shownFaults {
			fmt.Fprintf(a.stderr, a.voiceWord("longarm: and %d more\n", "longarm : et %d de plus\n"), len(r.Faults)-i)
			break
		}
		fmt.Fprintln(a.stderr, text.Safe(e.In(a.settings.Lang)))
	}
	if read := r.Nodes + r.Edges; r.Rejected*100 > read*maxRejects {
		return graph.Fault("%d of %d rows were refused, more than %d %%; correct the lines above",
			"%d lignes sur %d ont été refusées, plus de %d %% ; corrigez les lignes ci-dessus", r.Rejected, read, maxRejects)
	}
	return a.printStats(f, p)
}

// loadedStats counts what a workspace holds.
func (a *app) loadedStats(p queries.Params) error {
	w, err := store.Open(a.settings.Workspace)
	if err != nil {
		return err
	}
	defer w.Close()
	ctx, stop := interrupted()
	defer stop()
	f, err := w.Columns(ctx)
	if err != nil {
		return err
	}
	a.use(w.Parts())
	return a.printStats(f, p)
}

func (a *app) printStats(f *columns.Frozen, p queries.Params) error {
	empty, err := graph.NewBuilder().Build()
	if err != nil {
		return err
	}
	c := &queries.Context{Graph: empty.At(a.settings.AsOf, graph.Options{}), Voice: a.voice}
	return a.print(c, queries.StatsOf(f, p.Basis, a.settings.AsOf), false)
}
