package eval

import "github.com/iam-copilot/iam-copilot/shared/policy"

// rcpServices are the services whose resources RCPs apply to, by action prefix:
// the list in "Resource control policies (RCPs)", AWS Organizations User Guide, as
// of September 2026.
var rcpServices = map[string]bool{
	"aoss": true, "appconfig": true, "appstream": true, "autoscaling": true,
	"autoscaling-plans": true, "budgets": true, "clouddirectory": true,
	"cloudfront": true, "cloudsearch": true, "cloudtrail-data": true,
	"codeartifact": true, "codebuild": true, "codecommit": true,
	"codepipeline": true, "cognito-identity": true, "cognito-idp": true,
	"comprehend": true, "comprehendmedical": true, "compute-optimizer": true,
	"cost-optimization-hub": true, "dax": true, "dsql": true, "dynamodb": true,
	"ecr": true, "ecr-public": true, "events": true, "firehose": true, "fis": true,
	"fms": true, "gamelift": true, "health": true, "inspector-scan": true,
	"kendra": true, "kinesisvideo": true, "kms": true, "logs": true,
	"memorydb": true, "networkmonitor": true, "notifications": true,
	"opensearch": true, "pca-connector-ad": true, "personalize": true,
	"polly": true, "pricing": true, "resource-groups": true,
	"rolesanywhere": true, "s3": true, "secretsmanager": true,
	"servicediscovery": true, "signin": true, "sqs": true, "sts": true,
	"support": true, "swf": true, "textract": true, "timestream-influxdb": true,
	"transcribe": true, "transfer": true, "translate": true, "wafv2": true,
	"workspaces": true, "xray": true,
}

// rcpExemption tells why resource control policies do not apply to the request,
// as the end of a sentence; empty when they do ("Resource control policies
// (RCPs)", resources and entities not restricted by RCPs).
func (s *Set) rcpExemption(c *Call) string {
	switch {
	case len(s.RCPs) == 0:
		return "none were given"
	case !rcpServices[c.service]:
		return "they do not cover the service " + c.service
	case s.ManagementAccount != "" && c.resourceAccount == s.ManagementAccount:
		return "the resource belongs to the management account"
	case c.principal.isServiceLinkedRole(c.roleARN):
		return "the caller is a service-linked role"
	case c.assumesRole() && isServiceLinkedRoleARN(c.resource):
		return "the role to assume is a service-linked role"
	case c.actionLower == "kms:retiregrant":
		return "they have no effect on kms:RetireGrant"
	}
	return ""
}

// rcpStage evaluates the resource control policies. They apply to every caller,
// from the organization or not. At each level AWS keeps RCPFullAWSAccess attached,
// which allows everything and cannot be detached, so that only their Deny
// statements decide ("RCP evaluation").
func (s *Set) rcpStage(e *evaluator) verdict {
	if s.rcpExempt(e.call) {
		return unlimited
	}
	v := unlimited
	for level, list := range s.RCPs {
		at := e.policies(place{policy.KindRCP, level}, list)
		if v.deny = v.deny.or(at.deny); e.done(v.deny) {
			break
		}
	}
	return v
}

// rcpExempt is rcpExemption without the words, and so without allocation.
func (s *Set) rcpExempt(c *Call) bool {
	return len(s.RCPs) == 0 || !rcpServices[c.service] || s.rcpExemption(c) != ""
}
