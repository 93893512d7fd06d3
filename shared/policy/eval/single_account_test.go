package eval

import "testing"

const (
	allowAll  = "Allow * on *"
	allowEC2  = "Allow ec2:* on *" // allows, but not this request
	denyRead  = "Deny s3:GetObject on *"
	allowRead = "Allow s3:GetObject on *"
)

func grantTo(principal string) string {
	return "Allow s3:GetObject on arn:aws:s3:::amzn-s3-demo-bucket/* to " + principal
}

func TestSingleAccount(t *testing.T) {
	run(t, "Policy evaluation for requests within a single account: Example identity-based and resource-based policy evaluation", carlos())
	run(t, "How AWS enforcement code logic evaluates requests: identity-based and resource-based policies", []scenario{
		{name: "neither allows", identity: []string{allowEC2}, policy: grantTo("AWS:" + bob), want: ImplicitDeny},
		{name: "only the identity-based policy allows", identity: []string{allowRead}, policy: grantTo("AWS:" + bob), want: Allowed},
		{name: "only the resource-based policy allows", identity: []string{allowEC2}, policy: grantTo("AWS:" + alice), want: Allowed},
		{name: "only the resource-based policy allows, and there is no other", policy: grantTo("AWS:" + alice), want: Allowed},
		{name: "both allow", identity: []string{allowRead}, policy: grantTo("AWS:" + alice), want: Allowed},
		{name: "the identity-based policy denies", identity: []string{denyRead}, policy: grantTo("AWS:" + alice), want: ExplicitDeny},
		{name: "the resource-based policy denies", identity: []string{allowAll}, policy: "Deny s3:* on * to AWS:" + alice, want: ExplicitDeny},
		{name: "the resource-based policy denies somebody else", identity: []string{allowAll}, policy: "Deny s3:* on * to AWS:" + bob, want: Allowed},
		{name: "the resource-based policy denies everyone", identity: []string{allowAll}, policy: "Deny s3:* on * to *", want: ExplicitDeny},
		{name: "the resource-based policy denies the account", identity: []string{allowAll}, policy: "Deny s3:* on * to AWS:" + rootA, want: ExplicitDeny},
		{name: "the resource-based policy denies another account", identity: []string{allowAll}, policy: "Deny s3:* on * to AWS:" + rootB, want: Allowed},
		{name: "naming the account does not grant by itself", policy: grantTo("AWS:" + rootA), want: ImplicitDeny},
		{name: "naming the account by its id does not either", policy: grantTo("AWS:" + accountA), want: ImplicitDeny},
		{name: "naming the account and an identity-based policy", identity: []string{allowRead}, policy: grantTo("AWS:" + rootA), want: Allowed},
		{name: "naming everyone grants", policy: grantTo("*"), want: Allowed},
		{name: "naming every AWS principal is naming everyone", policy: grantTo("AWS:*"), want: Allowed},
		{name: "one of several principals", policy: grantTo("AWS:" + bob + ", AWS:" + alice + ", Service:ec2.amazonaws.com"), want: Allowed},
		{name: "a part of a name is no name", policy: grantTo("AWS:arn:aws:iam::111122223333:user/Al*"), want: ImplicitDeny},
		{name: "user names differ by case", policy: grantTo("AWS:arn:aws:iam::111122223333:user/alice"), want: ImplicitDeny},
		{name: "a user with a path is another ARN", policy: grantTo("AWS:arn:aws:iam::111122223333:user/sales/Alice"), want: ImplicitDeny},
		{name: "another action of the resource-based policy", policy: "Allow s3:PutObject on arn:aws:s3:::amzn-s3-demo-bucket/* to AWS:" + alice, want: ImplicitDeny},
		{name: "another resource of the resource-based policy", policy: "Allow s3:GetObject on arn:aws:s3:::amzn-s3-demo-bucket/other/* to AWS:" + alice, want: ImplicitDeny},
		{name: "a resource-based policy without Resource is about its resource", action: "ecr:BatchGetImage", resource: "arn:aws:ecr:us-east-1:111122223333:repository/r", policy: "Allow ecr:BatchGetImage to AWS:" + alice, want: Allowed},
		{name: "a condition of the resource-based policy that fails", policy: grantTo("AWS:"+alice) + " if Bool aws:SecureTransport = true", context: with("aws:SecureTransport", "false"), want: ImplicitDeny},
		{name: "a service is not a user", policy: grantTo("Service:ec2.amazonaws.com"), want: ImplicitDeny},
		{name: "a unique id that the context tells", context: with("aws:userid", "AIDAEXAMPLE"), policy: grantTo("AWS:AIDAEXAMPLE"), want: Allowed},
		{name: "a unique id of somebody else", context: with("aws:userid", "AIDAEXAMPLE"), policy: grantTo("AWS:AIDAOTHER"), want: ImplicitDeny},
		{name: "a unique id of a deleted user", policy: grantTo("AWS:AIDAEXAMPLE"), want: ImplicitDeny},
		{name: "a group's policy counts for its users", identity: []string{allowEC2, "Group: Allow s3:GetObject on *"}, want: Allowed},
		{name: "a group's Deny counts for its users", identity: []string{allowAll, "Group: Deny s3:* on *"}, want: ExplicitDeny},
	})
	run(t, "Resource-based policies and implicit denies in other policy types (same account)", principalTable())
	run(t, "How AWS enforcement code logic evaluates requests: the root user", []scenario{
		{name: "has full access without any policy", principal: rootA, want: Allowed},
		{name: "by account id", principal: accountA, want: Allowed},
		{name: "is not limited by a permissions boundary", principal: rootA, boundary: allowEC2, want: Allowed},
		{name: "is denied by the resource-based policy", principal: rootA, policy: "Deny s3:* on * to *", want: ExplicitDeny},
		{name: "is denied when its account is", principal: rootA, policy: "Deny s3:* on * to AWS:" + accountA, want: ExplicitDeny},
		{name: "mends a bucket policy that denies everybody", principal: rootA, action: "s3:PutBucketPolicy", resource: bucket, policy: "Deny s3:* on * to *", want: Allowed},
		{name: "reads such a bucket policy", principal: rootA, action: "s3:GetBucketPolicy", resource: bucket, policy: "Deny s3:* on * to *", want: Allowed},
		{name: "of another account does not mend it", principal: rootB, action: "s3:PutBucketPolicy", resource: bucket, account: accountA, policy: "Deny s3:* on * to *", want: ExplicitDeny},
		{name: "users do not mend it", action: "s3:PutBucketPolicy", resource: bucket, identity: []string{allowAll}, policy: "Deny s3:* on * to *", want: ExplicitDeny},
		{name: "needs the key policy for a KMS key", principal: rootA, action: "kms:Decrypt", resource: key, policy: "Allow kms:* on * to AWS:" + alice, want: ImplicitDeny},
		{name: "is meant when the key policy names the account", principal: rootA, action: "kms:Decrypt", resource: key, policy: "Allow kms:* on * to AWS:" + rootA, want: Allowed},
		{name: "cannot assume a role", principal: rootA, action: "sts:AssumeRole", resource: roleOps, policy: "Allow sts:AssumeRole to AWS:" + bob, want: ImplicitDeny},
	})
}

