package register

import (
	"slices"

	"longarm/graph"
	"longarm/graph/columns"
)

// Reading is a way to count indirect holdings, as in package ownership.
type Reading uint8

// The readings.
const (
	Direct     Reading = iota // none: what the members hold themselves
	Tier                      // a company past the link counts as its holder
	Product                   // hitting probability
	Hybrid                    // products, links past the threshold in full weight
	Controlled                // the votes of the members and of all they control
)

// Question is a test of one class of holders, taken together.
type Question struct {
	Asked
	Threshold Test
	Link      Test // of intermediate links, for tier, hybrid and control
	Kept      bool // hybrid: links that members hold themselves keep their figure
	// Counts tells by code which stated links control by themselves; nil: none.
	Counts func(code uint8) bool
}

// Values are what one reading gives the class of every company, by node number.
type Values struct {
	Low, High []float64 // fractions of one; as tight as those of package ownership but for hybrid, whose upper ends are sound
	// Met says whether the threshold is passed in every world or in none; Undecided
	// is some. No verdict rests on rounding.
	Met []Decision
}

// Read computes a reading for all companies.
func Read(v *columns.View, q Question, r Reading) *Values { return newReader(v, q).read(r) }

// ReadAt computes a reading for one company; it looks at what stands upstream of it.
func ReadAt(v *columns.View, target uint32, q Question, r Reading) (low, high float64, met Decision) {
	member := q.Member
	q.Member = func(x uint32) bool { return x != target && member(x) }
	x := newReader(v, q)
	x.target = target
	if x.list = upstream(v, target, q.Member); r == Controlled {
		x.list = x.controlling(target)
	}
	a := x.read(r)
	return a.Low[target], a.High[target], a.Met[target]
}

// Unspecified combines readings that are all arguable: what all say, else undecided;
// disagree tells of companies for which one says yes and another no.
func Unspecified(list ...*Values) (met []Decision, disagree []bool) {
	met, disagree = make([]Decision, len(list[0].Met)), make([]bool, len(list[0].Met))
	for y := range met {
		met[y] = list[0].Met[y]
		for _, v := range list[1:] {
			for _, w := range list {
				disagree[y] = disagree[y] || v.Met[y] != w.Met[y] && v.Met[y] != Undecided && w.Met[y] != Undecided
			}
			if v.Met[y] != met[y] {
				met[y] = Undecided
			}
		}
	}
	return met, disagree
}

type reader struct {
	Question
	view   *columns.View
	list   []uint32 // what is looked at, ascending; nil for everything
	target uint32   // None unless one company is asked about
}

func newReader(v *columns.View, q Question) *reader {
	return &reader{Question: q, view: v, target: None}
}

// controlling adds to a list who stands upstream over stated links of control.
func (r *reader) controlling(target uint32) []uint32 {
	seen := newSet(r.view.Len())
	queue := []uint32{target}
	seen.add(target)
	off, holder := r.view.Rows()
	for i := 0; i < len(queue); i++ {
		y := queue[i]
		for e := off[y]; e < off[y+1]; e++ {
			if r.view.High[e] > 0 && seen.add(holder[e]) {
				queue = append(queue, holder[e])
			}
		}
		for _, g := range r.view.GroundsOf(y) {
			if seen.add(g.Holder) {
				queue = append(queue, g.Holder)
			}
		}
	}
	sortNumbers(queue)
	return queue
}

// nodes calls fn with what is looked at, ascending.
func (r *reader) nodes(fn func(y uint32)) {
	if r.list == nil {
		for y := range uint32(r.view.Len()) {
			fn(y)
		}
		return
	}
	for _, y := range r.list {
		fn(y)
	}
}

// asked calls fn with the companies that values are wanted of.
func (r *reader) asked(fn func(y uint32)) {
	switch {
	case r.target != None:
		fn(r.target)
	default:
		r.nodes(fn)
	}
}

func (r *reader) read(reading Reading) *Values {
	n := r.view.Len()
	out := &Values{Low: make([]float64, n), High: make([]float64, n), Met: make([]Decision, n)}
	switch reading {
	case Product:
		r.product(out)
	case Hybrid:
		r.hybrid(out)
	default:
		r.counted(reading, out)
	}
	r.nodes(func(y uint32) {
		if r.Member(y) {
			out.Low[y], out.High[y], out.Met[y] = 1, 1, Passes
		}
	})
	return out
}

// counted are the readings that add the holdings of a set of parties.
func (r *reader) counted(reading Reading, out *Values) {
	var ends [2]*reacher
	for i, upper := range []bool{false, true} {
		s := newReacher(r.view, r.Asked, upper)
		s.scaled = reading == Controlled && !upper
		ends[i] = s
		r.nodes(func(y uint32) {
			if r.Member(y) {
				s.x[y] = 1
			}
		})
		if reading != Direct {
			r.gather(s, reading)
		}
	}
	r.asked(func(y uint32) {
		if r.Member(y) {
			return
		}
		low, high := r.value(ends[0], y, reading), r.value(ends[1], y, reading)
		out.Low[y], out.High[y] = low.share(), high.share()
		switch {
		case low.holds(r.Threshold):
			out.Met[y] = Passes
		case !high.may(r.Threshold):
			out.Met[y] = Fails
		}
	})
}

