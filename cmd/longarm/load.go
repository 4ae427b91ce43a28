package main

import (
	"fmt"
	"os"
	"runtime/debug"
	"strings"

	"longarm/data"
	"longarm/graph"
	"longarm/graph/law"
	"longarm/loaders"
	"longarm/loaders/curated"
	"longarm/queries"
	"longarm/queries/text"
)

// maxRejects is the share of rows of the files given, in percent, that may be
// refused before nothing is answered from them.
const maxRejects = 5

// shownFaults bounds how many refusals are spelled out.
const shownFaults = 20

// load reads laws and facts side by side and returns what questions are asked of.
func (a *app) load() (*queries.Context, error) {
	if a.base != nil {
		return a.context(a.base.Ledger(), a.base.Catalogue), nil
	}
	if a.settings.Engine.remote() {
		return a.loadRemote(nil, false)
	}
	if a.settings.NoEmbedded && len(a.settings.Data) == 0 {
		return nil, &coded{exitEmpty, graph.Fault("nothing is loaded: --no-embedded leaves out the facts inside the binary, and neither --data nor --workspace was given; add --data FILE",
			"rien n’est chargé : --no-embedded laisse de côté les faits du programme, et ni --data ni --workspace n’est donné ; ajoutez --data FICHIER")}
	}
	ledger, catalogue, err := a.facts()
	if err != nil {
		return nil, err
	}
	if n, _, _, _ := ledger.Size(); n == 0 {
		return nil, &coded{exitEmpty, graph.Fault("nothing is loaded: the files given name no entity", "rien n’est chargé : les fichiers donnés ne nomment aucune entité")}
	}
	return a.context(ledger, catalogue), nil
}

// facts reads the laws, and the facts inside the binary and of --data.
func (a *app) facts() (*graph.Ledger, *law.Catalogue, error) {
	b := graph.NewBuilder()
	facts := make(chan error, 1)
	go func() {
		if a.settings.NoEmbedded {
			facts <- nil
			return
		}
		_, err := curated.LoadFS(b, data.FS, "facts/*.yaml")
		facts <- err
	}()
	catalogue, err := law.Load(data.FS)
	if factsErr := <-facts; err == nil {
		err = factsErr
	}
	if err != nil {
		return nil, nil, graph.Fault("the data inside the binary is faulty, please report this: %v", "les données du programme sont défectueuses, merci de le signaler : %v", err)
	}
	if err := a.loadFiles(b, catalogue); err != nil {
		return nil, nil, err
	}
	ledger, err := b.Build()
	return ledger, catalogue, err
}

// context reads a ledger at the day asked.
func (a *app) context(l *graph.Ledger, c *law.Catalogue) *queries.Context {
	g := l.At(a.settings.AsOf, graph.Options{MaxAge: a.settings.MaxAge})
	return &queries.Context{Graph: g, Catalogue: c, Voice: a.voice, MaxAge: a.settings.MaxAge}
}

// loadFiles adds the files of --data.
func (a *app) loadFiles(b *graph.Builder, c *law.Catalogue) error {
	if len(a.settings.Data) == 0 {
		return nil
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(anyHeap)
	}
	r, err := loaders.Load(b, "", a.settings.Data, loaders.Options{States: states(c), Lists: lists(c), Fraction: a.settings.ShareUnit == "fraction", Lang: a.settings.Lang})
	if err != nil {
		return err
	}
	for i, e := range r.Errors {
		if i == shownFaults {
			fmt.Fprintf(a.stderr, a.voiceWord("longarm: and %d more\n", "longarm : et %d de plus\n"), len(r.Errors)-i)
			break
		}
		fmt.Fprintln(a.stderr, text.Safe(e.In(a.settings.Lang)))
	}
	for i, n := range r.Notes {
		if i == shownFaults {
			break
		}
		a.say("%s", text.Safe(n.In(a.settings.Lang)))
	}
	a.remarks = remarks(r, a.settings.Lang)
	if r.Rejected*100 > r.Read*maxRejects {
		return graph.Fault("%d of %d rows were refused, more than %d %%; correct the lines above",
			"%d lignes sur %d ont été refusées, plus de %d %% ; corrigez les lignes ci-dessus", r.Rejected, r.Read, maxRejects)
	}
	if r.Rejected > 0 {
		a.say(a.voiceWord("longarm: %d of %d rows were refused and are missing from the answer",
			"longarm : %d lignes sur %d ont été refusées et manquent à la réponse"), r.Rejected, r.Read)
	}
	return nil
}

// The flags that JSON answers carry about the files they rest on.
const (
	rejectedRow graph.FlagKind = "rejected-row"
	remarkedRow graph.FlagKind = "remark"
)

// maxRemarks bounds the flags about files in one answer.
const maxRemarks = 1000

// remarks turns what a load refused or remarked on into flags.
func remarks(r loaders.Result, lang string) []graph.Flag {
	var out []graph.Flag
	for _, part := range []struct {
		kind graph.FlagKind
		list []loaders.Error
	}{{rejectedRow, r.Errors}, {remarkedRow, r.Notes}} {
		for _, e := range part.list {
			if len(out) < maxRemarks {
				out = append(out, graph.Flag{Kind: part.kind, Message: e.In(lang)})
			}
		}
	}
	for _, f := range r.Flags {
		if len(out) < maxRemarks {
			out = append(out, f.In(lang))
		}
	}
	return out
}

// lists turns the name of a list, or of a law that keeps some of its own, into the lists.
func lists(c *law.Catalogue) func(name string) []graph.EntityID {
	return func(name string) []graph.EntityID {
		if _, kept := c.Vocabulary.Lists[graph.EntityID(name)]; kept {
			return []graph.EntityID{graph.EntityID(name)}
		}
		return c.Vocabulary.ListsMeant(name)
	}
}

// states finds the state or bloc with a code, or with an id, among the words of the
// laws.
func states(c *law.Catalogue) func(word string) (graph.Entity, bool) {
	known := map[string]graph.Entity{}
	for code, t := range c.Vocabulary.Territories {
		if t.Entity == "" {
			continue
		}
		iso, kind := strings.ToUpper(code), graph.State
		if iso == "EU" {
			kind = graph.Bloc
		}
		e := state(t.Entity, kind, iso, t.Name)
		known[iso], known[string(e.ID)] = e, e
	}
	for _, s := range c.Vocabulary.States {
		e := state(s.ID, graph.State, s.ISO, s.Name)
		known[s.ISO], known[string(s.ID)] = e, e
	}
	return func(word string) (graph.Entity, bool) {
		e, ok := known[word]
		if !ok && len(word) <= 6 { // a code of a state or of a part of one
			e, ok = known[strings.ToUpper(word)]
		}
		return e, ok
	}
}

func state(id graph.EntityID, kind graph.Kind, iso string, name law.Text) graph.Entity {
	return graph.Entity{ID: id, Kind: kind, ISO: iso, Name: name.EN, Names: map[string]string{"fr": name.FR}}
}
