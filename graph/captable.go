package graph

import (
	"cmp"
	"math/big"
	"slices"
)

// Holding is one holder's share of a company in one basis.
type Holding struct {
	Holder EntityID
	Share  Share
	// Unknown: the slot is unknown at the date, not a stated pair: [0, 100].
	Unknown bool
	later   bool
	// Assumed marks a votes figure taken from capital: one share, one vote, or the
	// widest band double votes allow.
	Assumed  bool
	Claims   []ClaimID
	Evidence Evidence
}

// GroupTotal says that members together hold a percentage.
type GroupTotal struct {
	Members []EntityID // sorted
	Percent Percent
	Claim   ClaimID
}

// CapTable is what is known of the holders of one company in one basis: the
// stated pairs and the constraints on the undisclosed rest.
type CapTable struct {
	Company  EntityID
	Basis    Basis
	Holdings []Holding // sorted by holder; self-holdings apart
	Treasury *Holding  // the company's holding of itself, out of the base
	// Later lists holders below the floor that only a later observation names:
	// at the date they are among the undisclosed, though known. Sorted.
	Later  []EntityID
	Totals []GroupTotal
	// Complete: no holder is missing, the shares make 100 %.
	Complete      bool
	CompleteClaim ClaimID
	// Floor: every holder at or above it is named, so one undisclosed holder stays
	// below it; 0 when there is none.
	Floor      Percent
	FloorClaim ClaimID
}

// Holding returns the holding of one holder.
func (t *CapTable) Holding(h EntityID) (Holding, bool) {
	i, ok := slices.BinarySearchFunc(t.Holdings, h, func(x Holding, id EntityID) int { return cmp.Compare(x.Holder, id) })
	if !ok {
		return Holding{}, false
	}
	return t.Holdings[i], true
}

// CapTable returns the table of a company; a company without any is returned
// with no holdings, all of it undisclosed. Basis is Capital, Votes or Profit.
func (g *Graph) CapTable(company EntityID, b Basis) *CapTable {
	if t := g.tables[tableKey{company, b}]; t != nil {
		return t
	}
	return &CapTable{Company: company, Basis: b}
}

// Subjects lists the companies an entity holds shares of in the basis, stated,
// assumed or as a member of a total, sorted; unknown slots count. The list is
// shared: treat it as constant.
func (g *Graph) Subjects(holder EntityID, b Basis) []EntityID {
	return g.subjects[tableKey{holder, b}]
}

// AssumedVotes lists the companies whose votes are taken from capital (one share,
// one vote, or the band that double votes allow), sorted.
func (g *Graph) AssumedVotes() []EntityID { return g.assumed }

func (g *Graph) buildTables() {
	for _, id := range g.ledger.order {
		capital, votes, profit := g.table(id, Capital), g.table(id, Votes), g.table(id, Profit)
		g.dropFalseTotals(capital) // its members are holders, and may have votes
		g.assumeVotes(capital, votes)
		g.dropFalseTotals(votes)
		g.dropFalseTotals(profit)
		for _, t := range []*CapTable{capital, votes, profit} {
			t.setLaterApart()
			if len(t.Holdings) == 0 && t.Treasury == nil && !t.Complete && t.Floor == 0 && len(t.Totals) == 0 {
				continue
			}
			g.tables[tableKey{id, t.Basis}] = t
			for _, h := range t.Holdings {
				key := tableKey{h.Holder, t.Basis}
				g.subjects[key] = append(g.subjects[key], id)
			}
			g.flagTable(t)
		}
	}
}

func (g *Graph) table(id EntityID, b Basis) *CapTable {
	t := &CapTable{Company: id, Basis: b}
	add := func(l *Link) {
		if !l.Interest.CarriesShare() || l.Basis != b {
			return
		}
		h := Holding{Holder: l.Holder, Share: l.Share, Unknown: l.State == UnknownState, later: l.Later, Claims: l.Claims, Evidence: l.Evidence}
		if l.Holder == id {
			t.Treasury = &h
			return
		}
		t.Holdings = append(t.Holdings, h)
	}
	for _, l := range g.to[id] {
		add(l)
	}
	for _, l := range g.from[id] {
		if l.Subject == id {
			add(l)
		}
	}
	slices.SortFunc(t.Holdings, func(x, y Holding) int { return cmp.Compare(x.Holder, y.Holder) })
	t.cover(g.Covers(id, Shareholding, b))
	return t
}

// setLaterApart leaves to the undisclosed rest what only a later observation
// names, where a floor bounds that rest: at the date nobody named the holding, and
// had it reached the floor somebody would have. Where a list is complete, or a
// total counts the holder, its part is bounded already.
func (t *CapTable) setLaterApart() {
	if t.Floor == 0 || t.Complete {
		return
	}
	t.Holdings = slices.DeleteFunc(t.Holdings, func(h Holding) bool {
		apart := h.later && !slices.ContainsFunc(t.Totals, func(g GroupTotal) bool { return slices.Contains(g.Members, h.Holder) })
		if apart {
			t.Later = append(t.Later, h.Holder)
		}
		return apart
	})
}