// carlos is the example of the page: carlossalazar and his bucket.
func carlos() []scenario {
	const user = "arn:aws:iam::123456789012:user/carlossalazar"
	identity := []string{`AllowS3ListRead: Allow s3:GetBucketLocation, s3:GetAccountPublicAccessBlock, s3:ListAccessPoints, s3:ListAllMyBuckets on arn:aws:s3:::*
		AllowS3Self: Allow s3:* on arn:aws:s3:::amzn-s3-demo-bucket-carlossalazar/*, arn:aws:s3:::amzn-s3-demo-bucket-carlossalazar
		DenyS3Logs: Deny s3:* on arn:aws:s3:::*log*`}
	policy := "Allow s3:* on arn:aws:s3:::amzn-s3-demo-bucket-carlossalazar/*, arn:aws:s3:::amzn-s3-demo-bucket-carlossalazar to AWS:" + user
	put := func(name, resource, policy string, want Decision) scenario {
		return scenario{name: name, principal: user, action: "s3:PutObject", resource: resource, identity: identity, policy: policy, want: want}
	}
	return []scenario{
		put("the logs bucket is denied", "arn:aws:s3:::amzn-s3-demo-bucket-carlossalazar-logs/f", "", ExplicitDeny),
		put("his own bucket is allowed by both", "arn:aws:s3:::amzn-s3-demo-bucket-carlossalazar/f", policy, Allowed),
		put("his own bucket is allowed by one", "arn:aws:s3:::amzn-s3-demo-bucket-carlossalazar/f", "", Allowed),
		put("another bucket is not mentioned", "arn:aws:s3:::amzn-s3-demo-bucket/f", "", ImplicitDeny),
		{name: "listing buckets is allowed", principal: user, action: "s3:ListAccessPoints", resource: "arn:aws:s3:::x", identity: identity, want: Allowed},
		{name: "another user has the bucket policy only", principal: "arn:aws:iam::123456789012:user/mary", action: "s3:PutObject", resource: "arn:aws:s3:::amzn-s3-demo-bucket-carlossalazar/f", policy: policy, want: ImplicitDeny},
		{name: "explicit and implicit denies: read", principal: user, action: "iam:GetUser", resource: user, identity: []string{"AllowGetList: Allow iam:Get*, iam:List* on *\nDenyReports: Deny iam:*Report on *"}, want: Allowed},
		{name: "explicit and implicit denies: write", principal: user, action: "iam:CreatePolicy", resource: "arn:aws:iam::123456789012:policy/p", identity: []string{"AllowGetList: Allow iam:Get*, iam:List* on *\nDenyReports: Deny iam:*Report on *"}, want: ImplicitDeny},
		{name: "explicit and implicit denies: report", principal: user, action: "iam:GetOrganizationsAccessReport", resource: "*", identity: []string{"AllowGetList: Allow iam:Get*, iam:List* on *\nDenyReports: Deny iam:*Report on *"}, want: ExplicitDeny},
		{name: "explicit and implicit denies: report allowed elsewhere", principal: user, action: "iam:GenerateCredentialReport", resource: "*", identity: []string{"AllowGetList: Allow iam:Get*, iam:List* on *\nDenyReports: Deny iam:*Report on *", "Allow iam:GenerateCredentialReport on *"}, want: ExplicitDeny},
	}
}

