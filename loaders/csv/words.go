package csv

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// plainWord compares words of a register: case, spaces, hyphens and underscores
// do not count.
func plainWord(s string) string {
	return strings.Map(func(c rune) rune {
		if c == ' ' || c == '_' || c == '-' {
			return -1
		}
		return unicode.ToLower(c)
	}, s)
}

// kindWords are the words for kinds of entity, as [plainWord] leaves them: ours,
// those of BODS, and those that registers use.
func kindWords() map[string]graph.Kind {
	return map[string]graph.Kind{
		"company": graph.Company, "organisation": graph.Company, "organization": graph.Company, "registeredentity": graph.Company,
		"legalentity": graph.Company, "entity": graph.Company, "corporation": graph.Company,
		"arrangement": graph.Arrangement, "trust": graph.Arrangement, "nominee": graph.Arrangement,
		"person": graph.Person, "naturalperson": graph.Person, "individual": graph.Person, "knownperson": graph.Person,
		"group": graph.Group, "holdergroup": graph.Group,
		"state": graph.State, "country": graph.State, "subdivision": graph.State,
		"statebody": graph.StateBody, "publicbody": graph.StateBody,
		"bloc": graph.Bloc, "supranational": graph.Bloc,
		"offer": graph.Offer, "product": graph.Offer, "service": graph.Offer,
		"scheme": graph.Scheme, "certification": graph.Scheme,
		"list": graph.List, "designationlist": graph.List,
		"exchange": graph.Exchange, "law": graph.LawText, "event": graph.Event, "media": graph.Media, "other": graph.Other,
	}
}

// vocabulary holds the words of the cells, made once a load.
type vocabulary struct {
	kinds     map[string]graph.Kind
	interests map[string]graph.Interest
	kindList  []string
	codeList  []string
	numbered  []graph.Kind // sorted
}

func newVocabulary() *vocabulary {
	v := &vocabulary{kinds: kindWords(), interests: map[string]graph.Interest{}}
	for _, i := range graph.Interests() {
		v.interests[plainWord(string(i))] = i
		v.codeList = append(v.codeList, string(i))
	}
	v.kindList = slices.Sorted(maps.Keys(v.kinds))
	v.numbered = slices.Compact(slices.Sorted(maps.Values(v.kinds)))
	return v
}

// kindOf returns the kind of a word, none for an empty or an unknown one.
func (v *vocabulary) kindOf(word string) (graph.Kind, bool) {
	if word == "" {
		return "", false
	}
	if k, ok := v.kinds[word]; ok { // as it stands in most rows
		return k, true
	}
	k, ok := v.kinds[plainWord(word)]
	return k, ok
}

// number and kind turn kinds into small numbers and back; 0 is no kind.
func (v *vocabulary) number(k graph.Kind) uint8 {
	for i, have := range v.numbered {
		if have == k {
			return uint8(i + 1)
		}
	}
	return 0
}

func (v *vocabulary) kind(number uint8) graph.Kind {
	if number == 0 {
		return ""
	}
	return v.numbered[number-1]
}

func (v *vocabulary) interest(r *row) graph.Interest {
	text := r.cell(colInterest)
	if text == "" {
		return graph.Shareholding
	}
	i, ok := v.interests[text]
	if !ok {
		i, ok = v.interests[plainWord(text)]
	}
	if !ok {
		r.fail(colInterest, graph.Say("unknown interest %s; %s", "intérêt inconnu, %s ; %s", quote(text), source.DidYouMean(text, v.codeList, graph.Say("see the guide for the interests", "voyez les intérêts dans le guide"))))
	}
	return i
}

// basis reads what the share is a share of. Without a word it follows the
// interest, and a plain shareholding counts for capital and votes alike.
func basis(r *row, i graph.Interest) graph.Basis {
	text := r.cell(colBasis)
	if !i.CarriesShare() {
		return graph.NoBasis
	}
	own := graph.Both
	switch i {
	case graph.VotingRights:
		own = graph.Votes
	case graph.ProfitRights:
		own = graph.Profit
	}
	if text == "" {
		return own
	}
	b := graph.Basis(strings.ToLower(text))
	switch {
	case b == graph.NoBasis:
		return own
	case !b.Valid():
		r.fail(colBasis, graph.Say("unknown basis %s; %s", "base inconnue, %s ; %s", quote(text), source.DidYouMean(text, []string{"capital", "votes", "profit", "both"}, graph.Text{})))
	case i != graph.Shareholding && b != own:
		r.fail(colBasis, graph.Say("%s in the basis %s; leave the basis empty, or write %s", "%s dans la base %s ; laissez la base vide, ou écrivez %s", i, b, own))
	}
	return b
}

func period(r *row) graph.Period {
	date := func(c column) graph.Date {
		text := r.cell(c)
		if text == "" {
			return 0
		}
		d, err := graph.ParseDate(text)
		if err != nil {
			r.fail(c, graph.Say("%s; write a day that exists as 2024-01-31, or a month or a year", "%s ; écrivez un jour qui existe, comme 2024-01-31, ou un mois, ou une année", err))
		}
		return d
	}
	p := graph.Period{From: date(colFrom), To: date(colTo), AsOf: date(colAsOf)}
	if p.From != 0 && p.To != 0 && p.From >= p.To {
		r.fail(colTo, graph.Say("the row ends on %s, not after it begins on %s; the end is exclusive: give a later day", "la ligne finit le %s, qui n’est pas après son début, le %s ; la fin est exclue de la période : indiquez un jour plus tardif", p.To, p.From))
	}
	return p
}

func evidence(r *row) graph.Evidence {
	text := r.cell(colEvidence)
	if text == "" {
		return 0
	}
	e, ok := graph.ParseEvidence(strings.ToLower(text))
	if !ok {
		r.fail(colEvidence, graph.Say("unknown evidence %s; %s", "niveau de preuve inconnu, %s ; %s", quote(text), source.DidYouMean(text, []string{"high", "medium", "low"}, graph.Text{})))
	}
	return e
}

func assertion(r *row) graph.Assertion {
	text := r.cell(colAssertion)
	a := graph.Assertion(text)
	if text != "" && !a.Valid() {
		r.fail(colAssertion, graph.Say("unknown assertion %s; %s", "assertion inconnue, %s ; %s", quote(text), source.DidYouMean(text, source.Assertions(), graph.Text{})))
	}
	return a
}

func fields(n int) graph.Text {
	if n == 1 {
		return graph.Say("1 field", "1 champ")
	}
	return graph.Say("%d fields", "%d champs", n)
}

// maxList bounds the parts of one cell.
const maxList = 1000

// list splits a cell at semicolons; repeated parts count once.
func (r *row) list(c column) []string {
	text := r.cell(c)
	if text == "" {
		return nil
	}
	if strings.Count(text, ";") >= maxList {
		r.fail(c, graph.Say("more than 1000 parts in one field; write them as edges", "plus de 1000 parties dans un champ ; écrivez-les comme des liens"))
		return nil
	}
	var out []string
	for part := range strings.SplitSeq(text, ";") {
		if part = strings.TrimSpace(part); part != "" && !slices.Contains(out, part) {
			out = append(out, part)
		}
	}
	return out
}
