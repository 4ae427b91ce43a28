package graph

import (
	"fmt"
	"strconv"
	"strings"
)

// Date is a calendar day of the proleptic Gregorian calendar, coded yyyymmdd so
// that days compare as integers. The zero Date means "not given".
type Date int32

// NewDate returns the given day. It does not check that the day exists; use
// [ParseDate] for input.
func NewDate(year, month, day int) Date { return Date(year*10000 + month*100 + day) }

// ParseDate reads Y, Y-M or Y-M-D. A year or a month means its first day. The
// year lies in 1500–9999. Errors say which part is impossible.
func ParseDate(text string) (Date, error) {
	parts := strings.Split(text, "-")
	if len(parts) > 3 {
		return 0, Fault("date %q is not of the form 2024, 2024-01 or 2024-01-31", "la date %q n’est pas de la forme 2024, 2024-01 ou 2024-01-31", text)
	}
	v := [3]int{0, 1, 1}
	for i, p := range parts {
		want := 2
		if i == 0 {
			want = 4
		}
		n, err := strconv.Atoi(p)
		if err != nil || len(p) != want || p[0] < '0' || p[0] > '9' { // Atoi takes signs
			return 0, Fault("date %q is not of the form 2024, 2024-01 or 2024-01-31", "la date %q n’est pas de la forme 2024, 2024-01 ou 2024-01-31", text)
		}
		v[i] = n
	}
	switch {
	case v[0] < 1500:
		return 0, Fault("date %q: year %d is before 1500", "date %q : l’année %d est antérieure à 1500", text, v[0])
	case v[1] < 1 || v[1] > 12:
		return 0, Fault("date %q: there is no month %d", "date %q : il n’y a pas de mois %d", text, v[1])
	case v[2] < 1 || v[2] > daysIn(v[0], v[1]):
		return 0, Fault("date %q: %04d-%02d has no day %d", "date %q : %04d-%02d n’a pas de jour %d", text, v[0], v[1], v[2])
	}
	return NewDate(v[0], v[1], v[2]), nil
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// IsZero reports that no date was given.
func (d Date) IsZero() bool { return d == 0 }

// Year returns the year, 0 for the zero Date.
func (d Date) Year() int { return int(d) / 10000 }

// AddYears moves the date by n years; 29 February becomes 28 February in a year
// without one.
func (d Date) AddYears(n int) Date {
	y, m, day := int(d)/10000+n, int(d)/100%100, int(d)%100
	return NewDate(y, m, min(day, daysIn(y, m)))
}

// String renders the date as 2024-01-31, and the zero Date as "".
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	var b [10]byte
	return string(d.Append(b[:0]))
}

// Append appends what [Date.String] renders.
func (d Date) Append(b []byte) []byte {
	if d < 0 || d > 9999_99_99 { // no day of a file
		return fmt.Appendf(b, "%04d-%02d-%02d", int(d)/10000, int(d)/100%100, int(d)%100)
	}
	if d == 0 {
		return b
	}
	y, m, day := int(d)/10000, int(d)/100%100, int(d)%100
	digit := func(n int) byte { return '0' + byte(n%10) }
	return append(b, digit(y/1000), digit(y/100), digit(y/10), digit(y), '-', digit(m/10), digit(m), '-', digit(day/10), digit(day))
}

// MarshalText renders the date as [Date.String] does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what [ParseDate] accepts; empty text is the zero Date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = 0
		return nil
	}
	v, err := ParseDate(string(text))
	*d = v
	return err
}

// Period bounds a claim. From is inclusive, To exclusive, zero ends are open.
// AsOf is the day the source vouched; with neither From nor To it makes the
// claim an observation.
type Period struct {
	From, To, AsOf Date
}

// IsObservation reports a period that has a day of observation and no bounds.
func (p Period) IsObservation() bool { return p.From == 0 && p.To == 0 && p.AsOf != 0 }

// IsUndated reports a period without any date.
func (p Period) IsUndated() bool { return p == Period{} }

// Start is the first day the claim speaks of: From, else AsOf, else zero.
func (p Period) Start() Date {
	if p.From != 0 {
		return p.From
	}
	return p.AsOf
}