// principalTable goes through who calls × whom the resource-based policy names ×
// which other policy does not allow.
func principalTable() []scenario {
	type row struct {
		caller, named string
		limits        map[string]Decision
	}
	all := func(d Decision) map[string]Decision {
		return map[string]Decision{"identity": d, "boundary": d, "session": d, "boundary and session": d}
	}
	role := map[string]Decision{"identity": Allowed, "boundary": ImplicitDeny, "session": ImplicitDeny, "boundary and session": ImplicitDeny}
	account := map[string]Decision{"identity": ImplicitDeny, "boundary": ImplicitDeny, "session": ImplicitDeny, "boundary and session": ImplicitDeny}
	user := map[string]Decision{"identity": Allowed, "boundary": Allowed}
	rows := []row{
		{alice, "AWS:" + alice, user},
		{alice, "*", user},
		{alice, "AWS:" + rootA, map[string]Decision{"identity": ImplicitDeny, "boundary": ImplicitDeny}},
		{alice, "AWS:" + bob, map[string]Decision{"identity": ImplicitDeny, "boundary": ImplicitDeny}},
		{devMary, "AWS:" + devMary, all(Allowed)},
		{devMary, "AWS:" + roleDev, role},
		{devMary, "AWS:arn:aws:iam::111122223333:role/eng/Dev", role},
		{devMary, "*", all(Allowed)},
		{devMary, "AWS:" + rootA, account},
		{devMary, "AWS:" + devJohn, account},
		{devMary, "AWS:" + roleOps, account},
		{roleDev, "AWS:" + roleDev, role},
		{roleDev, "AWS:" + devMary, account},
		{roleDev, "*", all(Allowed)},
		{federated, "AWS:" + federated, all(Allowed)},
		{federated, "AWS:" + alice, role},
		{federated, "*", all(Allowed)},
		{federated, "AWS:" + rootA, account},
		{federated, "AWS:" + bob, account},
	}
	var out []scenario
	for _, r := range rows {
		for _, limit := range []string{"identity", "boundary", "session", "boundary and session"} {
			want, ok := r.limits[limit]
			if !ok {
				continue
			}
			s := scenario{
				name:      r.caller + " / policy names " + r.named + " / no allow in " + limit,
				principal: r.caller, policy: grantTo(r.named), want: want,
				identity: []string{allowRead}, boundary: allowRead, session: []string{allowRead},
			}
			if r.caller == alice {
				s.session = nil // a user acts without a session
			}
			switch limit {
			case "identity":
				s.identity = []string{allowEC2}
			case "boundary":
				s.boundary = allowEC2
			case "session":
				s.session = []string{allowEC2}
			default:
				s.boundary, s.session = allowEC2, []string{allowEC2}
			}
			out = append(out, s)
		}
	}
	return out
}

