package posture

import (
	"errors"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy/access"
)

// serviceLinked tells whether AWS itself keeps a role ("Create a service-linked role",
// AWS IAM User Guide): such roles are left alone.
func serviceLinked(arn string) bool { return strings.Contains(arn, ":role/aws-service-role/") }

// identityCenter tells whether IAM Identity Center keeps a role.
func identityCenter(arn string) bool {
	return strings.Contains(arn, ":role/aws-reserved/sso.amazonaws.com/")
}

func roleUnused(a *audit) error {
	told := false
	for i := range a.Snapshot.Roles {
		told = told || a.Snapshot.Roles[i].RoleLastUsed != nil
	}
	if !told && len(a.Snapshot.Roles) > 0 {
		return errors.New("the snapshot does not tell when roles were last used (RoleLastUsed)")
	}
	for i := range a.Snapshot.Roles {
		r := &a.Snapshot.Roles[i]
		if r.RoleLastUsed == nil || r.CreateDate.IsZero() || serviceLinked(r.Arn) || identityCenter(r.Arn) {
			continue
		}
		if age, unused := a.idle(r.CreateDate, r.RoleLastUsed.LastUsedDate); unused {
			a.add(Medium, r.Arn, Fix{Text: "Ask whose it is and whether it is for emergencies; else delete it."},
				[]Fact{fact("created", date(r.CreateDate)), fact("last used", date(r.RoleLastUsed.LastUsedDate)), fact("not used for", days(age))})
		}
	}
	return nil
}

// reach is what permissions of the account lead to; it takes some time to find out.
type reach struct {
	escalations access.Escalations
	exposures   []access.Exposure
	err         error
}

func (a *audit) reached() (*reach, error) {
	if a.reach == nil {
		a.reach = &reach{}
		a.reach.escalations, a.reach.err = a.Account.Escalations()
		if a.reach.err == nil {
			a.reach.exposures, a.reach.err = a.Account.Exposures(access.ExposureOptions{})
		}
		a.notes = append(a.notes, a.reach.escalations.Notes...)
		for _, u := range a.reach.escalations.Unknown {
			a.notes = append(a.notes, u.PrincipalARN+": "+u.Reason)
		}
	}
	return a.reach, a.reach.err
}

func admins(a *audit) error {
	r, err := a.reached()
	if err != nil {
		return err
	}
	grants := a.attachments()
	for _, x := range r.escalations.Administrators {
		if serviceLinked(x.PrincipalARN) {
			continue
		}
		severity, fix := Medium, Fix{Text: "Give it the permissions that it uses instead: its last accessed services and CloudTrail events tell which (see usage)."}
		switch {
		case strings.Contains(x.PrincipalARN, ":user/"):
			severity = High
			fix.Text = "Let people assume a role for administration, with MFA and for an hour at a time, and take these permissions from the user."
		case identityCenter(x.PrincipalARN):
			severity, fix.Text = Low, "Assign the permission set to as few people as possible, and ask for MFA at the identity provider."
		}
		evidence := []Fact{fact("by", listed(grants[x.PrincipalARN]))}
		if len(x.AssignedTo) > 0 {
			evidence = append(evidence, fact("assigned to", listed(x.AssignedTo)))
		}
		for _, c := range x.Conditions {
			evidence = append(evidence, fact("condition", c.String()))
		}
		a.add(severity, x.PrincipalARN, fix, evidence)
	}
	return nil
}

// attachments lists by the ARN of a principal where its permissions come from.
func (a *audit) attachments() map[string][]string {
	groups, out := map[string][]string{}, map[string][]string{}
	names := func(inline []access.InlinePolicy, attached []access.Attachment, suffix string) (all []string) {
		for _, p := range attached {
			all = append(all, p.PolicyName+suffix)
		}
		for _, p := range inline {
			all = append(all, "inline policy "+p.PolicyName+suffix)
		}
		return all
	}
	for i := range a.Snapshot.Groups {
		g := &a.Snapshot.Groups[i]
		groups[g.GroupName] = names(g.GroupPolicyList, g.AttachedManagedPolicies, " of the group "+g.GroupName)
	}
	for i := range a.Snapshot.Users {
		u := &a.Snapshot.Users[i]
		out[u.Arn] = names(u.UserPolicyList, u.AttachedManagedPolicies, "")
		for _, g := range u.GroupList {
			out[u.Arn] = append(out[u.Arn], groups[g]...)
		}
	}
	for i := range a.Snapshot.Roles {
		r := &a.Snapshot.Roles[i]
		out[r.Arn] = names(r.RolePolicyList, r.AttachedManagedPolicies, "")
	}
	return out
}

// way tells the steps of an escalation.
func way(steps []access.Step) (evidence []Fact) {
	for i := range steps {
		text := steps[i].Text
		if steps[i].Assumes != "" {
			text += ", if " + steps[i].Assumes
		}
		evidence = append(evidence, fact("step", text), fact("by", strings.Join(steps[i].Actions, ", ")))
		for _, c := range steps[i].Conditions {
			evidence = append(evidence, fact("condition", c.String()))
		}
	}
	return evidence
}

func escalations(a *audit) error {
	r, err := a.reached()
	if err != nil {
		return err
	}
	for i := range r.escalations.Escalations {
		x := &r.escalations.Escalations[i]
		if serviceLinked(x.PrincipalARN) {
			continue
		}
		severity := High
		if !x.Certain {
			severity = Medium
		}
		first := ""
		if len(x.Steps) > 0 {
			first = strings.Join(x.Steps[0].Actions, ", ")
		}
		a.add(severity, x.PrincipalARN, Fix{Text: "Limit " + first + " to the resources it is needed for, or take it away; a permissions boundary on what the principal makes also closes the way."}, way(x.Steps))
	}
	return nil
}

func outsideAdmins(a *audit) error {
	r, err := a.reached()
	if err != nil {
		return err
	}
	for i := range r.escalations.Outside {
		x := &r.escalations.Outside[i]
		if x.Exposure.Reach == access.ReachService {
			continue
		}
		severity := High
		if x.Exposure.Reach == access.ReachPublic && len(x.Exposure.Conditions) == 0 {
			severity = Critical
		}
		evidence := []Fact{fact("who", x.Exposure.Principal), fact("reach", string(x.Exposure.Reach))}
		for _, c := range x.Exposure.Conditions {
			evidence = append(evidence, fact("condition", c.String()))
		}
		a.add(severity, x.Exposure.Resource, Fix{Text: "Give the role only what the caller needs, or narrow its trust policy to the callers that are meant."},
			append(evidence, way(x.Steps)...), x.Exposure.Principal)
	}
	return nil
}
