package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/spf13/viper"

	"longarm/graph"
	"longarm/graph/closure"
	"longarm/graph/identity"
	"longarm/graph/law"
	"longarm/graph/neo4j"
	"longarm/queries"
	"longarm/queries/text"
)

// engine says where the facts of a question are.
type engine struct {
	uri         string // "" for the facts in memory
	credentials string // path of a file
	timeout     time.Duration
	insecure    bool
	ownDay      bool // no day was asked for: the generation's release is the day
}

// remote reports a server.
func (e engine) remote() bool { return e.uri != "" }

// remoteFlag marks the server and the generation in JSON answers.
const remoteFlag graph.FlagKind = "engine"

// everybody is the size up to which all names of a graph are compared with one that
// nobody has; of a larger graph only names with words alike are.
const everybody = 20_000

// namesakes bounds the entities of one name that an answer lists.
const namesakes = 1000

// settleEngine reads where the facts are.
func (a *app) settleEngine(v *viper.Viper) error {
	s := &a.settings
	s.Engine = engine{credentials: v.GetString("neo4j-credentials"), insecure: v.GetBool("insecure")}
	seconds := v.GetInt("neo4j-timeout")
	if seconds < 1 || seconds > 86400 {
		return misused("neo4j-timeout %q is not a number of seconds from 1 to 86400", "neo4j-timeout %q n’est pas un nombre de secondes de 1 à 86400", fmt.Sprint(v.Get("neo4j-timeout")))
	}
	s.Engine.timeout = time.Duration(seconds) * time.Second
	switch uri := v.GetString("engine"); {
	case uri == "embedded":
	case uri == "neo4j":
		if s.Engine.uri = os.Getenv("NEO4J_URI"); s.Engine.uri == "" {
			return misused("engine neo4j: NEO4J_URI is not set; name the server, as in --engine neo4j+s://HOST", "engine neo4j : NEO4J_URI n’est pas défini ; nommez le serveur : --engine neo4j+s://HÔTE")
		}
	case neo4j.IsURI(uri):
		s.Engine.uri = uri
	default:
		return misused("engine %q is neither embedded nor a Neo4j server; write neo4j+s://HOST, neo4j://127.0.0.1:7687, or neo4j for the server NEO4J_URI names", "engine %q n’est ni embedded ni un serveur Neo4j ; écrivez neo4j+s://HÔTE, neo4j://127.0.0.1:7687, ou neo4j pour le serveur de NEO4J_URI", withoutUser(uri))
	}
	if s.Engine.remote() && s.Workspace != "" {
		return misused("--engine and --workspace both say where the facts are; leave one out", "--engine et --workspace disent tous deux où sont les faits ; n’en gardez qu’un")
	}
	return nil
}

// withoutUser hides what stands before an @ in an address.
func withoutUser(uri string) string {
	if i := strings.LastIndex(uri, "@"); i >= 0 {
		return "…" + uri[i:]
	}
	return uri
}

// connect opens the server of --engine.
func (a *app) connect(ctx context.Context) (*neo4j.Client, error) {
	e := a.settings.Engine
	user, password, err := a.credentials(e.credentials)
	if err != nil {
		return nil, err
	}
	c, err := neo4j.Open(ctx, neo4j.Config{URI: e.uri, Username: user, Password: password, Insecure: e.insecure, Timeout: e.timeout})
	return c, a.remoteError(err)
}

// remoteError gives errors of a server their exit codes and the language asked.
func (a *app) remoteError(err error) error {
	var e *neo4j.Error
	if !errors.As(err, &e) {
		return err
	}
	code := exitFailure
	switch e.Kind {
	case neo4j.BadURI, neo4j.Plaintext, neo4j.BadMapping:
		code = exitUsage
	case neo4j.Empty:
		code = exitEmpty
	}
	return &coded{code, errors.New(e.Text.In(a.settings.Lang))}
}

