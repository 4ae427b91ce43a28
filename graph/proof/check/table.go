package check

import (
	"math/big"
	"slices"

	"longarm/graph"
)

// table is what the claims say of the holders of one company in one basis.
type table struct {
	holders  []holding // sorted by id
	treasury *graph.Share
	sums     []total // as stated
	totals   []total // those the figures do not contradict
	later    []id    // first named after the day, below the floor: among the rest
	complete bool
	floor    graph.Percent
}

type holding struct {
	id      id
	share   graph.Share
	unknown bool
	later   bool // unknown because only a later source speaks of it
}

type total struct {
	members []id
	percent graph.Percent
	claim   graph.ClaimID
}

func (t *table) holding(h id) *holding {
	for i := range t.holders {
		if t.holders[i].id == h {
			return &t.holders[i]
		}
	}
	return nil
}

func (t *table) add(h holding) {
	i, _ := slices.BinarySearchFunc(t.holders, h.id, func(x holding, h id) int {
		switch {
		case x.id < h:
			return -1
		case x.id > h:
			return 1
		}
		return 0
	})
	t.holders = slices.Insert(t.holders, i, h)
}

// stake reads the slots and the coverage of the company in one basis, but for the
// totals, which wait for the votes that are assumed.
func (f *facts) stake(company id, b graph.Basis) *table {
	t := &table{}
	for _, l := range append(slices.Clone(f.to(company)), f.from(company)...) {
		if !l.interest.CarriesShare() || l.basis != b || l.subject != company {
			continue
		}
		if l.holder == company {
			share := l.share
			t.treasury = &share
			continue
		}
		t.add(holding{l.holder, l.share, l.unknown, l.unknown})
	}
	f.cover(t, company, b)
	return t
}

// cover takes the coverage in force on the company in the basis.
func (f *facts) cover(t *table, company id, b graph.Basis) {
	for _, c := range f.covers(company) {
		if !c.Interest.CarriesShare() || c.Basis != b && (c.Basis != graph.Both || b == graph.Profit) {
			continue
		}
		switch c.Kind {
		case graph.Complete:
			t.complete = true
		case graph.Floor:
			if t.floor == 0 || c.Percent < t.floor {
				t.floor = c.Percent
			}
		case graph.Total:
			t.sums = append(t.sums, total{c.Members, c.Percent, c.ID})
		}
	}
}

// finish takes the totals and leaves holdings first observed later to the rest,
// where a floor bounds it and no total: had they reached it, they would be named.
func (f *facts) finish(t *table, company id, b graph.Basis) *table {
	for _, s := range t.sums {
		f.total(t, s, company, b)
	}
	if t.floor == 0 || t.complete {
		return t
	}
	t.holders = slices.DeleteFunc(t.holders, func(h holding) bool {
		apart := h.later && !slices.ContainsFunc(t.totals, func(s total) bool { return slices.Contains(s.members, h.id) })
		if apart {
			t.later = append(t.later, h.id)
		}
		return apart
	})
	return t
}

// total takes a stated sum, unless the stated figures contradict it. Members no
// statement names may hold anything.
func (f *facts) total(t *table, s total, company id, b graph.Basis) {
	var least, most graph.Percent
	for _, m := range s.members {
		x := f.figureOf(m, company, b)
		least, most = least+x.Min, most+x.Max
	}
	if least > s.percent || most < s.percent {
		return
	}
	t.totals = append(t.totals, s)
	for _, m := range s.members {
		if m != company && t.holding(m) == nil {
			t.add(holding{m, graph.Share{Max: graph.Hundred}, true, false})
		}
	}
}

// figureOf is the stated share of a holder, of votes else of capital; anything when
// none is in force.
func (f *facts) figureOf(h, company id, b graph.Basis) graph.Share {
	for _, x := range []graph.Basis{b, graph.Capital} {
		for _, l := range f.from(h) {
			if l.subject == company && l.interest.CarriesShare() && l.basis == x && !l.unknown && (x == b || b == graph.Votes) {
				return l.share
			}
		}
	}
	return graph.Share{Max: graph.Hundred}
}

