package law

import "longarm/graph"

// Standing is how a law stands on a day, by its own status and dates.
type Standing string

// The standings. Only under Stands does the law apply; under NotKnown and RunsOut
// nobody can say from its dates alone whether it does.
const (
	Stands     Standing = "applies"
	NotYet     Standing = "not-yet"      // in force from a later day
	IsOff      Standing = "suspended"    // in force, and a suspension runs
	Ended      Standing = "ended"        // no longer in force
	RunsOut    Standing = "transition"   // ended, and old orders may run on
	NotKnown   Standing = "not-known"    // after the day its status is known to
	BindsNoone Standing = "binds-nobody" // a bill or proposal
)

// StandsAt says how the law stands on the day; its grounds may have narrower dates.
// A bill may have become law after the day its status is known to, so it is not
// known then.
func (l *Law) StandsAt(d graph.Date) Standing {
	f := &l.InForce
	switch {
	case !l.Status.Enacted() && (l.StatusKnownTo == 0 || d <= l.StatusKnownTo):
		return BindsNoone
	case f.From != 0 && d < f.From:
		return NotYet
	case l.StatusKnownTo != 0 && d > l.StatusKnownTo:
		return NotKnown
	case f.SuspendedAt(d), l.Status == Suspended && len(f.Suspended) == 0:
		return IsOff
	case f.To != 0 && d >= f.To && f.TransitionTo != 0 && d < f.TransitionTo:
		return RunsOut
	case f.To != 0 && d >= f.To:
		return Ended
	}
	return Stands
}
