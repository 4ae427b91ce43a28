// Package store keeps what was loaded on disk: a workspace, a folder that holds
// registers of any size with the source of every statement.
//
//   - A workspace is a list of parts, one for each load, and parts never change. A
//     part is records.jsonl.zst, every record as one line of JSON in zstd frames
//     that any tool can read, and index, which is derived from it: where the
//     records about an entity lie, in both directions, and the words of its name.
//   - A generation is a numbered manifest of parts. A writer puts new parts and a
//     manifest aside, forces them to disk and renames CURRENT: whatever interrupts
//     it, the last complete generation is what the next reader opens.
//   - Readers map files and take no lock. One writer at a time holds LOCK; a second
//     one is refused at once.
//   - Every block read is checked against its CRC-32C first. Damage is an error
//     that names the file and never a wrong answer.
//
// [Workspace.Near] reads the neighbourhood a question needs instead of the whole
// register.
package store
