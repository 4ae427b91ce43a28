package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"longarm/data"
	"longarm/graph"
	"longarm/loaders/curated"
	"longarm/queries"
)

type completer = func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective)

const noFiles = cobra.ShellCompDirectiveNoFileComp

// completeFlag offers the values of a setting.
func completeFlag(root *cobra.Command, name string) {
	for _, o := range options() {
		if o.key == name {
			_ = root.RegisterFlagCompletionFunc(name, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
				return slices.DeleteFunc(slices.Clone(o.values), func(s string) bool { return s == "" }), noFiles
			})
		}
	}
}

// completeWords offers fixed words for a flag.
func (a *app) completeWords(cmd *cobra.Command, flag string, words ...string) {
	_ = cmd.RegisterFlagCompletionFunc(flag, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return words, noFiles
	})
}

// completeContext loads what completion chooses from, in silence.
func (a *app) completeContext(cmd *cobra.Command) *queries.Context {
	if _, err := a.configure(cmd); err != nil {
		return nil
	}
	c, err := a.load()
	if err != nil {
		return nil
	}
	return c
}

// completeFacts reads the facts in memory in silence, and the laws only where the files
// of --data need them: somebody waits for each key.
func (a *app) completeFacts() *graph.Ledger {
	if len(a.settings.Data) > 0 {
		l, _, _ := a.facts()
		return l
	}
	if a.settings.NoEmbedded {
		return nil
	}
	b := graph.NewBuilder()
	if _, err := curated.LoadFS(b, data.FS, "facts/*.yaml"); err != nil {
		return nil
	}
	l, _ := b.Build()
	return l
}

// completeEntities offers entity ids with their names for the first n arguments,
// for any number when n is negative.
func (a *app) completeEntities(n int) completer {
	return func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		if n >= 0 && len(args) >= n {
			return nil, noFiles
		}
		done := ""
		if i := strings.LastIndex(typed, ","); i >= 0 {
			done, typed = typed[:i+1], typed[i+1:]
		}
		if _, err := a.configure(cmd); err != nil {
			return nil, noFiles
		}
		out := a.completeLoaded(done, typed)
		l := a.completeFacts()
		if l == nil {
			return out, noFiles
		}
		for _, id := range l.Entities() {
			name := l.Entity(id).DisplayName(a.settings.Lang)
			if hasPrefixFold(string(id), typed) || hasPrefixFold(name, typed) {
				out = append(out, done+string(id)+"\t"+name)
			}
		}
		return out, noFiles
	}
}

// completeLaws offers law ids for the first n arguments.
func (a *app) completeLaws(n int) completer {
	return func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		c := a.completeContext(cmd)
		if c == nil || n >= 0 && len(args) >= n {
			return nil, noFiles
		}
		var out []string
		for _, l := range c.Catalogue.Laws {
			if hasPrefixFold(l.ID, typed) {
				out = append(out, l.ID+"\t"+c.LawName(l.ID))
			}
		}
		return out, noFiles
	}
}

// completeRules offers rule ids for the first n arguments.
func (a *app) completeRules(n int) completer {
	return func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		c := a.completeContext(cmd)
		if c == nil || n >= 0 && len(args) >= n {
			return nil, noFiles
		}
		var out []string
		for _, r := range c.Catalogue.Rules() {
			if hasPrefixFold(r.ID, typed) {
				out = append(out, r.ID+"\t"+r.Name.In(c.Lang()))
			}
		}
		return out, noFiles
	}
}

func (a *app) completeEntityThenLaw(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return a.completeEntities(1)(cmd, args, typed)
	}
	return a.completeLaws(2)(cmd, args, typed)
}

func (a *app) completeRuleThenEntity(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		list, d := a.completeRules(1)(cmd, args, typed)
		if hasPrefixFold(queries.CustomRule, typed) {
			list = append(list, queries.CustomRule+"\ta test of your own")
		}
		return list, d
	}
	return a.completeEntities(2)(cmd, args, typed)
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}
