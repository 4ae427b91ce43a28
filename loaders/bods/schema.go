package bods

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// rule is what a JSON value must be: the part of JSON Schema that BODS uses.
type rule struct {
	kind     source.Kind // Missing: any
	enum     []string
	format   func([]byte) bool
	wanted   graph.Text // what the format is called in messages
	min, max int        // of the length of a string; 0: none
	percent  bool       // a number from 0 to 100
	required []string
	either   []string // one of these members must be there
	members  map[string]*rule
	items    *rule
	more     func(c *checker, v source.Value) // what goes beyond
}

// segment is one part of a path: a member's name, or a place in an array.
type segment struct {
	name  []byte
	index int
}

// checker collects the faults of one statement. It keeps the path to the value it
// looks at, which is spelled out only for faults.
type checker struct {
	faults []fault
	path   []segment
}

type fault struct {
	v           source.Value
	path        string
	cause, next graph.Text
}

// begin forgets the last statement; n is the number of the next.
func (c *checker) begin(n int) {
	c.faults, c.path = c.faults[:0], append(c.path[:0], segment{index: n})
}

func (c *checker) member(name []byte) { c.path = append(c.path, segment{name: name}) }

func (c *checker) element(i int) { c.path = append(c.path, segment{index: i}) }

func (c *checker) up() { c.path = c.path[:len(c.path)-1] }

// fail notes a fault of the value the path leads to, or of members within it.
func (c *checker) fail(v source.Value, cause, next graph.Text, within ...string) {
	var path strings.Builder
	path.WriteByte('$')
	for _, s := range c.path {
		if s.name != nil {
			path.WriteByte('.')
			path.Write(s.name)
		} else {
			path.WriteString("[" + strconv.Itoa(s.index) + "]")
		}
	}
	for _, name := range within {
		path.WriteString("." + name)
	}
	c.faults = append(c.faults, fault{v, path.String(), cause, next})
}

// check compares a value with a rule.
func (c *checker) check(r *rule, v source.Value) {
	if r.kind != source.Missing && v.Kind() != r.kind {
		c.fail(v, graph.Say("%s where %s is wanted", "%s là où il faut %s", v.Kind(), r.kind), graph.Say("correct it, or leave the member out", "corrigez-le, ou omettez le membre"))
		return
	}
	switch v.Kind() {
	case source.String:
		c.text(r, v)
	case source.Number:
		if r.percent {
			c.percent(v)
		}
	case source.Array:
		if r.items != nil {
			for e, i := v.First(), 0; e.Kind() != source.Missing; e, i = e.Next(v), i+1 {
				c.element(i)
				c.check(r.items, e)
				c.up()
			}
		}
	case source.Object:
		c.object(r, v)
	}
	if r.more != nil {
		r.more(c, v)
	}
}

func (c *checker) text(r *rule, v source.Value) {
	if len(r.enum) > 0 {
		for _, word := range r.enum {
			if v.Is(word) {
				return
			}
		}
		c.fail(v, graph.Say("%q is no code of the list", "%q n’est pas un code de la liste", source.Clip(v.Str())), source.DidYouMean(v.Str(), r.enum, graph.Say("see the codelist of BODS", "voyez la liste de codes de BODS")))
		return
	}
	if r.min > 0 || r.max > 0 {
		if n := utf8.RuneCount(v.Bytes()); n < r.min || n > r.max {
			c.fail(v, graph.Say("a text of %d characters where %d to %d are wanted", "un texte de %d caractères là où il en faut de %d à %d", n, r.min, r.max), graph.Say("correct it", "corrigez-le"))
		}
	}
	if r.format != nil && !r.format(v.Bytes()) {
		c.fail(v, graph.Say("%q is not %s", "%q n’est pas %s", source.Clip(v.Str()), r.wanted), graph.Say("correct it, or leave the member out", "corrigez-le, ou omettez le membre"))
	}
}

