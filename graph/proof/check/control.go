package check

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"longarm/graph"
	"longarm/graph/proof"
)

// A control run finds what a set of parties comes to control: votes past the
// link threshold, or a stated ground, company after company.
type run struct {
	k         *stakes
	link      limit
	upper     bool
	concert   bool
	anonymous bool // one undisclosed holder takes part
	wholeRest bool // every undisclosed holder does
	in        map[id]bool
	weighed   map[weighing]rat // votes of the run as it came out; nil until then
}

// runKey is what a run depends on.
type runKey struct {
	link                                 string
	upper, concert, anonymous, wholeRest bool
	start                                string
}

type weighing struct {
	company id
	upper   bool
}

// byControl are the interests that make control by themselves.
func byControl(i graph.Interest) bool {
	return i.StatesControl() || i == graph.ControlByContract || i == graph.MajorityOfDirectors || i == graph.AppointmentOfBoard
}

func joint(i graph.Interest) bool { return i == graph.ActingJointly || i == graph.ActingInConcert }

// ground reports a link that states control.
func ground(l *link) bool {
	return byControl(l.interest) && (l.interest != graph.AppointmentOfBoard || majority(l.words) == proof.True)
}

var (
	ofSeats = regexp.MustCompile(`(\d+)(?:\s*/\s*|\s+(?:of|of the|sur|des)\s+)(\d+)`)
	noWords = regexp.MustCompile(`(^|[^\p{L}])(no|not|without|minority|minorité|sans|pas|half|moitié)([^\p{L}]|$)`)
	aWord   = regexp.MustCompile(`(^|[^\p{L}])(majority|majorité)([^\p{L}]|$)`)
)

// majority reads "4 of 7 directors", "a majority": true above half, false for a
// stated half or less, else open. Of several texts one majority suffices.
func majority(words string) proof.Truth {
	out := proof.Open
	for part := range strings.SplitSeq(strings.ToLower(words), ";") {
		switch v := seats(part); {
		case v == proof.True:
			return v
		case v == proof.False:
			out = v
		}
	}
	return out
}

func seats(text string) proof.Truth {
	for _, m := range ofSeats.FindAllStringSubmatch(text, -1) {
		n, err1 := strconv.Atoi(m[1])
		d, err2 := strconv.Atoi(m[2])
		if err1 != nil || err2 != nil || d == 0 || n > d {
			continue
		}
		if 2*n > d {
			return proof.True
		}
		return proof.False
	}
	switch denied := noWords.MatchString(text); {
	case aWord.MatchString(text) && denied:
		return proof.Open
	case aWord.MatchString(text):
		return proof.True
	case denied && strings.Contains(text, "minorit"):
		return proof.False
	}
	return proof.Open
}

// reach lists everyone who may stand above a company by shares or any right of
// control, the company included, sorted.
func (k *stakes) reach() []id {
	if k.wider == nil {
		k.wider = k.climb(k.target)
	}
	return k.wider
}

// beside is the same with further parties, and who stands above them, among those
// who may come to control the company: holders of rights other than shares.
func (k *stakes) beside(further []id) *stakes {
	reach := k.reach()
	further = slices.DeleteFunc(slices.Clone(further), func(e id) bool { return slices.Contains(reach, e) })
	if len(further) == 0 {
		return k
	}
	key := joined(further)
	wide := k.kept.wide[key]
	if wide == nil {
		wide = &stakes{f: k.f, basis: k.basis, target: k.target, above: k.above, wider: slices.Clone(reach), kept: newKept()}
		for _, e := range further {
			wide.wider = append(wide.wider, k.climb(e)...)
		}
		slices.Sort(wide.wider)
		wide.wider = slices.Compact(wide.wider)
		k.kept.wide[key] = wide
	}
	return wide
}

func (k *stakes) climb(from id) []id {
	return k.walk(from, func(r *row) []id {
		out := r.parties()
		for _, l := range k.f.to(r.who) {
			if l.interest.Family() == graph.Control {
				out = append(out, l.holder)
			}
		}
		return out
	})
}

