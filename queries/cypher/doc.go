// Package cypher holds canned questions for those who look at a pushed graph with Neo4j
// Browser or Bloom: a file each, with what it answers, its parameters, and a test that
// holds its rows to what longarm says. The style for our labels lies beside them.
//
// They show the graph. What follows from it in law, the rest that nobody disclosed, and
// what a missing fact leaves open, only longarm's own questions tell.
package cypher

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

//go:embed *.cypher style.grass
var files embed.FS

// Question is one canned question.
type Question struct {
	Name       string            // of its file, without the ending
	Title      string            // the first line of its comment
	Doc        string            // the other lines
	Parameters map[string]string // with an example each, as Browser's :param takes it
	Text       string            // the query, without its comment
}

// All lists the questions, sorted by name.
func All() ([]Question, error) {
	names, err := fs.Glob(files, "*.cypher")
	if err != nil {
		return nil, err
	}
	var out []Question
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		q, err := parse(strings.TrimSuffix(path.Base(name), ".cypher"), string(text))
		if err != nil {
			return nil, err
		}
		out = append(out, q)
	}
	return out, nil
}

// Style is the style sheet of Browser for our labels.
func Style() string {
	text, _ := fs.ReadFile(files, "style.grass") // embedded: it is there
	return string(text)
}

func parse(name, text string) (Question, error) {
	q := Question{Name: name, Parameters: map[string]string{}}
	var doc, body []string
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		comment, is := strings.CutPrefix(line, "// ")
		switch param, isParam := strings.CutPrefix(comment, ":param "); {
		case is && isParam:
			key, value, ok := strings.Cut(param, "=>")
			if !ok {
				return q, fmt.Errorf("%s: %q is not :param NAME => VALUE", name, line)
			}
			q.Parameters[strings.TrimSpace(key)] = strings.TrimSpace(value)
		case is && q.Title == "":
			q.Title = comment
		case is:
			doc = append(doc, comment)
		default:
			body = append(body, line)
		}
	}
	q.Doc, q.Text = strings.Join(doc, " "), strings.TrimSpace(strings.Join(body, "\n"))
	if q.Title == "" || q.Text == "" || len(q.Parameters) == 0 {
		return q, fmt.Errorf("%s: a question needs a title, a parameter and a query", name)
	}
	return q, nil
}