// gather takes companies into the set that pass the link, or that a stated link of
// control leads to, until none is left: in component order, again as long as a
// cycle or a stated link brings one in late. In control the company asked about does
// not help to hold itself.
func (r *reader) gather(s *reacher, reading Reading) {
	grounds := reading == Controlled && r.hasGrounds()
	for again := true; again; {
		again = false
		r.nodes(func(y uint32) {
			if s.x[y] == 0 && (reading != Controlled || y != r.target) && r.joins(s, y, grounds) {
				s.x[y] = 1
				again = again || grounds || r.view.RowHints()[y]&columns.RowCyclic != 0
			}
		})
	}
}

func (r *reader) hasGrounds() bool { return r.Counts != nil && len(r.view.AllGrounds()) > 0 }

func (r *reader) joins(s *reacher, y uint32, grounds bool) bool {
	p := s.of(y)
	if s.upper && p.may(r.Link) || !s.upper && p.holds(r.Link) {
		return true
	}
	return grounds && slices.ContainsFunc(r.view.GroundsOf(y), func(g columns.Ground) bool { return s.x[g.Holder] == 1 && r.Counts(g.Code) })
}

// value is what the set has of a company. In control a company does not help to
// hold itself: one of the set that stands upstream of itself is left out, and the
// set gathered again.
func (r *reader) value(s *reacher, y uint32, reading Reading) part {
	if reading != Controlled || s.x[y] == 0 {
		return s.of(y)
	}
	var list []uint32
	if r.hasGrounds() {
		if list = r.controlling(y); !r.leadsBack(list, y) {
			return s.of(y)
		}
	} else {
		if r.view.RowHints()[y]&columns.RowCyclic == 0 {
			return s.of(y)
		}
		for c, z := r.view.Component(y), uint32(0); z < c.To-c.From; z++ {
			list = append(list, c.From+z)
		}
	}
	saved := make([]float64, len(list))
	for i, z := range list {
		if saved[i] = s.x[z]; !r.Member(z) {
			s.x[z] = 0
		}
	}
	again := *r
	again.list, again.target = list, y
	again.gather(s, Controlled)
	p := s.of(y)
	for i, z := range list {
		s.x[z] = saved[i]
	}
	return p
}

// leadsBack reports that a company holds shares of, or stated control over, somebody
// upstream of it.
func (r *reader) leadsBack(upstream []uint32, y uint32) bool {
	off, holder := r.view.Rows()
	for _, z := range upstream {
		if z != y && slices.Contains(holder[off[z]:off[z+1]], y) || slices.ContainsFunc(r.view.GroundsOf(z), func(g columns.Ground) bool { return g.Holder == y }) {
			return true
		}
	}
	return false
}

func (r *reader) product(out *Values) {
	exact := r.view.Exact && r.Rest != RestAll && r.Rest != RestIs && r.Rest != RestOne
	at := float64(r.Threshold.Percent) / float64(graph.Hundred)
	if exact {
		var x []float64
		err := 0.0
		if r.target == None {
			held := Class(r.view, r.Member)
			x, err = held.Share, held.Error
		} else {
			low, _ := EndsAt(r.view, r.target, r.Asked)
			x, err = make([]float64, r.view.Len()), low.Error+low.Moved*sweepLimit
			x[r.target] = low.Share
		}
		r.asked(func(y uint32) {
			out.Low[y], out.High[y] = x[y], x[y]
			if out.Met[y] = against(x[y]-err, x[y]+err, at); out.Met[y] == Undecided {
				out.Met[y] = Decide(r.view, y, r.Member, r.Threshold)
			}
		})
		return
	}
	var low, high []float64
	var err float64
	if r.target == None {
		b := BoundsOf(r.view, r.Asked)
		low, high, err = b.Low, b.High, b.Error
	} else {
		a, b := EndsAt(r.view, r.target, r.Asked)
		low, high = make([]float64, r.view.Len()), make([]float64, r.view.Len())
		low[r.target], high[r.target], err = a.Share, b.Share, max(a.Error, b.Error)
	}
	r.asked(func(y uint32) {
		out.Low[y], out.High[y] = low[y], high[y]
		if out.Met[y] = against(low[y]-err, high[y]+err, at); out.Met[y] != Undecided || low[y]+err < at*(1-4*epsilon) && high[y]-err > at*(1+4*epsilon) {
			return // decided, or on both sides
		}
		if out.Met[y] = decideEnds(r.view, y, r.Asked, r.Threshold); out.Met[y] == Undecided && isPoint(r.view, y) {
			out.Met[y] = r.decidePoint(y)
		}
	})
}

// decidePoint decides where all shares are figures and only the undisclosed are not
// known.
func (r *reader) decidePoint(y uint32) Decision {
	certain := r.Rest == RestIs
	switch low := decide(r.view, y, r.Member, r.Threshold, certain); {
	case low == Passes, certain, r.Rest == RestOutside:
		return low
	case r.Rest == RestAll && low != Undecided && decide(r.view, y, r.Member, r.Threshold, true) == Fails:
		return Fails
	}
	return Undecided
}

// against holds an interval that encloses a figure against a threshold.
func against(low, high, at float64) Decision {
	switch {
	case low > at*(1+4*epsilon):
		return Passes
	case high < at*(1-4*epsilon):
		return Fails
	}
	return Undecided
}
