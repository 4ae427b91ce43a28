package neo4j

import (
	"testing"
)

func TestPushTwiceChangesNothing(t *testing.T) {
	c := server(t)
	l := embedded(t)
	p := mustPush(t, c, l)
	if !p.Changed() {
		t.Error("the first push changed nothing")
	}
	t.Logf("%+v", p)
	p = mustPush(t, c, l)
	if p.Changed() {
		t.Errorf("the second push changed: %+v", p)
	}
}
