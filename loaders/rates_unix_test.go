//go:build unix

package loaders_test

import (
	"syscall"
	"time"
)

// processorTime is what this process has had of the processors so far: unlike the
// time of day it does not depend on who else is at work.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
