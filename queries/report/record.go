package report

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/law"
)

// LawFiles is what a catalogue was read from.
type LawFiles = fs.FS

// Recorded is what a dossier was computed from, so that it can be computed again:
// every record of the facts read, and every file of the laws.
type Recorded struct {
	Facts Packed `json:"facts"` // JSON lines, one record each
	Laws  Packed `json:"laws"`  // one JSON object, file name to text
}

// Packed is a text, compressed with gzip and written in base64.
type Packed struct {
	Encoding string `json:"encoding"` // gzip+base64
	SHA256   string `json:"sha256"`   // of the text, in hexadecimal
	Data     string `json:"data"`
}

const packing = "gzip+base64"

// The bounds of what is unpacked, in bytes.
const (
	maxFacts = 256 << 20
	maxLaws  = 64 << 20
)

// pack compresses a text; the same text gives the same bytes.
func pack(text []byte) (Packed, error) {
	var buf bytes.Buffer
	w, err := gzip.NewWriterLevel(&buf, gzip.BestCompression)
	if err != nil {
		return Packed{}, err
	}
	if _, err := w.Write(text); err != nil {
		return Packed{}, err
	}
	if err := w.Close(); err != nil {
		return Packed{}, err
	}
	return Packed{Encoding: packing, SHA256: digest(text), Data: base64.StdEncoding.EncodeToString(buf.Bytes())}, nil
}

func digest(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// unpack gives the text back, after its hash was compared.
func (p *Packed) unpack(what string, most int64) ([]byte, error) {
	if p.Encoding != packing {
		return nil, fmt.Errorf("the recorded %s are encoded as %q, not %s; this program cannot read them", what, p.Encoding, packing)
	}
	raw, err := base64.StdEncoding.DecodeString(p.Data)
	if err != nil {
		return nil, fmt.Errorf("the recorded %s are no base64: %w; the report was damaged", what, err)
	}
	r, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("the recorded %s cannot be unpacked: %w; the report was damaged", what, err)
	}
	text, err := io.ReadAll(io.LimitReader(r, most+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("the recorded %s cannot be unpacked: %w; the report was damaged", what, err)
	case int64(len(text)) > most:
		return nil, fmt.Errorf("the recorded %s are larger than %d MB when unpacked; no report of this program is", what, most>>20)
	case digest(text) != p.SHA256:
		return nil, fmt.Errorf("the recorded %s do not have the hash the report gives; they were changed after it was made", what)
	}
	return text, nil
}

// line is one record of the facts in JSON: exactly one key is set.
type line struct {
	Source    *graph.Source    `json:"source,omitempty"`
	Entity    *graph.Entity    `json:"entity,omitempty"`
	Statement *graph.Statement `json:"statement,omitempty"`
	Attribute *graph.Attribute `json:"attribute,omitempty"`
	Coverage  *graph.Coverage  `json:"coverage,omitempty"`
	Note      *graph.Note      `json:"note,omitempty"`
}

// factLines writes every record of a ledger, sorted.
func factLines(l *graph.Ledger) ([]byte, error) {
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	err := l.Records(func(r graph.Record) error {
		var out line
		switch r := r.(type) {
		case graph.Source:
			out.Source = &r
		case graph.Entity:
			out.Entity = &r
		case graph.Statement:
			out.Statement = &r
		case graph.Attribute:
			out.Attribute = &r
		case graph.Coverage:
			out.Coverage = &r
		case graph.Note:
			out.Note = &r
		}
		return e.Encode(out)
	})
	return buf.Bytes(), err
}

// readFacts builds a ledger from the lines of [factLines].
func readFacts(text []byte) (*graph.Ledger, error) {
	b := graph.NewBuilder()
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	for n := 1; ; n++ {
		var in line
		if err := d.Decode(&in); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, fmt.Errorf("recorded facts, record %d: %w", n, err)
		}
		r, err := in.record()
		if err == nil {
			err = b.Add(r)
		}
		if err != nil {
			return nil, fmt.Errorf("recorded facts, record %d: %w", n, err)
		}
	}
	return b.Build()
}

