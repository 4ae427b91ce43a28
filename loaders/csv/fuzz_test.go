package csv_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"longarm/graph"
	"longarm/loaders/csv"
)

// FuzzCSV wants counts that add up, errors that name a line of the file, and a
// ledger from whatever was accepted; never a panic.
func FuzzCSV(f *testing.F) {
	f.Add("id,kind,name,jurisdiction\na,company,A,US\n", "owner,owned,share\na,a,50\n")
	f.Add("\ufeffid;jurisdiction;designated_under\np;US-DE;x;y\n", "owner\towned\tshare_min\tshare_max\na\tb\t>25\t<50\n")
	f.Add("id,note\na,\"x\ny\"\"\"\nb,\xe9\n", "owner,owned,interest,valid_from,valid_to\n\"a\"b,c,votingRights,2024,2023-01\n")
	f.Add("id\n\"", "o\x00w\x00")
	f.Fuzz(func(t *testing.T, one, two string) {
		b := graph.NewBuilder()
		r, err := csv.Load(b, []csv.File{text("1.csv", one), text("2.csv", two)}, csv.Options{States: states, Lists: lists})
		if r.Read != r.Accepted+r.Rejected {
			t.Errorf("read %d, accepted %d, rejected %d", r.Read, r.Accepted, r.Rejected)
		}
		if len(r.Errors) < r.Rejected {
			t.Errorf("%d rejected rows, %d errors", r.Rejected, len(r.Errors))
		}
		for _, e := range r.Errors {
			if e.Line < 2 || e.Column < 1 || e.Message == "" {
				t.Errorf("error without a place or a cause: %+v", e)
			}
		}
		if err != nil {
			return
		}
		l, err := b.Build()
		if err != nil {
			t.Fatalf("accepted rows do not build: %v", err)
		}
		l.At(graph.NewDate(2024, 1, 1), graph.Options{})
		streamed := graph.NewBuilder()
		again, err := csv.Stream(context.Background(), []csv.File{text("1.csv", one), text("2.csv", two)}, csv.Options{States: states, Lists: lists}, streamed.Add)
		if err != nil || !cmp.Equal(r, again) || !cmp.Equal(records(t, b), records(t, streamed)) {
			t.Errorf("streamed it is something else: %v\n%s", err, cmp.Diff(records(t, b), records(t, streamed)))
		}
	})
}
