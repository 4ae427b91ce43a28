package bods

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// rule is what a JSON value must be: the part of JSON Schema that BODS uses.
type rule struct {
	kind     source.Kind // Missing: any
	enum     []string
	format   func(string) bool
	wanted   string // what the format is called in messages
	min, max int    // of the length of a string; 0: none
	percent  bool   // a number from 0 to 100
	required []string
	either   []string // one of these members must be there
	members  map[string]*rule
	items    *rule
	more     func(c *checker, v source.Value, p *step) // what goes beyond
}

// step is one part of a path; paths are spelled out only for faults.
type step struct {
	up    *step
	name  string
	index int
}

func (p *step) String() string {
	if p == nil {
		return ""
	}
	if p.name != "" {
		if p.up == nil {
			return p.name
		}
		return p.up.String() + "." + p.name
	}
	return p.up.String() + "[" + strconv.Itoa(p.index) + "]"
}

// checker collects the faults of one statement.
type checker struct{ faults []fault }

type fault struct {
	v           source.Value
	path        string
	cause, next string
}

func (c *checker) fail(v source.Value, p *step, cause, next string) {
	c.faults = append(c.faults, fault{v, p.String(), cause, next})
}

// check compares a value with a rule.
func (c *checker) check(r *rule, v source.Value, p *step) {
	if r.kind != source.Missing && v.Kind() != r.kind {
		c.fail(v, p, fmt.Sprintf("%s where %s is wanted", v.Kind(), r.kind), "correct it, or leave the member out")
		return
	}
	switch v.Kind() {
	case source.String:
		c.text(r, v, p)
	case source.Number:
		if r.percent {
			c.percent(v, p)
		}
	case source.Array:
		if r.items != nil {
			for i, e := range v.Items() {
				at := step{up: p, index: i}
				c.check(r.items, e, &at)
			}
		}
	case source.Object:
		c.object(r, v, p)
	}
	if r.more != nil {
		r.more(c, v, p)
	}
}

func (c *checker) text(r *rule, v source.Value, p *step) {
	if len(r.enum) > 0 {
		if !slices.ContainsFunc(r.enum, v.Is) {
			c.fail(v, p, fmt.Sprintf("%q is no code of the list", source.Clip(v.Str())), source.DidYouMean(v.Str(), r.enum, "see the codelist of BODS"))
		}
		return
	}
	if r.min > 0 || r.max > 0 {
		n := len([]rune(v.Str()))
		if n < r.min || n > r.max {
			c.fail(v, p, fmt.Sprintf("a text of %d characters where %d to %d are wanted", n, r.min, r.max), "correct it")
		}
	}
	if r.format != nil && !r.format(v.Str()) {
		c.fail(v, p, fmt.Sprintf("%q is not %s", source.Clip(v.Str()), r.wanted), "correct it, or leave the member out")
	}
}

func (c *checker) percent(v source.Value, p *step) {
	if f, err := strconv.ParseFloat(string(v.Raw()), 64); err != nil || f < 0 || f > 100 {
		c.fail(v, p, fmt.Sprintf("%s is not a percentage from 0 to 100", source.Clip(string(v.Raw()))), "correct it")
	}
}

func (c *checker) object(r *rule, v source.Value, p *step) {
	found := 0
	for _, m := range v.Items() {
		name := m.NameBytes()
		known := r.members[string(name)]
		for _, need := range r.required {
			if need == string(name) {
				found++
				break
			}
		}
		if known != nil {
			at := step{up: p, name: string(name)}
			c.check(known, m, &at)
		}
	}
	if found < len(r.required) {
		for _, need := range r.required {
			if v.Get(need).Kind() == source.Missing {
				c.fail(v, p, fmt.Sprintf("the member %q is missing", need), "add it")
			}
		}
	}
	if len(r.either) > 0 && !slices.ContainsFunc(r.either, func(n string) bool { return v.Get(n).Kind() != source.Missing }) {
		c.fail(v, p, "none of the members "+strings.Join(r.either, ", ")+" is there", "add one")
	}
}

// isDate reports YYYY-MM-DD.
func isDate(s string) bool {
	_, err := graph.ParseDate(s)
	return err == nil && len(s) == 10
}

// isDateOrTime reports YYYY-MM-DD, or RFC 3339 with a time.
func isDateOrTime(s string) bool {
	if len(s) == 10 {
		return isDate(s)
	}
	_, err := time.Parse(time.RFC3339, s)
	return err == nil
}

// isPartDate reports a year, a month or a day.
func isPartDate(s string) bool {
	if len(s) != 4 && len(s) != 7 && len(s) != 10 {
		return false
	}
	_, err := graph.ParseDate(s)
	return err == nil
}

// isURI reports an absolute URI: a scheme, a colon, and characters of RFC 3986.
func isURI(s string) bool {
	scheme, rest, found := strings.Cut(s, ":")
	if !found || scheme == "" || rest == "" || !letter(scheme[0]) {
		return false
	}
	for i := range len(scheme) {
		if c := scheme[i]; !letter(c) && !(c >= '0' && c <= '9') && c != '+' && c != '-' && c != '.' {
			return false
		}
	}
	for i := range len(rest) {
		if c := rest[i]; c <= ' ' || c == 0x7f || strings.IndexByte("\"<>\\^`{|}", c) >= 0 {
			return false
		}
	}
	return true
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// isVersion reports major.minor.
func isVersion(s string) bool {
	major, minor, found := strings.Cut(s, ".")
	return found && digits(major) && digits(minor)
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
