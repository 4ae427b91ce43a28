// Package exposure answers which laws reach a provider, by which path and how
// firmly: Graph × Laws × date → findings.
//
// Conditions are read over worlds: true when true in every world consistent with
// the claims in force, false when false in every one, else open. The evaluator
// combines the three values as Kleene does, which is sound for worlds and gives
// up only what needs two open conditions to be compared. Every value comes with
// a derivation ([longarm/graph/proof]), the facts that would settle it when it is
// open, and how near it came when it is false.
package exposure
