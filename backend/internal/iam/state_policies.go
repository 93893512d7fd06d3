package iam

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// policyIn names a managed policy by its ARN, or one of the account's own by its
// name, and what is wanted of it beyond the document that is in force.
type policyIn struct {
	Arn      string `json:"arn,omitempty"`
	Name     string `json:"name,omitempty"`
	Versions bool   `json:"versions,omitempty"` // documents of all versions
	Entities bool   `json:"entities,omitempty"`
	Tags     bool   `json:"tags,omitempty"`
}

// policyState is a managed policy as plans compare it.
type policyState struct {
	Exists      bool                   `json:"exists"`
	Arn         string                 `json:"arn,omitempty"`
	ID          string                 `json:"id,omitempty"`
	Name        string                 `json:"name,omitempty"`
	Path        string                 `json:"path,omitempty"`
	Description string                 `json:"description,omitempty"`
	Default     string                 `json:"default_version,omitempty"`
	Document    string                 `json:"document,omitempty"`
	Versions    map[string]string      `json:"versions,omitempty"` // documents by version
	Oldest      []string               `json:"oldest,omitempty"`   // versions that are not in force, the oldest first
	Entities    *api.IAMPolicyEntities `json:"entities,omitempty"`
	Tags        map[string]string      `json:"tags,omitempty"`
}

func policyNow(ctx context.Context, c *iam.Client, in policyIn) (policyState, error) {
	if in.Arn == "" {
		arn, err := ownPolicy(ctx, c, in.Name)
		if err != nil || arn == "" {
			return policyState{}, err
		}
		in.Arn = arn
	}
	answer, err := c.GetPolicy(ctx, &iam.GetPolicyInput{PolicyArn: &in.Arn})
	if gone(err) {
		return policyState{}, nil
	}
	if err != nil {
		return policyState{}, err
	}
	p := answer.Policy
	s := policyState{
		Exists: true, Arn: in.Arn, ID: aws.ToString(p.PolicyId), Name: aws.ToString(p.PolicyName), Path: aws.ToString(p.Path),
		Description: aws.ToString(p.Description), Default: aws.ToString(p.DefaultVersionId),
	}
	if s.Document, err = versionDocument(ctx, c, in.Arn, s.Default); err != nil {
		return s, err
	}
	if in.Versions {
		if err := s.versions(ctx, c); err != nil {
			return s, err
		}
	}
	if in.Entities {
		entities, err := entitiesOf(ctx, c, in.Arn)
		if err != nil {
			return s, err
		}
		s.Entities = &entities
	}
	if in.Tags {
		s.Tags, err = tagsNow(ctx, c, policyKind, in.Arn)
	}
	return s, err
}

func (s *policyState) versions(ctx context.Context, c *iam.Client) error {
	versions, err := policyVersions(ctx, c, s.Arn)
	if err != nil {
		return err
	}
	s.Versions = map[string]string{}
	for _, v := range slices.Backward(versions) {
		if !v.IsDefault {
			s.Oldest = append(s.Oldest, v.VersionID)
		}
		if s.Versions[v.VersionID], err = versionDocument(ctx, c, s.Arn, v.VersionID); err != nil {
			return err
		}
	}
	return nil
}

// policyVersions lists the versions of a managed policy, the newest first.
func policyVersions(ctx context.Context, c *iam.Client, arn string) (out []api.IAMPolicyVersion, err error) {
	out = []api.IAMPolicyVersion{}
	for p := iam.NewListPolicyVersionsPaginator(c, &iam.ListPolicyVersionsInput{PolicyArn: &arn}); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		for _, v := range answer.Versions {
			out = append(out, api.IAMPolicyVersion{
				VersionID: aws.ToString(v.VersionId), IsDefault: v.IsDefaultVersion, CreatedAt: aws.ToTime(v.CreateDate).UTC(),
			})
		}
	}
	slices.SortStableFunc(out, func(a, b api.IAMPolicyVersion) int { return versionNumber(b.VersionID) - versionNumber(a.VersionID) })
	return out, nil
}

// versionNumber is the number in a version id such as v12.
func versionNumber(id string) (n int) {
	for _, r := range id {
		if r >= '0' && r <= '9' {
			n = n*10 + int(r-'0')
		} else if n > 0 {
			break
		}
	}
	return n
}

func versionDocument(ctx context.Context, c *iam.Client, arn, version string) (string, error) {
	answer, err := c.GetPolicyVersion(ctx, &iam.GetPolicyVersionInput{PolicyArn: &arn, VersionId: &version})
	if err != nil {
		return "", err
	}
	return decoded(answer.PolicyVersion.Document)
}

// ownPolicy finds a policy of the account by its name, which is unique in the
// account whatever the path; "" when there is none.
func ownPolicy(ctx context.Context, c *iam.Client, name string) (string, error) {
	for p := iam.NewListPoliciesPaginator(c, &iam.ListPoliciesInput{Scope: types.PolicyScopeTypeLocal, MaxItems: aws.Int32(longPage)}); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return "", err
		}
		for i := range answer.Policies {
			if aws.ToString(answer.Policies[i].PolicyName) == name {
				return aws.ToString(answer.Policies[i].Arn), nil
			}
		}
	}
	return "", nil
}

// longPage is the most that IAM's lists answer at once.
const longPage = 1000

