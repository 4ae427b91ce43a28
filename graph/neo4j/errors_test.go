package neo4j_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"longarm/data/datatest"
	"longarm/graph/neo4j"
	"longarm/graph/neo4j/neo4jtest"
)

func TestPasswordsStayOnThisMachine(t *testing.T) {
	for _, c := range []struct {
		uri      string
		insecure bool
		want     neo4j.Kind
	}{
		{"neo4j://db.example", false, neo4j.Plaintext}, {"bolt://10.0.0.1:7687", false, neo4j.Plaintext}, {"neo4j+ssc://db.example", false, neo4j.Plaintext},
		{"neo4j://localhost.example", false, neo4j.Plaintext}, {"bolt://127.0.0.1.example:7687", false, neo4j.Plaintext},
		{"http://127.0.0.1", false, neo4j.BadURI}, {"neo4j://", false, neo4j.BadURI}, {"nonsense", false, neo4j.BadURI},
		{"neo4j://neo4j:canary@127.0.0.1", false, neo4j.BadURI}, {"neo4j://ho st", false, neo4j.BadURI},
	} {
		_, err := neo4j.Open(context.Background(), neo4j.Config{URI: c.uri, Password: "canary", Insecure: c.insecure})
		var e *neo4j.Error
		if !errors.As(err, &e) || e.Kind != c.want {
			t.Errorf("%s: %v, want %s", c.uri, err, c.want)
		}
		if err != nil && strings.Contains(err.Error(), "canary") {
			t.Errorf("%s: the error holds the password: %v", c.uri, err)
		}
	}
}

// refused opens with a change to the configuration and wants an error of the kind.
func refused(t *testing.T, want neo4j.Kind, change func(*neo4j.Config)) {
	t.Helper()
	config := neo4jtest.Config(t)
	change(&config)
	c, err := neo4j.Open(context.Background(), config)
	if err == nil {
		c.Close(context.Background())
	}
	var e *neo4j.Error
	if !errors.As(err, &e) || e.Kind != want {
		t.Errorf("%v, want an error of kind %s", err, want)
		return
	}
	if config.Password != "" && strings.Contains(err.Error(), config.Password) {
		t.Errorf("the error holds the password: %v", err)
	}
}

func TestErrorsSayWhatToDo(t *testing.T) {
	c := neo4jtest.Server(t)
	refused(t, neo4j.Refused, func(c *neo4j.Config) { c.Password = "canary-wrong" })
	refused(t, neo4j.Refused, func(c *neo4j.Config) { c.Username = "nobody" })
	refused(t, neo4j.NoDatabase, func(c *neo4j.Config) { c.URI += "/nosuchdatabase" })
	refused(t, neo4j.Unreachable, func(c *neo4j.Config) { c.URI = "bolt://127.0.0.1:1" })
	var e *neo4j.Error
	if err := c.SetVersion("4.4.12"); !errors.As(err, &e) || e.Kind != neo4j.TooOld {
		t.Errorf("version 4.4: %v", err)
	}
	for _, v := range []string{"5.26.0", "5.27-aura", "2025.10.1"} {
		if err := c.SetVersion(v); err != nil {
			t.Errorf("version %s: %v", v, err)
		}
	}
	if _, err := c.Generation(context.Background()); err != nil && (!errors.As(err, &e) || e.Kind != neo4j.Empty) {
		t.Errorf("an empty server: %v", err)
	}
}

// TestTheSystemDatabaseIsForbidden: it keeps users and takes no graph.
func TestTheSystemDatabaseIsForbidden(t *testing.T) {
	neo4jtest.Server(t)
	config := neo4jtest.Config(t)
	config.URI += "/system"
	c, err := neo4j.Open(context.Background(), config)
	if err == nil {
		defer c.Close(context.Background())
		_, err = c.Push(context.Background(), neo4j.Load{Each: datatest.Ledger(t).Records})
	}
	var e *neo4j.Error
	if !errors.As(err, &e) || e.Kind != neo4j.Forbidden {
		t.Errorf("a push into the system database: %v", err)
	}
}

