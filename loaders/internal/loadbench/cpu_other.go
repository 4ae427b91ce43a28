//go:build !unix

package loadbench

import "time"

var begun = time.Now()

// cpu is the time this process has run, where its processor time cannot be asked for.
func cpu() time.Duration { return time.Since(begun) }
