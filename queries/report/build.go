package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
	"longarm/queries"
	"longarm/queries/text"
)

// Options say what a dossier is asked for.
type Options struct {
	Provider string
	Laws     []string     // ids or names; empty: every law
	Rules    []string     // ids or names; empty: those of laws that lead somewhere
	Program  string       // the version of the program
	Release  string       // of the data
	Remarks  []graph.Flag // on the files read, beside those on the facts
	Record   bool         // record facts and laws, for replay
	LawFiles LawFiles     // the files the catalogue was read from
}

// Build makes the dossier of o.Provider at the day of the context. An unknown
// provider, law or rule is a [*queries.NotFound] or [*queries.Ambiguous].
func Build(c *queries.Context, o Options) (*Dossier, error) {
	shorten(c)
	b := &builder{c: c, o: o, p: text.NewPhrases(c)}
	if err := b.ask(); err != nil {
		return nil, err
	}
	if err := b.findings(); err != nil {
		return nil, err
	}
	if err := b.parties(); err != nil {
		return nil, err
	}
	if err := b.rest(); err != nil {
		return nil, err
	}
	d := b.d
	if err := b.number(); err != nil {
		return nil, err
	}
	if err := b.record(); err != nil {
		return nil, err
	}
	sum, err := d.sum()
	if err != nil {
		return nil, err
	}
	d.Hash = sum
	return d, nil
}

// nameMost is how much of a name a document shows, so that one of thousands of characters
// does not drown it.
const nameMost = 160

// shorten makes the context show names as a document does.
func shorten(c *queries.Context) {
	if c.NameMost == 0 {
		c.NameMost = nameMost
	}
}

// sum is the hash of the dossier without its hash and what it recorded.
func (d *Dossier) sum() (string, error) {
	bare := *d
	bare.Hash, bare.Recorded = "", nil
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	if err := e.Encode(&bare); err != nil {
		return "", err
	}
	return sumOf(buf.Bytes())
}

// sumOf is the hash of the JSON of a dossier, spaces aside, without the keys "hash" and
// "recorded".
func sumOf(data []byte) (string, error) {
	h := sha256.New()
	d := json.NewDecoder(bytes.NewReader(data))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return "", errors.New("it is no JSON object")
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return "", err
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return "", err
		}
		if key == "hash" || key == "recorded" {
			continue
		}
		var compact bytes.Buffer
		if err := json.Compact(&compact, value); err != nil {
			return "", err
		}
		fmt.Fprintf(h, "%q:%s\n", key, compact.Bytes())
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// builder collects the answers of one dossier.
type builder struct {
	c  *queries.Context
	o  Options
	p  *text.Phrases
	d  *Dossier
	id graph.EntityID

	laws map[string]bool // asked about; nil: every law
}

// ask asks what reaches the provider.
func (b *builder) ask() error {
	id, err := b.c.Resolve(b.o.Provider)
	if err != nil {
		return err
	}
	b.id = id
	asked := Asked{Provider: b.o.Provider}
	for _, name := range b.o.Laws {
		l, err := b.c.ResolveLaw(name)
		if err != nil {
			return err
		}
		if b.laws == nil {
			b.laws = map[string]bool{}
		}
		if !b.laws[l.ID] {
			b.laws[l.ID] = true
			asked.Laws = append(asked.Laws, l.ID)
		}
	}
	slices.Sort(asked.Laws)
	reach, err := reach(b.c, string(id), asked.Laws)
	if err != nil {
		return err
	}
	_, claims, _, _ := b.c.Ledger().Size()
	reach.Flags = append(slices.Clone(reach.Flags), b.o.Remarks...)
	graph.SortFlags(reach.Flags)
	b.d = &Dossier{Header: reach.Header, Document: Document, Lang: b.c.Lang(), Asked: asked, Reach: reach,
		Made: Made{Program: b.o.Program, DataRelease: b.o.Release, Facts: claims, LawCount: len(b.c.Catalogue.Laws), MaxAge: maxAge(b.c)}}
	return b.subject()
}

// maxAge is the age in years from which an observation is stale.
func maxAge(c *queries.Context) int {
	if c.MaxAge > 0 {
		return c.MaxAge
	}
	return defaultMaxAge
}

// defaultMaxAge is the age a graph is read with when none is given.
const defaultMaxAge = 3

