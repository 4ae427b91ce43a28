package ftm_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/loaders/ftm"
	"longarm/loaders/internal/loadertest"
)

// ftmEntity is an entity as FollowTheMoney writes it.
type ftmEntity struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Caption    string              `json:"caption,omitempty"`
	Properties map[string][]string `json:"properties"`
	Referents  []string            `json:"referents,omitempty"`
}

func (e *ftmEntity) put(property string, values ...string) {
	for _, v := range values {
		if v != "" && !slices.Contains(e.Properties[property], v) {
			e.Properties[property] = append(e.Properties[property], v)
		}
	}
}

var schemes = map[string]string{"RU-INN": "innCode", "RU-OGRN": "ogrnCode", "RU-OKPO": "okpoCode", "imo": "imoNumber", "wikidata": "wikidataId", "GB-COH": "registrationNumber", "isin": "isinCode"}

var detail = regexp.MustCompile(`([a-zA-Z]+): ("(?:[^"\\]|\\.)*"|.*?)(?:; |$)`)

// encode makes FollowTheMoney of what was loaded: the graph and nothing else.
func encode(l *loadertest.Loaded) map[string]*ftmEntity {
	out := map[string]*ftmEntity{}
	get := func(id string) *ftmEntity {
		id = strings.TrimPrefix(id, "ftm:")
		if out[id] == nil {
			out[id] = &ftmEntity{ID: id, Properties: map[string][]string{}}
		}
		return out[id]
	}
	kinds := map[graph.Kind]string{graph.Person: "Person", graph.Company: "Company", graph.StateBody: "PublicBody"}
	for _, e := range l.Entities() {
		if !strings.HasPrefix(string(e.ID), "ftm:") || strings.HasPrefix(string(e.ID), "ftm:list:") || e.Name == "" {
			continue
		}
		o := get(string(e.ID))
		o.Schema, o.Caption = kinds[e.Kind], e.Name
		o.put("name", e.Name)
		o.put("name", e.Aliases...)
		o.put("leiCode", e.LEI)
		o.put("status", e.Status.Own)
		for _, i := range e.Identifiers {
			switch {
			case i.Scheme == "opensanctions":
				if i.ID != o.ID {
					o.Referents = append(o.Referents, i.ID)
				}
			case strings.HasPrefix(i.Scheme, "ftm-"):
				o.put("registrationNumber", i.ID)
			case schemes[i.Scheme] != "" && i.ID != o.ID:
				o.put(schemes[i.Scheme], i.ID)
			}
		}
	}
	for _, a := range l.Attributes() {
		name := strings.TrimPrefix(a.Name, "ftm:")
		if o := get(string(a.Entity)); name == "schema" {
			o.Schema = a.Value
		} else {
			o.put(name, a.Value)
		}
	}
	id := func(e graph.EntityID) string { return strings.TrimPrefix(string(e), "ftm:") }
	edge := func(c graph.Claim, schema, source, target string, holder, subject graph.EntityID) {
		base, _, _ := strings.Cut(string(c.ID), "#")
		o := get(base)
		o.Schema = schema
		o.put(source, id(holder))
		if target != "" {
			o.put(target, id(subject))
		}
		if c.Period.From != 0 {
			o.put("startDate", c.Period.From.String())
		}
		if c.Period.To != 0 {
			o.put("endDate", c.Period.To.String())
		}
		if c.Quote != "" {
			o.put("percentage", strings.Split(c.Quote, " | ")...)
		}
		for _, m := range detail.FindAllStringSubmatch(c.Note.Own, -1) {
			v := m[2]
			if u, err := strconv.Unquote(v); err == nil {
				v = u
			}
			o.put(m[1], v)
		}
	}
	for _, s := range l.Statements() {
		_, property, ofThing := strings.Cut(string(s.ID), "#")
		if property, code, ok := strings.Cut(property, ":"); ofThing && ok {
			if property == "designated" { // inferred from topics and data sets
				continue
			}
			get(string(s.Holder)).put(property, code)
			continue
		}
		switch s.Interest {
		case graph.Shareholding, graph.VotingRights:
			edge(s.Claim, "Ownership", "owner", "asset", s.Holder, s.Subject)
		case graph.DesignatedUnder:
			edge(s.Claim, "Sanction", "entity", "", s.Holder, "")
		default:
			edge(s.Claim, "Directorship", "director", "organization", s.Holder, s.Subject)
		}
	}
	ends := map[string][3]string{"holdsIndirectly": {"Ownership", "owner", "asset"}, "memberOf": {"Membership", "member", "organization"}, "employedBy": {"Employment", "employee", "employer"},
		"represents": {"Representation", "agent", "client"}, "linkedTo": {"UnknownLink", "subject", "object"}, "succeededBy": {"Succession", "predecessor", "successor"},
		"relatedTo": {"Family", "person", "relative"}, "associateOf": {"Associate", "person", "associate"}, "holdsPosition": {"Occupancy", "holder", "post"}}
	for _, n := range l.Notes() {
		if e, ok := ends[n.Relation]; ok {
			edge(n.Claim, e[0], e[1], e[2], n.Subject, n.Object)
		} else if n.Relation == "parentOf" {
			get(string(n.Object)).put("parent", id(n.Subject))
		} else if _, property, ok := strings.Cut(string(n.ID), "#"); ok {
			property, code, _ := strings.Cut(property, ":")
			get(string(n.Subject)).put(property, code)
		}
	}
	return out
}

