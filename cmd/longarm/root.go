package main

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"

	"longarm/data"
)

const rootLong = `longarm answers one question: which laws reach this provider, by which path, how
firmly, on whose evidence, and what would have to change?

It answers from facts and laws inside the binary, or from your own files. No
settings, no network.`

const exitCodes = `
Exit codes:
  0 answered · 1 failure · 2 usage · 3 not found or ambiguous · 4 nothing loaded
  with --exit-code: 10 reached and active · 11 undetermined
`

// newRoot assembles the command.
func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:           "longarm",
		Short:         "which laws reach this provider",
		Long:          rootLong,
		Example:       example("root"),
		Version:       version(),
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          unknownCommand,
		RunE:          func(*cobra.Command, []string) error { return a.start() },
	}
	root.SetFlagErrorFunc(misusedFlag)
	root.SetVersionTemplate("{{.Version}}\n")
	root.SetUsageTemplate(root.UsageTemplate() + exitCodes)
	addOptions(root.PersistentFlags())
	addHelp(a, root)
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error {
		if isCompletion(cmd) {
			return nil
		}
		_, err := a.configure(cmd)
		return err
	}
	for _, flag := range []string{"output", "lang", "color", "share-unit"} {
		completeFlag(root, flag)
	}
	root.AddCommand(
		newReach(a), newWhy(a), newReachedBy(a),
		newOwners(a), newControllers(a), newControls(a), newCheck(a), newPaths(a),
		newDiff(a), newWhatIf(a), newQuestions(a), newCut(a), newTimeline(a), newCompare(a),
		newShields(a), newWords(a), newAsk(a), newReport(a), newReplay(a), newExport(a),
		newSearch(a), newShow(a), newLaws(a), newRules(a), newSources(a),
		newBatch(a), newStats(a), newVerify(a), newUnload(a), newRebuild(a), newIdentity(a), newLoad(a), newNeo4j(a), newTemplate(a), newConfig(a),
	)
	return root
}

// unknownCommand refuses a word that is no command, with the nearest ones.
func unknownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	cmd.SuggestionsMinimumDistance = 2
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		return misused("unknown command %q; did you mean %s?", "commande inconnue %q ; vouliez-vous dire %s ?", args[0], near[0])
	}
	return misused("unknown command %q; see `longarm help`", "commande inconnue %q ; voir `longarm help`", args[0])
}

// start greets someone who gave no command.
func (a *app) start() error {
	_, err := fmt.Fprint(a.stdout, a.voice.Say("start", "Release", data.Release))
	return err
}

func version() string {
	v := "(devel)"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		v = info.Main.Version
	}
	return "longarm " + v + ", data of " + data.Release
}

// isCompletion tells cobra's own commands, which need no settings.
func isCompletion(cmd *cobra.Command) bool {
	for c := cmd; c != nil; c = c.Parent() {
		switch c.Name() {
		case "completion", "help", cobra.ShellCompRequestCmd, cobra.ShellCompNoDescRequestCmd:
			return true
		}
	}
	return false
}

// exactly refuses a wrong number of arguments with the way to call.
func exactly(n int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != n {
			return misused("%s takes %d argument(s), %d given; usage: %s", "%s prend %d argument(s), %d donné(s) ; usage : %s", cmd.Name(), n, len(args), cmd.UseLine())
		}
		return nil
	}
}

// atLeast refuses too few arguments.
func atLeast(n int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) < n {
			return misused("%s takes at least %d argument(s), %d given; usage: %s", "%s prend au moins %d argument(s), %d donné(s) ; usage : %s", cmd.Name(), n, len(args), cmd.UseLine())
		}
		return nil
	}
}

// atMost refuses too many arguments.
func atMost(n int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > n {
			return misused("%s takes at most %d argument(s), %d given; usage: %s", "%s prend au plus %d argument(s), %d donné(s) ; usage : %s", cmd.Name(), n, len(args), cmd.UseLine())
		}
		return nil
	}
}
