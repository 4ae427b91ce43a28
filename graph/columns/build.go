package columns

import (
	"slices"
	"sync"

	"longarm/graph"
)

// freeze builds the columns. Pieces are used up: their memory is released as soon
// as it has been read.
func freeze(t *ids, kind []uint8, pieces []Edges) (*Frozen, error) {
	n := t.len()
	m := 0
	extra := false
	for i := range pieces {
		m += len(pieces[i].Holder)
		extra = extra || pieces[i].Extra != nil
	}
	if n > 1<<31-2 || m > 1<<32-2 {
		return nil, errTooLarge
	}
	off, rows := gather(n, m, pieces, extra)
	var extras []Extra
	var lows []uint32
	if extra {
		for i := range pieces {
			p := &pieces[i]
			lows = append(lows, p.Low...)
			if p.Extra != nil {
				extras = append(extras, p.Extra...)
			} else {
				for _, l := range p.Low {
					extras = append(extras, plain(l))
				}
			}
		}
	} else if sortRows(off, rows) { // some slot has two figures: no longer plain
		extra = true
		lows, extras = make([]uint32, len(rows)), make([]Extra, len(rows))
		for i, r := range rows {
			lows[i], extras[i] = uint32(r), plain(uint32(r))
			rows[i] = r&^(1<<32-1) | uint64(i)
		}
	}
	clear(pieces)
	f := &Frozen{ids: t}
	if extra {
		off, rows, lows, extras = settleRows(off, rows, lows, extras, kind)
	} else {
		off, rows = dropRepeats(off, rows, kind)
	}
	f.number, f.cyclic = order(off, rows)
	f.relabel(off, rows, kind)
	if extra {
		f.spread(lows, extras)
	}
	var wg sync.WaitGroup
	wg.Go(f.measure)
	f.turn()
	wg.Wait()
	return f, nil
}

// measure finds the longest chain and marks the members of components.
func (f *Frozen) measure() {
	n := uint32(len(f.number))
	up := make([]uint32, n) // saturating
	next := f.cyclic
	for v := uint32(0); v < n; v++ {
		c := Span{v, v + 1}
		if len(next) > 0 && next[0].From == v {
			c, next = next[0], next[1:]
			for w := c.From; w < c.To; w++ {
				f.row[w] |= RowCyclic
			}
		}
		var most uint32
		for _, h := range f.holder[f.off[c.From]:f.off[c.To]] {
			if h < c.From && up[h] > most {
				most = up[h]
			}
		}
		sum := min(uint64(most)+uint64(f.off[c.To]-f.off[c.From]), 1<<32-1)
		for w := c.From; w < c.To; w++ {
			up[w] = uint32(sum)
		}
		f.longest = max(f.longest, sum)
		v = c.To - 1
	}
}

// both runs a job for two halves of the nodes at once.
func both(n int, job func(from, to uint32)) {
	if n < 1<<14 {
		job(0, uint32(n))
		return
	}
	var wg sync.WaitGroup
	mid := uint32(n / 2)
	wg.Go(func() { job(0, mid) })
	job(mid, uint32(n))
	wg.Wait()
}

// gather sorts the edges into rows by company. An entry is the holder in its upper
// half and in the lower one the share, or the number of the edge with extras.
func gather(n, m int, pieces []Edges, extra bool) (off []uint32, rows []uint64) {
	off = make([]uint32, n+1)
	both(n, func(from, to uint32) {
		for i := range pieces {
			for _, c := range pieces[i].Company {
				if c-from < to-from {
					off[c+1]++
				}
			}
		}
	})
	for v := range n {
		off[v+1] += off[v]
	}
	rows = make([]uint64, m)
	next := slices.Clone(off[:n])
	both(n, func(from, to uint32) {
		base := 0
		for i := range pieces {
			p := &pieces[i]
			for k, c := range p.Company {
				if c-from >= to-from {
					continue
				}
				x := p.Low[k]
				if extra {
					x = uint32(base + k)
				}
				rows[next[c]] = uint64(p.Holder[k])<<32 | uint64(x)
				next[c]++
			}
			base += len(p.Company)
		}
	})
	return off, rows
}

