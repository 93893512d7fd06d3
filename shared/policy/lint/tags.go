package lint

import (
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

var tagCodes = []CodeInfo{
	{
		Code: "MISSING_TAG_KEY_IN_CONDITION", Type: TypeError, Title: "Missing tag key in condition",
		What:    "The condition key is about one tag but does not say which.",
		Example: `{"StringEquals": {"aws:ResourceTag": "blue"}}`,
		Fix:     "Write the tag's key after a slash: aws:ResourceTag/team.",
	},
	{
		Code: "DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE", Type: TypeSecurityWarning, Title: "Deny with unsupported tag condition key for service",
		What:    "Requests for these actions never carry the resource's tags, so the Deny never applies to them.",
		Example: `{"Effect": "Deny", "Action": "s3:ListAllMyBuckets", "Resource": "*", "Condition": {"StringEquals": {"aws:ResourceTag/status": "secret"}}}`,
		Fix:     "Deny these actions in a statement of their own, by resource name.",
	},
	{
		Code: "DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE", Type: TypeSecurityWarning, Title: "Deny NotAction with unsupported tag condition key for service",
		What:    "Many actions never carry the resource's tags, so the Deny does not apply to them.",
		Example: `{"Effect": "Deny", "NotAction": "iam:*", "Resource": "*", "Condition": {"StringEquals": {"aws:ResourceTag/status": "secret"}}}`,
		Fix:     "List the actions that are to be denied.",
	},
	{
		Code: "ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE", Type: TypeSuggestion, Title: "Allow with unsupported tag condition key for service",
		What:    "Requests for these actions never carry the resource's tags, so the statement never allows them.",
		Example: `{"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*", "Condition": {"StringEquals": {"aws:ResourceTag/team": "blue"}}}`,
		Fix:     "Allow these actions in a statement of their own, by resource name.",
	},
	{
		Code: "ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE", Type: TypeSuggestion, Title: "Allow NotAction with unsupported tag condition key for service",
		What:    "Many actions never carry the resource's tags, so the statement does not allow them.",
		Example: `{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*", "Condition": {"StringEquals": {"aws:ResourceTag/team": "blue"}}}`,
		Fix:     "List the actions that are to be allowed.",
	},
}

const resourceTagKey = "aws:ResourceTag/${TagKey}"

// missingTag reports a key about one tag that names no tag.
func (l *linter) missingTag(s *statement, c *condition) bool {
	name := c.key.Name.Text
	bare := strings.TrimSuffix(name, "/")
	_, family, ok := strings.Cut(bare, ":")
	if !ok || strings.Contains(family, "/") {
		return false
	}
	if tagNames[strings.ToLower(family)] == "" || !c.info.global && c.info.service == nil {
		return false
	}
	if !c.info.global && c.info.service.ConditionKey(bare+"/tag") == nil {
		return false
	}
	l.add("MISSING_TAG_KEY_IN_CONDITION", l.conditionPath(s, c, -1), c.key.Name.Span, "%s does not say which tag: write %s/tag-key.", clip(name), clip(bare))
	return true
}

// checkTagConditions finds actions that do not know the resource's tags which the
// statement requires.
func (l *linter) checkTagConditions(s *statement) {
	if !s.allow && !s.deny {
		return
	}
	for i := range s.conditions {
		c := &s.conditions[i]
		if c.info.tag != "ResourceTag" || !c.info.global || !c.needsKey() {
			continue
		}
		effect := "DENY"
		if s.allow {
			effect = "ALLOW"
		}
		path, span, name := l.conditionPath(s, c, -1), c.key.Name.Span, clip(c.key.Name.Text)
		if s.notAction {
			l.add(effect+"_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE", path, span,
				"NotAction reaches actions whose requests never carry %s; list the actions instead.", name)
		} else if services, actions := l.untagged(s); len(services) > 0 {
			l.add(effect+"_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE", path, span,
				"Requests for %s (%s) never carry %s, so the statement never applies to them.", some(actions), some(services), name)
		}
		return
	}
}

// untagged lists the statement's actions that no resource tag can limit, and their
// services. A pattern is listed when that holds for every action it stands for.
func (l *linter) untagged(s *statement) (services, actions []string) {
	for i := range s.actions {
		a := &s.actions[i]
		if a.service == nil || !l.spend(8) {
			continue
		}
		any, supported := false, false
		l.matches(a, func(known *catalog.Action) bool {
			any = true
			supported = supportsKey(a.service, known, resourceTagKey)
			return !supported
		})
		if !any || supported || l.exhausted() {
			continue
		}
		actions = append(actions, a.value.Text)
		if !slices.Contains(services, a.service.Prefix) {
			services = append(services, a.service.Prefix)
		}
	}
	return services, actions
}
