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
	var compare bool
	cmd := &cobra.Command{
		Use: "report PROVIDER… [--compare]", Short: "the due-diligence dossier of a provider, to file and defend", Args: atLeast(1),
		Long: `The dossier of a provider: what was asked, on which data, what was found by which
path, who owns, controls and supplies it, which rules and schemes it meets, what is
disputed, what is not known as questions ready to send, draft clauses and a tender
annex, with every statement used in an annex.

It goes to standard output, or with --out to a file:
  html  the accessible original, one file without network
  pdf   to file and print: contents, bookmarks, links
  docx  to go on working in; xlsx for analysts, a sheet for each table
  md    for wikis
  json  for machines and "longarm replay": records the facts and laws it was made from

--laws and --rules narrow it, --as-of sets the day, --lang fr writes French. With
--compare several providers stand under the same laws, and each difference is told
with its facts. The same data gives the same bytes.`,
		Example:           example("report"),
		ValidArgsFunction: a.completeEntities(-1),
		RunE: func(cmd *cobra.Command, args []string) error {
			f := report.Format(format)
			if !slices.Contains(report.Formats(), f) {
				return misused("unknown format %q for --format; use %s", "format inconnu %q pour --format ; utilisez %s", format, reportFormats())
			}
			if cmd.Flags().Changed("output") {
				return misused("a report has its own formats; use --format %s", "un dossier a ses propres formats ; utilisez --format %s", reportFormats())
			}
			o.Program, o.Release = version(), data.Release
			switch {
			case compare && len(args) < 2:
				return misused("--compare needs two providers or more; write: longarm report A B --compare", "--compare demande au moins deux fournisseurs ; écrivez : longarm report A B --compare")
			case compare && len(o.Rules) > 0:
				return misused("a comparison is of laws; leave --rules out", "une comparaison porte sur des lois ; retirez --rules")
			case !compare && len(args) > 1:
				return misused("a dossier is of one provider; add --compare to put %d beside each other", "un dossier porte sur un seul fournisseur ; ajoutez --compare pour en mettre %d côte à côte", len(args))
			}
			o.LawFiles = data.FS
			if compare {
				return a.compareReport(args, o, f, out)
			}
			o.Provider = args[0]
			o.Record = f == report.JSON
			return a.report(o, f, out)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&format, "format", string(report.HTML), "one of "+reportFormats())
	flags.StringVar(&out, "out", "", "write to this file instead of standard output")
	flags.StringSliceVar(&o.Laws, "laws", nil, "these laws only, by id or name, separated by commas")
	flags.StringSliceVar(&o.Rules, "rules", nil, "these rules only, by id or name, separated by commas")
	flags.BoolVar(&compare, "compare", false, "several providers under the same laws")
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

// compareReport compares several providers and writes the document whole, or nothing.
func (a *app) compareReport(providers []string, o report.Options, f report.Format, out string) error {
	p := queries.Params{Args: slices.Clone(providers)}
	c, err := a.loadFor(&p)
	if err != nil {
		return err
	}
	k, err := report.Compare(c, p.Args, o)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := report.WriteComparison(&b, c, k, f); err != nil {
		return err
	}
	return a.deliver(b.Bytes(), out)
}
