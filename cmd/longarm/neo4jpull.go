package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"longarm/data"
	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/neo4j"
	"longarm/graph/store"
	"longarm/queries"
	"longarm/queries/text"
)

func newNeo4jPull(a *app) *cobra.Command {
	var workspace, name, mapping string
	cmd := &cobra.Command{
		Use: "pull", Short: "bring a graph from a Neo4j server into a workspace", Args: exactly(0),
		Long: `Reads everything that was pushed into a workspace, as one load that a later pull
replaces. With --mapping any other graph is read: a YAML file says which labels are
which kinds of entity, which relationships are which interests, and which properties
hold ids, names, shares and dates. docs/neo4j.md has the format.

Nodes and relationships that cannot be used are told and left out; when more than 5
percent are, nothing is published.`,
		Example: example("neo4j-pull"),
		RunE:    func(*cobra.Command, []string) error { return a.neo4jPull(workspace, name, mapping) },
	}
	cmd.Flags().StringVar(&workspace, "workspace", "", "folder to load into; it is made when there is none")
	cmd.Flags().StringVar(&name, "name", "neo4j", "what to call the load; a later one of the same name replaces it")
	cmd.Flags().StringVar(&mapping, "mapping", "", "YAML file that says what labels, relationships and properties mean")
	return cmd
}

// pullAnswer is what `neo4j pull` answers.
type pullAnswer struct {
	queries.Header
	Server     string   `json:"server"`
	Generation string   `json:"generation,omitempty"`
	Workspace  string   `json:"workspace"`
	Read       int      `json:"read"`
	Accepted   int      `json:"accepted"`
	Rejected   int      `json:"rejected"`
	Errors     []string `json:"errors"`
}

func (a *app) neo4jPull(workspace, name, mapping string) error {
	if workspace == "" {
		return misused("neo4j pull needs --workspace DIR to load into", "neo4j pull demande --workspace DOSSIER, où charger")
	}
	a.settings.Workspace = ""
	if err := a.needServer(); err != nil {
		return err
	}
	var m *neo4j.Mapping
	if mapping != "" {
		file, err := os.ReadFile(mapping)
		if err != nil {
			return err
		}
		if m, err = neo4j.ParseMapping(mapping, file); err != nil {
			return a.remoteError(err)
		}
		catalogue, err := law.Load(data.FS)
		if err != nil {
			return fmt.Errorf("the data inside the binary is faulty, please report this: %w", err)
		}
		m.States = states(catalogue)
	}
	ctx, stop := interrupted()
	defer stop()
	c, err := a.connect(ctx)
	if err != nil {
		return err
	}
	defer c.Close(context.WithoutCancel(ctx))
	out := &pullAnswer{Header: a.plainHeader(), Server: c.Server(), Workspace: workspace, Errors: []string{}}
	load := store.Load{Source: name, Loader: "neo4j", Title: "Neo4j " + c.Server(), Files: []store.Input{{Name: a.settings.Engine.uri}}}
	w, err := store.Create(workspace, load)
	if err != nil {
		return err
	}
	defer w.Close()
	add := func(r graph.Record) error {
		out.Read++
		err := w.Add(r)
		var about *graph.Problem
		if errors.As(err, &about) {
			out.refuse(about.Error())
			return nil
		}
		return err
	}
	if m == nil {
		err = c.Ask(ctx, func(s *neo4j.Snapshot) error {
			if out.Read > 0 {
				return neo4j.Midway(c.Server())
			}
			out.Generation = s.Generation.Hash
			return s.All(ctx, add)
		})
	} else {
		err = c.Foreign(ctx, m, add, func(p *graph.Problem) { out.Read++; out.refuse(p.In(a.settings.Lang)) })
	}
	if errors.Is(err, context.Canceled) {
		return errors.New(a.voiceWord("interrupted; nothing was published", "interrompu ; rien n’a été publié"))
	}
	if err != nil {
		return a.remoteError(err)
	}
	out.Accepted = out.Read - out.Rejected
	if out.Rejected*100 > out.Read*maxRejects {
		a.tellRefused(out)
		return fmt.Errorf(a.voiceWord("%d of %d nodes and relationships were refused, more than %d %%; nothing was published: correct the mapping or the graph",
			"%d nœuds et relations sur %d ont été refusés, plus de %d %% ; rien n’a été publié : corrigez la correspondance ou le graphe"), out.Rejected, out.Read, maxRejects)
	}
	if err := w.Commit(ctx); err != nil {
		return err
	}
	a.tellRefused(out)
	n := func(v int) string { return fmt.Sprint(v) }
	return a.writeRows(out, []string{"server", "workspace", "read", "accepted", "rejected"},
		[][]string{{out.Server, out.Workspace, n(out.Read), n(out.Accepted), n(out.Rejected)}})
}

// refuse counts one that cannot be used, and keeps the first messages.
func (p *pullAnswer) refuse(message string) {
	p.Rejected++
	if len(p.Errors) < maxRemarks {
		p.Errors = append(p.Errors, message)
	}
}

func (a *app) tellRefused(p *pullAnswer) {
	for i, e := range p.Errors {
		if i == shownFaults {
			a.say(a.voiceWord("longarm: and %d more", "longarm : et %d de plus"), p.Rejected-i)
			return
		}
		a.say("longarm: %s", text.Safe(e))
	}
}

func newNeo4jExport(a *app) *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use: "export", Short: "write files that neo4j-admin imports", Args: exactly(0),
		Long: `Writes the facts that are loaded here, with the laws, as tables for
"neo4j-admin database import full": into an empty database that is by far the fastest
way, and what it holds afterwards is what a push would have made. import.sh has the
command. Our own loader of such tables (longarm load neo4jcsv) reads nodes and
relationships back.`,
		Example: example("neo4j-export"),
		RunE:    func(*cobra.Command, []string) error { return a.neo4jExport(out) },
	}
	cmd.Flags().StringVar(&out, "out", "", "folder to write to; it is made when there is none")
	return cmd
}

func (a *app) neo4jExport(dir string) error {
	if dir == "" {
		return misused("neo4j export needs --out DIR to write to", "neo4j export demande --out DOSSIER, où écrire")
	}
	ctx, stop := interrupted()
	defer stop()
	ledger, catalogue, err := a.whole(ctx)
	if err != nil {
		return err
	}
	release, err := graph.ParseDate(data.Release)
	if err != nil {
		return err
	}
	g, err := neo4j.Export(ctx, dir, neo4j.Load{Each: ledger.Records, Laws: lawsFor(catalogue, ledger), Release: release, Program: version()})
	if err != nil {
		return err
	}
	a.say(a.voiceWord("longarm: generation %s is in %s; import it with import.sh", "longarm : la génération %s est dans %s ; importez-la avec import.sh"), g.Hash, text.Safe(dir))
	return nil
}
