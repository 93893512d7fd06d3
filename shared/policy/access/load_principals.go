package access

import (
	"fmt"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

func (l *loader) loadUsers() error {
	for i := range l.snapshot.Users {
		u := &l.snapshot.Users[i]
		where := fmt.Sprintf("UserDetailList[%d] (%s)", i, u.UserName)
		p := &Principal{ARN: u.Arn, Type: TypeUser, Name: u.UserName, ID: u.UserID, Groups: u.GroupList}
		if err := l.add(where, p, u.Tags); err != nil {
			return err
		}
		if p.Name == "" {
			p.Name = p.ARN[strings.LastIndexByte(p.ARN, '/')+1:]
		}
		var err error
		if p.identity, p.missing, err = l.attach(where, p.ARN, "UserPolicyList", u.UserPolicyList, u.AttachedManagedPolicies); err != nil {
			return err
		}
		p.direct = len(p.missing)
		for j, name := range u.GroupList {
			g := l.account.groups[name]
			if g == nil {
				return fmt.Errorf("%s: GroupList[%d]: the snapshot has no group %q", where, j, name)
			}
			g.members = append(g.members, p)
			p.identity = append(p.identity, g.policies...)
			p.missing = append(p.missing, g.missing...)
		}
		if u.PermissionsBoundary != nil {
			if err := l.limit(where, p, u.PermissionsBoundary.PermissionsBoundaryArn); err != nil {
				return err
			}
		}
	}
	return nil
}

func (l *loader) loadRoles() error {
	for i := range l.snapshot.Roles {
		r := &l.snapshot.Roles[i]
		where := fmt.Sprintf("RoleDetailList[%d] (%s)", i, r.RoleName)
		p := &Principal{ARN: r.Arn, Type: TypeRole, Name: r.RoleName, ID: r.RoleID, InstanceProfile: len(r.InstanceProfileList) > 0}
		if err := l.add(where, p, r.Tags); err != nil {
			return err
		}
		if p.Name == "" {
			p.Name = p.ARN[strings.LastIndexByte(p.ARN, '/')+1:]
		}
		var err error
		if p.trust, err = l.document(r.AssumeRolePolicyDocument, policy.KindTrust); err != nil {
			return fmt.Errorf("%s: AssumeRolePolicyDocument: %w", where, err)
		}
		p.sessionTags = tagsSessions(p.trust)
		if p.identity, p.missing, err = l.attach(where, p.ARN, "RolePolicyList", r.RolePolicyList, r.AttachedManagedPolicies); err != nil {
			return err
		}
		p.direct = len(p.missing)
		if r.PermissionsBoundary != nil {
			if err := l.limit(where, p, r.PermissionsBoundary.PermissionsBoundaryArn); err != nil {
				return err
			}
		}
	}
	return nil
}

// tagsSessions reports whether a trust policy lets tags be passed when the role is
// assumed, so that they can differ from the role's own ("Pass session tags in AWS
// STS", IAM User Guide).
func tagsSessions(trust *document) bool {
	for i := range trust.outlines {
		if o := &trust.outlines[i]; !o.deny && o.coversAction("sts:tagsession") {
			return true
		}
	}
	return false
}

// emptyTrust is what is known of the trust policy of a role that IAM Identity
// Center is going to make: its own service lets people in.
const identityCenterTrust = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"arn:%s:iam::%s:saml-provider/AWSSSO_DO_NOT_DELETE"},"Action":["sts:AssumeRoleWithSAML","sts:TagSession"]}]}`

// permissionSets tells who may use the roles that IAM Identity Center made in the
// account. A permission set that is assigned here but whose role the snapshot does
// not hold becomes a role whose name ends in zeros instead of its suffix.
func (l *loader) permissionSets() error {
	c := l.snapshot.IdentityCenter
	if c == nil {
		return nil
	}
	sets := map[string]*PermissionSet{}
	for i := range c.PermissionSets {
		s := &c.PermissionSets[i]
		if s.Name == "" {
			return fmt.Errorf("identity_center: permission_sets[%d]: name is missing", i)
		}
		if sets[s.Name] != nil {
			return fmt.Errorf("identity_center: permission_sets[%d]: %q occurs twice", i, s.Name)
		}
		sets[s.Name] = s
		if s.Arn != "" {
			sets[s.Arn] = s
		}
	}
	roles := map[string]*Principal{}
	for _, p := range l.account.principals {
		if name := ssoName(p.Name); p.Type == TypeRole && name != "" {
			roles[name] = p
		}
	}
	for i := range c.Assignments {
		at := &c.Assignments[i]
		where := fmt.Sprintf("identity_center: assignments[%d]", i)
		s := sets[at.PermissionSet]
		switch {
		case s == nil:
			return fmt.Errorf("%s: there is no permission set %q", where, at.PermissionSet)
		case at.AccountID != "" && at.AccountID != l.account.ID:
			continue
		}
		person, err := at.describe()
		if err != nil {
			return fmt.Errorf("%s: %w", where, err)
		}
		role := roles[s.Name]
		if role == nil {
			if role, err = l.provision(s); err != nil {
				return fmt.Errorf("identity_center: permission set %s: %w", s.Name, err)
			}
			roles[s.Name] = role
		}
		role.AssignedTo = append(role.AssignedTo, person)
	}
	return nil
}

// describe names who a permission set is assigned to: "user Alice", "group Admins".
func (at *Assignment) describe() (string, error) {
	kind := strings.ToLower(at.PrincipalType)
	if kind != "user" && kind != "group" {
		return "", fmt.Errorf("principal_type %q is neither USER nor GROUP", at.PrincipalType)
	}
	switch {
	case at.PrincipalName != "":
		return kind + " " + at.PrincipalName, nil
	case at.PrincipalID != "":
		return kind + " " + at.PrincipalID, nil
	}
	return "", fmt.Errorf("neither principal_id nor principal_name is given")
}

// provision makes the role that a permission set becomes ("Permission sets", IAM
// Identity Center User Guide).
func (l *loader) provision(s *PermissionSet) (*Principal, error) {
	a := l.account
	name := "AWSReservedSSO_" + s.Name + "_0000000000000000"
	p := &Principal{
		ARN:  "arn:" + a.Partition + ":iam::" + a.ID + ":role/aws-reserved/sso.amazonaws.com/" + name,
		Type: TypeRole, Name: name,
	}
	where := "permission set " + s.Name
	if err := l.add(where, p, nil); err != nil {
		return nil, err
	}
	var err error
	if p.trust, err = l.document(Text(fmt.Sprintf(identityCenterTrust, a.Partition, a.ID)), policy.KindTrust); err != nil {
		return nil, err
	}
	p.sessionTags = true
	var inline []InlinePolicy
	if s.InlinePolicy != "" {
		inline = []InlinePolicy{{PolicyName: "AwsSSOInlinePolicy", PolicyDocument: s.InlinePolicy}}
	}
	var list []Attachment
	for _, arn := range s.ManagedPolicies {
		list = append(list, Attachment{PolicyArn: arn})
	}
	for _, name := range s.CustomerManagedPolicies {
		list = append(list, Attachment{PolicyArn: "arn:" + a.Partition + ":iam::" + a.ID + ":policy/" + strings.TrimPrefix(name, "/")})
	}
	if p.identity, p.missing, err = l.attach(where, p.ARN, "inline_policy", inline, list); err != nil {
		return nil, err
	}
	p.direct = len(p.missing)
	return p, l.limit(where, p, s.PermissionsBoundary)
}

func (l *loader) resourcePolicies() error {
	for i := range l.snapshot.ResourcePolicies {
		r := &l.snapshot.ResourcePolicies[i]
		where := fmt.Sprintf("resource_policies[%d] (%s)", i, r.Resource)
		arn, ok := policy.ParseARN(r.Resource)
		switch {
		case !ok:
			return fmt.Errorf("resource_policies[%d]: resource %q is no ARN", i, r.Resource)
		case r.Account != "" && !policy.IsAccountID(r.Account):
			return fmt.Errorf("%s: account %q is not a 12-digit account id", where, r.Account)
		case l.account.resources[r.Resource] != nil:
			return fmt.Errorf("%s occurs twice", where)
		}
		d, err := l.document(r.Policy, policy.KindResource)
		if err != nil {
			return fmt.Errorf("%s: policy: %w", where, err)
		}
		owner := r.Account
		if owner == "" && policy.IsAccountID(arn.Account) {
			owner = arn.Account
		}
		if owner == "" {
			owner = l.account.ID
		}
		l.account.resources[r.Resource] = &resourcePolicy{document: d, arn: r.Resource, account: owner}
	}
	return nil
}

func (l *loader) organization() error {
	var err error
	if l.account.scps, err = l.levels("scps", policy.KindSCP, l.snapshot.SCPs); err != nil {
		return err
	}
	l.account.rcps, err = l.levels("rcps", policy.KindRCP, l.snapshot.RCPs)
	return err
}

// levels compiles the policies of an organization.
func (l *loader) levels(section string, kind policy.Kind, levels [][]eval.Document) (layers, error) {
	var out layers
	for i, level := range levels {
		compiled, documents := []*eval.Policy{}, []attached{}
		for j, doc := range level {
			d, err := l.document(Text(doc.Text), kind)
			if err != nil {
				return out, fmt.Errorf("%s[%d][%d]: %w", section, i, j, err)
			}
			id := doc.ID
			if id == "" {
				id = d.compiled.ID()
			}
			compiled, documents = append(compiled, d.compiled), append(documents, attached{d, id, ""})
		}
		out.compiled, out.documents = append(out.compiled, compiled), append(out.documents, documents)
	}
	return out, nil
}
