package law

import (
	"slices"
	"sort"
	"strings"

	"longarm/graph"
)

// UndertakingAttribute names the attribute by which the facts state a contract
// against a power of a law: its value is the power, its counterparty stands at the
// other end.
const UndertakingAttribute = "contractualUndertaking"

// Vocabulary is what laws share.
type Vocabulary struct {
	Territories map[string]*Territory
	States      []StateName                 // sorted by id: states of the data that are no territory
	Lists       map[graph.EntityID][]string // a list or scheme; the law that keeps it, then those that read it too
	// Doubts says of a list or scheme what it leaves open: a certificate that names
	// no version.
	Doubts map[graph.EntityID]Text
	// Parties are the entities that laws name, and that a question about any other may
	// come to speak of; sorted.
	Parties       []graph.EntityID
	Classes       map[string]*Class
	Attributes    map[string]*Attribute
	ServiceGroups map[string][]string // serviceType values and other groups
	SectorGroups  map[string]SectorGroup
	Words         map[string]Text // what readers see for a value of an attribute
	Capabilities  []string        // codes, in the order of the file
	Custody       []string        // the codes that amount to custody
	// CapabilityLabels names each capability for readers; a code may lack one.
	CapabilityLabels map[string]Text
	CapabilityNote   Text
	Limbs            map[string]*Limb
}

// Territory is a state, bloc or area that laws name.
type Territory struct {
	ID      string
	Name    Text
	Entity  graph.EntityID // its entity in the data; empty for an area that is none
	Members []CountryList
	Source  string
	Note    Text // may be empty
}

// ISO returns the country codes that make up the territory on the day, sorted.
func (t *Territory) ISO(d graph.Date) []string { return countriesAt(t.Members, d) }

// CountryList is a list of ISO 3166-1 alpha-2 codes with its days. From is the
// first and To the last day of the list, both inclusive, as such lists are
// published; zero ends are open. A list that Adds is joined to the others of its
// day; the others never overlap.
type CountryList struct {
	From, To graph.Date
	ISO      []string // as written
	Adds     bool
}

func (c CountryList) covers(d graph.Date) bool {
	return c.From <= d && (c.To == 0 || d <= c.To)
}

func countriesAt(lists []CountryList, d graph.Date) []string {
	var out []string
	for _, l := range lists {
		if l.covers(d) {
			out = append(out, l.ISO...)
		}
	}
	sort.Strings(out)
	return slices.Compact(out)
}

// StateName is a state of the data with its code and name.
type StateName struct {
	ID   graph.EntityID
	ISO  string
	Name Text
}

// LawJurisdiction is the value of Class.In and Class.Outside that stands for the
// territory of the law that asks.
const LawJurisdiction = "law-jurisdiction"

// Class is a class of party. It types one party by its own ties, never by its
// owners. A party is of the class when it has one of Kinds and satisfies the other
// parts that are given: tied by one of Links to a country of Countries, to In or
// to a place not in Outside; on List; or satisfying Is.
type Class struct {
	ID         string
	Definition Text
	Relative   bool         // read against the law that asks
	Kinds      []graph.Kind // nil: every kind
	Links      []graph.Interest
	Countries  []CountryList
	// Listed reports that the class has a country list, perhaps an empty one: a
	// class without countries yet has no member.
	Listed  bool
	In      string // territory, or LawJurisdiction
	Outside string // territory, or LawJurisdiction
	List    *ClassList
	Is      *Predicate
	Persons []NamedPerson // named members beside the countries
	Source  string
	Note    Text // may be empty
	Origin  string
}

// CountriesAt returns the codes of Countries on the day, sorted.
func (c *Class) CountriesAt(d graph.Date) []string { return countriesAt(c.Countries, d) }

// ClassList makes a class of the parties on a list that a law keeps.
type ClassList struct {
	Law  string // a law's id, or "self": the law that asks
	Name Text   // the list, where the law keeps several; may be empty
}

// NamedPerson is a person that a country list names. Both days are inclusive.
type NamedPerson struct {
	From, To graph.Date
	Name     string
	ISO      string
}

// Attribute is a dated fact of an entity that laws gate on.
type Attribute struct {
	Name   string
	Label  Text
	Of     string   // what carries the fact, for editors
	Values []string // the closed list; nil when Free describes the values
	Free   string   // the values in words, for editors: "number, per territory"
	Note   Text     // may be empty
	// Leads: a stated value that fits points toward a ground by itself, as the control
	// classification of an item does and what a company does for a living does not.
	Leads bool
}

