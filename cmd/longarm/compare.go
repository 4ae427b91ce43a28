package main

import (
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"longarm/queries"
)

// maxVerdicts bounds what is read of a file of verdicts, in bytes.
const maxVerdicts = 16 << 20

func newCompare(a *app) *cobra.Command {
	q := query("compare")
	var p queries.Params
	var powers []string
	cmd := &cobra.Command{
		Use: "compare A B… | compare FILE.csv | compare --all", Short: q.Doc, Args: cobra.ArbitraryArgs,
		Long: `With several providers: the laws under which they come out differently, and why,
then those under which they do not. --all takes every provider the facts know.
With one CSV file: somebody else's verdicts against ours, with the link, fact, rule
or date on which they part. Its columns are provider, law and verdict, and if you
like source and effect; a verdict is reached, not-reached, undetermined, barred,
eligible or certified. One argument that is a file, or ends in .csv, is a file.`,
		Example:           example("compare"),
		ValidArgsFunction: a.completeEntities(-1),
		RunE: func(_ *cobra.Command, args []string) error {
			p.Args, p.Powers = args, powersOf(powers)
			if p.All && len(args) > 0 {
				return misused("compare takes either providers or --all", "compare prend soit des fournisseurs, soit --all")
			}
			if len(args) == 1 && isVerdicts(args[0]) {
				if p.Law != "" || len(powers)+len(p.Jurisdictions) > 0 {
					return misused("a file of verdicts says which laws are compared; leave --law, --power and --jurisdiction out", "un fichier de verdicts dit quelles lois sont comparées ; omettez --law, --power et --jurisdiction")
				}
				var err error
				if p.Claimed, err = readVerdicts(args[0]); err != nil {
					return err
				}
			}
			return a.ask(func(c *queries.Context, p queries.Params) (queries.Answer, error) {
				answer, err := q.Run(c, p)
				if r, ok := answer.(*queries.ReconcileResult); ok && err == nil && len(r.Rows) == 0 && len(r.Errors) > 0 {
					a.code = exitFailure // no line could be compared
				}
				return answer, err
			}, p, true)
		},
	}
	cmd.Flags().BoolVar(&p.All, "all", false, "every provider the facts know")
	cmd.Flags().StringVar(&p.Law, "law", "", "one law only, by id or name")
	lawFilters(a, cmd, &p, &powers)
	_ = cmd.RegisterFlagCompletionFunc("law", a.completeLaws(-1))
	return cmd
}

// isVerdicts tells a file from the name of a provider.
func isVerdicts(arg string) bool {
	if strings.HasSuffix(strings.ToLower(arg), ".csv") || arg == "-" {
		return true
	}
	info, err := os.Stat(arg)
	return err == nil && info.Mode().IsRegular()
}

func readVerdicts(path string) ([]queries.ClaimedVerdict, error) {
	in := io.Reader(os.Stdin)
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	return queries.ParseVerdicts(path, io.LimitReader(in, maxVerdicts))
}
