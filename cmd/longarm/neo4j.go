package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"longarm/data"
	"longarm/graph"
	"longarm/graph/closure"
	"longarm/graph/law"
	"longarm/graph/neo4j"
	"longarm/graph/store"
	"longarm/queries"
)

func newNeo4j(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use: "neo4j", Short: "put the graph into Neo4j, fetch one from there, write its import files",
		Long: `Keeps the graph in a Neo4j server (5.26 or later; server, cluster or Aura). Questions
with --engine neo4j+s://HOST then read from there what they need, and answer as they do
here. docs/neo4j.md describes nodes and relationships and has questions to ask by hand.

The server is the one of --engine, else the one NEO4J_URI names. User and password come
from NEO4J_USERNAME and NEO4J_PASSWORD, from the file of --neo4j-credentials, or from a
prompt. Without encryption only a server on this machine is spoken to.`,
		Example: example("neo4j"),
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return misused("unknown command %q for neo4j; use push, pull or export", "commande inconnue %q pour neo4j ; utilisez push, pull ou export", args[0])
			}
			return misused("neo4j needs a command: push, pull or export", "neo4j demande une commande : push, pull ou export")
		},
		RunE: func(*cobra.Command, []string) error { return nil },
	}
	cmd.AddCommand(newNeo4jPush(a), newNeo4jPull(a), newNeo4jExport(a))
	return cmd
}

// needServer takes NEO4J_URI when --engine names no server.
func (a *app) needServer() error {
	if !a.settings.Engine.remote() {
		a.settings.Engine.uri = os.Getenv("NEO4J_URI")
	}
	if !a.settings.Engine.remote() {
		return misused("no server is named; give --engine neo4j+s://HOST, or set NEO4J_URI", "aucun serveur n’est nommé ; donnez --engine neo4j+s://HÔTE, ou définissez NEO4J_URI")
	}
	return nil
}

func newNeo4jPush(a *app) *cobra.Command {
	var again bool
	cmd := &cobra.Command{
		Use: "push", Short: "make a Neo4j server hold exactly the facts that are loaded here", Args: exactly(0),
		Long: `Writes the facts inside the binary, of --data and of --workspace, with the laws, to a
Neo4j database that holds nothing else of longarm's names. It compares first and writes
what differs, so a push that was interrupted goes on where it stopped, and a second one
changes nothing. What is no longer loaded is removed. Nobody is answered from half a
push: until it is complete, questions are refused.`,
		Example: example("neo4j-push"),
		RunE:    func(*cobra.Command, []string) error { return a.neo4jPush(again) },
	}
	cmd.Flags().BoolVar(&again, "again", false, "compare every record with the server, even when the generation is the same")
	return cmd
}

// pushAnswer is what `neo4j push` answers.
type pushAnswer struct {
	queries.Header
	Server     string       `json:"server"`
	Generation string       `json:"generation"`
	Created    int64        `json:"created"`
	Updated    int64        `json:"updated"`
	Removed    int64        `json:"removed"`
	Unchanged  int64        `json:"unchanged"`
	Counts     neo4j.Counts `json:"counts"`
}

