package check

import (
	"fmt"
	"maps"
	"slices"
)

// halves are those without whom, in some world, all others do not pass, with the direct
// holders that may follow them: two of them may control together. Beside them, who acts,
// or may act, in a stated concert that may pass.
type halves struct {
	row     *row
	link    limit
	parties map[id][]id
	nobody  bool // one that nobody names may be a half
	joins   bool // and find another
	concert []id
}

// halvesOf reads them for the target once.
func (k *stakes) halvesOf(t limit) halves {
	key := fmt.Sprint(t)
	out, known := k.kept.halves[key]
	if known {
		return out
	}
	out.row, out.link, out.parties = k.row(k.target), t, map[id][]id{}
	uppers := map[id]*run{}
	for _, h := range k.reach() {
		if h == k.target {
			continue
		}
		c := (&run{k: k, link: t, upper: true}).grow([]id{h})
		if uppers[h] = c; c.indispensable() {
			out.parties[h] = c.follow()
		}
	}
	nobody := (&run{k: k, link: t, upper: true, anonymous: true}).grow(nil)
	out.nobody = nobody.indispensable()
	out.joins = out.nobody && (len(out.parties) > 0 || len(nobody.follow()) > 0 || !slices.ContainsFunc(k.row(k.target).leaves, func(l leaf) bool {
		return l.id != "" && l.lo.Sign() > 0
	}))
	out.concert = k.mayConcert(t, uppers)
	k.kept.halves[key] = out
	return out
}

// besides reports another half, named or not, than one that these direct holders follow.
func (h halves) besides(mine []id) bool {
	for _, list := range h.parties {
		others := slices.DeleteFunc(slices.Clone(list), func(x id) bool { return slices.Contains(mine, x) })
		if h.row.needs(h.link, func(i int) bool { return slices.Contains(others, h.row.leaves[i].id) }) {
			return true
		}
	}
	return h.nobody
}

// mayJoin lists who may control the target only with another. The last answers whether
// one that nobody names may.
func (k *stakes) mayJoin() (out []id, anyone bool) {
	all := k.halvesOf(half)
	for h, mine := range all.parties {
		if all.besides(mine) {
			out = append(out, h)
		}
	}
	return append(out, all.concert...), all.joins
}

// follow lists the direct holders of the target in the run.
func (c *run) follow() []id {
	r := c.k.row(c.k.target)
	var out []id
	for i, l := range r.leaves {
		if i != r.self && l.id != "" && c.in[l.id] {
			out = append(out, l.id)
		}
	}
	return out
}

// indispensable reports that in some world all others do not pass.
func (c *run) indispensable() bool {
	r := c.k.row(c.k.target)
	return r.needs(c.link, func(i int) bool { return c.in[r.leaves[i].id] || c.anonymous && i == r.rest })
}

// needs reports that without these, in some world, nobody passes.
func (r *row) needs(t limit, these func(leaf int) bool) bool {
	if r.closed {
		return false
	}
	w := zeros(len(r.leaves))
	any := false
	for i, l := range r.leaves {
		switch {
		case i == r.self:
		case these(i):
			any = any || l.hi.Sign() > 0
		default:
			w[i] = whole
		}
	}
	return any && !t.passes(r.voting(w, false))
}

// mayConcert lists the parties of a stated concert that may pass.
func (k *stakes) mayConcert(t limit, uppers map[id]*run) []id {
	group := map[id]bool{}
	for _, l := range k.f.to(k.target) {
		if joint(l.interest) {
			group[l.holder] = true
		}
	}
	r := k.row(k.target)
	w := zeros(len(r.leaves))
	for h := range group {
		c := uppers[h]
		for i, l := range r.leaves {
			if i != r.self && l.id != "" && (l.id == h || c != nil && c.in[l.id]) {
				w[i] = whole
			}
		}
	}
	if len(group) < 2 || !t.passes(r.voting(w, true)) {
		return nil
	}
	return slices.Collect(maps.Keys(group))
}
