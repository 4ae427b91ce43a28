package neo4j

import (
	"context"

	"longarm/graph"
)

// format is the version of the model of nodes and relationships; another model is
// another number.
const format = 1

// Generation names what was pushed.
type Generation struct {
	Hash     string // of all records, 16 hexadecimal digits
	Laws     string // likewise of the laws
	Complete bool   // false while a push is under way, or after one was interrupted
	Release  graph.Date
	Program  string // what pushed it
	Counts   Counts
}

// Counts is how much a generation holds.
type Counts struct {
	Entities, Sources, Facts, Coverages, Laws, Nexuses int64
	// Relationships by type, those that count first.
	Holds, Influences, Supplies, TiedTo                 int64
	SaidHolds, SaidInfluences, SaidSupplies, SaidTiedTo int64
	Notes, Within                                       int64
}

// Relationships sums up the relationships between entities.
func (c Counts) Relationships() int64 {
	return c.Holds + c.Influences + c.Supplies + c.TiedTo + c.SaidHolds + c.SaidInfluences + c.SaidSupplies + c.SaidTiedTo + c.Notes + c.Within
}

// of is the count of a class.
func (c *Counts) of(k class) *int64 {
	return [classes]*int64{sources: &c.Sources, entities: &c.Entities, within: &c.Within, holds: &c.Holds, influences: &c.Influences,
		supplies: &c.Supplies, tiedTo: &c.TiedTo, saidHolds: &c.SaidHolds, saidInfluences: &c.SaidInfluences, saidSupplies: &c.SaidSupplies, saidTiedTo: &c.SaidTiedTo,
		facts: &c.Facts, coverages: &c.Coverages, notes: &c.Notes,
		laws: &c.Laws, nexuses: &c.Nexuses}[k]
}

// inOrder lists the counts as countAll returns them.
func (c *Counts) inOrder() []*int64 {
	return []*int64{&c.Entities, &c.Sources, &c.Facts, &c.Coverages, &c.Laws, &c.Nexuses, &c.Holds, &c.Influences, &c.Supplies,
		&c.TiedTo,
		&c.SaidHolds, &c.SaidInfluences, &c.SaidSupplies, &c.SaidTiedTo, &c.Notes, &c.Within}
}

func (g *Generation) props() map[string]any {
	p := props{"id": "generation", "format": int64(format), "complete": g.Complete, "hash": g.Hash, "laws": g.Laws, "program": g.Program,
		"entities": g.Counts.Entities, "relationships": g.Counts.Relationships()}
	p.text("release", g.Release.String())
	return p
}

// generation reads what the server holds; nil when nothing was ever pushed.
func (t *Tx) generation() (*Generation, error) {
	var g *Generation
	err := t.each(readState, nil, func(v []any) error {
		p, ok := v[0].(map[string]any)
		if !ok {
			return nil
		}
		if p["format"] != int64(format) {
			return fault(Strange, nil, "the graph on %s is of format %v, and this longarm reads format %d; push it again, or use the longarm that pushed it",
				"le graphe de %s est au format %v, et ce longarm lit le format %d ; poussez-le à nouveau, ou prenez le longarm qui l’a poussé", t.c.host, p["format"], format)
		}
		r := reader{p: p}
		g = &Generation{Hash: r.text("hash"), Laws: r.text("laws"), Complete: r.flag("complete"), Program: r.text("program")}
		if day := r.text("release"); day != "" {
			d, err := graph.ParseDate(day)
			if err != nil {
				return fault(Strange, nil, "the generation on %s has the release %q, which is no date; push again", "la génération de %s porte l’édition %q, qui n’est pas une date ; poussez à nouveau", t.c.host, day)
			}
			g.Release = d
		}
		return r.err
	})
	return g, err
}

func (t *Tx) counts() (Counts, error) {
	var c Counts
	err := t.each(countAll, nil, func(v []any) error {
		for i, n := range c.inOrder() {
			*n, _ = v[i].(int64)
		}
		return nil
	})
	return c, err
}

// whole is the generation, when it can be asked.
func (t *Tx) whole() (*Generation, error) {
	g, err := t.generation()
	switch {
	case err != nil:
		return nil, err
	case g == nil:
		return nil, fault(Empty, nil, "%s holds no graph of longarm; `longarm neo4j push` puts one there", "%s ne contient aucun graphe de longarm ; `longarm neo4j push` y en met un", t.c.host)
	case !g.Complete:
		return nil, fault(Unfinished, nil, "a push to %s is under way, or was interrupted; wait for it, or push again", "un push vers %s est en cours, ou a été interrompu ; attendez-le, ou poussez à nouveau", t.c.host)
	}
	return g, nil
}

// Generation returns what was pushed. The error is an [*Error] of kind Empty or
// Unfinished when there is nothing to ask.
func (c *Client) Generation(ctx context.Context) (g *Generation, err error) {
	err = c.Read(ctx, func(t *Tx) error {
		if g, err = t.whole(); err == nil {
			g.Counts, err = t.counts()
		}
		return err
	})
	return g, err
}
