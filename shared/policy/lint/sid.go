package lint

import (
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

var sidCodes = []CodeInfo{
	{
		Code: "UNSUPPORTED_SID", Type: TypeError, Title: "Unsupported Sid",
		What:    "In policies that IAM and AWS Organizations store, a statement id has only the letters a-z and A-Z and digits.",
		Example: `{"Sid": "read-only", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}`,
		Fix:     "Leave out the other characters.",
	},
	{
		Code: "UNIQUE_SIDS_REQUIRED", Type: TypeError, Title: "Unique Sids required",
		What:    "Two statements have the same id.",
		Example: `[{"Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}, {"Sid": "Read", "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*"}]`,
		Fix:     "Give each statement its own Sid.",
	},
	{
		Code: "UNIQUE_SIDS_RECOMMENDED", Type: TypeWarning, Title: "Unique Sids recommended",
		What:    "Two statements of a resource-based policy have the same id. Some services refuse it.",
		Example: `[{"Sid": "1", "Effect": "Allow", "Principal": "*", "Action": "sns:Publish", "Resource": "*"}, {"Sid": "1", "Effect": "Allow", "Principal": "*", "Action": "sns:Subscribe", "Resource": "*"}]`,
		Fix:     "Give each statement its own Sid.",
	},
	{
		Code: "EMPTY_SID_VALUE", Type: TypeSuggestion, Title: "Empty Sid value",
		What:    "Sid is there but empty.",
		Example: `{"Sid": "", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}`,
		Fix:     "Write an id, or remove the element.",
	},
}

// strictSids reports whether the statement ids of this kind of policy must be
// alphanumeric and unique. Services that store resource policies have their own
// rules; trust policies are stored as written.
func (l *linter) strictSids() bool {
	switch l.kind {
	case policy.KindResource, policy.KindTrust:
		return l.resourceType == "AWS::SecretsManager::Secret"
	}
	return true
}

func (l *linter) checkSid(s *statement) {
	if !s.Sid.IsString() {
		return
	}
	if s.Sid.Text == "" {
		f := l.add("EMPTY_SID_VALUE", l.path(s, "Sid"), s.Sid.Span, "The Sid is empty.")
		f.Fix = removeElement(s.Statement, "Sid", "Remove the empty Sid")
		return
	}
	if !l.strictSids() {
		return
	}
	clean := make([]byte, 0, len(s.Sid.Text))
	for i := 0; i < len(s.Sid.Text); i++ {
		if isAlphanumeric(s.Sid.Text[i]) {
			clean = append(clean, s.Sid.Text[i])
		}
	}
	if len(clean) == len(s.Sid.Text) {
		return
	}
	f := l.add("UNSUPPORTED_SID", l.path(s, "Sid"), s.Sid.Span, "The Sid %s has characters other than a-z, A-Z and 0-9.", clip(s.Sid.Text))
	if len(clean) > 0 {
		f.Fix = replaceText(s.Sid, string(clean), "Remove the other characters")
	}
}

func isAlphanumeric(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// checkSids looks for statement ids that appear twice.
func (l *linter) checkSids() {
	if len(l.st) < 2 {
		return
	}
	code := "UNIQUE_SIDS_REQUIRED"
	if l.kind == policy.KindResource {
		code = "UNIQUE_SIDS_RECOMMENDED"
	}
	seen := make(map[string]int, len(l.st))
	for i := range l.st {
		s := &l.st[i]
		if !s.Sid.IsString() || s.Sid.Text == "" {
			continue
		}
		if first, ok := seen[s.Sid.Text]; ok {
			l.add(code, l.path(s, "Sid"), s.Sid.Span, "The Sid %s is also that of %s.", clip(s.Sid.Text), l.doc.StatementPath(first))
			continue
		}
		seen[s.Sid.Text] = s.Index
	}
}