func TestAnExpiredPasswordIsNamed(t *testing.T) {
	c := neo4jtest.Server(t)
	config := neo4jtest.Config(t)
	config.URI += "/system"
	system, err := neo4j.Open(context.Background(), config)
	if err != nil {
		t.Fatal(err)
	}
	defer system.Close(context.Background())
	if err := system.Write("CREATE USER longarmtest SET PASSWORD 'canary-first' CHANGE REQUIRED", nil); err != nil {
		t.Fatal(err)
	}
	defer system.Write("DROP USER longarmtest", nil)
	refused(t, neo4j.Expired, func(c *neo4j.Config) { c.Username, c.Password = "longarmtest", "canary-first" })
	_ = c
}

func TestATransactionThatTakesTooLongIsGivenUp(t *testing.T) {
	neo4jtest.Server(t)
	config := neo4jtest.Config(t)
	config.Timeout = time.Millisecond
	c, err := neo4j.Open(context.Background(), config)
	if err == nil {
		defer c.Close(context.Background())
		err = c.Write("UNWIND range(1, 100000000) AS x WITH x WHERE x % 7 = 8 RETURN count(x)", nil)
	}
	var e *neo4j.Error
	if !errors.As(err, &e) || e.Kind != neo4j.TimedOut {
		t.Errorf("a query beyond its time: %v", err)
	}
}

// TestEveryErrorHasANextStepInBothLanguages words what servers say, Enterprise ones and
// clusters too, which no test here can start.
func TestEveryErrorHasANextStepInBothLanguages(t *testing.T) {
	said := func(code string) error { return &driver.Neo4jError{Code: "Neo." + code, Msg: "what the server says"} }
	for _, c := range []struct {
		err  error
		want neo4j.Kind
	}{
		{said("ClientError.Security.Unauthorized"), neo4j.Refused}, {said("ClientError.Security.AuthenticationRateLimit"), neo4j.Refused},
		{said("ClientError.Security.CredentialsExpired"), neo4j.Expired}, {said("ClientError.Security.Forbidden"), neo4j.Forbidden},
		{said("ClientError.Database.DatabaseNotFound"), neo4j.NoDatabase}, {said("TransientError.General.DatabaseUnavailable"), neo4j.Unreachable},
		{said("ClientError.Statement.AccessMode"), neo4j.Forbidden}, {said("ClientError.General.ForbiddenOnReadOnlyDatabase"), neo4j.Forbidden},
		{said("ClientError.Transaction.TransactionTimedOut"), neo4j.TimedOut}, {said("ClientError.Transaction.TransactionTimedOutClientConfiguration"), neo4j.TimedOut},
		{said("TransientError.General.MemoryPoolOutOfMemoryError"), neo4j.Failed}, {said("DatabaseError.General.UnknownError"), neo4j.Failed},
		{&driver.ConnectivityError{Inner: errors.New("connection reset by peer")}, neo4j.Unreachable}, {context.DeadlineExceeded, neo4j.Unreachable},
	} {
		for _, met := range []bool{false, true} {
			for _, database := range []string{"", "register"} {
				var e *neo4j.Error
				if err := neo4j.Explain(c.err, database, met); !errors.As(err, &e) || e.Kind != c.want || !errors.Is(err, c.err) {
					t.Errorf("%v: %v, want an error of kind %s", c.err, err, c.want)
					continue
				}
				if !strings.Contains(e.Text.EN, "; ") || !strings.Contains(e.Text.FR, " ; ") || e.Text.EN == e.Text.FR || strings.Contains(e.Text.EN+e.Text.FR, "%!") {
					t.Errorf("%v: no next step in both languages: %q, %q", c.err, e.Text.EN, e.Text.FR)
				}
				if strings.Contains(e.Text.EN+e.Text.FR, "canary") {
					t.Errorf("%v: the password is shown: %q", c.err, e.Text.EN)
				}
			}
		}
	}
	if err := neo4j.Explain(context.Canceled, "", true); err != context.Canceled {
		t.Errorf("an interruption becomes %v", err)
	}
}
