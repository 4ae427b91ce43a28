package ownership

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"longarm/graph"
)

// facts builds a graph from lines such as
//
//	X T 30          X T 25-50       X T >25-<50     X T ?  (no figure)
//	X T votes:60    p:X is a person X T !vetoRight 1 of 7
//	complete T      floor T 5       total T 100 X,Y
func facts(t testing.TB, text string) *graph.Graph { return ledgerOf(t, text).At(day, graph.Options{}) }

var day = graph.NewDate(2026, 1, 1)

func ledgerOf(t testing.TB, text string) *graph.Ledger {
	t.Helper()
	b := graph.NewBuilder()
	seen := map[string]bool{}
	entity := func(name string) graph.EntityID {
		kind := graph.Company
		if strings.HasPrefix(name, "p:") {
			kind = graph.Person
		}
		if !seen[name] {
			seen[name] = true
			b.AddEntity(graph.Entity{ID: graph.EntityID(name), Kind: kind})
		}
		return graph.EntityID(name)
	}
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		f := strings.Fields(line)
		claim := graph.Claim{ID: graph.ClaimID(fmt.Sprintf("f%02d", i+1))}
		switch {
		case f[0] == "complete" || f[0] == "floor" || f[0] == "total":
			c := graph.Coverage{Claim: claim, Entity: entity(f[1]), Interest: graph.Shareholding, Basis: graph.Both, Kind: graph.CoverageKind(f[0])}
			if len(f) > 2 && f[0] == "complete" {
				c.Interest, c.Basis = graph.Interest(f[2]), graph.NoBasis
			} else if len(f) > 2 {
				c.Percent = percentOf(t, f[2])
			}
			if len(f) > 3 {
				for _, m := range strings.Split(f[3], ",") {
					c.Members = append(c.Members, entity(m))
				}
			}
			b.AddCoverage(c)
		case strings.HasPrefix(f[2], "!"):
			b.AddStatement(graph.Statement{Claim: claim, Holder: entity(f[0]), Subject: entity(f[1]), Interest: graph.Interest(f[2][1:]), Value: strings.Join(f[3:], " ")})
		default:
			s := graph.Statement{Claim: claim, Holder: entity(f[0]), Subject: entity(f[1]), Interest: graph.Shareholding, Basis: graph.Both}
			figure := f[2]
			if basis, rest, ok := strings.Cut(figure, ":"); ok {
				s.Basis, figure = graph.Basis(basis), rest
			}
			if figure != "?" {
				s.Figure = true
				lo, hi, band := strings.Cut(figure, "-")
				if !band {
					hi = lo
				}
				s.Share.MinOpen, s.Share.MaxOpen = strings.HasPrefix(lo, ">"), strings.HasPrefix(hi, "<")
				s.Share.Min, s.Share.Max = percentOf(t, strings.TrimPrefix(lo, ">")), percentOf(t, strings.TrimPrefix(hi, "<"))
			}
			b.AddStatement(s)
		}
	}
	l, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func list(ids ...string) Class {
	c, _ := classOf(ids...)
	return c
}

func predicate(ids ...string) Class {
	c := list(ids...)
	c.RestMay = true
	return c
}

func reading(o *Outcome, r Reading) ReadingValue {
	return o.Readings[slices.IndexFunc(o.Readings, func(v ReadingValue) bool { return v.Reading == r })]
}

