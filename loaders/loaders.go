// Package loaders is the list of loaders and the way to use them without knowing
// which file is in which format: [Load] and [Stream] recognise every file by its
// content, whatever it is called and however it is compressed.
package loaders

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"longarm/graph"
	"longarm/loaders/csv"
	"longarm/loaders/curated"
	"longarm/loaders/internal/hazy"
	"longarm/loaders/internal/seen"
	"longarm/loaders/internal/source"
)

// Result tells what was read, accepted and rejected; Read = Accepted + Rejected.
type Result = source.Result

// Error is one refusal or remark with its file, line and column.
type Error = source.Error

// Progress counts bytes and records while they are read.
type Progress = source.Progress

// Options set how files are read. The zero value suits files that describe every
// state they name.
type Options struct {
	// States gives the state or bloc with an ISO 3166-1 alpha-2 code, or with an id.
	States func(iso string) (graph.Entity, bool)
	// Lists gives the designation lists that a law keeps, none for another name.
	Lists func(name string) []graph.EntityID
	// Fraction: shares of CSV files are fractions of one, not percent.
	Fraction bool
	// Encoding of text files: "utf-8", "windows-1252", "utf-16", "utf-16le" or
	// "utf-16be"; "" finds out.
	Encoding string
	// MaxBytes is the most one stream may hold after decompression; 0: no limit.
	MaxBytes int64
	// Rejects takes one JSON line for every refusal; nil: none is written.
	Rejects io.Writer
	// Lang is the language of their messages, "en" or "fr"; empty is English.
	Lang string
	// Remove takes away what earlier loads hold under an id, a claim or an entity with
	// its claims; nil: nothing was loaded earlier.
	Remove func(id string) error
	// Earlier hands on the claims that earlier loads which stay hold as versions of a
	// record of their register; own are those that a claim of the same id takes the
	// place of. nil: nothing was loaded earlier.
	Earlier func(record string, visit func(claim graph.Record, own bool) error) error
	// Progress counts while files are read; nil: nobody looks.
	Progress *Progress
}

// The formats of which files need each other.
const (
	CSV     = "csv"
	Curated = "curated"
)

// Names lists the known formats, sorted.
func Names() []string {
	names := []string{CSV, Curated}
	for _, f := range Formats() {
		names = append(names, f.Name)
	}
	slices.Sort(names)
	return names
}

// Load reads files into the builder. Paths are files, plain or compressed by gzip,
// zstd or bzip2, zip archives, or folders, which stand for the data files directly
// in them. The format is one of [Names], or "" to recognise each file.
//
// Rejected rows are in the Result, and the caller decides how many are too many.
// The error is for files that cannot be used at all: missing, cut, of another
// format than the one named, curated files with any fault. What contradicts
// between files is found by [graph.Builder.Build].
func Load(b *graph.Builder, format string, paths []string, o Options) (Result, error) {
	r := &run{ctx: context.Background(), format: format, o: o, b: b}
	var parties hazy.Parties
	r.add = func(rec graph.Record) error {
		if e, ok := rec.(graph.Entity); ok && e.Kind == "" {
			parties.Add(e)
			return nil
		}
		return b.Add(rec)
	}
	err := r.load(paths)
	if err == nil {
		err = parties.Flush(b, b.Add)
	}
	return r.result, err
}

// Stream reads files as [Load] does and hands the records on one by one, in memory
// that does not grow with the files but for what a format's page in the guide
// says, and eight bytes for every party that is only named. Curated YAML is read whole
// first, and plain CSV beside it. An entity of which a file does not tell the kind is
// handed on without one. An error of add ends the reading and is returned.
func Stream(ctx context.Context, format string, paths []string, o Options, add func(graph.Record) error) (Result, error) {
	b := graph.NewBuilder()
	var named seen.Set
	r := &run{ctx: ctx, format: format, o: o, b: b, stream: true}
	r.add = func(rec graph.Record) error {
		if e, ok := rec.(graph.Entity); ok && e.Kind == "" && hazy.Bare(&e) && !named.Add(string(e.ID)) {
			return nil
		}
		return add(rec)
	}
	if err := r.load(paths); err != nil {
		return r.result, err
	}
	return r.result, b.Records(add)
}

