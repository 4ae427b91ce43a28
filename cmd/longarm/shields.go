package main

import (
	"github.com/spf13/cobra"

	"longarm/graph/law"
	"longarm/queries"
)

func newShields(a *app) *cobra.Command {
	q := query("shields")
	var p queries.Params
	cmd := &cobra.Command{
		Use: "shields [LAW]", Short: q.Doc, Args: atMost(1),
		Long: `What stands against the outcome of a law, or of every law: blocking statutes,
prohibitions, schemes, treaties, contracts, keys. A shield changes what happens,
never whether the law reaches.`,
		Example:           example("shields"),
		ValidArgsFunction: a.completeLaws(1),
		RunE: func(_ *cobra.Command, args []string) error {
			p.Args = args
			return a.ask(q.Run, p, false)
		},
	}
	cmd.Flags().StringVar(&p.By, "by", "", "by this law or scheme only")
	cmd.Flags().StringVar(&p.Kind, "kind", "", "of this kind only, such as technical, contractual or eligibility")
	cmd.Flags().StringVar(&p.Provider, "for", "", "against laws that reach this provider, or may")
	a.completeWords(cmd, "kind", law.CounterKinds()...)
	_ = cmd.RegisterFlagCompletionFunc("by", a.completeLaws(-1))
	_ = cmd.RegisterFlagCompletionFunc("for", a.completeEntities(-1))
	return cmd
}

func newWords(a *app) *cobra.Command {
	q := query("words")
	return &cobra.Command{
		Use: "words [WORD]", Short: q.Doc, Args: atMost(1), Example: example("words"),
		RunE: func(_ *cobra.Command, args []string) error {
			return a.ask(q.Run, queries.Params{Args: args}, false)
		},
	}
}
