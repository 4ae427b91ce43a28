package store

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"path/filepath"
	"runtime/debug"
	"slices"
	"sync"

	"github.com/klauspost/compress/zstd"

	"longarm/graph"
	"longarm/graph/closure"
)

// part is a part open for reading. It may be used by any number of goroutines.
type part struct {
	info    *Part
	kin     []int  // the parts of other loads of the register
	name    string // of the records file
	records mapped
	index   *sealed
	pairs   *pairIndex
	blocks  sectionOf[blockInfo]
	ents    sectionOf[uint64]
	lengths sectionOf[uint8]
	words   *wordIndex
	dec     *zstd.Decoder

	mu    sync.Mutex
	cache map[int64][]byte
	order []int64 // of the cache, oldest first
	ahead recordCache
}

// cachedBlocks bounds the blocks a part keeps decompressed.
const cachedBlocks = 512

func openPart(fs files, dir string, info *Part) (_ *part, err error) {
	p := &part{info: info, name: filepath.Join(dir, recordsFile), cache: map[int64][]byte{}}
	defer func() {
		if err != nil {
			err = errors.Join(err, p.close())
		}
	}()
	if p.dec, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxLine+1<<20)); err != nil {
		return p, err
	}
	if p.records, err = fs.Map(p.name); err != nil {
		return p, err
	}
	if p.index, err = openSealed(fs, filepath.Join(dir, indexFile)); err != nil {
		return p, err
	}
	for _, f := range info.Files {
		switch have := int64(len(p.records.Bytes())); {
		case f.Name == recordsFile && f.Size != have:
			return p, damaged(p.name, "it has %d bytes, not %d", have, f.Size)
		case f.Name == indexFile && f.Size != p.index.size():
			return p, damaged(p.index.name, "it has %d bytes, not %d", p.index.size(), f.Size)
		}
	}
	if p.pairs, err = openPairs(p.index); err != nil {
		return p, err
	}
	p.blocks = sectionOf[blockInfo]{p.index.section(blocksSection)}
	p.ents = sectionOf[uint64]{p.index.section(entitiesSection)}
	p.lengths = sectionOf[uint8]{p.index.section(lengthsSection)}
	if p.ents.len() != p.lengths.len() {
		return p, damaged(p.index.name, "its sections differ in length")
	}
	p.words = openWords(p.index)
	return p, nil
}

func (p *part) close() error {
	var errs []error
	if p.dec != nil {
		p.dec.Close()
	}
	if p.records != nil {
		errs = append(errs, p.records.Close())
	}
	if p.index != nil {
		errs = append(errs, p.index.Close())
	}
	return errors.Join(errs...)
}

// block returns the lines of a block, checked.
func (p *part) block(n int64) ([]byte, error) {
	p.mu.Lock()
	text, ok := p.cache[n]
	p.mu.Unlock()
	if ok {
		return text, nil
	}
	text, err := p.readBlock(n)
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, ok := p.cache[n]; !ok {
		if len(p.order) == cachedBlocks {
			delete(p.cache, p.order[0])
			p.order = p.order[1:]
		}
		p.cache[n], p.order = text, append(p.order, n)
	}
	return text, nil
}

func (p *part) readBlock(n int64) ([]byte, error) { return p.readBlockInto(n, nil) }

// readBlockInto is readBlock into a buffer, or a larger one.
func (p *part) readBlockInto(n int64, buf []byte) ([]byte, error) {
	b, err := p.blocks.get(n)
	if err != nil {
		return nil, err
	}
	data := p.records.Bytes()
	if b.At > uint64(len(data)) || uint64(b.Size) > uint64(len(data))-b.At {
		return nil, damaged(p.name, "block %d lies outside it", n)
	}
	frame := data[b.At : b.At+uint64(b.Size)]
	if crc32.Checksum(frame, castagnoli) != b.Sum {
		return nil, damaged(p.name, "block %d at byte %d fails its checksum", n, b.At)
	}
	if b.Plain > maxLine+blockSize {
		return nil, damaged(p.name, "block %d claims %d bytes", n, b.Plain)
	}
	text, err := p.dec.DecodeAll(frame, slices.Grow(buf, int(b.Plain)))
	if err != nil || len(text) != int(b.Plain) {
		return nil, damaged(p.name, "block %d cannot be decompressed: %v", n, err)
	}
	return text, nil
}

// record reads the record at ref.
func (p *part) record(ref uint64) (r graph.Record, gone string, err error) {
	if r := p.ahead.get(ref); r != nil {
		return r, "", nil
	}
	n, off := splitRef(ref)
	text, err := p.block(n)
	if err != nil {
		return nil, "", err
	}
	return p.recordIn(text, n, off)
}

// recordIn reads the record at a byte of a block.
func (p *part) recordIn(text []byte, n int64, off int) (r graph.Record, gone string, err error) {
	if off >= len(text) || off > 0 && text[off-1] != '\n' {
		return nil, "", damaged(p.name, "no record begins at byte %d of block %d", off, n)
	}
	line := text[off:]
	if i := bytes.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	r, gone, err = decodeRecord(line)
	if err != nil {
		return nil, "", p.badRecord(n, off, err)
	}
	return r, gone, nil
}

