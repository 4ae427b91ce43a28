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

// Line describes where the reading stands, in French for "fr" and in English otherwise:
// bytes of bytes, items a second, time left, rejects.
func (p *Progress) Line(lang string, now time.Time) string {
	words := [...]string{"%s of %s (%d %%)", ", %d records, %.0f/s", ", %s left", ", %d rejected"}
	if lang == "fr" {
		words = [...]string{"%s sur %s (%d %%)", ", %d enregistrements, %.0f/s", ", encore %s", ", %d rejetés"}
	}
	read, total, items, rejects := p.bytes.Load(), p.total.Load(), p.items.Load(), p.rejects.Load()
	past := now.Sub(p.begun).Seconds()
	line := size(read)
	if total > 0 {
		line = fmt.Sprintf(words[0], size(read), size(total), min(100, read*100/total))
	}
	if past > 0 {
		line += fmt.Sprintf(words[1], items, float64(items)/past)
	}
	if total > read && read > 0 && past > 1 {
		line += fmt.Sprintf(words[2], time.Duration(past/float64(read)*float64(total-read))*time.Second)
	}
	if rejects > 0 {
		line += fmt.Sprintf(words[3], rejects)
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
