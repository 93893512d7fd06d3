package lint

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

var applicabilityCodes = []CodeInfo{
	{
		Code: "IAMC_ACTION_RESOURCE_MISMATCH", Type: TypeWarning, Title: "Action and resource never match",
		What:      "The action acts on none of the statement's resources, so the statement never applies to it.",
		Example:   `{"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "arn:aws:s3:::example"}`,
		Fix:       "Name the kind of resource the action acts on; actions that act on no resource need \"*\".",
		LearnMore: userGuide + "reference_policies_actions-resources-contextkeys.html",
	},
}

// checkApplicability looks for actions that none of the statement's resources can
// be the object of.
func (l *linter) checkApplicability(s *statement) {
	if s.notAction || s.notResource || len(s.resources) == 0 || l.kind == policy.KindTrust || s.everyResource() {
		return
	}
	for i := range s.resources {
		if !s.resources[i].ok {
			return // reported elsewhere, and it may mean anything
		}
	}
	for i := range s.actions {
		a := &s.actions[i]
		if a.service == nil || !l.spend(4*len(s.resources)) {
			continue
		}
		any, applies := false, false
		l.matches(a, func(known *catalog.Action) bool {
			any = true
			for j := range s.resources {
				l.spend(effort(len(s.resources[j].arn.Resource)))
				if appliesTo(a.service, known, &s.resources[j]) {
					applies = true
					return false
				}
			}
			return !l.exhausted()
		})
		if any && !applies && !l.exhausted() {
			what := "acts on none of the resources of the statement"
			if a.known != nil && len(a.known.Resources) == 0 {
				what = `acts on no kind of resource and needs "*"`
			}
			l.add("IAMC_ACTION_RESOURCE_MISMATCH", l.actionPath(s, a), a.value.Span, "%s %s.", clip(a.value.Text), what)
		}
	}
}

// appliesTo reports whether the action can act on something the resource stands for.
func appliesTo(svc *catalog.Service, a *catalog.Action, r *resource) bool {
	if r.all {
		return true
	}
	formats := arnFormats(r.arn.Service)
	if len(formats) == 0 && !catalog.Known(r.arn.Service) {
		return true // a service whose resources are not known, or a wildcard
	}
	for i := range a.Resources {
		name := a.Resources[i].Name
		for j := range formats {
			f := &formats[j]
			if f.prefix == svc.Prefix && f.typeName == name && f.fits(r) {
				return true
			}
		}
		if foreignType(svc, name, r) {
			return true
		}
	}
	return false
}

// foreignType reports whether a resource type that the action's service lists has
// ARNs of another service, and the resource is one of them: sts:AssumeRole acts on
// roles, whose ARNs are IAM's.
func foreignType(svc *catalog.Service, name string, r *resource) bool {
	if r.arn.Service == svc.Prefix {
		return false
	}
	t := svc.ResourceType(name)
	if t == nil {
		return false
	}
	parts := strings.SplitN(t.ARN, ":", 6)
	if len(parts) != 6 || parts[2] != r.arn.Service && !strings.Contains(parts[2], "${") {
		return false
	}
	return overlaps(r.arn.Resource, globbed(parts[5]))
}
