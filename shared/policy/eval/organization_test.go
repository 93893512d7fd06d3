package eval

import "testing"

const fullAccess = "Allow * on *"

func TestSCPs(t *testing.T) {
	me := []string{allowAll}
	run(t, "SCP evaluation: How SCPs work with Allow", []scenario{
		{name: "every level allows", identity: me, scps: [][]string{{fullAccess}, {fullAccess}, {fullAccess}}, want: Allowed},
		{name: "the root does not allow", identity: me, scps: [][]string{{allowEC2}, {fullAccess}, {fullAccess}}, want: ImplicitDeny},
		{name: "an organizational unit does not allow", identity: me, scps: [][]string{{fullAccess}, {allowEC2}, {fullAccess}}, want: ImplicitDeny},
		{name: "the account does not allow", identity: me, scps: [][]string{{fullAccess}, {fullAccess}, {allowEC2}}, want: ImplicitDeny},
		{name: "a level without any policy allows nothing", identity: me, scps: [][]string{{fullAccess}, {}, {fullAccess}}, want: ImplicitDeny},
		{name: "one of several at a level is enough", identity: me, scps: [][]string{{allowEC2, "Allow s3:* on *"}, {fullAccess}}, want: Allowed},
		{name: "levels that allow different services", identity: me, scps: [][]string{{"Allow s3:*, ec2:* on *"}, {"Allow s3:*, sqs:* on *"}}, want: Allowed},
		{name: "levels that allow different services, one of them", action: "sqs:ListQueues", resource: "*", identity: me, scps: [][]string{{"Allow s3:*, ec2:* on *"}, {"Allow s3:*, sqs:* on *"}}, want: ImplicitDeny},
		{name: "an SCP grants nothing", scps: [][]string{{fullAccess}}, want: ImplicitDeny},
		{name: "an SCP with a resource", identity: me, scps: [][]string{{"Allow s3:* on arn:aws:s3:::amzn-s3-demo-bucket/*"}}, want: Allowed},
		{name: "an SCP with another resource", identity: me, scps: [][]string{{"Allow s3:* on arn:aws:s3:::other/*"}}, want: ImplicitDeny},
		{name: "an SCP with a condition", identity: me, scps: [][]string{{"Allow * on * if StringEquals aws:RequestedRegion = eu-west-1"}}, context: with("aws:RequestedRegion", "us-east-1"), want: ImplicitDeny},
		{name: "an SCP with NotAction", identity: me, scps: [][]string{{"Allow except iam:* on *"}}, want: Allowed},
		{name: "no levels are no SCPs", identity: me, scps: [][]string{}, want: Allowed},
	})
	run(t, "SCP evaluation: How SCPs work with Deny", []scenario{
		{name: "a Deny at the root", identity: me, scps: [][]string{{fullAccess, denyRead}, {fullAccess}}, want: ExplicitDeny},
		{name: "a Deny at the account", identity: me, scps: [][]string{{fullAccess}, {fullAccess, denyRead}}, want: ExplicitDeny},
		{name: "a Deny of something else", identity: me, scps: [][]string{{fullAccess, "Deny s3:PutObject on *"}}, want: Allowed},
		{name: "a Deny outside the region", identity: me, scps: [][]string{{fullAccess, "Deny except iam:*, sts:* on * if StringNotEquals aws:RequestedRegion = eu-central-1 | eu-west-1"}}, context: with("aws:RequestedRegion", "us-east-1"), want: ExplicitDeny},
		{name: "a Deny outside the region, inside", identity: me, scps: [][]string{{fullAccess, "Deny except iam:*, sts:* on * if StringNotEquals aws:RequestedRegion = eu-central-1 | eu-west-1"}}, context: with("aws:RequestedRegion", "eu-west-1"), want: Allowed},
		{name: "a Deny outside the region, a global service", action: "iam:GetUser", resource: alice, identity: me, scps: [][]string{{fullAccess, "Deny except iam:*, sts:* on * if StringNotEquals aws:RequestedRegion = eu-central-1"}}, context: with("aws:RequestedRegion", "us-east-1"), want: Allowed},
		{name: "a Deny but for one role", principal: devMary, identity: me, scps: [][]string{{fullAccess, denyRead + " if ArnNotLike aws:PrincipalArn = arn:aws:iam::*:role/Dev"}}, want: Allowed},
		{name: "a Deny but for one role, another", principal: "arn:aws:sts::111122223333:assumed-role/Ops/Mary", identity: me, scps: [][]string{{fullAccess, denyRead + " if ArnNotLike aws:PrincipalArn = arn:aws:iam::*:role/Dev"}}, want: ExplicitDeny},
		{name: "a Deny of the root user", principal: rootA, scps: [][]string{{fullAccess, "Deny * on * if ArnLike aws:PrincipalArn = arn:aws:iam::*:root"}}, want: ExplicitDeny},
		{name: "a Deny of the root user, a user", identity: me, scps: [][]string{{fullAccess, "Deny * on * if ArnLike aws:PrincipalArn = arn:aws:iam::*:root"}}, want: Allowed},
		{name: "a Deny with NotResource", identity: me, scps: [][]string{{fullAccess, "Deny s3:* not on arn:aws:s3:::amzn-s3-demo-bucket/*"}}, want: Allowed},
	})
	run(t, "Service control policies (SCPs): SCP effects on permissions", []scenario{
		{name: "the root user of a member account is limited", principal: rootA, scps: [][]string{{allowEC2}}, want: ImplicitDeny},
		{name: "what a resource-based policy grants to a user is limited", policy: grantTo("AWS:" + alice), scps: [][]string{{allowEC2}}, want: ImplicitDeny},
		{name: "what a resource-based policy grants to a session is limited", principal: devMary, policy: grantTo("AWS:" + devMary), scps: [][]string{{allowEC2}}, want: ImplicitDeny},
		{name: "role sessions are limited", principal: devMary, identity: me, scps: [][]string{{allowEC2}}, want: ImplicitDeny},
		{name: "federated users are limited", principal: federated, identity: me, session: me, scps: [][]string{{allowEC2}}, want: ImplicitDeny},
	})
	run(t, "Service control policies (SCPs): Tasks and entities not restricted by SCPs", []scenario{
		{name: "the management account", identity: me, manager: accountA, scps: [][]string{{fullAccess, denyRead}}, want: Allowed},
		{name: "the root user of the management account", principal: rootA, manager: accountA, scps: [][]string{{fullAccess, denyRead}}, want: Allowed},
		{name: "a member account beside a management account", identity: me, manager: accountB, scps: [][]string{{fullAccess, denyRead}}, want: ExplicitDeny},
		{name: "a service-linked role", principal: "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling", identity: me, scps: [][]string{{fullAccess, denyRead}}, want: Allowed},
		{name: "a session of a service-linked role", principal: "arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling", identity: me, scps: [][]string{{fullAccess, denyRead}}, want: Allowed},
		{name: "a role that only borrows the name", principal: "arn:aws:iam::111122223333:role/AWSServiceRoleForNothing", identity: me, scps: [][]string{{fullAccess, denyRead}}, want: ExplicitDeny},
		{name: "a session whose role, by the context, only borrows the name", principal: "arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForNothing/s", identity: me, context: with("aws:PrincipalArn", "arn:aws:iam::111122223333:role/eng/AWSServiceRoleForNothing"), scps: [][]string{{fullAccess, denyRead}}, want: ExplicitDeny},
		{name: "a session whose role, by the context, is service-linked", principal: "arn:aws:sts::111122223333:assumed-role/Scaling/s", identity: me, context: with("aws:PrincipalArn", "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/Scaling"), scps: [][]string{{fullAccess, denyRead}}, want: Allowed},
	})
}

