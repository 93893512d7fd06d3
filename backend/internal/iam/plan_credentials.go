package iam

import (
	"context"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// maxKeys is how many access keys a user may have ("IAM and AWS STS quotas", IAM User
// Guide).
const maxKeys = 2

// CreatePassword plans a console password, which is generated when the plan is
// applied, and shown once.
func (s *Service) CreatePassword(ctx context.Context, sc access.Scope, in api.ConsolePasswordIn) (api.Plan, error) {
	p, now, err := s.onUser(ctx, sc, in.IAMNamed, "Give "+in.Name+" a console password", partLogin)
	if err != nil {
		return api.Plan{}, err
	}
	if now.Login {
		return api.Plan{}, ErrExists.Saying("The user %s has a console password already. Plan to replace it instead.", in.Name)
	}
	p.Step("iam:CreateLoginProfile", now.Arn, &iam.CreateLoginProfileInput{UserName: &in.Name, PasswordResetRequired: !in.Body.KeepAfterSignIn}, nil,
		"Give the user %s a generated console password.", in.Name)
	p.tellPassword(!in.Body.KeepAfterSignIn)
	return p.Save(ctx)
}

func (p *planner) tellPassword(reset bool) {
	p.Say("The password is generated when the plan is applied, sent to AWS beside the input that is shown here, and answered once.")
	if reset {
		p.Say("The user must choose another one at the next sign-in.")
	}
}

// ReplacePassword plans another console password.
func (s *Service) ReplacePassword(ctx context.Context, sc access.Scope, in api.ConsolePasswordIn) (api.Plan, error) {
	p, now, err := s.onUser(ctx, sc, in.IAMNamed, "Replace the console password of "+in.Name, partLogin)
	if err != nil {
		return api.Plan{}, err
	}
	if !now.Login {
		return api.Plan{}, ErrNoEntity.Saying("The user %s has no console password.", in.Name)
	}
	reset := !in.Body.KeepAfterSignIn
	p.Step("iam:UpdateLoginProfile", now.Arn, &iam.UpdateLoginProfileInput{UserName: &in.Name, PasswordResetRequired: &reset}, nil,
		"Give the user %s another generated console password.", in.Name)
	p.tellPassword(reset)
	return p.Save(ctx)
}

// DeletePassword plans to delete a console password.
func (s *Service) DeletePassword(ctx context.Context, sc access.Scope, in api.IAMNamed) (api.Plan, error) {
	p, now, err := s.onUser(ctx, sc, in, "Delete the console password of "+in.Name, partLogin)
	if err != nil {
		return api.Plan{}, err
	}
	if now.Login {
		p.Step("iam:DeleteLoginProfile", now.Arn, &iam.DeleteLoginProfileInput{UserName: &in.Name}, nil, "Delete the console password of %s.", in.Name)
	}
	return p.Save(ctx)
}

// CreateAccessKey plans a new access key, whose secret is answered once.
func (s *Service) CreateAccessKey(ctx context.Context, sc access.Scope, in api.IAMNamed) (api.Plan, error) {
	p, now, err := s.onUser(ctx, sc, in, "Make an access key of "+in.Name, partKeys)
	if err != nil {
		return api.Plan{}, err
	}
	return p.newKey(ctx, in.Name, now)
}

func (p *planner) newKey(ctx context.Context, user string, now principalState) (api.Plan, error) {
	if len(now.Keys) >= maxKeys {
		return api.Plan{}, ErrKeyLimit.Saying("The user %s has two access keys already, which is AWS's limit. Delete the one that is not used first.", user)
	}
	p.Step("iam:CreateAccessKey", now.Arn, &iam.CreateAccessKeyInput{UserName: &user}, nil, "Make an access key of the user %s.", user)
	p.Say("The secret access key is answered once, when the plan is applied, and stored nowhere.")
	return p.Save(ctx)
}

// keyOf reads a user and looks for one of the keys.
func (s *Service) keyOf(ctx context.Context, sc access.Scope, in api.AccessKeyIn, title string) (*planner, principalState, string, error) {
	p, now, err := s.onUser(ctx, sc, in.IAMNamed, title, partKeys)
	if err != nil {
		return nil, now, "", err
	}
	status, there := now.Keys[in.AccessKeyID]
	if !there {
		return nil, now, "", ErrNoEntity.Saying("The user %s has no access key %s.", in.Name, in.AccessKeyID)
	}
	if now.Arn == p.CallerArn {
		p.Warn("%s is the user that this AWS credential belongs to: if it works with this key, it stops working.", now.Arn)
	}
	return p, now, status, nil
}

// SetAccessKeyStatus plans to switch an access key on or off.
func (s *Service) SetAccessKeyStatus(ctx context.Context, sc access.Scope, in api.AccessKeyStatusIn) (api.Plan, error) {
	p, now, status, err := s.keyOf(ctx, sc, in.AccessKeyIn, "Make the access key "+in.AccessKeyID+" "+in.Body.Status)
	if err != nil {
		return api.Plan{}, err
	}
	if status != in.Body.Status {
		if err := p.switchKey(ctx, in.AccessKeyIn, now, status, in.Body.Status); err != nil {
			return api.Plan{}, err
		}
	}
	return p.Save(ctx)
}

func (p *planner) switchKey(ctx context.Context, in api.AccessKeyIn, now principalState, was, status string) error {
	p.Step("iam:UpdateAccessKey", now.Arn, &iam.UpdateAccessKeyInput{UserName: &in.Name, AccessKeyId: &in.AccessKeyID, Status: types.StatusType(status)}, was,
		"Make the access key %s of %s %s.", in.AccessKeyID, in.Name, status)
	return p.tellLastUse(ctx, in.AccessKeyID)
}

// tellLastUse says when a key was last used, which is what to look at before it is
// switched off.
func (p *planner) tellLastUse(ctx context.Context, id string) error {
	at, service, _, err := lastUse(ctx, p.client, id)
	if err != nil {
		return refusal(err, ErrNoEntity)
	}
	if at == nil {
		p.Say("AWS knows of no use of the key.")
		return nil
	}
	p.Warn("The key was last used on %s, for %s.", at.Format(time.DateOnly), service)
	return nil
}

// DeleteAccessKey plans to delete an access key.
func (s *Service) DeleteAccessKey(ctx context.Context, sc access.Scope, in api.AccessKeyIn) (api.Plan, error) {
	p, now, status, err := s.keyOf(ctx, sc, in, "Delete the access key "+in.AccessKeyID)
	if err != nil {
		return api.Plan{}, err
	}
	return p.deleteKey(ctx, in, now, status)
}

func (p *planner) deleteKey(ctx context.Context, in api.AccessKeyIn, now principalState, status string) (api.Plan, error) {
	if status == string(types.StatusTypeActive) {
		p.Warn("The key is active. Deactivating it first shows who still uses it, and can be taken back.")
	}
	p.Step("iam:DeleteAccessKey", now.Arn, &iam.DeleteAccessKeyInput{UserName: &in.Name, AccessKeyId: &in.AccessKeyID}, nil,
		"Delete the access key %s of %s.", in.AccessKeyID, in.Name)
	if err := p.tellLastUse(ctx, in.AccessKeyID); err != nil {
		return api.Plan{}, err
	}
	return p.Save(ctx)
}

// RotateAccessKey plans one step of replacing an access key: a second one, then the
// old one off, then the old one gone ("Update access keys", IAM User Guide).
func (s *Service) RotateAccessKey(ctx context.Context, sc access.Scope, in api.RotateAccessKeyIn) (api.Plan, error) {
	p, now, status, err := s.keyOf(ctx, sc, in.AccessKeyIn, "Rotate the access key "+in.AccessKeyID+": "+in.Body.Step)
	if err != nil {
		return api.Plan{}, err
	}
	other := ""
	for id, s := range now.Keys {
		if id != in.AccessKeyID && s == string(types.StatusTypeActive) {
			other = id
		}
	}
	switch in.Body.Step {
	case "create":
		return p.newKey(ctx, in.Name, now)
	case "deactivate":
		if other == "" {
			return api.Plan{}, ErrRotation.Saying("There is no other active access key of %s: make the new one first, and give it to whatever uses the old one.", in.Name)
		}
		if status == string(types.StatusTypeActive) {
			if err := p.switchKey(ctx, in.AccessKeyIn, now, status, string(types.StatusTypeInactive)); err != nil {
				return api.Plan{}, err
			}
		}
		return p.Save(ctx)
	default:
		if status == string(types.StatusTypeActive) {
			return api.Plan{}, ErrRotation.Saying("The access key %s is active still: deactivate it first, and look whether anything fails.", in.AccessKeyID)
		}
		return p.deleteKey(ctx, in.AccessKeyIn, now, status)
	}
}

// DeactivateMFA plans to take an MFA device from a user.
func (s *Service) DeactivateMFA(ctx context.Context, sc access.Scope, in api.MFADeviceIn) (api.Plan, error) {
	p, now, err := s.onUser(ctx, sc, in.IAMNamed, "Deactivate the MFA device "+in.SerialNumber, partMFA)
	if err != nil {
		return api.Plan{}, err
	}
	if !slices.Contains(now.MFA, in.SerialNumber) {
		return api.Plan{}, ErrNoEntity.Saying("The user %s has no MFA device %s.", in.Name, in.SerialNumber)
	}
	p.clearDevice(in.Name, now.Arn, in.SerialNumber)
	if len(now.MFA) == 1 {
		p.Warn("It is the only MFA device of %s: from then on the password alone signs in, and what asks for MFA is denied.", in.Name)
	}
	return p.Save(ctx)
}

// onUser begins a plan about a user that must be there.
func (s *Service) onUser(ctx context.Context, sc access.Scope, in api.IAMNamed, title string, parts ...part) (*planner, principalState, error) {
	return s.on(ctx, sc, userKind, in, title, parts...)
}

// on begins a plan about a user, group or role that must be there.
func (s *Service) on(ctx context.Context, sc access.Scope, kind kind, in api.IAMNamed, title string, parts ...part) (*planner, principalState, error) {
	if err := checkName(kind, "path.name", in.Name); err != nil {
		return nil, principalState{}, err
	}
	p, err := s.begin(ctx, sc, in.CredentialID, title)
	if err != nil {
		return nil, principalState{}, err
	}
	now, err := p.principal(ctx, kind, in.Name, parts...)
	if err != nil {
		return nil, now, err
	}
	p.Affects(now.Arn)
	return p, now, nil
}
