package graph

import "sort"

// Interest is a kind of link from an interested party to a subject. Ownership and
// control codes are those of the BODS 0.4 interestType codelist; the others are
// longarm's own, described in the guide.
type Interest string

// Interests that carry shares.
const (
	Shareholding Interest = "shareholding"
	VotingRights Interest = "votingRights"
	ProfitRights Interest = "rightsToProfitOrIncomeDistribution"
)

// Interests of control.
const (
	AppointmentOfBoard      Interest = "appointmentOfBoard"
	MajorityOfDirectors     Interest = "majorityOfDirectors"
	OtherInfluenceOrControl Interest = "otherInfluenceOrControl"
	ConditionalRights       Interest = "conditionalRightsGrantedByContract"
	ControlByContract       Interest = "controlByContract"
	GoldenShare             Interest = "goldenShare"
	VetoRight               Interest = "vetoRight"
	AccountingParent        Interest = "accountingParent"
	ActingJointly           Interest = "actingJointly"
	ActingInConcert         Interest = "actingInConcert"
	SurplusAssets           Interest = "rightsToSurplusAssetsOnDissolution"
	Trustee                 Interest = "trustee"
	Nominee                 Interest = "nominee"
	BoardMember             Interest = "boardMember"
	BoardChair              Interest = "boardChair"
	ControlByRules          Interest = "controlViaCompanyRulesOrArticles"
	ControlByLaw            Interest = "controlByLegalFramework"
	ContractRights          Interest = "rightsGrantedByContract"
	Settlor                 Interest = "settlor"
	Protector               Interest = "protector"
	Beneficiary             Interest = "beneficiaryOfLegalArrangement"
	UnknownInterest         Interest = "unknownInterest"
	UnpublishedInterest     Interest = "unpublishedInterest"
)

// Interests of technology: the holder supplies, runs or keeps something for the subject.
const (
	SuppliesTechnology Interest = "suppliesTechnology"
	Operates           Interest = "operates"
	Hosts              Interest = "hosts"
	HasCustody         Interest = "hasCustody"
	Subcontracts       Interest = "subcontracts"
	Procures           Interest = "procures"
)

// Interests of jurisdiction: the holder is tied to a state, bloc, exchange or list.
const (
	IncorporatedIn  Interest = "incorporatedIn"
	HeadquarteredIn Interest = "headquarteredIn"
	EstablishedIn   Interest = "establishedIn"
	ListedOn        Interest = "listedOn"
	DataLocatedIn   Interest = "dataLocatedIn"
	ServesMarket    Interest = "servesMarket"
	NationalOf      Interest = "nationalOf"
	ResidentIn      Interest = "residentIn"
	OfficerOf       Interest = "officerOf"
	CertifiedUnder  Interest = "certifiedUnder"
	AppliesFor      Interest = "appliesFor"
	DesignatedUnder Interest = "designatedUnder"
)

// Family groups interests by what they say.
type Family uint8

// The families of interests.
const (
	Ownership Family = iota
	Control
	Technology
	Jurisdiction
)

type interestInfo struct {
	family Family
	single bool // one value at a time: closes with its value
	shares bool // carries a percentage
}

