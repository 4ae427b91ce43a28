package graph

import (
	"errors"
	"sort"
)

// Problem is a refusal of one input item: where, why, and what to do next, in both
// languages.
type Problem struct {
	Origin string // file:line:column, or empty
	Cause  Text
	Next   Text
}

// Error renders "origin: cause; next" in English.
func (p *Problem) Error() string { return p.In("en") }

// In renders "origin: cause; next" in the language, "en" or "fr".
func (p *Problem) In(lang string) string {
	text := Advise(p.Cause, p.Next).In(lang)
	if p.Origin == "" {
		return text
	}
	return p.Origin + ": " + text
}

// Advise joins a cause and the next step, which may be empty: "cause; next".
func Advise(cause, next Text) Text {
	if next.IsZero() {
		return cause
	}
	return Say("%s; %s", "%s ; %s", cause, next)
}

// Problems collects refusals in the order they were found.
type Problems struct{ list []*Problem }

// Add appends a refusal.
func (p *Problems) Add(origin string, cause, next Text) {
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
	// French is the message in French; empty when it has one wording only.
	French string `json:"-"`
}

// Remark makes a flag of what is remarkable, in both languages.
func Remark(kind FlagKind, about EntityID, claims []ClaimID, words Text) Flag {
	return Flag{Kind: kind, Entity: about, Message: words.EN, Claims: claims, French: words.FR}
}

// In returns the flag with its message in the language, "en" or "fr".
func (f Flag) In(lang string) Flag {
	if lang == "fr" && f.French != "" {
		f.Message = f.French
	}
	return f
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
