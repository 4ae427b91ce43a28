package queries

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"go.yaml.in/yaml/v4"

	"longarm/graph"
)

// Edits are suppositions as a reader writes them: statements added, ended, removed.
// Parties are named by id or name, as everywhere.
type Edits struct {
	Add    []AddEdit `yaml:"add"`
	End    []EndEdit `yaml:"end"`
	Remove []string  `yaml:"remove"` // ids of claims: as if their sources were lost
}

// AddEdit adds one claim: a relation (Holder, Interest, Subject), an attribute
// (Entity, Attribute, Value), a coverage (Complete, Of, Members) or a party (New). A
// relation or attribute takes the place of what is stated on the same slot.
type AddEdit struct {
	Holder   string    `yaml:"holder"`
	Interest string    `yaml:"interest"`
	Subject  string    `yaml:"subject"`
	Share    yaml.Node `yaml:"share"` // 25, ">50", "<25", "10-20" or {min, max, min_open, max_open}; left out: a holding without a figure
	Basis    string    `yaml:"basis"`
	Dilute   bool      `yaml:"dilute"` // of an exact share: new shares are issued, so the others' shrink in proportion

	Entity    string `yaml:"entity"`
	Attribute string `yaml:"attribute"`
	Value     string `yaml:"value"`
	At        string `yaml:"at"`
	Per       string `yaml:"per"`

	Complete string   `yaml:"complete"` // the interest whose list is complete
	Of       string   `yaml:"of"`
	Members  []string `yaml:"members"`

	New          string `yaml:"new"` // id of a party the data lacks
	Name         string `yaml:"name"`
	Kind         string `yaml:"kind"`         // company when left out
	Jurisdiction string `yaml:"jurisdiction"` // ISO code or name of the state it is formed in

	From string `yaml:"from"` // the first day; left out: the day of the answer
}

// EndEdit ends what is stated on one slot: that of a relation, of an attribute, or of
// the claim with an id.
type EndEdit struct {
	Statement string `yaml:"statement"`
	Holder    string `yaml:"holder"`
	Interest  string `yaml:"interest"`
	Subject   string `yaml:"subject"`
	Entity    string `yaml:"entity"`
	Attribute string `yaml:"attribute"`
	Value     string `yaml:"value"`
	From      string `yaml:"from"` // the first day without it; left out: the day of the answer
}

// Empty reports that nothing is supposed.
func (e *Edits) Empty() bool { return len(e.Add)+len(e.End)+len(e.Remove) == 0 }

// maxEdits bounds a file of suppositions, in bytes.
const maxEdits = 1 << 20

// ParseEdits reads suppositions in YAML. Unknown keys are errors; name stands in the
// messages.
func ParseEdits(name string, data []byte) (*Edits, error) {
	if len(data) > maxEdits {
		return nil, &Usage{Message: graph.Say("%s is larger than suppositions need", "%s dépasse ce qu’exigent des suppositions", name), Advice: graph.Say("load facts with --data instead", "chargez plutôt des faits avec --data")}
	}
	out := &Edits{}
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	if err := d.Decode(out); err != nil && !errors.Is(err, io.EOF) {
		return nil, editFault(name, err)
	}
	if out.Empty() {
		return nil, &Usage{Message: graph.Say("%s supposes nothing", "%s ne suppose rien", name), Advice: graph.Say("give add, end or remove", "donnez add, end ou remove")}
	}
	return out, nil
}

// ParseAdd reads a supposition typed on one line: "HOLDER INTEREST SUBJECT [SHARE]",
// names with spaces in double quotes.
func ParseAdd(text string) (AddEdit, error) {
	w, err := quoted(text)
	if err != nil || len(w) < 3 || len(w) > 4 {
		return AddEdit{}, &Usage{Message: graph.Say("%q is not HOLDER INTEREST SUBJECT [SHARE]", "%q n’est pas de la forme DÉTENTEUR INTÉRÊT OBJET [PART]", text), Advice: graph.Say("write: microsoft shareholding bleu 25", "écrivez : microsoft shareholding bleu 25")}
	}
	out := AddEdit{Holder: w[0], Interest: w[1], Subject: w[2]}
	if len(w) == 4 {
		out.Share = yaml.Node{Kind: yaml.ScalarNode, Value: w[3]}
	}
	return out, nil
}