func (t *CapTable) cover(list []*Coverage) {
	for _, c := range list {
		switch c.Kind {
		case Complete:
			if !t.Complete {
				t.Complete, t.CompleteClaim = true, c.ID
			}
		case Floor:
			if t.Floor == 0 || c.Percent < t.Floor {
				t.Floor, t.FloorClaim = c.Percent, c.ID
			}
		case Total:
			t.Totals = append(t.Totals, GroupTotal{Members: c.Members, Percent: c.Percent, Claim: c.ID})
		}
	}
}

// assumeVotes fills the votes no source states from capital. One share carries
// one vote unless double votes are stated, where a holding of s lies between
// s/(200−s) and 2s/(100+s) percent of the votes; with a voting trust, shares of
// unequal votes, or where stated votes contradict capital, nothing is known.
func (g *Graph) assumeVotes(capital, votes *CapTable) {
	if len(capital.Holdings) == 0 && capital.Treasury == nil {
		return
	}
	double, doubleClaims := g.truth(capital.Company, "doubleVotes")
	trust, trustClaims := g.truth(capital.Company, "votingTrust")
	if unequal, claims := g.truth(capital.Company, "unequalVotes"); unequal {
		trust, trustClaims = true, claims
	}
	contradicted := false
	for _, v := range votes.Holdings {
		if c, ok := capital.Holding(v.Holder); ok && !v.Unknown && !c.Unknown && !v.Share.Overlaps(c.Share) {
			contradicted = true
		}
	}
	// Votes that only a later source states are, at this date, not stated.
	votes.Holdings = slices.DeleteFunc(votes.Holdings, func(h Holding) bool {
		c, ok := capital.Holding(h.Holder)
		return h.later && ok && !c.Unknown
	})
	stated := len(votes.Holdings) > 0
	for _, c := range capital.Holdings {
		if _, ok := votes.Holding(c.Holder); ok {
			continue
		}
		h := c
		h.Assumed = true
		switch {
		case trust:
			h.Share, h.Claims = unknownVotes(c.Share), merge(c.Claims, trustClaims)
		case double:
			h.Share, h.Claims = doubleVotes(c.Share), merge(c.Claims, doubleClaims)
		case contradicted:
			h.Share = unknownVotes(c.Share)
		}
		votes.Holdings = append(votes.Holdings, h)
		slices.SortFunc(votes.Holdings, func(x, y Holding) int { return cmp.Compare(x.Holder, y.Holder) })
		if len(g.assumed) == 0 || g.assumed[len(g.assumed)-1] != capital.Company {
			g.assumed = append(g.assumed, capital.Company)
		}
	}
	votes.yieldAssumed()
	if votes.Treasury == nil && capital.Treasury != nil {
		h := *capital.Treasury
		h.Assumed = true
		votes.Treasury = &h
	}
	if capital.Complete && !votes.Complete {
		votes.Complete, votes.CompleteClaim = true, capital.CompleteClaim
	}
	if stated || double || trust {
		return
	}
	if votes.Floor == 0 {
		votes.Floor, votes.FloorClaim = capital.Floor, capital.FloorClaim
	}
	if len(votes.Totals) == 0 {
		votes.Totals = capital.Totals
	}
}

// yieldAssumed lets assumed votes give way to stated ones: where both pass 100 %
// together, votes do not follow capital, and of the assumed ones nothing is known
// but that they are no more than the stated ones leave.
func (t *CapTable) yieldAssumed() {
	var stated, assumed Percent
	for _, h := range t.Holdings {
		if h.Assumed {
			assumed += h.Share.Min
		} else {
			stated += h.Share.Min
		}
	}
	if stated == 0 || stated+assumed <= Hundred {
		return
	}
	for i := range t.Holdings {
		if h := &t.Holdings[i]; h.Assumed {
			h.Share = unknownVotes(h.Share)
		}
	}
}

// truth reads a truth value of the entity; "may" counts as true, since what it
// may be cannot be excluded.
func (g *Graph) truth(id EntityID, name string) (bool, []ClaimID) {
	for _, f := range g.facts[id] {
		if f.Name == name && (f.State == UnknownState || f.Value == "yes" || f.Value == "true" || f.Value == "may") {
			return true, f.Claims
		}
	}
	return false, nil
}

func unknownVotes(capital Share) Share {
	if capital.IsZero() {
		return capital
	}
	return Unknown()
}

