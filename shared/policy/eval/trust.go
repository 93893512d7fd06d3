package eval

import "strings"

// roleActions are the actions that the trust policy of a role governs: those that
// assume it, and those that pass session tags or a source identity along
// ("Actions, resources, and condition keys for AWS Security Token Service").
var roleActions = map[string]bool{
	"sts:assumerole":                true,
	"sts:assumerolewithsaml":        true,
	"sts:assumerolewithwebidentity": true,
	"sts:tagsession":                true,
	"sts:setsourceidentity":         true,
	"sts:setcontext":                true,
}

// assumesRole reports whether the request is to assume a role, so that the
// resource's policy is that role's trust policy. The trust policy must always
// allow; within one account, an Allow that names the caller is enough, one that
// names the account leaves the rest to identity-based policies ("AssumeRole", AWS
// STS API Reference).
func (c *Call) assumesRole() bool {
	if c.service != "sts" || !roleActions[c.actionLower] {
		return false
	}
	switch c.actionLower {
	case "sts:assumerole", "sts:assumerolewithsaml", "sts:assumerolewithwebidentity":
		return true
	}
	return strings.HasPrefix(c.resourceARN.resource, "role/")
}

func isServiceLinkedRoleARN(arn string) bool {
	return strings.Contains(arn, ":role/aws-service-role/")
}
