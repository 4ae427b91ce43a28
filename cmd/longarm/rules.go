package main

import (
	"github.com/spf13/cobra"

	"longarm/queries"
)

func newRules(a *app) *cobra.Command {
	q := query("rules")
	var p queries.Params
	var powers, statuses []string
	cmd := &cobra.Command{
		Use: "rules [ID]", Short: q.Doc, Args: atMost(1),
		Example:           example("rules"),
		ValidArgsFunction: a.completeRules(1),
		RunE: func(_ *cobra.Command, args []string) error {
			p.Args, p.Powers, p.Statuses = args, powersOf(powers), statusesOf(statuses)
			return a.ask(q.Run, p, false)
		},
	}
	lawFilters(a, cmd, &p, &powers)
	statusFilter(a, cmd, &statuses)
	return cmd
}
