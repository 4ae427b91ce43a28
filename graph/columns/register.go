package columns

import (
	"bytes"
	"slices"

	"longarm/graph"
)

// NodeRows is a piece of the entities as a loader collects them. The zero value is
// empty and ready.
type NodeRows struct {
	text   []byte
	end    []uint32
	hash   []uint64
	kind   []uint8
	place  []uint16
	places []string
	codes  map[string]uint16
}

// Add adds one row. Code is the state the entity is of, "" when none is stated.
func (r *NodeRows) Add(id []byte, kind graph.Kind, code []byte) {
	r.text = append(r.text, id...)
	r.end = append(r.end, uint32(len(r.text)))
	r.hash = append(r.hash, hash(id))
	r.kind = append(r.kind, kindNumber(kind))
	p := uint16(0)
	if len(code) > 0 {
		var ok bool
		if p, ok = r.codes[string(code)]; !ok {
			if r.codes == nil {
				r.codes = map[string]uint16{}
			}
			p = uint16(min(len(r.places)+1, 1<<16-1))
			r.places = append(r.places, string(code))
			r.codes[string(code)] = p
		}
	}
	r.place = append(r.place, p)
}

// Len is the number of rows.
func (r *NodeRows) Len() int { return len(r.end) }

// Repeat is a row whose id an earlier row has; Other says that the kinds differ.
type Repeat struct {
	Row, First int // in the order of the pieces
	Other      bool
}

// Register is a set of entities with their numbers, open for holdings.
type Register struct {
	ids    *ids
	kind   []uint8
	place  []uint16
	places []string
	covers []Cover
	member []uint32
	ground []Ground
}

// NewRegister numbers the entities of all pieces, which it uses up. Repeats lists rows of one id but
// the first, by row; an id of several kinds keeps the one that sorts first, and a
// place is taken from the row that states the first in order.
func NewRegister(pieces []NodeRows) (*Register, []Repeat, error) {
	n := 0
	for i := range pieces {
		n += pieces[i].Len()
	}
	r := &Register{}
	remap := r.mergePlaces(pieces)
	all := &rowIDs{end: make([]uint32, 0, n), hash: make([]uint64, 0, n)}
	size := 0
	for i := range pieces {
		size += len(pieces[i].text)
	}
	if size > maxArena {
		return nil, nil, errTooLarge
	}
	all.text = make([]byte, 0, size)
	for i := range pieces {
		p := &pieces[i]
		from := uint32(len(all.text))
		all.text = append(all.text, p.text...)
		for _, e := range p.end {
			all.end = append(all.end, from+e)
		}
		all.hash = append(all.hash, p.hash...)
		p.text, p.end, p.hash = nil, nil, nil
	}
	t, canon, first, err := newIDs(all)
	if err != nil {
		return nil, nil, err
	}
	r.ids = t
	r.kind, r.place = make([]uint8, len(first)), make([]uint16, len(first))
	set := make([]bool, len(first))
	var repeats []Repeat
	i := 0
	for p := range pieces {
		for k := range pieces[p].kind {
			c := canon[i]
			kind, place := pieces[p].kind[k], remap[p][pieces[p].place[k]]
			switch {
			case !set[c]:
				set[c], r.kind[c], r.place[c] = true, kind, place
			default:
				repeats = append(repeats, Repeat{Row: i, First: int(first[c]), Other: kind != r.kind[c]})
				r.kind[c] = min(r.kind[c], kind)
				if r.place[c] == 0 || place != 0 && place < r.place[c] {
					r.place[c] = place
				}
			}
			i++
		}
	}
	return r, repeats, nil
}

// mergePlaces numbers the places of all pieces, sorted, and maps each piece's own
// numbers to them.
func (r *Register) mergePlaces(pieces []NodeRows) [][]uint16 {
	var all []string
	for i := range pieces {
		all = append(all, pieces[i].places...)
	}
	slices.Sort(all)
	r.places = append([]string{""}, slices.Compact(all)...)
	if len(r.places) > 1<<16-1 {
		r.places = r.places[:1<<16-1]
	}
	remap := make([][]uint16, len(pieces))
	for i := range pieces {
		remap[i] = make([]uint16, len(pieces[i].places)+1)
		for k, code := range pieces[i].places {
			if j, ok := slices.BinarySearch(r.places, code); ok {
				remap[i][k+1] = uint16(j)
			}
		}
	}
	return remap
}

// Finder looks up ids in batches. It is for one goroutine.
type Finder struct{ l lookup }

// Finder returns a new finder.
func (r *Register) Finder() *Finder { return &Finder{lookup{t: r.ids}} }

// Find sets out[i] to the canonical number of the id text[start[i]:end[i]], or to
// [None].
func (f *Finder) Find(text []byte, start, end, out []uint32) { f.l.find(text, start, end, out) }

// None is the number of no entity.
const None = none

