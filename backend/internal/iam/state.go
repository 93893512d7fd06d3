package iam

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/plans"
)

// The names of the room's readers.
const (
	readPrincipal = "iam:principal"
	readPolicy    = "iam:policy"
	readProfile   = "iam:instance-profile"
	readAccount   = "iam:account"
)

// readers are what plans read of IAM, and read again before they are applied.
func readers() map[string]plans.Reader {
	return map[string]plans.Reader{
		readPrincipal: reader(principalNow), readPolicy: reader(policyNow), readProfile: reader(profileNow), readAccount: reader(accountNow),
	}
}

func reader[I, O any](read func(context.Context, *iam.Client, I) (O, error)) plans.Reader {
	return func(ctx context.Context, config aws.Config, input json.RawMessage) (any, error) {
		var in I
		if err := plans.Decode(input, &in); err != nil {
			return nil, err
		}
		return read(ctx, iam.NewFromConfig(config), in)
	}
}

// part is a part of what hangs on a user, group or role.
type part string

const (
	partTags         part = "tags"
	partGroups       part = "groups"
	partMembers      part = "members"
	partAttached     part = "attached"
	partInline       part = "inline"
	partKeys         part = "access_keys"
	partLogin        part = "login_profile"
	partMFA          part = "mfa_devices"
	partSSH          part = "ssh_keys"
	partCertificates part = "certificates"
	partServices     part = "service_credentials"
	partProfiles     part = "instance_profiles"
)

// everyPart is all that can hang on somebody, by kind.
var everyPart = map[kind][]part{
	userKind: {
		partTags, partGroups, partAttached, partInline, partKeys, partLogin, partMFA, partSSH, partCertificates, partServices,
	},
	groupKind: {partMembers, partAttached, partInline},
	roleKind:  {partTags, partAttached, partInline, partProfiles},
}

// principalIn names a user, group or role, and the parts that are wanted.
type principalIn struct {
	Kind  kind   `json:"kind"`
	Name  string `json:"name"`
	Parts []part `json:"parts,omitempty"`
}

// principalState is a user, group or role as plans compare it: sorted, and without
// times of last use.
type principalState struct {
	Exists       bool              `json:"exists"`
	ID           string            `json:"id,omitempty"`
	Arn          string            `json:"arn,omitempty"`
	Path         string            `json:"path,omitempty"`
	Boundary     string            `json:"permissions_boundary,omitempty"`
	Description  string            `json:"description,omitempty"`
	MaxSession   int32             `json:"max_session_duration,omitempty"`
	Trust        string            `json:"trust_policy,omitempty"`
	Tags         map[string]string `json:"tags,omitempty"`
	Groups       []string          `json:"groups,omitempty"`
	Members      []string          `json:"members,omitempty"`
	Attached     []string          `json:"attached,omitempty"` // ARNs
	Inline       map[string]string `json:"inline,omitempty"`   // documents by name
	Keys         map[string]string `json:"access_keys,omitempty"`
	Login        bool              `json:"login_profile,omitempty"`
	MFA          []string          `json:"mfa_devices,omitempty"`
	SSH          map[string]string `json:"ssh_keys,omitempty"`            // bodies by id
	Certificates map[string]string `json:"certificates,omitempty"`        // bodies by id
	Services     map[string]string `json:"service_credentials,omitempty"` // services by id
	Profiles     []string          `json:"instance_profiles,omitempty"`
}

// principalNow reads a user, group or role; one that is not there is a state, too.
func principalNow(ctx context.Context, c *iam.Client, in principalIn) (principalState, error) {
	var s principalState
	err := s.self(ctx, c, in)
	if gone(err) {
		return principalState{}, nil
	}
	if err != nil {
		return s, err
	}
	s.Exists = true
	for _, p := range in.Parts {
		if p == partMembers && in.Kind == groupKind {
			continue // GetGroup has told them
		}
		if err := s.read(ctx, c, in, p); err != nil {
			return s, err
		}
	}
	for _, list := range [][]string{s.Groups, s.Members, s.Attached, s.MFA, s.Profiles} {
		slices.Sort(list)
	}
	return s, nil
}

func (s *principalState) self(ctx context.Context, c *iam.Client, in principalIn) error {
	switch in.Kind {
	case userKind:
		answer, err := c.GetUser(ctx, &iam.GetUserInput{UserName: &in.Name})
		if err != nil {
			return err
		}
		u := answer.User
		s.ID, s.Arn, s.Path, s.Boundary = aws.ToString(u.UserId), aws.ToString(u.Arn), aws.ToString(u.Path), boundaryOf(u.PermissionsBoundary)
	case groupKind:
		group, members, err := wholeGroup(ctx, c, in.Name)
		if err != nil {
			return err
		}
		s.ID, s.Arn, s.Path = aws.ToString(group.GroupId), aws.ToString(group.Arn), aws.ToString(group.Path)
		if slices.Contains(in.Parts, partMembers) {
			for i := range members {
				s.Members = append(s.Members, aws.ToString(members[i].UserName))
			}
		}
	case roleKind:
		answer, err := c.GetRole(ctx, &iam.GetRoleInput{RoleName: &in.Name})
		if err != nil {
			return err
		}
		r := answer.Role
		s.ID, s.Arn, s.Path, s.Boundary = aws.ToString(r.RoleId), aws.ToString(r.Arn), aws.ToString(r.Path), boundaryOf(r.PermissionsBoundary)
		s.Description, s.MaxSession = aws.ToString(r.Description), aws.ToInt32(r.MaxSessionDuration)
		s.Trust, err = decoded(r.AssumeRolePolicyDocument)
		return err
	default:
		return fmt.Errorf("iam: %q is no kind of principal", in.Kind)
	}
	return nil
}

func boundaryOf(b *types.AttachedPermissionsBoundary) string {
	if b == nil {
		return ""
	}
	return aws.ToString(b.PermissionsBoundaryArn)
}

// read reads one part.
func (s *principalState) read(ctx context.Context, c *iam.Client, in principalIn, p part) (err error) {
	switch p {
	case partTags:
		s.Tags, err = tagsNow(ctx, c, in.Kind, in.Name)
	case partAttached:
		var attached []types.AttachedPolicy
		attached, err = attachedTo(ctx, c, in.Kind, in.Name)
		for i := range attached {
			s.Attached = append(s.Attached, aws.ToString(attached[i].PolicyArn))
		}
	case partInline:
		s.Inline, err = inlineOf(ctx, c, in.Kind, in.Name)
	case partProfiles:
		s.Profiles, err = profilesOf(ctx, c, in.Name)
	case partGroups:
		s.Groups, err = groupsOf(ctx, c, in.Name)
	default:
		err = s.credentials(ctx, c, in.Name, p)
	}
	return err
}

// inlineOf reads the inline policies of somebody, documents by name.
func inlineOf(ctx context.Context, c *iam.Client, kind kind, name string) (map[string]string, error) {
	names, err := inlineNames(ctx, c, kind, name)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, policy := range names {
		if out[policy], err = inlineDocument(ctx, c, kind, name, policy); err != nil {
			return nil, err
		}
	}
	return out, nil
}
