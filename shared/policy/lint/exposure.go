package lint

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

var exposureCodes = []CodeInfo{
	{
		Code: "IAMC_RESOURCE_EXPOSURE", Type: TypeSecurityWarning, Title: "Resource exposure",
		What:      "The holder can change who has access to any resource of a kind, and share it with other accounts or the public.",
		Example:   `{"Effect": "Allow", "Action": "s3:PutBucketPolicy", "Resource": "*"}`,
		Fix:       "Name the resources; keep actions of the access level Permissions management to administrators.",
		LearnMore: userGuide + "access_policies_understand-policy-summary-access-level-summaries.html",
	},
	{
		Code: "IAMC_DATA_EXFILTRATION", Type: TypeSecurityWarning, Title: "Data exfiltration",
		What:      "The holder can read the contents of every store of a kind in the account.",
		Example:   `{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}`,
		Fix:       "Name the buckets, secrets, parameters or tables that are needed.",
		LearnMore: userGuide + "best-practices.html#grant-least-privilege",
	},
	{
		Code: "IAMC_CREDENTIAL_EXPOSURE", Type: TypeSecurityWarning, Title: "Credential exposure",
		What:      "The action answers with credentials, and the holder may use it on every resource of its kind.",
		Example:   `{"Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*"}`,
		Fix:       "Name the resources whose credentials are needed.",
		LearnMore: userGuide + "best-practices.html#grant-least-privilege",
	},
	{
		Code: "IAMC_SENSITIVE_ACTION", Type: TypeSecurityWarning, Title: "Sensitive action",
		What:      "The action turns off logging or protection, or destroys what cannot be brought back, and the holder may use it on every resource of its kind.",
		Example:   `{"Effect": "Allow", "Action": "cloudtrail:StopLogging", "Resource": "*"}`,
		Fix:       "Keep the action to administrators, or require MFA and name the resources.",
		LearnMore: userGuide + "best-practices.html#grant-least-privilege",
	},
}

// dangers are the lists of actions of each check; names in lower case.
var dangers = []struct {
	code    string
	message string
	actions map[string]bool
}{
	{"IAMC_DATA_EXFILTRATION", "%s can read everything of its kind: name the resources.", dataActions},
	{"IAMC_CREDENTIAL_EXPOSURE", "%s answers with credentials, for everything of its kind: name the resources.", credentialActions},
	{"IAMC_SENSITIVE_ACTION", "%s turns off protection or destroys, on everything of its kind.", sensitiveActions},
}

// dangerServices are the prefixes of all these actions, so that others are passed
// over at once.
var dangerServices = func() map[string]bool {
	m := map[string]bool{}
	for _, d := range dangers {
		for a := range d.actions {
			prefix, _, _ := strings.Cut(a, ":")
			m[prefix] = true
		}
	}
	return m
}()

// checkExposure looks for actions that give away access, data or credentials, or
// that turn off protection, on resources named by wildcards alone.
func (l *linter) checkExposure(s *statement) {
	if !s.allow || l.kind != policy.KindIdentity || s.notAction || !l.anyWide(s) || l.narrowed(s) {
		return
	}
	if s.everyResource() && hasAllAction(s) {
		return // reported as full access, which says it all
	}
	l.checkSharing(s)
	for _, d := range dangers {
		var names []string
		var first *action
		for i := range s.actions {
			a := &s.actions[i]
			if a.service == nil || !dangerServices[a.service.Prefix] || !l.spend(2) {
				continue
			}
			if name := l.dangerous(s, a, d.actions); name != "" {
				names = append(names, name)
				if first == nil {
					first = a
				}
			}
		}
		if first != nil {
			l.add(d.code, l.actionPath(s, first), first.value.Span, d.message, some(names))
		}
	}
}

// dangerous returns what to name of an action pattern that takes in one of the
// actions, on a resource that is wide for it; or "".
func (l *linter) dangerous(s *statement, a *action, actions map[string]bool) string {
	found := ""
	l.matches(a, func(known *catalog.Action) bool {
		if !actions[a.service.Prefix+":"+strings.ToLower(known.Name)] || !l.wideFor(s, a.service, known) {
			return true
		}
		found = a.service.Prefix + ":" + known.Name
		return false
	})
	if found != "" && a.wild {
		return found + " (by " + clip(a.value.Text) + ")"
	}
	return found
}

// wideFor reports whether a resource named by wildcards alone is one the action
// acts on.
func (l *linter) wideFor(s *statement, svc *catalog.Service, a *catalog.Action) bool {
	if s.everyResource() {
		return true
	}
	for i := range s.resources {
		r := &s.resources[i]
		if r.wide() && appliesTo(svc, a, r) {
			return true
		}
	}
	return false
}

// checkSharing looks for actions that change who has access.
func (l *linter) checkSharing(s *statement) {
	var names []string
	var first *action
	for i := range s.actions {
		a := &s.actions[i]
		if a.service == nil || a.service.Prefix == "iam" || !l.spend(2) {
			continue // what IAM's own actions give away is privilege escalation
		}
		l.matches(a, func(known *catalog.Action) bool {
			if !sharesAccess(a.service.Prefix, known) || !l.wideFor(s, a.service, known) {
				return true
			}
			names = append(names, a.service.Prefix+":"+known.Name)
			if first == nil {
				first = a
			}
			return len(names) < 50
		})
	}
	if first != nil {
		l.add("IAMC_RESOURCE_EXPOSURE", l.actionPath(s, first), first.value.Span, "The statement lets its holder change who has access to everything of a kind: %s.", some(names))
	}
}

// sharesAccess reports whether the action changes who has access to a resource. Some
// actions that only read, or only concern network interfaces of the same account,
// are published with that access level too.
func sharesAccess(prefix string, a *catalog.Action) bool {
	if a.Level != catalog.PermissionsManagement || len(a.Resources) == 0 {
		return false
	}
	for _, verb := range [...]string{"Get", "List", "Describe", "Search", "Test", "Batch"} {
		if strings.HasPrefix(a.Name, verb) {
			return false
		}
	}
	return prefix != "ec2" || !strings.HasSuffix(a.Name, "NetworkInterfacePermission")
}
