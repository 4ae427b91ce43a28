package queries

import (
	"slices"

	"longarm/graph"
	"longarm/graph/exposure"
)

// flagsOf returns the remarks on the entities among all remarks on the data.
func (c *Context) flagsOf(about map[graph.EntityID]bool) []graph.Flag {
	var out []graph.Flag
	for _, f := range c.Graph.Flags() {
		if about[f.Entity] {
			out = append(out, f)
		}
	}
	return out
}

// remarks returns the remarks on the data that findings about a provider rest on: on
// those whose holdings and supplies lead down to it, and on every statement cited. What
// is odd about a bystander, such as another customer of its host, is left to `show`.
func (c *Context) remarks(provider graph.EntityID, found []exposure.Finding) []graph.Flag {
	about, cited := c.chain(provider, found), map[graph.ClaimID]bool{}
	for _, f := range found {
		for _, p := range f.Paths {
			for _, s := range p.Steps {
				for _, id := range s.Claims {
					cited[id] = true
				}
			}
		}
	}
	out := c.flagsOf(about)
	for _, f := range c.Graph.Flags() {
		if !about[f.Entity] && slices.ContainsFunc(f.Claims, func(id graph.ClaimID) bool { return cited[id] }) {
			out = append(out, f)
		}
	}
	return out
}

// chain is the provider, its offers and everyone on the paths found from whom holdings,
// control or supplies lead down to it.
func (c *Context) chain(provider graph.EntityID, found []exposure.Finding) map[graph.EntityID]bool {
	out := c.withOffers(provider)
	for _, f := range found {
		for _, p := range f.Paths {
			below := map[graph.EntityID]bool{provider: true}
			for again := true; again; {
				again = false
				for _, s := range p.Steps {
					if s.Interest.Family() != graph.Jurisdiction && s.Interest != graph.Procures && below[s.To] && !below[s.From] {
						below[s.From], out[s.From], again = true, true, true
					}
				}
			}
		}
	}
	return out
}

// neighbourhood is the provider, its offers and everyone on the paths found.
func (c *Context) neighbourhood(provider graph.EntityID, found []exposure.Finding) map[graph.EntityID]bool {
	out := c.withOffers(provider)
	for _, f := range found {
		for _, p := range f.Paths {
			for _, s := range p.Steps {
				out[s.From], out[s.To] = true, true
			}
		}
	}
	for id := range out {
		if e := c.Graph.Entity(id); e != nil && id != provider && (e.Kind == graph.State || e.Kind == graph.Bloc || e.Kind == graph.List || e.Kind == graph.Scheme) {
			delete(out, id)
		}
	}
	return out
}

func (c *Context) withOffers(provider graph.EntityID) map[graph.EntityID]bool {
	out := map[graph.EntityID]bool{provider: true}
	for _, l := range c.Graph.From(provider) {
		if l.Interest == graph.Operates {
			out[l.Subject] = true
		}
	}
	return out
}
