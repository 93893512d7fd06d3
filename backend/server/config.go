package server

import (
	"cmp"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"time"

	"github.com/caarlos0/env/v11"
	"github.com/joho/godotenv"

	"github.com/iam-copilot/iam-copilot/backend/internal/platform/seal"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/telemetry"
)

// Config is every setting of the server. ReadConfig fills it from the
// environment; the desktop fills it by hand.
type Config struct {
	Host          string `env:"HOST"`
	Port          int    `env:"PORT" envDefault:"8000"`
	DataDir       string `env:"DATA_DIR" envDefault:"data"`
	DatabaseURL   string `env:"DATABASE_URL"`
	DatabaseConns int    `env:"DATABASE_MAX_CONNECTIONS" envDefault:"20"`
	RedisURL      string `env:"REDIS_URL"`
	SecretKey     string `env:"SECRET_KEY"`
	// SecretKeyPrevious are master keys that open what they have wrapped, with
	// commas between them; SecretKey wraps everything new.
	SecretKeyPrevious string `env:"SECRET_KEY_PREVIOUS"`
	// MasterKey is kms: and the ARN of a key of AWS KMS, which then keeps the
	// master key; SecretKey only opens what it has sealed before.
	MasterKey         string `env:"MASTER_KEY"`
	MasterKeyPrevious string `env:"MASTER_KEY_PREVIOUS"`
	DeploymentID      string `env:"DEPLOYMENT_ID" envDefault:"iam-copilot"`

	AccessTokenMinutes   int    `env:"ACCESS_TOKEN_EXPIRE_MINUTES" envDefault:"15"`
	Registration         string `env:"REGISTRATION" envDefault:"open"`
	RegistrationsPerHour int    `env:"REGISTRATIONS_PER_HOUR" envDefault:"100"`
	PublicURL            string `env:"PUBLIC_URL"`
	TrustedProxies       string `env:"TRUSTED_PROXIES"`
	MetricsToken         string `env:"METRICS_TOKEN"`
	LogLevel             string `env:"LOG_LEVEL" envDefault:"info"`
	LogFormat            string `env:"LOG_FORMAT" envDefault:"json"`

	SMTPURL  string `env:"SMTP_URL"`
	MailFrom string `env:"MAIL_FROM"`

	OIDCIssuer         string `env:"OIDC_ISSUER"`
	OIDCClientID       string `env:"OIDC_CLIENT_ID"`
	OIDCClientSecret   string `env:"OIDC_CLIENT_SECRET"`
	OIDCName           string `env:"OIDC_NAME"`
	OIDCScopes         string `env:"OIDC_SCOPES" envDefault:"openid email profile"`
	OIDCAllowedDomains string `env:"OIDC_ALLOWED_DOMAINS"`
	OIDCRegistration   string `env:"OIDC_REGISTRATION" envDefault:"open"`
	OIDCLink           string `env:"OIDC_LINK" envDefault:"confirm"`
	OIDCTrustedMFA     string `env:"OIDC_TRUSTED_MFA"`

	PlanRetentionDays    int    `env:"PLAN_RETENTION_DAYS" envDefault:"90"`
	AuditRetentionMonths int    `env:"AUDIT_RETENTION_MONTHS" envDefault:"0"`
	AuditWebhookURL      string `env:"AUDIT_WEBHOOK_URL"`
	AuditWebhookSecret   string `env:"AUDIT_WEBHOOK_SECRET"`
	AuditSyslogURL       string `env:"AUDIT_SYSLOG_URL"`

	AWSRegion      string `env:"AWS_REGION" envDefault:"us-east-1"`
	AWSEndpointURL string `env:"AWS_ENDPOINT_URL"`
	BedrockModelID string `env:"BEDROCK_MODEL_ID"`

	// CatalogURL is where AWS's service reference is read, and CatalogRefresh
	// how often: a duration such as 24h, or off.
	CatalogURL     string `env:"CATALOG_URL"`
	CatalogRefresh string `env:"CATALOG_REFRESH" envDefault:"24h"`

	// Traces go to a collector by OTLP; the names are OpenTelemetry's, which also
	// reads headers, timeouts and limits from the environment by itself.
	OTLPEndpoint       string `env:"OTEL_EXPORTER_OTLP_ENDPOINT"`
	OTLPTracesEndpoint string `env:"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"`
	OTLPProtocol       string `env:"OTEL_EXPORTER_OTLP_PROTOCOL"`
	TracesExporter     string `env:"OTEL_TRACES_EXPORTER"`
	TracesSampler      string `env:"OTEL_TRACES_SAMPLER"`
	TracesSamplerArg   string `env:"OTEL_TRACES_SAMPLER_ARG"`
	TracesDisabled     bool   `env:"OTEL_SDK_DISABLED"`

	Version string `env:"-"`
	// PasswordCost is bcrypt's work factor; 0 means the product's, 12. It is
	// no setting: only tests, which sign in thousands of times, lower it.
	PasswordCost int `env:"-"`
	// RotationsEvery and NoticesEvery are how often the server looks after the
	// stored credentials; 0 means the product's. They are for tests.
	RotationsEvery time.Duration `env:"-"`
	NoticesEvery   time.Duration `env:"-"`
	// AWSPace is how many times as fast as AWS takes jobs ask it; 0 means 1. Only
	// tests, whose AWS is here, hurry.
	AWSPace float64 `env:"-"`
}

