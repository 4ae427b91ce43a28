package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/klauspost/compress/zstd"

	"longarm/graph"
	"longarm/graph/closure"
	"longarm/graph/columns"
)

// eachFrame decompresses the zstd frames of a records file one after another, without
// its index, each whole lines.
func eachFrame(name string, data []byte, yield func(text []byte) error) error {
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxLine+1<<20))
	if err != nil {
		return err
	}
	defer dec.Close()
	r := bytes.NewReader(data)
	if err := dec.Reset(r); err != nil {
		return damaged(name, "%v", err)
	}
	// Lines end where frames end, so that any cut after a line end serves.
	var rest []byte
	buf := make([]byte, 256<<10)
	for {
		n, err := dec.Read(buf)
		rest = append(rest, buf[:n]...)
		if len(rest) > maxLine+len(buf) {
			return damaged(name, "a line is longer than %d bytes", maxLine)
		}
		if end := bytes.LastIndexByte(rest, '\n') + 1; end > 0 {
			if err := yield(rest[:end]); err != nil {
				return err
			}
			rest = append(rest[:0], rest[end:]...)
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return damaged(name, "%v", err)
		}
	}
	if len(rest) > 0 {
		return damaged(name, "it ends within a line")
	}
	return nil
}

// Check is the result of verifying one part.
type Check struct {
	Part   Part
	Counts Counts // of the records read again
	Err    error  // nil: every byte is as it was written, and the index finds every record
}

// Verify reads everything the generation holds again: checksums of all blocks, every
// record, and that the index leads to every one. It returns one result for each part,
// in the order of loading; the error is of the context.
func (w *Workspace) Verify(ctx context.Context) ([]Check, error) {
	var out []Check
	for i, p := range w.parts {
		c := Check{Part: *p.info}
		c.Err = guarded(w.dir, func() error { return w.verifyPart(ctx, i, &c.Counts) })
		if err := ctx.Err(); err != nil {
			return out, err
		}
		out = append(out, c)
	}
	if err := w.verifyColumns(); err != nil && len(out) > 0 {
		last := &out[len(out)-1]
		last.Err = errors.Join(last.Err, err)
	}
	return out, nil
}

func (w *Workspace) verifyColumns() error {
	if w.columns == nil {
		return w.noColumns
	}
	err := guarded(w.dir, w.columns.Verify)
	if errors.Is(err, columns.ErrDamaged) {
		err = damaged(filepath.Join(w.dir, generationsDir, filepath.Base(w.m.Columns.Name)), "%v; run `longarm rebuild`", err)
	}
	return err
}

func (w *Workspace) verifyPart(ctx context.Context, i int, counts *Counts) error {
	p := w.parts[i]
	if err := p.index.verify(); err != nil {
		return err
	}
	for _, f := range p.info.Files {
		data := p.index.mapped.Bytes()
		name := p.index.name
		if f.Name == recordsFile {
			data, name = p.records.Bytes(), p.name
		}
		if sumOf(data) != f.SHA256 {
			return damaged(name, "its bytes are not those that were written")
		}
	}
	entities := int64(0)
	err := p.each(func(r graph.Record, gone string, ref uint64) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		if r == nil {
			counts.Removals++
			return p.leads(asGone, gone, ref)
		}
		counts.add(r)
		id, claim := idOf(r)
		switch r := r.(type) {
		case graph.Entity:
			have, err := p.ents.get(entities)
			if err == nil && have != ref {
				err = damaged(p.index.name, "entity %d is not %q", entities, r.ID)
			}
			if err != nil {
				return err
			}
			entities++
			for _, k := range keys(&r) {
				if err := p.leads(asName, k, ref); err != nil {
					return err
				}
			}
			return p.leads(asEntity, id, ref)
		case graph.Source:
			return p.leads(asSource, id, ref)
		}
		if claim {
			if err := p.leads(asClaim, id, ref); err != nil {
				return err
			}
			if record := closure.ClaimOf(r).Record; record != "" {
				if err := p.leads(asRecord, record, ref); err != nil {
					return err
				}
			}
		}
		for _, at := range places(r) {
			if err := p.leads(at.as, string(at.id), ref); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if *counts != p.info.Counts {
		return damaged(p.name, "it holds %v, not %v", *counts, p.info.Counts)
	}
	return nil
}

// leads makes sure that the index finds the record.
func (p *part) leads(as role, id string, ref uint64) error {
	found, err := p.pairs.leads(keyOf(as, id), ref)
	if found || err != nil {
		return err
	}
	return fmt.Errorf("%s: %w: it does not lead to %q; run `longarm rebuild`", filepath.Base(p.index.name), ErrDamaged, id)
}
