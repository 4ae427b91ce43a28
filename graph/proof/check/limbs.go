package check

import (
	"slices"

	"longarm/graph"
	"longarm/graph/proof"
)

// byLimbs says whether members of the class control the company by one of the
// limbs: for certain, perhaps, or not because coverage closes every relation.
func (q *asked) byLimbs(limbs map[string][]graph.Interest) proof.Truth {
	out := proof.False
	for name, list := range limbs {
		v := q.limb(name, list)
		for _, i := range list {
			if v == proof.False && !i.CarriesShare() && !q.f.complete(q.target, i) {
				v = proof.Open
			}
		}
		out = max(out, v)
	}
	return out
}

// limbBases are the bases control by limbs is read in.
func (q *asked) limbBases() []graph.Basis {
	switch q.t.Basis {
	case "either":
		return []graph.Basis{graph.Votes, graph.Capital}
	case string(graph.Capital):
		return []graph.Basis{graph.Capital}
	}
	return []graph.Basis{graph.Votes}
}

func (q *asked) limb(name string, list []graph.Interest) proof.Truth {
	out := proof.False
	q.eachLimb(name, list, func(_ *limbOf, _ graph.Interest, v proof.Truth) { out = max(out, v) })
	return out
}

// able lists the holders that meet a limb, or may, by themselves or as one class.
func (q *asked) able() map[id]bool {
	out := map[id]bool{}
	for name, list := range q.limbs {
		if compares(name) && q.t.HasThreshold {
			continue
		}
		q.eachLimb(name, list, func(l *limbOf, i graph.Interest, v proof.Truth) {
			switch {
			case v == proof.False:
			case l.u.class:
				for _, h := range l.part(i) {
					out[h] = true
				}
			case l.u.holder != "":
				out[l.u.holder] = true
			}
		})
	}
	return out
}

// part lists the members of a class that hold the interest in the company
// themselves, or share the votes that meet the limb.
func (l *limbOf) part(i graph.Interest) []id {
	var out []id
	add := func(h id) {
		if h != l.q.target && l.upper.in[h] && l.q.member(h) != outside {
			out = append(out, h)
		}
	}
	switch {
	case compares(l.name):
	case joint(i):
		for _, x := range l.q.f.to(l.q.target) {
			if joint(x.interest) {
				add(x.holder)
			}
		}
	case i.CarriesShare():
		k := l.k
		if i == graph.ProfitRights {
			k = l.q.f.stakes(l.q.target, graph.Profit)
		}
		for _, h := range k.row(l.q.target).parties() {
			add(h)
		}
	default:
		for _, x := range l.q.f.to(l.q.target) {
			if x.interest.LeadsTo(i) && (i != graph.AppointmentOfBoard || l.name == "board-seat" || majority(x.words) != proof.False) {
				add(x.holder)
			}
		}
	}
	return out
}

