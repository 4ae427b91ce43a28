package curated

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// reader decodes one file and collects every fault in it.
type reader struct {
	file    string
	loose   bool // ids, names and sources may be left out
	result  Result
	section string // the list being read
	index   int    // the item being read, from 0
	key     string // the field being read
	clean   bool   // no fault in the item so far

	sources    []graph.Source
	entities   []entity
	statements []graph.Statement
	attributes []graph.Attribute
	coverages  []graph.Coverage
	notes      []graph.Note
}

func (r *reader) failAt(line, column int, message graph.Text) {
	r.clean = false
	path := r.key
	if r.section != "" {
		path = fmt.Sprintf("%s[%d]", r.section, r.index)
		if r.key != "" {
			path += "." + r.key
		}
	}
	r.result.Reject(Error{File: r.file, Line: line, Column: column, Path: path}.Saying(message))
}

func (r *reader) fail(n *yaml.Node, message graph.Text) {
	r.failAt(max(n.Line, 1), max(n.Column, 1), message)
}

func (r *reader) origin(n *yaml.Node) string {
	return Error{File: r.file, Line: n.Line, Column: n.Column}.Position()
}

// document reads the root of a file.
func (r *reader) document(n *yaml.Node) {
	if n.Kind == yaml.DocumentNode && len(n.Content) == 1 {
		n = n.Content[0]
	}
	if isNull(n) || !r.plain(n, 0) {
		return
	}
	sections := map[string]func(*yaml.Node){"sources": r.source, "entities": r.entity, "statements": r.statement,
		"attributes": r.attribute, "coverage": r.coverage, "notes": r.note}
	names := []string{"sources", "entities", "statements", "attributes", "coverage", "notes"}
	r.mapping(n, graph.Say("the file", "le fichier"), names, func(key string, value *yaml.Node) {
		if isNull(value) {
			return
		}
		if value.Kind != yaml.SequenceNode {
			r.fail(value, graph.Say("%s is %s; write it as a list", "%s est %s ; écrivez une liste", key, shape(value)))
			return
		}
		for i, item := range value.Content {
			r.section, r.index, r.key, r.clean = key, i, "", true
			sections[key](item)
			r.result.Read++
			if !r.clean {
				r.result.Rejected++
			}
		}
		r.section, r.key = "", ""
	})
	r.result.Accepted = r.result.Read - r.result.Rejected
}

// mapping calls read for every key of n that is among the names. Unknown and
// repeated keys are faults, and so are the required ones that are missing.
func (r *reader) mapping(n *yaml.Node, what graph.Text, names []string, read func(key string, value *yaml.Node), required ...string) bool {
	if n.Kind != yaml.MappingNode {
		r.fail(n, graph.Say("%s is %s; write it as keys with values", "%s est %s ; écrivez des clés et leurs valeurs", what, shape(n)))
		return false
	}
	outer := r.key
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		r.key = join(outer, source.Clip(key.Value))
		switch {
		case repeated(n, i):
			r.fail(key, graph.Say("the key %q is given twice in %s; keep one", "la clé %q est donnée deux fois dans %s ; n’en gardez qu’une", source.Clip(key.Value), what))
		case !slices.Contains(names, key.Value):
			r.fail(key, graph.Say("unknown key %q in %s; %s", "clé inconnue, %q, dans %s ; %s", source.Clip(key.Value), what, source.DidYouMean(key.Value, names, graph.Say("see the guide for the keys", "voyez les clés dans le guide"))))
		default:
			read(key.Value, n.Content[i+1])
		}
	}
	r.key = outer
	for _, k := range required {
		if !has(n, k) {
			r.fail(n, graph.Say("%s has no %q; add it", "%s n’a pas de %q ; ajoutez-le", what, k))
		}
	}
	return true
}

func join(outer, key string) string {
	if outer == "" {
		return key
	}
	return outer + "." + key
}

func has(n *yaml.Node, key string) bool {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return true
		}
	}
	return false
}

// repeated reports that an earlier key of the mapping is the same. Mappings of
// the format are short; a long one is cut off by its first unknown keys.
func repeated(n *yaml.Node, at int) bool {
	for i := 0; i < at && i < 64; i += 2 {
		if n.Content[i].Value == n.Content[at].Value {
			return true
		}
	}
	return false
}

