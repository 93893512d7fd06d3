package generate

// dataRules: sources are the services' guides ("Example permissions policies to allow Athena queries", "Identity-based
// policy examples for AWS Glue", "Identity-based policy examples for Amazon Bedrock", "Identity and Access Management in
// Amazon OpenSearch Service", "Using the Amazon Redshift Data API").
var dataRules = map[string][]rule{
	"athena": {
		{"workgroup", "query read run use execute search", athenaQuery, noteAthena},
		{"query", "run execute start create send read", athenaQuery, noteAthena},
		{"query", "stop cancel", "StopQueryExecution", ""},
		{"", "query read run use execute start search view", athenaQuery, noteAthena},
	},
	"glue": {
		{"table", "read query search get", "BatchGetPartition GetDatabase GetPartition GetPartitions GetTable", ""},
		{"table", "list view describe", "GetDatabase GetTable GetTables", ""},
		{"table", "write", "BatchCreatePartition CreatePartition GetDatabase GetTable UpdatePartition UpdateTable", ""},
		{"database", "read query search get", "GetDatabase GetPartition GetPartitions GetTable GetTables", ""},
		{"database", "list view describe", "GetDatabase GetDatabases GetTables", ""},
		{"partition", "read get list", "BatchGetPartition GetPartition GetPartitions", ""},
		{"partition", "write create add put", "BatchCreatePartition CreatePartition", ""},
		{"job", "start run execute invoke", "GetJobRun StartJobRun", ""},
		{"job", "stop cancel", "BatchStopJobRun", ""},
		{"job", "read view describe get", "GetJob GetJobRun GetJobRuns ListJobs?", ""},
		{"crawler", "start run execute", "GetCrawler StartCrawler", ""},
		{"crawler", "read view describe get", "GetCrawler ListCrawlers?", ""},
		{"", "read query search view", "BatchGetPartition GetDatabase GetDatabases GetPartition GetPartitions GetTable GetTables", "Reading AWS Glue is read as reading the Data Catalog."},
		{"", "start run execute", "GetJobRun StartJobRun", ""},
	},
	"bedrock": {
		{"foundation-model", "invoke run execute use read query send start", "InvokeModel InvokeModelWithResponseStream", ""},
		{"foundation-model", "list view describe get", "GetFoundationModel ListFoundationModels?", ""},
		{"inference-profile", "invoke run use execute", "GetInferenceProfile InvokeModel InvokeModelWithResponseStream", "A cross-Region inference profile also needs its foundation models allowed in every Region it routes to."},
		{"agent", "invoke run execute use send start", "InvokeAgent", ""},
		{"knowledge-base", "query read search use invoke get", "Retrieve", ""},
		{"guardrail", "use execute invoke run", "ApplyGuardrail", ""},
		{"", "invoke run execute use query send start", "InvokeModel InvokeModelWithResponseStream", ""},
	},
	"es": {
		{"domain", "read search query get", "ESHttpGet ESHttpHead ESHttpPost", "Searching in Amazon OpenSearch Service sends POST requests, which can also write; fine-grained access control can tell them apart."},
		{"domain", "write put update send add", "ESHttpPost ESHttpPut", ""},
		{"domain", "readwrite use connect", "ESHttpDelete ESHttpGet ESHttpHead ESHttpPost ESHttpPut", ""},
		{"document", "read search query get", "ESHttpGet ESHttpHead ESHttpPost", ""},
		{"document", "write put update create add", "ESHttpPost ESHttpPut", ""},
		{"document", "delete", "ESHttpDelete", ""},
		{"", "read search query", "ESHttpGet ESHttpHead ESHttpPost", ""},
		{"", "write put update send", "ESHttpPost ESHttpPut", ""},
		{"", "readwrite use", "ESHttpDelete ESHttpGet ESHttpHead ESHttpPost ESHttpPut", ""},
	},
	"aoss": {
		{"", "read search query use connect write", "APIAccessAll", "Amazon OpenSearch Serverless decides about indexes and documents in data access policies."},
	},
	"redshift-data": {
		{"", "query read run execute use write", "DescribeStatement ExecuteStatement GetStatementResult", "The Amazon Redshift Data API also needs redshift:GetClusterCredentials, or a secret, to log in to the database."},
	},
	"redshift": {
		{"cluster", "query run execute", "redshift-data:DescribeStatement redshift-data:ExecuteStatement redshift-data:GetStatementResult", "The Amazon Redshift Data API also needs redshift:GetClusterCredentials, or a secret, to log in to the database."},
		{"", "query run execute", "redshift-data:DescribeStatement redshift-data:ExecuteStatement redshift-data:GetStatementResult", "The Amazon Redshift Data API also needs redshift:GetClusterCredentials, or a secret, to log in to the database."},
		{"cluster", "connect", "GetClusterCredentials", ""},
		{"", "connect", "GetClusterCredentials", ""},
		{"", "read view describe list", "Describe*", ""},
	},
	"rds-data": {
		{"", "query read run execute use write readwrite", "BatchExecuteStatement BeginTransaction CommitTransaction ExecuteStatement RollbackTransaction", "The RDS Data API also needs secretsmanager:GetSecretValue on the secret with the database's credentials."},
		{"cluster", "query read run execute use write readwrite", "BatchExecuteStatement BeginTransaction CommitTransaction ExecuteStatement RollbackTransaction", "The RDS Data API also needs secretsmanager:GetSecretValue on the secret with the database's credentials."},
	},
	"sagemaker": {
		{"endpoint", "invoke run use execute query send", "InvokeEndpoint", ""},
		{"", "invoke", "InvokeEndpoint", ""},
	},
	"textract": {
		{"", "use invoke run analyze read execute", "AnalyzeDocument DetectDocumentText", ""},
	},
	"rekognition": {
		{"", "use invoke run analyze execute", "DetectFaces DetectLabels DetectModerationLabels DetectText", ""},
	},
	"comprehend": {
		{"", "use invoke run analyze execute", "DetectDominantLanguage DetectEntities DetectKeyPhrases DetectSentiment DetectSyntax", ""},
	},
	"translate": {
		{"", "use invoke run analyze execute", "TranslateText", ""},
	},
	"polly": {
		{"", "use invoke run analyze execute", "SynthesizeSpeech", ""},
	},
	"transcribe": {
		{"", "use invoke run analyze start execute", "GetTranscriptionJob StartTranscriptionJob", ""},
	},
}

const (
	athenaQuery = "GetQueryExecution GetQueryResults GetWorkGroup StartQueryExecution StopQueryExecution"
	noteAthena  = "Queries in Amazon Athena also need the tables in the AWS Glue Data Catalog (glue:GetDatabase, glue:GetTable, glue:GetPartitions), reading the data in Amazon S3, and writing to the bucket for results; name those buckets and tables to include them."
)
