package ownership

import (
	"cmp"
	"slices"
	"strings"

	"longarm/graph"
)

// leaf is one slice of a company's capital: a holder, the company's own treasury
// shares, or the undisclosed rest.
type leaf struct {
	node   int // holder's index in the net; -1 for the rest
	lo, hi num // feasible ends, given every other constraint
	raw    *graph.Holding
	group  int // innermost group the leaf lies in; 0 is the whole company
}

// group is a set of leaves whose sum is bounded: the whole company (exactly one)
// or a stated total.
type group struct {
	parent int
	lo, hi num
	// of the members' own ends, kept current while filling
	sumLo, sumHi num
}

// row is the polytope of one company's holders in one basis, as fractions of the
// base. Leaves are the stated holders in order of id, then the treasury shares if
// any, then the rest twice: the part one undisclosed holder can have (below the
// floor), and the remainder.
type row struct {
	company  int
	leaves   []leaf
	holders  int // leaves before treasury and rest
	self     int // index of the treasury leaf, -1 without
	rest     int // index of the first rest leaf, -1 without (scaled rows)
	groups   []group
	scaled   bool // lower ends exceed 100 %: shares are s/Σs
	terminal bool // the kind has no holders
	point    bool // every share is one exact figure
	complete bool
	table    *graph.CapTable
	flags    []graph.Flag
	total    num         // Σ of reported lower ends, of scaled rows
	at       map[int]int // leaf of each holder, of long rows
	fillings [2][]num    // of exact figures: the rest as the first slice, or as the second
}

// newRow builds the polytope. index gives holders their place in the net.
func newRow(company int, t *graph.CapTable, terminal bool, index func(graph.EntityID) int) *row {
	r := &row{company: company, self: -1, rest: -1, table: t, terminal: terminal}
	if terminal {
		r.point = true
		return r
	}
	for i := range t.Holdings {
		h := &t.Holdings[i]
		lo, hi := ends(h.Share)
		r.leaves = append(r.leaves, leaf{node: index(h.Holder), lo: lo, hi: hi, raw: h})
	}
	r.holders = len(r.leaves)
	if r.holders > longRow {
		r.at = make(map[int]int, r.holders)
		for i, l := range r.leaves {
			r.at[l.node] = i
		}
	}
	if t.Treasury != nil && !t.Treasury.Share.IsZero() {
		lo, hi := ends(t.Treasury.Share)
		r.self = len(r.leaves)
		r.leaves = append(r.leaves, leaf{node: company, lo: lo, hi: hi, raw: t.Treasury})
	}
	sum, firm := zero, zero
	for _, l := range r.leaves {
		sum = sum.add(l.lo)
		if l.lo.std().Sign() > 0 {
			firm = firm.add(l.lo)
		}
	}
	// "More than 25" beside 75 is above 100 too; "above 0" beside 50 and 50 is the
	// rounding of the others, and left to settle.
	if sum.std().Cmp(ratOne) > 0 || firm.cmp(one) > 0 {
		r.scaled, r.total = true, sum
		r.finishScaled()
		return r
	}
	r.complete = t.Complete
	if r.complete {
		top := zero
		for _, l := range r.leaves {
			top = top.add(l.hi)
		}
		if top.std().Cmp(ratOne) < 0 {
			r.complete = false
			r.flag(graph.TotalMismatch, graph.Say("the holders of %s are stated to be all, yet reach no more than %v %% (%s); the list is treated as not complete",
				"les détenteurs de %s sont donnés pour complets, mais n’atteignent pas plus de %v %% (%s) ; la liste est tenue pour incomplète",
				t.Company, figureIn(FormatPercent(top.amount().Percent)), t.Basis))
		}
	}
	r.addRest()
	r.addTotals()
	r.settle()
	return r
}

func ends(s graph.Share) (lo, hi num) {
	lo, hi = figure(s.Min), figure(s.Max)
	if s.MinOpen {
		lo = lo.add(epsilon)
	}
	if s.MaxOpen {
		hi = hi.sub(epsilon)
	}
	return lo, hi
}

func (r *row) flag(kind graph.FlagKind, words graph.Text) {
	r.flags = append(r.flags, graph.Remark(kind, r.table.Company, nil, words))
}

// figureIn writes a printed figure as each language does.
func figureIn(s string) graph.Text { return graph.Text{EN: s, FR: strings.ReplaceAll(s, ".", ",")} }

func (r *row) addRest() {
	r.rest = len(r.leaves)
	each, all := one, one
	if r.complete {
		each, all = zero, zero
	} else if r.table.Floor > 0 {
		each = figure(r.table.Floor).sub(epsilon)
	}
	r.leaves = append(r.leaves, leaf{node: -1, hi: each}, leaf{node: -1, hi: all})
	r.groups = []group{{parent: -1, lo: one, hi: one}}
}

