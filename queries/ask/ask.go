package ask

import (
	"cmp"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/queries"
)

// Command is a question as it was understood.
type Command struct {
	Args []string // of the command, its name first
}

// String is the command as it can be typed.
func (c *Command) String() string {
	out := make([]string, 0, len(c.Args)+1)
	out = append(out, "longarm")
	for _, a := range c.Args {
		if a == "" || strings.ContainsAny(a, " '\"$&;<>|*?") {
			a = "'" + strings.ReplaceAll(a, "'", `'\''`) + "'"
		}
		out = append(out, a)
	}
	return strings.Join(out, " ")
}

// Understand reads a question as a command. The error is [*queries.NotUnderstood],
// or [*queries.Ambiguous] when a name in it means several things.
func Understand(c *queries.Context, question string) (*Command, error) {
	l, err := load()
	if err != nil {
		return nil, err
	}
	r := l.read(c.Mentions(l.distinctive), question)
	if r.ambiguous != nil {
		return nil, r.ambiguous
	}
	if len(r.unknown) == 0 {
		for i := range l.Intents {
			if in := &l.Intents[i]; in.fits(r) {
				if args, ok := in.command(c, r); ok {
					return &Command{Args: args}, nil
				}
			}
		}
	}
	return nil, l.refuse(c, question, r)
}

// fits reports that exactly the ideas and slots of the intent are in the question.
func (in *intent) fits(r *reading) bool {
	for _, n := range in.Needs {
		if !r.concepts[n] {
			return false
		}
	}
	allowed := slices.Concat(in.Needs, in.Allows)
	for _, group := range in.Any {
		if !slices.ContainsFunc(group, func(n string) bool { return r.concepts[n] }) {
			return false
		}
		allowed = append(allowed, group...)
	}
	if in.Word {
		allowed = append(allowed, "word")
	}
	for have := range r.concepts {
		if !slices.Contains(allowed, have) {
			return false
		}
	}
	if in.Power && r.subject && len(r.entities) == 1 {
		return false // what the party itself may do is another question
	}
	if in.Power && r.past {
		return false // the law says what may be done, not what was
	}
	if in.Party != "" && r.owner != (in.Party == "acts") {
		return false
	}
	if in.LawFirst != "" && r.lawFirst != (in.LawFirst == "yes") && r.concepts["protect"] && !r.concepts["from"] {
		return false
	}
	return in.slots(r)
}

func (in *intent) slots(r *reading) bool {
	for _, s := range []struct{ have, bounds []int }{
		{[]int{len(r.entities)}, in.Entities}, {[]int{len(r.laws)}, in.Laws}, {[]int{len(r.jurisdictions)}, in.Jurisdictions},
		{[]int{len(r.percents)}, in.Percents}, {[]int{len(r.rules)}, in.Rules},
	} {
		least, most := 0, 0
		if len(s.bounds) == 2 {
			least, most = s.bounds[0], s.bounds[1]
		}
		if s.have[0] < least || s.have[0] > most {
			return false
		}
	}
	if in.Word != (len(r.words) == 1 && in.Word) {
		return false
	}
	switch in.Dates {
	case "none":
		return len(r.dates) == 0
	case "span":
		return len(r.dates) == 1 || len(r.dates) == 2
	}
	return len(r.dates) <= 1
}

// command fills the slots; false when one cannot be filled.
func (in *intent) command(c *queries.Context, r *reading) ([]string, bool) {
	entities, laws := in.ordered(c, r), in.orderedLaws(c, r)
	rules := r.rules
	if in.RuleOfLaw {
		if rules = rulesOf(c, r.laws[0], r.percents[0]); len(rules) != 1 {
			return nil, false
		}
	}
	at := func(list []string, i int) string {
		if i < len(list) {
			return list[i]
		}
		return ""
	}
	values := map[string]string{
		"{entity}": at(entities, 0), "{entity2}": at(entities, 1), "{entities}": strings.Join(entities, "\n"),
		"{law}": at(laws, 0), "{law2}": at(laws, 1), "{rule}": at(rules, 0), "{word}": at(r.words, 0),
		"{jurisdictions}": strings.Join(r.jurisdictions, ","), "{percent}": at(r.percents, 0), "{date}": at(r.dates, 0), "{date2}": at(r.dates, 1),
	}
	args := fill(in.Command, values)
	for _, place := range []string{"{links}", "{stake}"} {
		i := slices.Index(args, place)
		if i < 0 {
			continue
		}
		ends := ended(c, graph.EntityID(at(entities, 0)), graph.EntityID(at(entities, 1)), place == "{stake}")
		if len(ends) == 0 {
			return nil, false // nothing is stated that could end
		}
		args = slices.Replace(args, i, i+1, ends...)
	}
	var more []string
	if in.Power {
		more = append(more, "--power", powersOf(r))
	}
	if len(in.WhenForeign) > 0 && r.concepts["foreign"] {
		more = append(more, in.WhenForeign...)
	}
	if in.Dates != "span" && in.Dates != "since" && len(r.dates) == 1 {
		more = append(more, "--as-of", r.dates[0])
	}
	if i := slices.Index(args, "--"); i >= 0 { // flags of the command before what is asked inside
		return slices.Insert(args, i, more...), true
	}
	return append(args, more...), true
}