// subject describes whom the dossier is about.
func (b *builder) subject() error {
	show, err := queries.Show(b.c, queries.Params{Args: []string{string(b.id)}})
	if err != nil {
		return err
	}
	s := Subject{EntityDetail: show.Entity, Identifiers: []string{}, Offers: []queries.EntityBrief{}, Markets: []queries.LinkBrief{}, Title: b.p.Title(b.d.Reach)}
	e := b.c.Graph.Entity(b.id)
	if e.LEI != "" {
		s.Identifiers = append(s.Identifiers, "LEI:"+e.LEI)
	}
	for _, i := range e.Identifiers {
		s.Identifiers = append(s.Identifiers, i.String())
	}
	for _, l := range show.Holds {
		switch {
		case l.Unknown:
		case l.Interest == graph.Operates:
			s.Offers = append(s.Offers, b.c.Brief(l.To))
		case l.Interest == graph.ServesMarket, l.Interest == graph.DataLocatedIn:
			s.Markets = append(s.Markets, l)
		case l.Interest == graph.CertifiedUnder, l.Interest == graph.AppliesFor, l.Interest == graph.DesignatedUnder:
			b.d.Certificates = append(b.d.Certificates, l)
		}
	}
	for _, o := range s.Offers {
		for _, l := range b.links(o.ID) {
			switch l.Interest {
			case graph.CertifiedUnder, graph.AppliesFor, graph.DesignatedUnder:
				b.d.Certificates = append(b.d.Certificates, l)
			case graph.ServesMarket, graph.DataLocatedIn:
				s.Markets = append(s.Markets, l)
			}
		}
	}
	b.d.Subject = s
	if b.d.Certificates == nil {
		b.d.Certificates = []queries.LinkBrief{}
	}
	return nil
}

// links lists what an entity holds at the date.
func (b *builder) links(id graph.EntityID) []queries.LinkBrief {
	show, err := queries.Show(b.c, queries.Params{Args: []string{string(id)}})
	if err != nil {
		return nil
	}
	return slices.DeleteFunc(show.Holds, func(l queries.LinkBrief) bool { return l.Unknown })
}

// findings explains each finding that leads somewhere: its grounds, paths, what
// stands beside it, what would end it.
func (b *builder) findings() error {
	why := map[string]*queries.WhyResult{}
	explain := func(id string) (*queries.WhyResult, error) {
		if w := why[id]; w != nil {
			return w, nil
		}
		w, err := queries.Why(b.c, queries.Params{Args: []string{string(b.id), id}})
		why[id] = w
		return w, err
	}
	b.d.Findings, b.d.Beside = []Numbered{}, []Beside{}
	groups := b.p.Groups(b.d.Reach)
	groups = append(groups, text.FindingGroup{ID: schemeGroup, Findings: b.p.Schemes(b.d.Reach)})
	told := map[string]bool{}
	for _, g := range groups {
		for _, f := range g.Findings {
			w, err := explain(f.Law)
			if err != nil {
				return err
			}
			n := Numbered{Number: number("F", len(b.d.Findings)+1), Group: g.ID, Short: b.p.Law(f), Verdict: b.p.Verdict(f), Through: b.p.Through(f), brief: f,
				Changes: []queries.Change{}, sources: w.Law.Sources}
			for i := range w.Findings {
				if w.Findings[i].Effect == f.Effect {
					n.Detail = &w.Findings[i]
				}
			}
			if n.Detail == nil {
				continue
			}
			n.Detail.Proof = nil // it stands with the finding in "reach"
			if !told[f.Law] {
				told[f.Law] = true
				for _, k := range w.Beside {
					if at := slices.IndexFunc(b.d.Beside, func(o Beside) bool { return o.ID == k.ID }); at >= 0 && k.Points == queries.PointsNowhere {
						continue // told with another law
					}
					b.d.Beside = append(b.d.Beside, Beside{Law: f.Law, Short: n.Short, BesideClaim: k})
				}
			}
			for _, ch := range w.Changes {
				if ch.Effect == f.Effect {
					n.Changes = append(n.Changes, ch)
				}
			}
			for _, r := range n.Detail.Rows {
				if r.Confidence == law.Contested && r.Authority+r.Against != "" {
					n.doubts = append(n.doubts, r.RowBrief)
				}
			}
			if err := b.cuts(&n); err != nil {
				return err
			}
			b.d.Findings = append(b.d.Findings, n)
		}
	}
	return nil
}

// schemeGroup is the group of findings answered by a status.
const schemeGroup = "section.schemes"

// cuts finds what would end a finding that is reached.
func (b *builder) cuts(n *Numbered) error {
	f := n.brief
	if f.Verdict != exposure.Reached || f.Status != "" {
		return nil
	}
	r, err := queries.CutSets(b.c, queries.Params{Args: []string{string(b.id), f.Law}, Effect: f.Effect})
	if err != nil {
		return err
	}
	if len(r.Findings) > 0 {
		n.Cuts = &r.Findings[0]
	}
	return nil
}
