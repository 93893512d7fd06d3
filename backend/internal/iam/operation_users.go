package iam

import (
	"context"
	"crypto/rand"
	"errors"
	"math/big"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/plans"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// clockSlack is by how much AWS's clock may be behind ours when a key is looked for
// by when it was made.
const clockSlack = 2 * time.Minute

// userWrites are the operations on users themselves and their credentials.
func userWrites() []plans.Operation {
	return []plans.Operation{
		operation("CreateUser", (*iam.Client).CreateUser, write[iam.CreateUserInput, iam.CreateUserOutput]{
			happened: func(ctx context.Context, c *iam.Client, in *iam.CreateUserInput, _ time.Time) (bool, plans.Outcome, error) {
				return exists(c.GetUser(ctx, &iam.GetUserInput{UserName: in.UserName}))
			},
			undo: func(in *iam.CreateUserInput, _ before, _ map[string]string) []call {
				return []call{{"iam:DeleteUser", &iam.DeleteUserInput{UserName: in.UserName}, in, "Delete the user " + *in.UserName + "."}}
			},
		}),
		operation("UpdateUser", (*iam.Client).UpdateUser, write[iam.UpdateUserInput, iam.UpdateUserOutput]{
			happened: func(ctx context.Context, c *iam.Client, in *iam.UpdateUserInput, _ time.Time) (bool, plans.Outcome, error) {
				if in.NewUserName == nil {
					return false, plans.Outcome{}, nil
				}
				return exists(c.GetUser(ctx, &iam.GetUserInput{UserName: in.NewUserName}))
			},
			undo: func(in *iam.UpdateUserInput, b before, _ map[string]string) []call {
				back := &iam.UpdateUserInput{UserName: in.UserName}
				if in.NewUserName != nil {
					back.UserName, back.NewUserName = in.NewUserName, in.UserName
				}
				if path, ok := b.text(); ok && in.NewPath != nil {
					back.NewPath = &path
				}
				return []call{{"iam:UpdateUser", back, aws.ToString(in.NewPath), "Give the user " + *in.UserName + " the name and path back that it had."}}
			},
		}),
		operation("DeleteUser", (*iam.Client).DeleteUser, write[iam.DeleteUserInput, iam.DeleteUserOutput]{
			settled: gone,
			undo: func(in *iam.DeleteUserInput, b before, _ map[string]string) []call {
				var was iam.CreateUserInput
				if !b.into(&was) {
					return nil
				}
				return []call{{"iam:CreateUser", &was, nil, "Make the user " + *in.UserName + " again, with another unique id."}}
			},
		}),
		operation("CreateLoginProfile", (*iam.Client).CreateLoginProfile, write[iam.CreateLoginProfileInput, iam.CreateLoginProfileOutput]{
			prepare: func(in *iam.CreateLoginProfileInput) ([]api.PlanSecret, error) { return generated(&in.Password) },
			happened: func(ctx context.Context, c *iam.Client, in *iam.CreateLoginProfileInput, _ time.Time) (bool, plans.Outcome, error) {
				there, outcome, err := exists(c.GetLoginProfile(ctx, &iam.GetLoginProfileInput{UserName: in.UserName}))
				outcome.Note = "The password was set, but could not be shown. Plan another one."
				return there, outcome, err
			},
			undo: func(in *iam.CreateLoginProfileInput, _ before, _ map[string]string) []call {
				return []call{{"iam:DeleteLoginProfile", &iam.DeleteLoginProfileInput{UserName: in.UserName}, nil, "Delete the console password of " + *in.UserName + "."}}
			},
		}),
		operation("UpdateLoginProfile", (*iam.Client).UpdateLoginProfile, write[iam.UpdateLoginProfileInput, iam.UpdateLoginProfileOutput]{
			prepare: func(in *iam.UpdateLoginProfileInput) ([]api.PlanSecret, error) { return generated(&in.Password) },
		}),
		operation("DeleteLoginProfile", (*iam.Client).DeleteLoginProfile, write[iam.DeleteLoginProfileInput, iam.DeleteLoginProfileOutput]{settled: gone}),
		operation("CreateAccessKey", (*iam.Client).CreateAccessKey, write[iam.CreateAccessKeyInput, iam.CreateAccessKeyOutput]{
			outcome: func(_ *iam.CreateAccessKeyInput, out *iam.CreateAccessKeyOutput) plans.Outcome {
				id := aws.ToString(out.AccessKey.AccessKeyId)
				return plans.Outcome{Output: map[string]string{"AccessKeyId": id}, Secrets: []api.PlanSecret{
					{Name: "access_key_id", Value: id}, {Name: "secret_access_key", Value: aws.ToString(out.AccessKey.SecretAccessKey)},
				}}
			},
			happened: keyHappened,
			undo: func(in *iam.CreateAccessKeyInput, _ before, output map[string]string) []call {
				id := output["AccessKeyId"]
				return []call{{"iam:DeleteAccessKey", &iam.DeleteAccessKeyInput{UserName: in.UserName, AccessKeyId: &id}, nil, "Delete the access key " + id + " of " + *in.UserName + "."}}
			},
		}),
		operation("UpdateAccessKey", (*iam.Client).UpdateAccessKey, write[iam.UpdateAccessKeyInput, iam.UpdateAccessKeyOutput]{
			undo: func(in *iam.UpdateAccessKeyInput, b before, _ map[string]string) []call {
				was, ok := b.text()
				if !ok {
					return nil
				}
				back := &iam.UpdateAccessKeyInput{UserName: in.UserName, AccessKeyId: in.AccessKeyId, Status: types.StatusType(was)}
				return []call{{"iam:UpdateAccessKey", back, string(in.Status), "Make the access key " + *in.AccessKeyId + " " + was + " again."}}
			},
		}),
		operation("DeleteAccessKey", (*iam.Client).DeleteAccessKey, write[iam.DeleteAccessKeyInput, iam.DeleteAccessKeyOutput]{settled: gone}),
		operation("DeactivateMFADevice", (*iam.Client).DeactivateMFADevice, write[iam.DeactivateMFADeviceInput, iam.DeactivateMFADeviceOutput]{settled: gone}),
		operation("DeleteVirtualMFADevice", (*iam.Client).DeleteVirtualMFADevice, write[iam.DeleteVirtualMFADeviceInput, iam.DeleteVirtualMFADeviceOutput]{settled: gone}),
		operation("UploadSSHPublicKey", (*iam.Client).UploadSSHPublicKey, write[iam.UploadSSHPublicKeyInput, iam.UploadSSHPublicKeyOutput]{
			settled: func(err error) bool {
				var twice *types.DuplicateSSHPublicKeyException
				return errors.As(err, &twice)
			},
		}),
		operation("DeleteSSHPublicKey", (*iam.Client).DeleteSSHPublicKey, write[iam.DeleteSSHPublicKeyInput, iam.DeleteSSHPublicKeyOutput]{
			settled: gone,
			undo: func(in *iam.DeleteSSHPublicKeyInput, b before, _ map[string]string) []call {
				body, ok := b.text()
				if !ok {
					return nil
				}
				return []call{{"iam:UploadSSHPublicKey", &iam.UploadSSHPublicKeyInput{UserName: in.UserName, SSHPublicKeyBody: &body}, nil, "Upload the SSH public key of " + *in.UserName + " again, under another id."}}
			},
		}),
		operation("UploadSigningCertificate", (*iam.Client).UploadSigningCertificate, write[iam.UploadSigningCertificateInput, iam.UploadSigningCertificateOutput]{
			settled: func(err error) bool {
				var twice *types.DuplicateCertificateException
				return errors.As(err, &twice)
			},
		}),
		operation("DeleteSigningCertificate", (*iam.Client).DeleteSigningCertificate, write[iam.DeleteSigningCertificateInput, iam.DeleteSigningCertificateOutput]{
			settled: gone,
			undo: func(in *iam.DeleteSigningCertificateInput, b before, _ map[string]string) []call {
				body, ok := b.text()
				if !ok {
					return nil
				}
				return []call{{"iam:UploadSigningCertificate", &iam.UploadSigningCertificateInput{UserName: in.UserName, CertificateBody: &body}, nil, "Upload the signing certificate of " + *in.UserName + " again, under another id."}}
			},
		}),
		operation("DeleteServiceSpecificCredential", (*iam.Client).DeleteServiceSpecificCredential,
			write[iam.DeleteServiceSpecificCredentialInput, iam.DeleteServiceSpecificCredentialOutput]{settled: gone}),
	}
}

// keyHappened looks for a key that was made since a step was sent. Its secret was
// in the answer that never came.
func keyHappened(ctx context.Context, c *iam.Client, in *iam.CreateAccessKeyInput, since time.Time) (bool, plans.Outcome, error) {
	for p := iam.NewListAccessKeysPaginator(c, &iam.ListAccessKeysInput{UserName: in.UserName}); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return false, plans.Outcome{}, err
		}
		for _, k := range answer.AccessKeyMetadata {
			if id := aws.ToString(k.AccessKeyId); aws.ToTime(k.CreateDate).After(since.Add(-clockSlack)) {
				return true, plans.Outcome{
					Output: map[string]string{"AccessKeyId": id},
					Note:   "The access key " + id + " was made, but its secret could not be shown. Take this plan back, which deletes the key, and make another one.",
				}, nil
			}
		}
	}
	return false, plans.Outcome{}, nil
}

