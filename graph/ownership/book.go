package ownership

import "sync"

// stepBook remembers derivations of a coalition that has run.
type stepBook struct {
	mu      sync.Mutex
	steps   map[int][]Step
	votes   map[int]Step     // see majority
	ground  map[int][]Ground // by the votes in a company; see groundsOf
	trails  map[int]*trail   // see trailOf
	letting map[int]num      // see asking.letting
}

func newStepBook() *stepBook {
	return &stepBook{steps: map[int][]Step{}, votes: map[int]Step{}, ground: map[int][]Ground{}, trails: map[int]*trail{}, letting: map[int]num{}}
}
