package view

import (
	"strings"

	"longarm/graph"
)

// Band writes a share as pictures do: "50 %", "25–50 %" with both ends, "≥ 25–< 50 %"
// without one, "> 25 %"; with a decimal comma in French. Spaces within are no-break.
func Band(s graph.Share, lang string) string {
	const nb = "\u00a0"
	lower := "≥" + nb + s.Min.String()
	if s.MinOpen {
		lower = ">" + nb + s.Min.String()
	}
	upper := "≤" + nb + s.Max.String()
	if s.MaxOpen {
		upper = "<" + nb + s.Max.String()
	}
	var text string
	switch {
	case s.IsExact():
		text = s.Min.String()
	case s.Max == graph.Hundred && !s.MaxOpen:
		text = lower
	case s.Min == 0 && !s.MinOpen:
		text = upper
	case !s.MinOpen && !s.MaxOpen:
		text = s.Min.String() + "–" + s.Max.String()
	default:
		text = lower + "–" + upper
	}
	if lang == "fr" {
		text = strings.ReplaceAll(text, ".", ",")
	}
	return text + nb + "%"
}