var interests = map[Interest]interestInfo{
	Shareholding: {family: Ownership, shares: true},
	VotingRights: {family: Ownership, shares: true},
	ProfitRights: {family: Ownership, shares: true},

	AppointmentOfBoard: {family: Control}, MajorityOfDirectors: {family: Control},
	OtherInfluenceOrControl: {family: Control}, ConditionalRights: {family: Control},
	ControlByContract: {family: Control}, GoldenShare: {family: Control}, VetoRight: {family: Control},
	AccountingParent: {family: Control}, ActingJointly: {family: Control}, ActingInConcert: {family: Control},
	SurplusAssets: {family: Control}, Trustee: {family: Control}, Nominee: {family: Control},
	BoardMember: {family: Control}, BoardChair: {family: Control},

	ControlByRules: {family: Control}, ControlByLaw: {family: Control}, ContractRights: {family: Control},
	Settlor: {family: Control}, Protector: {family: Control}, Beneficiary: {family: Control},
	UnknownInterest: {family: Control}, UnpublishedInterest: {family: Control},

	// Codes of the BODS list that longarm keeps and shows without computing on them.
	"enjoymentAndUseOfAssets": {family: Control}, "rightToProfitOrIncomeFromAssets": {family: Control}, "nominator": {family: Control},
	"seniorManagingOfficial": {family: Control},

	SuppliesTechnology: {family: Technology}, Operates: {family: Technology}, Hosts: {family: Technology},
	HasCustody: {family: Technology}, Subcontracts: {family: Technology}, Procures: {family: Technology},

	IncorporatedIn: {family: Jurisdiction, single: true}, HeadquarteredIn: {family: Jurisdiction, single: true},
	EstablishedIn: {family: Jurisdiction}, ListedOn: {family: Jurisdiction}, DataLocatedIn: {family: Jurisdiction},
	ServesMarket: {family: Jurisdiction}, NationalOf: {family: Jurisdiction}, ResidentIn: {family: Jurisdiction},
	OfficerOf: {family: Jurisdiction}, CertifiedUnder: {family: Jurisdiction}, AppliesFor: {family: Jurisdiction},
	DesignatedUnder: {family: Jurisdiction},
}

// StatesControl reports a code that says influence or control as such, by whatever
// means.
func (i Interest) StatesControl() bool {
	return i == OtherInfluenceOrControl || i == ControlByRules || i == ControlByLaw
}

// MayControl reports a code of which nobody can tell whether it comes to control: rights
// by contract, conditional ones, parties to a trust, a parent that consolidates, and
// what is kept back or not known. A statement of it leads toward control.
func (i Interest) MayControl() bool {
	switch i {
	case ContractRights, ConditionalRights, Trustee, Settlor, Protector, Beneficiary, AccountingParent, UnknownInterest, UnpublishedInterest:
		return true
	}
	return false
}

// Meets reports that a statement of the code is one of the code asked for: to ask for
// influence or control is to ask for every code that says so.
func (i Interest) Meets(asked Interest) bool {
	return i == asked || asked == OtherInfluenceOrControl && i.StatesControl()
}

// LeadsTo reports that a statement of the code may be one of the code asked for.
func (i Interest) LeadsTo(asked Interest) bool {
	return i.Meets(asked) || asked == OtherInfluenceOrControl && i.MayControl()
}

// Valid reports that the code is one longarm knows.
func (i Interest) Valid() bool { _, ok := interests[i]; return ok }

// Family returns the family of a known interest.
func (i Interest) Family() Family { return interests[i].family }

// SingleValued reports a relation that closes with its value: an entity has one
// place of incorporation and one seat at a time.
func (i Interest) SingleValued() bool { return interests[i].single }

// CarriesShare reports an interest measured in percent.
func (i Interest) CarriesShare() bool { return interests[i].shares }

// Interests lists every known code, sorted.
func Interests() []Interest {
	out := make([]Interest, 0, len(interests))
	for i := range interests {
		out = append(out, i)
	}
	sort.Slice(out, func(a, b int) bool { return out[a] < out[b] })
	return out
}

// Basis says of what a share is a share. Bases are never added to each other.
type Basis string

// The bases of a share. Both stands for capital and votes alike, as a plain
// register row without a basis means.
const (
	NoBasis Basis = ""
	Capital Basis = "capital"
	Votes   Basis = "votes"
	Profit  Basis = "profit"
	Both    Basis = "both"
)

// Valid reports a known basis; NoBasis is valid for interests without shares.
func (b Basis) Valid() bool {
	switch b {
	case NoBasis, Capital, Votes, Profit, Both:
		return true
	}
	return false
}

// Includes reports that a share stated in basis b speaks of basis c.
func (b Basis) Includes(c Basis) bool { return b == c || b == Both && (c == Capital || c == Votes) }
