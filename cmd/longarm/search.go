package main

import (
	"strings"

	"github.com/spf13/cobra"

	"longarm/queries"
)

func newSearch(a *app) *cobra.Command {
	q := query("search")
	return &cobra.Command{
		Use: "search NAME", Short: q.Doc,
		Example: example("search"),
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 || strings.TrimSpace(strings.Join(args, " ")) == "" {
				return misused("search needs a name; usage: %s", "search demande un nom ; usage : %s", cmd.UseLine())
			}
			return nil
		},
		ValidArgsFunction: a.completeEntities(1),
		RunE: func(_ *cobra.Command, args []string) error {
			a.searching = true
			return a.ask(q.Run, queries.Params{Args: []string{strings.Join(args, " ")}}, false)
		},
	}
}
