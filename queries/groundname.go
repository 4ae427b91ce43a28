package queries

import (
	"fmt"
	"strings"

	"longarm/graph/law"
)

// GroundName names a ground of a law for people: by its id in English; in French, where
// an id in English words would be read as such, by where it stands in the law, with a
// number when several stand there. An unknown ground keeps its id.
func (c *Context) GroundName(lawID, row string) string {
	l := c.Catalogue.Law(lawID)
	if l == nil {
		return row
	}
	return groundName(l, row, c.Lang())
}

func groundName(l *law.Law, id, lang string) string {
	r := l.Row(id)
	if lang == "en" || r == nil || r.Section.IsZero() {
		return id
	}
	section := strings.ReplaceAll(r.Section.In(lang), "§ ", "§\u00a0")
	there, at := 0, 0
	for _, other := range l.Rows {
		if other.Section != r.Section {
			continue
		}
		if there++; other == r {
			at = there
		}
	}
	if there == 1 {
		return section
	}
	return fmt.Sprintf("%s (%d)", section, at)
}

// actName names the ground that an act decides, of which only the id is known: by
// where it stands when one law alone has such a ground.
func (c *Context) actName(row string) string {
	name := row
	for _, l := range c.Catalogue.Laws {
		if r := l.Row(row); r == nil || r.Computable != law.ComputableNo {
			continue
		}
		if name != row {
			return row
		}
		name = c.GroundName(l.ID, row)
	}
	return name
}
