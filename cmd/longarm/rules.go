package main

import (
	"github.com/spf13/cobra"

	"longarm/queries"
)

func newRules(a *app) *cobra.Command {
	q := query("rules")
	return &cobra.Command{
		Use: "rules [ID]", Short: q.Doc, Args: atMost(1),
		Example:           example("rules"),
		ValidArgsFunction: a.completeRules(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return a.ask(q.Run, queries.Params{Args: args}, false)
		},
	}
}
