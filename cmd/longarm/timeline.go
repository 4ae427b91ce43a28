package main

import (
	"github.com/spf13/cobra"

	"longarm/queries"
)

func newTimeline(a *app) *cobra.Command {
	q := query("timeline")
	var p queries.Params
	var from, to string
	cmd := &cobra.Command{
		Use: "timeline ENTITY", Short: q.Doc, Args: exactly(1),
		Long: `The dated facts of an entity in order, and the days on which verdicts on it change,
each with what changed: its facts, those of its holders and suppliers, or the law.`,
		Example:           example("timeline"),
		ValidArgsFunction: a.completeEntities(1),
		RunE: func(_ *cobra.Command, args []string) error {
			p.Args = args
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
	cmd.Flags().StringVar(&from, "from", "", "the first day (default: of the first dated fact about it)")
	cmd.Flags().StringVar(&to, "to", "", "the last day (default: --as-of)")
	cmd.Flags().StringVar(&p.Law, "law", "", "verdicts of one law only, by id or name")
	_ = cmd.RegisterFlagCompletionFunc("law", a.completeLaws(-1))
	return cmd
}