// Type returns "list" for a closed list, or the word that Free opens with when it
// is boolean, number, percent or territory; else "".
func (a *Attribute) Type() string {
	if a.Values != nil {
		return "list"
	}
	word := strings.TrimRight(strings.SplitN(a.Free+" ", " ", 2)[0], ",;")
	switch word {
	case "boolean", "number", "percent", "territory":
		return word
	}
	return ""
}

// IsSector reports a sector group or a coarse sector that some group names.
func (v *Vocabulary) IsSector(code string) bool {
	return slices.Contains(v.sectors(), code)
}

func (v *Vocabulary) sectors() []string {
	out := names(v.SectorGroups)
	for _, g := range v.SectorGroups {
		out = append(append(out, g.In...), g.May...)
	}
	return out
}

// SectorGroup is a legal set of sectors. A sector of In lies in it; one of May may,
// and the gate is open until a statement names the set itself.
type SectorGroup struct{ In, May []string }

// Limb is one way to control, with the interests that show it.
type Limb struct {
	ID        string
	Interests []graph.Interest
	How       Text
}

// TerritoryHas reports that the country lies in the territory on the day. It is
// false for a territory the vocabulary lacks.
func (v *Vocabulary) TerritoryHas(id, iso string, d graph.Date) bool {
	t := v.Territories[id]
	if t == nil {
		return false
	}
	for _, l := range t.Members {
		if l.covers(d) && slices.Contains(l.ISO, iso) {
			return true
		}
	}
	return false
}

// Services expands serviceType values: every value and group given, and all
// values and groups that the groups hold, sorted.
func (v *Vocabulary) Services(values []string) []string {
	seen := map[string]bool{}
	var add func(string)
	add = func(s string) {
		if seen[s] {
			return
		}
		seen[s] = true
		for _, m := range v.ServiceGroups[s] {
			add(m)
		}
	}
	for _, s := range values {
		add(s)
	}
	out := make([]string, 0, len(seen))
	for s := range seen {
		out = append(out, s)
	}
	sort.Strings(out)
	return out
}

// ExpandCapabilities replaces the group "custody" by its codes, without
// duplicates, in the order of the vocabulary.
func (v *Vocabulary) ExpandCapabilities(codes []string) []string {
	var out []string
	for _, c := range v.Capabilities {
		if slices.Contains(codes, c) || slices.Contains(codes, CustodyGroup) && slices.Contains(v.Custody, c) {
			out = append(out, c)
		}
	}
	return out
}

// CustodyGroup names the capabilities that amount to custody, as a group.
const CustodyGroup = "custody"

// party keeps the id of an entity that a law names.
func (v *Vocabulary) party(id graph.EntityID) {
	if i, have := slices.BinarySearch(v.Parties, id); !have {
		v.Parties = slices.Insert(v.Parties, i, id)
	}
}

// ListsOf returns the lists and schemes that the law keeps or reads, sorted.
func (v *Vocabulary) ListsOf(law string) []graph.EntityID {
	var out []graph.EntityID
	for id, laws := range v.Lists {
		if slices.Contains(laws, law) {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// ListsMeant returns the lists that "designated under the law" means, sorted: those
// that are the law's own, which it heads in Lists. Others may read a list without
// keeping it: who is on an export list is not thereby blocked, though the export law
// reads the list of the blocked as well. A law without a list of its own means the one
// it reads; of several, none.
func (v *Vocabulary) ListsMeant(law string) []graph.EntityID {
	all := v.ListsOf(law)
	own := slices.DeleteFunc(slices.Clone(all), func(id graph.EntityID) bool { return v.Lists[id][0] != law })
	switch {
	case len(own) > 0:
		return own
	case len(all) == 1:
		return all
	}
	return nil
}

// SplitRef splits a CLASS: "entity:x" gives "entity", "x"; "law:x" gives "law",
// "x"; a class or territory gives "", its id.
func SplitRef(ref string) (prefix, id string) {
	for _, p := range []string{"entity", "law"} {
		if rest, ok := strings.CutPrefix(ref, p+":"); ok {
			return p, rest
		}
	}
	return "", ref
}