// each hands on every record in the order of the file, with its ref.
func (p *part) each(yield func(r graph.Record, gone string, ref uint64) error) error {
	return p.lines(0, p.blocks.len(), func(line []byte, block int64, off int) error {
		r, gone, err := decodeRecord(line)
		if err != nil {
			return p.badRecord(block, off, err)
		}
		return yield(r, gone, makeRef(int(block), off))
	})
}

// lines hands on the lines of some blocks, each with its block and the byte in it. A
// line is valid until yield returns.
func (p *part) lines(from, to int64, yield func(line []byte, block int64, off int) error) error {
	var text []byte
	for n := from; n < to; n++ {
		var err error
		if text, err = p.readBlockInto(n, text[:0]); err != nil {
			return err
		}
		if err := eachLine(text, func(line []byte, off int) error { return yield(line, n, off) }); err != nil {
			return err
		}
	}
	return nil
}

func (p *part) badRecord(block int64, off int, err error) error {
	return damaged(p.name, "the record at byte %d of block %d: %v", off, block, err)
}

// isClaim reports a line that certainly holds a claim and no entity; those that this
// program wrote begin with what they are.
func isClaim(line []byte) bool {
	return bytes.HasPrefix(line, statementHead) || bytes.HasPrefix(line, noteHead) || bytes.HasPrefix(line, attributeHead)
}

var statementHead, noteHead, attributeHead = []byte(`{"record":"statement",`), []byte(`{"record":"note",`), []byte(`{"record":"attribute",`)

func eachLine(text []byte, yield func(line []byte, off int) error) error {
	for off := 0; off < len(text); {
		end := bytes.IndexByte(text[off:], '\n')
		if end < 0 {
			end = len(text) - off
		}
		if err := yield(text[off:off+end], off); err != nil {
			return err
		}
		off += end + 1
	}
	return nil
}

// find hands on the records whose id in the role is the one asked for, in the order
// of the file. Ids that merely share a key are passed over.
func (p *part) find(as role, id string, yield func(r graph.Record, ref uint64) error) error {
	return p.pairs.find(keyOf(as, id), func(ref uint64) error {
		r, gone, err := p.record(ref)
		if err != nil {
			return err
		}
		if r == nil && as == asGone && gone == id || r != nil && plays(r, as, id) {
			return yield(r, ref)
		}
		return nil
	})
}

// has reports a record of the id in the role.
func (p *part) has(as role, id string) (bool, error) {
	err := p.find(as, id, func(graph.Record, uint64) error { return errFound })
	if errors.Is(err, errFound) {
		return true, nil
	}
	return false, err
}

// replaces is has, but for an entity of which the part knows no more than that there
// is one.
func (p *part) replaces(as role, id string) (bool, error) {
	err := p.find(as, id, func(r graph.Record, _ uint64) error {
		if e, ok := r.(graph.Entity); ok && e.Kind == "" {
			return nil
		}
		return errFound
	})
	if errors.Is(err, errFound) {
		return true, nil
	}
	return false, err
}

var errFound = errors.New("found")

// guarded turns a fault of mapped memory into an error: a file that someone cut
// short while it was open. Anything else that panics goes on.
func guarded(name string, do func() error) (err error) {
	old := debug.SetPanicOnFault(true)
	defer func() {
		debug.SetPanicOnFault(old)
		fault := recover()
		if fault == nil {
			return
		}
		if a, ok := fault.(interface{ Addr() uintptr }); ok {
			err = damaged(name, "a file in it was cut short while it was read (address %x)", a.Addr())
			return
		}
		panic(fault)
	}()
	return do()
}

// plays reports that the record is about the id in the role.
func plays(r graph.Record, as role, id string) bool {
	if as == asRecord {
		c := closure.ClaimOf(r)
		return c != nil && c.Record == id
	}
	switch r := r.(type) {
	case graph.Source:
		return as == asSource && string(r.ID) == id
	case graph.Entity:
		switch as {
		case asEntity:
			return string(r.ID) == id
		case asFrame:
			return closure.Frame(r.Kind)
		case asIdentifier:
			return hasIdentifier(&r, id)
		case asName:
			return slices.Contains(keys(&r), id)
		}
	case graph.Statement:
		switch f := role(r.Interest.Family()); {
		case as == asClaim:
			return string(r.ID) == id
		case as == asSubject+f:
			return string(r.Subject) == id
		case as == asHolder+f, as == asOperator && r.Interest == graph.Operates:
			return string(r.Holder) == id
		}
	case graph.Attribute:
		return as == asClaim && string(r.ID) == id || as == asAttribute && string(r.Entity) == id || as == asAt && string(r.At) == id
	case graph.Coverage:
		if as == asMember {
			for _, m := range r.Members {
				if string(m) == id {
					return true
				}
			}
		}
		return as == asClaim && string(r.ID) == id || as == asCovered && string(r.Entity) == id
	case graph.Note:
		return as == asClaim && string(r.ID) == id || as == asNoted && (string(r.Subject) == id || string(r.Object) == id)
	}
	return false
}

// idOf returns the id of a record, and whether it is that of a claim.
func idOf(r graph.Record) (id string, claim bool) {
	switch r := r.(type) {
	case graph.Source:
		return string(r.ID), false
	case graph.Entity:
		return string(r.ID), false
	case graph.Statement:
		return string(r.ID), true
	case graph.Attribute:
		return string(r.ID), true
	case graph.Coverage:
		return string(r.ID), true
	case graph.Note:
		return string(r.ID), true
	}
	return fmt.Sprintf("%T", r), false
}
