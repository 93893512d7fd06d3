package apicall

import (
	"slices"
	"strings"
)

// prefixes are the names of event sources that differ from the prefix of the service's actions ("CloudTrail record
// contents": eventSource; "Actions, resources, and condition keys for AWS services").
var prefixes = map[string]string{
	"monitoring": "cloudwatch", "tagging": "tag", "email": "ses", "appstream2": "appstream", "rdsdata": "rds-data", "iotdata": "iot",
	"data.iot": "iot", "models.lex": "lex", "runtime.lex": "lex", "models-v2-lex": "lex", "runtime-v2-lex": "lex", "amazonmq": "mq",
	"streams.dynamodb": "dynamodb", "dynamodbstreams": "dynamodb", "migrationhub": "mgh", "awsmigrationhub": "mgh", "ecr.public": "ecr-public",
	"entitlement.marketplace": "aws-marketplace", "metering.marketplace": "aws-marketplace",
	"runtime.sagemaker": "sagemaker", "featurestore-runtime.sagemaker": "sagemaker", "bedrock-runtime": "bedrock", "bedrock-agent": "bedrock",
	"bedrock-agent-runtime": "bedrock", "sso.oidc": "sso-oauth", "pinpoint": "mobiletargeting", "cloudhsmv2": "cloudhsm",
	"cloudcontrolapi":      "cloudformation",
	"opensearchserverless": "aoss", "ingest.timestream": "timestream",
	"query.timestream": "timestream",
	"oidc":             "sso-oauth", "elasticsearch": "es", "opensearch": "es",
}

// freeCalls need no permission ("GetCallerIdentity" and "GetSessionToken", AWS STS API Reference), or are sign-ins,
// which no identity-based policy allows ("AWS Sign-In events", CloudTrail User Guide).
var freeCalls = map[string]bool{
	"sts:GetCallerIdentity": true, "sts:GetSessionToken": true,
	"signin:ConsoleLogin": true, "signin:SwitchRole": true, "signin:ExitRole": true, "signin:RenewRole": true, "signin:CheckMfa": true,
	"signin:GetSigninToken": true, "signin:PasswordRecoveryRequested": true, "signin:PasswordRecoveryCompleted": true, "signin:CredentialChallenge": true,
	"signin:CredentialVerification": true, "signin:UserAuthentication": true,
}

// table has the operations whose actions are called otherwise, by service.
var table = map[string]map[string]string{
	"s3": {
		"ListBuckets": "ListAllMyBuckets", "ListDirectoryBuckets": "s3express:ListAllMyDirectoryBuckets",
		"HeadBucket": "ListBucket", "ListObjects": "ListBucket", "ListObjectsV2": "ListBucket",
		"ListObjectVersions": "ListBucketVersions", "ListMultipartUploads": "ListBucketMultipartUploads", "ListParts": "ListMultipartUploadParts",
		"HeadObject": "GetObject", "SelectObjectContent": "GetObject", "DeleteObjects": "DeleteObject",
		"GetObjectLockConfiguration": "GetBucketObjectLockConfiguration", "PutObjectLockConfiguration": "PutBucketObjectLockConfiguration",
		"CreateMultipartUpload": "PutObject", "InitiateMultipartUpload": "PutObject", "UploadPart": "PutObject", "CompleteMultipartUpload": "PutObject",
		"PostObject": "PutObject", "CopyObject": "PutObject <GetObject", "UploadPartCopy": "PutObject <GetObject",
		"GetBucketAccelerate": "GetAccelerateConfiguration", "GetBucketAccelerateConfiguration": "GetAccelerateConfiguration",
		"PutBucketAccelerate": "PutAccelerateConfiguration", "PutBucketAccelerateConfiguration": "PutAccelerateConfiguration",
		"GetBucketAnalyticsConfiguration": "GetAnalyticsConfiguration", "ListBucketAnalyticsConfigurations": "GetAnalyticsConfiguration",
		"PutBucketAnalyticsConfiguration": "PutAnalyticsConfiguration", "DeleteBucketAnalyticsConfiguration": "PutAnalyticsConfiguration",
		"GetBucketCors": "GetBucketCORS", "PutBucketCors": "PutBucketCORS", "DeleteBucketCors": "PutBucketCORS",
		"GetBucketEncryption": "GetEncryptionConfiguration", "PutBucketEncryption": "PutEncryptionConfiguration", "DeleteBucketEncryption": "PutEncryptionConfiguration",
		"GetBucketIntelligentTieringConfiguration": "GetIntelligentTieringConfiguration", "ListBucketIntelligentTieringConfigurations": "GetIntelligentTieringConfiguration",
		"PutBucketIntelligentTieringConfiguration": "PutIntelligentTieringConfiguration", "DeleteBucketIntelligentTieringConfiguration": "PutIntelligentTieringConfiguration",
		"GetBucketInventoryConfiguration": "GetInventoryConfiguration", "ListBucketInventoryConfigurations": "GetInventoryConfiguration",
		"PutBucketInventoryConfiguration": "PutInventoryConfiguration", "DeleteBucketInventoryConfiguration": "PutInventoryConfiguration",
		"GetBucketLifecycle": "GetLifecycleConfiguration", "GetBucketLifecycleConfiguration": "GetLifecycleConfiguration",
		"PutBucketLifecycle": "PutLifecycleConfiguration", "PutBucketLifecycleConfiguration": "PutLifecycleConfiguration", "DeleteBucketLifecycle": "PutLifecycleConfiguration",
		"GetBucketMetricsConfiguration": "GetMetricsConfiguration", "ListBucketMetricsConfigurations": "GetMetricsConfiguration",
		"PutBucketMetricsConfiguration": "PutMetricsConfiguration", "DeleteBucketMetricsConfiguration": "PutMetricsConfiguration",
		"GetBucketNotificationConfiguration": "GetBucketNotification", "PutBucketNotificationConfiguration": "PutBucketNotification",
		"DeleteBucketOwnershipControls": "PutBucketOwnershipControls",
		"GetPublicAccessBlock":          "GetBucketPublicAccessBlock", "PutPublicAccessBlock": "PutBucketPublicAccessBlock",
		"DeletePublicAccessBlock": "PutBucketPublicAccessBlock", "DeleteBucketPublicAccessBlock": "PutBucketPublicAccessBlock",
		"DeleteAccountPublicAccessBlock": "PutAccountPublicAccessBlock", "DeleteBucketTagging": "PutBucketTagging",
		"GetBucketReplication": "GetReplicationConfiguration", "PutBucketReplication": "PutReplicationConfiguration", "DeleteBucketReplication": "PutReplicationConfiguration",
	},
	"lambda": {
		"Invoke": "InvokeFunction", "InvokeWithResponseStream": "InvokeFunction",
	},
	"dynamodb": {
		"TransactGetItems": "GetItem", "TransactWriteItems": "PutItem UpdateItem DeleteItem ConditionCheckItem",
		"ExecuteStatement":      "PartiQLSelect PartiQLInsert PartiQLUpdate PartiQLDelete",
		"BatchExecuteStatement": "PartiQLSelect PartiQLInsert PartiQLUpdate PartiQLDelete", "ExecuteTransaction": "PartiQLSelect PartiQLInsert PartiQLUpdate PartiQLDelete",
		"RestoreTableFromBackup":    "RestoreTableFromBackup BatchWriteItem DeleteItem GetItem PutItem Query Scan UpdateItem",
		"RestoreTableToPointInTime": "RestoreTableToPointInTime BatchWriteItem DeleteItem GetItem PutItem Query Scan UpdateItem",
	},
	"kms": {"ReEncrypt": "ReEncryptTo <ReEncryptFrom"},
	"sqs": {
		"SendMessageBatch": "SendMessage", "DeleteMessageBatch": "DeleteMessage", "ChangeMessageVisibilityBatch": "ChangeMessageVisibility",
	},
	"sns":     {"PublishBatch": "Publish"},
	"bedrock": {"Converse": "InvokeModel", "ConverseStream": "InvokeModelWithResponseStream"},
}

