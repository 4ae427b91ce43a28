package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/spf13/viper"

	"longarm/data"
	"longarm/graph"
	"longarm/queries/text"
)

// settings are the global flags, from the command line, the environment or the
// configuration file, in this order.
type settings struct {
	Data       []string
	Workspace  string
	NoEmbedded bool
	Engine     engine
	AsOf       graph.Date
	MaxAge     int
	ShareUnit  string
	Output     string
	Lang       string
	Color      string
	Quiet      bool
	ExitCode   bool
}

// option is one setting: its key is the flag's name, and LONGARM_KEY with
// underscores the variable.
type option struct {
	key, usage string
	standard   any // string, bool, int or []string
	values     []string
}

// options lists the settings in the order help shows them.
func options() []option {
	return []option{
		{key: "data", usage: "file or folder of facts, YAML, CSV, XLSX or a register, beside the embedded ones (repeatable)", standard: []string{}},
		{key: "workspace", usage: "folder `DIR` that longarm load filled, to ask beside the embedded facts", standard: ""},
		{key: "no-embedded", usage: "leave out the facts inside the binary", standard: false},
		{key: "engine", usage: "where the facts are: embedded, or a Neo4j server, neo4j+s://HOST (neo4j: the one NEO4J_URI names)", standard: "embedded"},
		{key: "neo4j-credentials", usage: "file of mode 0600 with NEO4J_USERNAME=… and NEO4J_PASSWORD=… (default: the environment, else a prompt)", standard: ""},
		{key: "neo4j-timeout", usage: "seconds one question may take on the Neo4j server", standard: 120},
		{key: "insecure", usage: "allow an unencrypted connection to a Neo4j server on another machine", standard: false},
		{key: "as-of", usage: "the day to answer for: 2024-01-31, 2024-01 or 2024 (default: the data's, " + data.Release + ")", standard: ""},
		{key: "max-age", usage: "years after which an observation counts as stale", standard: graph.DefaultMaxAge},
		{key: "share-unit", usage: "unit of shares in CSV files: percent or fraction", standard: "percent", values: []string{"percent", "fraction"}},
		{key: "output", usage: "output format: table, json, jsonl, csv or md", standard: "table", values: formats()},
		{key: "lang", usage: "language: en or fr (default: from the locale)", standard: "", values: append(text.Languages(), "")},
		{key: "color", usage: "colour: auto, always or never", standard: "auto", values: []string{"auto", "always", "never"}},
		{key: "quiet", usage: "say nothing on stderr but errors", standard: false},
		{key: "exit-code", usage: "exit 10 when reached and active, 11 when undetermined", standard: false},
	}
}

func formats() []string {
	var out []string
	for _, f := range text.Formats() {
		out = append(out, string(f))
	}
	return out
}

// addOptions declares the settings as flags.
func addOptions(flags *pflag.FlagSet) {
	for _, o := range options() {
		switch v := o.standard.(type) {
		case string:
			short := ""
			if o.key == "output" {
				short = "o"
			}
			flags.StringP(o.key, short, v, o.usage)
		case bool:
			flags.Bool(o.key, v, o.usage)
		case int:
			flags.Int(o.key, v, o.usage)
		case []string:
			flags.StringArray(o.key, v, o.usage)
		}
	}
	flags.String("config", "", "configuration file (default: longarm.yaml in the user's configuration folder)")
}

// origin says where the value of a setting came from.
type origin struct{ key, value, from string }

// In says where from, in the language.
func (o origin) In(lang string) string {
	if lang != "fr" {
		return o.from
	}
	for en, fr := range map[string]string{"flag ": "l’option ", "environment ": "la variable ", "default": "par défaut", "locale": "la langue du système"} {
		if rest, ok := strings.CutPrefix(o.from, en); ok {
			return fr + rest
		}
	}
	return o.from
}

// envName is the variable of a setting.
func envName(key string) string {
	return "LONGARM_" + strings.ToUpper(strings.ReplaceAll(key, "-", "_"))
}