// addTotals nests the stated totals. One that crosses another (neither inside nor
// apart) is set aside: the polytope grows, bounds stay sound and may be wider
// than the facts allow.
func (r *row) addTotals() {
	type set struct {
		members []int
		lo, hi  num
		claim   graph.ClaimID
	}
	var sets []set
	for _, t := range r.table.Totals {
		s := set{lo: figure(t.Percent), claim: t.Claim}
		s.hi = s.lo
		for i, l := range r.leaves[:max(r.holders, r.self+1)] {
			if l.raw != nil && slices.Contains(t.Members, l.raw.Holder) || i == r.self && slices.Contains(t.Members, r.table.Company) {
				s.members = append(s.members, i)
			}
		}
		if len(s.members) > 0 {
			sets = append(sets, s)
		}
	}
	slices.SortStableFunc(sets, func(a, b set) int {
		return cmp.Or(len(b.members)-len(a.members), slices.Compare(a.members, b.members), a.lo.cmp(b.lo), cmp.Compare(a.claim, b.claim))
	})
	var kept []set
	for _, s := range sets {
		crosses, same := false, -1
		for i, k := range kept {
			common := 0
			for _, m := range s.members {
				if slices.Contains(k.members, m) {
					common++
				}
			}
			if common > 0 && common < len(s.members) {
				crosses = true
			}
			if common == len(s.members) && common == len(k.members) {
				same = i
			}
		}
		switch {
		case crosses:
			r.flag(graph.TotalMismatch, graph.Say("totals stated for %s overlap; one of them (%s) is not used",
				"des totaux déclarés pour %s se recoupent ; l’un d’eux (%s) n’est pas utilisé", r.table.Company, s.claim))
		case same >= 0:
			kept[same].lo, kept[same].hi = minNum(kept[same].lo, s.lo), maxNum(kept[same].hi, s.hi)
		default:
			kept = append(kept, s)
		}
	}
	for _, s := range kept {
		g := len(r.groups)
		parent := r.leaves[s.members[0]].group // sets come largest first, so this is the innermost so far
		r.groups = append(r.groups, group{parent: parent, lo: s.lo, hi: s.hi})
		for _, m := range s.members {
			r.leaves[m].group = g
		}
	}
}

// settle makes the constraints consistent and the ends of every leaf feasible.
// Open ends that leave no world (50 and 50 and "above 0") are closed; totals that
// leave none are set aside.
func (r *row) settle() {
	if !r.feasible() {
		for i := range r.leaves {
			r.leaves[i].lo, r.leaves[i].hi = r.leaves[i].lo.plain(), r.leaves[i].hi.plain()
		}
		if !r.feasible() {
			r.flag(graph.TotalMismatch, graph.Say("the totals stated for %s (%s) contradict its holdings and are not used",
				"les totaux déclarés pour %s (%s) contredisent ses parts et ne sont pas utilisés", r.table.Company, r.table.Basis))
			r.groups = r.groups[:1]
			for i := range r.leaves {
				r.leaves[i].group = 0
			}
			if !r.feasible() && r.complete { // open ends closed, and still short of 100
				r.complete = false
				r.leaves[r.rest].hi, r.leaves[r.rest+1].hi = one, one
			}
		}
	}
	r.feasible()
	lo, hi := make([]num, len(r.leaves)), make([]num, len(r.leaves))
	for i := range r.leaves {
		lo[i], hi[i] = r.leastOf(i), r.mostOf(i)
	}
	r.point = true
	for i := range r.leaves {
		r.leaves[i].lo, r.leaves[i].hi = lo[i], hi[i]
		if i != r.rest && i != r.rest+1 && lo[i].cmp(hi[i]) != 0 {
			r.point = false
		}
	}
	r.feasible()
	if r.point {
		r.fillings = [2][]num{r.pointShares(false), r.pointShares(true)}
	}
}

func (r *row) finishScaled() {
	r.point = true
	for _, l := range r.leaves {
		if l.lo.cmp(l.hi) != 0 {
			r.point = false
		}
	}
}

// restRange is the undisclosed mass.
func (r *row) restRange() (lo, hi num) {
	if r.rest < 0 {
		return zero, zero
	}
	w := make([]num, len(r.leaves))
	w[r.rest], w[r.rest+1] = one, one
	return r.value(w, r.extreme(w, false)), r.value(w, r.extreme(w, true))
}

// value is Σ w·s.
func (r *row) value(w, s []num) num {
	sum := zero
	for i := range s {
		if w[i].sign() != 0 && s[i].sign() != 0 {
			sum = sum.add(w[i].mul(s[i]))
		}
	}
	return sum
}
