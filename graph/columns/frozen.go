package columns

import (
	"errors"
	"sort"

	"longarm/graph"
)

var errTooLarge = errors.New("more than 2^31 entities, 2^32 holdings or 4 GiB of ids: too large for one frozen graph")

// Frozen is the graph in columns. It never changes and may be read by any number
// of goroutines. Slices it returns are shared: treat them as constant.
type Frozen struct {
	ids    *ids
	number []uint32 // canonical → number
	canon  []uint32 // number → canonical
	kind   []uint8
	place  []uint16
	places []string // ISO codes, sorted; place 0 is ""

	// Rows: the holders of node v are edges off[v]…off[v+1], sorted by number.
	off    []uint32
	holder []uint32
	low    []uint32
	// Nil unless some edge needs them; the fine columns come together with high.
	high     []uint32
	fineLow  []uint8
	fineHigh []uint8
	flag     []uint8
	from, to []uint32 // in force on days from ≤ d < to, as graph.Date

	// The edges of a holder, ascending by company.
	downOff, downEdge, downTo []uint32

	row    []uint8 // hints on each node's row
	cyclic []Span
	covers []Cover  // sorted by company
	member []uint32 // members of the covers
	ground []Ground // sorted by subject, then holder

	longest uint64 // see Longest

	mapped *mapping
}

// Hints on the row of a node. They speak of all days and bases together.
const (
	RowSelf    uint8 = 1 << iota // an edge from the company to itself
	RowCovered                   // a cover speaks of it
	RowBand                      // some share is no single figure
	RowOver                      // lower ends pass 100 %, if only as open ones, all bases and days together
	RowGround                    // a ground of control speaks of it
	RowSealed                    // its kind has no holders: ownership ends with it
	RowCyclic                    // it lies in a component of several members
)

// CoverKind is what a cover says.
type CoverKind uint8

// The kinds of cover, as of coverage in package graph.
const (
	Complete CoverKind = iota + 1
	Floor
	Total
)

// Cover is a coverage of the holders of one company.
type Cover struct {
	Company  uint32
	Kind     CoverKind
	Bases    uint8
	Percent  graph.Percent // of Floor and Total
	From, To uint32
	Members  Span // into the member column, of Total; the slice is sorted
}

// Ground is a stated link of control beside shares.
type Ground struct {
	Subject, Holder uint32
	Code            uint8 // as the builder gave it
	From, To        uint32
}

// Len is the number of entities.
func (f *Frozen) Len() int { return len(f.number) }

// Edges is the number of holdings.
func (f *Frozen) Edges() int { return len(f.holder) }

// Find returns the number of an id.
func (f *Frozen) Find(id string) (uint32, bool) {
	c, ok := f.ids.find([]byte(id))
	if !ok {
		return 0, false
	}
	return f.number[c], true
}

// ID returns the id of a number.
func (f *Frozen) ID(v uint32) string { return string(f.ids.at(f.canon[v])) }

// Kind returns the kind of a node.
func (f *Frozen) Kind(v uint32) graph.Kind { return kindList[f.kind[v]] }

// Place returns the code of the state a node is of, "" when none is stated.
func (f *Frozen) Place(v uint32) string { return f.places[f.place[v]] }

// Places lists the codes that nodes may have, "" first, then sorted.
func (f *Frozen) Places() []string { return f.places }

// PlaceIndex returns for each node the index of its place in [Frozen.Places].
func (f *Frozen) PlaceIndex() []uint16 { return f.place }

// RowHints returns the hints on each node's row.
func (f *Frozen) RowHints() []uint8 { return f.row }

// Cyclic lists the components with more than one member, ascending.
func (f *Frozen) Cyclic() []Span { return f.cyclic }

// Component returns the span of the node's component; a node on no cycle is alone.
func (f *Frozen) Component(v uint32) Span {
	i := sort.Search(len(f.cyclic), func(i int) bool { return f.cyclic[i].To > v })
	if i < len(f.cyclic) && f.cyclic[i].From <= v {
		return f.cyclic[i]
	}
	return Span{v, v + 1}
}

// Rows returns the offsets of the rows and the holders.
func (f *Frozen) Rows() (off, holder []uint32) { return f.off, f.holder }

// Holdings returns the edges a holder has and the company of each, ascending.
func (f *Frozen) Holdings(h uint32) (edges, companies []uint32) {
	a, b := f.downOff[h], f.downOff[h+1]
	return f.downEdge[a:b], f.downTo[a:b]
}

// Covers lists what covers the company.
func (f *Frozen) Covers(v uint32) []Cover {
	if f.row[v]&RowCovered == 0 {
		return nil
	}
	i := sort.Search(len(f.covers), func(i int) bool { return f.covers[i].Company >= v })
	j := i
	for j < len(f.covers) && f.covers[j].Company == v {
		j++
	}
	return f.covers[i:j]
}

// Members lists the members of a total, ascending.
func (f *Frozen) Members(c Cover) []uint32 { return f.member[c.Members.From:c.Members.To] }

// Grounds lists the stated links of control to the company.
func (f *Frozen) Grounds(v uint32) []Ground {
	if f.row[v]&RowGround == 0 {
		return nil
	}
	i := sort.Search(len(f.ground), func(i int) bool { return f.ground[i].Subject >= v })
	j := i
	for j < len(f.ground) && f.ground[j].Subject == v {
		j++
	}
	return f.ground[i:j]
}

// AllGrounds lists every stated link of control, by subject, then holder.
func (f *Frozen) AllGrounds() []Ground { return f.ground }

// Longest is the greatest number of holdings that any chain of companies up to its
// last owner passes through, all holders of each company counted and components
// whole: no figure is the result of more additions.
func (f *Frozen) Longest() uint64 { return f.longest }

// Dated reports that some holding begins or ends.
func (f *Frozen) Dated() bool { return f.from != nil }

// kindList numbers the kinds; new ones are added at the end, since files hold the
// numbers.
var kindList = []graph.Kind{graph.Company, graph.Arrangement, graph.Person, graph.Group, graph.State, graph.StateBody, graph.Bloc,
	graph.Offer, graph.Scheme, graph.List, graph.Exchange, graph.LawText, graph.Event, graph.Media, graph.Other}

func kindNumber(k graph.Kind) uint8 {
	for i, x := range kindList {
		if x == k {
			return uint8(i)
		}
	}
	return uint8(len(kindList) - 1)
}

// sealed reports a kind by number that has no holders.
func sealed(kind uint8) bool { return !kindList[kind].HasHolders() }
