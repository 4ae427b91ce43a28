package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"longarm/graph"
	"longarm/graph/ownership"
	"longarm/queries"
)

// checkFlags spell out a test of one's own.
type checkFlags struct {
	threshold, comparison, aggregate, reading, link, linkComparison, hybrid, basis string
	holders                                                                        []string
}

// customOnly lists the flags that a named rule already decides.
var customOnly = []string{"threshold", "comparison", "aggregate", "reading", "link", "link-comparison", "hybrid", "basis"}

func newCheck(a *app) *cobra.Command {
	q := query("check")
	var f checkFlags
	cmd := &cobra.Command{
		Use: "check RULE ENTITY", Short: q.Doc, Args: exactly(2),
		Long: `Does the threshold condition of a rule hold for an entity? For a ceiling, yes
means exceeded. "longarm rules" lists the rules; "check custom" takes a test of
your own. --holders names the parties that count, instead of the class of the
rule; a custom test without them counts every party on a designation list.`,
		Example:           example("check"),
		ValidArgsFunction: a.completeRuleThenEntity,
		RunE: func(cmd *cobra.Command, args []string) error {
			p := queries.Params{Args: args, Holders: f.list()}
			if cmd.Flags().Changed("holders") && len(p.Holders) == 0 {
				return misused("--holders is empty; name the parties that count, or leave the flag out", "--holders est vide ; nommez les parties qui comptent, ou retirez l’option")
			}
			if args[0] == queries.CustomRule {
				if !cmd.Flags().Changed("threshold") {
					return misused("check custom needs a --threshold, such as --threshold 50", "check custom demande un --threshold, comme --threshold 50")
				}
				t, err := f.test()
				if err != nil {
					return err
				}
				p.Test = t
			} else {
				for _, name := range customOnly {
					if cmd.Flags().Changed(name) {
						return misused("--%s belongs to `check custom`; the rule %s has its own (see `longarm rules %s`)", "--%s est pour `check custom` ; la règle %s a le sien (voir `longarm rules %s`)", name, args[0], args[0])
					}
				}
			}
			return a.ask(q.Run, p, false)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.threshold, "threshold", "", "custom: percent to test")
	flags.StringVar(&f.comparison, "comparison", ">", "custom: '>' or '>='")
	flags.StringVar(&f.aggregate, "aggregate", "none", "custom: none, concert, class, chains or unspecified")
	flags.StringVar(&f.reading, "reading", "unspecified", "custom: none, tier, product, hybrid, control or unspecified")
	flags.StringVar(&f.link, "link", "50", "custom: percent a link must pass, for tier, hybrid and control")
	flags.StringVar(&f.linkComparison, "link-comparison", ">", "custom: '>' or '>='")
	flags.StringVar(&f.hybrid, "hybrid", "all-links", "custom: all-links or top-link-kept")
	flags.StringVar(&f.basis, "basis", "either", "custom: capital, votes, either or profit")
	flags.StringSliceVar(&f.holders, "holders", nil, "ids of the parties that count, separated by commas")
	a.completeWords(cmd, "aggregate", aggregates...)
	a.completeWords(cmd, "reading", readings...)
	a.completeWords(cmd, "hybrid", hybrids...)
	a.completeWords(cmd, "basis", bases...)
	a.completeWords(cmd, "comparison", ">", ">=")
	a.completeWords(cmd, "link-comparison", ">", ">=")
	_ = cmd.RegisterFlagCompletionFunc("holders", a.completeEntities(-1))
	return cmd
}

// The words the flags of a custom test take.
var (
	aggregates = []string{"none", "concert", "class", "chains", "unspecified"}
	readings   = []string{"none", "tier", "product", "hybrid", "control", "unspecified"}
	hybrids    = []string{"all-links", "top-link-kept"}
	bases      = []string{"capital", "votes", "either", "profit"}
)

func (f *checkFlags) list() []string {
	var out []string
	for _, h := range f.holders {
		if h = strings.TrimSpace(h); h != "" {
			out = append(out, h)
		}
	}
	return out
}

func (f *checkFlags) test() (*ownership.Test, error) {
	t, err := threshold("threshold", f.threshold, f.comparison)
	if err != nil {
		return nil, err
	}
	link, err := threshold("link", f.link, f.linkComparison)
	if err != nil {
		return nil, err
	}
	for _, word := range []struct {
		flag, value string
		known       []string
	}{{"aggregate", f.aggregate, aggregates}, {"reading", f.reading, readings}, {"hybrid", f.hybrid, hybrids}, {"basis", f.basis, bases}} {
		if !slices.Contains(word.known, word.value) {
			return nil, misused("unknown value %q for --%s; use %s", "valeur inconnue %q pour --%s ; utilisez %s", word.value, word.flag, strings.Join(word.known, ", "))
		}
	}
	return &ownership.Test{Threshold: t.Percent, HasThreshold: true, Comparison: t.Comparison, Basis: graph.Basis(f.basis),
		Aggregate: ownership.Aggregate(f.aggregate), Reading: ownership.Reading(f.reading), Link: link.Percent, HasLink: true,
		LinkComparison: link.Comparison, Hybrid: ownership.Hybrid(f.hybrid)}, nil
}
