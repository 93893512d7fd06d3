// Package posture audits the IAM of an AWS account: root user, people's
// credentials, roles and whom they trust, policies and what they lead to. It works on
// what was read of the account beforehand, and takes the time it judges ages by.
//
//	report := posture.Audit(posture.Input{Snapshot: s, Account: a, Credentials: c, Now: now})
//
// A check whose facts could not be read is listed as not checked, with the permission
// that is missing: not checked is never fine.
package posture

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"github.com/iam-copilot/iam-copilot/shared/policy/access"
)

// Severity is how bad a finding is.
type Severity string

// The severities, the worst first.
const (
	Critical Severity = "critical" // somebody may take the account over now
	High     Severity = "high"     // one slip away from that
	Medium   Severity = "medium"   // makes an attack easier, or worse
	Low      Severity = "low"      // untidy, and hides what matters
)

// Severities lists them, the worst first.
func Severities() []Severity { return []Severity{Critical, High, Medium, Low} }

// Source is where facts come from.
type Source string

// The sources.
const (
	Authorization  Source = "authorization_details"
	Credentials    Source = "credentials"       // the credential report, or each user's keys and devices
	RootUse        Source = "credential_report" // which alone tells of the root user
	Summary        Source = "account_summary"
	PasswordRules  Source = "password_policy"
	VirtualDevices Source = "virtual_mfa_devices"
	SAML           Source = "saml_providers"
	OIDC           Source = "oidc_providers"
	Certificates   Source = "server_certificates"
)

// Permissions is the action that reads each source.
var Permissions = map[Source]string{
	Authorization: "iam:GetAccountAuthorizationDetails", Credentials: "iam:GenerateCredentialReport", RootUse: "iam:GetCredentialReport", Summary: "iam:GetAccountSummary",
	PasswordRules: "iam:GetAccountPasswordPolicy", VirtualDevices: "iam:ListVirtualMFADevices", SAML: "iam:ListSAMLProviders",
	OIDC: "iam:ListOpenIDConnectProviders", Certificates: "iam:ListServerCertificates",
}

// Missing is a source that could not be read.
type Missing struct {
	Source     Source `json:"source"`
	Permission string `json:"permission"` // that is lacking; empty when it was something else
	Reason     string `json:"reason"`
}

// Input is what is known of an account.
type Input struct {
	Snapshot *access.Snapshot
	Account  *access.Account // of the same snapshot
	// Users are the credentials of users and of the root user.
	Users []Credential
	// Account is GetAccountSummary's map.
	Summary map[string]int
	// PasswordPolicy is nil when the account has none.
	PasswordPolicy *PasswordPolicy
	// RootVirtualMFA tells that the root user's MFA device is a virtual one.
	RootVirtualMFA bool
	SAMLProviders  []SAMLProvider
	OIDCProviders  []OIDCProvider
	Certificates   []Certificate
	// Missing are the sources that could not be read; what belongs to them is not looked at.
	Missing []Missing
	Now     time.Time
	Limits  Limits
}

// Limits are the ages from which something is found.
type Limits struct {
	KeyAge          time.Duration // of active access keys
	Unused          time.Duration // of keys, passwords and roles
	CertificateSoon time.Duration // before a certificate ends
	RootUse         time.Duration // since the root user was used
}

// Day is a day of ages.
const Day = 24 * time.Hour

// DefaultLimits are those of the CIS AWS Foundations Benchmark where it has one.
func DefaultLimits() Limits {
	return Limits{KeyAge: 90 * Day, Unused: 90 * Day, CertificateSoon: 30 * Day, RootUse: 30 * Day}
}

// PasswordPolicy is the account's ("PasswordPolicy", AWS IAM API Reference).
type PasswordPolicy struct {
	MinimumPasswordLength      int
	RequireSymbols             bool
	RequireNumbers             bool
	RequireUppercaseCharacters bool
	RequireLowercaseCharacters bool
	AllowUsersToChangePassword bool
	PasswordReusePrevention    int // 0: none
	MaxPasswordAge             int // days; 0: none
	HardExpiry                 bool
}

// SAMLProvider is an identity provider by SAML.
type SAMLProvider struct {
	Arn        string
	ValidUntil time.Time // of its metadata; zero when not known
}

// OIDCProvider is an identity provider by OpenID Connect.
type OIDCProvider struct {
	Arn string
	URL string // without https://
}

// Certificate is a server certificate that IAM keeps.
type Certificate struct {
	Arn        string
	Expiration time.Time
}

