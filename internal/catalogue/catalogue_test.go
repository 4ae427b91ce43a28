package main

import (
	"regexp"
	"strings"
	"testing"

	"longarm/data/datatest"
	"longarm/queries/text"
)

// unsaid is a message id without a message.
var unsaid = regexp.MustCompile(`\[[a-z-]+\.[a-z.-]+\]|<no value>`)

func TestTwoRunsWriteTheSame(t *testing.T) {
	for _, lang := range text.Languages() {
		first, err := generate(lang)
		if err != nil {
			t.Fatal(err)
		}
		second, err := generate(lang)
		if err != nil {
			t.Fatal(err)
		}
		if first != second {
			t.Errorf("%s: two runs differ", lang)
		}
	}
}

// TestEveryLawIsOnThePage: each law, ground and rule is there in both languages, every
// message exists, and no row has more or fewer cells than its head.
func TestEveryLawIsOnThePage(t *testing.T) {
	c := datatest.Laws(t)
	for _, lang := range text.Languages() {
		page, err := generate(lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range c.Laws {
			if !strings.Contains(page, "\n`"+l.ID+"`") {
				t.Errorf("%s: %s is missing", lang, l.ID)
			}
			for _, r := range l.Rows {
				if !strings.Contains(page, "| `"+r.ID+"`") {
					t.Errorf("%s: ground %s of %s is missing", lang, r.ID, l.ID)
				}
			}
			for _, r := range l.Rules {
				if !strings.Contains(page, "`"+r.ID+"`, ") {
					t.Errorf("%s: rule %s is missing", lang, r.ID)
				}
			}
		}
		if m := unsaid.FindString(page); m != "" {
			t.Errorf("%s: no message %s", lang, m)
		}
		cells := 0
		for line := range strings.Lines(page) {
			n := strings.Count(strings.ReplaceAll(line, `\|`, ""), "|")
			switch {
			case n == 0:
				cells = 0
			case cells == 0:
				cells = n
			case n != cells:
				t.Errorf("%s: %d cells where the head has %d: %s", lang, n-1, cells-1, line)
			}
		}
	}
}

// TestCoverageAddsUp: each law counts once in all, and once under each of its powers.
func TestCoverageAddsUp(t *testing.T) {
	c := datatest.Laws(t)
	laws, under := 0, 0
	for _, k := range coverage(c) {
		laws += k.all.laws
		for _, n := range append(k.powers, powerCounts{"", k.all}) {
			if n.settled+n.arguable+n.contested != n.grounds || n.yes+n.partly+n.no != n.grounds || n.unchecked > n.grounds {
				t.Errorf("%s %s does not add up: %+v", k.place, n.power, n.counts)
			}
		}
		for _, n := range k.powers {
			under += n.laws
		}
	}
	want := 0
	for _, l := range c.Laws {
		want += len(l.Powers)
	}
	if laws != len(c.Laws) || under != want {
		t.Errorf("%d laws and %d powers are counted, want %d and %d", laws, under, len(c.Laws), want)
	}
}