// run is one call of Load or Stream.
type run struct {
	ctx    context.Context
	format string
	o      Options
	add    func(graph.Record) error
	b      *graph.Builder // takes what is read whole
	stream bool           // plain tables go on row by row
	yamls  []curated.File
	tables []csv.File
	result Result
	failed error // of the rejects file
}

// load reads the files, those that need each other at the end.
func (r *run) load(paths []string) error {
	if r.format != "" && !slices.Contains(Names(), r.format) {
		return graph.Fault("unknown format %q; %s", "format inconnu, %q ; %s", source.Clip(r.format), source.DidYouMean(r.format, Names(), graph.Text{}))
	}
	files, err := expand(paths)
	if err != nil {
		return err
	}
	for _, path := range files {
		r.o.Progress.Expect(source.Size(path))
	}
	var faults []error
	for _, path := range files {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		faults = append(faults, source.Each(path, r.options(), r.visit))
	}
	if err := errors.Join(faults...); err != nil {
		return err
	}
	err = r.whole()
	return errors.Join(err, r.failed)
}

func (r *run) options() source.Options {
	return source.Options{Encoding: source.Encoding(r.o.Encoding), MaxBytes: r.o.MaxBytes, States: r.o.States, Rejects: r.o.Rejects,
		Lang: r.o.Lang, Remove: r.o.Remove, Earlier: r.o.Earlier, Progress: r.o.Progress}
}

// visit reads one stream, or keeps it for later when its format is read whole.
func (r *run) visit(in *source.Input) error {
	head, err := in.Head()
	if err != nil {
		return err
	}
	kind := sniff(in.Name, head)
	if kind == "" && besides(in.Name) {
		in.Remark(0, 0, "", graph.Say("by its name no data", "aucune donnée d’après son nom"), graph.Say("it is left out", "ce fichier est laissé de côté"))
		r.result.Add(in.Result())
		return nil
	}
	if kind == "" && foreigner(head) != nil && (r.format == CSV || r.format == "") {
		return unknown(in.Name, head)
	}
	if r.format != "" {
		if kind != "" && kind != r.format && r.format != CSV {
			return Error{File: in.Name}.Saying(graph.Say("this is a file of %s, not of %s; leave out the source's name, or name the right file", "c’est un fichier de %s, non de %s ; omettez le nom de la source, ou nommez le bon fichier", kind, r.format))
		}
		kind = r.format
	}
	switch kind {
	case "":
		return unknown(in.Name, head)
	case CSV:
		r.tables = append(r.tables, csv.File{Name: in.Name, Size: in.Size, Open: func() (io.ReadCloser, error) { return source.OpenStream(in.Name, r.o.Progress) }})
		return nil
	case Curated:
		data, err := io.ReadAll(io.LimitReader(in.R, source.MaxYAML+1))
		if err != nil {
			return in.Fail(0, 0, err)
		}
		if len(data) > source.MaxYAML {
			return graph.Fault("%s has more than the %d bytes allowed; split it", "%s a plus que les %d octets admis ; partagez-le", in.Name, source.MaxYAML)
		}
		r.yamls = append(r.yamls, curated.File{Name: in.Name, Data: data})
		return nil
	}
	f, _ := named(kind)
	result, err := f.Load(r.ctx, in, r.add)
	r.result.Add(result)
	return err
}

// whole reads the files that need each other.
func (r *run) whole() error {
	var faults []error
	if len(r.yamls) > 0 {
		one, err := curated.LoadFiles(r.b, r.yamls, curated.States(r.o.States))
		r.reject(one)
		faults = append(faults, err)
	}
	if len(r.tables) > 0 {
		one, err := r.plain()
		r.result.Add(one)
		faults = append(faults, err)
	}
	return errors.Join(faults...)
}

// plain reads the plain tables: as a stream, unless facts of other files belong with
// them.
func (r *run) plain() (Result, error) {
	o := csv.Options{Fraction: r.o.Fraction, Encoding: r.o.Encoding, MaxBytes: r.o.MaxBytes, States: r.o.States, Lists: r.o.Lists,
		Rejects: r.o.Rejects, Lang: r.o.Lang, Progress: r.o.Progress}
	if r.stream && len(r.yamls) == 0 {
		return csv.Stream(r.ctx, r.tables, o, r.add)
	}
	return csv.Load(r.b, r.tables, o)
}

