package lint

import "github.com/iam-copilot/iam-copilot/shared/policy"

var storageCodes = []CodeInfo{
	{
		Code: "IAMC_MALFORMED_POLICY", Type: TypeError, Title: "Malformed policy document",
		What:      "IAM answers MalformedPolicyDocument when this policy is stored, although IAM Access Analyzer reports no error for it.",
		Example:   `{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": {"NumericLessThan": {"s3:max-keys": "ten"}}}`,
		Fix:       "Correct the value shown: numbers, dates, addresses, ARNs and base64 text must be well-formed, and lists of actions and resources must not be empty.",
		LearnMore: userGuide + "reference_policies_grammar.html",
	},
}

// malformed reports what IAM refuses to store and Access Analyzer has no error for.
func (l *linter) malformed(path string, span policy.Span, format string, args ...any) {
	l.add("IAMC_MALFORMED_POLICY", path, span, format, args...)
}
