package source

import (
	"fmt"
	"sync/atomic"
	"time"
)

// Progress counts what loaders read while others look. A nil Progress counts
// nothing.
type Progress struct {
	total, bytes, items, rejects atomic.Int64
	begun                        time.Time
}

// NewProgress begins to count, at the given time.
func NewProgress(now time.Time) *Progress { return &Progress{begun: now} }

// Expect adds to the bytes that will be read, as they lie on disk.
func (p *Progress) Expect(bytes int64) {
	if p != nil {
		p.total.Add(bytes)
	}
}

func (p *Progress) read(bytes int64) {
	if p != nil {
		p.bytes.Add(bytes)
	}
}

// Item counts an item that was read.
func (p *Progress) Item(rejected bool) {
	if p == nil {
		return
	}
	p.items.Add(1)
	if rejected {
		p.rejects.Add(1)
	}
}

// Items is the number of items read so far, and how many of them were rejected.
func (p *Progress) Items() (read, rejected int64) { return p.items.Load(), p.rejects.Load() }

// Line describes where the reading stands: bytes of bytes, items a second, time
// left, rejects.
func (p *Progress) Line(now time.Time) string {
	read, total, items, rejects := p.bytes.Load(), p.total.Load(), p.items.Load(), p.rejects.Load()
	past := now.Sub(p.begun).Seconds()
	line := size(read)
	if total > 0 {
		line = fmt.Sprintf("%s of %s (%d %%)", size(read), size(total), min(100, read*100/total))
	}
	if past > 0 {
		line += fmt.Sprintf(", %d records, %.0f/s", items, float64(items)/past)
	}
	if total > read && read > 0 && past > 1 {
		line += ", " + (time.Duration(past/float64(read)*float64(total-read)) * time.Second).String() + " left"
	}
	if rejects > 0 {
		line += fmt.Sprintf(", %d rejected", rejects)
	}
	return line
}

func size(n int64) string {
	switch {
	case n >= 1<<30:
		return fmt.Sprintf("%.1f GiB", float64(n)/(1<<30))
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20))
	}
	return fmt.Sprintf("%d KiB", (n+1023)/1024)
}
