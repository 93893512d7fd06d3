package denial

import (
	"regexp"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy/generate/apicall"
)

// deniedCodes are the error codes with which services deny ("Common errors" of the services' API references).
var deniedCodes = regexp.MustCompile(`^(?:Client\.)?(AccessDenied\w*|AllAccessDisabled|UnauthorizedOperation|UnauthorizedAccess\w*|NotAuthorized\w*|AuthorizationError\w*|AuthorizationException|AccessDenied\w*Exception|Unauthorized\w*|InsufficientPrivilegesException|KMSAccessDeniedException)$`)

// Denied tells whether an error code of AWS means that a request was denied for lack of permission.
func Denied(code string) bool { return deniedCodes.MatchString(code) }

var (
	encodedMessage = regexp.MustCompile(`(?i)encoded authorization failure message:?\s*([A-Za-z0-9_-]{8,})`)
	// botocore and the command line
	cliError = regexp.MustCompile(`An error occurred \(([\w.]+)\) when calling the (\w+) operation`)
	// the Go SDK
	goOperation = regexp.MustCompile(`operation error ([\w .-]+?): (\w+),`)
	goCode      = regexp.MustCompile(`api error ([\w.]+):`)
	// the Java SDKs
	javaError   = regexp.MustCompile(`\(Service: ([\w .-]+)[;,] Status Code: \d+(?:[;,] Error Code: ([\w.]+))?`)
	javaService = regexp.MustCompile(`\(Service: ([\w .-]+)[;,]`)
	// CloudFormation
	stackError = regexp.MustCompile(`API: ([a-z0-9-]+):(\w+)\s`)
	// a code before the message: "AccessDeniedException: User: …"
	codeFirst = regexp.MustCompile(`(?:^|[\s"':\[(])((?:Client\.)?(?:AccessDenied\w*|UnauthorizedOperation|UnauthorizedAccess\w*|AuthorizationError\w*|NotAuthorizedException))\b`)
)

// readEnvelope takes what SDKs and the command line put around a message: the error code, the operation, the service. It
// takes an encoded message out of the text, and returns the prefix of the service's actions.
func (m *Message) readEnvelope(text *string) string {
	if f := encodedMessage.FindStringSubmatchIndex(*text); f != nil {
		m.Encoded = (*text)[f[2]:f[3]]
		*text = strings.TrimSpace((*text)[:f[0]] + " " + (*text)[f[1]:])
	}
	service := ""
	if f := cliError.FindStringSubmatch(*text); f != nil {
		m.Code, m.Operation = f[1], f[2]
	} else if f := goOperation.FindStringSubmatch(*text); f != nil {
		service, m.Operation = f[1], f[2]
	} else if f := stackError.FindStringSubmatch(*text); f != nil {
		service, m.Operation = f[1], f[2]
		*text = strings.Replace(*text, f[0], "", 1)
	}
	if f := goCode.FindStringSubmatch(*text); f != nil && m.Code == "" {
		m.Code = f[1]
	}
	if f := javaError.FindStringSubmatch(*text); f != nil {
		service = f[1]
		if m.Code == "" {
			m.Code = f[2]
		}
	} else if f := javaService.FindStringSubmatch(*text); f != nil {
		service = f[1]
	}
	if f := codeFirst.FindStringSubmatch(*text); f != nil && m.Code == "" {
		m.Code = f[1]
	}
	if m.Code == "" && m.Operation != "" && bareDenied.MatchString(*text) {
		m.Code = "AccessDenied"
	}
	return servicePrefix(service)
}

// bareDenied is all that S3 says to callers of other accounts.
var bareDenied = regexp.MustCompile(`Access Denied|You are not authorized to perform this operation|Forbidden`)

// operationAction takes the operation for the action, where no sentence tells better.
func (m *Message) operationAction(prefix, text string) {
	if m.Operation == "" {
		return
	}
	if prefix == "" && m.Code == "UnauthorizedOperation" {
		prefix = "ec2" // the code of Amazon EC2 ("Error codes for the Amazon EC2 API")
	}
	// "Access Denied", in capitals and with nothing else, is S3's wording.
	if prefix == "" && strings.Contains(text, "Access Denied") {
		if needs, _ := apicall.Needs("s3", m.Operation, nil); len(needs) > 0 {
			prefix = "s3"
		}
	}
	m.find(prefix, m.Operation)
}

// servicePrefix is the prefix for the name of a service as SDKs write it: "S3", "Amazon S3", "AmazonDynamoDBv2", "EC2".
func servicePrefix(name string) string {
	squeezed := strings.ToLower(strings.NewReplacer(" ", "", "-", "", ".", "").Replace(name))
	squeezed = strings.TrimPrefix(strings.TrimPrefix(squeezed, "amazon"), "aws")
	if p := sdkNames[squeezed]; p != "" {
		return p
	}
	if p := apicall.Prefix(squeezed); p != "" {
		return p
	}
	return apicall.Prefix(strings.ToLower(strings.ReplaceAll(strings.TrimSpace(name), " ", "-")))
}

// sdkNames are names of services in SDKs, blanks left out, that differ from the prefix of their actions.
var sdkNames = map[string]string{
	"dynamodbv2": "dynamodb", "securitytokenservice": "sts", "identitymanagement": "iam", "cloudwatchlogs": "logs", "cloudwatchevents": "events",
	"eventbridge": "events", "sfn": "states", "stepfunctions": "states", "simplesystemsmanagement": "ssm", "elasticloadbalancingv2": "elasticloadbalancing",
	"emr": "elasticmapreduce", "efs": "elasticfilesystem", "costexplorer": "ce", "configservice": "config", "sesv2": "ses", "simpleemail": "ses",
	"simpleemailservice": "ses", "opensearch": "es", "elasticsearchservice": "es", "databasemigrationservice": "dms", "cognitoidentityprovider": "cognito-idp",
	"cognitoidentity": "cognito-identity", "ssoadmin": "sso", "rdsdata": "rds-data", "redshiftdata": "redshift-data", "bedrockruntime": "bedrock",
	"bedrockagent": "bedrock", "bedrockagentruntime": "bedrock", "resourcegroupstaggingapi": "tag", "apigatewayv2": "apigateway", "s3control": "s3",
	"directory": "ds", "directoryservice": "ds", "elasticcontainerregistry": "ecr", "ecrpublic": "ecr-public", "mq": "mq", "certificatemanager": "acm",
	"acmpca": "acm-pca", "servicequotas": "servicequotas", "sagemakerruntime": "sagemaker", "route53resolver": "route53resolver", "kinesisfirehose": "firehose",
	"applicationautoscaling": "application-autoscaling", "accessanalyzer": "access-analyzer", "resourcegroups": "resource-groups", "neptune": "rds", "docdb": "rds",
}
