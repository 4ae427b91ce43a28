// Which entities are formed in a state?
// :param iso => 'FR'
MATCH (e:Entity)-[r:TIED_TO {interest: 'incorporatedIn'}]->(:State {iso: $iso})
RETURN DISTINCT e.id AS entity, e.name AS name, e.kind AS kind
ORDER BY entity
