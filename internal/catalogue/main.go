// Command catalogue writes the pages docs/catalogue.md and docs/catalogue.fr.md from
// the laws inside the binary: what each law is, its grounds and rules, and how much
// of each country is covered. It decides nothing; the pages are checked by .ci/run to
// be what it writes.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"longarm/data"
	"longarm/graph"
	"longarm/graph/law"
	"longarm/queries"
	"longarm/queries/text"
)

//go:generate go run . -out ../../docs

func main() {
	out := flag.String("out", "docs", "the folder to write into")
	flag.Parse()
	if err := write(*out); err != nil {
		fmt.Fprintln(os.Stderr, "catalogue:", err)
		os.Exit(1)
	}
}

// write writes the page of each language into the folder.
func write(folder string) error {
	for _, lang := range text.Languages() {
		page, err := generate(lang)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, fileName(lang)), []byte(page), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// fileName is the name of the page in a language: English is the plain one.
func fileName(lang string) string {
	if lang == "en" {
		return "catalogue.md"
	}
	return "catalogue." + lang + ".md"
}

// generate returns the page in a language. It depends on the laws alone: no fact is
// read, and the day is that of the data.
func generate(lang string) (string, error) {
	laws, err := law.Load(data.FS)
	if err != nil {
		return "", err
	}
	voice, err := text.NewVoice(lang)
	if err != nil {
		return "", err
	}
	day, err := graph.ParseDate(data.Release)
	if err != nil {
		return "", err
	}
	nobody, err := graph.NewBuilder().Build()
	if err != nil {
		return "", err
	}
	p := &page{c: &queries.Context{Graph: nobody.At(day, graph.Options{}), Catalogue: laws, Voice: voice}}
	p.write()
	return p.b.String(), nil
}
