package ownership

import (
	"slices"
	"sync"
)

// hits are the integrated shares of all single holders of a company above which every
// figure is exact: one solution of the chain gives them all. What undisclosed holders
// may add to one of them follows from it too. From the company a walk either meets the
// holder, by the share, or ends before that with an undisclosed one: it ends there from
// the company, less from the holder on, as often as it comes there.
type hits struct {
	u     *upstream
	share map[int]num
	rest  *problem // the most that one undisclosed holder may have of each company upstream
}

// hit is the integrated share of one holder, with or without what may be undisclosed.
type hit struct {
	all    *hits
	holder int
	rest   bool

	belowOnce, freeOnce sync.Once
	below, free         map[int]bool
}

// hitsOf solves the chain above a company once; nil where it cannot be done so.
func (m *Model) hitsOf(u *upstream) *hits {
	return remember(&m.mu, m.hits, u, func() *hits {
		if u.size > largeControl || u.isLarge() { // bounds by sweeps are cheaper than fractions
			return nil
		}
		share := u.exactShares()
		if share == nil {
			return nil
		}
		h := &hits{u: u, share: share, rest: &problem{u: u, upper: true, fixed: func(int) bool { return false }, rest: func(*row) (num, num) { return one, zero }}}
		h.rest.solve()
		return h
	})
}

// hit answers the product reading of a single holder where only the verdict is asked;
// nil where the chain has to be solved for it alone.
func (a *asking) hit(x unit, reading Reading) *bounds {
	if reading != ReadProduct || !a.test.DecidingOnly || x.holder < 0 || a.mate(x, true) != nil || !a.test.Class.RestMay && a.u.later() {
		return nil
	}
	all := a.m.hitsOf(a.u)
	if all == nil {
		return nil
	}
	share, ok := all.share[x.holder]
	if !ok {
		return nil
	}
	b := &bounds{lo: share, hi: share, lower: &hit{all: all, holder: x.holder}}
	b.upper = b.lower
	if a.test.Class.RestMay {
		b.upper = &hit{all: all, holder: x.holder, rest: true}
		b.hi = all.rest.x[a.u.target].add(share.mul(one.sub(all.rest.x[x.holder])))
	}
	return b
}

// worth reports a party through which the holder has some of the company, or may.
func (h *hit) worth(v int) bool {
	h.belowOnce.Do(func() { h.below, _ = h.all.u.between([]int{h.holder}) })
	return h.below[v] || h.rest && v != h.holder && h.all.rest.x[v].sign() > 0
}

// open reports a party whose own holders matter: some of it may be undisclosed people's
// before anything of it is the holder's.
func (h *hit) open(v int) bool {
	if !h.rest || v == h.holder {
		return false
	}
	h.freeOnce.Do(h.release)
	return h.free[v]
}

// release finds the parties from which a walk may end with an undisclosed holder before
// it comes to the holder.
func (h *hit) release() {
	h.free = map[int]bool{}
	var queue []int
	for w, filled := range h.all.rest.policy {
		if r := h.all.u.net.row(w); w != h.holder && r.rest >= 0 && filled[r.rest].sign() > 0 {
			h.free[w] = true
			queue = append(queue, w)
		}
	}
	for len(queue) > 0 {
		w := queue[0]
		queue = queue[1:]
		for c := range h.all.u.held(w) {
			if c != h.holder && !h.free[c] {
				h.free[c] = true
				queue = append(queue, c)
			}
		}
	}
}

// twins reports that the tables of capital and of votes upstream of the company say the
// same by the same claims: what is read in one need not be read in the other.
func (m *Model) twins(a, b *upstream) bool {
	return remember(&m.mu, m.twin, [2]*upstream{a, b}, func() bool { return sameTables(a, b) })
}

func sameTables(a, b *upstream) bool {
	if a.size != b.size {
		return false
	}
	for _, block := range a.blocks {
		for _, v := range block {
			w := b.net.node(a.net.id(v))
			if b.blockOf(w) < 0 || !sameRow(a.net.row(v), b.net.row(w)) {
				return false
			}
		}
	}
	return true
}

func sameRow(x, y *row) bool {
	if x.terminal || y.terminal {
		return x.terminal == y.terminal
	}
	s, t := x.table, y.table
	if len(x.flags) > 0 || len(y.flags) > 0 || len(s.Later) > 0 || len(t.Later) > 0 || len(s.Totals) > 0 || len(t.Totals) > 0 ||
		s.Complete != t.Complete || s.CompleteClaim != t.CompleteClaim || s.Floor != t.Floor || s.FloorClaim != t.FloorClaim ||
		len(x.leaves) != len(y.leaves) || x.self != y.self || x.scaled != y.scaled {
		return false
	}
	for i, l := range x.leaves {
		k := y.leaves[i]
		if (l.raw == nil) != (k.raw == nil) || l.lo.cmp(k.lo) != 0 || l.hi.cmp(k.hi) != 0 {
			return false
		}
		if l.raw != nil && (l.raw.Holder != k.raw.Holder || l.raw.Share != k.raw.Share || l.raw.Unknown != k.raw.Unknown || !slices.Equal(l.raw.Claims, k.raw.Claims)) {
			return false
		}
	}
	return true
}
