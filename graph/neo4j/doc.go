// Package neo4j keeps a graph in Neo4j: it pushes records there, reads back what a
// question needs, and writes import files.
//
// Neo4j stores and walks; it computes no answer. A question fetches the closure of
// the entities it is about, level by level, into the ordinary ledger, and the same
// analyzer runs on it. docs/neo4j.md describes the nodes and relationships.
//
// All Cypher stands in texts.go as constants. Data travels as parameters only. This
// is the only package that imports the driver.
package neo4j
