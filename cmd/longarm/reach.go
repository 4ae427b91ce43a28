package main

import (
	"strings"

	"github.com/spf13/cobra"

	"longarm/graph/law"
	"longarm/queries"
)

func newReach(a *app) *cobra.Command {
	q := query("reach")
	var p queries.Params
	var effect string
	var powers []string
	cmd := &cobra.Command{
		Use: "reach PROVIDER", Short: q.Doc, Args: exactly(1),
		Long: `Which laws reach a provider: one sentence, what a state could do today, once
triggered or arguably, then the findings by how firmly they stand. Law of the
provider's own state is one line; --scope home lists it. JSON has every scope.`,
		Example:           example("reach"),
		ValidArgsFunction: a.completeEntities(1),
		RunE: func(_ *cobra.Command, args []string) error {
			p.Args, p.Effect, p.Powers = args, law.Effect(effect), powersOf(powers)
			return a.ask(q.Run, p, p.Law != "" || p.Scope != "" || effect != "" || len(powers)+len(p.Jurisdictions) > 0)
		},
	}
	cmd.Flags().StringVar(&p.Law, "law", "", "one law only, by id or name")
	cmd.Flags().StringVar(&effect, "effect", "", "one effect only: obliged, targeted, via-supplier, item, holder or buyer")
	cmd.Flags().StringVar(&p.Scope, "scope", "", "one scope only: extraterritorial, host, home, ownership-screen or scheme")
	lawFilters(a, cmd, &p, &powers)
	a.completeWords(cmd, "effect", "obliged", "targeted", "via-supplier", "item", "holder", "buyer")
	a.completeWords(cmd, "scope", "extraterritorial", "host", "home", "ownership-screen", "scheme")
	_ = cmd.RegisterFlagCompletionFunc("law", a.completeLaws(-1))
	return cmd
}

// lawFilters declares the flags that narrow the laws of a question.
func lawFilters(a *app, cmd *cobra.Command, p *queries.Params, powers *[]string) {
	cmd.Flags().StringSliceVar(powers, "power", nil, "laws that give one of these powers only, separated by commas")
	cmd.Flags().StringSliceVar(&p.Jurisdictions, "jurisdiction", nil, "laws of these states or blocs only: US,CN or by name")
	var words []string
	for _, power := range queries.Powers() {
		words = append(words, string(power))
	}
	a.completeWords(cmd, "power", words...)
}

func powersOf(words []string) []law.Power {
	var out []law.Power
	for _, w := range words {
		out = append(out, law.Power(strings.TrimSpace(w)))
	}
	return out
}