// tableServices are the services of the table, sorted.
var tableServices = func() []string {
	var names []string
	for name := range table {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}()

// byParameters are operations whose actions depend on what the request holds. A nil answer leaves it to the table.
var byParameters = map[string]func(params map[string]any) []Need{
	"s3:GetObject":           versionedObject("s3:GetObject", "s3:GetObjectVersion"),
	"s3:HeadObject":          versionedObject("s3:GetObject", "s3:GetObjectVersion"),
	"s3:DeleteObject":        versionedObject("s3:DeleteObject", "s3:DeleteObjectVersion"),
	"s3:GetObjectAcl":        versionedObject("s3:GetObjectAcl", "s3:GetObjectVersionAcl"),
	"s3:PutObjectAcl":        versionedObject("s3:PutObjectAcl", "s3:PutObjectVersionAcl"),
	"s3:GetObjectTagging":    versionedObject("s3:GetObjectTagging", "s3:GetObjectVersionTagging"),
	"s3:PutObjectTagging":    versionedObject("s3:PutObjectTagging", "s3:PutObjectVersionTagging"),
	"s3:DeleteObjectTagging": versionedObject("s3:DeleteObjectTagging", "s3:DeleteObjectVersionTagging"),
	"s3:GetObjectAttributes": func(params map[string]any) []Need {
		if hasVersion(params) {
			return []Need{{Action: "s3:GetObjectVersion"}, {Action: "s3:GetObjectVersionAttributes"}}
		}
		return []Need{{Action: "s3:GetObject"}, {Action: "s3:GetObjectAttributes"}}
	},
	"dynamodb:ExecuteStatement": partiQL,
	"dynamodb:TransactWriteItems": func(params map[string]any) []Need {
		items, _ := params["transactItems"].([]any)
		var needs []Need
		for _, item := range items {
			parts, _ := item.(map[string]any)
			for name, action := range map[string]string{"put": "dynamodb:PutItem", "update": "dynamodb:UpdateItem", "delete": "dynamodb:DeleteItem", "conditionCheck": "dynamodb:ConditionCheckItem"} {
				if parts[name] != nil && !slices.Contains(needs, Need{Action: action}) {
					needs = append(needs, Need{Action: action})
				}
			}
		}
		slices.SortFunc(needs, func(a, b Need) int { return strings.Compare(a.Action, b.Action) })
		return needs
	},
}

// versionedObject chooses the action on a version of an object when the request names one.
func versionedObject(plain, version string) func(map[string]any) []Need {
	return func(params map[string]any) []Need {
		if hasVersion(params) {
			return []Need{{Action: version}}
		}
		return []Need{{Action: plain}}
	}
}

func hasVersion(params map[string]any) bool {
	v, _ := params["versionId"].(string)
	return v != "" && v != "null"
}

// partiQL chooses by the first word of the statement.
func partiQL(params map[string]any) []Need {
	statement, _ := params["statement"].(string)
	first, _, _ := strings.Cut(strings.ToUpper(strings.TrimSpace(statement)), " ")
	action := map[string]string{
		"SELECT": "dynamodb:PartiQLSelect", "INSERT": "dynamodb:PartiQLInsert", "UPDATE": "dynamodb:PartiQLUpdate", "DELETE": "dynamodb:PartiQLDelete",
		"EXISTS": "dynamodb:PartiQLSelect",
	}[first]
	if action == "" {
		return nil
	}
	return []Need{{Action: action}}
}
