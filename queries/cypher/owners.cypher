// Who holds shares or votes in an entity, and how much?
// The stated holdings that count on the day, the largest first. What nobody disclosed is not
// in the graph: `longarm owners` prints it.
// :param id => 'bleu'
// :param day => date('2026-11-22')
MATCH (holder:Entity)-[r:HOLDS]->(held:Entity {id: $id})
WHERE (r.from IS NULL OR r.from <= $day) AND (r.to IS NULL OR $day < r.to) AND (r.asOf IS NULL OR r.asOf <= $day OR r.from IS NOT NULL)
RETURN holder.id AS holder, holder.name AS name, r.interest AS interest, r.basis AS basis, r.share AS share, r.id AS statement, r.source AS source
ORDER BY coalesce(r.max, 0) DESC, holder, statement
