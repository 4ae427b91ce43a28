package export

import "longarm/graph"

// Joined hands on as one entity what comes as several descriptions of it, one right
// after another, as a workspace of several registers has them.
func Joined(records Records) Records {
	return func(add func(graph.Record) error) error {
		var open []graph.Entity
		flush := func() error {
			if len(open) == 0 {
				return nil
			}
			e := open[0]
			if len(open) > 1 {
				b := graph.NewBuilder()
				for _, one := range open {
					one.Kind = e.Kind
					b.AddEntity(one)
				}
				e = *b.Entity(e.ID)
			}
			open = open[:0]
			return add(e)
		}
		err := records(func(r graph.Record) error {
			e, ok := r.(graph.Entity)
			if (!ok || len(open) > 0 && open[0].ID != e.ID) && len(open) > 0 {
				if err := flush(); err != nil {
					return err
				}
			}
			if ok {
				open = append(open, e)
				return nil
			}
			return add(r)
		})
		if err != nil {
			return err
		}
		return flush()
	}
}
