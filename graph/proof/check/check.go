package check

import (
	"fmt"
	"strings"

	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/proof"
)

// Fault is a step of a derivation that does not hold.
type Fault struct {
	Node *proof.Node // the step
	Path []string    // the steps above it, outermost first
	Why  string
}

// Error names the step, where it stands and what is wrong with it.
func (f *Fault) Error() string {
	return fmt.Sprintf("proof: %s: %s", strings.Join(append(f.Path, describe(f.Node)), " > "), f.Why)
}

func describe(n *proof.Node) string {
	if n == nil {
		return "nothing"
	}
	out := string(n.Rule)
	for _, s := range []string{n.Law, n.Row, string(n.Entity), string(n.Holder), string(n.Interest), string(n.Subject), string(n.Other), n.Class, n.Name} {
		if s != "" {
			out += " " + s
		}
	}
	return out
}

// Checker checks any number of derivations of one catalogue over one graph. It
// remembers what it has read and is for one goroutine.
type Checker struct {
	r    *reader
	seen map[seenKey]error
	less map[string]*facts      // the facts without some claims, by these
	asks map[string]proof.Truth // tests put to fewer claims or parties
	must map[testKey][]id       // whom an open test has to show
	over map[id]map[id]bool     // of whom a test on the entity may cite claims
}

// seenKey is a step with what it was checked against; derivations share steps.
type seenKey struct {
	n    *proof.Node
	p    *law.Predicate
	e    id
	q    about
	what string
}

// New returns a Checker over the ledger and the day of the graph.
func New(c *law.Catalogue, g *graph.Graph) *Checker {
	return &Checker{r: newReader(c, g.Ledger(), g.Date()), seen: map[seenKey]error{}, less: map[string]*facts{},
		asks: map[string]proof.Truth{}, must: map[testKey][]id{}, over: map[id]map[id]bool{}}
}

// Finding checks the derivation of one finding: every claim, every step, and that
// its verdict (of a scheme: its status) follows. The error is a [Fault].
func Finding(c *law.Catalogue, g *graph.Graph, n *proof.Node) error { return New(c, g).Finding(n) }

// Finding is the function [Finding] on a Checker.
func (k *Checker) Finding(n *proof.Node) error {
	if n == nil || n.Rule != proof.Finding {
		return fault(n, "it is not a finding")
	}
	if err := k.claims(n); err != nil {
		return err
	}
	return k.finding(n)
}

func fault(n *proof.Node, format string, args ...any) error {
	return &Fault{Node: n, Why: fmt.Sprintf(format, args...)}
}

// within adds a step to the path of a fault below it.
func within(n *proof.Node, err error) error {
	f, ok := err.(*Fault)
	if !ok || f.Node == n {
		return err
	}
	return &Fault{Node: f.Node, Why: f.Why, Path: append([]string{describe(n)}, f.Path...)}
}

// claims checks that every claim the derivation cites is there, counts and speaks
// of the day, or for what is open of another.
func (k *Checker) claims(n *proof.Node) (err error) {
	done := map[*proof.Node]bool{}
	var walk func(m *proof.Node)
	walk = func(m *proof.Node) {
		if m == nil {
			err = fault(n, "a step is missing")
		}
		if err != nil || done[m] {
			return
		}
		done[m] = true
		for _, c := range m.Claims {
			if why := k.claim(m, c); why != "" {
				err = fault(m, "%s", why)
				return
			}
		}
		for _, c := range m.Children {
			walk(c)
		}
	}
	walk(n)
	return err
}

func (k *Checker) claim(n *proof.Node, c graph.ClaimID) string {
	l := k.r.f.l
	x := l.Claim(c)
	switch {
	case x == nil:
		return fmt.Sprintf("the claim %q is not in the ledger", c)
	case !counts(x.Assertion):
		return fmt.Sprintf("the claim %q is %s and does not count", c, x.Assertion)
	case l.Coverage(c) != nil:
		if d := k.r.day; begin(x.Period) > d || x.Period.To != 0 && d >= x.Period.To {
			return fmt.Sprintf("the coverage %q is not in force on %s", c, d)
		}
	case n.Value == proof.Open || n.Rule == proof.Share: // checked where the slot is known
	case l.Statement(c) != nil:
		if !k.r.f.speaks(l.Statement(c)) {
			return fmt.Sprintf("the statement %q is not in force on %s", c, k.r.day)
		}
	}
	return ""
}

// speaks reports a statement in force on the day, superseded by nothing.
func (f *facts) speaks(s *graph.Statement) bool {
	for _, l := range f.from(s.Holder) {
		if !l.unknown && l.subject == s.Subject {
			for _, c := range l.claims {
				if c == s.ID {
					return true
				}
			}
		}
	}
	return false
}
