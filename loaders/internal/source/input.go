package source

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"sync"

	"golang.org/x/text/transform"

	"longarm/graph"
)

// HeadSize is how much of a stream a loader's Sniff is shown, in bytes.
const HeadSize = 64 << 10

// Options set how files are read. The zero value reads UTF-8 and UTF-16, and
// makes the states it needs.
type Options struct {
	// Encoding of the text; Detect finds out.
	Encoding Encoding
	// MaxBytes is the most one stream may hold after decompression; 0: no limit
	// but the one on inflation.
	MaxBytes int64
	// States gives the state or bloc with an ISO 3166-1 alpha-2 code, or with an id.
	States func(iso string) (graph.Entity, bool)
	// Rejects takes one JSON line for every refusal; nil: none is written.
	Rejects io.Writer
	// Lang is the language of their messages, "en" or "fr"; empty is English.
	Lang string
	// Remove takes away what earlier loads hold under an id, a claim or an entity with
	// its claims: deltas list what was deleted. nil: nothing was loaded earlier.
	Remove func(id string) error
	// Earlier hands on the claims that earlier loads which stay hold as versions of a
	// record; own are those that a claim of the same id takes the place of. nil:
	// nothing was loaded earlier.
	Earlier func(record string, visit func(claim graph.Record, own bool) error) error
	// Progress counts bytes and items as they are read; nil: nobody looks.
	Progress *Progress
}

// Input is one stream of one file, decompressed: a file, or a member of an
// archive. It counts what is read of it and is for one goroutine.
type Input struct {
	// Name stands in messages and origins: the path, and "path!member" in an archive.
	Name string
	// R is the decompressed text. Byte order marks are gone and UTF-16 is UTF-8
	// already; Windows-1252 is left to [Input.Lines], and decoded here only when
	// Options.Encoding says so.
	R *bufio.Reader
	// Size is the number of bytes the stream takes in its file, compressed; 0 when
	// unknown.
	Size    int64
	Options Options

	encoding Encoding // of the bytes in R: UTF8, or Detect when not decided
	was      Encoding // what the file was encoded in
	lines    *Lines   // they may find out later
	result   Result
	failed   error // of the rejects file
	told     int   // the line of origin
	origin   string
	busy     sync.WaitGroup // reading ahead
	again    func() (r io.Reader, done func(), err error)
}

// NewInput reads a stream that is neither a file nor compressed, as tests do.
func NewInput(name string, r io.Reader, o Options) (*Input, error) {
	in := &Input{Name: name, Options: o}
	if s, ok := r.(io.ReadSeeker); ok {
		in.again = func() (io.Reader, func(), error) {
			at, err := s.Seek(0, io.SeekCurrent)
			if err == nil {
				_, err = s.Seek(0, io.SeekStart)
			}
			return s, func() { s.Seek(at, io.SeekStart) }, err
		}
	}
	if err := in.begin(r); err != nil {
		return nil, err
	}
	return in, nil
}

// Scout reads the stream a first time, from its beginning, for formats that must
// know what comes later. Nothing it counts, refuses or remarks is kept. A stream
// that can be read only once is kept in memory for it.
func (in *Input) Scout(look func(*Input) error) error {
	if in.again == nil {
		data, err := io.ReadAll(in.R)
		if err != nil {
			return in.Fail(0, 0, err)
		}
		in.R = bufio.NewReaderSize(bytes.NewReader(data), HeadSize)
		o := in.Options
		o.Encoding = UTF8
		scout, err := NewInput(in.Name, bytes.NewReader(data), o)
		if err != nil {
			return err
		}
		scout.Options.Rejects, scout.Options.Progress = nil, nil
		defer scout.busy.Wait()
		return look(scout)
	}
	raw, done, err := in.again()
	if err != nil {
		return in.Fail(0, 0, err)
	}
	defer done()
	in.Options.Progress.Expect(in.Size)
	scout := &Input{Name: in.Name, Size: in.Size, Options: in.Options}
	scout.Options.Rejects, scout.Options.Progress = nil, nil
	return stream(scout, raw, look)
}

// begin finds the encoding and makes R.
func (in *Input) begin(r io.Reader) error {
	if o := in.Options.Encoding; o != Detect && !isEncoding(o) {
		return graph.Fault("unknown encoding %q; %s", "encodage inconnu, %q ; %s", Clip(string(o)), DidYouMean(string(o), Encodings(), graph.Text{}))
	}
	buf := bufio.NewReaderSize(Limit(r, in.Options.MaxBytes), HeadSize)
	head, err := buf.Peek(4)
	if err != nil && !errors.Is(err, io.EOF) {
		return in.Fail(0, 0, err)
	}
	found, mark := settle(in.Options.Encoding, head)
	if _, err := buf.Discard(mark); err != nil {
		return in.Fail(0, 0, err)
	}
	in.encoding, in.was = found, found
	switch found {
	case UTF16, UTF16LE, UTF16BE, Windows1252:
		buf = bufio.NewReaderSize(transform.NewReader(buf, found.decoder()), HeadSize)
		in.encoding = UTF8
	}
	in.R = buf
	return nil
}

// settle joins what the caller says and what the head of the stream shows.
func settle(asked Encoding, head []byte) (e Encoding, mark int) {
	found, mark := Unicode(head)
	switch {
	case asked == UTF8 && found != UTF8, asked == Windows1252:
		return asked, 0
	case (asked == UTF16 || asked == UTF16LE || asked == UTF16BE) && found != UTF16LE && found != UTF16BE:
		return asked, 0
	}
	return found, mark
}

