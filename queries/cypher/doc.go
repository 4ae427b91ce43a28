// Package cypher holds canned questions for those who look at a pushed graph with Neo4j
// Browser or Bloom: a file each, with what it answers, its parameters, and a test that
// holds its rows to the answer of longarm. The style for our labels lies beside them.
//
// They show the graph. What follows from it in law, the rest that nobody disclosed, and
// what a missing fact leaves open, only longarm's own questions tell.
package cypher
