package main

import (
	"errors"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"longarm/graph"
	"longarm/queries/text"
)

// misused is an error of how the command was called, with what to do instead, in both
// languages.
func misused(en, fr string, args ...any) error {
	return &coded{exitUsage, graph.Fault(en, fr, args...)}
}

// misusedFlag is what the library of flags says of one, with where help is.
func misusedFlag(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var bare *pflag.ValueRequiredError
	var wrong *pflag.InvalidValueError
	said := err
	switch {
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() != "":
		said = graph.Fault(err.Error(), "option inconnue : -"+unknown.GetSpecifiedShortnames())
	case errors.As(err, &unknown):
		said = graph.Fault(err.Error(), "option inconnue : --"+unknown.GetSpecifiedName())
	case errors.As(err, &bare):
		said = graph.Fault(err.Error(), "l’option --"+bare.GetFlag().Name+" demande une valeur")
	case errors.As(err, &wrong):
		said = graph.Fault(err.Error(), "la valeur « "+wrong.GetValue()+" » ne convient pas à l’option --"+wrong.GetFlag().Name)
	}
	return misused("%v; see `%s --help`", "%v ; voir `%s --help`", said, cmd.CommandPath())
}

// isUsage recognises the errors cobra makes of a command line it cannot read.
func isUsage(err error) bool {
	for _, opening := range []string{"unknown command", "unknown flag", "unknown shorthand", "flag needs an argument", "invalid argument",
		"accepts ", "requires at least", "bad flag syntax", "no such flag", "required flag"} {
		if strings.HasPrefix(err.Error(), opening) {
			return true
		}
	}
	return false
}

// languageOf is the language of whoever called, when the settings could not be read: the
// flag's, the variable's, else the locale's.
func languageOf(args []string) string {
	asked := os.Getenv(envName("lang"))
	for i, arg := range args {
		if value, ok := strings.CutPrefix(arg, "--lang="); ok {
			asked = value
		} else if arg == "--lang" && i+1 < len(args) {
			asked = args[i+1]
		}
	}
	if slices.Contains(text.Languages(), asked) {
		return asked
	}
	return localeLanguage(os.Getenv)
}
