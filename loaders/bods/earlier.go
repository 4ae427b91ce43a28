package bods

import (
	"fmt"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// version is the name under which later loads find the claims of a relationship: its
// record, or in 0.1 to 0.3, where statements replace statements, its own.
func (s *said) version(g generation) string {
	if g == records {
		return "bods:" + s.record
	}
	return "bods:" + s.id
}

// before are the names of what a relationship may take the place of.
func before(v source.Value, s *said, g generation) []string {
	if g == records {
		return []string{s.version(g)}
	}
	var out []string
	for _, old := range v.Get("replacesStatements").Items() {
		out = append(out, "bods:"+old.Str())
	}
	return out
}

// held is a claim of an earlier load.
type held struct {
	record graph.Record
	claim  graph.Claim
	own    bool
}

// fit settles a relationship among the statements that earlier loads hold of its
// record: those before it end on the day it takes their place, and it ends on the day
// the next takes its own. Within one file the history has settled this.
func (l *load) fit(v source.Value, s *said, g generation) error {
	if l.in.Options.Earlier == nil {
		return nil
	}
	me := entry{said: s.day}
	me.span(s.details.Get("interests"))
	if _, follows := l.history.follows[uint32(s.n)]; !follows {
		var past []held
		from := entry{}
		for _, name := range before(v, s, g) {
			err := l.earlier(name, s, func(h held) {
				p := h.claim.Period
				if p.AsOf >= s.day || !h.claim.Assertion.Counts() {
					return
				}
				past, from.starts = append(past, h), max(from.starts, p.From)
			})
			if err != nil {
				return err
			}
		}
		if len(past) > 0 {
			s.follows = me.takesOver(&from)
			for _, h := range past {
				if err := l.end(h, s, s.follows, s.follows == s.day && me.ends != s.day && me.starts != s.day); err != nil {
					return err
				}
			}
		} else {
			l.orphans.meet(l, s.n, v, g)
		}
	}
	if !l.latest(s) || g != records {
		return nil
	}
	return l.earlier(s.version(g), s, func(h held) {
		p := h.claim.Period
		if p.AsOf <= s.day || s.day == 0 || !h.claim.Assertion.Counts() && p.From == 0 {
			return
		}
		after := entry{said: p.AsOf, starts: p.From, ends: p.To}
		if day := after.takesOver(&me); s.ends == 0 || day < s.ends {
			s.ends, s.undone = day, day <= s.day
			s.guessed = day == p.AsOf
		}
	})
}

// earlier hands on what earlier loads hold under a name, but for the statement itself.
func (l *load) earlier(name string, s *said, visit func(held)) error {
	return l.in.Options.Earlier(name, func(r graph.Record, own bool) error {
		h := held{record: r, own: own}
		switch r := r.(type) {
		case graph.Statement:
			h.claim = r.Claim
		case graph.Attribute:
			h.claim = r.Claim
		case graph.Note:
			h.claim = r.Claim
		default:
			return nil
		}
		id := strings.TrimPrefix(string(h.claim.ID), "bods:")
		if at := strings.LastIndexByte(id, '#'); at >= 0 && id[:at] != s.id {
			visit(h)
		}
		return nil
	})
}

// end hands on a claim of an earlier load again, ended: a claim of the same load gives
// way to it, one of another load takes its end from it.
func (l *load) end(h held, s *said, day graph.Date, guessed bool) error {
	c := h.claim
	if !c.Assertion.Counts() || c.Period.To != 0 && c.Period.To <= day {
		return nil
	}
	if c.Period.From >= day || c.Period.From == 0 && c.Period.AsOf >= day {
		c.Assertion, c.Period.To = graph.Withdrawn, 0
	} else {
		c.Period.To = day
		c.Note = endNote(c.Note, guessed)
	}
	if !h.own {
		c.Source, c.Origin = s.source, l.in.Origin(s.line)
	}
	switch r := h.record.(type) {
	case graph.Statement:
		r.Claim = c
		return l.add(r)
	case graph.Attribute:
		r.Claim = c
		return l.add(r)
	case graph.Note:
		r.Claim = c
		return l.add(r)
	}
	return nil
}

// endNote adds to what is said beside a claim that nobody states the day it ended on.
func endNote(n graph.Text, guessed bool) graph.Text {
	if !guessed {
		return n
	}
	const en, fr = "no end is stated: ended on the date of the statement that takes its place or closes it", "aucune fin n’est indiquée : terminé à la date de la déclaration qui la remplace ou la clôt"
	join := func(own, words string) string {
		if own == "" || strings.Contains(own, words) {
			return words
		}
		return own + "; " + words
	}
	return graph.Text{Own: n.Own, EN: join(n.In("en"), en), FR: join(n.In("fr"), fr)}
}

// orphans are the statements of a delta that update, close or replace what neither the
// file nor an earlier load said.
type orphans struct {
	count        int
	line, column int // of the first
	path         string
}

// meet notes a statement if it is one of them.
func (o *orphans) meet(l *load, n int, v source.Value, g generation) {
	if l.in.Options.Remove == nil {
		return
	}
	at, path := v.Get("recordStatus"), "recordStatus"
	if g != records {
		if at, path = v.Get("replacesStatements"), "replacesStatements"; at.Len() == 0 {
			return
		}
	} else if !at.Is("updated") && !at.Is("closed") {
		return
	}
	if o.count++; o.count == 1 {
		line, column := at.Place()
		o.line, o.column, o.path = line, column, fmt.Sprintf("$[%d].%s", n, path)
	}
}

// tell remarks on them.
func (o *orphans) tell(in *source.Input) {
	if o.count > 0 {
		in.Remark(o.line, o.column, o.path, graph.Say("%d relationships from here on update, close or replace what no file loaded so far says", "%d relations à partir d’ici mettent à jour, closent ou remplacent ce qu’aucun fichier chargé jusqu’ici ne dit", o.count),
			graph.Say("if earlier files of the register are at hand, load them first, under the same --name", "si vous avez des fichiers antérieurs du registre, chargez-les d’abord, sous le même --name"))
	}
}