// entitiesOf lists whoever has a managed policy, attached or as a boundary.
func entitiesOf(ctx context.Context, c *iam.Client, arn string) (api.IAMPolicyEntities, error) {
	out := api.IAMPolicyEntities{Users: []string{}, Groups: []string{}, Roles: []string{}, BoundaryUsers: []string{}, BoundaryRoles: []string{}}
	for _, usage := range []types.PolicyUsageType{types.PolicyUsageTypePermissionsPolicy, types.PolicyUsageTypePermissionsBoundary} {
		users, roles := &out.Users, &out.Roles
		if usage == types.PolicyUsageTypePermissionsBoundary {
			users, roles = &out.BoundaryUsers, &out.BoundaryRoles
		}
		for p := iam.NewListEntitiesForPolicyPaginator(c, &iam.ListEntitiesForPolicyInput{PolicyArn: &arn, PolicyUsageFilter: usage}); p.HasMorePages(); {
			answer, err := p.NextPage(ctx)
			if err != nil {
				return out, err
			}
			for _, u := range answer.PolicyUsers {
				*users = append(*users, aws.ToString(u.UserName))
			}
			for _, r := range answer.PolicyRoles {
				*roles = append(*roles, aws.ToString(r.RoleName))
			}
			for _, g := range answer.PolicyGroups {
				if usage == types.PolicyUsageTypePermissionsPolicy {
					out.Groups = append(out.Groups, aws.ToString(g.GroupName))
				}
			}
		}
	}
	for _, list := range [][]string{out.Users, out.Groups, out.Roles, out.BoundaryUsers, out.BoundaryRoles} {
		slices.Sort(list)
	}
	return out, nil
}

// profileIn names an instance profile.
type profileIn struct {
	Name string `json:"name"`
}

// profileState is an instance profile as plans compare it.
type profileState struct {
	Exists bool              `json:"exists"`
	Arn    string            `json:"arn,omitempty"`
	Path   string            `json:"path,omitempty"`
	Roles  []string          `json:"roles,omitempty"`
	Tags   map[string]string `json:"tags,omitempty"`
}

func profileNow(ctx context.Context, c *iam.Client, in profileIn) (profileState, error) {
	answer, err := c.GetInstanceProfile(ctx, &iam.GetInstanceProfileInput{InstanceProfileName: &in.Name})
	if gone(err) {
		return profileState{}, nil
	}
	if err != nil {
		return profileState{}, err
	}
	p := answer.InstanceProfile
	s := profileState{Exists: true, Arn: aws.ToString(p.Arn), Path: aws.ToString(p.Path), Tags: tagMap(p.Tags)}
	for i := range p.Roles {
		s.Roles = append(s.Roles, aws.ToString(p.Roles[i].RoleName))
	}
	return s, nil
}

// accountIn says what of the account is wanted.
type accountIn struct {
	Alias          bool `json:"alias,omitempty"`
	PasswordPolicy bool `json:"password_policy,omitempty"`
}

// accountState is the account as plans compare it.
type accountState struct {
	Alias          string                 `json:"alias,omitempty"`
	PasswordPolicy *api.IAMPasswordPolicy `json:"password_policy,omitempty"`
}

func accountNow(ctx context.Context, c *iam.Client, in accountIn) (s accountState, err error) {
	if in.Alias {
		if s.Alias, err = accountAlias(ctx, c); err != nil {
			return s, err
		}
	}
	if in.PasswordPolicy {
		policy, err := passwordPolicy(ctx, c)
		if err != nil {
			return s, err
		}
		s.PasswordPolicy = &policy
	}
	return s, nil
}

// accountAlias reads the account's alias; AWS knows one at most.
func accountAlias(ctx context.Context, c *iam.Client) (string, error) {
	answer, err := c.ListAccountAliases(ctx, &iam.ListAccountAliasesInput{})
	if err != nil || len(answer.AccountAliases) == 0 {
		return "", err
	}
	return answer.AccountAliases[0], nil
}

// passwordPolicy reads the account's password policy; AWS's defaults when there is
// none ("Setting an account password policy for IAM users", IAM User Guide).
func passwordPolicy(ctx context.Context, c *iam.Client) (api.IAMPasswordPolicy, error) {
	answer, err := c.GetAccountPasswordPolicy(ctx, &iam.GetAccountPasswordPolicyInput{})
	if gone(err) {
		return api.IAMPasswordPolicy{MinimumPasswordLength: 8}, nil
	}
	if err != nil {
		return api.IAMPasswordPolicy{}, err
	}
	p := answer.PasswordPolicy
	return api.IAMPasswordPolicy{
		Exists: true, MinimumPasswordLength: int(aws.ToInt32(p.MinimumPasswordLength)), RequireSymbols: p.RequireSymbols, RequireNumbers: p.RequireNumbers,
		RequireUppercaseCharacters: p.RequireUppercaseCharacters, RequireLowercaseCharacters: p.RequireLowercaseCharacters,
		AllowUsersToChangePassword: p.AllowUsersToChangePassword, ExpirePasswords: p.ExpirePasswords, MaxPasswordAge: int(aws.ToInt32(p.MaxPasswordAge)),
		PasswordReusePrevention: int(aws.ToInt32(p.PasswordReusePrevention)), HardExpiry: aws.ToBool(p.HardExpiry),
	}, nil
}
