package neo4j

// Every query text that leaves the program. None is built from parts, none holds data;
// a test records what the server receives and compares.
//
// Every query takes one parameter, the map q: the server plans a text anew for each
// combination of the sizes of its parameters, but does not look into a map.

// Schema. Constraints come first: every write finds its ends by them.
const (
	makeEntityKey   = `CREATE CONSTRAINT longarm_entity IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE`
	makeSourceKey   = `CREATE CONSTRAINT longarm_source IF NOT EXISTS FOR (n:Source) REQUIRE n.id IS UNIQUE`
	makeFactKey     = `CREATE CONSTRAINT longarm_fact IF NOT EXISTS FOR (n:Fact) REQUIRE n.id IS UNIQUE`
	makeCoverageKey = `CREATE CONSTRAINT longarm_coverage IF NOT EXISTS FOR (n:Coverage) REQUIRE n.id IS UNIQUE`
	makeLawKey      = `CREATE CONSTRAINT longarm_law IF NOT EXISTS FOR (n:Law) REQUIRE n.id IS UNIQUE`
	makeNexusKey    = `CREATE CONSTRAINT longarm_nexus IF NOT EXISTS FOR (n:Nexus) REQUIRE n.id IS UNIQUE`
	makeStateKey    = `CREATE CONSTRAINT longarm_generation IF NOT EXISTS FOR (n:Longarm) REQUIRE n.id IS UNIQUE`
	makeNoteKey     = `CREATE INDEX longarm_note IF NOT EXISTS FOR ()-[r:NOTED]-() ON (r.id)`
	makeNames       = "CREATE FULLTEXT INDEX longarm_names IF NOT EXISTS FOR (n:Entity) ON EACH [n.keys] OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}"
	awaitIndexes    = `CALL db.awaitIndexes(300)`
)

// The server and the generation.
const (
	readServer = `CALL dbms.components() YIELD name, versions, edition RETURN versions[0] AS version, edition LIMIT 1`
	readState  = `OPTIONAL MATCH (g:Longarm {id: 'generation'}) RETURN properties(g)`
	countAll   = `RETURN COUNT { (:Entity) }, COUNT { (:Source) }, COUNT { (:Fact) }, COUNT { (:Coverage) }, COUNT { (:Law) }, COUNT { (:Nexus) },
 COUNT { ()-[:HOLDS]->() }, COUNT { ()-[:INFLUENCES]->() }, COUNT { ()-[:SUPPLIES]->() }, COUNT { ()-[:TIED_TO]->() },
 COUNT { ()-[:SAID_TO_HOLD]->() }, COUNT { ()-[:SAID_TO_INFLUENCE]->() }, COUNT { ()-[:SAID_TO_SUPPLY]->() }, COUNT { ()-[:SAID_TO_BE_TIED_TO]->() }, COUNT { ()-[:NOTED]->() }, COUNT { ()-[:WITHIN]->() }`
	writeState = `MERGE (g:Longarm {id: 'generation'}) SET g = $q.state`
)

// What is there, for the difference to what shall be.
const (
	listNodes = `MATCH (n:Entity|Source|Fact|Coverage|Law|Nexus) RETURN labels(n), n.id, n.hash, elementId(n)`
	listRels  = `MATCH ()-[r:HOLDS|INFLUENCES|SUPPLIES|TIED_TO|SAID_TO_HOLD|SAID_TO_INFLUENCE|SAID_TO_SUPPLY|SAID_TO_BE_TIED_TO|NOTED|WITHIN]->() RETURN type(r), r.id, r.hash, elementId(r)`
)

// Writing. A row is a list, its labels or ends first: of a map nobody knows what it is,
// and a property of it could be one that was just set, so that the server would keep all
// rows waiting before it sets any. The two types of which a register has millions have
// texts of their own, with the properties most of them have and the server's own ids for
// their ends: a type that is a parameter, a map of properties and a search for each end
// cost half as much again.
const (
	dropNodes   = `UNWIND $q.ids AS id MATCH (n) WHERE elementId(n) = id DETACH DELETE n`
	dropRels    = `UNWIND $q.ids AS id MATCH ()-[r]->() WHERE elementId(r) = id DELETE r`
	createNodes = `UNWIND $q.rows AS row CREATE (n:$(row[0])) SET n = row[1] RETURN row[2], elementId(n)`
	updateNodes = `UNWIND $q.rows AS row MATCH (n) WHERE elementId(n) = row[2] REMOVE n:$(row[3]) SET n:$(row[0]) SET n = row[1]`
	createHolds = `UNWIND $q.rows AS row MATCH (a:Entity) WHERE elementId(a) = row[0] MATCH (b:Entity) WHERE elementId(b) = row[1]
 CREATE (a)-[:HOLDS {id: row[2], hash: row[3],
 interest: row[4], assertion: row[5], source: row[6], evidence: row[7], origin: row[8], asOf: row[9], from: row[10], to: row[11],
 basis: row[12], share: row[13], min: row[14], max: row[15], minExact: row[16], maxExact: row[17], minOpen: row[18], maxOpen: row[19]}]->(b)`
	createTies = `UNWIND $q.rows AS row MATCH (a:Entity) WHERE elementId(a) = row[0] MATCH (b:Entity) WHERE elementId(b) = row[1]
 CREATE (a)-[:TIED_TO {id: row[2], hash: row[3],
 interest: row[4], assertion: row[5], source: row[6], evidence: row[7], origin: row[8], asOf: row[9], from: row[10], to: row[11]}]->(b)`
	createRels  = `UNWIND $q.rows AS row MATCH (a:Entity {id: row[0]}) MATCH (b:Entity {id: row[1]}) CREATE (a)-[r:$(row[2])]->(b) SET r = row[3]`
	createFacts = `UNWIND $q.rows AS row MATCH (e:Entity {id: row[2]}) CREATE (e)-[:HAS_FACT]->(n:$(row[0])) SET n = row[1]
 WITH n, row WHERE row[3] <> '' MATCH (t:Entity {id: row[3]}) CREATE (n)-[:AT]->(t)`
	createCoverages = `UNWIND $q.rows AS row MATCH (e:Entity {id: row[1]}) CREATE (e)-[:COVERED_BY]->(n:Coverage) SET n = row[0]
 WITH n, row UNWIND row[2] AS m MATCH (t:Entity {id: m}) CREATE (n)-[:NAMES]->(t)`
	createNexuses = `UNWIND $q.rows AS row MATCH (l:Law {id: row[1]}) CREATE (l)-[:HAS_NEXUS]->(n:Nexus) SET n = row[0]`
)

// columns are the properties that a text names, in its order, after the ends of the
// relationship.
var columns = map[string][]string{
	createHolds: {"id", "hash", "interest", "assertion", "source", "evidence", "origin", "asOf", "from", "to",
		"basis", "share", "min", "max", "minExact", "maxExact", "minOpen", "maxOpen"},
	createTies: {"id", "hash", "interest", "assertion", "source", "evidence", "origin", "asOf", "from", "to"},
}
