package source

import (
	"bytes"
	"io"

	"longarm/graph"
)

// lineBatch is what one reading of the stream brings of JSON lines, parsed. One is
// handed on while the next is made on another processor.
type lineBatch struct {
	text  []byte
	lines []jsonLine
	docs  []Doc // of the lines, one each
	at    int   // the next line to be handed on
	end   error // behind the lines; nil: there is more
}

// jsonLine is a line that is not blank.
type jsonLine struct {
	doc   int
	bad   *badJSON
	line  int // from 0
	col   int
	short bool // the last one, cut within its value
}

// nextLine hands on the value of the next line; none when the line was bad.
func (j *JSON) nextLine() (Value, error) {
	if j.now == nil {
		j.now, j.soon, j.parsed = &lineBatch{}, &lineBatch{}, make(chan struct{}, 1)
		j.ahead()
	}
	for j.now.at == len(j.now.lines) {
		if j.now.end != nil {
			j.mode = jsonDone
			return Value{}, j.now.end
		}
		<-j.parsed
		j.now, j.soon = j.soon, j.now
		if j.now.end == nil {
			j.ahead()
		}
	}
	b := j.now
	l := &b.lines[b.at]
	b.at++
	if l.bad == nil {
		return b.docs[l.doc].Root(), nil
	}
	cause := l.bad.message
	if l.short {
		cause = graph.Say("the last line is cut short", "la dernière ligne est tronquée")
	}
	j.in.Reject(l.line+1, l.col+l.bad.at+1, "", cause, graph.Say("correct the line, or fetch the file again", "corrigez la ligne, ou téléchargez de nouveau le fichier"))
	return Value{}, nil
}

// ahead makes the batch that comes soon. What it does is bounded, so that a reader may be
// left before its end: whoever closes the stream waits for it.
func (j *JSON) ahead() {
	j.in.busy.Add(1)
	go func() {
		defer j.in.busy.Done()
		j.batch(j.soon)
		j.parsed <- struct{}{}
	}()
}

// batch fills a batch with the whole lines at hand, at least one, or with the last.
func (j *JSON) batch(b *lineBatch) {
	b.lines, b.at, b.end = b.lines[:0], 0, nil
	end, err := j.find('\n')
	if err != nil {
		b.end = err
		return
	}
	rest := j.buf[j.at:j.end]
	if end < 0 {
		b.end = io.EOF
	} else {
		rest = rest[:bytes.LastIndexByte(rest, '\n')+1]
	}
	j.at += len(rest)
	b.text = append(b.text[:0], rest...)
	for text := b.text; len(text) > 0; {
		raw, after, whole := bytes.Cut(text, []byte{'\n'})
		b.add(raw, j.line, j.col, !whole)
		text = after
		j.line, j.col = j.line+1, 0
	}
}

// add parses one line.
func (b *lineBatch) add(raw []byte, line, col int, last bool) {
	if len(bytes.TrimSpace(raw)) == 0 {
		return
	}
	n := len(b.lines)
	if n == len(b.docs) {
		b.docs = append(b.docs, Doc{})
	}
	l := jsonLine{doc: n, line: line, col: col}
	if l.bad = b.docs[n].parse(raw, line, col); l.bad != nil {
		l.short = last && l.bad.at >= len(raw)
	}
	b.lines = append(b.lines, l)
}
