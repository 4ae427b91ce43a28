// Where does an entity stand: formed, seated, established, listed, serving, keeping data?
// :param id => 'orange'
MATCH (e:Entity {id: $id})-[r:TIED_TO]->(place:Entity)
RETURN r.interest AS interest, place.id AS place, place.name AS name, r.from AS since, r.to AS until, r.evidence AS evidence, r.id AS statement
ORDER BY interest, place, statement
