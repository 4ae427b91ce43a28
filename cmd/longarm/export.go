package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"longarm/data"
	"longarm/graph"
	"longarm/graph/export"
	"longarm/graph/store"
	"longarm/queries"
	"longarm/queries/text"
)

// exportFlags say what leaves and where it goes.
type exportFlags struct {
	what, law, basis, least, out, columns, theme, layout string
	depth                                                int
}

func newExport(a *app) *cobra.Command {
	var f exportFlags
	cmd := &cobra.Command{
		Use: "export FORMAT [ENTITY]", Short: "an answer or a whole graph, for other programs",
		Long: `Writes the answer about an entity, or without one the whole graph, in the format of
another program: to stdout, or with --out to a new file; a file that exists is not
written over.

An answer is --what reach, the laws that reach the entity and the paths they come by;
owners, everybody who holds it; neighbourhood, what lies within --depth steps of it;
or all three. Without an entity everything that was loaded is written, at all dates,
record by record, whatever its size; with --as-of only the statements whose period
covers the day.

Formats, * for answers only:
` + formatList() + `
Every document carries the day, the licences of its sources and the disclaimer. Of a
whole graph the formats for graph programs, BODS and FollowTheMoney hold what counts;
json, csv, cypher, neo4j-admin and turtle also hold what is claimed, denied, proposed
or withdrawn, marked as such.

With --out FOLDER csv and neo4j-admin write their tables into a new folder; with a
name that ends in .zip, or without --out, neo4j-admin writes a zip. csv without a
folder is one table: the links of an answer, the edges of a whole graph.`,
		Example: example("export"),
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return misused("export takes a format: %s", "export prend un format : %s", strings.Join(formatNames(), ", "))
			}
			return atMost(2)(cmd, args)
		},
		ValidArgsFunction: a.completeExport,
		RunE: func(cmd *cobra.Command, args []string) error {
			format, ok := export.Find(args[0])
			if !ok {
				names := strings.Join(formatNames(), ", ")
				if near := export.Nearest(args[0]); near != "" {
					return misused("unknown format %q; did you mean %s? the formats are %s", "format inconnu %q ; vouliez-vous dire %s ? les formats sont %s", args[0], near, names)
				}
				return misused("unknown format %q; the formats are %s", "format inconnu %q ; les formats sont %s", args[0], names)
			}
			o, err := f.options(format)
			if err != nil {
				return err
			}
			if len(args) == 2 {
				return a.exportAnswer(format, o, &f, args[1])
			}
			for _, flag := range []string{"what", "depth", "law", "basis", "min"} {
				if cmd.Flags().Changed(flag) {
					return misused("--%s is about an answer; name an entity, or leave it out", "--%s porte sur une réponse ; nommez une entité, ou retirez l’option", flag)
				}
			}
			return a.exportWhole(format, o, f.out, cmd.Flags().Changed("as-of"))
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.what, "what", "", strings.Join(queries.Pictures(), ", ")+" (default "+queries.Pictures()[0]+")")
	flags.IntVar(&f.depth, "depth", 1, "how many steps a neighbourhood reaches")
	flags.StringVar(&f.law, "law", "", "one law only, by id or name")
	flags.StringVar(&f.basis, "basis", "", "owners: capital, votes, either or profit (default capital)")
	flags.StringVar(&f.least, "min", "", "owners: leave out who surely holds less than this many percent in all")
	flags.StringVar(&f.out, "out", "", "the file to write, or for tables the folder")
	flags.StringVar(&f.columns, "columns", "", "csv: the columns of longarm, gephi or i2 (default i2 for an answer, longarm for a whole graph)")
	flags.StringVar(&f.theme, "theme", "", "pictures: light or dark (default: as the reader's screen is, light where the format cannot)")
	flags.StringVar(&f.layout, "layout", "", "pictures: dot lets Graphviz place the nodes (default: longarm does)")
	a.completeWords(cmd, "theme", "light", "dark")
	a.completeWords(cmd, "layout", "dot")
	a.completeWords(cmd, "what", queries.Pictures()...)
	a.completeWords(cmd, "basis", "capital", "votes", "either", "profit")
	a.completeWords(cmd, "columns", columnNames()...)
	_ = cmd.RegisterFlagCompletionFunc("law", a.completeLaws(-1))
	return cmd
}

