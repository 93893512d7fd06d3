package lint

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

var broadCodes = []CodeInfo{
	{
		Code: "IAMC_FULL_ACCESS", Type: TypeSecurityWarning, Title: "Full access",
		What:      "The statement allows every action on every resource.",
		Example:   `{"Effect": "Allow", "Action": "*", "Resource": "*"}`,
		Fix:       "Allow the actions and resources that are needed; keep full access to administrators.",
		LearnMore: userGuide + "best-practices.html#grant-least-privilege",
	},
	{
		Code: "IAMC_SERVICE_WILDCARD", Type: TypeSecurityWarning, Title: "Service wildcard",
		What:      "The statement allows every action of a service, now and in the future.",
		Example:   `{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}`,
		Fix:       "List the actions, or the ones of an access level such as s3:Get*.",
		LearnMore: userGuide + "best-practices.html#grant-least-privilege",
	},
	{
		Code: "IAMC_ALLOW_WITH_NOT_ACTION", Type: TypeSecurityWarning, Title: "Allow with NotAction",
		What:      "The statement allows everything but what it lists, also actions and services that do not exist yet.",
		Example:   `{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}`,
		Fix:       "List what is allowed; deny the rest in a second statement if it must be spelled out.",
		LearnMore: userGuide + "reference_policies_elements_notaction.html",
	},
	{
		Code: "IAMC_ALLOW_WITH_NOT_RESOURCE", Type: TypeSecurityWarning, Title: "Allow with NotResource",
		What:      "The statement allows its actions on everything but what it lists, also on resources that do not exist yet.",
		Example:   `{"Effect": "Allow", "Action": "s3:GetObject", "NotResource": "arn:aws:s3:::secret/*"}`,
		Fix:       "List the resources; deny the others in a second statement.",
		LearnMore: userGuide + "reference_policies_elements_notresource.html",
	},
	{
		Code: "IAMC_PUBLIC_ACCESS", Type: TypeSecurityWarning, Title: "Public access",
		What:      "Everyone is allowed, and no condition says who they must be or where they must come from.",
		Example:   `{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::example/*"}`,
		Fix:       "Name the principals, or test aws:PrincipalOrgID, aws:SourceArn, aws:SourceVpce or the like.",
		LearnMore: userGuide + "reference_policies_elements_principal.html#principal-anonymous",
	},
}

// checkBroad looks for statements that allow more than anyone can oversee.
func (l *linter) checkBroad(s *statement) {
	if !s.allow || !l.grantsAccess() {
		return
	}
	l.checkPublic(s)
	if s.notAction && s.Element("NotAction") != nil && l.kind != policy.KindTrust {
		l.add("IAMC_ALLOW_WITH_NOT_ACTION", l.path(s, "NotAction"), elementSpan(s.Statement, "NotAction"), "Allow with NotAction also allows actions and services that do not exist yet.")
	}
	if s.notResource && l.kind != policy.KindTrust {
		l.add("IAMC_ALLOW_WITH_NOT_RESOURCE", l.path(s, "NotResource"), elementSpan(s.Statement, "NotResource"), "Allow with NotResource also allows the actions on resources that do not exist yet.")
	}
	if l.kind != policy.KindIdentity || s.notAction {
		return
	}
	narrowed := l.narrowed(s)
	for i := range s.actions {
		a := &s.actions[i]
		switch {
		case a.all && s.everyResource() && !s.notResource && !narrowed:
			l.add("IAMC_FULL_ACCESS", l.actionPath(s, a), a.value.Span, "The statement allows every action on every resource.")
		case a.all, a.name == "*" && a.service != nil:
			if narrowed || !l.anyWide(s) {
				continue
			}
			what := "every service"
			if a.service != nil {
				what = a.service.Name
			}
			l.add("IAMC_SERVICE_WILDCARD", l.actionPath(s, a), a.value.Span, "%s allows every action of %s, now and in the future.", clip(a.value.Text), what)
		}
	}
}

// anyWide reports whether some resource of the statement is named by a wildcard
// alone.
func (l *linter) anyWide(s *statement) bool {
	if s.notResource {
		return true
	}
	for i := range s.resources {
		if s.resources[i].wide() {
			return true
		}
	}
	return false
}

