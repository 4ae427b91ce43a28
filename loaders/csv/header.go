package csv

import (
	"errors"
	"io"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// header opens the rows of a table and reads the names of its columns.
func (t *table) header(in io.Reader, encoding source.Encoding) error {
	plain, err := source.Inflate(in)
	if err != nil {
		return source.Error{File: t.file.Name}.Saying(graph.Wording(err))
	}
	lines, err := source.NewLines(source.Limit(plain, t.options.MaxBytes), encoding)
	if err != nil {
		return source.Error{File: t.file.Name}.Saying(graph.Wording(err))
	}
	t.rows.lines = lines
	text, err := t.headerLine()
	if err == nil && namesDelimiter(text) { // it is known from the names
		text, err = t.headerLine()
	}
	if err != nil {
		return err
	}
	delim, names := splitHeader(text)
	t.rows.delim = delim
	fault, err := t.rows.split(text)
	switch {
	case err != nil:
		return placed(t.file.Name, lines, err)
	case fault != nil:
		return fault.at(t.file.Name)
	}
	if t.role, _ = roleOf(names); t.role == 0 {
		return t.noColumns(text, names)
	}
	return t.bind()
}

// headerLine reads one line that may name columns.
func (t *table) headerLine() (string, error) {
	lines := t.rows.lines
	line, bad, err := lines.Next()
	at := source.Error{File: t.file.Name, Line: max(lines.Number(), 1), Column: 1}
	switch {
	case errors.Is(err, io.EOF):
		return "", at.Saying(graph.Say("the file is empty; its first line names the columns", "le fichier est vide ; sa première ligne doit nommer les colonnes"))
	case err != nil:
		return "", placed(t.file.Name, lines, err)
	case bad != nil:
		at.Column = bad.Column
		return "", at.Saying(bad.Message)
	}
	text := string(line)
	if i, name := source.FindControl(text); i >= 0 {
		at.Column = i + 1
		return "", at.Saying(graph.Say("the header holds the control character %s; save the file as text", "l’en-tête contient le caractère de commande %s ; enregistrez le fichier comme texte", name))
	}
	if i := strings.IndexByte(text, '\r'); i >= 0 {
		at.Column = i + 1
		return "", at.Saying(graph.Say("lines that end with CR alone; save the file with LF or CRLF line ends", "des lignes terminées par CR seul ; enregistrez le fichier avec des fins de ligne LF ou CRLF"))
	}
	if len(text) > maxHeader {
		return "", at.Saying(graph.Say("the first line is too long to name columns; it must hold names such as owner, owned, share", "la première ligne est trop longue pour nommer des colonnes ; elle doit contenir des noms comme owner, owned, share"))
	}
	return text, nil
}

// namesDelimiter reports the line that spreadsheets write before a header to say what
// separates the fields: sep=;
func namesDelimiter(line string) bool {
	rest, ok := strings.CutPrefix(strings.ToLower(strings.Trim(line, `"`)), "sep=")
	return ok && len(rest) <= 1
}

// titles bounds the lines above a header that are looked through for it.
const titles = 20

// noColumns says what is wrong with a first line that names none of the columns.
func (t *table) noColumns(text string, names []string) error {
	number := t.rows.lines.Number()
	at := source.Error{File: t.file.Name, Line: number, Column: 1}
	if _, ok := roleOf(strings.Split(columnName(strings.ReplaceAll(text, " ", "")), "|")); ok {
		return at.Saying(graph.Say("the fields are separated by |; separate them by commas, semicolons or tabs", "les champs sont séparés par | ; séparez-les par des virgules, des points-virgules ou des tabulations"))
	}
	for range titles {
		line, bad, err := t.rows.lines.Next()
		if err != nil {
			break
		}
		if bad != nil || len(line) > maxHeader {
			continue
		}
		_, below := splitHeader(string(line))
		if role, _ := roleOf(below); role != 0 && len(below) > 1 && !slices.ContainsFunc(below, func(n string) bool {
			return n != "" && !slices.Contains(role.columns(), n)
		}) {
			return at.Saying(graph.Say("the first line names no columns, line %d does; remove what stands above it", "la première ligne ne nomme pas de colonnes, la ligne %d le fait ; supprimez ce qui la précède", t.rows.lines.Number()))
		}
	}
	if strings.Trim(text, " ,;\t\"") == "" {
		return at.Saying(graph.Say("the first line is empty; it must name the columns: id for nodes, owner and owned for edges", "la première ligne est vide ; elle doit nommer les colonnes : id pour des nœuds, owner et owned pour des liens"))
	}
	return at.Saying(graph.Say("the columns (%s) are neither those of nodes nor of edges; nodes need id, edges need owner and owned: rename them in the first line", "les colonnes (%s) ne sont ni celles de nœuds ni celles de liens ; les nœuds exigent id, les liens owner et owned : renommez-les à la première ligne", source.Clip(strings.Join(names, ", "))))
}
