// Package loaders is the list of loaders and the way to use them without knowing
// which file is in which format: [Load] recognises every file by its content.
package loaders

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/loaders/csv"
	"longarm/loaders/curated"
	"longarm/loaders/internal/source"
)

// Result tells what was read, accepted and rejected; Read = Accepted + Rejected.
type Result = source.Result

// Error is one refusal or remark with its file, line and column.
type Error = source.Error

// Options set how files are read. The zero value suits files that describe every
// state they name.
type Options struct {
	// States gives the state or bloc with an ISO 3166-1 alpha-2 code.
	States func(iso string) (graph.Entity, bool)
	// Lists gives the designation lists that a law keeps, none for another name.
	Lists func(name string) []graph.EntityID
	// Fraction: shares of CSV files are fractions of one, not percent.
	Fraction bool
	// Encoding of CSV files: "utf-8", "windows-1252", "utf-16", "utf-16le" or
	// "utf-16be"; "" finds out.
	Encoding string
}

// The formats a caller may name.
const (
	CSV     = "csv"
	Curated = "curated"
)

// Names lists the known formats, sorted.
func Names() []string { return []string{CSV, Curated} }

// Load reads files, and the .yaml, .yml, .csv, .tsv files (also .gz) directly in
// folders, into the builder. The format is one of [Names], or "" to recognise
// each file. All files of one format are read together, in any order: an edge may
// name an entity of any table.
//
// Rejected rows of CSV are in the Result, and the caller decides how many are too
// many. The error is for files that cannot be used at all: missing, unreadable,
// with an unknown column, or curated files with any fault. What contradicts
// between files is found by [graph.Builder.Build].
func Load(b *graph.Builder, format string, paths []string, o Options) (Result, error) {
	if format != "" && !slices.Contains(Names(), format) {
		return Result{}, fmt.Errorf("unknown format %q; %s", source.Clip(format), source.DidYouMean(format, Names(), ""))
	}
	files, err := expand(paths)
	if err != nil {
		return Result{}, err
	}
	var yamls []curated.File
	var tables []csv.File
	var faults []error
	for _, path := range files {
		kind := format
		if kind == "" {
			if kind, err = Sniff(path); err != nil {
				faults = append(faults, err)
				continue
			}
		}
		if kind == CSV {
			tables = append(tables, csv.Path(path))
			continue
		}
		data, err := source.ReadAll(path, source.MaxYAML)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		yamls = append(yamls, curated.File{Name: path, Data: data})
	}
	if err := errors.Join(faults...); err != nil {
		return Result{}, err
	}
	var result Result
	if len(yamls) > 0 {
		r, err := curated.LoadFiles(b, yamls, curated.States(o.States))
		result.Add(r)
		faults = append(faults, err)
	}
	if len(tables) > 0 {
		r, err := csv.Load(b, tables, csv.Options{Fraction: o.Fraction, Encoding: o.Encoding, States: o.States, Lists: o.Lists})
		result.Add(r)
		faults = append(faults, err)
	}
	return result, errors.Join(faults...)
}

// Sniff recognises the format of a file: by its name when that says it, else by
// its first line.
func Sniff(path string) (string, error) {
	switch filepath.Ext(strings.TrimSuffix(strings.ToLower(path), ".gz")) {
	case ".yaml", ".yml":
		return Curated, nil
	case ".csv", ".tsv":
		return CSV, nil
	}
	f, err := source.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	head, err := bufio.NewReaderSize(f, 64<<10).Peek(64 << 10)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("%s: %w", path, err)
	}
	text, _, err := source.Decode(head)
	if err != nil {
		return "", fmt.Errorf("%s: %w", path, err)
	}
	if _, ok := csv.Sniff(text); ok {
		return CSV, nil
	}
	for line := range bytes.Lines(text) {
		key, _, _ := bytes.Cut(bytes.TrimSpace(line), []byte(":"))
		switch string(key) {
		case "sources", "entities", "statements", "attributes", "coverage", "notes":
			return Curated, nil
		}
	}
	return "", fmt.Errorf("%s is in no known format; name one of: %s", path, strings.Join(Names(), ", "))
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
			switch filepath.Ext(strings.TrimSuffix(strings.ToLower(name), ".gz")) {
			case ".yaml", ".yml", ".csv", ".tsv":
				out = append(out, filepath.Join(path, name))
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		if len(out) == before {
			return nil, fmt.Errorf("%s holds no .yaml, .yml, .csv or .tsv file; name the files", path)
		}
	}
	return out, nil
}
