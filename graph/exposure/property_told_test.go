package exposure_test

import (
	"testing"

	"longarm/data/datatest"
	"longarm/graph/exposure"
	"longarm/graph/graphtest"
)

// TestWhatIsNotToldTurnsNoAnswer is property 1 against a world: who is told a part of it,
// in bands, totals and floors, for capital and for votes, answers as who knows all of it,
// or not at all.
func TestWhatIsNotToldTurnsNoAnswer(t *testing.T) {
	c := datatest.Laws(t)
	settled, same := 0, 0
	for seed := range upTo(24, 600) {
		told := graphtest.DrawTold(seed)
		world, part := told.World.Kept(), told.Part.Kept()
		laws := shared(c.Laws, int(seed), 4)
		knows := exposure.New(c, world.Graph())
		hears := exposure.New(c, part.Graph())
		for _, p := range world.Companies() {
			truth, answer := verdicts(knows, laws, p), verdicts(hears, laws, p)
			for k, was := range truth {
				if settledAs(was) {
					settled++
				}
				if was == answer[k] {
					same++
				}
				if turned(was, answer[k]) {
					t.Errorf("seed %d: %s on %s is %q, and in the whole world %q", seed, k, p, answer[k], was)
				}
			}
			for k, is := range answer {
				if _, had := truth[k]; !had && turned("", is) {
					t.Errorf("seed %d: %s on %s is %q, and in the whole world nothing", seed, k, p, is)
				}
			}
		}
	}
	if settled == 0 || same == 0 {
		t.Errorf("%d answers of the whole world are settled, %d are the same when told a part", settled, same)
	}
	t.Logf("%d answers settled, %d the same", settled, same)
}

func settledAs(verdict string) bool { return verdict != "undetermined" }
