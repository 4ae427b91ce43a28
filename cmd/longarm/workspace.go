package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"

	"longarm/graph"
	"longarm/graph/closure"
	"longarm/graph/identity"
	"longarm/graph/law"
	"longarm/graph/store"
	"longarm/queries"
	"longarm/queries/text"
)

const (
	// fewNamesakes is how many entities of one name are read whole; of more, only what
	// tells them apart is.
	fewNamesakes = 5
	// similar is how many names like the one asked for are read, to suggest.
	similar = 20
	// phraseWords bounds the words of a name looked for in a question in plain words.
	phraseWords = 6
)

// The flags that JSON answers carry about a workspace.
const (
	mergedFlag graph.FlagKind = "merged"       // several ids are one entity, and why
	apartFlag  graph.FlagKind = "kept-apart"   // an identifier is shared, and why the entities stay two
	cutFlag    graph.FlagKind = "not-all-read" // the party holds so much that only what leads to the question was read
	usedFlag   graph.FlagKind = "data-used"    // a load of the workspace that the answer may rest on, with its licence
	ncFlag     graph.FlagKind = "non-commercial-data"
)

// interrupted is a context that ends with Ctrl-C.
func interrupted() (context.Context, context.CancelFunc) {
	return signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
}

// loadFor loads what a question with these names needs: everything without a workspace,
// else the facts in memory and the neighbourhood of the names in the workspace.
func (a *app) loadFor(p *queries.Params) (*queries.Context, error) { return a.loadNames(p, true) }

func (a *app) loadNames(p *queries.Params, suggest bool) (*queries.Context, error) {
	if a.base == nil && a.settings.Engine.remote() {
		return a.loadRemote(p, suggest)
	}
	if a.settings.Workspace == "" || a.base != nil {
		return a.load()
	}
	w, err := store.Open(a.settings.Workspace)
	if err != nil {
		return nil, err
	}
	defer w.Close()
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(anyHeap)
	}
	facts, catalogue, err := a.facts()
	if err != nil {
		return nil, err
	}
	q := store.Question{Known: facts, Need: closure.Need{All: a.everyone || p.All, Down: a.downward, Named: slices.Clone(catalogue.Vocabulary.Parties)}}
	f := &finder{w: w, known: knownNames(facts), suggest: suggest, searching: a.searching}
	for _, list := range [][]*string{pointers(p.Args), pointers(p.Holders), {&p.Provider}} {
		for _, name := range list {
			if err := f.find(name, &q); err != nil {
				return nil, err
			}
		}
	}
	return a.near(w, q, catalogue, p)
}

