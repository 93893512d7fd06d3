package vault

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/gateway"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// maxSessionPolicy is how long a session policy may be, in characters
// ("AssumeRole", Policy, AWS STS API reference).
const maxSessionPolicy = 2048

// Session gives short-lived keys of a credential, narrowed when that is asked
// for. They are recorded before they are given: when that fails, nobody gets
// them.
//
// A role is assumed. An access key gets its own session (GetSessionToken, which
// may not call IAM), or a federated one when it is narrowed (GetFederationToken,
// which may not either: "Compare AWS STS credentials", IAM User Guide).
func (s *Service) Session(ctx context.Context, sc access.Scope, in api.SessionIn) (api.SessionCredentials, error) {
	if err := sc.Allow(access.VaultUse); err != nil {
		return api.SessionCredentials{}, err
	}
	want, err := s.wanted(sc, in.Body)
	if err != nil {
		return api.SessionCredentials{}, err
	}
	row, err := s.use(ctx, sc, in.ID, "session")
	if err != nil {
		return api.SessionCredentials{}, err
	}
	var key gateway.Key
	var until time.Time
	switch row.Kind {
	case kindAssumeRole:
		key, until, err = s.roleSession(ctx, sc, row, want, in.Body.DurationSeconds)
	case kindIdentityCenter:
		key, until, err = s.federatedSession(ctx, sc, row, want, in.Body)
	default:
		key, until, err = s.keySession(ctx, sc, row, want)
	}
	if err != nil {
		return api.SessionCredentials{}, err
	}
	details := map[string]string{"expires_at": until.UTC().Format(time.RFC3339), "session_name": want.name, "read_only": strconv.FormatBool(want.readOnly)}
	if want.policy != "" {
		details["session_policy"] = want.policy
	}
	if err := s.record(ctx, sc, "vault.session_issued", row, details); err != nil {
		return api.SessionCredentials{}, err
	}
	return api.SessionCredentials{
		AccessKeyID: key.AccessKeyID, SecretAccessKey: key.SecretAccessKey, SessionToken: key.SessionToken, ExpiresAt: until.UTC(), AWSRegion: key.Region,
		ReadOnly: want.readOnly,
	}, nil
}

// wanted checks what is asked for.
func (s *Service) wanted(sc access.Scope, body api.SessionRequest) (session, error) {
	want := session{seconds: body.DurationSeconds, readOnly: body.ReadOnly, mfaSerial: body.MFASerial, mfaCode: body.MFACode, name: nameOf(sc.Actor().Email)}
	if want.seconds == 0 {
		want.seconds = defaultSeconds
	}
	if len(body.SessionPolicy) == 0 || string(body.SessionPolicy) == "null" {
		return want, nil
	}
	if body.ReadOnly {
		return session{}, ErrSession.At("body.session_policy", "comes instead of read_only, not with it")
	}
	text := []byte(body.SessionPolicy)
	var quoted string
	if json.Unmarshal(text, &quoted) == nil {
		text = []byte(quoted)
	}
	doc := policy.Parse(text)
	if err := doc.Err(); err != nil {
		return session{}, ErrSession.At("body.session_policy", "is not a policy that AWS takes: "+err.Error())
	}
	if len(doc.Statements) == 0 {
		return session{}, ErrSession.At("body.session_policy", "has no Statement")
	}
	if want.policy = string(policy.Compact(doc)); len([]rune(want.policy)) > maxSessionPolicy {
		return session{}, ErrSession.At("body.session_policy", "is longer than the 2,048 characters that AWS takes")
	}
	return want, nil
}

// nameOf makes a session name of an e-mail address, so that CloudTrail shows
// who it was: at most 32 signs of those that AWS takes ("GetFederationToken",
// Name, AWS STS API reference).
func nameOf(email string) string {
	var out strings.Builder
	for _, r := range email {
		if out.Len() == 32 {
			break
		}
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("+=,.@-_", r) {
			out.WriteRune(r)
		} else {
			out.WriteByte('-')
		}
	}
	if out.Len() < 2 {
		return defaultSession
	}
	return out.String()
}