// Len is the number of entities.
func (r *Register) Len() int { return r.ids.len() }

// Canonical returns the canonical number of an id.
func (r *Register) Canonical(id string) (uint32, bool) { return r.ids.find([]byte(id)) }

// ID returns the id of a canonical number.
func (r *Register) ID(c uint32) string { return string(bytes.Clone(r.ids.at(c))) }

// KindOf returns the kind of a canonical number.
func (r *Register) KindOf(c uint32) graph.Kind { return kindList[r.kind[c]] }

// Cover adds a coverage; members are canonical numbers, for a total. Bases is as
// for holdings.
func (r *Register) Cover(company uint32, kind CoverKind, b graph.Basis, p graph.Percent, period graph.Period, members []uint32) {
	c := Cover{Company: company, Kind: kind, Bases: basisFlags(b), Percent: p, From: uint32(period.Start()), To: uint32(period.To)}
	if c.To == 0 {
		c.To = forever
	}
	c.Members.From = uint32(len(r.member))
	r.member = append(r.member, members...)
	c.Members.To = uint32(len(r.member))
	r.covers = append(r.covers, c)
}

// Ground adds a stated link of control beside shares, by canonical numbers. Code is
// the caller's.
func (r *Register) Ground(holder, subject uint32, code uint8, from, to graph.Date) {
	g := Ground{Subject: subject, Holder: holder, Code: code, From: uint32(from), To: uint32(to)}
	if g.To == 0 {
		g.To = forever
	}
	r.ground = append(r.ground, g)
}

// Freeze closes the register with the holdings of all pieces, which it uses up.
func (r *Register) Freeze(pieces []Edges) (*Frozen, error) {
	f, err := freeze(r.ids, r.kind, pieces)
	if err != nil {
		return nil, err
	}
	f.places = r.places
	f.place = make([]uint16, f.Len())
	for v, c := range f.canon {
		f.place[v] = r.place[c]
	}
	f.setCovers(r.covers, r.member)
	f.setGrounds(r.ground)
	return f, nil
}

func (f *Frozen) setCovers(list []Cover, member []uint32) {
	for i := range list {
		c := &list[i]
		c.Company = f.number[c.Company]
		f.row[c.Company] |= RowCovered
		m := member[c.Members.From:c.Members.To]
		f.numbersOf(m)
		slices.Sort(m)
	}
	slices.SortFunc(list, func(a, b Cover) int {
		if a.Company != b.Company {
			return int(int64(a.Company) - int64(b.Company))
		}
		if a.Kind != b.Kind {
			return int(a.Kind) - int(b.Kind)
		}
		if a.Percent != b.Percent {
			return int(a.Percent - b.Percent)
		}
		return slices.Compare(member[a.Members.From:a.Members.To], member[b.Members.From:b.Members.To])
	})
	for i := range list { // members in the order of the covers
		m := member[list[i].Members.From:list[i].Members.To]
		list[i].Members.From = uint32(len(f.member))
		f.member = append(f.member, m...)
		list[i].Members.To = uint32(len(f.member))
	}
	f.covers = list
}

func (f *Frozen) setGrounds(list []Ground) {
	for i := range list {
		list[i].Subject, list[i].Holder = f.number[list[i].Subject], f.number[list[i].Holder]
		f.row[list[i].Subject] |= RowGround
	}
	slices.SortFunc(list, func(a, b Ground) int {
		for _, d := range [][2]uint32{{a.Subject, b.Subject}, {a.Holder, b.Holder}, {uint32(a.Code), uint32(b.Code)}, {a.From, b.From}, {a.To, b.To}} {
			if d[0] != d[1] {
				if d[0] < d[1] {
					return -1
				}
				return 1
			}
		}
		return 0
	})
	f.ground = slices.Compact(list)
}

// Grow makes room for rows and the bytes of their ids.
func (r *NodeRows) Grow(rows, text int) {
	r.text = slices.Grow(r.text, text)
	r.end, r.hash = slices.Grow(r.end, rows), slices.Grow(r.hash, rows)
	r.kind, r.place = slices.Grow(r.kind, rows), slices.Grow(r.place, rows)
}

// groundInterests numbers the interests that state control beside shares, from 1.
var groundInterests = []graph.Interest{graph.OtherInfluenceOrControl, graph.ControlByContract, graph.MajorityOfDirectors, graph.AppointmentOfBoard,
	graph.ActingJointly, graph.ActingInConcert, graph.GoldenShare, graph.VetoRight, graph.AccountingParent, graph.ControlByRules, graph.ControlByLaw}

// GroundCode returns the number of an interest that states control beside shares, 0
// for any other.
func GroundCode(i graph.Interest) uint8 { return uint8(slices.Index(groundInterests, i) + 1) }

// GroundInterest is the inverse of [GroundCode].
func GroundInterest(code uint8) graph.Interest { return groundInterests[code-1] }
