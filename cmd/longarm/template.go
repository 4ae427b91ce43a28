package main

import (
	"bufio"
	"errors"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"longarm/graph"
	"longarm/loaders/xlsx"
)

func newTemplate(a *app) *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use: "template", Short: "an Excel workbook to fill in with facts of your own",
		Long: `Writes a workbook with a sheet each for entities, holdings, links, attributes and
sources: every column explained in English or French (--lang), drop-downs for
codes, one example a sheet, no macros. What is filled in is read with

  longarm load FILE.xlsx --workspace DIR     or     --data FILE.xlsx

Without --out the workbook goes to stdout. A file that exists is not written over.`,
		Example: example("template"),
		Args:    exactly(0),
		RunE:    func(*cobra.Command, []string) error { return a.template(out) },
	}
	cmd.Flags().StringVar(&out, "out", "", "the file to write, for instance facts.xlsx")
	return cmd
}

// template writes the workbook to a new file, or to stdout.
func (a *app) template(out string) error {
	if out == "" {
		if a.terminal() {
			return misused("a workbook is no text for a terminal; name a file with --out facts.xlsx", "un classeur n’est pas du texte pour un terminal ; nommez un fichier avec --out facts.xlsx")
		}
		return xlsx.Template(a.stdout, a.voice.Lang())
	}
	f, err := os.OpenFile(out, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return graph.Fault("%s exists and is not written over; remove it, or name another file", "%s existe et n’est pas écrasé ; supprimez-le, ou nommez un autre fichier", out)
	}
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	err = xlsx.Template(w, a.voice.Lang())
	err = errors.Join(err, w.Flush(), f.Close())
	if err != nil { // half a workbook helps nobody
		return errors.Join(err, os.Remove(out))
	}
	return nil
}
