package main

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"longarm/graph"
)

// fake keeps ids, and fails where it is told to.
type fake struct {
	got     []string
	failAt  int
	refuses graph.EntityID
}

var errDisk = errors.New("disk full")

func (f *fake) add(r graph.Record) error {
	e := r.(graph.Entity)
	switch {
	case f.failAt > 0 && len(f.got) == f.failAt:
		return errDisk
	case e.ID == f.refuses:
		return fmt.Errorf("wrapped: %w", &graph.Problem{Origin: "f:1", Cause: graph.Own("no")})
	}
	f.got = append(f.got, string(e.ID))
	return nil
}
func (f *fake) earlier(string, func(graph.Record, bool) error) error { return nil }
func (f *fake) remove(id string) error                               { f.got = append(f.got, "-"+id); return nil }
func (f *fake) commit(context.Context) error                         { return nil }
func (f *fake) close() error                                         { return nil }

func TestPipe(t *testing.T) {
	const n = 10_000
	for name, f := range map[string]*fake{"all": {}, "a full disk": {failAt: 3000}, "one refused": {refuses: "e7"}} {
		p := newPipe(f)
		var err error
		for i := 0; i < n && err == nil; i++ {
			if i == 5 {
				err = p.remove("x")
			}
			err = errors.Join(err, p.add(graph.Entity{ID: graph.EntityID(fmt.Sprintf("e%d", i))}))
		}
		finished := p.finish()
		switch name {
		case "all":
			if err != nil || finished != nil || len(f.got) != n+1 || f.got[5] != "-x" || f.got[n] != fmt.Sprintf("e%d", n-1) || p.records.Entities != n {
				t.Errorf("%s: %v %v, %d kept", name, err, finished, len(f.got))
			}
		case "a full disk":
			if !errors.Is(finished, errDisk) || len(f.got) != 3000 {
				t.Errorf("%s: %v %v, %d kept", name, err, finished, len(f.got))
			}
		default:
			if err != nil || finished != nil || len(p.refused) != 1 || len(f.got) != n {
				t.Errorf("%s: %v %v, %d refused", name, err, finished, len(p.refused))
			}
		}
	}
}

func TestLoadName(t *testing.T) {
	for path, want := range map[string]string{
		"dir/persons-with-significant-control-snapshot-2026-09-01.zip": "psc:persons-with-significant-control-snapshot",
		"BasicCompanyData-2026-09-01-part1_7.zip":                      "psc:basiccompanydata",
		"20260901-0800-gleif-goldencopy-rr-golden-copy.csv.zip":        "psc:gleif-goldencopy-rr-golden-copy",
		"2138002S3XGZ38WN5Q72.jsonl":                                   "psc:2138002s3xgz38wn5q72",
		"psc-20260901t0800.txt.gz":                                     "psc",
		"13D-2024-05-01.xml":                                           "psc:13d",
		"13g.xml":                                                      "psc:13g",
		"0001140361-24-012345.txt":                                     "psc:0001140361-24-012345",
		"data_part_3.csv":                                              "psc:data",
		"Société.csv":                                                  "psc:société",
	} {
		if got := loadName("psc", path); got != want {
			t.Errorf("%s is called %s, want %s", path, got, want)
		}
	}
}
