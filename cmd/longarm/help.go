package main

import (
	_ "embed"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"longarm/data"
	"longarm/loaders"
)

// frenchHelp is what help says in French. English stands beside the commands.
//
//go:embed help.fr.toml
var frenchHelp string

// helpPage is what help says of one command. A text that is absent is as in English:
// an example of commands alone.
type helpPage struct {
	Short, Long, Example string
	Flags                map[string]string // by name; else as in the page of all flags
	Sources              map[string]string // of load: what each format is called
}

// helpPages are the pages by the words of a command after longarm.
type helpPages struct {
	pages     map[string]helpPage
	flags     map[string]string
	arguments map[string]string
}

func frenchPages() (*helpPages, error) {
	sections := map[string]toml.Primitive{}
	meta, err := toml.Decode(frenchHelp, &sections)
	if err != nil {
		return nil, err
	}
	h := &helpPages{pages: map[string]helpPage{}}
	for name, section := range sections {
		switch name {
		case "flags":
			err = meta.PrimitiveDecode(section, &h.flags)
		case "arguments":
			err = meta.PrimitiveDecode(section, &h.arguments)
		default:
			var p helpPage
			err = meta.PrimitiveDecode(section, &p)
			h.pages[name] = p
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	if extra := meta.Undecoded(); len(extra) > 0 {
		return nil, fmt.Errorf("%s is no key of a page", extra[0])
	}
	return h, nil
}

// helpKey names the page of a command.
func helpKey(cmd *cobra.Command) string {
	_, words, found := strings.Cut(cmd.CommandPath(), " ")
	if !found {
		return "root"
	}
	return words
}

// addHelp lets help speak the language asked for, and refuse what is no command.
func addHelp(a *app, root *cobra.Command) {
	english := root.HelpFunc()
	root.SetHelpFunc(func(cmd *cobra.Command, args []string) {
		if a.helpLanguage(cmd) == "fr" {
			if h, err := frenchPages(); err == nil { // a test holds that it is
				h.write(cmd.OutOrStdout(), cmd)
				return
			}
		}
		english(cmd, args)
	})
	root.SetHelpCommand(&cobra.Command{
		Use: "help [COMMAND]", Short: "Help about any command",
		RunE: func(cmd *cobra.Command, args []string) error {
			asked, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 || asked == nil {
				return unknownCommand(root, args)
			}
			asked.InitDefaultHelpFlag()
			return asked.Help()
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
			asked, _, err := root.Find(args)
			if err != nil {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			var names []string
			for _, c := range asked.Commands() {
				if c.IsAvailableCommand() && strings.HasPrefix(c.Name(), typed) {
					names = append(names, c.Name()+"\t"+c.Short)
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
	})
}

// helpLanguage is the language of help: the flag's, the variable's, the
// configuration's, else the locale's. Help is given whatever else is wrong.
func (a *app) helpLanguage(cmd *cobra.Command) string {
	cmd.InheritedFlags() // joins the global flags to those of the command
	if _, err := a.configure(cmd); err == nil {
		return a.settings.Lang
	}
	if f := cmd.Flags().Lookup("lang"); f != nil && f.Changed {
		return f.Value.String()
	}
	return localeLanguage(os.Getenv)
}

func (h *helpPages) write(w io.Writer, cmd *cobra.Command) {
	p := h.pages[helpKey(cmd)]
	long := p.Long
	if long == "" {
		long = p.Short
	}
	var b strings.Builder
	b.WriteString(strings.TrimSpace(h.filled(long, p)) + "\n\nUsage :\n")
	if cmd.Runnable() {
		b.WriteString("  " + h.useLine(cmd) + "\n")
	}
	if cmd.HasAvailableSubCommands() {
		b.WriteString("  " + cmd.CommandPath() + " [commande]\n")
	}
	example := p.Example
	if example == "" {
		example = cmd.Example
	}
	if example != "" {
		b.WriteString("\nExemples :\n" + strings.Trim(example, "\n") + "\n")
	}
	if cmd.HasAvailableSubCommands() {
		b.WriteString("\nCommandes :\n")
		for _, c := range cmd.Commands() {
			if c.IsAvailableCommand() || c.Name() == "help" {
				fmt.Fprintf(&b, "  %-*s %s\n", c.NamePadding(), c.Name(), h.pages[helpKey(c)].Short)
			}
		}
	}
	h.flagsOf(&b, "Options", p, cmd.LocalFlags())
	h.flagsOf(&b, "Options globales", p, cmd.InheritedFlags())
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintf(&b, "\n« %s [commande] --help » en dit plus sur une commande.\n", cmd.CommandPath())
	}
	b.WriteString(frenchExitCodes)
	fmt.Fprint(w, b.String())
}

const frenchExitCodes = `
Codes de sortie :
  0 répondu · 1 échec · 2 usage · 3 introuvable ou ambigu · 4 rien de chargé
  avec --exit-code : 10 atteint et actif · 11 indéterminé
`

// filled puts into a text what the program knows.
func (h *helpPages) filled(s string, p helpPage) string {
	if strings.Contains(s, "{{sources}}") {
		var list strings.Builder
		for _, name := range loaders.Names() {
			fmt.Fprintf(&list, "  %-15s %s\n", name, p.Sources[name])
		}
		s = strings.ReplaceAll(s, "{{sources}}", list.String())
	}
	return strings.ReplaceAll(s, "{{release}}", data.Release)
}

// argument is a word of a line of usage that stands for what the reader gives.
var argument = regexp.MustCompile(`[A-Z]{2,}`)

func (h *helpPages) useLine(cmd *cobra.Command) string {
	line := argument.ReplaceAllStringFunc(cmd.UseLine(), func(w string) string {
		if fr := h.arguments[w]; fr != "" {
			return fr
		}
		return w
	})
	return strings.ReplaceAll(line, "[flags]", "[options]")
}

// kindOfValue finds what pflag calls the value of a flag; French puts as many columns.
var kindOfValue = regexp.MustCompile(`(?m)^( +(?:-\w, |    )--[\w-]+) (stringArray|strings|string|int|float)\b`)

// flagsOf lists flags under a heading, in the writing of pflag.
func (h *helpPages) flagsOf(b *strings.Builder, heading string, p helpPage, flags *pflag.FlagSet) {
	if !flags.HasAvailableFlags() {
		return
	}
	fr := pflag.NewFlagSet("", pflag.ContinueOnError)
	flags.VisitAll(func(f *pflag.Flag) {
		c := *f
		c.Usage = h.flag(p, f.Name)
		fr.AddFlag(&c)
	})
	list := kindOfValue.ReplaceAllStringFunc(fr.FlagUsages(), func(s string) string {
		at := strings.LastIndex(s, " ")
		kind := map[string]string{"stringArray": "TEXTE…     ", "strings": "TEXTES ", "string": "TEXTE ", "int": "N  ", "float": "N    "}
		return s[:at+1] + kind[s[at+1:]]
	})
	list = strings.ReplaceAll(list, "(default ", "(défaut : ")
	b.WriteString("\n" + heading + " :\n" + strings.TrimRight(list, "\n ") + "\n")
}

func (h *helpPages) flag(p helpPage, name string) string {
	usage, ok := p.Flags[name]
	if !ok {
		usage = h.flags[name]
	}
	return h.filled(usage, p)
}
