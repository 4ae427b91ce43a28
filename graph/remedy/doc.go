// Package remedy says what would have to change: which facts, once known, would
// settle what is undetermined, and which smallest sets of changes would take a
// reach away. It supposes changes on copies of the ledger and runs the analyzer
// again; nothing it proposes is taken on trust.
package remedy
