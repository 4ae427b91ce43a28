// Package ask reads questions in plain English and French as commands. It decides by
// rule: every word of a question must be a name, a date, a figure or a known word,
// and the ideas in it must be exactly those of one intent. What it cannot read it
// refuses, with the nearest forms; it never guesses. The words are data
// (lexicon.toml), the answers are those of the commands.
package ask
