// What is said of an entity that does not count: claimed, denied, proposed, withdrawn?
// :param id => 'bleu'
MATCH (e:Entity {id: $id})-[r:SAID_TO_HOLD|SAID_TO_INFLUENCE|SAID_TO_SUPPLY|SAID_TO_BE_TIED_TO]-()
WITH DISTINCT r
RETURN r.id AS statement, r.assertion AS assertion, startNode(r).id AS holder, r.interest AS interest, endNode(r).id AS subject, r.quote AS quote, r.source AS source
ORDER BY statement