func (a *app) neo4jPush(again bool) error {
	if err := a.needServer(); err != nil {
		return err
	}
	ctx, stop := interrupted()
	defer stop()
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(anyHeap)
	}
	ledger, catalogue, err := a.whole(ctx)
	if err != nil {
		return err
	}
	c, err := a.connect(ctx)
	if err != nil {
		return err
	}
	defer c.Close(context.WithoutCancel(ctx))
	release, err := graph.ParseDate(data.Release)
	if err != nil {
		return err
	}
	told := time.Time{}
	p, err := c.Push(ctx, neo4j.Load{Each: ledger.Records, Laws: lawsFor(catalogue, ledger), Release: release, Program: version(), Again: again,
		Tell: func(p neo4j.Progress) {
			if time.Since(told) > time.Second {
				told = time.Now()
				a.say(a.voiceWord("longarm: %d of %d rows, %.0f a second, %s to go", "longarm : %d lignes sur %d, %.0f par seconde, encore %s"), p.Done, p.Total, float64(p.Done)/p.Elapsed.Seconds(), p.Left().Round(time.Second))
			}
		}})
	if errors.Is(err, context.Canceled) {
		return fmt.Errorf(a.voiceWord("interrupted; %s answers nobody until the push is complete: push again, and it goes on where it stopped",
			"interrompu ; %s ne répond à personne tant que le push n’est pas complet : poussez à nouveau, il reprendra où il s’est arrêté"), c.Server())
	}
	if err != nil {
		return a.remoteError(err)
	}
	out := &pushAnswer{Header: a.plainHeader(), Server: c.Server(), Generation: p.Generation.Hash, Created: p.Created, Updated: p.Updated,
		Removed: p.Removed, Unchanged: p.Intact, Counts: p.Generation.Counts}
	n := func(v int64) string { return fmt.Sprint(v) }
	return a.writeRows(out, []string{"server", "generation", "created", "updated", "removed", "unchanged"},
		[][]string{{out.Server, out.Generation, n(out.Created), n(out.Updated), n(out.Removed), n(out.Unchanged)}})
}

// plainHeader opens a document that rests on no facts.
func (a *app) plainHeader() queries.Header {
	return queries.Header{SchemaVersion: queries.SchemaVersion, AsOf: a.settings.AsOf, Flags: []graph.Flag{}, Assumptions: []queries.Assumption{}}
}

// whole is everything that is loaded here, a workspace with its entities made one.
func (a *app) whole(ctx context.Context) (*graph.Ledger, *law.Catalogue, error) {
	facts, catalogue, err := a.facts()
	if err != nil {
		return nil, nil, err
	}
	if a.settings.Workspace != "" {
		w, err := store.Open(a.settings.Workspace)
		if err != nil {
			return nil, nil, err
		}
		defer w.Close()
		b := graph.NewBuilder()
		if _, err := w.Near(ctx, store.Question{Known: facts, Need: closure.Need{All: true, Most: 1 << 40}}, b); err != nil {
			return nil, nil, err
		}
		if facts, err = b.Build(); err != nil {
			return nil, nil, fmt.Errorf(a.voiceWord("what the workspace holds does not fit together: %w", "le contenu de l’espace de travail ne s’accorde pas : %w"), err)
		}
	}
	if n, _, _, _ := facts.Size(); n == 0 {
		return nil, nil, &coded{exitEmpty, errors.New(a.voiceWord("nothing is loaded: --no-embedded leaves out the facts inside the binary, and neither --data nor --workspace brought any",
			"rien n’est chargé : --no-embedded écarte les faits contenus dans le programme, et ni --data ni --workspace n’en apporte"))}
	}
	return facts, catalogue, nil
}

// lawsFor tells those who query by hand what the laws are.
func lawsFor(c *law.Catalogue, l *graph.Ledger) []neo4j.Law {
	var out []neo4j.Law
	for _, x := range c.Laws {
		one := neo4j.Law{ID: x.ID, Jurisdiction: x.Jurisdiction, State: string(l.StateOf(x.Jurisdiction)), EN: x.Short.EN, FR: x.Short.FR, TitleEN: x.Title.EN, TitleFR: x.Title.FR}
		for _, p := range x.Powers {
			one.Powers = append(one.Powers, string(p))
		}
		for _, r := range x.Rows {
			if r.Excludes {
				continue
			}
			n := neo4j.Nexus{ID: r.ID, Ground: string(r.Via), Effect: string(r.Effect), Confidence: string(r.Confidence), Activation: string(r.Activation),
				ConditionEN: r.Condition.EN, ConditionFR: r.Condition.FR}
			for _, c := range r.Carriers {
				n.Carriers = append(n.Carriers, string(c))
			}
			one.Nexuses = append(one.Nexuses, n)
		}
		out = append(out, one)
	}
	return out
}
