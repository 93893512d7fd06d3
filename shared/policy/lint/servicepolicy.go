package lint

import (
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

var servicePrincipalCodes = []CodeInfo{
	{
		Code: "RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL", Type: TypeSecurityWarning, Title: "Restrict access to service principal",
		What:    "A service may use the resource on behalf of anybody: nothing says for which account or resource it acts.",
		Example: `{"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:123456789012:queue"}`,
		Fix:     "Test aws:SourceArn, aws:SourceAccount, aws:SourceOrgID or aws:SourceOrgPaths.",
	},
	{
		Code: "RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL", Type: TypeSuggestion, Title: "Recommended condition key for service principal",
		What:    "Access of a service is limited by a key that does not say for whom it acts.",
		Example: `{"Effect": "Allow", "Principal": {"Service": "ses.amazonaws.com"}, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::example/*", "Condition": {"StringEquals": {"aws:Referer": "123456789012"}}}`,
		Fix:     "Test aws:SourceArn or aws:SourceAccount instead.",
	},
	{
		Code: "UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL", Type: TypeError, Title: "Unsupported condition key for service principal",
		What:    "Requests of services carry no such fact about their principal, so the statement never applies.",
		Example: `{"Effect": "Allow", "Principal": {"Service": "cloudfront.amazonaws.com"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::example/*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}}`,
		Fix:     "Test aws:SourceOrgID, aws:SourceAccount or aws:SourceArn.",
	},
	{
		Code: "UNSUPPORTED_RESOURCE_ARN_IN_POLICY", Type: TypeError, Title: "Unsupported resource ARN in policy",
		What:    "The policy of this resource cannot speak of resources of another kind.",
		Example: `{"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "s3:GetObject", "Resource": "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"}`,
		Fix:     "Name the resource the policy belongs to.",
	},
}

var sourceKeys = []string{"aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID", "aws:SourceOrgPaths", "aws:SourceOwner"}

// checkResourcePolicy checks what is particular to resource-based policies.
func (l *linter) checkResourcePolicy(s *statement) {
	l.checkServicePrincipals(s)
	l.checkPolicyScope(s)
}

// servicesOnly reports whether every principal of the statement is a service.
func servicesOnly(st *policy.Statement) bool {
	if st.Principal == nil || len(st.Principal.Entries) == 0 {
		return false
	}
	for i := range st.Principal.Entries {
		if st.Principal.Entries[i].Type.Text != policy.PrincipalService {
			return false
		}
	}
	return true
}

func hasServicePrincipal(st *policy.Statement) (policy.Value, bool) {
	if st.Principal != nil {
		for i := range st.Principal.Entries {
			e := &st.Principal.Entries[i]
			if e.Type.Text == policy.PrincipalService && len(e.Values.Values) > 0 {
				return e.Values.Values[0], true
			}
		}
	}
	return policy.Value{}, false
}

// callerKeys limit services as well: who the grant is for, or through which
// service it is used.
var callerKeys = []string{"kms:CallerAccount", "kms:GrantIsForAWSResource", "kms:EncryptionContext:aws:s3:arn", "lambda:FunctionUrlAuthType", "aws:ResourceAccount", "aws:ResourceOrgID"}

func (l *linter) checkServicePrincipals(s *statement) {
	first, ok := hasServicePrincipal(s.Statement)
	if !ok || !s.allow {
		return
	}
	path := l.path(s, "Principal", policy.PrincipalService)
	if !s.has(sourceKeys...) && !s.has(callerKeys...) && !l.encryptionContext(s) {
		if l.refererOfService(s) {
			for i := range s.conditions {
				if c := &s.conditions[i]; c.is("aws:Referer") {
					l.add("RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL", l.conditionPath(s, c, -1), c.key.Name.Span, "To limit %s, test aws:SourceArn or aws:SourceAccount instead of %s.", clip(first.Text), c.key.Name.Text)
				}
			}
		} else {
			l.add("RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL", path, first.Span, "%s may act on behalf of anybody: test aws:SourceArn or aws:SourceAccount.", clip(first.Text))
		}
	}
	if !servicesOnly(s.Statement) {
		return
	}
	for i := range s.conditions {
		c := &s.conditions[i]
		if c.needsKey() && (c.is("aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:username") || c.info.tag == "PrincipalTag") {
			l.add("UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL", l.conditionPath(s, c, -1), c.key.Name.Span, "Requests of services carry no %s, so the statement never applies.", clip(c.key.Name.Text))
		}
	}
}

// encryptionContext reports whether a KMS encryption context ties the grant to a
// resource.
func (l *linter) encryptionContext(s *statement) bool {
	for i := range s.conditions {
		if name := s.conditions[i].key.Name.Text; len(name) > 22 && strings.EqualFold(name[:22], "kms:EncryptionContext:") {
			return true
		}
	}
	return false
}

// refererOfService reports whether the statement limits a service by aws:Referer,
// which Amazon SES fills with the account id.
func (l *linter) refererOfService(s *statement) bool {
	_, ok := hasServicePrincipal(s.Statement)
	return ok && l.kind == policy.KindResource && s.has("aws:Referer")
}

// policyScope says what the resource policies of one resource type can speak of.
type policyScope struct {
	prefixes []string // service prefixes of the actions
	services []string // services of the ARNs
	types    []string // resource types the actions must know; nil: any
}

// policyScopes are the resource types of IAM Access Analyzer's ValidatePolicy and
// of the services that "AWS services that work with IAM" marks as having
// resource-based policies.
var policyScopes = map[string]policyScope{
	"AWS::S3::Bucket":                      {[]string{"s3"}, []string{"s3"}, []string{"bucket", "object"}},
	"AWS::S3::AccessPoint":                 {[]string{"s3"}, []string{"s3"}, []string{"accesspoint", "accesspointobject", "object", "bucket"}},
	"AWS::S3::MultiRegionAccessPoint":      {[]string{"s3"}, []string{"s3"}, nil},
	"AWS::S3ObjectLambda::AccessPoint":     {[]string{"s3-object-lambda"}, []string{"s3-object-lambda"}, nil},
	"AWS::S3Express::DirectoryBucket":      {[]string{"s3express"}, []string{"s3express"}, nil},
	"AWS::S3Tables::TableBucket":           {[]string{"s3tables"}, []string{"s3tables"}, nil},
	"AWS::DynamoDB::Table":                 {[]string{"dynamodb"}, []string{"dynamodb"}, nil},
	"AWS::SQS::Queue":                      {[]string{"sqs"}, []string{"sqs"}, nil},
	"AWS::SNS::Topic":                      {[]string{"sns"}, []string{"sns"}, nil},
	"AWS::KMS::Key":                        {[]string{"kms"}, []string{"kms"}, nil},
	"AWS::SecretsManager::Secret":          {[]string{"secretsmanager"}, []string{"secretsmanager"}, nil},
	"AWS::Lambda::Function":                {[]string{"lambda"}, []string{"lambda"}, nil},
	"AWS::Lambda::LayerVersion":            {[]string{"lambda"}, []string{"lambda"}, nil},
	"AWS::ECR::Repository":                 {[]string{"ecr"}, []string{"ecr"}, nil},
	"AWS::EFS::FileSystem":                 {[]string{"elasticfilesystem"}, []string{"elasticfilesystem"}, nil},
	"AWS::Backup::BackupVault":             {[]string{"backup"}, []string{"backup"}, nil},
	"AWS::Events::EventBus":                {[]string{"events"}, []string{"events"}, nil},
	"AWS::Kinesis::Stream":                 {[]string{"kinesis"}, []string{"kinesis"}, nil},
	"AWS::OpenSearchService::Domain":       {[]string{"es"}, []string{"es"}, nil},
	"AWS::Elasticsearch::Domain":           {[]string{"es"}, []string{"es"}, nil},
	"AWS::Glue::ResourcePolicy":            {[]string{"glue"}, []string{"glue"}, nil},
	"AWS::CodeArtifact::Domain":            {[]string{"codeartifact"}, []string{"codeartifact"}, nil},
	"AWS::CodeArtifact::Repository":        {[]string{"codeartifact"}, []string{"codeartifact"}, nil},
	"AWS::ApiGateway::RestApi":             {[]string{"execute-api"}, []string{"execute-api"}, nil},
	"AWS::Logs::ResourcePolicy":            {[]string{"logs"}, []string{"logs"}, nil},
	"AWS::ACMPCA::CertificateAuthority":    {[]string{"acm-pca"}, []string{"acm-pca"}, nil},
	"AWS::EventSchemas::Registry":          {[]string{"schemas"}, []string{"schemas"}, nil},
	"AWS::Organizations::ResourcePolicy":   {[]string{"organizations"}, []string{"organizations"}, nil},
	"AWS::CloudTrail::EventDataStore":      {[]string{"cloudtrail"}, []string{"cloudtrail"}, nil},
	"AWS::SSMIncidents::ResponsePlan":      {[]string{"ssm-incidents"}, []string{"ssm-incidents"}, nil},
	"AWS::Redshift::Namespace":             {[]string{"redshift-serverless", "redshift"}, []string{"redshift-serverless", "redshift"}, nil},
	"AWS::VpcLattice::Service":             {[]string{"vpc-lattice", "vpc-lattice-svcs"}, []string{"vpc-lattice"}, nil},
	"AWS::MediaStore::Container":           {[]string{"mediastore"}, []string{"mediastore"}, nil},
	"AWS::S3Outposts::Bucket":              {[]string{"s3-outposts"}, []string{"s3-outposts"}, nil},
	"AWS::SES::EmailIdentity":              {[]string{"ses"}, []string{"ses"}, nil},
	"AWS::IoTEvents::Input":                {[]string{"iotevents"}, []string{"iotevents"}, nil},
	"AWS::RefactorSpaces::Environment":     {[]string{"refactor-spaces"}, []string{"refactor-spaces"}, nil},
	"AWS::BedrockAgentCore::Runtime":       {[]string{"bedrock-agentcore"}, []string{"bedrock-agentcore"}, nil},
	"AWS::BedrockAgentCore::Gateway":       {[]string{"bedrock-agentcore"}, []string{"bedrock-agentcore"}, nil},
	"AWS::XRay::ResourcePolicy":            {[]string{"xray"}, []string{"xray"}, nil},
	"AWS::NetworkFirewall::FirewallPolicy": {[]string{"network-firewall"}, []string{"network-firewall"}, nil},
	"AWS::ServerlessRepo::Application":     {[]string{"serverlessrepo"}, []string{"serverlessrepo"}, nil},
	"AWS::LexV2::Bot":                      {[]string{"lex"}, []string{"lex"}, nil},
	"AWS::DynamoDB::Stream":                {[]string{"dynamodb"}, []string{"dynamodb"}, nil},
}

// checkPolicyScope checks that actions and resources belong to the resource the
// policy is stored with.
func (l *linter) checkPolicyScope(s *statement) {
	scope, ok := policyScopes[l.resourceType]
	if !ok {
		return
	}
	if !s.notAction {
		for i := range s.actions {
			l.checkScopedAction(s, &s.actions[i], &scope)
		}
	}
	if s.notResource {
		return
	}
	for i := range s.resources {
		r := &s.resources[i]
		if r.ok && r.arn.Service != "" && !hasPattern(r.arn.Service) && !slices.Contains(scope.services, r.arn.Service) {
			l.add("UNSUPPORTED_RESOURCE_ARN_IN_POLICY", l.resourcePath(s, r), r.value.Span, "The policy of %s cannot speak of %s.", l.resourceType, clip(r.value.Text))
		}
	}
}

func (l *linter) checkScopedAction(s *statement, a *action, scope *policyScope) {
	if a.all || a.service == nil {
		return
	}
	supported := slices.Contains(scope.prefixes, a.service.Prefix)
	if supported && scope.types != nil {
		any := false
		supported = false
		l.matches(a, func(known *catalog.Action) bool {
			any = true
			supported = actsOn(known, scope.types)
			return !supported
		})
		supported = supported || !any || l.exhausted()
	}
	if !supported {
		l.add("UNSUPPORTED_ACTION_IN_POLICY", l.actionPath(s, a), a.value.Span, "%s cannot be allowed by the policy of %s.", clip(a.value.Text), l.resourceType)
	}
}

// actsOn reports whether the action knows one of the resource types. Actions that
// list none are about the account.
func actsOn(a *catalog.Action, types []string) bool {
	for i := range a.Resources {
		if slices.Contains(types, strings.ToLower(a.Resources[i].Name)) {
			return true
		}
	}
	return false
}
