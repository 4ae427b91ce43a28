// Which facts are stated of an entity that laws ask for, and which capabilities does it keep?
// :param id => 'microsoft'
MATCH (e:Entity {id: $id})-[:HAS_FACT]->(f:Fact)
OPTIONAL MATCH (f)-[:AT]->(about:Entity)
RETURN f.name AS fact, f.value AS value, about.id AS about, f.assertion AS assertion, f.evidence AS evidence, f.source AS source, f.id AS statement
ORDER BY fact, value, statement