func TestValues(t *testing.T) {
	for _, c := range []struct {
		name, facts string
		class       Class
		test        Test
		value       string
		met         Verdict
		because     Because
	}{
		{"open ends survive sums", "X T >25-50\nY T >25-50", list("X", "Y"), Test{Threshold: pct(50), Comparison: MoreThan, Aggregate: AggregateClass, Reading: ReadTier}, ">50–100 %", Yes, ""},
		{"open ends survive products", "X A 0-<50\nA T 0-<50", list("X"), Test{Threshold: pct(25), Comparison: AtLeast, Aggregate: AggregateNone, Reading: ReadProduct}, "0–<25 %", No, ""},
		{"a chain of holdings without figures is above 0", "X A ?\nA B ?\nB T ?", list("X"), Test{Threshold: 0, HasThreshold: true, Comparison: MoreThan, Aggregate: AggregateNone, Reading: ReadProduct}, ">0–100 %", Yes, ""},
		{"a total caps the others", "X T 10-90\nY T 10-90\ntotal T 100 X,Y", list("X"), Test{Threshold: pct(90), Comparison: MoreThan, Aggregate: AggregateNone, Reading: ReadTier}, "10–90 %", No, ""},
		{"two with all of it: one holds half", "X T 0.01-99.99\nY T 0.01-99.99\ntotal T 100 X,Y", list("X", "Y"), Test{Threshold: pct(50), Comparison: AtLeast, Aggregate: AggregateNone, Reading: ReadTier}, "50–99.99 %", Yes, ""},
		{"but not more than half", "X T 0.01-99.99\nY T 0.01-99.99\ntotal T 100 X,Y", list("X", "Y"), Test{Threshold: pct(50), Comparison: MoreThan, Aggregate: AggregateNone, Reading: ReadTier}, "0.01–99.99 %", Undetermined, BecauseFacts},
		{"a floor caps an undisclosed holder", "p:Y T 60\nfloor T 5", predicate("X"), Test{Threshold: pct(5), Comparison: AtLeast, Aggregate: AggregateNone, Reading: ReadTier}, "0–<5 %", No, ""},
		{"not the undisclosed holders together", "p:Y T 60\nfloor T 5", predicate("X"), Test{Threshold: pct(25), Comparison: AtLeast, Aggregate: AggregateClass, Reading: ReadTier}, "0–40 %", Undetermined, BecauseFacts},
		{"nobody undisclosed is on a list", "Y T 60", list("X"), Test{Threshold: pct(5), Comparison: AtLeast, Aggregate: AggregateClass, Reading: ReadTier}, "0 %", No, ""},
		{"completeness forces the lower end", "X T 10-90\nY T 10-40\ncomplete T", list("X"), Test{Threshold: pct(60), Comparison: AtLeast, Aggregate: AggregateNone, Reading: ReadTier}, "60–90 %", Yes, ""},
		{"treasury shares leave the base", "X T 40\nT T 20", list("X"), Test{Threshold: pct(50), Comparison: AtLeast, Aggregate: AggregateNone, Reading: ReadNone}, "50 %", Yes, ""},
		{"bands of treasury shares are tight", "X T 40\nT T 0-20", list("X"), Test{Threshold: pct(50), Comparison: AtLeast, Aggregate: AggregateNone, Reading: ReadTier}, "40–50 %", Undetermined, BecauseFacts},
		{"reports above 100 are taken as reported", "X T 60\nY T 60", list("X"), Test{Threshold: pct(55), Comparison: AtLeast, Aggregate: AggregateNone, Reading: ReadTier}, "60 %", Yes, ""},
		{"and scaled in products", "X T 60\nY T 60", list("X"), Test{Threshold: pct(55), Comparison: AtLeast, Aggregate: AggregateNone, Reading: ReadProduct}, "50 %", No, ""},
		{"scaled bands", "X T 60-90\nY T 60", list("X"), Test{Threshold: pct(55), Comparison: AtLeast, Aggregate: AggregateNone, Reading: ReadProduct}, "50–60 %", Undetermined, BecauseFacts},
		{"certain control of reports above 100: the treasury shares leave, the rest is scaled", "X T 60\nY T 40\nT T 20", list("X"), Test{Threshold: pct(60), Comparison: AtLeast, Aggregate: AggregateNone, Reading: ReadControl}, "60–75 %", Yes, ""},
		{"so with bands", "X T 60\nY T 20-40\nT T 30-40", list("X"), Test{Threshold: pct(60), Comparison: AtLeast, Aggregate: AggregateNone, Reading: ReadControl}, "60–100 %", Yes, ""},
		{"rounding to exactly 100 leaves nothing", "X T 50\nY T 50\nZ T ?", list("Z"), Test{Threshold: pct(1), Comparison: AtLeast, Aggregate: AggregateNone, Reading: ReadTier}, "0 %", No, ""},
		{"more than 25 beside 75 is above 100 and taken as reported", "X T >25-50\nY T 75-100", list("X"), Test{Threshold: pct(25), Comparison: MoreThan, Aggregate: AggregateNone, Reading: ReadTier}, ">25–50 %", Yes, ""},
		{"so is the other", "X T >25-50\nY T 75-100", list("Y"), Test{Threshold: pct(75), Comparison: AtLeast, Aggregate: AggregateNone, Reading: ReadNone}, "75–100 %", Yes, ""},
		{"and scaled in products, where it stays open", "X T >25-50\nY T 75-100", list("X"), Test{Threshold: pct(25), Comparison: MoreThan, Aggregate: AggregateNone, Reading: ReadProduct}, ">20–40 %", Undetermined, BecauseFacts},
		{"who has more than half beside a half has control", "X T >50-100\nY T 50", list("X"), Test{Threshold: pct(50), Comparison: MoreThan, Aggregate: AggregateNone, Reading: ReadControl}, "", Yes, ""},
		{"sums of a class, each alone", "X T 30\nY T 25", list("X", "Y"), Test{Threshold: pct(50), Comparison: AtLeast, Reading: ReadTier}, "", Undetermined, BecauseLaw},
		{"a concert is one holder", "X T 30\nY T 25\nX T !actingInConcert\nY T !actingInConcert", list("X"), Test{Threshold: pct(50), Comparison: AtLeast, Aggregate: AggregateConcert, Reading: ReadProduct}, "55 %", Yes, ""},
		{"a concert elsewhere is none here", "X T 30\nY T 25\nX A !actingInConcert\nY A !actingInConcert", list("X"), Test{Threshold: pct(50), Comparison: AtLeast, Aggregate: AggregateConcert, Reading: ReadTier}, "30 %", No, ""},
		{"links of a chain by themselves", "X A 30\nX B 30\nB A 30\nA T 60", list("X"), Test{Threshold: pct(50), Comparison: MoreThan, Aggregate: AggregateChains, Reading: ReadTier, HasLink: true, Link: pct(30), LinkComparison: AtLeast}, "60 %", Yes, ""},
		{"not their sum", "X A 30\nY A 30\nA T 60", list("X", "Y"), Test{Threshold: pct(50), Comparison: MoreThan, Aggregate: AggregateChains, Reading: ReadTier}, "0 %", No, ""},
		{"votes and capital are tested each by itself", "X T capital:30\nX T votes:60", list("X"), Test{Threshold: pct(50), Comparison: MoreThan, Aggregate: AggregateNone, Reading: ReadTier, Basis: Either}, "60 %", Yes, ""},
		{"and never added", "X T capital:30\nX T votes:30", list("X"), Test{Threshold: pct(50), Comparison: MoreThan, Aggregate: AggregateNone, Reading: ReadTier, Basis: Either}, "30 %", No, ""},
		{"a closed ring owns itself", "A B 100\nB A 100", list("X"), Test{Threshold: pct(1), Comparison: AtLeast, Aggregate: AggregateClass, Reading: ReadProduct}, "0 %", No, ""},
		{"a ring but for a trace belongs to who holds the trace", "A B 100\nB A 90-<100\np:X A >0-10\ncomplete A", list("p:X"), Test{Threshold: pct(100), Comparison: AtLeast, Aggregate: AggregateClass, Reading: ReadProduct}, "100 %", Yes, ""},
		{"the company is not its own holder", "T A 60\nA T 60", list("T"), Test{Threshold: pct(1), Comparison: AtLeast, Aggregate: AggregateClass, Reading: ReadProduct}, "0 %", No, ""},
		{"control counts the coalition's votes", "X A 60\nX T 20\nA T 31", list("X"), Test{Threshold: pct(50), Comparison: MoreThan, Aggregate: AggregateNone, Reading: ReadControl}, "51 %", Yes, ""},
		{"control by a stated ground below", "X A !controlByContract\nA T 51", list("X"), Test{Threshold: pct(50), Comparison: MoreThan, Aggregate: AggregateNone, Reading: ReadControl}, "51 %", Yes, ""},
		{"an undisclosed holder may stand above a party to a concert", "p:S T 21\nB T 9\nS B 40\np:S T !actingInConcert\nB T !actingInConcert\nfloor T 5", predicate("X"), Test{Threshold: pct(30), Comparison: AtLeast, Aggregate: AggregateConcert, Reading: ReadControl}, "0–<35 %", Undetermined, BecauseFacts},
		{"but not above the others", "p:S T 21\np:B T 9\np:S T !actingInConcert\np:B T !actingInConcert\nfloor T 5", predicate("X"), Test{Threshold: pct(30), Comparison: AtLeast, Aggregate: AggregateConcert, Reading: ReadControl}, "0–<5 %", No, ""},
		{"hybrid keeps the top link", "X A 75\nA T 51", list("X"), Test{Threshold: pct(80), Comparison: AtLeast, Aggregate: AggregateNone, Reading: ReadHybrid, Hybrid: TopLinkKept}, "75 %", No, ""},
		{"hybrid bands jump at the link", "X A 40-60\nA T 40", list("X"), Test{Threshold: pct(24), Comparison: MoreThan, Aggregate: AggregateNone, Reading: ReadHybrid}, "16–40 %", Undetermined, BecauseFacts},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.test.HasThreshold, c.test.Class = true, c.class
			o := New(facts(t, c.facts)).Evaluate(c.test, "T")
			if o.ConditionMet == "" || strings.Contains(c.facts, "A B 100") {
				o = New(facts(t, c.facts)).Evaluate(c.test, "B")
			}
			if got := reading(o, c.test.Reading); c.value != "" && got.Value.String() != c.value {
				t.Errorf("value %s, want %s", got.Value, c.value)
			}
			if o.ConditionMet != c.met || o.Because != c.because {
				t.Errorf("verdict %s (%s), want %s (%s)", o.ConditionMet, o.Because, c.met, c.because)
			}
		})
	}
}

