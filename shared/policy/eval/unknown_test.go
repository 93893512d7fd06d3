package eval

import "testing"

func TestUnknown(t *testing.T) {
	all := []string{"*"}
	mfa := []string{"aws:MultiFactorAuthPresent"}
	run(t, "unknown context: one condition", []scenario{
		{name: "an Allow hangs on it", unknown: mfa, identity: []string{"Allow * on * if Bool aws:MultiFactorAuthPresent = true"}, want: Unknown, missing: mfa},
		{name: "a Deny hangs on it", unknown: mfa, identity: []string{"Allow * on *\nDeny * on * if Bool aws:MultiFactorAuthPresent = false"}, want: Unknown, missing: mfa},
		{name: "an Allow and a Deny hang on it", unknown: mfa, identity: []string{"Allow * on * if Bool aws:MultiFactorAuthPresent = true\nDeny * on * if BoolIfExists aws:MultiFactorAuthPresent = false"}, want: Unknown, missing: mfa},
		{name: "every key may be present", unknown: all, identity: []string{"Allow * on * if Bool aws:MultiFactorAuthPresent = true"}, want: Unknown, missing: mfa},
		{name: "the caller's spelling is kept", unknown: []string{"AWS:multifactorauthpresent"}, identity: []string{"Allow * on * if Bool aws:MultiFactorAuthPresent = true"}, want: Unknown, missing: []string{"AWS:multifactorauthpresent"}},
		{name: "a known key is known", unknown: all, context: with("aws:MultiFactorAuthPresent", "true"), identity: []string{"Allow * on * if Bool aws:MultiFactorAuthPresent = true"}, want: Allowed},
		{name: "a key in both lists is known", unknown: mfa, context: with("aws:multifactorauthpresent", "false"), identity: []string{"Allow * on * if Bool aws:MultiFactorAuthPresent = true"}, want: ImplicitDeny},
		{name: "a key in neither list is absent", unknown: []string{"aws:SourceIp"}, identity: []string{"Allow * on * if Bool aws:MultiFactorAuthPresent = true"}, want: ImplicitDeny},
		{name: "an absent key satisfies IfExists", identity: []string{"Allow * on * if BoolIfExists aws:MultiFactorAuthPresent = true"}, want: Allowed},
		{name: "an unknown key may or may not", unknown: mfa, identity: []string{"Allow * on * if BoolIfExists aws:MultiFactorAuthPresent = true"}, want: Unknown, missing: mfa},
		{name: "presence is unknown as well", unknown: mfa, identity: []string{"Allow * on * if Null aws:MultiFactorAuthPresent = false"}, want: Unknown, missing: mfa},
		{name: "Null with both values always holds", unknown: mfa, identity: []string{"Allow * on * if Null aws:MultiFactorAuthPresent = true | false"}, want: Allowed},
		{name: "a star with IfExists always holds", unknown: all, identity: []string{"Allow * on * if StringLikeIfExists aws:SourceVpc = *"}, want: Allowed},
		{name: "a star without IfExists needs the key", unknown: all, identity: []string{"Allow * on * if StringLike aws:SourceVpc = *"}, want: Unknown, missing: []string{"aws:SourceVpc"}},
		{name: "a negated star never holds when present", unknown: all, identity: []string{"Allow * on * if StringNotLike aws:SourceVpc = *"}, want: Unknown, missing: []string{"aws:SourceVpc"}},
		{name: "a value that cannot be read never matches", unknown: all, identity: []string{"Allow * on * if NumericEquals s3:max-keys = many"}, want: ImplicitDeny},
		{name: "ForAllValues on a star always holds", unknown: all, identity: []string{"Allow * on * if ForAllValues:StringLike aws:TagKeys = *"}, want: Allowed},
		{name: "ForAllValues hangs on the values", unknown: all, identity: []string{"Allow * on * if ForAllValues:StringEquals aws:TagKeys = a"}, want: Unknown, missing: []string{"aws:TagKeys"}},
		{name: "ForAnyValue hangs on the values", unknown: all, identity: []string{"Allow * on * if ForAnyValue:StringEquals aws:TagKeys = a"}, want: Unknown, missing: []string{"aws:TagKeys"}},
		{name: "numbers", unknown: all, identity: []string{"Allow * on * if NumericLessThan s3:max-keys = 10"}, want: Unknown, missing: []string{"s3:max-keys"}},
		{name: "dates", unknown: all, identity: []string{"Allow * on * if DateLessThan aws:CurrentTime = 2026-01-01"}, want: Unknown, missing: []string{"aws:CurrentTime"}},
		{name: "addresses", unknown: all, identity: []string{"Allow * on * if IpAddress aws:SourceIp = 10.0.0.0/8"}, want: Unknown, missing: []string{"aws:SourceIp"}},
		{name: "ARNs", unknown: all, identity: []string{"Allow * on * if ArnLike aws:SourceArn = arn:aws:sns:*:*:*"}, want: Unknown, missing: []string{"aws:SourceArn"}},
	})
	run(t, "unknown context: only what matters is named", []scenario{
		{name: "two keys of one statement", unknown: all, identity: []string{"Allow * on * if Bool aws:SecureTransport = true & IpAddress aws:SourceIp = 10.0.0.0/8"}, want: Unknown, missing: []string{"aws:SecureTransport", "aws:SourceIp"}},
		{name: "another condition fails anyway", unknown: []string{"aws:SourceIp"}, context: with("aws:SecureTransport", "false"), identity: []string{"Allow * on * if Bool aws:SecureTransport = true & IpAddress aws:SourceIp = 10.0.0.0/8"}, want: ImplicitDeny},
		{name: "another condition holds anyway", unknown: []string{"aws:SourceIp"}, context: with("aws:SecureTransport", "true"), identity: []string{"Allow * on * if Bool aws:SecureTransport = true & IpAddress aws:SourceIp = 10.0.0.0/8"}, want: Unknown, missing: []string{"aws:SourceIp"}},
		{name: "another statement allows anyway", unknown: all, identity: []string{"Allow * on * if Bool aws:SecureTransport = true\nAllow s3:* on *"}, want: Allowed},
		{name: "another statement denies anyway", unknown: all, identity: []string{"Allow * on * if Bool aws:SecureTransport = true\nDeny s3:* on *"}, want: ExplicitDeny},
		{name: "the action differs", unknown: all, identity: []string{"Allow ec2:* on * if Bool aws:SecureTransport = true"}, want: ImplicitDeny},
		{name: "the resource differs", unknown: all, identity: []string{"Allow s3:* on arn:aws:s3:::other/* if Bool aws:SecureTransport = true"}, want: ImplicitDeny},
		{name: "nothing allows, so a possible Deny is nothing", unknown: all, identity: []string{"Deny * on * if Bool aws:SecureTransport = false"}, want: ImplicitDeny},
		{name: "a Deny of something else", unknown: all, identity: []string{"Allow * on *\nDeny ec2:* on * if Bool aws:SecureTransport = false"}, want: Allowed},
		{name: "the resource-based policy allows anyway", unknown: all, identity: []string{"Allow * on * if Bool aws:SecureTransport = true"}, policy: grantTo("AWS:" + alice), want: Allowed},
		{name: "the identity-based policy allows anyway", unknown: all, identity: []string{allowRead}, policy: grantTo("*") + " if IpAddress aws:SourceIp = 10.0.0.0/8", want: Allowed},
		{name: "the boundary does not allow anyway", unknown: all, identity: []string{"Allow * on * if Bool aws:SecureTransport = true"}, boundary: allowEC2, want: ImplicitDeny},
		{name: "the session policy does not allow anyway", principal: devMary, unknown: all, identity: []string{"Allow * on * if Bool aws:SecureTransport = true"}, session: []string{allowEC2}, want: ImplicitDeny},
		{name: "an SCP level does not allow anyway", unknown: all, identity: []string{"Allow * on * if Bool aws:SecureTransport = true"}, scps: [][]string{{fullAccess}, {allowEC2}}, want: ImplicitDeny},
		{name: "the boundary hangs on a key", unknown: all, identity: []string{allowAll}, boundary: "Allow * on * if StringEquals aws:RequestedRegion = eu-west-1", want: Unknown, missing: []string{"aws:RequestedRegion"}},
		{name: "the session policy hangs on a key", principal: devMary, unknown: all, identity: []string{allowAll}, session: []string{"Allow * on * if IpAddress aws:SourceIp = 10.0.0.0/8"}, want: Unknown, missing: []string{"aws:SourceIp"}},
		{name: "the boundary hangs on a key but the resource names the session", principal: devMary, unknown: all, identity: []string{allowAll}, boundary: "Allow * on * if StringEquals aws:RequestedRegion = eu-west-1", policy: grantTo("AWS:" + devMary), want: Allowed},
		{name: "an SCP hangs on a key", unknown: all, identity: []string{allowAll}, scps: [][]string{{fullAccess, denyRead + " if StringNotEquals aws:RequestedRegion = eu-west-1"}}, want: Unknown, missing: []string{"aws:RequestedRegion"}},
		{name: "an RCP hangs on a key", unknown: all, identity: []string{allowAll}, rcps: [][]string{{"Deny s3:* on * to * if StringNotEqualsIfExists aws:PrincipalOrgID = o-1"}}, want: Unknown, missing: []string{"aws:PrincipalOrgID"}},
		{name: "an RCP that does not apply", unknown: all, identity: []string{allowAll}, manager: accountA, rcps: [][]string{{"Deny s3:* on * to * if StringNotEqualsIfExists aws:PrincipalOrgID = o-1"}}, want: Allowed},
		{name: "across accounts, both sides hang on a key", principal: carol, account: accountA, unknown: all, identity: []string{"Allow * on * if Bool aws:SecureTransport = true"}, policy: grantTo("*") + " if StringEquals aws:PrincipalOrgID = o-1", want: Unknown, missing: []string{"aws:PrincipalOrgID", "aws:SecureTransport"}},
		{name: "across accounts, one side does not allow anyway", principal: carol, account: accountA, unknown: all, identity: []string{"Allow * on * if Bool aws:SecureTransport = true"}, policy: grantTo("AWS:" + alice), want: ImplicitDeny},
		{name: "what a key of a statement adds to a weaker one does not matter", unknown: all, identity: []string{"Allow * on * if Bool aws:SecureTransport = true\nAllow * on * if Bool aws:SecureTransport = true & IpAddress aws:SourceIp = 10.0.0.0/8"}, want: Unknown, missing: []string{"aws:SecureTransport"}},
		{name: "a trust policy hangs on a claim", principal: "accounts.google.com", action: "sts:AssumeRoleWithWebIdentity", resource: roleOps, unknown: all, policy: "Allow sts:AssumeRoleWithWebIdentity to Federated:accounts.google.com if StringEquals accounts.google.com:aud = app", want: Unknown, missing: []string{"accounts.google.com:aud"}},
		{name: "a unique id hangs on the user id", unknown: all, policy: grantTo("AWS:AIDAEXAMPLE"), want: Unknown, missing: []string{"aws:userid"}},
		{name: "nobody else's unique id matters to a federated user", principal: federated, unknown: all, policy: grantTo("AWS:AIDAEXAMPLE"), want: ImplicitDeny},
	})
	run(t, "unknown context: policy variables", []scenario{
		{name: "a resource hangs on a tag", unknown: all, resource: "arn:aws:s3:::b/blue/x", identity: []string{"Allow s3:* on arn:aws:s3:::b/${aws:PrincipalTag/team}/*"}, want: Unknown, missing: []string{"aws:PrincipalTag/team"}},
		{name: "a default does not make it certain", unknown: all, resource: "arn:aws:s3:::b/blue/x", identity: []string{"Allow s3:* on arn:aws:s3:::b/${aws:PrincipalTag/team, 'blue'}/*"}, want: Unknown, missing: []string{"aws:PrincipalTag/team"}},
		{name: "what surrounds the variable rules it out", unknown: all, resource: "arn:aws:s3:::other/blue/x", identity: []string{"Allow s3:* on arn:aws:s3:::b/${aws:PrincipalTag/team}/*"}, want: ImplicitDeny},
		{name: "another resource of the list matches anyway", unknown: all, identity: []string{"Allow s3:* on arn:aws:s3:::amzn-s3-demo-bucket/*, arn:aws:s3:::amzn-s3-demo-bucket/${aws:PrincipalTag/team}"}, want: Allowed},
		{name: "a NotResource hangs on a tag", unknown: all, resource: "arn:aws:s3:::b/blue/x", identity: []string{allowAll + "\nDeny s3:* not on arn:aws:s3:::b/${aws:PrincipalTag/team}/*"}, want: Unknown, missing: []string{"aws:PrincipalTag/team"}},
		{name: "a condition hangs on the variable of a known key", unknown: []string{"aws:PrincipalTag/team"}, context: with("aws:ResourceTag/team", "blue"), identity: []string{"Allow * on * if StringEquals aws:ResourceTag/team = ${aws:PrincipalTag/team}"}, want: Unknown, missing: []string{"aws:PrincipalTag/team"}},
		{name: "an ARN condition hangs on a variable", unknown: []string{"aws:PrincipalTag/team"}, context: with("aws:SourceArn", "arn:aws:sns:us-east-1:111122223333:blue"), identity: []string{"Allow * on * if ArnLike aws:SourceArn = arn:aws:sns:*:*:${aws:PrincipalTag/team}"}, want: Unknown, missing: []string{"aws:PrincipalTag/team"}},
		{name: "an ARN condition is ruled out by what surrounds the variable", unknown: []string{"aws:PrincipalTag/team"}, context: with("aws:SourceArn", "arn:aws:sqs:us-east-1:111122223333:blue"), identity: []string{"Allow * on * if ArnLike aws:SourceArn = arn:aws:sns:*:*:${aws:PrincipalTag/team}"}, want: ImplicitDeny},
		{name: "the user's name is known", unknown: all, resource: "arn:aws:s3:::b/Alice", identity: []string{"Allow s3:* on arn:aws:s3:::b/${aws:username}"}, want: Allowed},
		{name: "a role session certainly has no user name", principal: devMary, unknown: all, resource: "arn:aws:s3:::b/Mary", identity: []string{"Allow s3:* on arn:aws:s3:::b/${aws:username}"}, want: ImplicitDeny},
		{name: "the user's id is not known", unknown: all, resource: "arn:aws:s3:::b/AIDAEXAMPLE", identity: []string{"Allow s3:* on arn:aws:s3:::b/${aws:userid}"}, want: Unknown, missing: []string{"aws:userid"}},
	})
	run(t, "unknown context: what follows from the request is known", []scenario{
		{name: "the principal's ARN", unknown: all, identity: []string{"Allow * on * if ArnEquals aws:PrincipalArn = " + alice}, want: Allowed},
		{name: "the principal's ARN, unless it is declared unknown by name", unknown: []string{"aws:PrincipalArn"}, identity: []string{"Allow * on * if ArnEquals aws:PrincipalArn = " + alice}, want: Unknown, missing: []string{"aws:PrincipalArn"}},
		{name: "the principal's account", unknown: all, identity: []string{"Allow * on * if StringEquals aws:PrincipalAccount = 444455556666"}, want: ImplicitDeny},
		{name: "a user is no service", unknown: all, identity: []string{allowAll}, policy: "Deny s3:* on * to * if Bool aws:PrincipalIsAWSService = true", want: Allowed},
		{name: "the organization is not known", unknown: all, identity: []string{allowAll}, policy: "Deny s3:* on * to * if StringNotEquals aws:PrincipalOrgID = o-1", want: Unknown, missing: []string{"aws:PrincipalOrgID"}},
		{name: "nobody is in no organization", principal: anonymous, unknown: all, policy: grantTo("*") + " if StringEquals aws:PrincipalOrgID = o-1", want: ImplicitDeny},
		{name: "nobody has no tags", principal: anonymous, unknown: all, policy: grantTo("*") + " if StringEquals aws:PrincipalTag/team = blue", want: ImplicitDeny},
		{name: "nobody has no MFA", principal: anonymous, unknown: all, policy: grantTo("*") + " if Bool aws:MultiFactorAuthPresent = true", want: ImplicitDeny},
		{name: "nobody's address is not known", principal: anonymous, unknown: all, policy: grantTo("*") + " if IpAddress aws:SourceIp = 10.0.0.0/8", want: Unknown, missing: []string{"aws:SourceIp"}},
		{name: "a service is in no organization", principal: "cloudtrail.amazonaws.com", unknown: all, policy: grantTo("*") + " if StringEquals aws:PrincipalOrgID = o-1", want: ImplicitDeny},
		{name: "the resource's account", unknown: all, action: "sqs:SendMessage", resource: "arn:aws:sqs:us-east-1:111122223333:q", identity: []string{"Allow * on * if StringEquals aws:ResourceAccount = 111122223333"}, want: Allowed},
		{name: "the resource's account when nothing tells", unknown: all, identity: []string{"Allow * on * if StringEquals aws:ResourceAccount = 111122223333"}, want: Unknown, missing: []string{"aws:ResourceAccount"}},
	})
}

