package main

import (
	"github.com/spf13/cobra"

	"longarm/queries"
)

func newShow(a *app) *cobra.Command {
	q := query("show")
	return &cobra.Command{
		Use: "show ENTITY", Short: q.Doc, Args: exactly(1),
		Example:           example("show"),
		ValidArgsFunction: a.completeEntities(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return a.ask(q.Run, queries.Params{Args: args}, false)
		},
	}
}
