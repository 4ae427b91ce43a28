package identity

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"longarm/graph"
)

// Verdict is what a person decided about two entities.
type Verdict string

// The verdicts. Undone takes the last decision on a pair back.
const (
	Accepted Verdict = "accepted"
	Refused  Verdict = "refused"
	Undone   Verdict = "undone"
)

// Decision is one act of a person. Decisions are never changed: the last one on a
// pair counts.
type Decision struct {
	A       graph.EntityID `json:"a"` // the lesser id
	B       graph.EntityID `json:"b"`
	Verdict Verdict        `json:"verdict"`
	Note    string         `json:"note,omitempty"`
	Time    time.Time      `json:"time"`
}

type pair [2]graph.EntityID

func pairOf(a, b graph.EntityID) pair { return pair{min(a, b), max(a, b)} }

// Decisions are all acts so far, in their order. The zero value, and nil, hold none.
type Decisions struct {
	list  []Decision
	state map[pair]Verdict
	of    map[graph.EntityID][]graph.EntityID // with whom anything was decided
}

// Add appends an act. Deciding what stands already, undoing nothing, and pairing an
// entity with itself are errors.
func (d *Decisions) Add(x Decision) error {
	if x.A == x.B || x.A == "" || x.B == "" {
		return fmt.Errorf("a decision needs two different entities, not %q and %q", x.A, x.B)
	}
	p := pairOf(x.A, x.B)
	x.A, x.B = p[0], p[1]
	switch have := d.of2(p); {
	case x.Verdict != Accepted && x.Verdict != Refused && x.Verdict != Undone:
		return fmt.Errorf("unknown verdict %q; use accepted, refused or undone", x.Verdict)
	case x.Verdict == Undone && have == "":
		return fmt.Errorf("nothing was decided about %s and %s", x.A, x.B)
	case x.Verdict == have:
		return fmt.Errorf("%s and %s are %s already", x.A, x.B, have)
	}
	d.list = append(d.list, x)
	if d.state == nil {
		d.state, d.of = map[pair]Verdict{}, map[graph.EntityID][]graph.EntityID{}
	}
	if x.Verdict == Undone {
		delete(d.state, p)
		return nil
	}
	d.state[p] = x.Verdict
	for i := range p {
		if !slices.Contains(d.of[p[i]], p[1-i]) {
			d.of[p[i]] = append(d.of[p[i]], p[1-i])
			slices.Sort(d.of[p[i]])
		}
	}
	return nil
}

func (d *Decisions) of2(p pair) Verdict {
	if d == nil {
		return ""
	}
	return d.state[p]
}

// Verdict is what stands about a pair, "" when nothing does.
func (d *Decisions) Verdict(a, b graph.EntityID) Verdict { return d.of2(pairOf(a, b)) }

// Refused reports a pair that a person wants apart.
func (d *Decisions) Refused(a, b graph.EntityID) bool { return d.Verdict(a, b) == Refused }

// With lists the entities that a person said are this one, sorted.
func (d *Decisions) With(id graph.EntityID) []graph.EntityID {
	var out []graph.EntityID
	if d == nil {
		return nil
	}
	for _, other := range d.of[id] {
		if d.Verdict(id, other) == Accepted {
			out = append(out, other)
		}
	}
	return out
}

// accepted lists the pairs among the ids that a person said are one, sorted.
func (d *Decisions) accepted(ids []graph.EntityID) [][2]graph.EntityID {
	var out [][2]graph.EntityID
	if d == nil {
		return nil
	}
	for _, id := range ids {
		for _, other := range d.With(id) {
			if id < other && slices.Contains(ids, other) {
				out = append(out, [2]graph.EntityID{id, other})
			}
		}
	}
	return out
}

// List returns all acts in their order.
func (d *Decisions) List() []Decision {
	if d == nil {
		return nil
	}
	return slices.Clone(d.list)
}

// Standing lists the decisions that count now, sorted by their ids.
func (d *Decisions) Standing() []Decision {
	var out []Decision
	for _, x := range slices.Backward(d.List()) {
		if x.Verdict != Undone && d.Verdict(x.A, x.B) == x.Verdict && !slices.ContainsFunc(out, func(o Decision) bool { return o.A == x.A && o.B == x.B }) {
			out = append(out, x)
		}
	}
	slices.SortFunc(out, func(a, b Decision) int { return slices.Compare([]graph.EntityID{a.A, a.B}, []graph.EntityID{b.A, b.B}) })
	return out
}

// Encode writes the decisions as lines of JSON, in their order.
func (d *Decisions) Encode() ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	for _, x := range d.List() {
		if err := enc.Encode(x); err != nil {
			return nil, err
		}
	}
	return out.Bytes(), nil
}

// DecodeDecisions reads what [Decisions.Encode] wrote.
func DecodeDecisions(text []byte) (*Decisions, error) {
	d := &Decisions{}
	dec := json.NewDecoder(bytes.NewReader(text))
	for n := 1; dec.More(); n++ {
		var x Decision
		if err := dec.Decode(&x); err != nil {
			return nil, fmt.Errorf("decision %d: %w", n, err)
		}
		if err := d.Add(x); err != nil {
			return nil, fmt.Errorf("decision %d: %w", n, err)
		}
	}
	return d, nil
}
