// Package closure reads, out of a graph of any size, what the answer to a question
// can depend on, so that the answer is byte for byte the one over the whole graph.
//
// [Read] walks from the entities asked about in rounds. Each round hands everything
// it wants to know to the [Source] at once, so that an index on disk is read in
// order, and a database on another machine in one round trip. A closure holds
//
//   - of an entity asked about: what it is, where it stands, its attributes, who
//     holds, controls, supplies, operates, hosts or keeps something for it, what the
//     data is complete about, its notes, and what it holds itself, one step down;
//   - of everyone upstream of it, without end, members of stated totals among them: the
//     same, with what else they hold, stated or as members, as far as it is described and
//     placed (an establishment or a subsidiary may carry a law), and the offers they
//     operate;
//   - of everyone met beside the way: what it is, its attributes and notes, where it
//     stands;
//   - of every entity named by any of this: what it is;
//   - all states, blocs, exchanges, lists and schemes: a law may ask whether the data
//     has them;
//   - every source that a claim rests on.
//
// Claims are of all dates and assertions: a later observation opens a slot at an
// earlier day, and what is claimed or proposed is shown beside the verdict.
package closure
