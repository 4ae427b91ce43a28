package graph

// EntityID names an entity. Ids are opaque and case-sensitive.
type EntityID string

// Kind says what an entity is. Kinds follow BODS 0.4 where it has one.
type Kind string

// The kinds of entity.
const (
	Company     Kind = "company"
	Arrangement Kind = "arrangement" // trust, nominee arrangement, fund without personality
	Person      Kind = "person"
	Group       Kind = "group" // several holders not all named; overlaps are the source's
	State       Kind = "state" // also a subdivision, which lies Within its state
	StateBody   Kind = "stateBody"
	Bloc        Kind = "bloc" // the European Union
	Offer       Kind = "offer"
	Scheme      Kind = "scheme" // a certification scheme
	List        Kind = "list"   // a designation list
	Exchange    Kind = "exchange"
	LawText     Kind = "law"
	Event       Kind = "event"
	Media       Kind = "media"
	Other       Kind = "other"
)

var kinds = map[Kind]bool{
	Company: true, Arrangement: true, Person: true, Group: true, State: true, StateBody: true, Bloc: true, Offer: true,
	Scheme: true, List: true, Exchange: true, LawText: true, Event: true, Media: true, Other: true,
}

// Valid reports a known kind.
func (k Kind) Valid() bool { return kinds[k] }

// HasHolders reports a kind whose capital someone can hold. Persons, states,
// state bodies and groups have none: ownership ends with them.
func (k Kind) HasHolders() bool { return k == Company || k == Arrangement }

// Ends reports a kind in which nobody holds shares or votes and over which nobody
// has the rights of an owner: ownership and control begin with it.
func (k Kind) Ends() bool {
	switch k {
	case Person, State, StateBody, Bloc, Group:
		return true
	}
	return false
}

// IsProvider reports a kind laws can be asked of: parties and offers, not the
// states, schemes, lists and texts that laws are made with.
func (k Kind) IsProvider() bool {
	switch k {
	case Company, Arrangement, Person, Group, StateBody, Offer, Exchange, Other:
		return true
	}
	return false
}

// Entity is a party or thing the graph speaks of.
type Entity struct {
	ID        EntityID
	Kind      Kind
	Name      string            // as displayed; never translated by longarm
	Names     map[string]string // other names by language code, published ones only
	LegalName string
	Aliases   []string
	LEI       string
	// Identifiers are those other registers know the entity by, sorted.
	Identifiers []Identifier
	ISO         string   // ISO 3166-1 alpha-2 of a state; "EU" of the Union
	Within      EntityID // the state of a subdivision or exchange, or whose organ a state body is
	// WithinClaim is the note that supports Within, when the data has one.
	WithinClaim ClaimID
	Status      Text // what became of it
	Note        Text
	Source      SourceID
	Evidence    Evidence
	Origin      string // file:line:column of the input, for messages
}

// Identifier is what a register calls an entity. Two entities with one identifier
// are one entity. The LEI has a field of its own.
type Identifier struct {
	// Scheme is the register: its code on org-id.guide ("GB-COH", "XI-LEI"), or
	// "wikidata", "cik", "isin", "opensanctions", "bods" and so on, in lower case.
	Scheme string
	ID     string // as the register writes it
}

// String renders "scheme:id".
func (i Identifier) String() string { return i.Scheme + ":" + i.ID }

// DisplayName returns the name in the language when one is published, else the
// name, else the id.
func (e *Entity) DisplayName(lang string) string {
	if n := e.Names[lang]; n != "" {
		return n
	}
	if e.Name != "" {
		return e.Name
	}
	return string(e.ID)
}
