package server_test

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
)

// wrong holds, for every setting, values that must stop the start. "FILE"
// stands for the path of a file.
var wrong = map[string][]string{
	"PORT":                               {"-1", "65536", "http", "80.5"},
	"DATA_DIR":                           {"FILE", "FILE/below"},
	"DATABASE_URL":                       {"nonsense", "mysql://localhost/x", "sqlite:///FILE/below/x.sqlite", "postgresql://me:hunter2@127.0.0.1:1/x", "postgresql://me:hunter2@host:port/x"},
	"DATABASE_MAX_CONNECTIONS":           {"0", "-1", "many"},
	"REDIS_URL":                          {"nonsense", "http://localhost", "redis://me:hunter2@localhost:port/0"},
	"SECRET_KEY":                         {"hunter2", strings.Repeat("x", 31)},
	"SECRET_KEY_PREVIOUS":                {"hunter2", live.Secret + ",hunter2", live.Secret + ",", "," + live.Secret},
	"MASTER_KEY":                         {"hunter2", "kms:alias/x", "kms:arn:aws:kms:us-east-1:123456789012:alias/x", "arn:aws:kms:us-east-1:123456789012:key/1234", "kms:arn:aws:kms:evil.example/:123456789012:key/1234"},
	"MASTER_KEY_PREVIOUS":                {"hunter2", "kms:arn:aws:kms:us-east-1:123456789012:key/1234,"},
	"DEPLOYMENT_ID":                      {"with blank", strings.Repeat("x", 129)},
	"PLAN_RETENTION_DAYS":                {"-1", "36501", "ever"},
	"AUDIT_RETENTION_MONTHS":             {"-1", "1201", "ever"},
	"AUDIT_WEBHOOK_URL":                  {"nonsense", "ftp://example.com", "https://", "https://me:hunter2@example.com/without-a-secret"},
	"AUDIT_WEBHOOK_SECRET":               {"hunter2"},
	"AUDIT_SYSLOG_URL":                   {"nonsense", "https://example.com", "tcp://", "tls://me:hunter2@host:6514", "udp://host:port", "tcp://host:99999", "tcp://host/path"},
	"ACCESS_TOKEN_EXPIRE_MINUTES":        {"0", "-5", "1441", "soon"},
	"REGISTRATION":                       {"perhaps", "OPEN"},
	"REGISTRATIONS_PER_HOUR":             {"0", "-1", "x"},
	"PUBLIC_URL":                         {"example.com", "ftp://example.com", "https://", "://"},
	"SMTP_URL":                           {"nonsense", "http://localhost", "smtp://", "smtp://me:hunter2@host:port", "smtps://mail.example.com"},
	"MAIL_FROM":                          {"nobody", "a@example.com, b@example.com"},
	"OIDC_ISSUER":                        {"nonsense", "http://login.example.com", "https://login.example.com", "https://me@login.example.com", "https://login.example.com/?x=y"},
	"OIDC_CLIENT_ID":                     {"iam-copilot"},
	"OIDC_CLIENT_SECRET":                 {"hunter2"},
	"OIDC_NAME":                          {"Example Corp"},
	"OIDC_SCOPES":                        {"email profile"},
	"OIDC_ALLOWED_DOMAINS":               {"example.com"},
	"OIDC_REGISTRATION":                  {"perhaps", "closed"},
	"OIDC_LINK":                          {"always"},
	"OIDC_TRUSTED_MFA":                   {"mfa"},
	"TRUSTED_PROXIES":                    {"10.0.0.0/33", "localhost", "10.0.0.1;10.0.0.2"},
	"CATALOG_URL":                        {"nonsense", "http://example.com/list.json", "https://", "ftp://example.com", "https://me@example.com/list.json"},
	"CATALOG_REFRESH":                    {"daily", "5m", "-24h"},
	"LOG_LEVEL":                          {"loud"},
	"LOG_FORMAT":                         {"xml", "JSON"},
	"OTEL_EXPORTER_OTLP_ENDPOINT":        {"nonsense", "localhost:4318", "https://", "grpc://me:hunter2@collector:4317"},
	"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": {"nonsense", "ftp://collector", "http://"},
	"OTEL_EXPORTER_OTLP_PROTOCOL":        {"grpc", "http/json"},
	"OTEL_TRACES_EXPORTER":               {"jaeger"},
	"OTEL_TRACES_SAMPLER":                {"sometimes", "jaeger_remote"},
	"OTEL_SDK_DISABLED":                  {"perhaps"},
	"AWS_REGION":                         {"somewhere", "us-east-1.evil.example", "US-EAST-1"},
	"AWS_ENDPOINT_URL":                   {"localhost:4566", "ftp://localhost", "http://"},
}

// free are settings that may hold any text.
var free = map[string]bool{"METRICS_TOKEN": true, "OTEL_TRACES_SAMPLER_ARG": true, "BEDROCK_MODEL_ID": true, "HOST": true}

// settingNames are the names of all settings.
func settingNames() []string {
	var names []string
	for field := range reflect.TypeFor[server.Config]().Fields() {
		if name, _, _ := strings.Cut(field.Tag.Get("env"), ","); name != "-" {
			names = append(names, name)
		}
	}
	return names
}

