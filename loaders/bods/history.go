package bods

import (
	"bytes"
	"cmp"
	"context"
	"hash/maphash"
	"math/bits"
	"slices"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// history is what the first reading finds.
type history struct {
	generation generation
	said       string // the version, once a statement gave it

	seeds    [2]maphash.Seed
	ids      []idEntry // of statements
	entries  []entry   // of records
	parties  hashes    // records that describe an entity or a person
	direct   hashes    // records with a holder stated as direct
	accounts hashes    // records with a direct parent in its accounts today
	replaced map[string]string

	twice      map[uint32]uint32 // a statement whose id stands before → the first's number
	superseded map[uint32]next
	follows    map[uint32]graph.Date // a statement that supersedes another → its own day
	roots      map[string]string     // a statement of 0.1–0.3 → the first it goes back to
}

// hash is 128 bits of an id, so that two ids never meet.
type hash [2]uint64

func (h hash) compare(o hash) int {
	if h[0] != o[0] {
		return cmp.Compare(h[0], o[0])
	}
	return cmp.Compare(h[1], o[1])
}

// apart keeps relationships from parties with the same id.
func (h hash) apart() hash { return hash{^h[0], h[1]} }

// hashes is a set of ids, by their hashes.
type hashes struct {
	list  []hash
	from  []uint32 // where those with each value of their first bits begin
	shift int
}

func (s *hashes) add(h hash) { s.list = append(doubled(s.list), h) }

// doubled is a list with room for one more, which grows twofold: append alone copies
// long lists far more often.
func doubled[T any](s []T) []T {
	if len(s) < cap(s) {
		return s
	}
	return slices.Grow(s, max(len(s), 256))
}

// settle sorts the set, after which nothing is added.
func (s *hashes) settle() {
	slices.SortFunc(s.list, hash.compare)
	s.list = slices.Clip(slices.Compact(s.list))
	bit := max(bits.Len(uint(len(s.list)))-3, 0) // about eight under each
	s.from, s.shift = make([]uint32, 1<<bit+1), 64-bit
	at := 0
	for i, h := range s.list {
		for ; at <= int(h[0]>>s.shift); at++ {
			s.from[at] = uint32(i)
		}
	}
	for ; at < len(s.from); at++ {
		s.from[at] = uint32(len(s.list))
	}
}

func (s *hashes) has(h hash) bool {
	top := h[0] >> s.shift
	return slices.Contains(s.list[s.from[top]:s.from[top+1]], h)
}

type idEntry struct {
	id hash
	n  uint32
}

// entry is one statement of a record, with what orders it among the others.
type entry struct {
	record          hash
	published, said graph.Date
	starts, ends    graph.Date // of its interests: the last beginning and, when all ended, the last end
	n               uint32
}

// takesOver is the day from which a statement stands for a record in the place of
// another: the day its interests newly began, or ended, when it says so, else its
// own.
func (e *entry) takesOver(from *entry) graph.Date {
	switch {
	case e.starts > from.starts && e.starts <= e.said:
		return e.starts
	case e.ends != 0 && e.ends <= e.said && e.ends > from.starts:
		return e.ends
	}
	return e.said
}

// span reads when the interests of a relationship begin and end.
func (e *entry) span(interests source.Value) {
	open := false
	for all, i := interests, interests.First(); i.Kind() != source.Missing; i = i.Next(all) {
		e.starts = max(e.starts, dayOf(i.Get("startDate")))
		end := dayOf(i.Get("endDate"))
		open = open || end == 0
		e.ends = max(e.ends, end)
	}
	if open {
		e.ends = 0
	}
}

// next is the statement that takes the place of another.
type next struct {
	day    graph.Date
	n      uint32
	stated bool // the day is one that its interests state
}

func (h *history) hash(id []byte) hash {
	return hash{maphash.Bytes(h.seeds[0], id), maphash.Bytes(h.seeds[1], id)}
}

// scan reads the stream a first time.
func (h *history) scan(ctx context.Context, in *source.Input) error {
	h.seeds = [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}
	h.replaced = map[string]string{}
	return each(ctx, in, func(n int, v source.Value) error {
		if v.Kind() != source.Object {
			return nil
		}
		if err := h.version(in, n, v); err != nil {
			return err
		}
		if h.generation == records {
			h.record(uint32(n), v)
		} else {
			h.flat(uint32(n), v)
		}
		return nil
	})
}

func (h *history) record(n uint32, v source.Value) {
	if id := v.Get("statementId"); id.Kind() == source.String {
		h.ids = append(doubled(h.ids), idEntry{h.hash(id.Raw()), n})
	}
	id := v.Get("recordId")
	if id.Kind() != source.String || id.Is("") {
		return
	}
	key := h.hash(id.Raw())
	e := entry{record: key, published: dayOf(v.At("publicationDetails", "publicationDate")), said: dayOf(v.Get("statementDate")), n: n}
	e.span(v.At("recordDetails", "interests"))
	relates := v.Get("recordType").Is("relationship")
	if relates {
		e.record = e.record.apart()
	}
	h.entries = append(doubled(h.entries), e)
	if !relates {
		h.parties.add(key)
		return
	}
	details := v.Get("recordDetails")
	if !v.Get("recordStatus").Is("closed") {
		h.parents(details.Get("interests"), details.Get("subject").Raw())
	}
	for all, i := details.Get("interests"), details.Get("interests").First(); i.Kind() != source.Missing; i = i.Next(all) {
		if !i.Get("directOrIndirect").Is("indirect") && !ultimate(i.Get("details")) {
			h.direct.add(h.hash(details.Get("subject").Raw()))
			break
		}
	}
}

// parents notes that a subject has a direct parent in its accounts.
func (h *history) parents(interests source.Value, subject []byte) {
	for all, i := interests, interests.First(); i.Kind() != source.Missing; i = i.Next(all) {
		if d := i.Get("details"); bytes.Contains(d.Bytes(), directParent) && i.Get("endDate").Str() == "" {
			h.accounts.add(h.hash(subject))
			return
		}
	}
}

func (h *history) flat(n uint32, v source.Value) {
	id := v.Get("statementID")
	if id.Kind() != source.String || id.Is("") {
		return
	}
	key := h.hash(id.Raw())
	h.ids = append(doubled(h.ids), idEntry{key, n})
	e := entry{record: key, published: dayOf(v.At("publicationDetails", "publicationDate")), said: dayOf(v.Get("statementDate")), n: n}
	e.span(v.Get("interests"))
	relates := v.Get("statementType").Is("ownershipOrControlStatement")
	if relates {
		e.record = e.record.apart()
	}
	h.entries = append(doubled(h.entries), e)
	for _, old := range v.Get("replacesStatements").Items() {
		if s := old.Str(); s != "" && s != id.Str() {
			h.replaced[id.Str()] = s
		}
	}
	if !relates {
		h.parties.add(key)
		return
	}
	h.parents(v.Get("interests"), []byte(describedBy(v.Get("subject"))))
	for all, i := v.Get("interests"), v.Get("interests").First(); i.Kind() != source.Missing; i = i.Next(all) {
		if level := i.Get("directOrIndirect"); !level.Is("indirect") && !i.Get("interestLevel").Is("indirect") {
			h.direct.add(h.hash([]byte(describedBy(v.Get("subject")))))
			break
		}
	}
}

// settle draws the conclusions and lets go of what is not needed any more.
func (h *history) settle() {
	slices.SortFunc(h.ids, func(a, b idEntry) int {
		if a.id != b.id {
			return a.id.compare(b.id)
		}
		return cmp.Compare(a.n, b.n)
	})
	h.twice = map[uint32]uint32{}
	for i := 1; i < len(h.ids); i++ {
		first := i - 1
		for ; i < len(h.ids) && h.ids[i].id == h.ids[first].id; i++ {
			h.twice[h.ids[i].n] = h.ids[first].n
		}
	}
	h.ids = nil
	h.chains()
	slices.SortFunc(h.entries, func(a, b entry) int {
		if a.record != b.record {
			return a.record.compare(b.record)
		}
		return cmp.Or(cmp.Compare(a.published, b.published), cmp.Compare(a.said, b.said), cmp.Compare(a.n, b.n))
	})
	h.superseded, h.follows = map[uint32]next{}, map[uint32]graph.Date{}
	last := -1
	for i := range h.entries {
		e := &h.entries[i]
		if _, again := h.twice[e.n]; again {
			continue
		}
		if last >= 0 && h.entries[last].record == e.record {
			day := e.takesOver(&h.entries[last])
			h.superseded[h.entries[last].n] = next{day, e.n, day == e.starts || day == e.ends}
			h.follows[e.n] = day
		}
		last = i
	}
	h.entries = nil
	for _, set := range []*hashes{&h.parties, &h.direct, &h.accounts} {
		set.settle()
	}
}

// chains follows replacesStatements back to the first statement of each chain,
// which stands for the record.
func (h *history) chains() {
	if len(h.replaced) == 0 {
		return
	}
	h.roots = map[string]string{}
	byHash := map[hash]hash{}
	for id := range h.replaced {
		root, steps := id, 0
		for h.replaced[root] != "" && steps <= len(h.replaced) { // statements may replace each other in a ring
			root = h.replaced[root]
			steps++
		}
		if steps > len(h.replaced) {
			continue
		}
		h.roots[id] = root
		from, to := h.hash([]byte(id)), h.hash([]byte(root))
		byHash[from], byHash[from.apart()] = to, to.apart()
	}
	for i := range h.entries {
		if root, ok := byHash[h.entries[i].record]; ok {
			h.entries[i].record = root
		}
	}
	for _, list := range [][]hash{h.parties.list, h.direct.list, h.accounts.list} {
		for i := range list {
			if root, ok := byHash[list[i]]; ok {
				list[i] = root
			}
		}
	}
}

// root is the id that stands for a record: of 0.4 its own.
func (h *history) root(id string) string {
	if root, ok := h.roots[id]; ok {
		return root
	}
	return id
}

// described reports a party that some statement describes.
func (h *history) described(id string) bool { return h.parties.has(h.hash([]byte(id))) }

// heldDirectly reports an entity with a holder not said to be indirect.
func (h *history) heldDirectly(id string) bool { return h.direct.has(h.hash([]byte(id))) }

// consolidatedBy reports an entity with a direct parent in its accounts.
func (h *history) consolidatedBy(id string) bool { return h.accounts.has(h.hash([]byte(id))) }

// dayOf reads a day, with or without a time; 0 for anything else.
func dayOf(v source.Value) graph.Date {
	raw := v.Raw()
	if v.Kind() != source.String {
		return 0
	}
	if at := bytes.IndexByte(raw, 'T'); at == 10 {
		raw = raw[:10]
	}
	d, ok := parseDay(raw)
	if !ok {
		return 0
	}
	return d
}
