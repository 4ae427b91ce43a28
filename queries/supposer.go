package queries

import (
	"math/big"
	"slices"

	"longarm/graph"
)

// dilute shrinks the other holders' shares in proportion, as an issue of new shares
// to the holder does, and with them what groups hold together.
func (s *supposer) dilute(st *graph.Statement, from graph.Date) []graph.EntityID {
	table := s.c.Graph.CapTable(st.Subject, st.Basis)
	old := graph.Percent(0)
	if h, ok := table.Holding(st.Holder); ok && h.Share.IsExact() {
		old = h.Share.Min
	}
	if old >= graph.Hundred {
		return nil
	}
	shrunk := func(p graph.Percent) graph.Percent {
		v := new(big.Int).Mul(big.NewInt(int64(p)), big.NewInt(int64(graph.Hundred-st.Share.Min)))
		return graph.Percent(v.Div(v, big.NewInt(int64(graph.Hundred-old))).Int64())
	}
	var out []graph.EntityID
	for _, h := range table.Holdings {
		if h.Holder == st.Holder || h.Unknown || h.Assumed || h.Share == graph.SomeShare() || h.Share.IsZero() {
			continue
		}
		s.endAll(s.onSlot(h.Holder, graph.Shareholding, st.Subject, st.Basis), from)
		less := h.Share
		less.Min, less.Max = shrunk(less.Min), min(shrunk(less.Max), graph.Hundred)
		s.edit.Statements = append(s.edit.Statements, graph.Statement{Claim: s.claim(from), Holder: h.Holder, Subject: st.Subject, Interest: st.Interest, Basis: st.Basis, Share: less, Figure: true})
		out = append(out, h.Holder)
	}
	for _, cov := range s.c.Graph.Covers(st.Subject, st.Interest, st.Basis) {
		if cov.Kind == graph.Total && !slices.Contains(cov.Members, st.Holder) {
			s.edit.Ends[cov.ID] = from
			less := *cov
			less.Claim, less.Percent = s.claim(from), shrunk(cov.Percent)
			s.edit.Coverages = append(s.edit.Coverages, less)
		}
	}
	return out
}

// onSlot lists the counting statements on a slot, at any date, sorted; any basis
// when b is none.
func (s *supposer) onSlot(holder graph.EntityID, i graph.Interest, subject graph.EntityID, b graph.Basis) []graph.ClaimID {
	var out []graph.ClaimID
	if s.c.Ledger().Entity(holder) == nil {
		return nil
	}
	for _, st := range s.c.Ledger().StatementsOf(holder) {
		same := st.Interest == i || st.Interest.CarriesShare() && i.CarriesShare()
		if !st.Assertion.Counts() || !same || st.Holder != holder || st.Subject != subject && !i.SingleValued() {
			continue
		}
		if i.CarriesShare() && b != graph.NoBasis && st.Basis != b && st.Basis != graph.Both && b != graph.Both {
			continue
		}
		out = append(out, st.ID)
	}
	return out
}

func (s *supposer) endAll(ids []graph.ClaimID, from graph.Date) {
	for _, id := range ids {
		s.edit.Ends[id] = from
	}
}

func (s *supposer) end(e *EndEdit) error {
	from, err := s.day(e.From)
	if err != nil {
		return err
	}
	brief := EditBrief{Kind: "end", From: from}
	switch {
	case e.Statement != "":
		id := graph.ClaimID(e.Statement)
		if s.c.Ledger().Claim(id) == nil {
			return &Usage{Message: graph.Say("no claim has the id %q", "aucun énoncé n’a l’identifiant %q", e.Statement), Advice: graph.Say("see `longarm show ENTITY` for the ids", "`longarm show ENTITÉ` donne les identifiants")}
		}
		brief.Text = s.c.Claim(id).Text
		if st := s.c.Ledger().Statement(id); st == nil {
			brief.Claims = []graph.ClaimID{id}
		} else if brief.Claims, err = s.relation(&EndEdit{Holder: string(st.Holder), Interest: string(st.Interest), Subject: string(st.Subject)}, from); err != nil {
			return err
		}
	case e.Attribute != "":
		who, err := s.resolve(e.Entity)
		if err != nil {
			return err
		}
		for _, a := range s.attributesOf(who, e.Attribute) {
			if e.Value == "" || a.Value == e.Value {
				brief.Claims = append(brief.Claims, a.ID)
			}
		}
	default:
		if brief.Claims, err = s.relation(e, from); err != nil {
			return err
		}
	}
	if len(brief.Claims) == 0 {
		return &Usage{Message: graph.Say("nothing is stated that could end", "rien n’est énoncé qui puisse prendre fin"), Advice: graph.Say("see `longarm show ENTITY` for what is", "`longarm show ENTITÉ` montre ce qui l’est")}
	}
	if brief.Text == "" {
		brief.Text = s.c.Claim(brief.Claims[0]).Text
	}
	s.endAll(brief.Claims, from)
	s.briefs = append(s.briefs, brief)
	return nil
}

// relation ends what is stated on a slot. A holding that ends leaves a stated zero:
// its holder is then none of those nobody names.
func (s *supposer) relation(e *EndEdit, from graph.Date) ([]graph.ClaimID, error) {
	i := graph.Interest(e.Interest)
	if err := knownInterest(i); err != nil {
		return nil, err
	}
	h, err := s.resolve(e.Holder)
	if err != nil {
		return nil, err
	}
	find := s.resolve
	if i.Family() == graph.Jurisdiction {
		find = s.place
	}
	sub, err := find(e.Subject)
	if err != nil {
		return nil, err
	}
	ids := s.onSlot(h, i, sub, graph.NoBasis)
	bases := map[graph.Basis]bool{}
	for _, id := range ids {
		st := s.c.Ledger().Statement(id)
		if st.Interest.CarriesShare() && !bases[st.Basis] {
			bases[st.Basis] = true
			s.edit.Statements = append(s.edit.Statements, graph.Statement{Claim: s.claim(from), Holder: h, Subject: sub, Interest: st.Interest, Basis: st.Basis,
				Share: graph.Exact(0), Figure: true})
		}
	}
	return ids, nil
}

func (s *supposer) remove(id graph.ClaimID) error {
	if s.c.Ledger().Claim(id) == nil {
		return &Usage{Message: graph.Say("no claim has the id %q", "aucun énoncé n’a l’identifiant %q", string(id)), Advice: graph.Say("see `longarm show ENTITY` for the ids", "`longarm show ENTITÉ` donne les identifiants")}
	}
	s.edit.Drop = append(s.edit.Drop, id)
	s.briefs = append(s.briefs, EditBrief{Kind: "remove", Text: s.c.Claim(id).Text, Claims: []graph.ClaimID{id}})
	return nil
}
