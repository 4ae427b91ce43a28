package source

import (
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// CountryName returns the English name of the country with an ISO 3166-1 alpha-2
// code in capitals, "" when there is none.
func CountryName(iso string) string { return countries().name[iso] }

// CountryCode returns the ISO 3166-1 alpha-2 code of a country by its code of two or
// three letters, its English or French name or a spelling registers use ("England",
// "USA", "Republic of Ireland"), in any case; "" when it is not known.
func CountryCode(name string) string {
	return countries().code[fold(name)]
}

// Nationality returns the ISO 3166-1 alpha-2 code of a nationality as registers
// write it: an adjective ("British", "Nigerian") or a country; "" when it is not known.
func Nationality(word string) string {
	if code := countries().adjective[fold(word)]; code != "" {
		return code
	}
	return CountryCode(word)
}

var unpointed = strings.NewReplacer(".", "", ",", " ", "(", " ", ")", " ", "-", " ", "’", "'", "&", "and")

// fold compares names: small letters, no points, one space.
func fold(name string) string {
	name = unpointed.Replace(name)
	words := strings.Fields(strings.ToLower(name))
	if len(words) > 1 && words[0] == "the" {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

type countryTable struct {
	name            map[string]string
	code, adjective map[string]string
}

var countries = sync.OnceValue(func() *countryTable {
	t := &countryTable{name: map[string]string{}, code: map[string]string{}, adjective: map[string]string{}}
	english, french := display.English.Regions(), display.French.Regions()
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			iso := string(a) + string(b)
			r, err := language.ParseRegion(iso)
			if err != nil || !r.IsCountry() || r.String() != iso || r.Canonicalize() != r || private(iso) {
				continue
			}
			name := english.Name(r)
			if name == "" || name == iso {
				continue
			}
			t.name[iso] = name
			t.code[fold(name)], t.code[fold(french.Name(r))] = iso, iso
			t.code[strings.ToLower(iso)], t.code[strings.ToLower(r.ISO3())] = iso, iso
		}
	}
	for _, line := range strings.Split(strings.TrimSpace(spellings), "\n") {
		iso, words, _ := strings.Cut(line, " ")
		for word := range strings.SplitSeq(words, ",") {
			t.code[fold(word)] = iso
		}
	}
	for _, line := range strings.Split(strings.TrimSpace(nationalities), "\n") {
		iso, words, _ := strings.Cut(line, " ")
		for word := range strings.SplitSeq(words, ",") {
			t.adjective[fold(word)] = iso
		}
	}
	return t
})

// private reports a code that ISO 3166-1 leaves to users, or does not assign; XK is
// used for Kosovo throughout.
func private(iso string) bool {
	switch {
	case iso == "XK":
		return false
	case iso[0] == 'X', iso[0] == 'Q' && iso[1] >= 'M', iso == "AA", iso == "ZZ":
		return true
	}
	switch iso {
	case "AC", "CP", "DG", "EA", "IC", "TA", "CQ", "EU", "EZ", "UN":
		return true
	}
	return false
}

// spellings are names of countries that registers use beside those of CLDR.
const spellings = `
AE UAE,Dubai,Abu Dhabi
BA Bosnia and Herzegovina,Bosnia
BN Brunei Darussalam
BO Plurinational State of Bolivia
BS Commonwealth of the Bahamas
CD Democratic Republic of the Congo,Congo Democratic Republic,DR Congo,Congo Kinshasa
CG Republic of the Congo,Congo,Congo Brazzaville
CI Ivory Coast,Cote d'Ivoire,Côte d'Ivoire
CN People's Republic of China,Peoples Republic of China,PRC,Mainland China,PR China
CV Cape Verde
CZ Czech Republic
DE Federal Republic of Germany,Deutschland
FM Micronesia,Federated States of Micronesia
FR French Republic,République française
GB England,Scotland,Wales,Northern Ireland,Great Britain,UK,England and Wales,Britain,England Wales,England/Wales,England & Wales,Scotland UK,United Kingdom of Great Britain and Northern Ireland,United Kingdom England and Wales,United Kingdom England,United Kingdom Scotland,United Kingdom Wales,United Kingdom Not Specified,England United Kingdom,England UK,Scotland United Kingdom,Wales United Kingdom,Northern Ireland United Kingdom,U K,London,Wales UK
GG Guernsey Channel Islands,Channel Islands Guernsey,Bailiwick of Guernsey
HK Hong Kong,Hong Kong SAR,Hong Kong China,Hongkong
IE Republic of Ireland,Eire,Ireland Republic of
IM Isle of Man UK
IR Islamic Republic of Iran,Iran Islamic Republic of
JE Jersey Channel Islands,Channel Islands Jersey,Bailiwick of Jersey
KN St Kitts and Nevis,Saint Kitts and Nevis,Nevis
KP North Korea,Democratic People's Republic of Korea,Korea North
KR South Korea,Republic of Korea,Korea,Korea South,Korea Republic of
LA Laos,Lao People's Democratic Republic
LC St Lucia,Saint Lucia
LU Grand Duchy of Luxembourg,Luxemburg
MK Macedonia,North Macedonia
MM Burma,Myanmar
MO Macao,Macau,Macao SAR
MD Moldova,Republic of Moldova
NL Holland,Netherlands,Kingdom of the Netherlands,Nederland
PS Palestine,State of Palestine,Occupied Palestinian Territory
RU Russia,Russian Federation
SA Kingdom of Saudi Arabia,KSA
ST Sao Tome and Principe
SY Syria,Syrian Arab Republic
SZ Swaziland,Eswatini
TL East Timor,Timor Leste
TR Turkey,Türkiye,Turkiye
TW Taiwan,Taiwan Province of China,Taiwan ROC
TZ Tanzania,United Republic of Tanzania
US USA,United States of America,America,U S A,Delaware,Delaware USA,State of Delaware,New York,California,Texas,Nevada,Florida,Wyoming,Delaware United States,United States USA
VA Vatican City,Holy See
VC St Vincent and the Grenadines,Saint Vincent and the Grenadines,St Vincent
VE Venezuela,Bolivarian Republic of Venezuela
VG British Virgin Islands,BVI,Virgin Islands British,B V I
VI US Virgin Islands,Virgin Islands US
VN Vietnam,Viet Nam,Socialist Republic of Vietnam
XK Kosovo
`

// nationalities are the adjectives of the British list of nationalities, and some
// spellings beside it.
const nationalities = `
AD Andorran
AE Emirati,Emirian
AF Afghan
AG Citizen of Antigua and Barbuda,Antiguan
AI Anguillan
AL Albanian
AM Armenian
AO Angolan
AR Argentine,Argentinian,Argentinean
AT Austrian
AU Australian
AZ Azerbaijani
BA Citizen of Bosnia and Herzegovina,Bosnian
BB Barbadian
BD Bangladeshi
BE Belgian
BF Burkinan,Burkinabe
BG Bulgarian
BH Bahraini
BI Burundian
BJ Beninese
BM Bermudian
BN Bruneian
BO Bolivian
BR Brazilian
BS Bahamian
BT Bhutanese
BW Botswanan,Motswana
BY Belarusian,Belarussian
BZ Belizean
CA Canadian
CD Congolese (DRC)
CF Central African
CG Congolese (Congo)
CH Swiss
CI Ivorian
CK Cook Islander
CL Chilean
CM Cameroonian
CN Chinese
CO Colombian
CR Costa Rican
CU Cuban
CV Cape Verdean
CY Cypriot
CZ Czech
DE German
DJ Djiboutian
DK Danish
DM Dominican
DO Citizen of the Dominican Republic
DZ Algerian
EC Ecuadorean,Ecuadorian
EE Estonian
EG Egyptian
ER Eritrean
ES Spanish
ET Ethiopian
FI Finnish
FJ Fijian
FM Micronesian
FO Faroese
FR French
GA Gabonese
GB British,English,Scottish,Welsh,Northern Irish,Prydeinig,Cymraes,Cymro,United Kingdom
GD Grenadian
GE Georgian
GH Ghanaian
GI Gibraltarian
GL Greenlandic
GM Gambian
GN Guinean
GQ Equatorial Guinean
GR Greek
GT Guatemalan
GU Guamanian
GW Citizen of Guinea-Bissau
GY Guyanese
HK Hong Konger
HN Honduran
HR Croatian
HT Haitian
HU Hungarian
ID Indonesian
IE Irish
IL Israeli
IN Indian
IQ Iraqi
IR Iranian
IS Icelandic
IT Italian
JM Jamaican
JO Jordanian
JP Japanese
KE Kenyan
KG Kyrgyz
KH Cambodian
KI Citizen of Kiribati
KM Comoran
KN Kittitian
KP North Korean
KR South Korean,Korean
KW Kuwaiti
KY Cayman Islander
KZ Kazakh,Kazakhstani
LA Lao
LB Lebanese
LC St Lucian
LI Liechtenstein citizen
LK Sri Lankan
LR Liberian
LS Mosotho
LT Lithuanian
LU Luxembourger
LV Latvian
LY Libyan
MA Moroccan
MC Monegasque
MD Moldovan
ME Montenegrin
MG Malagasy
MH Marshallese
MK Macedonian
ML Malian
MM Burmese
MN Mongolian
MO Macanese
MR Mauritanian
MS Montserratian
MT Maltese
MU Mauritian
MV Maldivian
MW Malawian
MX Mexican
MY Malaysian
MZ Mozambican
NA Namibian
NE Nigerien
NG Nigerian
NI Nicaraguan
NL Dutch
NO Norwegian
NP Nepalese
NR Nauruan
NU Niuean
NZ New Zealander,New Zealand
OM Omani
PA Panamanian
PE Peruvian
PG Papua New Guinean
PH Filipino
PK Pakistani
PL Polish
PN Pitcairn Islander
PR Puerto Rican
PS Palestinian
PT Portuguese
PW Palauan
PY Paraguayan
QA Qatari
RO Romanian
RS Serbian
RU Russian
RW Rwandan
SA Saudi Arabian,Saudi
SB Solomon Islander
SC Citizen of Seychelles,Seychellois
SD Sudanese
SE Swedish
SG Singaporean
SH St Helenian
SI Slovenian
SK Slovak
SL Sierra Leonean
SM Sammarinese
SN Senegalese
SO Somali
SR Surinamese
SS South Sudanese
ST Sao Tomean
SV Salvadorean,Salvadoran
SY Syrian
SZ Swazi
TC Turks and Caicos Islander
TD Chadian
TG Togolese
TH Thai
TJ Tajik
TL East Timorese
TM Turkmen
TN Tunisian
TO Tongan
TR Turkish
TT Trinidadian
TV Tuvaluan
TW Taiwanese
TZ Tanzanian
UA Ukrainian
UG Ugandan
US American,US Citizen
UY Uruguayan
UZ Uzbek
VA Vatican citizen
VC Vincentian
VE Venezuelan
VG British Virgin Islander
VN Vietnamese
VU Citizen of Vanuatu
WS Samoan
XK Kosovan
YE Yemeni
ZA South African
ZM Zambian
ZW Zimbabwean
`
