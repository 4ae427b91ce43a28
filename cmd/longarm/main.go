// Command longarm answers which laws reach a provider, by which path, how firmly,
// on whose evidence. It wires settings, facts, laws and questions together: each
// command parses its flags, asks one question of package queries and prints the
// answer with package queries/text. What it prints to stdout is data; what it says
// on stderr is talk.
package main

import (
	"fmt"
	"io"
	"os"
	"runtime/debug"
)

// The exit codes of DESIGN, also in `longarm help`.
const (
	exitAnswered     = 0
	exitFailure      = 1
	exitUsage        = 2
	exitNotFound     = 3
	exitEmpty        = 4
	exitReached      = 10
	exitUndetermined = 11
)

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(smallHeap)
	}
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// Over the facts in the binary an answer fits in tens of megabytes, and collecting
// seldom saves a third of its time. Files of any size go back to Go's own measure.
const (
	smallHeap = 400
	anyHeap   = 100
)

// run is the whole command: arguments in, exit code out.
func run(args []string, stdout, stderr io.Writer) (code int) {
	defer func() {
		if fault := recover(); fault != nil {
			fmt.Fprintf(stderr, "longarm: internal fault: %v\n%s\nplease report this with the command line\n", fault, debug.Stack())
			code = exitFailure
		}
	}()
	a := &app{stdout: stdout, stderr: stderr, args: args}
	root := newRoot(a)
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	if err := root.Execute(); err != nil {
		return a.fail(err)
	}
	return a.code
}
