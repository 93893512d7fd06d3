package posture

// checks are all there are, in the order that they are made.
var checks = []check{
	{Check{"ROOT_ACCESS_KEY", Critical, "The root user has an access key", "Whoever has the key can do everything in the account, and no policy of the account can limit it.", []Source{Summary}}, rootKeys},
	{Check{"ROOT_NO_MFA", Critical, "The root user has no MFA device", "A password alone, or access to its mailbox, is enough to take the whole account over.", []Source{Summary}}, rootMFA},
	{Check{"ROOT_VIRTUAL_MFA", Low, "The root user's MFA device is a virtual one", "Its secret can be copied from a phone or its backup; a passkey or hardware device does not give it away.", []Source{Summary, VirtualDevices}}, rootVirtual},
	{Check{"ROOT_USED", Medium, "The root user was used lately", "Daily work as the root user cannot be limited, and makes it hard to tell an intruder from a colleague.", []Source{RootUse}}, rootUsed},

	{Check{"USER_NO_MFA", High, "A user signs in to the console without MFA", "A stolen or guessed password is enough to act as the user.", []Source{Credentials}}, userMFA},
	{Check{"KEY_OLD", Medium, "An access key is old", "The longer a key is in use, the more copies there are of it, and the longer a lost one has been good.", []Source{Credentials}}, keyOld},
	{Check{"KEY_UNUSED", Medium, "An active access key is not used", "Nobody would notice if somebody else used it.", []Source{Credentials}}, keyUnused},
	{Check{"KEYS_TWO_ACTIVE", Low, "A user has two active access keys", "Two are for the days of a rotation; afterwards the old one is only a risk.", []Source{Credentials}}, keysTwo},
	{Check{"PASSWORD_UNUSED", Medium, "A console password is not used", "Nobody would notice if somebody else used it.", []Source{Credentials}}, passwordUnused},
	{Check{"USER_UNUSED", Medium, "A user is not used", "Its credentials are good, and nobody would notice their misuse.", []Source{Credentials}}, userUnused},
	{Check{"USER_DIRECT_POLICY", Low, "A user has policies of its own", "Rights that are given one by one are forgotten when somebody changes jobs; groups and roles keep them visible.", []Source{Authorization}}, userDirect},

	{Check{"GROUP_EMPTY", Low, "A group has no members", "Its policies wait for whoever is put into it by mistake.", []Source{Authorization}}, groupEmpty},
	{Check{"ROLE_UNUSED", Medium, "A role is not used", "It can still be assumed by whoever its trust policy lets in.", []Source{Authorization}}, roleUnused},

	{Check{"ADMIN_PRINCIPAL", Medium, "A user or role controls the account", "It may change the permissions of everybody, itself included: whoever has its credentials has the account.", []Source{Authorization}}, admins},
	{Check{"ESCALATION", High, "A user or role can make itself an administrator", "Its permissions are fewer than an administrator's on paper only.", []Source{Authorization}}, escalations},
	{Check{"OUTSIDE_ADMIN", High, "Somebody outside the account can become its administrator", "The safety of the account hangs on an account or identity provider that others look after.", []Source{Authorization}}, outsideAdmins},

	{Check{"TRUST_PUBLIC", Critical, "A role can be assumed from any AWS account", "Its trust policy names everybody: whoever knows its ARN may be able to act as it.", []Source{Authorization}}, trustPublic},
	{Check{"TRUST_NO_EXTERNAL_ID", Medium, "Another account may assume a role without an external id", "A service that acts for many customers can be talked into using the role for somebody else (the confused deputy problem).", []Source{Authorization}}, trustExternalID},
	{Check{"TRUST_OIDC_OPEN", High, "Too many identities of a web identity provider may assume a role", "Providers such as code hosts sign tokens for all their customers; only conditions on the subject and audience tell yours from others.", []Source{Authorization}}, trustOIDC},
	{Check{"RESOURCE_PUBLIC", High, "A resource's policy is public", "Anybody with an AWS account, or anybody at all, can do what its policy lets them.", []Source{Authorization}}, resourcePublic},

	{Check{"POLICY_ERROR", Medium, "A policy has errors", "A part of it does not do what its author meant.", []Source{Authorization}}, policyErrors},
	{Check{"POLICY_SECURITY_WARNING", Medium, "A policy allows more than is safe", "It lets its holders do things that are seldom meant.", []Source{Authorization}}, policyWarnings},
	{Check{"POLICY_INLINE", Low, "A user, group or role has an inline policy", "Inline policies are not listed, versioned or shared, and so are looked at least.", []Source{Authorization}}, policyInline},
	{Check{"POLICY_UNATTACHED", Low, "A policy is attached to nothing", "It gives nobody anything until somebody attaches it, without a review.", []Source{Authorization}}, policyUnattached},

	{Check{"PASSWORD_POLICY_NONE", Medium, "The account has no password policy", "AWS's default rules hold: eight characters, and passwords never end.", []Source{PasswordRules}}, passwordPolicyNone},
	{Check{"PASSWORD_POLICY_WEAK", Medium, "The account's password policy is weak", "Short or repeated passwords are guessed first.", []Source{PasswordRules}}, passwordPolicyWeak},
	{Check{"CERTIFICATE_EXPIRED", Medium, "A server certificate has ended", "Whatever serves it is refused by its clients, or taught them to look away.", []Source{Certificates}}, certificateExpired},
	{Check{"CERTIFICATE_EXPIRES_SOON", Low, "A server certificate ends soon", "IAM does not renew certificates.", []Source{Certificates}}, certificateSoon},
	{Check{"SAML_EXPIRED", Medium, "The metadata of a SAML provider has ended", "Sign-in by the provider may stop, or rest on certificates that are over.", []Source{SAML}}, samlExpired},
	{Check{"OIDC_PROVIDER_UNUSED", Low, "No role trusts an OIDC provider", "It waits for a role that lets its identities in.", []Source{OIDC, Authorization}}, oidcUnused},
}
