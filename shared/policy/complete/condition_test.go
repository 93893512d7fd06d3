package complete_test

import (
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/complete"
)

func TestOperators(t *testing.T) {
	runCompletions(t, []completion{
		{
			name: "operators", text: in(`"Condition": {"|"}`), place: complete.PlaceOperator, first: "StringEquals",
			has: []string{"Bool", "IpAddress", "ArnLike", "Null", "DateLessThan", "NumericLessThan", "BinaryEquals", "StringEqualsIfExists", "ForAnyValue:StringLike"}, not: []string{"NullIfExists"},
		},
		{name: "operator begun", text: in(`"Condition": {"ip|"}`), first: "IpAddress", has: []string{"NotIpAddress"}, not: []string{"Bool"}},
		{name: "IfExists asked for", text: in(`"Condition": {"boolif|"}`), first: "BoolIfExists"},
		{name: "set operator asked for", text: in(`"Condition": {"ForAll|"}`), first: "ForAllValues:StringEquals", has: []string{"ForAllValues:StringLikeIfExists"}, not: []string{"StringEquals"}},
		{name: "operators that are there are left out", text: in(`"Condition": {"Bool": {}, "|"}`), has: []string{"BoolIfExists"}, not: []string{"Bool"}},
		{name: "for a Boolean key", text: in(`"Condition": {"|": {"aws:SecureTransport": "true"}}`), first: "Bool", has: []string{"BoolIfExists", "Null"}, not: []string{"StringEquals", "ForAnyValue:Bool"}},
		{name: "for a key with several values", text: in(`"Condition": {"|": {"aws:TagKeys": ["a"]}}`), first: "ForAnyValue:StringEquals", has: []string{"ForAllValues:StringEquals", "Null"}, not: []string{"StringEquals", "Bool"}},
		{name: "for an ARN key", text: in(`"Condition": {"Ar|": {"aws:SourceArn": ""}}`), has: []string{"ArnLike", "ArnEquals", "ArnLikeIfExists"}},
		{name: "for an address key", text: in(`"Condition": {"|": {"aws:SourceIp": ""}}`), first: "IpAddress", has: []string{"NotIpAddress", "Null"}, not: []string{"StringEquals"}},
		{name: "for a date key", text: in(`"Condition": {"|": {"aws:CurrentTime": ""}}`), has: []string{"DateLessThan", "NumericLessThan"}, not: []string{"StringLike"}},
		{name: "object of keys", text: in(`"Condition": {"Bool": |}`), place: complete.PlaceOperatorValue, first: "{ }"},
		{name: "unclosed condition", text: head + `"Condition": {"String|`, first: "StringEquals"},
	})
}

