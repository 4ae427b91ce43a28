package queries

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v4"

	"longarm/graph"
)

// The faults that the YAML reader finds in a file of suppositions, which it words for
// those who know our types.
var (
	strangeKey = regexp.MustCompile(`^field (.*) not found in type [\w.]*?(\w+)$`)
	twiceKey   = regexp.MustCompile(`^field (.*) already set in type `)
	wrongShape = regexp.MustCompile(`(?s)^cannot construct !!(\w+)(?: .*)? into (\S+)$`)
)

// editFault words what is wrong with a file of suppositions: file, line and column,
// cause, next step.
func editFault(name string, err error) *Usage {
	var list *yaml.LoadErrors
	var one *yaml.LoadError
	var faults []*yaml.LoadError
	switch {
	case errors.As(err, &list):
		faults = list.Errors
	case errors.As(err, &one):
		faults = []*yaml.LoadError{one}
	}
	var out []string
	for _, f := range faults {
		out = append(out, fmt.Sprintf("%s:%d:%d: %s", name, f.Mark.Line, f.Mark.Column, shapeFault(f.Message)))
	}
	if len(out) == 0 {
		out = []string{name + ": " + strings.TrimPrefix(err.Error(), "yaml: ")}
	}
	return &Usage{Message: strings.Join(out, "\n"), Advice: "the keys are add, end and remove: see `longarm whatif --help`"}
}

func shapeFault(message string) string {
	if m := strangeKey.FindStringSubmatch(message); m != nil {
		text := fmt.Sprintf("unknown key %q", m[1])
		if near := graph.Nearest(m[1], editKeys(m[2])); near != "" {
			text += fmt.Sprintf("; did you mean %q?", near)
		}
		return text
	}
	if m := twiceKey.FindStringSubmatch(message); m != nil {
		return fmt.Sprintf("the key %q is given twice; remove one", m[1])
	}
	if m := wrongShape.FindStringSubmatch(message); m != nil {
		return shapeOf(m[1]) + " stands here; write " + wanted(m[2])
	}
	return message
}

// editKeys lists the keys that the type with the name takes.
func editKeys(name string) []string {
	var out []string
	for _, t := range []reflect.Type{reflect.TypeFor[Edits](), reflect.TypeFor[AddEdit](), reflect.TypeFor[EndEdit](), reflect.TypeFor[shareBounds]()} {
		if t.Name() != name {
			continue
		}
		for i := range t.NumField() {
			out = append(out, t.Field(i).Tag.Get("yaml"))
		}
	}
	return out
}

// shapeOf names what YAML read, by the tag it gave it.
func shapeOf(tag string) string {
	switch tag {
	case "seq":
		return "a list"
	case "map":
		return "a mapping of keys"
	}
	return "a single value"
}

// wanted says what belongs where a value of the Go type is read.
func wanted(kind string) string {
	switch {
	case kind == "bool":
		return "true or false"
	case kind == "[]string":
		return "a list of texts: [st-0876]"
	case strings.HasPrefix(kind, "[]"):
		return "a list, each entry opened with a dash"
	case kind == "string":
		return "one text"
	}
	return "keys with their values"
}
