package columns

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unsafe"
)

// The file: a page of header, then one section a column, each beginning on a page
// of its own so that it can be mapped and read in place. All numbers are
// little-endian. Every section has a CRC-32C, and so has the header, which is
// written last: a file whose writing was interrupted is refused.
const (
	magic   = "LONGARM\x00"
	version = 1
	page    = 4096
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// ErrDamaged reports a file that is no whole column file of this version.
var ErrDamaged = errors.New("not a whole column file")

// section is one column in the file.
type section struct {
	data []byte
	set  func([]byte) error
}

// raw shows the memory of a slice as bytes.
func raw[T any](s []T) []byte {
	if len(s) == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(s))), len(s)*int(unsafe.Sizeof(s[0])))
}

// column ties a slice to its section. Elements are plain integers or structs of
// them, whose layout Go fixes by the order of fields.
func column[T any](dst *[]T) section {
	return section{raw(*dst), func(b []byte) error {
		var t T
		size := int(unsafe.Sizeof(t))
		if len(b) == 0 {
			*dst = nil
			return nil
		}
		if len(b)%size != 0 || uintptr(unsafe.Pointer(&b[0]))%unsafe.Alignof(t) != 0 {
			return ErrDamaged
		}
		*dst = unsafe.Slice((*T)(unsafe.Pointer(&b[0])), len(b)/size)
		return nil
	}}
}

// sections lists the columns in the order of the file. New ones go to the end.
func (f *Frozen) sections() []section {
	places := []byte(strings.Join(f.places, "\n"))
	return []section{
		column(&f.ids.arena), column(&f.ids.slot), column(&f.ids.bucket),
		column(&f.number), column(&f.canon), column(&f.kind), column(&f.place),
		{places, func(b []byte) error { f.places = strings.Split(string(b), "\n"); return nil }},
		column(&f.off), column(&f.holder), column(&f.low), column(&f.high), column(&f.fineLow), column(&f.fineHigh),
		column(&f.flag), column(&f.from), column(&f.to),
		column(&f.downOff), column(&f.downEdge), column(&f.downTo), column(&f.row), column(&f.cyclic),
		column(&f.covers), column(&f.member), column(&f.ground),
	}
}

// placesSection is the one column that is not read in place.
const placesSection = 7

// littleEndian reports that memory holds numbers as the file does.
func littleEndian() bool { return binary.NativeEndian.Uint16([]byte{1, 0}) == 1 }

var errEndian = errors.New("column files are read and written on little-endian machines only")

// Write writes the columns to a new file beside its final name and renames it, so
// that the name holds either the old file or the whole new one.
func (f *Frozen) Write(path string) (err error) {
	if !littleEndian() {
		return errEndian
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".new-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			tmp.Close()
			os.Remove(tmp.Name())
		}
	}()
	if err = f.writeTo(tmp); err != nil {
		return err
	}
	if err = tmp.Sync(); err != nil {
		return err
	}
	if err = tmp.Close(); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}

func (f *Frozen) writeTo(w io.WriterAt) error {
	list := f.sections()
	header := make([]byte, page)
	copy(header, magic)
	put := binary.LittleEndian
	put.PutUint32(header[8:], version)
	put.PutUint32(header[12:], uint32(len(list)))
	put.PutUint64(header[16:], uint64(f.ids.shift))
	at := int64(page)
	for i, s := range list {
		if _, err := w.WriteAt(s.data, at); err != nil {
			return err
		}
		e := header[32+24*i:]
		put.PutUint64(e, uint64(at))
		put.PutUint64(e[8:], uint64(len(s.data)))
		put.PutUint32(e[16:], crc32.Checksum(s.data, castagnoli))
		at += (int64(len(s.data)) + page - 1) / page * page
	}
	put.PutUint64(header[24:], uint64(at))
	put.PutUint64(header[page-16:], f.longest)
	put.PutUint32(header[page-4:], crc32.Checksum(header[:page-4], castagnoli))
	if at > page { // the file ends on a whole page
		if _, err := w.WriteAt([]byte{0}, at-1); err != nil {
			return err
		}
	}
	_, err := w.WriteAt(header, 0)
	return err
}

