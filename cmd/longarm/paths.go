package main

import (
	"github.com/spf13/cobra"

	"longarm/queries"
)

// mostPaths bounds what --limit may ask for.
const mostPaths = 1000

func newPaths(a *app) *cobra.Command {
	q := query("paths")
	var limit int
	cmd := &cobra.Command{
		Use: "paths FROM TO", Short: q.Doc, Args: exactly(2),
		Long: `The strongest simple paths of ownership, control and technology from one entity to
another, in the direction of the interests: from the holder to what it holds, from
the supplier to what it supplies.`,
		Example:           example("paths"),
		ValidArgsFunction: a.completeEntities(2),
		RunE: func(_ *cobra.Command, args []string) error {
			if limit < 1 || limit > mostPaths {
				return misused("--limit %d is not from 1 to %d", "--limit %d n’est pas compris entre 1 et %d", limit, mostPaths)
			}
			return a.ask(q.Run, queries.Params{Args: args, Limit: limit}, false)
		},
	}
	cmd.Flags().IntVar(&limit, "limit", 10, "how many paths")
	return cmd
}
