package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"longarm/graph"
	"longarm/graph/identity"
	"longarm/graph/store"
	"longarm/queries"
	"longarm/queries/text"
)

func newIdentity(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use: "identity", Short: "which records of a workspace are one entity, and why",
		Long: `Records of different sources that share a strong identifier (an LEI, a number in a
company register, a Wikidata id) are one entity, and so are their statements. What
merely looks alike is proposed, and a person decides. Decisions are kept in the
workspace; a refused pair is not proposed again and never merged; undo takes the
last decision on a pair back.`,
		Example: example("identity"),
		Args:    unknownCommand,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newIdentityShow(a), newIdentityPropose(a), newIdentityList(a),
		newDecide(a, "accept", "two ids are one entity", identity.Accepted),
		newDecide(a, "refuse", "two ids are two entities, whatever they share", identity.Refused),
		newDecide(a, "undo", "take the decision on a pair back", identity.Undone))
	return cmd
}

// identityAnswer is what the identity commands answer.
type identityAnswer struct {
	queries.Header
	Workspace string              `json:"workspace"`
	Entity    *sameBrief          `json:"entity,omitempty"`
	Proposals []proposalBrief     `json:"proposals,omitempty"`
	Decisions []identity.Decision `json:"decisions,omitempty"`
}

type sameBrief struct {
	ID      graph.EntityID   `json:"id"`
	Members []graph.EntityID `json:"members"`
	Merged  []why            `json:"merged"`
	Apart   []why            `json:"kept_apart"`
}

type why struct {
	A      graph.EntityID `json:"a"`
	B      graph.EntityID `json:"b"`
	Kind   string         `json:"kind"`
	Reason string         `json:"reason"`
}

type proposalBrief struct {
	A     graph.EntityID `json:"a"`
	B     graph.EntityID `json:"b"`
	Score float64        `json:"score"`
	Why   []string       `json:"why"`
}

func (a *app) identityAnswer() *identityAnswer {
	return &identityAnswer{Workspace: a.settings.Workspace,
		Header: queries.Header{SchemaVersion: queries.SchemaVersion, AsOf: a.settings.AsOf, Flags: []graph.Flag{}, Assumptions: []queries.Assumption{}}}
}

// withWorkspace opens the workspace and the facts beside it.
func (a *app) withWorkspace(cmd *cobra.Command, do func(*store.Workspace, *graph.Ledger) error) error {
	if err := a.needWorkspace(cmd); err != nil {
		return err
	}
	w, err := store.Open(a.settings.Workspace)
	if err != nil {
		return err
	}
	defer w.Close()
	facts, _, err := a.facts()
	if err != nil {
		return err
	}
	return do(w, facts)
}

// oneEntity finds the entity a name means among the workspace and the facts.
func oneEntity(w *store.Workspace, facts *graph.Ledger, name string) (graph.EntityID, error) {
	var q store.Question
	q.Known = facts
	f := &finder{w: w, known: knownNames(facts), suggest: true}
	if err := f.find(&name, &q); err != nil {
		return "", err
	}
	switch ids := q.Entities; {
	case len(ids) == 1:
		return ids[0], nil
	case len(ids) > 1:
		e := &queries.Ambiguous{What: "entity", Name: name}
		for _, id := range ids {
			e.Candidates = append(e.Candidates, queries.Candidate{ID: string(id), Name: string(id)})
		}
		return "", e
	}
	e := &queries.NotFound{What: "entity", Name: name}
	for _, id := range q.Named[:min(len(q.Named), fewNamesakes)] {
		e.Nearest = append(e.Nearest, queries.Candidate{ID: string(id), Name: string(id)})
	}
	return "", e
}

func newIdentityShow(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "show ENTITY", Short: "the ids an entity has, and why they are one", Args: exactly(1),
		ValidArgsFunction: a.completeEntities(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withWorkspace(cmd, func(w *store.Workspace, facts *graph.Ledger) error {
				id, err := oneEntity(w, facts, args[0])
				if err != nil {
					return err
				}
				g, ok, err := w.Same(id, facts)
				if err != nil {
					return err
				}
				if !ok {
					g = identity.Group{ID: id, Members: []graph.EntityID{id}}
				}
				out := a.identityAnswer()
				out.Entity = &sameBrief{ID: g.ID, Members: g.Members, Merged: a.whys(g.Merged), Apart: a.whys(g.Apart)}
				rows := [][]string{{string(g.ID), a.cell("stands for"), "", ""}}
				for _, x := range out.Entity.Merged {
					rows = append(rows, []string{string(x.A), a.cell("is"), string(x.B), x.Reason})
				}
				for _, x := range out.Entity.Apart {
					rows = append(rows, []string{string(x.A), a.cell("is not"), string(x.B), x.Reason})
				}
				return a.writeRows(out, []string{"id", "", "other id", "because"}, rows)
			})
		},
	}
}

func (a *app) whys(list []identity.Reason) []why {
	out := []why{}
	for _, r := range list {
		out = append(out, why{r.A, r.B, r.Kind, a.reason(r)})
	}
	return out
}