func formatNames() []string {
	var out []string
	for _, f := range export.All() {
		out = append(out, f.Name)
	}
	return out
}

func formatList() string {
	var b strings.Builder
	for _, f := range export.All() {
		mark := " "
		if !f.Whole() {
			mark = "*"
		}
		fmt.Fprintf(&b, "%s %-12s %s\n", mark, f.Name, f.Doc)
	}
	return b.String()
}

func columnNames() []string {
	var out []string
	for _, c := range export.CSVColumns() {
		out = append(out, string(c))
	}
	return out
}

// completeExport offers formats, then entities.
func (a *app) completeExport(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return a.completeEntities(2)(cmd, args, typed)
	}
	var out []string
	for _, f := range export.All() {
		out = append(out, f.Name+"\t"+f.Doc)
	}
	return out, noFiles
}

// options checks what single formats are asked for.
func (f *exportFlags) options(format export.Format) (export.Options, error) {
	o := export.Options{Theme: f.theme, Layout: f.layout}
	switch {
	case (f.theme != "" || f.layout != "") && !format.Picture:
		return o, misused("--theme and --layout are for pictures; %s is none", "--theme et --layout sont pour les images ; %s n’en est pas une", format.Name)
	case f.theme != "" && f.theme != "light" && f.theme != "dark":
		return o, misused("unknown value %q for --theme; use light or dark", "valeur inconnue %q pour --theme ; utilisez light ou dark", f.theme)
	case f.layout != "" && f.layout != "dot":
		return o, misused("unknown value %q for --layout; use dot, or leave it out", "valeur inconnue %q pour --layout ; utilisez dot, ou retirez l’option", f.layout)
	}
	if f.columns == "" {
		return o, nil
	}
	if format.Name != "csv" {
		return o, misused("--columns is for csv; %s has its own", "--columns est pour csv ; %s a les siennes", format.Name)
	}
	for _, c := range export.CSVColumns() {
		if string(c) == f.columns {
			o.Columns = c
			return o, nil
		}
	}
	return o, misused("unknown value %q for --columns; use %s", "valeur inconnue %q pour --columns ; utilisez %s", f.columns, strings.Join(columnNames(), ", "))
}

// exportWhole writes a whole graph.
func (a *app) exportWhole(format export.Format, o export.Options, out string, atDay bool) error {
	if !format.Whole() {
		return misused("%s is for an answer: name an entity, or take one of %s", "%s est pour une réponse : nommez une entité, ou prenez l’un de %s", format.Name, strings.Join(wholeNames(), ", "))
	}
	if o.Columns == export.BothEnds {
		return misused("the columns %s have both ends of a link in its row and are for an answer: name an entity, or take other columns", "les colonnes %s ont les deux bouts d’un lien sur sa ligne et sont pour une réponse : nommez une entité, ou prenez d’autres colonnes", o.Columns)
	}
	ctx, stop := interrupted()
	defer stop()
	records, sources, done, err := a.everything(ctx)
	if err != nil {
		return err
	}
	defer done()
	if atDay {
		records = onDay(records, a.settings.AsOf)
	}
	p := &exportProgress{app: a, ctx: ctx, begin: time.Now(), told: time.Now()}
	h := a.exportHead("", sources)
	a.warnLicence(&h)
	if format.Name == "csv" && out == "" {
		a.say("%s", a.voiceWord("longarm: this is the table of edges; --out FOLDER writes the nodes too", "longarm : ceci est la table des liens ; --out DOSSIER écrit aussi les nœuds"))
	}
	err = a.writeExport(format.Binary, format.Folder != nil, out, func(d *delivery) error {
		counted := p.watch(records)
		switch {
		case d.folder != nil:
			return format.Folder(d.folder, h, counted, o)
		case format.Stream != nil:
			return format.Stream(d.document, h, counted, o)
		}
		return format.Folder(d.zip(), h, counted, o)
	})
	if errors.Is(err, context.Canceled) {
		return graph.Fault("interrupted; nothing was kept of what was written", "interrompu ; rien n’a été gardé de ce qui était écrit")
	}
	return err
}

