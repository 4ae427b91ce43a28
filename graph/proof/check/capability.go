package check

import (
	"slices"

	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/proof"
)

// capability reads what is kept over the entity, or by it over others.
func (r *reader) capability(q about, t *law.CapabilityTest, e id) proof.Truth {
	codes := r.codes(t.Codes)
	ref, over := t.From, t.Over != ""
	if over {
		ref = t.Over
	}
	out := proof.False
	for _, x := range r.kept(codes, e, over) {
		v := r.class(q, ref, x.party)
		if x.unknown && v == proof.True {
			v = proof.Open
		}
		out = max(out, v)
	}
	if slices.Contains(t.Codes, law.CustodyGroup) {
		rel := &law.RelTest{Interests: custody, From: ref}
		if over {
			rel.To, rel.From = ref, ""
		}
		out = max(out, r.relation(q, rel, e))
	}
	if out == proof.False && (over || !r.custodyClosed(e) || slices.ContainsFunc(codes, func(c string) bool { return !slices.Contains(r.c.Vocabulary.Custody, c) })) {
		return proof.Open
	}
	return out
}

// custody are the interests that prove custody by themselves.
var custody = []graph.Interest{graph.HasCustody, graph.Operates, graph.Hosts}

func (r *reader) custodyClosed(e id) bool {
	return !slices.ContainsFunc(custody, func(i graph.Interest) bool { return !r.f.complete(e, i) })
}

func (r *reader) codes(list []string) []string {
	var out []string
	for _, c := range r.c.Vocabulary.Capabilities {
		if slices.Contains(list, c) || slices.Contains(list, law.CustodyGroup) && slices.Contains(r.c.Vocabulary.Custody, c) {
			out = append(out, c)
		}
	}
	return out
}

// keeping is one stated capability and who stands for its keeper.
type keeping struct {
	fact    *fact
	party   id
	unknown bool
}

func (r *reader) kept(codes []string, e id, over bool) []keeping {
	var out []keeping
	if over {
		for _, x := range r.f.of(e) {
			if x.name == "capability" && x.at != "" && slices.Contains(codes, x.text) {
				out = append(out, keeping{x, x.at, x.unknown})
			}
		}
		return out
	}
	sure, perhaps := r.mine(e)
	own := append(slices.Clone(sure), perhaps...)
	for _, o := range own {
		for _, x := range r.f.over(o) {
			if !slices.Contains(codes, x.text) || slices.Contains(own, x.entity) {
				continue
			}
			late := x.unknown || slices.Contains(perhaps, o)
			if r.f.kind(x.entity) != graph.Offer {
				out = append(out, keeping{x, x.entity, late})
				continue
			}
			for _, l := range r.f.to(x.entity) {
				if l.interest == graph.Operates {
					out = append(out, keeping{x, l.holder, late || l.unknown})
				}
			}
		}
	}
	return out
}
