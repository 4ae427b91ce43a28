package neo4j

// cells is the query that writes a new row, and what it gets of it.
func (w *push) cells(r *row) (text string, cells []any) {
	props := map[string]any(r.props)
	switch text = insertOf[r.class]; text {
	case createNodes:
		if r.class != entities { // nobody asks for the server's id
			return text, []any{r.labels(), props, nil}
		}
		return text, []any{r.labels(), props, r.id}
	case createFacts:
		return text, []any{r.labels(), props, r.ends[0], r.ends[1]}
	case createCoverages:
		return text, []any{props, r.ends[0], r.ends[1:]}
	case createNexuses:
		return text, []any{props, r.ends[0]}
	case createHolds, createTies:
		a, b := w.at(r.ends[0]), w.at(r.ends[1])
		if cells, ok := flat(r.props, a, b, columns[text]); ok && a != "" && b != "" {
			return text, cells
		}
	}
	return createRels, []any{r.ends[0], r.ends[1], typeOf[r.class], props}
}

// at is the server's id of an entity; "" when it is not known.
func (w *push) at(id string) string {
	if at, ok := w.made[id]; ok {
		return at
	}
	if p := w.there[entities][id]; p != nil {
		return p.at
	}
	return ""
}

// flat lists the ends and the properties of a relationship by column; false when it has a
// property that no column takes.
func flat(p props, a, b string, columns []string) ([]any, bool) {
	cells := make([]any, 2, 2+len(columns))
	cells[0], cells[1] = a, b
	taken := 0
	for _, key := range columns {
		v, ok := p[key]
		if ok {
			taken++
		}
		cells = append(cells, v) // what is null is not set
	}
	return cells, taken == len(p)
}

// cellsOfUpdate is what updateNodes gets of a row, p being what is there.
func cellsOfUpdate(r *row, p *present) []any {
	drop := []string{}
	for _, l := range p.labels {
		if l != labelOf[r.class] {
			drop = append(drop, l)
		}
	}
	return []any{r.labels(), map[string]any(r.props), p.at, drop}
}
