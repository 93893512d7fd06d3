package vault

import (
	"context"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/aws-sdk-go-v2/service/sts/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/gateway"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

const (
	// defaultSeconds is how long sessions last that nobody asked more of; AWS
	// takes it for every role ("AssumeRole", AWS STS API reference).
	defaultSeconds = 3600
	// defaultSession is the name of the sessions that the product itself opens,
	// as CloudTrail shows it.
	defaultSession = "iam-copilot"
)

// AddRole stores a role that is assumed with another credential of the
// workspace. AWS is not asked: Verify does that.
func (s *Service) AddRole(ctx context.Context, sc access.Scope, in api.AddRoleCredentialIn) (api.Credential, error) {
	userID, err := sc.User()
	if err != nil {
		return api.Credential{}, err
	}
	body, at := in.Body, db.Now()
	if err := checkTags(body.Tags); err != nil {
		return api.Credential{}, err
	}
	row := credentialRow{
		UserID: userID, Label: body.Label, Kind: kindAssumeRole, EncryptedAccessKeyID: []byte{}, EncryptedSecretAccessKey: []byte{},
		AWSAccountID: accountOf(body.RoleArn), CreatedAt: at, UpdatedAt: at, BaseCredentialID: &body.BaseCredentialID, RoleArn: body.RoleArn,
		ExternalID: body.ExternalID, DurationSeconds: body.DurationSeconds, RoleSessionName: body.RoleSessionName, MFASerial: body.MFASerial,
	}
	err = s.db.Tx(ctx, sc, func(ctx context.Context) error {
		if err := s.store.lock(ctx, sc); err != nil {
			return err
		}
		base, err := s.checkBase(ctx, sc, &row, 0)
		if err != nil {
			return err
		}
		if row.AWSRegion = body.AWSRegion; row.AWSRegion == "" {
			row.AWSRegion = base.AWSRegion
		}
		if err := s.store.insert(ctx, sc, &row); err != nil {
			return err
		}
		if row.IsDefault = body.IsDefault; row.IsDefault {
			if err := s.store.setDefault(ctx, sc, row.ID); err != nil {
				return err
			}
		}
		if err := s.store.setTags(ctx, sc, row.ID, body.Tags); err != nil {
			return err
		}
		return s.record(ctx, sc, "vault.credential_added", &row, map[string]string{"role_arn": row.RoleArn, "base": base.Label})
	})
	if err != nil {
		return api.Credential{}, err
	}
	return s.viewOf(ctx, sc, &row)
}

// accountOf is the account in a role's ARN, whose form has been checked.
func accountOf(arn string) string {
	if parts := strings.Split(arn, ":"); len(parts) > 4 {
		return parts[4]
	}
	return ""
}

// assumed is a key of the role's session, which callers share until shortly
// before its end.
func (s *Service) assumed(ctx context.Context, sc access.Scope, row *credentialRow) (gateway.Key, error) {
	workspace, err := sc.Workspace()
	if err != nil {
		return gateway.Key{}, err
	}
	if row.MFASerial != "" {
		return gateway.Key{}, ErrMFA.Saying("The role %s is assumed with a code of the MFA device %s, which nobody is asked for here. "+
			"Ask for a session of this credential with a code, and use that.", row.RoleArn, row.MFASerial)
	}
	all, err := s.chainOf(ctx, sc, row)
	if err != nil {
		return gateway.Key{}, err
	}
	version, err := s.sessionVersion(ctx, sc, all)
	if err != nil {
		return gateway.Key{}, all.naming(err)
	}
	id := gateway.SessionID{Workspace: workspace, CredentialID: row.ID, Version: version}
	key, err := s.sessions.Get(ctx, id, func(ctx context.Context) (gateway.Key, time.Time, error) {
		return s.assume(ctx, sc, row, all.base(), session{seconds: row.seconds(), name: row.sessionName(defaultSession)})
	})
	return key, all.naming(err)
}

// session is what is asked of AWS for one.
type session struct {
	seconds   int
	name      string
	policy    string // session policy, compact; empty for none
	readOnly  bool
	mfaSerial string
	mfaCode   string
}

// readOnlyArn is AWS's managed policy that allows reading ("ReadOnlyAccess",
// AWS Managed Policy Reference), in the partition of an ARN.
func readOnlyArn(partition string) string {
	return "arn:" + partition + ":iam::aws:policy/ReadOnlyAccess"
}

func partitionOf(arn string) string {
	if parts := strings.Split(arn, ":"); len(parts) > 1 {
		return parts[1]
	}
	return "aws"
}

// policies are the managed policies that narrow the session.
func (w session) policies(partition string) []types.PolicyDescriptorType {
	if !w.readOnly {
		return nil
	}
	return []types.PolicyDescriptorType{{Arn: aws.String(readOnlyArn(partition))}}
}

// assume asks AWS for a session of the role with the base's key, which may be
// that of a session itself.
func (s *Service) assume(ctx context.Context, sc access.Scope, row, base *credentialRow, want session) (gateway.Key, time.Time, error) {
	key, err := s.keyOf(ctx, sc, base)
	if err != nil {
		return gateway.Key{}, time.Time{}, err
	}
	in := &sts.AssumeRoleInput{
		RoleArn: &row.RoleArn, RoleSessionName: &want.name, DurationSeconds: aws.Int32(int32(want.seconds)), //nolint:gosec // at most 43,200
		ExternalId: optional(row.ExternalID), Policy: optional(want.policy), PolicyArns: want.policies(partitionOf(row.RoleArn)),
		SerialNumber: optional(want.mfaSerial), TokenCode: optional(want.mfaCode),
	}
	out, err := sts.NewFromConfig(s.gateway.Config(sc, key)).AssumeRole(ctx, in)
	if err != nil {
		return gateway.Key{}, time.Time{}, err
	}
	return sessionKey(row, out.Credentials)
}

// sessionKey is the key in an answer of STS.
func sessionKey(row *credentialRow, c *types.Credentials) (gateway.Key, time.Time, error) {
	if c == nil || c.AccessKeyId == nil || c.SecretAccessKey == nil || c.SessionToken == nil || c.Expiration == nil {
		return gateway.Key{}, time.Time{}, gateway.ErrUnreachable.Saying("AWS answered without a session. Is something between the server and AWS?")
	}
	return gateway.Key{
		CredentialID: row.ID, AccessKeyID: *c.AccessKeyId, SecretAccessKey: *c.SecretAccessKey, SessionToken: *c.SessionToken,
		Region: row.AWSRegion, AccountID: row.AWSAccountID,
	}, *c.Expiration, nil
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func (r *credentialRow) seconds() int {
	if r.DurationSeconds == 0 {
		return defaultSeconds
	}
	return r.DurationSeconds
}

// sessionName is the role's own session name, else another.
func (r *credentialRow) sessionName(otherwise string) string {
	if r.RoleSessionName != "" {
		return r.RoleSessionName
	}
	return otherwise
}
