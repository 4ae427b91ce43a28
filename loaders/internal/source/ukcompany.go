package source

import "strings"

var punctuation = strings.NewReplacer(" ", "", ".", "", "-", "", "/", "")

// UKCompanyNumber brings a company number of the United Kingdom as people write it
// into its eight characters: "1234567", "SC 12345", "oc301540". It is "" for a text
// that is none.
func UKCompanyNumber(text string) string {
	if len(text) == 8 && allDigits(text) && text != "00000000" {
		return text
	}
	s := strings.ToUpper(punctuation.Replace(text))
	letters := 0
	for letters < len(s) && s[letters] >= 'A' && s[letters] <= 'Z' {
		letters++
	}
	digits := s[letters:]
	if len(s) == 8 && letters == 2 && alnum(digits) { // "IP12345R": some societies' numbers end in letters
		return s
	}
	if letters > 2 || letters == 1 && s[0] != 'R' || digits == "" || strings.Trim(digits, "0123456789") != "" {
		return ""
	}
	if s[:letters] == "R" && !strings.HasPrefix(digits, "0") { // R0 numbers of Northern Ireland
		return ""
	}
	if len(s) > 8 || strings.Trim(digits, "0") == "" {
		return ""
	}
	return s[:letters] + strings.Repeat("0", 8-len(s)) + digits
}

// UKFormed reports a company number of a body formed in the United Kingdom, rather
// than of an overseas one with an establishment or land there.
func UKFormed(number string) bool {
	if len(number) != 8 {
		return false
	}
	switch number[:2] {
	case "FC", "SF", "NF", "BR", "OE", "GE", "GS", "GN", "OV", "UE", "SG":
		return false
	}
	return true
}
