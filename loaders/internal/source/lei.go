package source

import (
	"longarm/graph"
)

// CheckLEI checks a legal entity identifier: twenty capital letters and digits,
// the last two making the number 1 modulo 97 (ISO 17442, ISO 7064).
func CheckLEI(lei string) error {
	if len(lei) != 20 {
		return graph.Fault("an LEI has 20 characters", "un LEI a 20 caractères")
	}
	rest := 0
	for i := range len(lei) {
		switch c := lei[i]; {
		case c >= '0' && c <= '9':
			rest = (rest*10 + int(c-'0')) % 97
		case c >= 'A' && c <= 'Z':
			rest = (rest*100 + int(c-'A') + 10) % 97
		default:
			return graph.Fault("an LEI is made of capital letters and digits", "un LEI est fait de majuscules et de chiffres")
		}
	}
	if rest != 1 {
		return graph.Fault("the check digits of the LEI are wrong", "la clé de contrôle du LEI est fausse")
	}
	return nil
}
