// What is the data complete about: which lists of holders, suppliers, establishments are whole?
// :param id => 'bleu'
MATCH (e:Entity {id: $id})-[:COVERED_BY]->(c:Coverage)
RETURN c.kind AS kind, c.interest AS interest, c.basis AS basis, c.percent AS percent, c.members AS members, c.source AS source, c.id AS statement
ORDER BY statement