func TestKeys(t *testing.T) {
	key := func(action, operator, typed string) string {
		return in(`"Action": "` + action + `", "Condition": {"` + operator + `": {"` + typed + `|"}}`)
	}
	runCompletions(t, []completion{
		{
			name: "keys of the action first, then global ones", text: key("s3:ListBucket", "StringEquals", ""), place: complete.PlaceKey,
			has: []string{"s3:prefix", "s3:delimiter", "aws:PrincipalOrgID", "aws:ResourceTag/${TagKey}"}, not: []string{"s3:max-keys", "aws:SecureTransport", "s3:x-amz-acl"},
		},
		{name: "key begun", text: key("s3:ListBucket", "StringEquals", "s3:pre"), first: "s3:prefix"},
		{name: "a word of a key", text: key("s3:PutObject", "StringEquals", "acl"), first: "s3:x-amz-acl"},
		{name: "Boolean keys", text: key("s3:GetObject", "Bool", ""), has: []string{"aws:SecureTransport", "aws:MultiFactorAuthPresent", "aws:ViaAWSService"}, not: []string{"aws:SourceIp", "aws:username"}},
		{name: "numeric keys", text: key("s3:ListBucket", "NumericLessThanEquals", ""), has: []string{"s3:max-keys", "aws:MultiFactorAuthAge"}, not: []string{"s3:prefix"}},
		{name: "date keys", text: key("s3:GetObject", "DateGreaterThan", ""), has: []string{"aws:CurrentTime", "aws:TokenIssueTime"}, not: []string{"aws:SourceIp"}},
		{name: "address keys", text: key("s3:GetObject", "NotIpAddress", ""), has: []string{"aws:SourceIp", "aws:VpcSourceIp"}, not: []string{"aws:username"}},
		{name: "ARN keys", text: key("s3:GetObject", "ArnLike", ""), has: []string{"aws:PrincipalArn", "aws:SourceArn"}, not: []string{"aws:SourceIp"}},
		{name: "Null takes every key", text: key("s3:GetObject", "Null", "aws:"), has: []string{"aws:SourceIp", "aws:TagKeys", "aws:SecureTransport", "aws:CurrentTime"}},
		{name: "set operators take keys with several values", text: key("ec2:CreateTags", "ForAllValues:StringEquals", ""), has: []string{"aws:TagKeys", "aws:CalledVia"}, not: []string{"aws:username", "aws:PrincipalOrgID"}},
		{name: "without set operator such keys come last", text: key("ec2:CreateTags", "StringEquals", "aws:TagK"), first: "aws:TagKeys"},
		{name: "tag keys", text: key("ec2:CreateTags", "StringEquals", "aws:Requ"), has: []string{"aws:RequestTag/${TagKey}", "aws:RequestedRegion"}},
		{name: "tags of the document", text: in(`"Condition": {"StringEquals": {"aws:PrincipalTag/cost-center": "1", "aws:ResourceTag/|"}}`), has: []string{"aws:ResourceTag/cost-center"}},
		{name: "encryption context", text: key("kms:Decrypt", "StringEquals", "kms:Enc"), has: []string{"kms:EncryptionContext:${EncryptionContextKey}"}},
		{name: "keys that are there are left out", text: in(`"Condition": {"Bool": {"aws:SecureTransport": "true", "|"}}`), has: []string{"aws:ViaAWSService"}, not: []string{"aws:SecureTransport"}},
		{name: "keys of the types the resources are of", text: in(`"Action": "s3:*", "Resource": "arn:aws:s3:::b", "Condition": {"StringEquals": {"s3:|"}}`), has: []string{"s3:prefix", "s3:BucketTag/${TagKey}"}},
		{name: "keys of one of two actions", text: in(`"Action": ["s3:ListBucket", "s3:PutObject"], "Condition": {"StringEquals": {"s3:x-amz-ac|"}}`), first: "s3:x-amz-acl"},
		{name: "unknown operator", text: key("s3:ListBucket", "StringEqual", "s3:pre"), first: "s3:prefix"},
		{name: "no action: service of what was typed", text: in(`"Condition": {"StringEquals": {"ec2:Vp|"}}`), has: []string{"ec2:Vpc", "ec2:VpcID"}},
		{name: "no action: global keys", text: in(`"Condition": {"StringEquals": {"|"}}`), has: []string{"aws:PrincipalOrgID", "aws:username"}},
		{name: "NotAction: global keys", text: in(`"NotAction": "iam:*", "Condition": {"StringNotEquals": {"aws:Reg|", "aws:x": ""}}`), none: true},
		{name: "RequestedRegion for NotAction", text: in(`"NotAction": "iam:*", "Condition": {"StringNotEquals": {"aws:Requested|"}}`), first: "aws:RequestedRegion"},
		{
			name: "claims of the provider", kind: policy.KindTrust,
			text: in(`"Principal": {"Federated": "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"|"}}`),
			has:  []string{"token.actions.githubusercontent.com:aud", "token.actions.githubusercontent.com:sub", "token.actions.githubusercontent.com:repository"}, not: []string{"accounts.google.com:aud"},
		},
		{
			name: "claims of one's own provider", kind: policy.KindTrust,
			text: in(`"Principal": {"Federated": "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"oidc|"}}`),
			has:  []string{"oidc.eks.eu-west-1.amazonaws.com/id/ABC:aud", "oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub"},
		},
		{
			name: "SAML claims", kind: policy.KindTrust,
			text: in(`"Principal": {"Federated": "arn:aws:iam::123456789012:saml-provider/idp"}, "Action": "sts:AssumeRoleWithSAML", "Condition": {"StringEquals": {"saml|"}}`),
			has:  []string{"saml:aud", "saml:sub_type"}, not: []string{"accounts.google.com:aud"},
		},
		{
			name: "no claims for accounts", kind: policy.KindTrust,
			text: in(`"Principal": {"AWS": "123456789012"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"|"}}`), has: []string{"sts:ExternalId"}, not: []string{"accounts.google.com:aud"},
		},
		{name: "resource policy without actions", text: in(`"Condition": {"StringEquals": {"|"}}`), opt: complete.Options{Kind: policy.KindResource, ResourceType: "AWS::KMS::Key"}, has: []string{"kms:ViaService", "kms:CallerAccount"}},
	})
}

