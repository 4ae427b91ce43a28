package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"

	"golang.org/x/term"
)

// credentials reads user and password for a Neo4j server: from the file named, else
// from NEO4J_USERNAME and NEO4J_PASSWORD, else by asking on the terminal. The user is
// neo4j when nobody says. No flag takes a password: others can read command lines.
func (a *app) credentials(path string) (user, password string, err error) {
	if path != "" {
		return a.credentialsIn(path)
	}
	if user = os.Getenv("NEO4J_USERNAME"); user == "" {
		user = "neo4j"
	}
	if password, ok := os.LookupEnv("NEO4J_PASSWORD"); ok {
		return user, password, nil
	}
	in := int(os.Stdin.Fd())
	if !term.IsTerminal(in) {
		return "", "", misused("the Neo4j server wants a password; set NEO4J_PASSWORD, or name a file with --neo4j-credentials", "le serveur Neo4j demande un mot de passe ; définissez NEO4J_PASSWORD, ou nommez un fichier avec --neo4j-credentials")
	}
	fmt.Fprintf(a.stderr, a.voiceWord("Password of %s: ", "Mot de passe de %s : "), user)
	typed, err := term.ReadPassword(in)
	fmt.Fprintln(a.stderr)
	if err != nil {
		return "", "", fmt.Errorf(a.voiceWord("the password could not be read: %w", "le mot de passe n’a pas pu être lu : %w"), err)
	}
	return user, string(typed), nil
}

// mostCredentials bounds a file of credentials, in bytes.
const mostCredentials = 64 << 10

// credentialsIn reads a file as Aura hands it out: NAME=value on each line.
func (a *app) credentialsIn(path string) (user, password string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", "", fmt.Errorf(a.voiceWord("the file of credentials: %w", "le fichier d’identifiants : %w"), err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", "", fmt.Errorf(a.voiceWord("the file of credentials: %w", "le fichier d’identifiants : %w"), err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return "", "", misused("%s can be read by others (mode %#o); run chmod 600 %s", "d’autres peuvent lire %s (mode %#o) ; lancez chmod 600 %s", path, info.Mode().Perm(), path)
	}
	found := map[string]string{"NEO4J_USERNAME": "neo4j"}
	lines := bufio.NewScanner(io.LimitReader(f, mostCredentials))
	for lines.Scan() {
		name, value, ok := strings.Cut(strings.TrimSpace(lines.Text()), "=")
		if name = strings.TrimSpace(strings.TrimPrefix(name, "export ")); ok && !strings.HasPrefix(name, "#") {
			found[name] = strings.Trim(strings.TrimSpace(value), `"'`)
		}
	}
	if err := lines.Err(); err != nil {
		return "", "", errors.New(a.voiceWord("the file of credentials holds a line that is too long; keep only NEO4J_USERNAME=… and NEO4J_PASSWORD=…",
			"le fichier d’identifiants contient une ligne trop longue ; n’y gardez que NEO4J_USERNAME=… et NEO4J_PASSWORD=…"))
	}
	password, ok := found["NEO4J_PASSWORD"]
	if !ok {
		return "", "", misused("%s has no line NEO4J_PASSWORD=…; add one", "%s n’a pas de ligne NEO4J_PASSWORD=… ; ajoutez-en une", path)
	}
	return found["NEO4J_USERNAME"], password, nil
}
