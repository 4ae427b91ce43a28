package closure

import (
	"context"

	"longarm/graph"
)

// Source is where the facts are when not all of them are in memory: a workspace, a
// database. Whoever implements it answers for this:
//
//   - Ids in records are final. Where several ids mean one entity, records name the
//     one that stands for all; an ask may use any of them.
//   - Records are as [graph.Builder] takes them, and a claim always comes with the
//     same id and the same content, whatever way it was asked for. No two claims
//     share an id.
//   - An answer is the same every time, its records in an order that does not depend
//     on what else was asked.
type Source interface {
	// Fetch answers all asks, in their order: one answer for each. It should cost one
	// round trip, however many asks there are.
	Fetch(ctx context.Context, asks []Ask) ([]Answer, error)
	// All hands on every record there is, each claim once, and stops at the first error
	// of yield, which it returns.
	All(ctx context.Context, yield func(graph.Record) error) error
}

// Ask is one thing to be known about one id.
type Ask struct {
	Role   Role
	Family graph.Family // of [Holders] and [Held]; 0 otherwise
	ID     string       // of an entity, claim or source; "" for [Frames]
	// Most bounds the answer: a source that has more records says how many and hands on
	// none. 0: no bound.
	Most int
}

// Answer is what a source has for one ask.
type Answer struct {
	Records []graph.Record
	// Count is how many records there are: len(Records), or more than [Ask.Most].
	Count int
}

// Role says in what way the records wanted are about the id.
type Role uint8

// The roles.
const (
	// Described: what is said of the entity itself, a [graph.Entity] for each source, all
	// with one id and kind, the one that leads first. None when nobody describes it.
	Described Role = iota
	// Frames: the entities for which [Frame] holds.
	Frames
	// Attributes: those of the entity.
	Attributes
	// Concerning: attributes of others that name the entity as place or thing.
	Concerning
	// Covered: coverages of the entity.
	Covered
	// Member: coverages of others that name the entity as a member: of a total that
	// several hold together, each may hold a part.
	Member
	// Noted: notes that have the entity as subject or object.
	Noted
	// Holders: statements of the family in which others hold an interest in the entity.
	Holders
	// Held: statements of the family in which the entity holds an interest.
	Held
	// Operated: statements by which the entity operates something.
	Operated
	// Claimed: the claim with the id, if there is one.
	Claimed
	// Cited: the [graph.Source] with the id, if there is one.
	Cited
)

// Frame reports an entity that questions about others need: a place, a list, a
// scheme. There are few, and who lies in one is never read from it.
func Frame(k graph.Kind) bool {
	switch k {
	case graph.State, graph.Bloc, graph.List, graph.Scheme, graph.Exchange, graph.LawText:
		return true
	}
	return false
}

// Ends lists the entities that a claim names.
func Ends(r graph.Record) []graph.EntityID {
	switch r := r.(type) {
	case graph.Statement:
		return []graph.EntityID{r.Holder, r.Subject}
	case graph.Attribute:
		return []graph.EntityID{r.Entity, r.At}
	case graph.Coverage:
		return append(append(make([]graph.EntityID, 0, len(r.Members)+1), r.Members...), r.Entity)
	case graph.Note:
		return []graph.EntityID{r.Subject, r.Object}
	}
	return nil
}

// ClaimOf returns what all claims share, or nil for an entity or a source.
func ClaimOf(r graph.Record) *graph.Claim {
	switch r := r.(type) {
	case graph.Statement:
		return &r.Claim
	case graph.Attribute:
		return &r.Claim
	case graph.Coverage:
		return &r.Claim
	case graph.Note:
		return &r.Claim
	}
	return nil
}
