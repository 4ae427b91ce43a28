package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
	"unicode"

	"github.com/spf13/cobra"

	"longarm/data"
	"longarm/graph"
	"longarm/graph/law"
	"longarm/loaders"
	"longarm/queries/text"
)

// loadFlags say how files are read and where their records go.
type loadFlags struct {
	workspace, name, rejects, encoding string
	maxRejects                         float64
	maxBytes                           int64
	dryRun, delta                      bool
}

func newLoad(a *app) *cobra.Command {
	var f loadFlags
	cmd := &cobra.Command{
		Use: "load [SOURCE] FILE…", Short: "read registers, leaks and tables into a workspace",
		Long: `Reads files into a workspace, a folder that later questions name with
--workspace. What a file holds is found by its content, compressed or not; naming
the source refuses any other. Sources:

` + loaders.Titles() + `
Files may be plain, or packed by gzip, zstd, bzip2 or zip; a folder stands for the
data files in it. Each source has a page in docs/guide/loaders.

Records that cannot be used are told with file, line and column, and the rest is
read; when more than --max-rejects percent are refused, or a file cannot be read,
nothing is published and the workspace stays as it was. A load replaces what the
workspace holds under the same name: the source, and the file's name without
dates and numbers of parts, or --name. With --delta it adds to it.

Ctrl-C leaves the workspace as it was.`,
		Example: example("load"),
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return misused("load takes the files to read; usage: %s", "load prend les fichiers à lire ; usage : %s", cmd.UseLine())
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return a.loadCommand(&f, args) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.workspace, "workspace", "", "folder to load into; it is made when there is none")
	flags.BoolVar(&f.dryRun, "dry-run", false, "read and check everything, keep nothing")
	flags.StringVar(&f.name, "name", "", "what to call the load; a later load of the same name replaces it")
	flags.BoolVar(&f.delta, "delta", false, "the files hold changes only: add to the load of that name")
	flags.Float64Var(&f.maxRejects, "max-rejects", maxRejects, "percent of records that may be refused")
	flags.StringVar(&f.rejects, "rejects", "", "file to write every refusal to, one JSON line each")
	flags.StringVar(&f.encoding, "encoding", "", "encoding of the files: utf-8, windows-1252, utf-16, utf-16le or utf-16be (default: found out)")
	flags.Int64Var(&f.maxBytes, "max-bytes", 0, "most bytes one file may hold after decompression (default: no limit)")
	a.completeWords(cmd, "encoding", encodings...)
	return cmd
}

var encodings = []string{"utf-8", "windows-1252", "utf-16", "utf-16le", "utf-16be"}

// check refuses impossible flags.
func (f *loadFlags) check() error {
	switch {
	case f.workspace == "" && !f.dryRun:
		return misused("load needs --workspace DIR to load into, or --dry-run to check the files; to ask one question of a file, use --data FILE instead", "load demande --workspace DOSSIER, où charger, ou --dry-run pour vérifier les fichiers ; pour poser une question à un fichier, utilisez plutôt --data FICHIER")
	case !(f.maxRejects >= 0 && f.maxRejects <= 100):
		return misused("--max-rejects %v is not a percentage from 0 to 100", "--max-rejects %v n’est pas un pourcentage de 0 à 100", f.maxRejects)
	case f.encoding != "" && !slices.Contains(encodings, f.encoding):
		return misused("unknown value %q for --encoding; use %s", "valeur inconnue pour --encoding, %q ; utilisez %s", f.encoding, strings.Join(encodings, ", "))
	case f.maxBytes < 0:
		return misused("--max-bytes %d is not a number of bytes", "--max-bytes %d n’est pas un nombre d’octets", f.maxBytes)
	}
	return nil
}

