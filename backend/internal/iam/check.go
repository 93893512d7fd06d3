package iam

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// What AWS takes, by the patterns and lengths of the "IAM API reference" (CreateUser,
// CreatePolicy, Tag) and "IAM and AWS STS quotas" (IAM User Guide). The wire types
// check what is the same everywhere.
var (
	pathForm  = regexp.MustCompile(`^(/|/[!-~]+/)$`)
	tagKey    = regexp.MustCompile(`^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$`)
	tagValue  = regexp.MustCompile(`^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$`)
	policyArn = regexp.MustCompile(`^arn:aws[a-z-]*:iam::(aws|[0-9]{12}):policy/[!-~]+$`)
)

// longest are the most characters that a name of each kind may have.
var longest = map[kind]int{userKind: 64, groupKind: 128, roleKind: 64, policyKind: 128, profileKind: 128}

const (
	maxPath     = 512
	maxTags     = 50
	maxTagKey   = 128
	maxTagValue = 256
	maxVersions = 5
)

// checkName refuses a name that is too long for its kind.
func checkName(kind kind, at, name string) error {
	if len(name) > longest[kind] {
		return ErrInput.Saying("The name of a %s has at most %d characters.", kind, longest[kind]).At(at, fmt.Sprintf("is longer than %d characters", longest[kind]))
	}
	return nil
}

// checkPath refuses a path that AWS does not take; an empty one is left out.
func checkPath(at, path string) error {
	if path != "" && (!pathForm.MatchString(path) || len(path) > maxPath || strings.Contains(path, "//")) {
		return ErrInput.Saying("A path begins and ends with a slash, has no two in a row, and has at most %d characters.", maxPath).
			At(at, "must be like /engineering/")
	}
	return nil
}

// checkTags refuses tags that AWS does not take.
func checkTags(at string, set map[string]string, remove []string) error {
	if len(set) > maxTags {
		return ErrInput.Saying("At most %d tags can be on one thing.", maxTags).At(at, "holds too many tags")
	}
	seen := map[string]string{}
	for _, key := range slices.Concat(slices.Sorted(maps.Keys(set)), remove) {
		if n := utf8.RuneCountInString(key); n < 1 || n > maxTagKey || !tagKey.MatchString(key) {
			return ErrInput.Saying("The tag key %q cannot be used: it has 1 to %d letters, digits, spaces and _.:/=+-@.", key, maxTagKey).At(at, "holds a bad key")
		}
		if strings.HasPrefix(strings.ToLower(key), "aws:") {
			return ErrInput.Saying("Tag keys that begin with aws: are AWS's own.").At(at, "holds a key that begins with aws:")
		}
		if before, twice := seen[strings.ToLower(key)]; twice {
			return ErrInput.Saying("The tag keys %q and %q are the same to IAM, which does not tell upper from lower case.", before, key).At(at, "names a key twice")
		}
		seen[strings.ToLower(key)] = key
		if value := set[key]; utf8.RuneCountInString(value) > maxTagValue || !tagValue.MatchString(value) {
			return ErrInput.Saying("The value of the tag %q cannot be used: it has at most %d letters, digits, spaces and _.:/=+-@.", key, maxTagValue).At(at, "holds a bad value")
		}
	}
	return nil
}

// checkPolicyArn refuses what is no ARN of a managed policy.
func checkPolicyArn(at, arn string) error {
	if !policyArn.MatchString(arn) {
		return ErrInput.Saying("A managed policy is named by its ARN, such as arn:aws:iam::123456789012:policy/name.").At(at, "is not the ARN of a managed policy")
	}
	return nil
}

// documentOf is the text of a document: an object as it was sent, or the content of
// a string.
func documentOf(at string, raw json.RawMessage) (string, error) {
	raw = bytes.TrimSpace(raw)
	text := string(raw)
	if len(raw) == 0 || raw[0] != '{' {
		if err := json.Unmarshal(raw, &text); err != nil {
			return "", ErrDocument.At(at, "must be a JSON object, or a string that holds JSON text")
		}
	}
	if doc := policy.ParseString(text); doc.Incomplete() {
		return "", ErrDocument.Saying("The document is not JSON to its end: %s.", strings.TrimSuffix(doc.Err().Error(), ".")).At(at, "is not a JSON object")
	}
	return text, nil
}

// checkSize refuses a document that is longer than its quota, as AWS counts.
func checkSize(at, text string, kind policy.Kind) error {
	for _, q := range policy.Quotas(kind) {
		limit := max(q.Characters, q.Adjustable)
		if q.Total {
			continue
		}
		if size := policy.Size([]byte(text)); size > limit {
			return ErrInput.Saying("The document has %d characters without white space, and a %s may have %d.", size, q.Name, limit).At(at, "is too long")
		}
	}
	return nil
}

// inlineQuota is the most characters that all inline policies of somebody may have
// together.
func inlineQuota(kind kind) int {
	for _, q := range policy.Quotas(policy.KindIdentity) {
		if q.Total && strings.HasSuffix(q.Name, string(kind)) {
			return q.Characters
		}
	}
	return 0
}