// ParseEnd reads an end typed on one line: "HOLDER INTEREST SUBJECT", or the id of a
// claim.
func ParseEnd(text string) (EndEdit, error) {
	w, err := quoted(text)
	switch {
	case err == nil && len(w) == 1:
		return EndEdit{Statement: w[0]}, nil
	case err == nil && len(w) == 3:
		return EndEdit{Holder: w[0], Interest: w[1], Subject: w[2]}, nil
	}
	return EndEdit{}, &Usage{Message: graph.Say("%q is neither HOLDER INTEREST SUBJECT nor the id of a claim", "%q n’est ni de la forme DÉTENTEUR INTÉRÊT OBJET, ni l’identifiant d’un énoncé", text), Advice: graph.Say("write: orange shareholding bleu", "écrivez : orange shareholding bleu")}
}

// quoted splits at spaces outside double quotes.
func quoted(text string) ([]string, error) {
	var out []string
	var b strings.Builder
	in, some := false, false
	for _, r := range text {
		switch {
		case r == '"':
			in, some = !in, true
		case r == ' ' && !in:
			if some {
				out = append(out, b.String())
			}
			b.Reset()
			some = false
		default:
			b.WriteRune(r)
			some = true
		}
	}
	if in {
		return nil, graph.Fault("a quote is not closed", "un guillemet n’est pas fermé")
	}
	if some {
		out = append(out, b.String())
	}
	return out, nil
}

// shareBounds is a share written as its two ends.
type shareBounds struct {
	Min     string `yaml:"min"`
	Max     string `yaml:"max"`
	MinOpen bool   `yaml:"min_open"`
	MaxOpen bool   `yaml:"max_open"`
}

// parseShare reads 25, >50, <25, 10-20, or a mapping of bounds.
func parseShare(n *yaml.Node) (s graph.Share, given bool, err error) {
	s = graph.Unknown()
	switch n.Kind {
	case 0:
		return graph.SomeShare(), false, nil
	case yaml.MappingNode:
		var m shareBounds
		if err := n.Decode(&m); err != nil {
			return s, true, editFault("share", err)
		}
		if m.Min != "" {
			if s.Min, _, err = graph.ParsePercent(m.Min); err != nil {
				return s, true, err
			}
		}
		if m.Max != "" {
			if _, s.Max, err = graph.ParsePercent(m.Max); err != nil {
				return s, true, err
			}
		}
		s.MinOpen, s.MaxOpen = m.MinOpen, m.MaxOpen
		return s, true, s.Validate()
	case yaml.ScalarNode:
	default:
		return s, true, graph.Fault("a share is a number, a band such as 10-20, >50 or <25, or {min, max}", "une part est un nombre, une fourchette comme 10-20, >50 ou <25, ou {min, max}")
	}
	text := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(n.Value), "%"))
	lo, hi, band := strings.Cut(text, "-")
	switch {
	case strings.HasPrefix(text, ">"):
		s.MinOpen = true
		s.Min, _, err = graph.ParsePercent(strings.TrimSpace(text[1:]))
	case strings.HasPrefix(text, "<"):
		s.MaxOpen = true
		_, s.Max, err = graph.ParsePercent(strings.TrimSpace(text[1:]))
	case band:
		var more error
		s.Min, _, err = graph.ParsePercent(strings.TrimSpace(lo))
		_, s.Max, more = graph.ParsePercent(strings.TrimSpace(hi))
		err = errors.Join(err, more)
	default:
		s.Min, s.Max, err = graph.ParsePercent(text)
	}
	if err == nil {
		err = s.Validate()
	}
	return s, true, err
}
