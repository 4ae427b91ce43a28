package main

import (
	"bytes"
	"io/fs"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"longarm/data"
)

// completed is one thing whose name a shell may offer.
type completed struct {
	ID    string            `yaml:"id"`
	Name  string            `yaml:"name"`
	Names map[string]string `yaml:"names"`
}

// in returns the name in a language, else the one it is known by.
func (c *completed) in(lang string) string {
	switch {
	case c.Names[lang] != "":
		return c.Names[lang]
	case c.Name != "":
		return c.Name
	}
	return c.ID
}

// section cuts the part under a key at the margin out of a file, with the key:
// somebody waits for each key typed, and the rest of a file takes ten times as long
// to read as its names.
func section(file []byte, key string) []byte {
	at := bytes.Index(file, []byte("\n"+key+":"))
	switch {
	case at >= 0:
		file = file[at+1:]
	case !bytes.HasPrefix(file, []byte(key+":")):
		return nil
	}
	end := bytes.IndexByte(file, '\n') + 1
	for end > 0 && end < len(file) {
		if c := file[end]; c != ' ' && c != '-' && c != '#' && c != '\n' && c != '\r' {
			return file[:end]
		}
		next := bytes.IndexByte(file[end:], '\n')
		if next < 0 {
			break
		}
		end += next + 1
	}
	return file
}

// eachFile hands on the files inside the binary that a pattern names.
func eachFile(pattern string, yield func(file []byte)) {
	names, err := fs.Glob(data.FS, pattern)
	if err != nil {
		return
	}
	for _, n := range names {
		if text, err := fs.ReadFile(data.FS, n); err == nil {
			yield(text)
		}
	}
}

// entityNames lists the entities of the facts inside the binary, sorted by id.
func entityNames() []completed {
	var out []completed
	eachFile("facts/*.yaml", func(file []byte) {
		var doc struct {
			Entities []completed `yaml:"entities"`
		}
		if yaml.Unmarshal(section(file, "entities"), &doc) == nil {
			out = append(out, doc.Entities...)
		}
	})
	slices.SortFunc(out, func(a, b completed) int { return strings.Compare(a.ID, b.ID) })
	return slices.CompactFunc(out, func(a, b completed) bool { return a.ID == b.ID })
}

// lawNames lists the laws inside the binary, sorted by id.
func lawNames() []completed {
	var out []completed
	eachFile("laws/*/*.yaml", func(file []byte) {
		var doc struct {
			ID    string            `yaml:"id"`
			Short map[string]string `yaml:"short"`
		}
		text := append(slices.Clone(section(file, "id")), section(file, "short")...)
		if yaml.Unmarshal(text, &doc) == nil && doc.ID != "" {
			out = append(out, completed{ID: doc.ID, Names: doc.Short})
		}
	})
	slices.SortFunc(out, func(a, b completed) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// ruleNames lists the rules inside the binary, sorted by id.
func ruleNames() []completed {
	var out []completed
	eachFile("laws/*/*.yaml", func(file []byte) {
		var doc struct {
			Rules []struct {
				ID   string            `yaml:"id"`
				Name map[string]string `yaml:"name"`
			} `yaml:"rules"`
		}
		if yaml.Unmarshal(section(file, "rules"), &doc) != nil || section(file, "id") == nil {
			return
		}
		for _, r := range doc.Rules {
			out = append(out, completed{ID: r.ID, Names: r.Name})
		}
	})
	slices.SortFunc(out, func(a, b completed) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// offer lists those that a word typed may mean.
func offer(list []completed, lang, done, typed string, byName bool) []string {
	var out []string
	for i := range list {
		name := list[i].in(lang)
		if hasPrefixFold(list[i].ID, typed) || byName && hasPrefixFold(name, typed) {
			out = append(out, done+list[i].ID+"\t"+name)
		}
	}
	return out
}