// lost are the properties that the graph does not keep; the guide lists them.
var lost = map[string]bool{"address": true, "addressEntity": true, "createdAt": true, "description": true, "email": true, "firstName": true, "fullName": true, "gender": true, "lastName": true, "notes": true,
	"phone": true, "secondName": true, "title": true, "website": true, "summary": true, "education": true, "religion": true, "modifiedAt": true, "passportNumber": true, "sourceUrl": true, "nameSuffix": true,
	"fatherName": true, "middleName": true, "motherName": true, "ethnicity": true, "wikipediaUrl": true, "keywords": true, "publisher": true, "birthCountry": true, "amountEur": true}

// TestRoundTrip: FollowTheMoney → graph → FollowTheMoney loses what the guide lists and
// nothing else.
func TestRoundTrip(t *testing.T) {
	page, err := os.ReadFile("../../docs/guide/loaders/ftm.md")
	if err != nil {
		t.Fatal(err)
	}
	for name := range lost {
		if !strings.Contains(string(page), "`"+name+"`") {
			t.Errorf("the guide does not list %s among what is lost", name)
		}
	}
	paths := []string{"testdata/entities.ftm.json"}
	shared := filepath.Join("..", "..", "..", "shared", "testdata", "opensanctions-ftm")
	if _, err := os.Stat(shared); err == nil {
		paths = append(paths, filepath.Join(shared, "bods-ftm-sample/sample_ftm.jsonl"), filepath.Join(shared, "t1/entities.ftm.json"), filepath.Join(shared, "parteispenden/entities.ftm.json"))
	}
	for _, path := range paths {
		once := loadertest.File(t, path, ftm.Load)
		written := encode(once)
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		now := map[string]string{} // ids that were given up
		var all []*ftmEntity
		for lines := bufio.NewScanner(f); lines.Scan(); {
			e := &ftmEntity{}
			if err := json.Unmarshal(lines.Bytes(), e); err != nil {
				t.Fatal(err)
			}
			all = append(all, e)
			for _, old := range e.Referents {
				now[old] = e.ID
			}
		}
		f.Close()
		for _, e := range all {
			compare(t, path, e, written[e.ID], now)
		}
		// what was written reads as what was read
		var text strings.Builder
		for _, id := range slices.Sorted(keys(written)) {
			row, err := json.Marshal(written[id])
			if err != nil {
				t.Fatal(err)
			}
			text.Write(append(row, '\n'))
		}
		again := encode(loadertest.Text(t, "again", text.String(), ftm.Load))
		for id, e := range written {
			compare(t, "again "+path, e, again[id], nil)
		}
	}
}

func keys(m map[string]*ftmEntity) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

func compare(t *testing.T, path string, want, got *ftmEntity, now map[string]string) {
	t.Helper()
	switch want.Schema {
	case "Address", "Payment", "Identification", "Passport":
		return // not read, and the guide says so
	}
	if got == nil {
		if len(want.Properties["owner"]) > 0 || want.Schema != "Ownership" {
			t.Errorf("%s: %s was lost", path, want.ID)
		}
		return
	}
	if got.Schema != want.Schema {
		t.Errorf("%s: %s is a %s, was a %s", path, want.ID, got.Schema, want.Schema)
	}
	names := slices.Concat(got.Properties["name"], got.Properties["previousName"])
	for property, values := range want.Properties {
		for _, v := range values {
			if current, ok := now[v]; ok {
				v = current
			}
			have := got.Properties[property]
			switch {
			case lost[property] && (want.Schema == "Person" || want.Schema == "Organization" || want.Schema == "Company"):
				continue
			case property == "name" || property == "alias":
				have = names
			case property == "startDate" && len(values) > 1, property == "listingDate", property == "endDate" && len(v) < 10: // one start stays; a year is its end
				continue
			case property == "startDate" && len(v) < 10:
				continue
			case property == "citizenship" && slices.Contains(want.Properties["nationality"], v):
				continue
			case property == "status" && len(values) > 1:
				have = strings.Split(strings.Join(have, "; "), "; ")
			case property == "wikidataId" && v == want.ID:
				continue
			}
			if !slices.Contains(have, v) {
				t.Errorf("%s: %s (%s) lost %s=%q, has %q", path, want.ID, want.Schema, property, v, have)
			}
		}
	}
}
