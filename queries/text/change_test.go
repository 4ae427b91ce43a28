package text

import (
	"testing"

	"longarm/graph/remedy"
	"longarm/queries"
)

// TestEveryChangeHasAWord holds the messages of the questions about change to the
// codes their answers use.
func TestEveryChangeHasAWord(t *testing.T) {
	families := map[string][]string{
		"diff": {queries.Appeared, queries.Went, queries.Changed}, "diff-word": {queries.Appeared, queries.Went, queries.Changed},
		"cause":       {queries.CauseFacts, queries.CauseLaw, queries.CauseBoth, queries.CauseEither},
		"cause-word":  {queries.CauseFacts, queries.CauseLaw, queries.CauseBoth, queries.CauseEither},
		"event-cause": {queries.CauseFacts, queries.CauseLaw, queries.CauseBoth},
		"fact-change": {"began", "ended", "observed", "superseded"}, "event": {"began", "ended", "observed"},
		"law-event": {"in-force", "ends", "old-orders-end", "suspended", "resumes", "amended", "phase", "status-unknown", "announced", "test", "list"},
		"edit":      {"add", "end", "remove"}, "cut": {queries.EndTie, queries.EstablishFact},
		"part":    {queries.PartEdge, queries.PartFact, queries.PartRule, queries.PartDate},
		"compare": {"differ", "same", "reached", "undetermined", "no-path-group", "not-reached"},
		"totals":  {"reached", "undetermined", "no-path", "not-reached"}, "reconcile": {"parts", "agrees"},
		"shield-applies": {"reached", "not-reached", "undetermined"},
		"label":          {"settles", "bears-on", "closes"},
	}
	for _, topic := range remedy.Topics() {
		families["question"] = append(families["question"], string(topic))
		families["attach"] = append(families["attach"], string(topic))
	}
	for _, lang := range Languages() {
		have := keys(t, lang)
		for family, codes := range families {
			for _, code := range codes {
				if _, ok := have[family+"."+code]; !ok {
					t.Errorf("%s: no message %q", lang, family+"."+code)
				}
			}
		}
	}
}
