package main

import (
	"io"
	"os"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"longarm/queries"
)

func newWhatIf(a *app) *cobra.Command {
	var adds, ends, removes []string
	var dilute bool
	cmd := &cobra.Command{
		Use: "whatif [EDITS.yaml] [--add …] [--end …] [--remove …] -- COMMAND …", Short: "any question, asked of facts that are supposed",
		Long: `Asks a question of a copy of the facts with suppositions: statements added, ended,
or taken away. The answer is headed as hypothetical and names them. A file has

  add:
  - {holder: Microsoft, interest: shareholding, subject: Bleu, share: 25}
  - {entity: Bleu, attribute: users, value: 1000000, at: US, per: month}
  - {complete: establishedIn, of: Orange, members: [France]}   # the list is complete
  - {new: newco, name: NewCo, jurisdiction: US}                # a party the data lacks
  end:
  - {holder: Orange, interest: shareholding, subject: Bleu}    # or {statement: st-0876}
  remove: [st-0876]                                            # as if its source were lost

with "from: DATE" where it is not the day of the answer. What is added takes the
place of what is stated on the same slot; "dilute: true" with a share, or --dilute,
shrinks the other holders' shares in proportion. A share is 25, 10-20, ">50" or
{min: 10, max: 20}. EDITS.yaml may be "-" for the standard input.`,
		Example: example("whatif"),
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			at := cmd.ArgsLenAtDash()
			if at < 0 || at > 1 || at == len(args) {
				return misused("whatif takes at most one file, then -- and a command: longarm whatif edits.yaml -- reach bleu", "whatif prend au plus un fichier, puis -- et une commande : longarm whatif edits.yaml -- reach bleu")
			}
			edits := &queries.Edits{}
			if at == 1 {
				var err error
				if edits, err = readEdits(args[0]); err != nil {
					return err
				}
			}
			if err := inlineEdits(edits, adds, ends, removes); err != nil {
				return err
			}
			for i := range edits.Add {
				edits.Add[i].Dilute = edits.Add[i].Dilute || dilute && edits.Add[i].Share.Kind != 0
			}
			if edits.Empty() {
				return misused("nothing is supposed; give a file, --add, --end or --remove", "rien n’est supposé ; donnez un fichier, --add, --end ou --remove")
			}
			return a.suppose(cmd, edits, args[at:])
		},
	}
	cmd.Flags().StringArrayVar(&adds, "add", nil, `"HOLDER INTEREST SUBJECT [SHARE]" (repeatable)`)
	cmd.Flags().StringArrayVar(&ends, "end", nil, `"HOLDER INTEREST SUBJECT", or the id of a statement (repeatable)`)
	cmd.Flags().StringArrayVar(&removes, "remove", nil, "the id of a statement, as if its source were lost (repeatable)")
	cmd.Flags().BoolVar(&dilute, "dilute", false, "an added share is of newly issued shares: the others' shrink in proportion")
	return cmd
}

// maxEditsFile bounds what is read of a file of suppositions, in bytes.
const maxEditsFile = 2 << 20

func readEdits(path string) (*queries.Edits, error) {
	in := io.Reader(os.Stdin)
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, maxEditsFile))
	if err != nil {
		return nil, err
	}
	return queries.ParseEdits(path, data)
}

func inlineEdits(e *queries.Edits, adds, ends, removes []string) error {
	for _, text := range adds {
		x, err := queries.ParseAdd(text)
		if err != nil {
			return err
		}
		e.Add = append(e.Add, x)
	}
	for _, text := range ends {
		x, err := queries.ParseEnd(text)
		if err != nil {
			return err
		}
		e.End = append(e.End, x)
	}
	e.Remove = append(e.Remove, removes...)
	return nil
}

// suppose runs the command inside over the supposed facts, with the flags given
// before it.
func (a *app) suppose(cmd *cobra.Command, edits *queries.Edits, inside []string) error {
	if !slices.ContainsFunc(queries.All(), func(q queries.Query) bool { return q.Name == inside[0] }) {
		return misused("%q is no question that can be asked of suppositions; write: longarm whatif edits.yaml -- reach bleu", "%q n’est pas une question que l’on puisse poser à des suppositions ; écrivez : longarm whatif edits.yaml -- reach bleu", inside[0])
	}
	return a.run(cmd, inside, func(b *app) { b.edits = edits })
}

// run runs another command line within this one: its flags are those given here,
// then its own.
func (a *app) run(cmd *cobra.Command, args []string, prepare func(*app)) error {
	b := &app{stdout: a.stdout, stderr: a.stderr, edits: a.edits, asked: a.asked, base: a.base}
	prepare(b)
	root := newRoot(b)
	line := []string{args[0]}
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if root.PersistentFlags().Lookup(f.Name) == nil {
			return
		}
		if list, ok := f.Value.(pflag.SliceValue); ok {
			for _, v := range list.GetSlice() {
				line = append(line, "--"+f.Name+"="+v)
			}
			return
		}
		line = append(line, "--"+f.Name+"="+f.Value.String())
	})
	root.SetArgs(append(line, args[1:]...))
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	err := root.Execute()
	a.code = b.code
	return err
}
