package sec

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// holding is one row of an information table, as text.
type holding struct {
	line                       int
	issuer, class, cusip       string
	unit, option, discretion   string
	amount, sole, shared, none string
}

// position is what one manager holds of one security: its rows, which a table splits
// by discretion and by other managers, together.
type position struct {
	line, rows                 int
	cusip, issuer, class       string
	discretion                 string
	shares, sole, shared, none uint64
}

// positions are those of one filing.
type positions struct {
	load    *load
	at      map[string]int
	list    []position
	rows    int // all rows met
	options int // puts and calls
	debt    int // principal amounts
	out     outstanding
}

func newPositions(l *load) positions {
	return positions{load: l, at: map[string]int{}, out: l.outstanding()}
}

// take judges a row and adds it to its position. Options are rights to shares, and
// principal amounts debt: neither is a holding of shares.
func (p *positions) take(r holding) (path string, why graph.Text) {
	p.rows++
	id := cusip(r.cusip)
	if id == "" {
		return "cusip", graph.Say("%q is no CUSIP", "%q n’est pas un CUSIP", source.Clip(r.cusip))
	}
	if r.option != "" {
		p.options++
		return "", graph.Text{}
	}
	switch strings.ToUpper(r.unit) {
	case "SH":
	case "PRN":
		p.debt++
		return "", graph.Text{}
	default:
		return "shrsOrPrnAmt.sshPrnamtType", graph.Say("%q is neither SH nor PRN", "%q n’est ni SH ni PRN", source.Clip(r.unit))
	}
	var n [4]uint64
	for i, f := range []struct{ path, text string }{{"shrsOrPrnAmt.sshPrnamt", r.amount}, {"votingAuthority.Sole", r.sole}, {"votingAuthority.Shared", r.shared}, {"votingAuthority.None", r.none}} {
		v, ok := count(f.text)
		if !ok || f.text == "" && i == 0 {
			return f.path, graph.Say("%q is no number of shares", "%q n’est pas un nombre d’actions", source.Clip(f.text))
		}
		n[i] = v
	}
	i, ok := p.at[id]
	if !ok {
		i = len(p.list)
		p.at[id] = i
		p.list = append(p.list, position{line: r.line, cusip: id, issuer: strings.Clone(r.issuer), class: strings.Clone(r.class)})
	}
	q := &p.list[i]
	q.rows++
	q.shares, q.sole, q.shared, q.none = q.shares+n[0], q.sole+n[1], q.shared+n[2], q.none+n[3]
	if d := strings.ToUpper(r.discretion); d != "" && !strings.Contains(q.discretion, d) {
		q.discretion = strings.TrimPrefix(q.discretion+"+"+d, "+")
	}
	return "", graph.Text{}
}

// count reads a number of shares, at most 10^15: "10000000.00" and "10,000" are some.
func count(text string) (uint64, bool) {
	text = strings.ReplaceAll(strings.TrimSpace(text), ",", "")
	whole, part, _ := strings.Cut(text, ".")
	if strings.Trim(part, "0123456789") != "" || whole == "" && part != "" {
		return 0, false
	}
	if whole == "" {
		return 0, true
	}
	n, err := strconv.ParseUint(whole, 10, 64)
	return n, err == nil && n <= 1e15
}

// flush hands on what a manager holds, and forgets it.
func (p *positions) flush(manager graph.EntityID, amendment string) error {
	classes := map[string]int{}
	for _, q := range p.list {
		classes[q.cusip[:6]]++
	}
	for i := range p.list {
		if err := p.position(&p.list[i], manager, amendment, classes[p.list[i].cusip[:6]] > 1); err != nil {
			return err
		}
	}
	clear(p.at)
	p.list, p.rows = p.list[:0], 0
	return nil
}

// tell says what was left out.
func (p *positions) tell() {
	if p.options > 0 {
		p.load.remark(1, "", graph.Say("%d rows of puts and calls are no holdings and were left out", "%d lignes d’options de vente ou d’achat ne sont pas des détentions et ont été laissées de côté", p.options), graph.Say("nothing is lost", "rien n’est perdu"))
	}
	if p.debt > 0 {
		p.load.remark(1, "", graph.Say("%d rows of principal amounts are debt and no shares, and were left out", "%d lignes de montants en principal sont des dettes et non des actions, et ont été laissées de côté", p.debt), graph.Say("nothing is lost", "rien n’est perdu"))
	}
}

// position hands on the holding of one security: a shareholding that the manager has
// discretion over, and votes when it may vote. Neither has a figure unless the shares
// outstanding are known.
func (p *positions) position(q *position, manager graph.EntityID, amendment string, several bool) error {
	l := p.load
	if q.shares == 0 {
		return nil
	}
	issuer := graph.Entity{ID: graph.EntityID("cusip:" + q.cusip[:6]), Kind: graph.Company, Name: q.issuer,
		Identifiers: []graph.Identifier{{Scheme: "cusip6", ID: q.cusip[:6]}}, Source: l.source, Evidence: graph.High, Origin: l.in.Origin(q.line + l.base)}
	if l.issuers.Add(q.cusip[:6]) {
		if err := l.add(issuer); err != nil {
			return err
		}
	}
	words := []string{fmt.Sprintf("%d shares of %s (CUSIP %s)", q.shares, q.class, q.cusip), "discretion " + q.discretion,
		fmt.Sprintf("votes sole %d, shared %d, none %d", q.sole, q.shared, q.none)}
	if q.rows > 1 {
		words = append(words, fmt.Sprintf("%d rows of one security", q.rows))
	}
	s := graph.Statement{Claim: l.claim(q.line, q.cusip), Holder: manager, Subject: issuer.ID, Interest: graph.Shareholding, Basis: graph.Capital,
		Value: strings.Join(words, "; ")}
	s.Period.AsOf = l.period
	note := "held for clients or itself, as Form 13F reports it"
	if amendment != "" {
		note += "; amendment: " + strings.ToLower(amendment)
	}
	s.Note = graph.Own(note)
	total := p.out[q.cusip]
	s.Share, s.Figure = portion(q.shares, total, several)
	if err := l.add(s); err != nil {
		return err
	}
	if q.sole+q.shared == 0 {
		return nil
	}
	s.ID += "-votes"
	s.Interest, s.Basis = graph.VotingRights, graph.Votes
	s.Share, s.Figure = portion(q.sole+q.shared, total, several)
	return l.add(s)
}

// portion is a number of shares of those outstanding: above nothing when these are not
// known, when there are fewer of them, or when the company has several classes.
func portion(n, total uint64, several bool) (graph.Share, bool) {
	if total == 0 || n > total || several {
		return graph.SomeShare(), false
	}
	r := new(big.Rat).SetFrac(new(big.Int).Mul(big.NewInt(100), new(big.Int).SetUint64(n)), new(big.Int).SetUint64(total))
	return graph.Share{Min: graph.PercentFloor(r), Max: graph.PercentCeil(r)}, true
}