func (c *checker) percent(v source.Value) {
	if _, ok := plainPercent(v.Raw()); ok {
		return
	}
	if f, err := strconv.ParseFloat(string(v.Raw()), 64); err != nil || f < 0 || f > 100 {
		c.fail(v, graph.Say("%s is not a percentage from 0 to 100", "%s n’est pas un pourcentage de 0 à 100", source.Clip(string(v.Raw()))), graph.Say("correct it", "corrigez-le"))
	}
}

func (c *checker) object(r *rule, v source.Value) {
	found := 0
	for m := v.First(); m.Kind() != source.Missing; m = m.Next(v) {
		name := m.NameBytes()
		for _, need := range r.required {
			if need == string(name) {
				found++
				break
			}
		}
		if known := r.members[string(name)]; known != nil {
			c.member(name)
			c.check(known, m)
			c.up()
		}
	}
	if found < len(r.required) {
		for _, need := range r.required {
			if v.Get(need).Kind() == source.Missing {
				c.fail(v, graph.Say("the member %q is missing", "il manque le membre %q", need), graph.Say("add it", "ajoutez-le"))
			}
		}
	}
	if len(r.either) > 0 && !slices.ContainsFunc(r.either, func(n string) bool { return v.Get(n).Kind() != source.Missing }) {
		c.fail(v, graph.Say("none of the members %s is there", "aucun des membres %s n’est présent", strings.Join(r.either, ", ")), graph.Say("add one", "ajoutez-en un"))
	}
}

// plainPercent reads a number from 0 to 100 of at most nine decimals without sign
// or exponent, as nearly all are.
func plainPercent(raw []byte) (graph.Percent, bool) {
	whole, decimals, places, point := 0, 0, 0, false
	for _, c := range raw {
		switch {
		case c == '.' && !point:
			point = true
		case c < '0' || c > '9':
			return 0, false
		case point:
			decimals, places = decimals*10+int(c-'0'), places+1
		default:
			whole = whole*10 + int(c-'0')
		}
		if whole > 100 || places > 9 {
			return 0, false
		}
	}
	for ; places < 9; places++ {
		decimals *= 10
	}
	p := graph.WholePercent(whole) + graph.Percent(decimals)
	return p, len(raw) > 0 && p <= graph.Hundred
}

// isDate reports YYYY-MM-DD.
func isDate(s []byte) bool {
	if len(s) != 10 {
		return false
	}
	_, ok := parseDay(s)
	return ok
}

// isDateOrTime reports YYYY-MM-DD, or RFC 3339 with a time.
func isDateOrTime(s []byte) bool {
	if len(s) == 10 {
		return isDate(s)
	}
	_, err := time.Parse(time.RFC3339, string(s))
	return err == nil
}

// isPartDate reports a year, a month or a day.
func isPartDate(s []byte) bool {
	if len(s) != 4 && len(s) != 7 && len(s) != 10 {
		return false
	}
	_, ok := parseDay(s)
	return ok
}

// parseDay reads what [graph.ParseDate] does, most days without an allocation.
func parseDay(s []byte) (graph.Date, bool) {
	if len(s) == 10 && s[4] == '-' && s[7] == '-' {
		d := 0
		for i, c := range s {
			if i == 4 || i == 7 {
				continue
			}
			if c < '0' || c > '9' {
				return 0, false
			}
			d = d*10 + int(c-'0')
		}
		if m, day := d/100%100, d%100; d/10000 >= 1500 && m >= 1 && m <= 12 && day >= 1 && day <= 28 {
			return graph.Date(d), true
		}
	}
	d, err := graph.ParseDate(string(s))
	return d, err == nil
}

// isURI reports an absolute URI: a scheme, a colon, and characters of RFC 3986.
func isURI(s []byte) bool {
	scheme, rest, found := bytes.Cut(s, []byte(":"))
	if !found || len(scheme) == 0 || len(rest) == 0 || !letter(scheme[0]) {
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
func isVersion(s []byte) bool {
	major, minor, found := strings.Cut(string(s), ".")
	return found && digits(major) && digits(minor)
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
