package posture

import (
	"strconv"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/access"
	"github.com/iam-copilot/iam-copilot/shared/policy/lint"
)

// document is a policy of the account.
type document struct {
	owner string // ARN of the managed policy, or of who has the inline or trust policy
	name  string // of an inline policy
	kind  policy.Kind
	text  string
}

// ofAWS tells whether AWS keeps a managed policy.
func ofAWS(arn string) bool { return strings.Contains(arn, ":iam::aws:policy/") }

// documents lists the policies that the account itself keeps.
func (a *audit) documents() (out []document) {
	s := a.Snapshot
	inline := func(owner string, list []access.InlinePolicy) {
		for _, p := range list {
			out = append(out, document{owner, p.PolicyName, policy.KindIdentity, string(p.PolicyDocument)})
		}
	}
	for i := range s.Users {
		inline(s.Users[i].Arn, s.Users[i].UserPolicyList)
	}
	for i := range s.Groups {
		inline(s.Groups[i].Arn, s.Groups[i].GroupPolicyList)
	}
	for i := range s.Roles {
		r := &s.Roles[i]
		if serviceLinked(r.Arn) {
			continue
		}
		inline(r.Arn, r.RolePolicyList)
		if r.AssumeRolePolicyDocument != "" {
			out = append(out, document{r.Arn, "", policy.KindTrust, string(r.AssumeRolePolicyDocument)})
		}
	}
	for i := range s.Policies {
		p := &s.Policies[i]
		if ofAWS(p.Arn) {
			continue
		}
		for j := range p.PolicyVersionList {
			if v := &p.PolicyVersionList[j]; v.IsDefaultVersion || v.VersionID == p.DefaultVersionID {
				out = append(out, document{p.Arn, "", policy.KindIdentity, string(v.Document)})
				break
			}
		}
	}
	return out
}

func policyErrors(a *audit) error { return a.lint(lint.TypeError, Medium) }

func policyWarnings(a *audit) error { return a.lint(lint.TypeSecurityWarning, Medium) }

// lint adds what the linter finds of a type: one finding for each policy and code.
func (a *audit) lint(kind string, severity Severity) error {
	for _, d := range a.documents() {
		found := lint.Check([]byte(d.text), lint.Options{Kind: d.kind})
		var order []string
		byCode := map[string][]lint.Finding{}
		for _, f := range found {
			if f.Type != kind {
				continue
			}
			if byCode[f.Code] == nil {
				order = append(order, f.Code)
			}
			byCode[f.Code] = append(byCode[f.Code], f)
		}
		for _, code := range order {
			list := byCode[code]
			evidence := []Fact{fact("code", code)}
			if d.name != "" {
				evidence = append(evidence, fact("inline policy", d.name))
			} else if d.kind == policy.KindTrust {
				evidence = append(evidence, fact("policy", "trust policy"))
			}
			for i, f := range list {
				if i == 5 {
					evidence = append(evidence, fact("more", strconv.Itoa(len(list)-i)))
					break
				}
				evidence = append(evidence, fact(f.Path, f.Message))
			}
			fix := Fix{Text: "Change the policy as the message says."}
			if fixed, n := lint.ApplyFixes([]byte(d.text), list); n > 0 {
				fix.Document = string(fixed)
				fix.Text = "Replace the policy by the document, in which this is mended."
			}
			a.add(severity, d.owner, fix, evidence, d.name, string(d.kind), code)
		}
	}
	return nil
}

func policyInline(a *audit) error {
	add := func(owner string, list []access.InlinePolicy) {
		var names []string
		for _, p := range list {
			names = append(names, p.PolicyName)
		}
		if len(names) > 0 {
			a.add(Low, owner, Fix{Text: "Make managed policies of the inline ones and attach these."}, []Fact{fact("inline policies", listed(names))})
		}
	}
	for i := range a.Snapshot.Users {
		add(a.Snapshot.Users[i].Arn, a.Snapshot.Users[i].UserPolicyList)
	}
	for i := range a.Snapshot.Groups {
		add(a.Snapshot.Groups[i].Arn, a.Snapshot.Groups[i].GroupPolicyList)
	}
	for i := range a.Snapshot.Roles {
		if r := &a.Snapshot.Roles[i]; !serviceLinked(r.Arn) && !identityCenter(r.Arn) {
			add(r.Arn, r.RolePolicyList)
		}
	}
	return nil
}

func policyUnattached(a *audit) error {
	used := map[string]bool{}
	attach := func(list []access.Attachment, b *access.Boundary) {
		for _, p := range list {
			used[p.PolicyArn] = true
		}
		if b != nil {
			used[b.PermissionsBoundaryArn] = true
		}
	}
	s := a.Snapshot
	for i := range s.Users {
		attach(s.Users[i].AttachedManagedPolicies, s.Users[i].PermissionsBoundary)
	}
	for i := range s.Groups {
		attach(s.Groups[i].AttachedManagedPolicies, nil)
	}
	for i := range s.Roles {
		attach(s.Roles[i].AttachedManagedPolicies, s.Roles[i].PermissionsBoundary)
	}
	for i := range s.Policies {
		p := &s.Policies[i]
		counted := p.AttachmentCount != nil && *p.AttachmentCount > 0 || p.PermissionsBoundaryUsageCount != nil && *p.PermissionsBoundaryUsageCount > 0
		if !ofAWS(p.Arn) && !used[p.Arn] && !counted {
			a.add(Low, p.Arn, Fix{Text: "Delete the policy if nobody needs it any more."}, []Fact{fact("attachments", "0"), fact("created", date(p.CreateDate))})
		}
	}
	return nil
}