// sortRows sorts each row by holder, then share, and reports a slot with two
// different shares.
func sortRows(off []uint32, rows []uint64) (conflict bool) {
	var mu sync.Mutex
	both(len(off)-1, func(from, to uint32) {
		found := false
		for v := from; v < to; v++ {
			row := rows[off[v]:off[v+1]]
			sortSmall(row)
			for i := 1; i < len(row); i++ {
				found = found || row[i]>>32 == row[i-1]>>32 && row[i] != row[i-1]
			}
		}
		mu.Lock()
		conflict = conflict || found
		mu.Unlock()
	})
	return conflict
}

func sortSmall(row []uint64) {
	if len(row) > 12 {
		slices.Sort(row)
		return
	}
	for i := 1; i < len(row); i++ {
		x := row[i]
		j := i
		for ; j > 0 && row[j-1] > x; j-- {
			row[j] = row[j-1]
		}
		row[j] = x
	}
}

// dropRepeats leaves one of several equal entries, and none in what has no
// holders by its kind.
func dropRepeats(off []uint32, rows []uint64, kind []uint8) ([]uint32, []uint64) {
	w := uint32(0)
	for v := range len(off) - 1 {
		from, to := off[v], off[v+1]
		off[v] = w
		if sealed(kind[v]) {
			continue
		}
		for i := from; i < to; i++ {
			if i > from && rows[i] == rows[i-1] {
				continue
			}
			if w != i {
				rows[w] = rows[i]
			}
			w++
		}
	}
	off[len(off)-1] = w
	return off, rows[:w]
}

// settleRows resolves the claims on every slot and renumbers the extras.
func settleRows(off []uint32, rows []uint64, lows []uint32, extras []Extra, kind []uint8) ([]uint32, []uint64, []uint32, []Extra) {
	outOff := make([]uint32, len(off))
	outRows := make([]uint64, 0, len(rows))
	outLows, outExtras := make([]uint32, 0, len(rows)), make([]Extra, 0, len(rows))
	var claims []piece
	for v := range len(off) - 1 {
		row := rows[off[v]:off[v+1]]
		if sealed(kind[v]) {
			row = nil
		}
		sortSmall(row)
		for len(row) > 0 {
			h := row[0] >> 32
			claims = claims[:0]
			for len(row) > 0 && row[0]>>32 == h {
				i := uint32(row[0])
				claims = append(claims, piece{lows[i], extras[i]})
				row = row[1:]
			}
			for _, p := range resolve(claims) {
				outRows = append(outRows, h<<32|uint64(len(outLows)))
				outLows, outExtras = append(outLows, p.low), append(outExtras, p.x)
			}
		}
		outOff[v+1] = uint32(len(outRows))
	}
	return outOff, outRows, outLows, outExtras
}

// relabel moves rows and holders to the owners-first numbers, holders of a row
// sorted by number, so that those of the company's own component come last.
func (f *Frozen) relabel(off []uint32, rows []uint64, kind []uint8) {
	n := len(f.number)
	f.canon = make([]uint32, n)
	for c, v := range f.number {
		f.canon[v] = uint32(c)
	}
	f.off = make([]uint32, n+1)
	f.kind = make([]uint8, n)
	for v, c := range f.canon {
		f.off[v+1] = f.off[v] + off[c+1] - off[c]
		f.kind[v] = kind[c]
	}
	f.holder, f.low = make([]uint32, len(rows)), make([]uint32, len(rows))
	both(n, func(from, to uint32) {
		var buf []uint64
		for v := from; v < to; v++ {
			c := f.canon[v]
			buf = append(buf[:0], rows[off[c]:off[c+1]]...)
			for i, r := range buf {
				buf[i] = uint64(f.number[r>>32])<<32 | r&(1<<32-1)
			}
			sortSmall(buf)
			at := f.off[v]
			for i, r := range buf {
				f.holder[at+uint32(i)], f.low[at+uint32(i)] = uint32(r>>32), uint32(r)
			}
		}
	})
	f.hint()
}

