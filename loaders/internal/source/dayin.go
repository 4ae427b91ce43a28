package source

import "longarm/graph"

// DayIn finds a day in the name of a file, as registers write it into the names of
// their dumps: 2026-09-01 or 20260901; zero when there is none.
func DayIn(name string) graph.Date {
	for i := 0; i+8 <= len(name); i++ {
		if i > 0 && isDigit(name[i-1]) {
			continue
		}
		if i+10 <= len(name) && (i+10 == len(name) || !isDigit(name[i+10])) && name[i+4] == '-' {
			if d, err := graph.ParseDate(name[i : i+10]); err == nil {
				return d
			}
		}
		if i+8 < len(name) && isDigit(name[i+8]) || !allDigits(name[i:i+8]) {
			continue
		}
		if d, err := graph.ParseDate(name[i:i+4] + "-" + name[i+4:i+6] + "-" + name[i+6:i+8]); err == nil && d.Year() > 1990 && d.Year() < 2200 {
			return d
		}
	}
	return 0
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func allDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return true
}