func (a *app) loadCommand(f *loadFlags, args []string) error {
	if err := f.check(); err != nil {
		return err
	}
	format, paths := "", args
	if len(args) > 1 && slices.Contains(loaders.Names(), args[0]) {
		format, paths = args[0], args[1:]
	}
	if _, err := os.Stat(args[0]); err != nil && len(args) > 1 && format == "" && !strings.ContainsAny(args[0], "./\\") {
		return misused("%q is neither a file nor a source; the sources are %s", "%q n’est ni un fichier ni une source ; les sources sont %s", args[0], strings.Join(loaders.Names(), ", "))
	}
	catalogue, err := law.Load(data.FS)
	if err != nil {
		return graph.Fault("the data inside the binary is faulty, please report this: %v", "les données du programme sont défectueuses, merci de le signaler : %v", err)
	}
	o := loaders.Options{States: states(catalogue), Lists: lists(catalogue), Fraction: a.settings.ShareUnit == "fraction", Encoding: f.encoding,
		MaxBytes: f.maxBytes, Lang: a.settings.Lang, Progress: loaders.NewProgress(time.Now())}
	if f.rejects != "" {
		w, err := os.Create(f.rejects)
		if err != nil {
			return graph.Fault("the rejects file: %v", "le fichier des refus : %v", err)
		}
		defer w.Close()
		o.Rejects = w
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	groups, err := f.groups(format, paths)
	if err != nil {
		return err
	}
	out := newLoadAnswer(a, f, groups)
	done := a.follow(o.Progress)
	err = f.readAll(ctx, out, groups, o)
	done()
	if ctx.Err() != nil {
		return &coded{exitFailure, fmt.Errorf(a.voiceWord("interrupted; %s", "interrompu ; %s"), out.left())}
	}
	return a.tellLoad(out, err)
}

// group is what becomes one load: the files of one source.
type group struct {
	name, format string
	paths        []string
}

// groups puts the files of one format together. Plain tables and curated files of
// one command are one load.
func (f *loadFlags) groups(format string, paths []string) ([]group, error) {
	files, err := loaders.Expand(paths)
	if err != nil {
		return nil, err
	}
	var out []group
	for _, path := range files {
		kind := format
		if kind == "" {
			if kind, err = loaders.Sniff(path); err != nil {
				return nil, err
			}
		}
		i := slices.IndexFunc(out, func(g group) bool { return g.format == kind })
		if i < 0 {
			i = len(out)
			out = append(out, group{format: kind, name: f.name})
			if f.name == "" {
				out[i].name = loadName(kind, path)
			}
		}
		out[i].paths = append(out[i].paths, path)
	}
	if f.name != "" && len(out) > 1 {
		return nil, misused("--name calls one load, and these files are of %d sources; load them one by one", "--name nomme un seul chargement, et ces fichiers sont de %d sources ; chargez-les une par une", len(out))
	}
	return out, nil
}

// loadName is what a load is called when nobody says: the source, and the file's
// name without what changes from one edition to the next.
func loadName(format, path string) string {
	base := strings.ToLower(filepath.Base(path))
	for {
		ext := filepath.Ext(base)
		if ext == "" || len(ext) > 6 {
			break
		}
		base = strings.TrimSuffix(base, ext)
	}
	words := strings.FieldsFunc(base, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
	words = undated(words)
	words = slices.DeleteFunc(words, func(w string) bool { return w == format })
	if len(words) == 0 {
		return format
	}
	return format + ":" + strings.Join(words, "-")
}

var (
	dayWord  = regexp.MustCompile(`^(19|20)\d{2}((0[1-9]|1[0-2])([0-2]\d|3[01])(t?\d{4,6})?)?$`) // 2026, 20260901, 20260901t0800
	partWord = regexp.MustCompile(`^part\d*$`)
)

// undated leaves out of the words of a file's name the day, with what follows it in
// digits (a month, an hour), and the number of a part. Other numbers tell files
// apart: forms, filings, identifiers.
func undated(words []string) []string {
	var out []string
	after := 0 // how long a number may be that belongs to the word before; 0: none does
	for _, w := range words {
		digits := strings.Trim(w, "0123456789") == ""
		switch {
		case dayWord.MatchString(w):
			after = 4
		case partWord.MatchString(w):
			after = 3
		case digits && len(w) <= after:
		default:
			out, after = append(out, w), 0
		}
	}
	return out
}

// keeper takes the records of one load. Nothing is seen of them before commit.
type keeper interface {
	add(graph.Record) error
	remove(id string) error
	earlier(record string, visit func(claim graph.Record, own bool) error) error
	commit(ctx context.Context) error
	close() error
}

// readAll reads the groups one after another, each into a load of its own.
func (f *loadFlags) readAll(ctx context.Context, out *loadAnswer, groups []group, o loaders.Options) error {
	if os.Getenv("GOGC") == "" { // records pass by: garbage kept long is memory for nothing
		debug.SetGCPercent(anyHeap)
	}
	for i, g := range groups {
		if err := f.readGroup(ctx, out, &out.Loads[i], g, o); err != nil {
			return err
		}
	}
	return nil
}

func (f *loadFlags) readGroup(ctx context.Context, out *loadAnswer, told *loadedFiles, g group, o loaders.Options) (err error) {
	k := keeper(&counter{})
	if !f.dryRun {
		if k, err = openWorkspace(f, g); err != nil {
			return err
		}
	}
	defer func() {
		if closing := k.close(); err == nil {
			err = closing
		}
	}()
	told.Outcome = refused
	p := newPipe(k)
	if f.delta {
		o.Remove = p.remove
	}
	if !f.dryRun {
		o.Earlier = k.earlier
	}
	r, err := loaders.Stream(ctx, g.format, g.paths, o, p.add)
	err = cmp.Or(p.finish(), err)
	told.Records = p.records
	for _, about := range p.refused {
		if r.Accepted > 0 {
			r.Accepted, r.Rejected = r.Accepted-1, r.Rejected+1
		}
		r.Reject(loaders.Error{File: about.Origin}.Saying(graph.Advise(about.Cause, about.Next)))
	}
	out.add(told, r)
	if err != nil {
		return err
	}
	if float64(r.Rejected)*100 > f.maxRejects*float64(r.Read) {
		return fmt.Errorf(out.words("%d of %d records were refused, more than %s %%; correct them, or raise --max-rejects",
			"%d enregistrements sur %d ont été refusés, plus de %s %% ; corrigez-les, ou augmentez --max-rejects"), r.Rejected, r.Read, strconv.FormatFloat(f.maxRejects, 'f', -1, 64))
	}
	if err := k.commit(ctx); err != nil {
		return err
	}
	if told.Outcome = published; f.dryRun {
		told.Outcome = checked
	}
	return nil
}

// counter keeps nothing: for a dry run.
type counter struct{}

func (*counter) add(graph.Record) error                               { return nil }
func (*counter) remove(string) error                                  { return nil }
func (*counter) earlier(string, func(graph.Record, bool) error) error { return nil }
func (*counter) commit(context.Context) error                         { return nil }
func (*counter) close() error                                         { return nil }

// follow tells on stderr where the reading stands: on a terminal all the time, else
// every ten seconds. The returned function ends it.
func (a *app) follow(p *loaders.Progress) (done func()) {
	if a.settings.Quiet {
		return func() {}
	}
	every, lead, end := 10*time.Second, a.voiceWord("longarm: ", "longarm : "), "\n"
	file, ok := a.stderr.(*os.File)
	if ok {
		info, err := file.Stat()
		ok = err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	if ok && os.Getenv("TERM") != "dumb" {
		every, lead, end = 200*time.Millisecond, "\r\x1b[K", ""
	}
	tick, stop, gone := time.NewTicker(every), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(gone)
		shown := false
		for {
			select {
			case now := <-tick.C:
				io.WriteString(a.stderr, lead+p.Line(a.settings.Lang, now)+end)
				shown = true
			case <-stop:
				if shown && end == "" {
					io.WriteString(a.stderr, lead)
				}
				return
			}
		}
	}()
	return func() {
		tick.Stop()
		close(stop)
		<-gone
	}
}

// tellLoad prints what was read and what became of it.
func (a *app) tellLoad(out *loadAnswer, failed error) error {
	out.Error = ""
	if failed != nil {
		out.Error = graph.ErrorIn(failed, a.settings.Lang)
	}
	for i, e := range out.Errors {
		if i == shownFaults {
			a.say(a.voiceWord("longarm: and %d more; --rejects FILE keeps them all", "longarm : et %d de plus ; --rejects FICHIER les garde tous"), len(out.Errors)-i)
			break
		}
		a.say("%s", text.Safe(e.In(a.settings.Lang)))
	}
	for i, n := range out.Notes {
		if i == shownFaults {
			break
		}
		a.say("%s", text.Safe(n.In(a.settings.Lang)))
	}
	if err := out.write(a); err != nil {
		return err
	}
	return failed
}
