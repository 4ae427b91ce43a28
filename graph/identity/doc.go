// Package identity decides when two records speak of one entity.
//
// A strong identifier (an LEI, a number in a company register, a Wikidata id) that
// two records share makes them one, and the reason is recorded. What merely looks
// alike, a name in one jurisdiction, is proposed with a score and an explanation,
// and merged when a person accepts it; what a person refuses stays apart, and is not
// proposed again. Two owners whom nobody names stay two.
package identity