// passwordLength is that of generated passwords: far beyond what any password policy
// can ask for in strength, and within its longest minimum ("Setting an account
// password policy for IAM users", IAM User Guide, allows 6 to 128).
const passwordLength = 32

// The kinds of characters that a password policy can ask for, without those that
// look like each other. The symbols are among those that the guide lists.
var passwordAlphabets = []string{"ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnopqrstuvwxyz", "23456789", "!@#$%^&*()_+-=[]{}"}

// generated makes a password that every password policy of IAM up to its length
// takes, with at least two characters of every kind.
func generated(into **string) ([]api.PlanSecret, error) {
	all := ""
	for _, alphabet := range passwordAlphabets {
		all += alphabet
	}
	password := make([]byte, passwordLength)
	for i := range password {
		alphabet := all
		if i < 2*len(passwordAlphabets) {
			alphabet = passwordAlphabets[i%len(passwordAlphabets)]
		}
		at, err := rand.Int(rand.Reader, big.NewInt(int64(len(alphabet))))
		if err != nil {
			return nil, err
		}
		password[i] = alphabet[at.Int64()]
	}
	for i := len(password) - 1; i > 0; i-- {
		at, err := rand.Int(rand.Reader, big.NewInt(int64(i+1)))
		if err != nil {
			return nil, err
		}
		j := int(at.Int64())
		password[i], password[j] = password[j], password[i]
	}
	text := string(password)
	*into = &text
	return []api.PlanSecret{{Name: "password", Value: text}}, nil
}
