package queries

import (
	"slices"
	"strings"
)

// WordsResult says what words of answers mean.
type WordsResult struct {
	Header
	Words []WordBrief `json:"words"` // in the order of the guide
}

// WordBrief is one word with its meaning.
type WordBrief struct {
	ID      string `json:"id"`
	Word    string `json:"word"`
	Meaning string `json:"meaning"`
}

// words lists the words of answers in the order of the guide.
func words() []string {
	return []string{"reached", "not-reached", "undetermined", "no-path", "latent", "pending", "settled", "arguable", "contested", "shield",
		"effect", "nexus", "coverage", "evidence", "scheme"}
}

var wordsQuery = Query{
	Name: "words", Args: []string{"[WORD]"},
	Doc: "what the words of answers mean: reached, undetermined, latent, arguable …",
	Run: func(c *Context, p Params) (Answer, error) { return Words(c, p) },
}

// Words explains the word p.Args[0], in either language, or all of them.
func Words(c *Context, p Params) (*WordsResult, error) {
	out := &WordsResult{Header: c.header(nil), Words: []WordBrief{}}
	var known []Candidate
	for _, id := range words() {
		name, meaning := "word."+id, "meaning."+id
		w := WordBrief{ID: id, Word: c.Voice.Say(name), Meaning: c.Voice.Say(meaning)}
		known = append(known, Candidate{ID: id, Name: w.Word})
		if p.Arg(0) == "" || slices.Contains([]string{Key(id), Key(w.Word)}, Key(p.Arg(0))) {
			out.Words = append(out.Words, w)
		}
	}
	if len(out.Words) == 0 {
		return nil, &NotFound{What: "word", Name: strings.TrimSpace(p.Arg(0)), Nearest: nearestWord(p.Arg(0), "word", known)}
	}
	return out, nil
}

// Split returns one answer for each word.
func (r *WordsResult) Split() []Answer {
	out := make([]Answer, len(r.Words))
	for i := range r.Words {
		one := *r
		one.Words = r.Words[i : i+1]
		out[i] = &one
	}
	return out
}
