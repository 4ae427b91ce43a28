package neo4j

import (
	"errors"

	"longarm/graph"
	"longarm/graph/closure"
)

// frontier is the asks of one journey and what came back.
type frontier struct {
	asks []closure.Ask
	out  []closure.Answer

	entities, said    map[string]any // parameters of describe and claims
	describes, claims bool           // whether there is anything to send
	// The number of the ask for each family, plus one, by the id whose holders or
	// holdings are asked about: the server gets one ask for all.
	holders map[string][4]int
	bounded map[string][4]int
	again   map[int]int // asks that an earlier one repeats
}

// sort makes parameters of the asks.
func (f *frontier) sort() {
	f.entities = lists("described", "frames", "cited")
	f.said = lists("attributes", "concerning", "covered", "member", "noted", "holders", "held0", "held1", "held2", "held3", "bounded", "operated", "claimed")
	f.bounded, f.again = map[string][4]int{}, map[int]int{}
	seen := map[closure.Ask]int{}
	for i, a := range f.asks {
		if j, ok := seen[a]; ok {
			f.again[i] = j
			continue
		}
		seen[a] = i
		params := f.said
		name := ""
		switch a.Role {
		case closure.Described:
			params, name = f.entities, "described"
		case closure.Frames:
			params, name = f.entities, "frames"
		case closure.Cited:
			params, name = f.entities, "cited"
		case closure.Attributes:
			name = "attributes"
		case closure.Concerning:
			name = "concerning"
		case closure.Covered:
			name = "covered"
		case closure.Member:
			name = "member"
		case closure.Noted:
			name = "noted"
		case closure.Holders:
			name = "holders"
			if !first(f.holders, a, i) {
				continue
			}
		case closure.Held:
			name = [...]string{"held0", "held1", "held2", "held3"}[a.Family]
			if a.Most > 0 && a.Family != graph.Jurisdiction && first(f.bounded, a, i) {
				put(params, "bounded", i, a)
			}
		case closure.Operated:
			name = "operated"
		case closure.Claimed:
			name = "claimed"
		}
		f.describes = f.describes || a.Role == closure.Described || a.Role == closure.Frames || a.Role == closure.Cited
		put(params, name, i, a)
	}
	for _, list := range f.said {
		f.claims = f.claims || len(list.([]map[string]any)) > 0
	}
}

func lists(names ...string) map[string]any {
	out := map[string]any{}
	for _, n := range names {
		out[n] = []map[string]any{}
	}
	return out
}

func put(params map[string]any, name string, i int, a closure.Ask) {
	params[name] = append(params[name].([]map[string]any), map[string]any{"i": i, "id": a.ID, "most": a.Most})
}

// first notes the ask for its family and reports that no other family of the id was
// asked for before.
func first(m map[string][4]int, a closure.Ask, i int) bool {
	before, known := m[a.ID]
	before[a.Family] = i + 1
	m[a.ID] = before
	return !known
}

// row takes one row of the server.
func (f *frontier) row(v []any) error {
	n, ok := v[0].(int64)
	p, isMap := v[1].(map[string]any)
	if !ok || !isMap || n < 0 || int(n) >= len(f.asks) {
		return errors.New("a row is not what was asked for")
	}
	i := int(n)
	if counts, ok := p["counts"].([]any); ok && f.asks[i].Role == closure.Held {
		for family, at := range f.bounded[f.asks[i].ID] {
			if at > 0 && family < len(counts) {
				c, _ := counts[family].(int64)
				f.out[at-1].Count = int(c)
			}
		}
		return nil
	}
	a, _ := v[2].(string)
	b, _ := v[3].(string)
	r, err := recordOf(f.asks[i].Role, p, a, b)
	if err != nil {
		return err
	}
	if f.asks[i].Role == closure.Holders {
		s, _ := r.(graph.Statement)
		at := f.holders[f.asks[i].ID][s.Interest.Family()]
		if at == 0 {
			return nil // of a family nobody asked for
		}
		i = at - 1
	}
	f.out[i].Records = append(f.out[i].Records, r)
	return nil
}