func TestBoundaries(t *testing.T) {
	run(t, "Permissions boundaries for IAM entities", []scenario{
		{name: "both allow", identity: []string{allowRead}, boundary: "Allow s3:*, cloudwatch:*, ec2:* on *", want: Allowed},
		{name: "the boundary does not allow", action: "iam:CreateUser", resource: bob, identity: []string{"Allow iam:CreateUser on *"}, boundary: "Allow s3:*, cloudwatch:*, ec2:* on *", want: ImplicitDeny},
		{name: "the boundary grants nothing", boundary: allowAll, want: ImplicitDeny},
		{name: "the boundary denies", identity: []string{allowAll}, boundary: allowAll + "\n" + denyRead, want: ExplicitDeny},
		{name: "the boundary denies what the resource-based policy grants", boundary: denyRead, policy: grantTo("AWS:" + alice), want: ExplicitDeny},
		{name: "the boundary has a condition that holds", identity: []string{allowAll}, boundary: "Allow * on * if StringEquals aws:RequestedRegion = eu-west-1", context: with("aws:RequestedRegion", "eu-west-1"), want: Allowed},
		{name: "the boundary has a condition that fails", identity: []string{allowAll}, boundary: "Allow * on * if StringEquals aws:RequestedRegion = eu-west-1", context: with("aws:RequestedRegion", "us-east-1"), want: ImplicitDeny},
		{name: "of a role", principal: devMary, identity: []string{allowAll}, boundary: allowEC2, want: ImplicitDeny},
		{name: "boundary, SCP and identity-based policy must all allow", identity: []string{allowAll}, boundary: allowAll, scps: [][]string{{allowEC2}}, want: ImplicitDeny},
		{name: "boundary, session policy and identity-based policy all allow", principal: devMary, identity: []string{allowRead}, boundary: allowRead, session: []string{allowRead}, want: Allowed},
		{name: "boundary and session policy do not meet", principal: devMary, identity: []string{allowAll}, boundary: allowRead, session: []string{allowEC2}, want: ImplicitDeny},
		{name: "a Deny with NotPrincipal always hits who has a boundary", identity: []string{allowAll}, boundary: allowAll, policy: "Deny s3:* on * not to AWS:" + alice + ", AWS:" + rootA, want: ExplicitDeny},
		{name: "the same without a boundary", identity: []string{allowAll}, policy: "Deny s3:* on * not to AWS:" + alice + ", AWS:" + rootA, want: Allowed},
		{name: "a Deny of ArnNotEquals does not", identity: []string{allowAll}, boundary: allowAll, policy: "Deny s3:* on * to * if ArnNotEquals aws:PrincipalArn = " + alice, want: Allowed},
		{name: "does not limit services", principal: "logs.amazonaws.com", boundary: allowEC2, policy: grantTo("Service:logs.amazonaws.com"), want: Allowed},
	})
}

func TestSessions(t *testing.T) {
	run(t, "Policies and permissions in AWS Identity and Access Management: Session policies", []scenario{
		{name: "both allow", principal: devMary, identity: []string{allowAll}, session: []string{allowRead}, want: Allowed},
		{name: "the session policy does not allow", principal: devMary, identity: []string{allowAll}, session: []string{allowEC2}, want: ImplicitDeny},
		{name: "the session policy grants nothing", principal: devMary, session: []string{allowAll}, want: ImplicitDeny},
		{name: "the session policy denies", principal: devMary, identity: []string{allowAll}, session: []string{allowAll + "\n" + denyRead}, want: ExplicitDeny},
		{name: "the session policy denies what the resource grants to the session", principal: devMary, session: []string{denyRead}, policy: grantTo("AWS:" + devMary), want: ExplicitDeny},
		{name: "any of several session policies allows", principal: devMary, identity: []string{allowAll}, session: []string{allowEC2, allowRead}, want: Allowed},
		{name: "a role session without session policies is not limited", principal: devMary, identity: []string{allowRead}, want: Allowed},
		{name: "a role's session without a name", principal: roleDev, identity: []string{allowRead}, session: []string{allowEC2}, want: ImplicitDeny},
		{name: "the resource names the role: capped by the session policy", principal: devMary, session: []string{allowEC2}, policy: grantTo("AWS:" + roleDev), want: ImplicitDeny},
		{name: "the resource names the role: within the session policy", principal: devMary, session: []string{allowRead}, policy: grantTo("AWS:" + roleDev), want: Allowed},
		{name: "the resource names the session: not capped", principal: devMary, session: []string{allowEC2}, policy: grantTo("AWS:" + devMary), want: Allowed},
		{name: "the resource names another session of the role", principal: devMary, session: []string{allowRead}, policy: grantTo("AWS:" + devJohn), want: ImplicitDeny},
		{name: "a user's session by GetFederationToken is capped", principal: federated, identity: []string{allowAll}, session: []string{allowEC2}, want: ImplicitDeny},
		{name: "a user's session by GetFederationToken within both", principal: federated, identity: []string{allowAll}, session: []string{allowRead}, want: Allowed},
		{name: "without a session policy it has nothing", principal: federated, identity: []string{allowAll}, want: ImplicitDeny},
		{name: "without a session policy, the resource names the session", principal: federated, identity: []string{allowAll}, policy: grantTo("AWS:" + federated), want: Allowed},
		{name: "without a session policy, the resource names the user", principal: federated, identity: []string{allowAll}, policy: grantTo("AWS:" + alice), want: ImplicitDeny},
		{name: "an IAM user under a session policy is capped as well", principal: alice, session: []string{allowEC2}, policy: grantTo("AWS:" + alice), want: ImplicitDeny},
		{name: "session tags are context", principal: devMary, context: with("aws:PrincipalTag/team", "blue"), identity: []string{"Allow * on * if StringEquals aws:PrincipalTag/team = blue"}, want: Allowed},
	})
}