func TestValues(t *testing.T) {
	value := func(operator, key, typed string) string {
		return in(`"Condition": {"` + operator + `": {"` + key + `": "` + typed + `|"}}`)
	}
	runCompletions(t, []completion{
		{name: "true and false", text: value("Bool", "aws:SecureTransport", ""), place: complete.PlaceValue, first: "true", has: []string{"false"}},
		{name: "BoolIfExists", text: value("BoolIfExists", "aws:MultiFactorAuthPresent", "f"), first: "false", not: []string{"true"}},
		{name: "Null", text: value("Null", "aws:TokenIssueTime", ""), first: "true", has: []string{"false"}},
		{name: "bare Boolean", text: in(`"Condition": {"Bool": {"aws:SecureTransport": tr|}}`), first: "true"},
		{name: "dates", text: value("DateLessThan", "aws:CurrentTime", ""), first: "YYYY-MM-DDThh:mm:ssZ", has: []string{"YYYY-MM-DD"}},
		{name: "addresses", text: value("IpAddress", "aws:SourceIp", ""), first: "203.0.113.0/24", has: []string{"2001:db8::/32"}, not: []string{"10.0.0.0/8"}},
		{name: "private addresses", text: value("IpAddress", "aws:VpcSourceIp", ""), has: []string{"10.0.0.0/8"}, not: []string{"203.0.113.0/24"}},
		{name: "Regions", text: value("StringEquals", "aws:RequestedRegion", "eu-"), has: []string{"eu-west-1", "eu-central-1"}, not: []string{"us-east-1"}},
		{name: "values listed are left out", text: in(`"Condition": {"StringEquals": {"aws:RequestedRegion": ["eu-west-1", "eu-w|"]}}`), has: []string{"eu-west-2"}, not: []string{"eu-west-1"}},
		{name: "encryption", text: value("StringEquals", "s3:x-amz-server-side-encryption", ""), first: "aws:kms", has: []string{"AES256"}},
		{name: "canned ACLs in any case of the key", text: value("StringEquals", "S3:X-AMZ-ACL", "pub"), first: "public-read", has: []string{"public-read-write"}, not: []string{"private"}},
		{name: "principal types", text: value("StringEquals", "aws:PrincipalType", ""), has: []string{"AssumedRole", "User", "Account"}},
		{name: "values from the key's description", text: value("StringEquals", "ec2:Tenancy", ""), has: []string{"default", "dedicated", "host"}},
		{name: "volume types", text: value("StringEquals", "ec2:VolumeType", "g"), has: []string{"gp2", "gp3"}},
		{name: "services a role is passed to", text: value("StringEquals", "iam:PassedToService", "lam"), first: "lambda.amazonaws.com"},
		{name: "via service", text: value("StringEquals", "kms:ViaService", "s3"), opt: complete.Options{Region: "eu-west-1"}, first: "s3.eu-west-1.amazonaws.com"},
		{name: "via service in any Region", text: value("StringEquals", "kms:ViaService", "dyn"), first: "dynamodb.${Region}.amazonaws.com"},
		{name: "account", text: value("StringEquals", "aws:SourceAccount", ""), opt: complete.Options{Account: "123456789012"}, first: "123456789012"},
		{name: "organization", text: value("StringEquals", "aws:PrincipalOrgID", ""), first: "${o-OrganizationId}"},
		{name: "organization path", text: value("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", ""), first: "${o-OrganizationId}/${r-RootId}/${ou-OrganizationalUnitId}/*"},
		{name: "principal ARN", text: value("ArnLike", "aws:PrincipalArn", ""), first: "arn:aws:iam::${Account}:role/${RoleName}", not: []string{"arn:aws:sts::${Account}:assumed-role/${RoleName}/${SessionName}"}},
		{name: "principal ARN begun", text: value("ArnLike", "aws:PrincipalArn", "arn:aws:iam::123456789012:ro"), first: "role/${RoleName}", has: []string{"root"}},
		{
			name: "source ARN by the service", kind: policy.KindResource,
			text:  in(`"Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage", "Condition": {"ArnLike": {"aws:SourceArn": "|"}}`),
			first: "arn:aws:sns:${Region}:${Account}:${TopicName}",
		},
		{name: "policy ARN", text: value("ArnEquals", "iam:PolicyARN", ""), has: []string{"arn:aws:iam::${Account}:policy/${PolicyNameWithPath}", "arn:aws:iam::aws:policy/${ManagedPolicyName}"}},
		{name: "key ARN", text: value("ArnEquals", "s3:x-amz-server-side-encryption-aws-kms-key-id", ""), has: []string{"arn:aws:kms:${Region}:${Account}:key/${KeyId}"}},
		{name: "audience", text: value("StringEquals", "token.actions.githubusercontent.com:aud", ""), first: "sts.amazonaws.com"},
		{name: "subject", text: value("StringLike", "token.actions.githubusercontent.com:sub", "repo"), has: []string{"repo:${Organization}/${Repository}:*"}},
		{name: "free text has none", text: value("StringEquals", "aws:username", ""), none: true},
		{name: "unclosed condition", text: head + `"Condition": {"Bool": {"aws:SecureTransport": "|`, first: "true"},
	})
}

