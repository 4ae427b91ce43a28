//go:build unix && !linux && !darwin && !freebsd

package store

func freeBytes(string) int64 { return -1 }
