package law

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"longarm/graph"
)

var (
	lawStatuses = []Status{
		InForceStatus, Suspended, Expired, LapsedWithTransition, Bill, Proposed, SoftLaw, Abandoned, Instrument,
	}
	powers = []Power{
		CompelledDisclosure, Surveillance, ServiceDenial, ExportControl, OwnershipRestriction, Divestiture, AuditAndListing,
		AntiBribery, Certification, Blocking, TransferRestriction, DataLocalisation, ControlDefinition, ProcurementRequirement,
	}
	scopeHints = []ScopeHint{General, OwnershipScreen, SchemeScope}
)

// readLaw decodes a law file and holds it to its place in the tree.
func (r *reader) readLaw(n *yaml.Node) *Law {
	l := &Law{Origin: r.origin(n)}
	r.law = l
	present := r.mapping(n, "the law", fields{
		"id":              r.id(&l.ID, "id"),
		"title":           r.both(&l.Title, "title"),
		"short":           r.both(&l.Short, "short"),
		"summary":         r.both(&l.Summary, "summary"),
		"note":            r.both(&l.Note, "note"),
		"citation":        r.cited(&l.Citation, "citation"),
		"jurisdiction":    r.text(&l.Jurisdiction, "jurisdiction"),
		"url":             r.address(&l.URL, "url", true),
		"status":          code(r, &l.Status, "status", lawStatuses...),
		"status_known_to": r.date(&l.StatusKnownTo, "status_known_to"),
		"in_force":        func(n *yaml.Node) { r.inForce(n, &l.InForce, &l.Revives) },
		"powers":          codes(r, &l.Powers, "power", powers...),
		"scope_hint":      code(r, &l.ScopeHint, "scope_hint", scopeHints...),
		"scheme":          r.scheme(l),
		"nexus":           r.rows(l),
		"rules":           r.rules(l),
		"counters":        r.counters(l),
		"shields_against": r.shields(l),
		"determinations":  r.words(&l.Determinations, "determination", nil),
		"sources":         r.words(&l.Sources, "source", nil),
		"last_reviewed":   r.date(&l.LastReviewed, "last_reviewed"),
	}, nil, "id", "title", "summary", "citation", "jurisdiction", "url", "status", "in_force", "powers", "scope_hint", "nexus",
		"rules", "counters", "shields_against", "sources", "last_reviewed")
	r.finish()
	if present != nil {
		r.checkPlace(l, n, present)
		r.checkLaw(l, n, present)
	}
	return l
}

// checkPlace holds the file to its folder and name.
func (r *reader) checkPlace(l *Law, n *yaml.Node, present map[string]*yaml.Node) {
	if j := present["jurisdiction"]; j != nil && l.Jurisdiction != "" {
		switch folder := path.Base(path.Dir(r.file)); {
		case l.Jurisdiction != strings.ToUpper(l.Jurisdiction):
			r.fail(j, fmt.Sprintf("jurisdiction %q is not in capitals", clip(l.Jurisdiction)), "write it as US, EU or INT")
		case l.Jurisdiction != international && r.vocab.Territories[strings.ToLower(l.Jurisdiction)] == nil:
			r.fail(j, fmt.Sprintf("jurisdiction %q is no territory of classes.yaml", clip(l.Jurisdiction)), "add the territory, or correct the code")
		case folder != strings.ToLower(l.Jurisdiction):
			r.fail(j, fmt.Sprintf("a law of %s lies in the folder %q", l.Jurisdiction, folder), fmt.Sprintf("move it to laws/%s", strings.ToLower(l.Jurisdiction)))
		}
	}
	if id := present["id"]; id != nil && l.ID != "" && path.Base(r.file) != l.ID+".yaml" {
		r.fail(id, fmt.Sprintf("law %q lies in the file %s", l.ID, path.Base(r.file)), "name the file "+l.ID+".yaml")
	}
}

// international is the jurisdiction of texts that no territory makes.
const international = "INT"

