// Package graph holds longarm's nouns: entities, the interests parties hold in
// each other, the claims that say so, and what those claims are complete about.
//
// A [Builder] collects claims and closes into a [Ledger], which never changes.
// [Ledger.At] reads the ledger at a date and freezes the answer as a [Graph]:
// one [Link] per slot, conflicting claims widened to their hull, one [CapTable]
// per company and basis. Everything above this package reads a Graph; nothing
// writes one.
//
// Three habits keep answers defensible. Shares are intervals in exact decimal
// arithmetic, and an unknown share is [0, 100], never 0. What is not stated is
// not absent unless a [Coverage] says the list is complete. Every link names the
// claims it rests on.
//
// The vocabulary follows the Beneficial Ownership Data Standard 0.4 (BODS) where
// it has a word: an interested party holds an interest in a subject.
package graph
