package queries

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
)

// ClaimedVerdict is one line of somebody else's verdicts.
type ClaimedVerdict struct {
	Line     int    `json:"line"`
	Provider string `json:"provider"` // as written
	Law      string `json:"law"`
	Effect   string `json:"effect,omitempty"` // empty: whatever the law does
	Verdict  string `json:"verdict"`          // reached, not-reached, undetermined, or of a scheme barred, eligible, certified
	Source   string `json:"source,omitempty"`
}

// LineError is a line that could not be compared.
type LineError struct {
	Line    int    `json:"line"`
	Message string `json:"message"`
}

// ReconcileResult holds somebody else's verdicts against ours.
type ReconcileResult struct {
	Header
	File   string       `json:"file"`
	Rows   []Reconciled `json:"rows"` // in the order of the file
	Agree  int          `json:"agree"`
	Part   int          `json:"part"`
	Open   int          `json:"open"` // ours is undetermined, theirs is not
	Errors []LineError  `json:"errors"`
}

// Reconciled is one of their verdicts beside ours.
type Reconciled struct {
	ClaimedVerdict
	ProviderID graph.EntityID `json:"provider_id"`
	LawID      string         `json:"law_id"`
	Name       string         `json:"name"`
	Short      string         `json:"short"`
	Ours       *Outcome       `json:"ours"`
	OurEffect  law.Effect     `json:"our_effect,omitempty"` // of the finding compared
	Agrees     bool           `json:"agrees"`
	PartsOn    *Parting       `json:"parts_on,omitempty"`
}

// The kinds of thing on which two verdicts part.
const (
	PartEdge = "edge" // a step of our path that theirs must deny
	PartFact = "fact" // a fact that is missing, or excludes what theirs asserts
	PartRule = "rule" // how the law is read: a ground, a carrier, a trigger, a disputed theory
	PartDate = "date" // whether the law is in force, or its status known, at the date
)

// Parting is the edge, fact or rule on which two verdicts part.
type Parting struct {
	Kind    string          `json:"kind"`
	Nexus   string          `json:"nexus,omitempty"`
	Text    string          `json:"text"` // one clause or question
	Claims  []graph.ClaimID `json:"statements,omitempty"`
	Sources []SourceBrief   `json:"sources,omitempty"`
}

// delimiter is what parts the columns of a header: the comma unless another of the
// customary ones is in it and no comma is.
func delimiter(r *bufio.Reader) rune {
	head, _ := r.Peek(r.Size()) // fewer bytes with an error at the end of a short file
	line, _, _ := strings.Cut(string(head), "\n")
	for _, d := range ";\t" {
		if strings.ContainsRune(line, d) && !strings.Contains(line, ",") {
			return d
		}
	}
	return ','
}

// ParseVerdicts reads verdicts as CSV with the columns provider, law and verdict, and
// if given source and effect, by header name. The delimiter is a comma, a semicolon or
// a tab, as the header has it. Lines that lack one are errors of the file.
func ParseVerdicts(name string, r io.Reader) ([]ClaimedVerdict, error) {
	buffered := bufio.NewReader(r)
	in := csv.NewReader(buffered)
	in.Comma = delimiter(buffered)
	in.FieldsPerRecord = -1
	in.TrimLeadingSpace = true
	head, err := in.Read()
	if err != nil {
		return nil, &Usage{Message: graph.Say("%s has no header: %v", "%s n’a pas d’en-tête : %v", name, err), Advice: graph.Say("begin it with provider,law,verdict,source", "commencez-le par provider,law,verdict,source")}
	}
	at := map[string]int{}
	for i, h := range head {
		at[strings.ToLower(strings.TrimSpace(strings.TrimPrefix(h, "\ufeff")))] = i
	}
	for _, need := range []string{"provider", "law", "verdict"} {
		if _, ok := at[need]; !ok {
			return nil, &Usage{Message: graph.Say("%s has no column %q", "%s n’a pas de colonne %q", name, need), Advice: graph.Say("the columns are provider, law, verdict, and if you like source and effect", "les colonnes sont provider, law, verdict et, si vous le voulez, source et effect")}
		}
	}
	out := []ClaimedVerdict{}
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, &Usage{Message: graph.Say("%s: %v", "%s : %v", name, err), Advice: graph.Say("write it as CSV", "écrivez-le en CSV")}
		}
		cell := func(column string) string {
			if i, ok := at[column]; ok && i < len(row) {
				return strings.TrimSpace(row[i])
			}
			return ""
		}
		line, _ := in.FieldPos(0)
		out = append(out, ClaimedVerdict{Line: line, Provider: cell("provider"), Law: cell("law"), Effect: cell("effect"), Verdict: cell("verdict"), Source: cell("source")})
	}
}

