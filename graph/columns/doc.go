// Package columns is the frozen form of an ownership graph of register size: flat
// columns of integers instead of objects, built once and then only read.
//
//   - Entities are numbered owners first: a holder outside the company's own
//     strongly connected component has a smaller number than the company, and the
//     members of a component have neighbouring numbers. One loop over the numbers
//     is a pass in component order.
//   - Holdings are compressed sparse rows in both directions: the holders of a
//     company, sorted by number, and the companies of a holder.
//   - Shares are whole billionths of one, with a second column for what graph.Percent
//     holds beyond that grain, so every figure stays exact. Bands, open ends, bases
//     and days have columns of their own, which are nil when no row needs them.
//   - A [View] reads the columns in one basis on one day by masking shares; the
//     rows, the order and the components stay as they are.
//
// Numbers follow from the ids and the edges alone, never from the order of input:
// shuffling a register changes no byte of its file. [Frozen.WriteTo] writes one
// checksummed file and [Open] maps it into memory, so that a new process answers
// at once and reads only the pages it needs.
package columns
