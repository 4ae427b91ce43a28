package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"syscall"

	"longarm/graph"
	"longarm/graph/store"
	"longarm/queries"
	"longarm/queries/text"
)

// app carries what one run of the command holds on to.
type app struct {
	stdout, stderr io.Writer
	settings       settings
	voice          *text.Voice
	code           int
	edits          *queries.Edits       // suppositions the answer is computed with; nil: none
	asked          *queries.AskedResult // the question in plain words that the answer is to; nil: none
	remarks        []graph.Flag         // on the files of --data, for JSON: people read them on stderr
	base           *queries.Context     // facts and laws another command of this run has loaded; nil: none
	used           []store.Part         // loads of the workspace that the answer may rest on
	everyone       bool                 // the question is about every provider there is
	downward       bool                 // the question is about all that lies below an entity
	searching      bool                 // the question is whose names are like one
	args           []string             // as the command was called
	visiting       string               // the server and the generation an answer was read from; "": none
}

// coded is an error with the exit code it ends in.
type coded struct {
	code int
	err  error
}

func (e *coded) Error() string { return e.err.Error() }
func (e *coded) Unwrap() error { return e.err }

// fail says the error on stderr and returns its exit code.
func (a *app) fail(err error) int {
	if errors.Is(err, syscall.EPIPE) { // whoever read us has had enough
		return exitAnswered
	}
	if a.voice == nil {
		a.voice, _ = text.NewVoice(languageOf(a.args))
	}
	code := exitFailure
	var c *coded
	var missing *queries.NotFound
	var several *queries.Ambiguous
	var use *queries.Usage
	var unclear *queries.NotUnderstood
	switch {
	case errors.As(err, &c):
		code = c.code
	case errors.As(err, &missing), errors.As(err, &several), errors.As(err, &unclear):
		code = exitNotFound
	case errors.As(err, &use):
		code = exitUsage
	case isUsage(err):
		code = exitUsage
	}
	fmt.Fprintln(a.stderr, "longarm: "+text.Error(a.voice, err))
	return code
}

// say talks on stderr, unless --quiet.
func (a *app) say(format string, args ...any) {
	if !a.settings.Quiet {
		fmt.Fprintf(a.stderr, format+"\n", args...)
	}
}

// ask answers one question and prints it.
func (a *app) ask(q func(*queries.Context, queries.Params) (queries.Answer, error), p queries.Params, filter bool) error {
	c, err := a.loadFor(&p)
	if err != nil {
		return err
	}
	fact := c
	var edits []queries.EditBrief
	if a.edits != nil {
		if c, edits, err = c.Suppose(a.edits); err != nil {
			return err
		}
	}
	answer, err := q(c, p)
	if err != nil {
		return err
	}
	if a.edits != nil {
		answer = queries.WhatIf(fact, c, edits, answer)
	}
	if a.asked != nil {
		answer = &queries.AskedResult{Question: a.asked.Question, Understood: a.asked.Understood, Answer: answer}
	}
	if err := a.print(c, answer, filter); err != nil {
		return err
	}
	if a.settings.ExitCode {
		switch answer.Signal() {
		case queries.Met:
			a.code = exitReached
		case queries.Open:
			a.code = exitUndetermined
		}
	}
	return nil
}

func (a *app) print(c *queries.Context, answer queries.Answer, filter bool) error {
	if f := text.Format(a.settings.Output); len(a.remarks) > 0 && (f == text.JSON || f == text.JSONL) {
		h := answer.Head()
		h.Flags = append(slices.Clone(h.Flags), a.remarks...)
		graph.SortFlags(h.Flags)
	}
	var b strings.Builder
	o := text.Options{Format: text.Format(a.settings.Output), Colour: a.colour(), Filter: filter, Width: a.width()}
	if err := text.Write(&b, c, answer, o); err != nil {
		return err
	}
	b.WriteString(a.footer())
	_, err := io.WriteString(a.stdout, b.String())
	return err
}

// query finds a question by its name.
func query(name string) queries.Query {
	for _, q := range queries.All() {
		if q.Name == name {
			return q
		}
	}
	panic("no question is called " + name)
}
