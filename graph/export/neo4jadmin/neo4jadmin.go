// Package neo4jadmin writes the tables that neo4j-admin imports: nodes.csv and
// relationships.csv, claims.csv and about.csv, and how to import them.
//
// Every entity is a node with the labels Entity and its kind, every statement and note
// a relationship whose type is the interest or the relation. What does not count
// (claimed, denied, proposed, withdrawn) is there too, with r.counts = false.
// Attributes and coverages tie no two entities: each is a node of its own with the label
// Attribute or Coverage, and a relationship of the type about leads to its entity.
package neo4jadmin

import (
	"io"

	"longarm/graph"
	"longarm/graph/export/internal/document"
)

// The files that are written.
const (
	NodesFile         = "nodes.csv"
	RelationshipsFile = "relationships.csv"
	ClaimsFile        = "claims.csv" // attributes and coverages
	AboutFile         = "about.csv"  // from each claim to its entity
)

// maxSources bounds the licences that are remembered: registers may cite a source a
// record.
const maxSources = 100_000

// Folder writes the tables, each in a pass over the records, and keeps the licences of
// sources.
func Folder(create document.Create, h document.Head, records document.Records) error {
	for _, file := range []struct {
		name  string
		write func(io.Writer, document.Head, document.Records) error
	}{{NodesFile, Nodes}, {RelationshipsFile, Relationships}, {ClaimsFile, Claims}, {AboutFile, About}, {document.Readme, readme}} {
		w, err := create(file.name)
		if err != nil {
			return err
		}
		if err := file.write(w, h, records); err != nil {
			return err
		}
	}
	return nil
}

var nodesHead = []string{"id:ID", ":LABEL", "name:string", "kind:string", "legal_name:string", "aliases:string[]", "lei:string", "identifiers:string[]", "iso:string",
	"within:string", "status:string", "note:string", "evidence:string", "source:string"}

// Nodes writes the table of nodes.
func Nodes(to io.Writer, h document.Head, records document.Records) error {
	return table(to, nodesHead, func(t *document.Table) error {
		return records.Entities(func(e graph.Entity) error {
			return t.Row(string(e.ID), "Entity;"+document.KindLabel(e.Kind), e.Name, string(e.Kind), e.LegalName, document.Joined(e.Aliases), e.LEI, document.Joined(document.Identifiers(&e)), e.ISO,
				string(e.Within), e.Status.In(h.Lang), e.Note.In(h.Lang), e.Evidence.String(), string(e.Source))
		})
	})
}

var relationshipsHead = []string{":START_ID", ":END_ID", ":TYPE", "id:string", "interest:string", "family:string", "basis:string",
	"share_min:double", "share_max:double", "share_min_open:boolean", "share_max_open:boolean", "share:string",
	"valid_from:date", "valid_to:date", "as_of:date", "value:string", "note:string", "assertion:string", "counts:boolean", "evidence:string", "source:string", "licence:string", "non_commercial:boolean"}

// Relationships writes the table of relationships.
func Relationships(to io.Writer, h document.Head, records document.Records) error {
	sources, err := licences(h, records)
	if err != nil {
		return err
	}
	return table(to, relationshipsHead, func(t *document.Table) error {
		row := func(from, to graph.EntityID, kind, interest, family, basis string, share graph.Share, figure bool, c *graph.Claim, value string) error {
			var low, high, lowOpen, highOpen, text string
			if figure {
				low, high, text = share.Min.String(), share.Max.String(), share.String()
				lowOpen, highOpen = yes(share.MinOpen), yes(share.MaxOpen)
			}
			l := sources[c.Source]
			return t.Row(string(from), string(to), kind, string(c.ID), interest, family, basis, low, high, lowOpen, highOpen, text,
				c.Period.From.String(), c.Period.To.String(), c.Period.AsOf.String(), value, c.Note.In(h.Lang), string(c.Assertion), truth(c.Assertion.Counts()), c.Evidence.String(), string(c.Source), l.name, yes(l.nonCommercial))
		}
		return records(func(r graph.Record) error {
			switch r := r.(type) {
			case graph.Statement:
				return row(r.Holder, r.Subject, string(r.Interest), string(r.Interest), document.FamilyName(r.Interest.Family()), string(r.Basis), r.Share, r.Figure && r.Interest.CarriesShare(), &r.Claim, r.Value)
			case graph.Note:
				return row(r.Subject, r.Object, r.Relation, "", "note", "", r.Share, r.Figure, &r.Claim, r.Value)
			}
			return nil
		})
	})
}