// inForce reads the bounds of a law or a row. The date of a scheduled return goes
// to revives; a row has none.
func (r *reader) inForce(n *yaml.Node, f *InForce, revives *graph.Date) {
	known := fields{
		"from":          r.maybeDate(&f.From, "from"),
		"to":            r.maybeDate(&f.To, "to"),
		"transition_to": r.maybeDate(&f.TransitionTo, "transition_to"),
		"amended":       r.dates(&f.Amended, "amended"),
		"phases":        r.dates(&f.Phases, "phases"),
		"next":          r.both(&f.Next, "next"),
		"earlier":       r.both(&f.Earlier, "earlier"),
		"suspended": func(n *yaml.Node) {
			r.items(n, "suspended", func(n *yaml.Node) { f.Suspended = append(f.Suspended, r.suspension(n)) })
		},
	}
	if revives != nil {
		known["revives"] = r.maybeDate(revives, "revives")
	}
	mark := func(key, value *yaml.Node) bool {
		// A dated key of the law's own has an underscore, and is no slip for a known one.
		if !strings.Contains(key.Value, "_") || graph.Nearest(key.Value, names(known)) != "" {
			return false
		}
		if f.Marks == nil {
			f.Marks = map[string]graph.Date{}
		}
		var d graph.Date
		r.date(&d, key.Value)(value)
		f.Marks[key.Value] = d
		return true
	}
	present := r.mapping(n, "in_force", known, mark, "from", "to")
	r.ordered(n, "in_force", f.From, f.To)
	if present["transition_to"] != nil && f.TransitionTo != 0 && (f.To == 0 || f.TransitionTo < f.To) {
		r.fail(present["transition_to"], "transition_to does not follow to", "give to, and a later transition_to")
	}
}

// ordered refuses a period that ends before it begins.
func (r *reader) ordered(n *yaml.Node, what string, from, to graph.Date) {
	if from != 0 && to != 0 && to < from {
		r.fail(n, fmt.Sprintf("%s ends on %s, before it begins on %s", what, to, from), "correct one of the days")
	}
}

func (r *reader) suspension(n *yaml.Node) Suspension {
	var s Suspension
	r.mapping(n, "the suspension", fields{
		"from": r.date(&s.From, "from"), "to": r.maybeDate(&s.To, "to"), "by": r.both(&s.By, "by"),
	}, nil, "from")
	r.ordered(n, "the suspension", s.From, s.To)
	return s
}

func (r *reader) scheme(l *Law) decoder {
	return func(n *yaml.Node) {
		s := &Scheme{}
		l.Scheme = s
		r.mapping(n, "the scheme", fields{
			"eligible":  r.both(&s.Eligible, "eligible"),
			"barred":    r.both(&s.Barred, "barred"),
			"certified": r.both(&s.Certified, "certified"),
			"note":      r.both(&s.Note, "note"),
			"determination": func(n *yaml.Node) {
				r.mapping(n, "determination", fields{
					"by": r.both(&s.DeterminationBy, "by"), "constitutive": r.boolean(&s.Constitutive, "constitutive"),
				}, nil, "by", "constitutive")
			},
		}, nil, "eligible", "barred", "certified", "determination")
	}
}

func (r *reader) counters(l *Law) decoder {
	return func(n *yaml.Node) {
		r.items(n, "counters", func(n *yaml.Node) {
			var c Counter
			present := r.mapping(n, "the counter", fields{
				"law": r.id(&c.Law, "law"), "text": r.both(&c.Text, "text"), "note": r.both(&c.Note, "note"),
				"kind": code(r, &c.Kind, "kind", CounterKinds()...),
			}, nil, "kind")
			r.oneOf(n, "the counter", present, "law", "text")
			if c.Law != "" {
				r.counterpart(present["law"], l, c.Law)
			}
			l.Counters = append(l.Counters, c)
		})
	}
}

// counterpart holds counters and shields_against to be each other's inverse, for
// laws of the catalogue.
func (r *reader) counterpart(n *yaml.Node, l *Law, other string) {
	r.cross = append(r.cross, func(c *Catalogue) {
		o := c.Law(other)
		switch {
		case l.ID == "":
		case other == l.ID:
			r.fail(n, "the law counters itself", "remove the entry")
		case o != nil && !slices.Contains(o.ShieldsAgainst, l.ID):
			r.fail(n, fmt.Sprintf("%s is a counter here but does not list %s in its shields_against", other, l.ID), "add it there, or remove the counter")
		}
	})
}

func (r *reader) shields(l *Law) decoder {
	return func(n *yaml.Node) {
		r.words(&l.ShieldsAgainst, "shields_against", func(n *yaml.Node, other string) {
			if !idForm.MatchString(other) {
				r.fail(n, fmt.Sprintf("shields_against %q is no id", clip(other)), "write the id of a law")
				return
			}
			r.cross = append(r.cross, func(c *Catalogue) {
				o := c.Law(other)
				switch {
				case l.ID == "":
				case other == l.ID:
					r.fail(n, "the law shields against itself", "remove the entry")
				case o != nil && !o.counteredBy(l.ID):
					r.fail(n, fmt.Sprintf("%s does not list %s among its counters", other, l.ID), "add it there with its kind, or remove it here")
				}
			})
		})(n)
	}
}

func (l *Law) counteredBy(id string) bool {
	for _, c := range l.Counters {
		if c.Law == id {
			return true
		}
	}
	return false
}
