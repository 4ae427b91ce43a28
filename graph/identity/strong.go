package identity

import (
	"slices"
	"strings"

	"longarm/graph"
)

// LEI is the scheme of legal entity identifiers, ISO 17442.
const LEI = "XI-LEI"

// Strong lists the identifiers of an entity that can stand for it alone, sorted:
// its LEI and those of registers, without the words people write where there is
// none. Schemes and ids come in one spelling: the scheme in upper case, the id
// without spaces, in upper case.
func Strong(e *graph.Entity) []graph.Identifier {
	out := make([]graph.Identifier, 0, len(e.Identifiers)+1)
	add := func(scheme, id string) {
		if !spelt(scheme) {
			scheme = strings.ToUpper(strings.TrimSpace(scheme))
		}
		if !spelt(id) {
			id = strings.ToUpper(strings.Join(strings.Fields(id), ""))
		}
		if scheme == "" || placeholder(id) || weakScheme(scheme) {
			return
		}
		if scheme == "LEI" || scheme == "GLEIF" || scheme == "XI-LEI" {
			scheme = LEI
		}
		out = append(out, graph.Identifier{Scheme: scheme, ID: id})
	}
	add(LEI, e.LEI)
	for _, i := range e.Identifiers {
		add(i.Scheme, i.ID)
	}
	slices.SortFunc(out, func(a, b graph.Identifier) int {
		if c := strings.Compare(a.Scheme, b.Scheme); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	return slices.Compact(out)
}

// spelt reports a text that is in the one spelling: without spaces, in upper case.
func spelt(s string) bool {
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c >= 0x7f || c >= 'a' && c <= 'z' {
			return false
		}
	}
	return true
}

// placeholder reports what stands in a field for want of an identifier.
func placeholder(id string) bool {
	if len(id) < 2 || len(id) > 128 || strings.Trim(id, "0-./") == "" {
		return true
	}
	switch strings.Trim(id, "().-/ ") {
	case "NA", "N/A", "NONE", "NULL", "UNKNOWN", "NOTAVAILABLE", "NOTAPPLICABLE", "INCONNU", "TBC", "TBA", "PENDING", "XXX", "TEST", "SEEABOVE", "NOTREGISTERED":
		return true
	}
	return len(id) > 3 && strings.Count(id, id[:1]) == len(id)
}

// weakScheme reports a scheme whose ids several entities share: a phone number, a
// web page, an address.
func weakScheme(scheme string) bool {
	switch scheme {
	case "PHONE", "EMAIL", "WEBSITE", "URL", "WEB", "ADDRESS", "NAME", "OTHER", "UNKNOWN", "MISC":
		return true
	}
	return false
}
