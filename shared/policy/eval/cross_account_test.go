package eval

import "testing"

func TestCrossAccount(t *testing.T) {
	run(t, "Cross-account policy evaluation logic", []scenario{
		{name: "both sides allow", principal: carol, account: accountA, identity: []string{allowRead}, policy: grantTo("AWS:" + carol), want: Allowed},
		{name: "both sides allow, the resource names the account", principal: carol, account: accountA, identity: []string{allowRead}, policy: grantTo("AWS:" + rootB), want: Allowed},
		{name: "both sides allow, the resource names the account id", principal: carol, account: accountA, identity: []string{allowRead}, policy: grantTo("AWS:" + accountB), want: Allowed},
		{name: "both sides allow, the resource names everyone", principal: carol, account: accountA, identity: []string{allowRead}, policy: grantTo("*"), want: Allowed},
		{name: "the identity-based policy does not allow", principal: carol, account: accountA, identity: []string{allowEC2}, policy: grantTo("AWS:" + carol), want: ImplicitDeny},
		{name: "there is no identity-based policy", principal: carol, account: accountA, policy: grantTo("AWS:" + carol), want: ImplicitDeny},
		{name: "everyone is granted but the identity-based policy does not allow", principal: carol, account: accountA, policy: grantTo("*"), want: ImplicitDeny},
		{name: "the resource-based policy does not allow", principal: carol, account: accountA, identity: []string{allowAll}, policy: grantTo("AWS:" + alice), want: ImplicitDeny},
		{name: "there is no resource-based policy", principal: carol, account: accountA, identity: []string{allowAll}, want: ImplicitDeny},
		{name: "the identity-based policy denies", principal: carol, account: accountA, identity: []string{denyRead}, policy: grantTo("AWS:" + carol), want: ExplicitDeny},
		{name: "the resource-based policy denies", principal: carol, account: accountA, identity: []string{allowAll}, policy: grantTo("AWS:"+carol) + "\nDeny s3:* on * to AWS:" + rootB, want: ExplicitDeny},
		{name: "the account is in the ARN", principal: carol, action: "sqs:SendMessage", resource: "arn:aws:sqs:us-east-1:111122223333:q", identity: []string{allowAll}, want: ImplicitDeny},
		{name: "the account is in the ARN, both sides allow", principal: carol, action: "sqs:SendMessage", resource: "arn:aws:sqs:us-east-1:111122223333:q", identity: []string{allowAll}, policy: "Allow sqs:SendMessage on * to AWS:" + carol, want: Allowed},
		{name: "a boundary limits, though the resource names the user", principal: carol, account: accountA, identity: []string{allowAll}, boundary: allowEC2, policy: grantTo("AWS:" + carol), want: ImplicitDeny},
		{name: "a session policy limits, though the resource names the session", principal: "arn:aws:sts::444455556666:assumed-role/Dev/Eve", account: accountA, identity: []string{allowAll}, session: []string{allowEC2}, policy: grantTo("AWS:arn:aws:sts::444455556666:assumed-role/Dev/Eve"), want: ImplicitDeny},
		{name: "a session needs the role's policies, though the resource names it", principal: "arn:aws:sts::444455556666:assumed-role/Dev/Eve", account: accountA, policy: grantTo("AWS:arn:aws:sts::444455556666:assumed-role/Dev/Eve"), want: ImplicitDeny},
		{name: "a role and its session", principal: "arn:aws:sts::444455556666:assumed-role/Dev/Eve", account: accountA, identity: []string{allowRead}, policy: grantTo("AWS:arn:aws:iam::444455556666:role/Dev"), want: Allowed},
		{name: "a role of the same name in another account", principal: "arn:aws:sts::444455556666:assumed-role/Dev/Eve", account: accountA, identity: []string{allowRead}, policy: grantTo("AWS:" + roleDev), want: ImplicitDeny},
		{name: "the root user of the other account", principal: rootB, account: accountA, policy: grantTo("AWS:" + rootB), want: Allowed},
		{name: "the root user of the other account, not granted", principal: rootB, account: accountA, policy: grantTo("AWS:" + carol), want: ImplicitDeny},
		{name: "the caller's SCP does not allow", principal: carol, account: accountA, identity: []string{allowAll}, policy: grantTo("AWS:" + carol), scps: [][]string{{allowEC2}}, want: ImplicitDeny},
		{name: "the resource's RCP denies", principal: carol, account: accountA, identity: []string{allowAll}, policy: grantTo("AWS:" + carol), rcps: [][]string{{"Deny s3:* on * to *"}}, want: ExplicitDeny},
		{name: "an organization is a condition", principal: carol, account: accountA, identity: []string{allowRead}, policy: grantTo("*") + " if StringEquals aws:PrincipalOrgID = o-a1b2c3d4e5", context: with("aws:PrincipalOrgID", "o-a1b2c3d4e5"), want: Allowed},
		{name: "another organization", principal: carol, account: accountA, identity: []string{allowRead}, policy: grantTo("*") + " if StringEquals aws:PrincipalOrgID = o-a1b2c3d4e5", context: with("aws:PrincipalOrgID", "o-other"), want: ImplicitDeny},
		{name: "another partition's account of the same number", principal: "arn:aws-cn:iam::444455556666:user/Carol", account: accountA, identity: []string{allowAll}, policy: grantTo("AWS:arn:aws:iam::444455556666:root"), want: ImplicitDeny},
		{name: "the example of the page: both policies", principal: carol, action: "s3:PutObject", resource: "arn:aws:s3:::amzn-s3-demo-bucket/x", account: accountA, identity: []string{"AllowS3ListRead: Allow s3:ListAllMyBuckets on *\nAllowS3ProductionObjectActions: Allow s3:*Object* on arn:aws:s3:::amzn-s3-demo-bucket/*"}, policy: "Allow s3:GetObject*, s3:PutObject*, s3:ReplicateObject, s3:RestoreObject on arn:aws:s3:::amzn-s3-demo-bucket/* to AWS:" + carol, want: Allowed},
		{name: "the example of the page: deleting", principal: carol, action: "s3:DeleteObject", resource: "arn:aws:s3:::amzn-s3-demo-bucket/x", account: accountA, identity: []string{"Allow s3:*Object* on arn:aws:s3:::amzn-s3-demo-bucket/*"}, policy: "Allow s3:GetObject*, s3:PutObject* on arn:aws:s3:::amzn-s3-demo-bucket/* to AWS:" + carol, want: ImplicitDeny},
	})
	run(t, "AWS JSON policy elements: Principal, AWS service principals", []scenario{
		{name: "granted", principal: "cloudtrail.amazonaws.com", action: "s3:PutObject", policy: "Allow s3:PutObject on * to Service:cloudtrail.amazonaws.com", want: Allowed},
		{name: "granted in another account", principal: "cloudtrail.amazonaws.com", action: "s3:PutObject", account: accountB, policy: "Allow s3:PutObject on * to Service:cloudtrail.amazonaws.com", want: Allowed},
		{name: "another service", principal: "config.amazonaws.com", action: "s3:PutObject", policy: "Allow s3:PutObject on * to Service:cloudtrail.amazonaws.com", want: ImplicitDeny},
		{name: "no resource-based policy", principal: "cloudtrail.amazonaws.com", identity: []string{allowAll}, want: ImplicitDeny},
		{name: "everyone is granted", principal: "cloudtrail.amazonaws.com", policy: grantTo("*"), want: Allowed},
		{name: "everyone is denied", principal: "cloudtrail.amazonaws.com", policy: grantTo("Service:cloudtrail.amazonaws.com") + "\nDeny s3:* on * to *", want: ExplicitDeny},
		{name: "everyone but services is denied", principal: "cloudtrail.amazonaws.com", policy: grantTo("Service:cloudtrail.amazonaws.com") + "\nDeny s3:* on * to * if BoolIfExists aws:PrincipalIsAWSService = false", want: Allowed},
		{name: "everyone but services is denied, a user", policy: "Deny s3:* on * to * if BoolIfExists aws:PrincipalIsAWSService = false", identity: []string{allowAll}, want: ExplicitDeny},
		{name: "an account does not mean services", principal: "cloudtrail.amazonaws.com", policy: grantTo("AWS:" + accountA), want: ImplicitDeny},
		{name: "the confused deputy is kept out", principal: "sns.amazonaws.com", action: "sqs:SendMessage", resource: "arn:aws:sqs:us-east-1:111122223333:q", policy: "Allow sqs:SendMessage on * to Service:sns.amazonaws.com if ArnEquals aws:SourceArn = arn:aws:sns:us-east-1:111122223333:t", context: with("aws:SourceArn", "arn:aws:sns:us-east-1:444455556666:t"), want: ImplicitDeny},
		{name: "the right topic is let in", principal: "sns.amazonaws.com", action: "sqs:SendMessage", resource: "arn:aws:sqs:us-east-1:111122223333:q", policy: "Allow sqs:SendMessage on * to Service:sns.amazonaws.com if ArnEquals aws:SourceArn = arn:aws:sns:us-east-1:111122223333:t", context: with("aws:SourceArn", "arn:aws:sns:us-east-1:111122223333:t"), want: Allowed},
		{name: "SCPs do not limit services", principal: "cloudtrail.amazonaws.com", policy: grantTo("*"), scps: [][]string{{allowEC2}}, want: Allowed},
		{name: "session policies do not limit services", principal: "cloudtrail.amazonaws.com", policy: grantTo("*"), session: []string{allowEC2}, want: Allowed},
	})
	run(t, "AWS JSON policy elements: Principal, all principals and canonical users", []scenario{
		{name: "nobody is granted with everyone", principal: anonymous, policy: grantTo("*"), want: Allowed},
		{name: "nobody is granted with every AWS principal", principal: anonymous, policy: grantTo("AWS:*"), want: Allowed},
		{name: "nobody is in no account", principal: anonymous, policy: grantTo("AWS:" + accountA), want: ImplicitDeny},
		{name: "nobody without a policy", principal: anonymous, identity: []string{allowAll}, want: ImplicitDeny},
		{name: "nobody with a condition", principal: anonymous, policy: grantTo("*") + " if IpAddress aws:SourceIp = 203.0.113.0/24", context: with("aws:SourceIp", "203.0.113.4"), want: Allowed},
		{name: "nobody outside the condition", principal: anonymous, policy: grantTo("*") + " if IpAddress aws:SourceIp = 203.0.113.0/24", context: with("aws:SourceIp", "192.0.2.4"), want: ImplicitDeny},
		{name: "nobody has no organization", principal: anonymous, policy: grantTo("*") + " if StringEquals aws:PrincipalOrgID = o-a1b2c3d4e5", want: ImplicitDeny},
		{name: "nobody is denied outside the organization", principal: anonymous, policy: grantTo("*") + "\nDeny s3:* on * to * if StringNotEquals aws:PrincipalOrgID = o-a1b2c3d4e5", want: ExplicitDeny},
		{name: "SCPs do not limit nobody", principal: anonymous, policy: grantTo("*"), scps: [][]string{{allowEC2}}, want: Allowed},
		{name: "RCPs do", principal: anonymous, policy: grantTo("*"), rcps: [][]string{{"Deny s3:* on * to * if StringNotEqualsIfExists aws:PrincipalOrgID = o-a1b2c3d4e5"}}, want: ExplicitDeny},
		{name: "a canonical user is granted", principal: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be", policy: grantTo("CanonicalUser:79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"), want: Allowed},
		{name: "another canonical user", principal: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be", policy: grantTo("CanonicalUser:00a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"), want: ImplicitDeny},
		{name: "an origin access identity is granted", principal: "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1EXAMPLE", policy: grantTo("AWS:arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1EXAMPLE"), want: Allowed},
		{name: "an identity provider is not a service", principal: "accounts.google.com", action: "sts:AssumeRoleWithWebIdentity", resource: roleOps, policy: "Allow sts:AssumeRoleWithWebIdentity to Service:accounts.google.com", want: ImplicitDeny},
	})
}

func TestKMS(t *testing.T) {
	use := func(s scenario) scenario {
		s.action, s.resource = "kms:Decrypt", key
		return s
	}
	delegate := "Allow kms:* on * to AWS:" + rootA
	run(t, "Key policies in AWS KMS", []scenario{
		use(scenario{name: "the key policy delegates and the identity-based policy allows", identity: []string{"Allow kms:Decrypt on *"}, policy: delegate, want: Allowed}),
		use(scenario{name: "the key policy delegates but the identity-based policy does not allow", identity: []string{allowEC2}, policy: delegate, want: ImplicitDeny}),
		use(scenario{name: "without delegation identity-based policies count for nothing", identity: []string{allowAll}, policy: "Allow kms:* on * to AWS:" + bob, want: ImplicitDeny}),
		use(scenario{name: "without a key policy likewise", identity: []string{allowAll}, want: ImplicitDeny}),
		use(scenario{name: "the key policy names the user", policy: "Allow kms:Decrypt on * to AWS:" + alice, want: Allowed}),
		use(scenario{name: "the key policy names the role", principal: devMary, policy: "Allow kms:Decrypt on * to AWS:" + roleDev, want: Allowed}),
		use(scenario{name: "the key policy names the role, the boundary does not allow", principal: devMary, boundary: allowEC2, policy: "Allow kms:Decrypt on * to AWS:" + roleDev, want: ImplicitDeny}),
		use(scenario{name: "the key policy delegates other actions", identity: []string{allowAll}, policy: "Allow kms:Encrypt on * to AWS:" + rootA, want: ImplicitDeny}),
		use(scenario{name: "the key policy denies", identity: []string{allowAll}, policy: delegate + "\nDeny kms:Decrypt on * to AWS:" + alice, want: ExplicitDeny}),
		use(scenario{name: "another account, both sides allow", principal: carol, identity: []string{"Allow kms:Decrypt on " + key}, policy: "Allow kms:Decrypt on * to AWS:" + rootB, want: Allowed}),
		use(scenario{name: "another account, its own policies do not allow", principal: carol, policy: "Allow kms:Decrypt on * to AWS:" + carol, want: ImplicitDeny}),
		use(scenario{name: "only through another service", context: with("kms:ViaService", "s3.us-east-1.amazonaws.com"), identity: []string{allowAll}, policy: delegate + " if StringEquals kms:ViaService = s3.us-east-1.amazonaws.com", want: Allowed}),
		use(scenario{name: "only through another service, called directly", identity: []string{allowAll}, policy: delegate + " if StringEquals kms:ViaService = s3.us-east-1.amazonaws.com", want: ImplicitDeny}),
		use(scenario{name: "everyone in the account through a service", policy: "Allow kms:Decrypt on * to * if StringEquals kms:CallerAccount = 111122223333 & StringEquals kms:ViaService = s3.us-east-1.amazonaws.com", context: with("kms:ViaService", "s3.us-east-1.amazonaws.com"), want: Allowed}),
		{name: "making a key touches no key policy", action: "kms:CreateKey", resource: "*", identity: []string{"Allow kms:CreateKey on *"}, want: Allowed},
		{name: "an alias has no policy", action: "kms:CreateAlias", resource: "arn:aws:kms:us-east-1:111122223333:alias/a", identity: []string{"Allow kms:* on *"}, want: Allowed},
		{name: "retiring a grant is no matter of the key policy", action: "kms:RetireGrant", resource: key, identity: []string{"Allow kms:RetireGrant on *"}, want: Allowed},
	})
}
