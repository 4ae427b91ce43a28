package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

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

// completeFacts lists the entities in memory, in silence. The facts are read whole only
// where there are files of --data.
func (a *app) completeFacts() []completed {
	if len(a.settings.Data) == 0 {
		if a.settings.NoEmbedded {
			return nil
		}
		return entityNames()
	}
	l, _, err := a.facts()
	if err != nil {
		return nil
	}
	var out []completed
	for _, id := range l.Entities() {
		out = append(out, completed{ID: string(id), Name: l.Entity(id).DisplayName(a.settings.Lang)})
	}
	return out
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
		return append(out, offer(a.completeFacts(), a.settings.Lang, done, typed, true)...), noFiles
	}
}

// completeLaws offers law ids for the first n arguments.
func (a *app) completeLaws(n int) completer { return a.completeNames(n, lawNames) }

// completeRules offers rule ids for the first n arguments.
func (a *app) completeRules(n int) completer { return a.completeNames(n, ruleNames) }

func (a *app) completeNames(n int, names func() []completed) completer {
	return func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		if _, err := a.configure(cmd); err != nil || n >= 0 && len(args) >= n {
			return nil, noFiles
		}
		return offer(names(), a.settings.Lang, "", typed, false), noFiles
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