// everything hands on all that is loaded: the facts in memory, and those of the
// workspace, which stay on disk. Its sources are those of the facts in memory and the
// loads of the workspace.
func (a *app) everything(ctx context.Context) (records export.Records, sources []graph.Source, done func(), err error) {
	if a.settings.Workspace == "" {
		c, err := a.load()
		if err != nil {
			return nil, nil, nil, err
		}
		records = c.Ledger().Records
		sources, err = export.SourcesOf(records)
		return records, sources, func() {}, err
	}
	w, err := store.Open(a.settings.Workspace)
	if err != nil {
		return nil, nil, nil, err
	}
	done = func() { _ = w.Close() } // it was only read
	facts, _, err := a.facts()
	if err == nil && w.Counts().Entities == 0 && (facts == nil || len(facts.Entities()) == 0) {
		err = &coded{exitEmpty, graph.Fault("nothing is loaded: the workspace %s is empty and --no-embedded leaves out the facts inside the binary", "rien n’est chargé : l’espace de travail %s est vide et --no-embedded laisse de côté les faits du programme", w.Dir())}
	}
	if err != nil {
		done()
		return nil, nil, nil, err
	}
	for _, p := range w.Parts() {
		s := graph.Source{ID: graph.SourceID(p.Source), Title: p.Title, URL: p.URL, Licence: p.Licence, NonCommercial: p.NonCommercial}
		if p.DataOf != 0 {
			s.Date = p.DataOf.String()
		}
		sources = append(sources, s)
	}
	for _, id := range facts.Sources() {
		sources = append(sources, *facts.Source(id))
	}
	slices.SortStableFunc(sources, func(a, b graph.Source) int { return cmp.Compare(a.ID, b.ID) })
	sources = slices.CompactFunc(sources, func(a, b graph.Source) bool { return a.ID == b.ID })
	return export.Joined(func(add func(graph.Record) error) error {
		src, err := w.Source(facts) // it remembers what it has handed on
		if err != nil {
			return err
		}
		return src.All(ctx, add)
	}), sources, done, nil
}

// exportAnswer writes the answer about an entity.
func (a *app) exportAnswer(format export.Format, o export.Options, f *exportFlags, entity string) error {
	p := queries.PictureParams{Entity: entity, What: f.what, Depth: f.depth, Law: f.law, Basis: graph.Basis(f.basis)}
	if f.depth < 1 {
		return misused("--depth %d is not a number of steps from 1", "--depth %d n’est pas un nombre de pas à partir de 1", f.depth)
	}
	if f.least != "" {
		floor, _, err := graph.ParsePercent(f.least)
		if err != nil {
			return misused("--min: %v; write percent as 5 or 0.5", "--min : %v ; écrivez un pourcentage comme 5 ou 0.5", err)
		}
		p.Min = floor
	}
	near := queries.Params{Args: []string{entity}}
	c, err := a.loadFor(&near)
	if err != nil {
		return err
	}
	p.Entity = near.Args[0]
	v, err := queries.Picture(c, p)
	if err != nil {
		return err
	}
	answer := export.Answer{View: v, Records: export.Of(c.Ledger(), v)}
	sources, err := export.SourcesOf(answer.Records)
	if err != nil {
		return err
	}
	h := a.exportHead(v.Title, sources)
	said := queries.PictureHead(c, p, v)
	h.Flags = append(said.Flags, a.remarks...)
	graph.SortFlags(h.Flags)
	for _, assumed := range said.Assumptions {
		h.Assumptions = append(h.Assumptions, export.Assumption(assumed))
	}
	a.warnLicence(&h)
	return a.writeExport(format.Binary, format.AnswerFolder != nil, f.out, func(d *delivery) error {
		switch {
		case d.folder != nil:
			return format.AnswerFolder(d.folder, h, answer, o)
		case format.Answer != nil:
			return format.Answer(d.document, h, answer, o)
		}
		return format.AnswerFolder(d.zip(), h, answer, o)
	})
}

