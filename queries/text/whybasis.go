package text

import (
	"longarm/graph"
	"longarm/graph/ownership"
	"longarm/queries"
)

// rests cites a coverage that an absence rests on, with what its editor noted.
func (r *renderer) rests(p *page, c *queries.Claim, indent int) {
	text := r.prose(Safe(c.Text)) + " (" + Safe(r.claim(c)) + ")"
	if c.Note != "" {
		text += r.semicolon() + r.noted(c)
	}
	p.add(item{label: r.say("label.rests"), text: text, indent: indent, tone: faint})
}

// carriage tells the rules by which a row travels to the provider, with their
// authority.
func (r *renderer) carriage(p *page, row *queries.WhyRow) {
	for _, c := range row.Carriage {
		text := r.say("carriage", "Power", r.v.Code("power", string(c.Power)), "Carrier", r.v.Code("carrier", string(row.Carrier)),
			"Confidence", r.v.Code("confidence", string(c.Confidence)))
		if c.Note != "" {
			text += r.colon() + c.Note
		}
		if c.Authority != "" {
			text += " [" + c.Authority + "]"
		}
		if r.told[text] {
			text = r.say("carriage", "Power", r.v.Code("power", string(c.Power)), "Carrier", r.v.Code("carrier", string(row.Carrier)),
				"Confidence", r.say("carriage-above"))
		}
		r.told[text] = true
		p.add(item{label: r.say("label.carriage"), text: text, indent: 2, tone: faint})
	}
}

// basis tells what stands beside the steps of a row: the facts by which its gates
// hold, and control that is inferred rather than stated.
func (r *renderer) basis(p *page, row *queries.WhyRow) {
	for i := range row.Gates {
		g := &row.Gates[i]
		p.add(item{label: r.say("label.gate"), text: r.prose(Safe(g.Text)) + " (" + Safe(r.claim(g)) + ")", indent: 2, tone: faint})
	}
	for i := range row.Inferred {
		x := &row.Inferred[i]
		p.add(item{label: r.say("label.inferred"), text: r.inference(x), indent: 2, tone: strong})
		for j := range x.Statements {
			s := &x.Statements[j]
			text := r.prose(Safe(s.Text)) + " (" + Safe(r.claim(s)) + ")"
			if s.Note != "" {
				text += r.semicolon() + r.noted(s)
			}
			p.add(item{label: r.say("label.facts"), text: text, indent: 6, tone: faint})
		}
	}
}

// inference puts control into words: who, with how much each, and how much
// together.
func (r *renderer) inference(x *queries.Inferred) string {
	if !x.Joint {
		return r.prose(r.say("infer.alone", "Who", r.names(x.Members), "What", r.name(x.Company), "Ground", r.uncited(&x.Ground)))
	}
	t := r.c.Graph.CapTable(x.Company, graph.Votes)
	var each []string
	for _, m := range x.Members {
		s := r.name(m)
		if h, ok := t.Holding(m); ok && !h.Unknown {
			s += " (" + h.Share.String() + ")"
		}
		each = append(each, s)
	}
	args := []any{"Who", r.v.List(each, false), "What", r.name(x.Company)}
	if steps := x.Ground.Steps; x.Ground.Kind == ownership.GroundJoint && len(steps) > 0 && steps[0].Share != nil {
		return r.prose(r.say("infer.joint", append(args, "Share", r.span(steps[0].Share))...))
	}
	return r.prose(r.say("infer.agreed", append(args, "Ground", r.uncited(&x.Ground))...))
}

// noted is the note of a claim: the source's own words are told as such in another
// language.
func (r *renderer) noted(c *queries.Claim) string {
	text := Safe(c.Note)
	if c.Foreign() {
		text = r.say("own-words", "Text", text)
	}
	return r.say("claim-note", "Text", text)
}