// Open maps a file written by [Frozen.Write]. It checks the header, not the
// columns: [Frozen.Verify] does. Errors wrap [ErrDamaged] for what is no such file.
func Open(path string) (*Frozen, error) {
	if !littleEndian() {
		return nil, errEndian
	}
	m, err := mapFile(path)
	if err != nil {
		return nil, err
	}
	f := &Frozen{ids: &ids{}, mapped: m}
	if err := f.read(m.data); err != nil {
		m.close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return f, nil
}

func (f *Frozen) read(data []byte) error {
	if len(data) < page || string(data[:8]) != magic {
		return ErrDamaged
	}
	get := binary.LittleEndian
	if crc32.Checksum(data[:page-4], castagnoli) != get.Uint32(data[page-4:]) {
		return fmt.Errorf("%w: the header fails its checksum", ErrDamaged)
	}
	list := f.sections()
	if v := get.Uint32(data[8:]); v != version || get.Uint32(data[12:]) != uint32(len(list)) {
		return fmt.Errorf("%w: version %d, this program reads %d", ErrDamaged, v, version)
	}
	f.ids.shift = uint(get.Uint64(data[16:]))
	f.longest = get.Uint64(data[page-16:])
	if get.Uint64(data[24:]) != uint64(len(data)) {
		return fmt.Errorf("%w: %d bytes of %d", ErrDamaged, len(data), get.Uint64(data[24:]))
	}
	for i, s := range list {
		e := data[32+24*i:]
		at, n := get.Uint64(e), get.Uint64(e[8:])
		if at > uint64(len(data)) || n > uint64(len(data))-at {
			return ErrDamaged
		}
		if err := s.set(data[at : at+n : at+n]); err != nil {
			return err
		}
	}
	return f.shape()
}

// shape checks what no column may contradict, in constant time.
func (f *Frozen) shape() error {
	n, m := len(f.number), len(f.holder)
	ok := len(f.canon) == n && len(f.kind) == n && len(f.place) == n && len(f.row) == n && len(f.off) == n+1 && len(f.downOff) == n+1 &&
		len(f.ids.slot) == n+1 && len(f.low) == m && len(f.downEdge) == m && len(f.downTo) == m &&
		f.ids.shift < 64 && len(f.ids.bucket) == 1<<(64-f.ids.shift)+1
	for _, l := range []int{len(f.high), len(f.fineLow), len(f.fineHigh), len(f.flag), len(f.from), len(f.to)} {
		ok = ok && (l == 0 || l == m)
	}
	if !ok {
		return fmt.Errorf("%w: columns of different lengths", ErrDamaged)
	}
	return nil
}

// Verify reads every column of an opened file and checks its checksum, and that
// every number points to something.
func (f *Frozen) Verify() error {
	if f.mapped != nil {
		get := binary.LittleEndian
		for i, s := range f.sections() {
			want := get.Uint32(f.mapped.data[32+24*i+16:])
			if i != placesSection && crc32.Checksum(s.data, castagnoli) != want {
				return fmt.Errorf("%w: column %d fails its checksum", ErrDamaged, i)
			}
		}
	}
	n, m := uint32(len(f.number)), uint32(len(f.holder))
	below := func(list []uint32, bound uint32) bool {
		for _, x := range list {
			if x >= bound {
				return false
			}
		}
		return true
	}
	rising := func(list []uint32, last uint32) bool {
		for i := 1; i < len(list); i++ {
			if list[i] < list[i-1] {
				return false
			}
		}
		return list[0] == 0 && list[len(list)-1] == last
	}
	ok := below(f.number, n) && below(f.canon, n) && below(f.holder, n) && below(f.downEdge, m) && below(f.downTo, n) &&
		rising(f.off, m) && rising(f.downOff, m) && f.ids.rising() && rising(f.ids.bucket, n)
	for _, p := range f.place {
		ok = ok && int(p) < len(f.places)
	}
	for _, k := range f.kind {
		ok = ok && int(k) < len(kindList)
	}
	if !ok {
		return fmt.Errorf("%w: a number points nowhere", ErrDamaged)
	}
	return nil
}

// Close gives an opened file back. The Frozen and everything taken from it must
// not be used afterwards. On one that was built it does nothing.
func (f *Frozen) Close() error {
	if f.mapped == nil {
		return nil
	}
	return f.mapped.close()
}

// rising reports that the ids follow each other in the arena.
func (t *ids) rising() bool {
	last := uint32(0)
	for _, s := range t.slot {
		if uint32(s) < last {
			return false
		}
		last = uint32(s)
	}
	return int(last) == len(t.arena)
}