// ReadConfig reads the settings from the environment and, for what is not set
// there, from the file .env in the working folder. A bad value gives a
// sentence that names the setting.
func ReadConfig() (Config, error) {
	if err := godotenv.Load(); err != nil && !errors.Is(err, os.ErrNotExist) {
		return Config{}, fmt.Errorf("the file .env cannot be read: %w", err)
	}
	c, err := env.ParseAs[Config]()
	if err != nil {
		return Config{}, settingsError(err)
	}
	return c, nil
}

// settingsError says which setting is wrong in the setting's own name.
func settingsError(err error) error {
	var all env.AggregateError
	var parse env.ParseError
	if errors.As(err, &all) {
		for _, one := range all.Errors {
			if errors.As(one, &parse) {
				name := parse.Name
				if field, ok := reflect.TypeFor[Config]().FieldByName(name); ok {
					name = field.Tag.Get("env")
				}
				return fmt.Errorf("setting %s=%q is not a valid %s", name, os.Getenv(name), parse.Type)
			}
		}
	}
	return fmt.Errorf("settings: %w", err)
}

// region is the form of AWS's Region codes ("AWS Regions", AWS documentation). A
// Region becomes part of a host name, so nothing else is taken for one.
var region = regexp.MustCompile(`^[a-z]{2}(-[a-z]+)+-[0-9]{1,2}$`)

// check holds the settings against each other and makes what was left out.
func (c *Config) check() error {
	bad := func(name, value, want string) error {
		return fmt.Errorf("setting %s=%q: %s", name, value, want)
	}
	if c.Port < 0 || c.Port > 65535 {
		return bad("PORT", fmt.Sprint(c.Port), "must be a port number from 0 to 65535")
	}
	if c.AccessTokenMinutes < 1 || c.AccessTokenMinutes > 24*60 {
		return bad("ACCESS_TOKEN_EXPIRE_MINUTES", fmt.Sprint(c.AccessTokenMinutes), "must be from 1 to 1440")
	}
	if c.DatabaseConns < 1 {
		return bad("DATABASE_MAX_CONNECTIONS", fmt.Sprint(c.DatabaseConns), "must be at least 1")
	}
	if c.PlanRetentionDays < 0 || c.PlanRetentionDays > mostPlanRetention {
		return bad("PLAN_RETENTION_DAYS", fmt.Sprint(c.PlanRetentionDays), fmt.Sprintf("must be from 0 (for ever) to %d", mostPlanRetention))
	}
	if c.RegistrationsPerHour < 1 {
		return bad("REGISTRATIONS_PER_HOUR", fmt.Sprint(c.RegistrationsPerHour), "must be at least 1")
	}
	switch c.Registration {
	case "open", "closed", "invite":
	default:
		return bad("REGISTRATION", c.Registration, "must be open, invite or closed")
	}
	if _, err := c.level(); err != nil {
		return bad("LOG_LEVEL", c.LogLevel, "must be debug, info, warn or error")
	}
	if c.LogFormat != "json" && c.LogFormat != "text" {
		return bad("LOG_FORMAT", c.LogFormat, "must be json or text")
	}
	for _, setting := range [][2]string{{"PUBLIC_URL", c.PublicURL}, {"AWS_ENDPOINT_URL", c.AWSEndpointURL}} {
		if setting[1] == "" {
			continue
		}
		u, err := url.Parse(setting[1])
		if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
			return bad(setting[0], setting[1], "must be an http:// or https:// address")
		}
	}
	if err := c.checkMail(); err != nil {
		return err
	}
	if _, err := c.destinations(); err != nil {
		return err
	}
	if _, err := c.sso(); err != nil {
		return err
	}
	if err := c.tracing().Check(); err != nil {
		return err
	}
	if err := c.checkCatalog(); err != nil {
		return err
	}
	if c.AWSRegion = cmp.Or(c.AWSRegion, "us-east-1"); !region.MatchString(c.AWSRegion) {
		return bad("AWS_REGION", c.AWSRegion, "must be an AWS Region such as us-east-1")
	}
	if _, err := c.proxies(); err != nil {
		return err
	}
	if c.DatabaseURL == "" {
		if err := os.MkdirAll(c.DataDir, 0o700); err != nil {
			return bad("DATA_DIR", c.DataDir, err.Error())
		}
		file := url.URL{Path: filepath.Join(c.DataDir, "iam-copilot.sqlite")}
		c.DatabaseURL = "sqlite:///" + file.EscapedPath() // a folder may have # or % in its name
	}
	return c.secret()
}