// reject adds a result and writes its refusals.
func (r *run) reject(one Result) {
	r.result.Add(one)
	if r.o.Rejects != nil {
		r.failed = errors.Join(r.failed, source.WriteRejects(r.o.Rejects, r.o.Lang, one.Errors))
	}
}

// NewProgress begins to count, at the given time.
func NewProgress(now time.Time) *Progress { return source.NewProgress(now) }

// Expand replaces folders by the data files directly in them, in lexical order of
// their names. A path that is not there, or a folder without such files, is an
// error.
func Expand(paths []string) ([]string, error) { return expand(paths) }

// Sniff recognises the format of a file by its content; of a zip archive, by its
// first file.
func Sniff(path string) (string, error) {
	kind := ""
	err := source.Each(path, source.Options{}, func(in *source.Input) error {
		head, err := in.Head()
		if err != nil {
			return err
		}
		if kind = sniff(in.Name, head); kind == "" && besides(in.Name) {
			return nil
		}
		if kind == "" {
			return unknown(in.Name, head)
		}
		return errFound
	})
	if errors.Is(err, errFound) {
		err = nil
	} else if err == nil && kind == "" {
		err = graph.Fault("%s holds no data file; check what was downloaded", "%s ne contient aucun fichier de données ; vérifiez ce qui a été téléchargé", path)
	}
	return kind, err
}

var errFound = errors.New("found")

// sniff recognises a format by the head of a stream, and by its name when that
// leaves a doubt; "" is none.
func sniff(name string, head []byte) string {
	for _, f := range Formats() {
		if f.Sniff(head) {
			return f.Name
		}
	}
	if kind := empty(name, head); kind != "" {
		return kind
	}
	switch filepath.Ext(strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(name), ".gz"), ".zst")) {
	case ".yaml", ".yml":
		return Curated
	case ".csv", ".tsv":
		if _, ok := csv.Sniff(head); !ok && foreigner(head) != nil && len(bytes.TrimSpace(head)) > 0 {
			return ""
		}
		return CSV
	}
	if _, ok := csv.Sniff(head); ok {
		return CSV
	}
	if curated.Sniff(head) {
		return Curated
	}
	return ""
}

// besides reports a member of an archive that comes with data and is none.
func besides(name string) bool {
	_, member, ok := strings.Cut(name, "!")
	if !ok {
		return false
	}
	base := strings.ToLower(filepath.Base(member))
	switch filepath.Ext(base) {
	case ".md", ".pdf", ".html", ".htm", ".doc", ".docx", ".rtf", ".css", ".png", ".jpg", ".xsd":
		return true
	}
	for _, word := range []string{"readme", "license", "licence", "changelog", "notice", "lisez"} {
		if strings.HasPrefix(base, word) {
			return true
		}
	}
	return false
}

// dataFile reports a name that a folder is read for.
func dataFile(name string) bool {
	name = strings.ToLower(name)
	for _, packed := range []string{".gz", ".zst", ".bz2"} {
		name = strings.TrimSuffix(name, packed)
	}
	switch filepath.Ext(name) {
	case ".yaml", ".yml", ".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".xml", ".zip", ".xlsx":
		return true
	}
	return false
}

// expand replaces folders by the data files directly in them, in lexical order.
func expand(paths []string) ([]string, error) {
	var out []string
	for _, path := range paths {
		info, err := source.Stat(path)
		if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			out = append(out, path)
			continue
		}
		before := len(out)
		err = fs.WalkDir(os.DirFS(path), ".", func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && name != ".":
				return fs.SkipDir
			}
			if dataFile(name) {
				out = append(out, filepath.Join(path, name))
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		if len(out) == before {
			return nil, graph.Fault("%s holds no .yaml, .csv, .tsv, .json, .jsonl, .xml or .zip file; name the files", "%s ne contient aucun fichier .yaml, .csv, .tsv, .json, .jsonl, .xml ou .zip ; nommez les fichiers", path)
		}
	}
	return out, nil
}

// Size is the number of bytes the files take on disk.
func Size(paths []string) int64 {
	var total int64
	for _, path := range paths {
		total += source.Size(path)
	}
	return total
}