// grow runs the fixpoint from a start over everyone above the target, once.
func (c *run) grow(start []id) *run {
	key := runKey{c.link.String(), c.upper, c.concert, c.anonymous, c.wholeRest, joined(start)}
	done := c.k.kept.runs[key]
	if done == nil {
		done = c.fixpoint(start)
		done.weighed = map[weighing]rat{}
		c.k.kept.runs[key] = done
	}
	return done
}

func joined[S ~string](list []S) string {
	var b strings.Builder
	for _, e := range list {
		b.WriteString(string(e))
		b.WriteByte(0)
	}
	return b.String()
}

func (c *run) fixpoint(start []id) *run {
	c.in = map[id]bool{}
	for _, e := range start {
		c.in[e] = true
	}
	everyone := c.k.reach()
	for again := true; again; {
		again = false
		for _, e := range everyone {
			if e != c.k.target && !c.in[e] && c.controls(e) {
				c.in[e], again = true, true
			}
		}
	}
	return c
}

func (c *run) controls(e id) bool { return c.link.passes(c.votes(e, c.upper)) || len(c.grounds(e)) > 0 }

// grounds lists the stated grounds that members of the run hold in the company.
func (c *run) grounds(e id) []*link {
	var out []*link
	for _, l := range c.k.f.to(e) {
		if ground(l) && c.in[l.holder] && (c.upper || !l.unknown) {
			out = append(out, l)
		}
	}
	return out
}

// votes is the run's part of the votes in a company.
func (c *run) votes(e id, upper bool) rat {
	if c.weighed == nil {
		return c.weigh(e, upper)
	}
	key := weighing{e, upper}
	v, known := c.weighed[key]
	if !known {
		v = c.weigh(e, upper)
		c.weighed[key] = v
	}
	return v
}

func (c *run) weigh(e id, upper bool) rat {
	r := c.k.row(e)
	if r.closed {
		return none
	}
	w, any := zeros(len(r.leaves)), false
	for i, l := range r.leaves {
		if l.id != "" && i != r.self && (c.in[l.id] || c.concert && c.mates(e)[l.id]) {
			w[i], any = whole, true
		}
	}
	if c.anonymous && upper && r.rest >= 0 {
		w[r.rest], any = whole, true
		if c.wholeRest {
			w[r.rest+1] = whole
		}
	}
	if !any {
		return none
	}
	return r.voting(w, upper)
}

// voting holds certain control to relative shares and possible control to the
// reported ones where a company is stated above 100 %.
func (r *row) voting(w []rat, upper bool) rat {
	if r.over && !upper {
		return r.scaledPart(w, false)
	}
	return r.part(w, upper)
}

// mates lists who votes with a member of the run in the company, by a stated
// concert one of them belongs to.
func (c *run) mates(company id) map[id]bool {
	return c.k.f.mates(company, c.upper, func(h id) bool { return c.in[h] })
}

func (f *facts) mates(company id, upper bool, belongs func(id) bool) map[id]bool {
	group, any := map[id]bool{}, false
	for _, l := range f.to(company) {
		if joint(l.interest) && (!l.unknown || upper) {
			group[l.holder] = true
			any = any || belongs(l.holder)
		}
	}
	if !any {
		return nil
	}
	return group
}

// half is the majority test of control.
var half = limit{at: over(whole, plus(whole, whole))}

