package main

import (
	"strings"

	"github.com/spf13/cobra"

	"longarm/queries"
	plain "longarm/queries/ask"
)

func newAsk(a *app) *cobra.Command {
	return &cobra.Command{
		Use: `ask "QUESTION"`, Short: "a question in plain English or French, read as a command", Args: atLeast(1),
		Long: `Reads a question in plain English or French, prints the command it understood and
that command's answer. Every word must be a name, a date, a figure or a known
word: what it cannot read it refuses (exit 3) and lists the nearest forms. It never
guesses, and it answers nothing the command would not.`,
		Example: example("ask"),
		RunE: func(cmd *cobra.Command, args []string) error {
			question := strings.Join(args, " ")
			c, err := a.loadForText(question)
			if err != nil {
				return err
			}
			understood, err := plain.Understand(c, question)
			if err != nil {
				return err
			}
			return a.run(cmd, understood.Args, func(b *app) {
				b.base = c
				b.asked = &queries.AskedResult{Question: question, Understood: understood.String()}
			})
		},
	}
}
