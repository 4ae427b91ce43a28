// Package queriestest makes what a question is asked of, for tests.
package queriestest

import (
	"testing"

	"longarm/data/datatest"
	"longarm/graph"
	"longarm/queries"
	"longarm/queries/text"
)

// Context is the facts and laws inside the command, in a language and as of a day,
// which is written as 2026-11-22.
func Context(t testing.TB, lang, day string) *queries.Context {
	t.Helper()
	return Over(t, datatest.Ledger(t), lang, day)
}

// Over is [Context] over other facts.
func Over(t testing.TB, l *graph.Ledger, lang, day string) *queries.Context {
	t.Helper()
	d, err := graph.ParseDate(day)
	if err != nil {
		t.Fatal(err)
	}
	return &queries.Context{Graph: l.At(d, graph.Options{}), Catalogue: datatest.Laws(t), Voice: Voice(t, lang)}
}

// Voice says the answers in a language.
func Voice(t testing.TB, lang string) *text.Voice {
	t.Helper()
	v, err := text.NewVoice(lang)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
