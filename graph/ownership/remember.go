package ownership

import "sync"

// remember returns what is known under a key, working it out when nothing is. The work
// runs unlocked, as it may ask for what is remembered itself: two may do it at once, and
// both are given what the first has found, for some of it is known by its address.
func remember[K comparable, V any](mu *sync.Mutex, known map[K]V, key K, work func() V) V {
	mu.Lock()
	v, ok := known[key]
	mu.Unlock()
	if ok {
		return v
	}
	v = work()
	mu.Lock()
	defer mu.Unlock()
	if first, ok := known[key]; ok {
		return first
	}
	known[key] = v
	return v
}
