package principals

import (
	"bytes"
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/gateway"
	engine "github.com/iam-copilot/iam-copilot/shared/policy/access"
)

// perPage is how many entities AWS gives at a time ("GetAccountAuthorizationDetails",
// AWS IAM API Reference: up to 1,000).
const perPage = 1000

// account gives what prepares the account to be asked about: from the snapshot that
// came with the question, from what was read a moment ago, or by asking AWS. Each
// opening of the credential is recorded, also when AWS need not be asked again.
func (s *Service) account(ctx context.Context, sc access.Scope, from source) (func() (keptAccount, error), error) {
	now := time.Now().UTC()
	if given := from.snapshot; len(given) > 0 && string(given) != "null" {
		read, err := engine.Read(bytes.NewReader(given))
		if err != nil {
			return nil, ErrSnapshot.Saying("%s", sentence(err.Error())).At("body.snapshot", err.Error())
		}
		return func() (keptAccount, error) {
			a, err := engine.New(read)
			return keptAccount{a, now}, err
		}, nil
	}
	if err := mayRead(sc); err != nil {
		return nil, err
	}
	key, err := s.vault.Open(ctx, sc, from.credentialID, "iam:GetAccountAuthorizationDetails")
	if err != nil {
		return nil, err
	}
	workspace, err := sc.Workspace()
	if err != nil {
		return nil, err
	}
	mark := keptKey{workspace, key.CredentialID, key.AccessKeyID}
	if k, ok := s.read.get(mark, now); ok && !from.again {
		return func() (keptAccount, error) { return k, nil }, nil
	}
	read, err := s.ask(ctx, sc, key)
	if err != nil {
		return nil, err
	}
	return func() (keptAccount, error) {
		a, err := engine.New(read)
		k := keptAccount{a, now}
		if err == nil {
			s.read.put(mark, k)
		}
		return k, err
	}, nil
}

// ask reads the account from AWS.
func (s *Service) ask(ctx context.Context, sc access.Scope, key gateway.Key) (*engine.Snapshot, error) {
	client := iam.NewFromConfig(s.gateway.Config(sc, key))
	read := &engine.Snapshot{AccountID: key.AccountID}
	for p := iam.NewGetAccountAuthorizationDetailsPaginator(client, &iam.GetAccountAuthorizationDetailsInput{MaxItems: aws.Int32(perPage)}); p.HasMorePages(); {
		page, err := p.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		if err := add(read, page); err != nil {
			return nil, err
		}
	}
	return read, nil
}

// mayRead refuses to read the account for whoever may only ask about what comes with
// the question.
func mayRead(sc access.Scope) error {
	if !sc.Role().May(access.IAMRead) {
		return access.ErrForbidden.Saying("Your role in this workspace (%s) may not read AWS accounts: send a snapshot with the question.", sc.Role())
	}
	for _, p := range []access.Permission{access.IAMRead, access.VaultUse} {
		if sc.Allow(p) != nil {
			return access.ErrToken.Saying("This token is not good for reading AWS accounts: it takes the scope %s. Send a snapshot with the question.", p)
		}
	}
	return nil
}

// add joins a page of AWS.
func add(s *engine.Snapshot, page *iam.GetAccountAuthorizationDetailsOutput) error {
	t := texts{}
	for i := range page.UserDetailList {
		u := &page.UserDetailList[i]
		s.Users = append(s.Users, engine.User{
			Arn: aws.ToString(u.Arn), UserName: aws.ToString(u.UserName), UserID: aws.ToString(u.UserId), GroupList: u.GroupList,
			UserPolicyList: t.inline(u.UserPolicyList), AttachedManagedPolicies: attachments(u.AttachedManagedPolicies),
			PermissionsBoundary: boundary(u.PermissionsBoundary), Tags: tags(u.Tags),
		})
	}
	for i := range page.GroupDetailList {
		g := &page.GroupDetailList[i]
		s.Groups = append(s.Groups, engine.Group{
			Arn: aws.ToString(g.Arn), GroupName: aws.ToString(g.GroupName),
			GroupPolicyList: t.inline(g.GroupPolicyList), AttachedManagedPolicies: attachments(g.AttachedManagedPolicies),
		})
	}
	for i := range page.RoleDetailList {
		r := &page.RoleDetailList[i]
		role := engine.Role{
			Arn: aws.ToString(r.Arn), RoleName: aws.ToString(r.RoleName), RoleID: aws.ToString(r.RoleId),
			AssumeRolePolicyDocument: t.plain(r.AssumeRolePolicyDocument), RolePolicyList: t.inline(r.RolePolicyList),
			AttachedManagedPolicies: attachments(r.AttachedManagedPolicies), PermissionsBoundary: boundary(r.PermissionsBoundary), Tags: tags(r.Tags),
		}
		for j := range r.InstanceProfileList {
			role.InstanceProfileList = append(role.InstanceProfileList, engine.InstanceProfile{Arn: aws.ToString(r.InstanceProfileList[j].Arn)})
		}
		s.Roles = append(s.Roles, role)
	}
	for i := range page.Policies {
		p := &page.Policies[i]
		policy := engine.ManagedPolicy{Arn: aws.ToString(p.Arn), PolicyName: aws.ToString(p.PolicyName), DefaultVersionID: aws.ToString(p.DefaultVersionId)}
		for j := range p.PolicyVersionList {
			v := &p.PolicyVersionList[j]
			policy.PolicyVersionList = append(policy.PolicyVersionList, engine.PolicyVersion{
				Document: t.plain(v.Document), VersionID: aws.ToString(v.VersionId), IsDefaultVersion: v.IsDefaultVersion,
			})
		}
		s.Policies = append(s.Policies, policy)
	}
	return t.err
}

// texts decodes policy documents, and keeps the first error.
type texts struct{ err error }

// plain is a document, which AWS gives URL-encoded, in plain text.
func (t *texts) plain(encoded *string) engine.Text {
	text, err := engine.Decode(aws.ToString(encoded))
	if err != nil && t.err == nil {
		t.err = err
	}
	return text
}

func (t *texts) inline(list []types.PolicyDetail) []engine.InlinePolicy {
	out := make([]engine.InlinePolicy, 0, len(list))
	for i := range list {
		out = append(out, engine.InlinePolicy{PolicyName: aws.ToString(list[i].PolicyName), PolicyDocument: t.plain(list[i].PolicyDocument)})
	}
	return out
}

func attachments(list []types.AttachedPolicy) []engine.Attachment {
	out := make([]engine.Attachment, 0, len(list))
	for i := range list {
		out = append(out, engine.Attachment{PolicyName: aws.ToString(list[i].PolicyName), PolicyArn: aws.ToString(list[i].PolicyArn)})
	}
	return out
}

func boundary(b *types.AttachedPermissionsBoundary) *engine.Boundary {
	if b == nil || b.PermissionsBoundaryArn == nil {
		return nil
	}
	return &engine.Boundary{PermissionsBoundaryArn: *b.PermissionsBoundaryArn}
}

func tags(list []types.Tag) []engine.Tag {
	out := make([]engine.Tag, 0, len(list))
	for i := range list {
		out = append(out, engine.Tag{Key: aws.ToString(list[i].Key), Value: aws.ToString(list[i].Value)})
	}
	return out
}
