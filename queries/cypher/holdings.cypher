// What does an entity hold, whom does it influence, whom does it supply?
// :param id => 'microsoft'
MATCH (holder:Entity {id: $id})-[r:HOLDS|INFLUENCES|SUPPLIES]->(subject:Entity)
RETURN type(r) AS relation, r.interest AS interest, subject.id AS subject, subject.name AS name, r.share AS share, r.id AS statement
ORDER BY relation, interest, subject, statement
