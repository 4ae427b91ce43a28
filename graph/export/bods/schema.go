package bods

import "longarm/graph"

// The members of a statement of BODS 0.4, in the order of its schema.

type statement struct {
	ID                 string         `json:"statementId"`
	Date               string         `json:"statementDate"`
	Annotations        []annotation   `json:"annotations,omitempty"`
	Publication        *publication   `json:"publicationDetails"`
	Source             *origin        `json:"source,omitempty"`
	DeclarationSubject string         `json:"declarationSubject"`
	RecordID           string         `json:"recordId"`
	RecordType         string         `json:"recordType"`
	Details            *recordDetails `json:"recordDetails"`
}

type annotation struct {
	Target      string `json:"statementPointerTarget"`
	Motivation  string `json:"motivation"`
	Description string `json:"description,omitempty"`
}

type publication struct {
	Date      string `json:"publicationDate"`
	Version   string `json:"bodsVersion"`
	License   string `json:"license,omitempty"`
	Publisher agent  `json:"publisher"`
}

type agent struct {
	Name string `json:"name"`
}

type origin struct {
	Description string `json:"description,omitempty"`
	URL         string `json:"url,omitempty"`
}

type recordDetails struct {
	IsComponent       bool           `json:"isComponent"`
	EntityType        *entityType    `json:"entityType,omitempty"`
	UnspecifiedEntity *unspecified   `json:"unspecifiedEntityDetails,omitempty"`
	PersonType        string         `json:"personType,omitempty"`
	UnspecifiedPerson *unspecified   `json:"unspecifiedPersonDetails,omitempty"`
	Name              string         `json:"name,omitempty"`
	AlternateNames    []string       `json:"alternateNames,omitempty"`
	Names             []personName   `json:"names,omitempty"`
	Jurisdiction      *country       `json:"jurisdiction,omitempty"`
	Nationalities     []country      `json:"nationalities,omitempty"`
	Identifiers       []identifier   `json:"identifiers,omitempty"`
	BirthDate         string         `json:"birthDate,omitempty"`
	Exposure          *exposure      `json:"politicalExposure,omitempty"`
	Addresses         []address      `json:"addresses,omitempty"`
	Listing           *publicListing `json:"publicListing,omitempty"`
	Subject           any            `json:"subject,omitempty"`         // a record id, or why there is none
	InterestedParty   any            `json:"interestedParty,omitempty"` // a record id, or why there is none
	Interests         []interest     `json:"interests,omitempty"`
}

type entityType struct {
	Type    string `json:"type"`
	Details string `json:"details,omitempty"`
}

type unspecified struct {
	Reason      string `json:"reason"`
	Description string `json:"description,omitempty"`
}

type exposure struct {
	Status string `json:"status"`
}

type publicListing struct {
	Public     bool       `json:"hasPublicListing"`
	Securities []security `json:"securitiesListings,omitempty"`
}

type security struct {
	MIC      string            `json:"marketIdentifierCode,omitempty"`
	Place    string            `json:"stockExchangeJurisdiction"`
	Name     string            `json:"stockExchangeName"`
	Security map[string]string `json:"security"`
}

type personName struct {
	Type     string `json:"type"`
	FullName string `json:"fullName"`
}

type country struct {
	Name string `json:"name"`
	Code string `json:"code,omitempty"`
}

type identifier struct {
	ID         string `json:"id"`
	Scheme     string `json:"scheme,omitempty"`
	SchemeName string `json:"schemeName,omitempty"`
}

type address struct {
	Type    string   `json:"type"`
	Country *country `json:"country,omitempty"`
}

type interest struct {
	Type            string `json:"type"`
	Level           string `json:"directOrIndirect"`
	BeneficialOwner *bool  `json:"beneficialOwnershipOrControl,omitempty"`
	Details         string `json:"details,omitempty"`
	Share           *share `json:"share,omitempty"`
	Start           string `json:"startDate,omitempty"`
	End             string `json:"endDate,omitempty"`
}

type share struct {
	Exact            *graph.Percent `json:"exact,omitempty"`
	Minimum          *graph.Percent `json:"minimum,omitempty"`
	Maximum          *graph.Percent `json:"maximum,omitempty"`
	ExclusiveMinimum *graph.Percent `json:"exclusiveMinimum,omitempty"`
	ExclusiveMaximum *graph.Percent `json:"exclusiveMaximum,omitempty"`
}
