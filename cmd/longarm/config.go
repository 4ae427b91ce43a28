package main

import (
	"encoding/json"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"longarm/graph"
	"longarm/queries"
	"longarm/queries/text"
)

func newConfig(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use: "config", Short: "the settings in force",
		Long: `Settings come from flags, then from LONGARM_… variables, then from the file
longarm.yaml in the user's configuration folder (or --config), then from the
defaults. The keys of the file are the long names of the global flags.`,
		Example: example("config"),
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return misused("unknown command %q for config; use `longarm config show`", "commande inconnue %q pour config ; utilisez `longarm config show`", args[0])
			}
			return misused("config needs a command; use `longarm config show`", "config demande une commande ; utilisez `longarm config show`")
		},
		RunE: func(*cobra.Command, []string) error { return nil },
	}
	var origins bool
	show := &cobra.Command{
		Use: "show", Short: "print the settings, with --origin where each comes from", Args: exactly(0),
		Example: example("config"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			list, err := a.configure(cmd)
			if err != nil {
				return err
			}
			if f := text.Format(a.settings.Output); f == text.JSON || f == text.JSONL {
				return a.configJSON(list)
			}
			w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
			for _, o := range list {
				line := o.key + "\t" + text.Safe(o.value)
				if origins {
					line += "\t" + text.Safe(o.In(a.settings.Lang))
				}
				fmt.Fprintln(w, line)
			}
			return w.Flush()
		},
	}
	show.Flags().BoolVar(&origins, "origin", false, "say where each value comes from")
	cmd.AddCommand(show)
	return cmd
}

// configJSON prints the settings as every JSON document of ours opens.
func (a *app) configJSON(list []origin) error {
	type entry struct {
		Value  string `json:"value"`
		Origin string `json:"origin"`
	}
	out := struct {
		queries.Header
		Settings map[string]entry `json:"settings"`
	}{queries.Header{SchemaVersion: queries.SchemaVersion, AsOf: a.settings.AsOf, Flags: []graph.Flag{}, Assumptions: []queries.Assumption{}}, map[string]entry{}}
	for _, o := range list {
		out.Settings[o.key] = entry{o.value, o.from}
	}
	e := json.NewEncoder(a.stdout)
	if a.settings.Output == string(text.JSON) {
		e.SetIndent("", "  ")
	}
	return e.Encode(out)
}
