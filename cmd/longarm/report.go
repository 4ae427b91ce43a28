package main

import (
	"bytes"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"longarm/data"
	"longarm/queries"
	"longarm/queries/report"
)

func newReport(a *app) *cobra.Command {
	var o report.Options
	var format, out string
	cmd := &cobra.Command{
		Use: "report PROVIDER", Short: "the due-diligence dossier of a provider, to file and defend", Args: exactly(1),
		Long: `The dossier of a provider: what was asked, on which data, what was found by which
path, who owns, controls and supplies it, which rules and schemes it meets, what is
disputed, what is not known as questions ready to send, draft clauses and a tender
annex, with every statement used in an annex.

HTML is the accessible original. JSON records the facts and laws it was made from,
for "longarm replay". --laws and --rules narrow it.`,
		Example:           example("report"),
		ValidArgsFunction: a.completeEntities(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			f := report.Format(format)
			if !slices.Contains(report.Formats(), f) {
				return usage("unknown format %q for --format; use %s", format, reportFormats())
			}
			if cmd.Flags().Changed("output") {
				return usage("a report has its own formats; use --format %s", reportFormats())
			}
			o.Provider, o.Program, o.Release = args[0], version(), data.Release
			o.Record, o.LawFiles = f == report.JSON, data.FS
			return a.report(o, f, out)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&format, "format", string(report.HTML), "one of "+reportFormats())
	flags.StringVar(&out, "out", "", "write to this file instead of standard output")
	flags.StringSliceVar(&o.Laws, "laws", nil, "these laws only, by id or name, separated by commas")
	flags.StringSliceVar(&o.Rules, "rules", nil, "these rules only, by id or name, separated by commas")
	a.completeWords(cmd, "format", strings.Split(reportFormats(), ", ")...)
	_ = cmd.RegisterFlagCompletionFunc("laws", a.completeLaws(-1))
	return cmd
}

func reportFormats() string {
	var names []string
	for _, f := range report.Formats() {
		names = append(names, string(f))
	}
	return strings.Join(names, ", ")
}

// report builds a dossier and writes it whole, or nothing.
func (a *app) report(o report.Options, f report.Format, out string) error {
	p := queries.Params{Args: []string{o.Provider}}
	c, err := a.loadFor(&p)
	if err != nil {
		return err
	}
	o.Provider, o.Remarks = p.Arg(0), a.remarks
	d, err := report.Build(c, o)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := report.Write(&b, c, d, f); err != nil {
		return err
	}
	if err := a.deliver(b.Bytes(), out); err != nil {
		return err
	}
	if a.settings.ExitCode {
		switch d.Reach.Signal() {
		case queries.Met:
			a.code = exitReached
		case queries.Open:
			a.code = exitUndetermined
		}
	}
	return nil
}

// deliver writes to a file when one is named, else to standard output.
func (a *app) deliver(content []byte, out string) error {
	if out == "" {
		_, err := a.stdout.Write(content)
		return err
	}
	return os.WriteFile(out, content, 0o644)
}
