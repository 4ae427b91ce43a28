package document

import (
	"cmp"
	"hash/maphash"
	"strconv"
	"strings"

	"longarm/graph"
)

// Parties remembers of every entity what it is, where it stands and what ties it to
// others, in some thirty bytes each: what formats need that describe a party in one
// piece although the records state its places one by one.
type Parties struct {
	seed    maphash.Seed
	facts   map[uint64]party
	more    map[uint64][]uint16 // nationalities beyond the first
	codes   []Place
	lookup  map[Place]uint16
	states  map[graph.EntityID]territory
	of      map[uint64]graph.EntityID // the state of a state body
	exposed []string
	markets map[graph.EntityID]Market
	listed  map[uint64][]Listing
}

// Market is an exchange.
type Market struct {
	ID    graph.EntityID
	Name  string
	Place Place // "" when no state is told
	in    graph.EntityID
}

// Listing is a listing of an entity that still holds.
type Listing struct {
	Market Market
	Detail string // as its source writes it: a ticker, or words
	AsOf   graph.Date
}

type party struct {
	born             int32 // yyyymmdd, parts not known 00
	home, seat, live uint16
	kind, exposure   uint8
	owns, linked     bool
}

// Place is a state or a part of one as documents name it. Code is that of ISO 3166-1,
// or 3166-2 of a part; "" when it has none.
type Place struct{ Code, Name string }

type territory struct {
	Place
	within graph.EntityID
}

var kinds = []graph.Kind{"", graph.Company, graph.Arrangement, graph.Person, graph.Group, graph.State, graph.StateBody, graph.Bloc, graph.Offer,
	graph.Scheme, graph.List, graph.Exchange, graph.LawText, graph.Event, graph.Media, graph.Other}

