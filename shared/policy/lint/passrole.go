package lint

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

var passRoleCodes = []CodeInfo{
	{
		Code: "PASS_ROLE_WITH_STAR_IN_RESOURCE", Type: TypeSecurityWarning, Title: "Pass role with star in resource",
		What:    "The holder can give any role to a service, and with it what the role may do.",
		Example: `{"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*"}`,
		Fix:     "Name the roles, or limit the services with iam:PassedToService.",
	},
	{
		Code: "PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE", Type: TypeSecurityWarning, Title: "Pass role with star in action and resource",
		What:    "The wildcard includes iam:PassRole, on any role.",
		Example: `{"Effect": "Allow", "Action": "iam:*", "Resource": "*"}`,
		Fix:     "List the actions, and name the roles of iam:PassRole.",
	},
	{
		Code: "PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION", Type: TypeSecurityWarning, Title: "Pass role with star in resource and NotAction",
		What:    "NotAction leaves iam:PassRole in, on any role.",
		Example: `{"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"}`,
		Fix:     "Add iam:PassRole to NotAction, or list the actions.",
	},
	{
		Code: "PASS_ROLE_WITH_NOT_RESOURCE", Type: TypeSecurityWarning, Title: "Pass role with NotResource",
		What:    "The holder can pass every role but those named.",
		Example: `{"Effect": "Allow", "Action": "iam:PassRole", "NotResource": "arn:aws:iam::123456789012:role/admin"}`,
		Fix:     "Name the roles in Resource.",
	},
	{
		Code: "PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE", Type: TypeSecurityWarning, Title: "Pass role with star in action and NotResource",
		What:    "The wildcard includes iam:PassRole, on every role but those named.",
		Example: `{"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:iam::123456789012:role/admin"}`,
		Fix:     "List the actions, and name the roles in Resource.",
	},
	{
		Code: "PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE", Type: TypeSecurityWarning, Title: "Pass role with NotAction and NotResource",
		What:    "NotAction leaves iam:PassRole in, on every role but those named.",
		Example: `{"Effect": "Allow", "NotAction": "s3:*", "NotResource": "arn:aws:iam::123456789012:role/admin"}`,
		Fix:     "List the actions, and name the roles in Resource.",
	},
	{
		Code: "CREATE_SLR_WITH_STAR_IN_RESOURCE", Type: TypeWarning, Title: "Create SLR with star in resource",
		What:    "The holder can create the service-linked role of any service.",
		Example: `{"Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "*"}`,
		Fix:     "Name the role, or limit the service with iam:AWSServiceName.",
	},
	{
		Code: "CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE", Type: TypeWarning, Title: "Create SLR with star in action and resource",
		What:    "The wildcard includes iam:CreateServiceLinkedRole, for any service.",
		Example: `{"Effect": "Allow", "Action": "iam:Create*", "Resource": "*"}`,
		Fix:     "List the actions, and name the roles.",
	},
	{
		Code: "CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION", Type: TypeWarning, Title: "Create SLR with star in resource and NotAction",
		What:    "NotAction leaves iam:CreateServiceLinkedRole in, for any service.",
		Example: `{"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"}`,
		Fix:     "Add iam:CreateServiceLinkedRole to NotAction, or list the actions.",
	},
	{
		Code: "CREATE_SLR_WITH_NOT_RESOURCE", Type: TypeWarning, Title: "Create SLR with NotResource",
		What:    "The holder can create every service-linked role but those named.",
		Example: `{"Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "NotResource": "arn:aws:iam::123456789012:role/admin"}`,
		Fix:     "Name the roles in Resource.",
	},
	{
		Code: "CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE", Type: TypeWarning, Title: "Create SLR with star in action and NotResource",
		What:    "The wildcard includes iam:CreateServiceLinkedRole, for every service but those named.",
		Example: `{"Effect": "Allow", "Action": "iam:*", "NotResource": "arn:aws:iam::123456789012:role/admin"}`,
		Fix:     "List the actions, and name the roles in Resource.",
	},
	{
		Code: "CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE", Type: TypeWarning, Title: "Create SLR with NotAction and NotResource",
		What:    "NotAction leaves iam:CreateServiceLinkedRole in, for every service but those named.",
		Example: `{"Effect": "Allow", "NotAction": "s3:*", "NotResource": "arn:aws:iam::123456789012:role/admin"}`,
		Fix:     "List the actions, and name the roles in Resource.",
	},
}

