package ownership

import (
	"strconv"
	"strings"
	"unicode"

	"longarm/graph"
)

// isControlInterest reports an interest that can make control by itself.
func isControlInterest(i graph.Interest) bool {
	switch i {
	case graph.ControlByContract, graph.MajorityOfDirectors, graph.AppointmentOfBoard:
		return true
	}
	return i.StatesControl()
}

// certainGround reports a link that states control: influence or control stated
// as such, a contract of control, a majority of directors, or the appointment of
// a stated majority of the board.
func certainGround(l *graph.Link) bool {
	return isControlInterest(l.Interest) && (l.Interest != graph.AppointmentOfBoard || BoardMajority(l.Value) == Yes)
}

func isConcert(i graph.Interest) bool {
	return i == graph.ActingJointly || i == graph.ActingInConcert
}

// isOtherRight reports an interest that is shown beside control and is none.
func isOtherRight(l *graph.Link) bool {
	switch l.Interest {
	case graph.GoldenShare, graph.VetoRight, graph.AccountingParent, graph.BoardMember, graph.BoardChair,
		graph.ConditionalRights, graph.Trustee, graph.Nominee, graph.SurplusAssets:
		return true
	case graph.AppointmentOfBoard:
		return BoardMajority(l.Value) != Yes
	}
	return l.Interest.Family() == graph.Control && !isControlInterest(l.Interest) && !isConcert(l.Interest)
}

// BoardMajority reads how much of a board someone appoints from the source's
// words: "4 of 7 directors" and "a majority" are yes, "1 of 7" is no, a text
// without both numbers is undetermined. Of several texts one yes suffices.
func BoardMajority(value string) Verdict {
	result := Undetermined
	for _, part := range strings.Split(value, ";") {
		switch v := boardPart(strings.ToLower(part)); {
		case v == Yes:
			return Yes
		case v == No:
			result = No
		}
	}
	return result
}

func boardPart(text string) Verdict {
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '/' })
	for i, w := range words {
		a, b := w, ""
		if x, y, ok := strings.Cut(w, "/"); ok {
			a, b = x, y
		} else if i+2 < len(words) && (words[i+1] == "of" || words[i+1] == "sur" || words[i+1] == "des") {
			b = words[i+2]
			if b == "the" && i+3 < len(words) {
				b = words[i+3]
			}
		}
		n, err1 := strconv.Atoi(a)
		m, err2 := strconv.Atoi(b)
		if err1 == nil && err2 == nil && m > 0 && n <= m {
			if 2*n > m {
				return Yes
			}
			return No
		}
	}
	negated := false
	for _, w := range words {
		switch w {
		case "no", "not", "without", "minority", "minorité", "sans", "pas", "half", "moitié":
			negated = true
		}
	}
	for _, w := range words {
		if w == "majority" || w == "majorité" {
			if negated {
				return Undetermined
			}
			return Yes
		}
	}
	if negated && strings.Contains(text, "minorit") {
		return No
	}
	return Undetermined
}

// mates returns which holders of the company act jointly there with a party that
// belongs. Links of unknown state count for upper ends only.
func (n *net) mates(company int, upper bool, belongs func(node int) bool) func(node int) bool {
	var group []int
	any := false
	for _, l := range n.tables.To(n.id(company)) {
		if isConcert(l.Interest) && (l.State == graph.InForce || upper) {
			h := n.node(l.Holder)
			group = append(group, h)
			any = any || belongs(h)
		}
	}
	return func(node int) bool {
		if any {
			for _, h := range group {
				if h == node {
					return true
				}
			}
		}
		return false
	}
}

// concertClaims lists the statements that parties act jointly in the company.
func (n *net) concertClaims(company int) []graph.ClaimID {
	var out []graph.ClaimID
	for _, l := range n.tables.To(n.id(company)) {
		if isConcert(l.Interest) {
			out = append(out, l.Claims...)
		}
	}
	return out
}

type concertLink struct {
	holder int
	stated bool // in force, not of unknown state
}

// concerts lists, for each company of the closure, who acts jointly there.
func (u *upstream) concerts() map[int][]concertLink {
	u.concertOnce.Do(func() {
		u.concerted = map[int][]concertLink{}
		for _, block := range u.blocks {
			for _, v := range block {
				for _, l := range u.net.tables.To(u.net.id(v)) {
					if isConcert(l.Interest) {
						u.concerted[v] = append(u.concerted[v], concertLink{u.net.node(l.Holder), l.State == graph.InForce})
					}
				}
			}
		}
	})
	return u.concerted
}
