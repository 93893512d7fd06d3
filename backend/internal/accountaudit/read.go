package accountaudit

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/authorization"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/jobs"
	"github.com/iam-copilot/iam-copilot/shared/policy/posture"
)

// reading is an account that is being read.
type reading struct {
	client  *iam.Client
	run     *jobs.Run
	account string
	input   posture.Input
}

// refused are AWS's codes for permissions that are lacking.
var refused = []string{"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "UnauthorizedAccess"}

// read reads everything that an audit looks at. What the credential may not read is
// noted, and the rest goes on.
func (s *Service) read(ctx context.Context, sc access.Scope, run *jobs.Run, credential int64) (*reading, error) {
	key, err := s.Vault.Open(ctx, sc, credential, "iam:GetAccountAuthorizationDetails")
	if err != nil {
		return nil, err
	}
	config := s.Gateway.Config(sc, key)
	who, err := sts.NewFromConfig(config).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if err != nil {
		return nil, err
	}
	r := &reading{run: run, account: aws.ToString(who.Account)}
	r.client = iam.NewFromConfig(s.Pace.Config(config, r.account, "iam", jobs.RateIAM))
	for i, step := range []struct {
		note    string
		sources []posture.Source
		read    func(context.Context) error
	}{
		{"Reading users, groups, roles and policies", []posture.Source{posture.Authorization}, r.details},
		{"Reading the account's summary", []posture.Source{posture.Summary}, r.summary},
		{"Reading the password policy", []posture.Source{posture.PasswordRules}, r.passwordPolicy},
		{"Reading the credential report", nil, r.credentials},
		{"Reading virtual MFA devices", []posture.Source{posture.VirtualDevices}, r.virtualDevices},
		{"Reading SAML providers", []posture.Source{posture.SAML}, r.saml},
		{"Reading OIDC providers", []posture.Source{posture.OIDC}, r.oidc},
		{"Reading server certificates", []posture.Source{posture.Certificates}, r.certificates},
	} {
		if err := run.Report(ctx, int64(i), steps, step.note); err != nil {
			return nil, err
		}
		if err := r.without(step.read(ctx), step.sources...); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// without notes which sources are missing when AWS has refused a call; any other
// error is given back.
func (r *reading) without(err error, sources ...posture.Source) error {
	if err == nil {
		return nil
	}
	var f *fault.Fault
	if !errors.As(err, &f) || f.AWS() == nil || !slices.Contains(refused, f.AWS().Code) {
		return err
	}
	for _, source := range sources {
		r.input.Missing = append(r.input.Missing, posture.Missing{Source: source, Permission: f.AWS().Service + ":" + f.AWS().Operation, Reason: f.Detail()})
	}
	return nil
}

func (r *reading) details(ctx context.Context) error {
	read, err := authorization.Details(ctx, r.client, func(entities int) error {
		return r.run.Report(ctx, 0, steps, fmt.Sprintf("Read %d users, groups, roles and policies", entities))
	})
	if err != nil {
		return err
	}
	read.AccountID = r.account
	r.input.Snapshot = read
	return nil
}

func (r *reading) summary(ctx context.Context) error {
	out, err := r.client.GetAccountSummary(ctx, &iam.GetAccountSummaryInput{})
	if err != nil {
		return err
	}
	r.input.Summary = make(map[string]int, len(out.SummaryMap))
	for name, n := range out.SummaryMap {
		r.input.Summary[name] = int(n)
	}
	return nil
}

func (r *reading) passwordPolicy(ctx context.Context) error {
	out, err := r.client.GetAccountPasswordPolicy(ctx, &iam.GetAccountPasswordPolicyInput{})
	var none *types.NoSuchEntityException
	if errors.As(err, &none) {
		return nil
	}
	if err != nil {
		return err
	}
	p := out.PasswordPolicy
	r.input.PasswordPolicy = &posture.PasswordPolicy{
		MinimumPasswordLength: int(aws.ToInt32(p.MinimumPasswordLength)), RequireSymbols: p.RequireSymbols, RequireNumbers: p.RequireNumbers,
		RequireUppercaseCharacters: p.RequireUppercaseCharacters, RequireLowercaseCharacters: p.RequireLowercaseCharacters,
		AllowUsersToChangePassword: p.AllowUsersToChangePassword, PasswordReusePrevention: int(aws.ToInt32(p.PasswordReusePrevention)),
		MaxPasswordAge: int(aws.ToInt32(p.MaxPasswordAge)), HardExpiry: aws.ToBool(p.HardExpiry),
	}
	return nil
}

// Times of a credential report ("GenerateCredentialReport", AWS IAM API Reference:
// AWS makes one every four hours at most, and takes a while for it).
const (
	askForReport = 2 * time.Second
	reportTime   = 10 * time.Minute
)

// credentials reads the credential report, or, where that is not allowed, each
// user's own.
func (r *reading) credentials(ctx context.Context) error {
	err := r.report(ctx)
	if err == nil {
		return r.confirmMFA(ctx)
	}
	if err := r.without(err, posture.RootUse); err != nil {
		return err
	}
	r.input.Users = nil
	return r.without(r.userByUser(ctx), posture.Credentials)
}

func (r *reading) report(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, reportTime)
	defer cancel()
	for {
		out, err := r.client.GenerateCredentialReport(ctx, &iam.GenerateCredentialReportInput{})
		if err != nil {
			return err
		}
		if out.State == types.ReportStateTypeComplete {
			break
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(askForReport):
		}
	}
	out, err := r.client.GetCredentialReport(ctx, &iam.GetCredentialReportInput{})
	if err != nil {
		return err
	}
	if r.input.Users, err = posture.ReadCredentialReport(bytes.NewReader(out.Content)); err != nil {
		return ErrAccount.Saying("AWS's credential report cannot be understood: %s.", err).Because(err)
	}
	return nil
}

// confirmed is for how many users the report is not taken at its word.
const confirmed = 200

// confirmMFA asks again about users who seem to sign in without MFA: the report may
// be four hours old. Where that may not be asked the report holds.
func (r *reading) confirmMFA(ctx context.Context) error {
	asked := 0
	for i := range r.input.Users {
		c := &r.input.Users[i]
		if c.Root() || !c.Password || c.MFA || asked >= confirmed {
			continue
		}
		asked++
		has, err := r.hasMFA(ctx, c.User)
		if err != nil {
			return r.without(err)
		}
		c.MFA = has
	}
	return nil
}

// hasMFA tells whether a user has a device of any kind: ListMFADevices lists virtual
// and hardware devices and passkeys alike.
func (r *reading) hasMFA(ctx context.Context, user string) (bool, error) {
	out, err := r.client.ListMFADevices(ctx, &iam.ListMFADevicesInput{UserName: &user})
	var gone *types.NoSuchEntityException
	if errors.As(err, &gone) {
		return true, nil // deleted since: nobody signs in
	}
	return err == nil && len(out.MFADevices) > 0, err
}

func (r *reading) virtualDevices(ctx context.Context) error {
	for p := iam.NewListVirtualMFADevicesPaginator(r.client, &iam.ListVirtualMFADevicesInput{AssignmentStatus: types.AssignmentStatusTypeAssigned}); p.HasMorePages(); {
		page, err := p.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, d := range page.VirtualMFADevices {
			if strings.HasSuffix(aws.ToString(d.SerialNumber), ":mfa/root-account-mfa-device") || (d.User != nil && strings.HasSuffix(aws.ToString(d.User.Arn), ":root")) {
				r.input.RootVirtualMFA = true
			}
		}
	}
	return nil
}

func (r *reading) saml(ctx context.Context) error {
	out, err := r.client.ListSAMLProviders(ctx, &iam.ListSAMLProvidersInput{})
	if err != nil {
		return err
	}
	for _, p := range out.SAMLProviderList {
		r.input.SAMLProviders = append(r.input.SAMLProviders, posture.SAMLProvider{Arn: aws.ToString(p.Arn), ValidUntil: aws.ToTime(p.ValidUntil).UTC()})
	}
	return nil
}

func (r *reading) oidc(ctx context.Context) error {
	out, err := r.client.ListOpenIDConnectProviders(ctx, &iam.ListOpenIDConnectProvidersInput{})
	if err != nil {
		return err
	}
	for _, p := range out.OpenIDConnectProviderList {
		arn := aws.ToString(p.Arn)
		_, url, _ := strings.Cut(arn, ":oidc-provider/")
		r.input.OIDCProviders = append(r.input.OIDCProviders, posture.OIDCProvider{Arn: arn, URL: url})
	}
	return nil
}

func (r *reading) certificates(ctx context.Context) error {
	for p := iam.NewListServerCertificatesPaginator(r.client, &iam.ListServerCertificatesInput{}); p.HasMorePages(); {
		page, err := p.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, c := range page.ServerCertificateMetadataList {
			r.input.Certificates = append(r.input.Certificates, posture.Certificate{Arn: aws.ToString(c.Arn), Expiration: aws.ToTime(c.Expiration).UTC()})
		}
	}
	return nil
}
