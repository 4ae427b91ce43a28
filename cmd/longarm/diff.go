package main

import (
	"github.com/spf13/cobra"

	"longarm/graph"
	"longarm/queries"
)

func newDiff(a *app) *cobra.Command {
	q := query("diff")
	var from, to string
	var p queries.Params
	var powers []string
	cmd := &cobra.Command{
		Use: "diff [PROVIDER] --from DATE [--to DATE]", Short: q.Doc, Args: atMost(1),
		Long: `What the laws' reach of a provider was on one day and is on another: findings that
appeared, went or changed, and whether facts, law or both made the difference.
Without a provider: of every provider the facts know.`,
		Example:           example("diff"),
		ValidArgsFunction: a.completeEntities(1),
		RunE: func(_ *cobra.Command, args []string) error {
			p.Args, p.Powers = args, powersOf(powers)
			var err error
			if p.From, err = dateFlag("from", from); err != nil {
				return err
			}
			if p.To, err = dateFlag("to", to); err != nil {
				return err
			}
			return a.ask(q.Run, p, false)
		},
	}
	cmd.Flags().StringVar(&from, "from", "", "the earlier day")
	cmd.Flags().StringVar(&to, "to", "", "the later day (default: --as-of)")
	cmd.Flags().StringVar(&p.Law, "law", "", "one law only, by id or name")
	lawFilters(a, cmd, &p, &powers)
	_ = cmd.RegisterFlagCompletionFunc("law", a.completeLaws(-1))
	return cmd
}

// dateFlag reads a day of a flag; zero when it was not given.
func dateFlag(name, text string) (graph.Date, error) {
	if text == "" {
		return 0, nil
	}
	d, err := graph.ParseDate(text)
	if err != nil {
		return 0, misused("--%s: %v; write a day as 2024-01-31, a month as 2024-01, a year as 2024", "--%s : %v ; écrivez un jour comme 2024-01-31, un mois comme 2024-01, une année comme 2024", name, err)
	}
	return d, nil
}
