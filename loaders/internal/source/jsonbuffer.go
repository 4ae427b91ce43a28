package source

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"longarm/graph"
)

// peek skips white space and returns the byte that follows.
func (j *JSON) peek() (byte, error) {
	for {
		for j.at < j.end {
			switch c := j.buf[j.at]; c {
			case ' ', '\t', '\r', '\n':
				j.skip(1)
			default:
				return c, nil
			}
		}
		more, err := j.fill()
		if err != nil {
			return 0, err
		}
		if !more {
			return 0, io.EOF
		}
	}
}

// find returns how far the next byte c is, -1 when the text ends before it.
func (j *JSON) find(c byte) (int, error) {
	seen := 0
	for {
		if i := bytes.IndexByte(j.buf[j.at+seen:j.end], c); i >= 0 {
			return seen + i, nil
		}
		seen = j.end - j.at
		if more, err := j.fill(); err != nil || !more {
			return -1, err
		}
	}
}

// fill reads more behind buf[at:end], which stays; false at the end of the text.
func (j *JSON) fill() (bool, error) {
	if j.eof {
		return false, nil
	}
	if j.at > 0 && j.end > 0 {
		copy(j.buf[:cap(j.buf)], j.buf[j.at:j.end])
		j.at, j.end = 0, j.end-j.at
	}
	if j.end == cap(j.buf) {
		if j.end > MaxRecord {
			return false, j.fail(graph.Say("one record is longer than the %d bytes allowed", "un enregistrement dépasse les %d octets admis", MaxRecord))
		}
		grown := make([]byte, 2*cap(j.buf))
		copy(grown, j.buf[:j.end])
		j.buf = grown
	}
	j.buf = j.buf[:cap(j.buf)]
	for {
		n, err := j.in.R.Read(j.buf[j.end:])
		j.end += n
		switch {
		case errors.Is(err, io.EOF):
			j.eof = true
			return n > 0, nil
		case err != nil:
			return false, j.in.Fail(j.line+1, 0, err)
		case n > 0:
			return true, nil
		}
	}
}

// skip moves past n bytes of the buffer.
func (j *JSON) skip(n int) {
	raw := j.buf[j.at : j.at+n]
	if lines := bytes.Count(raw, []byte{'\n'}); lines > 0 {
		j.line += lines
		j.col = n - 1 - bytes.LastIndexByte(raw, '\n')
	} else {
		j.col += n
	}
	j.at += n
}

func (j *JSON) fail(message graph.Text) error {
	return j.in.Fail(j.line+1, j.col+1, graph.Fault(message.EN, message.FR))
}

// orCut is the error, or that the file ends too early, or else the message.
func (j *JSON) orCut(err error, message graph.Text) error {
	switch {
	case errors.Is(err, io.EOF):
		return j.fail(graph.Say("the file is cut short; fetch it again", "le fichier est tronqué ; téléchargez-le de nouveau"))
	case err != nil:
		return err
	}
	return j.fail(message)
}

// place2 is the line and column, from 1, behind a text that begins at line and col.
func place2(before []byte, line, col int) (int, int) {
	if n := bytes.Count(before, []byte{'\n'}); n > 0 {
		return line + n + 1, len(before) - bytes.LastIndexByte(before, '\n')
	}
	return line + 1, col + len(before) + 1
}

// validText finds the first byte that is not UTF-8, -1 when there is none.
func validText(raw []byte) int {
	if utf8.Valid(raw) {
		return -1
	}
	return firstInvalid(raw)
}
