package curated

import "bytes"

// Sniff recognises the format by the head of a file in UTF-8: one of its keys
// begins a line.
func Sniff(head []byte) bool {
	for line := range bytes.Lines(head) {
		key, _, found := bytes.Cut(line, []byte(":"))
		if !found {
			continue
		}
		switch string(key) {
		case "sources", "entities", "statements", "attributes", "coverage", "notes":
			return true
		}
	}
	return false
}
