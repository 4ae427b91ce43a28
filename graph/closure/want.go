package closure

import (
	"slices"

	"longarm/graph"
)

// plan is what a round asks, and what becomes of the answers.
type plan struct {
	asks []Ask
	next []func(Answer) error
}

func (p *plan) ask(a Ask, next func(Answer) error) {
	p.asks, p.next = append(p.asks, a), append(p.next, next)
}

var families = []graph.Family{graph.Ownership, graph.Control, graph.Technology, graph.Jurisdiction}

// want asks what one depth adds to another.
func (x *walk) want(p *plan, id graph.EntityID, k graph.Kind, from, to depth) {
	if from < placed && to >= placed || from < whole && to >= whole {
		x.places(p, id, to)
	}
	if k == graph.LawText && from < named {
		p.ask(Ask{Role: Noted, ID: string(id)}, x.near(named)) // what is said of a law stands beside every answer on it
	}
	if Frame(k) { // who lies in a state is never read from the state, unless it is asked about
		if from < asked && to == asked {
			x.frame(p, id)
		}
		return
	}
	if from < placed && to >= placed { // it may be a step of a path, and what is said of every step stands beside the verdict
		p.ask(Ask{Role: Noted, ID: string(id)}, x.near(named))
	}
	if from < whole && to >= whole {
		x.above(p, id, to == asked)
	}
	if from < asked && to >= whole {
		x.below(p, id, to)
	}
	if from < asked && to == asked {
		if from >= whole { // its customers were left out
			p.ask(Ask{Role: Holders, Family: graph.Technology, ID: string(id)}, x.with(x.upward))
			x.offers(p, id, to)
		}
	}
}

// with hands on every claim of an answer, then to next.
func (x *walk) with(next func(graph.Record) error) func(Answer) error {
	return func(a Answer) error {
		for _, r := range a.Records {
			if err := x.claim(r); err != nil {
				return err
			}
			if err := next(r); err != nil {
				return err
			}
		}
		return nil
	}
}

// near reads everyone whom the claims of an answer name to a depth.
func (x *walk) near(to depth) func(Answer) error {
	return x.with(func(r graph.Record) error { return x.raiseAll(Ends(r), to) })
}

// frame asks for all that names a state, an exchange, a list or a scheme.
func (x *walk) frame(p *plan, id graph.EntityID) {
	bounded := func(a Ask) {
		a.ID, a.Most = string(id), mostHeld
		p.ask(a, func(answer Answer) error {
			if answer.Records == nil && answer.Count > 0 {
				x.cut(Cut{id, answer.Count})
			}
			return x.near(named)(answer)
		})
	}
	for _, f := range families {
		bounded(Ask{Role: Holders, Family: f})
		bounded(Ask{Role: Held, Family: f})
	}
	bounded(Ask{Role: Concerning})
	bounded(Ask{Role: Covered})
	bounded(Ask{Role: Noted})
}

// places asks for the facts of an entity and where it stands. Of a person who matters
// the companies it directs are read whole: a law may ask who owns its employer.
func (x *walk) places(p *plan, id graph.EntityID, to depth) {
	directed := placed
	if to >= whole {
		directed = whole
	}
	x.offers(p, id, to)
	p.ask(Ask{Role: Attributes, ID: string(id)}, x.near(named))
	p.ask(Ask{Role: Held, Family: graph.Jurisdiction, ID: string(id)}, x.with(func(r graph.Record) error {
		if s := r.(graph.Statement); s.Interest == graph.OfficerOf {
			return x.raise(s.Subject, directed)
		}
		return nil
	}))
}

// offers asks what the entity operates: what an offer is sold for, rests on and, of an
// entity asked about, who buys it, is said of its operator.
func (x *walk) offers(p *plan, id graph.EntityID, to depth) {
	p.ask(Ask{Role: Operated, ID: string(id)}, x.with(func(r graph.Record) error { return x.raise(r.(graph.Statement).Subject, max(to, whole)) }))
}

// above asks who holds, controls, supplies or keeps something for the entity. Whom it
// supplies matters to nobody but itself.
func (x *walk) above(p *plan, id graph.EntityID, seed bool) {
	for _, f := range families {
		p.ask(Ask{Role: Holders, Family: f, ID: string(id)}, func(a Answer) error {
			for _, r := range a.Records {
				if !seed && r.(graph.Statement).Interest == graph.Procures {
					continue
				}
				if err := x.claim(r); err != nil {
					return err
				}
				if err := x.upward(r); err != nil {
					return err
				}
			}
			return nil
		})
	}
	p.ask(Ask{Role: Concerning, ID: string(id)}, x.with(func(r graph.Record) error { return x.raise(r.(graph.Attribute).Entity, whole) }))
	p.ask(Ask{Role: Covered, ID: string(id)}, x.with(func(r graph.Record) error {
		to := whole // who is a member of a total holds a part of it, stated or not
		if c, ok := r.(graph.Coverage); !ok || c.Interest.Family() == graph.Jurisdiction {
			to = placed
		}
		return x.raiseAll(Ends(r), to)
	}))
}

// upward follows a statement to its holder. Officers and customers are only placed.
func (x *walk) upward(r graph.Record) error {
	s := r.(graph.Statement)
	if s.Interest.Family() == graph.Jurisdiction || s.Interest == graph.Procures {
		return x.raise(s.Holder, placed)
	}
	return x.raise(s.Holder, whole)
}

// below asks what the entity holds itself, unless that is too much.
func (x *walk) below(p *plan, id graph.EntityID, to depth) {
	bound := mostHeldBelow
	switch {
	case to == asked && x.need.Down:
		bound = 0
	case to == asked:
		bound = mostHeld
	}
	asks := []Ask{{Role: Member, ID: string(id), Most: bound}}
	for _, f := range families[:3] {
		asks = append(asks, Ask{Role: Held, Family: f, ID: string(id), Most: bound})
	}
	var got []Answer
	for _, a := range asks {
		p.ask(a, func(a Answer) error {
			if got = append(got, a); len(got) < len(asks) {
				return nil
			}
			return x.held(id, to, bound, got)
		})
	}
}

func (x *walk) held(id graph.EntityID, from depth, bound int, got []Answer) error {
	count := 0
	for _, a := range got {
		count += a.Count
	}
	to := placed
	switch {
	case bound > 0 && count > bound:
		x.cut(Cut{id, count})
		return nil
	case from == asked && x.need.Down:
		to = asked
	case from == asked && count <= mostHeldWhole:
		to = whole
	}
	for _, a := range got {
		err := x.with(func(r graph.Record) error {
			if c, ok := r.(graph.Coverage); ok { // a part of a total, stated or not
				if c.Interest.Family() == graph.Jurisdiction {
					return nil
				}
				return x.raise(c.Entity, to)
			}
			s := r.(graph.Statement)
			if s.Interest.Family() == graph.Technology {
				return x.raise(s.Subject, min(to, whole))
			}
			return x.raise(s.Subject, to)
		})(a)
		if err != nil {
			return err
		}
	}
	return nil
}

func (x *walk) cut(c Cut) {
	if !slices.Contains(x.out.Cuts, c) {
		x.out.Cuts = append(x.out.Cuts, c)
	}
}
