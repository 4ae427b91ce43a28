// Package law is longarm's law language: laws, their rows and rules as types,
// and a strict reader for the YAML they are written in.
//
// A [Law] is a dated citable text. Each [Row] is one ground (nexus) by which it
// attaches: gates that must be so for the law to speak at all, a [Predicate] that
// is the ground, a threshold [Test] where ownership decides, and what follows
// (effect, carriers, activation, confidence). A [Rule] is a named threshold test
// that can be asked by itself. The [Vocabulary] holds what laws share: territories,
// classes of party with dated country lists, attributes, service and sector
// groups, capabilities, control limbs. [CarrierRule] says which edges take a reach
// further.
//
// Nothing here evaluates a law against a graph, and no law is named in Go code.
// [Load] reads a whole tree and reports every fault of every file, each with its
// file, line and column, what is wrong and what to do next; a key is either read
// or refused.
package law
