package text

import (
	"errors"
	"fmt"
	"strings"

	"longarm/graph"
	"longarm/queries"
)

// Error puts what went wrong with a question into the language of the voice, with
// what to do next, for a terminal; several lines, none with a final line break.
// Errors it does not know come back in the words they have in that language, made safe
// line by line.
func Error(v queries.Voice, err error) string {
	var missing *queries.NotFound
	var several *queries.Ambiguous
	var unclear *queries.NotUnderstood
	switch {
	case errors.As(err, &unclear):
		return notUnderstood(v, unclear)
	case errors.As(err, &missing):
		return notFound(v, missing)
	case errors.As(err, &several):
		lines := []string{v.Say("error.ambiguous", "What", v.Code("what", several.What), "Name", Name(several.Name), "N", len(several.Candidates))}
		return strings.Join(append(lines, candidateLines(v, several.Candidates)...), "\n")
	}
	lines := strings.Split(graph.ErrorIn(err, v.Lang()), "\n")
	for i := range lines {
		lines[i] = Safe(lines[i])
	}
	return strings.Join(lines, "\n")
}

// notUnderstood says what of a question is not known, and how it can be asked.
func notUnderstood(v queries.Voice, e *queries.NotUnderstood) string {
	lines := []string{v.Say("ask.refused")}
	if len(e.Unknown) > 0 {
		words := make([]string, len(e.Unknown))
		for i, w := range e.Unknown {
			words[i] = v.Say("quote", "Text", Name(w))
		}
		lines = append(lines, v.Say("ask.unknown", "Words", v.List(words, false)))
	}
	if len(e.Nearest) > 0 {
		lines = append(lines, v.Say("error.did-you-mean"))
		lines = append(lines, candidateLines(v, e.Nearest)...)
	}
	lines = append(lines, v.Say("ask.forms"))
	for _, f := range e.Forms {
		lines = append(lines, "  "+f)
	}
	return strings.Join(lines, "\n")
}

func notFound(v queries.Voice, e *queries.NotFound) string {
	lines := []string{v.Say("error.not-found", "What", v.Code("what", e.What), "Name", Name(e.Name))}
	if e.Elsewhere != "" {
		return v.Say("error.elsewhere", "Name", e.Name, "What", v.Code("what", e.Elsewhere), "Command", "longarm "+e.Elsewhere+"s "+e.Name)
	}
	all := v.Code("error", "see-"+e.What) // where the whole list is, for what has one
	listed := all != "see-"+e.What
	if len(e.Nearest) == 0 {
		if !listed {
			all = v.Say("error.nothing-near")
		}
		return lines[0] + "\n" + all
	}
	lines = append(lines, v.Say("error.did-you-mean"))
	lines = append(lines, candidateLines(v, e.Nearest)...)
	if listed {
		lines = append(lines, all)
	}
	return strings.Join(lines, "\n")
}

func candidateLines(v queries.Voice, list []queries.Candidate) []string {
	widest := 0
	for _, k := range list {
		widest = max(widest, width(Name(k.ID)))
	}
	out := make([]string, 0, len(list))
	for _, k := range list {
		what := v.Code("kind", k.Kind)
		if k.Country != "" {
			what += ", " + k.Country
		}
		out = append(out, fmt.Sprintf("  %s  %s (%s)", pad(Name(k.ID), widest), Name(k.Name), what))
	}
	return out
}
