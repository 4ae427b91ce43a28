package csv

import (
	"io"

	"longarm/graph"
	"longarm/graph/export/internal/document"
	"longarm/graph/view"
)

// Links writes an answer as one table, a row for each thing its edges say, with the
// id, name, kind and country of both ends: what the import wizard of i2 maps to
// entities and links, and what a pivot table counts.
func Links(to io.Writer, h document.Head, v *view.View) error {
	fields := document.LinkFields(v)
	head := []string{"link_id", "link_label", "from_id", "from_name", "from_kind", "from_country", "to_id", "to_name", "to_kind", "to_country", "valid_from", "valid_to", "observed"}
	for _, f := range fields {
		head = append(head, f.Name)
	}
	head = append(head, "as_of", "licences")
	return table(to, head, func(t *document.Table) error {
		for _, l := range document.Links(v) {
			from, to := v.Node(l.From), v.Node(l.To)
			row := []string{l.ID, l.Label, string(from.ID), from.Name, from.KindIn, from.Country, string(to.ID), to.Name, to.KindIn, to.Country}
			p := span(v, &l)
			row = append(row, p.From.String(), p.To.String(), p.AsOf.String())
			for i := range fields {
				row = append(row, fields[i].Get(&l))
			}
			row = append(row, h.AsOf.String(), licences(&h, v, l.Claims))
			if err := t.Row(row...); err != nil {
				return err
			}
		}
		return nil
	})
}

// span is the period of a link whose claims agree on one.
func span(v *view.View, l *document.Link) graph.Period {
	if spells := document.Spells(v, l); len(spells) == 1 {
		return spells[0]
	}
	return graph.Period{}
}

// licences lists the licences of the sources of claims; one that forbids commercial
// use says so.
func licences(h *document.Head, v *view.View, claims []graph.ClaimID) string {
	var used document.Head
	seen := map[graph.SourceID]bool{}
	for _, id := range claims {
		if c := v.Claim(id); c != nil && !seen[c.Source] {
			seen[c.Source] = true
			if s := h.Source(c.Source); s != nil && (s.Licence != "" || s.NonCommercial) {
				used.Sources = append(used.Sources, *s)
			}
		}
	}
	return used.LicenceLine()
}

// ViewFolder writes an answer as nodes.csv and edges.csv for Gephi.
func ViewFolder(create document.Create, h document.Head, v *view.View) error {
	for _, file := range []struct {
		name  string
		write func(io.Writer, document.Head, *view.View) error
	}{{"nodes.csv", ViewNodes}, {"edges.csv", ViewEdges}} {
		w, err := create(file.name)
		if err != nil {
			return err
		}
		if err := file.write(w, h, v); err != nil {
			return err
		}
	}
	return about(create, &h)
}

// LinksFolder writes the table of [Links] as links.csv.
func LinksFolder(create document.Create, h document.Head, v *view.View) error {
	w, err := create("links.csv")
	if err != nil {
		return err
	}
	if err := Links(w, h, v); err != nil {
		return err
	}
	return about(create, &h)
}

// ViewNodes writes the nodes of an answer for Gephi.
func ViewNodes(to io.Writer, _ document.Head, v *view.View) error {
	fields := document.NodeFields()
	head := []string{"Id", "Label"}
	for _, f := range fields {
		head = append(head, f.Name)
	}
	return table(to, head, func(t *document.Table) error {
		for i := range v.Nodes() {
			n := &v.Nodes()[i]
			row := []string{string(n.ID), n.Name}
			for j := range fields {
				row = append(row, fields[j].Get(n))
			}
			if err := t.Row(row...); err != nil {
				return err
			}
		}
		return nil
	})
}

// ViewEdges writes the edges of an answer for Gephi.
func ViewEdges(to io.Writer, h document.Head, v *view.View) error {
	fields := document.LinkFields(v)
	head := []string{"Source", "Target", "Type", "Id", "Label"}
	for _, f := range fields {
		head = append(head, f.Name)
	}
	head = append(head, "as_of", "licences")
	return table(to, head, func(t *document.Table) error {
		for _, l := range document.Links(v) {
			row := []string{string(l.From), string(l.To), "Directed", l.ID, l.Label}
			for i := range fields {
				row = append(row, fields[i].Get(&l))
			}
			row = append(row, h.AsOf.String(), licences(&h, v, l.Claims))
			if err := t.Row(row...); err != nil {
				return err
			}
		}
		return nil
	})
}

func table(to io.Writer, head []string, write func(*document.Table) error) error {
	buffer := document.NewWriter(to)
	t, err := document.NewTable(buffer, head...)
	if err == nil {
		err = write(t)
	}
	if err == nil {
		err = t.Close()
	}
	if err != nil {
		return err
	}
	return buffer.Close()
}
