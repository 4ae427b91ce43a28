package main

import (
	"github.com/spf13/cobra"

	"longarm/graph"
	"longarm/queries"
)

func newOwners(a *app) *cobra.Command {
	q := query("owners")
	var basis, least string
	cmd := &cobra.Command{
		Use: "owners ENTITY", Short: q.Doc, Args: exactly(1),
		Long: `Who owns an entity: each holder's own share and its share in all, every chain
multiplied and added, rings counted once. A band is as wide as the sources leave
it; what nobody is named for stands at the end.`,
		Example:           example("owners"),
		ValidArgsFunction: a.completeEntities(1),
		RunE: func(_ *cobra.Command, args []string) error {
			p := queries.Params{Args: args, Basis: graph.Basis(basis)}
			if least != "" {
				floor, _, err := graph.ParsePercent(least)
				if err != nil {
					return misused("--min: %v; write percent as 5 or 0.5", "--min : %v ; écrivez un pourcentage comme 5 ou 0.5", err)
				}
				p.Min = floor
			}
			return a.ask(q.Run, p, false)
		},
	}
	cmd.Flags().StringVar(&basis, "basis", "", "capital, votes, either or profit (default capital)")
	cmd.Flags().StringVar(&least, "min", "", "leave out who surely holds less than this many percent in all")
	a.completeWords(cmd, "basis", "capital", "votes", "either", "profit")
	return cmd
}