// table is stake with the votes that capital lets one assume: one share, one vote,
// unless double votes, unequal votes, a voting trust or stated votes speak against it.
func (f *facts) table(company id, b graph.Basis) *table {
	t := f.stake(company, b)
	if b == graph.Votes {
		f.assume(t, company)
	}
	return f.finish(t, company, b)
}

func (f *facts) assume(t *table, company id) {
	c := f.stake(company, graph.Capital)
	for _, s := range c.sums { // whom a sum names among the holders may have votes
		f.total(c, s, company, graph.Capital)
	}
	if len(c.holders) == 0 && c.treasury == nil {
		return
	}
	apart := f.mayBe(company, "votingTrust") || f.mayBe(company, "unequalVotes")
	double := f.mayBe(company, "doubleVotes")
	differ := contradicts(t, c)
	t.holders = slices.DeleteFunc(t.holders, func(v holding) bool { // not yet stated: as capital
		h := c.holding(v.id)
		return v.later && h != nil && !h.unknown
	})
	own := len(t.holders) > 0
	for _, h := range c.holders {
		if t.holding(h.id) != nil {
			continue
		}
		switch {
		case apart:
			h.share = anyVotes(h.share)
		case double:
			h.share = doubled(h.share)
		case differ:
			h.share = anyVotes(h.share)
		}
		t.add(h)
	}
	if t.treasury == nil {
		t.treasury = c.treasury
	}
	t.complete = t.complete || c.complete
	if own || double || apart {
		return
	}
	if t.floor == 0 {
		t.floor = c.floor
	}
	if len(t.sums) == 0 {
		t.sums = c.totals
	}
}

// contradicts reports votes that cannot be those of the capital.
func contradicts(votes, capital *table) bool {
	return slices.ContainsFunc(votes.holders, func(v holding) bool {
		h := capital.holding(v.id)
		return h != nil && !h.unknown && !v.unknown && apartFrom(v.share, h.share)
	})
}

// muddled reports a company whose figures contradict each other.
func (f *facts) muddled(company id) bool {
	return contradicts(f.stake(company, graph.Votes), f.stake(company, graph.Capital)) ||
		f.stakes(company, graph.Votes).row(company).over || f.stakes(company, graph.Capital).row(company).over
}

func (f *facts) mayBe(e id, name string) bool {
	return slices.ContainsFunc(f.of(e), func(x *fact) bool {
		return x.name == name && (x.unknown || x.text == "yes" || x.text == "true" || x.text == "may")
	})
}

func (f *facts) voteClaims(e id) []graph.ClaimID {
	var out []graph.ClaimID
	for _, x := range f.of(e) {
		switch x.name {
		case "votingTrust", "unequalVotes", "doubleVotes":
			out = append(out, x.claims...)
		}
	}
	return out
}

// apartFrom reports two intervals without a common figure.
func apartFrom(a, b graph.Share) bool {
	less := func(x, y graph.Share) bool { return x.Max < y.Min || x.Max == y.Min && (x.MaxOpen || y.MinOpen) }
	return less(a, b) || less(b, a)
}

func anyVotes(s graph.Share) graph.Share {
	if s.Max == 0 {
		return s
	}
	return graph.Share{Max: graph.Hundred}
}

// doubled spans the votes of a share when some shares may carry two: least when
// all others do, most when only these do.
func doubled(s graph.Share) graph.Share {
	lo, hi := s.Min.Rat(), s.Max.Rat()
	hundred := big.NewRat(100, 1)
	least := new(big.Rat).Quo(new(big.Rat).Mul(lo, hundred), new(big.Rat).Sub(big.NewRat(200, 1), lo))
	twice := new(big.Rat).Add(hi, hi)
	most := new(big.Rat).Quo(new(big.Rat).Mul(twice, hundred), new(big.Rat).Add(hundred, hi))
	out := graph.Share{Min: graph.PercentFloor(least), Max: graph.PercentCeil(most), MinOpen: s.MinOpen, MaxOpen: s.MaxOpen}
	if out.Min == out.Max {
		out.MinOpen, out.MaxOpen = false, false
	}
	return out
}
