// Package authorization reads who has which permissions in an AWS account, as
// package access of the policy engine wants it.
package authorization

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/iam-copilot/iam-copilot/shared/policy/access"
)

// perPage is how many entities AWS gives at a time ("GetAccountAuthorizationDetails",
// AWS IAM API Reference: up to 1,000).
const perPage = 1000

// Details reads the account. seen, which may be nil, is told after each page how many
// entities there are so far; its error ends the reading.
func Details(ctx context.Context, client *iam.Client, seen func(entities int) error) (*access.Snapshot, error) {
	read := &access.Snapshot{}
	for p := iam.NewGetAccountAuthorizationDetailsPaginator(client, &iam.GetAccountAuthorizationDetailsInput{MaxItems: aws.Int32(perPage)}); p.HasMorePages(); {
		page, err := p.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		if err := add(read, page); err != nil {
			return nil, err
		}
		if seen == nil {
			continue
		}
		if err := seen(len(read.Users) + len(read.Groups) + len(read.Roles) + len(read.Policies)); err != nil {
			return nil, err
		}
	}
	return read, nil
}

// add joins a page of AWS.
func add(s *access.Snapshot, page *iam.GetAccountAuthorizationDetailsOutput) error {
	t := texts{}
	for i := range page.UserDetailList {
		u := &page.UserDetailList[i]
		s.Users = append(s.Users, access.User{
			Arn: aws.ToString(u.Arn), UserName: aws.ToString(u.UserName), UserID: aws.ToString(u.UserId), GroupList: u.GroupList,
			UserPolicyList: t.inline(u.UserPolicyList), AttachedManagedPolicies: attachments(u.AttachedManagedPolicies),
			PermissionsBoundary: boundary(u.PermissionsBoundary), Tags: tags(u.Tags), CreateDate: aws.ToTime(u.CreateDate).UTC(),
		})
	}
	for i := range page.GroupDetailList {
		g := &page.GroupDetailList[i]
		s.Groups = append(s.Groups, access.Group{
			Arn: aws.ToString(g.Arn), GroupName: aws.ToString(g.GroupName),
			GroupPolicyList: t.inline(g.GroupPolicyList), AttachedManagedPolicies: attachments(g.AttachedManagedPolicies),
		})
	}
	for i := range page.RoleDetailList {
		r := &page.RoleDetailList[i]
		role := access.Role{
			Arn: aws.ToString(r.Arn), RoleName: aws.ToString(r.RoleName), RoleID: aws.ToString(r.RoleId),
			AssumeRolePolicyDocument: t.plain(r.AssumeRolePolicyDocument), RolePolicyList: t.inline(r.RolePolicyList),
			AttachedManagedPolicies: attachments(r.AttachedManagedPolicies), PermissionsBoundary: boundary(r.PermissionsBoundary), Tags: tags(r.Tags),
			CreateDate: aws.ToTime(r.CreateDate).UTC(),
		}
		if u := r.RoleLastUsed; u != nil {
			role.RoleLastUsed = &access.RoleLastUsed{LastUsedDate: aws.ToTime(u.LastUsedDate).UTC(), Region: aws.ToString(u.Region)}
		}
		for j := range r.InstanceProfileList {
			role.InstanceProfileList = append(role.InstanceProfileList, access.InstanceProfile{Arn: aws.ToString(r.InstanceProfileList[j].Arn)})
		}
		s.Roles = append(s.Roles, role)
	}
	for i := range page.Policies {
		s.Policies = append(s.Policies, t.managed(&page.Policies[i]))
	}
	return t.err
}

// texts decodes policy documents, and keeps the first error.
type texts struct{ err error }

func (t *texts) managed(p *types.ManagedPolicyDetail) access.ManagedPolicy {
	out := access.ManagedPolicy{
		Arn: aws.ToString(p.Arn), PolicyName: aws.ToString(p.PolicyName), DefaultVersionID: aws.ToString(p.DefaultVersionId), CreateDate: aws.ToTime(p.CreateDate).UTC(),
		AttachmentCount: count(p.AttachmentCount), PermissionsBoundaryUsageCount: count(p.PermissionsBoundaryUsageCount),
	}
	for i := range p.PolicyVersionList {
		v := &p.PolicyVersionList[i]
		out.PolicyVersionList = append(out.PolicyVersionList, access.PolicyVersion{
			Document: t.plain(v.Document), VersionID: aws.ToString(v.VersionId), IsDefaultVersion: v.IsDefaultVersion,
		})
	}
	return out
}

func count(n *int32) *int {
	if n == nil {
		return nil
	}
	out := int(*n)
	return &out
}

// plain is a document, which AWS gives URL-encoded, in plain text.
func (t *texts) plain(encoded *string) access.Text {
	text, err := access.Decode(aws.ToString(encoded))
	if err != nil && t.err == nil {
		t.err = err
	}
	return text
}

func (t *texts) inline(list []types.PolicyDetail) []access.InlinePolicy {
	out := make([]access.InlinePolicy, 0, len(list))
	for i := range list {
		out = append(out, access.InlinePolicy{PolicyName: aws.ToString(list[i].PolicyName), PolicyDocument: t.plain(list[i].PolicyDocument)})
	}
	return out
}

func attachments(list []types.AttachedPolicy) []access.Attachment {
	out := make([]access.Attachment, 0, len(list))
	for i := range list {
		out = append(out, access.Attachment{PolicyName: aws.ToString(list[i].PolicyName), PolicyArn: aws.ToString(list[i].PolicyArn)})
	}
	return out
}

func boundary(b *types.AttachedPermissionsBoundary) *access.Boundary {
	if b == nil || b.PermissionsBoundaryArn == nil {
		return nil
	}
	return &access.Boundary{PermissionsBoundaryArn: *b.PermissionsBoundaryArn}
}

func tags(list []types.Tag) []access.Tag {
	out := make([]access.Tag, 0, len(list))
	for i := range list {
		out = append(out, access.Tag{Key: aws.ToString(list[i].Key), Value: aws.ToString(list[i].Value)})
	}
	return out
}
