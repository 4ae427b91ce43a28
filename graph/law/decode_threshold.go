package law

import (
	"fmt"

	"go.yaml.in/yaml/v4"

	"longarm/graph"
)

// readTest decodes a threshold test. Null stands for a text that is silent.
func (r *reader) readTest(n *yaml.Node) *Test {
	t := &Test{Origin: r.origin(n)}
	present := r.mapping(n, "the test", fields{
		"threshold_pct":      r.threshold(&t.Threshold, &t.HasThreshold, "threshold_pct"),
		"comparison":         orNull(code(r, &t.Comparison, "comparison", comparisons...)),
		"basis":              orNull(code(r, &t.Basis, "basis", bases...)),
		"aggregate":          code(r, &t.Aggregate, "aggregate", aggregates...),
		"reading":            code(r, &t.Reading, "reading", readings...),
		"link_threshold_pct": r.threshold(&t.Link, &t.HasLink, "link_threshold_pct"),
		"link_comparison":    orNull(code(r, &t.LinkComparison, "link_comparison", comparisons...)),
		"hybrid_variant":     code(r, &t.Hybrid, "hybrid_variant", hybrids...),
		"holders":            r.classRef(&t.Holders, "holders"),
		"control_limbs":      r.limbs(&t.Limbs),
	}, nil, "threshold_pct", "comparison", "basis", "aggregate", "reading", "link_threshold_pct", "link_comparison", "holders",
		"control_limbs")
	if present == nil {
		return t
	}
	if t.HasThreshold && t.Comparison == NoComparison && isNull(present["comparison"]) {
		r.fail(present["comparison"], "the threshold has no comparison", "write '>' or '>='")
	}
	if t.HasLink && t.LinkComparison == NoComparison && isNull(present["link_comparison"]) {
		r.fail(present["link_comparison"], "the link threshold has no comparison", "write '>' or '>='")
	}
	if t.Hybrid != "" && t.Reading != "" && t.Reading != "hybrid" {
		r.fail(present["hybrid_variant"], fmt.Sprintf("hybrid_variant beside the reading %q", t.Reading), "remove it, or set reading: hybrid")
	}
	return t
}

// orNull reads null as nothing given.
func orNull(read decoder) decoder {
	return func(n *yaml.Node) {
		if !isNull(n) {
			read(n)
		}
	}
}

func (r *reader) threshold(dst *graph.Percent, has *bool, what string) decoder {
	return orNull(func(n *yaml.Node) {
		var v string
		r.decimal(&v, what)(n)
		if v == "" {
			return
		}
		floor, ceil, err := graph.ParsePercent(v)
		switch {
		case err != nil:
			r.fail(n, what+": "+err.Error(), "write a percentage from 0 to 100")
		case floor != ceil:
			r.fail(n, fmt.Sprintf("%s %s has more than nine decimals", what, v), "round it as the law does")
		}
		*dst, *has = floor, true
	})
}

func (r *reader) limbs(dst *[]string) decoder {
	return r.words(dst, "control limb", func(n *yaml.Node, limb string) {
		if r.vocab.Limbs[limb] == nil {
			r.fail(n, fmt.Sprintf("control limb %q is not in classes.yaml", clip(limb)), instead(limb, names(r.vocab.Limbs)))
		}
	})
}

// testVersions reads earlier or later wordings of a test, which may not overlap.
func (r *reader) testVersions(dst *[]TestVersion) decoder {
	return func(n *yaml.Node) {
		r.items(n, "test_versions", func(n *yaml.Node) {
			var v TestVersion
			r.mapping(n, "the test version", fields{
				"from": r.maybeDate(&v.From, "from"), "to": r.maybeDate(&v.To, "to"),
				"test":      func(n *yaml.Node) { v.Test = r.readTest(n) },
				"reference": r.text(&v.Reference, "reference"),
			}, nil, "from", "to", "test")
			if v.From != 0 && v.To != 0 && v.To <= v.From {
				r.fail(n, fmt.Sprintf("the test version ends on %s and begins on %s", v.To, v.From), "give a to after its from: it is the first day of the next wording")
			}
			for _, o := range *dst {
				if (o.To == 0 || v.From < o.To) && (v.To == 0 || o.From < v.To) {
					r.fail(n, "two test versions are in force on one day", "end one where the other begins")
					break
				}
			}
			if v.Test != nil {
				*dst = append(*dst, v)
			}
		})
	}
}