func (l *line) record() (graph.Record, error) {
	var found []graph.Record
	if l.Source != nil {
		found = append(found, *l.Source)
	}
	if l.Entity != nil {
		found = append(found, *l.Entity)
	}
	if l.Statement != nil {
		found = append(found, *l.Statement)
	}
	if l.Attribute != nil {
		found = append(found, *l.Attribute)
	}
	if l.Coverage != nil {
		found = append(found, *l.Coverage)
	}
	if l.Note != nil {
		found = append(found, *l.Note)
	}
	if len(found) != 1 {
		return nil, fmt.Errorf("it holds %d records, not one", len(found))
	}
	return found[0], nil
}

// lawText puts the files of a catalogue, without their tests, into one JSON object.
func lawText(files fs.FS) ([]byte, error) {
	out := map[string]string{}
	err := fs.WalkDir(files, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !lawFile(name) {
			return err
		}
		data, err := fs.ReadFile(files, name)
		out[name] = string(data)
		return err
	})
	if err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	err = e.Encode(out) // keys sorted
	return buf.Bytes(), err
}

// lawFile reports a file that laws are made of: the law files of each jurisdiction and
// the two files of words beside them.
func lawFile(name string) bool {
	if strings.HasSuffix(name, ".test.yaml") || path.Ext(name) != ".yaml" {
		return false
	}
	return !strings.Contains(name, "/") || strings.HasPrefix(name, "laws/")
}

// readLaws builds a catalogue from the object of [lawText].
func readLaws(text []byte) (*law.Catalogue, error) {
	files := map[string]string{}
	if err := json.Unmarshal(text, &files); err != nil {
		return nil, fmt.Errorf("recorded laws: %w", err)
	}
	tree, err := fileTree(files)
	if err != nil {
		return nil, fmt.Errorf("recorded laws: %w", err)
	}
	c, err := law.Load(tree)
	if err != nil {
		return nil, fmt.Errorf("recorded laws: %w", err)
	}
	return c, nil
}

// fileTree makes a file system of texts by name: an archive in memory is one.
func fileTree(files map[string]string) (fs.FS, error) {
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if !fs.ValidPath(name) || !lawFile(name) {
			return nil, fmt.Errorf("%q is no file of a catalogue", name)
		}
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			return nil, err
		}
		if _, err := io.WriteString(f, files[name]); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return zip.NewReader(bytes.NewReader(buf.Bytes()), int64(buf.Len()))
}

// record hashes facts and laws, and packs them when asked to.
func (b *builder) record() error {
	facts, err := factLines(b.c.Ledger())
	if err != nil {
		return err
	}
	var laws []byte
	if b.o.LawFiles != nil {
		if laws, err = lawText(b.o.LawFiles); err != nil {
			return err
		}
	}
	b.d.Made.FactsHash, b.d.Made.LawsHash = digest(facts), digest(laws)
	if !b.o.Record {
		return nil
	}
	r := &Recorded{}
	if r.Facts, err = pack(facts); err != nil {
		return err
	}
	if r.Laws, err = pack(laws); err != nil {
		return err
	}
	b.d.Recorded = r
	return nil
}

// sources lists the publications of the statements cited.
func (b *builder) sources() {
	b.d.Sources = []Source{}
	at := map[graph.SourceID]int{}
	for _, s := range b.d.Statements {
		if s.Source == nil {
			continue
		}
		i, ok := at[s.Source.ID]
		if !ok {
			i = len(b.d.Sources)
			at[s.Source.ID] = i
			full := b.c.Ledger().Source(s.Source.ID)
			b.d.Sources = append(b.d.Sources, Source{SourceBrief: *s.Source, Licence: full.Licence, NonCommercial: full.NonCommercial})
		}
		b.d.Sources[i].Cited++
	}
	slices.SortFunc(b.d.Sources, func(x, y Source) int { return strings.Compare(string(x.ID), string(y.ID)) })
}
