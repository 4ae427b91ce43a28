package main

import (
	"github.com/spf13/cobra"

	"longarm/queries"
)

func newLaws(a *app) *cobra.Command {
	q := query("laws")
	return &cobra.Command{
		Use: "laws [ID]", Short: q.Doc, Args: atMost(1),
		Example:           example("laws"),
		ValidArgsFunction: a.completeLaws(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return a.ask(q.Run, queries.Params{Args: args}, false)
		},
	}
}
