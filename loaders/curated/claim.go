package curated

import (
	"slices"

	"go.yaml.in/yaml/v4"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// claimKeys are the keys that all claims have.
func claimKeys(more ...string) []string {
	return append(more, "id", "from", "to", "as_of", "assertion", "source", "evidence", "quote", "note")
}

// claim reads a key that all claims have.
func (r *reader) claim(c *graph.Claim, key string, v *yaml.Node) {
	switch key {
	case "id":
		c.ID = graph.ClaimID(r.id(v))
	case "from":
		c.Period.From = r.date(v)
	case "to":
		c.Period.To = r.date(v)
	case "as_of":
		c.Period.AsOf = r.date(v)
	case "assertion":
		c.Assertion = graph.Assertion(r.word(v, graph.Say("assertion", "assertion"), source.Assertions()))
	case "source":
		c.Source = graph.SourceID(r.id(v))
	case "evidence":
		c.Evidence = r.evidence(v)
	case "quote":
		c.Quote = r.text(v)
	case "note":
		c.Note = r.words(v)
	}
}

// required lists the keys an item must have: what it is made of, and outside of
// tests its id and its source.
func (r *reader) required(keys ...string) []string {
	if r.loose {
		return keys
	}
	return append(keys, "id", "source")
}

// checkPeriod refuses an end that is not after the beginning.
func (r *reader) checkPeriod(n *yaml.Node, p graph.Period) {
	if p.From != 0 && p.To != 0 && p.From >= p.To {
		r.fail(n, graph.Say("ends on %s, not after it begins on %s; the end is exclusive: give a later day", "fin le %s, qui n’est pas après le début, le %s ; la fin est exclue de la période : indiquez un jour plus tardif", p.To, p.From))
	}
}

func (r *reader) interest(n *yaml.Node) graph.Interest {
	text, ok := r.scalar(n)
	i := graph.Interest(text)
	if ok && !i.Valid() {
		var codes []string
		for _, c := range graph.Interests() {
			codes = append(codes, string(c))
		}
		r.fail(n, graph.Say("unknown interest %q; %s", "intérêt inconnu, %q ; %s", source.Clip(text), source.DidYouMean(text, codes, graph.Say("see the guide for the interests", "voyez les intérêts dans le guide"))))
	}
	return i
}

func bases() []string { return []string{"capital", "votes", "profit", "both"} }

func (r *reader) statement(n *yaml.Node) {
	s := graph.Statement{Claim: graph.Claim{Origin: r.origin(n)}}
	var share, basis *yaml.Node
	r.mapping(n, graph.Say("statement", "la déclaration"), claimKeys("holder", "interest", "subject", "share", "basis", "value"), func(key string, v *yaml.Node) {
		switch key {
		case "holder":
			s.Holder = graph.EntityID(r.id(v))
		case "subject":
			s.Subject = graph.EntityID(r.id(v))
		case "interest":
			s.Interest = r.interest(v)
		case "share":
			share = v
			s.Share, s.Figure = r.share(v), true
		case "basis":
			basis = v
			s.Basis = graph.Basis(r.word(v, graph.Say("basis", "base"), bases()))
		case "value":
			s.Value, s.Words = r.value(v)
		default:
			r.claim(&s.Claim, key, v)
		}
	}, r.required("holder", "interest", "subject")...)
	if s.Interest.Valid() && !s.Interest.CarriesShare() {
		if share != nil {
			r.fail(share, graph.Say("a share on %s, which carries none; write the detail into value", "une part sur %s, qui n’en porte pas ; écrivez la précision dans value", s.Interest))
		}
		if basis != nil {
			r.fail(basis, graph.Say("a basis on %s, which carries no share; remove it", "une base sur %s, qui ne porte pas de part ; retirez-la", s.Interest))
		}
	}
	if own, ok := map[graph.Interest]graph.Basis{graph.VotingRights: graph.Votes, graph.ProfitRights: graph.Profit}[s.Interest]; ok && basis != nil && s.Basis != own {
		r.fail(basis, graph.Say("%s in the basis %s; leave the basis out, or write %s", "%s dans la base %s ; omettez la base, ou écrivez %s", s.Interest, s.Basis, own))
	}
	r.checkPeriod(n, s.Period)
	if r.clean {
		r.statements = append(r.statements, s)
	}
}

func (r *reader) attribute(n *yaml.Node) {
	a := graph.Attribute{Claim: graph.Claim{Origin: r.origin(n)}}
	r.mapping(n, graph.Say("attribute", "l’attribut"), claimKeys("entity", "name", "value", "at", "per"), func(key string, v *yaml.Node) {
		switch key {
		case "entity":
			a.Entity = graph.EntityID(r.id(v))
		case "name":
			a.Name = r.id(v)
		case "value":
			a.Value, _ = r.scalar(v)
		case "at":
			a.At = graph.EntityID(r.id(v))
		case "per":
			a.Per = r.id(v)
		default:
			r.claim(&a.Claim, key, v)
		}
	}, r.required("entity", "name", "value")...)
	r.checkPeriod(n, a.Period)
	if r.clean {
		r.attributes = append(r.attributes, a)
	}
}

func (r *reader) coverage(n *yaml.Node) {
	c := graph.Coverage{Claim: graph.Claim{Origin: r.origin(n)}}
	var percent *yaml.Node
	r.mapping(n, graph.Say("coverage", "la couverture"), claimKeys("entity", "interest", "basis", "kind", "percent", "members"), func(key string, v *yaml.Node) {
		switch key {
		case "entity":
			c.Entity = graph.EntityID(r.id(v))
		case "interest":
			c.Interest = r.interest(v)
		case "basis":
			c.Basis = graph.Basis(r.word(v, graph.Say("basis", "base"), bases()))
		case "kind":
			c.Kind = graph.CoverageKind(r.word(v, graph.Say("kind of coverage", "nature de couverture"), []string{"complete", "floor", "total"}))
		case "percent":
			percent = v
			floor, ceil := r.percent(v)
			if c.Percent = floor; floor != ceil {
				r.fail(v, graph.Say("percent has more than nine decimals; write fewer", "percent a plus de neuf décimales ; écrivez-en moins"))
			}
		case "members":
			for _, m := range r.texts(v, r.id) {
				c.Members = append(c.Members, graph.EntityID(m))
			}
		default:
			r.claim(&c.Claim, key, v)
		}
	}, r.required("entity", "interest", "kind")...)
	r.key = "percent"
	switch {
	case percent == nil && slices.Contains([]graph.CoverageKind{graph.Floor, graph.Total}, c.Kind):
		r.fail(n, graph.Say("a %s has no percent; add it", "une couverture %s n’a pas de percent ; ajoutez-le", c.Kind))
	case percent != nil && c.Kind == graph.Complete:
		r.fail(percent, graph.Say("percent on a complete coverage; remove it, or use floor or total", "percent sur une couverture complete ; retirez-le, ou utilisez floor ou total"))
	case percent != nil && c.Percent == 0 && r.clean:
		r.fail(percent, graph.Say("percent is 0; give a figure above 0", "percent vaut 0 ; donnez un nombre supérieur à 0"))
	}
	r.key = ""
	if c.Kind == graph.Total && len(c.Members) == 0 {
		r.fail(n, graph.Say("a total has no members; name those who together hold it", "un total n’a pas de membres ; nommez ceux qui le détiennent ensemble"))
	}
	r.checkPeriod(n, c.Period)
	if r.clean {
		r.coverages = append(r.coverages, c)
	}
}

func (r *reader) note(n *yaml.Node) {
	k := graph.Note{Claim: graph.Claim{Origin: r.origin(n)}}
	r.mapping(n, graph.Say("note", "la note"), claimKeys("subject", "relation", "object", "share", "value"), func(key string, v *yaml.Node) {
		switch key {
		case "subject":
			k.Subject = graph.EntityID(r.id(v))
		case "object":
			k.Object = graph.EntityID(r.id(v))
		case "relation":
			k.Relation = r.id(v)
		case "share":
			k.Share, k.Figure = r.share(v), true
		case "value":
			k.Value, k.Words = r.value(v)
		default:
			r.claim(&k.Claim, key, v)
		}
	}, r.required("subject", "relation", "object")...)
	r.checkPeriod(n, k.Period)
	if r.clean {
		r.notes = append(r.notes, k)
	}
}
