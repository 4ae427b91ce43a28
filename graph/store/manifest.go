package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"longarm/graph"
)

// The folders and files of a workspace.
const (
	currentFile    = "CURRENT"
	lockName       = "LOCK"
	generationsDir = "generations"
	partsDir       = "parts"
	aside          = ".new-" // begins the name of what is being written
)

// Load describes where records come from. Only Source is required.
type Load struct {
	// Source is what users call it: "gleif", "uk-psc", or the name of a file. A load
	// replaces what the workspace has of the same source.
	Source string `json:"source"`
	// Delta: records replace those of the same id, and the rest of the source stays.
	Delta   bool   `json:"delta,omitempty"`
	Title   string `json:"title,omitempty"`
	URL     string `json:"url,omitempty"`
	Licence string `json:"licence,omitempty"` // an SPDX identifier or words
	// NonCommercial: the licence forbids commercial use.
	NonCommercial bool `json:"non_commercial,omitempty"`
	// Attribution is what the licence asks to be printed with answers.
	Attribution string     `json:"attribution,omitempty"`
	DataOf      graph.Date `json:"data_of,omitzero"` // the day the data stands at
	Loader      string     `json:"loader,omitempty"`
	// Lasting: what the loader reads names its claims, so that one id means one claim in
	// every load of it.
	Lasting bool    `json:"lasting,omitempty"`
	Files   []Input `json:"files,omitempty"`
	// Bytes is about how many bytes the files have after decompression; with it a
	// disk that is too full is found before anything is written. 0: not known.
	Bytes int64 `json:"-"`
	// Time is when the load happened; the zero Time means now.
	Time time.Time `json:"-"`
}

// Input is one file that was read.
type Input struct {
	Name   string `json:"name"`
	Size   int64  `json:"size,omitempty"`
	SHA256 string `json:"sha256,omitempty"`
}

// Counts says how many records of each kind there are, repeated ones included.
type Counts struct {
	Entities   int64 `json:"entities"`
	Statements int64 `json:"statements"`
	Attributes int64 `json:"attributes"`
	Coverages  int64 `json:"coverages"`
	Notes      int64 `json:"notes"`
	Sources    int64 `json:"sources"`
	Removals   int64 `json:"removals,omitempty"`
}

func (c *Counts) add(r graph.Record) {
	switch r.(type) {
	case graph.Entity:
		c.Entities++
	case graph.Statement:
		c.Statements++
	case graph.Attribute:
		c.Attributes++
	case graph.Coverage:
		c.Coverages++
	case graph.Note:
		c.Notes++
	case graph.Source:
		c.Sources++
	}
}

// Sum adds the counts of another load.
func (c Counts) Sum(o Counts) Counts {
	return Counts{c.Entities + o.Entities, c.Statements + o.Statements, c.Attributes + o.Attributes,
		c.Coverages + o.Coverages, c.Notes + o.Notes, c.Sources + o.Sources, c.Removals + o.Removals}
}

// fileInfo is a file as it was written.
type fileInfo struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// Part is what one load left in the workspace.
type Part struct {
	Name string `json:"name"` // of its folder
	Load
	Loaded time.Time `json:"loaded"`
	Counts Counts    `json:"counts"`
	// Files of the part, and Plain the bytes of its lines before compression.
	Files []fileInfo `json:"contents"`
	Plain int64      `json:"plain"`
}

// Size is how many bytes the files of the part have.
func (p *Part) Size() int64 {
	n := int64(0)
	for _, f := range p.Files {
		n += f.Size
	}
	return n
}

// manifest is one generation.
type manifest struct {
	Format     int       `json:"format"`
	Generation int       `json:"generation"`
	Written    time.Time `json:"written"`
	Parts      []Part    `json:"parts"` // in the order of loading
	// Decisions on identity, as lines of JSON, in a file of the generation's own.
	Decisions *fileInfo `json:"decisions,omitempty"`
	// Columns of all that stands; nil when there are none. They have checksums of their
	// own.
	Columns *fileInfo `json:"columns,omitempty"`
}

// hash sums up what the generation holds, whenever and in whatever folder it was
// written.
func (m *manifest) hash() string {
	h := sha256.New()
	for i := range m.Parts {
		p := &m.Parts[i]
		fmt.Fprintf(h, "%q %v", p.Source, p.Delta)
		for _, f := range p.Files {
			if f.Name == recordsFile {
				fmt.Fprintf(h, " %d %s", f.Size, f.SHA256)
			}
		}
		fmt.Fprintln(h)
	}
	if m.Decisions != nil {
		fmt.Fprintln(h, m.Decisions.SHA256)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func manifestName(n int) string { return fmt.Sprintf("%08d.json", n) }

// publish writes the manifest and makes it the current one.
func publish(files files, dir string, m *manifest) error {
	text, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return err
	}
	text = append(text, '\n')
	name := filepath.Join(dir, generationsDir, manifestName(m.Generation))
	if err := writeWhole(files, name, text); err != nil {
		return err
	}
	current := fmt.Sprintf("longarm workspace, format %d, generation %d, checksum %08x\n", formatVersion, m.Generation, crc32.Checksum(text, castagnoli))
	return writeWhole(files, filepath.Join(dir, currentFile), []byte(current))
}

var currentLine = regexp.MustCompile(`^longarm workspace, format (\d{1,6}), generation (\d{1,9}), checksum ([0-9a-f]{8})\n$`)

// readCurrent returns the current generation, [ErrNoWorkspace] when there is none.
func readCurrent(files files, dir string) (*manifest, error) {
	path := filepath.Join(dir, currentFile)
	text, err := files.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: %w; `longarm load FILE --workspace %s` makes one", dir, ErrNoWorkspace, dir)
	}
	if err != nil {
		return nil, err
	}
	if v, ok := formatOf(text); ok && v > formatVersion {
		return nil, newer(dir, v)
	}
	parts := currentLine.FindSubmatch(text)
	if parts == nil {
		return nil, damaged(path, "it does not say which generation is current")
	}
	n, _ := strconv.Atoi(string(parts[2]))
	sum, _ := strconv.ParseUint(string(parts[3]), 16, 32)
	return readManifest(files, dir, n, uint32(sum))
}

// formatOf reads the format from CURRENT whatever else a later version writes there.
func formatOf(text []byte) (int, bool) {
	_, rest, ok := bytes.Cut(text, []byte("longarm workspace, format "))
	if !ok {
		return 0, false
	}
	digits, _, _ := strings.Cut(string(rest[:min(len(rest), 8)]), ",")
	v, err := strconv.Atoi(digits)
	return v, err == nil
}

func readManifest(files files, dir string, n int, sum uint32) (*manifest, error) {
	name := filepath.Join(dir, generationsDir, manifestName(n))
	text, err := files.ReadFile(name)
	if err != nil {
		return nil, err
	}
	if crc32.Checksum(text, castagnoli) != sum {
		return nil, damaged(name, "it fails its checksum")
	}
	m := &manifest{}
	if err := json.Unmarshal(text, m); err != nil {
		return nil, damaged(name, "%v", err)
	}
	for i := range m.Parts {
		if p := m.Parts[i].Name; p == "" || filepath.Base(p) != p || p == "." || p == ".." {
			return nil, damaged(name, "a part has the name %q", p)
		}
	}
	return m, nil
}