func doubleVotes(s Share) Share {
	hundred := big.NewRat(100, 1)
	low := new(big.Rat).Quo(s.Min.Rat(), new(big.Rat).Sub(big.NewRat(200, 1), s.Min.Rat()))
	two := new(big.Rat).Mul(big.NewRat(2, 1), s.Max.Rat())
	high := new(big.Rat).Quo(two, new(big.Rat).Add(hundred, s.Max.Rat()))
	out := Share{Min: PercentFloor(low.Mul(low, hundred)), Max: PercentCeil(high.Mul(high, hundred)), MinOpen: s.MinOpen, MaxOpen: s.MaxOpen}
	if out.Min == out.Max {
		out.MinOpen, out.MaxOpen = false, false
	}
	return out
}

func merge(a, b []ClaimID) []ClaimID {
	out := slices.Concat(a, b)
	slices.Sort(out)
	return slices.Compact(out)
}

// LowerSum adds the lower ends of the stated holdings, treasury shares included.
func (t *CapTable) LowerSum() Percent {
	var sum Percent
	for _, h := range t.Holdings {
		sum += h.Share.Min
	}
	if t.Treasury != nil {
		sum += t.Treasury.Share.Min
	}
	return sum
}

// AboveHundred remarks on lower ends that add up to more than 100 %, if they do: "more
// than 25" and 75 do as well.
func (t *CapTable) AboveHundred() (Flag, bool) {
	switch sum := t.LowerSum(); {
	case sum > Hundred:
		return Remark(SumAboveHundred, t.Company, nil,
			Say("holdings of %s sum to %v %% (%s)", "les parts de %s font %v %% en tout (%s)", t.Company, sum, t.Basis)), true
	case sum == Hundred && (slices.ContainsFunc(t.Holdings, func(h Holding) bool { return h.Share.MinOpen }) || t.Treasury != nil && t.Treasury.Share.MinOpen):
		return Remark(SumAboveHundred, t.Company, nil,
			Say("holdings of %s sum to more than 100 %% (%s)", "les parts de %s font plus de 100 %% en tout (%s)", t.Company, t.Basis)), true
	}
	return Flag{}, false
}

func (g *Graph) flagTable(t *CapTable) {
	if f, above := t.AboveHundred(); above {
		g.flags = append(g.flags, f)
	}
	if t.Treasury != nil {
		g.flags = append(g.flags, Remark(SelfHolding, t.Company, t.Treasury.Claims,
			Say("%s holds %v of itself (%s); treasury shares leave the base", "%s détient %v de son propre capital (%s) ; les actions propres sortent de la base", t.Company, t.Treasury.Share, t.Basis)))
	}
}

// dropFalseTotals sets aside totals that the stated figures contradict, and
// names the members of the others that no statement names: each may hold
// anything from nothing to the total.
func (g *Graph) dropFalseTotals(t *CapTable) {
	var kept []GroupTotal // the list may be shared with the other basis
	for _, total := range t.Totals {
		var low, high Percent
		for _, m := range total.Members {
			s := g.everStated(m, t)
			low, high = low+s.Min, high+s.Max
		}
		if low > total.Percent || high < total.Percent {
			g.flags = append(g.flags, Remark(TotalMismatch, t.Company, []ClaimID{total.Claim},
				Say("members of the total of %v %% in %s are stated at %v–%v %% (%s); the total is set aside",
					"les membres du total de %v %% de %s sont déclarés à %v–%v %% (%s) ; le total est écarté", total.Percent, t.Company, low, high, t.Basis)))
			continue
		}
		kept = append(kept, total)
		for _, m := range total.Members {
			if _, ok := t.Holding(m); !ok && m != t.Company {
				t.Holdings = append(t.Holdings, Holding{Holder: m, Share: Unknown(), Unknown: true, Claims: []ClaimID{total.Claim}, Evidence: g.ledger.coverages[total.Claim].Evidence})
				slices.SortFunc(t.Holdings, func(x, y Holding) int { return cmp.Compare(x.Holder, y.Holder) })
			}
		}
	}
	t.Totals = kept
}

// everStated is the share of a holder in a table before any claim was taken
// away: a total that figures had set aside stays aside when one of them is lost,
// or losing a source could turn an answer round.
func (g *Graph) everStated(holder EntityID, t *CapTable) Share {
	for _, b := range []Basis{t.Basis, Capital} { // votes may be assumed from capital
		key := slotKey{holder: holder, subject: t.Company, relation: Shareholding, basis: b}
		i, ok := slices.BinarySearchFunc(g.ledger.whole, key, func(sl *slot, k slotKey) int { return sl.key.compare(k) })
		if !ok || b != t.Basis && t.Basis != Votes {
			continue
		}
		if links := linksOf(g.ledger.whole[i], g.date, Options{}); len(links) == 1 && links[0].State == InForce {
			return links[0].Share
		}
	}
	return Unknown()
}
