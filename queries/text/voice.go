// Package text renders answers: as a screen for a terminal, as Markdown, CSV, JSON
// and JSON Lines, in English and in French. It decides nothing: every figure and
// verdict is in the answer already. Names and quotations of the data are made safe
// for a terminal here and stay as they are in JSON.
package text

import (
	"embed"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

//go:embed *.toml
var catalogues embed.FS

// parts lists the catalogues of a language by what stands before its code: answers at
// large, questions about change, questions in plain words, laws explained, the
// relations of notes, pictures, the dossier.
func parts() []string {
	return []string{"", "change.", "ask.", "law.", "relation.", "picture.", "report."}
}

// Languages lists the languages there are messages in, the default first.
func Languages() []string { return []string{"en", "fr"} }

// Voice says messages in one language. It reads the catalogue of that language only,
// with the first message: help and completion have none to say.
type Voice struct {
	lang     string
	messages func() (*messages, error)
}

type messages struct {
	localizer *i18n.Localizer
	known     map[string]bool
}

// NewVoice returns the Voice of "en" or "fr".
func NewVoice(lang string) (*Voice, error) {
	tag, err := language.Parse(lang)
	if err != nil || !slices.Contains(Languages(), lang) {
		return nil, fmt.Errorf("no messages in language %q; use en or fr", lang)
	}
	return &Voice{lang, sync.OnceValues(func() (*messages, error) { return read(tag) })}, nil
}

func read(tag language.Tag) (*messages, error) {
	bundle := i18n.NewBundle(tag)
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	known := map[string]bool{}
	for _, part := range parts() {
		file, err := bundle.LoadMessageFileFS(catalogues, part+tag.String()+".toml")
		if err != nil {
			return nil, fmt.Errorf("messages in %s: %w", tag, err)
		}
		for _, m := range file.Messages {
			known[m.ID] = true
		}
	}
	return &messages{i18n.NewLocalizer(bundle, tag.String()), known}, nil
}

// Lang returns "en" or "fr".
func (v *Voice) Lang() string { return v.lang }

// Say returns the message with the id; args alternate names and values of its
// parts. A number named N chooses the plural. For every text part X the message may
// also use DeX: in French "de X", elided before a vowel. An id without a message
// comes back in brackets, so that it is seen.
func (v *Voice) Say(id string, args ...any) string {
	localizer := v.localizer(id)
	if localizer == nil {
		return "[" + id + "]"
	}
	data := make(map[string]any, len(args))
	config := &i18n.LocalizeConfig{MessageID: id, TemplateData: data}
	for i := 0; i+1 < len(args); i += 2 {
		name, _ := args[i].(string)
		data[name] = args[i+1]
		if s, ok := args[i+1].(string); ok && isoDay.MatchString(s) {
			args[i+1] = v.Day(s)
			data[name] = args[i+1]
		}
		if s, ok := args[i+1].(string); ok {
			data["De"+name] = v.of(s)
		}
		if name == "N" {
			switch n := args[i+1].(type) {
			case int:
				config.PluralCount = n
			case json.Number: // a decimal: 1.9 points, in French 1,9 point
				if n != "" {
					config.PluralCount = string(n)
				}
			}
		}
	}
	v.contract(data)
	s, err := localizer.Localize(config)
	if err != nil && config.PluralCount != nil { // a message that is the same for every number
		config.PluralCount = nil
		s, err = localizer.Localize(config)
	}
	if err != nil {
		return "[" + id + "]"
	}
	return s
}

// localizer says the message with an id; nil when there is none.
func (v *Voice) localizer(id string) *i18n.Localizer {
	if m, err := v.messages(); err == nil && m.known[id] { // a test holds that there is no error
		return m.localizer
	}
	return nil
}

// isoDay is a day as data and sheets write it.
var isoDay = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)

// Day writes a day given as 2024-10-18 as prose of the language has it: so in English,
// "18 octobre 2024" in French. Anything else comes back as it is.
func (v *Voice) Day(s string) string {
	if v.lang != "fr" || !isoDay.MatchString(s) {
		return s
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return s
	}
	day := strconv.Itoa(t.Day())
	if t.Day() == 1 {
		day = "1er"
	}
	months := [...]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}
	return day + " " + months[t.Month()-1] + " " + strconv.Itoa(t.Year())
}

// contract elides a verb that ends with "de" before what it governs: "est dirigeant
// d’Orange".
func (v *Voice) contract(data map[string]any) {
	verb, _ := data["Verb"].(string)
	what, _ := data["What"].(string)
	if rest, ok := strings.CutSuffix(verb, " de"); ok && v.lang == "fr" && what != "" {
		data["Verb"], data["What"] = rest, v.of(what)
	}
}

// of returns "of X" in English, "de X" or "d’X" in French; French contracts "le"
// and "les".
func (v *Voice) of(s string) string {
	if v.lang != "fr" {
		return "of " + s
	}
	if rest, ok := strings.CutPrefix(s, "le "); ok {
		return "du " + rest
	}
	if rest, ok := strings.CutPrefix(s, "les "); ok {
		return "des " + rest
	}
	first, _ := utf8.DecodeRuneInString(s)
	if strings.ContainsRune("aeiouyàâäéèêëîïôöùûüœæ", unicode.ToLower(first)) {
		return "d’" + s
	}
	return "de " + s
}

// Code returns the message "family.code", or the code itself when there is none.
func (v *Voice) Code(family, code string) string {
	if code == "" {
		return ""
	}
	if id := family + "." + code; v.localizer(id) != nil {
		return v.Say(id)
	}
	return code
}

// List joins words: "A, B and C", or with "or" when any is set.
func (v *Voice) List(words []string, any bool) string {
	if len(words) == 0 {
		return ""
	}
	last := len(words) - 1
	if last == 0 {
		return words[0]
	}
	joint := v.Say("and")
	if any {
		joint = v.Say("or")
	}
	return strings.Join(words[:last], ", ") + " " + joint + " " + words[last]
}
