package text

import (
	"strings"
	"testing"

	"longarm/graph/exposure"
	"longarm/graph/law"
	"longarm/queries"
)

// TestNextIsWhatAnAnalystLooksAt: foreign law before host law, what holds before what is
// open, data before a cut before the rest; what is not reached only when alone.
func TestNextIsWhatAnAnalystLooksAt(t *testing.T) {
	host := findingOf("au-host", "AU", exposure.Host, law.Obliged, exposure.Reached, law.Active, law.Settled, law.Surveillance)
	latent := findingOf("us-cut", "US", exposure.Extraterritorial, law.ViaSupplier, exposure.Reached, law.Latent, law.Settled, law.ServiceDenial)
	sale := findingOf("us-sale", "US", exposure.Extraterritorial, law.Targeted, exposure.Undetermined, law.Active, law.Settled, law.Divestiture)
	open := findingOf("us-data", "US", exposure.Extraterritorial, law.Obliged, exposure.Undetermined, law.Active, law.Arguable, law.CompelledDisclosure)
	holds := findingOf("cn-cut", "CN", exposure.Extraterritorial, law.Targeted, exposure.Reached, law.Active, law.Arguable, law.ServiceDenial)
	not := findingOf("us-not", "US", exposure.Extraterritorial, law.Obliged, exposure.NotReached, law.Active, law.Settled, law.CompelledDisclosure)
	for _, x := range []struct {
		list []queries.Finding
		want string
	}{
		{[]queries.Finding{not, host}, "au-host"},
		{[]queries.Finding{host, latent}, "us-cut"},
		{[]queries.Finding{host, latent, sale}, "us-sale"},
		{[]queries.Finding{latent, sale, open, host}, "us-data"},
		{[]queries.Finding{open, sale, holds}, "cn-cut"},
	} {
		if got := screen(t, x.list...); !strings.HasSuffix(got, "next: longarm why orange "+x.want) {
			t.Errorf("want %s:\n%s", x.want, got[max(0, len(got)-80):])
		}
	}
}