func TestPrincipals(t *testing.T) {
	principal := func(value string) string { return in(`"Principal": ` + value) }
	runCompletions(t, []completion{
		{name: "value in a resource policy", text: principal(`|`), kind: policy.KindResource, place: complete.PlacePrincipal, first: `{"AWS": ""}`, has: []string{`{"Service": ""}`, "*"}, not: []string{`{"Federated": ""}`}},
		{name: "value in a trust policy", text: principal(`|`), kind: policy.KindTrust, has: []string{`{"AWS": ""}`, `{"Service": ""}`, `{"Federated": ""}`}, not: []string{"*", `{"CanonicalUser": ""}`}},
		{name: "value in an RCP", text: principal(`|`), kind: policy.KindRCP, first: "*", not: []string{`{"AWS": ""}`}},
		{name: "value in quotes", text: principal(`"|"`), kind: policy.KindResource, has: []string{"*", `{"AWS": ""}`}},
		{name: "types in a trust policy", text: principal(`{"|"}`), kind: policy.KindTrust, place: complete.PlacePrincipalType, first: "AWS", has: []string{"Service", "Federated"}, not: []string{"CanonicalUser"}},
		{name: "types in a resource policy", text: principal(`{"|"}`), kind: policy.KindResource, has: []string{"AWS", "Service", "CanonicalUser"}, not: []string{"Federated"}},
		{name: "types that are there are left out", text: principal(`{"AWS": "*", "|"}`), kind: policy.KindResource, has: []string{"Service"}, not: []string{"AWS"}},
		{
			name: "AWS principals", text: principal(`{"AWS": "|"}`), kind: policy.KindResource, place: complete.PlacePrincipalValue,
			has: []string{"arn:aws:iam::${Account}:role/${RoleName}", "arn:aws:iam::${Account}:root", "arn:aws:iam::${Account}:user/${UserName}", "*"},
		},
		{
			name: "AWS principals of an account", text: principal(`{"AWS": "|"}`), opt: complete.Options{Kind: policy.KindTrust, Account: "123456789012"},
			has: []string{"arn:aws:iam::123456789012:root", "123456789012"}, not: []string{"*"},
		},
		{name: "AWS principal begun", text: principal(`{"AWS": "arn:aws:iam::123456789012:|"}`), kind: policy.KindTrust, has: []string{"root", "role/${RoleName}", "user/${UserName}"}},
		{name: "session", text: principal(`{"AWS": "arn:aws:sts::123456789012:ass|"}`), kind: policy.KindTrust, first: "assumed-role/${RoleName}/${SessionName}"},
		{name: "services", text: principal(`{"Service": "|"}`), kind: policy.KindTrust, has: []string{"lambda.amazonaws.com", "ec2.amazonaws.com", "ecs-tasks.amazonaws.com"}},
		{name: "service begun", text: principal(`{"Service": "lam|"}`), kind: policy.KindTrust, first: "lambda.amazonaws.com", not: []string{"ec2.amazonaws.com"}},
		{name: "service by name", text: principal(`{"Service": "step f|"}`), kind: policy.KindTrust, first: "states.amazonaws.com"},
		{name: "services listed are left out", text: principal(`{"Service": ["lambda.amazonaws.com", "lambda|"]}`), kind: policy.KindTrust, has: []string{"edgelambda.amazonaws.com"}, not: []string{"lambda.amazonaws.com"}},
		{name: "identity providers", text: principal(`{"Federated": "|"}`), kind: policy.KindTrust, has: []string{"arn:aws:iam::${Account}:oidc-provider/${ProviderAddress}", "arn:aws:iam::${Account}:saml-provider/${ProviderName}", "cognito-identity.amazonaws.com"}},
		{name: "canonical user", text: principal(`{"CanonicalUser": "|"}`), kind: policy.KindResource, first: "${CanonicalUserId}"},
		{name: "unfinished", text: head + `"Principal": {"Service": "lambda.|`, kind: policy.KindTrust, first: "lambda.amazonaws.com"},
	})
}
