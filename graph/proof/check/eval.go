package check

import (
	"math/big"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/proof"
)

// reader reads the law language over the facts. Every answer is over all worlds:
// true in each, false in each, or open.
type reader struct {
	c      *law.Catalogue
	f      *facts
	day    graph.Date
	types  map[typeKey]proof.Truth
	tests  map[testKey]*answer
	rowOf  map[rowKey]proof.Truth
	ruled  map[id]*ruling
	heads  map[id]*ruling // of themselves, not through others
	sharer map[id][]supply
}

type typeKey struct {
	ref, law string
	e        id
	root     bool
}

type testKey struct {
	row *law.Row
	e   id
}

type rowKey struct {
	row *law.Row
	e   id
}

// about is what stays the same while one condition is read.
type about struct {
	law  *law.Law
	row  *law.Row
	root id
}

func newReader(c *law.Catalogue, l *graph.Ledger, day graph.Date) *reader {
	return &reader{c: c, f: newFacts(l, day), day: day, types: map[typeKey]proof.Truth{}, tests: map[testKey]*answer{},
		rowOf: map[rowKey]proof.Truth{}, ruled: map[id]*ruling{}, heads: map[id]*ruling{}, sharer: map[id][]supply{}}
}

// read evaluates a predicate on an entity.
func (r *reader) read(q about, p *law.Predicate, e id) proof.Truth {
	switch p.Head() {
	case "all":
		out := proof.True
		for _, s := range p.All {
			out = min(out, r.read(q, s, e))
		}
		return out
	case "any":
		out := proof.False
		for _, s := range p.Any {
			out = max(out, r.read(q, s, e))
		}
		return out
	case "not":
		return -r.read(q, p.Not, e)
	case "attr":
		return r.attribute(p.Attr, e)
	case "rel":
		return r.relation(q, p.Rel, e)
	case "is":
		return r.class(q, p.Is, e)
	case "holder":
		return r.holder(q, p.Holder, e)
	case "share":
		if r.f.kind(e).Ends() {
			return proof.False
		}
		if a := r.share(q, p.Share, e); a != nil {
			return a.truth
		}
	case "capability":
		return r.capability(q, p.Capability, e)
	}
	return proof.Open
}

// mine is the entity and the offers it operates; maybe those it operates at
// another time than this.
func (r *reader) mine(e id) (offers, maybe []id) {
	offers = []id{e}
	for _, l := range r.f.from(e) {
		if l.interest == graph.Operates && r.f.kind(l.subject) == graph.Offer {
			if l.unknown {
				maybe = append(maybe, l.subject)
			} else {
				offers = append(offers, l.subject)
			}
		}
	}
	return offers, maybe
}

// bearer is something an attribute of an entity is read on, with the links from it.
type bearer struct {
	id      id
	links   []*link
	perhaps bool // by a link of another time
}

// scope lists what an attribute of the entity is read on: itself, its offers, and
// for items what is supplied to it. One party may bear it by several links.
func (r *reader) scope(name string, e id) []bearer {
	sure, perhaps := r.mine(e)
	out := []bearer{{id: e}}
	for _, o := range append(sure[1:len(sure):len(sure)], perhaps...) {
		out = append(out, bearer{o, r.f.find(e, o, graph.Operates), slices.Contains(perhaps, o)})
	}
	if strings.HasPrefix(name, "item") {
		for _, s := range r.suppliers(e) {
			out = append(out, bearer{s.party, s.links, s.unknown})
			if s.offer != "" {
				out = append(out, bearer{s.offer, s.links, s.unknown})
			}
		}
	}
	return out
}

func (r *reader) attribute(t *law.AttrTest, e id) proof.Truth {
	fits, may, stated := false, false, false
	for _, o := range r.scope(t.Name, e) {
		for _, x := range r.f.of(o.id) {
			if !r.concerns(x, t) {
				continue
			}
			v := proof.Open
			if !x.unknown {
				v = r.compare(t, x.text)
			}
			if v == proof.Open && !x.unknown && !o.perhaps && t.Name == "serviceType" && r.particular(t, e, x.text) {
				v = proof.False
			}
			switch {
			case o.perhaps:
				may = may || v != proof.False
			default:
				stated = stated || !x.unknown
				fits, may = fits || v == proof.True, may || v == proof.Open
			}
		}
	}
	out := proof.Open
	switch {
	case fits:
		out = proof.True
	case !may && stated && closedBy(t):
		out = proof.False
	}
	if t.Op == "ne" || t.Op == "not-in" {
		return -out
	}
	return out
}

