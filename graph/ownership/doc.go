// Package ownership holds the mathematics of shares and control: what a class of
// holders owns of a company directly and through others, who controls it, and
// whether the threshold test of a rule is met.
//
// Every number is exact. Shares are intervals, so each company's cap table is a
// polytope (holdings between their ends, totals, at most 100 % together), and
// each answer is the interval of values over all ways to fill it. Where the
// interval is tight the doc says so; where it is only sound the doc says that.
//
//   - Integrated ownership is a hitting probability: from the company step to a
//     holder with probability equal to its share; the integrated share of a class
//     is the probability of ever hitting it. Over bands this is an interval Markov
//     chain, solved by policy iteration in the order of strongly connected
//     components (Givan, Leach, Dean 2000; Sen, Viswanathan, Agha 2006).
//   - Control is a least fixpoint: x controls y when the votes in y held by x and
//     all it controls pass the threshold, or a stated ground says so.
//   - Readings of indirect holdings (none, tier, product, hybrid, control) follow
//     the legal texts; a rule names its own.
//
// The algorithms are plain and meant to be checked: rationals of math/big, open
// ends as infinitesimals, one row of the cap table at a time.
package ownership
