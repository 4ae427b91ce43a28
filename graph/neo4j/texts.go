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

// Writing. The two types of which a register has millions have texts of their own: a type
// that is a parameter costs the server a sixth more.
const (
	dropNodes   = `UNWIND $q.ids AS id MATCH (n) WHERE elementId(n) = id DETACH DELETE n`
	dropRels    = `UNWIND $q.ids AS id MATCH ()-[r]->() WHERE elementId(r) = id DELETE r`
	createNodes = `UNWIND $q.rows AS row CREATE (n:$(row.labels)) SET n = row.props`
	updateNodes = `UNWIND $q.rows AS row MATCH (n) WHERE elementId(n) = row.at REMOVE n:$(row.drop) SET n:$(row.labels) SET n = row.props`
	createHolds = `UNWIND $q.rows AS row MATCH (a:Entity {id: row.a}) MATCH (b:Entity {id: row.b}) CREATE (a)-[r:HOLDS]->(b) SET r = row.props`
	createTies  = `UNWIND $q.rows AS row MATCH (a:Entity {id: row.a}) MATCH (b:Entity {id: row.b}) CREATE (a)-[r:TIED_TO]->(b) SET r = row.props`
	createRels  = `UNWIND $q.rows AS row MATCH (a:Entity {id: row.a}) MATCH (b:Entity {id: row.b}) CREATE (a)-[r:$(row.type)]->(b) SET r = row.props`
	createFacts = `UNWIND $q.rows AS row MATCH (e:Entity {id: row.a}) CREATE (e)-[:HAS_FACT]->(n:$(row.labels)) SET n = row.props
 WITH n, row WHERE row.b <> '' MATCH (t:Entity {id: row.b}) CREATE (n)-[:AT]->(t)`
	createCoverages = `UNWIND $q.rows AS row MATCH (e:Entity {id: row.a}) CREATE (e)-[:COVERED_BY]->(n:Coverage) SET n = row.props
 WITH n, row UNWIND row.members AS m MATCH (t:Entity {id: m}) CREATE (n)-[:NAMES]->(t)`
	createNexuses = `UNWIND $q.rows AS row MATCH (l:Law {id: row.a}) CREATE (l)-[:HAS_NEXUS]->(n:Nexus) SET n = row.props`
)