func TestRCPs(t *testing.T) {
	me := []string{allowAll}
	org := "Deny s3:*, sqs:*, kms:*, secretsmanager:*, sts:* on * to * if StringNotEqualsIfExists aws:PrincipalOrgID = o-a1b2c3d4e5 & BoolIfExists aws:PrincipalIsAWSService = false"
	run(t, "RCP evaluation", []scenario{
		{name: "RCPFullAWSAccess alone", identity: me, rcps: [][]string{{"Allow * on * to *"}}, want: Allowed},
		{name: "RCPFullAWSAccess need not be listed", identity: me, rcps: [][]string{{"Deny s3:PutObject on * to *"}, {}}, want: Allowed},
		{name: "an RCP grants nothing", rcps: [][]string{{"Allow * on * to *"}}, want: ImplicitDeny},
		{name: "a Deny at the root", identity: me, rcps: [][]string{{"Deny s3:* on * to *"}, {}}, want: ExplicitDeny},
		{name: "a Deny at the account", identity: me, rcps: [][]string{{}, {}, {"Deny s3:* on * to *"}}, want: ExplicitDeny},
		{name: "outside the organization", principal: carol, account: accountA, identity: me, policy: grantTo("*"), context: with("aws:PrincipalOrgID", "o-other"), rcps: [][]string{{org}}, want: ExplicitDeny},
		{name: "inside the organization", principal: carol, account: accountA, identity: me, policy: grantTo("*"), context: with("aws:PrincipalOrgID", "o-a1b2c3d4e5"), rcps: [][]string{{org}}, want: Allowed},
		{name: "a service", principal: "cloudtrail.amazonaws.com", policy: grantTo("*"), rcps: [][]string{{org}}, want: Allowed},
		{name: "a service is limited by a plain Deny", principal: "cloudtrail.amazonaws.com", policy: grantTo("*"), rcps: [][]string{{"Deny s3:* on * to *"}}, want: ExplicitDeny},
		{name: "only over TLS", identity: me, context: with("aws:SecureTransport", "false"), rcps: [][]string{{"Deny * on * to * if BoolIfExists aws:SecureTransport = false"}}, want: ExplicitDeny},
		{name: "the root user is limited", principal: rootA, rcps: [][]string{{"Deny s3:* on * to *"}}, want: ExplicitDeny},
		{name: "assuming a role from outside", principal: carol, action: "sts:AssumeRole", resource: roleOps, identity: me, policy: "Allow sts:AssumeRole to AWS:" + rootB, context: with("aws:PrincipalOrgID", "o-other"), rcps: [][]string{{org}}, want: ExplicitDeny},
		{name: "a federated caller", principal: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com", action: "sts:AssumeRoleWithWebIdentity", resource: roleOps, policy: "Allow sts:AssumeRoleWithWebIdentity to Federated:arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com", context: with("token.actions.githubusercontent.com:sub", "repo:evil/x"), rcps: [][]string{{"Deny sts:AssumeRoleWithWebIdentity on * to * if StringNotLikeIfExists token.actions.githubusercontent.com:sub = repo:mine/*"}}, want: ExplicitDeny},
	})
	run(t, "Resource control policies (RCPs): List of AWS services that support RCPs", []scenario{
		{name: "a service that is covered", action: "dynamodb:GetItem", resource: "arn:aws:dynamodb:us-east-1:111122223333:table/T", identity: me, rcps: [][]string{{"Deny * on * to *"}}, want: ExplicitDeny},
		{name: "a service that is not", action: "ec2:DescribeInstances", resource: "*", identity: me, rcps: [][]string{{"Deny * on * to *"}}, want: Allowed},
		{name: "IAM is not", action: "iam:GetUser", resource: bob, identity: me, rcps: [][]string{{"Deny * on * to *"}}, want: Allowed},
		{name: "STS is", action: "sts:AssumeRole", resource: roleOps, identity: me, policy: "Allow sts:AssumeRole to AWS:" + rootA, rcps: [][]string{{"Deny * on * to *"}}, want: ExplicitDeny},
	})
	run(t, "Resource control policies (RCPs): Resources and entities not restricted by RCPs", []scenario{
		{name: "resources of the management account", identity: me, manager: accountA, rcps: [][]string{{"Deny s3:* on * to *"}}, want: Allowed},
		{name: "a caller from the management account", principal: carol, account: accountA, manager: accountB, identity: me, policy: grantTo("*"), rcps: [][]string{{"Deny s3:* on * to *"}}, want: ExplicitDeny},
		{name: "a service-linked role", principal: "arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForConfig/x", identity: me, rcps: [][]string{{"Deny s3:* on * to *"}}, want: Allowed},
		{name: "assuming a service-linked role", principal: "autoscaling.amazonaws.com", action: "sts:AssumeRole", resource: "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling", policy: "Allow sts:AssumeRole to Service:autoscaling.amazonaws.com", rcps: [][]string{{"Deny * on * to *"}}, want: Allowed},
		{name: "assuming another role", principal: "autoscaling.amazonaws.com", action: "sts:AssumeRole", resource: roleOps, policy: "Allow sts:AssumeRole to Service:autoscaling.amazonaws.com", rcps: [][]string{{"Deny * on * to *"}}, want: ExplicitDeny},
		{name: "kms:RetireGrant", action: "kms:RetireGrant", resource: key, identity: me, policy: "Allow kms:* on * to AWS:" + rootA, rcps: [][]string{{"Deny * on * to *"}}, want: Allowed},
	})
}

func TestTrust(t *testing.T) {
	assume := func(s scenario) scenario {
		if s.action == "" {
			s.action = "sts:AssumeRole"
		}
		s.resource = roleOps
		return s
	}
	may := []string{"Allow sts:AssumeRole on " + roleOps}
	google := "accounts.google.com"
	github := "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
	saml := "arn:aws:iam::111122223333:saml-provider/Okta"
	run(t, "AssumeRole (AWS STS API Reference)", []scenario{
		assume(scenario{name: "the trust policy names the user of the same account", policy: "Allow sts:AssumeRole to AWS:" + alice, want: Allowed}),
		assume(scenario{name: "the trust policy names the account, the user may", identity: may, policy: "Allow sts:AssumeRole to AWS:" + rootA, want: Allowed}),
		assume(scenario{name: "the trust policy names the account, the user may not", policy: "Allow sts:AssumeRole to AWS:" + rootA, want: ImplicitDeny}),
		assume(scenario{name: "the user may but is not trusted", identity: may, policy: "Allow sts:AssumeRole to AWS:" + bob, want: ImplicitDeny}),
		assume(scenario{name: "the user may but there is no trust policy", identity: may, want: ImplicitDeny}),
		assume(scenario{name: "another account, both sides", principal: carol, identity: may, policy: "Allow sts:AssumeRole to AWS:" + rootB, want: Allowed}),
		assume(scenario{name: "another account, named but may not", principal: carol, policy: "Allow sts:AssumeRole to AWS:" + carol, want: ImplicitDeny}),
		assume(scenario{name: "another account, may but not trusted", principal: carol, identity: may, policy: "Allow sts:AssumeRole to AWS:" + rootA, want: ImplicitDeny}),
		assume(scenario{name: "everyone is trusted, another account may", principal: carol, identity: may, policy: "Allow sts:AssumeRole to *", want: Allowed}),
		assume(scenario{name: "everyone is trusted, another account may not", principal: carol, policy: "Allow sts:AssumeRole to *", want: ImplicitDeny}),
		assume(scenario{name: "role chaining", principal: devMary, identity: may, policy: "Allow sts:AssumeRole to AWS:" + roleDev, want: Allowed}),
		assume(scenario{name: "role chaining within the account needs the trust policy only", principal: devMary, policy: "Allow sts:AssumeRole to AWS:" + roleDev, want: Allowed}),
		assume(scenario{name: "role chaining under a boundary that does not allow", principal: devMary, boundary: allowEC2, policy: "Allow sts:AssumeRole to AWS:" + roleDev, want: ImplicitDeny}),
		assume(scenario{name: "the external id matches", principal: carol, identity: may, policy: "Allow sts:AssumeRole to AWS:" + rootB + " if StringEquals sts:ExternalId = 12345", context: with("sts:ExternalId", "12345"), want: Allowed}),
		assume(scenario{name: "the external id is missing", principal: carol, identity: may, policy: "Allow sts:AssumeRole to AWS:" + rootB + " if StringEquals sts:ExternalId = 12345", want: ImplicitDeny}),
		assume(scenario{name: "with MFA", identity: may, policy: "Allow sts:AssumeRole to AWS:" + rootA + " if Bool aws:MultiFactorAuthPresent = true", context: with("aws:MultiFactorAuthPresent", "true"), want: Allowed}),
		assume(scenario{name: "without MFA", identity: may, policy: "Allow sts:AssumeRole to AWS:" + rootA + " if Bool aws:MultiFactorAuthPresent = true", want: ImplicitDeny}),
		assume(scenario{name: "a service", principal: "lambda.amazonaws.com", policy: "Allow sts:AssumeRole to Service:lambda.amazonaws.com", want: Allowed}),
		assume(scenario{name: "another service", principal: "ec2.amazonaws.com", policy: "Allow sts:AssumeRole to Service:lambda.amazonaws.com", want: ImplicitDeny}),
		assume(scenario{name: "one of two services", principal: "edgelambda.amazonaws.com", policy: "Allow sts:AssumeRole to Service:lambda.amazonaws.com, Service:edgelambda.amazonaws.com", want: Allowed}),
		assume(scenario{name: "the trust policy denies", identity: may, policy: "Allow sts:AssumeRole to AWS:" + rootA + "\nDeny sts:AssumeRole to AWS:" + alice, want: ExplicitDeny}),
		assume(scenario{name: "the identity-based policy denies", identity: []string{"Deny sts:AssumeRole on *"}, policy: "Allow sts:AssumeRole to AWS:" + alice, want: ExplicitDeny}),
		assume(scenario{name: "session tags need their own Allow", action: "sts:TagSession", policy: "Allow sts:AssumeRole to AWS:" + alice, want: ImplicitDeny}),
		assume(scenario{name: "session tags with their own Allow", action: "sts:TagSession", policy: "Allow sts:AssumeRole, sts:TagSession to AWS:" + alice, want: Allowed}),
		assume(scenario{name: "a source identity", action: "sts:SetSourceIdentity", identity: []string{"Allow sts:SetSourceIdentity on *"}, policy: "Allow sts:AssumeRole, sts:SetSourceIdentity to AWS:" + rootA, want: Allowed}),
		assume(scenario{name: "the root user cannot", principal: rootA, policy: "Allow sts:AssumeRole to AWS:" + rootB, want: ImplicitDeny}),
		{name: "reading a role is no matter of its trust policy", action: "iam:GetRole", resource: roleOps, identity: []string{"Allow iam:GetRole on *"}, want: Allowed},
		{name: "passing a role is no matter of its trust policy", action: "iam:PassRole", resource: roleOps, identity: []string{"Allow iam:PassRole on * if StringEquals iam:PassedToService = ec2.amazonaws.com"}, context: with("iam:PassedToService", "ec2.amazonaws.com"), want: Allowed},
		{name: "other actions of STS need no trust policy", action: "sts:GetServiceBearerToken", resource: "*", identity: []string{"Allow sts:* on *"}, want: Allowed},
	})
	run(t, "AssumeRoleWithSAML and AssumeRoleWithWebIdentity (AWS STS API Reference)", []scenario{
		assume(scenario{name: "a SAML provider is trusted", principal: saml, action: "sts:AssumeRoleWithSAML", policy: "Allow sts:AssumeRoleWithSAML to Federated:" + saml + " if StringEquals SAML:aud = https://signin.aws.amazon.com/saml", context: with("SAML:aud", "https://signin.aws.amazon.com/saml"), want: Allowed}),
		assume(scenario{name: "another audience", principal: saml, action: "sts:AssumeRoleWithSAML", policy: "Allow sts:AssumeRoleWithSAML to Federated:" + saml + " if StringEquals SAML:aud = https://signin.aws.amazon.com/saml", context: with("SAML:aud", "https://example.com"), want: ImplicitDeny}),
		assume(scenario{name: "another SAML provider", principal: saml, action: "sts:AssumeRoleWithSAML", policy: "Allow sts:AssumeRoleWithSAML to Federated:arn:aws:iam::111122223333:saml-provider/Other", want: ImplicitDeny}),
		assume(scenario{name: "a repository is trusted", principal: github, action: "sts:AssumeRoleWithWebIdentity", policy: "Allow sts:AssumeRoleWithWebIdentity to Federated:" + github + " if StringEquals token.actions.githubusercontent.com:aud = sts.amazonaws.com & StringLike token.actions.githubusercontent.com:sub = repo:mine/app:*", context: with("token.actions.githubusercontent.com:aud", "sts.amazonaws.com", "token.actions.githubusercontent.com:sub", "repo:mine/app:ref:refs/heads/main"), want: Allowed}),
		assume(scenario{name: "another repository", principal: github, action: "sts:AssumeRoleWithWebIdentity", policy: "Allow sts:AssumeRoleWithWebIdentity to Federated:" + github + " if StringLike token.actions.githubusercontent.com:sub = repo:mine/app:*", context: with("token.actions.githubusercontent.com:sub", "repo:evil/app:ref:refs/heads/main"), want: ImplicitDeny}),
		assume(scenario{name: "ForAllValues on a missing claim lets everyone in", principal: github, action: "sts:AssumeRoleWithWebIdentity", policy: "Allow sts:AssumeRoleWithWebIdentity to Federated:" + github + " if ForAllValues:StringEquals token.actions.githubusercontent.com:environment = prod", want: Allowed}),
		assume(scenario{name: "a built-in provider", principal: google, action: "sts:AssumeRoleWithWebIdentity", policy: "Allow sts:AssumeRoleWithWebIdentity to Federated:accounts.google.com if StringEquals accounts.google.com:aud = app", context: with("accounts.google.com:aud", "app"), want: Allowed}),
		assume(scenario{name: "Cognito", principal: "cognito-identity.amazonaws.com", action: "sts:AssumeRoleWithWebIdentity", policy: "Allow sts:AssumeRoleWithWebIdentity to Federated:cognito-identity.amazonaws.com if StringEquals cognito-identity.amazonaws.com:aud = us-east-1:pool & ForAnyValue:StringLike cognito-identity.amazonaws.com:amr = authenticated", context: with("cognito-identity.amazonaws.com:aud", "us-east-1:pool", "cognito-identity.amazonaws.com:amr", "authenticated|x"), want: Allowed}),
		assume(scenario{name: "Cognito as a service", principal: "cognito-identity.amazonaws.com", policy: "Allow sts:AssumeRole to Service:cognito-identity.amazonaws.com", want: Allowed}),
		assume(scenario{name: "the action differs", principal: github, action: "sts:AssumeRoleWithWebIdentity", policy: "Allow sts:AssumeRole to Federated:" + github, want: ImplicitDeny}),
		assume(scenario{name: "there is no trust policy", principal: github, action: "sts:AssumeRoleWithWebIdentity", identity: []string{allowAll}, want: ImplicitDeny}),
		assume(scenario{name: "an account's trust does not mean providers in it", principal: github, action: "sts:AssumeRoleWithWebIdentity", policy: "Allow sts:AssumeRoleWithWebIdentity to AWS:" + rootA, want: ImplicitDeny}),
		assume(scenario{name: "SCPs do not limit it", principal: github, action: "sts:AssumeRoleWithWebIdentity", policy: "Allow sts:AssumeRoleWithWebIdentity to Federated:" + github, scps: [][]string{{allowEC2}}, want: Allowed}),
	})
}
