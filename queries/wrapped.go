package queries

import (
	"bytes"
	"encoding/json"
)

// Wrapper is an answer to one question given inside another: the same answer with
// more said before it.
type Wrapper interface {
	Answer
	// Inner returns the answer inside.
	Inner() Answer
}

// WhatIfResult is the answer to a question about facts that are supposed. Its JSON
// is that of the answer inside, with what is supposed before it.
type WhatIfResult struct {
	Edits   []EditBrief     // in the order given
	Changes []OutcomeChange // of a reach: findings that are otherwise in fact; sorted by law, then effect
	Answer
}

// OutcomeChange is a finding as it is in fact and as it would be.
type OutcomeChange struct {
	Law          string   `json:"law"`
	Title        string   `json:"title"`
	Jurisdiction string   `json:"jurisdiction"`
	Effect       string   `json:"effect"`
	Fact         *Outcome `json:"in_fact"` // nil: no ground of this effect speaks of the provider
	Supposed     *Outcome `json:"supposed"`
}

// Inner returns the answer inside.
func (r *WhatIfResult) Inner() Answer { return r.Answer }

// Split returns the parts of the answer inside, each under the same supposition.
func (r *WhatIfResult) Split() []Answer {
	var out []Answer
	for _, a := range r.Answer.Split() {
		out = append(out, &WhatIfResult{Edits: r.Edits, Changes: r.Changes, Answer: a})
	}
	return out
}

// MarshalJSON puts "hypothetical", "edits" and "changes" before the answer's keys.
func (r *WhatIfResult) MarshalJSON() ([]byte, error) {
	return merged(struct {
		Hypothetical bool            `json:"hypothetical"`
		Edits        []EditBrief     `json:"edits"`
		Changes      []OutcomeChange `json:"changes,omitempty"`
	}{true, nonNil(r.Edits), r.Changes}, r.Answer)
}

// AskedResult is the answer to a question in plain words. Its JSON is that of the
// answer inside, with the question and how it was understood before it.
type AskedResult struct {
	Question   string
	Understood string // the command, as it can be typed
	Answer
}

// Inner returns the answer inside.
func (r *AskedResult) Inner() Answer { return r.Answer }

// Split returns the parts of the answer inside, each with the question.
func (r *AskedResult) Split() []Answer {
	var out []Answer
	for _, a := range r.Answer.Split() {
		out = append(out, &AskedResult{Question: r.Question, Understood: r.Understood, Answer: a})
	}
	return out
}

// MarshalJSON puts "question" and "understood" before the answer's keys.
func (r *AskedResult) MarshalJSON() ([]byte, error) {
	return merged(struct {
		Question   string `json:"question"`
		Understood string `json:"understood"`
	}{r.Question, r.Understood}, r.Answer)
}

// merged is one JSON object with the keys of the first before those of the second.
func merged(first, second any) ([]byte, error) {
	a, err := plainJSON(first)
	if err != nil {
		return nil, err
	}
	b, err := plainJSON(second)
	if err != nil {
		return nil, err
	}
	if len(b) <= 2 {
		return a, nil
	}
	return append(append(a[:len(a)-1], ','), b[1:]...), nil
}

// plainJSON is JSON without the escapes of HTML, as everywhere in answers.
func plainJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSpace(b.Bytes()), nil
}
