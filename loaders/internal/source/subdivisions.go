package source

import (
	"strings"
	"sync"
)

// Subdivision returns the name of a state of the United States or a province of
// Canada by its ISO 3166-2 code in capitals, "" for any other.
func Subdivision(code string) string { return subdivisions().name[code] }

// SubdivisionCode returns the ISO 3166-2 code of a state of the United States or a
// province of Canada by its name in any case, "" for any other. Georgia is one of
// them, and a country as well.
func SubdivisionCode(name string) string {
	return subdivisions().code[strings.ToLower(strings.TrimSpace(name))]
}

type subdivisionTable struct{ name, code map[string]string }

var subdivisions = sync.OnceValue(func() *subdivisionTable {
	t := &subdivisionTable{map[string]string{}, map[string]string{}}
	for line := range strings.Lines(strings.TrimSpace(subdivisionNames)) {
		code, name, _ := strings.Cut(strings.TrimSpace(line), " ")
		t.name[code], t.code[strings.ToLower(name)] = name, code
	}
	return t
})

const subdivisionNames = `
US-AL Alabama
US-AK Alaska
US-AZ Arizona
US-AR Arkansas
US-CA California
US-CO Colorado
US-CT Connecticut
US-DE Delaware
US-DC District of Columbia
US-FL Florida
US-GA Georgia
US-HI Hawaii
US-ID Idaho
US-IL Illinois
US-IN Indiana
US-IA Iowa
US-KS Kansas
US-KY Kentucky
US-LA Louisiana
US-ME Maine
US-MD Maryland
US-MA Massachusetts
US-MI Michigan
US-MN Minnesota
US-MS Mississippi
US-MO Missouri
US-MT Montana
US-NE Nebraska
US-NV Nevada
US-NH New Hampshire
US-NJ New Jersey
US-NM New Mexico
US-NY New York
US-NC North Carolina
US-ND North Dakota
US-OH Ohio
US-OK Oklahoma
US-OR Oregon
US-PA Pennsylvania
US-RI Rhode Island
US-SC South Carolina
US-SD South Dakota
US-TN Tennessee
US-TX Texas
US-UT Utah
US-VT Vermont
US-VA Virginia
US-WA Washington
US-WV West Virginia
US-WI Wisconsin
US-WY Wyoming
CA-AB Alberta
CA-BC British Columbia
CA-MB Manitoba
CA-NB New Brunswick
CA-NL Newfoundland and Labrador
CA-NS Nova Scotia
CA-ON Ontario
CA-PE Prince Edward Island
CA-QC Quebec
CA-SK Saskatchewan
CA-YT Yukon
CA-NT Northwest Territories
CA-NU Nunavut
`
