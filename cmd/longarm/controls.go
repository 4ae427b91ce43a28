package main

import "github.com/spf13/cobra"

func newControls(a *app) *cobra.Command {
	q := query("controls")
	var f controlFlags
	cmd := &cobra.Command{
		Use: "controls ENTITY", Short: q.Doc, Args: exactly(1),
		Example:           example("controls"),
		ValidArgsFunction: a.completeEntities(1),
		RunE: func(_ *cobra.Command, args []string) error {
			p, err := f.params(args)
			if err != nil {
				return err
			}
			a.downward = true
			return a.ask(q.Run, p, false)
		},
	}
	f.declare(cmd.Flags())
	a.completeWords(cmd, "basis", "capital", "votes", "either")
	a.completeWords(cmd, "comparison", ">", ">=")
	return cmd
}
