package complete

// plain makes choices of values that need no words.
func plain(values ...string) []choice {
	out := make([]choice, len(values))
	for i, v := range values {
		out[i] = choice{value: v}
	}
	return out
}

// keyValues are the values of condition keys that have few, by the key in lower
// case. Sources: "AWS global condition context keys" and "IAM and AWS STS condition
// context keys" in the IAM User Guide, and the condition key pages of the services'
// own guides.
var keyValues = map[string][]choice{
	"aws:principaltype": {
		{"User", "An IAM user."},
		{"AssumedRole", "A role session."},
		{"FederatedUser", "A session made with GetFederationToken."},
		{"Account", "The root user of an account."},
		{"Anonymous", "A caller who does not sign."},
	},
	"aws:multifactorauthage": {
		{"900", "Fifteen minutes, in seconds."}, {"3600", "One hour, in seconds."}, {"43200", "Twelve hours, in seconds."},
	},
	"sts:durationseconds": {{"900", "The shortest there is."}, {"3600", "One hour."}, {"43200", "Twelve hours, the longest of a role."}},

	"s3:x-amz-acl": {
		{"bucket-owner-full-control", "Owner of bucket and of object have full control."},
		{"bucket-owner-read", "The bucket's owner may read."},
		{"private", "Only the owner."},
		{"authenticated-read", "Everyone with an AWS account may read."},
		{"public-read", "Everyone may read."},
		{"public-read-write", "Everyone may read and write."},
		{"aws-exec-read", "Amazon EC2 may read."},
		{"log-delivery-write", "Server access logs may be written."},
	},
	"s3:x-amz-server-side-encryption": {
		{"aws:kms", "With a key of AWS KMS."}, {"aws:kms:dsse", "In two layers, with a key of AWS KMS."}, {"AES256", "With keys of Amazon S3."},
	},
	"s3:x-amz-storage-class": plain("STANDARD", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER", "GLACIER_IR", "DEEP_ARCHIVE",
		"REDUCED_REDUNDANCY", "EXPRESS_ONEZONE", "OUTPOSTS"),
	"s3:x-amz-object-ownership":                          plain("BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"),
	"s3:x-amz-metadata-directive":                        plain("COPY", "REPLACE"),
	"s3:x-amz-content-sha256":                            {{"UNSIGNED-PAYLOAD", "The body is not signed."}},
	"s3:x-amz-server-side-encryption-customer-algorithm": plain("AES256"),
	"s3:signatureversion":                                {{"AWS4-HMAC-SHA256", "Signature Version 4."}, {"AWS", "Signature Version 2, out of use."}},
	"s3:authtype":                                        {{"REST-HEADER", "Signed in a header."}, {"REST-QUERY-STRING", "A presigned URL."}, {"POST", "A browser's form."}},
	"s3:signatureage":                                    {{"600000", "Ten minutes, in milliseconds."}, {"3600000", "One hour, in milliseconds."}},
	"s3:tlsversion":                                      {{"1.2", ""}, {"1.3", ""}},
	"s3:object-lock-mode":                                plain("COMPLIANCE", "GOVERNANCE"),
	"s3:object-lock-legal-hold":                          plain("ON", "OFF"),
	"s3:delimiter":                                       {{"/", "As if keys were paths."}},

	"kms:keyspec":                keySpecs,
	"kms:customermasterkeyspec":  keySpecs,
	"kms:keyusage":               plain("ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"),
	"kms:customermasterkeyusage": plain("ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"),
	"kms:keyorigin":              plain("AWS_KMS", "EXTERNAL", "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE"),
	"kms:encryptionalgorithm":    plain("SYMMETRIC_DEFAULT", "RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256", "SM2PKE"),
	"kms:expirationmodel":        plain("KEY_MATERIAL_EXPIRES", "KEY_MATERIAL_DOES_NOT_EXPIRE"),
	"kms:grantconstrainttype":    plain("EncryptionContextEquals", "EncryptionContextSubset"),
	"kms:grantoperations": plain("Decrypt", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "GenerateDataKeyPair",
		"GenerateDataKeyPairWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo", "Sign", "Verify", "GetPublicKey", "CreateGrant", "RetireGrant",
		"DescribeKey", "GenerateMac", "VerifyMac", "DeriveSharedSecret"),
	"kms:messagetype":        plain("RAW", "DIGEST", "EXTERNAL_MU"),
	"kms:multiregionkeytype": plain("PRIMARY", "REPLICA"),
	"kms:macalgorithm":       plain("HMAC_SHA_224", "HMAC_SHA_256", "HMAC_SHA_384", "HMAC_SHA_512"),

	"ec2:metadatahttptokens":   {{"required", "Only version 2 of the instance metadata service."}, {"optional", "Version 1 as well."}},
	"ec2:metadatahttpendpoint": plain("enabled", "disabled"),
	"ec2:instancemetadatatags": plain("enabled", "disabled"),
	"ec2:createaction": plain("RunInstances", "CreateVolume", "CreateSnapshot", "CreateSnapshots", "CreateImage", "CreateVpc", "CreateSubnet",
		"CreateSecurityGroup", "CreateNetworkInterface", "CreateLaunchTemplate", "CreateFleet", "CopyImage", "CopySnapshot", "AllocateAddress",
		"CreateKeyPair", "CreateVpcEndpoint", "CreateNatGateway", "CreateInternetGateway", "CreateRouteTable"),
	"ec2:domain":             plain("vpc", "standard"),
	"ec2:roledelivery":       {{"2.0", "Version 2 of the instance metadata service."}, {"1.0", "Version 1."}},
	"ec2:autoplacement":      plain("on", "off"),
	"ec2:hostrecovery":       plain("on", "off"),
	"ec2:keypairtype":        plain("rsa", "ed25519"),
	"ec2:authenticationtype": plain("certificate-authentication", "directory-service-authentication", "federated-authentication"),

	"dynamodb:select":                 plain("SPECIFIC_ATTRIBUTES", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES", "COUNT"),
	"dynamodb:returnvalues":           plain("NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW"),
	"dynamodb:returnconsumedcapacity": plain("NONE", "TOTAL", "INDEXES"),
	"dynamodb:leadingkeys": {
		{"${cognito-identity.amazonaws.com:sub}", "The identity of Amazon Cognito."},
		{"${www.amazon.com:user_id}", "The user of Login with Amazon."},
		{"${aws:username}", "The IAM user."},
	},

	"lambda:functionurlauthtype": {{"AWS_IAM", "Callers sign their requests."}, {"NONE", "Anyone can call the URL."}},

	"sns:protocol": plain("https", "http", "email", "email-json", "sms", "sqs", "application", "lambda", "firehose"),

	"elasticloadbalancing:scheme":           plain("internal", "internet-facing"),
	"elasticloadbalancing:listenerprotocol": plain("HTTPS", "TLS", "HTTP", "TCP", "UDP", "TCP_UDP", "GENEVE"),

	"rds:databaseengine": plain("aurora-mysql", "aurora-postgresql", "mysql", "postgres", "mariadb", "oracle-ee", "oracle-se2", "sqlserver-ee",
		"sqlserver-se", "sqlserver-ex", "sqlserver-web"),
	"rds:endpointtype": plain("READER", "WRITER", "CUSTOM"),

	"ssm:recursive":               plain("true", "false"),
	"ssm:overwrite":               plain("true", "false"),
	"secretsmanager:versionstage": plain("AWSCURRENT", "AWSPREVIOUS", "AWSPENDING"),

	"token.actions.githubusercontent.com:aud": {{"sts.amazonaws.com", "What the action aws-actions/configure-aws-credentials asks for."}},
	"token.actions.githubusercontent.com:sub": {
		{"repo:${Organization}/${Repository}:ref:refs/heads/${Branch}", "Workflows on one branch."},
		{"repo:${Organization}/${Repository}:environment:${Environment}", "Jobs of one environment."},
		{"repo:${Organization}/${Repository}:pull_request", "Workflows of pull requests."},
		{"repo:${Organization}/${Repository}:*", "All workflows of one repository; needs StringLike."},
	},
	"cognito-identity.amazonaws.com:amr": {{"authenticated", "Users who signed in."}, {"unauthenticated", "Guests."}},
	"saml:aud":                           {{"https://signin.aws.amazon.com/saml", "The AWS sign-in page."}},
	"saml:sub_type":                      {{"persistent", "The same for every session of a user."}, {"transient", "Another for every session."}},
}

var keySpecs = plain("SYMMETRIC_DEFAULT", "RSA_2048", "RSA_3072", "RSA_4096", "ECC_NIST_P256", "ECC_NIST_P384", "ECC_NIST_P521",
	"ECC_SECG_P256K1", "HMAC_224", "HMAC_256", "HMAC_384", "HMAC_512", "SM2")