// ended lists the flags that end what one party is stated to hold in another, or to do
// for it: of its stake alone, or of all. A holding of nothing is none.
func ended(c *queries.Context, holder, subject graph.EntityID, stake bool) []string {
	var out []string
	for _, l := range c.Graph.From(holder) {
		owns := l.Interest.CarriesShare()
		if l.Subject != subject || l.State != graph.InForce || owns && l.Figure && l.Share.IsZero() || stake && !owns {
			continue
		}
		end := string(holder) + " " + string(l.Interest) + " " + string(subject)
		if !slices.Contains(out, end) {
			out = append(out, "--end", end)
		}
	}
	return out
}

// fill puts values in the places of a command. An empty place is left out, with the
// flag before it.
func fill(command []string, values map[string]string) []string {
	var out []string
	for i, part := range command {
		filled := part
		for place, v := range values {
			filled = strings.ReplaceAll(filled, place, v)
		}
		switch {
		case filled == "":
			if i > 0 && strings.HasPrefix(command[i-1], "--") && len(out) > 0 {
				out = out[:len(out)-1]
			}
		case part == "{entities}":
			out = append(out, strings.Split(filled, "\n")...)
		default:
			out = append(out, filled)
		}
	}
	return out
}

func powersOf(r *reading) string {
	var out []string
	for _, concept := range []string{"read", "switch-off", "sell"} {
		if r.concepts[concept] {
			for _, p := range powers(concept) {
				out = append(out, string(p))
			}
		}
	}
	return strings.Join(out, ",")
}

// ordered lists the parties as the command wants them: who acts first. Of a path,
// the end from which one leads to the other.
func (in *intent) ordered(c *queries.Context, r *reading) []string {
	list := slices.Clone(r.entities)
	if len(list) == 2 && r.passive && in.Command[0] != "compare" {
		slices.Reverse(list)
	}
	told := in.Verb && (r.active || r.passive) // the question says who owns whom
	if len(list) == 2 && in.Command[0] == "paths" && !told && !leads(c, list[0], list[1]) && leads(c, list[1], list[0]) {
		slices.Reverse(list)
	}
	out := make([]string, len(list))
	for i, id := range list {
		out[i] = string(id)
	}
	return out
}

func leads(c *queries.Context, from, to graph.EntityID) bool {
	a, err := queries.Paths(c, queries.Params{Args: []string{string(from), string(to)}, Limit: 1})
	return err == nil && len(a.Paths) > 0
}

// orderedLaws lists the laws with the shield first: as in the text, unless only the
// other way round one stands against the other.
func (in *intent) orderedLaws(c *queries.Context, r *reading) []string {
	if len(r.laws) != 2 {
		return r.laws
	}
	against := func(shield, law string) bool {
		for _, k := range c.Catalogue.CountersOf(law) {
			if k.Law == shield {
				return true
			}
		}
		return false
	}
	if !against(r.laws[0], r.laws[1]) && against(r.laws[1], r.laws[0]) {
		return []string{r.laws[1], r.laws[0]}
	}
	return r.laws
}

// rulesOf lists the rules of a law with a threshold, sorted.
func rulesOf(c *queries.Context, law, percent string) []string {
	lo, hi, err := graph.ParsePercent(percent)
	if err != nil || lo != hi {
		return nil
	}
	var out []string
	for _, r := range c.Catalogue.Rules() {
		if t := r.TestAt(c.Graph.Date()); r.Law.ID == law && t.HasThreshold && t.Threshold == lo {
			out = append(out, r.ID)
		}
	}
	return out
}

// shownForms bounds the forms a refusal lists.
const shownForms = 4

// refuse says what is not understood, with the forms that share most with the
// question.
func (l *lexicon) refuse(c *queries.Context, question string, r *reading) error {
	e := &queries.NotUnderstood{Question: question, Unknown: r.unknown}
	for _, w := range r.unknown {
		for _, k := range c.NearestParties(w) {
			if len(e.Nearest) < shownForms && !slices.ContainsFunc(e.Nearest, func(o queries.Candidate) bool { return o.ID == k.ID }) {
				e.Nearest = append(e.Nearest, k)
			}
		}
	}
	type scored struct {
		form  string
		score int
		at    int
	}
	var list []scored
	for i := range l.Intents {
		in := &l.Intents[i]
		s := scored{form: in.form(c.Lang()), at: i}
		for _, n := range in.Needs {
			if r.concepts[n] {
				s.score += 3
			} else {
				s.score--
			}
		}
		for _, group := range in.Any {
			if slices.ContainsFunc(group, func(n string) bool { return r.concepts[n] }) {
				s.score += 3
			} else {
				s.score--
			}
		}
		if in.slots(r) {
			s.score += 2
		}
		list = append(list, s)
	}
	slices.SortStableFunc(list, func(a, b scored) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.at, b.at)) })
	for _, s := range list[:min(shownForms, len(list))] {
		e.Forms = append(e.Forms, s.form)
	}
	return e
}
