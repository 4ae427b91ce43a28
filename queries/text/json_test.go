package text

import (
	"bufio"
	"bytes"
	"encoding/json"
	"testing"
)

func TestLayOut(t *testing.T) {
	for _, doc := range []string{
		`{}`, `[]`, `[[],{}]`, `{"a":[1,2,{"b":"x:,{}[]\"\\"}],"c":null,"d":-1.5e3}`, `{"proof":"no object","proofs":{"a":1}}`, `"\\"`,
	} {
		var want bytes.Buffer
		if err := json.Indent(&want, []byte(doc), "", "  "); err != nil {
			t.Fatal(err)
		}
		if got := laidOut(doc); got != want.String() {
			t.Errorf("%s:\n%s\nwant\n%s", doc, got, want.String())
		}
	}
	doc := `{"f":[{"proof":{"rule":"a \"} \\","because":[{"value":"{"}]},"x":1}]}`
	want := "{\n  \"f\": [\n    {\n      \"proof\": {\"rule\":\"a \\\"} \\\\\",\"because\":[{\"value\":\"{\"}]},\n      \"x\": 1\n    }\n  ]\n}"
	if got := laidOut(doc); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

func laidOut(doc string) string {
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	layOut(w, []byte(doc))
	w.Flush()
	return b.String()
}
