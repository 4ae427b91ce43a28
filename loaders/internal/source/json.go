package source

import (
	"errors"
	"io"

	"longarm/graph"
)

// MaxDepth is the deepest nesting of JSON and XML that is read.
const MaxDepth = 64

// JSON reads the values of a stream one by one, in memory bounded by one value:
// JSON lines, values one after another, the elements of an array, or of the array
// that a path of members leads to. A broken line of JSON lines is rejected and
// reading goes on; elsewhere nothing after a fault can be told apart, and it ends
// the stream.
type JSON struct {
	// Head is told of every member met beside the array of a path; it may be nil.
	Head func(name string, v Value)

	in        *Input
	path      []string
	mode      jsonMode
	buf       []byte
	at, end   int // buf[at:end] is not used yet
	eof       bool
	line, col int // where buf[at] stands, from 0
	first     bool
	doc       Doc
	open      int // objects open around the array of a path

	now, soon *lineBatch // of JSON lines: being handed on, and being read
	parsed    chan struct{}
}

type jsonMode uint8

const (
	jsonStart  jsonMode = iota
	jsonLines           // one value a line
	jsonValues          // values one after another, over any number of lines
	jsonArray
	jsonDone
)

// JSON begins to read. A path names the members that lead to the array when the
// text is an object; an array at the top is read all the same.
func (in *Input) JSON(path ...string) *JSON {
	return &JSON{in: in, path: path, buf: make([]byte, 0, 256<<10), first: true}
}

// Next returns the next value, valid until the following call. The error is io.EOF
// at the end, and ends the stream otherwise.
func (j *JSON) Next() (Value, error) {
	for {
		v, err := j.step()
		if err != nil || v.doc != nil {
			return v, err
		}
	}
}

// step is one attempt at a value: none and no error when a line was blank or bad.
func (j *JSON) step() (Value, error) {
	if j.mode == jsonStart {
		if err := j.start(); err != nil {
			return Value{}, err
		}
	}
	switch j.mode {
	case jsonLines:
		return j.nextLine()
	case jsonArray:
		return j.nextElement()
	case jsonDone:
		return Value{}, io.EOF
	}
	c, err := j.peek()
	if err != nil {
		return Value{}, err
	}
	_ = c
	return j.value()
}

// start finds out how the values stand in the text.
func (j *JSON) start() error {
	c, err := j.peek()
	if err != nil {
		if errors.Is(err, io.EOF) {
			return j.in.Fail(1, 1, graph.Fault("the file is empty; check what was downloaded", "le fichier est vide ; vérifiez ce qui a été téléchargé"))
		}
		return err
	}
	switch {
	case c == '[':
		j.skip(1)
		j.mode = jsonArray
		return nil
	case c != '{':
		return j.fail(graph.Say("the text does not begin as JSON does", "le texte ne commence pas comme du JSON"))
	case len(j.path) > 0:
		return j.descend()
	}
	j.mode, err = j.guess()
	return err
}

// guess tells JSON lines from values over several lines: the first line is a value,
// or a broken one with another beneath.
func (j *JSON) guess() (jsonMode, error) {
	end, err := j.find('\n')
	if err != nil {
		return 0, err
	}
	if end < 0 {
		return jsonLines, nil
	}
	var d Doc
	if d.parse(j.buf[j.at:j.at+end], 0, 0) == nil {
		return jsonLines, nil
	}
	if j.at+end+1 < j.end && j.buf[j.at+end+1] == '{' {
		return jsonLines, nil
	}
	return jsonValues, nil
}

// descend enters the members of the path down to the array.
func (j *JSON) descend() error {
	for _, name := range j.path {
		if c, err := j.peek(); err != nil || c != '{' {
			return j.orCut(err, graph.Say("an object with the member %q is wanted here", "il faut ici un objet qui a le membre %q", name))
		}
		j.skip(1)
		j.open++
		for {
			c, err := j.peek()
			if err != nil || c != '"' {
				return j.orCut(err, graph.Say("the object has no member %q, so this is another kind of file", "l’objet n’a pas de membre %q : c’est un fichier d’une autre sorte", name))
			}
			key, err := j.value()
			if err != nil {
				return err
			}
			word := key.Str()
			if c, err := j.peek(); err != nil || c != ':' {
				return j.orCut(err, graph.Say("a colon is missing after the name of a member", "il manque un deux-points après le nom d’un membre"))
			}
			j.skip(1)
			if word == name {
				break
			}
			v, err := j.value()
			if err != nil {
				return err
			}
			if j.Head != nil {
				j.Head(word, v)
			}
			if c, err := j.peek(); err == nil && c == ',' {
				j.skip(1)
			}
		}
	}
	if c, err := j.peek(); err != nil || c != '[' {
		return j.orCut(err, graph.Say("the member %q is no array", "le membre %q n’est pas un tableau", j.path[len(j.path)-1]))
	}
	j.skip(1)
	j.mode = jsonArray
	return nil
}

