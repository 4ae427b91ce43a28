package queries_test

import (
	"testing"

	"longarm/data/datatest"
	"longarm/queries"
	"longarm/queries/queriestest"
)

// embedded is the facts and laws of the binary at a day, told in English.
func embedded(t testing.TB, day string) *queries.Context {
	t.Helper()
	return queriestest.Context(t, "en", day)
}

// made is facts in the format of the files with the laws of the binary at a day, told in
// English.
func made(t testing.TB, facts, day string) *queries.Context {
	t.Helper()
	return queriestest.Over(t, datatest.Written(t, facts), "en", day)
}
