package neo4j

import "strings"

// insertOf is the query that writes a class, and typeOf the type of its relationship.
var (
	insertOf = [classes]string{sources: createNodes, entities: createNodes, within: createRels, holds: createHolds, influences: createRels,
		supplies: createRels, tiedTo: createTies, saidHolds: createRels, saidInfluences: createRels, saidSupplies: createRels, saidTiedTo: createRels,
		notes: createRels, facts: createFacts, coverages: createCoverages,
		laws: createNodes, nexuses: createNexuses}
	typeOf = [classes]string{within: "WITHIN", holds: "HOLDS", influences: "INFLUENCES", supplies: "SUPPLIES", tiedTo: "TIED_TO",
		saidHolds: "SAID_TO_HOLD", saidInfluences: "SAID_TO_INFLUENCE", saidSupplies: "SAID_TO_SUPPLY", saidTiedTo: "SAID_TO_BE_TIED_TO", notes: "NOTED"}
	labelOf = [classes]string{sources: "Source", entities: "Entity", facts: "Fact", coverages: "Coverage", laws: "Law", nexuses: "Nexus"}
)

func relClass(kind string) class {
	for k, t := range typeOf {
		if t == kind {
			return class(k)
		}
	}
	return notes
}

func nodeClass(labels []string) class {
	for _, l := range labels {
		for k, name := range labelOf {
			if name == l {
				return class(k)
			}
		}
	}
	return sources
}

// kindLabel is the label of a kind of entity: stateBody is StateBody.
func kindLabel(kind string) string {
	switch kind {
	case "":
		return "Other"
	case "list":
		return "DesignationList" // List says nothing
	case "law":
		return "LawText" // Law is a law of the catalogue
	}
	return strings.ToUpper(kind[:1]) + kind[1:]
}

// labels are those of a row's node.
func (r *row) labels() []string {
	switch {
	case r.class == entities:
		return []string{labelOf[entities], kindLabel(r.label)}
	case r.class == facts && r.props["name"] == "capability":
		return []string{labelOf[facts], "Capability"}
	}
	return []string{labelOf[r.class]}
}
