MATCH (t:Entity {id: $id})
CALL (t) {
  RETURN t AS s
  UNION
  WITH t WHERE COUNT { (t)-[:HOLDS|INFLUENCES|SUPPLIES|SAID_TO_HOLD|SAID_TO_INFLUENCE|SAID_TO_SUPPLY]->() } <= 2000
  MATCH (t)-[:HOLDS|INFLUENCES|SUPPLIES|SAID_TO_HOLD|SAID_TO_INFLUENCE|SAID_TO_SUPPLY]->(s) RETURN s
}
MATCH (x:Entity)-[:HOLDS|INFLUENCES|SUPPLIES|SAID_TO_HOLD|SAID_TO_INFLUENCE|SAID_TO_SUPPLY]->*(s)
WITH DISTINCT x, x = t AS asked WHERE NOT x:State|Bloc|DesignationList|Scheme|Exchange|LawText
WITH x, asked, CASE WHEN asked THEN 2000 ELSE 200 END AS most
WITH x, asked, COUNT { (x)-[:HOLDS|INFLUENCES|SUPPLIES|SAID_TO_HOLD|SAID_TO_INFLUENCE|SAID_TO_SUPPLY]->() } <= most AS few
WITH x, few, [(x)<-[r:HOLDS|INFLUENCES|SUPPLIES|TIED_TO|SAID_TO_HOLD|SAID_TO_INFLUENCE|SAID_TO_SUPPLY|SAID_TO_BE_TIED_TO]-(h) | {of: r, a: h, b: x}] AS above,
 CASE WHEN few THEN [(x)-[r:HOLDS|INFLUENCES|SUPPLIES|SAID_TO_HOLD|SAID_TO_INFLUENCE|SAID_TO_SUPPLY]->(y) | {of: r, a: x, b: y}] ELSE [] END AS below
UNWIND above + below + [{of: null, a: x, b: null}] AS link
CALL (link) {
  RETURN link.of AS claim, link.a AS a, link.b AS b
  UNION ALL
  UNWIND [n IN [link.a, link.b] WHERE n IS NOT NULL] AS e
  MATCH (e)-[r:TIED_TO|SAID_TO_BE_TIED_TO|NOTED]->(place) RETURN r AS claim, e AS a, place AS b
  UNION ALL
  UNWIND [n IN [link.a, link.b] WHERE n IS NOT NULL] AS e
  MATCH (e)-[:HAS_FACT|COVERED_BY]->(f) RETURN f AS claim, e AS a, null AS b
}
WITH DISTINCT claim, a, b WHERE claim IS NOT NULL
RETURN claim.id AS id, properties(claim) AS p, properties(a) AS a, properties(b) AS b