// wide reports whether the resource is everything, or everything of a kind: its
// name is nothing but wildcards.
func (r *resource) wide() bool {
	if r.all {
		return true
	}
	if !r.ok {
		return false
	}
	id := r.arn.Resource
	if id == "" || !isWild(id[len(id)-1]) {
		return false
	}
	if at := strings.IndexAny(id, "/:"); at >= 0 && isKind(r.arn.Service, id[:at+1]) {
		id = id[at+1:]
	}
	for i := 0; i < len(id); i++ {
		if !isWild(id[i]) && id[i] != '/' && id[i] != ':' {
			return false
		}
	}
	return true
}

// isKind reports whether resources of a service begin with this text, which ends
// in a separator, whatever their name: "role/" in IAM, "function:" in Lambda.
func isKind(service, head string) bool {
	formats := arnFormats(service)
	for i := range formats {
		if formats[i].plain == head {
			return true
		}
	}
	return false
}

func onlyWild(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isWild(s[i]) {
			return false
		}
	}
	return s != ""
}

// originKeys limit when and from where requests are made, not what they can do:
// a statement with only these conditions still gives all of its power.
var originKeys = setOf(
	"aws:multifactorauthpresent", "aws:multifactorauthage", "aws:sourceip", "aws:vpcsourceip", "aws:sourcevpc",
	"aws:sourcevpce", "aws:sourcevpcarn", "aws:securetransport", "aws:currenttime", "aws:epochtime", "aws:tokenissuetime",
	"aws:requestedregion", "aws:principalorgid", "aws:principalorgpaths", "aws:principalaccount", "aws:principaltype",
	"aws:principalisawsservice", "aws:useragent", "aws:referer", "aws:resourceaccount", "aws:resourceorgid",
	"aws:resourceorgpaths", "aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths", "aws:assumedroot",
)

// narrowed reports whether a condition limits what the statement can be used for.
func (l *linter) narrowed(s *statement) bool {
	for i := range s.conditions {
		c := &s.conditions[i]
		if c.base == "" || c.ifExists && c.family != familyBool || len(c.key.Values.Values) == 0 {
			continue
		}
		if !originKeys[c.name] {
			return true
		}
	}
	return false
}

// checkPublic looks for statements that let everyone in.
func (l *linter) checkPublic(s *statement) {
	if !l.kind.HasPrincipal() || !s.Principal.Everyone() || l.limitsPrincipal(s) {
		return
	}
	if l.kind == policy.KindTrust && s.Principal.Any {
		return // an error already
	}
	l.add("IAMC_PUBLIC_ACCESS", l.path(s, "Principal"), s.Principal.Span, "Everyone is allowed, and no condition limits who that is.")
}

// principalLimits are the keys that say who calls or from where, by what IAM
// Access Analyzer and Amazon S3 take for not public: see "The meaning of public"
// in the Amazon S3 User Guide.
var principalLimits = setOf(
	"aws:principalorgid", "aws:principalorgpaths", "aws:principalaccount", "aws:principalarn", "aws:sourcearn",
	"aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths", "aws:sourceowner", "aws:sourcevpc", "aws:sourcevpce",
	"aws:sourcevpcarn", "aws:sourceip", "aws:userid", "aws:principalservicename", "aws:principalservicenameslist",
	"aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths", "aws:ec2instancesourcevpc", "aws:principalisawsservice",
	"kms:calleraccount", "kms:viaservice", "s3:dataaccesspointaccount", "s3:dataaccesspointarn", "s3:accesspointnetworkorigin",
	"elasticfilesystem:accessedviamounttarget", "elasticfilesystem:accesspointarn", "lambda:functionurlauthtype",
	"sns:endpoint", "sns:protocol", "aws:username", "aws:viaawsservice", "aws:calledvia", "aws:calledviafirst", "aws:calledvialast",
	"aws:federatedprovider", "sts:externalid", "secretsmanager:vpcid",
)

// limitsPrincipal reports whether a condition that must hold says who calls.
func (l *linter) limitsPrincipal(s *statement) bool {
	for i := range s.conditions {
		c := &s.conditions[i]
		if !c.needsKey() || c.info.tag == "" && !principalLimits[c.name] || c.info.tag != "" && c.info.tag != "PrincipalTag" {
			continue
		}
		if !openValues(c) {
			return true
		}
	}
	return false
}

// openValues reports whether a condition's values take in everyone: wildcards
// alone, or all addresses.
func openValues(c *condition) bool {
	for i := range c.key.Values.Values {
		v := &c.key.Values.Values[i]
		switch {
		case c.like && onlyWild(v.Text):
			return true
		case c.family == familyIP && (v.Text == "0.0.0.0/0" || v.Text == "::/0"):
			return true
		}
	}
	return len(c.key.Values.Values) == 0
}
