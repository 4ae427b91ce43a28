package columns

import (
	"cmp"
	"slices"
)

// piece is one resolved holding: what a slot says from a day to a day.
type piece struct {
	low uint32
	x   Extra
}

// maxClaims bounds the claims on one slot that are set in time one by one; beyond
// it their hull holds at all times, which is sound.
const maxClaims = 500

// resolve turns the claims on one slot (one holder, one company) into what holds
// when, as [graph.Ledger.At] does: observations hold until the next figure, what
// overlaps widens to its hull, and before its first observation a slot is unknown.
// The order of the claims does not matter.
func resolve(claims []piece) []piece {
	if len(claims) == 1 && !claims[0].x.Observed {
		return claims
	}
	if len(claims) == 1 { // one observation: unknown before its day
		c := claims[0]
		before := piece{x: Extra{High: Unit, Flag: Unknown | c.x.Flag&basisMask, To: c.x.From}}
		c.x.Observed = false
		return []piece{before, c}
	}
	slices.SortFunc(claims, comparePieces)
	claims = slices.CompactFunc(claims, func(a, b piece) bool { return a == b })
	var out []piece
	for _, bit := range []uint8{InCapital, InVotes, InProfit} {
		var list []piece
		for _, c := range claims {
			if c.x.Flag&bit != 0 {
				list = append(list, c)
			}
		}
		for _, p := range sweep(list) {
			p.x.Flag = p.x.Flag&^basisMask | bit
			i := slices.IndexFunc(out, func(o piece) bool {
				o.x.Flag = o.x.Flag&^basisMask | bit
				return o == p
			})
			if i >= 0 {
				out[i].x.Flag |= bit
			} else {
				out = append(out, p)
			}
		}
	}
	slices.SortFunc(out, comparePieces)
	return out
}

func comparePieces(a, b piece) int {
	open := func(x bool) int {
		if x {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(a.x.From, b.x.From), cmp.Compare(a.x.To, b.x.To), cmp.Compare(a.low, b.low), cmp.Compare(a.x.FineLow, b.x.FineLow),
		cmp.Compare(a.x.High, b.x.High), cmp.Compare(a.x.FineHigh, b.x.FineHigh), cmp.Compare(a.x.Flag, b.x.Flag),
		open(a.x.Observed)-open(b.x.Observed), open(a.x.Figureless)-open(b.x.Figureless))
}

// sweep resolves the claims of one basis, sorted by their first day.
func sweep(list []piece) []piece {
	if len(list) == 0 {
		return nil
	}
	if len(list) > maxClaims {
		all := hull(list)
		all.x.From, all.x.To, all.x.Observed = 0, 0, false
		return []piece{all}
	}
	days := []uint32{0, forever}
	windows := make([][2]uint32, len(list))
	lastObservation := uint32(0)
	for i, p := range list {
		from, to := p.x.window()
		if p.x.Observed {
			to = forever
			for _, o := range list { // until a later claim of the slot begins
				if !o.x.Figureless && o.x.From > from && o.x.From < to {
					to = o.x.From
				}
			}
			lastObservation = max(lastObservation, from)
		}
		windows[i] = [2]uint32{from, to}
		days = append(days, from, to)
	}
	slices.Sort(days)
	days = slices.Compact(days)
	var out []piece
	for i, day := range days[:len(days)-1] {
		var in []piece
		for k, w := range windows {
			if w[0] <= day && day < w[1] {
				in = append(in, list[k])
			}
		}
		var p piece
		switch {
		case len(in) > 0:
			p = hull(in)
		case day < lastObservation:
			p = piece{x: Extra{High: Unit, Flag: Unknown}}
		default:
			continue
		}
		p.x.From, p.x.To, p.x.Observed, p.x.Figureless = day, days[i+1], false, false
		if p.x.To == forever {
			p.x.To = 0
		}
		if n := len(out); n > 0 && sameBut(out[n-1], p) && out[n-1].x.To == p.x.From {
			out[n-1].x.To = p.x.To
			continue
		}
		out = append(out, p)
	}
	return out
}

func sameBut(a, b piece) bool {
	a.x.From, a.x.To, b.x.From, b.x.To = 0, 0, 0, 0
	return a == b
}

// hull widens figures to the interval that holds them all. A holding without a
// figure says nothing beside one with a figure.
func hull(in []piece) piece {
	out, have := piece{}, false
	for _, p := range in {
		if p.x.Figureless {
			continue
		}
		if !have {
			out, have = p, true
			continue
		}
		if c := cmp.Or(cmp.Compare(p.low, out.low), cmp.Compare(p.x.FineLow, out.x.FineLow)); c < 0 || c == 0 && p.x.Flag&MinOpen == 0 {
			out.low, out.x.FineLow = p.low, p.x.FineLow
			out.x.Flag = out.x.Flag&^MinOpen | p.x.Flag&MinOpen
		}
		if c := cmp.Or(cmp.Compare(p.x.High, out.x.High), cmp.Compare(p.x.FineHigh, out.x.FineHigh)); c > 0 || c == 0 && p.x.Flag&MaxOpen == 0 {
			out.x.High, out.x.FineHigh = p.x.High, p.x.FineHigh
			out.x.Flag = out.x.Flag&^MaxOpen | p.x.Flag&MaxOpen
		}
	}
	if !have {
		out = in[0]
	}
	out.x.Flag &^= basisMask
	return out
}
