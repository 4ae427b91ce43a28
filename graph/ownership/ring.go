package ownership

import (
	"slices"
	"strings"

	"longarm/graph"
)

// flagsOf lists what is remarkable in the closure: sums above 100, totals set
// aside, cross-holdings, and rings owned by themselves alone. Sorted, kept and shared:
// treat the list as constant.
func (u *upstream) flagsOf() []graph.Flag {
	u.flagsOnce.Do(func() { u.flags = slices.Clip(u.findFlags()) })
	return u.flags
}

func (u *upstream) findFlags() []graph.Flag {
	var out []graph.Flag
	n := u.net
	for i, block := range u.blocks {
		cyclic, leak := len(block) > 1, false
		for _, v := range block {
			r := n.row(v)
			if r.terminal {
				leak = true
				continue
			}
			out = append(out, n.rowFlags(r)...)
			if r.self >= 0 {
				cyclic = true
			}
			for _, l := range r.leaves {
				if l.hi.sign() > 0 && (l.node < 0 || !u.within(l.node, i)) {
					leak = true
				}
			}
		}
		if !cyclic {
			continue
		}
		names := make([]string, len(block))
		for i, v := range block {
			names[i] = string(n.id(v))
		}
		list := strings.Join(names[:min(len(names), 8)], ", ")
		if len(names) > 8 {
			list += ", …"
		}
		switch {
		case !leak:
			out = append(out, graph.Remark(graph.ClosedRing, n.id(block[0]), nil,
				graph.Say("%s: owned by itself, no holder outside (%s)", "%s : détenu par lui-même, aucun détenteur extérieur (%s)", list, n.basis)))
		case len(block) > 1:
			out = append(out, graph.Remark(graph.CycleFlag, n.id(block[0]), nil,
				graph.Say("cross-holdings among %s (%s)", "participations croisées entre %s (%s)", list, n.basis)))
		}
	}
	graph.SortFlags(out)
	return out
}

// rowFlags lists what is remarkable in one cap table.
func (n *net) rowFlags(r *row) []graph.Flag {
	out := slices.Clone(r.flags)
	if f, above := r.table.AboveHundred(); above && !r.terminal {
		out = append(out, f)
	}
	return out
}

// within reports that a node lies in the i-th block.
func (u *upstream) within(node, i int) bool {
	return u.blockOf(node) == i
}