func newIdentityPropose(a *app) *cobra.Command {
	limit := 0
	cmd := &cobra.Command{
		Use: "propose [ENTITY…]", Short: "pairs that may be one entity, with score and reasons",
		Long: `Compares names without legal form, also across alphabets, legal forms, places and
identifiers. Without an entity every party of the facts inside the binary is compared
with what was loaded.`,
		ValidArgsFunction: a.completeEntities(-1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withWorkspace(cmd, func(w *store.Workspace, facts *graph.Ledger) error {
				var ids []graph.EntityID
				for _, name := range args {
					id, err := oneEntity(w, facts, name)
					if err != nil {
						return err
					}
					ids = append(ids, id)
				}
				ctx, stop := interrupted()
				defer stop()
				list, err := w.Propose(ctx, facts, ids)
				if err != nil {
					return err
				}
				out := a.identityAnswer()
				out.Proposals = []proposalBrief{}
				var rows [][]string
				for _, p := range list[:min(len(list), limit)] {
					why := a.signs(p.Why)
					out.Proposals = append(out.Proposals, proposalBrief{p.A, p.B, p.Score, why})
					rows = append(rows, []string{strconv.FormatFloat(p.Score, 'f', 2, 64), string(p.A), string(p.B), strings.Join(why, a.voiceWord("; ", " ; "))})
				}
				if len(list) > limit {
					a.say(a.voiceWord("longarm: and %d more; --limit shows them", "longarm : et %d de plus ; --limit les montre"), len(list)-limit)
				}
				return a.writeRows(out, []string{"score", "id", "other id", "because"}, rows)
			})
		},
	}
	cmd.Flags().IntVar(&limit, "limit", 100, "show at most this many, best first")
	return cmd
}

// signs puts into words what speaks for or against two entities being one.
func (a *app) signs(list []identity.Sign) []string {
	out := make([]string, 0, len(list))
	for _, s := range list {
		out = append(out, a.sign(s))
	}
	return out
}

func (a *app) sign(s identity.Sign) string {
	quoted := func(en, fr string) string {
		if a.settings.Lang == "fr" {
			return fmt.Sprintf(fr, s.A, s.B)
		}
		return fmt.Sprintf(en, s.A, s.B)
	}
	switch s.Kind {
	case identity.OneName:
		return quoted("one name: “%s” and “%s”", "un même nom : « %s » et « %s »")
	case identity.NamesAlike:
		return quoted("names alike: “%s” and “%s”", "des noms proches : « %s » et « %s »") + fmt.Sprintf(" (%d %%)", s.Percent)
	case identity.ShortName:
		return a.voiceWord("the name is short", "le nom est court")
	case identity.OneForm:
		return a.voiceWord("one legal form: ", "une même forme juridique : ") + s.A
	case identity.FormsDiffer:
		return quoted("legal forms differ: %s and %s", "des formes juridiques différentes : %s et %s")
	case identity.OnePlace:
		return a.voiceWord("both of ", "même État : ") + s.A
	case identity.PlacesDiffer:
		return quoted("one of %s, one of %s", "des États différents : %s et %s")
	case identity.PlaceUnknown:
		return a.voiceWord("the place of one is not known", "l’État de l’une n’est pas connu")
	case identity.Namesakes:
		return a.voiceWord("persons share names", "des personnes peuvent être homonymes")
	}
	return string(s.Kind)
}

func newIdentityList(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "every decision so far, in its order", Args: exactly(0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := a.needWorkspace(cmd); err != nil {
				return err
			}
			w, err := store.Open(a.settings.Workspace)
			if err != nil {
				return err
			}
			defer w.Close()
			out := a.identityAnswer()
			out.Decisions = append([]identity.Decision{}, w.Decisions().List()...)
			var rows [][]string
			for _, d := range out.Decisions {
				rows = append(rows, []string{d.Time.Format(time.DateOnly), a.cell(string(d.Verdict)), string(d.A), string(d.B), d.Note})
			}
			return a.writeRows(out, []string{"day", "decision", "id", "other id", "note"}, rows)
		},
	}
}

func newDecide(a *app, name, short string, v identity.Verdict) *cobra.Command {
	note := ""
	cmd := &cobra.Command{
		Use: name + " ID ID", Short: short, Args: exactly(2),
		ValidArgsFunction: a.completeEntities(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withWorkspace(cmd, func(w *store.Workspace, facts *graph.Ledger) error {
				for _, id := range args {
					have, err := w.Entity(graph.EntityID(id))
					if err != nil {
						return err
					}
					if len(have) == 0 && facts.Entity(graph.EntityID(id)) == nil && v != identity.Undone {
						return &queries.NotFound{What: "entity", Name: id}
					}
				}
				err := store.Decide(a.settings.Workspace, identity.Decision{A: graph.EntityID(args[0]), B: graph.EntityID(args[1]), Verdict: v, Note: note})
				if err != nil {
					return err
				}
				a.say(a.voiceWord("longarm: %s and %s: %s", "longarm : %s et %s : %s"), text.Safe(args[0]), text.Safe(args[1]), a.word(string(v)))
				return nil
			})
		},
	}
	cmd.Flags().StringVar(&note, "note", "", "why, for whoever reads the decision later")
	return cmd
}