// checkPassRole looks for statements that let any role be passed to a service, or
// any service-linked role be created.
func (l *linter) checkPassRole(s *statement) {
	if !s.allow || l.kind != policy.KindIdentity {
		return
	}
	l.checkRoleAction(s, "PASS_ROLE", "iam:passrole", "iam:PassRole", "iam:PassedToService", "role/")
	l.checkRoleAction(s, "CREATE_SLR", "iam:createservicelinkedrole", "iam:CreateServiceLinkedRole", "iam:AWSServiceName", "role/aws-service-role/")
}

// checkRoleAction checks one action on roles; key is the condition key that limits
// which services it is used for, prefix what the names of its roles begin with.
func (l *linter) checkRoleAction(s *statement, code, full, name, key, prefix string) {
	if !s.grants(full) || l.limitsService(s, key) || l.deniesEverywhere(full) {
		return
	}
	path, span := l.path(s, s.actionElement()), elementSpan(s.Statement, s.actionElement())
	var exact, wild *action
	for i := range s.actions {
		a := &s.actions[i]
		switch {
		case s.notAction || !a.covers(full):
		case a.all || a.wild:
			wild = a
		default:
			exact = a
		}
	}
	resources := "on every role but those named"
	if !s.notResource {
		r := wideRole(s, prefix)
		if r == nil {
			return
		}
		resources = "on " + clip(r.value.Text)
	}
	switch {
	case s.notAction && s.notResource:
		code += "_WITH_NOT_ACTION_AND_NOT_RESOURCE"
	case s.notAction:
		code += "_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION"
	case exact != nil && s.notResource:
		code += "_WITH_NOT_RESOURCE"
	case exact != nil:
		code += "_WITH_STAR_IN_RESOURCE"
	case s.notResource:
		code += "_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE"
	default:
		code += "_WITH_STAR_IN_ACTION_AND_RESOURCE"
	}
	if exact == nil {
		exact = wild
	}
	if exact != nil {
		path, span = l.actionPath(s, exact), exact.value.Span
	}
	l.add(code, path, span, "The statement allows %s %s; name the roles, or test %s.", name, resources, key)
}

// wideRole returns a resource of the statement that stands for any role: "*", or
// a role's ARN whose name begins with a wildcard.
func wideRole(s *statement, prefix string) *resource {
	for i := range s.resources {
		r := &s.resources[i]
		if r.all {
			return r
		}
		if !r.ok || !overlaps(r.arn.Service, "iam") {
			continue
		}
		name := r.arn.Resource
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			if rest != "" && isWild(rest[0]) {
				return r
			}
			continue
		}
		if rest, ok := strings.CutPrefix(name, "role/"); ok && rest != "" && isWild(rest[0]) || name != "" && isWild(name[0]) {
			return r
		}
	}
	return nil
}

// limitsService reports whether the statement requires the key, with values that
// name services.
func (l *linter) limitsService(s *statement, key string) bool {
	for i := range s.conditions {
		c := &s.conditions[i]
		if !c.is(key) || c.family != familyString || c.negated || c.ifExists || c.qualifier == forAllValues {
			continue
		}
		limited := len(c.key.Values.Values) > 0
		for j := range c.key.Values.Values {
			limited = limited && strings.Trim(c.key.Values.Values[j].Text, "*") != ""
		}
		if limited {
			return true
		}
	}
	return false
}

// deniesEverywhere reports whether a statement of the document denies the action
// on every resource without conditions.
func (l *linter) deniesEverywhere(full string) bool {
	for i := range l.st {
		s := &l.st[i]
		if s.deny && len(s.conditions) == 0 && !s.notResource && s.everyResource() && s.grants(full) {
			return true
		}
	}
	return false
}