// controllers says of everyone above a company whether they control it: alone,
// jointly, or perhaps. The last answers whether an undisclosed holder may.
func (f *facts) controllers(e id) (sure, jointly, perhaps []id, rest bool) {
	k := f.stakes(e, graph.Votes)
	byVotes := false
	for _, h := range k.reach() {
		if h == e {
			continue
		}
		c := (&run{k: k, link: half}).grow([]id{h})
		if c.controls(e) {
			sure = append(sure, h)
			byVotes = byVotes || half.passes(c.votes(e, false))
		} else if c := (&run{k: k, link: half, upper: true}).grow([]id{h}); c.controls(e) {
			perhaps = append(perhaps, h)
		}
	}
	rest = (&run{k: k, link: half, upper: true, anonymous: true}).grow(nil).controls(e)
	if !k.row(e).closed && !byVotes {
		jointly = k.together(half, true).members
		joins, anyone := k.mayJoin()
		perhaps, rest = append(perhaps, joins...), rest || anyone
	}
	for _, l := range f.to(e) { // a stated parent, right or unnumbered power over the board may be control
		if l.interest.MayControl() || l.interest == graph.AppointmentOfBoard && l.words == "" && majority(l.words) != proof.True {
			perhaps = append(perhaps, l.holder)
		}
	}
	return sure, jointly, perhaps, f.kind(e).HasHolders() && rest
}

// joints is who controls a company together.
type joints struct {
	members  []id
	majority bool // somebody has it alone
}

// together reads who controls the target jointly past a threshold, once.
func (k *stakes) together(t limit, byNeed bool) joints {
	key := fmt.Sprint(t, byNeed)
	j, known := k.kept.joints[key]
	if known {
		return j
	}
	runs := map[id]*run{}
	for _, h := range k.reach() {
		if h == k.target {
			continue
		}
		runs[h] = (&run{k: k, link: t}).grow([]id{h})
		j.majority = j.majority || t.passes(runs[h].votes(k.target, false))
	}
	j.members = k.jointly(k.row(k.target), t, runs, byNeed)
	k.kept.joints[key] = j
	return j
}

// jointly lists who controls together: each needed and all sufficient for certain
// (asked for by needed), or a stated concert that suffices.
func (k *stakes) jointly(r *row, t limit, runs map[id]*run, byNeed bool) []id {
	units := k.units(r, runs)
	needed := map[id][]id{}
	for u, list := range units {
		w := zeros(len(r.leaves))
		for i, l := range r.leaves {
			if i != r.self && !slices.Contains(list, l.id) {
				w[i] = whole
			}
		}
		if !t.passes(r.voting(w, true)) {
			needed[u] = list
		}
	}
	var out []id
	if byNeed && len(needed) >= 2 {
		out = append(out, r.suffice(t, needed)...)
	}
	stated := map[id][]id{}
	for _, l := range k.f.to(r.who) {
		if joint(l.interest) && !l.unknown {
			stated[l.holder] = []id{l.holder}
			if c := runs[l.holder]; c != nil {
				for h := range c.in {
					stated[l.holder] = append(stated[l.holder], h)
				}
			}
		}
	}
	if len(stated) >= 2 {
		out = append(out, r.suffice(t, stated)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// units groups the direct holders under the one uncontrolled party that controls
// them, if there is exactly one.
func (k *stakes) units(r *row, runs map[id]*run) map[id][]id {
	held := map[id]bool{}
	for v, c := range runs {
		for h := range c.in {
			held[h] = held[h] || h != v
		}
	}
	out := map[id][]id{}
	for i, l := range r.leaves {
		if l.id == "" || i == r.self {
			continue
		}
		var roots []id
		for v, c := range runs {
			if c.in[l.id] && v != l.id && !held[v] {
				roots = append(roots, v)
			}
		}
		u := l.id
		if len(roots) == 1 {
			u = roots[0]
		}
		out[u] = append(out[u], l.id)
	}
	return out
}

// suffice returns the units when they pass together and none of them alone.
func (r *row) suffice(t limit, units map[id][]id) []id {
	votes := func(pick func(u id) bool) rat {
		w := zeros(len(r.leaves))
		for i, l := range r.leaves {
			for u, list := range units {
				if i != r.self && l.id != "" && pick(u) && slices.Contains(list, l.id) {
					w[i] = whole
				}
			}
		}
		return r.voting(w, false)
	}
	if !t.passes(votes(func(id) bool { return true })) {
		return nil
	}
	var out []id
	for u := range units {
		if t.passes(votes(func(v id) bool { return v == u })) {
			return nil
		}
		out = append(out, u)
	}
	return out
}
