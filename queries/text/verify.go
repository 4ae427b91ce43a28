package text

import (
	"strconv"

	"longarm/queries"
)

func (r *renderer) verifyPage(a *queries.VerifyResult) *page {
	p := &page{}
	p.add(title{left: r.say("verify.title"), right: r.asOf(&a.Header)})
	as, id := good, "verify.sound"
	if len(a.Failed) > 0 {
		as, id = bad, "verify.failed"
	}
	p.add(para{text: r.v.Say(id, "Checked", a.Checked, "N", len(a.Failed), "Providers", a.Providers), tone: as})
	if len(a.Failed) > 0 {
		p.space()
		t := table{head: []string{r.say("column.id"), r.say("column.law"), r.say("column.effect")}, indent: 1}
		for _, f := range a.Failed {
			t.rows = append(t.rows, row{cells: []string{string(f.Provider), f.Law, r.v.Code("effect", string(f.Effect))}, under: []item{{text: Safe(f.Message), indent: 4}}})
		}
		p.add(t)
	}
	return p
}

func (r *renderer) verifySheet(a *queries.VerifyResult) (head []string, rows [][]string) {
	head = []string{"as_of", "checked", "failed", "provider", "law", "effect", "message"}
	base := []string{a.AsOf.String(), strconv.Itoa(a.Checked), strconv.Itoa(len(a.Failed))}
	for _, f := range a.Failed {
		rows = append(rows, append(append([]string{}, base...), string(f.Provider), f.Law, string(f.Effect), f.Message))
	}
	if len(rows) == 0 {
		rows = append(rows, append(base, "", "", "", ""))
	}
	return head, rows
}
