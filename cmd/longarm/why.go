package main

import (
	"github.com/spf13/cobra"

	"longarm/queries"
)

func newWhy(a *app) *cobra.Command {
	q := query("why")
	return &cobra.Command{
		Use: "why PROVIDER LAW", Short: q.Doc, Args: exactly(2),
		Long: `Every ground of one law on one provider: the text and article, what the facts say
to it step by step with date and source, how firm that is and who disagrees, the
weakest link, what is missing, what stands against the outcome, and the claims
that do not count.`,
		Example:           example("why"),
		ValidArgsFunction: a.completeEntityThenLaw,
		RunE: func(_ *cobra.Command, args []string) error {
			return a.ask(q.Run, queries.Params{Args: args}, false)
		},
	}
}