func TestFlags(t *testing.T) {
	for _, c := range []struct{ facts, want string }{
		{"A T 100\nT A 100", "owned by itself"},
		{"A T 60\nT A 60", "cross-holdings among A, T"},
		{"X T 60\nY T 60", "holdings of T sum to 120"},
		{"X T >25-50\nY T 75-100", "holdings of T sum to more than 100"},
		{"X T 50\nY T 50\nZ T ?", "holdings of T sum to more than 100"},
		{"X T 30\nY T 30\ncomplete T", "treated as not complete"},
		{"X T 20-40\nY T 20-40\nZ T 20-40\ntotal T 70 X,Y\ntotal T 70 Y,Z", "overlap"},
	} {
		a := New(facts(t, c.facts)).Owners("T", graph.Capital)
		if !slices.ContainsFunc(a.Flags, func(f graph.Flag) bool { return strings.Contains(f.Message, c.want) }) {
			t.Errorf("%q: no flag %q in %v", c.facts, c.want, a.Flags)
		}
	}
}

func TestOwnersOfOrangeKind(t *testing.T) {
	a := New(facts(t, "p:state O 13.39\nbpi O 9.56\np:state bpi 49.2\nO T 50\nC T 50\nbr C 4.86\nbr O 6.18")).Owners("T", graph.Capital)
	var got []string
	for _, o := range a.Owners {
		got = append(got, fmt.Sprintf("%s %s", o.ID, o.Integrated))
	}
	want := []string{"C 50 %", "O 50 %", "p:state 9.04676 %", "br 5.52 %", "bpi 4.78 %"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if u := a.Undisclosed; !u.Direct.IsZero() || u.Integrated.String() != "90.95324 %" {
		t.Errorf("undisclosed %v", u)
	}
	b, err := json.Marshal(a.Owners[2])
	if want := `{"id":"p:state","kind":"person","direct":null,"integrated":{"min":9.04676,"max":9.04676}}`; err != nil || string(b) != want {
		t.Errorf("%s %v", b, err)
	}
}

func TestControlAnswers(t *testing.T) {
	for _, c := range []struct {
		name, facts              string
		certain, possible, joint string
		other                    string
		rest                     bool
	}{
		{"majority through two hands", "p:X A 60\np:X T 30\nA T 30", "p:X", "", "", "", false},
		{"what others leave", "p:X T 10-90\np:Y T 0-40\ncomplete T", "p:X", "", "", "", false},
		{"unknown pairs may control", "X T ?\nY T 10", "", "X", "", "", true},
		{"a board majority controls", "X T !appointmentOfBoard 4 of 7 directors\nY T 20", "X", "", "", "", true},
		{"a minority of seats does not", "X T !appointmentOfBoard 1 of 7 directors", "", "", "", "X", true},
		{"nor a veto or an accounting parent", "X T !vetoRight\nY T !accountingParent\np:Z T 60", "p:Z", "", "", "X Y", false},
		{"joint needs each member", "p:X T 50\np:Y T 50", "", "", "p:X p:Y", "", false},
		{"changing coalitions are not joint", "p:X T 40\np:Y T 30\np:Z T 30", "", "", "", "", false},
		{"a concert with no member alone", "p:X T 30\np:Y T 30\np:Z T 20\np:X T !actingInConcert\np:Y T !actingInConcert", "", "", "p:X p:Y", "", false},
		{"joint through subsidiaries", "p:X A 60\np:X B 60\nA T 25\nB T 25\np:Y T 50", "", "", "p:X p:Y", "", false},
		{"a member of a total without a figure may control", "A T 60\np:Y A 10\ntotal A 90 p:X,p:Y", "A p:X", "", "", "", false},
		{"and through it", "A B 60\nB T 60\np:Y A 0-90\ntotal A 100 p:X,p:Y", "A B", "p:X p:Y", "", "", false},
		{"a cycle does not control itself", "A T 60\nT A 60", "A", "", "", "", false},
		{"a floor keeps the rest out", "X T 10\nfloor T 5", "", "", "", "", false},
		{"undisclosed owners of both halves", "X T 50\nY T 50", "", "", "X Y", "", true},
		{"an undisclosed holder above", "A T 60\nX A 10", "A", "", "", "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := New(facts(t, c.facts)).Controllers("T", Majority, graph.Votes)
			join := func(l []Controller) string {
				var s []string
				for _, k := range l {
					s = append(s, string(k.ID))
				}
				return strings.Join(s, " ")
			}
			joint := ""
			for _, j := range a.Joint {
				for _, m := range j.Members {
					joint = strings.TrimSpace(joint + " " + string(m))
				}
			}
			if join(a.Certain) != c.certain || join(a.Possible) != c.possible || joint != c.joint || join(a.Other) != c.other || a.RestMay != c.rest {
				t.Errorf("certain %q possible %q joint %q other %q rest %v", join(a.Certain), join(a.Possible), joint, join(a.Other), a.RestMay)
			}
		})
	}
}