// verdictWords are what others call a verdict.
func verdictWords() map[string]string {
	return map[string]string{
		"reached": "reached", "exposed": "reached", "yes": "reached", "atteint": "reached", "oui": "reached",
		"not reached": "not-reached", "not exposed": "not-reached", "no": "not-reached", "immune": "not-reached", "non atteint": "not-reached", "non": "not-reached",
		"undetermined": "undetermined", "unknown": "undetermined", "open": "undetermined", "indetermine": "undetermined",
		"barred": "barred", "eligible": "eligible", "certified": "certified", "exclu": "barred", "certifie": "certified",
	}
}

// Reconcile compares p.Claimed, read from the file p.Args[0], with our findings.
func Reconcile(c *Context, p Params) (*ReconcileResult, error) {
	out := &ReconcileResult{File: p.Arg(0), Rows: []Reconciled{}, Errors: []LineError{}}
	about := map[graph.EntityID]bool{}
	for _, v := range p.Claimed {
		row, err := c.reconcile(v)
		if err != nil {
			out.Errors = append(out.Errors, LineError{Line: v.Line, Message: c.lineError(err)})
			continue
		}
		about[row.ProviderID] = true
		switch {
		case row.Agrees:
			out.Agree++
		case row.Ours == nil || row.Ours.Verdict != exposure.Undetermined && row.Ours.Status != exposure.StatusUndetermined:
			out.Part++
		default:
			out.Open++
		}
		out.Rows = append(out.Rows, *row)
	}
	out.Header = c.header(c.flagsOf(about))
	return out, nil
}

// lineError says in the language asked why a line cannot be compared.
func (c *Context) lineError(err error) string {
	what, name, near := "", "", []Candidate(nil)
	var missing *NotFound
	var several *Ambiguous
	id := "error.not-found"
	switch {
	case errors.As(err, &missing):
		what, name, near = missing.What, missing.Name, missing.Nearest
	case errors.As(err, &several):
		id, what, name, near = "error.ambiguous", several.What, several.Name, several.Candidates
	default:
		return graph.ErrorIn(err, c.Lang())
	}
	text := c.Voice.Say(id, "What", c.Voice.Code("what", what), "Name", name, "N", len(near))
	if len(near) == 0 {
		return text
	}
	ids := make([]string, 0, len(near))
	for _, k := range near[:min(len(near), partMissing)] {
		ids = append(ids, k.ID)
	}
	return c.Voice.Say("compare.nearest", "Text", strings.TrimSuffix(text, c.Voice.Say("colon")), "Names", strings.Join(ids, ", "))
}

func (c *Context) reconcile(v ClaimedVerdict) (*Reconciled, error) {
	id, err := c.Resolve(v.Provider)
	if err != nil {
		return nil, err
	}
	l, err := c.ResolveLaw(v.Law)
	if err != nil {
		return nil, err
	}
	theirs, known := verdictWords()[Key(v.Verdict)]
	if !known {
		return nil, errors.New(c.Voice.Say("compare.unknown-verdict", "Verdict", v.Verdict))
	}
	if v.Effect != "" && !slices.Contains(effects, law.Effect(v.Effect)) {
		return nil, errors.New(c.Voice.Say("compare.unknown-effect", "Effect", v.Effect, "Known", joinCodes(effects)))
	}
	v.Verdict = theirs
	row := &Reconciled{ClaimedVerdict: v, ProviderID: id, LawID: l.ID, Name: c.Name(id), Short: c.LawName(l.ID)}
	f := strongestFinding(c.Analyzer().Law(id, l), law.Effect(v.Effect))
	if f == nil {
		row.Agrees = theirs == string(exposure.NotReached)
		if !row.Agrees {
			row.PartsOn = &Parting{Kind: PartRule, Text: c.Voice.Say("compare.no-ground")}
		}
		return row, nil
	}
	row.Ours, row.OurEffect = outcomeOf(f), f.Effect
	ours := string(f.Verdict) + string(f.Status)
	row.Agrees = ours == theirs || ours == string(exposure.Eligible) && theirs == string(exposure.Certified)
	if !row.Agrees {
		row.PartsOn = c.parting(id, f, theirs)
	}
	return row, nil
}

// strongestFinding is the finding of the effect, or without one the strongest of the
// law; nil when there is none.
func strongestFinding(list []exposure.Finding, effect law.Effect) *exposure.Finding {
	var best *exposure.Finding
	for i := range list {
		if f := &list[i]; (effect == "" || f.Effect == effect) && (best == nil || rankOf(f) > rankOf(best) ||
			rankOf(f) == rankOf(best) && f.Activation == law.Active && best.Activation != law.Active) {
			best = f
		}
	}
	return best
}

