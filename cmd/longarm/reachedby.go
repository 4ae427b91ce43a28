package main

import (
	"github.com/spf13/cobra"

	"longarm/queries"
)

func newReachedBy(a *app) *cobra.Command {
	q := query("reached-by")
	return &cobra.Command{
		Use: "reached-by LAW", Short: q.Doc, Args: exactly(1),
		Example:           example("reachedby"),
		ValidArgsFunction: a.completeLaws(1),
		RunE: func(_ *cobra.Command, args []string) error {
			a.everyone = true
			return a.ask(q.Run, queries.Params{Args: args}, false)
		},
	}
}
