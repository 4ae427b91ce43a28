package register

import "math/big"

// countBits bounds the size of counts: beyond it only their bound is kept, since
// numbers of as many digits as the graph has levels cost time and tell nobody more.
const countBits = 4096

// count counts the simple paths exactly where nothing between the two nodes is on a
// cycle. Else it counts those that use no back edge of one depth-first walk, which
// are all simple: a lower bound.
func (s *routing) count() {
	// A depth-first walk from the start, over nodes that lead to the target.
	n := len(s.Off) - 1
	const open, done = 1, 2
	state := make([]uint8, n)
	ways := make([]*big.Int, n)
	var path, at []uint32
	enter := func(v uint32) {
		state[v] = open
		ways[v] = new(big.Int)
		path, at = append(path, v), append(at, s.Off[v])
	}
	state[s.to] = done
	ways[s.to] = big.NewInt(1)
	exact := true
	enter(s.from)
	for len(path) > 0 {
		top := len(path) - 1
		v := path[top]
		if at[top] == s.Off[v+1] {
			state[v] = done
			path, at = path[:top], at[:top]
			if top > 0 {
				s.addWays(ways[path[top-1]], ways[v], &exact)
			}
			continue
		}
		t := s.To[at[top]]
		at[top]++
		switch {
		case s.best[t] == far:
		case state[t] == 0:
			enter(t)
		case state[t] == open:
			exact = false
		default:
			s.addWays(ways[v], ways[t], &exact)
		}
	}
	s.out.Count, s.out.Exact = ways[s.from], exact
}

func (s *routing) addWays(sum, x *big.Int, exact *bool) {
	if sum.BitLen() > countBits {
		*exact = false
		return
	}
	sum.Add(sum, x)
}
