package main

import (
	"github.com/spf13/cobra"

	"longarm/queries"
)

func newQuestions(a *app) *cobra.Command {
	q := query("questions")
	var p queries.Params
	cmd := &cobra.Command{
		Use: "questions [PROVIDER]", Short: q.Doc, Args: atMost(1),
		Long: `The missing facts of undetermined findings, grouped as questions ready to send,
each with the findings it would settle. The wording is the same for every bidder.
Without a provider: the whole questionnaire.`,
		Example:           example("questions"),
		ValidArgsFunction: a.completeEntities(1),
		RunE: func(_ *cobra.Command, args []string) error {
			p.Args = args
			return a.ask(q.Run, p, false)
		},
	}
	cmd.Flags().StringVar(&p.Law, "law", "", "one law only, by id or name")
	_ = cmd.RegisterFlagCompletionFunc("law", a.completeLaws(-1))
	return cmd
}
