package ftm

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"
	"unicode"

	"longarm/graph"
	"longarm/graph/export/internal/document"
)

// referable are the ids that FollowTheMoney lets others refer to.
var referable = regexp.MustCompile(`^[0-9A-Za-z]([0-9A-Za-z.-]{0,198}[0-9A-Za-z])?$`)

// id is that of an entity: its own where it was loaded from FollowTheMoney or may be
// referred to, else one made of it.
func id(e graph.EntityID) string { return made(string(e)) }

func made(id string) string {
	own, loaded := strings.CutPrefix(id, "ftm:")
	if own = document.Line(own); loaded || referable.MatchString(own) {
		return own
	}
	sum := sha256.Sum256([]byte(own))
	readable := strings.Trim(strings.Map(func(r rune) rune {
		if r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return r
		}
		return '-'
	}, own), "-")
	if len(readable) > 80 {
		readable = readable[:80]
	}
	if readable != "" {
		readable += "-"
	}
	return readable + hex.EncodeToString(sum[:6])
}

// blank reports a text of which nothing is seen.
func blank(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsPrint(r) && !unicode.IsSpace(r) }) < 0
}