// sides lists who holds an interest of some limb in the company, sorted.
func (q *asked) sides() []id {
	var out []id
	for _, x := range q.f.to(q.target) {
		for _, list := range q.limbs {
			if slices.ContainsFunc(list, func(i graph.Interest) bool {
				return x.interest.LeadsTo(i) || i.CarriesShare() && x.interest.CarriesShare()
			}) {
				out = append(out, x.holder)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// eachLimb reads a limb for every unit and interest.
func (q *asked) eachLimb(name string, list []graph.Interest, take func(l *limbOf, i graph.Interest, v proof.Truth)) {
	aggregate := q.t.Aggregate
	if aggregate != "class" && aggregate != "none" {
		aggregate = "concert"
	}
	for _, b := range q.limbBases() {
		k := q.f.stakes(q.target, b).beside(q.sides())
		for _, u := range q.units(k, "control", aggregate) {
			l := limbOf{q, name, k, u, q.run(k, u, false, aggregate == "concert"), q.run(k, u, true, aggregate == "concert")}
			for _, i := range list {
				v := l.read(i)
				if v == proof.True && u.member != inside {
					v = proof.Open
				}
				take(&l, i, v)
			}
		}
	}
}

// limbOf is one limb read for one unit.
type limbOf struct {
	q            *asked
	name         string
	k            *stakes
	u            oneUnit
	lower, upper *run
}

func (l *limbOf) read(i graph.Interest) proof.Truth {
	switch {
	case compares(l.name):
		v := l.lower.ahead(l.upper, l.name == "largest")
		if v == proof.Open && l.u.anonymous {
			return proof.False
		}
		return v
	case joint(i):
		return l.together()
	case i == graph.ProfitRights:
		return l.profit()
	case i.CarriesShare():
		return l.votes()
	}
	return l.stated(i)
}

func (l *limbOf) votes() proof.Truth {
	t, least := l.q.link(), proof.False
	if l.name == "participation" {
		t = limit{at: none}
		least = l.leastStake()
	}
	switch {
	case least == proof.True:
		return proof.True
	case t.passes(l.lower.votes(l.q.target, false)):
		return proof.True
	case t.passes(l.upper.votes(l.q.target, true)):
		return proof.Open
	case l.name == "de-facto" && !l.u.anonymous && l.lower.ahead(l.upper, !l.q.f.complete(l.q.target, graph.OtherInfluenceOrControl)) != proof.False:
		return proof.Open
	}
	return least
}

// leastStake finds holdings of more than nothing, for which others may leave no room.
func (l *limbOf) leastStake() proof.Truth {
	out := proof.False
	for _, h := range l.q.f.table(l.q.target, l.k.basis).holders {
		switch {
		case h.unknown || !h.share.MinOpen && h.share.Min == 0 || !l.upper.in[h.id]:
		case l.lower.in[h.id]:
			return proof.True
		default:
			out = proof.Open
		}
	}
	return out
}

// together: the unit is one of those who control jointly, or perhaps acts in a
// stated concert.
func (l *limbOf) together() proof.Truth {
	if l.u.anonymous {
		if l.name != "agreement" && !l.k.row(l.q.target).closed && !l.k.together(l.q.link(), true).majority && l.k.halvesOf(l.q.link()).joins {
			return proof.Open
		}
		return proof.False
	}
	out := proof.False
	for _, x := range l.q.f.to(l.q.target) {
		if joint(x.interest) && l.upper.in[x.holder] && (x.unknown || !l.lower.in[x.holder]) {
			out = proof.Open
		}
	}
	if l.k.row(l.q.target).closed {
		return out
	}
	j := l.k.together(l.q.link(), l.name != "agreement")
	if j.majority {
		return out
	}
	for _, m := range j.members {
		switch {
		case l.lower.in[m]:
			return proof.True
		case l.upper.in[m]:
			out = proof.Open
		}
	}
	all := l.k.halvesOf(l.q.link())
	for h, mine := range all.parties {
		if l.name != "agreement" && l.upper.in[h] && all.besides(mine) {
			out = proof.Open
		}
	}
	if slices.ContainsFunc(all.concert, func(h id) bool { return l.upper.in[h] }) {
		out = proof.Open
	}
	return out
}

func (l *limbOf) profit() proof.Truth {
	k := l.q.f.stakes(l.q.target, graph.Profit)
	open := !l.q.f.table(l.q.target, graph.Profit).complete // of a complete list, also of nobody, the rest has none
	in := func(c *run) *run {
		return &run{k: k, link: c.link, upper: c.upper, anonymous: c.anonymous && open, wholeRest: c.wholeRest, in: c.in}
	}
	switch {
	case l.q.link().passes(in(l.lower).votes(l.q.target, false)):
		return proof.True
	case l.q.link().passes(in(l.upper).votes(l.q.target, true)):
		return proof.Open
	}
	return proof.False
}

func (l *limbOf) stated(i graph.Interest) proof.Truth {
	out := proof.False
	for _, x := range l.q.f.to(l.q.target) {
		if !x.interest.LeadsTo(i) || !l.upper.in[x.holder] {
			continue
		}
		v := proof.True
		switch {
		case i == graph.ConditionalRights || !x.interest.Meets(i):
			v = proof.Open
		case i == graph.AppointmentOfBoard && l.name != "board-seat":
			v = majority(x.words)
		}
		if v == proof.True && (x.unknown || !l.lower.in[x.holder]) {
			v = proof.Open
		}
		out = max(out, v)
	}
	return out
}
