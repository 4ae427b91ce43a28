package loaders

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"

	"longarm/graph"
)

// foreign is a kind of file that people try, that is not read, and what to do
// instead.
type foreign struct {
	what, next graph.Text
	is         func(head []byte) bool
}

func begins(with ...string) func([]byte) bool {
	return func(head []byte) bool {
		return slices.ContainsFunc(with, func(w string) bool { return bytes.HasPrefix(head, []byte(w)) })
	}
}

func holds(all ...string) func([]byte) bool {
	return func(head []byte) bool {
		for _, w := range all {
			if !bytes.Contains(head, []byte(w)) {
				return false
			}
		}
		return true
	}
}

// foreigners lists them; the first that fits is told.
func foreigners() []foreign {
	asTables := graph.Say("save its nodes and edges as CSV, see the guide on data files", "enregistrez ses nœuds et ses liens en CSV, voyez le guide des fichiers de données")
	return []foreign{
		{graph.Say("an empty file", "un fichier vide"), graph.Say("check what was downloaded, or name the source if nothing is what it has to say", "vérifiez ce qui a été téléchargé, ou nommez la source si elle n’a rien à dire"), func(head []byte) bool { return len(bytes.TrimSpace(head)) == 0 }},
		{graph.Say("a Parquet file", "un fichier Parquet"), graph.Say("export it as CSV", "exportez-le en CSV"), begins("PAR1")},
		{graph.Say("a SQLite database", "une base SQLite"), graph.Say("export its tables as CSV", "exportez ses tables en CSV"), begins("SQLite format 3\x00")},
		{graph.Say("a PDF", "un PDF"), graph.Say("type what it says into the workbook of `longarm template`", "reportez ce qu’il dit dans le classeur de `longarm template`"), begins("%PDF-")},
		{graph.Say("a workbook of the old format, or an encrypted one", "un classeur de l’ancien format, ou chiffré"), graph.Say("save it as .xlsx, without a password", "enregistrez-le en .xlsx, sans mot de passe"), begins("\xd0\xcf\x11\xe0")},
		{graph.Say("an archive of a kind that is not unpacked", "une archive d’un format qui n’est pas décompressé"), graph.Say("unpack it, and name the files; zip, gzip, zstd and bzip2 are read as they are", "décompressez-la et nommez les fichiers ; zip, gzip, zstd et bzip2 sont lus tels quels"),
			begins("7z\xbc\xaf\x27\x1c", "\xfd7zXZ\x00", "Rar!\x1a\x07")},
		{graph.Say("a tar archive", "une archive tar"), graph.Say("unpack it, and name the files; zip, gzip, zstd and bzip2 are read as they are", "décompressez-la et nommez les fichiers ; zip, gzip, zstd et bzip2 sont lus tels quels"),
			func(head []byte) bool { return len(head) > 262 && string(head[257:262]) == "ustar" }},
		{graph.Say("a GraphML drawing", "un dessin GraphML"), asTables, holds("<graphml")},
		{graph.Say("a GEXF drawing", "un dessin GEXF"), asTables, holds("<gexf")},
		{graph.Say("a schema of XML, and no data", "un schéma XML, sans données"), graph.Say("name the files that follow it", "nommez les fichiers qui le suivent"), holds("http://www.w3.org/2001/XMLSchema", "schema")},
		{graph.Say("a JSON schema, and no data", "un schéma JSON, sans données"), graph.Say("name the files that follow it", "nommez les fichiers qui le suivent"), func(head []byte) bool {
			return holds(`"$schema"`)(head) && (holds(`"properties"`)(head) || holds(`"items"`)(head) || holds(`"$ref"`)(head))
		}},
		{graph.Say("a drawing of Cytoscape", "un dessin de Cytoscape"), asTables, holds(`"elements"`, `"nodes"`)},
		{graph.Say("data of Senzing", "un fichier de données de Senzing"), graph.Say("it tells shares in words only; %s", "il ne dit les parts qu’en mots ; %s", asTables), func(head []byte) bool { return holds("DATA_SOURCE", "RECORD_ID")(head) }},
		{graph.Say("data of OpenCorporates, which no loader knows", "un fichier d’OpenCorporates, que rien ici ne sait lire"), graph.Say("rename its columns, see the guide on data files", "renommez ses colonnes, voyez le guide des fichiers de données"), holds("jurisdiction_code", "company_number")},
		{graph.Say("RDF", "du RDF"), graph.Say("convert it to one of the formats that are read", "convertissez-le dans l’un des formats lus"), func(head []byte) bool {
			return begins("@prefix", "@base", "PREFIX")(bytes.TrimLeft(head, " \t\r\n")) || holds("<rdf:RDF")(head)
		}},
		{graph.Say("a page of the web", "une page web"), graph.Say("save the data behind it", "enregistrez les données qui sont derrière"), func(head []byte) bool {
			return begins("<!doctype html", "<html")(bytes.ToLower(bytes.TrimLeft(head[:min(len(head), 200)], " \t\r\n")))
		}},
	}
}

// foreigner is what a file is that is not read, or nil.
func foreigner(head []byte) *foreign {
	for _, f := range foreigners() {
		if f.is(head) {
			return &f
		}
	}
	return nil
}

// unknown says that nobody reads a file, and what it is if that can be told.
func unknown(name string, head []byte) error {
	if f := foreigner(head); f != nil {
		return graph.Fault("%s is %s; %s", "%s est %s ; %s", name, f.what, f.next)
	}
	return graph.Fault("%s is in no known format; name one of: %s", "%s n’est d’aucun format connu ; nommez-en un : %s", name, strings.Join(Names(), ", "))
}

// empty recognises by its name an empty file that says something: that nothing has
// changed.
func empty(name string, head []byte) string {
	if len(bytes.TrimSpace(head)) == 0 && strings.HasSuffix(filepath.ToSlash(strings.ToLower(name)), "entities.delta.json") {
		return "ftm"
	}
	return ""
}
