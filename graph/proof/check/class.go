package check

import (
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/proof"
)

// class reads whether a party is of a CLASS.
func (r *reader) class(q about, ref string, e id) proof.Truth {
	k := typeKey{ref: ref, e: e, root: e == q.root}
	if q.law != nil {
		k.law = q.law.ID
	}
	if v, ok := r.types[k]; ok {
		return v
	}
	v := r.classify(q, ref, e)
	r.types[k] = v
	return v
}

func (r *reader) classify(q about, ref string, e id) proof.Truth {
	prefix, name := law.SplitRef(ref)
	v := r.c.Vocabulary
	switch {
	case prefix == "entity":
		return truth(string(e) == name)
	case prefix == "law":
		return truth(slices.Contains(v.Lists[e], name))
	case ref == "any":
		return proof.True
	case v.Territories[ref] != nil:
		return r.territory(ref, e)
	case v.Classes[ref] != nil:
		return r.member(q, v.Classes[ref], e)
	}
	return proof.Open
}

// territory reads a place. What is said of a bloc may hold in one of its members.
func (r *reader) territory(t string, e id) proof.Truth {
	iso, _ := r.f.place(e)
	switch {
	case iso == "":
		return proof.False
	case r.within(t, iso):
		return proof.True
	case r.f.kind(e) == graph.Bloc && r.touches(iso, t):
		return proof.Open
	}
	return proof.False
}

func (r *reader) touches(bloc, territory string) bool {
	inner, outer := r.c.Vocabulary.Territories[strings.ToLower(bloc)], r.c.Vocabulary.Territories[territory]
	if inner == nil || outer == nil {
		return false
	}
	have := countries(outer.Members, r.day)
	return slices.ContainsFunc(countries(inner.Members, r.day), func(m string) bool { return slices.Contains(have, m) })
}

func (r *reader) member(q about, c *law.Class, e id) proof.Truth {
	if len(c.Kinds) > 0 && !slices.Contains(c.Kinds, r.f.kind(e)) {
		return proof.False
	}
	out := proof.True
	if c.List != nil {
		out = min(out, r.listed(q, c, e))
	}
	if c.Listed || c.In != "" || c.Outside != "" {
		out = min(out, r.tied(q, c, e))
	}
	if c.Is != nil {
		out = min(out, r.read(about{law: q.law, root: q.root}, c.Is, e))
	}
	return out
}

// wants reports that a tie to the country makes a party of the class.
func (r *reader) wants(q about, c *law.Class, iso string) bool {
	at := func(t string) string {
		if t == law.LawJurisdiction && q.law != nil {
			return strings.ToLower(q.law.Jurisdiction)
		}
		return t
	}
	switch {
	case c.In != "":
		return r.within(at(c.In), iso)
	case c.Outside != "":
		return !r.within(at(c.Outside), iso)
	}
	return slices.Contains(countries(c.Countries, r.day), iso)
}

func (r *reader) tied(q about, c *law.Class, e id) proof.Truth {
	switch k := r.f.kind(e); k {
	case graph.State, graph.StateBody, graph.Bloc:
		iso, _ := r.f.place(e)
		if iso == "" {
			return proof.Open
		}
		return truth(r.wants(q, c, iso))
	case graph.Company, graph.Arrangement, graph.Person, graph.Group:
		return r.byTies(q, c, e)
	case graph.Offer:
		return r.byOperator(q, c, e)
	}
	return proof.False
}

// people reports persons and the groups that have a nationality.
func (r *reader) people(e id) bool {
	k := r.f.kind(e)
	return k == graph.Person || k == graph.Group && r.f.stated(e, graph.NationalOf)
}

// tiesOf keeps the ties a party of its kind can have.
func (r *reader) tiesOf(e id, links []graph.Interest) []graph.Interest {
	if r.f.kind(e) == graph.Group && !r.people(e) {
		return links
	}
	return slices.DeleteFunc(slices.Clone(links), func(i graph.Interest) bool {
		return (i == graph.NationalOf || i == graph.ResidentIn) != r.people(e)
	})
}