// partMissing bounds the missing facts on which two verdicts are said to part.
const partMissing = 3

// parting says on what our finding and another verdict part.
func (c *Context) parting(id graph.EntityID, f *exposure.Finding, theirs string) *Parting {
	out := &Parting{Nexus: f.Nexus}
	answer := string(f.Verdict) + string(f.Status)
	switch {
	case answer == string(exposure.Reached) || answer == string(exposure.Barred):
		c.partReached(f, out)
	case f.Because == exposure.ByLaw:
		out.Kind, out.Text = PartRule, c.rowDispute(f)
	case f.Because == exposure.ByStatus:
		out.Kind, out.Text = PartDate, c.Voice.Say("compare.status")
	case len(f.Missing) > 0 && f.Because != exposure.ByCoverage:
		list := c.MissingSentences(f.Missing, proofsOf(f)...)
		if more := len(list) - partMissing; more > 0 {
			list = append(list[:partMissing], c.Voice.Say("others", "N", more))
		}
		out.Kind, out.Text = PartFact, strings.Join(list, " ")
	case f.NearestMiss != nil:
		m := c.miss(id, f.Law, f.NearestMiss)
		out.Kind, out.Text, out.Claims, out.Nexus = PartFact, m.Text, f.NearestMiss.Claims, cmpOr(f.NearestMiss.Nexus, f.Nexus)
		if m.Since != 0 || m.Until != 0 || m.Proposal {
			out.Kind = PartDate
		}
	case f.Because == exposure.ByCoverage && theirs == string(exposure.NotReached):
		out.Kind, out.Text = PartFact, c.Voice.Say("compare.no-coverage")
	default:
		out.Kind, out.Text, out.Claims = PartFact, c.Voice.Say("compare.no-path"), f.Closed
	}
	set := map[graph.ClaimID]bool{}
	for _, k := range out.Claims {
		set[k] = true
	}
	out.Sources = c.sourcesOf(set)
	return out
}

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// partReached names what someone who denies a reach must deny: a reading of the law
// where that is weaker than the facts, else the weakest step of the best path.
func (c *Context) partReached(f *exposure.Finding, out *Parting) {
	if f.Activation == law.Latent && !f.Trigger.IsZero() {
		out.Kind, out.Text = PartRule, c.Voice.Say("compare.latent", "Trigger", f.Trigger.In(c.Lang()))
		return
	}
	if f.Confidence != law.Settled && f.Status == "" {
		out.Kind, out.Text = PartRule, c.rowDispute(f)
		if len(f.Paths) > 0 {
			out.Claims = weakestStep(f.Paths[0].Steps).Claims
		}
		return
	}
	if len(f.Paths) == 0 || len(f.Paths[0].Steps) == 0 {
		out.Kind, out.Text = PartRule, c.rowDispute(f)
		return
	}
	s := weakestStep(f.Paths[0].Steps)
	out.Kind, out.Text, out.Claims = PartEdge, c.StepText(s), s.Claims
}

// weakestStep is the first step with the least evidence.
func weakestStep(steps []exposure.Step) exposure.Step {
	w := steps[0]
	for _, s := range steps[1:] {
		if s.Evidence < w.Evidence {
			w = s
		}
	}
	return w
}

// rowDispute tells the deciding ground, how firm it is and who says otherwise.
func (c *Context) rowDispute(f *exposure.Finding) string {
	r := f.Law.Row(f.Nexus)
	if r == nil {
		return ""
	}
	args := []any{"Row", c.GroundName(r.Law.ID, r.ID), "Section", r.Section.In(c.Lang()), "Condition", r.Condition.In(c.Lang()), "Confidence", c.Voice.Code("confidence", string(f.Confidence)),
		"Against", r.Against.In(c.Lang()), "Carrier", ""}
	for i := range f.Nexuses {
		if n := &f.Nexuses[i]; n.ID == f.Nexus && n.Carrier != "" && i == 0 {
			args[len(args)-1] = c.Voice.Code("carrier", string(n.Carrier))
		}
	}
	return c.Voice.Say("compare.rule", args...)
}

// Split returns one answer for each verdict.
func (r *ReconcileResult) Split() []Answer {
	out := make([]Answer, len(r.Rows))
	for i := range r.Rows {
		one := *r
		one.Rows = r.Rows[i : i+1]
		out[i] = &one
	}
	return out
}
