package main

import (
	"strings"

	"github.com/spf13/cobra"

	"longarm/graph/law"
	"longarm/queries"
)

func newLaws(a *app) *cobra.Command {
	q := query("laws")
	var p queries.Params
	var powers, statuses []string
	cmd := &cobra.Command{
		Use: "laws [ID]", Short: q.Doc, Args: atMost(1),
		Long: `The laws in the catalogue by jurisdiction, or one of them: what it does, its
grounds, the authorities on both sides. --explain puts the typed form of each
ground into plain words: when it speaks, when it holds, how it travels, its days,
and which facts decide.`,
		Example:           example("laws"),
		ValidArgsFunction: a.completeLaws(1),
		RunE: func(_ *cobra.Command, args []string) error {
			p.Args, p.Powers, p.Statuses = args, powersOf(powers), statusesOf(statuses)
			return a.ask(q.Run, p, false)
		},
	}
	cmd.Flags().BoolVar(&p.Explain, "explain", false, "each ground of the law in plain words")
	lawFilters(a, cmd, &p, &powers)
	statusFilter(a, cmd, &statuses)
	return cmd
}

// statusFilter declares the flag that narrows laws by where they stand.
func statusFilter(a *app, cmd *cobra.Command, statuses *[]string) {
	cmd.Flags().StringSliceVar(statuses, "status", nil, "laws of one of these statuses only, separated by commas: in-force, bill …")
	var words []string
	for _, s := range queries.Statuses() {
		words = append(words, string(s))
	}
	a.completeWords(cmd, "status", words...)
}

func statusesOf(words []string) []law.Status {
	var out []law.Status
	for _, w := range words {
		out = append(out, law.Status(strings.TrimSpace(w)))
	}
	return out
}
