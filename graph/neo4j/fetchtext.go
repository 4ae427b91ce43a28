package neo4j

// A frontier of asks is answered in one journey. Each part takes the asks of one role, as
// maps of their number i, the id asked about and, where a bound is meant, most; it
// returns the number, the properties, and the ids of both ends of a relationship. A
// part whose list is empty costs nothing. Plans are kept: every part begins at an index
// whatever the graph has become, and planning costs more than answering.

// describe answers what entities and sources are.
const describe = `CYPHER replan=skip
UNWIND $q.described AS q MATCH (n:Entity {id: q.id}) RETURN q.i AS i, properties(n) AS p, '' AS a, '' AS b
UNION ALL UNWIND $q.frames AS q MATCH (n:State|Bloc|DesignationList|Scheme|Exchange|LawText) RETURN q.i AS i, properties(n) AS p, '' AS a, '' AS b
UNION ALL UNWIND $q.cited AS q MATCH (n:Source {id: q.id}) RETURN q.i AS i, properties(n) AS p, '' AS a, '' AS b`

// claims answers what is said about entities. Holders of all families come together;
// what is held comes by family, unless it is more than asked for: then its count does.
const claims = `CYPHER replan=skip
UNWIND $q.attributes AS q MATCH (:Entity {id: q.id})-[:HAS_FACT]->(n) RETURN q.i AS i, properties(n) AS p, '' AS a, '' AS b
UNION ALL UNWIND $q.concerning AS q MATCH (:Entity {id: q.id})<-[:AT]-(n) RETURN q.i AS i, properties(n) AS p, '' AS a, '' AS b
UNION ALL UNWIND $q.covered AS q MATCH (:Entity {id: q.id})-[:COVERED_BY]->(n) RETURN q.i AS i, properties(n) AS p, '' AS a, '' AS b
UNION ALL UNWIND $q.member AS q MATCH (:Entity {id: q.id})<-[:NAMES]-(n) RETURN q.i AS i, properties(n) AS p, '' AS a, '' AS b
UNION ALL UNWIND $q.noted AS q MATCH (:Entity {id: q.id})-[r:NOTED]-() RETURN DISTINCT q.i AS i, properties(r) AS p, startNode(r).id AS a, endNode(r).id AS b
UNION ALL UNWIND $q.holders AS q MATCH (n:Entity {id: q.id})<-[r:HOLDS|INFLUENCES|SUPPLIES|TIED_TO|SAID_TO_HOLD|SAID_TO_INFLUENCE|SAID_TO_SUPPLY|SAID_TO_BE_TIED_TO]-(m)
 RETURN q.i AS i, properties(r) AS p, m.id AS a, n.id AS b
UNION ALL UNWIND $q.held0 AS q MATCH (n:Entity {id: q.id}) WHERE q.most = 0 OR COUNT { (n)-[:HOLDS|SAID_TO_HOLD]->() } <= q.most
 MATCH (n)-[r:HOLDS|SAID_TO_HOLD]->(m) RETURN q.i AS i, properties(r) AS p, n.id AS a, m.id AS b
UNION ALL UNWIND $q.held1 AS q MATCH (n:Entity {id: q.id}) WHERE q.most = 0 OR COUNT { (n)-[:INFLUENCES|SAID_TO_INFLUENCE]->() } <= q.most
 MATCH (n)-[r:INFLUENCES|SAID_TO_INFLUENCE]->(m) RETURN q.i AS i, properties(r) AS p, n.id AS a, m.id AS b
UNION ALL UNWIND $q.held2 AS q MATCH (n:Entity {id: q.id}) WHERE q.most = 0 OR COUNT { (n)-[:SUPPLIES|SAID_TO_SUPPLY]->() } <= q.most
 MATCH (n)-[r:SUPPLIES|SAID_TO_SUPPLY]->(m) RETURN q.i AS i, properties(r) AS p, n.id AS a, m.id AS b
UNION ALL UNWIND $q.held3 AS q MATCH (n:Entity {id: q.id})-[r:TIED_TO|SAID_TO_BE_TIED_TO]->(m) RETURN q.i AS i, properties(r) AS p, n.id AS a, m.id AS b
UNION ALL UNWIND $q.bounded AS q MATCH (n:Entity {id: q.id})
 RETURN q.i AS i, {counts: [COUNT { (n)-[:HOLDS|SAID_TO_HOLD]->() }, COUNT { (n)-[:INFLUENCES|SAID_TO_INFLUENCE]->() }, COUNT { (n)-[:SUPPLIES|SAID_TO_SUPPLY]->() }]} AS p, '' AS a, '' AS b
UNION ALL UNWIND $q.operated AS q MATCH (n:Entity {id: q.id})-[r:SUPPLIES|SAID_TO_SUPPLY {interest: 'operates'}]->(m) RETURN q.i AS i, properties(r) AS p, n.id AS a, m.id AS b
UNION ALL UNWIND $q.claimed AS q MATCH (n:Fact {id: q.id}) RETURN q.i AS i, properties(n) AS p, 'fact' AS a, '' AS b
UNION ALL UNWIND $q.claimed AS q MATCH (n:Coverage {id: q.id}) RETURN q.i AS i, properties(n) AS p, 'coverage' AS a, '' AS b
UNION ALL UNWIND $q.claimed AS q MATCH (n)-[r:NOTED {id: q.id}]->(m) RETURN q.i AS i, properties(r) AS p, n.id AS a, m.id AS b`

// findStatements looks for statements by their ids alone, which no index serves: few
// ask for it, and only when the claim is no note, fact or coverage.
const findStatements = `MATCH (n:Entity)-[r:HOLDS|INFLUENCES|SUPPLIES|TIED_TO|SAID_TO_HOLD|SAID_TO_INFLUENCE|SAID_TO_SUPPLY|SAID_TO_BE_TIED_TO]->(m)
WHERE r.id IN $q.ids RETURN properties(r) AS p, n.id AS a, m.id AS b`

// Everything there is, class by class.
const (
	allSources    = `MATCH (n:Source) RETURN properties(n) ORDER BY n.id`
	allEntities   = `MATCH (n:Entity) RETURN properties(n) ORDER BY n.id`
	allStatements = `MATCH (n)-[r:HOLDS|INFLUENCES|SUPPLIES|TIED_TO|SAID_TO_HOLD|SAID_TO_INFLUENCE|SAID_TO_SUPPLY|SAID_TO_BE_TIED_TO]->(m) RETURN properties(r), n.id, m.id`
	allFacts      = `MATCH (n:Fact) RETURN properties(n) ORDER BY n.id`
	allCoverages  = `MATCH (n:Coverage) RETURN properties(n) ORDER BY n.id`
	allNotes      = `MATCH (n)-[r:NOTED]->(m) RETURN properties(r), n.id, m.id`
)

// Names.
const (
	findNames = `CALL db.index.fulltext.queryNodes('longarm_names', $q.words, {limit: $q.limit}) YIELD node WITH node WHERE $q.key = '' OR $q.key IN node.keys RETURN node.id`
	allIDs    = `MATCH (n:Entity) WITH n LIMIT $q.limit RETURN n.id`
)
