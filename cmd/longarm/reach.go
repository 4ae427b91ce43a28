package main

import (
	"github.com/spf13/cobra"

	"longarm/graph/law"
	"longarm/queries"
)

func newReach(a *app) *cobra.Command {
	q := query("reach")
	var p queries.Params
	var effect string
	cmd := &cobra.Command{
		Use: "reach PROVIDER", Short: q.Doc, Args: exactly(1),
		Long: `Which laws reach a provider: one sentence, what a state could do today, once
triggered or arguably, then the findings by how firmly they stand. Law of the
provider's own state is one line; --scope home lists it. JSON has every scope.`,
		Example:           example("reach"),
		ValidArgsFunction: a.completeEntities(1),
		RunE: func(_ *cobra.Command, args []string) error {
			p.Args, p.Effect = args, law.Effect(effect)
			return a.ask(q.Run, p, p.Law != "" || p.Scope != "" || effect != "")
		},
	}
	cmd.Flags().StringVar(&p.Law, "law", "", "one law only, by id or name")
	cmd.Flags().StringVar(&effect, "effect", "", "one effect only: obliged, targeted, via-supplier, item, holder or buyer")
	cmd.Flags().StringVar(&p.Scope, "scope", "", "one scope only: extraterritorial, host, home, ownership-screen or scheme")
	a.completeWords(cmd, "effect", "obliged", "targeted", "via-supplier", "item", "holder", "buyer")
	a.completeWords(cmd, "scope", "extraterritorial", "host", "home", "ownership-screen", "scheme")
	_ = cmd.RegisterFlagCompletionFunc("law", a.completeLaws(-1))
	return cmd
}
