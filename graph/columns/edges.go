package columns

import "longarm/graph"

// Edges is a piece of the holdings as a loader collects them, by canonical number.
// Extra is nil where every share is one figure on the grain of a unit, of capital
// and votes alike and undated; pieces of one graph may differ in this.
type Edges struct {
	Holder, Company []uint32
	Low             []uint32
	Extra           []Extra
}

// Extra is what a holding has beside its lower end.
type Extra struct {
	High              uint32
	FineLow, FineHigh uint8
	Flag              uint8
	Observed          bool   // From is the day of an observation, not of a beginning
	Figureless        bool   // it gives no figure, and ends none
	From, To          uint32 // To 0: open
}

// plain is the extra of an exact undated share.
func plain(low uint32) Extra { return Extra{High: low, Flag: InCapital | InVotes} }

// ExtraOf puts a stated share on the columns.
func ExtraOf(s graph.Share, figure bool, b graph.Basis, p graph.Period) (low uint32, x Extra) {
	low, x.FineLow = split(s.Min)
	x.High, x.FineHigh = split(s.Max)
	x.Flag = basisFlags(b)
	if s.MinOpen {
		x.Flag |= MinOpen
	}
	if s.MaxOpen {
		x.Flag |= MaxOpen
	}
	x.Figureless = !figure
	x.From, x.To = uint32(p.From), uint32(p.To)
	if p.IsObservation() {
		x.Observed, x.From = true, uint32(p.AsOf)
	}
	return low, x
}

// isPlain reports that a share needs no extra.
func (x *Extra) isPlain(low uint32) bool { return *x == plain(low) }

// Put adds one holding.
func (e *Edges) Put(holder, company, low uint32, x Extra) {
	if e.Extra == nil && !x.isPlain(low) {
		e.Extra = make([]Extra, len(e.Low), max(64, cap(e.Low)))
		for i, l := range e.Low {
			e.Extra[i] = plain(l)
		}
	}
	e.Holder, e.Company, e.Low = append(e.Holder, holder), append(e.Company, company), append(e.Low, low)
	if e.Extra != nil {
		e.Extra = append(e.Extra, x)
	}
}

// window is the days on which it holds, an observation from its own day on.
func (x *Extra) window() (from, to uint32) {
	to = x.To
	if to == 0 {
		to = forever
	}
	return x.From, to
}

// forever is later than every date.
const forever = 1<<31 - 1

// PlainExtra is the extra of an exact undated share of capital and votes alike.
func PlainExtra(low uint32) Extra { return plain(low) }
