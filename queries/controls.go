package queries

import "longarm/graph/ownership"

var controlsQuery = Query{
	Name: "controls", Args: []string{"ENTITY"},
	Doc: "whom an entity controls for certain, possibly, jointly",
	Run: func(c *Context, p Params) (Answer, error) { return Controls(c, p) },
}

// Controls lists the companies p.Args[0] controls at p.Threshold in p.Basis (votes
// when empty).
func Controls(c *Context, p Params) (*ControlResult, error) {
	return control(c, p, "controls", (*ownership.Model).Controls)
}
