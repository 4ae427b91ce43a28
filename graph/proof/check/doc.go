// Package check re-validates derivations against the ledger with code of its own.
//
// A proof is worth what an independent reading of it is worth, so nothing here is
// shared with the analyzer or the mathematics: slots, periods, supersession, cap
// tables, classes, control and threshold tests are read again from the claims, by
// plainer means (set fixpoints, a small simplex, exact elimination). Every step is
// then held to three things: the claims it cites exist, count, are in force and
// say what the step says; the step follows from its children by the rule it names
// (see [proof.Rule]); and its value is the one this package finds by itself.
//
// A step that is right for a wrong reason is refused as well as a wrong one. The
// price of independence is that the check knows the meaning of the law language a
// second time: a change of meaning must be made in both places.
package check
