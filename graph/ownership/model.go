package ownership

import "longarm/graph"

// Model answers questions about one graph.
type Model struct {
	tables Tables
}

// New returns a Model of the tables.
func New(t Tables) *Model { return &Model{tables: t} }

// Owners lists every upstream holder of the company.
func (m *Model) Owners(target graph.EntityID, b graph.Basis) *OwnersAnswer { return nil }

// Controllers lists who controls the company.
func (m *Model) Controllers(target graph.EntityID, t Threshold, b graph.Basis) *ControlAnswer {
	return nil
}

// Controls lists the companies the holder controls.
func (m *Model) Controls(holder graph.EntityID, t Threshold, b graph.Basis) *ControlAnswer {
	return nil
}

// MayControlRest reports whether one undisclosed holder could control the company.
func (m *Model) MayControlRest(target graph.EntityID, t Threshold, b graph.Basis) bool { return false }

// ControlByClass says whether members of the class control the company by the limbs.
func (m *Model) ControlByClass(target graph.EntityID, c Class, limbs Limbs, t Threshold, b graph.Basis) *ClassControl {
	return nil
}

// Integrated returns the integrated share of the class in the company, with the
// certificates of both ends.
func (m *Model) Integrated(target graph.EntityID, c Class, b graph.Basis) (Range, *Certificate, *Certificate) {
	return Range{}, nil, nil
}

// Evaluate answers the test on the company.
func (m *Model) Evaluate(t Test, target graph.EntityID) *Outcome { return nil }
