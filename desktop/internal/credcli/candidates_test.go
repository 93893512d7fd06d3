package credcli

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/desktop/internal/awsconfig"
)

const profiles = `
[default]
region = eu-west-1
[profile admin]
role_arn = arn:aws:iam::123456789012:role/admin
source_profile = hop
region = nonsense
[profile hop]
role_arn = arn:aws:iam::123456789012:role/hop
source_profile = base
mfa_serial = arn:aws:iam::123456789012:mfa/ada
duration_seconds = 7200
[profile own]
role_arn = arn:aws:iam::123456789012:role/own
source_profile = own
[profile corp]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = ReadOnly
[profile old-corp]
sso_start_url = https://old.awsapps.com/start
sso_region = us-east-1
[profile lost-corp]
sso_session = lost
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-central-1
[profile circle-a]
role_arn = arn:aws:iam::123456789012:role/a
source_profile = circle-b
[profile circle-b]
role_arn = arn:aws:iam::123456789012:role/b
source_profile = circle-a
[profile orphan]
role_arn = arn:aws:iam::123456789012:role/o
source_profile = nobody
[profile machine]
role_arn = arn:aws:iam::123456789012:role/m
credential_source = Ec2InstanceMetadata
[profile web]
role_arn = arn:aws:iam::123456789012:role/w
web_identity_token_file = /token
[profile other]
credential_process = vaulty
[profile ours]
credential_process = "/opt/iamcopilot" credential-process --credential x
`

const keys = `
[base]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = canary-secret
mfa_serial = arn:aws:iam::123456789012:mfa/ada
[own]
aws_access_key_id = AKIAIOSFODNN7OWNKEYS
aws_secret_access_key = canary-secret
[half]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
[short]
aws_access_key_id = ASIAIOSFODNN7EXAMPLE
aws_secret_access_key = canary-secret
aws_session_token = canary-token
`

func TestCandidates(t *testing.T) {
	dir := t.TempDir()
	paths := awsconfig.Paths{Config: filepath.Join(dir, "config"), Credentials: filepath.Join(dir, "credentials")}
	for path, content := range map[string]string{paths.Config: profiles, paths.Credentials: keys} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	settings, err := awsconfig.Load(paths)
	if err != nil {
		t.Fatal(err)
	}
	show := func(all []candidate) (lines []string) {
		for _, c := range all {
			base := ""
			if c.base >= 0 {
				base = all[c.base].Label
			}
			lines = append(lines, strings.TrimRight(fmt.Sprintf("%s|%s|%s|%s|%s|%s", c.Label, c.Kind, base, c.Details, c.Skipped, strings.Join(c.Notes, ",")), "|"))
		}
		return lines
	}
	compare := func(named []string, want ...string) {
		t.Helper()
		got := show(candidates(settings, named))
		if !slices.Equal(got, want) {
			t.Errorf("%v:\n%s\nwant\n%s", named, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
	const role = "arn:aws:iam::123456789012:role/"
	compare([]string{"admin"},
		"base|access_key||AKIA…MPLE, secret hidden, with the MFA device arn:aws:iam::123456789012:mfa/ada",
		"hop|assume_role|base|"+role+"hop, with the MFA device arn:aws:iam::123456789012:mfa/ada",
		"admin|assume_role|hop|"+role+"admin",
	)
	compare([]string{"own"}, "own (key)|access_key||AKIA…KEYS, secret hidden", "own|assume_role|own (key)|"+role+"own")
	compare([]string{"corp", "old-corp", "lost-corp"},
		"corp|identity_center||https://corp.awsapps.com/start 123456789012 ReadOnly", "old-corp|identity_center||https://old.awsapps.com/start",
		"lost-corp|identity_center|||there is no [sso-session lost]",
	)
	compare([]string{"orphan", "machine", "web", "other", "ours", "default", "half", "short"},
		"default||||it holds settings only",
		"orphan|assume_role||"+role+`o|there is no profile "nobody" that it could be assumed with`,
		"machine|assume_role||"+role+"m|its role is assumed with the credentials of a machine (Ec2InstanceMetadata)",
		"web|assume_role||"+role+"w|its role is assumed with a web identity token, which belongs to a machine",
		"other||||its credentials come from another program", "ours||||it comes from the vault already",
		"half|access_key|||half of its key is missing",
		"short|access_key||ASIA…MPLE, secret hidden, temporary||its key is temporary, and soon ends",
	)
	circle := candidates(settings, []string{"circle-a"})
	if len(circle) != 2 || circle[0].Skipped == "" || circle[1].Skipped == "" {
		t.Errorf("a circle: %v", show(circle))
	}
	for _, line := range show(candidates(settings, nil)) {
		if strings.Contains(line, "canary") {
			t.Errorf("a secret is shown: %s", line)
		}
	}
	for _, c := range candidates(settings, []string{"admin"}) {
		if want := map[string]int{"hop": 7200}[c.Label]; c.seconds() != want || c.region() != "" {
			t.Errorf("%s: %d seconds, Region %q", c.Label, c.seconds(), c.region())
		}
	}
}
