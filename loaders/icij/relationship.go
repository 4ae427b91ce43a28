package icij

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// part is one thing that a link says somebody is.
type part struct {
	interest graph.Interest // "": a note
	relation string
}

// words are what the text of a link may speak of, in the order they are looked for:
// "nominee shareholder" is no shareholder, and a "general partner" no mere partner.
var words = []struct {
	any []string
	part
}{
	{[]string{"nominee director", "alternate director", "reserve director", "nominated director"}, part{graph.BoardMember, ""}},
	{[]string{"nominee"}, part{graph.Nominee, ""}},
	{[]string{"protector"}, part{"protector", ""}},
	{[]string{"settlor", "grantor", "founder"}, part{"settlor", ""}},
	{[]string{"trustee"}, part{graph.Trustee, ""}},
	{[]string{"beneficial owner", "beneficial shareholder", "ubo", "beneficial holder"}, part{graph.Shareholding, ""}},
	{[]string{"beneficia", "beneficiary"}, part{"beneficiaryOfLegalArrangement", ""}}, // also "Beneficiay"
	{[]string{"shareholder", "share holder", "stockholder", "owner", "propietario", "accionista", "member / shareholder"}, part{graph.Shareholding, ""}},
	{[]string{"chairman", "chairwoman", "chairperson"}, part{graph.BoardChair, ""}},
	{[]string{"president", "secretary", "treasurer", "chief executive", "ceo", "manager", "officer", "administrator", "managing director", "liquidator"}, part{graph.OfficerOf, ""}},
	{[]string{"director", "board", "council"}, part{graph.BoardMember, ""}},
	{[]string{"general partner"}, part{graph.OtherInfluenceOrControl, ""}},
	{[]string{"partner"}, part{"unknownInterest", ""}},
	{[]string{"power of attorney", "attorney", "signatory", "authorized person", "authorised person"}, part{"rightsGrantedByContract", ""}},
}

// parts reads the text of a link: several offices may stand in it, separated by commas,
// slashes or "and". Words that name none are a note; no words at all are an interest
// nobody names.
func parts(link string) []part {
	text := strings.ToLower(strings.TrimSpace(link))
	for _, s := range []string{"is officer of", "officer of"} {
		if text == s {
			text = ""
		}
	}
	if text == "" {
		return []part{{interest: "unknownInterest"}}
	}
	var out []part
	for _, piece := range strings.FieldsFunc(strings.ReplaceAll(text, " and ", ","), func(r rune) bool { return strings.ContainsRune(",/;&+", r) }) {
		p, found := office(piece)
		if !found {
			continue
		}
		known := false
		for _, have := range out {
			known = known || have == p
		}
		if !known {
			out = append(out, p)
		}
	}
	if len(out) == 0 {
		return []part{{relation: "connectedTo"}}
	}
	return out
}

// parts remembers what links say, for most say the same.
func (l *load) parts(link string) []part {
	all, known := l.offices[link]
	if !known {
		if all = parts(link); len(l.offices) < 10_000 {
			l.offices[link] = all
		}
	}
	return all
}

func office(piece string) (part, bool) {
	if has(piece, "register") || has(piece, "record") { // who keeps the register of directors is none
		return part{}, false
	}
	for _, w := range words {
		for _, word := range w.any {
			if has(piece, word) {
				return w.part, true
			}
		}
	}
	return part{}, false
}

// has reports a word that begins at the beginning of one: "owner" is in "co-owner" and
// not in "downer".
func has(text, word string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return false
		}
		if i += from; i == 0 || !letter(text[i-1]) {
			return true
		}
		from = i + 1
	}
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 0x80 }

// similar are the ties that ICIJ made of names and addresses that look alike.
func similar(kind string) bool {
	return strings.HasPrefix(kind, "same_") || strings.HasPrefix(kind, "similar") || strings.HasPrefix(kind, "probably_same") || strings.HasPrefix(kind, "has_similar")
}

