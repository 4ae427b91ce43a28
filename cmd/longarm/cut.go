package main

import (
	"github.com/spf13/cobra"

	"longarm/graph/law"
	"longarm/queries"
)

func newCut(a *app) *cobra.Command {
	q := query("cut")
	var effect string
	cmd := &cobra.Command{
		Use: "cut PROVIDER LAW", Short: q.Doc, Args: exactly(2),
		Long: `The smallest sets of changes after which a finding would be not reached: relations
to end, and facts to establish that nobody states. Every set is checked by
computing the answer again on a copy, with it and without each part of it. Says
when none exists: where a company is formed cannot end.`,
		Example:           example("cut"),
		ValidArgsFunction: a.completeEntityThenLaw,
		RunE: func(_ *cobra.Command, args []string) error {
			return a.ask(q.Run, queries.Params{Args: args, Effect: law.Effect(effect)}, false)
		},
	}
	cmd.Flags().StringVar(&effect, "effect", "", "one effect only: obliged, targeted, via-supplier, item, holder or buyer")
	a.completeWords(cmd, "effect", "obliged", "targeted", "via-supplier", "item", "holder", "buyer")
	return cmd
}
