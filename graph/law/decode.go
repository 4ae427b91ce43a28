package law

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"longarm/graph"
)

// reader decodes one file and collects every fault in it. Checks that need the
// whole file wait in later, those that need the whole catalogue in cross.
type reader struct {
	file   string
	faults []fault
	vocab  *Vocabulary // complete, or being read
	law    *Law        // the law being read, if any
	row    *Row        // the row being read, if any
	later  []func()
	cross  []func(*Catalogue)
}

// fault is a refusal with its place.
type fault struct {
	file         string
	line, column int
	cause, next  string
}

func (r *reader) failAt(line, column int, cause, next string) {
	r.faults = append(r.faults, fault{r.file, line, column, cause, next})
}

func (r *reader) fail(n *yaml.Node, cause, next string) {
	r.failAt(max(n.Line, 1), max(n.Column, 1), cause, next)
}

func (r *reader) origin(n *yaml.Node) string {
	return fmt.Sprintf("%s:%d:%d", r.file, n.Line, n.Column)
}

// finish runs the checks that waited for the end of the file.
func (r *reader) finish() {
	for i := 0; i < len(r.later); i++ {
		r.later[i]()
	}
	r.later = nil
}

// decoder reads one value into a place that it knows.
type decoder func(*yaml.Node)

// fields are the keys a mapping may have.
type fields map[string]decoder

// mapping decodes n by its keys and returns their values, nil when n is no
// mapping. Unknown, repeated and missing keys are faults. A key missing from
// fields is offered to other, when given, which says whether it took it.
func (r *reader) mapping(n *yaml.Node, what string, f fields, other func(key, value *yaml.Node) bool, required ...string) map[string]*yaml.Node {
	if n.Kind != yaml.MappingNode {
		r.fail(n, fmt.Sprintf("%s is %s", what, shape(n)), "write it as keys with values")
		return nil
	}
	present := make(map[string]*yaml.Node, len(n.Content)/2)
	meant := map[string]bool{} // keys that were surely meant by a slip
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		read, known := f[key.Value]
		switch {
		case present[key.Value] != nil:
			r.fail(key, fmt.Sprintf("key %q is given twice in %s", clip(key.Value), what), "keep one")
			continue
		case known:
			read(value)
		case other != nil && other(key, value):
		default:
			r.fail(key, fmt.Sprintf("unknown key %q in %s", clip(key.Value), what), instead(key.Value, names(f)))
			meant[graph.Nearest(key.Value, names(f))] = true
			continue
		}
		present[key.Value] = value
	}
	for _, k := range required {
		if present[k] == nil && !meant[k] {
			r.fail(n, fmt.Sprintf("%s has no key %q", what, k), "add it")
		}
	}
	return present
}

// names returns the keys of a map, sorted.
func names[K ~string, V any](m map[K]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, string(k))
	}
	slices.Sort(out)
	return out
}

// entries calls each for every key of a mapping whose keys are the file's own.
func (r *reader) entries(n *yaml.Node, what string, each func(key, value *yaml.Node)) {
	r.mapping(n, what, nil, func(key, value *yaml.Node) bool {
		each(key, value)
		return true
	})
}

// items calls each for every item of a list.
func (r *reader) items(n *yaml.Node, what string, each decoder) {
	if n.Kind != yaml.SequenceNode {
		r.fail(n, fmt.Sprintf("%s is %s", what, shape(n)), "write it as a list")
		return
	}
	for _, c := range n.Content {
		each(c)
	}
}

func shape(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		return "a mapping"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case isNull(n):
		return "empty"
	}
	return "a plain text"
}