func (j *JSON) nextElement() (Value, error) {
	c, err := j.peek()
	if err != nil {
		return Value{}, j.orCut(err, graph.Text{})
	}
	if c == ']' {
		j.skip(1)
		return Value{}, j.finish()
	}
	if !j.first {
		if c != ',' {
			return Value{}, j.fail(graph.Say("a comma is missing between two elements", "il manque une virgule entre deux éléments"))
		}
		j.skip(1)
		if _, err := j.peek(); err != nil {
			return Value{}, j.orCut(err, graph.Text{})
		}
	}
	j.first = false
	return j.value()
}

// finish looks at what follows the array: nothing, or the rest of the objects
// around it, and then nothing.
func (j *JSON) finish() error {
	j.mode = jsonDone
	for j.open > 0 {
		c, err := j.peek()
		switch {
		case err != nil:
			return j.orCut(err, graph.Text{})
		case c == '}':
			j.skip(1)
			j.open--
		case c == ',':
			j.skip(1)
			if err := j.member(); err != nil {
				return err
			}
		default:
			return j.fail(graph.Say("a comma or a closing brace is missing after the array", "il manque une virgule ou une accolade fermante après le tableau"))
		}
	}
	if _, err := j.peek(); err == nil {
		return j.fail(graph.Say("text after the end of the array; split the file", "du texte après la fin du tableau ; partagez le fichier"))
	} else if !errors.Is(err, io.EOF) {
		return err
	}
	return io.EOF
}

// member passes over one member behind the array of the path, and tells Head of it.
func (j *JSON) member() error {
	if c, err := j.peek(); err != nil || c != '"' {
		return j.orCut(err, graph.Say("the name of a member is missing", "il manque le nom d’un membre"))
	}
	key, err := j.value()
	if err != nil {
		return err
	}
	word := key.Str()
	if c, err := j.peek(); err != nil || c != ':' {
		return j.orCut(err, graph.Say("a colon is missing after the name of a member", "il manque un deux-points après le nom d’un membre"))
	}
	j.skip(1)
	if _, err := j.peek(); err != nil {
		return j.orCut(err, graph.Text{})
	}
	v, err := j.value()
	if err == nil && j.Head != nil {
		j.Head(word, v)
	}
	return err
}

// value reads one value of any number of lines.
func (j *JSON) value() (Value, error) {
	size, err := j.extent()
	if err != nil {
		return Value{}, err
	}
	raw := j.buf[j.at : j.at+size]
	line, col := j.line, j.col
	if bad := j.doc.parse(raw, line, col); bad != nil {
		l, c := place2(raw[:min(bad.at, len(raw))], line, col)
		return Value{}, j.in.Fail(l, c, graph.Fault("%s; the file is not JSON from here on", "%s ; à partir d’ici, le fichier n’est plus du JSON", bad.message))
	}
	j.skip(size)
	return j.doc.Root(), nil
}

// extent finds the length of the value that begins here, without judging it.
func (j *JSON) extent() (int, error) {
	depth, quoted := 0, false
	for i := 0; ; i++ {
		for j.at+i >= j.end { // an escape may have led beyond what fill reads at once
			more, err := j.fill()
			if err != nil {
				return 0, err
			}
			if !more {
				if depth == 0 && !quoted && i > 0 {
					return i, nil
				}
				return 0, j.orCut(io.EOF, graph.Text{})
			}
		}
		c := j.buf[j.at+i]
		if quoted {
			switch c {
			case '\\':
				i++
			case '"':
				if quoted = false; depth == 0 {
					return i + 1, nil
				}
			}
			continue
		}
		switch c {
		case '"':
			quoted = true
		case '{', '[':
			if depth++; depth > MaxDepth {
				return 0, j.fail(tooDeep)
			}
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1, nil
			}
			if depth < 0 {
				if i > 0 {
					return i, nil
				}
				return 0, j.fail(graph.Say("a bracket is closed that was not opened", "un crochet se ferme sans avoir été ouvert"))
			}
		case ',', ':', ' ', '\t', '\r', '\n':
			if depth == 0 {
				if i == 0 {
					return 0, j.fail(graph.Say("a value is missing", "il manque une valeur"))
				}
				return i, nil
			}
		}
	}
}

var tooDeep = graph.Say("nested deeper than 64 levels; no data of this kind is", "plus de 64 niveaux imbriqués ; aucune donnée de cette sorte n’en a autant")