// secret checks the master keys. SECRET_KEY is made in the data folder when the
// database is there too: a server with its own database address must be given
// its key, or a second server would make another.
func (c *Config) secret() error {
	path := filepath.Join(c.DataDir, "secret.key")
	local := strings.HasPrefix(c.DatabaseURL, "sqlite:")
	switch {
	case c.SecretKey != "":
	case c.MasterKey != "":
		// A key that is there from before opens what it has sealed.
		if _, err := os.Stat(path); err != nil || !local {
			break
		}
		fallthrough
	case local:
		key, err := storedSecret(path)
		if err != nil {
			return err
		}
		c.SecretKey = key
	default:
		return errors.New("setting SECRET_KEY is missing: make one with `openssl rand -hex 32`, and keep it apart from the database's backups")
	}
	return c.masters().Check()
}

// masters says where the master keys come from.
func (c *Config) masters() seal.Settings {
	return seal.Settings{
		MasterKey: c.MasterKey, MasterKeyPrevious: c.MasterKeyPrevious, SecretKey: c.SecretKey, SecretKeyPrevious: c.SecretKeyPrevious,
		Deployment: cmp.Or(c.DeploymentID, "iam-copilot"), Endpoint: c.AWSEndpointURL,
	}
}

// tracing says where traces go.
func (c *Config) tracing() telemetry.Tracing {
	return telemetry.Tracing{
		Endpoint: c.OTLPEndpoint, TracesEndpoint: c.OTLPTracesEndpoint, Protocol: c.OTLPProtocol, Exporter: c.TracesExporter, Disabled: c.TracesDisabled,
		Sampler: c.TracesSampler, SamplerArg: c.TracesSamplerArg, Version: c.Version,
	}
}

// storedSecret reads the key file, or makes it so that only its owner reads it.
func storedSecret(path string) (string, error) {
	content, err := os.ReadFile(path) //nolint:gosec // the path is the operator's own setting
	if err == nil {
		return strings.TrimSpace(string(content)), nil
	}
	if !errors.Is(err, os.ErrNotExist) {
		return "", fmt.Errorf("the key file cannot be read: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", fmt.Errorf("setting DATA_DIR: %w", err)
	}
	raw := make([]byte, 32)
	if _, err := rand.Read(raw); err != nil {
		return "", err
	}
	key := hex.EncodeToString(raw)
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600) //nolint:gosec // as above
	if errors.Is(err, os.ErrExist) {
		return storedSecret(path) // another start was faster
	}
	if err != nil {
		return "", fmt.Errorf("the key file cannot be made: %w", err)
	}
	if _, err := file.WriteString(key + "\n"); err != nil {
		return "", errors.Join(fmt.Errorf("the key file cannot be written: %w", err), file.Close(), os.Remove(path))
	}
	return key, errors.Join(file.Sync(), file.Close())
}

func (c *Config) level() (slog.Level, error) {
	var level slog.Level
	err := level.UnmarshalText([]byte(c.LogLevel))
	return level, err
}

// proxies reads TRUSTED_PROXIES: addresses or CIDR blocks, comma-separated.
func (c *Config) proxies() ([]netip.Prefix, error) {
	var out []netip.Prefix
	for part := range strings.SplitSeq(c.TrustedProxies, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		if addr, err := netip.ParseAddr(part); err == nil {
			out = append(out, netip.PrefixFrom(addr, addr.BitLen()))
			continue
		}
		prefix, err := netip.ParsePrefix(part)
		if err != nil {
			return nil, fmt.Errorf("setting TRUSTED_PROXIES: %q is neither an address nor a CIDR block", part)
		}
		out = append(out, prefix)
	}
	return out, nil
}

// origin is where browsers' pages come from; empty when PUBLIC_URL is not set.
func (c *Config) origin() string {
	u, err := url.Parse(c.PublicURL)
	if err != nil || u.Host == "" {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

func (c *Config) https() bool { return strings.HasPrefix(c.PublicURL, "https://") }
