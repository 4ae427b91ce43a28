package graph

import (
	"errors"
	"sort"
	"strings"
)

// Problem is a refusal of one input item: where, why, and what to do next.
type Problem struct {
	Origin string // file:line:column, or empty
	Cause  string
	Next   string
}

// Error renders "origin: cause; next".
func (p *Problem) Error() string {
	var b strings.Builder
	if p.Origin != "" {
		b.WriteString(p.Origin + ": ")
	}
	b.WriteString(p.Cause)
	if p.Next != "" {
		b.WriteString("; " + p.Next)
	}
	return b.String()
}

// Problems collects refusals in the order they were found.
type Problems struct{ list []*Problem }

// Add appends a refusal.
func (p *Problems) Add(origin, cause, next string) {
	p.list = append(p.list, &Problem{Origin: origin, Cause: cause, Next: next})
}

// List returns the refusals in the order they were added.
func (p *Problems) List() []*Problem { return p.list }

// Err joins the refusals into one error, or nil. Each is found by errors.As.
func (p *Problems) Err() error {
	if len(p.list) == 0 {
		return nil
	}
	errs := make([]error, len(p.list))
	for i, e := range p.list {
		errs[i] = e
	}
	return errors.Join(errs...)
}

// FlagKind says what is remarkable about data that was nevertheless accepted.
type FlagKind string

// The flags.
const (
	SumAboveHundred FlagKind = "sum-above-100"
	SelfHolding     FlagKind = "self-holding"
	ConflictingSlot FlagKind = "conflict"
	StaleClaim      FlagKind = "stale"
	CycleFlag       FlagKind = "cycle"
	ClosedRing      FlagKind = "closed-ring"
	// LargeClosure: so many parties stand upstream that part of the answer is told
	// within a bound, or of the most important ones only; the message says which.
	LargeClosure   FlagKind = "large-closure"
	TotalMismatch  FlagKind = "total-mismatch"
	DuplicateClaim FlagKind = "duplicate"
)

// Flag is a remark on data that was accepted: dirty registers are normal.
type Flag struct {
	Kind    FlagKind  `json:"kind"`
	Entity  EntityID  `json:"entity,omitempty"`
	Message string    `json:"message"`
	Claims  []ClaimID `json:"statements,omitempty"`
}

// SortFlags orders flags by kind, entity, message.
func SortFlags(flags []Flag) {
	sort.SliceStable(flags, func(i, j int) bool {
		a, b := flags[i], flags[j]
		if a.Kind != b.Kind {
			return a.Kind < b.Kind
		}
		if a.Entity != b.Entity {
			return a.Entity < b.Entity
		}
		return a.Message < b.Message
	})
}