// particular reports a group of services that another stated service narrows down.
func (r *reader) particular(t *law.AttrTest, e id, group string) bool {
	for _, o := range r.scope(t.Name, e) {
		for _, x := range r.f.of(o.id) {
			if !o.perhaps && !x.unknown && x.name == t.Name && x.text != group && r.holds(group, x.text, 0) {
				return true
			}
		}
	}
	return false
}

func (r *reader) concerns(x *fact, t *law.AttrTest) bool {
	if x.name != t.Name || t.Per != "" && x.per != "" && x.per != t.Per {
		return false
	}
	if t.At == "" {
		return true
	}
	iso, _ := r.f.place(x.at)
	return iso != "" && r.within(t.At, iso)
}

// closedBy reports a test that a stated value answers either way.
func closedBy(t *law.AttrTest) bool {
	switch {
	case t.Name == "serviceType", t.Name == "sector", t.Op == "known":
		return true
	case t.Op == "gt", t.Op == "ge", t.Op == "lt", t.Op == "le":
		return true
	}
	return len(t.Values) == 1 && (t.Values[0] == "true" || t.Values[0] == "false")
}

// compare reads one stated value, ignoring a negation.
func (r *reader) compare(t *law.AttrTest, text string) proof.Truth {
	switch t.Op {
	case "known":
		return truth(len(t.Values) == 0 || t.Values[0] == "true")
	case "gt", "ge", "lt", "le":
		x, ok1 := new(big.Rat).SetString(text)
		y, ok2 := new(big.Rat).SetString(t.Values[0])
		if !ok1 || !ok2 {
			return proof.Open
		}
		c := x.Cmp(y)
		return truth(t.Op == "gt" && c > 0 || t.Op == "ge" && c >= 0 || t.Op == "lt" && c < 0 || t.Op == "le" && c <= 0)
	}
	if is, ok := yesNo(text); ok {
		if want, ok := yesNo(t.Values[0]); ok {
			return truth(is == want)
		}
	}
	if text == "may" {
		return proof.Open
	}
	v := r.c.Vocabulary
	switch t.Name {
	case "serviceType":
		return r.service(t.Values, text)
	case "sector":
		out := proof.False
		for _, w := range t.Values {
			g := v.SectorGroups[w]
			if w == text || slices.Contains(g.In, text) {
				return proof.True
			}
			if slices.Contains(g.May, text) {
				out = proof.Open
			}
		}
		return out
	case "supportLocation":
		iso, _ := r.f.place(id(text))
		if iso == "" {
			iso = text
		}
		for _, w := range t.Values {
			if v.Territories[w] != nil && (w == text || r.within(w, iso)) {
				return proof.True
			}
		}
	}
	return truth(slices.Contains(t.Values, text))
}

// service reads a type or group against the wanted ones, group by group.
func (r *reader) service(want []string, text string) proof.Truth {
	if slices.ContainsFunc(want, func(w string) bool { return r.holds(w, text, 0) }) {
		return proof.True
	}
	for _, m := range r.c.Vocabulary.ServiceGroups[text] {
		if r.service(want, m) != proof.False {
			return proof.Open
		}
	}
	return proof.False
}

func (r *reader) holds(group, value string, depth int) bool {
	return group == value || depth < 16 && slices.ContainsFunc(r.c.Vocabulary.ServiceGroups[group], func(m string) bool { return r.holds(m, value, depth+1) })
}

func yesNo(s string) (is, ok bool) {
	switch s {
	case "yes", "true":
		return true, true
	case "no", "false":
		return false, true
	}
	return false, false
}

func truth(b bool) proof.Truth {
	if b {
		return proof.True
	}
	return proof.False
}

// within reports that a place lies in a territory on the day; a bloc does when all
// its members do.
func (r *reader) within(territory, iso string) bool {
	outer := r.c.Vocabulary.Territories[territory]
	if outer == nil {
		return false
	}
	have := countries(outer.Members, r.day)
	if slices.Contains(have, iso) {
		return true
	}
	inner := r.bloc(iso)
	return len(inner) > 0 && !slices.ContainsFunc(inner, func(m string) bool { return !slices.Contains(have, m) })
}

// bloc lists the members of a place that is several states, or nothing.
func (r *reader) bloc(iso string) []string {
	t := r.c.Vocabulary.Territories[strings.ToLower(iso)]
	if t == nil || r.f.l.StateOf(iso) == "" {
		return nil
	}
	list := countries(t.Members, r.day)
	if iso != "EU" && len(list) < 2 {
		return nil
	}
	return list
}

func countries(lists []law.CountryList, day graph.Date) []string {
	var out []string
	for _, l := range lists {
		if l.From <= day && (l.To == 0 || day <= l.To) {
			out = append(out, l.ISO...)
		}
	}
	return out
}
