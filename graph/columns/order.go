package columns

// Span is a half-open range of node numbers.
type Span struct{ From, To uint32 }

// order numbers nodes owners first by Tarjan's algorithm in the form of Pearce
// (2016), without recursion. rows[off[v]:off[v+1]] holds the holders of v in the
// upper half of each entry. It returns the new number of each node and the spans
// of the components with more than one member, ascending.
func order(off []uint32, rows []uint64) (number []uint32, cyclic []Span) {
	n := len(off) - 1
	number = make([]uint32, n)
	index := make([]uint32, n) // 0 unvisited; small while open; large once closed
	var (
		next   uint32          // next new number
		closed = uint32(n) + 1 // counts down with every closed component
		open   = uint32(1)     // counts open nodes
		stack  []uint32        // visited nodes that are no root of a component
		path   []uint32        // the walk
		at     []uint32        // next edge of each node of the walk
		entry  []uint32        // index of each node of the walk when it was entered
	)
	leaf := func(w uint32) { // a node without holders closes at once
		index[w] = closed
		closed--
		number[w] = next
		next++
	}
	for root := range uint32(n) {
		if index[root] != 0 {
			continue
		}
		if off[root] == off[root+1] {
			leaf(root)
			continue
		}
		index[root] = open
		open++
		path, at = append(path, root), append(at, off[root])
		entry = append(entry, index[root])
		for len(path) > 0 {
			top := len(path) - 1
			v, e, end := path[top], at[top], off[path[top]+1]
			low := index[v]
			descended := false
			for e < end {
				w := uint32(rows[e] >> 32)
				x := index[w]
				if x == 0 {
					if off[w] == off[w+1] {
						leaf(w)
						e++
						continue
					}
					index[w] = open
					index[v] = low
					at[top] = e // seen again on return, with w's result
					path, at = append(path, w), append(at, off[w])
					entry = append(entry, open)
					open++
					descended = true
					break
				}
				if x < low {
					low = x
				}
				e++
			}
			if descended {
				continue
			}
			index[v] = low
			own := entry[top]
			path, at, entry = path[:top], at[:top], entry[:top]
			if low != own {
				stack = append(stack, v)
				continue
			}
			open--
			from := next
			for len(stack) > 0 && index[stack[len(stack)-1]] >= own {
				w := stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				index[w] = closed
				number[w] = next
				next++
				open--
			}
			index[v] = closed
			closed--
			number[v] = next
			next++
			if next-from > 1 {
				cyclic = append(cyclic, Span{from, next})
			}
		}
	}
	return number, cyclic
}
