// Package data embeds what longarm knows without being given anything: the facts,
// the laws and the words the laws are written in. It holds files and no code.
package data

import "embed"

// Release is the day the data stands at, as 2006-01-02: the default date of every
// answer.
const Release = "2026-11-22"

// FS holds facts/*.yaml, laws/<jurisdiction>/*.yaml with their tests beside them,
// classes.yaml and carriers.yaml.
//
//go:embed facts/*.yaml laws/*/*.yaml classes.yaml carriers.yaml
var FS embed.FS
