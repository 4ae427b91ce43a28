package graph

// Record is one thing a loader reads: a [Source], [Entity], [Statement],
// [Attribute], [Coverage] or [Note]. Loaders hand records on one by one; who takes
// them decides whether they stay in memory ([Builder.Add]) or go to disk.
type Record interface{ record() }

func (Source) record()    {}
func (Entity) record()    {}
func (Statement) record() {}
func (Attribute) record() {}
func (Coverage) record()  {}
func (Note) record()      {}

// Add takes one record. Faults are found by [Builder.Build].
func (b *Builder) Add(r Record) error {
	switch r := r.(type) {
	case Source:
		b.AddSource(r)
	case Entity:
		b.AddEntity(r)
	case Statement:
		b.AddStatement(r)
	case Attribute:
		b.AddAttribute(r)
	case Coverage:
		b.AddCoverage(r)
	case Note:
		b.AddNote(r)
	}
	return nil
}
