package generate

import "slices"

// kind is a sort of thing that people act on: a resource type, or what a resource holds.
type kind struct {
	service string
	// name is a resource type of the catalog, or a word of ours for contents such as the messages of a queue.
	name  string
	nouns []string
	// types are the resource types whose ARN carries the thing's name; for contents those of the container.
	types []string
	// content is what "delete from" and "write to" act on, for a kind that contains something.
	content string
}

// kinds that people have words for. Where several services use the same noun, the first is meant unless the sentence
// names another.
var kinds = []kind{
	{"s3", "bucket", []string{"bucket", "s3 bucket"}, []string{"bucket"}, "object"},
	{"s3", "object", []string{"object", "file", "s3 object", "s3 file", "blob", "folder", "directory", "home directory", "home folder"}, []string{"object", "bucket"}, ""},
	{"s3", "version", []string{"object version", "file version", "old version"}, []string{"object", "bucket"}, ""},
	{"s3", "public access", []string{"public access", "public access setting", "public access block", "public access configuration"}, []string{"bucket"}, ""},
	{"s3", "accesspoint", []string{"s3 access point", "bucket access point"}, []string{"accesspoint"}, ""},
	{"dynamodb", "table", []string{"table", "dynamodb table", "dynamo table"}, []string{"table"}, "item"},
	{"dynamodb", "item", []string{"item", "table item", "dynamodb item"}, []string{"table"}, ""},
	{"dynamodb", "index", []string{"index", "secondary index", "global secondary index", "gsi", "table index", "indices"}, []string{"index"}, ""},
	{"dynamodb", "backup", []string{"backup", "table backup"}, []string{"backup"}, ""},
	{"sqs", "queue", []string{"queue", "sqs queue", "fifo queue", "dead letter queue", "dlq"}, []string{"queue"}, "message"},
	{"sqs", "message", []string{"message", "sqs message"}, []string{"queue"}, ""},
	{"sns", "topic", []string{"topic", "sns topic"}, []string{"topic"}, "message"},
	{"sns", "message", []string{"message", "notification", "sns message", "sns notification"}, []string{"topic"}, ""},
	{"sns", "sms", []string{"sms", "sms message", "text message"}, nil, ""},
	{"sns", "subscription", []string{"subscription"}, []string{"topic"}, ""},
	{"lambda", "function", []string{"function", "lambda function", "fn", "lambda fn"}, []string{"function"}, ""},
	{"lambda", "layer", []string{"layer", "lambda layer"}, []string{"layer", "layerVersion"}, ""},
	{"lambda", "code", []string{"function code", "lambda code", "lambda function code", "code"}, []string{"function"}, ""},
	{"ec2", "instance", []string{"instance", "ec2 instance", "server", "virtual machine", "vm", "ec2 server"}, []string{"instance"}, ""},
	{"ec2", "volume", []string{"volume", "ebs volume", "disk"}, []string{"volume"}, ""},
	{"ec2", "snapshot", []string{"snapshot", "ebs snapshot", "volume snapshot"}, []string{"snapshot"}, ""},
	{"ec2", "image", []string{"ami", "machine image", "amazon machine image"}, []string{"image"}, ""},
	{"ec2", "security-group", []string{"security group"}, []string{"security-group"}, "rule"},
	{"ec2", "rule", []string{"security group rule", "ingress rule", "inbound rule", "firewall rule"}, []string{"security-group"}, ""},
	{"ec2", "vpc", []string{"vpc"}, []string{"vpc"}, ""},
	{"ec2", "subnet", []string{"subnet"}, []string{"subnet"}, ""},
	{"ec2", "key-pair", []string{"key pair", "ssh key pair", "ec2 key pair"}, []string{"key-pair"}, ""},
	{"ec2", "network-interface", []string{"network interface", "eni", "elastic network interface"}, []string{"network-interface"}, ""},
	{"ec2", "elastic-ip", []string{"elastic ip", "elastic ip address", "eip"}, []string{"elastic-ip"}, ""},
	{"ec2", "launch-template", []string{"launch template"}, []string{"launch-template"}, ""},
	{"ec2", "route-table", []string{"route table"}, []string{"route-table"}, ""},
	{"ec2", "vpc-endpoint", []string{"vpc endpoint"}, []string{"vpc-endpoint"}, ""},
	{"kms", "key", []string{"key", "kms key", "encryption key", "cmk", "customer managed key", "customer master key"}, []string{"key"}, ""},
	{"kms", "alias", []string{"key alias", "kms alias"}, []string{"alias"}, ""},
	{"kms", "data", []string{"data key", "ciphertext"}, []string{"key"}, ""},
	{"secretsmanager", "Secret", []string{"secret", "secret value", "credential"}, []string{"Secret"}, ""},
	{"ssm", "parameter", []string{"parameter", "ssm parameter", "param", "ssm param", "parameter store parameter", "parameter store value", "secure string", "securestring"}, []string{"parameter"}, ""},
	{"ssm", "document", []string{"ssm document", "command document"}, []string{"document"}, ""},
	{"ssm", "session", []string{"session", "ssm session", "session manager session", "session manager", "shell session"}, []string{"instance"}, ""},
	{"ssm", "command", []string{"command", "ssm command", "shell command"}, []string{"instance"}, ""},
	{"ssm", "automation-execution", []string{"automation", "ssm automation", "runbook"}, []string{"automation-definition"}, ""},
	{"logs", "log-group", []string{"log group", "cloudwatch log group", "cloudwatch logs group"}, []string{"log-group"}, "event"},
	{"logs", "log-stream", []string{"log stream"}, []string{"log-stream"}, "event"},
	{"logs", "event", []string{"log", "log event", "log entry", "log line", "log message", "log data", "log record", "application log", "cloudwatch log"}, []string{"log-group", "log-stream"}, ""},
	{"cloudwatch", "metric", []string{"metric", "cloudwatch metric", "custom metric", "metric data"}, nil, ""},
	{"cloudwatch", "alarm", []string{"alarm", "cloudwatch alarm"}, []string{"alarm"}, ""},
	{"cloudwatch", "dashboard", []string{"dashboard", "cloudwatch dashboard"}, []string{"dashboard"}, ""},
	{"ecs", "cluster", []string{"ecs cluster", "cluster"}, []string{"cluster"}, ""},
	{"rds", "db", []string{"database", "db", "db instance", "database instance", "rds instance", "rds database", "rds db instance", "instance", "postgres database", "mysql database"}, []string{"db"}, ""},
	{"rds", "cluster", []string{"db cluster", "aurora cluster", "rds cluster", "database cluster", "cluster"}, []string{"cluster"}, ""},
	{"rds", "snapshot", []string{"db snapshot", "rds snapshot", "database snapshot", "snapshot"}, []string{"snapshot"}, ""},
	{"rds-db", "db-user", []string{"database user", "db user"}, []string{"db-user"}, ""},
	{"ecr", "repository", []string{"repository", "ecr repository", "image repository", "container repository"}, []string{"repository"}, "image"},
	{"ecr", "image", []string{"image", "container image", "docker image", "ecr image"}, []string{"repository"}, ""},
	{"ecs", "service", []string{"ecs service", "service", "fargate service", "container service"}, []string{"service"}, ""},
	{"ecs", "task", []string{"ecs task", "task", "fargate task", "container", "container task"}, []string{"task"}, ""},
	{"ecs", "task-definition", []string{"task definition", "ecs task definition"}, []string{"task-definition"}, ""},
	{"eks", "cluster", []string{"eks cluster", "kubernetes cluster", "cluster"}, []string{"cluster"}, ""},
	{"eks", "nodegroup", []string{"node group", "nodegroup"}, []string{"nodegroup"}, ""},
	{"events", "rule", []string{"rule", "eventbridge rule", "event rule", "scheduled rule"}, []string{"rule-on-default-event-bus"}, ""},
	{"events", "event-bus", []string{"event bus", "eventbridge bus", "eventbridge event bus", "bus", "custom event bus", "default event bus"}, []string{"event-bus"}, "event"},
	{"events", "event", []string{"event", "custom event", "eventbridge event"}, []string{"event-bus"}, ""},
	{"scheduler", "schedule", []string{"schedule", "eventbridge schedule"}, []string{"schedule"}, ""},
	{"states", "statemachine", []string{"state machine", "step functions state machine", "step functions workflow", "step function", "workflow"}, []string{"statemachine"}, ""},
	{"states", "execution", []string{"execution", "state machine execution", "workflow execution"}, []string{"execution", "statemachine"}, ""},
	{"kinesis", "stream", []string{"stream", "kinesis stream", "data stream", "kinesis data stream"}, []string{"stream"}, "record"},
	{"kinesis", "record", []string{"record", "kinesis record"}, []string{"stream"}, ""},
	{"dynamodb", "stream", []string{"dynamodb stream", "table stream", "stream"}, []string{"stream", "table"}, "record"},
	{"dynamodb", "record", []string{"record", "stream record"}, []string{"stream", "table"}, ""},
	{"firehose", "deliverystream", []string{"delivery stream", "firehose stream", "firehose delivery stream", "stream"}, []string{"deliverystream"}, "record"},
	{"firehose", "record", []string{"firehose record", "record"}, []string{"deliverystream"}, ""},
	{"execute-api", "execute-api-general", []string{"api", "rest api", "http api", "api endpoint", "websocket api"}, []string{"execute-api-general"}, ""},
	{"apigateway", "RestApi", []string{"api", "rest api"}, []string{"RestApi"}, ""},
	{"athena", "workgroup", []string{"workgroup", "athena workgroup"}, []string{"workgroup"}, "query"},
	{"athena", "query", []string{"athena query", "query"}, []string{"workgroup"}, ""},
	{"glue", "table", []string{"glue table", "table"}, []string{"table"}, "partition"},
	{"glue", "database", []string{"glue database", "database", "catalog database"}, []string{"database"}, ""},
	{"glue", "partition", []string{"partition"}, []string{"table"}, ""},
	{"glue", "job", []string{"glue job", "etl job", "job"}, []string{"job"}, ""},
	{"glue", "crawler", []string{"crawler", "glue crawler"}, []string{"crawler"}, ""},
	{"batch", "job", []string{"batch job", "job"}, []string{"job-queue", "job-definition"}, ""},
	{"batch", "job-queue", []string{"job queue"}, []string{"job-queue"}, ""},
	{"cloudformation", "stack", []string{"stack", "cloudformation stack"}, []string{"stack"}, ""},
	{"cloudformation", "changeset", []string{"change set", "changeset"}, []string{"stack"}, ""},
	{"cloudformation", "stackset", []string{"stack set", "stackset"}, []string{"stackset"}, ""},
	{"iam", "role", []string{"role", "iam role"}, []string{"role"}, ""},
	{"iam", "user", []string{"user", "iam user"}, []string{"user"}, ""},
	{"iam", "group", []string{"group", "iam group", "user group"}, []string{"group"}, ""},
	{"iam", "policy", []string{"policy", "iam policy", "managed policy", "customer managed policy"}, []string{"policy"}, ""},
	{"iam", "access-key", []string{"access key", "api key", "iam access key"}, []string{"user"}, ""},
	{"iam", "password", []string{"password", "login password", "console password"}, []string{"user"}, ""},
	{"iam", "login-profile", []string{"login profile"}, []string{"user"}, ""},
	{"iam", "mfa", []string{"mfa device", "virtual mfa device", "mfa"}, []string{"mfa", "user"}, ""},
	{"iam", "credential-report", []string{"credential report", "credentials report", "iam credential report"}, nil, ""},
	{"iam", "instance-profile", []string{"instance profile"}, []string{"instance-profile"}, ""},
	{"iam", "server-certificate", []string{"server certificate"}, []string{"server-certificate"}, ""},
	{"bedrock", "foundation-model", []string{"foundation model", "bedrock model", "model", "claude model", "claude", "titan model", "language model", "llm"}, []string{"foundation-model"}, ""},
	{"bedrock", "inference-profile", []string{"inference profile"}, []string{"inference-profile"}, ""},
	{"bedrock", "agent", []string{"bedrock agent", "agent"}, []string{"agent-alias", "agent"}, ""},
	{"bedrock", "knowledge-base", []string{"knowledge base"}, []string{"knowledge-base"}, ""},
	{"bedrock", "guardrail", []string{"guardrail"}, []string{"guardrail"}, ""},
	{"cognito-idp", "userpool", []string{"user pool", "cognito user pool"}, []string{"userpool"}, "pool user"},
	{"cognito-idp", "pool user", []string{"cognito user", "user", "pool user"}, []string{"userpool"}, ""},
	{"cognito-identity", "identitypool", []string{"identity pool", "cognito identity pool"}, []string{"identitypool"}, ""},
	{"route53", "hostedzone", []string{"hosted zone", "dns zone", "zone"}, []string{"hostedzone"}, "record"},
	{"route53", "record", []string{"dns record", "record set", "resource record", "resource record set", "dns entry", "record"}, []string{"hostedzone"}, ""},
	{"cloudfront", "distribution", []string{"distribution", "cloudfront distribution"}, []string{"distribution"}, ""},
	{"cloudfront", "invalidation", []string{"invalidation", "cloudfront invalidation", "cloudfront cache", "cdn cache", "cache"}, []string{"distribution"}, ""},
	{"elasticfilesystem", "file-system", []string{"file system", "filesystem", "efs file system", "efs filesystem"}, []string{"file-system"}, ""},
	{"ses", "identity", []string{"email identity", "ses identity", "verified identity", "verified domain"}, []string{"identity"}, "email"},
	{"ses", "email", []string{"email", "mail", "e-mail"}, []string{"identity"}, ""},
	{"xray", "trace", []string{"trace", "trace segment", "x-ray trace", "xray trace"}, nil, ""},
	{"codecommit", "repository", []string{"codecommit repository", "git repository", "repository", "repo", "git repo"}, []string{"repository"}, ""},
	{"codebuild", "project", []string{"build project", "codebuild project"}, []string{"project"}, "build"},
	{"codebuild", "build", []string{"build", "codebuild build"}, []string{"project"}, ""},
	{"codepipeline", "pipeline", []string{"pipeline"}, []string{"pipeline"}, ""},
	{"elasticloadbalancing", "loadbalancer/app/", []string{"load balancer", "application load balancer"}, []string{"loadbalancer/app/"}, ""},
	{"elasticloadbalancing", "targetgroup", []string{"target group"}, []string{"targetgroup"}, "target"},
	{"elasticloadbalancing", "target", []string{"target"}, []string{"targetgroup"}, ""},
	{"autoscaling", "autoScalingGroup", []string{"auto scaling group", "autoscaling group", "scaling group"}, []string{"autoScalingGroup"}, ""},
	{"acm", "certificate", []string{"certificate", "tls certificate", "ssl certificate", "acm certificate"}, []string{"certificate"}, ""},
	{"es", "domain", []string{"opensearch domain", "search domain", "elasticsearch domain", "domain"}, []string{"domain"}, "document"},
	{"es", "document", []string{"opensearch index", "search index", "opensearch document"}, []string{"domain"}, ""},
	{"redshift", "cluster", []string{"redshift cluster", "data warehouse", "cluster"}, []string{"cluster"}, ""},
	{"elasticache", "replicationgroup", []string{"elasticache cluster", "redis cluster", "cache cluster", "replication group"}, []string{"replicationgroup", "user"}, ""},
	{"organizations", "account", []string{"member account", "organization account"}, []string{"account"}, ""},
	{"organizations", "policy", []string{"service control policy", "scp"}, []string{"policy"}, ""},
	{"cloudtrail", "trail", []string{"trail", "cloudtrail trail"}, []string{"trail"}, ""},
	{"cloudtrail", "event", []string{"cloudtrail event", "audit event", "api history", "event history"}, nil, ""},
	{"guardduty", "finding", []string{"guardduty finding", "finding"}, []string{"detector"}, ""},
	{"securityhub", "finding", []string{"security hub finding", "finding"}, nil, ""},
	{"sagemaker", "endpoint", []string{"sagemaker endpoint", "inference endpoint", "endpoint"}, []string{"endpoint"}, ""},
	{"iot", "topic", []string{"iot topic", "mqtt topic"}, []string{"topic"}, ""},
	{"kafka-cluster", "topic", []string{"kafka topic", "topic"}, []string{"topic"}, "message"},
	{"kafka-cluster", "message", []string{"message", "kafka message"}, []string{"topic"}, ""},
	{"timestream", "record", []string{"timestream record", "record"}, []string{"table"}, ""},
	{"rds-data", "cluster", []string{"data api cluster"}, []string{"cluster"}, ""},
	{"redshift-data", "cluster", []string{"redshift data cluster"}, []string{"cluster"}, ""},
	{"pipes", "pipe", []string{"eventbridge pipe", "pipe"}, []string{"pipe"}, ""},
	{"codeartifact", "repository", []string{"package repository", "codeartifact repository", "repository"}, []string{"repository"}, ""},
	{"aoss", "Collection", []string{"opensearch collection", "collection"}, []string{"Collection"}, ""},
	{"cassandra", "table", []string{"keyspaces table", "table"}, []string{"table"}, ""},
	{"kafka", "cluster", []string{"kafka cluster", "msk cluster", "cluster"}, []string{"cluster"}, ""},
	{"timestream", "table", []string{"timestream table", "table"}, []string{"table"}, "record"},
}

// kindOf finds a kind by service and name.
func kindOf(service, name string) (kind, bool) {
	i := slices.IndexFunc(kinds, func(k kind) bool { return k.service == service && k.name == name })
	if i < 0 {
		return kind{}, false
	}
	return kinds[i], true
}

// primaryKind is what is meant when only the service is named.
func primaryKind(service string) (kind, bool) {
	s, ok := serviceByPrefix[service]
	if !ok || s.primary == "" {
		return kind{}, false
	}
	return kindOf(service, s.primary)
}
