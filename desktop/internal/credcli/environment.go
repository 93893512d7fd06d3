package credcli

import (
	"slices"
	"strings"
	"time"

	"github.com/iam-copilot/iam-copilot/desktop/internal/issued"
	"github.com/iam-copilot/iam-copilot/desktop/internal/online"
)

// insideVariable holds the label of the credential that a program was started
// with.
const insideVariable = "IAM_COPILOT_EXEC"

// variable is one of the environment.
type variable struct{ Name, Value string }

// variablesOf are what AWS's tools read a session from ("Environment variables
// support", AWS SDKs and Tools Reference Guide).
func variablesOf(s issued.Session) []variable {
	return append([]variable{
		{"AWS_ACCESS_KEY_ID", s.AccessKeyID},
		{"AWS_SECRET_ACCESS_KEY", s.SecretAccessKey},
		{"AWS_SESSION_TOKEN", s.SessionToken},
		{"AWS_CREDENTIAL_EXPIRATION", s.ExpiresAt.UTC().Format(time.RFC3339)},
	}, regionOf(s)...)
}

func regionOf(s issued.Session) []variable {
	return []variable{{"AWS_REGION", s.AWSRegion}, {"AWS_DEFAULT_REGION", s.AWSRegion}}
}

// harmless are variables of AWS's tools that say nothing about who the caller is.
var harmless = []string{
	"AWS_CA_BUNDLE", "AWS_CLI_AUTO_PROMPT", "AWS_CLI_FILE_ENCODING", "AWS_CONFIG_FILE", "AWS_DATA_PATH", "AWS_DEFAULTS_MODE", "AWS_DEFAULT_OUTPUT",
	"AWS_EC2_METADATA_DISABLED", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "AWS_MAX_ATTEMPTS", "AWS_PAGER", "AWS_RETRY_MODE", "AWS_SDK_LOAD_CONFIG",
	"AWS_SDK_UA_APP_ID", "AWS_SHARED_CREDENTIALS_FILE", "AWS_STS_REGIONAL_ENDPOINTS", "AWS_USE_DUALSTACK_ENDPOINT", "AWS_USE_FIPS_ENDPOINT",
}

// secrets of this program, which others must not inherit.
var secrets = []string{online.PassphraseVariable, online.TokenVariable}

// environment is that of a program which is started with a session: what it
// inherits, without the credentials, profile and Region of the caller, and
// with the given variables in their place.
func environment(inherited []string, label string, given []variable) []string {
	out := slices.DeleteFunc(slices.Clone(inherited), func(entry string) bool {
		name, _, _ := strings.Cut(entry, "=")
		name = strings.ToUpper(name) // Windows does not tell them apart
		switch {
		case slices.Contains(secrets, name), name == insideVariable:
			return true
		case !strings.HasPrefix(name, "AWS_"), slices.Contains(harmless, name), strings.HasPrefix(name, "AWS_ENDPOINT_URL"):
			return false
		}
		return true
	})
	for _, v := range append(given, variable{insideVariable, label}) {
		out = append(out, v.Name+"="+v.Value)
	}
	return out
}
