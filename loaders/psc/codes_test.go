package psc_test

import (
	"strings"
	"testing"

	"longarm/graph"
	"longarm/loaders/internal/loadertest"
	"longarm/loaders/psc"
)

// TestCodes reads codes of every shape, for a company, a partnership and an overseas
// entity, held in every capacity.
func TestCodes(t *testing.T) {
	bands := map[string]string{"25-to-50-percent": ">25–50 %", "50-to-75-percent": ">50–<75 %", "75-to-100-percent": "75–100 %", "more-than-25-percent": ">25–100 %"}
	measures := map[string]graph.Interest{"ownership-of-shares-": graph.Shareholding, "voting-rights-": graph.VotingRights,
		"right-to-share-surplus-assets-": graph.SurplusAssets, "part-right-to-share-surplus-assets-": graph.SurplusAssets}
	for _, capacity := range []string{"", "-as-trust", "-as-firm", "-as-control-over-trust", "-as-control-over-firm"} {
		for _, body := range []string{"", "-limited-liability-partnership", "-registered-overseas-entity"} {
			codes := map[string]graph.Statement{
				"right-to-appoint-and-remove-directors" + capacity + body: {Interest: graph.AppointmentOfBoard, Value: "majority of the board"},
				"right-to-appoint-and-remove-members" + capacity + body:   {Interest: graph.AppointmentOfBoard, Value: "majority of the board"},
				"right-to-appoint-and-remove-person" + capacity + body:    {Interest: graph.AppointmentOfBoard, Value: "majority of the board"},
				"significant-influence-or-control" + capacity + body:      {Interest: graph.OtherInfluenceOrControl},
			}
			for measure, interest := range measures {
				for band, share := range bands {
					codes[measure+band+capacity+body] = graph.Statement{Interest: interest, Value: share}
				}
			}
			for code, want := range codes {
				l := loadertest.Text(t, "f.txt", `{"company_number":"1","data":{"kind":"legal-person-person-with-significant-control","name":"L","links":{"self":"/x/1"},"natures_of_control":["`+code+`"]}}`, psc.Load)
				s := l.Statements()
				if l.Err != nil || l.Result.Accepted != 1 || len(s) != 2 {
					t.Errorf("%s: %v %v", code, l.Err, l.Result.Errors)
					continue
				}
				got := s[1].Value
				if s[1].Figure {
					got = s[1].Share.String()
				}
				if s[1].Interest != want.Interest || got != want.Value || s[1].Note.Own != code {
					t.Errorf("%s = %s %q (%s), want %s %q", code, s[1].Interest, got, s[1].Note.Own, want.Interest, want.Value)
				}
			}
		}
	}
}

// TestKinds reads every kind of party, of companies and of overseas entities.
func TestKinds(t *testing.T) {
	for kind, want := range map[string]graph.Kind{"individual": graph.Person, "corporate-entity": graph.Company, "legal-person": graph.Company, "super-secure": graph.Person} {
		for _, of := range []string{"-person-with-significant-control", "-beneficial-owner"} {
			l := loadertest.Text(t, "f.txt", `{"company_number":"OE000001","data":{"kind":"`+kind+of+`","name":"L","links":{"self":"/x/1"},"natures_of_control":[]}}`, psc.Load)
			if e := l.Entity("psc:OE000001/1"); e == nil || e.Kind != want {
				t.Errorf("%s%s = %+v %v", kind, of, e, l.Result.Errors)
			}
			// an overseas entity was not formed in the United Kingdom
			if s := l.Statements(); len(s) != 1 || !strings.HasSuffix(string(s[0].Interest), "Interest") {
				t.Errorf("%s%s: %+v", kind, of, s)
			}
		}
	}
}