func wholeNames() []string {
	var out []string
	for _, f := range export.All() {
		if f.Whole() {
			out = append(out, f.Name)
		}
	}
	return out
}

// exportHead is what a document says of itself.
func (a *app) exportHead(title string, sources []graph.Source) export.Head {
	generator, _, _ := strings.Cut(version(), ",")
	h := export.Head{Title: title, Lang: a.settings.Lang, AsOf: a.settings.AsOf, Release: data.Release, Generator: generator,
		Disclaimer: a.voice.Say("disclaimer"), Sources: sources}
	if h.Title != "" {
		h.Lines = append(h.Lines, h.Title)
	}
	h.Lines = append(h.Lines, a.voiceWord("As of ", "Au ")+h.AsOf.String()+" · "+generator+a.voiceWord(" · data of ", " · données du ")+h.Release)
	if line := h.LicenceLine(); line != "" {
		h.Remarks = append(h.Remarks, a.voiceWord("Licences of the sources: ", "Licences des sources : ")+line)
	}
	if h.NonCommercial() {
		h.Remarks = append(h.Remarks, a.voiceWord("NON-COMMERCIAL USE ONLY: a source forbids any other.", "USAGE NON COMMERCIAL SEULEMENT : une source interdit tout autre usage."))
	}
	h.Lines = append(append(h.Lines, h.Remarks...), h.Disclaimer)
	return h
}

// warnLicence says that what leaves may not be used commercially: not every format has a
// place for it.
func (a *app) warnLicence(h *export.Head) {
	if h.NonCommercial() {
		a.say("longarm: %s", text.Safe(a.voiceWord("NON-COMMERCIAL USE ONLY: ", "USAGE NON COMMERCIAL SEULEMENT : ")+h.LicenceLine()))
	}
}

// onDay hands on the statements whose period covers the day, and all that is not dated.
func onDay(records export.Records, day graph.Date) export.Records {
	holds := func(p graph.Period) bool {
		if p.To != 0 && p.To <= day {
			return false
		}
		if p.From != 0 {
			return p.From <= day
		}
		return !p.IsObservation() || p.AsOf <= day
	}
	return func(add func(graph.Record) error) error {
		return records(func(r graph.Record) error {
			in := true
			switch r := r.(type) {
			case graph.Statement:
				in = holds(r.Period)
			case graph.Attribute:
				in = holds(r.Period)
			case graph.Coverage:
				in = holds(r.Period)
			case graph.Note:
				in = holds(r.Period)
			}
			if !in {
				return nil
			}
			return add(r)
		})
	}
}

// exportProgress tells of a long export on stderr and stops one that is interrupted.
type exportProgress struct {
	app         *app
	ctx         context.Context
	begin, told time.Time
	count       int
}

// tellEvery is how often a long export says how far it is.
const tellEvery = 10 * time.Second

func (p *exportProgress) watch(records export.Records) export.Records {
	return func(add func(graph.Record) error) error {
		return records(func(r graph.Record) error {
			if p.count++; p.count%1024 == 0 {
				if err := p.ctx.Err(); err != nil {
					return err
				}
				if now := time.Now(); now.Sub(p.told) >= tellEvery {
					p.told = now
					p.app.say("longarm: %d records read after %s", p.count, now.Sub(p.begin).Round(time.Second))
				}
			}
			return add(r)
		})
	}
}