// relationship hands on a row of relationships: holder first.
func (l *load) relationship() error {
	from, ok := l.key(l.at.from)
	if !ok {
		return nil
	}
	to, ok := l.key(l.at.to)
	if !ok {
		return nil
	}
	kind := strings.ReplaceAll(strings.ToLower(l.row.Text(l.at.kind)), " ", "_")
	link := l.row.Text(l.at.link)
	var all []part
	switch {
	case kind == "":
		l.row.Reject(l.at.kind, graph.Say("a relationship without a type", "une relation sans type"), graph.Say("fetch the file again", "téléchargez de nouveau le fichier"))
		return nil
	case kind == "registered_address", kind == "registered_at", kind == "has_address": // an address is no party
		l.in.Accept()
		return nil
	case kind == "officer_of", kind == "is_officer_of":
		all = l.parts(link)
	case kind == "intermediary_of", kind == "registered", kind == "is_intermediary_of":
		all = []part{{relation: "intermediaryOf"}}
	case kind == "underlying", kind == "underlying_of":
		all = []part{{relation: "underlyingOf"}}
	case similar(kind):
		all = []part{{relation: kind}}
	case kind == "connected_to":
		all = []part{{relation: "connectedTo"}}
	default:
		if all = parts(strings.ReplaceAll(kind, "_", " ")); all[0].relation != "" { // "shareholder_of", as older files have it
			l.row.Once("k "+kind, l.at.kind, graph.Say("the relationship %q is not known", "la relation %q n’est pas connue", source.Clip(kind)), graph.Say("it is kept as a note", "il est gardé comme note"))
			all = []part{{relation: kind}}
		} else if link == "" {
			link = strings.ReplaceAll(kind, "_", " ")
		}
	}
	s, until, err := l.cite()
	if err != nil {
		return err
	}
	holder, subject := entityID(from), entityID(to)
	origin := l.in.Origin(l.row.Line)
	for _, id := range []graph.EntityID{holder, subject} {
		if l.met.Add(string(id)) {
			if err := l.add(graph.Entity{ID: id, Source: s, Origin: origin}); err != nil {
				return err
			}
		}
	}
	// rows have no id, and rows may repeat each other: the file and the line are theirs
	c := graph.Claim{ID: graph.ClaimID("icij:" + l.base + ":" + strconv.Itoa(l.row.Line)), Assertion: graph.Stated, Source: s, Evidence: graph.Medium, Origin: origin}
	c.Period = graph.Period{From: l.day(l.at.start, l.row.Text(l.at.start)), To: l.day(l.at.end, l.row.Text(l.at.end)), AsOf: until}
	if p := c.Period; p.From != 0 && p.To != 0 && p.From >= p.To {
		c.Assertion, c.Period.To = graph.Withdrawn, 0
	} else if p.To != 0 && p.From == 0 {
		c.Period.AsOf = 0
	}
	base := c.ID
	for n, p := range all {
		if n > 0 {
			c.ID = graph.ClaimID(fmt.Sprintf("%s#%d", base, n+1))
		}
		var r graph.Record = graph.Note{Claim: c, Subject: holder, Relation: p.relation, Object: subject, Value: link}
		if p.interest != "" {
			r = graph.Statement{Claim: c, Holder: holder, Subject: subject, Interest: p.interest, Share: graph.SomeShare(), Value: link}
		}
		if err := l.add(r); err != nil {
			return err
		}
	}
	l.in.Accept()
	return nil
}

var layouts = []string{"02-Jan-2006", "2-Jan-2006", "Jan 02, 2006", "Jan 2, 2006", "2006/01/02", "02.01.2006", "2006-01-02 15:04:05", "2006-01-02T15:04:05Z", "02-Jan-06"}

// day reads a date in one of the many forms of the leaks; 0 when there is none, and
// after a remark when there is none that can be read. Where day and month could be
// taken for each other the day comes first, as in all of these files, and that is said.
func (l *load) day(column int, text string) graph.Date {
	if text == "" || column < 0 {
		return 0
	}
	if text[0] >= '0' && text[0] <= '9' && (len(text) <= 4 || text[4] == '-') {
		if d, err := graph.ParseDate(text); err == nil {
			return d
		}
	}
	for _, layout := range layouts {
		if t, err := time.Parse(layout, text); err == nil && t.Year() >= 1500 {
			return graph.NewDate(t.Year(), int(t.Month()), t.Day())
		}
	}
	if f := strings.FieldsFunc(text, func(r rune) bool { return r == '/' || r == '-' }); len(f) == 3 && len(f[2]) == 4 {
		d, e1 := strconv.Atoi(f[0])
		m, e2 := strconv.Atoi(f[1])
		y, e3 := strconv.Atoi(f[2])
		if e1 == nil && e2 == nil && e3 == nil {
			if d <= 12 && m <= 12 && d != m {
				l.row.Once("day first", column, graph.Say("%q could be read two ways", "%q pourrait se lire de deux façons", source.Clip(text)), graph.Say("dates with figures only are read day first", "les dates toutes en chiffres sont lues le jour d’abord"))
			}
			if date, err := graph.ParseDate(fmt.Sprintf("%04d-%02d-%02d", y, m, d)); err == nil {
				return date
			}
		}
	}
	l.row.Once("date "+text, column, graph.Say("%q is no date", "%q n’est pas une date", source.Clip(text)), graph.Say("it is left out", "cela est laissé de côté"))
	return 0
}
