package text

import (
	"math/big"
	"strconv"
	"strings"

	"longarm/graph/exposure"
	"longarm/graph/law"
	"longarm/queries"
)

func (r *renderer) asOf(h *queries.Header) string { return r.say("as-of", "Date", h.AsOf.String()) }

func (r *renderer) searchPage(a *queries.SearchResult) *page {
	p := &page{}
	p.add(title{left: r.say("search.title", "Query", a.Query), right: r.asOf(&a.Header)})
	p.space()
	p.add(r.candidates(a.Matches))
	p.space()
	p.add(foot{left: r.say("count.matches", "N", len(a.Matches)), right: r.say("next", "Command", "longarm show "+a.Matches[0].ID)})
	return p
}

func (r *renderer) candidates(list []queries.Candidate) table {
	t := table{head: []string{r.say("column.id"), r.say("column.name"), r.say("column.what")}, indent: 1}
	for _, k := range list {
		what := r.v.Code("kind", k.Kind)
		if k.Country != "" {
			what += ", " + k.Country
		}
		t.rows = append(t.rows, row{cells: []string{Name(k.ID), Name(k.Name), what}})
	}
	return t
}

func (r *renderer) searchSheet(a *queries.SearchResult) (head []string, rows [][]string) {
	head = []string{"query", "id", "name", "kind", "country", "score"}
	for _, k := range a.Matches {
		rows = append(rows, []string{a.Query, k.ID, k.Name, k.Kind, k.Country, strconv.FormatFloat(k.Score, 'f', -1, 64)})
	}
	return head, rows
}

func (r *renderer) sourcesPage(a *queries.SourcesResult) *page {
	p := &page{}
	p.add(title{left: r.say("sources.title", "N", len(a.Sources)), right: r.asOf(&a.Header)})
	p.space()
	t := table{head: []string{r.say("column.id"), r.say("column.title"), r.say("column.date"), r.say("column.claims")}, right: []bool{false, false, false, true}, indent: 1}
	for _, s := range a.Sources {
		what := s.Title
		if s.Citation != "" && s.Citation != s.Title {
			what = strings.TrimSpace(what + " " + s.Citation)
		}
		line := row{cells: []string{string(s.ID), what, s.Date, strconv.Itoa(s.Claims)}}
		if s.URL != "" {
			line.under = []item{{text: s.URL, indent: 4}}
		}
		t.rows = append(t.rows, line)
	}
	p.add(t)
	return p
}

func (r *renderer) sourcesSheet(a *queries.SourcesResult) (head []string, rows [][]string) {
	head = []string{"id", "title", "citation", "date", "url", "claims"}
	for _, s := range a.Sources {
		rows = append(rows, []string{string(s.ID), s.Title, s.Citation, s.Date, s.URL, strconv.Itoa(s.Claims)})
	}
	return head, rows
}

func (r *renderer) pathsPage(a *queries.PathsResult) *page {
	p := &page{}
	p.add(title{left: r.say("paths.title", "From", Name(a.From.Name), "To", Name(a.To.Name)), right: r.asOf(&a.Header)})
	if len(a.Paths) == 0 {
		p.space()
		if a.Truncated {
			p.empty(r.say("paths.unsearched"))
			r.header(p, &a.Header)
			return p
		}
		p.empty(r.say("paths.none"))
	}
	for i := range a.Paths {
		w := &a.Paths[i]
		p.space()
		p.add(item{label: strconv.Itoa(i+1) + ".", text: r.say("paths.strength", "Percent", r.percent(w.Strength), "Grade", r.v.Code("grade", w.Evidence.String())), tone: strong})
		for _, s := range w.Steps {
			text := r.c.StepText(s)
			p.add(item{text: r.prose(Safe(text)) + " [" + joinClaims(s.Claims) + "]", indent: 3})
		}
	}
	if a.Truncated {
		p.space()
		switch n, _ := new(big.Int).SetString(a.Count.String(), 10); {
		case n == nil || n.Cmp(big.NewInt(int64(len(a.Paths)))) <= 0:
			p.note(r.say("paths.truncated"))
		case a.CountExact:
			p.note(r.say("paths.counted", "N", a.Count.String()))
		default:
			p.note(r.say("paths.atleast", "N", a.Count.String()))
		}
	}
	r.header(p, &a.Header)
	return p
}

