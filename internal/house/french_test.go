package house

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// verbs are what package fmt puts arguments in for.
var verbs = regexp.MustCompile(`%[-+# 0]*[0-9.]*[a-zA-Z%]`)

// word is a word of a sentence, and no name in code or of a format.
var word = regexp.MustCompile(`(^|[\s“(])\p{Ll}{2,}`)

// englishOnly are words that no French sentence has.
var englishOnly = regexp.MustCompile(`(^|[\s’(])(the|is|are|was|were|be|of|and|it|its|with|without|which|whose|who|by|not|has|have|this|that|than|what|when|only|nobody|nothing|before|after|because|their|give|write|correct it|fetch|missing)([\s,;.:?)]|$)`)

// quotation is what keeps its own language within a French text.
var quotation = regexp.MustCompile("«[^«»]*»|`[^`]*`")

// speaksBoth tells whether a file talks to those who bring their own data: what it
// says of them it says in both languages.
func speaksBoth(name string) bool {
	return strings.HasPrefix(name, "loaders/") && !strings.Contains(name, "/loadertest/")
}

// TestRefusalsSpeakBothLanguages wants French beside the English of every text of a
// refusal, saying the same of the same arguments, and no error in English alone where
// files are read.
func TestRefusalsSpeakBothLanguages(t *testing.T) {
	for _, s := range sources(t) {
		if !isTest(s.name) {
			report(t, oneLanguage(s, speaksBoth(s.name)))
		}
	}
}

// oneLanguage lists the texts of a file that lack the other language.
func oneLanguage(s source, always bool) (broken []string) {
	ast.Inspect(s.file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			switch name := called(n); {
			case (name == "Say" || name == "Fault") && len(n.Args) > 1:
				if en, fr := literal(n.Args[0]), literal(n.Args[1]); en != "" && fr != "" {
					if why := unlike(en, fr); why != "" {
						broken = append(broken, s.at(n.Pos())+": "+why+": "+strconv.Quote(fr))
					}
				}
			case always && (name == "errors.New" || name == "fmt.Errorf") && word.MatchString(verbs.ReplaceAllString(literal(n.Args[0]), "")) && !inner(literal(n.Args[0])):
				broken = append(broken, s.at(n.Pos())+": an error in English alone: use graph.Fault")
			}
		case *ast.KeyValueExpr:
			if key, ok := n.Key.(*ast.Ident); ok && always && key.Name == "Message" && literal(n.Value) != "" {
				broken = append(broken, s.at(n.Pos())+": a message in English alone: use Saying")
			}
		}
		return true
	})
	return broken
}

// inner reports the errors by which parts of a reader talk to each other.
func inner(text string) bool {
	return slices.Contains([]string{"found", "quoted cells", "the token goes on behind what is at hand", "the token is not plain"}, text)
}

// unlike says in what a French text is none of the English one.
func unlike(en, fr string) string {
	args := func(text string) []string {
		return slices.DeleteFunc(verbs.FindAllString(text, -1), func(v string) bool { return v == "%%" })
	}
	switch {
	case fr == en && word.MatchString(verbs.ReplaceAllString(en, "")) && strings.Contains(en, " "):
		return "the French is the English"
	case len(args(en)) != len(args(fr)):
		return "the French has other arguments than the English"
	case englishOnly.MatchString(quotation.ReplaceAllString(fr, "•")):
		return "English in French"
	}
	return ""
}

// called names the function of a call: Say and Fault of package graph by themselves.
func called(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		if p, ok := f.X.(*ast.Ident); ok {
			return strings.TrimPrefix(p.Name+"."+f.Sel.Name, "graph.")
		}
	}
	return ""
}

// literal is the text of a string in the source, "" for anything else.
func literal(e ast.Expr) string {
	if l, ok := e.(*ast.BasicLit); ok && l.Kind == token.STRING {
		text, err := strconv.Unquote(l.Value)
		if err == nil {
			return text
		}
	}
	return ""
}

// TestOneLanguageCatches shows what is found and what is not.
func TestOneLanguageCatches(t *testing.T) {
	for line, want := range map[string]int{
		`graph.Say("no day", "aucun jour")`:                        0,
		`graph.Say("%q is no day", "%q n’est pas un jour", x)`:     0,
		`graph.Say("%q is no day", "aucun jour", x)`:               1,
		`graph.Fault("not a day", "not a day")`:                    1,
		`graph.Fault("not a day", "ce n’est the jour")`:            1,
		`graph.Say("%s: %s", "%s : %s", a, b)`:                     0,
		`errors.New("not a day")`:                                  1,
		`fmt.Errorf("%s: %w", path, err)`:                          0,
		`fmt.Errorf("%s is no day", x)`:                            1,
		`Error{Message: "not a day"}`:                              1,
		`Error{File: x}.Saying(graph.Say("no day", "aucun jour"))`: 0,
	} {
		s := parse(t, "loaders/x/x.go", "package x\n\nvar _ = "+line+"\n")
		if got := oneLanguage(s, true); len(got) != want {
			t.Errorf("%s: %q, want %d", line, got, want)
		}
	}
}