var claimsHead = []string{"id:ID(Claim)", ":LABEL", "name:string", "value:string", "at:string", "per:string", "interest:string", "basis:string", "percent:double", "members:string[]",
	"valid_from:date", "valid_to:date", "as_of:date", "note:string", "assertion:string", "counts:boolean", "evidence:string", "source:string", "licence:string", "non_commercial:boolean"}

// Claims writes the table of attributes and coverages. The name of a coverage is its
// kind.
func Claims(to io.Writer, h document.Head, records document.Records) error {
	sources, err := licences(h, records)
	if err != nil {
		return err
	}
	return table(to, claimsHead, func(t *document.Table) error {
		row := func(label string, c *graph.Claim, said ...string) error {
			l := sources[c.Source]
			cells := append([]string{string(c.ID), label}, said...)
			return t.Row(append(cells, c.Period.From.String(), c.Period.To.String(), c.Period.AsOf.String(), c.Note.In(h.Lang), string(c.Assertion), truth(c.Assertion.Counts()),
				c.Evidence.String(), string(c.Source), l.name, yes(l.nonCommercial))...)
		}
		return records(func(r graph.Record) error {
			switch r := r.(type) {
			case graph.Attribute:
				return row("Attribute", &r.Claim, r.Name, r.Value, string(r.At), r.Per, "", "", "", "")
			case graph.Coverage:
				return row("Coverage", &r.Claim, string(r.Kind), "", "", "", string(r.Interest), string(r.Basis), document.Percent(&r), document.Joined(document.Strings(r.Members)))
			}
			return nil
		})
	})
}

// About writes the table that ties attributes and coverages to their entities.
func About(to io.Writer, _ document.Head, records document.Records) error {
	return table(to, []string{":START_ID(Claim)", ":END_ID", ":TYPE"}, func(t *document.Table) error {
		return records(func(r graph.Record) error {
			switch r := r.(type) {
			case graph.Attribute:
				return t.Row(string(r.ID), string(r.Entity), "about")
			case graph.Coverage:
				return t.Row(string(r.ID), string(r.Entity), "about")
			}
			return nil
		})
	})
}

type licence struct {
	name          string
	nonCommercial bool
}

// licences collects those of the sources; they may come last.
func licences(h document.Head, records document.Records) (map[graph.SourceID]licence, error) {
	out := map[graph.SourceID]licence{}
	for _, s := range h.Sources {
		out[s.ID] = licence{s.Licence, s.NonCommercial}
	}
	err := records(func(r graph.Record) error {
		if s, ok := r.(graph.Source); ok && len(out) < maxSources {
			out[s.ID] = licence{s.Licence, s.NonCommercial}
		}
		return nil
	})
	return out, err
}

func table(to io.Writer, head []string, write func(*document.Table) error) error {
	buffer := document.NewWriter(to)
	t, err := document.NewBareTable(buffer, head...)
	if err == nil {
		err = write(t)
	}
	if err == nil {
		err = t.Close()
	}
	if err != nil {
		return err
	}
	return buffer.Close()
}

func yes(b bool) string {
	if b {
		return "true"
	}
	return ""
}

func truth(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

func readme(to io.Writer, h document.Head, _ document.Records) error {
	return document.WriteReadme(to, &h, "",
		"neo4j-admin database import full neo4j --overwrite-destination \\",
		"  --nodes="+NodesFile+" --relationships="+RelationshipsFile+" \\",
		"  --nodes="+ClaimsFile+" --relationships="+AboutFile+" \\",
		"  --multiline-fields=true --array-delimiter=';' --id-type=string", "",
		"A statement that does not count (claimed, denied, proposed, withdrawn) has counts = false.")
}
