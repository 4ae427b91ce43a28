package document

import (
	"hash/maphash"

	"longarm/graph"
)

// Parties remembers of every entity what it is and where it stands, in some twenty
// bytes each: what formats need that describe a party in one piece although the
// records state its places one by one.
type Parties struct {
	seed   maphash.Seed
	facts  map[uint64]party
	codes  []place
	lookup map[string]uint16
}

type party struct {
	kind             uint8
	home, seat, live uint16 // of codes, from 1; the first that is stated counts
}

// place is a state or other territory as documents name it.
type place struct{ iso, name string }

var kinds = []graph.Kind{"", graph.Company, graph.Arrangement, graph.Person, graph.Group, graph.State, graph.StateBody, graph.Bloc, graph.Offer,
	graph.Scheme, graph.List, graph.Exchange, graph.LawText, graph.Event, graph.Media, graph.Other}

// NewParties reads the records twice; also sees every record of the first reading.
func NewParties(records Records, also func(graph.Record)) (*Parties, error) {
	p := &Parties{seed: maphash.MakeSeed(), facts: map[uint64]party{}, lookup: map[string]uint16{}}
	territories := map[graph.EntityID]place{} // states and their parts: few
	err := records(func(r graph.Record) error {
		also(r)
		switch r := r.(type) {
		case graph.Entity:
			f := p.facts[p.key(r.ID)]
			for i, k := range kinds {
				if k == r.Kind {
					f.kind = uint8(i)
				}
			}
			p.facts[p.key(r.ID)] = f
			if r.Kind == graph.State || r.Kind == graph.Bloc {
				territories[r.ID] = place{r.ISO, r.DisplayName("en")}
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return p, records.Statements(func(s graph.Statement) error {
		if s.Interest.Family() != graph.Jurisdiction || !s.Assertion.Counts() || s.Period.To != 0 {
			return nil
		}
		t, ok := territories[s.Subject]
		if !ok {
			return nil
		}
		f := p.facts[p.key(s.Holder)]
		at := &f.home
		switch s.Interest {
		case graph.IncorporatedIn, graph.NationalOf:
		case graph.HeadquarteredIn:
			at = &f.seat
		case graph.ResidentIn:
			at = &f.live
		default:
			return nil
		}
		if *at == 0 {
			*at = p.code(t)
			p.facts[p.key(s.Holder)] = f
		}
		return nil
	})
}

func (p *Parties) key(id graph.EntityID) uint64 { return maphash.String(p.seed, string(id)) }

func (p *Parties) code(t place) uint16 {
	k := t.iso + "\x00" + t.name
	if n, ok := p.lookup[k]; ok {
		return n
	}
	if len(p.codes) == 1<<16-1 { // no world has so many states
		return 0
	}
	p.codes = append(p.codes, t)
	n := uint16(len(p.codes))
	p.lookup[k] = n
	return n
}

// Kind is what the entity is, "" when the records do not describe it.
func (p *Parties) Kind(id graph.EntityID) graph.Kind { return kinds[p.facts[p.key(id)].kind] }

// Home is where the entity is incorporated or of which state a person is a national:
// the ISO code, which may be "", and the name; "" both when no current statement says.
func (p *Parties) Home(id graph.EntityID) (iso, name string) { return p.at(p.facts[p.key(id)].home) }

// Seat is where the entity has its headquarters, as Home.
func (p *Parties) Seat(id graph.EntityID) (iso, name string) { return p.at(p.facts[p.key(id)].seat) }

// Residence is where a person lives, as Home.
func (p *Parties) Residence(id graph.EntityID) (iso, name string) {
	return p.at(p.facts[p.key(id)].live)
}

func (p *Parties) at(n uint16) (iso, name string) {
	if n == 0 {
		return "", ""
	}
	return p.codes[n-1].iso, p.codes[n-1].name
}
