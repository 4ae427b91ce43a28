package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"longarm/data/datatest"
)

// TestCompletedNames holds what completion cuts out of the files to what reading them
// whole gives.
func TestCompletedNames(t *testing.T) {
	l, laws := datatest.Ledger(t), datatest.Laws(t)
	for _, lang := range []string{"en", "fr"} {
		short := func(list []completed) (out []string) {
			for i := range list {
				out = append(out, list[i].ID+"\t"+list[i].in(lang))
			}
			return out
		}
		var entities, all, rules []string
		for _, id := range l.Entities() {
			entities = append(entities, string(id)+"\t"+l.Entity(id).DisplayName(lang))
		}
		for _, x := range laws.Laws {
			all = append(all, x.ID+"\t"+x.Short.In(lang))
		}
		for _, r := range laws.Rules() {
			rules = append(rules, r.ID+"\t"+r.Name.In(lang))
		}
		for what, pair := range map[string][2][]string{
			"entities": {entities, short(entityNames())}, "laws": {all, short(lawNames())}, "rules": {rules, short(ruleNames())},
		} {
			if d := cmp.Diff(pair[0], pair[1]); d != "" {
				t.Errorf("%s in %s are completed otherwise than they are:\n%s", what, lang, d)
			}
		}
	}
}

func BenchmarkCompletedEntities(b *testing.B) {
	for b.Loop() {
		entityNames()
	}
}

func BenchmarkCompletedLaws(b *testing.B) {
	for b.Loop() {
		lawNames()
	}
}
