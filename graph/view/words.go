package view

// Keys lists the fixed words an encoder may ask for, sorted. Whoever makes a view
// gives a word for each.
func Keys() []string {
	return []string{
		"as-of", "box-open", "channel.direct", "channel.others", "channel.owners", "channel.people", "channel.suppliers",
		"close", "colon", "edges", "evidence", "family.control", "family.enacts", "family.jurisdiction", "family.ownership",
		"family.reach", "family.technology", "firmness.arguable", "firmness.contested", "firmness.settled", "fit", "from", "help", "holds", "home-law", "note.conduct", "note.elsewhere", "note.own", "interest", "kind.arrangement", "kind.company",
		"kind.focus", "kind.laws", "kind.list", "kind.offer", "kind.person", "kind.stack", "kind.state", "kind.stateBody",
		"legend", "more", "nodes", "notes", "quote", "reach-later", "reach-open", "read-buyer", "read-down", "said.claimed", "said.denied", "said.proposed", "said.withdrawn",
		"silent", "sources", "stack.held", "stack.holders", "stack.officers", "stack.others", "stack.rest", "stack.suppliers", "standing.barred", "standing.certified", "standing.conduct", "standing.disputed", "standing.eligible",
		"standing.latent", "standing.no-path", "standing.not-reached", "standing.open", "standing.pending", "standing.reached",
		"standing.scheme-open", "standing.unclear", "statements", "text-twin", "to", "unknown-share", "zoom-in", "zoom-out",
	}
}