// hint sets what the rows alone tell.
func (f *Frozen) hint() {
	n := len(f.number)
	f.row = make([]uint8, n)
	both(n, func(from, to uint32) {
		for v := from; v < to; v++ {
			var x uint8
			sum := uint64(0)
			for e := f.off[v]; e < f.off[v+1]; e++ {
				sum += uint64(f.low[e])
				if f.holder[e] == v {
					x |= RowSelf
				}
			}
			if sum > Unit {
				x |= RowOver
			}
			if sealed(f.kind[v]) {
				x |= RowSealed
			}
			f.row[v] = x
		}
	})
}

// spread fills the columns of extras; low holds their numbers until then.
func (f *Frozen) spread(lows []uint32, extras []Extra) {
	band, fine, flag, dated := false, false, false, false
	for i := range extras {
		x := &extras[i]
		band = band || x.High != lows[i] || x.FineHigh != x.FineLow
		fine = fine || x.FineLow != 0 || x.FineHigh != 0
		flag = flag || x.Flag != InCapital|InVotes
		dated = dated || x.From != 0 || x.To != 0
	}
	m := len(f.low)
	if band || fine {
		f.high = make([]uint32, m)
	}
	if fine {
		f.fineLow, f.fineHigh = make([]uint8, m), make([]uint8, m)
	}
	if flag {
		f.flag = make([]uint8, m)
	}
	if dated {
		f.from, f.to = make([]uint32, m), make([]uint32, m)
	}
	for v := range len(f.number) {
		for e := f.off[v]; e < f.off[v+1]; e++ {
			i := f.low[e]
			x := &extras[i]
			f.low[e] = lows[i]
			if f.high != nil {
				f.high[e] = x.High
				if x.High != lows[i] || x.FineHigh != x.FineLow {
					f.row[v] |= RowBand
				}
			}
			if fine {
				f.fineLow[e], f.fineHigh[e] = x.FineLow, x.FineHigh
			}
			if flag {
				f.flag[e] = x.Flag
			}
			if dated {
				f.from[e], f.to[e] = x.window()
			}
		}
		f.row[v] &^= RowOver
		var sum graph.Percent
		above := false // of its lower end
		for e := f.off[v]; e < f.off[v+1]; e++ {
			var x uint8
			if fine {
				x = f.fineLow[e]
			}
			sum += join(f.low[e], x)
			above = above || flag && f.flag[e]&MinOpen != 0
		}
		if sum > graph.Hundred || sum == graph.Hundred && above {
			f.row[v] |= RowOver
		}
	}
}

// turn builds the rows of holders from the rows of companies.
func (f *Frozen) turn() {
	n, m := len(f.number), len(f.holder)
	f.downOff = make([]uint32, n+1)
	both(n, func(from, to uint32) {
		for _, h := range f.holder {
			if h-from < to-from {
				f.downOff[h+1]++
			}
		}
	})
	for v := range n {
		f.downOff[v+1] += f.downOff[v]
	}
	f.downEdge, f.downTo = make([]uint32, m), make([]uint32, m)
	next := slices.Clone(f.downOff[:n])
	both(n, func(from, to uint32) {
		for v := range uint32(n) {
			for e := f.off[v]; e < f.off[v+1]; e++ {
				if h := f.holder[e]; h-from < to-from {
					k := next[h]
					f.downEdge[k], f.downTo[k] = e, v
					next[h] = k + 1
				}
			}
		}
	})
}

// numbersOf maps canonical numbers to numbers, in place.
func (f *Frozen) numbersOf(list []uint32) {
	for i, c := range list {
		list[i] = f.number[c]
	}
}