func TestSettled(t *testing.T) {
	all := []string{"*"}
	allowIf := func(conditions ...string) []string {
		text := ""
		for _, c := range conditions {
			text += "Allow * on * if " + c + "\n"
		}
		return []string{text}
	}
	run(t, "unknown context: conditions on one key hang together", []scenario{
		{name: "two regions never meet", unknown: all, identity: allowIf("StringEquals aws:RequestedRegion = eu-west-1"), boundary: "Allow * on * if StringEquals aws:RequestedRegion = us-east-1", want: ImplicitDeny},
		{name: "allowed in one region, denied outside another", unknown: all, identity: allowIf("StringEquals aws:RequestedRegion = eu-west-1"), scps: [][]string{{fullAccess, "Deny * on * if StringNotEquals aws:RequestedRegion = us-east-1"}}, want: ImplicitDeny},
		{name: "denied whatever the region is", unknown: all, identity: []string{allowAll + "\nDeny * on * if StringEquals aws:RequestedRegion = eu-west-1\nDeny * on * if StringNotEquals aws:RequestedRegion = eu-west-1"}, want: ExplicitDeny},
		{name: "allowed in one region, denied outside the same", unknown: all, identity: allowIf("StringEquals aws:RequestedRegion = eu-west-1"), scps: [][]string{{fullAccess, "Deny * on * if StringNotEquals aws:RequestedRegion = eu-west-1"}}, want: Unknown, missing: []string{"aws:RequestedRegion"}},
		{name: "a condition or its opposite", unknown: all, identity: allowIf("StringEquals aws:RequestedRegion = eu-west-1", "StringNotEquals aws:RequestedRegion = eu-west-1"), want: Allowed},
		{name: "a condition and its opposite", unknown: all, identity: allowIf("StringEquals aws:RequestedRegion = eu-west-1 & StringNotEquals aws:RequestedRegion = eu-west-1"), want: ImplicitDeny},
		{name: "present or not", unknown: all, identity: allowIf("Null aws:TokenIssueTime = true", "Null aws:TokenIssueTime = false"), want: Allowed},
		{name: "true, false or not present", unknown: all, identity: allowIf("Bool aws:MultiFactorAuthPresent = true", "Bool aws:MultiFactorAuthPresent = false", "Null aws:MultiFactorAuthPresent = true"), want: Allowed},
		{name: "true or not present leaves false", unknown: all, identity: allowIf("Bool aws:MultiFactorAuthPresent = true", "Null aws:MultiFactorAuthPresent = true"), want: Unknown, missing: []string{"aws:MultiFactorAuthPresent"}},
		{name: "the same condition allows and denies", unknown: all, identity: []string{"Allow * on * if Bool aws:SecureTransport = true\nDeny * on * if Bool aws:SecureTransport = true"}, want: ImplicitDeny},
		{name: "a condition denies, its absence does not allow", unknown: all, identity: []string{"Allow * on * if StringLike aws:SourceVpc = vpc-*\nDeny * on * if Null aws:SourceVpc = false"}, want: ImplicitDeny},
		{name: "a literal within a pattern", unknown: all, identity: allowIf("StringEquals s3:prefix = home/alice"), boundary: "Allow * on * if StringLike s3:prefix = home/*", want: Unknown, missing: []string{"s3:prefix"}},
		{name: "a literal outside a pattern", unknown: all, identity: allowIf("StringEquals s3:prefix = tmp/alice"), boundary: "Allow * on * if StringLike s3:prefix = home/*", want: ImplicitDeny},
		{name: "a literal that a pattern denies", unknown: all, identity: allowIf("StringEquals s3:prefix = home/alice | home/bob"), policy: "Deny s3:* on * to * if StringLike s3:prefix = home/*", want: ImplicitDeny},
		{name: "patterns that do not meet", unknown: all, identity: allowIf("StringLike s3:prefix = home/*"), boundary: "Allow * on * if StringLike s3:prefix = tmp/*", want: ImplicitDeny},
		{name: "patterns that meet", unknown: all, identity: allowIf("StringLike s3:prefix = home/*"), boundary: "Allow * on * if StringLike s3:prefix = */docs", want: Unknown, missing: []string{"s3:prefix"}},
		{name: "a pattern within a denied one", unknown: all, identity: []string{"Allow * on * if StringLike s3:prefix = home/a*\nDeny * on * if StringLike s3:prefix = home/*"}, want: ImplicitDeny},
		{name: "a pattern around a denied one", unknown: all, identity: []string{"Allow * on * if StringLike s3:prefix = home/*\nDeny * on * if StringLike s3:prefix = home/a*"}, want: Unknown, missing: []string{"s3:prefix"}},
		{name: "ARN patterns that do not meet", unknown: all, identity: allowIf("ArnLike aws:SourceArn = arn:aws:sns:*:*:*"), boundary: "Allow * on * if ArnLike aws:SourceArn = arn:aws:sqs:*:*:*", want: ImplicitDeny},
		{name: "a variable within a pattern", unknown: all, identity: allowIf("StringEquals s3:prefix = home/${aws:username}"), boundary: "Allow * on * if StringLike s3:prefix = home/B*", want: ImplicitDeny},
		{name: "a variable without a value matches nothing", principal: devMary, unknown: all, identity: allowIf("StringNotEqualsIfExists s3:prefix = ${aws:username}"), want: Allowed},
		{name: "case matters to one and not to the other", unknown: all, identity: allowIf("StringEquals s3:prefix = HOME"), boundary: "Allow * on * if StringEqualsIgnoreCase s3:prefix = home", want: Unknown, missing: []string{"s3:prefix"}},
		{name: "numbers that meet", unknown: all, identity: allowIf("NumericGreaterThan s3:max-keys = 10"), boundary: "Allow * on * if NumericLessThan s3:max-keys = 11", want: Unknown, missing: []string{"s3:max-keys"}},
		{name: "numbers that do not meet", unknown: all, identity: allowIf("NumericGreaterThan s3:max-keys = 10"), boundary: "Allow * on * if NumericLessThanEquals s3:max-keys = 10", want: ImplicitDeny},
		{name: "numbers above, below and equal", unknown: all, identity: allowIf("NumericGreaterThan s3:max-keys = 10", "NumericLessThanEqualsIfExists s3:max-keys = 10"), want: Unknown, missing: []string{"s3:max-keys"}},
		{name: "dates that do not meet", unknown: all, identity: allowIf("DateGreaterThan aws:CurrentTime = 2026-06-01"), boundary: "Allow * on * if DateLessThan aws:CurrentTime = 2026-06-01", want: ImplicitDeny},
		{name: "dates that meet", unknown: all, identity: allowIf("DateGreaterThan aws:CurrentTime = 2026-06-01"), boundary: "Allow * on * if DateLessThan aws:CurrentTime = 2026-06-02", want: Unknown, missing: []string{"aws:CurrentTime"}},
		{name: "a range within another", unknown: all, identity: allowIf("IpAddress aws:SourceIp = 10.1.0.0/16"), boundary: "Allow * on * if IpAddress aws:SourceIp = 10.0.0.0/8", want: Unknown, missing: []string{"aws:SourceIp"}},
		{name: "a range outside another", unknown: all, identity: allowIf("IpAddress aws:SourceIp = 10.1.0.0/16"), boundary: "Allow * on * if IpAddress aws:SourceIp = 192.168.0.0/16", want: ImplicitDeny},
		{name: "a range that is denied", unknown: all, identity: []string{"Allow * on * if IpAddress aws:SourceIp = 10.1.0.0/16\nDeny * on * if IpAddress aws:SourceIp = 10.0.0.0/8"}, want: ImplicitDeny},
		{name: "ARNs that do not meet", unknown: all, identity: allowIf("ArnEquals aws:SourceArn = arn:aws:sns:us-east-1:111122223333:a"), boundary: "Allow * on * if ArnEquals aws:SourceArn = arn:aws:sns:us-east-1:111122223333:b", want: ImplicitDeny},
		{name: "set operators that agree", unknown: all, identity: []string{"Allow * on * if ForAnyValue:StringEquals aws:TagKeys = a\nDeny * on * if ForAnyValue:StringEquals aws:TagKeys = a"}, want: ImplicitDeny},
		{name: "set operators that may both hold", unknown: all, identity: allowIf("ForAnyValue:StringEquals aws:TagKeys = a"), boundary: "Allow * on * if ForAnyValue:StringEquals aws:TagKeys = b", want: Unknown, missing: []string{"aws:TagKeys"}},
		{name: "two keys, one of which settles the other", unknown: all, identity: allowIf("Bool aws:SecureTransport = true", "Bool aws:SecureTransport = true & StringEquals s3:prefix = a"), want: Unknown, missing: []string{"aws:SecureTransport"}},
		{name: "two keys, both needed", unknown: all, identity: allowIf("Bool aws:SecureTransport = true & StringEquals s3:prefix = a"), want: Unknown, missing: []string{"aws:SecureTransport", "s3:prefix"}},
		{name: "keys that are declared by name settle as well", unknown: []string{"aws:RequestedRegion"}, identity: allowIf("StringEquals aws:RequestedRegion = eu-west-1"), boundary: "Allow * on * if StringEquals aws:RequestedRegion = us-east-1", want: ImplicitDeny},
	})
}

