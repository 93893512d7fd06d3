package activity

import (
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// Record says how CloudTrail records the calls that an action allows.
type Record string

// The ways.
const (
	// Management events are recorded by every trail, and kept by the event history for 90 days.
	Management Record = "management"
	// Data events are recorded where a trail is set up to, and never kept by the event history.
	Data Record = "data"
	// None: no call stands for the action, or none is recorded.
	None Record = "none"
)

// dataActions are the actions on content, by service, whose calls are data events ("Logging data events", AWS CloudTrail
// User Guide, and what the services' guides say of CloudTrail). Of a service with an empty list all actions but those
// that manage permissions are taken for such, because it is not known here which are.
var dataActions = map[string][]string{
	"s3": {
		"GetObject*", "PutObject*", "DeleteObject*", "RestoreObject", "AbortMultipartUpload", "ListMultipartUploadParts", "ListBucket", "ListBucketVersions",
		"ListBucketMultipartUploads", "ReplicateObject", "ReplicateDelete", "ReplicateTags", "ObjectOwnerOverrideToBucketOwner", "InitiateReplication", "UpdateObjectEncryption",
	},
	"lambda": {"InvokeFunction", "InvokeAsync", "InvokeFunctionUrl"},
	"dynamodb": {
		"BatchGetItem", "BatchWriteItem", "ConditionCheckItem", "DeleteItem", "GetItem", "PutItem", "Query", "Scan", "UpdateItem", "PartiQL*", "GetRecords", "GetShardIterator",
	},
	"sqs":        {"SendMessage", "ReceiveMessage", "DeleteMessage", "ChangeMessageVisibility"},
	"sns":        {"Publish"},
	"kinesis":    {"GetRecords", "GetShardIterator", "PutRecord", "PutRecords", "SubscribeToShard"},
	"firehose":   {"PutRecord", "PutRecordBatch"},
	"cloudwatch": {"GetMetricData", "GetMetricStatistics", "GetMetricWidgetImage", "ListMetrics", "PutMetricData"},
	"logs":       {"FilterLogEvents", "GetLogEvents", "GetLogRecord", "GetQueryResults", "PutLogEvents", "StartLiveTail", "StopLiveTail", "Unmask"},
	"xray":       {"GetTraceSummaries", "PutTelemetryRecords", "PutTraceSegments", "GetSamplingTargets", "GetSamplingRules"},
	"ssm":        {"GetManifest", "PutConfigurePackageResult", "UpdateInstanceInformation", "ListInstanceAssociations", "UpdateInstanceAssociationStatus"},
	"ebs":        {"GetSnapshotBlock", "ListChangedBlocks", "ListSnapshotBlocks", "PutSnapshotBlock"},
	"s3express":  {"CreateSession"}, "s3-object-lambda": {}, "s3-outposts": {"GetObject*", "PutObject*", "DeleteObject*", "ListBucket"}, "s3tables": {}, "s3vectors": {},
	"cognito-identity": {}, "bedrock": {}, "bedrock-agentcore": {}, "sagemaker": {}, "timestream": {}, "qbusiness": {}, "q": {}, "rds-data": {}, "swf": {}, "iot": {}, "iotsitewise": {}, "iottwinmaker": {},
	"appconfig": {}, "appsync": {}, "aoss": {}, "codewhisperer": {}, "cloudfront-keyvaluestore": {}, "geo": {}, "geo-maps": {}, "geo-places": {}, "geo-routes": {}, "guardduty": {}, "kendra-ranking": {},
	"kinesisvideo": {}, "managedblockchain": {}, "medical-imaging": {}, "neptune-graph": {}, "pca-connector-ad": {}, "pca-connector-scep": {}, "servicediscovery": {}, "sdb": {}, "social-messaging": {},
	"states": {}, "thinclient": {}, "verifiedpermissions": {}, "wisdom": {}, "cassandra": {}, "redshift-data": {}, "scn": {}, "airflow": {}, "cloudtrail-data": {}, "b2bi": {}, "rum": {}, "mediastore": {},
	"execute-api": {}, "dax": {}, "kafka-cluster": {}, "elasticfilesystem": {}, "rds-db": {}, "es": {}, "mobiletargeting": {}, "polly": {}, "ses": {}, "aws-marketplace": {},
}

// RecordOf tells how CloudTrail records an action's calls. Where it is not known for sure, the answer is not Management.
func RecordOf(action string) Record {
	prefix, name, _ := strings.Cut(action, ":")
	prefix = strings.ToLower(prefix)
	a := catalog.LookupAction(action)
	if a == nil || a.PermissionOnly {
		return None
	}
	patterns, listed := dataActions[prefix]
	switch {
	case !listed:
		return Management
	case len(patterns) == 0 && a.Level != catalog.PermissionsManagement:
		return Data
	case slices.ContainsFunc(patterns, func(p string) bool { return policy.MatchAction(prefix+":"+p, prefix+":"+name) }):
		return Data
	}
	return Management
}
