package bods

import (
	"fmt"
	"hash/fnv"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// load is the second reading.
type load struct {
	in      *source.Input
	add     func(graph.Record) error
	history *history
	states  *source.States
	sources map[string]cited // by the bytes of source and publicationDetails
	key     []byte
	checker checker
	found   []interest // of the statement, reused
	oldName bool       // the old name of jurisdiction was remarked on
	fine    bool       // a figure finer than nine decimals was remarked on
	orphans orphans
}

// cited is a source that was handed on.
type cited struct {
	id       graph.SourceID
	evidence graph.Evidence
}

// maxSources bounds how many sources are remembered; beyond, they are handed on
// again, which changes nothing.
const maxSources = 100_000

// said is what the parts of one statement have in common.
type said struct {
	n         int
	id        string // of the statement
	record    string // of the record, or of the first statement of its chain
	line      int
	day       graph.Date // of the statement
	follows   graph.Date // the same, when it takes the place of an earlier one
	ends      graph.Date // when the next statement of the record takes its place, or the record was closed
	undone    bool       // the next statement is of the same day
	closed    bool
	guessed   bool // ends is the day of a statement: nobody states the end
	source    graph.SourceID
	evidence  graph.Evidence
	details   source.Value
	component bool
}

// statement reads one statement.
func (l *load) statement(n int, v source.Value) error {
	line, col := v.Place()
	if v.Kind() != source.Object {
		l.in.Reject(line, col, fmt.Sprintf("$[%d]", n), graph.Say("%s where a statement is wanted", "%s là où une déclaration est attendue", v.Kind()), graph.Say("remove it", "retirez-le"))
		return nil
	}
	g := generationOf(v)
	schema := statement4
	switch g {
	case flat:
		schema = statement3
	case 0:
		if l.history.generation == flat {
			schema = statement3
		}
	}
	c := &l.checker
	c.begin(n)
	c.check(schema, v)
	var s said
	var interests []interest
	if len(c.faults) == 0 {
		s = l.said(n, line, v, g)
		if first, again := l.history.twice[uint32(n)]; again {
			c.fail(v, graph.Say("the id %q is that of statement %d already", "l’identifiant %q est déjà celui de la déclaration %d", source.Clip(s.id), first+1), graph.Say("give every statement its own id", "donnez à chaque déclaration son propre identifiant"))
		}
		interests = l.interests(s.details, g)
	}
	if len(c.faults) > 0 {
		for i, f := range c.faults {
			fl, fc := f.v.Place()
			if i == 0 {
				l.in.Reject(fl, fc, f.path, f.cause, f.next)
				continue
			}
			l.in.Fault(fl, fc, f.path, f.cause, f.next)
		}
		return l.mention(v, line)
	}
	l.in.Accept()
	if err := l.cite(v, &s); err != nil {
		return err
	}
	switch kindOf(v, g) {
	case "entity":
		return l.entity(v, &s)
	case "person":
		return l.person(&s)
	}
	if err := l.fit(v, &s, g); err != nil {
		return err
	}
	return l.relationship(&s, g, interests)
}

// mention names the party that a rejected statement describes: relationships may
// need it.
func (l *load) mention(v source.Value, line int) error {
	record := v.Get("recordId").Str()
	if l.history.generation == flat {
		if record = v.Get("statementID").Str(); record != "" {
			record = l.history.root(record)
		}
	}
	if record == "" || v.Get("recordType").Is("relationship") || v.Get("statementType").Is("ownershipOrControlStatement") {
		return nil
	}
	return l.add(graph.Entity{ID: entityID(record), Origin: l.in.Origin(line), Note: graph.Text{
		EN: "its description was rejected", FR: "sa description a été rejetée"}})
}

func kindOf(v source.Value, g generation) string {
	if g == records {
		return v.Get("recordType").Str()
	}
	switch v.Get("statementType").Str() {
	case "entityStatement":
		return "entity"
	case "personStatement":
		return "person"
	}
	return "relationship"
}

func (l *load) said(n, line int, v source.Value, g generation) said {
	s := said{n: n, line: line, day: dayOf(v.Get("statementDate")), details: v}
	if g == records {
		s.id, s.record, s.details = v.Get("statementId").Str(), v.Get("recordId").Str(), v.Get("recordDetails")
		s.closed = v.Get("recordStatus").Is("closed")
	} else {
		s.id = v.Get("statementID").Str()
		s.record = l.history.root(s.id)
	}
	s.component = s.details.Get("isComponent").True()
	if s.closed {
		s.ends, s.guessed = s.day, true
	}
	s.follows = l.history.follows[uint32(n)]
	if after, ok := l.history.superseded[uint32(n)]; ok {
		if s.ends == 0 || after.day != 0 && after.day < s.ends {
			s.ends, s.guessed = after.day, !after.stated
		}
		s.undone = after.day <= s.day
	}
	return s
}

// latest reports the statement that speaks for its record today.
func (l *load) latest(s *said) bool {
	_, gone := l.history.superseded[uint32(s.n)]
	return !gone
}

// cite hands on the source of a statement, once, and grades the evidence.
func (l *load) cite(v source.Value, s *said) error {
	src, pub := v.Get("source"), v.Get("publicationDetails")
	l.key = append(append(append(l.key[:0], src.Raw()...), 0), pub.Raw()...)
	if known, ok := l.sources[string(l.key)]; ok {
		s.source, s.evidence = known.id, known.evidence
		return nil
	}
	s.evidence = evidence(src.Get("type"))
	publisher := pub.At("publisher", "name").Str()
	if publisher == "" {
		publisher = pub.At("publisher", "url").Str()
	}
	key := publisher + "\x00" + pub.Get("license").Str() + "\x00" + src.Get("url").Str() + "\x00" + src.Get("description").Str() + "\x00" + pub.Get("publicationDate").Str()
	out := graph.Source{Origin: l.in.Origin(s.line), Date: pub.Get("publicationDate").Str(), Licence: licence(pub.Get("license").Str())}
	out.NonCommercial = strings.Contains(strings.ToLower(out.Licence), "by-nc")
	if strings.Trim(key, "\x00") == "" {
		out.ID = l.in.SourceID("bods")
	} else {
		h := fnv.New64a()
		h.Write([]byte(key))
		out.ID = graph.SourceID(fmt.Sprintf("bods:%016x", h.Sum64()))
	}
	title := publisher
	if d := src.Get("description").Str(); d != "" {
		title = strings.TrimPrefix(title+": "+d, ": ")
	}
	out.Title = title
	if u := src.Get("url").Str(); strings.HasPrefix(u, "http://") || strings.HasPrefix(u, "https://") {
		out.URL = u
	}
	if len(l.sources) >= maxSources {
		clear(l.sources)
	}
	s.source = out.ID
	l.sources[string(l.key)] = cited{s.source, s.evidence}
	return l.add(out)
}

// licence gives the licences that open registers use their short names.
func licence(uri string) string {
	for part, name := range map[string]string{
		"creativecommons.org/publicdomain/zero/1.0": "CC0-1.0", "creativecommons.org/licenses/by/4.0": "CC-BY-4.0",
		"creativecommons.org/licenses/by-nc/4.0": "CC-BY-NC-4.0", "creativecommons.org/licenses/by-sa/4.0": "CC-BY-SA-4.0",
		"nationalarchives.gov.uk/doc/open-government-licence/version/3": "OGL-UK-3.0", "opendatacommons.org/licenses/odbl/1": "ODbL-1.0",
	} {
		if strings.Contains(uri, part) {
			return name
		}
	}
	return uri
}

// evidence grades what is said of the source: registers and what was verified
// high, what a party says of itself or a third says of it medium.
func evidence(types source.Value) graph.Evidence {
	grade := graph.Medium
	for _, t := range types.Items() {
		if t.Is("officialRegister") || t.Is("official-register") || t.Is("verified") {
			grade = graph.High
		}
	}
	if types.Is("officialRegister") {
		grade = graph.High
	}
	return grade
}

// claim is the claim of a part of a statement.
func (l *load) claim(s *said, part string) graph.Claim {
	return graph.Claim{ID: graph.ClaimID("bods:" + s.id + part), Source: s.source, Evidence: s.evidence,
		Assertion: graph.Stated, Origin: l.in.Origin(s.line)}
}

func entityID(record string) graph.EntityID { return graph.EntityID("bods:" + record) }