// loadRemote reads what a question with these names needs from the server; everything
// for nil, and for a question that names nobody.
func (a *app) loadRemote(p *queries.Params, suggest bool) (*queries.Context, error) {
	ctx, stop := interrupted()
	defer stop()
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(anyHeap)
	}
	known, catalogue, err := a.besides()
	if err != nil {
		return nil, err
	}
	c, err := a.connect(ctx)
	if err != nil {
		return nil, err
	}
	defer c.Close(context.WithoutCancel(ctx))
	var ledger *graph.Ledger
	var read *closure.Closure
	var generation *neo4j.Generation
	err = c.Ask(ctx, func(s *neo4j.Snapshot) error {
		generation = s.Generation
		f := &remoteFinder{s: s, known: knownNames(known), catalogue: catalogue, suggest: suggest, searching: a.searching}
		need, err := f.need(p, a)
		if err != nil {
			return err
		}
		if known != nil {
			need.Entities = append(need.Entities, known.Entities()...)
		}
		b := graph.NewBuilder()
		if known != nil {
			if err := known.Records(b.Add); err != nil {
				return err
			}
		}
		if read, err = closure.Read(ctx, s, need, b.Add); err != nil {
			return err
		}
		ledger, err = b.Build()
		return err
	})
	if errors.Is(err, context.Canceled) {
		return nil, errors.New(a.voiceWord("interrupted", "interrompu"))
	}
	if err != nil {
		return nil, a.remoteError(err)
	}
	if n, _, _, _ := ledger.Size(); n == 0 {
		return nil, &coded{exitEmpty, fmt.Errorf(a.voiceWord("nothing is loaded: the graph on %s is empty; push some facts there", "rien n’est chargé : le graphe de %s est vide ; poussez-y des faits"), c.Server())}
	}
	a.tellRemote(c, generation, read)
	return a.context(ledger, catalogue), nil
}

// besides reads the laws, and the facts of --data, which stand beside those of the
// server; those inside the binary were pushed there, or were not meant.
func (a *app) besides() (*graph.Ledger, *law.Catalogue, error) {
	inside := a.settings.NoEmbedded
	a.settings.NoEmbedded = true
	defer func() { a.settings.NoEmbedded = inside }()
	facts, catalogue, err := a.facts()
	if err == nil && len(a.settings.Data) == 0 {
		facts = nil
	}
	return facts, catalogue, err
}

// tellRemote names what was read, and takes the day of the generation for the day of
// the answer when none was asked for.
func (a *app) tellRemote(c *neo4j.Client, g *neo4j.Generation, read *closure.Closure) {
	if a.settings.Engine.ownDay && g.Release != 0 {
		a.settings.AsOf = g.Release
	}
	a.visiting = fmt.Sprintf(a.voiceWord("%s, generation %s", "%s, génération %s"), c.Server(), g.Hash)
	a.remarks = append(a.remarks, graph.Flag{Kind: remoteFlag, Message: a.visiting})
	a.say("longarm: %s", text.Safe(a.visiting))
	for _, cut := range read.Cuts {
		a.remarks = append(a.remarks, graph.Flag{Kind: cutFlag, Entity: cut.Entity,
			Message: fmt.Sprintf(a.voiceWord("%s holds %d interests in others; only those on the way to the question were read",
				"%s a %d participations et liens envers d’autres ; seuls ceux qui mènent à la question ont été lus"), cut.Entity, cut.Count)})
	}
}

// remoteFinder looks names up on the server and in the files beside it.
type remoteFinder struct {
	s                  *neo4j.Snapshot
	known              map[string][]graph.EntityID
	catalogue          *law.Catalogue
	suggest, searching bool
}

// need says what a question reads.
func (f *remoteFinder) need(p *queries.Params, a *app) (closure.Need, error) {
	n := closure.Need{All: a.everyone || p == nil || p.All, Down: a.downward, Named: slices.Clone(f.catalogue.Vocabulary.Parties)}
	if n.All {
		return n, nil
	}
	names := slices.Concat(p.Args, p.Holders, []string{p.Provider}, namesIn(a.edits))
	names = slices.DeleteFunc(names, func(s string) bool { return strings.TrimSpace(s) == "" || f.isLaw(s) })
	if len(names) == 0 {
		n.All = len(p.Args) == 0
		return n, nil
	}
	for _, name := range names {
		if err := f.find(name, &n); err != nil {
			return n, err
		}
	}
	return n, nil
}

func (f *remoteFinder) isLaw(name string) bool {
	return f.catalogue.Law(name) != nil || f.catalogue.Rule(name) != nil
}

// find adds whom a name means: all of few namesakes, the names of many, and of a name
// nobody has those like it.
func (f *remoteFinder) find(name string, n *closure.Need) error {
	ids, err := f.s.Exactly(strings.TrimSpace(name), namesakes)
	if err != nil {
		return err
	}
	for _, id := range f.known[identity.Key(name)] {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	if f.searching || len(ids) == 0 && f.suggest {
		near, err := f.s.Similar(name, everybody)
		n.Named = append(n.Named, near...)
		return err
	}
	if len(ids) > fewNamesakes {
		n.Named = append(n.Named, ids...)
		return nil
	}
	n.Entities = append(n.Entities, ids...)
	return nil
}

// namesIn lists the parties that suppositions name.
func namesIn(e *queries.Edits) []string {
	if e == nil {
		return nil
	}
	var out []string
	for _, x := range e.Add {
		out = append(append(out, x.Holder, x.Subject, x.Entity, x.At, x.Of, x.Jurisdiction), x.Members...)
	}
	for _, x := range e.End {
		out = append(out, x.Holder, x.Subject)
	}
	return out
}
