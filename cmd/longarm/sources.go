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
		Long: `The publications the facts rest on. With --workspace first what was loaded into it:
when, from which files, as of which day, under which licence, and how many records.
Data that may not be used commercially is marked.`,
		RunE: func(*cobra.Command, []string) error {
			if a.settings.Workspace != "" {
				return a.loadedSources()
			}
			return a.ask(q.Run, queries.Params{}, false)
		},
	}
}
