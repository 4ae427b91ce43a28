package curated

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

const (
	// maxDepth is far beyond the four levels of the format.
	maxDepth = 64
	// maxMarks bounds the characters that can begin a node, and so the size of the
	// tree before it is built: some thirty thousand statements.
	maxMarks = 1 << 20
)

// parse reads one YAML document of one mapping and returns its root, or nil after
// reporting why not. An empty file is an empty mapping.
func (r *reader) parse(data []byte) *yaml.Node {
	data, ok := r.scan(data)
	if !ok {
		return nil
	}
	loader, err := yaml.NewLoader(bytes.NewReader(data), yaml.WithPlugin(loaderlimits.New(loaderlimits.DepthValue(maxDepth))))
	if err != nil {
		r.failAt(1, 1, graph.Say("%s; report this fault", "%s ; merci de signaler cette anomalie", err))
		return nil
	}
	var doc, second yaml.Node
	switch err := loader.Load(&doc); {
	case errors.Is(err, io.EOF):
		return &yaml.Node{Kind: yaml.MappingNode, Line: 1, Column: 1}
	case err != nil:
		r.syntax(err)
		return nil
	}
	switch err := loader.Load(&second); {
	case errors.Is(err, io.EOF):
		return &doc
	case err != nil:
		r.syntax(err)
	default:
		r.fail(&second, graph.Say("a second document begins here; keep one document per file", "un second document commence ici ; gardez un document par fichier"))
	}
	return nil
}

// scan turns the file into UTF-8 and refuses what need not be parsed to be refused.
func (r *reader) scan(data []byte) ([]byte, bool) {
	if len(data) > source.MaxYAML {
		r.failAt(1, 1, graph.Say("the file has %d bytes, more than the %d allowed; split it, or use CSV", "le fichier a %d octets, plus que les %d admis ; partagez-le, ou utilisez CSV", len(data), source.MaxYAML))
		return nil, false
	}
	text, encoding, err := source.Decode(data)
	if err != nil || encoding == source.Windows1252 {
		line, column := 1, 1
		for rest := data; len(rest) > 0; {
			c, size := utf8.DecodeRune(rest)
			if c == utf8.RuneError && size < 2 {
				break
			}
			if column++; c == '\n' {
				line, column = line+1, 1
			}
			rest = rest[size:]
		}
		r.failAt(line, column, graph.Say("a byte that is not UTF-8; save the file as UTF-8", "un octet qui n’est pas de l’UTF-8 ; enregistrez le fichier en UTF-8"))
		return nil, false
	}
	line, column, marks := 1, 1, 0
	for i := 0; i < len(text); {
		c, size := rune(text[i]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRune(text[i:])
		}
		switch {
		case source.IsControl(c):
			r.failAt(line, column, graph.Say("the control character U+%04X; remove it", "le caractère de commande U+%04X ; retirez-le", c))
			return nil, false
		case c < utf8.RuneSelf && strings.IndexByte("\n,:-?[{&*!", byte(c)) >= 0:
			marks++
		}
		if marks > maxMarks {
			r.failAt(line, column, graph.Say("the file has more parts than curated facts need; split it, or use CSV", "le fichier a plus de parties que n’en exigent des faits relus ; partagez-le, ou utilisez CSV"))
			return nil, false
		}
		i += size
		if column++; c == '\n' {
			line, column = line+1, 1
		}
	}
	return text, true
}

// syntax reports an error of the YAML parser at its place.
func (r *reader) syntax(err error) {
	line, column, message := 1, 1, err.Error()
	var load *yaml.LoadError
	if errors.As(err, &load) {
		line, column, message = max(load.Mark.Line, 1), max(load.Mark.Column, 1), load.Message
		if load.ContextMsg != "" {
			message += " " + load.ContextMsg
		}
	}
	next := graph.Say("check the indentation, quotes and brackets here", "vérifiez ici le retrait, les guillemets et les crochets")
	if strings.Contains(message, "max depth") {
		r.failAt(line, column, graph.Say("nested deeper than %d levels; the format has four", "plus de %d niveaux imbriqués ; le format en a quatre", maxDepth))
		return
	}
	r.failAt(line, column, graph.Say("not YAML: %s; %s", "ce n’est pas du YAML (« %s ») ; %s", message, next))
}

// plain refuses what the format leaves out of YAML, so that what a reviewer sees
// is what is read: anchors, aliases, tags and merge keys.
func (r *reader) plain(n *yaml.Node, depth int) bool {
	switch {
	case depth > maxDepth:
		r.fail(n, graph.Say("nested deeper than %d levels; the format has four", "plus de %d niveaux imbriqués ; le format en a quatre", maxDepth))
		return false
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		r.fail(n, graph.Say("an anchor or alias; write the value out", "une ancre ou un alias ; écrivez la valeur en toutes lettres"))
		return false
	case n.Style&yaml.TaggedStyle != 0:
		r.fail(n, graph.Say("the tag %s; remove it, and quote texts", "l’étiquette %s ; retirez-la, et mettez les textes entre guillemets", source.Clip(n.Tag)))
		return false
	}
	ok := true
	for i, c := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 && (c.Kind != yaml.ScalarNode || c.Value == "<<") {
			r.fail(c, graph.Say("a key that is no plain word; write the keys out", "une clé qui n’est pas un simple mot ; écrivez les clés en toutes lettres"))
			return false
		}
		ok = r.plain(c, depth+1) && ok
	}
	return ok
}