func shape(n *yaml.Node) graph.Text {
	switch {
	case n.Kind == yaml.MappingNode:
		return graph.Say("a mapping", "un ensemble de clés")
	case n.Kind == yaml.SequenceNode:
		return graph.Say("a list", "une liste")
	case isNull(n):
		return graph.Say("empty", "vide")
	}
	return graph.Say("a plain text", "un simple texte")
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

// scalar returns the text of a plain value as it is written.
func (r *reader) scalar(n *yaml.Node) (string, bool) {
	if n.Kind != yaml.ScalarNode {
		r.fail(n, graph.Say("%s is %s; write a plain text", "%s est %s ; écrivez un simple texte", r.key, shape(n)))
		return "", false
	}
	text := strings.TrimSpace(n.Value)
	if text == "" || isNull(n) {
		r.fail(n, graph.Say("%s is empty; write it, or remove the key", "%s est vide ; remplissez-le, ou retirez la clé", r.key))
		return "", false
	}
	if _, name := source.FindControl(text); name != "" {
		r.fail(n, graph.Say("%s holds the control character %s; remove it", "%s contient le caractère de commande %s ; retirez-le", r.key, name))
		return "", false
	}
	return text, true
}

// text reads a text for people. Unquoted words that YAML readers take for truth
// values or nothing must be quoted.
func (r *reader) text(n *yaml.Node) string {
	text, ok := r.scalar(n)
	if ok && n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0 {
		switch strings.ToLower(text) {
		case "yes", "no", "on", "off", "true", "false":
			r.fail(n, graph.Say("%s is the bare word %s, which YAML readers take for a truth value; quote it", "%s est le mot nu « %s », que les lecteurs de YAML prennent pour une valeur de vérité ; mettez-le entre guillemets", r.key, text))
		}
	}
	return text
}

// word reads one of a list of words.
func (r *reader) word(n *yaml.Node, what graph.Text, words []string) string {
	text, ok := r.scalar(n)
	if ok && !slices.Contains(words, text) {
		r.fail(n, graph.Say("unknown %s %q; %s", "%s : valeur inconnue, %q ; %s", what, source.Clip(text), source.DidYouMean(text, words, graph.Say("see the guide for the list", "voyez la liste dans le guide"))))
	}
	return text
}

// id reads an identifier: one line of at most 512 bytes.
func (r *reader) id(n *yaml.Node) string {
	text, ok := r.scalar(n)
	if ok && (len(text) > 512 || strings.ContainsAny(text, "\n\r\t")) {
		r.fail(n, graph.Say("%s is no id; write one short line", "%s n’est pas un identifiant ; écrivez une ligne courte", r.key))
	}
	return text
}

func (r *reader) date(n *yaml.Node) graph.Date {
	text, ok := r.scalar(n)
	if !ok {
		return 0
	}
	d, err := graph.ParseDate(text)
	if err != nil {
		r.fail(n, graph.Say("%s; write a day that exists as 2024-01-31, or a month or a year", "%s ; écrivez un jour qui existe, comme 2024-01-31, ou un mois, ou une année", err))
	}
	return d
}

func (r *reader) boolean(n *yaml.Node) bool {
	text, ok := r.scalar(n)
	if ok && text != "true" && text != "false" {
		r.fail(n, graph.Say("%s is %q; write true or false", "%s vaut %q ; écrivez true ou false", r.key, source.Clip(text)))
	}
	return text == "true"
}

// texts reads a list of texts.
func (r *reader) texts(n *yaml.Node, read func(*yaml.Node) string) []string {
	if n.Kind != yaml.SequenceNode {
		r.fail(n, graph.Say("%s is %s; write it as a list", "%s est %s ; écrivez une liste", r.key, shape(n)))
		return nil
	}
	out := make([]string, 0, len(n.Content))
	seen := make(map[string]bool, len(n.Content))
	for _, c := range n.Content {
		v := read(c)
		if seen[v] && v != "" {
			r.fail(c, graph.Say("%q stands twice in %s; keep one", "%q figure deux fois dans %s ; n’en gardez qu’un", source.Clip(v), r.key))
		}
		seen[v] = true
		out = append(out, v)
	}
	return out
}

func (r *reader) percent(n *yaml.Node) (floor, ceil graph.Percent) {
	text, ok := r.scalar(n)
	if !ok {
		return 0, 0
	}
	floor, ceil, err := graph.ParsePercent(text)
	if err != nil {
		r.fail(n, graph.Say("%s; write a number of percent, such as 25.5", "%s ; écrivez un nombre de pour cent, comme 25.5", err))
	}
	return floor, ceil
}

// share reads a figure, or a mapping of bounds.
func (r *reader) share(n *yaml.Node) graph.Share {
	s := graph.Unknown()
	if n.Kind == yaml.ScalarNode {
		s.Min, s.Max = r.percent(n)
		return s
	}
	before := len(r.result.Errors)
	r.mapping(n, graph.Say("share", "la part"), []string{"min", "max", "min_open", "max_open"}, func(key string, value *yaml.Node) {
		switch key {
		case "min":
			s.Min, _ = r.percent(value)
		case "max":
			_, s.Max = r.percent(value)
		case "min_open":
			s.MinOpen = r.boolean(value)
		case "max_open":
			s.MaxOpen = r.boolean(value)
		}
	})
	if n.Kind == yaml.MappingNode && !has(n, "min") && !has(n, "max") {
		r.fail(n, graph.Say("share has neither min nor max; give one, or leave share out when there is no figure", "share n’a ni min ni max ; donnez l’un d’eux, ou omettez share quand il n’y a pas de nombre"))
	}
	if len(r.result.Errors) == before {
		if err := s.Validate(); err != nil {
			r.fail(n, graph.Say("%s; shares run from 0 to 100 percent, the lower bound first", "%s ; une part va de 0 à 100 pour cent, la borne inférieure d’abord", err))
		}
	}
	return s
}
