package agent

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	engine "github.com/iam-copilot/iam-copilot/shared/policy/access"
	"github.com/iam-copilot/iam-copilot/shared/policy/impact"
)

// inAccount gives what changes mean for the policies of an AWS account: those
// that the customer manages, inline policies, trust policies, and the AWS managed
// policies that are attached to somebody. Edits are not proposed: what is in AWS
// is changed by a plan, from a policy in the library.
func inAccount(changes *impact.Changes, account *engine.Snapshot) (policies, affected int, rows []changeRow) {
	look := func(subject, kind string, document engine.Text) {
		policies++
		doc := policy.ParseString(string(document))
		effects := changes.Of(doc)
		if len(effects) > 0 {
			affected++
		}
		for _, e := range effects {
			r := rowOf(e, subject, kind)
			if _, advice := changes.Propose(doc, policy.KindIdentity, e); advice != "" {
				r.Advice = advice
			} else {
				r.Advice = "Put the policy into the library to have it edited, or plan the change of it."
			}
			rows = append(rows, r)
		}
	}
	attached := map[string][]string{} // AWS managed policies by name, with whom they are attached to
	attach := func(who string, list []engine.Attachment) {
		for _, a := range list {
			if strings.Contains(a.PolicyArn, ":iam::aws:policy/") {
				attached[a.PolicyName] = append(attached[a.PolicyName], who)
			}
		}
	}
	for i := range account.Policies {
		p := &account.Policies[i]
		if strings.Contains(p.Arn, ":iam::aws:policy/") {
			continue
		}
		for _, v := range p.PolicyVersionList {
			if v.IsDefaultVersion {
				look(p.Arn, "managed_policy", v.Document)
			}
		}
	}
	inline := func(who string, list []engine.InlinePolicy) {
		for _, p := range list {
			look(who+" "+p.PolicyName, "inline_policy", p.PolicyDocument)
		}
	}
	for i := range account.Users {
		inline(account.Users[i].Arn, account.Users[i].UserPolicyList)
		attach(account.Users[i].Arn, account.Users[i].AttachedManagedPolicies)
	}
	for i := range account.Groups {
		inline(account.Groups[i].Arn, account.Groups[i].GroupPolicyList)
		attach(account.Groups[i].Arn, account.Groups[i].AttachedManagedPolicies)
	}
	for i := range account.Roles {
		role := &account.Roles[i]
		inline(role.Arn, role.RolePolicyList)
		attach(role.Arn, role.AttachedManagedPolicies)
		if role.AssumeRolePolicyDocument != "" {
			look(role.Arn, "trust_policy", role.AssumeRolePolicyDocument)
		}
	}
	for name, who := range attached {
		policies++
		effects := changes.ManagedPolicy(name)
		if len(effects) > 0 {
			affected++
		}
		for _, e := range effects {
			e.Names = append(e.Names, who...)
			r := rowOf(e, "arn:aws:iam::aws:policy/"+name, "attachment")
			r.Advice = "Check that whoever has the policy should have what AWS put into it, and still has what they need: " + few(who) + "."
			rows = append(rows, r)
		}
	}
	return policies, affected, rows
}

// few names the first of a list.
func few(names []string) string {
	if len(names) > 5 {
		return strings.Join(names[:5], ", ") + " and others"
	}
	return strings.Join(names, ", ")
}
