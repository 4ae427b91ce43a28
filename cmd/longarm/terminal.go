package main

import (
	"os"
	"strconv"

	"longarm/queries/text"
)

// Lines are never wider than this, however wide the window.
const maxWidth = 120

// terminal tells whether stdout is a terminal.
func (a *app) terminal() bool {
	f, ok := a.stdout.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// colour tells whether to colour: as --color says; by default on a terminal that
// is not dumb, unless NO_COLOR is set.
func (a *app) colour() bool {
	switch a.settings.Color {
	case "always":
		return true
	case "never":
		return false
	}
	return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && a.terminal()
}

// width is 80 cells, or what COLUMNS says of a terminal within reason.
func (a *app) width() int {
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n >= text.DefaultWidth && a.terminal() {
		return min(n, maxWidth)
	}
	return text.DefaultWidth
}
