package organizations

import (
	"fmt"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// farRegions are Regions that hardly anybody works in all of. SCPs that let all of
// them through guard no Region. They are opt-in and default ones ("Regions and
// Availability Zones", AWS Global Infrastructure).
var farRegions = []string{
	"af-south-1", "ap-east-1", "ap-northeast-3", "ap-southeast-3", "ca-west-1", "eu-south-2", "il-central-1", "me-central-1", "sa-east-1", "us-west-1",
}

// guardrail is something that SCPs should keep member accounts from doing.
type guardrail struct {
	finding   api.OrgFinding
	principal string // role or root, of the account
	actions   []string
	regions   []string // asked in each; none means that the Region does not matter
}

// anybody is the name of a role that no SCP is likely to exempt.
const anybody = "role/iam-copilot-anybody"

func guardrails() []guardrail {
	return []guardrail{
		{
			api.OrgFinding{
				Code: "ORG_ROOT_USER_UNRESTRICTED", Severity: "medium", Title: "Root users of member accounts are not restricted",
				Detail:    "SCPs let the root user do everything in %s. Where root access is managed centrally, there may be no root credentials at all; that does not show in policies.",
				LearnMore: "Best practices for member accounts, AWS Organizations User Guide", Suggestion: "Deny all actions where aws:PrincipalArn is like arn:*:iam::*:root.",
			}, "root", []string{"ec2:RunInstances", "s3:GetObject", "iam:CreateUser"}, nil,
		},
		{
			api.OrgFinding{
				Code: "ORG_NO_REGION_GUARD", Severity: "low", Title: "No limit on Regions",
				Detail:    "SCPs let resources be made in every Region in %s.",
				LearnMore: "AWS: Denies access to AWS based on the requested Region, IAM User Guide", Suggestion: "Deny what is not global where aws:RequestedRegion is none of those that you use.",
			}, anybody, []string{"ec2:RunInstances"}, farRegions,
		},
		{
			api.OrgFinding{
				Code: "ORG_LEAVING_ALLOWED", Severity: "medium", Title: "Member accounts can leave the organization",
				Detail:    "SCPs let administrators take %s out of the organization, and so out of every policy.",
				LearnMore: "Example service control policies, AWS Organizations User Guide", Suggestion: "Deny organizations:LeaveOrganization.",
			}, anybody, []string{"organizations:LeaveOrganization"}, nil,
		},
		{
			api.OrgFinding{
				Code: "ORG_TRAIL_UNPROTECTED", Severity: "medium", Title: "CloudTrail can be switched off",
				Detail:    "SCPs let administrators stop or delete trails in %s.",
				LearnMore: "Example service control policies, AWS Organizations User Guide", Suggestion: "Deny cloudtrail:StopLogging and cloudtrail:DeleteTrail, but for the role that looks after trails.",
			}, anybody, []string{"cloudtrail:StopLogging", "cloudtrail:DeleteTrail"}, nil,
		},
	}
}

// guardrails asks the SCPs of each account what they let through. Accounts with the
// same SCPs on their way are asked about once.
func (x *examination) guardrails() {
	if !x.enabled(typeSCP) {
		return
	}
	var bare, unread []string
	rails := guardrails()
	open := make([][]string, len(rails))
	members := 0
	known := map[string][]bool{}
	x.walk(func(n *node) {
		if n.kind != nodeAccount || n.id == x.management || statusOf(n.account) == "SUSPENDED" {
			return
		}
		members++
		levels, key, only, complete := x.chain(n.id)
		if only {
			bare = append(bare, n.id)
		}
		if !complete {
			return
		}
		passed, asked := known[key]
		if !asked {
			r, err := restrict(levels, x.management)
			if err != nil {
				unread = append(unread, n.id)
				return
			}
			passed = make([]bool, len(rails))
			for i := range rails {
				passed[i] = r.passes(&rails[i], n.id)
			}
			known[key] = passed
		}
		for i := range rails {
			if passed[i] {
				open[i] = append(open[i], n.id)
			}
		}
	})
	if len(bare) > 0 {
		x.add(api.OrgFinding{
			Code: "ORG_NO_SCP", Severity: "high", Title: "No SCP beyond FullAWSAccess",
			Detail:    "Nothing but FullAWSAccess is attached on the way to " + share(len(bare), members) + ", so SCPs restrict nobody there.",
			LearnMore: scpPage, Suggestion: "Begin with denials that hurt nobody: leaving the organization, switching CloudTrail off, root users.",
		}, bare)
	}
	for i := range rails {
		if len(open[i]) > 0 {
			f := rails[i].finding
			f.Detail = fmt.Sprintf(f.Detail, share(len(open[i]), members))
			x.add(f, open[i])
		}
	}
	if len(unread) > 0 {
		x.add(api.OrgFinding{
			Code: "ORG_SCP_NOT_UNDERSTOOD", Severity: "info", Title: "SCPs that cannot be evaluated here",
			Detail: "What SCPs let through in " + share(len(unread), members) + " was not looked at, because a document cannot be understood.",
		}, unread)
	}
}

func share(n, all int) string {
	if n == all && n > 1 {
		return fmt.Sprintf("all %d member accounts", n)
	}
	return fmt.Sprintf("%d of %s", n, counted(all, "member account"))
}

// chain gives the SCPs on the way to an account, a key that accounts with the same
// ones share, whether they are FullAWSAccess only, and whether all their documents
// are known.
func (x *examination) chain(account string) (levels [][]namedText, key string, only, complete bool) {
	only, complete = true, true
	levels = [][]namedText{}
	var parts []string
	for _, ids := range x.levels(account, typeSCP) {
		var level []namedText
		for _, id := range ids {
			text, known := x.texts[id]
			complete = complete && known
			only = only && id == fullAccess
			level = append(level, namedText{x.name(id), text})
		}
		levels = append(levels, level)
		parts = append(parts, strings.Join(ids, ","))
	}
	return levels, strings.Join(parts, "|"), only, complete
}

// passes tells whether SCPs surely let everything through that a guardrail stops.
func (r restrictions) passes(g *guardrail, account string) bool {
	principal := "arn:aws:iam::" + account + ":" + g.principal
	regions := g.regions
	if len(regions) == 0 {
		regions = []string{"us-east-1"}
	}
	for _, region := range regions {
		for _, action := range g.actions {
			result, err := r.decide(principal, action, "*", map[string][]string{"aws:RequestedRegion": {region}}, nil)
			if err != nil || result.Decision != eval.Allowed {
				return false
			}
		}
	}
	return true
}