// NewParties reads the records twice; also sees every record of the first reading.
func NewParties(records Records, also func(graph.Record)) (*Parties, error) {
	p := &Parties{seed: maphash.MakeSeed(), facts: map[uint64]party{}, more: map[uint64][]uint16{}, lookup: map[Place]uint16{},
		states: map[graph.EntityID]territory{}, of: map[uint64]graph.EntityID{}, exposed: []string{""},
		markets: map[graph.EntityID]Market{}, listed: map[uint64][]Listing{}}
	err := records(func(r graph.Record) error {
		also(r)
		switch r := r.(type) {
		case graph.Entity:
			p.entity(&r)
		case graph.Attribute:
			p.attribute(&r)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for k, id := range p.of {
		f := p.facts[k]
		f.home = p.code(p.place(id))
		p.facts[k] = f
	}
	return p, records.Statements(func(s graph.Statement) error {
		p.statement(&s)
		return nil
	})
}

func (p *Parties) entity(e *graph.Entity) {
	k := p.key(e.ID)
	f := p.facts[k]
	for i, kind := range kinds {
		if kind == e.Kind {
			f.kind = uint8(i)
		}
	}
	p.facts[k] = f
	switch e.Kind {
	case graph.State, graph.Bloc:
		t := territory{Place{e.ISO, e.DisplayName("en")}, e.Within}
		if t.Code == "" && e.Within != "" && isPart(string(e.ID)) {
			t.Code = strings.ToUpper(string(e.ID))
		}
		p.states[e.ID] = t
	case graph.Exchange:
		p.markets[e.ID] = Market{ID: e.ID, Name: e.DisplayName("en"), in: e.Within}
	case graph.StateBody:
		if e.Within != "" {
			p.of[k] = e.Within
		}
	}
}

// isPart reports an id that is a code of ISO 3166-2 in small letters: "us-de".
func isPart(id string) bool {
	country, part, ok := strings.Cut(id, "-")
	return ok && len(country) == 2 && len(part) > 0 && len(part) <= 3 && strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

func (p *Parties) attribute(a *graph.Attribute) {
	if !a.Assertion.Counts() {
		return
	}
	k := p.key(a.Entity)
	f := p.facts[k]
	switch a.Name {
	case "birthDate", "ftm:birthDate":
		f.born = cmp.Or(f.born, partDate(a.Value))
	case "politicalExposure":
		for i, s := range p.exposed {
			if s == a.Value {
				f.exposure = uint8(i)
			}
		}
		if f.exposure == 0 && len(p.exposed) < 250 {
			f.exposure = uint8(len(p.exposed))
			p.exposed = append(p.exposed, a.Value)
		}
	default:
		return
	}
	p.facts[k] = f
}

// partDate reads a year, a month or a day; 0 for anything else.
func partDate(s string) int32 {
	if _, err := graph.ParseDate(s); err != nil {
		return 0
	}
	n, err := strconv.Atoi((strings.ReplaceAll(s, "-", "") + "0000")[:8])
	if err != nil {
		return 0
	}
	return int32(n)
}

func (p *Parties) statement(s *graph.Statement) {
	if !s.Assertion.Counts() {
		return
	}
	k := p.key(s.Holder)
	f := s.Interest.Family()
	if f != graph.Jurisdiction || s.Interest == graph.OfficerOf {
		for _, at := range []uint64{k, p.key(s.Subject)} {
			x := p.facts[at]
			x.linked = true
			x.owns = x.owns || f == graph.Ownership || f == graph.Control
			p.facts[at] = x
		}
		return
	}
	if m, ok := p.markets[s.Subject]; ok && s.Interest == graph.ListedOn && s.Period.To == 0 {
		m.Place = p.place(m.in)
		p.listed[k] = append(p.listed[k], Listing{m, s.Value, s.Period.AsOf})
		return
	}
	if _, ok := p.states[s.Subject]; !ok || s.Period.To != 0 {
		return
	}
	c := p.code(p.place(s.Subject))
	x := p.facts[k]
	switch s.Interest {
	case graph.NationalOf:
		if x.home != 0 && x.home != c {
			p.more[k] = append(p.more[k], c)
			return
		}
		x.home = c
	case graph.IncorporatedIn:
		x.home = cmp.Or(x.home, c)
	case graph.HeadquarteredIn:
		x.seat = cmp.Or(x.seat, c)
	case graph.ResidentIn:
		x.live = cmp.Or(x.live, c)
	default:
		return
	}
	p.facts[k] = x
}

// place is how a territory is named: one without a code as the state it lies in.
func (p *Parties) place(id graph.EntityID) Place {
	t := p.states[id]
	for range 4 { // parts of parts
		up, ok := p.states[t.within]
		if t.Code != "" || !ok {
			break
		}
		t = up
	}
	return t.Place
}

func (p *Parties) key(id graph.EntityID) uint64 { return maphash.String(p.seed, string(id)) }

func (p *Parties) code(t Place) uint16 {
	if t == (Place{}) {
		return 0
	}
	if n, ok := p.lookup[t]; ok {
		return n
	}
	if len(p.codes) == 1<<16-1 { // no world has so many states
		return 0
	}
	p.codes = append(p.codes, t)
	n := uint16(len(p.codes))
	p.lookup[t] = n
	return n
}

func (p *Parties) fact(id graph.EntityID) party { return p.facts[p.key(id)] }

// Kind is what the entity is, "" when the records do not describe it.
func (p *Parties) Kind(id graph.EntityID) graph.Kind { return kinds[p.fact(id).kind] }

// Owns reports that a statement which counts ties the entity to another by ownership or
// control; Linked, by anything but a place.
func (p *Parties) Owns(id graph.EntityID) bool { return p.fact(id).owns }

// Linked reports that a statement which counts ties the entity to another by anything
// but a place.
func (p *Parties) Linked(id graph.EntityID) bool { return p.fact(id).linked }

// Home is where the entity is incorporated, of which state a person is a national or a
// state body an organ; the zero Place when no current statement says.
func (p *Parties) Home(id graph.EntityID) Place { return p.at(p.fact(id).home) }

// Homes are all nationalities of a person, in the order of the records.
func (p *Parties) Homes(id graph.EntityID) []Place {
	var out []Place
	if h := p.Home(id); h != (Place{}) {
		out = append(out, h)
	}
	for _, n := range p.more[p.key(id)] {
		out = append(out, p.at(n))
	}
	return out
}

// Listings are those of the entity, in the order of the records.
func (p *Parties) Listings(id graph.EntityID) []Listing { return p.listed[p.key(id)] }

// Seat is where the entity has its headquarters, as Home.
func (p *Parties) Seat(id graph.EntityID) Place { return p.at(p.fact(id).seat) }

// Residence is where a person lives, as Home.
func (p *Parties) Residence(id graph.EntityID) Place { return p.at(p.fact(id).live) }

// Born is the day, month or year a person was born, "" when nobody says.
func (p *Parties) Born(id graph.EntityID) string {
	d := p.fact(id).born
	switch s := strconv.Itoa(int(d)); {
	case d == 0:
		return ""
	case d%10000 == 0:
		return s[:4]
	case d%100 == 0:
		return s[:4] + "-" + s[4:6]
	default:
		return s[:4] + "-" + s[4:6] + "-" + s[6:]
	}
}

// Exposure is the political exposure of a person as its source writes it, or "".
func (p *Parties) Exposure(id graph.EntityID) string { return p.exposed[p.fact(id).exposure] }

func (p *Parties) at(n uint16) Place {
	if n == 0 {
		return Place{}
	}
	return p.codes[n-1]
}
