package law_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"longarm/graph/law"
)

// Hostile files are refused at their place, and before they cost anything.
func TestHostileFilesAreRefusedQuickly(t *testing.T) {
	bomb := "a: &a [x, x]\n"
	for c := 'b'; c <= 'j'; c++ {
		bomb += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.Repeat(fmt.Sprintf("*%c, ", c-1), 10))
	}
	deep := strings.Repeat("[", 60_000)
	var indented strings.Builder
	for i := range 2000 {
		indented.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	for name, c := range map[string]struct{ text, want string }{
		"alias bomb":    {bomb, ":1:4: anchor &a; write the value out where it is needed"},
		"self alias":    {"a: &a [*a]\n", ":1:4: anchor &a; write the value out where it is needed"},
		"deep flow":     {deep, ":1:65: not YAML: nested deeper than 64 levels; flatten it"},
		"deep block":    {indented.String(), ":65:66: not YAML: nested deeper than 64 levels; flatten it"},
		"deep dashes":   {strings.Repeat("- ", 1_000_000), ":1:65537: the line has more than 65536 characters; break it"},
		"deep keys":     {strings.Repeat("? ", 1000), ": not YAML: nested deeper than 64 levels; flatten it"},
		"wide list":     {"a: [" + strings.Repeat("x,\n", 5_000_000) + "]", ": the file has more parts than any law needs; split it"},
		"many lines":    {strings.Repeat("a\n", 5_000_000), ":131073:2: the file has more parts than any law needs; split it"},
		"too large":     {strings.Repeat("x", 16<<20+1), ":1:1: the file has 16777217 bytes, more than the 16777216 allowed; split it"},
		"long line":     {"id: " + strings.Repeat("x", 15<<20), ":1:65537: the line has more than 65536 characters; break it"},
		"long scalar":   {"id:\n" + strings.Repeat(" "+strings.Repeat("x", 99)+"\n", 100_000), ":2:2: id has 9999999 bytes, more than the 65536 a text may have; shorten it"},
		"long key":      {strings.Repeat("x", 1000) + ": 1", ":1:1: unknown key \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…\" in the law"},
		"not UTF-8":     {"id: a\nb: \xff", ":2:4: byte 0xff is not UTF-8; save the file as UTF-8"},
		"control":       {"id: é\x1b[2J", ":1:6: control character U+001B; remove it"},
		"hidden":        {`id: "\x1b[2J"`, ":1:5: control character in a text; remove it"},
		"tag":           {"id: !!binary aGk=", ":1:5: tag !!binary; remove it: every key knows its type"},
		"merge key":     {"<<: {id: a}", ":1:1: unknown key \"<<\" in the law"},
		"complex key":   {"? [a]\n: b", ":1:3: a key that is no plain word; write a plain word before the colon"},
		"two documents": {"id: a\n---\nid: b\n", ":3:1: a second document begins here; keep one document per file"},
		"empty":         {"", ":1:1: the file is empty; write it, or remove it"},
		"comment only":  {"# nothing\n", ":1:1: the file is empty; write it, or remove it"},
		"a list":        {"- a\n", ":1:1: the law is a list; write it as keys with values"},
		"null":          {"null\n", ":1:1: the law is empty; write it as keys with values"},
		"broken":        {"id: a\n  b: c\n", ":2:4: not YAML: mapping values are not allowed in this context; check the indentation, quotes and brackets here"},
		"tab":           {"a:\n\tb: c\n", ":2:1: not YAML: found character that cannot start any token"},
	} {
		t.Run(name, func(t *testing.T) {
			f := tree(t)
			f[exampleFile] = &fstest.MapFile{Data: []byte(c.text)}
			_, err := law.Load(f)
			if err == nil {
				t.Fatal("accepted")
			}
			text := err.Error()
			if !strings.Contains(text, c.want) {
				t.Errorf("got %s\nwant %s", text[:min(len(text), 600)], exampleFile+c.want)
			}
			if len(text) > 8000 {
				t.Errorf("the message has %d bytes", len(text))
			}
		})
	}
}
