package main

import "longarm/queries/text"

// frenchWords are the words that tables about a workspace are made of, in French. JSON and CSV keep
// the English ones: programs read them.
var frenchWords = map[string]string{
	"source": "source", "licence": "licence", "data of": "données du", "loaded": "chargé", "entities": "entités", "statements": "déclarations",
	"other records": "autres enregistrements", "bytes": "octets", "files": "fichiers", "part": "partie", "outcome": "résultat",
	"name": "nom", "read": "lus", "accepted": "acceptés", "rejected": "rejetés",
	"id": "id", "other id": "autre id", "because": "parce que", "score": "score", "day": "jour", "decision": "décision", "note": "note",
	"stands for": "représente", "is": "est", "is not": "n’est pas", "whole": "intact",
	published: "publié", checked: "vérifié", refused: "refusé", notRead: "non lu", "undone": "annulé", "not stated": "non indiqué",
	"server": "serveur", "generation": "génération", "created": "créées", "updated": "modifiées", "removed": "supprimées", "unchanged": "inchangées",
	"workspace":        "espace de travail",
	"(NON-COMMERCIAL)": "(NON COMMERCIAL)", "(stale)": "(ancien)", "(delta)": "(delta)",
}

// word is a fixed word of a table in the language asked.
func (a *app) word(en string) string {
	if fr, ok := frenchWords[en]; ok && a.settings.Lang == "fr" {
		return fr
	}
	return en
}

func (a *app) words(list []string) []string {
	out := make([]string, len(list))
	for i, w := range list {
		out[i] = a.word(w)
	}
	return out
}

// cell is a fixed word in a cell: as programs know it where they read it.
func (a *app) cell(en string) string {
	if f := text.Format(a.settings.Output); f != text.Table && f != text.Markdown {
		return en
	}
	return a.word(en)
}