func isNull(n *yaml.Node) bool { return n != nil && n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

// scalar returns the text of a plain value. Nothing and blanks are faults.
func (r *reader) scalar(n *yaml.Node, what string) (string, bool) {
	if n.Kind != yaml.ScalarNode {
		r.fail(n, fmt.Sprintf("%s is %s", what, shape(n)), "write a plain text")
		return "", false
	}
	v := strings.TrimSpace(n.Value)
	if v == "" || isNull(n) {
		r.fail(n, what+" is empty", "write it, or remove the key")
		return "", false
	}
	if len(v) > maxText {
		r.fail(n, fmt.Sprintf("%s has %d bytes, more than the %d a text may have", what, len(v), maxText), "shorten it")
		return "", false
	}
	return v, true
}

func (r *reader) text(dst *string, what string) decoder {
	return func(n *yaml.Node) { *dst, _ = r.scalar(n, what) }
}

func (r *reader) both(dst *Text, what string) decoder {
	return func(n *yaml.Node) {
		if n.Kind != yaml.MappingNode {
			r.fail(n, fmt.Sprintf("%s is %s", what, shape(n)), "write it in both languages: {en: …, fr: …}")
			return
		}
		r.mapping(n, what, fields{"en": r.text(&dst.EN, what+" in English"), "fr": r.text(&dst.FR, what+" in French")}, nil, "en", "fr")
	}
}

// cited reads a citation: one string when lawyers of both languages write it alike,
// else one for each.
func (r *reader) cited(dst *Text, what string) decoder {
	return func(n *yaml.Node) {
		if n.Kind == yaml.MappingNode {
			r.both(dst, what)(n)
			return
		}
		s, _ := r.scalar(n, what)
		*dst = Text{EN: s, FR: s}
	}
}

func (r *reader) boolean(dst *bool, what string) decoder {
	return func(n *yaml.Node) {
		switch v, ok := r.scalar(n, what); {
		case !ok:
		case v == "true" || v == "false":
			*dst = v == "true"
		default:
			r.fail(n, fmt.Sprintf("%s %q is neither true nor false", what, clip(v)), "write true or false")
		}
	}
}

// date reads a day; a month or a year means its first day.
func (r *reader) date(dst *graph.Date, what string) decoder {
	return func(n *yaml.Node) {
		v, ok := r.scalar(n, what)
		if !ok {
			return
		}
		d, err := graph.ParseDate(v)
		if err != nil {
			r.fail(n, what+": "+err.Error(), "write a day that exists, as 2024-01-31, or a month, as 2024-01")
		}
		*dst = d
	}
}

// maybeDate is date where null says that the day is not known or not fixed.
func (r *reader) maybeDate(dst *graph.Date, what string) decoder {
	read := r.date(dst, what)
	return func(n *yaml.Node) {
		if !isNull(n) {
			read(n)
		}
	}
}

// dates reads days in ascending order.
func (r *reader) dates(dst *[]graph.Date, what string) decoder {
	return func(n *yaml.Node) {
		r.items(n, what, func(n *yaml.Node) {
			var d graph.Date
			r.date(&d, what)(n)
			if k := len(*dst); d != 0 && k > 0 && d <= (*dst)[k-1] {
				r.fail(n, fmt.Sprintf("%s: %s does not come after %s", what, d, (*dst)[k-1]), "order them, each once")
			}
			*dst = append(*dst, d)
		})
	}
}

// code reads one of the allowed words.
func code[T ~string](r *reader, dst *T, what string, allowed ...T) decoder {
	return func(n *yaml.Node) {
		v, ok := r.scalar(n, what)
		if !ok {
			return
		}
		if !slices.Contains(allowed, T(v)) {
			r.fail(n, fmt.Sprintf("%s %q is unknown", what, clip(v)), instead(v, plainWords(allowed)))
			return
		}
		*dst = T(v)
	}
}

func plainWords[T ~string](in []T) []string {
	out := make([]string, len(in))
	for i, v := range in {
		out[i] = string(v)
	}
	return out
}

// codes reads a list of allowed words, each once.
func codes[T ~string](r *reader, dst *[]T, what string, allowed ...T) decoder {
	return func(n *yaml.Node) {
		r.items(n, what+" list", func(n *yaml.Node) {
			var v T
			code(r, &v, what, allowed...)(n)
			addOnce(r, n, dst, v, what)
		})
	}
}

// words reads a list of texts, each once; check may refuse one.
func (r *reader) words(dst *[]string, what string, check func(n *yaml.Node, v string)) decoder {
	return func(n *yaml.Node) {
		r.items(n, what+" list", func(n *yaml.Node) {
			v, ok := r.scalar(n, what)
			if !ok {
				return
			}
			addOnce(r, n, dst, v, what)
			if check != nil {
				check(n, v)
			}
		})
	}
}

func addOnce[T ~string](r *reader, n *yaml.Node, dst *[]T, v T, what string) {
	switch {
	case v == "":
	case slices.Contains(*dst, v):
		r.fail(n, fmt.Sprintf("%s %q is listed twice", what, clip(string(v))), "keep one")
	default:
		*dst = append(*dst, v)
	}
}

// interests reads one interest or a list of them.
func (r *reader) interests(dst *[]graph.Interest, what string) decoder {
	all := graph.Interests()
	return func(n *yaml.Node) {
		if n.Kind == yaml.SequenceNode {
			if len(n.Content) == 0 {
				r.fail(n, what+" list is empty", "name an interest")
			}
			codes(r, dst, what, all...)(n)
			return
		}
		var v graph.Interest
		code(r, &v, what, all...)(n)
		if v != "" {
			*dst = append(*dst, v)
		}
	}
}

var (
	idForm      = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	decimalForm = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)
	isoForm     = regexp.MustCompile(`^[A-Z]{2}$`)
)

// id reads an id of lower-case letters, digits and hyphens.
func (r *reader) id(dst *string, what string) decoder {
	return func(n *yaml.Node) {
		v, ok := r.scalar(n, what)
		if ok && !idForm.MatchString(v) {
			r.fail(n, fmt.Sprintf("%s %q is no id", what, clip(v)), "use lower-case letters, digits and single hyphens")
			return
		}
		*dst = v
	}
}

// entity reads the id of an entity of the data: opaque, without blanks.
func (r *reader) entity(dst *graph.EntityID, what string) decoder {
	return func(n *yaml.Node) {
		v, ok := r.scalar(n, what)
		if ok && strings.ContainsAny(v, " \t\n") {
			r.fail(n, fmt.Sprintf("%s %q is no id", what, clip(v)), "write an id without blanks")
			return
		}
		*dst = graph.EntityID(v)
	}
}

func (r *reader) decimal(dst *string, what string) decoder {
	return func(n *yaml.Node) {
		v, ok := r.scalar(n, what)
		if ok && (!decimalForm.MatchString(v) || len(v) > 40) {
			r.fail(n, fmt.Sprintf("%s %q is not a plain decimal number", what, clip(v)), "write it as 1000000 or 0.1")
			return
		}
		*dst = v
	}
}

// address reads an http(s) address, or nothing when it may be empty.
func (r *reader) address(dst *string, what string, empty bool) decoder {
	return func(n *yaml.Node) {
		if empty && n.Kind == yaml.ScalarNode && strings.TrimSpace(n.Value) == "" {
			return
		}
		v, ok := r.scalar(n, what)
		if ok && !strings.HasPrefix(v, "https://") && !strings.HasPrefix(v, "http://") {
			r.fail(n, fmt.Sprintf("%s %q is no web address", what, clip(v)), "write it with https://")
		}
		*dst = v
	}
}