// Fact is a piece of evidence.
type Fact struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Fix is what to do about a finding.
type Fix struct {
	Text string `json:"text"`
	// Document is the policy as it should be, where the repair is a change of one.
	Document string `json:"document,omitempty"`
}

// Finding is one thing that an audit found.
type Finding struct {
	ID       string   `json:"id"` // the same at each audit of the account
	Code     string   `json:"code"`
	Severity Severity `json:"severity"`
	Title    string   `json:"title"`
	Resource string   `json:"resource"` // ARN
	Evidence []Fact   `json:"evidence"`
	Why      string   `json:"why"`
	Fix      Fix      `json:"fix"`
}

// Check is what an audit looks for.
type Check struct {
	Code     string   `json:"code"`
	Severity Severity `json:"severity"` // of most of its findings
	Title    string   `json:"title"`
	Why      string   `json:"why"`
	Needs    []Source `json:"needs"`
}

// Outcome is what became of a check.
type Outcome struct {
	Check
	Checked  bool      `json:"checked"`
	Findings int       `json:"findings"`
	Missing  []Missing `json:"missing"` // why it was not checked
}

// Report is the result of an audit.
type Report struct {
	Account  string    `json:"account"`
	At       time.Time `json:"at"`
	Findings []Finding `json:"findings"` // the worst first, then by code and resource
	Checks   []Outcome `json:"checks"`
	Notes    []string  `json:"notes,omitempty"` // what the answer takes for granted
}

// Count counts the findings of each severity.
func (r *Report) Count() map[Severity]int {
	out := map[Severity]int{}
	for i := range r.Findings {
		out[r.Findings[i].Severity]++
	}
	return out
}

// audit is one that is under way.
type audit struct {
	Input
	check    *check
	findings []Finding
	notes    []string
	reach    *reach
}

// check is a check with how it is made.
type check struct {
	Check
	find func(*audit) error
}

// add adds a finding. parts tell findings of one check about one resource apart.
func (a *audit) add(severity Severity, resource string, fix Fix, evidence []Fact, parts ...string) {
	a.findings = append(a.findings, Finding{
		ID: identify(a.check.Code, resource, parts...), Code: a.check.Code, Severity: severity, Title: a.check.Title, Resource: resource,
		Evidence: evidence, Why: a.check.Why, Fix: fix,
	})
}

func identify(code, resource string, parts ...string) string {
	h := sha256.New()
	for _, s := range append([]string{code, resource}, parts...) {
		h.Write([]byte(s))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// Checks lists what an audit looks for.
func Checks() []Check {
	out := make([]Check, 0, len(checks))
	for i := range checks {
		out = append(out, checks[i].Check)
	}
	return out
}

// Audit makes all checks whose facts are there.
func Audit(in Input) Report {
	if in.Limits == (Limits{}) {
		in.Limits = DefaultLimits()
	}
	missing := map[Source]Missing{}
	for _, m := range in.Missing {
		missing[m.Source] = m
	}
	if in.Snapshot == nil || in.Account == nil {
		if _, known := missing[Authorization]; !known {
			missing[Authorization] = Missing{Authorization, Permissions[Authorization], "It was not read."}
		}
	}
	a := &audit{Input: in}
	report := Report{At: in.Now, Findings: []Finding{}}
	if in.Account != nil {
		report.Account = in.Account.ID
	}
	for i := range checks {
		a.check = &checks[i]
		out := Outcome{Check: a.check.Check, Checked: true, Missing: []Missing{}}
		for _, s := range a.check.Needs {
			if m, is := missing[s]; is {
				out.Checked, out.Missing = false, append(out.Missing, m)
			}
		}
		if out.Checked {
			before := len(a.findings)
			if err := a.check.find(a); err != nil {
				out.Checked, out.Missing = false, []Missing{{Reason: sentence(err.Error())}}
				a.findings = a.findings[:before]
			}
			out.Findings = len(a.findings) - before
		}
		report.Checks = append(report.Checks, out)
	}
	report.Findings, report.Notes = append(report.Findings, a.findings...), a.notes
	slices.SortStableFunc(report.Findings, func(x, y Finding) int {
		return cmp.Or(slices.Index(Severities(), x.Severity)-slices.Index(Severities(), y.Severity), cmp.Compare(x.Code, y.Code), cmp.Compare(x.Resource, y.Resource), cmp.Compare(x.ID, y.ID))
	})
	return report
}
