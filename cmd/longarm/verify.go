package main

import (
	"github.com/spf13/cobra"

	"longarm/queries"
)

func newVerify(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "verify [PROVIDER]", Short: query("verify").Doc, Args: atMost(1),
		Long: `Every finding carries a proof: which claims, which rule, which numbers. A checker
that shares no code with the analyzer reads the proofs again. Exits 1 when one
does not hold. Without a provider every company, arrangement, person and state
body of the data is checked.

With --workspace and without a provider the workspace itself is checked: every block
against its checksum, every record, and that the index leads to each.`,
		Example:           example("verify"),
		ValidArgsFunction: a.completeEntities(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if a.settings.Workspace != "" && len(args) == 0 {
				return a.verifyWorkspace()
			}
			return a.ask(func(c *queries.Context, p queries.Params) (queries.Answer, error) {
				answer, err := queries.Verify(c, p)
				if err == nil && len(answer.Failed) > 0 {
					a.code = exitFailure
				}
				return answer, err
			}, queries.Params{Args: args}, false)
		},
	}
}
