package csv

import (
	"fmt"
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
}

func newVocabulary() *vocabulary {
	v := &vocabulary{kinds: kindWords(), interests: map[string]graph.Interest{}}
	for _, i := range graph.Interests() {
		v.interests[plainWord(string(i))] = i
		v.codeList = append(v.codeList, string(i))
	}
	v.kindList = slices.Sorted(maps.Keys(v.kinds))
	return v
}

func (v *vocabulary) interest(r *row) graph.Interest {
	text := r.cell("interest")
	if text == "" {
		return graph.Shareholding
	}
	i, ok := v.interests[plainWord(text)]
	if !ok {
		r.fail("interest", fmt.Sprintf("unknown interest %s; %s", quote(text), source.DidYouMean(text, v.codeList, "see the guide for the interests")))
	}
	return i
}

// basis reads what the share is a share of. Without a word it follows the
// interest, and a plain shareholding counts for capital and votes alike.
func basis(r *row, i graph.Interest) graph.Basis {
	text := r.cell("basis")
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
	b := graph.Basis(strings.ToLower(text))
	switch {
	case b == graph.NoBasis:
		return own
	case !b.Valid():
		r.fail("basis", fmt.Sprintf("unknown basis %s; %s", quote(text), source.DidYouMean(text, []string{"capital", "votes", "profit", "both"}, "")))
	case i != graph.Shareholding && b != own:
		r.fail("basis", fmt.Sprintf("%s in the basis %s; leave the basis empty, or write %s", i, b, own))
	}
	return b
}

func period(r *row) graph.Period {
	date := func(column string) graph.Date {
		text := r.cell(column)
		if text == "" {
			return 0
		}
		d, err := graph.ParseDate(text)
		if err != nil {
			r.fail(column, err.Error()+"; write a day that exists as 2024-01-31, or a month or a year")
		}
		return d
	}
	p := graph.Period{From: date("valid_from"), To: date("valid_to"), AsOf: date("as_of")}
	if p.From != 0 && p.To != 0 && p.From >= p.To {
		r.fail("valid_to", fmt.Sprintf("the row ends on %s, not after it begins on %s; the end is exclusive: give a later day", p.To, p.From))
	}
	return p
}

func evidence(r *row) graph.Evidence {
	text := r.cell("evidence")
	e, ok := graph.ParseEvidence(strings.ToLower(text))
	if text != "" && !ok {
		r.fail("evidence", fmt.Sprintf("unknown evidence %s; %s", quote(text), source.DidYouMean(text, []string{"high", "medium", "low"}, "")))
	}
	return e
}

func assertion(r *row) graph.Assertion {
	text := r.cell("assertion")
	a := graph.Assertion(text)
	if text != "" && !a.Valid() {
		r.fail("assertion", fmt.Sprintf("unknown assertion %s; %s", quote(text), source.DidYouMean(text, source.Assertions(), "")))
	}
	return a
}

func fields(n int) string {
	if n == 1 {
		return "1 field"
	}
	return fmt.Sprintf("%d fields", n)
}

// maxList bounds the parts of one cell.
const maxList = 1000

// list splits a cell at semicolons; repeated parts count once.
func (r *row) list(column string) []string {
	text := r.cell(column)
	if strings.Count(text, ";") >= maxList {
		r.fail(column, "more than 1000 parts in one field; write them as edges")
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
