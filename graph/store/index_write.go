package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"path/filepath"
	"strings"

	"longarm/graph"
	"longarm/graph/closure"
	"longarm/graph/identity"
)

// The sections of an index file, in its order.
const (
	blocksSection   = "blocks"   // one blockInfo a frame
	entitiesSection = "entities" // the refs of entities, in the order of the records
	lengthsSection  = "lengths"  // how many words the shortest name of each has
)

// indexWriter collects what an index file says while records pass by.
type indexWriter struct {
	fs       files
	dir      string
	pairs    pairSorter
	names    nameWriter
	entities []uint64
	lengths  []uint8
}

func newIndexWriter(fs files, dir string) indexWriter {
	return indexWriter{fs: fs, dir: dir, pairs: pairSorter{fs: fs, dir: dir, limit: pairsInMemory}, names: newNameWriter(fs, dir)}
}

func (w *indexWriter) add(r graph.Record, ref uint64) error {
	switch r := r.(type) {
	case graph.Source:
		return w.pairs.add(keyOf(asSource, string(r.ID)), ref)
	case graph.Entity:
		return w.entity(&r, ref)
	case graph.Statement:
		f := role(r.Interest.Family())
		if r.Interest == graph.Operates {
			if err := w.pairs.add(keyOf(asOperator, string(r.Holder)), ref); err != nil {
				return err
			}
		}
		if err := w.version(&r.Claim, ref); err != nil {
			return err
		}
		return joined(w.pairs.add(keyOf(asClaim, string(r.ID)), ref),
			w.pairs.add(keyOf(asSubject+f, string(r.Subject)), ref), w.pairs.add(keyOf(asHolder+f, string(r.Holder)), ref))
	case graph.Attribute:
		err := joined(w.pairs.add(keyOf(asClaim, string(r.ID)), ref), w.pairs.add(keyOf(asAttribute, string(r.Entity)), ref), w.version(&r.Claim, ref))
		if r.At != "" {
			err = joined(err, w.pairs.add(keyOf(asAt, string(r.At)), ref), nil)
		}
		return err
	case graph.Coverage:
		err := joined(w.pairs.add(keyOf(asClaim, string(r.ID)), ref), w.pairs.add(keyOf(asCovered, string(r.Entity)), ref), w.version(&r.Claim, ref))
		for _, m := range r.Members {
			err = joined(err, w.pairs.add(keyOf(asMember, string(m)), ref), nil)
		}
		return err
	case graph.Note:
		err := joined(w.pairs.add(keyOf(asClaim, string(r.ID)), ref), w.pairs.add(keyOf(asNoted, string(r.Subject)), ref), w.version(&r.Claim, ref))
		if r.Object != r.Subject {
			err = joined(err, w.pairs.add(keyOf(asNoted, string(r.Object)), ref), nil)
		}
		return err
	}
	return nil
}

// version leads from the record of the register that a claim is a version of.
func (w *indexWriter) version(c *graph.Claim, ref uint64) error {
	if c.Record == "" {
		return nil
	}
	return w.pairs.add(keyOf(asRecord, c.Record), ref)
}

func (w *indexWriter) entity(e *graph.Entity, ref uint64) error {
	err := w.pairs.add(keyOf(asEntity, string(e.ID)), ref)
	if closure.Frame(e.Kind) {
		err = joined(err, w.pairs.add(keyOf(asFrame, ""), ref), nil)
	}
	for _, i := range identity.Strong(e) { // also found by hasIdentifier
		err = joined(err, w.pairs.add(keyOf(asIdentifier, i.String()), ref), nil)
	}
	names := keys(e)
	for _, k := range names {
		err = joined(err, w.pairs.add(keyOf(asName, k), ref), nil)
	}
	n := uint32(len(w.entities))
	w.entities = append(w.entities, ref)
	w.lengths = append(w.lengths, wordsIn(names[1:]))
	return joined(err, w.names.add(names, n), nil)
}

// wordsIn counts the words of the shortest of the names.
func wordsIn(names []string) uint8 {
	least := 255
	for _, n := range names {
		least = min(least, strings.Count(n, " ")+1)
	}
	return uint8(least)
}

func (w *indexWriter) gone(id string, ref uint64) error { return w.pairs.add(keyOf(asGone, id), ref) }

// spilled is about how many bytes the index will have.
func (w *indexWriter) spilled() int64 { return w.pairs.count * 16 }

// write writes the index file and forces it to disk.
func (w *indexWriter) write(blocks []blockInfo) (info fileInfo, err error) {
	f, err := w.fs.Create(filepath.Join(w.dir, indexFile))
	if err != nil {
		return fileInfo{}, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	sum := sha256.New()
	s := newSealWriter(f, sum)
	if err := s.begin(blocksSection); err != nil {
		return fileInfo{}, err
	}
	if _, err := s.Write(raw(blocks)); err != nil {
		return fileInfo{}, err
	}
	if err := s.begin(entitiesSection); err != nil {
		return fileInfo{}, err
	}
	if _, err := s.Write(raw(w.entities)); err != nil {
		return fileInfo{}, err
	}
	if err := s.begin(lengthsSection); err != nil {
		return fileInfo{}, err
	}
	if _, err := s.Write(w.lengths); err != nil {
		return fileInfo{}, err
	}
	sorted := make(chan struct{})
	go func() {
		defer close(sorted)
		w.names.sort()
	}()
	err = writePairs(s, &w.pairs)
	<-sorted
	if err != nil {
		return fileInfo{}, err
	}
	if err := w.names.write(s); err != nil {
		return fileInfo{}, err
	}
	size, err := s.finish()
	if err != nil {
		return fileInfo{}, err
	}
	if err := f.Sync(); err != nil {
		return fileInfo{}, err
	}
	return fileInfo{Name: indexFile, Size: size, SHA256: hexSum(sum)}, w.close()
}

func (w *indexWriter) close() error { return errors.Join(w.pairs.close(), w.names.close()) }

func hexSum(h hash.Hash) string { return hex.EncodeToString(h.Sum(nil)) }

func hasIdentifier(e *graph.Entity, id string) bool {
	for _, i := range identity.Strong(e) {
		if i.String() == id {
			return true
		}
	}
	return false
}

func sumOf(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
