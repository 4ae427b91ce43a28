package neo4j

import "fmt"

// Law is a law for those who query by hand. Answers read laws from the catalogue, never
// from the server.
type Law struct {
	ID, Jurisdiction, State string // State is the id of the state or bloc whose law it is; "" for none in the data
	EN, FR                  string // its short name
	TitleEN, TitleFR        string
	Powers                  []string
	Nexuses                 []Nexus
}

// Nexus is a ground on which a law attaches.
type Nexus struct {
	ID, Ground, Effect, Confidence, Activation string
	Carriers                                   []string
	ConditionEN, ConditionFR                   string
}

// rowsOfLaw turns a law into its node and those of its grounds.
func rowsOfLaw(l *Law) ([]row, error) {
	p := props{"id": l.ID}
	p.text("jurisdiction", l.Jurisdiction)
	p.text("name", l.EN)
	p.text("name_fr", l.FR)
	p.text("title", l.TitleEN)
	p.text("title_fr", l.TitleFR)
	p.text("state", l.State)
	if err := p.texts("powers", l.Powers); err != nil {
		return nil, err
	}
	rows, err := one(laws, l.ID, p, nil)
	if err != nil {
		return nil, err
	}
	for _, n := range l.Nexuses {
		id := l.ID + "/" + n.ID
		p := props{"id": id, "law": l.ID}
		p.text("ground", n.Ground)
		p.text("effect", n.Effect)
		p.text("confidence", n.Confidence)
		p.text("activation", n.Activation)
		p.text("condition", n.ConditionEN)
		p.text("condition_fr", n.ConditionFR)
		if err := p.texts("carriers", n.Carriers); err != nil {
			return nil, fmt.Errorf("%s: %w", id, err)
		}
		more, err := one(nexuses, id, p, nil, l.ID)
		if err != nil {
			return nil, err
		}
		rows = append(rows, more...)
	}
	return rows, nil
}
