package main

import (
	"github.com/spf13/cobra"

	"longarm/queries"
)

func newSources(a *app) *cobra.Command {
	q := query("sources")
	return &cobra.Command{
		Use: "sources", Short: q.Doc, Args: exactly(0),
		Example: example("sources"),
		RunE: func(*cobra.Command, []string) error {
			return a.ask(q.Run, queries.Params{}, false)
		},
	}
}