// A lost source makes control possible, never impossible.
func TestControlAfterLosingAClaim(t *testing.T) {
	l := ledgerOf(t, "X A 60\nA T !controlByContract\nX T 10")
	for _, id := range []graph.ClaimID{"f01", "f02"} {
		a := New(l.Without(id).At(day, graph.Options{})).Controllers("T", Majority, graph.Votes)
		if len(a.Certain) > 1 || !slices.Contains(idsOfControllers(a.Possible), "X") {
			t.Errorf("without %s: certain %v, possible %v", id, idsOfControllers(a.Certain), idsOfControllers(a.Possible))
		}
	}
	full := New(l.At(day, graph.Options{})).Controllers("T", Majority, graph.Votes)
	i := slices.IndexFunc(full.Certain, func(k Controller) bool { return k.ID == "X" })
	g := full.Certain[i].Grounds[0]
	if g.Kind != GroundKind(graph.ControlByContract) || !slices.Equal(g.Via, []graph.EntityID{"A"}) || len(g.Steps) != 2 || !slices.Equal(g.Claims, []graph.ClaimID{"f01", "f02"}) {
		t.Errorf("ground %+v", g)
	}
}

func TestBoardMajority(t *testing.T) {
	for text, want := range map[string]Verdict{
		"4 of 7 directors": Yes, "1 of 7 directors": No, "3 of 6": No, "4/7": Yes, "4 sur 7": Yes, "a majority": Yes, "majorité du conseil": Yes,
		"right to nominate a simple majority of directors": Yes, "no majority": Undetermined, "a minority of the board": No,
		"1 director": Undetermined, "": Undetermined, "1 of 7; 5 of 9 members": Yes, "supervisory board chair and one more": Undetermined,
	} {
		if got := BoardMajority(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestControlByClass(t *testing.T) {
	limbs := func(names ...string) Limbs {
		all := Limbs{
			"majority-votes": {graph.VotingRights, graph.Shareholding}, "board-majority": {graph.AppointmentOfBoard, graph.MajorityOfDirectors},
			"board-seat": {graph.AppointmentOfBoard, graph.BoardMember}, "veto": {graph.VetoRight, graph.GoldenShare},
			"direction": {graph.OtherInfluenceOrControl}, "plurality": {graph.VotingRights}, "largest": {graph.VotingRights}, "de-facto": {graph.OtherInfluenceOrControl, graph.VotingRights},
			"joint": {graph.ActingJointly, graph.ActingInConcert}, "agreement": {graph.ActingInConcert, graph.ActingJointly}, "profit-rights": {graph.ProfitRights},
			"participation": {graph.Shareholding},
		}
		out := Limbs{}
		for _, n := range names {
			out[n] = all[n]
		}
		return out
	}
	maybe := func(id string) Class {
		return Class{RestMay: true, In: func(e graph.EntityID) Membership {
			if string(e) == id {
				return Maybe
			}
			return Outside
		}}
	}
	for _, c := range []struct {
		name, facts string
		class       Class
		limbs       Limbs
		met         Verdict
		because     Because
		missing     string
	}{
		{"votes", "X A 60\nA T 60", list("X"), limbs("majority-votes"), Yes, "", ""},
		{"votes, closed", "p:X T 40\np:Y T 60", predicate("p:X"), limbs("majority-votes"), No, "", ""},
		{"votes, undisclosed", "Y T 40", predicate("X"), limbs("majority-votes"), Undetermined, "", "holders  T"},
		{"votes, unknown figure", "X T ?\nY T 40", list("X"), limbs("majority-votes"), Undetermined, BecauseFacts, "share X T"},
		{"an unplaced majority", "Y T 60", maybe("Y"), limbs("majority-votes"), Undetermined, BecauseFacts, "membership Y "},
		{"votes, summed over a class", "X T 30\nY T 30", list("X", "Y"), limbs("majority-votes"), Yes, "", ""},
		{"a veto", "X T !vetoRight\nY T 60", list("X"), limbs("veto"), Yes, "", ""},
		{"a veto of a subsidiary", "X A 60\nA T !goldenShare", list("X"), limbs("veto"), Yes, "", ""},
		{"no veto stated", "X T 30", list("X"), limbs("veto"), Undetermined, "", ""},
		{"no veto, closed", "X T 30\ncomplete T vetoRight\ncomplete T goldenShare", list("X"), limbs("veto"), No, "", ""},
		{"seats unnumbered", "X T !appointmentOfBoard", list("X"), limbs("board-majority"), Undetermined, BecauseFacts, "interest X T"},
		{"one seat is a seat", "X T !appointmentOfBoard 1 of 7", list("X"), limbs("board-seat"), Yes, "", ""},
		{"one seat is no majority", "X T !appointmentOfBoard 1 of 7\ncomplete T appointmentOfBoard\ncomplete T majorityOfDirectors", list("X"), limbs("board-majority"), No, "", ""},
		{"the largest holder", "X T 30\nY T 25\nfloor T 5", list("X"), limbs("plurality"), Yes, "", ""},
		{"an equal one", "X T 30\nY T 30", list("X"), limbs("plurality"), No, "", ""},
		{"an equal one, of the largest", "X T 30\nY T 30\nZ T 20\nW T 20", list("X"), limbs("largest"), Yes, "", ""},
		{"a larger one", "X T 30\nY T 30.1", list("X"), limbs("largest"), No, "", ""},
		{"perhaps a larger one", "X T 30\nY T 30-31\nfloor T 5", list("X"), limbs("largest"), Undetermined, BecauseFacts, ""},
		{"perhaps larger", "X T 30\nY T 20-40\nfloor T 5", list("X"), limbs("plurality"), Undetermined, BecauseFacts, ""},
		{"half is open in fact", "X T 30\nY T 20\nfloor T 5", list("X"), limbs("de-facto"), Undetermined, BecauseFacts, "interest X T"},
		{"joint", "X T 50\nY T 50", list("X"), limbs("joint"), Yes, "", ""},
		{"an agreement", "X T 30\nY T 30\nX T !actingInConcert\nY T !actingInConcert", list("X"), limbs("agreement"), Yes, "", ""},
		{"profits", "X T profit:60", list("X"), limbs("profit-rights"), Yes, "", ""},
		{"any part", "X A 60\nA T 1", list("X"), limbs("participation"), Yes, "", ""},
		{"any part, beside two halves", "A T 50\nB T 50\nX T ?", list("X"), limbs("participation"), Yes, "", ""},
		{"any part of one that it may control, beside two halves", "A T 50\nB T 50\nC T ?\nX C 40-60", list("X"), limbs("participation"), Undetermined, BecauseFacts, ""},
		{"one of two equals may lead", "X T 30\nY T 30\nfloor T 5", list("X"), limbs("de-facto"), Undetermined, BecauseFacts, "interest X T"},
		{"not where all who have influence are told", "X T 30\nY T 30\nfloor T 5\ncomplete T otherInfluenceOrControl", list("X"), limbs("de-facto"), No, "", ""},
		{"control by the articles", "X T !controlViaCompanyRulesOrArticles", list("X"), limbs("direction"), Yes, "", ""},
		{"rights by contract may be", "X T !rightsGrantedByContract", list("X"), limbs("direction"), Undetermined, BecauseFacts, "interest X T"},
		{"a seat is not", "X T !boardMember\ncomplete T otherInfluenceOrControl", list("X"), limbs("direction"), No, "", ""},
		{"one of several", "X T 30\nX T !otherInfluenceOrControl", list("X"), limbs("majority-votes", "direction"), Yes, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := AggregateUnspecified
			if strings.Contains(c.name, "summed") {
				g = AggregateClass
			}
			k := New(facts(t, c.facts)).ControlByClass("T", c.class, c.limbs, g, Majority, graph.NoBasis)
			if k.Met != c.met || k.Because != c.because {
				t.Errorf("met %s (%s), want %s (%s): %+v", k.Met, k.Because, c.met, c.because, k)
			}
			if c.met == Yes && (len(k.Grounds) == 0 || k.Grounds[0].Holder != "X" || len(k.Claims) == 0) {
				t.Errorf("grounds %+v claims %v", k.Grounds, k.Claims)
			}
			found := c.missing == ""
			for _, m := range k.Missing {
				found = found || fmt.Sprintf("%s %s %s", m.Kind, m.Holder, m.Subject) == c.missing
			}
			if !found {
				t.Errorf("missing %+v, want %s", k.Missing, c.missing)
			}
		})
	}
}

func TestLimbsBesideAThreshold(t *testing.T) {
	m := New(facts(t, "X T 30\nY T 45\nX T !vetoRight"))
	test := Test{Threshold: pct(50), HasThreshold: true, Aggregate: AggregateNone, Reading: ReadControl, Basis: graph.Votes, Class: list("X"), Limbs: Limbs{"veto": {graph.VetoRight}}}
	if o := m.Evaluate(test, "T"); o.ConditionMet != Yes || len(o.Grounds) != 1 || o.Control == nil {
		t.Errorf("either suffices: %s %+v", o.ConditionMet, o.Grounds)
	}
	test.Threshold, test.Limbs = pct(25), Limbs{"plurality": {graph.VotingRights}}
	if o := m.Evaluate(test, "T"); o.ConditionMet != No {
		t.Errorf("plurality narrows: %s", o.ConditionMet)
	}
	test.HasThreshold, test.Limbs = false, nil
	if o := m.Evaluate(test, "T"); o.ConditionMet != No || o.Margin == nil {
		t.Errorf("control without a number is a majority: %s", o.ConditionMet)
	}
}

func TestMarginAndNearest(t *testing.T) {
	o := New(facts(t, "X A 49.9\nA T 100")).Evaluate(Test{Threshold: pct(50), HasThreshold: true, Comparison: AtLeast, Aggregate: AggregateClass, Reading: ReadTier,
		HasLink: true, Link: pct(50), LinkComparison: AtLeast, Class: list("X")}, "T")
	if FormatPercent(o.Margin) != "0.1" || o.Nearest != (Nearest{Reading: ReadTier, Holder: "X", Subject: "A", Link: true}) {
		t.Errorf("margin %s at %+v", o.Margin, o.Nearest)
	}
	if want := []graph.ClaimID{"f01", "f02"}; !slices.Equal(o.Claims, want) {
		t.Errorf("claims %v, want %v", o.Claims, want)
	}
}

// TestMarginOfTheNearerEnd: what may lie on either side of a threshold is as near to it
// as the nearer end of its range.
func TestMarginOfTheNearerEnd(t *testing.T) {
	for share, want := range map[string]string{"10-24": "0", "10-30": "6", "20-60": "4"} {
		o := New(facts(t, "X T "+share)).Evaluate(Test{Threshold: pct(24), HasThreshold: true, Comparison: AtLeast, Aggregate: AggregateNone,
			Reading: ReadNone, Class: list("X")}, "T")
		if o.ConditionMet != Undetermined || FormatPercent(o.Margin) != want {
			t.Errorf("%s: %s, margin %s, want %s", share, o.ConditionMet, o.Margin, want)
		}
	}
}

// TestNearestIsSurelyThere: of two that come equally near, the one whose figure is
// stated, not the one that may stand behind it.
func TestNearestIsSurelyThere(t *testing.T) {
	for _, behind := range []string{"B", "Z"} {
		o := New(facts(t, "Y T 20\nW T 80\n"+behind+" Y 40-60")).Evaluate(Test{Threshold: pct(50), HasThreshold: true, Comparison: MoreThan, Aggregate: AggregateNone,
			Reading: ReadControl, Class: list("Y", behind)}, "T")
		if FormatPercent(o.Margin) != "30" || o.Nearest.Holder != "Y" {
			t.Errorf("margin %s at %+v", o.Margin, o.Nearest)
		}
	}
}

// TestClaimsOfAConcert: an answer that counts a party's votes with another's rests on
// what both hold and on the statements that they act together.
func TestClaimsOfAConcert(t *testing.T) {
	for _, r := range []Reading{ReadNone, ReadTier, ReadProduct, ReadHybrid, ReadControl} {
		o := New(facts(t, "X T 30\nY T 25\nX T !actingInConcert\nY T !actingInConcert")).Evaluate(Test{Threshold: pct(50), HasThreshold: true,
			Comparison: AtLeast, Aggregate: AggregateConcert, Reading: r, Class: list("X")}, "T")
		if want := []graph.ClaimID{"f01", "f02", "f03", "f04"}; o.ConditionMet != Yes || !slices.Equal(o.Claims, want) {
			t.Errorf("%s: %s by %v, want %v", r, o.ConditionMet, o.Claims, want)
		}
	}
}

// TestClaimsBelowAMember: who passes by way of another of the class rests on what it
// has in the other too; of a class as one, members count whole and nothing above them.
func TestClaimsBelowAMember(t *testing.T) {
	for g, want := range map[Aggregate][]graph.ClaimID{AggregateNone: {"f01", "f02", "f03"}, AggregateClass: {"f01", "f02"}} {
		o := New(facts(t, "X T 40\nA T 35\nX A 60")).Evaluate(Test{Threshold: pct(75), HasThreshold: true, Comparison: AtLeast, Aggregate: g,
			Reading: ReadTier, Class: list("X", "A")}, "T")
		if o.ConditionMet != Yes || !slices.Equal(o.Claims, want) {
			t.Errorf("%s: %s by %v, want %v", g, o.ConditionMet, o.Claims, want)
		}
	}
}