// configure reads the settings of one command: a viper of its own, bound to the
// command's flags. It refuses unknown keys and impossible values.
func (a *app) configure(cmd *cobra.Command) ([]origin, error) {
	v := viper.New()
	file, err := readConfig(v, cmd)
	if err != nil {
		return nil, err
	}
	v.SetEnvPrefix("LONGARM")
	v.SetEnvKeyReplacer(strings.NewReplacer("-", "_"))
	var origins []origin
	for _, o := range options() {
		if err := v.BindEnv(o.key); err != nil {
			return nil, err
		}
		flag := cmd.Flags().Lookup(o.key)
		if err := v.BindPFlag(o.key, flag); err != nil {
			return nil, err
		}
		from := "default"
		switch inEnv := os.Getenv(envName(o.key)) != ""; { // an empty variable is none
		case flag.Changed:
			from = "flag --" + o.key
		case inEnv:
			from = "environment " + envName(o.key)
		case v.InConfig(o.key):
			from = file
		}
		if _, wanted := o.standard.(bool); wanted && !flag.Changed {
			if err := boolean(v, o.key, from); err != nil {
				return nil, err
			}
		}
		if flag.Changed && o.notEmpty() && slices.Contains(given(flag), "") {
			return nil, misused("%s is empty; give a value, or leave the flag out", "%s est vide ; donnez une valeur, ou retirez l’option", origin{from: from})
		}
		if len(o.values) > 0 && !slices.Contains(o.values, v.GetString(o.key)) {
			return nil, misused("%s: unknown value %q for %s; use %s", "%s : valeur inconnue %q pour %s ; utilisez %s", origin{from: from}, v.GetString(o.key), o.key, strings.Join(slices.DeleteFunc(slices.Clone(o.values), func(s string) bool { return s == "" }), ", "))
		}
		origins = append(origins, origin{key: o.key, value: fmt.Sprint(v.Get(o.key)), from: from})
	}
	if err := notEmpty(cmd); err != nil {
		return nil, err
	}
	if err := a.settle(v); err != nil {
		return nil, err
	}
	for i := range origins {
		switch origins[i].key {
		case "as-of":
			origins[i].value = a.settings.AsOf.String()
		case "lang":
			if origins[i].value == "" {
				origins[i].value, origins[i].from = a.settings.Lang, "locale"
			}
		case "data":
			origins[i].value = strings.Join(a.settings.Data, string(os.PathListSeparator))
		}
	}
	a.strangers()
	return origins, nil
}

// notEmpty reports a setting of which an empty value means nothing.
func (o option) notEmpty() bool { return o.key == "data" || o.key == "as-of" || o.key == "workspace" }

// notEmpty refuses a flag of the command itself that is given without a value: an
// empty --law of a script whose variable is not set would ask about all laws.
func notEmpty(cmd *cobra.Command) error {
	var err error
	cmd.Flags().Visit(func(flag *pflag.Flag) {
		if cmd.Root().PersistentFlags().Lookup(flag.Name) != nil { // the settings have rules of their own
			return
		}
		if values := given(flag); err == nil && (len(values) == 0 || slices.ContainsFunc(values, isBlank)) {
			err = misused("flag --%s is empty; give a value, or leave the flag out", "l’option --%s est vide ; donnez une valeur, ou retirez-la", flag.Name)
		}
	})
	return err
}

func isBlank(s string) bool { return strings.TrimSpace(s) == "" }

// given lists the values of a flag.
func given(flag *pflag.Flag) []string {
	if list, ok := flag.Value.(pflag.SliceValue); ok {
		return list.GetSlice()
	}
	return []string{flag.Value.String()}
}

// boolean reads a truth value of the environment or the configuration file, which
// viper takes for false when it is anything but a few words.
func boolean(v *viper.Viper, key, from string) error {
	text, ok := v.Get(key).(string)
	if !ok {
		return nil
	}
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "1", "true", "yes", "on":
		v.Set(key, true)
	case "0", "false", "no", "off":
		v.Set(key, false)
	default:
		return misused("%s: %q is neither true nor false; use true, false, yes, no, on, off, 1 or 0", "%s : %q n’est ni vrai ni faux ; utilisez true, false, yes, no, on, off, 1 ou 0", origin{from: from}, text)
	}
	return nil
}

