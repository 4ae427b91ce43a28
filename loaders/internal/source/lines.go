package source

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"unicode/utf8"

	"golang.org/x/text/transform"

	"longarm/graph"
)

// Lines reads a text of any size line by line, as UTF-8.
type Lines struct {
	r      *bufio.Reader
	enc    Encoding // Detect until a byte beyond ASCII decides
	number int
	long   []byte // a line longer than the buffer of r
}

// NewLines begins to read. Detect recognises UTF-16 at once; UTF-8 and
// Windows-1252 are told apart by the first line that is not ASCII and what follows
// it: where any of it is UTF-8, the rest is damaged UTF-8.
func NewLines(r io.Reader, e Encoding) (*Lines, error) {
	buf := bufio.NewReaderSize(r, 64<<10)
	head, err := buf.Peek(4)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	found, mark := Unicode(head)
	if e == UTF8 && found != UTF8 || e == Windows1252 {
		found, mark = e, 0
	}
	if (e == UTF16 || e == UTF16LE || e == UTF16BE) && found != UTF16LE && found != UTF16BE {
		found, mark = e, 0
	}
	if _, err := buf.Discard(mark); err != nil {
		return nil, err
	}
	if found == UTF16LE || found == UTF16BE || found == UTF16 {
		buf = bufio.NewReaderSize(transform.NewReader(buf, found.decoder()), 64<<10)
	}
	return &Lines{r: buf, enc: found}, nil
}

// Number is the number of the line read last, from 1.
func (l *Lines) Number() int { return l.number }

// Encoding is what was recognised so far; Detect while all was ASCII.
func (l *Lines) Encoding() Encoding { return l.enc }

// Bad says why a line cannot be used as text.
type Bad struct {
	Column  int // in bytes of the line, from 1
	Message graph.Text
}

// Next returns the next line as UTF-8, without its end, valid until the following
// call. A line that is not text is given with the reason. The error is io.EOF
// after the last line, and fatal otherwise.
func (l *Lines) Next() (line []byte, bad *Bad, err error) {
	raw, err := l.raw()
	if err != nil {
		return nil, nil, err
	}
	l.number++
	if ascii(raw) {
		return raw, nil, nil
	}
	switch l.enc {
	case UTF16LE, UTF16BE, UTF16:
		if i := bytes.IndexRune(raw, utf8.RuneError); i >= 0 {
			return raw, &Bad{i + 1, graph.Say("half a UTF-16 character; save the file as UTF-8", "une moitié de caractère UTF-16 ; enregistrez le fichier en UTF-8")}, nil
		}
		return raw, nil, nil
	case Detect:
		l.enc = UTF8
		if !utf8.Valid(raw) {
			raw = bytes.Clone(raw) // looking ahead moves the buffer
			ahead, _ := l.r.Peek(HeadSize)
			if legacy(raw, true) && (legacy(ahead, len(ahead) < HeadSize) || ascii(ahead)) {
				l.enc = Windows1252
			}
		}
	}
	if l.enc == UTF8 {
		if i := firstInvalid(raw); i >= 0 {
			return raw, &Bad{i + 1, graph.Say("byte 0x%02x is not UTF-8; save the file as UTF-8, or give its encoding", "l’octet 0x%02x n’est pas de l’UTF-8 ; enregistrez le fichier en UTF-8, ou indiquez son encodage", raw[i])}, nil
		}
		return raw, nil, nil
	}
	if utf8.Valid(raw) {
		return raw, &Bad{1, graph.Say("this line is UTF-8 and an earlier one is Windows-1252; save the whole file as UTF-8", "cette ligne est en UTF-8 et une précédente en Windows-1252 ; enregistrez tout le fichier en UTF-8")}, nil
	}
	line, err = fromWindows1252(raw)
	return line, nil, err
}

// raw reads up to the next line feed and drops the end of the line.
func (l *Lines) raw() ([]byte, error) {
	line, err := l.r.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		l.long = append(l.long[:0], line...)
		for errors.Is(err, bufio.ErrBufferFull) {
			line, err = l.r.ReadSlice('\n')
			l.long = append(l.long, line...)
			if len(l.long) > MaxRecord {
				return nil, graph.Fault("line %d is longer than the %d bytes allowed", "la ligne %d dépasse les %d octets admis", l.number+1, MaxRecord)
			}
		}
		line = l.long
	}
	if err != nil && !(errors.Is(err, io.EOF) && len(line) > 0) {
		return nil, err
	}
	line = bytes.TrimSuffix(line, []byte("\n"))
	return bytes.TrimSuffix(line, []byte("\r")), nil
}

func ascii(b []byte) bool {
	for len(b) >= 8 {
		if binary.NativeEndian.Uint64(b)&0x8080808080808080 != 0 {
			return false
		}
		b = b[8:]
	}
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func firstInvalid(b []byte) int {
	for i := 0; i < len(b); {
		c, size := utf8.DecodeRune(b[i:])
		if c == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}
