// On whose technology does an entity depend, directly or through what it runs on?
// :param id => 'bleu'
MATCH (user:Entity {id: $id})
MATCH (supplier:Entity)-[:SUPPLIES]->+(user)
WHERE supplier <> user
RETURN DISTINCT supplier.id AS supplier, supplier.name AS name
ORDER BY supplier
