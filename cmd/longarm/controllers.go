package main

import (
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"longarm/graph"
	"longarm/graph/ownership"
	"longarm/queries"
)

func newControllers(a *app) *cobra.Command {
	q := query("controllers")
	var f controlFlags
	cmd := &cobra.Command{
		Use: "controllers ENTITY", Short: q.Doc, Args: exactly(1),
		Long: `Who controls an entity: certain in every world the sources allow, possible in
some, jointly, perhaps together with another (half of the votes, or what may be
half, decides nothing alone), and the rights that are no control by themselves (a
golden share, a veto, a board seat).`,
		Example:           example("controllers"),
		ValidArgsFunction: a.completeEntities(1),
		RunE: func(_ *cobra.Command, args []string) error {
			p, err := f.params(args)
			if err != nil {
				return err
			}
			return a.ask(q.Run, p, false)
		},
	}
	f.declare(cmd.Flags())
	a.completeWords(cmd, "basis", "capital", "votes", "either")
	a.completeWords(cmd, "comparison", ">", ">=")
	return cmd
}

// controlFlags set what counts as control.
type controlFlags struct{ threshold, comparison, basis string }

func (f *controlFlags) declare(flags *pflag.FlagSet) {
	flags.StringVar(&f.threshold, "threshold", "50", "percent of votes that control")
	flags.StringVar(&f.comparison, "comparison", ">", "'>' or '>='")
	flags.StringVar(&f.basis, "basis", "", "capital, votes or either (default votes)")
}

func (f *controlFlags) params(args []string) (queries.Params, error) {
	t, err := threshold("threshold", f.threshold, f.comparison)
	if err != nil {
		return queries.Params{}, err
	}
	return queries.Params{Args: args, Threshold: &t, Basis: graph.Basis(f.basis)}, nil
}

// threshold reads a percentage and a comparator.
func threshold(flag, percent, comparison string) (ownership.Threshold, error) {
	lo, hi, err := graph.ParsePercent(percent)
	switch {
	case err != nil:
		return ownership.Threshold{}, misused("--%s: %v; write percent as 50 or 33.333", "--%s : %v ; écrivez un pourcentage comme 50 ou 33.333", flag, err)
	case lo != hi:
		return ownership.Threshold{}, misused("--%s %s has more than nine decimals; a threshold is decided exactly, so round it yourself", "--%s %s a plus de neuf décimales ; un seuil se juge exactement, arrondissez-le vous-même", flag, percent)
	}
	c, err := comparator(comparison)
	return ownership.Threshold{Percent: lo, Comparison: c}, err
}

func comparator(s string) (ownership.Comparison, error) {
	switch c := ownership.Comparison(s); c {
	case ownership.MoreThan, ownership.AtLeast:
		return c, nil
	}
	return "", misused("unknown comparison %q; use '>' for more than or '>=' for at least, in quotes", "comparaison inconnue %q ; utilisez '>' pour plus de ou '>=' pour au moins, entre guillemets", s)
}