func (r *renderer) pathsSheet(a *queries.PathsResult) (head []string, rows [][]string) {
	head = []string{"as_of", "path", "step", "from", "interest", "to", "share", "strength", "evidence", "statements"}
	for i := range a.Paths {
		for j, s := range a.Paths[i].Steps {
			share := ""
			if s.Share != nil {
				share = s.Share.String()
			}
			rows = append(rows, []string{a.AsOf.String(), strconv.Itoa(i + 1), strconv.Itoa(j + 1), string(s.From), string(s.Interest), string(s.To), share,
				a.Paths[i].Strength.String(), s.Evidence.String(), joinClaims(s.Claims)})
		}
	}
	return head, rows
}

func (r *renderer) reachedByPage(a *queries.ReachedByResult) *page {
	p := &page{}
	p.add(title{left: r.say("reached-by.title", "Law", a.Law.Short), right: r.asOf(&a.Header)})
	p.para(a.Law.Title)
	groups := []struct {
		id   string
		tone tone
		has  func(*queries.Finding) bool
	}{
		{"section.reached", bad, func(f *queries.Finding) bool {
			return f.Verdict == exposure.Reached && f.Activation == law.Active || f.Status == exposure.Barred
		}},
		{"section.latent", warn, func(f *queries.Finding) bool { return f.Verdict == exposure.Reached && f.Activation == law.Latent }},
		{"section.pending", warn, func(f *queries.Finding) bool { return f.Verdict == exposure.Reached && f.Activation == law.Pending }},
		{"section.eligible", good, func(f *queries.Finding) bool {
			return f.Status == exposure.Eligible || f.Status == exposure.Certified
		}},
		{"section.disputed", warn, func(f *queries.Finding) bool {
			return f.Verdict == exposure.Undetermined && f.Because == exposure.ByLaw
		}},
		{"section.undetermined", strong, func(f *queries.Finding) bool {
			return f.Verdict == exposure.Undetermined && f.Leads() && f.Because != exposure.ByLaw || f.Status == exposure.StatusUndetermined
		}},
	}
	for _, g := range groups {
		t := table{heading: r.say(g.id), tone: g.tone, group: "reached-by", indent: 1, level: 2,
			head: []string{"", r.say("column.what"), r.say("column.effect"), r.say("column.through"), r.say("column.firmness")}}
		for i := range a.ReachedBy {
			e := &a.ReachedBy[i]
			f := e.Best()
			if f == nil || !g.has(f) {
				continue
			}
			what := r.v.Code("kind", string(e.Kind))
			if e.Country != "" {
				what += ", " + e.Country
			}
			line := row{cells: []string{Name(e.Name), what, r.v.Code("effect", string(f.Effect)), r.through(f), r.v.Code("confidence", string(f.Confidence))}}
			if f.Verdict == exposure.Reached && f.Activation == law.Pending {
				line.under = append(line.under, item{label: r.say("label.pending"), text: r.pendingFrom(f), indent: 4, tone: faint})
			}
			if on := r.lowEvidence(f); on != "" {
				line.under = append(line.under, item{label: r.say("label.evidence"), text: on, indent: 4, tone: warn})
			}
			t.rows = append(t.rows, line)
		}
		if len(t.rows) > 0 {
			p.space()
			p.add(t)
		}
	}
	p.space()
	p.note(r.say("reached-by.counts", "Reached", a.Counts.Reached, "Open", a.Counts.Undetermined, "NoPath", a.Counts.NoPath, "Not", a.Counts.NotReached))
	r.header(p, &a.Header)
	r.disclaimer(p)
	return p
}

func (r *renderer) reachedBySheet(a *queries.ReachedByResult) (head []string, rows [][]string) {
	for i := range a.ReachedBy {
		e := &a.ReachedBy[i]
		var lines [][]string
		head, lines = r.findingsSheet(a.AsOf, e.EntityBrief, e.Findings)
		rows = append(rows, lines...)
	}
	if head == nil {
		head, _ = r.findingsSheet(a.AsOf, queries.EntityBrief{}, nil)
	}
	return head, rows
}