// environment sets what a server needs to start, and nothing else.
func environment(t *testing.T) (dir string) {
	t.Helper()
	dir, err := os.MkdirTemp("", "settings-") // t.TempDir's path would hold the setting's name
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	for _, name := range settingNames() {
		t.Setenv(name, "")
		if err := os.Unsetenv(name); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("DATA_DIR", filepath.Join(dir, "data"))
	t.Setenv("SECRET_KEY", live.Secret)
	t.Setenv("LOG_LEVEL", "error+8") // the tests are about what is returned
	return dir
}

func start(ctx context.Context) error {
	config, err := server.ReadConfig()
	if err != nil {
		return err
	}
	config.PasswordCost = 4
	s, err := server.New(ctx, config)
	if err != nil {
		return err
	}
	return s.Close()
}

func TestAFolderMayHaveAnyName(t *testing.T) {
	folder := filepath.Join(environment(t), "a #1, 100% sure?")
	t.Setenv("DATA_DIR", folder)
	if err := start(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(folder, "iam-copilot.sqlite")); err != nil {
		t.Error(err)
	}
}

func TestWrongSettingsStopTheStartByName(t *testing.T) {
	for _, name := range settingNames() {
		if !free[name] && wrong[name] == nil {
			t.Errorf("no wrong value of the setting %s is tried: add some to the table wrong", name)
		}
		for _, value := range wrong[name] {
			t.Run(name+"="+value, func(t *testing.T) {
				dir := environment(t)
				file := filepath.Join(dir, "file")
				if err := os.WriteFile(file, nil, 0o600); err != nil {
					t.Fatal(err)
				}
				t.Setenv(name, strings.ReplaceAll(value, "FILE", file))
				err := start(t.Context())
				if err == nil {
					t.Fatal("the server starts")
				}
				if !strings.Contains(err.Error(), name) || strings.Contains(err.Error(), "hunter2") {
					t.Errorf("the error must name %s and no secret: %v", name, err)
				}
			})
		}
	}
}

func TestRightSettingsStart(t *testing.T) {
	for name, values := range map[string][]string{
		"PORT": {"0", "65535"}, "REGISTRATION": {"open", "closed", "invite"}, "LOG_LEVEL": {"debug", "INFO", "error"}, "LOG_FORMAT": {"json", "text"},
		"TRUSTED_PROXIES": {"10.0.0.0/8, 127.0.0.1,::1", ""}, "PUBLIC_URL": {"https://iam.example.com", "http://localhost:8000"},
		"AWS_REGION": {"eu-central-1", "us-gov-west-1", "cn-north-1", "ap-southeast-7"}, "ACCESS_TOKEN_EXPIRE_MINUTES": {"1", "1440"},
		"AWS_ENDPOINT_URL": {"http://localhost:4566"}, "REDIS_URL": {"redis://127.0.0.1:1/0"}, "MAIL_FROM": {"IAM Copilot <no-reply@example.com>"}, "METRICS_TOKEN": {"any text"},
	} {
		for _, value := range values {
			t.Run(name+"="+value, func(t *testing.T) {
				environment(t)
				t.Setenv(name, value)
				if err := start(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
	}
}

func TestSecretKeyIsMadeOnceAndKeptPrivate(t *testing.T) {
	dir := environment(t)
	if err := os.Unsetenv("SECRET_KEY"); err != nil {
		t.Fatal(err)
	}
	if err := start(t.Context()); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "data", "secret.key")
	first, err := os.ReadFile(path)
	if err != nil || len(strings.TrimSpace(string(first))) != 64 {
		t.Fatalf("%q, %v", first, err)
	}
	for _, made := range []string{path, filepath.Join(dir, "data", "iam-copilot.sqlite")} {
		if info, err := os.Stat(made); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", made, info.Mode(), err)
		}
	}
	if err := start(t.Context()); err != nil {
		t.Fatal(err)
	}
	if second, err := os.ReadFile(path); err != nil || string(second) != string(first) {
		t.Errorf("the second start changed the key: %v", err)
	}
}

func TestServerWithItsOwnDatabaseMustBeGivenItsKey(t *testing.T) {
	environment(t)
	t.Setenv("DATABASE_URL", "postgresql://127.0.0.1:1/x")
	t.Setenv("SECRET_KEY", "")
	if err := start(t.Context()); err == nil || !strings.Contains(err.Error(), "SECRET_KEY is missing") {
		t.Errorf("got %v", err)
	}
}

func TestAddressThatCannotBeListenedAt(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	for name, change := range map[string]func(*server.Config){
		"PORT": func(c *server.Config) { c.Port = taken.Addr().(*net.TCPAddr).Port },
		"HOST": func(c *server.Config) { c.Host = "no such host" },
	} {
		config := live.Config(t, testkit.NewSQLite(t))
		change(&config)
		s, err := server.New(t.Context(), config)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Run(t.Context(), nil); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("got %v, want an error that names %s", err, name)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}