func TestNotPrincipal(t *testing.T) {
	except := func(principals string) string { return "Deny s3:* on * not to " + principals }
	run(t, "AWS JSON policy elements: NotPrincipal", []scenario{
		{name: "the user and its account are listed", identity: []string{allowAll}, policy: except("AWS:" + alice + ", AWS:" + rootA), want: Allowed},
		{name: "the account is not listed, so everybody in it is denied", identity: []string{allowAll}, policy: except("AWS:" + alice), want: ExplicitDeny},
		{name: "another user of the listed account", principal: bob, identity: []string{allowAll}, policy: except("AWS:" + alice + ", AWS:" + rootA), want: ExplicitDeny},
		{name: "the root user of the listed account", principal: rootA, policy: except("AWS:" + rootA), want: Allowed},
		{name: "the root user of an unlisted account", principal: rootA, policy: except("AWS:" + rootB), want: ExplicitDeny},
		{name: "session, role and account are listed", principal: devMary, identity: []string{allowAll}, policy: except("AWS:" + devMary + ", AWS:" + roleDev + ", AWS:" + rootA), want: Allowed},
		{name: "the session is not listed", principal: devJohn, identity: []string{allowAll}, policy: except("AWS:" + devMary + ", AWS:" + roleDev + ", AWS:" + rootA), want: ExplicitDeny},
		{name: "the role is not listed", principal: devMary, identity: []string{allowAll}, policy: except("AWS:" + devMary + ", AWS:" + rootA), want: ExplicitDeny},
		{name: "some session of the listed role", principal: roleDev, identity: []string{allowAll}, policy: except("AWS:" + roleDev + ", AWS:" + rootA), want: Allowed},
		{name: "a federated user and its account are listed", principal: federated, identity: []string{allowAll}, session: []string{allowAll}, policy: except("AWS:" + federated + ", AWS:" + rootA), want: Allowed},
		{name: "the listed service", principal: "cloudtrail.amazonaws.com", policy: grantTo("*") + "\n" + except("Service:cloudtrail.amazonaws.com"), want: Allowed},
		{name: "another service", principal: "config.amazonaws.com", policy: grantTo("*") + "\n" + except("Service:cloudtrail.amazonaws.com"), want: ExplicitDeny},
		{name: "nobody is never listed", principal: anonymous, policy: grantTo("*") + "\n" + except("AWS:"+rootA), want: ExplicitDeny},
		{name: "everyone is listed", identity: []string{allowAll}, policy: except("*"), want: Allowed},
		{name: "Allow grants to who is not listed", principal: bob, policy: "Allow s3:* on * not to AWS:" + alice, want: Allowed},
		{name: "Allow does not grant to who is listed", principal: alice, policy: "Allow s3:* on * not to AWS:" + alice, want: ImplicitDeny},
		{name: "Allow does not grant within a listed account", principal: bob, policy: "Allow s3:* on * not to AWS:" + rootA, want: ImplicitDeny},
		{name: "Allow grants to nobody in particular", principal: anonymous, policy: "Allow s3:* on * not to AWS:" + alice, want: Allowed},
		{name: "a condition narrows the Deny", identity: []string{allowAll}, policy: except("AWS:"+bob+", AWS:"+rootA) + " if Bool aws:SecureTransport = false", context: with("aws:SecureTransport", "true"), want: Allowed},
	})
}
