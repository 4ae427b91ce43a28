// Package bods reads the Beneficial Ownership Data Standard, versions 0.1 to 0.4:
// arrays of statements and JSON lines.
//
// Statements stand in any order and a record's latest statement may come anywhere,
// so the stream is read twice; between the two, about sixty bytes a statement stay
// in memory. The first reading finds which statements are superseded and by when,
// which ids stand twice, which parties are described, and how the statements of
// 0.1 to 0.3 replace each other.
//
// A record's earlier statements end on the day of the next; a closed record ends on
// the day it was closed. An interest that is held indirectly through components is
// kept as a note beside them: what is computed on are the components. A party that
// is not named becomes an unknown party of its own, one for each relationship.
package bods

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// Sniff recognises statements of any version by the names of their members.
func Sniff(head []byte) bool {
	text := bytes.TrimLeft(head, " \t\r\n[")
	if len(text) == 0 || text[0] != '{' {
		return false
	}
	has := func(name string) bool { return bytes.Contains(text, []byte(`"`+name+`"`)) }
	if has("$schema") {
		return false // of the standard, not of anybody's statements
	}
	return has("statementId") && (has("recordId") || has("recordType") || has("recordDetails") || has("publicationDetails")) ||
		has("statementID") && (has("statementType") || has("statementGroups"))
}

// Load reads one stream. A statement with a fault is rejected at its path; mixed or
// unknown versions refuse the stream.
func Load(ctx context.Context, in *source.Input, add func(graph.Record) error) (source.Result, error) {
	h := &history{}
	if err := in.Scout(func(scout *source.Input) error { return h.scan(ctx, scout) }); err != nil {
		return in.Result(), err
	}
	h.settle()
	l := &load{in: in, add: add, history: h, states: in.NewStates(add), sources: map[string]cited{}}
	err := each(ctx, in, func(n int, v source.Value) error { return l.statement(n, v) })
	l.orphans.tell(in)
	return in.Result(), err
}

// each visits the statements of a stream with their number.
func each(ctx context.Context, in *source.Input, visit func(n int, v source.Value) error) error {
	j := in.JSON()
	for n := 0; ; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		v, err := j.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if n == 0 && v.Kind() == source.Array { // an array of arrays, an array on a line
			line, col := v.Place()
			return in.Fail(line, col, graph.Fault("an array within the array of statements; give the statements alone", "un tableau dans le tableau des déclarations ; donnez les déclarations seules"))
		}
		if err := visit(n, v); err != nil {
			return err
		}
	}
}

// generation tells the two shapes of statements apart.
type generation uint8

const (
	records generation = iota + 1 // 0.4: statements about records
	flat                          // 0.1 to 0.3: statements about statements
)

// generationOf looks at one statement; 0 when it has neither shape.
func generationOf(v source.Value) generation {
	switch {
	case v.Get("statementId").Kind() != source.Missing, v.Get("recordDetails").Kind() != source.Missing, v.Get("recordType").Kind() != source.Missing:
		return records
	case v.Get("statementID").Kind() != source.Missing, v.Get("statementType").Kind() != source.Missing:
		return flat
	}
	return 0
}

// versions are those that are read, by generation.
func versions(g generation) []string {
	if g == records {
		return []string{"0.4"}
	}
	return []string{"0.1", "0.2", "0.3"}
}

// version checks one statement's version against those before it. An absent or
// faulty version is left to the schema.
func (h *history) version(in *source.Input, n int, v source.Value) error {
	g := generationOf(v)
	line, col := v.Place()
	if v.Get("statementGroups").Kind() != source.Missing {
		return in.Fail(line, col, graph.Fault("statementGroups are of a draft before version 0.1 and are not read; give an array of statements", "statementGroups appartient à un projet antérieur à la version 0.1 et n’est pas lu ; donnez un tableau de déclarations"))
	}
	if g == 0 {
		return nil
	}
	said := v.At("publicationDetails", "bodsVersion").Str()
	if said != "" && isVersion([]byte(said)) && !slices.Contains(versions(g), said) {
		if !slices.Contains(append(versions(records), versions(flat)...), said) {
			return in.Fail(line, col, graph.Fault("statement %d is of BODS %s, which is not read; longarm reads 0.1 to 0.4", "la déclaration %d est en BODS %s, qui n’est pas lu ; longarm lit les versions 0.1 à 0.4", n+1, source.Clip(said)))
		}
		return in.Fail(line, col, graph.Fault("statement %d says it is of BODS %s and has the members of %s; correct its bodsVersion", "la déclaration %d se dit en BODS %s et porte les membres de %s ; corrigez son bodsVersion", n+1, said, strings.Join(versions(g), ", ")))
	}
	if h.generation == 0 {
		h.generation = g
	}
	if g != h.generation || said != "" && h.said != "" && said != h.said {
		first, now := graph.Own(h.said), graph.Own(said)
		if h.said == "" {
			first = either(h.generation)
		}
		if said == "" {
			now = either(g)
		}
		return in.Fail(line, col, graph.Fault("statement %d is of BODS %s and earlier ones are of %s; load each version from a file of its own", "la déclaration %d est en BODS %s et les précédentes sont en %s ; chargez chaque version depuis un fichier à part", n+1, now, first))
	}
	if h.said == "" {
		h.said = said
	}
	return nil
}

// either lists the versions of a generation, any of which it may be.
func either(g generation) graph.Text {
	return graph.Text{EN: strings.Join(versions(g), " or "), FR: strings.Join(versions(g), " ou ")}
}
