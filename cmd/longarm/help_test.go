package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"longarm/loaders"
)

func everyCommand(c *cobra.Command, visit func(*cobra.Command)) {
	visit(c)
	for _, sub := range c.Commands() {
		everyCommand(sub, visit)
	}
}

// Every command, every flag and every source of load is told in French, and French
// tells of nothing that is gone.
func TestHelpIsWholeInFrench(t *testing.T) {
	h, err := frenchPages()
	if err != nil {
		t.Fatal(err)
	}
	root := newRoot(&app{})
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd("x")
	pages, flags := map[string]bool{}, map[string]bool{}
	everyCommand(root, func(c *cobra.Command) {
		key := helpKey(c)
		p, ok := h.pages[key]
		pages[key] = true
		switch {
		case !ok || p.Short == "":
			t.Errorf("%s has no page", key)
		case c.Long != "" && c.Long != c.Short && p.Long == "":
			t.Errorf("%s: English has a long text, French none", key)
		}
		if strings.Contains(c.Example, "   ") && p.Example == "" {
			t.Errorf("%s: the examples carry remarks in English only", key)
		}
		own := map[string]bool{}
		c.InitDefaultHelpFlag()
		c.InitDefaultVersionFlag()
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			own[f.Name], flags[f.Name] = true, true
			if h.flag(p, f.Name) == "" {
				t.Errorf("%s: --%s is not told", key, f.Name)
			}
		})
		for name := range p.Flags {
			if !own[name] {
				t.Errorf("%s tells of --%s, which it does not have", key, name)
			}
		}
	})
	for key := range h.pages {
		if !pages[key] {
			t.Errorf("a page of %s, which is no command", key)
		}
	}
	for name := range h.flags {
		if !flags[name] {
			t.Errorf("--%s is told, and no command has it", name)
		}
	}
	for _, name := range loaders.Names() {
		if h.pages["load"].Sources[name] == "" {
			t.Errorf("load: the source %s is not told", name)
		}
	}
	if n := len(h.pages["load"].Sources); n != len(loaders.Names()) {
		t.Errorf("load: %d sources are told, there are %d", n, len(loaders.Names()))
	}
}

// Help speaks the language asked for, however it is asked, and no English of ours or
// of the libraries is left in it.
func TestHelpSpeaksFrench(t *testing.T) {
	alone(t)
	root := newRoot(&app{})
	root.InitDefaultCompletionCmd("x")
	var asked [][]string
	everyCommand(root, func(c *cobra.Command) {
		words := strings.Fields(c.CommandPath())[1:]
		asked = append(asked, append(words[:len(words):len(words)], "--help", "--lang", "fr"), append([]string{"help", "--lang", "fr"}, words...))
	})
	for _, args := range asked {
		var out, errs bytes.Buffer
		if code := run(args, &out, &errs); code != exitAnswered || errs.Len() > 0 {
			t.Errorf("%v: exit %d, %s", args, code, errs.String())
		}
		for _, english := range []string{"Usage:", "Flags:", "Commands:", "Examples:", "Exit codes", "(default", "[flags]", "help for", " string ", " the ", " of "} {
			if strings.Contains(strings.ReplaceAll(out.String(), "Beneficial Ownership Data Standard", ""), english) {
				t.Errorf("%v says %q in English", args, english)
			}
		}
		if !strings.Contains(out.String(), "Codes de sortie :") {
			t.Errorf("%v: no page in French: %s", args, out.String())
		}
	}
	var out bytes.Buffer
	t.Setenv("LC_ALL", "fr_FR.UTF-8")
	if run([]string{"--help"}, &out, &out); !strings.Contains(out.String(), "Usage :") {
		t.Error("the locale is French, the help is not")
	}
	out.Reset()
	if run([]string{"--help", "--lang", "en"}, &out, &out); !strings.Contains(out.String(), "Usage:") {
		t.Error("English was asked for in a French locale")
	}
}

func TestHelpOnNoCommand(t *testing.T) {
	alone(t)
	var out, errs bytes.Buffer
	if code := run([]string{"help", "reech"}, &out, &errs); code != exitUsage || !strings.Contains(errs.String(), "reach") {
		t.Errorf("exit %d, %q", code, errs.String())
	}
}
