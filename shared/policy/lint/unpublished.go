package lint

// What AWS accepts and uses in its own managed policies without publishing it in
// the Service Authorization Reference. It is not called an error.

// unpublishedFormats are the last parts of ARNs, by service, in AWS managed
// policies (AWS Managed Policy Reference Guide).
var unpublishedFormats = map[string][]string{
	"apigateway":           {"/tags", "/tags/*", "/v2/*"},
	"appflow":              {"connector-profile/*"},
	"aps":                  {"/workspaces", "/workspaces/*"},
	"autoscaling":          {"scalingPolicy:*"},
	"backup":               {"recovery-point:*"},
	"bedrock-agentcore":    {"credential-provider/*"},
	"cloudformation":       {"stack/*", "transform/*"},
	"cloudwatch":           {"iotfleethub*"},
	"config":               {":config-rule/*"},
	"ec2":                  {"vpc-endpoint:*"},
	"elasticloadbalancing": {"listener/*"},
	"grafana":              {"/workspaces", "/workspaces/*"},
	"kms":                  {":*"},
	"logs":                 {"/aws/*", "/aws-glue/*"},
	"organizations":        {""},
	"pricingplanmanager":   {"subscription:*"},
	"profile":              {"/domains/*", "/templates*"},
	"quicksight":           {"vpcconnection/*"},
	"redshift-serverless":  {"snapshotcopyconfiguration/*"},
	"robomaker":            {"/*"},
	"sagemaker":            {"Canvas*", "canvas*", "endpointconfig/*"},
	"secretsmanager":       {"opsworks-cm!*", "sqlworkbench!*"},
	"securityagent":        {"agent-instance*"},
	"states":               {"statemachine:*"},
	"waf":                  {"changetoken/*"},
	"waf-regional":         {"changetoken/*"},
}

// isUnpublished reports whether AWS uses ARNs of the service with this resource.
func isUnpublished(service, resource string) bool {
	for _, format := range unpublishedFormats[service] {
		if overlaps(resource, format) {
			return true
		}
	}
	return false
}

// ownedByAWS are resources that belong to AWS itself and have no account in their
// ARN, by service and what their resource begins with: Systems Manager documents
// and public parameters ("Working with public parameters", AWS Systems Manager User
// Guide), and managed views of Resource Explorer.
var ownedByAWS = map[string][]string{
	"ssm":                 {"document/*", "automation-definition/*", "parameter/aws/*"},
	"resource-explorer-2": {"view/AWSServiceView*"},
}

// withoutAccount reports whether an ARN may leave its account empty though the
// format has one.
func withoutAccount(service, resource string) bool {
	for _, format := range ownedByAWS[service] {
		if overlaps(resource, format) {
			return true
		}
	}
	return resource == "*"
}

// unpublishedKeys are condition keys in AWS managed policies, in lower case; a
// key about one tag without the tag.
var unpublishedKeys = setOf(
	"aws:principalorgmasteraccountid", "secretsmanager:resourcetag/", "lakeformation:gluearn",
)

// openCardinality are keys listed with several values that AWS's own policies and
// examples compare without a set operator.
var openCardinality = setOf("events:detail-type", "events:source")
