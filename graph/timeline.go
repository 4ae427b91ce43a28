package graph

import (
	"cmp"
	"slices"
)

// forever is later than every date.
const forever Date = 1<<31 - 1

// timeline is the claims on one slot with the days each is in force.
type timeline[T any] []moment[T] // sorted by start, then id once settled

type moment[T any] struct {
	it       T
	claim    *Claim
	ends     bool // beginning it ends the observations before it
	from, to Date // in force in [from, to), supersession applied
	missing  bool // dropped: its days are unknown
}

// settle sorts the claims and gives each its days. An observation holds until a
// later row of its slot begins.
func (t timeline[T]) settle() {
	slices.SortFunc(t, func(a, b moment[T]) int {
		return cmp.Or(cmp.Compare(a.claim.Period.Start(), b.claim.Period.Start()), cmp.Compare(a.claim.ID, b.claim.ID))
	})
	for i := range t {
		t[i].from, t[i].to = t.window(i)
	}
}

func (t timeline[T]) window(i int) (from, to Date) {
	p := t[i].claim.Period
	switch {
	case p.IsUndated():
		return 0, forever
	case p.IsObservation():
		to = forever
		for _, m := range t {
			if start := m.claim.Period.Start(); m.ends && start > p.AsOf && start < to {
				to = start
			}
		}
		return p.AsOf, to
	}
	to = p.To
	if to == 0 {
		to = forever
	}
	return p.From, to
}

// without marks dropped claims as missing, keeping everyone's days; it returns t
// itself when none is concerned.
func (t timeline[T]) without(gone map[ClaimID]bool) timeline[T] {
	if !slices.ContainsFunc(t, func(m moment[T]) bool { return gone[m.claim.ID] }) {
		return t
	}
	out := slices.Clone(t)
	for i := range out {
		out[i].missing = out[i].missing || gone[out[i].claim.ID]
	}
	return out
}

// at reads the slot on a day: what is in force, and when nothing is, whether the
// slot is unknown then (first observed later, or its source missing) rather than
// ended.
func (t timeline[T]) at(d Date) (in []T, unknown bool) {
	for _, m := range t {
		covers := m.from <= d && d < m.to
		switch {
		case covers && !m.missing:
			in = append(in, m.it)
		case covers, m.from > d && m.claim.Period.IsObservation():
			unknown = true
		}
	}
	return in, unknown && len(in) == 0
}
