package law

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"longarm/graph"
)

// readCarriers decodes carriers.yaml.
func (r *reader) readCarriers(n *yaml.Node) []*CarrierRule {
	var out []*CarrierRule
	r.mapping(n, "the file", fields{"carriers": func(n *yaml.Node) {
		r.items(n, "carriers", func(n *yaml.Node) {
			c := r.readCarrier(n)
			for _, o := range out {
				if o.Power == c.Power && o.Carrier == c.Carrier && overlap(o.WhenInterest, c.WhenInterest) {
					r.fail(n, fmt.Sprintf("%s along %s is given twice for the same edges", c.Power, c.Carrier), "join the entries, or part them by when_interest")
					break
				}
			}
			out = append(out, c)
		})
	}}, nil, "carriers")
	r.finish()
	return out
}

func overlap(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 {
		return len(a) == len(b)
	}
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

func (r *reader) readCarrier(n *yaml.Node) *CarrierRule {
	c := &CarrierRule{Origin: r.origin(n)}
	strengths := append([]Confidence{NoConfidence}, confidences...)
	present := r.mapping(n, "the carrier", fields{
		"power":         code(r, &c.Power, "power", powers...),
		"carrier":       code(r, &c.Carrier, "carrier", carriers...),
		"confidence":    code(r, &c.Confidence, "confidence", strengths...),
		"when_interest": r.words(&c.WhenInterest, "when_interest", r.checkEdge),
		"jurisdictions": r.each("jurisdictions", func(state string, key, n *yaml.Node) {
			if state != international && r.vocab.Territories[strings.ToLower(state)] == nil || state != strings.ToUpper(state) {
				r.fail(key, fmt.Sprintf("jurisdiction %q is no territory of classes.yaml", clip(state)), "write its code in capitals, as US")
			}
			var v Confidence
			code(r, &v, "confidence", strengths...)(n)
			if c.Jurisdictions == nil {
				c.Jurisdictions = map[string]Confidence{}
			}
			c.Jurisdictions[state] = v
		}),
		"activation": code(r, &c.Activation, "activation", activations...),
		"trigger":    r.both(&c.Trigger, "trigger"),
		"note":       r.both(&c.Note, "note"),
		"authority":  r.both(&c.Authority, "authority"),
	}, nil, "power", "carrier", "confidence", "authority")
	if present != nil && c.Activation == Latent && present["trigger"] == nil {
		r.fail(n, "the carrier is latent and names no trigger", "add trigger: the event that makes it bite")
	}
	return c
}

// checkEdge refuses a word that is neither an interest nor a capability.
func (r *reader) checkEdge(n *yaml.Node, word string) {
	if !graph.Interest(word).Valid() && word != CustodyGroup && !slices.Contains(r.vocab.Capabilities, word) {
		r.fail(n, fmt.Sprintf("when_interest %q is no interest or capability", clip(word)),
			instead(word, append(plainWords(graph.Interests()), r.vocab.Capabilities...)))
	}
}