// settle turns what viper read into settings.
func (a *app) settle(v *viper.Viper) error {
	s := &a.settings
	s.NoEmbedded, s.Quiet, s.ExitCode = v.GetBool("no-embedded"), v.GetBool("quiet"), v.GetBool("exit-code")
	s.Workspace = v.GetString("workspace")
	s.ShareUnit, s.Output, s.Color, s.Lang = v.GetString("share-unit"), v.GetString("output"), v.GetString("color"), v.GetString("lang")
	if s.Lang == "" {
		s.Lang = localeLanguage(os.Getenv)
	}
	if err := a.settleEngine(v); err != nil {
		return err
	}
	switch list := v.Get("data").(type) {
	case string:
		s.Data = filepath.SplitList(list) // from the environment
	default:
		s.Data = v.GetStringSlice("data")
	}
	if slices.Contains(s.Data, "") {
		return misused("data names an empty path; name a file or a folder", "data nomme un chemin vide ; nommez un fichier ou un dossier")
	}
	if s.MaxAge = v.GetInt("max-age"); s.MaxAge < 1 || s.MaxAge > 200 {
		return misused("max-age %q is not a number of years from 1 to 200", "max-age %q n’est pas un nombre d’années de 1 à 200", fmt.Sprint(v.Get("max-age")))
	}
	day := v.GetString("as-of")
	s.Engine.ownDay = day == ""
	if t := v.GetTime("as-of"); !t.IsZero() && v.InConfig("as-of") && len(day) > 10 {
		day = t.Format("2006-01-02") // YAML reads a bare date as a time
	}
	if day == "" {
		day = data.Release
	}
	d, err := graph.ParseDate(day)
	if err != nil {
		return misused("as-of: %v; write a day as 2024-01-31, a month as 2024-01, a year as 2024", "as-of : %v ; écrivez un jour comme 2024-01-31, un mois comme 2024-01, une année comme 2024", err)
	}
	s.AsOf = d
	a.voice, err = text.NewVoice(s.Lang)
	return err
}

// readConfig reads the configuration file into v and returns its path, or "" when
// there is none.
func readConfig(v *viper.Viper, cmd *cobra.Command) (string, error) {
	path, _ := cmd.Flags().GetString("config")
	named := path != ""
	if !named {
		if path = os.Getenv(envName("config")); path != "" {
			named = true
		}
	}
	if !named {
		folder, err := os.UserConfigDir()
		if err != nil {
			return "", nil // no home, no settings
		}
		path = filepath.Join(folder, "longarm.yaml")
		if _, err := os.Stat(path); err != nil {
			path = filepath.Join(folder, "longarm", "longarm.yaml")
		}
		if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
			return "", nil
		}
	}
	v.SetConfigFile(path)
	v.SetConfigType("yaml")
	if err := v.ReadInConfig(); err != nil {
		return "", misused("configuration %s: %v", "configuration %s : %v", path, err)
	}
	known := make([]string, 0, len(options()))
	for _, o := range options() {
		known = append(known, o.key)
	}
	for _, key := range v.AllKeys() {
		if !slices.Contains(known, key) {
			slices.Sort(known)
			return "", misused("configuration %s: unknown key %q; the keys are %s", "configuration %s : clé inconnue %q ; les clés sont %s", path, key, strings.Join(known, ", "))
		}
	}
	return path, nil
}

// strangers mentions variables that look like settings and are none.
func (a *app) strangers() {
	known := map[string]bool{envName("config"): true}
	for _, o := range options() {
		known[envName(o.key)] = true
	}
	var unknown []string
	for _, e := range os.Environ() {
		if name, _, _ := strings.Cut(e, "="); strings.HasPrefix(name, "LONGARM_") && !known[name] {
			unknown = append(unknown, name)
		}
	}
	slices.Sort(unknown)
	for _, name := range unknown {
		a.say(a.voiceWord("longarm: the environment sets %s, which is no setting", "longarm : l’environnement définit %s, qui n’est pas un réglage"), text.Safe(name))
	}
}

// localeLanguage is "fr" for a French locale, else "en".
func localeLanguage(getenv func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := getenv(name); v != "" {
			if strings.HasPrefix(strings.ToLower(v), "fr") {
				return "fr"
			}
			return "en"
		}
	}
	return "en"
}
