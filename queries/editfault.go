package queries

import (
	"errors"
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
	var out graph.Text
	for i, f := range faults {
		one := graph.Say("%s:%d:%d: %s", "%s:%d:%d: %s", name, f.Mark.Line, f.Mark.Column, shapeFault(f.Message))
		if i > 0 {
			one = graph.Say("%s\n%s", "%s\n%s", out, one)
		}
		out = one
	}
	if out.IsZero() {
		out = graph.Say("%s: %s", "%s : « %s »", name, strings.TrimPrefix(err.Error(), "yaml: "))
	}
	return &Usage{Message: out, Advice: graph.Say("the keys are add, end and remove: see `longarm whatif --help`", "les clés sont add, end et remove : voyez `longarm whatif --help`")}
}

func shapeFault(message string) graph.Text {
	if m := strangeKey.FindStringSubmatch(message); m != nil {
		text := graph.Say("unknown key %q", "clé inconnue, %q", m[1])
		if near := graph.Nearest(m[1], editKeys(m[2])); near != "" {
			text = graph.Say("%s; did you mean %q?", "%s ; vouliez-vous dire %q ?", text, near)
		}
		return text
	}
	if m := twiceKey.FindStringSubmatch(message); m != nil {
		return graph.Say("the key %q is given twice; remove one", "la clé %q est donnée deux fois ; retirez-en une", m[1])
	}
	if m := wrongShape.FindStringSubmatch(message); m != nil {
		return graph.Say("%s stands here; write %s", "il y a ici %s ; écrivez %s", shapeOf(m[1]), wanted(m[2]))
	}
	return graph.Say("%s", "« %s »", message)
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
func shapeOf(tag string) graph.Text {
	switch tag {
	case "seq":
		return graph.Say("a list", "une liste")
	case "map":
		return graph.Say("a mapping of keys", "un ensemble de clés")
	}
	return graph.Say("a single value", "une valeur simple")
}

// wanted says what belongs where a value of the Go type is read.
func wanted(kind string) graph.Text {
	switch {
	case kind == "bool":
		return graph.Say("true or false", "true ou false")
	case kind == "[]string":
		return graph.Say("a list of texts: [st-0876]", "une liste de textes : [st-0876]")
	case strings.HasPrefix(kind, "[]"):
		return graph.Say("a list, each entry opened with a dash", "une liste, chaque élément précédé d’un tiret")
	case kind == "string":
		return graph.Say("one text", "un texte")
	}
	return graph.Say("keys with their values", "des clés et leurs valeurs")
}
