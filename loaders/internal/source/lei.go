package source

import "errors"

// CheckLEI checks a legal entity identifier: twenty capital letters and digits,
// the last two making the number 1 modulo 97 (ISO 17442, ISO 7064).
func CheckLEI(lei string) error {
	if len(lei) != 20 {
		return errors.New("an LEI has 20 characters")
	}
	rest := 0
	for i := range len(lei) {
		switch c := lei[i]; {
		case c >= '0' && c <= '9':
			rest = (rest*10 + int(c-'0')) % 97
		case c >= 'A' && c <= 'Z':
			rest = (rest*100 + int(c-'A') + 10) % 97
		default:
			return errors.New("an LEI is made of capital letters and digits")
		}
	}
	if rest != 1 {
		return errors.New("the check digits of the LEI are wrong")
	}
	return nil
}
