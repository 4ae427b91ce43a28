// Who stands above an entity through holdings of shares or votes, at any distance?
// :param id => 'bleu'
MATCH (target:Entity {id: $id})
MATCH (above:Entity)-[:HOLDS]->+(target)
WHERE above <> target
RETURN DISTINCT above.id AS entity, above.name AS name, above.kind AS kind
ORDER BY entity