func (r *reader) byTies(q about, c *law.Class, e id) proof.Truth {
	ties := r.tiesOf(e, c.Links)
	out := proof.False
	open := false
	for _, i := range ties {
		v, unknown := r.tie(q, c, e, i)
		open = open || unknown
		out = max(out, v)
	}
	if out == proof.Open && !open && r.people(e) && r.f.stated(e, graph.NationalOf) {
		if !r.atHome(q, c, e, ties) {
			return proof.False // a stated nationality closes nationality and residence elsewhere
		}
	}
	return out
}

// atHome reports a residence asked for in a State the person is a national of.
func (r *reader) atHome(q about, c *law.Class, e id, ties []graph.Interest) bool {
	return slices.Contains(ties, graph.ResidentIn) && slices.ContainsFunc(r.f.from(e), func(l *link) bool {
		iso, _ := r.f.place(l.subject)
		return l.interest == graph.NationalOf && !l.unknown && r.wants(q, c, iso)
	})
}

// tie reads one tie, and whether a claim about it is of another time.
func (r *reader) tie(q about, c *law.Class, e id, i graph.Interest) (out proof.Truth, unknown bool) {
	single := i == graph.IncorporatedIn || i == graph.HeadquarteredIn
	fits, misses := 0, 0
	for _, l := range r.f.from(e) {
		if l.interest != i {
			continue
		}
		iso, _ := r.f.place(l.subject)
		switch {
		case l.unknown || iso == "":
			unknown = true
		case r.wants(q, c, iso):
			fits++
		default:
			misses++
		}
	}
	switch {
	case fits > 0 && (!single || misses == 0 && !unknown):
		return proof.True, unknown
	case single && fits == 0 && misses > 0 && !unknown:
		return proof.False, false
	}
	return proof.Open, unknown
}

func (r *reader) byOperator(q about, c *law.Class, e id) proof.Truth {
	out, any := proof.False, false
	for _, l := range r.f.to(e) {
		if l.interest == graph.Operates && r.f.kind(l.holder) != graph.Offer {
			v := r.class(q, c.ID, l.holder)
			if l.unknown && v == proof.True {
				v = proof.Open
			}
			if l.unknown && v == proof.False {
				continue
			}
			any = true
			out = max(out, v)
		}
	}
	if !any {
		return proof.Open
	}
	return out
}

// listed reads membership of the lists a law keeps: nobody is on one without a
// statement; of a list the data lacks, the entity asked about is open.
func (r *reader) listed(q about, c *law.Class, e id) proof.Truth {
	keeper := c.List.Law
	if keeper == "self" {
		if q.law == nil {
			return proof.Open
		}
		keeper = q.law.ID
	}
	out := proof.False
	for _, l := range r.f.from(e) {
		if l.interest == graph.DesignatedUnder && slices.Contains(r.c.Vocabulary.Lists[l.subject], keeper) {
			if !l.unknown {
				return proof.True
			}
			out = proof.Open
		}
	}
	if out == proof.False && e == q.root && !r.hasList(keeper) {
		return proof.Open
	}
	return out
}

// hasList reports that the data lacks none of the lists the law keeps.
func (r *reader) hasList(keeper string) bool {
	has := false
	for list, laws := range r.c.Vocabulary.Lists {
		if slices.Contains(laws, keeper) {
			if r.f.l.Entity(list) == nil {
				return false
			}
			has = true
		}
	}
	return has
}

// named reports a class of parties that someone has named.
func (r *reader) named(ref string) bool {
	if strings.HasPrefix(ref, "entity:") || strings.HasPrefix(ref, "law:") {
		return true
	}
	c := r.c.Vocabulary.Classes[ref]
	return c != nil && c.List != nil
}