func isEncoding(e Encoding) bool {
	for _, known := range Encodings() {
		if string(e) == known {
			return true
		}
	}
	return false
}

// Head returns the first [HeadSize] bytes, or all when there are fewer, without
// reading them: what a Sniff function looks at.
func (in *Input) Head() ([]byte, error) {
	head, err := in.R.Peek(HeadSize)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, in.Fail(0, 0, err)
	}
	return head, nil
}

// Lines reads the stream line by line.
func (in *Input) Lines() (*Lines, error) {
	l, err := NewLines(in.R, in.encoding)
	in.lines = l
	return l, err
}

// Accept counts an item that was read and is in order.
func (in *Input) Accept() {
	in.result.Read++
	in.result.Accepted++
	in.Options.Progress.Item(false)
}

// Reject counts an item that was read and cannot be used, and says why: at a line
// and column (0 when unknown) and a path within the item ("interests[0].share",
// a column's name), the cause and what to do about it.
func (in *Input) Reject(line, column int, path string, cause, next graph.Text) {
	in.result.Read++
	in.result.Rejected++
	in.Options.Progress.Item(true)
	in.Fault(line, column, path, cause, next)
}

// Fault says one more thing wrong with the item rejected last.
func (in *Input) Fault(line, column int, path string, cause, next graph.Text) {
	e := in.place(line, column, path, cause, next)
	in.result.Reject(e)
	if in.Options.Rejects != nil && in.failed == nil {
		in.failed = WriteRejects(in.Options.Rejects, in.Options.Lang, []Error{e})
	}
}

// Remark notes what was accepted but deserves a word.
func (in *Input) Remark(line, column int, path string, cause, next graph.Text) {
	in.result.Remark(in.place(line, column, path, cause, next))
}

// Flag notes dirty data that was accepted.
func (in *Input) Flag(f graph.Flag) {
	if len(in.result.Flags) < MaxErrors {
		in.result.Flags = append(in.result.Flags, f)
	}
}

func (in *Input) place(line, column int, path string, cause, next graph.Text) Error {
	return Error{File: in.Name, Line: line, Column: column, Path: path}.Saying(graph.Advise(cause, next))
}

// WriteRejects writes refusals to a rejects file, one JSON line each, their messages in
// the language.
func WriteRejects(w io.Writer, lang string, errs []Error) error {
	for _, e := range errs {
		row, err := json.Marshal(e.Told(lang))
		if err == nil {
			_, err = w.Write(append(row, '\n'))
		}
		if err != nil {
			return graph.Fault("writing the rejects file: %v", "écriture du fichier des refus : %v", err)
		}
	}
	return nil
}

// Remove takes away what earlier loads hold under an id. It is false when nobody
// keeps what was loaded earlier.
func (in *Input) Remove(id string) (bool, error) {
	if in.Options.Remove == nil {
		return false, nil
	}
	return true, in.Options.Remove(id)
}

// Fail places an error that ends the reading of the whole stream. Errors that are
// placed already, and the caller's own cancellation, are left alone.
func (in *Input) Fail(line, column int, err error) error {
	var placed Error
	if err == nil || errors.As(err, &placed) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	words := graph.Wording(err)
	if words.FR == words.EN { // a library's or the system's own
		words.FR = "lecture impossible : « " + words.EN + " »"
	}
	return Error{File: in.Name, Line: line, Column: column, Cause: err}.Saying(words)
}

// Result returns the counts so far. Loaders return it at the end.
func (in *Input) Result() Result {
	r := in.result
	was := in.was
	if in.lines != nil && was == Detect {
		was = in.lines.Encoding()
	}
	if was != UTF8 && was != Detect {
		r.Notes = append(r.Notes[:len(r.Notes):len(r.Notes)], Error{File: in.Name}.Saying(graph.Say("read as %s", "lu comme %s", string(was))))
	}
	return r
}

// Err returns the fault of the rejects file, if any.
func (in *Input) Err() error { return in.failed }

// Origin renders file:line for a record.
func (in *Input) Origin(line int) string {
	if line != in.told || in.origin == "" { // a line often says several things
		in.told, in.origin = line, Error{File: in.Name, Line: line}.Position()
	}
	return in.origin
}

// SourceID is the source that the records of a stream rest on when they name no
// other: the scheme's word and the file's last part.
func (in *Input) SourceID(scheme string) graph.SourceID {
	return graph.SourceID(scheme + ":" + in.Base())
}

// Base is the last part of the stream's name: of a member of an archive, of the
// member.
func (in *Input) Base() string { return in.Name[strings.LastIndexAny(in.Name, `/\!`)+1:] }

// Limit refuses to read more of a stream than that many bytes; 0 is no limit.
func Limit(r io.Reader, bytes int64) io.Reader {
	if bytes <= 0 {
		return r
	}
	return &limited{r: r, left: bytes, limit: bytes}
}

// limited refuses streams beyond the caller's limit.
type limited struct {
	r           io.Reader
	left, limit int64
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return 0, graph.Fault("the file holds more than the %d bytes allowed; raise --max-bytes if you trust it", "le fichier contient plus que les %d octets admis ; augmentez --max-bytes si vous lui faites confiance", l.limit)
	}
	return n, err
}
