// Package property runs the random properties of tests.
package property

import (
	"flag"
	"os"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

// firstDraw is where the draws of every property begin in a plain run.
const firstDraw = "20"

var pin = sync.OnceFunc(func() {
	if f := flag.Lookup("rapid.seed"); f.Value.String() == f.DefValue && os.Getenv("SOAK") == "" {
		if err := flag.Set(f.Name, firstDraw); err != nil {
			panic(err)
		}
	}
})

// Check is [rapid.Check] with the same draws in every run, so that what a commit passes
// once it passes everywhere; under SOAK, and with -rapid.seed, it draws anew.
func Check(t *testing.T, holds func(*rapid.T)) {
	t.Helper()
	pin()
	rapid.Check(t, holds)
}
