package psc

import (
	"fmt"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// class is what a line is about.
type class uint8

const (
	individual class = iota
	corporate
	legalPerson
	secret
	statement
	exemptions
)

// record is one line, judged.
type record struct {
	class   class
	number  string
	company graph.EntityID
	id      string // within the company
	line    int
	data    source.Value
	period  graph.Period
	undone  bool // it ended no later than it began
	natures []nature
}

// fault is why a line is rejected.
type fault struct {
	at          source.Value
	path        string
	cause, next graph.Text
}

// classOf reads the kind.
func classOf(kind string) (class, bool) {
	kind, _, _ = strings.Cut(kind, "#")
	switch {
	case kind == "exemptions":
		return exemptions, true
	case kind == "persons-with-significant-control-statement":
		return statement, true
	case strings.HasPrefix(kind, "individual-"):
		return individual, true
	case strings.HasPrefix(kind, "corporate-entity-"):
		return corporate, true
	case strings.HasPrefix(kind, "legal-person-"):
		return legalPerson, true
	case strings.HasPrefix(kind, "super-secure-"):
		return secret, true
	}
	return 0, false
}

func (l *load) record(number, kind string, place func() (int, int), data source.Value) (*record, *fault) {
	line, _ := place()
	r := &record{number: number, company: CompanyID(number), data: data, line: line}
	var known bool
	if r.class, known = classOf(kind); !known {
		return nil, &fault{data.Get("kind"), "data.kind", graph.Say("%q is no kind of the snapshot", "%q n’est pas une nature d’enregistrement de l’instantané", source.Clip(kind)), graph.Say("see the guide for those that are read", "voyez dans le guide celles qui sont lues")}
	}
	self := data.At("links", "self").Str()
	r.id = self[strings.LastIndexByte(self, '/')+1:]
	if r.class == exemptions {
		r.id = "exemptions"
	} else if r.id == "" || r.class == statement && r.id == "exemptions" {
		if r.id = data.Get("etag").Str(); r.id == "" {
			r.id = fmt.Sprintf("line-%d", line)
		}
	}
	r.period.AsOf = l.asOf
	for _, d := range []struct {
		name string
		to   *graph.Date
	}{{"notified_on", &r.period.From}, {"ceased_on", &r.period.To}} {
		v := data.Get(d.name)
		if v.Kind() == source.Missing || v.Kind() == source.Null || v.Is("") {
			continue
		}
		day, err := graph.ParseDate(v.Str())
		if err != nil {
			return nil, &fault{v, "data." + d.name, graph.Wording(err), graph.Say("correct it", "corrigez-le")}
		}
		*d.to = day
	}
	if p := r.period; p.To != 0 && p.From >= p.To {
		r.undone = true
		r.period.To = 0
	}
	var bad *fault
	if r.natures, bad = natures(data.Get("natures_of_control")); bad != nil {
		return nil, bad
	}
	return r, nil
}

// nature is one interest that the codes of a line state together.
type nature struct {
	interest graph.Interest
	share    graph.Share
	figure   bool
	part     string   // of the claim's id
	codes    []string // as written
}

// natures reads the codes. Those of one kind are alternatives of one holding: their
// bands are spanned, never added.
func natures(v source.Value) ([]nature, *fault) {
	var out []nature
	for i, e := range v.Items() {
		code := e.Str()
		n, ok := natureOf(code)
		if !ok {
			return nil, &fault{e, fmt.Sprintf("data.natures_of_control[%d]", i), graph.Say("%q is no nature of control", "%q n’est pas une forme de contrôle", source.Clip(code)), graph.Say("see the guide for the codes", "voyez les codes dans le guide")}
		}
		merged := false
		for k := range out {
			if out[k].part == n.part {
				out[k].share = out[k].share.Hull(n.share)
				out[k].codes = append(out[k].codes, code)
				merged = true
			}
		}
		if !merged {
			out = append(out, n)
		}
	}
	return out, nil
}

// measures are what a code begins with.
var measures = []struct {
	prefix, part string
	interest     graph.Interest
	banded       bool
}{
	{"ownership-of-shares-", "shares", graph.Shareholding, true},
	{"voting-rights-", "votes", graph.VotingRights, true},
	{"right-to-share-surplus-assets-", "surplus", graph.SurplusAssets, true},
	{"part-right-to-share-surplus-assets-", "surplus", graph.SurplusAssets, true},
	{"right-to-appoint-and-remove-", "board", graph.AppointmentOfBoard, false},
	{"significant-influence-or-control", "influence", graph.OtherInfluenceOrControl, false},
	{"registered-owner-as-nominee-", "nominator", "nominator", false},
}

// natureOf reads one code: the measure, its band, and in what capacity and of what
// kind of body, which stay in the note.
func natureOf(code string) (nature, bool) {
	for _, m := range measures {
		rest, ok := strings.CutPrefix(code, m.prefix)
		if !ok {
			continue
		}
		n := nature{interest: m.interest, part: m.part, codes: []string{code}}
		if m.banded {
			if n.share, rest, ok = band(rest); !ok {
				return nature{}, false
			}
			n.figure = true
		} else if m.part == "board" {
			for _, who := range []string{"directors", "members", "person"} {
				if after, found := strings.CutPrefix(rest, who); found {
					return n, capacity(after)
				}
			}
			return nature{}, false
		} else if m.part == "nominator" {
			return n, true
		}
		return n, capacity(rest)
	}
	return nature{}, false
}

// band reads the band of a code. Companies House describes the upper two in two
// ways; the Companies Act 2006, Schedule 1A, has 75 % in the third: (25,50],
// (50,75), [75,100].
func band(rest string) (graph.Share, string, bool) {
	p := graph.WholePercent
	for _, b := range []struct {
		text  string
		share graph.Share
	}{
		{"25-to-50-percent", graph.Share{Min: p(25), Max: p(50), MinOpen: true}},
		{"50-to-75-percent", graph.Share{Min: p(50), Max: p(75), MinOpen: true, MaxOpen: true}},
		{"75-to-100-percent", graph.Share{Min: p(75), Max: p(100)}},
		{"more-than-25-percent", graph.Share{Min: p(25), Max: p(100), MinOpen: true}},
	} {
		if after, ok := strings.CutPrefix(rest, b.text); ok {
			return b.share, after, true
		}
	}
	return graph.Share{}, rest, false
}

// capacity accepts what may follow: through a trust or a firm, and the kind of body.
func capacity(rest string) bool {
	for _, s := range []string{"-as-control-over-trust", "-as-control-over-firm", "-as-trust", "-as-firm"} {
		if after, ok := strings.CutPrefix(rest, s); ok {
			rest = after
			break
		}
	}
	return rest == "" || rest == "-limited-liability-partnership" || rest == "-registered-overseas-entity"
}