func pointers(list []string) []*string {
	out := make([]*string, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	return out
}

// near reads the neighbourhood and tells what it is made of.
func (a *app) near(w *store.Workspace, q store.Question, catalogue *law.Catalogue, p *queries.Params) (*queries.Context, error) {
	ctx, stop := interrupted()
	defer stop()
	b := graph.NewBuilder()
	n, err := w.Near(ctx, q, b)
	var wide *closure.TooWide
	if errors.As(err, &wide) && q.All {
		return nil, fmt.Errorf(a.voiceWord("the workspace has more than %d entities, too many for one answer; `longarm batch --law LAW --out FILE` asks every one of them, into a file",
			"l’espace de travail a plus de %d entités, trop pour une seule réponse ; `longarm batch --law LOI --out FICHIER` les interroge toutes, dans un fichier"), wide.Most)
	}
	if err != nil {
		return nil, err
	}
	ledger, err := b.Build()
	if err != nil {
		return nil, graph.Fault("what the workspace holds does not fit together: %v", "ce que contient l’espace de travail ne s’accorde pas : %v", err)
	}
	if size, _, _, _ := ledger.Size(); size == 0 {
		return nil, &coded{exitEmpty, graph.Fault("nothing is loaded: the workspace %s is empty and --no-embedded leaves out the facts inside the binary", "rien n’est chargé : l’espace de travail %s est vide et --no-embedded laisse de côté les faits du programme", w.Dir())}
	}
	for _, name := range append(pointers(p.Args), pointers(p.Holders)...) { // an id that another stands for
		*name = string(n.ID(graph.EntityID(*name)))
	}
	a.remarks = append(a.remarks, a.workspaceFlags(n)...)
	a.use(n.Sources)
	a.tellCuts(n, q)
	return a.context(ledger, catalogue), nil
}

// workspaceFlags says in the JSON of an answer what of the workspace it rests on.
func (a *app) workspaceFlags(n *store.Neighbourhood) []graph.Flag {
	var out []graph.Flag
	for _, g := range n.Groups {
		for _, r := range g.Merged {
			out = append(out, graph.Flag{Kind: mergedFlag, Entity: g.ID, Message: fmt.Sprintf(a.voiceWord("%s and %s are one entity: %s", "%s et %s sont une seule entité : %s"), r.A, r.B, a.reason(r))})
		}
		for _, r := range g.Apart {
			out = append(out, graph.Flag{Kind: apartFlag, Entity: g.ID, Message: fmt.Sprintf(a.voiceWord("%s and %s stay two entities: %s", "%s et %s restent deux entités : %s"), r.A, r.B, a.reason(r))})
		}
	}
	for _, c := range n.Cuts {
		out = append(out, graph.Flag{Kind: cutFlag, Entity: c.Entity,
			Message: fmt.Sprintf(a.voiceWord("%s holds %d interests in others; only those on the way to the question were read",
				"%s détient %d intérêts dans d’autres entités ; seuls ceux qui mènent à la question ont été lus"), c.Entity, c.Count)})
	}
	return out
}

// use says in the answer on what loads it may rest, with their licences.
func (a *app) use(loads []store.Part) {
	loads = slices.CompactFunc(loads, func(x, y store.Part) bool { return a.licenceLine(&x) == a.licenceLine(&y) }) // deltas say it again
	a.used = loads
	for i := range loads {
		p := &loads[i]
		a.remarks = append(a.remarks, graph.Flag{Kind: usedFlag, Message: a.licenceLine(p)})
		if p.NonCommercial {
			a.remarks = append(a.remarks, graph.Flag{Kind: ncFlag, Message: fmt.Sprintf(a.voiceWord("%s may not be used commercially (%s)", "%s ne peut pas servir à des fins commerciales (%s)"), p.Source, a.licenceName(p))})
		}
	}
}

// reason puts into words why two records are one entity or two.
func (a *app) reason(r identity.Reason) string {
	both := a.voiceWord("both have ", "les deux ont ") + r.Identifier
	switch r.Kind {
	case "identifier":
		return both
	case "accepted":
		return a.voiceWord("accepted by a person", "accepté par une personne")
	case "refused":
		return strings.TrimSpace(a.voiceWord("refused by a person; ", "refusé par une personne ; ") + both)
	case "kinds":
		return both + a.voiceWord(", but they are ", ", mais ce sont : ") + r.Other
	case "identifiers-differ":
		return fmt.Sprintf(a.voiceWord("one has %s, the other %s", "l’un a %s, l’autre %s"), r.Identifier, r.Other)
	case "both-curated":
		return both + a.voiceWord(", but the facts inside the binary keep them apart", ", mais les faits contenus dans le programme les tiennent séparés")
	}
	return r.Kind
}

func (a *app) licenceName(p *store.Part) string {
	if p.Licence == "" {
		return a.voiceWord("licence not stated", "licence non indiquée")
	}
	return p.Licence
}

// licenceLine names a load with its licence and age: "gleif: CC0-1.0, data of 2026-11-20".
func (a *app) licenceLine(p *store.Part) string {
	line := p.Source + a.voiceWord(": ", " : ") + a.licenceName(p)
	if p.NonCommercial {
		line += a.voiceWord(", NON-COMMERCIAL USE ONLY", ", USAGE NON COMMERCIAL SEULEMENT")
	}
	if p.DataOf != 0 {
		line += a.voiceWord(", data of ", ", données du ") + p.DataOf.String()
	} else {
		line += a.voiceWord(", loaded ", ", chargé le ") + p.Loaded.Format("2006-01-02")
	}
	if p.Attribution != "" {
		line += a.voiceWord("; ", " ; ") + p.Attribution
	}
	return line
}

// tellCuts says of the entities asked about that not all below them was read.
func (a *app) tellCuts(n *store.Neighbourhood, q store.Question) {
	for _, c := range n.Cuts {
		if slices.Contains(q.Entities, c.Entity) {
			a.say(a.voiceWord("longarm: %s holds %d interests in others, too many to read with one question; what lies below it is left out",
				"longarm : %s détient %d intérêts dans d’autres, trop pour une seule question ; ce qui est en dessous est laissé de côté"), text.Safe(string(c.Entity)), c.Count)
		}
	}
}

// footer names the loads an answer may rest on, under tables and Markdown.
func (a *app) footer() string {
	if f := text.Format(a.settings.Output); len(a.used) == 0 || f != text.Table && f != text.Markdown {
		return ""
	}
	var b strings.Builder
	b.WriteString("\n" + a.voiceWord("Data of the workspace:", "Données de l’espace de travail :"))
	for i := range a.used {
		sep := " · "
		if i == 0 {
			sep = " "
		}
		b.WriteString(sep + text.Safe(a.licenceLine(&a.used[i])))
	}
	return b.String() + "\n"
}

func (a *app) voiceWord(en, fr string) string {
	if a.settings.Lang == "fr" {
		return fr
	}
	return en
}

// finder looks names up, in memory and in the workspace.
type finder struct {
	w       *store.Workspace
	known   map[string][]graph.EntityID
	suggest bool // names like one that nobody has are wanted too

	searching bool // names like one are wanted, whoever has it
}

// knownNames lists the entities in memory by the keys of their names.
func knownNames(l *graph.Ledger) map[string][]graph.EntityID {
	out := map[string][]graph.EntityID{}
	if l == nil {
		return out
	}
	for _, id := range l.Entities() {
		e := l.Entity(id)
		names := append([]string{string(id), e.Name, e.LegalName, e.LEI}, e.Aliases...)
		for _, n := range e.Names {
			names = append(names, n)
		}
		for _, n := range names {
			if k := identity.Key(n); k != "" && !slices.Contains(out[k], id) {
				out[k] = append(out[k], id)
			}
		}
	}
	return out
}

// find adds whom a name means to the question: all of few namesakes, the names of
// many, and of a name nobody has those like it. Words that are no names, such as
// the ids of laws, find nobody and do no harm.
func (f *finder) find(name *string, q *store.Question) error {
	if strings.TrimSpace(*name) == "" {
		return nil
	}
	if f.searching {
		near, err := f.w.Search(*name, similar)
		if err != nil {
			return err
		}
		for _, h := range near {
			q.Named = append(q.Named, h.ID)
		}
	}
	if q.Known != nil && q.Known.Entity(graph.EntityID(*name)) != nil {
		q.Entities = append(q.Entities, graph.EntityID(*name))
		return nil
	}
	hits, err := f.w.Exactly(*name)
	if err != nil {
		return err
	}
	ids := slices.Clone(f.known[identity.Key(*name)])
	for _, h := range hits {
		if !slices.Contains(ids, h.ID) {
			ids = append(ids, h.ID)
		}
	}
	switch {
	case len(ids) == 0 && (!f.suggest || f.searching):
	case len(ids) == 0:
		near, err := f.w.Search(*name, similar)
		for _, h := range near {
			q.Named = append(q.Named, h.ID)
		}
		return err
	case len(ids) > fewNamesakes:
		q.Named = append(q.Named, ids[:min(len(ids), similar)]...)
	default:
		q.Entities = append(q.Entities, ids...)
	}
	return nil
}

// loadForText loads what a question in plain words needs: the neighbourhoods of every
// name in it that is of several words, or written with a capital or a digit.
func (a *app) loadForText(question string) (*queries.Context, error) {
	var p queries.Params
	if a.settings.Workspace != "" || a.settings.Engine.remote() {
		words := strings.Fields(question)
		for i := range words {
			for n := 1; n <= phraseWords && i+n <= len(words); n++ {
				phrase := strings.Trim(strings.Join(words[i:i+n], " "), `"'?!.,;:«»“”`)
				if n > 1 || phrase != strings.ToLower(phrase) || strings.ContainsAny(phrase, "0123456789") {
					p.Args = append(p.Args, phrase)
				}
			}
		}
	}
	return a.loadNames(&p, false)
}