func TestDecideFast(t *testing.T) {
	settled := scenario{unknown: []string{"*"}, identity: []string{"Allow * on * if Bool aws:SecureTransport = true\nDeny * on * if Bool aws:SecureTransport = true"}}
	certain := scenario{identity: []string{allowRead}}
	for _, test := range []struct {
		scenario
		fast, full Decision
	}{{settled, Unknown, ImplicitDeny}, {certain, Allowed, Allowed}} {
		set, call := prepare(t, test.request())
		if got := set.DecideFast(call); got != test.fast {
			t.Errorf("DecideFast says %s, want %s", got, test.fast)
		}
		if got := set.Decide(call); got != test.full {
			t.Errorf("Decide says %s, want %s", got, test.full)
		}
	}
}

func TestCallFor(t *testing.T) {
	set, call := prepare(t, scenario{identity: []string{"Allow s3:* on arn:aws:s3:::b/${aws:username}/*"}, resource: "arn:aws:s3:::b/Bob/x"}.request())
	who, err := ParsePrincipal(bob)
	if err != nil {
		t.Fatal(err)
	}
	if got := set.Decide(call); got != ImplicitDeny {
		t.Errorf("Alice: %s", got)
	}
	if got := set.Decide(call.For(who)); got != Allowed {
		t.Errorf("Bob: %s", got)
	}
	if got := set.Decide(call); got != ImplicitDeny {
		t.Errorf("Alice again: %s", got)
	}
	other, err := ParsePrincipal(carol)
	if err != nil {
		t.Fatal(err)
	}
	owned, err := NewCall(who, "s3:GetObject", "arn:aws:s3:::b/Carol/x", accountA, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := set.Decide(owned.For(other)); got != ImplicitDeny {
		t.Errorf("Carol, across accounts: %s", got)
	}
}
