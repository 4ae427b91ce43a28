package register_test

import (
	"flag"
	"os"
	"testing"
)

// TestMain asks ten thousand random registers of every property in the long form,
// SOAK=1, instead of a hundred.
func TestMain(m *testing.M) {
	flag.Parse()
	if os.Getenv("SOAK") != "" {
		if f := flag.Lookup("rapid.checks"); f != nil && f.Value.String() == f.DefValue {
			_ = flag.Set("rapid.checks", "10000")
		}
	}
	os.Exit(m.Run())
}
