package csv

import (
	"hash/maphash"

	"longarm/graph"
)

// place is where something was met: a row, by the number of its table and its line.
type place struct {
	hash uint64 // 0 is free
	line uint32
	file uint16
	kind uint8 // of a party, one more than its number in the vocabulary; 0 is none
	met  bool  // a party was handed on, an edge has an id of its own
}

// rows remembers where texts were met first, by their hash. The zero rows is empty and
// ready for use.
type rows struct {
	slots []place
	n     int
	seed  maphash.Seed
}

// find returns the place of a text, nil when it was not met. It is valid until the next
// put.
func (s *rows) find(text string) *place {
	if s.n == 0 {
		return nil
	}
	if p := s.slot(s.hash(text)); p.hash != 0 {
		return p
	}
	return nil
}

// put returns the place of a text, and whether it is new: then it is the caller's to
// fill.
func (s *rows) put(text string) (p *place, fresh bool) {
	s.room()
	return s.take(s.hash(text))
}

// putBytes is put.
func (s *rows) putBytes(text []byte) (p *place, fresh bool) {
	s.room()
	return s.take(max(maphash.Bytes(s.seed, text), 1))
}

func (s *rows) take(h uint64) (p *place, fresh bool) {
	if p = s.slot(h); p.hash == h {
		return p, false
	}
	p.hash = h
	s.n++
	return p, true
}

func (s *rows) hash(text string) uint64 { return max(maphash.String(s.seed, text), 1) }

func (s *rows) slot(h uint64) *place {
	mask := uint64(len(s.slots) - 1)
	i := h & mask
	for s.slots[i].hash != 0 && s.slots[i].hash != h {
		i = (i + 1) & mask
	}
	return &s.slots[i]
}

// room makes sure that one more can be put.
func (s *rows) room() {
	if 4*(s.n+1) <= 3*len(s.slots) {
		return
	}
	if s.slots == nil {
		s.seed = maphash.MakeSeed()
	}
	old := s.slots
	s.slots = make([]place, max(64, 2*len(old)))
	for _, p := range old {
		if p.hash != 0 {
			*s.slot(p.hash) = p
		}
	}
}

// entity is what is known of an id: nil when neither an accepted row nor anything beside
// the tables told of it.
func (l *load) entity(id graph.EntityID) *graph.Entity {
	if e := l.have(id); e != nil {
		return e
	}
	if p := l.parties.find(string(id)); p != nil && p.met {
		return &graph.Entity{ID: id, Kind: l.words.kind(p.kind), Origin: l.origin(p)}
	}
	return nil
}

// is reports what is known of an id without an allocation.
func (l *load) is(id graph.EntityID) (graph.Kind, bool) {
	if p := l.parties.find(string(id)); p != nil && p.met {
		return l.words.kind(p.kind), true
	}
	if e := l.have(id); e != nil {
		return e.Kind, true
	}
	return "", false
}

// origin renders the place of a row.
func (l *load) origin(p *place) string {
	return (&row{table: l.files[p.file], line: int(p.line)}).origin()
}

// meet notes that an entity was handed on, by the row.
func (l *load) meet(id graph.EntityID, k graph.Kind, r *row) {
	p, _ := l.parties.put(string(id))
	if !p.met {
		p.met, p.kind, p.line, p.file = true, l.words.number(k), uint32(r.line), r.table.number
	}
}

// addEntity hands an entity on that a row made.
func (l *load) addEntity(e graph.Entity, r *row) error {
	l.meet(e.ID, e.Kind, r)
	return l.add(e)
}

// addPlaces hands on the states that were found and that no row of the tables describes.
func (l *load) addPlaces(r *row) error {
	for _, e := range l.places.Take() {
		if p := l.parties.find(string(e.ID)); p != nil && l.hasNodes && (l.words.kind(p.kind) == graph.State || l.words.kind(p.kind) == graph.Bloc) {
			l.withheld = append(l.withheld, e)
			continue
		}
		if err := l.addEntity(e, r); err != nil {
			return err
		}
	}
	return nil
}

// addWithheld hands on the states whose own rows were refused after all.
func (l *load) addWithheld() error {
	for _, e := range l.withheld {
		if _, met := l.is(e.ID); !met {
			if err := l.add(e); err != nil {
				return err
			}
		}
	}
	return nil
}
