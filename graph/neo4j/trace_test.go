package neo4j
import ("testing";"time";"fmt")
func TestTrace(t *testing.T) {
	cfg := configured(t)
	last := time.Now(); prev := ""
	cfg.Sent = func(s string) { n := time.Now(); fmt.Println(n.Sub(last), "after", prev); last = n; prev = s[:min(60,len(s))] }
	c := connect(t, cfg); empty(t, c)
	mustPush(t, c, embedded(t))
	fmt.Println(time.Since(last), prev)
}
