package sec

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// submission reads a complete submission text file: a header, and the documents of one
// filing one after another. Documents of other types are passed over.
func (l *load) submission() error {
	r := l.in.R
	defer func() { l.in.R, l.base = r, 0 }()
	f := &filing{load: l, table: newPositions(l)}
	role, kind, line := "", "", 0
	read := false
	for n := 0; ; n++ {
		if n%1024 == 0 && l.ctx.Err() != nil {
			return l.ctx.Err()
		}
		text, err := shortLine(r)
		if err != nil && !errors.Is(err, io.EOF) {
			return l.in.Fail(line+1, 0, err)
		}
		if text == "" && err != nil {
			break
		}
		line++
		text = strings.TrimSpace(text)
		name, value, _ := strings.Cut(text, ":")
		value = strings.TrimSpace(value)
		switch {
		case strings.HasPrefix(text, "<TYPE>"):
			kind = strings.ToUpper(strings.TrimSpace(text[len("<TYPE>"):]))
		case text == "<TEXT>":
			body := &document{r: r}
			l.base, l.in.R = line, bufio.NewReaderSize(body, source.HeadSize)
			done, err := l.document(f, kind)
			if err != nil {
				return err
			}
			read = read || done
			if _, err := io.Copy(io.Discard, body); err != nil {
				return l.in.Fail(line, 0, err)
			}
			if !body.closed {
				return l.in.Fail(line, 1, graph.Fault("the document that begins here has no end; the file is cut short, fetch it again", "le document qui commence ici n’a pas de fin ; le fichier est tronqué, téléchargez-le de nouveau"))
			}
			line += body.lines
			l.base, l.in.R = 0, r
		case kind != "":
		case name == "ACCESSION NUMBER":
			l.doc = docOf(value)
		case strings.HasSuffix(text, ":") && value == "":
			switch name {
			case "FILER", "FILED BY", "SUBJECT COMPANY", "ISSUER":
				role = name
			}
		case name == "CENTRAL INDEX KEY" && role == "FILER":
			l.filer.cik = cik(value)
		case name == "COMPANY CONFORMED NAME" && role == "FILER":
			l.filer.name = value
		case name == "CONFORMED PERIOD OF REPORT":
			l.period = day(value)
		}
	}
	if !read {
		return l.in.Fail(1, 1, graph.Fault("the submission holds no 13F, 13D, 13G in XML and no Exhibit 21 (schedules before December 2024 are free text, which is not read)", "le dépôt ne contient ni 13F, ni 13D, ni 13G en XML, ni Exhibit 21 (avant décembre 2024, les déclarations 13D et 13G sont en texte libre, qui n’est pas lu)"))
	}
	return f.finish()
}

// document reads one document of a submission, when it is of a kind that is read.
func (l *load) document(f *filing, kind string) (bool, error) {
	head, err := l.in.Head()
	if err != nil {
		return false, err
	}
	switch {
	case strings.HasPrefix(kind, "EX-21"):
		return true, l.exhibit(l.in.R)
	case kindOf(head) == xmlForm && (strings.HasPrefix(kind, "13F-") || kind == "INFORMATION TABLE" || strings.HasPrefix(kind, "SCHEDULE 13") || strings.HasPrefix(kind, "SC 13")):
		return true, f.document(l.in.XML())
	}
	return false, nil
}

// document is the text between <TEXT> and </TEXT>, line for line: the tags <XML> and
// </XML> around it are blank lines.
type document struct {
	r      *bufio.Reader
	rest   []byte
	lines  int // with the closing tag
	inside bool
	closed bool
	err    error
}

// Read gives the text on.
func (d *document) Read(p []byte) (int, error) {
	for len(d.rest) == 0 {
		if d.closed || d.err != nil {
			if d.err != nil && !errors.Is(d.err, io.EOF) {
				return 0, d.err
			}
			return 0, io.EOF
		}
		chunk, err := d.r.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			err = nil
		}
		d.err = err
		begins := !d.inside
		if len(chunk) > 0 {
			d.inside = chunk[len(chunk)-1] != '\n'
		}
		if begins && len(chunk) > 0 {
			d.lines++
			tag := bytes.TrimSpace(chunk)
			switch {
			case bytes.HasPrefix(tag, []byte("</TEXT>")):
				d.closed = true
				continue
			case bytes.Equal(tag, []byte("<XML>")), bytes.Equal(tag, []byte("</XML>")):
				chunk = []byte("\n")
			}
		}
		d.rest = chunk
	}
	n := copy(p, d.rest)
	d.rest = d.rest[n:]
	return n, nil
}

// shortLine reads a line of the header; what goes beyond a thousand bytes is dropped.
func shortLine(r *bufio.Reader) (string, error) {
	var out []byte
	for {
		chunk, err := r.ReadSlice('\n')
		out = append(out, chunk[:min(len(chunk), max(0, 1000-len(out)))]...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return string(out), err
		}
	}
}
