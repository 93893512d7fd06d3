package seal_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/kms"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/seal"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
)

func nobody() access.Scope { return guard.Public(access.Actor{System: "test"}) }

// kept are settings in which a key of AWS KMS keeps the master key.
func kept(aws *testkit.AWS, key string) seal.Settings {
	return seal.Settings{MasterKey: "kms:" + key, Deployment: "test", Endpoint: aws.Endpoint}
}

func open(t *testing.T, d *db.DB, s seal.Settings) *seal.Keyring {
	t.Helper()
	keys, err := s.Open(t.Context(), d, nobody())
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

func derived(t *testing.T, d *db.DB, keys *seal.Keyring) string {
	t.Helper()
	root, err := seal.LoadRoot(t.Context(), d, nobody(), keys)
	if err != nil {
		t.Fatal(err)
	}
	out, err := root.Derive("test", 32)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// The way from SECRET_KEY to a key of AWS KMS, to another one, and back, with a
// restart after each step: sealed values and the root stay what they are.
func TestMasterKeyMovesToKMSAndBack(t *testing.T) {
	aws := testkit.StartAWS(t)
	testkit.Surroundings(t, aws.Admin)
	first, second := aws.EncryptionKey(t), aws.EncryptionKey(t)
	workspaces(t, 3, func(t *testing.T, d *db.DB) {
		plain := seal.Settings{SecretKey: secret, Deployment: "test", Endpoint: aws.Endpoint}
		keys := open(t, d, plain)
		root, values := derived(t, d, keys), map[int64][]byte{}
		for id := int64(1); id <= 3; id++ {
			values[id] = sealed(t, seal.New(keys, d), id, 7)
		}
		seen := map[string]bool{keys.Current().ID(): true}
		for _, step := range []struct {
			name         string
			during, then seal.Settings
		}{
			{"to KMS", seal.Settings{MasterKey: "kms:" + first, SecretKey: secret}, seal.Settings{MasterKey: "kms:" + first}},
			{"to another key", seal.Settings{MasterKey: "kms:" + second, MasterKeyPrevious: "kms:" + first}, seal.Settings{MasterKey: "kms:" + second}},
			{"back", seal.Settings{SecretKey: next, MasterKeyPrevious: "kms:" + second + ", kms:" + first}, seal.Settings{SecretKey: next}},
		} {
			for _, s := range []*seal.Settings{&step.during, &step.then} {
				s.Deployment, s.Endpoint = "test", aws.Endpoint
			}
			keys := open(t, d, step.during)
			if seen[keys.Current().ID()] {
				t.Errorf("%s: the master key is one from before", step.name)
			}
			seen[keys.Current().ID()] = true
			if changed, err := seal.RewrapRoot(t.Context(), d, nobody(), keys); err != nil || !changed {
				t.Fatalf("%s: %t, %v", step.name, changed, err)
			}
			for id := range values {
				if n, err := seal.New(keys, d).Rewrap(t.Context(), scope(id)); err != nil || n != 1 {
					t.Fatalf("%s: %d, %v", step.name, n, err)
				}
			}
			again := open(t, d, step.then)
			if again.Current().ID() != keys.Current().ID() {
				t.Errorf("%s: after a restart the master key is another one", step.name)
			}
			if got := derived(t, d, again); got != root {
				t.Errorf("%s: the root has changed", step.name)
			}
			for id, value := range values {
				if _, err := seal.New(again, d).Open(t.Context(), scope(id), column, 7, value); err != nil {
					t.Errorf("%s: %v", step.name, err)
				}
			}
		}
	})
}

// What is wrong with a key of AWS KMS is said when the server starts, and a
// start that fails changes nothing.
func TestKMSThatDoesNotOpen(t *testing.T) {
	aws := testkit.StartAWS(t)
	testkit.Surroundings(t, aws.Admin)
	key, other := aws.EncryptionKey(t), aws.EncryptionKey(t)
	none := aws.User(t, "none", testkit.Allow("s3:ListAllMyBuckets"))
	workspaces(t, 0, func(t *testing.T, d *db.DB) {
		good := kept(aws, key)
		root := derived(t, d, open(t, d, good))
		fails := func(name string, s seal.Settings, byKMS bool, words ...string) {
			t.Helper()
			_, err := s.Open(t.Context(), d, nobody())
			if err == nil || errors.Is(err, seal.ErrKMS) != byKMS {
				t.Errorf("%s: %v", name, err)
				return
			}
			for _, word := range words {
				if !strings.Contains(err.Error(), word) {
					t.Errorf("%s: the error does not tell %q: %v", name, word, err)
				}
			}
		}
		wrongContext, wrongKey := good, kept(aws, other)
		wrongContext.Deployment = "another"
		fails("another encryption context", wrongContext, true, "MASTER_KEY", "DEPLOYMENT_ID", `"another"`, key)
		fails("another key", wrongKey, false, "MASTER_KEY_PREVIOUS", other)
		missing := kept(aws, path.Dir(key)+"/00000000-0000-0000-0000-000000000000")
		missing.MasterKeyPrevious = "kms:" + key
		fails("a key that is not there", missing, true, "NotFoundException")

		id := path.Base(key)
		if _, err := aws.KMS().DisableKey(t.Context(), &kms.DisableKeyInput{KeyId: &id}); err != nil {
			t.Fatal(err)
		}
		fails("a disabled key", good, true, "disabled", "enable it", key)
		if _, err := aws.KMS().EnableKey(t.Context(), &kms.EnableKeyInput{KeyId: &id}); err != nil {
			t.Fatal(err)
		}
		t.Run("credentials that may not", func(t *testing.T) {
			testkit.Surroundings(t, none)
			fails("credentials that may not", good, true, "kms:Decrypt")
		})
		t.Run("no credentials", func(t *testing.T) {
			testkit.Surroundings(t, testkit.Key{})
			fails("no credentials", good, true, "MASTER_KEY")
		})
		gone := good
		gone.Endpoint = "http://" + unused(t)
		fails("gone", gone, true, "does not answer", "refused")
		if got := derived(t, d, open(t, d, good)); got != root {
			t.Error("a failed start has changed the root")
		}
	})
}

func TestKMSThatIsSlow(t *testing.T) {
	release := make(chan struct{})
	slow := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-release }))
	defer slow.Close()
	defer close(release)
	testkit.Surroundings(t, testkit.Key{ID: "AKIAIOSFODNN7EXAMPLE", Secret: "x"})
	s, d := kept(&testkit.AWS{Endpoint: slow.URL}, "arn:aws:kms:us-east-1:123456789012:key/1234"), database(t)
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	_, err := s.Open(ctx, d, nobody())
	if !errors.Is(err, seal.ErrKMS) || !strings.Contains(err.Error(), "in time") {
		t.Errorf("got %v", err)
	}
}

// Several servers that start at once for the first time agree on one key.
func TestManyServersMakeOneMasterKey(t *testing.T) {
	aws := testkit.StartAWS(t)
	testkit.Surroundings(t, aws.Admin)
	key := aws.EncryptionKey(t)
	workspaces(t, 0, func(t *testing.T, d *db.DB) {
		var all sync.WaitGroup
		ids := make([]string, 4)
		for i := range ids {
			all.Go(func() {
				keys, err := kept(aws, key).Open(t.Context(), d, nobody())
				if err != nil {
					t.Error(err)
					return
				}
				ids[i] = keys.Current().ID()
			})
		}
		all.Wait()
		for _, id := range ids {
			if id == "" || id != ids[0] {
				t.Errorf("master keys %v", ids)
			}
		}
	})
}

// unused is an address where nobody listens.
func unused(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}