func (s *Service) roleSession(ctx context.Context, sc access.Scope, row *credentialRow, want session, asked int) (gateway.Key, time.Time, error) {
	if asked == 0 {
		want.seconds = row.seconds()
	}
	want.name = row.sessionName(want.name)
	if want.mfaSerial == "" {
		want.mfaSerial = row.MFASerial
	}
	if err := want.checkMFA(); err != nil {
		return gateway.Key{}, time.Time{}, err
	}
	all, err := s.chainOf(ctx, sc, row)
	if err != nil {
		return gateway.Key{}, time.Time{}, err
	}
	switch {
	case all.chained() && want.seconds > maxChained:
		return gateway.Key{}, time.Time{}, ErrSession.At("body.duration_seconds", "is at most 3600 for a role that is assumed with the session of another role")
	case all.chained() && want.mfaCode != "":
		return gateway.Key{}, time.Time{}, ErrMFA.Saying("AWS takes a code of an MFA device from an IAM user's access key only, not from the session of a role.").
			At("body.mfa_code", "works with an access key as the base only")
	}
	key, until, err := s.assume(ctx, sc, row, all.base(), want)
	return key, until, all.naming(err)
}

// federatedSession is a fresh key of the role of IAM Identity Center, as long
// and as wide as its permission set says: AWS takes no wishes for it.
func (s *Service) federatedSession(ctx context.Context, sc access.Scope, row *credentialRow, want session, body api.SessionRequest) (key gateway.Key, until time.Time, err error) {
	switch {
	case want.readOnly || want.policy != "":
		return key, until, ErrSession.Saying("AWS narrows no session of IAM Identity Center. Assume a role with less access instead, or use another permission set.").At("body.read_only", "does not work with IAM Identity Center")
	case body.DurationSeconds != 0:
		return key, until, ErrSession.At("body.duration_seconds", "is set by the permission set of IAM Identity Center")
	case body.MFASerial != "" || body.MFACode != "":
		return key, until, ErrSession.At("body.mfa_code", "is asked for by IAM Identity Center when somebody signs in")
	case row.AWSAccountID == "" || row.SSORoleName == "":
		return key, until, ErrNoRole
	}
	return s.roleKey(ctx, sc, row)
}

// checkMFA wants the code of a device that is named, and the other way round.
func (w session) checkMFA() error {
	switch {
	case w.mfaSerial != "" && w.mfaCode == "":
		return ErrMFA.Saying("The session takes a code of the MFA device %s.", w.mfaSerial).At("body.mfa_code", "is needed")
	case w.mfaSerial == "" && w.mfaCode != "":
		return ErrMFA.Saying("A code needs the MFA device that it comes from.").At("body.mfa_serial", "is needed with a code")
	}
	return nil
}

func (s *Service) keySession(ctx context.Context, sc access.Scope, row *credentialRow, want session) (key gateway.Key, until time.Time, err error) {
	if row.KeyPrefix == temporaryPrefix {
		return key, until, ErrTemporary
	}
	narrowed := want.readOnly || want.policy != ""
	if narrowed && want.mfaCode != "" {
		return key, until, ErrSession.At("body.mfa_code", "works with a whole session or a role only: AWS takes none for a narrowed session of an access key")
	}
	if !narrowed && want.mfaSerial == "" {
		want.mfaSerial = row.MFASerial
	}
	if err := want.checkMFA(); err != nil {
		return key, until, err
	}
	opened, err := s.openKey(ctx, sc, row)
	if err != nil {
		return key, until, err
	}
	client, seconds := sts.NewFromConfig(s.gateway.Config(sc, opened)), aws.Int32(int32(want.seconds)) //nolint:gosec // at most 43,200
	if narrowed {
		out, err := client.GetFederationToken(ctx, &sts.GetFederationTokenInput{
			Name: &want.name, DurationSeconds: seconds, Policy: optional(want.policy), PolicyArns: want.policies(partitionOfRegion(row.AWSRegion)),
		})
		if err != nil {
			return key, until, err
		}
		return sessionKey(row, out.Credentials)
	}
	out, err := client.GetSessionToken(ctx, &sts.GetSessionTokenInput{
		DurationSeconds: seconds, SerialNumber: optional(want.mfaSerial), TokenCode: optional(want.mfaCode),
	})
	if err != nil {
		return key, until, err
	}
	return sessionKey(row, out.Credentials)
}

// partitionOfRegion is the partition of a Region ("Partitions", AWS whitepaper
// on fault isolation boundaries).
func partitionOfRegion(region string) string {
	switch {
	case strings.HasPrefix(region, "cn-"):
		return "aws-cn"
	case strings.HasPrefix(region, "us-gov-"):
		return "aws-us-gov"
	}
	return "aws"
}
