package organizations

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/organizations/types"

	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/lint"
)

// fullAccess is the id of the SCP that AWS attaches everywhere ("SCP evaluation",
// AWS Organizations User Guide).
const fullAccess = "p-FullAWSAccess"

// The severities, the worst first.
var severities = []string{"high", "medium", "low", "info"}

const scpPage = "Service control policies (SCPs), AWS Organizations User Guide"

// examination collects findings.
type examination struct {
	*structure
	texts    map[string]string // of SCPs and RCPs by id; nil when they could not be read
	findings []api.OrgFinding
}

// examine tells what about an organization should be looked at, the worst first. It
// knows nothing but what it is given.
func examine(s *structure, texts map[string]string) []api.OrgFinding {
	x := &examination{structure: s, texts: texts, findings: []api.OrgFinding{}}
	x.features()
	x.places()
	x.policiesThemselves()
	x.guardrails()
	slices.SortStableFunc(x.findings, func(a, b api.OrgFinding) int {
		return cmp.Or(cmp.Compare(slices.Index(severities, a.Severity), slices.Index(severities, b.Severity)), strings.Compare(a.Code, b.Code))
	})
	return x.findings
}

func (x *examination) add(f api.OrgFinding, targets []string) {
	f.Targets = append([]string{}, targets...)
	slices.Sort(f.Targets)
	x.findings = append(x.findings, f)
}

// features looks at what the organization has switched on.
func (x *examination) features() {
	if x.featureSet != string(types.OrganizationFeatureSetAll) {
		x.add(api.OrgFinding{
			Code: "ORG_BILLING_ONLY", Severity: "high", Title: "Consolidated billing only",
			Detail:    "The organization has consolidated billing only, so it can have no SCPs, RCPs or other policies.",
			LearnMore: "Enabling all features in your organization, AWS Organizations User Guide", Suggestion: "Enable all features.",
		}, []string{x.id})
		return
	}
	if !x.enabled(typeSCP) {
		x.add(api.OrgFinding{
			Code: "ORG_SCP_NOT_ENABLED", Severity: "high", Title: "Service control policies are not enabled",
			Detail: "Nothing limits what administrators of member accounts can do.", LearnMore: scpPage, Suggestion: "Enable the policy type SERVICE_CONTROL_POLICY.",
		}, []string{x.id})
	}
	if !x.enabled(typeRCP) {
		x.add(api.OrgFinding{
			Code: "ORG_RCP_NOT_ENABLED", Severity: "info", Title: "Resource control policies are not enabled",
			Detail:    "Nothing in the organization keeps resources of member accounts from being opened to outsiders.",
			LearnMore: "Resource control policies (RCPs), AWS Organizations User Guide", Suggestion: "Enable the policy type RESOURCE_CONTROL_POLICY, and deny principals from outside the organization.",
		}, []string{x.id})
	}
}

// places looks at where accounts are.
func (x *examination) places() {
	var suspended, inRoot, empty []string
	x.walk(func(n *node) {
		switch n.kind {
		case nodeAccount:
			if status := statusOf(n.account); status == "SUSPENDED" || status == "PENDING_CLOSURE" {
				suspended = append(suspended, n.id)
			}
			if parent := x.nodes[n.parent]; parent != nil && parent.kind == nodeRoot && n.id != x.management {
				inRoot = append(inRoot, n.id)
			}
		case nodeUnit:
			if len(x.accountsBelow(n.id)) == 0 {
				empty = append(empty, n.id)
			}
		}
	})
	if len(suspended) > 0 {
		x.add(api.OrgFinding{
			Code: "ORG_ACCOUNT_SUSPENDED", Severity: "low", Title: "Suspended accounts",
			Detail:    fmt.Sprintf("%s closed or suspended. What is in it stays until AWS closes it for good after 90 days, and access that was given to it is left over.", counted(len(suspended), "account is", "accounts are")),
			LearnMore: "Closing a member account in an organization, AWS Organizations User Guide", Suggestion: "Move them to a unit of their own that denies everything, and remove what was assigned there.",
		}, suspended)
	}
	if len(inRoot) > 0 {
		x.add(api.OrgFinding{
			Code: "ORG_ACCOUNT_IN_ROOT", Severity: "medium", Title: "Accounts directly below the root",
			Detail:    counted(len(inRoot), "account is", "accounts are") + " in no organizational unit, so only policies for everybody, or for one account alone, reach it.",
			LearnMore: "Best practices for managing organizational units (OUs), AWS Organizations User Guide", Suggestion: "Move them to the unit of their purpose.",
		}, inRoot)
	}
	if len(empty) > 0 {
		x.add(api.OrgFinding{
			Code: "ORG_UNIT_EMPTY", Severity: "info", Title: "Organizational units without accounts",
			Detail: "No account is below " + counted(len(empty), "organizational unit") + ".", Suggestion: "Remove them if nothing is to come there.",
		}, empty)
	}
}

