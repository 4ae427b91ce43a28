// Package house holds the rules of the source tree as tests: which package may
// import which, what must be documented, what a page of the guide must show.
//
// It has no code of its own. A failing test here names the file, the rule and
// what to do; the rules themselves are written as data at the top of each test
// file, so that changing one is a visible, reviewed edit.
package house
