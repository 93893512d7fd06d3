package faults

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// never are operations that the fuzzer leaves out: those that would end the
// session it works with, and streams that do not end.
const never = `/auth/logout|/auth/me/sessions|/events$`

// checks are what every answer is held against: no failure on our side, and
// nothing that the document does not announce. The first two are those of
// testdata/answers.py.
const checks = "no_failure_of_ours,errors_are_problems,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance"

// Schemathesis asks every operation of the OpenAPI document, with bodies made
// from its schemas, as everybody who may be somebody: no answer is a failure of
// the server's, and none is outside of the document.
//
// What fails can be repeated with the curl line that is shown.
func TestAnswersAreThoseOfTheDocument(t *testing.T) {
	t.Parallel()
	emulator := testkit.StartAWS(t)
	python := os.Getenv("TEST_PYTHON")
	if python == "" {
		t.Fatal("TEST_PYTHON is not set: run the tests with `make test`, which installs Schemathesis (build/requirements.txt)")
	}
	s := live.Start(t, testkit.NewSQLite(t), func(c *server.Config) { c.AWSEndpointURL = emulator.Endpoint })
	owner := s.Seed(t, "owner@example.com")
	key := emulator.User(t, "document", testkit.Everything)
	if _, err := owner.Vault.Add(t.Context(), api.AddCredentialIn{Body: api.AddCredentialRequest{Label: "AWS", AccessKeyID: key.ID, SecretAccessKey: key.Secret}}); err != nil {
		t.Fatal(err)
	}
	document := filepath.Join(t.TempDir(), "openapi.json")
	content, err := server.OpenAPI(server.InterfaceVersion)
	if err == nil {
		err = os.WriteFile(document, content, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, role := range []string{"owner", "admin", "operator", "auditor", "viewer", "anonymous"} {
		t.Run(role, func(t *testing.T) {
			t.Parallel()
			args := []string{
				"--no-color", "run", document, "--url", s.URL,
				"--checks", checks, "--exclude-path-regex", never, "--request-timeout", "30", "--continue-on-failure",
				"--suppress-health-check", "all", "--header", "X-Request-ID: schemathesis-" + role,
			}
			if os.Getenv("FAULTS") == "long" {
				args = append(args, "--phases", "examples,coverage,fuzzing,stateful", "--max-examples", "60", "--workers", "2", "--generation-database", "none")
			} else {
				args = append(args, "--phases", "fuzzing", "--max-examples", "2", "--generation-deterministic", "--no-shrink")
			}
			if role != "anonymous" {
				p := owner
				if role != "owner" {
					p = s.Seed(t, role+"@example.com")
					s.Join(t, p, owner.Workspace, role)
				}
				claims := p.Claims()
				claims["exp"] = time.Now().Add(6 * time.Hour).Unix()
				args = append(args, "--header", "Authorization: Bearer "+s.Sign(t, claims), "--header", api.HeaderWorkspace+": "+strconv.FormatInt(owner.Workspace, 10))
			}
			schemathesis(t, python, args)
		})
	}
}

// summary is what Schemathesis says that it has tried.
var summary = regexp.MustCompile(`(?m)^.*(?:Operations|Test cases|Seed).*$\n(?:^ +.*$\n)*`)

func schemathesis(t *testing.T, python string, args []string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Hour)
	defer cancel()
	command := exec.CommandContext(ctx, filepath.Join(filepath.Dir(python), "schemathesis"), args...)
	hooks, err := filepath.Abs("testdata")
	if err != nil {
		t.Fatal(err)
	}
	command.Dir = t.TempDir()
	command.Env = append(os.Environ(), "PYTHONPATH="+hooks, "PYTHONDONTWRITEBYTECODE=1", "SCHEMATHESIS_HOOKS=answers")
	var out bytes.Buffer
	command.Stdout, command.Stderr = &out, &out
	if err := command.Run(); err != nil {
		text := out.String()
		if at := strings.Index(text, "= FAILURES ="); at > 0 {
			text = text[at:]
		}
		if len(text) > 50_000 {
			text = text[:50_000] + "\n…"
		}
		t.Fatalf("%v\n%s", err, text)
	}
	t.Log(fmt.Sprint(summary.FindAllString(out.String(), -1)))
}
