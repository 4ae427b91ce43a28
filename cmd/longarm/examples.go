package main

import (
	"embed"
	"strings"
)

// examples holds what the help of each command shows, a file each: they name laws,
// which code does not.
//
//go:embed examples/*.txt
var examples embed.FS

// example returns the examples of a command, "" when it has none.
func example(command string) string {
	text, err := examples.ReadFile("examples/" + command + ".txt")
	if err != nil {
		return ""
	}
	return strings.TrimRight(string(text), "\n")
}
