// Which laws of a jurisdiction attach by a ground, and how firmly?
// :param jurisdiction => 'US'
MATCH (l:Law {jurisdiction: $jurisdiction})-[:HAS_NEXUS]->(n:Nexus)
RETURN l.id AS law, l.name AS name, n.ground AS ground, n.effect AS effect, n.confidence AS confidence, n.id AS row
ORDER BY law, row
