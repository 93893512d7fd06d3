package lint

import "github.com/iam-copilot/iam-copilot/shared/policy"

var sizeCodes = []CodeInfo{
	{
		Code: "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA", Type: TypeWarning, Title: "Policy size exceeds identity policy quota",
		What:    "The policy has more characters, white space left out, than any identity-based policy may have. Nearer quotas (6,144 for a managed policy) apply by where it is stored.",
		Example: `a policy of more than 10,240 characters`,
		Fix:     "Split the policy into several, or shorten its lists with wildcards that mean the same.",
	},
	{
		Code: "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA", Type: TypeWarning, Title: "Policy size exceeds resource policy quota",
		What:    "The policy has more characters than the service stores.",
		Example: `a bucket policy of more than 20,480 characters`,
		Fix:     "Shorten the policy: name organizations or principal tags in conditions instead of long lists.",
	},
	{
		Code: "POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA", Type: TypeWarning, Title: "Policy size exceeds role trust policy quota",
		What:    "The trust policy has more characters, white space left out, than the default quota.",
		Example: `a trust policy of more than 2,048 characters`,
		Fix:     "Shorten the policy, or request a higher quota (up to 4,096) in Service Quotas.",
	},
	{
		Code: "POLICY_SIZE_EXCEEDS_SCP_QUOTA", Type: TypeError, Title: "Policy size exceeds SCP quota",
		What:    "The service control policy has more characters than AWS Organizations stores.",
		Example: `a service control policy of more than 10,240 characters`,
		Fix:     "Split the policy into several; white space counts too when it is sent through the API.",
	},
	{
		Code: "POLICY_SIZE_EXCEEDS_RCP_QUOTA", Type: TypeError, Title: "Policy size exceeds RCP quota",
		What:    "The resource control policy has more characters than AWS Organizations stores.",
		Example: `a resource control policy of more than 5,120 characters`,
		Fix:     "Split the policy into several; white space counts too when it is sent through the API.",
	},
	{
		Code: "IAMC_SESSION_POLICY_SIZE", Type: TypeError, Title: "Session policy too long",
		What:      "The session policy has more characters than AWS STS takes for all session policies of a request together.",
		Example:   `a session policy of more than 2,048 characters`,
		Fix:       "Shorten the policy, or keep it as a managed policy and pass its ARN.",
		LearnMore: userGuide + "reference_iam-quotas.html",
	},
}

// largestIdentityPolicy is the quota of all inline policies of a role, the
// largest of the identity-based ones, at which Access Analyzer's finding begins.
const largestIdentityPolicy = 10240

func (l *linter) checkSize() {
	code, limit := l.sizeLimit()
	src := l.doc.Source()
	if code == "" || len(src) <= limit {
		return
	}
	if size := policy.Size([]byte(src)); size > limit {
		l.add(code, "", l.doc.Span, "The policy has %d characters without white space; at most %d are allowed.", size, limit)
	}
}

func (l *linter) sizeLimit() (code string, limit int) {
	switch l.kind {
	case policy.KindIdentity:
		return "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA", largestIdentityPolicy
	case policy.KindBoundary:
		code = "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA"
	case policy.KindTrust:
		code = "POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA"
	case policy.KindSession:
		code = "IAMC_SESSION_POLICY_SIZE"
	case policy.KindSCP:
		code = "POLICY_SIZE_EXCEEDS_SCP_QUOTA"
	case policy.KindRCP:
		code = "POLICY_SIZE_EXCEEDS_RCP_QUOTA"
	case policy.KindResource:
		if quota, ok := policy.ResourceQuota(l.resourceType); ok {
			return "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA", quota.Characters
		}
		return "", 0
	default:
		return "", 0
	}
	return code, policy.Quotas(l.kind)[0].Characters
}