// policiesThemselves looks at the policies one by one.
func (x *examination) policiesThemselves() {
	var unattached, pointless, near, wrong, twice []string
	details := []string{}
	for _, id := range x.byType("") {
		p := x.policies[id]
		kind, decides := kindOf(string(p.summary.Type))
		if !p.summary.AwsManaged && len(p.targets) == 0 {
			unattached = append(unattached, id)
		}
		if !decides || p.summary.AwsManaged {
			continue
		}
		if len(p.targets) > 0 && len(x.restricted(p.targets)) == 0 && len(x.accountsBelowAll(p.targets)) > 0 {
			pointless = append(pointless, id)
		}
		if x.inherited(p) {
			twice = append(twice, id)
		}
		text, known := x.texts[id]
		if !known {
			continue
		}
		if quota := quotaOf(kind); quota > 0 && len([]rune(text))*10 > quota*9 {
			near = append(near, id)
			details = append(details, fmt.Sprintf("%s has %d of %d characters", x.name(id), len([]rune(text)), quota))
		}
		if serious(text, kind) {
			wrong = append(wrong, id)
		}
	}
	if len(unattached) > 0 {
		x.add(api.OrgFinding{
			Code: "ORG_POLICY_UNATTACHED", Severity: "info", Title: "Policies that are attached nowhere",
			Detail: counted(len(unattached), "policy is", "policies are") + " attached nowhere, and so without effect.", Suggestion: "Attach them, or delete them.",
		}, unattached)
	}
	if len(pointless) > 0 {
		x.add(api.OrgFinding{
			Code: "ORG_POLICY_WITHOUT_EFFECT", Severity: "medium", Title: "Policies that reach the management account only",
			Detail:    counted(len(pointless), "policy is", "policies are") + " attached where only the management account is, which SCPs and RCPs do not restrict.",
			LearnMore: scpPage, Suggestion: "Attach them where member accounts are, and keep workloads out of the management account.",
		}, pointless)
	}
	if len(twice) > 0 {
		x.add(api.OrgFinding{
			Code: "ORG_POLICY_INHERITED_TWICE", Severity: "info", Title: "Policies that are attached below themselves",
			Detail: counted(len(twice), "policy is", "policies are") + " attached to something and to a unit or account below it, where it changes nothing.", Suggestion: "Detach them below: the number of policies at each place is limited.",
		}, twice)
	}
	if len(near) > 0 {
		x.add(api.OrgFinding{
			Code: "ORG_POLICY_NEAR_QUOTA", Severity: "low", Title: "Policies near the size that AWS takes",
			Detail: strings.Join(details, "; ") + ".", LearnMore: "Quotas and service limits for AWS Organizations, AWS Organizations User Guide", Suggestion: "Shrink them, or split them before an urgent change has no room.",
		}, near)
	}
	if len(wrong) > 0 {
		x.add(api.OrgFinding{
			Code: "ORG_POLICY_FINDINGS", Severity: "medium", Title: "Policies that the linter finds faults with",
			Detail: "The linter has errors or security warnings on " + counted(len(wrong), "policy", "policies") + "; each policy's own page lists them.", Suggestion: "Open each and repair it.",
		}, wrong)
	}
}

// inherited tells whether a policy that only denies, as far as is known, is attached
// somewhere and below that again. An SCP that allows must be repeated at each level.
func (x *examination) inherited(p *attachedPolicy) bool {
	text, known := x.texts[*p.summary.Id]
	if !known || !onlyDenies(text) {
		return false
	}
	for _, target := range p.targets {
		for _, above := range x.way(target) {
			if above.id != target && slices.Contains(p.targets, above.id) {
				return true
			}
		}
	}
	return false
}

func onlyDenies(text string) bool {
	doc := policy.ParseString(text)
	for i := range doc.Statements {
		if e := doc.Statements[i].Effect; e == nil || e.Text != "Deny" {
			return false
		}
	}
	return len(doc.Statements) > 0
}

func serious(text string, kind policy.Kind) bool {
	return slices.ContainsFunc(lint.Check([]byte(text), lint.Options{Kind: kind}), func(f lint.Finding) bool {
		return f.Type == lint.TypeError || f.Type == lint.TypeSecurityWarning
	})
}

// counted is a number with its noun; forms are the singular and the plural, which
// is the singular with an s when it is left out.
func counted(n int, forms ...string) string {
	if n == 1 {
		return "1 " + forms[0]
	}
	if len(forms) > 1 {
		return fmt.Sprintf("%d %s", n, forms[1])
	}
	return fmt.Sprintf("%d %ss", n, forms[0])
}
