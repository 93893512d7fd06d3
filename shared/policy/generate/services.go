package generate

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// service is what people call an AWS service, beyond its prefix and official name.
type service struct {
	prefix string
	// short is used in statement ids: "DynamoDB".
	short string
	names []string
	// primary is the kind of resource meant when only the service is named.
	primary string
	// caller is the service principal that assumes the role of code running there; empty when no code runs there.
	caller string
	// callerName is what such code is called.
	callerName string
}

// services that have nicknames, a usual kind of resource, or code that calls other services.
var services = []service{
	{"s3", "S3", []string{"s3", "simple storage service", "s3 storage", "object storage"}, "object", "", ""},
	{"dynamodb", "DynamoDB", []string{"dynamodb", "dynamo", "dynamo db", "ddb"}, "table", "", ""},
	{"sqs", "SQS", []string{"sqs", "simple queue service"}, "queue", "", ""},
	{"sns", "SNS", []string{"sns", "simple notification service"}, "topic", "", ""},
	{"lambda", "Lambda", []string{"lambda", "lambdas", "aws lambda"}, "function", "lambda.amazonaws.com", "Lambda function"},
	{"ec2", "EC2", []string{"ec2", "elastic compute cloud", "ebs", "vpcs", "vpc networking"}, "instance", "ec2.amazonaws.com", "EC2 instance"},
	{"kms", "KMS", []string{"kms", "key management service"}, "key", "", ""},
	{"secretsmanager", "Secrets", []string{"secrets manager", "secretsmanager", "secret manager"}, "Secret", "", ""},
	{"ssm", "SSM", []string{"ssm", "systems manager", "parameter store", "ssm parameter store"}, "parameter", "ssm.amazonaws.com", "Systems Manager automation"},
	{"logs", "Logs", []string{"cloudwatch logs", "cloud watch logs", "cloudwatch log", "cw logs", "logs insights", "cloudwatch logs insights"}, "log-group", "", ""},
	{"cloudwatch", "CloudWatch", []string{"cloudwatch", "cloud watch", "cloudwatch metrics"}, "", "", ""},
	{"rds", "RDS", []string{"rds", "aurora", "relational database service"}, "db", "", ""},
	{"rds-db", "RDSConnect", []string{"rds iam authentication", "iam database authentication", "rds-db"}, "db-user", "", ""},
	{"rds-data", "RDSData", []string{"rds data api", "data api", "aurora data api"}, "cluster", "", ""},
	{"ecr", "ECR", []string{"ecr", "elastic container registry", "container registry"}, "repository", "", ""},
	{"ecs", "ECS", []string{"ecs", "elastic container service", "fargate"}, "service", "ecs-tasks.amazonaws.com", "ECS task"},
	{"eks", "EKS", []string{"eks", "elastic kubernetes service", "kubernetes"}, "cluster", "pods.eks.amazonaws.com", "EKS pod"},
	{"events", "EventBridge", []string{"eventbridge", "event bridge", "cloudwatch events"}, "", "events.amazonaws.com", "EventBridge rule"},
	{"scheduler", "Scheduler", []string{"eventbridge scheduler"}, "schedule", "scheduler.amazonaws.com", "EventBridge schedule"},
	{"pipes", "Pipes", []string{"eventbridge pipes", "eventbridge pipe"}, "pipe", "pipes.amazonaws.com", "EventBridge pipe"},
	{"states", "StepFunctions", []string{"step functions", "step function", "stepfunctions", "sfn"}, "statemachine", "states.amazonaws.com", "Step Functions state machine"},
	{"kinesis", "Kinesis", []string{"kinesis", "kinesis data streams", "kinesis streams"}, "stream", "", ""},
	{"firehose", "Firehose", []string{"firehose", "kinesis firehose", "data firehose", "kinesis data firehose"}, "deliverystream", "firehose.amazonaws.com", "Firehose stream"},
	{"apigateway", "APIGateway", []string{"api gateway", "apigateway", "apigw"}, "", "apigateway.amazonaws.com", "API Gateway"},
	{"execute-api", "API", nil, "execute-api-general", "", ""},
	{"athena", "Athena", []string{"athena"}, "workgroup", "", ""},
	{"glue", "Glue", []string{"glue", "glue data catalog", "data catalog", "glue catalog"}, "table", "glue.amazonaws.com", "Glue job"},
	{"cloudformation", "CloudFormation", []string{"cloudformation", "cloud formation", "cfn"}, "stack", "cloudformation.amazonaws.com", "CloudFormation stack"},
	{"iam", "IAM", []string{"iam", "identity and access management", "aws iam", "iam service"}, "", "", ""},
	{"sts", "STS", []string{"sts", "security token service"}, "", "", ""},
	{"bedrock", "Bedrock", []string{"bedrock"}, "foundation-model", "bedrock.amazonaws.com", "Bedrock agent"},
	{"cognito-idp", "Cognito", []string{"cognito", "cognito user pools"}, "userpool", "", ""},
	{"cognito-identity", "CognitoIdentity", []string{"cognito identity", "cognito identity pools", "cognito federated identities"}, "identitypool", "", ""},
	{"route53", "Route53", []string{"route53", "route 53", "dns"}, "hostedzone", "", ""},
	{"cloudfront", "CloudFront", []string{"cloudfront", "cloud front", "cdn"}, "distribution", "", ""},
	{"elasticfilesystem", "EFS", []string{"efs", "elastic file system"}, "file-system", "", ""},
	{"ses", "SES", []string{"ses", "simple email service"}, "identity", "", ""},
	{"xray", "XRay", []string{"xray", "x-ray"}, "", "", ""},
	{"codecommit", "CodeCommit", []string{"codecommit", "code commit"}, "repository", "", ""},
	{"codebuild", "CodeBuild", []string{"codebuild", "code build"}, "project", "codebuild.amazonaws.com", "CodeBuild project"},
	{"codepipeline", "CodePipeline", []string{"codepipeline", "code pipeline"}, "pipeline", "codepipeline.amazonaws.com", "CodePipeline pipeline"},
	{"codedeploy", "CodeDeploy", []string{"codedeploy", "code deploy"}, "", "codedeploy.amazonaws.com", "CodeDeploy deployment"},
	{"codeartifact", "CodeArtifact", []string{"codeartifact", "code artifact"}, "repository", "", ""},
	{"elasticloadbalancing", "ELB", []string{"elb", "elbv2", "alb", "nlb", "elastic load balancing", "load balancing"}, "", "", ""},
	{"autoscaling", "AutoScaling", []string{"auto scaling", "autoscaling", "ec2 auto scaling", "asg"}, "autoScalingGroup", "", ""},
	{"acm", "ACM", []string{"acm", "certificate manager"}, "certificate", "", ""},
	{"es", "OpenSearch", []string{"opensearch", "open search", "elasticsearch", "elastic search", "opensearch service"}, "domain", "", ""},
	{"aoss", "OpenSearchServerless", []string{"opensearch serverless"}, "Collection", "", ""},
	{"elasticache", "ElastiCache", []string{"elasticache", "elasti cache"}, "", "", ""},
	{"redshift", "Redshift", []string{"redshift"}, "cluster", "redshift.amazonaws.com", "Redshift cluster"},
	{"redshift-data", "RedshiftData", []string{"redshift data api", "redshift data"}, "cluster", "", ""},
	{"organizations", "Organizations", []string{"organizations", "aws organizations"}, "", "", ""},
	{"cloudtrail", "CloudTrail", []string{"cloudtrail", "cloud trail"}, "trail", "", ""},
	{"config", "Config", []string{"aws config", "config service"}, "", "", ""},
	{"guardduty", "GuardDuty", []string{"guardduty", "guard duty"}, "", "", ""},
	{"securityhub", "SecurityHub", []string{"security hub", "securityhub"}, "", "", ""},
	{"batch", "Batch", []string{"aws batch", "batch service"}, "job", "ecs-tasks.amazonaws.com", "Batch job"},
	{"sagemaker", "SageMaker", []string{"sagemaker", "sage maker"}, "endpoint", "sagemaker.amazonaws.com", "SageMaker job"},
	{"appsync", "AppSync", []string{"appsync", "app sync"}, "", "appsync.amazonaws.com", "AppSync API"},
	{"backup", "Backup", []string{"aws backup", "backup service"}, "", "backup.amazonaws.com", "AWS Backup job"},
	{"wafv2", "WAF", []string{"waf", "web application firewall"}, "", "", ""},
	{"tag", "Tagging", []string{"resource groups tagging api", "tagging api", "tag editor"}, "", "", ""},
	{"resource-groups", "ResourceGroups", []string{"resource groups"}, "", "", ""},
	{"textract", "Textract", []string{"textract"}, "", "", ""},
	{"rekognition", "Rekognition", []string{"rekognition"}, "", "", ""},
	{"comprehend", "Comprehend", []string{"comprehend"}, "", "", ""},
	{"translate", "Translate", []string{"aws translate", "translate service"}, "", "", ""},
	{"polly", "Polly", []string{"polly"}, "", "", ""},
	{"transcribe", "Transcribe", []string{"aws transcribe", "transcribe service"}, "", "", ""},
	{"ce", "CostExplorer", []string{"cost explorer", "costs", "cost and usage", "billing data", "aws costs", "spending"}, "", "", ""},
	{"billing", "Billing", []string{"billing", "bills", "billing console"}, "", "", ""},
	{"budgets", "Budgets", []string{"budgets", "budget", "aws budgets"}, "", "", ""},
	{"timestream", "Timestream", []string{"timestream"}, "table", "", ""},
	{"cassandra", "Keyspaces", []string{"keyspaces", "cassandra"}, "table", "", ""},
	{"kafka", "MSK", []string{"msk", "managed kafka", "managed streaming for apache kafka"}, "cluster", "", ""},
	{"kafka-cluster", "Kafka", []string{"kafka", "apache kafka", "kafka cluster"}, "topic", "", ""},
	{"transfer", "Transfer", []string{"transfer family", "aws transfer", "sftp"}, "", "transfer.amazonaws.com", "Transfer Family server"},
	{"iot", "IoT", []string{"iot", "iot core"}, "", "iot.amazonaws.com", "IoT rule"},
	{"apprunner", "AppRunner", []string{"app runner", "apprunner"}, "", "tasks.apprunner.amazonaws.com", "App Runner service"},
	{"elasticbeanstalk", "Beanstalk", []string{"elastic beanstalk", "beanstalk"}, "", "", ""},
	{"elasticmapreduce", "EMR", []string{"emr", "elastic mapreduce"}, "", "ec2.amazonaws.com", "EMR cluster's instances"},
	{"appconfig", "AppConfig", []string{"appconfig", "app config"}, "", "", ""},
	{"datasync", "DataSync", []string{"datasync", "data sync"}, "", "datasync.amazonaws.com", "DataSync task"},
	{"sso", "IdentityCenter", []string{"identity center", "iam identity center", "sso"}, "", "", ""},
	{"health", "Health", []string{"aws health", "health dashboard"}, "", "", ""},
	{"support", "Support", []string{"aws support", "support cases", "support case"}, "", "", ""},
	{"trustedadvisor", "TrustedAdvisor", []string{"trusted advisor"}, "", "", ""},
	{"inspector2", "Inspector", []string{"inspector"}, "", "", ""},
	{"access-analyzer", "AccessAnalyzer", []string{"access analyzer", "iam access analyzer"}, "", "", ""},
	{"servicequotas", "ServiceQuotas", []string{"service quotas", "quotas"}, "", "", ""},
	{"quicksight", "QuickSight", []string{"quicksight", "quick sight"}, "", "", ""},
	{"lakeformation", "LakeFormation", []string{"lake formation"}, "", "", ""},
	{"mq", "MQ", []string{"amazon mq", "mq broker"}, "", "", ""},
	{"dax", "DAX", []string{"dax"}, "", "", ""},
	{"ec2-instance-connect", "InstanceConnect", []string{"instance connect", "ec2 instance connect"}, "", "", ""},
	{"polly", "Polly", nil, "", "", ""},
}

var serviceByPrefix = func() map[string]service {
	byPrefix := map[string]service{}
	for _, s := range services {
		if _, ok := byPrefix[s.prefix]; !ok {
			byPrefix[s.prefix] = s
		}
	}
	return byPrefix
}()

// shortName is the name of a service for statement ids and texts.
func shortName(prefix string) string {
	if s, ok := serviceByPrefix[prefix]; ok {
		return s.short
	}
	var short strings.Builder
	for _, part := range strings.FieldsFunc(prefix, func(r rune) bool { return r == '-' || r == '_' || r == '.' }) {
		short.WriteString(title(part))
	}
	return short.String()
}

// fullName is the name of a service for explanations.
func fullName(prefix string) string {
	if name := catalog.ServiceName(prefix); name != "" {
		return name
	}
	return prefix
}

func title(word string) string {
	if word == "" {
		return ""
	}
	return strings.ToUpper(word[:1]) + word[1:]
}
