package queries

import (
	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/proof/check"
)

// VerifyResult says whether the proofs of findings stand a second, independent
// reading.
type VerifyResult struct {
	Header
	Providers int          `json:"providers"`
	Checked   int          `json:"checked"` // findings
	Failed    []ProofFault `json:"failed"`  // by provider, law, effect
}

// ProofFault is a finding whose proof does not hold.
type ProofFault struct {
	Provider graph.EntityID `json:"provider"`
	Law      string         `json:"law"`
	Effect   law.Effect     `json:"effect"`
	Message  string         `json:"message"`
}

var verifyQuery = Query{
	Name: "verify", Args: []string{"[PROVIDER]"},
	Doc: "do the proofs behind the findings stand an independent check",
	Run: func(c *Context, p Params) (Answer, error) { return Verify(c, p) },
}

// Verify checks the proof of every finding on the provider p.Args[0], or on every
// company, arrangement, person and state body.
func Verify(c *Context, p Params) (*VerifyResult, error) {
	providers := c.AllAsked()
	if name := p.Arg(0); name != "" {
		id, err := c.Resolve(name)
		if err != nil {
			return nil, err
		}
		providers = []graph.EntityID{id}
	}
	out := &VerifyResult{Header: c.header(nil), Providers: len(providers), Failed: []ProofFault{}}
	checker := check.New(c.Catalogue, c.Graph)
	for _, id := range providers {
		for _, l := range c.Catalogue.Laws {
			for _, f := range c.Analyzer().Law(id, l) {
				out.Checked++
				if err := checker.Finding(f.Proof); err != nil {
					out.Failed = append(out.Failed, ProofFault{Provider: id, Law: l.ID, Effect: f.Effect, Message: err.Error()})
				}
			}
		}
	}
	return out, nil
}

// AllAsked lists whom a batch asks about: parties a law can reach, sorted.
func (c *Context) AllAsked() []graph.EntityID {
	var out []graph.EntityID
	for _, id := range c.Ledger().Entities() {
		if Asked(c.Ledger().Entity(id).Kind) {
			out = append(out, id)
		}
	}
	return out
}

// Asked reports a kind of entity that a batch asks about.
func Asked(k graph.Kind) bool {
	switch k {
	case graph.Company, graph.Arrangement, graph.Person, graph.StateBody:
		return true
	}
	return false
}

// Split returns one answer for each fault, and the answer itself when there is none.
func (r *VerifyResult) Split() []Answer {
	if len(r.Failed) == 0 {
		return []Answer{r}
	}
	out := make([]Answer, len(r.Failed))
	for i := range r.Failed {
		one := *r
		one.Failed = r.Failed[i : i+1]
		out[i] = &one
	}
	return out
}
