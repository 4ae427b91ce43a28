package loadertest

import (
	"fmt"
	"slices"
	"strings"

	"longarm/graph"
)

// Lines tells what a ledger says, one fact a line, sorted: without the ids of claims,
// their sources and their words, for comparing what two formats say.
func Lines(l *graph.Ledger) []string {
	var out []string
	say := func(format string, parts ...any) { out = append(out, fmt.Sprintf(format, parts...)) }
	period := func(c *graph.Claim) string {
		text := c.Period.From.String() + "/" + c.Period.To.String() + "/" + c.Period.AsOf.String()
		if !c.Assertion.Counts() {
			text += " " + string(c.Assertion)
		}
		return text
	}
	_ = l.Records(func(r graph.Record) error {
		switch r := r.(type) {
		case graph.Entity:
			say("%s is a %s", r.ID, r.Kind)
			for _, name := range append([]string{r.Name}, r.Aliases...) {
				if name != "" {
					say("%s is called %q", r.ID, name)
				}
			}
			if r.LEI != "" {
				say("%s has the LEI %s", r.ID, r.LEI)
			}
			for _, i := range r.Identifiers {
				say("%s is %s", r.ID, i)
			}
			if r.Within != "" {
				say("%s lies in %s", r.ID, r.Within)
			}
		case graph.Statement:
			share := ""
			if r.Figure {
				share = " " + r.Share.String()
			}
			say("%s %s %s%s %s %s", r.Holder, r.Interest, r.Subject, share, r.Basis, period(&r.Claim))
		case graph.Attribute:
			say("%s.%s = %s %s", r.Entity, r.Name, r.Value, period(&r.Claim))
		case graph.Note:
			share := ""
			if r.Figure {
				share = " " + r.Share.String()
			}
			say("note %s %s %s%s %s", r.Subject, r.Relation, r.Object, share, period(&r.Claim))
		case graph.Coverage:
			say("coverage %s %s %s %v %s", r.Entity, r.Interest, r.Kind, r.Members, period(&r.Claim))
		}
		return nil
	})
	slices.Sort(out)
	return slices.Compact(out)
}

// Missing lists the lines of one text that another lacks.
func Missing(from, in []string) []string {
	var out []string
	for _, line := range from {
		if _, found := slices.BinarySearch(in, line); !found {
			out = append(out, line)
		}
	}
	return out
}

// Join is lines under each other, at most some.
func Join(lines []string) string {
	const most = 12
	if len(lines) > most {
		return strings.Join(lines[:most], "\n") + fmt.Sprintf("\nand %d more", len(lines)-most)
	}
	return strings.Join(lines, "\n")
}
