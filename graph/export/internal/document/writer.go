package document

import (
	"bufio"
	"encoding/json"
	"io"
	"strings"
)

// Writer writes text and keeps the first error, so that an encoder checks once, at
// the end.
type Writer struct {
	w   *bufio.Writer
	err error
}

// NewWriter buffers what goes to w.
func NewWriter(w io.Writer) *Writer { return &Writer{w: bufio.NewWriterSize(w, 1<<16)} }

// S writes the texts one after another.
func (w *Writer) S(texts ...string) {
	for _, s := range texts {
		if w.err != nil {
			return
		}
		_, w.err = w.w.WriteString(s)
	}
}

// Write makes a Writer an [io.Writer].
func (w *Writer) Write(p []byte) (int, error) {
	if w.err != nil {
		return 0, w.err
	}
	var n int
	n, w.err = w.w.Write(p)
	return n, w.err
}

// Err is the first error met, for loops that should end with it.
func (w *Writer) Err() error { return w.err }

// Close writes what is buffered and returns the first error met. It leaves the writer
// below open.
func (w *Writer) Close() error {
	if err := w.w.Flush(); w.err == nil {
		w.err = err
	}
	return w.err
}

// JSON renders a value on one line. Text that is no UTF-8 has U+FFFD in its place;
// the signs of HTML are escaped, so that a document may stand inside a page.
func JSON(v any) ([]byte, error) {
	var b strings.Builder
	e := json.NewEncoder(&b)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return []byte(strings.TrimSuffix(b.String(), "\n")), nil
}
