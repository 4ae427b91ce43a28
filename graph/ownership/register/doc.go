// Package register answers the questions of package ownership on the frozen
// columns of a whole register: one linear pass, or a few sweeps inside the
// components that are cycles, instead of one exact elimination a question.
//
//   - Integrated ownership of one company is pushed up the owners in component
//     order; that of a class in every company is one pass down. Values are floats
//     with a proven bound on their error, which every answer carries; a value that
//     lies within its bound of a threshold is decided again over integers ([Decide]).
//   - Bands: the tight ends of an interval Markov chain, by value and policy
//     iteration in the same order, mass given greedily row by row as far as totals,
//     floors and complete lists allow.
//   - The readings of indirect holdings ([Read]), both ends and a verdict.
//   - Control is decided in integers (billionths of a percent) throughout. With one
//     basis, sums up to 100 % and a threshold of 50 % or more the controllers of a
//     company form a chain, so that all control is a forest, built in one pass;
//     anything else is a least fixpoint with counters.
//
// Package ownership is the oracle: the tests hold every answer to it.
package register
