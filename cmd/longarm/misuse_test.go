package main

import (
	"strings"
	"testing"
)

// TestMisuseIsToldInFrench: what is wrong with a command line is told in the language it
// asks for, also when the settings could not be read.
func TestMisuseIsToldInFrench(t *testing.T) {
	alone(t)
	for call, want := range map[string]string{
		"reach bleu --foo":                         "option inconnue : --foo ; voir `longarm reach --help`",
		"reach bleu -Z":                            "option inconnue : -Z ;",
		"reach bleu --data":                        "l’option --data demande une valeur",
		"reach bleu --max-age x":                   "la valeur « x » ne convient pas à l’option --max-age",
		"reech bleu":                               "commande inconnue « reech » ; vouliez-vous dire reach ?",
		"reach":                                    "reach prend 1 argument(s), 0 donné(s)",
		"reach bleu --color maybe":                 "l’option --color : valeur inconnue « maybe »",
		"reach bleu --as-of 2024-02-31":            "2024-02 n’a pas de jour 31",
		"export pgn bleu":                          "vouliez-vous dire png ?",
		"controllers bleu --threshold 1.000000001": "",
	} {
		code := exitUsage
		if want == "" {
			code = exitAnswered
		}
		_, said := longarm(t, code, append([]string{"--lang=fr"}, strings.Fields(call)...)...)
		if !strings.Contains(said, want) {
			t.Errorf("%s: %q is not in %q", call, want, said)
		}
	}
}
